"""From an answer of documents.get to the model, without loss.

Decides where each field goes. Positions are not read: they follow from the content.
"""

from typing import Any

from sync.emulator.docs.model import (
    Block,
    Blocks,
    Break,
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
)

LEGACY_FIELDS = (
    "body",
    "headers",
    "footers",
    "footnotes",
    "documentStyle",
    "suggestedDocumentStyleChanges",
    "namedStyles",
    "suggestedNamedStylesChanges",
    "lists",
    "namedRanges",
    "inlineObjects",
    "positionedObjects",
)
"""What stands at the top of an answer without tabs, and in each tab of one with them."""

FIRST_TAB: Json = {"tabId": "t.0", "title": "Tab 1", "index": 0}


def load_tabs(answer: Json) -> tuple[Tab, ...]:
    """The tabs of an answer; of one without tabs the first one, as new documents name it."""
    if "tabs" in answer:
        return tuple(load_tab(tab) for tab in answer["tabs"])
    content = {key: answer[key] for key in LEGACY_FIELDS if key in answer}
    return (load_tab({"tabProperties": dict(FIRST_TAB), "documentTab": content}),)


def load_tab(tab: Json) -> Tab:
    """One tab with all its children."""
    rest = dict(tab.get("documentTab", {}))
    body = rest.pop("body", {"content": []})
    lists = rest.pop("lists", {})
    ranges = rest.pop("namedRanges", {})
    tab_id = str(tab["tabProperties"]["tabId"])
    return Tab(
        properties=dict(tab["tabProperties"]),
        body=load_blocks(body["content"], tab_id),
        lists=dict(lists),
        ranges=tuple(_ranges(ranges)),
        rest=rest,
        children=tuple(load_tab(child) for child in tab.get("childTabs", ())),
    )


def load_blocks(content: list[Json], tab_id: str) -> Blocks:
    """A body's or cell's content."""
    return tuple(_block(element, tab_id) for element in content)


def _block(element: Json, tab_id: str) -> Block:
    if "paragraph" in element:
        return _paragraph(element["paragraph"], tab_id)
    if "table" in element:
        extra = dict(element["table"])
        rows = tuple(_row(row, tab_id) for row in extra.pop("tableRows"))
        return Table(rows, extra)
    if "tableOfContents" in element:
        extra = dict(element["tableOfContents"])
        return Contents(load_blocks(extra.pop("content"), tab_id), extra)
    return Break(element["sectionBreak"])


def _row(row: Json, tab_id: str) -> Row:
    cells = tuple(
        Cell(load_blocks(cell["content"], tab_id), _without(cell, "content"))
        for cell in row["tableCells"]
    )
    return Row(cells, _without(row, "tableCells"))


def _paragraph(paragraph: Json, tab_id: str) -> Paragraph:
    extra = dict(paragraph)
    elements = tuple(_element(element, tab_id) for element in extra.pop("elements"))
    style = extra.pop("paragraphStyle", {})
    bullet = extra.pop("bullet", None)
    return Paragraph(elements, style, bullet, extra)


def _element(element: Json, tab_id: str) -> Element:
    if "textRun" in element:
        run = element["textRun"]
        extra = _without(run, "content", "textStyle")
        return Run(run["content"], modern_link(run.get("textStyle", {}), tab_id), extra)
    kind = next(key for key in element if key not in ("startIndex", "endIndex"))
    length = element["endIndex"] - element.get("startIndex", 0)
    data = dict(element[kind])
    if "textStyle" in data:
        data["textStyle"] = modern_link(data["textStyle"], tab_id)
    return Chip(kind, data, length)


def modern_link(style: Json, tab_id: str) -> Json:
    """A text style whose link to a heading or bookmark is in the form that names the tab."""
    link = style.get("link")
    if not link:
        return style
    for old, new in (("headingId", "heading"), ("bookmarkId", "bookmark")):
        if old in link:
            return {**style, "link": {new: {"id": link[old], "tabId": tab_id}}}
    return style


def _ranges(groups: Json) -> list[NamedRange]:
    out = []
    for group in groups.values():
        for named in group["namedRanges"]:
            spans = tuple((r.get("startIndex", 0), r["endIndex"]) for r in named["ranges"])
            segment = next((r["segmentId"] for r in named["ranges"] if r.get("segmentId")), "")
            out.append(NamedRange(named["namedRangeId"], named["name"], spans, segment))
    return out


def _without(data: Json, *keys: str) -> Json:
    dropped: set[Any] = {"startIndex", "endIndex", *keys}
    return {key: value for key, value in data.items() if key not in dropped}
