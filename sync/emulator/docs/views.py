"""The views of a document with suggestions in it.

Decides what a reader sees when suggestions are accepted or left out. SUGGESTIONS_INLINE is the
document as it is; edits are based on it.
"""

from collections.abc import Iterable
from dataclasses import replace

from sync.emulator.docs.model import (
    Block,
    Blocks,
    Cell,
    Chip,
    Contents,
    Element,
    Json,
    NamedRange,
    Paragraph,
    Row,
    Run,
    Tab,
    Table,
    joined,
)
from sync.emulator.docs.ranges import ranges_after_delete

ACCEPTED = "PREVIEW_SUGGESTIONS_ACCEPTED"
WITHOUT = "PREVIEW_WITHOUT_SUGGESTIONS"
INLINE = "SUGGESTIONS_INLINE"
VIEWS = (INLINE, ACCEPTED, WITHOUT)


def previewed(tab: Tab, view: str) -> Tab:
    """The tab and those below it with all suggestions accepted, or with none of them."""
    dropped = "suggestedDeletionIds" if view == ACCEPTED else "suggestedInsertionIds"
    accepted = view == ACCEPTED
    gone: list[tuple[int, int]] = []
    body = _blocks(tab.body, 0, dropped, gone, accepted=accepted)
    rest = {k: v for k, v in tab.rest.items() if not k.startswith("suggested")}
    return replace(
        tab,
        body=body,
        rest=rest,
        ranges=_moved(tab.ranges, gone),
        children=tuple(previewed(child, view) for child in tab.children),
    )


def _blocks(
    blocks: Iterable[Block],
    at: int,
    dropped: str,
    gone: list[tuple[int, int]],
    *,
    accepted: bool,
) -> Blocks:
    out: list[Block] = []
    head: list[Element] = []
    first: Paragraph | None = None
    for block in blocks:
        after = at + block.length
        if isinstance(block, Paragraph):
            kept, newline = _elements(block, at, dropped, gone, accepted=accepted)
            if kept and not head:
                first = block
            head += kept
            if newline:
                out.append(_settled(first or block, joined(head), accepted=accepted))
                head = []
        elif dropped in _extra(block):
            gone.append((at, after))
        elif isinstance(block, Table):
            out.append(_table(block, at, dropped, gone, accepted=accepted))
        elif isinstance(block, Contents):
            inside = _blocks(block.blocks, at + 1, dropped, gone, accepted=accepted)
            out.append(replace(block, blocks=inside))
        else:
            out.append(block)
        at = after
    if head or not out or not isinstance(out[-1], Paragraph):
        out.append(Paragraph((*joined(head), Run("\n", {})), {"namedStyleType": "NORMAL_TEXT"}))
    return tuple(out)


def _elements(
    paragraph: Paragraph,
    at: int,
    dropped: str,
    gone: list[tuple[int, int]],
    *,
    accepted: bool,
) -> tuple[list[Element], bool]:
    """What is left of a paragraph, and whether its newline is."""
    kept: list[Element] = []
    newline = False
    for element in paragraph.elements:
        after = at + element.length
        if dropped in element.extra:
            gone.append((at, after))
        else:
            kept.append(_plain(element, accepted=accepted))
            newline = newline or (isinstance(element, Run) and element.text.endswith("\n"))
        at = after
    return kept, newline


def _plain(element: Element, *, accepted: bool) -> Element:
    """The element without its suggestions, the accepted ones applied."""
    extra = element.extra
    if not extra:
        return element
    style = element.style
    changes = extra.get("suggestedTextStyleChanges", {})
    if accepted:
        for change in changes.values():
            style = {**style, **change.get("textStyle", {})}
    if isinstance(element, Run):
        left = {k: v for k, v in extra.items() if not k.startswith("suggested")}
        return replace(element, style=style, extra=left)
    data = {k: v for k, v in element.data.items() if not k.startswith("suggested")}
    return Chip(element.kind, {**data, "textStyle": style} if style else data, element.length)


def _settled(paragraph: Paragraph, elements: tuple[Element, ...], *, accepted: bool) -> Paragraph:
    """The paragraph with other elements and without suggestions about itself."""
    style, bullet, extra = paragraph.style, paragraph.bullet, dict(paragraph.extra)
    for change in extra.pop("suggestedParagraphStyleChanges", {}).values():
        if accepted:
            style = {**style, **change.get("paragraphStyle", {})}
    for change in extra.pop("suggestedBulletChanges", {}).values():
        if accepted:
            bullet = change.get("bullet", bullet)
    extra = {k: v for k, v in extra.items() if not k.startswith("suggested")}
    return replace(paragraph, elements=elements, style=style, bullet=bullet, extra=extra)


def _table(
    table: Table, at: int, dropped: str, gone: list[tuple[int, int]], *, accepted: bool
) -> Table:
    rows: list[Row] = []
    inside = at + 1
    for row in table.rows:
        if dropped in row.extra:
            gone.append((inside, inside + row.length))
            inside += row.length
            continue
        inside += 1
        cells: list[Cell] = []
        for cell in row.cells:
            if dropped in cell.extra:
                gone.append((inside, inside + cell.length))
            else:
                content = _blocks(cell.blocks, inside + 1, dropped, gone, accepted=accepted)
                cells.append(replace(cell, blocks=content, extra=_unsuggested(cell.extra)))
            inside += cell.length
        rows.append(replace(row, cells=tuple(cells), extra=_unsuggested(row.extra)))
    extra = {**_unsuggested(table.extra), "rows": len(rows)}
    return replace(table, rows=tuple(rows), extra=extra)


def _extra(block: Block) -> Json:
    match block:
        case Table() | Contents():
            return block.extra
        case Paragraph():
            return {}
        case _:
            return block.data


def _unsuggested(extra: Json) -> Json:
    return {k: v for k, v in extra.items() if not k.startswith("suggested")}


def _moved(ranges: tuple[NamedRange, ...], gone: list[tuple[int, int]]) -> tuple[NamedRange, ...]:
    for start, end in sorted(gone, reverse=True):
        ranges = ranges_after_delete(ranges, start, end)
    return ranges
