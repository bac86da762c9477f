"""Where a request points: tabs, locations and ranges checked with Google's words, paragraphs found.

Decides what an index means. Changes nothing; `replaced` and `rewritten` return new content.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from sync.emulator.docs.model import (
    Block,
    Blocks,
    Break,
    Contents,
    Json,
    Paragraph,
    Row,
    Tab,
    Table,
)
from sync.emulator.docs.refusal import Invalid, NotCovered
from sync.emulator.unknowns import Unknowns


def _nobody(_name: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Directory:
    """What chips show of the world outside: a person's name by address, a file's title by id."""

    person_name: Callable[[str], str] = _nobody
    file_title: Callable[[str], str] = _nobody


@dataclass(slots=True)
class Work:
    """A batch at work: copies of all tabs, to be kept or thrown away as a whole."""

    tabs: tuple[Tab, ...]
    new_id: Callable[[], str]
    unknowns: Unknowns
    directory: Directory = field(default_factory=Directory)

    def all_tabs(self) -> list[Tab]:
        """Every tab, parents before their children."""
        return [tab for root in self.tabs for tab in root.with_children()]

    def tab(self, tab_id: str | None) -> Tab:
        """The tab of an id, the first without one."""
        if not tab_id:
            return self.tabs[0]
        for tab in self.all_tabs():
            if tab.id == tab_id:
                return tab
        raise Invalid(f"Tab with ID {tab_id} was not found")

    def heading_id(self) -> str:
        """A fresh id for a heading."""
        return f"h.{self.new_id()}"

    def object_id(self) -> str:
        """A fresh id for a list, a chip or a named range."""
        return f"kix.{self.new_id()}"


@dataclass(frozen=True, slots=True)
class Found:
    """A paragraph, its start index, and the way to it through tables: block, row, cell, block..."""

    path: tuple[int, ...]
    start: int
    paragraph: Paragraph


def location_of(work: Work, request: Json) -> tuple[Tab, int]:
    """The tab and index of a request's `location` or `endOfSegmentLocation`."""
    if "endOfSegmentLocation" in request:
        end = request["endOfSegmentLocation"]
        tab = _body_of(work, end)
        return tab, tab.end - 1
    if "location" not in request:
        raise Invalid("The insertion location must be specified.")
    location = request["location"]
    tab = _body_of(work, location)
    index = int(location.get("index", 0))
    if index >= tab.end:
        raise Invalid(_past_end(index, tab))
    return tab, index


def range_of(work: Work, request: Json, *, from_zero: bool = False) -> tuple[Tab, int, int]:
    """The tab, start and end of a request's `range`; it is not empty and lies in the body.

    Index 0 is the first section break's; `from_zero` says that the request knows what of it.
    """
    if "range" not in request:
        raise Invalid("The range must be specified.")
    span = request["range"]
    tab = _body_of(work, span)
    start, end = int(span.get("startIndex", 0)), int(span.get("endIndex", 0))
    if start >= tab.end:
        raise Invalid(_past_end(start, tab))
    if end > tab.end:
        raise Invalid(_past_end(end, tab))
    if end <= start or start < 0:
        raise Invalid("The range should not be empty")
    if not start and not from_zero:
        raise NotCovered("a range that begins before the first paragraph")
    return tab, start, end


def _body_of(work: Work, place: Json) -> Tab:
    tab = work.tab(place.get("tabId"))
    segment = place.get("segmentId")
    if segment:
        if any(segment in tab.rest.get(kind, {}) for kind in ("headers", "footers", "footnotes")):
            raise NotCovered("edits of headers, footers and footnotes")
        raise Invalid(f"Segment with ID {segment} was not found")
    return tab


def _past_end(index: int, tab: Tab) -> str:
    return f"Index {index} must be less than the end index of the referenced segment, {tab.end}."


def paragraph_at(tab: Tab, index: int) -> Found:
    """The paragraph that an insertion at the index goes into."""
    found = _find(tab.body, 0, index)
    if found is None:
        raise Invalid("The insertion index must be inside the bounds of an existing paragraph.")
    return found


def _find(blocks: Iterable[Block], at: int, index: int) -> Found | None:
    for i, block in enumerate(blocks):
        if index < at + block.length:
            if index < at:
                return None
            match block:
                case Paragraph():
                    return Found((i,), at, block)
                case Table():
                    return _find_in_table(block, at, index, i)
                case Break() | Contents():
                    return None
        at += block.length
    return None


def _find_in_table(table: Table, at: int, index: int, i: int) -> Found | None:
    at += 1
    for r, row in enumerate(table.rows):
        at += 1
        for c, cell in enumerate(row.cells):
            if at < index < at + cell.length:
                found = _find(cell.blocks, at + 1, index)
                return found and replace(found, path=(i, r, c, *found.path))
            at += cell.length
    return None


def replaced(blocks: Blocks, path: tuple[int, ...], new: Sequence[Block]) -> Blocks:
    """The content with the block at the end of the path replaced by others."""
    i = path[0]
    if len(path) == 1:
        return (*blocks[:i], *new, *blocks[i + 1 :])
    table = blocks[i]
    if not isinstance(table, Table):
        raise TypeError("a path goes deeper through tables only")
    _, r, c, *deeper = path
    row = table.rows[r]
    cell = row.cells[c]
    cell = replace(cell, blocks=replaced(cell.blocks, tuple(deeper), new))
    row = replace(row, cells=(*row.cells[:c], cell, *row.cells[c + 1 :]))
    table = replace(table, rows=(*table.rows[:r], row, *table.rows[r + 1 :]))
    return (*blocks[:i], table, *blocks[i + 1 :])


Change = Callable[[Paragraph, int], Paragraph]
"""What becomes of a paragraph that starts at an index."""


def rewritten(blocks: Blocks, at: int, start: int, end: int, change: Change) -> Blocks:
    """The content, which starts at `at`, with each paragraph that the range touches changed."""
    out: list[Block] = []
    for block in blocks:
        after = at + block.length
        if after <= start or at >= end:
            out.append(block)
        elif isinstance(block, Paragraph):
            out.append(change(block, at))
        elif isinstance(block, Table):
            out.append(_rewritten_table(block, at, start, end, change))
        elif isinstance(block, Contents):
            inside = rewritten(block.blocks, at + 1, start, end, change)
            out.append(replace(block, blocks=inside))
        else:
            out.append(block)
        at = after
    return tuple(out)


def _rewritten_table(table: Table, at: int, start: int, end: int, change: Change) -> Table:
    return changed_cells(
        table, at, lambda blocks, inside: rewritten(blocks, inside, start, end, change)
    )


def changed_cells(table: Table, at: int, change: Callable[[Blocks, int], Blocks]) -> Table:
    """The table, which starts at `at`, with the content of every cell changed."""
    rows: list[Row] = []
    inside = at + 1
    for row in table.rows:
        inside += 1
        cells = []
        for cell in row.cells:
            cells.append(replace(cell, blocks=change(cell.blocks, inside + 1)))
            inside += cell.length
        rows.append(replace(row, cells=tuple(cells)))
    return replace(table, rows=tuple(rows))
