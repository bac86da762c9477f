"""What holds of every write, seen from the emulator's document and not from the planner's mind."""

from collections.abc import Iterator

from sync.agenda.document.marks import PREFIX
from sync.agenda.document.notebook import Chip, Notebook, Paragraph, Tab
from sync.agenda.document.ticks import Tick
from sync.emulator.docs import Document, model
from tests.agenda.pages import lines_of, tabs_of

_OWN_LOOKS = {
    "bold",
    "italic",
    "strikethrough",
    "link",
    "underline",
    "foregroundColor",
    "fontSize",
}
_OWN_STYLES = {"namedStyleType", "direction", "headingId", "indentStart", "indentFirstLine"}


def new_lines(before: Document, after: Document) -> list[model.Paragraph]:
    """The lines that came, where all that stood there stands there still, in order, to the letter
    and in its style, ticks too: the same values. Anything else is a failure.
    """
    came: list[model.Paragraph] = []
    rest = iter(lines_of(before))
    wanted = next(rest, None)
    for one in lines_of(after):
        if one == wanted:
            wanted = next(rest, None)
        else:
            came.append(one[1])

    assert wanted is None
    return came


def assert_plainly_styled(came: list[model.Paragraph]) -> None:
    """Lines that came took nothing from their neighbours."""
    looks = {key for line in came for element in line.elements for key in element.style}
    styles = {key for line in came for key in line.style}

    assert looks <= _OWN_LOOKS
    assert styles <= _OWN_STYLES
    assert [line for line in came if line.extra or any(e.extra for e in line.elements)] == []


def assert_rest_stands(before: Document, after: Document) -> None:
    """Lists, other people's named ranges and the tabs are as they were."""
    tabs = {tab.id: tab for tab in tabs_of(after)}

    assert [tab.id for tab in tabs_of(before)] == list(tabs)
    for tab in tabs_of(before):
        assert tab.lists.items() <= tabs[tab.id].lists.items()
        assert _foreign(before, tab.id) == _foreign(after, tab.id)


def _foreign(document: Document, tab_id: str) -> list[tuple[str, list[tuple[object, int, int]]]]:
    """The named ranges of others, each with the lines that it stands on and where in them."""
    found: list[tuple[str, list[tuple[object, int, int]]]] = []
    tab = next(tab for tab in tabs_of(document) if tab.id == tab_id)
    for one in tab.ranges:
        if not one.name.startswith(PREFIX):
            lines: list[tuple[object, int, int]] = [
                (line, max(first - start, 0), min(last - start, line.length))
                for start, line in tab.paragraphs()
                for first, last in one.spans
                if first < start + line.length and last > start
            ]
            found.append((one.name, lines))
    return found


def assert_foreseen(expected: Notebook, read: Notebook, *, marks_grow: bool) -> None:
    """What the planner said that the document becomes is what it became.

    The boxes too, where the export can be told: a line of the job's reads open or can't be told.
    Marks that grow may reach further than was said; they belong to the line where they start.
    """
    assert _values(expected, ends=not marks_grow) == _values(read, ends=not marks_grow)
    for one, other in zip(_lines(expected), _lines(read), strict=True):
        assert other.tick in {one.tick, None, Tick.UNKNOWN}


def _lines(notebook: Notebook) -> Iterator[Paragraph]:
    return (line.paragraph for tab in notebook.tabs for line in tab.lines())


def _values(notebook: Notebook, *, ends: bool) -> list[object]:
    """A notebook as values: its lines, and its marks with what they cover."""
    return [
        (
            tab.tab_id,
            list(_shown(tab)),
            sorted((mark.name, mark.start, mark.end if ends else 0) for mark in tab.marks),
        )
        for tab in notebook.tabs
    ]


def _shown(tab: Tab) -> Iterator[tuple[object, ...]]:
    """What the planner knows of each line; who is behind a chip, not what the chip shows."""
    for block, start in zip(tab.blocks, tab.starts, strict=False):
        yield type(block).__name__, start, block.size
    for line in tab.lines():
        one: Paragraph = line.paragraph
        pieces = [(p.kind, p.target) if isinstance(p, Chip) else p for p in one.pieces]
        yield one.style, one.kind, one.depth, one.text, pieces, one.rtl, one.hinted
