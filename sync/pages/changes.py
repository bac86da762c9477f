"""A document before and after as rows: what is new, what is gone, and what stays as it is.

A notebook after a plan shares the blocks that the plan left alone with the one before: they are the
very same objects, so nothing is guessed by comparing texts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from sync.agenda.document.notebook import Block, Notebook, Paragraph, Tab, Table
from sync.pages.document import Headings, Row, Style, headings_of, rows_html
from sync.pages.html import Html, el, joined

_AROUND = 3
"""So many unchanged lines are shown on either side of a change; what is between is folded."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A tab's rows on both sides, and how many lines are new and gone."""

    before: tuple[Row, ...]
    after: tuple[Row, ...]
    new: int
    gone: int


def compared(before: Tab | None, after: Tab) -> Compared:
    """The rows of a tab before and after; None where it was not there."""
    old = before.blocks if before else ()
    kept = {id(block) for block in old} & {id(block) for block in after.blocks}
    one = tuple(_rows(old, before.starts if before else (), kept, gone=True))
    other = tuple(_rows(after.blocks, after.starts, kept, gone=False))
    return Compared(
        one,
        other,
        new=sum(row.change == "new" and _reads(row) for row in other),
        gone=sum(row.change == "gone" and _reads(row) for row in one),
    )


def _rows(
    blocks: Sequence[Block], starts: Sequence[int], kept: set[int], *, gone: bool
) -> Iterator[Row]:
    for block, start in zip(blocks, starts, strict=False):
        if id(block) in kept:
            yield Row(block, start)
        else:
            yield Row(block, start, "gone" if gone else "new")


def _reads(row: Row) -> bool:
    """An empty line is none that anybody counts."""
    if isinstance(row.block, Paragraph):
        return bool(row.block.text.strip())
    return isinstance(row.block, Table)


def changed_tabs(before: Notebook, after: Notebook) -> list[tuple[Tab, Compared]]:
    """The tabs in which something is new or gone; the first one where nothing is."""
    known = {tab.tab_id: tab for tab in before.tabs}
    pairs = [(tab, compared(known.get(tab.tab_id), tab)) for tab in after.tabs]
    changed = [one for one in pairs if any(r.change != "same" for r in _both(one[1]))]
    return changed or pairs[:1]


def _both(found: Compared) -> tuple[Row, ...]:
    return (*found.before, *found.after)


def side_html(tab_id: str, rows: Sequence[Row], style: Style) -> Html:
    """One side of a comparison: long stretches of what stays are folded away."""
    known = headings_of(rows)
    return joined(
        _folded(tab_id, part, style, known) if fold else rows_html(tab_id, part, style, known=known)
        for fold, part in _parts(rows)
    )


def _folded(tab_id: str, rows: Sequence[Row], style: Style, known: Headings) -> Html:
    lines = sum(map(_reads, rows))
    summary = el(
        "summary",
        f"{lines} lines that stay as they are" if lines != 1 else "1 line that stays as it is",
    )
    return el("details", summary, rows_html(tab_id, rows, style, known=known), class_="fold")


def _parts(rows: Sequence[Row]) -> Iterator[tuple[bool, Sequence[Row]]]:
    """Stretches of rows in order, and whether each is to be folded away."""
    near = [False] * len(rows)
    changed = [number for number, row in enumerate(rows) if row.change != "same"]
    for number in changed or [len(rows) - 1]:
        low = max(0, number - _AROUND)
        for place in range(low, min(len(rows), number + _AROUND + 1)):
            near[place] = True
    for is_near, group in groupby(range(len(rows)), key=lambda number: near[number]):
        numbers = list(group)
        part = rows[numbers[0] : numbers[-1] + 1]
        yield not is_near and sum(map(_reads, part)) > 2, part
