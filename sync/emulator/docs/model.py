"""A document's content as immutable values: runs, chips, paragraphs, tables, tabs.

A paragraph is its elements, its style and its bullet; its last element is a run that ends with the
newline. Positions are not stored: they are the sum of the lengths before, in UTF-16 code units, so
that an edit changes one paragraph and nothing else. Fields that no edit touches are kept in `extra`
as they came. Values are never changed in place, so that taking an earlier state back is free.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from sync.emulator.docs.text import cut_at, units

Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one style. `extra` holds suggestions."""

    text: str
    style: Json
    extra: Json = field(default_factory=dict)
    length: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "length", units(self.text))


@dataclass(frozen=True, slots=True)
class Chip:
    """An element that is no text: a person, date, link, image, rule... `data` is its JSON."""

    kind: str
    data: Json
    length: int = 1

    @property
    def style(self) -> Json:
        """Its text style."""
        style: Json = self.data.get("textStyle", {})
        return style

    @property
    def extra(self) -> Json:
        """Its suggestions."""
        return {key: value for key, value in self.data.items() if key.startswith("suggested")}


Element: TypeAlias = Run | Chip


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its newline. `ticked` is what get never shows: a done checklist item."""

    elements: tuple[Element, ...]
    style: Json
    bullet: Json | None = None
    extra: Json = field(default_factory=dict)
    ticked: bool = False
    length: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "length", sum(element.length for element in self.elements))

    @property
    def text(self) -> str:
        """Its text without chips, with the newline."""
        return "".join(e.text for e in self.elements if isinstance(e, Run))

    @property
    def named_style(self) -> str:
        """NORMAL_TEXT, HEADING_1..."""
        return str(self.style.get("namedStyleType", "NORMAL_TEXT"))

    @property
    def level(self) -> int:
        """The nesting level of its bullet; 0 without one."""
        return int((self.bullet or {}).get("nestingLevel", 0))


@dataclass(frozen=True, slots=True)
class Break:
    """A section break; it takes up one index."""

    data: Json
    length: int = 1


@dataclass(frozen=True, slots=True)
class Contents:
    """A table of contents: an index at each end around its paragraphs."""

    blocks: tuple["Block", ...]
    extra: Json = field(default_factory=dict)
    length: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "length", 2 + sum(block.length for block in self.blocks))


@dataclass(frozen=True, slots=True)
class Cell:
    """A table's cell: one index, then its content."""

    blocks: tuple["Block", ...]
    extra: Json = field(default_factory=dict)
    length: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "length", 1 + sum(block.length for block in self.blocks))


@dataclass(frozen=True, slots=True)
class Row:
    """A table's row: one index, then its cells."""

    cells: tuple[Cell, ...]
    extra: Json = field(default_factory=dict)
    length: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "length", 1 + sum(cell.length for cell in self.cells))


@dataclass(frozen=True, slots=True)
class Table:
    """A table: an index at each end around its rows."""

    rows: tuple[Row, ...]
    extra: Json = field(default_factory=dict)
    length: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "length", 2 + sum(row.length for row in self.rows))


Block: TypeAlias = Paragraph | Table | Break | Contents
Blocks: TypeAlias = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class NamedRange:
    """A named range: its spans as (start, end); `segment` is empty for the body."""

    id: str
    name: str
    spans: tuple[tuple[int, int], ...]
    segment: str = ""


@dataclass(slots=True)
class Tab:
    """One tab. The batch at work holds a copy, whose fields it sets anew."""

    properties: Json
    body: Blocks
    lists: Json = field(default_factory=dict)
    ranges: tuple[NamedRange, ...] = ()
    rest: Json = field(default_factory=dict)
    children: tuple["Tab", ...] = ()

    @property
    def id(self) -> str:
        """The tab's id, like t.0."""
        return str(self.properties["tabId"])

    @property
    def end(self) -> int:
        """The end index of the body."""
        return sum(block.length for block in self.body)

    def copy(self) -> "Tab":
        """A copy whose fields can be set without touching this one."""
        return replace(self, children=tuple(child.copy() for child in self.children))

    def with_children(self) -> Iterator["Tab"]:
        """The tab and all below it, in the order that people see."""
        yield self
        for child in self.children:
            yield from child.with_children()

    def paragraphs(self) -> Iterator[tuple[int, Paragraph]]:
        """Each paragraph of the body with its start index, in tables and contents too."""
        yield from paragraphs(self.body, 0)


def paragraphs(blocks: Iterable[Block], start: int) -> Iterator[tuple[int, Paragraph]]:
    """Each paragraph with its start index, going into tables and tables of contents."""
    for block in blocks:
        match block:
            case Paragraph():
                yield start, block
            case Table():
                for at, cell in cells(block, start):
                    yield from paragraphs(cell.blocks, at + 1)
            case Contents():
                yield from paragraphs(block.blocks, start + 1)
            case Break():
                pass
        start += block.length


def cells(table: Table, start: int) -> Iterator[tuple[int, Cell]]:
    """Each cell with its start index."""
    at = start + 1
    for row in table.rows:
        at += 1
        for cell in row.cells:
            yield at, cell
            at += cell.length


def split(elements: Sequence[Element], offset: int) -> tuple[list[Element], list[Element]]:
    """The elements before and behind an offset. What it would cut in two is not cut: a surrogate
    pair stays before, a chip of several indexes behind.
    """
    left: list[Element] = []
    right: list[Element] = []
    for element in elements:
        if offset >= element.length:
            left.append(element)
        elif offset <= 0 or not isinstance(element, Run):
            right.append(element)
        else:
            before, behind = cut_at(element.text, offset)
            left.append(replace(element, text=before))
            right.append(replace(element, text=behind))
        offset -= element.length
    return left, right


def sliced(
    elements: Sequence[Element], start: int, end: int
) -> tuple[list[Element], list[Element], list[Element]]:
    """The elements before, inside and behind a range, which may reach beyond them."""
    before, rest = split(elements, max(start, 0))
    inside, after = split(rest, end - sum(element.length for element in before))
    return before, inside, after


def joined(elements: Iterable[Element]) -> tuple[Element, ...]:
    """The elements with neighbouring runs of equal style made one and empty ones dropped."""
    out: list[Element] = []
    for element in elements:
        last = out[-1] if out else None
        if isinstance(element, Run) and not element.text:
            continue
        if (
            isinstance(element, Run)
            and isinstance(last, Run)
            and last.style == element.style
            and last.extra == element.extra
        ):
            out[-1] = replace(last, text=last.text + element.text)
        else:
            out.append(element)
    return tuple(out)
