"""Lines moved about: cut, copied, pasted, dragged, written in one go.

Ticks stay with their lines. Whether named ranges do, the unknowns say.
"""

from dataclasses import replace
from itertools import accumulate

from sync.emulator.docs.model import Paragraph, Tab
from sync.emulator.docs.places import Work, rewritten
from sync.emulator.editor.base import Hand
from sync.emulator.editor.clips import Clip, Slice, copied, held, pasted, removed, renewed, slice_of
from sync.emulator.editor.finding import (
    CannotEdit,
    Line,
    Where,
    find,
    kind_of,
    lines_of,
    path_of,
    section,
)
from sync.emulator.notation import parse


class Arranging(Hand):
    """Moving lines. A place is `below` or `above` a line; without either it is the tab's end."""

    clip: Clip | None = None

    def cut_lines(self, first: Where, last: Where | None = None) -> None:
        """Cut one line, or all from one to another, onto the clipboard."""

        def change(_work: Work, tab: Tab) -> Clip:
            piece = _slice(tab, first, last)
            clip = copied(tab, piece)
            removed(tab, piece)
            return clip

        self.clip = self.change(change)

    def copy_lines(self, first: Where, last: Where | None = None) -> None:
        """Copy one line, or all from one to another, onto the clipboard."""
        tab = self._tab()
        self.clip = replace(copied(tab, _slice(tab, first, last)), ranges=())

    def copy_section(self, heading: Where) -> None:
        """Copy a heading with all that stands under it."""
        tab = self._tab()
        first, last = section(lines_of(tab), find(tab, heading))
        self.clip = replace(copied(tab, slice_of(tab, first, last)), ranges=())

    def paste(self, *, below: Where | None = None, above: Where | None = None) -> None:
        """Paste what was cut or copied; once more it is a copy."""
        clip = self.clip
        if clip is None:
            raise CannotEdit("nothing was cut or copied")

        def change(work: Work, tab: Tab) -> None:
            there = {
                paragraph.style.get("headingId")
                for each in work.all_tabs()
                for _, paragraph in each.paragraphs()
            }
            headings = {paragraph.style.get("headingId") for paragraph in clip.paragraphs()}
            again = bool(headings & there - {None})
            _paste(work, tab, renewed(work, clip) if again else clip, below, above)

        self.change(change)
        self.clip = replace(clip, ranges=())

    def move_lines(
        self,
        first: Where,
        last: Where | None = None,
        *,
        below: Where | None = None,
        above: Where | None = None,
    ) -> None:
        """Drag one line, or all from one to another, elsewhere in the tab."""

        def change(work: Work, tab: Tab) -> None:
            piece = _slice(tab, first, last)
            target = _target(tab, below, above)
            if piece.start <= target.start < piece.end:
                raise CannotEdit(f"{target.text!r} is among the lines that are moved")
            _drag(work, tab, piece, target, below=above is None)

        self.change(change)

    def drag(self, where: Where, by: int) -> None:
        """Drag a line up (less than 0) or down so many lines of the same body or cell."""

        def change(work: Work, tab: Tab) -> None:
            line = find(tab, where)
            *holder, place = path_of(tab, line)
            blocks = held(tab.body, tuple(holder))
            first = line.start - sum(block.length for block in blocks[:place])
            starts = set(accumulate((block.length for block in blocks), initial=first))
            beside = [each for each in lines_of(tab) if each.start in starts]
            number = next(i for i, each in enumerate(beside) if each.start == line.start) + by
            if not 0 <= number < len(beside) or not by:
                raise CannotEdit(f"{line.text!r} can't be dragged by {by}")
            _drag(work, tab, slice_of(tab, line, line), beside[number], below=by > 0)

        self.change(change)

    def write(self, text: str, *, below: Where | None = None, above: Where | None = None) -> None:
        """Write lines in the notation of `sync.emulator.notation`, a whole section at once.

        At the end of a tab an empty last line is written over. Items go on with a list of their
        kind that stands directly above. Named ranges in the text are left out.
        """
        written, *others = parse(text).tabs
        if others or written.children:
            raise CannotEdit("only one tab is written into")

        def change(work: Work, tab: Tab) -> None:
            target = _target(tab, below, above)
            clip = _fresh(work, Clip(written.body[1:], written.lists))
            over = below is None and above is None and _is_blank_end(tab, target)
            higher = lines_of(tab)[target.number - 1] if over and target.number else target
            if above is None:
                clip = _joining(tab, clip, higher)
            _paste(work, tab, clip, below, above)
            if over:
                removed(tab, slice_of(tab, target, target))

        self.change(change)


def _slice(tab: Tab, first: Where, last: Where | None) -> Slice:
    one = find(tab, first)
    return slice_of(tab, one, one if last is None else find(tab, last))


def _is_blank_end(tab: Tab, line: Line) -> bool:
    """Whether a line is an empty plain one of the body."""
    empty = line.paragraph.length == 1 and line.paragraph.bullet is None
    return empty and len(path_of(tab, line)) == 1


def _target(tab: Tab, below: Where | None, above: Where | None) -> Line:
    if below is not None and above is not None:
        raise CannotEdit("lines go below one or above one, not both")
    if above is not None:
        return find(tab, above)
    return lines_of(tab)[-1] if below is None else find(tab, below)


def _paste(work: Work, tab: Tab, clip: Clip, below: Where | None, above: Where | None) -> None:
    keeps = work.unknowns.paste_keeps_marks
    pasted(work, tab, clip, _target(tab, below, above), below=above is None, marks=keeps)


def _drag(work: Work, tab: Tab, piece: Slice, target: Line, *, below: bool) -> None:
    """Take lines out and put them in at another line, which is found again by its place."""
    clip = copied(tab, piece)
    before = tab.end
    removed(tab, piece)
    moved = target.start if target.start < piece.start else target.start - (before - tab.end)
    again = next(line for line in lines_of(tab) if line.start == moved)
    pasted(work, tab, clip, again, below=below, marks=work.unknowns.paste_keeps_marks)


def _fresh(work: Work, clip: Clip) -> Clip:
    """The clip under ids that the document does not have yet."""
    names = {name: work.object_id() for name in clip.lists}

    def change(paragraph: Paragraph, _at: int) -> Paragraph:
        if paragraph.bullet is None:
            return paragraph
        renamed = {**paragraph.bullet, "listId": names[paragraph.bullet["listId"]]}
        return replace(paragraph, bullet=renamed)

    length = sum(block.length for block in clip.blocks)
    blocks = rewritten(clip.blocks, 0, 0, length, change)
    lists = {names[name]: listing for name, listing in clip.lists.items()}
    return renewed(work, Clip(blocks, lists))


def _joining(tab: Tab, clip: Clip, above: Line) -> Clip:
    """The clip with its first list made the one directly above, where they are of one kind."""
    first = clip.blocks[0]
    bullet = above.paragraph.bullet
    if bullet is None or not isinstance(first, Paragraph) or first.bullet is None:
        return clip
    own = str(first.bullet["listId"])
    if kind_of(replace(tab, lists=clip.lists), first) != above.kind:
        return clip
    joined = str(bullet["listId"])

    def change(paragraph: Paragraph, _at: int) -> Paragraph:
        if paragraph.bullet is None or paragraph.bullet["listId"] != own:
            return paragraph
        return replace(paragraph, bullet={**paragraph.bullet, "listId": joined})

    length = sum(block.length for block in clip.blocks)
    lists = {name: listing for name, listing in clip.lists.items() if name != own}
    return Clip(rewritten(clip.blocks, 0, 0, length, change), lists)
