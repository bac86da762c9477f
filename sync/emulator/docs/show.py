"""From the model to the JSON of documents.get.

Decides positions and which fields are left out: zeros are, as Google does it. What it returns
shares nothing with the model.
"""

from collections.abc import Iterable
from typing import Any, assert_never

from sync.emulator.docs.model import (
    Block,
    Break,
    Cell,
    Contents,
    Element,
    Json,
    Paragraph,
    Row,
    Run,
    Tab,
    Table,
)


def show_tab(tab: Tab) -> Json:
    """One tab with its children, as an answer with tabs holds it."""
    shown: Json = {"tabProperties": dict(tab.properties), "documentTab": show_content(tab)}
    if tab.children:
        shown["childTabs"] = [show_tab(child) for child in tab.children]
    return shown


def show_content(tab: Tab, *, legacy: bool = False) -> Json:
    """What a tab holds; `legacy` is for the answer without tabs, where links name no tab."""
    content: Json = {"body": {"content": show_blocks(tab.body, 0)}, **cloned(tab.rest)}
    if tab.lists:
        content["lists"] = {key: cloned(tab.lists[key]) for key in sorted(tab.lists)}
    if tab.ranges:
        content["namedRanges"] = _ranges(tab)
    return _legacy_links(content) if legacy else content


def show_blocks(blocks: Iterable[Block], start: int) -> list[Json]:
    """Structural elements one behind the other, from `start` on."""
    out = []
    for block in blocks:
        shown = _bounds(start, block.length)
        match block:
            case Paragraph():
                shown["paragraph"] = _paragraph(block, start)
            case Table():
                shown["table"] = {**cloned(block.extra), "tableRows": _rows(block.rows, start + 1)}
            case Contents():
                inside = show_blocks(block.blocks, start + 1)
                shown["tableOfContents"] = {**cloned(block.extra), "content": inside}
            case Break():
                shown["sectionBreak"] = cloned(block.data)
            case _:
                assert_never(block)
        out.append(shown)
        start += block.length
    return out


def _rows(rows: Iterable[Row], start: int) -> list[Json]:
    out = []
    for row in rows:
        cells = _cells(row.cells, start + 1)
        out.append({**_bounds(start, row.length), "tableCells": cells, **cloned(row.extra)})
        start += row.length
    return out


def _cells(cells: Iterable[Cell], start: int) -> list[Json]:
    out = []
    for cell in cells:
        content = show_blocks(cell.blocks, start + 1)
        out.append({**_bounds(start, cell.length), "content": content, **cloned(cell.extra)})
        start += cell.length
    return out


def _paragraph(paragraph: Paragraph, start: int) -> Json:
    elements = []
    for element in paragraph.elements:
        elements.append({**_bounds(start, element.length), **_element(element)})
        start += element.length
    shown: Json = {"elements": elements, "paragraphStyle": cloned(paragraph.style)}
    if paragraph.bullet is not None:
        shown["bullet"] = cloned(paragraph.bullet)
    if paragraph.extra:
        shown.update(cloned(paragraph.extra))
    return shown


def _element(element: Element) -> Json:
    if isinstance(element, Run):
        run = {"content": element.text, "textStyle": cloned(element.style)}
        if element.extra:
            run.update(cloned(element.extra))
        return {"textRun": run}
    return {element.kind: cloned(element.data)}


def _bounds(start: int, length: int) -> Json:
    if start == 0:
        return {"endIndex": length}
    return {"startIndex": start, "endIndex": start + length}


def _ranges(tab: Tab) -> Json:
    groups: Json = {}
    for named in sorted(tab.ranges, key=lambda named: named.name):
        segment = {"segmentId": named.segment} if named.segment else {}
        spans = [{**segment, **_bounds(start, end - start)} for start, end in named.spans]
        group = groups.setdefault(named.name, {"name": named.name, "namedRanges": []})
        group["namedRanges"].append({"namedRangeId": named.id, "name": named.name, "ranges": spans})
    return groups


def cloned(value: Any) -> Any:
    """A copy of a JSON value that shares no dict or list with it."""
    if isinstance(value, dict):
        return {key: cloned(inner) for key, inner in value.items()} if value else {}
    if isinstance(value, list):
        return [cloned(inner) for inner in value]
    return value


def _legacy_links(value: Any) -> Any:
    """The same with links to headings and bookmarks in the form without a tab."""
    if isinstance(value, list):
        return [_legacy_links(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    out = {key: _legacy_links(inner) for key, inner in value.items()}
    link = out.get("link")
    if isinstance(link, dict):
        for new, old in (("heading", "headingId"), ("bookmark", "bookmarkId")):
            if isinstance(link.get(new), dict):
                out["link"] = {old: link[new]["id"]}
    return out
