"""Turns the steps of a plan into the requests of one documents.batchUpdate.

Each step's requests are made against the notebook that the steps before it leave, since the API
applies requests in order and indexes are those after the earlier ones. How a line is written so
that it takes nothing from its neighbours (facts 3): insert the text, put in the chips, unbullet,
reset paragraph and text style, set the looks, then make the lists from the last to the first, since
that eats the tabs that nest them. Nothing here decides what to write.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, takewhile
from typing import Any, assert_never

from sync.agenda.document.notebook import (
    Chip,
    Link,
    ListKind,
    Look,
    Notebook,
    Paragraph,
    Run,
    Tab,
    units,
)
from sync.agenda.planning.steps import (
    Delete,
    DropMarks,
    Insert,
    NewLine,
    Retitle,
    SetMark,
    Step,
    apply,
    line_at,
    mark_span,
    put_in,
    take_out,
)

Json = dict[str, Any]

_PRESETS: dict[ListKind, str] = {
    "check": "BULLET_CHECKBOX",
    "disc": "BULLET_DISC_CIRCLE_SQUARE",
    "number": "NUMBERED_DECIMAL_ALPHA_ROMAN",
}
_PARAGRAPH_FIELDS = (
    "namedStyleType,direction,indentFirstLine,indentStart,indentEnd,alignment,lineSpacing,"
    "spacingMode,spaceAbove,spaceBelow,borderBetween,borderTop,borderBottom,borderLeft,borderRight,"
    "shading,keepLinesTogether,keepWithNext,avoidWidowAndOrphan,pageBreakBefore"
)
_TEXT_FIELDS = (
    "bold,italic,underline,strikethrough,smallCaps,backgroundColor,foregroundColor,fontSize,"
    "weightedFontFamily,baselineOffset,link"
)
_INDENT = 36
_SMALL = 8


def requests_for(notebook: Notebook, steps: Iterable[Step]) -> list[Json]:
    """All requests of a plan, in order."""
    requests: list[Json] = []
    for step in steps:
        tab = notebook.tab(step.tab_id)
        match step:
            case Insert():
                requests.extend(_insert(tab, step))
            case SetMark():
                span = mark_span(line_at(tab, step.start), step.start)
                requests.append(_named_range(step.tab_id, step.name, span))
            case DropMarks():
                requests.extend(
                    {"deleteNamedRange": {"namedRangeId": range_id}} for range_id in step.range_ids
                )
                within = {"tabIds": [step.tab_id]}
                requests.extend(
                    {"deleteNamedRange": {"name": name, "tabsCriteria": within}}
                    for name in step.names
                )
            case Delete():
                requests.extend(_delete(tab, step))
            case Retitle():
                requests.extend(_retitle(tab, step))
            case _:
                assert_never(step)
        notebook = apply(notebook, step)
    return requests


def _named_range(tab_id: str, name: str, span: tuple[int, int]) -> Json:
    return {"createNamedRange": {"name": name, "range": _range(tab_id, *span)}}


def _range(tab_id: str, start: int, end: int) -> Json:
    return {"startIndex": start, "endIndex": end, "tabId": tab_id}


def _delete(tab: Tab, step: Delete) -> Iterator[Json]:
    """The lines go. Below an empty line at the document's end that line must not become them.

    A deletion from a paragraph's start leaves the style of what follows (facts 3), and an empty
    paragraph's newline is its start: it gets a character as long as that lasts.
    """
    start, end = take_out(tab, step)
    above = tab.blocks[step.first - 1]
    held = start < tab.starts[step.first] and above.size == 1
    if held:
        location = {"index": start, "tabId": step.tab_id}
        yield {"insertText": {"location": location, "text": "-"}}
        start, end = start + 1, end + 1
    yield {"deleteContentRange": {"range": _range(step.tab_id, start, end)}}
    if held:
        yield {"deleteContentRange": {"range": _range(step.tab_id, start - 1, start)}}


def _retitle(tab: Tab, step: Retitle) -> Iterator[Json]:
    """The old text goes and its marks with it; the line keeps its newline, and so its heading."""
    start = tab.starts[step.at]
    end = start + tab.blocks[step.at].size - 1
    if end > start:
        yield {"deleteContentRange": {"range": _range(step.tab_id, start, end)}}
    location = {"index": start, "tabId": step.tab_id}
    yield {"insertText": {"location": location, "text": step.text}}
    yield _text_style(step.tab_id, (start, start + units(step.text)), {}, _TEXT_FIELDS)
    paragraph = Paragraph(pieces=(Run(step.text),), size=units(step.text) + 1, text=step.text)
    for name in step.marks:
        yield _named_range(step.tab_id, name, mark_span(paragraph, start))


def _insert(tab: Tab, step: Insert) -> Iterator[Json]:
    before, start = put_in(tab, step)
    above = tab.blocks[step.at - 1] if step.at else None
    beside = tab.blocks[step.at] if before else above
    apart = isinstance(above, Paragraph) and not _joins(above, step.lines)
    lines = (NewLine(), *step.lines) if apart else step.lines
    text = "\n".join(_tabs(line) + _raw(line) for line in lines)
    yield _insert_text(tab.tab_id, start if before else start - 1, text, before=before)
    starts = _starts(lines, start)
    for line, at in zip(lines, starts, strict=True):
        yield from _chips(tab.tab_id, line, at + len(_tabs(line)))
    end = starts[-1] + _size(lines[-1])
    if isinstance(beside, Paragraph) and beside.kind != "none":
        yield {"deleteParagraphBullets": {"range": _range(tab.tab_id, start, end)}}
    yield from _paragraph_styles(tab.tab_id, lines, starts, rtl=step.rtl)
    yield _text_style(tab.tab_id, (start, end), {}, _TEXT_FIELDS)
    for line, at in zip(lines, starts, strict=True):
        yield from _looks(tab.tab_id, line, at + len(_tabs(line)))
    yield from _lists(tab.tab_id, lines, starts)
    if apart:
        yield {"deleteContentRange": {"range": _range(tab.tab_id, start, start + 1)}}
    yield from _marks(tab.tab_id, step, start)


def _joins(above: Paragraph, lines: Sequence[NewLine]) -> bool:
    """Whether the first list may be made directly below a line.

    Below a list of its kind it joins that one, at level 0 (facts 3): right for lines of depth 0
    where that level is not shifted. Else an empty line stands between them until it is made.
    """
    kind = lines[0].kind
    if above.kind == "none" or kind == "none":
        return True
    if above.kind != kind or above.depth != above.level:
        return False
    return all(line.depth == 0 for line in takewhile(lambda line: line.kind == kind, lines))


def _insert_text(tab_id: str, index: int, text: str, *, before: bool) -> Json:
    text = text + "\n" if before else "\n" + text
    return {"insertText": {"location": {"index": index, "tabId": tab_id}, "text": text}}


def _raw(line: NewLine) -> str:
    """The text that insertText puts in: chips come after it."""
    return "".join(piece.text for piece in line.pieces if isinstance(piece, Run))


def _tabs(line: NewLine) -> str:
    return "\t" * line.depth if line.kind != "none" else ""


def _size(line: NewLine) -> int:
    """In units, with the tabs that nest it, its chips and its newline."""
    return len(_tabs(line)) + sum(piece.size for piece in line.pieces) + 1


def _starts(lines: Sequence[NewLine], start: int) -> list[int]:
    starts = [start]
    for line in lines[:-1]:
        starts.append(starts[-1] + _size(line))
    return starts


def _chips(tab_id: str, line: NewLine, start: int) -> Iterator[Json]:
    """A line's chips, from the first to the last: each goes in where it will stand in the end."""
    at = start
    for piece in line.pieces:
        if isinstance(piece, Chip):
            yield _chip(piece, {"index": at, "tabId": tab_id})
        at += piece.size


def _chip(chip: Chip, location: Json) -> Json:
    match chip.kind:
        case "person":
            return {
                "insertPerson": {"location": location, "personProperties": {"email": chip.target}}
            }
        case "file":
            return {
                "insertRichLink": {"location": location, "richLinkProperties": {"uri": chip.target}}
            }
        case "date":
            properties = {"timestamp": chip.target, **dict(chip.extra)}
            return {"insertDate": {"location": location, "dateElementProperties": properties}}
        case _:
            raise ValueError(f"a {chip.kind} can't be written")


def _paragraph_styles(
    tab_id: str, lines: Sequence[NewLine], starts: Sequence[int], *, rtl: bool
) -> Iterator[Json]:
    """One request for each run of lines of one style and indent."""

    def look(number: int) -> tuple[str, int]:
        line = lines[number]
        return line.style, line.depth if line.kind == "none" else 0

    for (style, depth), numbers in groupby(range(len(lines)), look):
        group = list(numbers)
        wanted: Json = {
            "namedStyleType": style,
            "direction": "RIGHT_TO_LEFT" if rtl else "LEFT_TO_RIGHT",
        }
        if depth:
            indent = {"magnitude": depth * _INDENT, "unit": "PT"}
            wanted |= {"indentStart": indent, "indentFirstLine": indent}
        end = starts[group[-1]] + _size(lines[group[-1]])
        yield {
            "updateParagraphStyle": {
                "range": _range(tab_id, starts[group[0]], end),
                "paragraphStyle": wanted,
                "fields": _PARAGRAPH_FIELDS,
            }
        }


def _text_style(tab_id: str, span: tuple[int, int], style: Json, fields: str) -> Json:
    request = {"range": _range(tab_id, *span), "textStyle": style, "fields": fields}
    return {"updateTextStyle": request}


def _looks(tab_id: str, line: NewLine, start: int) -> Iterator[Json]:
    if line.small:
        end = start + sum(piece.size for piece in line.pieces)
        size = {"fontSize": {"magnitude": _SMALL, "unit": "PT"}}
        yield _text_style(tab_id, (start, end), size, "fontSize")
    for piece in line.pieces:
        end = start + piece.size
        if isinstance(piece, Run):
            style = _style_of(piece.look)
            if style:
                yield _text_style(tab_id, (start, end), style, ",".join(style))
        start = end


def _style_of(look: Look) -> Json:
    style: Json = {}
    if look.link is not None:
        style["link"] = _link(look.link)
    if look.bold:
        style["bold"] = True
    if look.italic:
        style["italic"] = True
    if look.strike:
        style["strikethrough"] = True
    return style


def _link(link: Link) -> Json:
    match link:
        case ("url", url):
            return {"url": url}
        case (("heading" | "bookmark") as kind, target, ""):
            return {f"{kind}Id": target}
        case (("heading" | "bookmark") as kind, target, tab_id):
            return {kind: {"id": target, "tabId": tab_id}}
        case (_, tab_id):
            return {"tabId": tab_id}
        case _:
            raise ValueError("not a link")


def _lists(tab_id: str, lines: Sequence[NewLine], starts: Sequence[int]) -> Iterator[Json]:
    """The lists from the last to the first: each eats its tabs, which moves what is behind it."""
    groups = [
        (kind, list(numbers))
        for kind, numbers in groupby(range(len(lines)), lambda number: lines[number].kind)
    ]
    for kind, group in reversed(groups):
        if kind == "none":
            continue
        span = (starts[group[0]], starts[group[-1]] + _size(lines[group[-1]]))
        yield {
            "createParagraphBullets": {
                "range": _range(tab_id, *span),
                "bulletPreset": _PRESETS[kind],
            }
        }


def _marks(tab_id: str, step: Insert, start: int) -> Iterator[Json]:
    """The marks of the new lines, as they stand once tabs and the empty line are gone."""
    for line in step.lines:
        size = sum(piece.size for piece in line.pieces) + 1
        paragraph = Paragraph(pieces=line.pieces, size=size, text=line.text)
        for name in line.marks:
            yield _named_range(tab_id, name, mark_span(paragraph, start))
        start += size
