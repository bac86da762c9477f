"""The table of request kinds: which the emulator does, and which it refuses by name."""

from collections.abc import Callable
from typing import TypeAlias

from sync.emulator.docs.bullets import create_paragraph_bullets, delete_paragraph_bullets
from sync.emulator.docs.chips import (
    insert_date,
    insert_page_break,
    insert_person,
    insert_rich_link,
)
from sync.emulator.docs.deleting import delete_content_range
from sync.emulator.docs.inserting import insert_text
from sync.emulator.docs.model import Json
from sync.emulator.docs.paragraphstyles import update_paragraph_style
from sync.emulator.docs.places import Work, range_of
from sync.emulator.docs.ranges import create_named_range, delete_named_range
from sync.emulator.docs.refusal import (
    Internal,
    Invalid,
    NotCovered,
    Refusal,
    invalid_argument,
    not_covered,
)
from sync.emulator.docs.replacing import replace_all_text, replace_named_range_content
from sync.emulator.docs.tables import edit_of_table, insert_section_break, insert_table
from sync.emulator.docs.tabs import add_document_tab, delete_tab, update_document_tab_properties
from sync.emulator.docs.textstyles import update_text_style

Handler: TypeAlias = Callable[[Work, Json], Json]


def insert_comment(work: Work, request: Json) -> Json:
    """The request insertComment: its range is checked, the comment itself is not covered."""
    range_of(work, request)
    raise NotCovered("insertComment")


TABLE_EDITS = (
    "deleteTableColumn",
    "deleteTableRow",
    "insertTableColumn",
    "insertTableRow",
    "mergeTableCells",
    "pinTableHeaderRows",
    "unmergeTableCells",
    "updateTableCellStyle",
    "updateTableColumnProperties",
    "updateTableRowStyle",
)

HANDLERS: dict[str, Handler] = {
    **{kind: edit_of_table(kind) for kind in TABLE_EDITS},
    "addDocumentTab": add_document_tab,
    "createNamedRange": create_named_range,
    "createParagraphBullets": create_paragraph_bullets,
    "deleteContentRange": delete_content_range,
    "deleteNamedRange": delete_named_range,
    "deleteParagraphBullets": delete_paragraph_bullets,
    "deleteTab": delete_tab,
    "insertComment": insert_comment,
    "insertDate": insert_date,
    "insertPageBreak": insert_page_break,
    "insertPerson": insert_person,
    "insertRichLink": insert_rich_link,
    "insertSectionBreak": insert_section_break,
    "insertTable": insert_table,
    "insertText": insert_text,
    "replaceAllText": replace_all_text,
    "replaceNamedRangeContent": replace_named_range_content,
    "updateDocumentTabProperties": update_document_tab_properties,
    "updateParagraphStyle": update_paragraph_style,
    "updateTextStyle": update_text_style,
}
"""What the emulator does; every other kind is refused by its name."""


def apply_request(work: Work, number: int, request: Json) -> Json:
    """Do one request of a batch, its `number` from 0; the reply, or a refusal that names it."""
    kinds = list(request)
    if len(kinds) != 1:
        raise invalid_argument(f"Invalid requests[{number}]: Must specify exactly one request.")
    kind = kinds[0]
    handler = HANDLERS.get(kind)
    if handler is None:
        raise not_covered(kind)
    try:
        return handler(work, request[kind])
    except Invalid as wrong:
        raise invalid_argument(f"Invalid requests[{number}].{kind}: {wrong}") from wrong
    except NotCovered as unknown:
        raise not_covered(str(unknown)) from unknown
    except Internal as failed:
        raise Refusal(500, "INTERNAL", "Internal error encountered.") from failed
