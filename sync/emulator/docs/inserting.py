"""Text and single elements put into a paragraph.

Decides the style that new text takes from its neighbours, what a newline makes of the paragraph it
splits, and which half keeps the heading's id and the tick.
"""

from collections.abc import Sequence
from dataclasses import replace

from sync.emulator.docs.model import Element, Json, Paragraph, Run, Tab, joined, split
from sync.emulator.docs.places import Work, location_of, paragraph_at, replaced
from sync.emulator.docs.ranges import ranges_after_insert
from sync.emulator.docs.refusal import Invalid
from sync.emulator.docs.text import clean, offset_in


def insert_text(work: Work, request: Json) -> Json:
    """The request insertText."""
    text = str(request.get("text", ""))
    if not text:
        raise Invalid("Insert text requests must specify text to insert.")
    tab, index = location_of(work, request)
    put(work, tab, index, [Run(clean(text), {})])
    return {}


def put(work: Work, tab: Tab, index: int, pieces: Sequence[Element]) -> int:
    """Insert elements, which take the style of the text beside them; newlines split.

    Returns the index where they stand: behind a surrogate pair that the asked one would cut.
    """
    found = paragraph_at(tab, index)
    offset = index - found.start
    if cuts_pair(found.paragraph, offset):
        offset += 1
    left, right = split(found.paragraph.elements, offset)
    if sum(element.length for element in left) != offset:
        raise Invalid("The insertion index must be inside the bounds of an existing paragraph.")
    style = _neighbours_style(left, right)
    styled = [with_style(piece, style) for piece in pieces]
    parts = _parted(work, found.paragraph, [*left, *styled, *right], tail_keeps=not left)
    tab.body = replaced(tab.body, found.path, parts)
    added = sum(piece.length for piece in pieces)
    tab.ranges = ranges_after_insert(
        tab.ranges, found.start + offset, added, grows=work.unknowns.mark_grows_at_end
    )
    return found.start + offset


def style_at(paragraph: Paragraph, offset: int) -> Json:
    """The text style that text inserted at the offset takes."""
    return _neighbours_style(*split(paragraph.elements, offset))


def _neighbours_style(left: list[Element], right: list[Element]) -> Json:
    style = left[-1].style if left else right[0].style
    if "link" not in style:
        return style
    return {k: v for k, v in style.items() if k not in ("link", "underline", "foregroundColor")}


def with_style(element: Element, style: Json) -> Element:
    """The element in another text style."""
    if isinstance(element, Run):
        return replace(element, style=style)
    if not style and "textStyle" not in element.data:
        return element
    return replace(element, data={**element.data, "textStyle": style})


def _parted(
    work: Work, paragraph: Paragraph, content: list[Element], *, tail_keeps: bool
) -> list[Paragraph]:
    """The paragraphs that the content makes. The first keeps the identity of the one that was
    split, or the last where nothing of it stood before the insertion.
    """
    parts = _cut_at_newlines(content)
    keeper = len(parts) - 1 if tail_keeps else 0
    out = []
    for i, elements in enumerate(parts):
        if i == keeper:
            out.append(replace(paragraph, elements=joined(elements)))
            continue
        style = paragraph.style
        if "headingId" in style:
            style = {**style, "headingId": work.heading_id()}
        ticked = paragraph.ticked and work.unknowns.split_inherits_tick
        out.append(Paragraph(joined(elements), style, paragraph.bullet, {}, ticked))
    return out


def _cut_at_newlines(content: list[Element]) -> list[list[Element]]:
    parts: list[list[Element]] = [[]]
    for element in content:
        if not isinstance(element, Run) or "\n" not in element.text:
            parts[-1].append(element)
            continue
        lines = element.text.split("\n")
        for line in lines[:-1]:
            parts[-1].append(replace(element, text=line + "\n"))
            parts.append([])
        if lines[-1]:
            parts[-1].append(replace(element, text=lines[-1]))
    return [part for part in parts if part]


def cuts_pair(paragraph: Paragraph, offset: int) -> bool:
    """Whether the offset lies between the halves of a surrogate pair."""
    for element in paragraph.elements:
        if offset < element.length:
            return isinstance(element, Run) and offset_in(element.text, offset) is None
        offset -= element.length
    return False
