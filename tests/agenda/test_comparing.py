"""What a plan changes, as lines with their signs and places."""

from sync.agenda.document.comparing import Compared, Hunk, hunks
from sync.agenda.document.notebook import (
    Block,
    Gap,
    ListKind,
    Notebook,
    Paragraph,
    Run,
    Tab,
    Table,
    units,
)
from sync.agenda.document.reading import heading_date
from sync.agenda.document.ticks import Tick
from sync.agenda.planning.steps import Delete, Insert, NewLine, Retitle, Step, apply_all


def line(text: str, kind: ListKind = "none", *, depth: int = 0, tick: Tick | None = None) -> Block:
    """A paragraph; `## ` before the text makes a heading."""
    style = "HEADING_2" if text.startswith("## ") else "NORMAL_TEXT"
    text = text.removeprefix("## ")
    return Paragraph(
        pieces=(Run(text),) if text else (),
        size=units(text) + 1,
        text=text,
        style=style,
        kind=kind,
        depth=depth,
        tick=tick,
        reading=heading_date(text, style, "en"),
    )


def book(*blocks: Block, title: str = "Notes", more: tuple[Tab, ...] = ()) -> Notebook:
    return Notebook("doc", "r1", (Tab("t.0", title, (Gap(1), *blocks)), *more))


def changed(before: Notebook, *steps: Step) -> tuple[Hunk, ...]:
    return hunks(before, apply_all(before, steps))


def insert(at: int, *lines: NewLine) -> Insert:
    return Insert(tab_id="t.0", at=at, lines=lines, rtl=False, locale="en")


def hunk(*lines: str, under: str = "", tab: str = "") -> Hunk:
    """Lines with their sign and a blank before them."""
    signs = {"+": "+", "-": "-", " ": " "}
    compared = tuple(Compared(signs[one[0]], one[2:]) for one in lines)  # type: ignore[arg-type]
    return Hunk(tab=tab, under=under, lines=compared)


DAY = "## Mon, Mar 3, 2025"
BEFORE = book(
    line(DAY),
    line("Talked about the offsite"),
    line("Book the room", "check", tick=Tick.DONE),
    line("Send the\v readout", "check", tick=Tick.OPEN),
    line("to marketing", "disc", depth=1),
    line("## Mon, Mar 10, 2025"),
    line("A plan", "number"),
    line(""),
)


def test_nothing_changes_where_the_blocks_are_the_same() -> None:
    assert hunks(BEFORE, BEFORE) == ()


def test_new_lines_stand_between_the_lines_that_stay() -> None:
    new = NewLine(pieces=(Run("Ask finance"),), kind="check", depth=1)

    assert changed(BEFORE, insert(5, new)) == (
        hunk(
            "  - [x] Book the room",
            "  - [ ] Send the readout",
            "+     - [ ] Ask finance",
            "      - to marketing",
            "  ## Mon, Mar 10, 2025",
            under="Mon, Mar 3, 2025",
        ),
    )


def test_a_heading_that_is_retitled_goes_and_comes() -> None:
    step = Retitle(tab_id="t.0", at=6, text="Wed, Mar 12, 2025", marks=("m",), locale="en")

    assert changed(BEFORE, step) == (
        hunk(
            "  - [ ] Send the readout",
            "      - to marketing",
            "- ## Mon, Mar 10, 2025",
            "+ ## Wed, Mar 12, 2025",
            "  1. A plan",
            "  ",
            under="Mon, Mar 3, 2025",
        ),
    )


def test_changes_far_apart_are_told_one_by_one_with_their_sections() -> None:
    far = book(*[line(f"line {number}") for number in range(9)])
    steps = (Delete(tab_id="t.0", first=9, last=10), insert(1, NewLine(pieces=(Run("top"),))))

    assert changed(far, *steps) == (
        hunk("+ top", "  line 0", "  line 1"),
        hunk("  line 6", "  line 7", "- line 8"),
    )


def test_what_one_stage_writes_and_another_takes_back_is_not_shown() -> None:
    new = NewLine(pieces=(Run("for a moment"),))

    assert changed(BEFORE, insert(2, new), Delete(tab_id="t.0", first=2, last=3)) == ()


def test_in_a_document_of_several_tabs_the_tab_is_named() -> None:
    other = Tab("t.1", "Goals", (Gap(1), line("Lead a project")))
    before = book(line("old"), more=(other,))
    table = Table(size=4, cells=())
    step = insert(1, NewLine(pieces=(Run("new"),)))

    assert changed(before, step) == (hunk("+ new", "  old", tab="Notes"),)
    assert changed(book(table, line("old")), insert(2, NewLine(pieces=(Run("new"),)))) == (
        hunk("  [table]", "+ new", "  old"),
    )
