"""Where lines go in: a new section in a tab, carried items in people's own section."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from sync.agenda.document.items import Reading, carried_from
from sync.agenda.document.notebook import SECTION_RANK, Notebook, Paragraph, Tab, Table
from sync.agenda.document.sections import Outline, Section
from sync.agenda.language.handmarks import hand_mark
from sync.agenda.language.ornaments import heading_key
from sync.agenda.planning.adopting import adopted_form, adopted_rank, is_newest_first, newest_of
from sync.agenda.planning.steps import NewLine

Placement = Literal["bottom", "top", "auto"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Before which block, under a heading of which rank, in which direction.

    `like` is the section whose heading shows how people write dates in this document. `closing`
    are lines to be written behind: a plain empty one at the end of a document, so that what people
    type there is neither item nor heading.
    """

    at: int
    rtl: bool
    rank: int = SECTION_RANK
    like: Section | None = None
    closing: tuple[NewLine, ...] = ()


def section_place(
    tab: Tab, found: Outline, placement: Placement, *, usual_rtl: bool, locale: str
) -> Place | None:
    """Where a new section goes; the level of heading and the direction are the document's own.

    `locale` is the language in which the job writes.
    """
    sections = [section for section in found.sections if section.tab_id == tab.tab_id]
    rank = adopted_rank(sections)
    like = adopted_form(sections, locale=locale)
    rtl = _direction(tab, sections, usual_rtl=usual_rtl)
    if sections and (placement == "top" or (placement == "auto" and is_newest_first(sections))):
        return Place(at=newest_of(sections).first, rtl=rtl, rank=rank, like=like)
    end = _end(tab, rtl=rtl)
    return None if end is None else replace(end, rank=rank, like=like)


def action_place(
    tab: Tab, section: Section, reading: Reading, *, under: str | None = None
) -> Place | None:
    """Behind the last item of a section's action list.

    That is the one below its action heading, or its last checklist; without any it is the section's
    end. `under`: behind those of the heading that reads so, where there is one. Never below a
    heading from which nothing is carried: what went there would be no item.
    """
    rtl = section.heading.paragraph.rtl
    blocks = tab.blocks
    nothing = _without_items(tab, section, reading)
    numbers = [number for number in range(section.first + 1, section.last) if number not in nothing]
    head = _heading_of(tab, numbers, under) if under is not None else None
    if head is None:
        head = _action_heading(tab, numbers, reading)
    if head is None:
        head = _above_checklist(tab, numbers)
    if head is None:
        at = _end_of_items(tab, section, nothing)
        while at - 1 > section.first and _is_blank(blocks[at - 1]):
            at -= 1
    else:
        at = _behind_list(tab, head, section.last)
        while at - 1 > head and _is_empty_item(blocks[at - 1]):
            at -= 1
    if at == len(blocks):
        return _end(tab, rtl=rtl)
    if isinstance(blocks[at], Paragraph) or isinstance(blocks[at - 1], Paragraph):
        return Place(at=at, rtl=rtl)
    return None


def first_text(notebook: Notebook) -> tuple[str, int] | None:
    """Tab and start of the first paragraph with text, outside of tables where there is one."""
    for tables in (False, True):
        for tab in notebook.tabs:
            for line in tab.lines():
                if line.in_table == tables and line.paragraph.text.strip():
                    return tab.tab_id, line.start
    return None


def _direction(tab: Tab, sections: list[Section], *, usual_rtl: bool) -> bool:
    if sections:
        return sections[-1].heading.paragraph.rtl
    for line in tab.lines():
        if line.paragraph.text.strip():
            return line.paragraph.rtl
    return usual_rtl


def _end(tab: Tab, *, rtl: bool) -> Place | None:
    """The end of a tab: before its last line where that is empty and plain, else behind it."""
    last = tab.blocks[-1] if tab.blocks else None
    if not isinstance(last, Paragraph):
        return None
    if _is_blank(last):
        return Place(at=len(tab.blocks) - 1, rtl=rtl)
    return Place(at=len(tab.blocks), rtl=rtl, closing=(NewLine(),))


def _is_blank(block: object) -> bool:
    return (
        isinstance(block, Paragraph)
        and block.empty
        and block.style == "NORMAL_TEXT"
        and block.kind == "none"
        and block.depth == 0
    )


def _is_listed(block: object) -> bool:
    """A line of a list, or one that stands in under such a line."""
    return (
        isinstance(block, Paragraph)
        and block.rank is None
        and (block.kind != "none" or (block.depth > 0 and not block.empty))
    )


def _is_empty_item(block: object) -> bool:
    return isinstance(block, Paragraph) and block.empty and block.kind != "none"


def _behind_list(tab: Tab, head: int, last: int) -> int:
    """Behind the last checklist below a line, else its last list, else right below it.

    The line's part of the section ends at the next heading.
    """
    ends = [number for number in tab.heads if head < number < last]
    last = ends[0] if ends else last
    numbers = range(head + 1, last)
    checks = [number for number in numbers if _is_check(tab.blocks[number])]
    listed = checks or [number for number in numbers if _is_listed(tab.blocks[number])]
    if not listed:
        return head + 1
    at = listed[-1] + 1
    while at < last and _is_listed(tab.blocks[at]):
        at += 1  # the last item's notes, and what else goes on with its list
    return at


def _is_check(block: object) -> bool:
    """A line of a checklist, native or typed."""
    if not isinstance(block, Paragraph) or block.rank is not None:
        return False
    hand = hand_mark(block.text)
    return block.kind == "check" or (hand is not None and hand.boxed)


def _above_checklist(tab: Tab, numbers: Collection[int]) -> int | None:
    """The block above the last boxes that stand one below the other, among these blocks."""
    checks = {number for number in numbers if _is_check(tab.blocks[number])}
    if not checks:
        return None
    first = max(checks)
    while first - 1 in checks:
        first -= 1
    return first - 1


def _heading_of(tab: Tab, numbers: Iterable[int], under: str) -> int | None:
    """The first of these blocks that is a heading and reads so."""
    for number in numbers:
        block = tab.blocks[number]
        if (
            isinstance(block, Paragraph)
            and block.rank is not None
            and heading_key(block.text) == heading_key(under)
        ):
            return number
    return None


def _action_heading(tab: Tab, numbers: Iterable[int], reading: Reading) -> int | None:
    """The last of these blocks that is an action heading, a heading or a short plain line."""
    found = None
    for number in numbers:
        block = tab.blocks[number]
        if (
            isinstance(block, Paragraph)
            and block.kind == "none"
            and 0 < len(block.text) < 40
            and reading.is_action(block.text)
        ):
            found = number
    return found


def _end_of_items(tab: Tab, section: Section, nothing: Collection[int]) -> int:
    """Behind the last of a section's blocks that may be items."""
    at = section.last
    for number in reversed(range(section.first + 1, section.last)):
        if number in nothing:
            at = number
        elif isinstance(tab.blocks[number], Paragraph | Table):
            break
    return at


def _without_items(tab: Tab, section: Section, reading: Reading) -> frozenset[int]:
    """The section's blocks that hold a line from below a heading from which nothing is carried."""
    lines = list(tab.lines(section.first + 1, section.last))
    kept = {line.start for line in carried_from(lines, reading)}
    return frozenset(line.block for line in lines if line.start not in kept)
