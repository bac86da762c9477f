"""Paragraph styles: updateParagraphStyle.

Decides what a named style brings and takes away: its name once more resets the runs, a heading has
an id and keeps it among headings, normal text has none.
"""

from dataclasses import replace

from sync.emulator.docs.masks import check_dimensions, mask_fields, patched
from sync.emulator.docs.model import Json, Paragraph, Table
from sync.emulator.docs.places import Work, range_of, rewritten
from sync.emulator.docs.refusal import Invalid
from sync.emulator.docs.textstyles import reset_runs

PARAGRAPH_FIELDS = (
    "namedStyleType",
    "alignment",
    "lineSpacing",
    "direction",
    "spacingMode",
    "spaceAbove",
    "spaceBelow",
    "borderBetween",
    "borderTop",
    "borderBottom",
    "borderLeft",
    "borderRight",
    "indentFirstLine",
    "indentStart",
    "indentEnd",
    "keepLinesTogether",
    "keepWithNext",
    "avoidWidowAndOrphan",
    "shading",
    "pageBreakBefore",
)
_DIMENSIONS = ("indentEnd", "indentFirstLine", "indentStart", "spaceAbove", "spaceBelow")
NAMED_STYLES = frozenset(
    {"NORMAL_TEXT", "TITLE", "SUBTITLE", *(f"HEADING_{level}" for level in range(1, 7))}
)


def update_paragraph_style(work: Work, request: Json) -> Json:
    """The request updateParagraphStyle."""
    fields = mask_fields(request.get("fields"), PARAGRAPH_FIELDS)
    patch = dict(request.get("paragraphStyle", {}))
    check_dimensions(patch, _DIMENSIONS)
    if "namedStyleType" in fields and patch.get("namedStyleType") not in NAMED_STYLES:
        raise Invalid("Named style property is not inherited and cannot be cleared.")
    tab, start, end = range_of(work, request)
    if "direction" in fields:
        patch.setdefault("direction", "LEFT_TO_RIGHT")
    if "pageBreakBefore" in fields:
        at = 0
        for block in tab.body:
            if isinstance(block, Table) and at < end and at + block.length > start:
                raise Invalid(
                    "Cannot update page-break-before when the range contains paragraphs in a table."
                )
            at += block.length

    def change(paragraph: Paragraph, _at: int) -> Paragraph:
        if "namedStyleType" in fields:
            paragraph = _named(work, paragraph, str(patch["namedStyleType"]))
        return replace(paragraph, style=patched(paragraph.style, patch, fields))

    tab.body = rewritten(tab.body, 0, start, end, change)
    return {}


def _named(work: Work, paragraph: Paragraph, name: str) -> Paragraph:
    """The paragraph under a named style, with or without a heading's id."""
    if paragraph.named_style == name:
        return reset_runs(paragraph)
    style = {**paragraph.style, "namedStyleType": name}
    if name == "NORMAL_TEXT":
        style.pop("headingId", None)
    elif "headingId" not in style:
        style["headingId"] = work.heading_id()
    return replace(paragraph, style=style)
