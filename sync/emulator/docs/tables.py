"""New tables: insertTable, and section breaks, which are put in the same way.

Decides what a new cell holds. Edits of tables that exist are not covered, but a place where no
table starts is refused as Google does it.
"""

from collections.abc import Callable

from sync.emulator.docs.defaults import inherited_text_style, plain_paragraph_style, points
from sync.emulator.docs.inserting import put, style_at
from sync.emulator.docs.model import (
    Block,
    Break,
    Cell,
    Json,
    Paragraph,
    Row,
    Run,
    Tab,
    Table,
)
from sync.emulator.docs.places import Found, Work, location_of, paragraph_at, replaced
from sync.emulator.docs.ranges import ranges_after_insert
from sync.emulator.docs.refusal import Invalid, NotCovered

PAGELESS_WIDTH = 500
LARGEST = 20
LONGEST = 1000


def insert_table(work: Work, request: Json) -> Json:
    """The request insertTable: a newline, then the table."""
    rows, columns = int(request.get("rows", 0)), int(request.get("columns", 0))
    if not (rows >= 1 and 1 <= columns <= LARGEST):
        raise Invalid("Tables must have at least one row and one column.")
    if rows > LONGEST:
        raise NotCovered(f"tables of more than {LONGEST} rows")
    tab, index = location_of(work, request)
    found = paragraph_at(tab, index)
    style = _cell_text_style(tab, found, index)
    index = put(work, tab, index, [Run("\n", {})])
    _put_block(work, tab, index + 1, _table(tab, rows, columns, style))
    return {}


def insert_section_break(work: Work, request: Json) -> Json:
    """The request insertSectionBreak: a newline, then the break."""
    kind = request.get("sectionType")
    if kind not in ("CONTINUOUS", "NEXT_PAGE"):
        raise Invalid("Section type must be specified.")
    tab, index = location_of(work, request)
    if len(paragraph_at(tab, index).path) > 1:
        raise Invalid("Section breaks cannot be inserted inside a table.")
    index = put(work, tab, index, [Run("\n", {})])
    style = {
        "columnSeparatorStyle": "NONE",
        "contentDirection": "LEFT_TO_RIGHT",
        "sectionType": kind,
    }
    _put_block(work, tab, index + 1, Break({"sectionStyle": style}))
    return {}


def edit_of_table(kind: str) -> Callable[[Work, Json], Json]:
    """A request that edits a table: its place is looked at, the edit itself is not covered."""

    def handler(work: Work, request: Json) -> Json:
        cell = request.get("tableCellLocation") or request.get("tableRange", {}).get(
            "tableCellLocation", {}
        )
        place = request.get("tableStartLocation") or cell.get("tableStartLocation", {})
        at = 0
        for block in work.tab(place.get("tabId")).body:
            if isinstance(block, Table) and at == int(place.get("index", 0)):
                raise NotCovered(kind)
            at += block.length
        raise Invalid("The provided table start location is invalid")

    return handler


def _put_block(work: Work, tab: Tab, index: int, block: Block) -> None:
    """Put a block before the paragraph that starts at the index."""
    after = paragraph_at(tab, index)
    tab.body = replaced(tab.body, after.path, [block, after.paragraph])
    grows = work.unknowns.mark_grows_at_end
    tab.ranges = ranges_after_insert(tab.ranges, index, block.length, grows=grows)


def _cell_text_style(tab: Tab, found: Found, index: int) -> Json:
    """The text style of new cells: that of the place, and at the start of a heading the heading's
    own look as well, as far as it differs from normal text.
    """
    style = style_at(found.paragraph, index - found.start)
    if index > found.start:
        return style
    normal = inherited_text_style(tab, "NORMAL_TEXT")
    heading = inherited_text_style(tab, found.paragraph.named_style)
    return {**{k: v for k, v in heading.items() if normal.get(k) != v}, **style}


def _table(tab: Tab, rows: int, columns: int, style: Json) -> Table:
    cell_style = {
        "rowSpan": 1,
        "columnSpan": 1,
        "backgroundColor": {},
        **{f"padding{side}": points(5) for side in ("Left", "Right", "Top", "Bottom")},
        "contentAlignment": "TOP",
    }
    paragraph_style = plain_paragraph_style(100, widows=False)
    paragraph = Paragraph((Run("\n", style),), paragraph_style)
    cell = Cell((paragraph,), {"tableCellStyle": cell_style})
    row = Row((cell,) * columns, {"tableRowStyle": {"minRowHeight": points(0)}})
    widths = {"tableColumnProperties": [_column(tab, columns)] * columns}
    return Table((row,) * rows, {"rows": rows, "columns": columns, "tableStyle": widths})


def _column(tab: Tab, columns: int) -> Json:
    declared = tab.rest.get("documentStyle")
    paged = isinstance(declared, dict) and (
        declared.get("documentFormat", {}).get("documentMode") == "PAGES"
    )
    if paged:
        return {"widthType": "EVENLY_DISTRIBUTED"}
    return {"widthType": "FIXED_WIDTH", "width": points(PAGELESS_WIDTH / columns)}
