"""Whole lines taken out and put in: what cut, copy, paste and drag do.

Decides what becomes of named ranges, headings' ids and the end of a body, which is always a
paragraph, as what stands behind a table is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sync.emulator.docs.model import (
    Block,
    Blocks,
    Json,
    NamedRange,
    Paragraph,
    Run,
    Tab,
    Table,
    paragraphs,
)
from sync.emulator.docs.places import Work, rewritten
from sync.emulator.docs.ranges import ranges_after_delete, ranges_after_insert
from sync.emulator.editor.finding import CannotEdit, Line, path_of

Path = tuple[int, ...]
PLAIN: Json = {"namedStyleType": "NORMAL_TEXT", "direction": "LEFT_TO_RIGHT"}


@dataclass(frozen=True, slots=True)
class Clip:
    """Lines on the clipboard, the lists that they are of, and the named ranges that lie inside,
    counted from the clip's start.
    """

    blocks: Blocks
    lists: Json
    ranges: tuple[NamedRange, ...] = ()

    def paragraphs(self) -> Iterator[Paragraph]:
        """Its lines, those in tables too."""
        return (paragraph for _, paragraph in paragraphs(self.blocks, 0))


@dataclass(frozen=True, slots=True)
class Slice:
    """Blocks one below the other: the way to what holds them (empty for the body), the first and
    the one behind the last, and their indexes.
    """

    holder: Path
    first: int
    stop: int
    start: int
    end: int


def slice_of(tab: Tab, first: Line, last: Line) -> Slice:
    """The blocks from one line to another, tables between them included."""
    if last.start < first.start:
        raise CannotEdit(f"{last.text!r} stands above {first.text!r}")
    one, other = path_of(tab, first), path_of(tab, last)
    if len(one) == len(other) == 1 or one[:-1] == other[:-1]:
        return Slice(one[:-1], one[-1], other[-1] + 1, first.start, last.end)
    # a selection that begins or ends inside a table takes the whole table
    start = sum(block.length for block in tab.body[: one[0]])
    end = sum(block.length for block in tab.body[: other[0] + 1])
    return Slice((), one[0], other[0] + 1, start, end)


def held(body: Blocks, holder: Path) -> Blocks:
    """The blocks of a body, or of the cell that a way leads to."""
    if not holder:
        return body
    table = body[holder[0]]
    if not isinstance(table, Table):
        raise TypeError("a way leads through tables only")
    return held(table.rows[holder[1]].cells[holder[2]].blocks, holder[3:])


def refilled(body: Blocks, holder: Path, blocks: Blocks) -> Blocks:
    """The body with other blocks in the place that a way leads to."""
    if not holder:
        return blocks
    i, r, c = holder[:3]
    table = body[i]
    if not isinstance(table, Table):
        raise TypeError("a way leads through tables only")
    row = table.rows[r]
    cell = replace(row.cells[c], blocks=refilled(row.cells[c].blocks, holder[3:], blocks))
    row = replace(row, cells=(*row.cells[:c], cell, *row.cells[c + 1 :]))
    table = replace(table, rows=(*table.rows[:r], row, *table.rows[r + 1 :]))
    return (*body[:i], table, *body[i + 1 :])


def copied(tab: Tab, piece: Slice) -> Clip:
    """What a slice holds."""
    inside = [
        replace(named, spans=tuple((a - piece.start, b - piece.start) for a, b in named.spans))
        for named in tab.ranges
        if not named.segment and all(piece.start <= a and b <= piece.end for a, b in named.spans)
    ]
    blocks = held(tab.body, piece.holder)[piece.first : piece.stop]
    clip = Clip(blocks, {}, tuple(inside))
    used = [str(p.bullet["listId"]) for p in clip.paragraphs() if p.bullet is not None]
    return replace(clip, lists={name: tab.lists[name] for name in used if name in tab.lists})


def removed(tab: Tab, piece: Slice) -> None:
    """Take a slice out; an empty line stays where a paragraph must."""
    blocks = held(tab.body, piece.holder)
    left, right = blocks[: piece.first], blocks[piece.stop :]
    above = left[-1] if left else None
    stays = (not right and not isinstance(above, Paragraph)) or (
        isinstance(above, Table) and bool(right) and isinstance(right[0], Table)
    )
    kept: Blocks = (_emptied(blocks[piece.stop - 1]),) if stays else ()
    tab.body = refilled(tab.body, piece.holder, (*left, *kept, *right))
    end = piece.end - sum(block.length for block in kept)
    if end > piece.start:
        tab.ranges = ranges_after_delete(tab.ranges, piece.start, end)
    tab.ranges = tuple(r for r in tab.ranges if all(b <= tab.end for _, b in r.spans) or r.segment)


def _emptied(block: Block) -> Paragraph:
    if not isinstance(block, Paragraph):
        return Paragraph((Run("\n", {}),), dict(PLAIN))
    return replace(block, elements=(Run("\n", block.elements[-1].style),), ticked=False)


def pasted(work: Work, tab: Tab, clip: Clip, line: Line, *, below: bool, marks: bool) -> None:
    """Put a clip in above or below a line; `marks` says whether its named ranges come along."""
    path = path_of(tab, line)
    blocks = held(tab.body, path[:-1])
    at = path[-1] + 1 if below else path[-1]
    index = line.end if below else line.start
    if path[:-1] and any(isinstance(block, Table) for block in clip.blocks):
        raise CannotEdit("the emulator puts no table into a table")
    left, right = blocks[:at][-1:], blocks[at:][:1]
    if not right or isinstance(right[0], Table):
        clip = _padded(clip, at_end=True)
    if left and isinstance(left[0], Table):
        clip = _padded(clip, at_end=False)
    tab.body = refilled(tab.body, path[:-1], (*blocks[:at], *clip.blocks, *blocks[at:]))
    tab.lists = {**clip.lists, **tab.lists}
    added = sum(block.length for block in clip.blocks)
    grows = work.unknowns.mark_grows_at_end
    tab.ranges = ranges_after_insert(tab.ranges, index, added, grows=grows)
    if marks:
        tab.ranges += tuple(
            replace(named, spans=tuple((a + index, b + index) for a, b in named.spans))
            for named in clip.ranges
        )


def _padded(clip: Clip, *, at_end: bool) -> Clip:
    """The clip with an empty line at that end, where it has a table there."""
    if not isinstance(clip.blocks[-1 if at_end else 0], Table):
        return clip
    empty = Paragraph((Run("\n", {}),), dict(PLAIN))
    if at_end:
        return replace(clip, blocks=(*clip.blocks, empty))
    ranges = tuple(
        replace(named, spans=tuple((a + 1, b + 1) for a, b in named.spans)) for named in clip.ranges
    )
    return replace(clip, blocks=(empty, *clip.blocks), ranges=ranges)


def renewed(work: Work, clip: Clip) -> Clip:
    """The clip as a copy: its headings have ids of their own, and no named ranges."""

    def change(paragraph: Paragraph, _at: int) -> Paragraph:
        if "headingId" not in paragraph.style:
            return paragraph
        return replace(paragraph, style={**paragraph.style, "headingId": work.heading_id()})

    length = sum(block.length for block in clip.blocks)
    return Clip(rewritten(clip.blocks, 0, 0, length, change), clip.lists)
