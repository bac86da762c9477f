"""Reads a documents.get answer, and the Markdown export beside it, into a notebook.

The answer must be of the view SUGGESTIONS_INLINE with `includeTabsContent`. Whatever this module
does not know takes up its indexes and is otherwise left alone: an unknown element never shifts
what stands behind it. Reading is one pass in plain code, since the planner's whole time is spoken
for in multiples of `json.loads`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sync.agenda.document.marks import PREFIX
from sync.agenda.document.notebook import (
    PLAIN,
    Block,
    Chip,
    Gap,
    Link,
    ListKind,
    Look,
    Mark,
    Notebook,
    Paragraph,
    Piece,
    Run,
    Tab,
    Table,
)
from sync.agenda.document.ticks import CHIP, Para, tick_states
from sync.agenda.language.dates import DateReading, read_date
from sync.agenda.language.words import Words

Json = Mapping[str, Any]
Lists = Mapping[str, tuple[tuple[ListKind, bool], ...]]

_IMAGE = "image"
_THINGS = {
    "inlineObjectElement": _IMAGE,
    "equation": "equation",
    "footnoteReference": "footnote",
    "dropdown": "choice",
    "autoText": "field",
}
_GAPS = ("pageBreak", "columnBreak", "horizontalRule")
_LOOKS = ("bold", "italic", "strikethrough", "link")
_PENDING = ("suggestedInsertionIds", "suggestedDeletionIds", "suggestedTextStyleChanges")
_DIGIT = re.compile(r"\d")
_NO_BULLET: tuple[ListKind, bool] = ("disc", False)


def read_notebook(document: Json, *, locale: str) -> Notebook:
    """The notebook of a documents.get answer; which boxes are ticked is not known yet.

    `locale` is the language in which dates of headings are read, besides the built-in ones.
    """
    tabs = tuple(_read_tab(tab, locale=locale) for tab in _all_tabs(document.get("tabs", ())))
    return Notebook(
        document_id=document["documentId"],
        revision=document.get("revisionId"),
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
        tab_id=properties.get("tabId", ""),
        title=properties.get("title", ""),
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
    for element in content:
        paragraph = element.get("paragraph")
        size = element["endIndex"] - element.get("startIndex", 0)
        if paragraph is not None:
            yield _read_paragraph(paragraph, size, lists, locale)
        elif "table" in element:
            start = element.get("startIndex", 0)
            yield Table(size, tuple(_read_cells(element["table"], start, lists, locale)))
        else:
            yield Gap(size)


def _read_cells(
    table: Json, origin: int, lists: Lists, locale: str
) -> Iterator[tuple[int, Paragraph]]:
    for row in table.get("tableRows", ()):
        for cell in row.get("tableCells", ()):
            for element in cell.get("content", ()):
                start = element.get("startIndex", 0)
                if "paragraph" in element:
                    size = element["endIndex"] - start
                    yield start - origin, _read_paragraph(element["paragraph"], size, lists, locale)
                elif "table" in element:
                    yield from _read_cells(element["table"], origin, lists, locale)


def _read_paragraph(paragraph: Json, size: int, lists: Lists, locale: str) -> Paragraph:
    style = paragraph.get("paragraphStyle", {})
    named = style.get("namedStyleType", "NORMAL_TEXT")
    pieces, pending = _read_pieces(paragraph.get("elements", ()), locale)
    text = pieces[0].text if len(pieces) == 1 and not pending else plain_text(pieces)
    kind: ListKind = "none"
    level = depth = 0
    hinted = False
    indent = style.get("indentStart")
    lefts = round(indent.get("magnitude", 0) / 36) if indent else 0
    bullet = paragraph.get("bullet")
    if bullet is not None:
        level = bullet.get("nestingLevel", 0)
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
        heading_id=style.get("headingId"),
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
        return read_date(text, locale=locale)
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


def _read_pieces(elements: Sequence[Json], locale: str) -> tuple[tuple[Piece, ...], bool]:
    """The pieces without the newline, equal neighbours joined, and whether any is pending."""
    if len(elements) == 1:  # most paragraphs: one run of plain text
        run = elements[0].get("textRun")
        if run is not None and len(run) <= 2 and not run.get("textStyle"):
            text = run["content"][:-1]
            return ((Run(text),), False) if text else ((), False)
    pieces: list[Piece] = []
    pending = False
    for element in elements:
        run = element.get("textRun")
        if run is None:
            chip = _read_chip(element, locale)
            pending = pending or chip.suggested or _is_pending(element)
            pieces.append(chip)
            continue
        suggested = False
        if len(run) > 2:  # more than content and textStyle: suggestions
            suggested = "suggestedInsertionIds" in run
            pending = pending or any(key in run for key in _PENDING)
        text = run["content"]
        if text[-1:] == "\n":
            text = text[:-1]
        if not text:
            continue
        style = run.get("textStyle")
        look = _read_look(style) if style else PLAIN
        last = pieces[-1] if pieces else None
        if isinstance(last, Run) and last.look == look and last.suggested == suggested:
            pieces[-1] = Run(last.text + text, look, suggested)
        else:
            pieces.append(Run(text, look, suggested))
    return tuple(pieces), pending


def _read_look(style: Json) -> Look:
    for key in _LOOKS:
        if key in style:
            break
    else:
        return PLAIN
    link = style.get("link")
    return Look(
        bold=style.get("bold", False),
        italic=style.get("italic", False),
        strike=style.get("strikethrough", False),
        link=_read_link(link) if link else None,
    )


def _read_link(link: Json) -> Link | None:
    if "url" in link:
        return ("url", link["url"])
    for key in ("heading", "bookmark"):
        if key in link:
            return (key, link[key].get("id", ""), link[key].get("tabId", ""))
        if f"{key}Id" in link:
            return (key, link[f"{key}Id"], "")
    return ("tab", link["tabId"]) if "tabId" in link else None


def _is_pending(element: Json) -> bool:
    value: Any = next((v for k, v in element.items() if k not in ("startIndex", "endIndex")), {})
    return isinstance(value, dict) and any(key in value for key in _PENDING)


def _read_chip(element: Json, locale: str) -> Chip:
    if "person" in element:
        person = element["person"]
        properties = person.get("personProperties", {})
        email = properties.get("email", "")
        suggested = "suggestedInsertionIds" in person
        return Chip("person", properties.get("name") or email, email, suggested=suggested)
    if "richLink" in element:
        rich = element["richLink"]
        properties = rich.get("richLinkProperties", {})
        uri = properties.get("uri", "")
        suggested = "suggestedInsertionIds" in rich
        return Chip("file", properties.get("title") or uri, uri, suggested=suggested)
    if "dateElement" in element:
        date = element["dateElement"]
        properties = date.get("dateElementProperties", {})
        extra = tuple(
            (key, properties[key])
            for key in ("dateFormat", "locale", "timeFormat", "timeZoneId")
            if key in properties
        )
        return Chip(
            "date",
            properties.get("displayText", ""),
            properties.get("timestamp", ""),
            extra,
            suggested="suggestedInsertionIds" in date,
        )
    for key, word in _THINGS.items():
        if key in element:
            suggested = "suggestedInsertionIds" in (element[key] or {})
            shown = Words.for_locale(locale).image if word == _IMAGE else f"[{word}]"
            return Chip("thing", shown, suggested=suggested)
    return Chip("gap" if any(key in element for key in _GAPS) else "thing", "")


def _read_marks(named: Json) -> Iterator[Mark]:
    for name, group in named.items():
        if not name.startswith(PREFIX):
            continue
        for one in group.get("namedRanges", ()):
            for span in one.get("ranges", ()):
                yield Mark(name, span.get("startIndex", 0), span["endIndex"], one["namedRangeId"])


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
