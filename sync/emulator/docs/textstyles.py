"""Character styles: updateTextStyle.

Decides what is stored: nothing that equals what is inherited; a link with its blue and underline
unless the mask names them. A range over all the text of a paragraph styles its newline and its
bullet as well, except for links.
"""

from collections.abc import Sequence
from dataclasses import replace

from sync.emulator.docs.defaults import inherited_text_style
from sync.emulator.docs.inserting import with_style
from sync.emulator.docs.load import modern_link
from sync.emulator.docs.masks import check_dimensions, mask_fields, patched
from sync.emulator.docs.model import Element, Json, Paragraph, Run, joined, sliced, split
from sync.emulator.docs.places import Work, range_of, rewritten
from sync.emulator.docs.refusal import Invalid

TEXT_FIELDS = (
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "smallCaps",
    "backgroundColor",
    "foregroundColor",
    "fontSize",
    "weightedFontFamily",
    "baselineOffset",
    "link",
)
LINK_BLUE: Json = {"color": {"rgbColor": {"red": 0.06666667, "green": 0.33333334, "blue": 0.8}}}
LINK_LOOK: Json = {"underline": True, "foregroundColor": LINK_BLUE}


def update_text_style(work: Work, request: Json) -> Json:
    """The request updateTextStyle."""
    fields = mask_fields(request.get("fields"), TEXT_FIELDS)
    tab, start, end = range_of(work, request)
    patch = modern_link(request.get("textStyle", {}), tab.id)
    check_dimensions(patch, ("fontSize",))
    _check_link(work, patch)
    inherited: dict[str, Json] = {}

    def change(paragraph: Paragraph, at: int) -> Paragraph:
        name = paragraph.named_style
        if name not in inherited:
            inherited[name] = inherited_text_style(tab, name)
        return _styled(paragraph, (start - at, end - at), (patch, fields), inherited[name])

    tab.body = rewritten(tab.body, 0, start, end, change)
    return {}


def _styled(
    paragraph: Paragraph,
    span: tuple[int, int],
    update: tuple[Json, Sequence[str]],
    inherited: Json,
) -> Paragraph:
    patch, fields = update
    end = span[1]
    before, inside, after = sliced(paragraph.elements, *span)
    text_end = paragraph.length - 1
    whole = not before and end >= text_end
    beside_links = [name for name in fields if name != "link"]
    newline: list[Element] = []
    if end > text_end:
        inside, newline = split(inside, sum(element.length for element in inside) - 1)
    elif whole and text_end:
        newline, after = after, newline
    changed = [_restyled(element, patch, fields, inherited) for element in inside]
    changed += [_restyled(element, patch, beside_links, inherited) for element in newline]
    bullet = paragraph.bullet
    if whole and bullet is not None and beside_links:
        look = patched(bullet.get("textStyle", {}), patch, beside_links)
        bullet = {**bullet, "textStyle": look}
    return replace(paragraph, elements=joined([*before, *changed, *after]), bullet=bullet)


def _restyled(element: Element, patch: Json, fields: Sequence[str], inherited: Json) -> Element:
    style = patched(element.style, patch, fields)
    if "link" in fields:
        for name, value in LINK_LOOK.items():
            if name in fields:
                continue
            if "link" in patch:
                style[name] = value
            elif "link" in element.style and style.get(name) == value:
                del style[name]
    for name in fields:
        if name in style and style[name] == inherited.get(name):
            del style[name]
    return with_style(element, style)


def reset_runs(paragraph: Paragraph) -> Paragraph:
    """The paragraph with all its text as its named style has it, links as links look."""
    elements = []
    for element in paragraph.elements:
        link = element.style.get("link")
        style = {**LINK_LOOK, "link": link} if link and isinstance(element, Run) else {}
        elements.append(with_style(element, style))
    return replace(paragraph, elements=joined(elements))


def _check_link(work: Work, patch: Json) -> None:
    if "link" not in patch:
        return
    link = patch["link"]
    if not any(link.values()):
        raise Invalid("Links must include at least one type.")
    heading = link.get("heading")
    if heading is not None:
        if not heading.get("id"):
            raise Invalid("Heading ID must be specified.")
        tab = work.tab(heading.get("tabId"))
        if all(p.style.get("headingId") != heading["id"] for _, p in tab.paragraphs()):
            raise Invalid(f"Heading with ID {heading['id']} was not found")
    elif link.get("tabId"):
        work.tab(link["tabId"])
