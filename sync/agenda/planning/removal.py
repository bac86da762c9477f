"""Takes back what the job wrote and nobody has touched, and all its marks; people's words stay.

A section that nobody touched goes as a whole. In any other, untouched copies and empty lists go,
and the headings of the template that have nothing under them; a heading with people's words under
it stays, so that they can still be read. Lines that a comment quotes stay, and so does the last
copy of an item that people deleted together with the section it began in: nothing else says it any
more. Nothing is planned for meetings here.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby

from sync.agenda.document.items import Item
from sync.agenda.document.marks import CopyMark
from sync.agenda.document.notebook import Line, Notebook, Paragraph, Tab
from sync.agenda.document.origins import Origins
from sync.agenda.document.sections import Outline, Section, outline
from sync.agenda.planning.late import quoted
from sync.agenda.planning.living import as_written, is_blank, section_untouched
from sync.agenda.planning.outcomes import Plan, Stage, Taken
from sync.agenda.planning.steps import Delete, DropMarks, Step, apply_all
from sync.agenda.planning.terms import Refusal, Terms


def removal(notebook: Notebook, terms: Terms) -> Plan | Refusal:
    """The plan that takes the job's lines and marks out of a document."""
    if notebook.revision is None:
        return Refusal.READ_ONLY
    found = outline(notebook, starts=terms.starts, zone=terms.zone)
    if found.newer:
        return Refusal.NEWER
    origins = Origins(found, terms.reading)
    last = _last_copies(found, origins, terms)
    steps: list[Step] = []
    for tab in notebook.tabs:
        ids = [mark.range_id for mark in tab.marks]  # those too that say nothing here any more
        known = tuple(dict.fromkeys(each for each in ids if each is not None))
        if known:
            steps.append(DropMarks(tab_id=tab.tab_id, range_ids=known))
        own = {
            number
            for section in found.sections
            if section.tab_id == tab.tab_id
            for number in _own_of_section(found, origins, section, terms, last)
        }
        steps += _deletes(tab, sorted(own | _around(found, tab, terms)))
    if not steps:
        return Plan(notebook, (), ())
    stage = Stage(notebook, apply_all(notebook, steps), tuple(steps), Taken())
    return Plan(notebook, (stage,), ())


def _around(found: Outline, tab: Tab, terms: Terms) -> set[int]:
    """The blocks of a tab that the job wrote outside of its sections."""
    own: set[int] = set()
    marks = [section.mark for section in found.sections if section.tab_id == tab.tab_id]
    if any(mark is not None and mark.closed for mark in marks):
        own |= _closing(tab)
    if terms.intro is not None and found.standing:
        own |= _introduction(tab, terms)
    return own


def _last_copies(found: Outline, origins: Origins, terms: Terms) -> frozenset[Item]:
    """The latest copies of those items of which no line would be left, nor the section that they
    began in: there the line may be worded anew.
    """
    stays: set[str] = set()
    days: set[date | None] = set()
    latest: dict[str, tuple[datetime, Item, CopyMark]] = {}
    for section in found.sections:
        own = _own_of_section(found, origins, section, terms, frozenset())
        if section.first not in own:
            days.add(section.date)
        for item in origins.items(section):
            origin = origins.origin(section, item)
            copy = origins.copy_mark(section, item)
            if copy is None or item.line.block not in own:
                stays.add(origin)
            elif section.instant is not None:
                before = latest.get(origin)
                if before is None or section.instant > before[0]:
                    latest[origin] = (section.instant, item, copy)
    return frozenset(
        item
        for origin, (_, item, copy) in latest.items()
        if origin not in stays and copy.since not in days
    )


def _own_of_section(
    found: Outline,
    origins: Origins,
    section: Section,
    terms: Terms,
    last: frozenset[Item],
) -> set[int]:
    """The blocks of a section that are the job's, as it wrote them; `last` are copies to keep."""
    quotes = terms.quotes or ()
    lines = list(found.lines(section))
    items = origins.items(section)
    whole = not section.by_hand and section_untouched(found, section, terms)
    if whole and last.isdisjoint(items) and not quoted([section.heading, *lines], quotes):
        kept = _trailing_blanks(lines)
        return {section.first, *(line.block for line in lines if line.block not in kept)}
    copies: set[int] = set()
    for item in items:
        its = [item.line, *item.notes]
        stays = item in last or item.line.in_table or quoted(its, quotes)
        if not stays and origins.untouched(section, item):
            copies |= {line.block for line in its}
    if section.by_hand:
        return copies
    return copies | _empty_parts(section, [one for one in lines if one.block not in copies], terms)


def _empty_parts(section: Section, lines: Sequence[Line], terms: Terms) -> set[int]:
    """The template's empty lists, its headings without content, and then the section's own."""
    own = {line.block for line in lines if _is_empty_item(line)}
    rest = [line for line in lines if line.block not in own]
    for number, line in enumerate(rest):
        paragraph = line.paragraph
        if paragraph.rank is None or paragraph.text not in terms.own_words or paragraph.pending:
            continue
        below = rest[number + 1] if number + 1 < len(rest) else None
        if below is None or below.paragraph.rank is not None or _only_blanks(rest[number + 1 :]):
            own.add(line.block)
    left = [line for line in rest if line.block not in own]
    if as_written(section) and _only_blanks(left):
        own.add(section.first)
    return own


def _is_empty_item(line: Line) -> bool:
    return line.paragraph.empty and line.paragraph.kind in ("disc", "check") and not line.in_table


def _only_blanks(lines: Iterable[Line]) -> bool:
    return all(is_blank(line.paragraph) and not line.in_table for line in lines)


def _trailing_blanks(lines: Sequence[Line]) -> set[int]:
    """Empty lines at a section's end: people's, or the one that closes the document."""
    kept: set[int] = set()
    for line in reversed(lines):
        if line.in_table or not is_blank(line.paragraph):
            break
        kept.add(line.block)
    return kept


def _closing(tab: Tab) -> set[int]:
    """The empty line that the job put at the end of the document, where it is still there."""
    last = tab.blocks[-1]
    return {len(tab.blocks) - 1} if isinstance(last, Paragraph) and is_blank(last) else set()


def _introduction(tab: Tab, terms: Terms) -> set[int]:
    """The title and the line of introduction of a document that the job made."""
    own: set[int] = set()
    for number, block in enumerate(tab.blocks[:3]):
        if isinstance(block, Paragraph) and not block.pending and block.text:
            if block.text not in (terms.title, terms.intro):
                break
            own.add(number)
    return own


def _deletes(tab: Tab, blocks: Sequence[int]) -> Iterator[Delete]:
    """The steps that delete blocks, the last ones first; the last line of a document stays."""
    runs = [
        [number for _, number in group]
        for _, group in groupby(enumerate(blocks), lambda one: one[1] - one[0])
    ]
    for run in reversed(runs):
        first, last = run[0], run[-1] + 1
        above = isinstance(tab.blocks[first - 1], Paragraph) if first else False
        if last == len(tab.blocks) and not above:
            last -= 1
        behind = last < len(tab.blocks) and isinstance(tab.blocks[last], Paragraph)
        if last > first and (above or behind):
            yield Delete(tab_id=tab.tab_id, first=first, last=last)
