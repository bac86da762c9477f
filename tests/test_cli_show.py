import io
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.commands.outcome import Diff, Line, Outcome, Passage, Table
from sync.commands.show import clean, progressing, show
from sync.errors import ExitCode

OUTCOME = Outcome(
    blocks=[
        Line("Two pairs", "strong"),
        Table(("who", "what"), (("ann@example.com", "wrote"), ("bo@example.com", ""))),
        Passage("# Mon, Mar 10\n\n- [ ] Call \x1b[2JAnn\n", indent=2),
    ],
    data={"pairs": ["Zoë \x9b31m"]},
)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(outcome: Outcome, out: io.StringIO, **environment: str) -> str:
    show(outcome, out=out, environment=environment)
    return out.getvalue()


def test_off_a_terminal_it_is_plain_text() -> None:
    assert shown(OUTCOME, io.StringIO()) == (
        "Two pairs\n"
        "who              what\n"
        "ann@example.com  wrote\n"
        "bo@example.com\n"
        "  # Mon, Mar 10\n"
        "\n"
        "  - [ ] Call [2JAnn\n"
    )


def test_on_a_terminal_it_is_coloured_and_says_the_same() -> None:
    text = shown(OUTCOME, Terminal(), TERM="xterm", COLUMNS="80")

    assert "\x1b[1mTwo pairs\x1b[0m" in text
    assert "\x1b[2J" not in text
    assert "ann@example.com" in text


def test_no_color_is_heeded() -> None:
    text = shown(Outcome(blocks=[Line("Bad", "bad")]), Terminal(), TERM="xterm", NO_COLOR="1")

    assert "\x1b[31m" not in text
    assert "\x1b[1;31m" not in text


def test_a_dumb_terminal_gets_plain_text() -> None:
    assert "\x1b" not in shown(OUTCOME, Terminal(), TERM="dumb")


def test_titles_are_no_markup_on_a_terminal() -> None:
    text = shown(Outcome(blocks=[Line("[red]x[/red] [/nope] :smile:")]), Terminal(), TERM="xterm")

    assert text == "[red]x[/red] [/nope] :smile:\n"


DIFF = Outcome(blocks=[Diff(((" ", "stays"), ("-", "went\x1b[2J"), ("+", "came"), ("+", "")))])


DOCUMENT = "https://docs.google.com/document/d/1djgNSlajI9lIs8XtjPCHLjKbnVZmr_L1wlsvyRkhS1h/edit"
STEERING = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")


def lines_on_terminal(
    monkeypatch: pytest.MonkeyPatch, block: Line | Table, columns: int
) -> list[str]:
    """What a terminal of so many columns is sent, without colours and links."""
    monkeypatch.setenv("COLUMNS", str(columns))
    text = shown(Outcome(blocks=[block]), Terminal(), TERM="xterm")
    return [line.rstrip() for line in STEERING.sub("", text).splitlines()]


def test_documents_stand_whole_below_a_table_that_is_too_wide(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = ("ann@northwind.example", "wrote a section, 3 items carried, 2 items done", DOCUMENT)
    table = Table(("with", "what", "document"), (row, ("bo@northwind.example", "nothing", "-")))

    assert lines_on_terminal(monkeypatch, table, 60) == [
        "with                   what",
        "ann@northwind.example  wrote a section, 3 items carried, 2",
        "                       items done",
        "bo@northwind.example   nothing",
        "",
        "with                   document",
        f"ann@northwind.example  {DOCUMENT}",
    ]
    assert len(lines_on_terminal(monkeypatch, table, 200)) == 3


def test_words_are_whole_where_there_is_room_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    row = ("ann@northwind.example", "Thu 2025-04-03, in 3 days", "0 of 10", "2, the oldest 3 weeks")
    table = Table(("with", "next", "not held", "open"), (row,))
    wrapped = lines_on_terminal(monkeypatch, table, 60)

    assert {word for line in wrapped[2:] for word in line.split()} <= {
        word for cell in row for word in cell.split()
    }
    assert max(map(len, lines_on_terminal(monkeypatch, table, 30))) <= 30


def test_where_there_is_no_room_the_last_column_gives_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = ("ann@northwind.example", "Thu 2025-04-03 10:00", "leadership@northwind.example is one")
    table = Table(("with", "next", "why"), (row,))

    assert lines_on_terminal(monkeypatch, table, 52) == [
        "with                   next        why",
        "ann@northwind.example  Thu         leadership@nort",
        "                       2025-04-03  hwind.example",
        "                       10:00       is one",
    ]


def test_days_and_times_stay_together_before_others_get_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = ("Thu 2025-04-03 10:00", "Interview: platform engineer", "no", "its title fits a pattern")
    wrapped = lines_on_terminal(monkeypatch, Table(("when", "event", "1:1", "why"), (row,)), 70)

    assert wrapped[1].startswith("Thu 2025-04-03 10:00  ")


def test_a_command_in_a_line_is_not_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    line = Line("To have one made, run `oneonone init --with ann@northwind.example`.")

    assert lines_on_terminal(monkeypatch, line, 40) == [line.text]


def test_an_address_in_a_line_is_not_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    line = Line(f"ann@northwind.example: {DOCUMENT}")

    assert lines_on_terminal(monkeypatch, line, 40) == [line.text]


def test_a_link_ends_where_the_address_does() -> None:
    text = shown(Outcome(blocks=[Line(f"Mend it ({DOCUMENT}).")]), Terminal(), TERM="xterm")

    assert f";{DOCUMENT}\x1b\\" in text


def test_columns_stand_straight_whatever_is_written_in_them() -> None:
    table = Table(("event", "why"), (("面接の準備", "a"), ("Zoe\u0301", "b"), ("plain", "c")))
    lines = shown(Outcome(blocks=[table]), io.StringIO()).splitlines()

    assert lines == ["event       why", "面接の準備  a", "Zoe\u0301         b", "plain       c"]


def test_a_diff_is_told_by_its_signs() -> None:
    assert shown(DIFF, io.StringIO()) == "      stays\n    - went[2J\n    + came\n    +\n"


def test_on_a_terminal_a_diff_is_coloured() -> None:
    text = shown(DIFF, Terminal(), TERM="xterm", COLUMNS="80")

    assert "\x1b[32m    + came\x1b[0m" in text
    assert "\x1b[31m    - went[2J\x1b[0m" in text
    assert "      stays" in text


def test_off_a_terminal_no_progress_is_shown() -> None:
    out = io.StringIO()
    with progressing("Working", out=out) as progress:
        progress(1, 100)

    assert out.getvalue() == ""


@pytest.mark.parametrize(("total", "bar"), [(3, False), (4, True), (100, True)])
def test_on_a_terminal_a_bar_counts_where_there_is_much(
    total: int, bar: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    out = Terminal()
    with progressing("Working", out=out) as progress:
        progress(0, total)
        progress(2, total)

    assert "Working ..." in out.getvalue()
    assert (f"2/{total}" in out.getvalue()) == bar


def test_json_is_the_data_in_ascii() -> None:
    out = io.StringIO()
    show(OUTCOME, out=out, as_json=True)

    assert out.getvalue().isascii()
    assert json.loads(out.getvalue()) == OUTCOME.data


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\tb\r\nc\vd", "a b  c d"),
        ("\x1b]0;title\x07x", "]0;titlex"),
        ("\x9b31m\x85\x00", "31m"),
        ("user\u202egnp.exe", "usergnp.exe"),
        ("half \ud83d", "half "),
        ("👩🏽‍💻 مرحبا", "👩🏽‍💻 مرحبا"),
    ],
)
def test_what_steers_a_terminal_is_taken_out(text: str, kept: str) -> None:
    assert clean(text) == kept


@given(st.text(st.characters(exclude_categories=())))
def test_cleaned_text_can_be_printed_on_one_line(text: str) -> None:
    cleaned = clean(text)

    assert len(cleaned.splitlines()) <= 1
    assert cleaned.encode().decode() == cleaned
    assert clean(cleaned) == cleaned


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="another number of cells"):
        Table(("one",), (("1", "2"),))


def test_an_outcome_is_a_success_unless_it_says_otherwise() -> None:
    assert Outcome(blocks=[]).exit_code is ExitCode.OK


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Run `oneonone auth login`.", "Run `oneonone --config 'my own.toml' auth login`."),
        ("`oneonone sync --help` names it.", "`oneonone sync --help` names it."),
        ("`oneonone init --config x` does it.", "`oneonone init --config x` does it."),
        ("`oneonone try --reset` begins anew.", "`oneonone try --reset` begins anew."),
        ("`chmod 600 x`; oneonone sync", "`chmod 600 x`; oneonone sync"),
    ],
)
def test_a_command_to_copy_names_the_configuration_that_was_given(text: str, said: str) -> None:
    out = io.StringIO()
    table = Table(("what",), ((text,),))
    outcome = Outcome(blocks=[Line(text), table, Passage(text, 0)])
    show(outcome, out=out, config="my own.toml")

    assert out.getvalue() == f"{said}\nwhat\n{said}\n{text}\n"
    assert shown(Outcome(blocks=[Line(text)]), io.StringIO()) == f"{text}\n"
