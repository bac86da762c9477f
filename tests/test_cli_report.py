from dataclasses import replace
from datetime import date

import pytest

from sync.agenda.document.items import Item
from sync.agenda.document.notebook import Gap, Notebook, Paragraph, Run, Tab
from sync.agenda.document.sections import Section
from sync.agenda.planning.carrying import Carry, Left, Why
from sync.agenda.planning.outcomes import (
    Change,
    Kept,
    Made,
    Nothing,
    Outcome,
    Plan,
    Prepared,
    Refreshed,
    Stage,
    Tended,
)
from sync.agenda.planning.steps import Insert, NewLine, apply
from sync.agenda.planning.templates import default_template
from sync.agenda.planning.terms import Occasion
from sync.commands.outcome import Outcome as Shown
from sync.commands.report import outcome_of
from sync.commands.show import plain_lines
from sync.errors import ExitCode, OneononeError
from sync.job import skips
from sync.job.documents import Did, How, Located, Wanted
from sync.job.prepare import Done, Idle, Result
from sync.job.run import Failed, PairReport, Report
from tests.job.parts import OTHER, meeting, pair

MEETING = meeting()
OCCASION = Occasion(
    instant=MEETING.key,
    series=MEETING.series,
    start=MEETING.start,
    title=MEETING.title,
    template=default_template(accomplishments="A", projects="P", topics="T", actions="Actions"),
)
DOCUMENT = "doc-1"
LINK = skips.link(DOCUMENT)
HERE = Located(document_id=DOCUMENT, how=How.ATTACHED)
NOTHING = Carry((), ())
LINES = (
    NewLine(pieces=(Run("Tue, Mar 11, 2025"),), style="HEADING_2"),
    NewLine(pieces=(Run("Send the\x1b[2J readout"),), kind="check"),
    NewLine(pieces=(Run("to marketing"),), kind="disc", depth=1),
    NewLine(kind="check"),
    NewLine(),
)


def done(
    *outcomes: Outcome, located: Located | Wanted = HERE, notes: tuple[skips.Skip, ...] = ()
) -> Done:
    """A document that was read, with a plan of these outcomes; what is prepared has lines."""
    text = "Notes of ours"
    old = Paragraph(pieces=(Run(text),), size=len(text) + 1, text=text)
    blocks = (Gap(1), old, Paragraph(pieces=(), size=1, text=""))
    book = Notebook(DOCUMENT, "r1", (Tab("t.0", "", blocks),))
    step = Insert(tab_id="t.0", at=2, lines=LINES, rtl=False, locale="en")
    after = apply(book, step)
    stages = tuple(
        Stage(book, after, (step,), Made(each)) for each in outcomes if isinstance(each, Prepared)
    )
    return Done(
        document_id=DOCUMENT,
        located=located,
        plan=Plan(book, stages, outcomes),
        wrote=True,
        notes=notes,
    )


def left(number: int, why: Why) -> tuple[Left, ...]:
    item: Item = object.__new__(Item)
    section: Section = object.__new__(Section)
    return tuple(Left(item, section, why) for _ in range(number))


def shown(result: Result | Failed, *, preview: bool = False) -> Shown:
    return outcome_of(Report(pairs=(PairReport(pair(MEETING), result),), preview=preview))


def text_of(outcome: Shown) -> list[str]:
    return [line for block in outcome.blocks for line in plain_lines(block)]


def row_of(outcome: Shown) -> list[str]:
    """The cells of the only pair's row."""
    (row,) = [line for line in text_of(outcome) if line.startswith(f"{OTHER.email}  ")]
    return [cell.strip() for cell in row.split("  ") if cell.strip()]


@pytest.mark.parametrize(
    ("result", "summary", "what", "document"),
    [
        (
            done(Prepared(OCCASION, NOTHING, by_hand=False)),
            "1 written",
            "wrote a section, 0 items carried",
            LINK,
        ),
        (
            done(Prepared(OCCASION, Carry((), left(2, Why.DONE), unknown=1), by_hand=True)),
            "1 written",
            (
                "wrote into your own section, 0 items carried, "
                "1 of them with an unknown tick, 2 items done"
            ),
            LINK,
        ),
        (
            done(
                Prepared(OCCASION, NOTHING, by_hand=False),
                located=Located(
                    document_id=DOCUMENT,
                    how=How.MARK,
                    did=(Did.MADE, Did.ATTACHED, Did.SHARED, Did.TRASHED_LEFTOVER),
                ),
            ),
            "1 written",
            (
                "made the document, attached it, shared it, trashed an empty double, "
                "wrote a section, 0 items carried"
            ),
            LINK,
        ),
        (
            done(Refreshed(occasion=OCCASION, carry=NOTHING, taken_back=1, reworded=2)),
            "1 nothing to do",
            "followed late changes, 1 item taken back, 2 items reworded",
            LINK,
        ),
        (
            done(Nothing(OCCASION, Kept.STANDS)),
            "1 nothing to do",
            "nothing to do: its section stands",
            LINK,
        ),
        (
            done(Nothing(OCCASION, Kept.REMOVED)),
            "1 nothing to do",
            "nothing to do: people removed its section",
            LINK,
        ),
        (
            done(Nothing(OCCASION, Kept.LIMIT, Carry((), left(41, Why.LIMIT)))),
            "1 in need of you",
            "nothing written: too many open items, see below",
            LINK,
        ),
        (Idle(), "1 nothing to do", "nothing to do: no meeting near enough", "-"),
        (
            Idle(paused=date(2025, 3, 24)),
            "1 nothing to do",
            "nothing to do: paused until 2025-03-24",
            "-",
        ),
        (
            skips.not_new(pair(MEETING)),
            "1 left out",
            "nothing to do: left out, see below",
            "-",
        ),
        (
            skips.trashed(pair(MEETING), [DOCUMENT]),
            "1 in need of you",
            "nothing written, see below",
            LINK,
        ),
        (
            skips.waiting(pair(MEETING), DOCUMENT),
            "1 left out",
            "nothing written, see below",
            LINK,
        ),
        (Failed(OneononeError("It broke")), "1 in need of you", "failed, see below", "-"),
    ],
)
def test_each_result_of_a_pair_is_said(
    result: Result | Failed, summary: str, what: str, document: str
) -> None:
    outcome = shown(result)

    assert text_of(outcome)[0] == summary
    assert row_of(outcome) == [OTHER.email, "Tue 2025-03-11", what, document]
    assert outcome.data["pairs"][0]["what"] == what


@pytest.mark.parametrize(
    ("change", "did", "would"),
    [
        (Change.MOVED, "re-dated a section", "would re-date a section"),
        (
            Change.GIVEN,
            "gave a section to the next meeting",
            "would give a section to the next meeting",
        ),
    ],
)
def test_a_section_that_follows_the_calendar_is_what_was_done(
    change: Change, did: str, would: str
) -> None:
    result = done(Nothing(OCCASION, Kept.STANDS))
    book = result.plan.before
    tended = Stage(book, book, (), Tended(change, MEETING.key))
    result = replace(result, plan=replace(result.plan, stages=(tended,)))

    assert [row_of(shown(result, preview=preview))[2] for preview in (False, True)] == [did, would]


def test_what_is_the_same_of_all_meetings_of_a_pair_is_said_once() -> None:
    stands = Nothing(OCCASION, Kept.STANDS)
    wrote = Prepared(OCCASION, NOTHING, by_hand=False)

    assert [row_of(shown(done(*each)))[2] for each in ((stands, stands), (wrote, stands))] == [
        "nothing to do: its section stands",
        "wrote a section, 0 items carried; nothing to do: its section stands",
    ]


@pytest.mark.parametrize(
    ("result", "line"),
    [
        (
            Failed(OneononeError("It broke", where="x", mend="Mend it.")),
            "It broke (x). Mend it.",
        ),
        (
            skips.trashed(pair(MEETING), [DOCUMENT]),
            str(skips.trashed(pair(MEETING), [DOCUMENT])),
        ),
        (skips.not_new(pair(MEETING)), str(skips.not_new(pair(MEETING)))),
        (
            done(
                Nothing(OCCASION, Kept.STANDS),
                notes=(skips.leftover_kept(pair(MEETING), DOCUMENT),),
            ),
            str(skips.leftover_kept(pair(MEETING), DOCUMENT)),
        ),
        (
            done(Nothing(OCCASION, Kept.LIMIT, Carry((), left(41, Why.LIMIT)))),
            (
                f"{OTHER.email}: 41 open items are more than [agenda] carry_limit, so nothing was "
                f"written ({LINK}). Tick or delete what is settled, or raise carry_limit to 41, "
                "and run `oneonone sync` again."
            ),
        ),
    ],
)
def test_what_a_person_has_to_know_stands_below_the_table(
    result: Result | Failed, line: str
) -> None:
    outcome = shown(result)

    assert text_of(outcome)[3:] == [line]
    assert outcome.data["pairs"][0]["notes"] == [line]


@pytest.mark.parametrize(
    ("result", "code"),
    [
        (done(Nothing(OCCASION, Kept.STANDS)), ExitCode.OK),
        (Idle(), ExitCode.OK),
        (skips.not_new(pair(MEETING)), ExitCode.OK),
        (skips.waiting(pair(MEETING), DOCUMENT), ExitCode.OK),
        (skips.trashed(pair(MEETING), [DOCUMENT]), ExitCode.FAILED),
        (done(Nothing(OCCASION, Kept.LIMIT, Carry((), left(41, Why.LIMIT)))), ExitCode.FAILED),
        (Failed(OneononeError("It broke")), ExitCode.FAILED),
    ],
)
def test_the_report_owns_the_exit_code(result: Result | Failed, code: ExitCode) -> None:
    outcome = shown(result)

    assert outcome.exit_code is code
    assert outcome.data["exit_code"] == int(code)


@pytest.mark.parametrize(
    ("located", "document"), [(HERE, LINK), (Wanted(), "(to be made)")], ids=["found", "wanted"]
)
def test_a_preview_shows_what_would_be_done(located: Located | Wanted, document: str) -> None:
    result = done(Prepared(OCCASION, NOTHING, by_hand=False), located=located)
    wanted = isinstance(located, Wanted)
    would = tuple(Did)[:3] if wanted else ()
    outcome = shown(replace(result, would=would), preview=True)

    text = text_of(outcome)
    assert text[0] == "1 would be written"
    assert text[3:5] == ["", f"{OTHER.email}: {document}"]
    assert text[5:8] == (
        [
            "  it would be made, empty and open to nobody",
            "  it would be attached to the series in the calendar",
            f"  it would be shared with {OTHER.email}, without a mail",
        ]
        if wanted
        else text[5:8]
    )
    assert text[-8:] == [
        "  at the top",
        "      Notes of ours",
        "    + ## Tue, Mar 11, 2025",
        "    + - [ ] Send the[2J readout",
        "    +     - to marketing",
        "    + - [ ]",
        "    +",
        "",
    ]
    (only,) = outcome.data["pairs"]
    assert only["would"] == [each.value for each in would]
    assert [each["step"] for each in only["steps"]] == ["insert"]
    assert [each["sign"] for each in only["changes"][0]["lines"]] == [" ", *"+++++", " "]


def test_the_json_holds_codes_counts_and_ids() -> None:
    carry = Carry((), (*left(2, Why.DONE), *left(1, Why.CARRIED)), unknown=0)
    (only,) = shown(done(Prepared(OCCASION, carry, by_hand=False))).data["pairs"]

    assert only == {
        "pair": pair(MEETING).key,
        "with": OTHER.email,
        "result": "written",
        "failed": False,
        "what": "wrote a section, 0 items carried, 2 items done",
        "document": {"id": DOCUMENT, "url": LINK},
        "wrote": True,
        "meetings": [
            {
                "start": MEETING.start.isoformat(),
                "result": "section",
                "carried": 0,
                "unknown": 0,
                "left": {"done": 2, "carried": 1},
            }
        ],
        "notes": [],
    }


def test_a_run_without_pairs_says_how_to_find_out() -> None:
    outcome = outcome_of(Report(pairs=(), preview=False))

    assert text_of(outcome) == [
        "No 1:1 is in the window; `oneonone explain` says why each event counts or not."
    ]
    assert outcome.exit_code is ExitCode.OK
