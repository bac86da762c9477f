"""A document as the planner sees it: tabs of paragraphs, with the marks that stand on them.

A notebook is a value. It holds what carrying and planning need (text, character looks, list kind
and depth, headings, chips) and no more; sizes are UTF-16 code units, as everywhere in the Docs
API. Blocks know their size, not their index, so that a notebook with lines put in shares all its
other blocks with the one before: what people wrote is then the same object, which is how the
planner proves that it kept it. This module reads nothing from the wire (see `reading`) and
decides nothing.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal

from sync.agenda.document.ticks import Tick
from sync.agenda.language.dates import DateReading

ListKind = Literal["none", "check", "disc", "number"]
ChipKind = Literal["person", "date", "file", "thing", "gap"]

Link = tuple[str, ...]
"""`("url", U)`, `("heading", id, tab)`, `("bookmark", id, tab)` or `("tab", id)`."""


def units(text: str) -> int:
    """How many UTF-16 code units a text has; half of a character counts as one."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(frozen=True, slots=True)
class Look:
    """What of a run's style is carried along, and what makes an item struck through."""

    bold: bool = False
    italic: bool = False
    strike: bool = False
    link: Link | None = None


PLAIN = Look()
SECTION_RANK = 2
"""The rank of a new section's heading, and of one that is a line of the text."""

_RANKS = {"TITLE": 0, **{f"HEADING_{rank}": rank for rank in range(1, 7)}}
_BELOW_ALL = 9


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look. `suggested`: only proposed by somebody, not yet text."""

    text: str
    look: Look = PLAIN
    suggested: bool = False

    @property
    def size(self) -> int:
        """In UTF-16 units."""
        return units(self.text)


@dataclass(frozen=True, slots=True)
class Chip:
    """One element of one index.

    `text` is what it shows. `target` is the person's address, the file's address or the date's
    timestamp; `extra` holds what a date needs to be written again. A `thing` (an image, an
    equation) can't be written by the job, a `gap` (a rule, a page break) is not content.
    """

    kind: ChipKind
    text: str
    target: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    suggested: bool = False

    @property
    def size(self) -> int:
        """In UTF-16 units: always one."""
        return 1


Piece = Run | Chip


@dataclass(frozen=True, slots=True, eq=False)
class Paragraph:
    """One paragraph, its newline left out of `pieces` and `text` but counted in `size`.

    `text` is what a reader sees: chips as they show, suggested insertions left out. `depth` is how
    far a line stands below the lists' own left edge, comparable across lists: what a paragraph is
    nested under is the nearest line above of a smaller depth. `tick` is what the export says of a
    checklist's box, None on other lines. `reading` is the date that a heading bears.
    """

    pieces: tuple[Piece, ...]
    size: int
    text: str
    style: str = "NORMAL_TEXT"
    kind: ListKind = "none"
    level: int = 0
    depth: int = 0
    heading_id: str | None = None
    rtl: bool = False
    hinted: bool = False
    pending: bool = False
    tick: Tick | None = None
    reading: DateReading | None = None

    @property
    def rank(self) -> int | None:
        """1 to 6 for a heading, 0 for a title, None for a line of the text."""
        return _RANKS.get(self.style)

    @property
    def heading_rank(self) -> int:
        """Its rank as a heading; a line of the text that is one all the same is below all."""
        return _BELOW_ALL if self.rank is None else self.rank

    @property
    def empty(self) -> bool:
        """Nothing stands in it, not even a suggestion."""
        return self.size == 1


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A table: its paragraphs with their offsets from the table's start, cell by cell."""

    size: int
    cells: tuple[tuple[int, Paragraph], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Gap:
    """A section break or a table of contents: it takes up indexes and holds no lines of ours."""

    size: int


Block = Paragraph | Table | Gap


@dataclass(frozen=True, slots=True)
class Mark:
    """A named range of the job: `range_id` is None as long as only a plan knows it."""

    name: str
    start: int
    end: int
    range_id: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph and where it starts; `block` is the block that it is or stands in."""

    block: int
    start: int
    paragraph: Paragraph
    in_table: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Tab:
    """One tab: its blocks in order and the job's marks.

    `starts` are the blocks' indexes, `heads` the numbers of those that are headings or titles, or
    bear a date as headings do.
    """

    tab_id: str
    title: str
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...] = ()
    starts: tuple[int, ...] = field(init=False)
    heads: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        sizes = [block.size for block in self.blocks]
        object.__setattr__(self, "starts", tuple(accumulate(sizes, initial=0)))
        heads = [
            number
            for number, block in enumerate(self.blocks)
            if type(block) is Paragraph and (block.style in _RANKS or block.reading is not None)
        ]
        object.__setattr__(self, "heads", tuple(heads))

    @property
    def end(self) -> int:
        """The index behind the last newline."""
        return self.starts[-1]

    def block_at(self, index: int) -> int:
        """Which block holds an index; the last one for an index behind the end."""
        return min(bisect_right(self.starts, index), len(self.blocks)) - 1

    def lines(self, first: int = 0, last: int | None = None) -> Iterator[Line]:
        """The paragraphs of the blocks `first` to `last` (exclusive), those in tables too."""
        for number in range(first, len(self.blocks) if last is None else last):
            block = self.blocks[number]
            start = self.starts[number]
            if isinstance(block, Paragraph):
                yield Line(number, start, block)
            elif isinstance(block, Table):
                for offset, paragraph in block.cells:
                    yield Line(number, start + offset, paragraph, in_table=True)


@dataclass(frozen=True, slots=True, eq=False)
class Notebook:
    """A document: `revision` is what a write must be locked with, None where it can't be edited.

    `memo` keeps what was found in it (see `sections.outline`): a notebook never changes, and plans,
    their checks and their previews ask the same of it over and over.
    """

    document_id: str
    revision: str | None
    tabs: tuple[Tab, ...]
    ticks_known: bool = False
    memo: dict[object, object] = field(default_factory=dict, init=False, repr=False)

    @property
    def headings(self) -> frozenset[str]:
        """The ids of all headings: a link to any other would be refused."""
        return frozenset(
            block.heading_id
            for tab in self.tabs
            for block in (tab.blocks[number] for number in tab.heads)
            if isinstance(block, Paragraph) and block.heading_id is not None
        )

    def tab(self, tab_id: str) -> Tab:
        """The tab of an id that this notebook has."""
        return next(tab for tab in self.tabs if tab.tab_id == tab_id)

    def pick(self, wanted: str | None) -> Tab | None:
        """The tab of a title or id; without one the first."""
        if wanted is None:
            return self.tabs[0] if self.tabs else None
        return next((tab for tab in self.tabs if wanted in (tab.title, tab.tab_id)), None)

    def with_tab(self, changed: Tab) -> "Notebook":
        """A notebook with one tab in place of the one of its id."""
        tabs = tuple(changed if tab.tab_id == changed.tab_id else tab for tab in self.tabs)
        return Notebook(self.document_id, self.revision, tabs, self.ticks_known)
