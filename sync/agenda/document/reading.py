"""Reads a documents.get answer, and the Markdown export beside it, into a notebook.

The answer must be of the view SUGGESTIONS_INLINE with `includeTabsContent`. Whatever this module
does not know takes up its indexes and is otherwise left alone: an unknown element never shifts
what stands behind it. An answer that is not of the described shape is refused as a whole: half of
a document is none that anything may be planned for. Reading is one pass in plain code, since the
planner's whole time is spoken for in multiples of `json.loads`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sync.agenda.document.marks import PREFIX
from sync.agenda.document.notebook import (
    Block,
    Chip,
    Gap,
    ListKind,
    Mark,
    Notebook,
    Paragraph,
    Piece,
    Run,
    Tab,
    Table,
)
from sync.agenda.document.pieces import read_pieces
from sync.agenda.document.shapes import (
    Misshapen,
    different,
    lefts_of,
    level_of,
    size_of,
    span_of,
    text_of,
    text_or_none,
)
from sync.agenda.document.ticks import CHIP, Para, tick_states
from sync.agenda.language.dates import DateReading, read_date

Json = Mapping[str, Any]
Lists = Mapping[str, tuple[tuple[ListKind, bool], ...]]

_DIGIT = re.compile(r"\d")
_NO_BULLET: tuple[ListKind, bool] = ("disc", False)
_NOT_AS_DESCRIBED = (
    AttributeError,
    IndexError,
    KeyError,
    OverflowError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What plain code trips over where an answer is of another shape."""


def read_notebook(document: Json, *, locale: str) -> Notebook:
    """The notebook of a documents.get answer; which boxes are ticked is not known yet.

    `locale` is the language in which dates of headings are read, besides the built-in ones. Raises
    Misshapen where the answer is not as Google describes it.
    """
    found = _read_if_described(document, locale)
    if found is None:  # where no other error is handled: none hangs on it that quotes the document
        raise Misshapen
    return found


def _read_if_described(document: Json, locale: str) -> Notebook | None:
    try:
        return _read(document, locale)
    except _NOT_AS_DESCRIBED:
        return None


def _read(document: Json, locale: str) -> Notebook:
    tabs = tuple(_read_tab(tab, locale=locale) for tab in _all_tabs(document["tabs"]))
    different([tab.tab_id for tab in tabs])
    if not all(tab.blocks for tab in tabs) or not tabs:
        raise Misshapen
    return Notebook(
        document_id=text_of(document["documentId"]),
        revision=text_or_none(document.get("revisionId")),
        tabs=tabs,
    )


def with_ticks(notebook: Notebook, export: str) -> Notebook:
    """The notebook with what its export says of every box."""
    _set_ticks(notebook.tabs, export)
    return Notebook(notebook.document_id, notebook.revision, notebook.tabs, ticks_known=True)


def _all_tabs(tabs: Iterable[Json]) -> Iterator[Json]:
    for tab in tabs:
        if "documentTab" in tab:
            yield tab
        yield from _all_tabs(tab.get("childTabs", ()))


def _read_tab(tab: Json, *, locale: str) -> Tab:
    properties = tab.get("tabProperties", {})
    content = tab["documentTab"]
    lists = {
        list_id: tuple(_glyph(level) for level in value["listProperties"].get("nestingLevels", ()))
        for list_id, value in content.get("lists", {}).items()
    }
    return Tab(
        tab_id=text_of(properties.get("tabId", "")),
        title=text_of(properties.get("title", "")),
        blocks=tuple(_read_blocks(content["body"]["content"], lists, locale)),
        marks=tuple(_read_marks(content.get("namedRanges", {}))),
    )


def _glyph(level: Json) -> tuple[ListKind, bool]:
    """The kind of a list level, and whether it bears the hint of a true checklist (facts 2)."""
    if "glyphSymbol" in level:
        return "disc", False
    glyph = level.get("glyphType", "GLYPH_TYPE_UNSPECIFIED")
    if glyph == "GLYPH_TYPE_UNSPECIFIED":
        return "check", bool(level.get("glyphFormat"))
    return ("disc", False) if glyph == "NONE" else ("number", False)


def _read_blocks(content: Sequence[Json], lists: Lists, locale: str) -> Iterator[Block]:
    at = 0
    for element in content:
        paragraph = element.get("paragraph")
        size = size_of(element, at)
        at += size
        if paragraph is not None:
            yield _read_paragraph(paragraph, size, lists, locale)
        elif "table" in element:
            cells = tuple(_read_cells(element["table"], at - size, lists, locale))
            yield Table(size, _inside(cells, size))
        else:
            yield Gap(size)


def _inside(
    cells: tuple[tuple[int, Paragraph], ...], size: int
) -> tuple[tuple[int, Paragraph], ...]:
    """The cells of a table, where they stand in it one behind the other."""
    end = 0
    for offset, paragraph in cells:
        if offset < end:
            raise Misshapen
        end = offset + paragraph.size
    if end > size:
        raise Misshapen
    return cells


def _read_cells(
    table: Json, origin: int, lists: Lists, locale: str
) -> Iterator[tuple[int, Paragraph]]:
    for row in table.get("tableRows", ()):
        for cell in row.get("tableCells", ()):
            for element in cell.get("content", ()):
                start = element.get("startIndex", 0)
                if "paragraph" in element:
                    size = size_of(element, start)
                    yield start - origin, _read_paragraph(element["paragraph"], size, lists, locale)
                elif "table" in element:
                    yield from _read_cells(element["table"], origin, lists, locale)


def _read_paragraph(paragraph: Json, size: int, lists: Lists, locale: str) -> Paragraph:
    style = paragraph.get("paragraphStyle", {})
    named = text_of(style.get("namedStyleType", "NORMAL_TEXT"))
    pieces, pending = read_pieces(paragraph.get("elements", ()), locale)
    text = pieces[0].text if len(pieces) == 1 and not pending else plain_text(pieces)
    kind: ListKind = "none"
    level = depth = 0
    hinted = False
    indent = style.get("indentStart")
    lefts = lefts_of(indent) if indent else 0
    bullet = paragraph.get("bullet")
    if bullet is not None:
        level = level_of(bullet)
        glyphs = lists.get(bullet.get("listId", ""), ())
        kind, hinted = glyphs[level] if level < len(glyphs) else _NO_BULLET
        depth = max(level, lefts - 1)
    else:
        depth = max(lefts, 0)
    if "suggestedBulletChanges" in paragraph or "suggestedParagraphStyleChanges" in paragraph:
        pending = True
    return Paragraph(
        pieces=pieces,
        size=size,
        text=text,
        style=named,
        kind=kind,
        level=level,
        depth=depth,
        heading_id=text_or_none(style.get("headingId")),
        rtl=style.get("direction") == "RIGHT_TO_LEFT",
        hinted=hinted,
        pending=pending,
        reading=heading_date(text, named, locale)
        if named != "NORMAL_TEXT"
        else _bold_line_date(pieces, text, locale, listed=bullet is not None),
    )


def heading_date(text: str, style: str, locale: str) -> DateReading | None:
    """The date that a heading bears. Other lines are not asked: a sentence is no heading."""
    if style.startswith("HEADING_") and _DIGIT.search(text):
        return read_date(text, locale=locale, heading=True)
    return None


def _bold_line_date(
    pieces: tuple[Piece, ...], text: str, locale: str, *, listed: bool
) -> DateReading | None:
    """The date of a line that is bold as a whole: people use such lines as headings."""
    bold = False
    for piece in pieces:
        if isinstance(piece, Run) and not piece.look.bold and piece.text.strip():
            return None
        bold = bold or isinstance(piece, Run)
    return read_date(text, locale=locale) if bold and not listed and _DIGIT.search(text) else None


def plain_text(pieces: Iterable[Piece]) -> str:
    """What a reader sees of pieces: chips as they show, suggested insertions left out."""
    return "".join([piece.text for piece in pieces if not piece.suggested])


def _read_marks(named: Json) -> Iterator[Mark]:
    for name, group in named.items():
        if not name.startswith(PREFIX):
            continue
        for one in group.get("namedRanges", ()):
            for span in one.get("ranges", ()):
                start, end = span_of(span)
                yield Mark(name, start, end, text_of(one["namedRangeId"]))


def _set_ticks(tabs: Sequence[Tab], export: str) -> None:
    """Join the export to the paragraphs, in place: nothing has asked them for their ticks yet."""
    found = [(number, line) for number, tab in enumerate(tabs) for line in tab.lines()]
    states = tick_states(
        export,
        [_para(line.paragraph, number, in_table=line.in_table) for number, line in found],
        [tab.title for tab in tabs],
    )
    for (_, line), state in zip(found, states, strict=True):
        if line.paragraph.kind == "check":
            object.__setattr__(line.paragraph, "tick", state)


def _para(paragraph: Paragraph, tab: int, *, in_table: bool) -> Para:
    """The paragraph as the export prints it: what is only suggested is printed too."""
    text = paragraph.text
    chips: tuple[str, ...] = ()
    if len(paragraph.pieces) > 1 or paragraph.pending:
        shown = [piece for piece in paragraph.pieces if not _unprinted(piece)]
        text = "".join(CHIP if isinstance(piece, Chip) else piece.text for piece in shown)
        chips = tuple(piece.text for piece in shown if isinstance(piece, Chip))
    elif paragraph.pieces and isinstance(paragraph.pieces[0], Chip):
        lone = paragraph.pieces[0]
        text, chips = ("", ()) if _unprinted(lone) else (CHIP, (lone.text,))
    return Para(
        text=text,
        tab=tab,
        checklist_glyph=paragraph.kind == "check",
        listed=paragraph.kind != "none",
        in_table=in_table,
        pending=paragraph.pending,
        chips=chips,
    )


def _unprinted(piece: Piece) -> bool:
    return isinstance(piece, Chip) and piece.kind in ("thing", "gap")
