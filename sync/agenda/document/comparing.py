"""What a plan changes, as the lines of a document before and after it: what came, what went, where.

A notebook after a plan shares the blocks that the plan left alone with the one before: they are the
very same objects, so nothing is guessed by comparing texts. Marks are no lines and not shown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sync.agenda.document.notebook import Block, Notebook, Paragraph, Tab, Table
from sync.agenda.document.ticks import Tick

Sign = Literal["+", "-", " "]

AROUND = 2
"""So many lines that stay are shown on either side of a change."""
_BULLETS = {"none": "", "check": "- [ ] ", "disc": "- ", "number": "1. "}


@dataclass(frozen=True, slots=True)
class Compared:
    """A line that came (+), went (-) or stays ( ), as Markdown shows it."""

    sign: Sign
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hunk:
    """Changes that stand together, with the lines around them.

    `tab` is the title of their tab, "" in a document of one; `under` the heading of the section
    that the first line stands in, "" above the first.
    """

    tab: str
    under: str
    lines: tuple[Compared, ...]


def hunks(before: Notebook, after: Notebook) -> tuple[Hunk, ...]:
    """All changes from one notebook to the other, in the document's order."""
    several = len(after.tabs) > 1
    return tuple(
        hunk
        for old, new in zip(before.tabs, after.tabs, strict=True)
        for hunk in _hunks_of(old, new, tab=new.title or new.tab_id if several else "")
    )


def _hunks_of(before: Tab, after: Tab, *, tab: str) -> Iterator[Hunk]:
    rows = [
        (sign, block)
        for sign, block in _merged(before.blocks, after.blocks)
        if isinstance(block, Paragraph | Table)
    ]
    changed = [number for number, (sign, _) in enumerate(rows) if sign != " "]
    while changed:
        first = last = changed.pop(0)
        while changed and changed[0] <= last + 2 * AROUND + 1:
            last = changed.pop(0)
        low, high = max(first - AROUND, 0), min(last + AROUND + 1, len(rows))
        lines = tuple(Compared(sign, as_markdown(block)) for sign, block in rows[low:high])
        yield Hunk(tab=tab, under=_under(rows[:low]), lines=lines)


def _merged(before: Sequence[Block], after: Sequence[Block]) -> Iterator[tuple[Sign, Block]]:
    """Both sides in one order: at each place what went stands before what came."""
    standing = {id(block) for block in before} & {id(block) for block in after}
    old = iter(before)
    came: list[Block] = []
    for block in after:
        if id(block) not in standing:
            came.append(block)
            continue
        for gone in old:
            if gone is block:
                break
            yield "-", gone
        yield from (("+", new) for new in came)
        came.clear()
        yield " ", block
    yield from (("-", gone) for gone in old)
    yield from (("+", new) for new in came)


def _under(above: Sequence[tuple[Sign, Paragraph | Table]]) -> str:
    """The nearest heading above that bears a date, of those that stand in the end."""
    for sign, block in reversed(above):
        if sign != "-" and isinstance(block, Paragraph) and block.reading is not None:
            return block.text
    return ""


def as_markdown(block: Paragraph | Table) -> str:
    """A line in a few signs that people know: `##`, `-`, `- [ ]`, `- [x]`."""
    if isinstance(block, Table):
        return "[table]"
    text = " ".join(block.text.split())
    if block.rank is not None:
        return f"{'#' * max(block.rank, 1)} {text}"
    box = _BULLETS[block.kind]
    if block.kind == "check" and block.tick is Tick.DONE:
        box = "- [x] "
    return f"{'    ' * block.depth}{box}{text}".rstrip()
