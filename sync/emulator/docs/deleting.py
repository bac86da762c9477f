"""Content taken out: deleteContentRange.

Decides which ranges may go, and what two paragraphs make when the newline between them goes: what
remains is the first one when text of it is left, else the one that follows.
"""

from collections.abc import Sequence
from dataclasses import replace

from sync.emulator.docs.inserting import cuts_pair
from sync.emulator.docs.model import (
    Block,
    Blocks,
    Cell,
    Json,
    Paragraph,
    Tab,
    Table,
    joined,
    paragraphs,
    sliced,
    split,
)
from sync.emulator.docs.places import Work, range_of
from sync.emulator.docs.ranges import ranges_after_delete
from sync.emulator.docs.refusal import Internal, Invalid

LAST_NEWLINE = "The range cannot include the newline character at the end of the segment."
IMPOSSIBLE = "Invalid deletion range. Cannot delete the requested range."


def delete_content_range(work: Work, request: Json) -> Json:
    """The request deleteContentRange."""
    tab, start, end = range_of(work, request, from_zero=True)
    if end == tab.end:
        raise Invalid(LAST_NEWLINE)
    if work.unknowns.deleting_suggested_text_fails and _holds_suggestion(tab, start, end):
        raise Internal
    cut(tab, start, end)
    return {}


def _holds_suggestion(tab: Tab, start: int, end: int) -> bool:
    for at, paragraph in paragraphs(tab.body, 0):
        if at >= end:
            return False
        if at + paragraph.length <= start:
            continue
        inside = sliced(paragraph.elements, start - at, end - at)[1]
        if any(element.extra for element in inside):
            return True
    return False


def cut(tab: Tab, start: int, end: int) -> None:
    """Take the range out of a tab's body, with all that follows for what stands around it."""
    tab.body = _without(tab.body, 0, start, end)
    tab.ranges = ranges_after_delete(tab.ranges, start, end)


def _without(blocks: Blocks, at: int, start: int, end: int) -> Blocks:
    """Content that starts at `at` without the range, which lies inside it."""
    first = last = -1
    first_at = last_at = at
    for i, block in enumerate(blocks):
        after = at + block.length
        if at <= start < after:
            first, first_at = i, at
        if at < end <= after:
            last, last_at = i, at
            break
        at = after
    only = blocks[first]
    if first == last and isinstance(only, Table) and end - start < only.length:
        table = _without_in_table(only, first_at, start, end)
        return (*blocks[:first], table, *blocks[first + 1 :])
    touched = blocks[first : last + 1]
    _check(touched, first_at, start, end)
    return _merged(blocks, first, last, start - first_at, end - last_at)


def _without_in_table(table: Table, at: int, start: int, end: int) -> Table:
    """A table with a range inside one of its cells taken out."""
    inside = at + 1
    rows = list(table.rows)
    for r, row in enumerate(rows):
        inside += 1
        for c, cell in enumerate(row.cells):
            if inside < start and end < inside + cell.length:
                new: Cell = replace(cell, blocks=_without(cell.blocks, inside + 1, start, end))
                rows[r] = replace(row, cells=(*row.cells[:c], new, *row.cells[c + 1 :]))
                return replace(table, rows=tuple(rows))
            inside += cell.length
    raise Invalid(IMPOSSIBLE)


def _check(touched: Sequence[Block], at: int, start: int, end: int) -> None:
    """That only whole elements go, and no half of a surrogate pair."""
    for block in touched:
        after = at + block.length
        if isinstance(block, Paragraph):
            for edge in (start, end):
                if at < edge < after and cuts_pair(block, edge - at):
                    raise Invalid(IMPOSSIBLE)
        elif start > at or end < after or at == 0:
            raise Invalid(IMPOSSIBLE)
        at = after


def _merged(blocks: Blocks, first: int, last: int, offset: int, stop: int) -> Blocks:
    """The content without what lies between an offset in one block and one in a later block."""
    head, tail = blocks[first], blocks[last]
    left = list(split(head.elements, offset)[0]) if isinstance(head, Paragraph) else []
    if isinstance(tail, Paragraph) and stop < tail.length:
        right, follower, rest = split(tail.elements, stop)[1], tail, last + 1
    elif last + 1 < len(blocks) and (left or isinstance(tail, Paragraph)):
        following = blocks[last + 1]
        if not isinstance(following, Paragraph):
            raise Invalid(IMPOSSIBLE)
        right, follower, rest = list(following.elements), following, last + 2
    elif last + 1 < len(blocks):
        return (*blocks[:first], *blocks[last + 1 :])
    else:
        raise Invalid(IMPOSSIBLE)
    kept = head if left and isinstance(head, Paragraph) else follower
    paragraph = replace(kept, elements=joined([*left, *right]))
    return (*blocks[:first], paragraph, *blocks[rest:])
