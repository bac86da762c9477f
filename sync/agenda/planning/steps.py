"""The steps of which every plan consists, and what each does to a notebook.

A plan is a sequence of steps; each is meant for the notebook that the steps before it leave, and
`apply` says which notebook that is. So a batch of requests can be made step by step (see `edits`),
a plan can be planned again on its own result before anything is written, and what people wrote can
be seen to be the very same objects. Nothing here decides what to write.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from sync.agenda.document.notebook import (
    Block,
    ListKind,
    Mark,
    Notebook,
    Paragraph,
    Piece,
    Run,
    Tab,
    units,
)
from sync.agenda.document.reading import heading_date, plain_text
from sync.agenda.document.ticks import Tick


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLine:
    """A paragraph to be written. `depth` nests lists, and indents a plain line under an item.

    `small`: in small print.
    """

    pieces: tuple[Piece, ...] = ()
    style: str = "NORMAL_TEXT"
    kind: ListKind = "none"
    depth: int = 0
    marks: tuple[str, ...] = ()
    small: bool = False

    @property
    def text(self) -> str:
        """What a reader will see."""
        return plain_text(self.pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Insert:
    """Put lines before block `at` of a tab, or behind its last one where `at` is their number.

    The block at `at` is a paragraph, or the one before is. Lists begin at depth 0 below whatever
    stands above and never join it. `rtl` is the direction of the lines; `locale` is the language
    in which the dates of headings are read.
    """

    tab_id: str
    at: int
    lines: tuple[NewLine, ...]
    rtl: bool
    locale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetMark:
    """Put a mark on the line that starts at an index."""

    tab_id: str
    start: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DropMarks:
    """Delete marks of a tab by the ids of their named ranges.

    `names`: all marks of these names, for those that were set a moment ago and have no id yet.
    """

    tab_id: str
    range_ids: tuple[str, ...]
    names: tuple[str, ...] = ()


def drop_marks(tab_id: str, marks: Iterable[Mark]) -> DropMarks:
    """The step that deletes marks of a tab: by their ids, by name where they have none yet."""
    found = list(marks)
    ids = [mark.range_id for mark in found if mark.range_id is not None]
    names = [mark.name for mark in found if mark.range_id is None]
    return DropMarks(
        tab_id=tab_id, range_ids=tuple(dict.fromkeys(ids)), names=tuple(dict.fromkeys(names))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Delete:
    """Take out the blocks `first` to `last` (exclusive), all of them paragraphs of the job's own.

    The block behind them is a paragraph, or the one before them is.
    """

    tab_id: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Retitle:
    """Write another text into the heading that is block `at`; `marks` are all that it will bear.

    The heading keeps its style and its id: links to it go on working.
    """

    tab_id: str
    at: int
    text: str
    marks: tuple[str, ...]
    locale: str


Step = Insert | SetMark | DropMarks | Delete | Retitle


def apply(notebook: Notebook, step: Step) -> Notebook:
    """The notebook after a step."""
    tab = notebook.tab(step.tab_id)
    match step:
        case Insert():
            changed = _insert(tab, step)
        case SetMark():
            start, end = mark_span(line_at(tab, step.start), step.start)
            mark = Mark(step.name, start, end)
            changed = Tab(tab.tab_id, tab.title, tab.blocks, (*tab.marks, mark))
        case DropMarks():
            kept = tuple(
                mark
                for mark in tab.marks
                if mark.range_id not in step.range_ids and mark.name not in step.names
            )
            changed = Tab(tab.tab_id, tab.title, tab.blocks, kept)
        case Delete():
            changed = _delete(tab, step)
        case Retitle():
            changed = _retitle(tab, step)
        case _:
            assert_never(step)
    return notebook.with_tab(changed)


def apply_all(notebook: Notebook, steps: Iterable[Step]) -> Notebook:
    """The notebook after all steps, in order."""
    for step in steps:
        notebook = apply(notebook, step)
    return notebook


def line_at(tab: Tab, start: int) -> Paragraph:
    """The paragraph that starts at an index, in a table or not."""
    number = tab.block_at(start)
    for line in tab.lines(number, number + 1):
        if line.start == start:
            return line.paragraph
    raise ValueError(f"no paragraph starts at {start}")


def mark_span(paragraph: Paragraph, start: int) -> tuple[int, int]:
    """What a mark covers: the text without its last character, or the one character there is.

    Typing at the end of the line, or breaking it, then never touches the mark.
    """
    last = paragraph.pieces[-1] if paragraph.pieces else None
    tail = units(last.text[-1:]) if isinstance(last, Run) else 1
    body = paragraph.size - 1
    return start, start + max(body - tail, min(body, tail), 1)


def put_in(tab: Tab, step: Insert) -> tuple[bool, int]:
    """How lines go in: before the block at `at` (True) or behind the one before it, and from where.

    The index is that of the first new line's first unit once it stands.
    """
    if step.at < len(tab.blocks) and isinstance(tab.blocks[step.at], Paragraph):
        return True, tab.starts[step.at]
    if step.at > 0 and isinstance(tab.blocks[step.at - 1], Paragraph):
        return False, tab.starts[step.at]
    raise ValueError(f"no paragraph beside block {step.at}")


def paragraphs_of(lines: Sequence[NewLine], *, rtl: bool, locale: str) -> tuple[Paragraph, ...]:
    """The paragraphs that lines become."""
    return tuple(_paragraph(line, rtl=rtl, locale=locale) for line in lines)


def _paragraph(line: NewLine, *, rtl: bool, locale: str) -> Paragraph:
    text = line.text
    check = line.kind == "check"
    return Paragraph(
        pieces=line.pieces,
        size=sum(piece.size for piece in line.pieces) + 1,
        text=text,
        style=line.style,
        kind=line.kind,
        depth=line.depth,
        rtl=rtl,
        hinted=check,
        tick=Tick.OPEN if check else None,
        reading=heading_date(text, line.style, locale),
    )


def _insert(tab: Tab, step: Insert) -> Tab:
    before, start = put_in(tab, step)
    place = start if before else start - 1
    new: tuple[Block, ...] = paragraphs_of(step.lines, rtl=step.rtl, locale=step.locale)
    grown = sum(block.size for block in new)
    marks = [
        Mark(
            mark.name,
            mark.start + (grown if mark.start >= place else 0),
            mark.end + (grown if mark.end > place else 0),
            mark.range_id,
        )
        for mark in tab.marks
    ]
    at = start
    for line, block in zip(step.lines, new, strict=True):
        if isinstance(block, Paragraph):
            marks.extend(Mark(name, *mark_span(block, at)) for name in line.marks)
        at += block.size
    blocks = (*tab.blocks[: step.at], *new, *tab.blocks[step.at :])
    return Tab(tab.tab_id, tab.title, blocks, tuple(marks))


def take_out(tab: Tab, step: Delete) -> tuple[int, int]:
    """The range to delete: to the start of the paragraph behind, or from the end of the one before.

    Either way the neighbour that stays keeps its style, its bullet and its id.
    """
    start, end = tab.starts[step.first], tab.starts[step.last]
    if step.last < len(tab.blocks) and isinstance(tab.blocks[step.last], Paragraph):
        return start, end
    if step.first > 0 and isinstance(tab.blocks[step.first - 1], Paragraph):
        return start - 1, end - 1
    raise ValueError(f"no paragraph beside the blocks {step.first} to {step.last}")


def _delete(tab: Tab, step: Delete) -> Tab:
    take_out(tab, step)
    start, end = tab.starts[step.first], tab.starts[step.last]
    marks = [
        Mark(
            mark.name,
            _without(mark.start, start, end),
            _without(mark.end, start, end),
            mark.range_id,
        )
        for mark in tab.marks
        if not start <= mark.start < mark.end <= end
    ]
    blocks = (*tab.blocks[: step.first], *tab.blocks[step.last :])
    return Tab(tab.tab_id, tab.title, blocks, tuple(marks))


def _without(index: int, start: int, end: int) -> int:
    """Where an index is once the range is gone."""
    return index if index <= start else max(start, index - (end - start))


def _retitle(tab: Tab, step: Retitle) -> Tab:
    old = tab.blocks[step.at]
    if not isinstance(old, Paragraph):
        raise TypeError("a heading is a paragraph")
    new = replace(
        old,
        pieces=(Run(step.text),),
        size=units(step.text) + 1,
        text=step.text,
        reading=heading_date(step.text, old.style, step.locale),
    )
    start, end = tab.starts[step.at], tab.starts[step.at] + old.size
    grown = new.size - old.size
    marks = [
        Mark(mark.name, mark.start + grown, mark.end + grown, mark.range_id)
        if mark.start >= end
        else mark
        for mark in tab.marks
        if not start <= mark.start < end
    ]
    marks.extend(Mark(name, *mark_span(new, start)) for name in step.marks)
    blocks = (*tab.blocks[: step.at], new, *tab.blocks[step.at + 1 :])
    return Tab(tab.tab_id, tab.title, blocks, tuple(marks))
