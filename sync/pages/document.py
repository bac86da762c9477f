"""A notebook as HTML: headings, nested lists, boxes with their ticks, tables, several tabs.

Used wherever a document is shown. Decides structure alone: which lines are new or gone is told by
the rows that it is given, and what can be done with a line by its `Tools`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from sync.agenda.document.notebook import Block, Gap, Notebook, Paragraph, Tab, Table
from sync.agenda.document.ticks import Tick
from sync.pages.html import Child, Html, el, hidden, joined
from sync.pages.lines import line_html

Change = Literal["same", "new", "gone"]

_DEEPEST = 8
_WORDS = {"new": "Added: ", "gone": "Taken out: "}
_BOXES = {Tick.OPEN: ("open", "open"), Tick.DONE: ("done", "done")}
_UNKNOWN = ("unknown", "may be open or done")


@dataclass(frozen=True, slots=True)
class Row:
    """A block of a tab, the index at which it starts there, and what becomes of it."""

    block: Block
    start: int = 0
    change: Change = "same"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands: its tab, its start."""

    tab_id: str
    start: int


class Tools:
    """What can be done with lines: nothing. The page of `try` has others."""

    def box(self, place: Place, paragraph: Paragraph) -> Html:
        """The box of a checklist's line."""
        del place
        # The box of an empty line is no item's: nobody asked for its tick, and nothing is in doubt.
        known = _UNKNOWN if paragraph.text.strip() else _BOXES[Tick.OPEN]
        name, words = _BOXES.get(paragraph.tick or Tick.UNKNOWN, known)
        return el("span", class_=f"box {name}", role="img", aria_label=words)

    def line(self, place: Place, paragraph: Paragraph, shown: Html) -> Child:
        """The line, as it is shown in place of `shown`."""
        del self, place, paragraph
        return shown

    def beside(self, place: Place, paragraph: Paragraph) -> Html | None:
        """What stands beside a heading, which is to hold its words alone."""
        del self, place, paragraph
        return None


@dataclass(frozen=True, slots=True)
class Style:
    """`prefix` tells the document from others of its page; `rank` is that of the page's heading
    above it.
    """

    prefix: str
    rank: int = 2
    tools: Tools = field(default_factory=Tools)


def document_html(notebook: Notebook, style: Style) -> Html:
    """The whole document as it stands."""
    return joined(
        tab_html(tab, rows_of(tab), style, titled=len(notebook.tabs) > 1) for tab in notebook.tabs
    )


def rows_of(tab: Tab) -> list[Row]:
    """All blocks of a tab as they stand."""
    return [Row(block, start) for block, start in zip(tab.blocks, tab.starts, strict=False)]


def tab_html(tab: Tab, rows: Sequence[Row], style: Style, *, titled: bool = False) -> Html:
    """A tab; its title stands above it where it is one of several."""
    inside = rows_html(tab.tab_id, rows, style, known=headings_of(rows))
    if not titled:
        return el("div", inside, class_="tab")
    title = el("p", "Tab: ", el("b", tab.title or "untitled"), class_="tab-title")
    return el("section", title, inside, class_="tab", aria_label=f"Tab {tab.title}")


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings of a tab: the ids that links may lead to, and the ranks there are."""

    ids: frozenset[str]
    ranks: tuple[int, ...]

    def level(self, rank: int) -> int:
        """How far a heading stands below the page's own: no level is left out between two."""
        return self.ranks.index(rank) + 1


def headings_of(rows: Iterable[Row]) -> Headings:
    """The headings of a tab's rows."""
    listed = list(rows)
    stay = [row.block for row in listed if row.change != "gone"]
    ids = frozenset(b.heading_id for b in stay if isinstance(b, Paragraph) and b.heading_id)
    found = [p for row in listed for p in _paragraphs(row.block)]
    return Headings(ids, tuple(sorted({p.rank for p in found if p.rank is not None})))


def _paragraphs(block: Block) -> Iterable[Paragraph]:
    match block:
        case Paragraph():
            return (block,)
        case Table():
            return [paragraph for _, paragraph in block.cells]
        case Gap():
            return ()


def rows_html(tab_id: str, rows: Sequence[Row], style: Style, *, known: Headings) -> Html:
    """Blocks one below the other; lines of lists that follow each other are nested lists."""
    drawn = _Drawing(tab_id, style, known)
    return joined(drawn.all(rows))


class _Drawing:
    """Draws the rows of one tab."""

    def __init__(self, tab_id: str, style: Style, known: Headings) -> None:
        self._tab_id = tab_id
        self._style = style
        self._known = known

    def all(self, rows: Sequence[Row]) -> Iterator[Html]:
        for listed, group in groupby(rows, key=_is_listed):
            if listed:
                yield from self._lists(_nested([_listed(row) for row in group]))
            else:
                for row in group:
                    yield from self._one(row)

    def _one(self, row: Row) -> Iterator[Html]:
        match row.block:
            case Paragraph() as paragraph:
                yield self._paragraph(row, paragraph)
            case Table() as table:
                yield self._table(row, table)
            case Gap():
                pass

    def _paragraph(self, row: Row, paragraph: Paragraph) -> Html:
        inside = self._content(row, paragraph)
        direction = _direction(paragraph)
        if paragraph.rank is None or not paragraph.text.strip():
            indent = f"in{min(paragraph.depth, _DEEPEST)}" if paragraph.depth else ""
            quiet = "small" if paragraph.style == "SUBTITLE" else ""
            classes = _classes(row, "line", indent, quiet)
            return el("p", inside, class_=classes, dir=direction)
        level = min(self._style.rank + self._known.level(paragraph.rank), 6)
        name = self._name(paragraph.heading_id) if row.change != "gone" else None
        classes = _classes(row, f"d{paragraph.rank}")
        heading = el(f"h{level}", inside, class_=classes, id=name, dir=direction)
        place = Place(self._tab_id, row.start)
        beside = self._style.tools.beside(place, paragraph) if row.change == "same" else None
        return heading if beside is None else el("div", heading, beside, class_="line head")

    def _content(self, row: Row, paragraph: Paragraph) -> Html:
        """A line's inside, with what tells that it is new or gone."""
        shown = line_html(paragraph.pieces, self._to_heading)
        if row.change == "same":
            place = Place(self._tab_id, row.start)
            return joined([self._style.tools.line(place, paragraph, shown)])
        marked = el("ins" if row.change == "new" else "del", shown)
        return joined([hidden(_WORDS[row.change]), marked])

    def _lists(self, nodes: Sequence["_Node"]) -> Iterator[Html]:
        for (kind, rtl), group in groupby(nodes, key=_list_of):
            name = "ol" if kind == "number" else "ul"
            items = [self._item(node) for node in group]
            yield el(name, *items, class_=kind, dir="rtl" if rtl else None)

    def _item(self, node: "_Node") -> Html:
        row, paragraph = node.row, node.paragraph
        parts: list[Child] = []
        if paragraph.kind == "check" and paragraph.tick is not Tick.NOT_A_BOX:
            parts.append(self._style.tools.box(Place(self._tab_id, row.start), paragraph))
        parts.append(el("span", self._content(row, paragraph), class_="text"))
        done = "done" if paragraph.tick is Tick.DONE else ""
        line = el("div", *parts, class_=_classes(row, "line", done))
        return el("li", line, *self._lists(node.children), dir=_direction(paragraph))

    def _table(self, row: Row, table: Table) -> Html:
        rows = []
        for cells in cells_of(table):
            drawn = []
            for cell in cells:
                inner = [Row(p, row.start + offset, row.change) for offset, p in cell]
                drawn.append(el("td", *self.all(inner)))
            rows.append(el("tr", *drawn))
        inside = el("table", el("tbody", *rows))
        return el("div", inside, class_="wide", role="group", aria_label="Table", tabindex=0)

    def _to_heading(self, heading_id: str) -> str | None:
        return f"#{self._name(heading_id)}" if heading_id in self._known.ids else None

    def _name(self, heading_id: str | None) -> str | None:
        return None if heading_id is None else f"{self._style.prefix}{heading_id}"


@dataclass(frozen=True, slots=True)
class _Node:
    """A line of a list with the lines that are nested under it."""

    row: Row
    paragraph: Paragraph
    children: list["_Node"] = field(default_factory=list)


def _list_of(node: _Node) -> tuple[str, bool]:
    """What the lines of one list have in common. Bullets stand where its lines begin."""
    return node.paragraph.kind, node.paragraph.rtl


def _is_listed(row: Row) -> bool:
    return isinstance(row.block, Paragraph) and row.block.kind != "none" and row.block.rank is None


def _listed(row: Row) -> _Node:
    if not isinstance(row.block, Paragraph):
        raise TypeError("only paragraphs are lines of lists")
    return _Node(row, row.block)


def _nested(nodes: Iterable[_Node]) -> list[_Node]:
    """The nodes as a tree by their depths. Depths beyond what can be shown are one."""
    top: list[_Node] = []
    above: list[tuple[int, _Node]] = []
    for node in nodes:
        depth = min(node.paragraph.depth, _DEEPEST)
        while above and above[-1][0] >= depth:
            above.pop()
        (above[-1][1].children if above else top).append(node)
        above.append((depth, node))
    return top


def cells_of(table: Table) -> list[list[list[tuple[int, Paragraph]]]]:
    """The paragraphs of a table by row and cell, with their offsets.

    A cell begins with an index of its own, a row with one more: so the offsets tell them apart.
    What a nested table holds becomes cells of the outer one.
    """
    rows: list[list[list[tuple[int, Paragraph]]]] = []
    end = 0
    for offset, paragraph in table.cells:
        gap = offset - end
        if not rows or gap > 1:
            rows.append([[]])
        elif gap == 1:
            rows[-1].append([])
        rows[-1][-1].append((offset, paragraph))
        end = offset + paragraph.size
    return rows


def _direction(paragraph: Paragraph) -> str:
    return "rtl" if paragraph.rtl else "auto"


def _classes(row: Row, *names: str) -> str | None:
    change = "" if row.change == "same" else row.change
    return " ".join(name for name in (*names, change) if name) or None
