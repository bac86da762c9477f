"""Finds the sections of a notebook: which stand where, and of which instant each is.

A section is begun by a heading that bears a date and is no mere topic of the section above (see
`topics`), or by any line that bears the job's section mark. It ends at the next of these, at an
undated heading of higher rank, or at a backlog ("Parking lot") of its own rank. What the dates are
is settled by the document itself and by the calendar; a heading whose date can't be settled still
ends the section above it, and is the section of no meeting. This module never looks at items.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, tzinfo
from functools import cached_property
from types import MappingProxyType

from sync.agenda.document.marks import BY_HAND, CopyMark, Meaning, SectionMark, meaning_of
from sync.agenda.document.notebook import SECTION_RANK, Line, Mark, Notebook, Paragraph, Tab
from sync.agenda.document.topics import topics
from sync.agenda.language.datereading import Order
from sync.agenda.language.dates import DateReading, settle
from sync.agenda.language.headingwords import is_store_heading

_AROUND = re.compile(r"^[\W_]+|[\W_]+$")

_NOTHING_ELSE: Mapping[Paragraph, date | None] = MappingProxyType({})


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """One section: the blocks `first` (its heading) to `last` (exclusive) of a tab.

    `date` is its heading's, None where it can't be settled. `instant` orders sections: the
    meeting's real start where the calendar knows it, else its key, or the heading's date where
    that is another day than the key's.
    """

    tab_id: str
    first: int
    last: int
    heading: Line
    date: date | None
    mark: SectionMark | None
    instant: datetime | None

    @property
    def by_hand(self) -> bool:
        """People wrote it, whether or not it was taken for a meeting since."""
        return self.mark is None or self.mark.skeleton == BY_HAND

    @property
    def identity(self) -> str:
        """What tells it from the document's other sections, for as long as it stands."""
        if self.mark is not None and not self.by_hand:
            return self.mark.instant.isoformat()
        return self.date.isoformat() if self.date else self.heading.paragraph.text

    @property
    def title(self) -> str:
        """What its heading says besides the date, without what stands between the two."""
        text, reading = self.heading.paragraph.text, self.heading.paragraph.reading
        if reading is not None:
            first, last = reading.span
            text = f"{text[:first]} {text[last:]}"
        return _AROUND.sub("", text)

    @property
    def rank(self) -> int:
        """Its heading's rank."""
        rank = self.heading.paragraph.rank
        return SECTION_RANK if rank is None else rank


@dataclass(frozen=True, slots=True)
class Standing:
    """A mark of this document, and the tab and start of the line that it stands on."""

    tab_id: str
    line: int
    mark: Mark
    meaning: Meaning


@dataclass(frozen=True)
class Outline:
    """The sections of a notebook in the document's order, and all marks that say something.

    A mark whose line is gone, or of another document, is in none of these.
    """

    notebook: Notebook
    sections: tuple[Section, ...]
    standing: tuple[Standing, ...]
    newer: bool = field(default=False)

    @cached_property
    def on_line(self) -> Mapping[tuple[str, int], tuple[Meaning, ...]]:
        """What stands on a line, by tab and start."""
        found: dict[tuple[str, int], tuple[Meaning, ...]] = {}
        for one in self.standing:
            place = (one.tab_id, one.line)
            found[place] = (*found.get(place, ()), one.meaning)
        return found

    def copies(self, tab_id: str) -> Mapping[int, CopyMark]:
        """The copy marks of a tab, by the starts of their lines."""
        return self._copies.get(tab_id, {})

    @cached_property
    def _copies(self) -> Mapping[str, Mapping[int, CopyMark]]:
        found: dict[str, dict[int, CopyMark]] = {}
        for one in self.standing:
            if isinstance(one.meaning, CopyMark):
                found.setdefault(one.tab_id, {}).setdefault(one.line, one.meaning)
        return found

    @cached_property
    def made(self) -> frozenset[datetime]:
        """The instants whose section stands with its mark: only these records count."""
        return frozenset(s.mark.instant for s in self.sections if s.mark is not None)

    def lines(self, section: Section) -> Iterable[Line]:
        """The lines of a section, its heading left out."""
        return self.notebook.tab(section.tab_id).lines(section.first + 1, section.last)


def outline(
    notebook: Notebook,
    *,
    starts: Mapping[datetime, datetime],
    zone: tzinfo,
    days: Mapping[Paragraph, date | None] = _NOTHING_ELSE,
) -> Outline:
    """The outline of a notebook.

    `starts` are the real starts of the pair's meetings that the calendar knows, by their keys (UTC
    instants); `zone` is the meeting's, in which the days of keys are counted; `days` is what
    headings are known to mean, None for nothing sure, whatever they can be read as.
    """
    key = (zone, tuple(sorted(starts.items())), frozenset(days.items()))
    known = notebook.memo.get(key)
    if not isinstance(known, Outline):
        known = notebook.memo[key] = _outline(notebook, starts=starts, zone=zone, days=days)
    return known


def _outline(
    notebook: Notebook,
    *,
    starts: Mapping[datetime, datetime],
    zone: tzinfo,
    days: Mapping[Paragraph, date | None],
) -> Outline:
    sections: list[Section] = []
    standing: list[Standing] = []
    newer = False
    anchors = [start.astimezone(zone).date() for start in starts.values()]
    for tab in notebook.tabs:
        marks, tab_newer = _standing(tab, notebook.document_id)
        newer = newer or tab_newer
        standing.extend(marks)
        sections.extend(
            _sections(tab, marks, starts=starts, zone=zone, anchors=anchors, known=days)
        )
    return Outline(notebook, tuple(sections), tuple(standing), newer)


def _standing(tab: Tab, document_id: str) -> tuple[list[Standing], bool]:
    found = []
    newer = False
    for mark in tab.marks:
        meaning = meaning_of(mark.name, document_id=document_id)
        if meaning == "newer":
            newer = True
        elif meaning != "void":
            line = line_start(tab, mark.start)
            if line is not None:
                found.append(Standing(tab.tab_id, line, mark, meaning))
    # In the document's order, whatever that of the answer: the first mark of a line counts.
    return sorted(found, key=lambda one: (one.mark.start, one.mark.name)), newer


def line_start(tab: Tab, index: int) -> int | None:
    """Where the line that holds an index starts; None where no line does."""
    number = tab.block_at(index)
    if isinstance(tab.blocks[number], Paragraph):
        return tab.starts[number] if index < tab.end else None
    starts = [line.start for line in tab.lines(number, number + 1)]
    found = bisect_right(starts, index) - 1
    return starts[found] if found >= 0 else None


def _sections(
    tab: Tab,
    marks: Sequence[Standing],
    *,
    starts: Mapping[datetime, datetime],
    zone: tzinfo,
    anchors: Sequence[date],
    known: Mapping[Paragraph, date | None],
) -> list[Section]:
    marked = {one.line: one.meaning for one in marks if isinstance(one.meaning, SectionMark)}
    heads: list[Line] = []
    # Block and rank of every heading, -1 for a dated one; a backlog is none of its level's parts.
    bounds: list[tuple[int, int]] = []
    marked_blocks = {tab.block_at(start) for start in marked}
    numbers = sorted({*tab.heads, *marked_blocks})
    inside = topics(tab, numbers, marked_blocks)
    for number in numbers:
        block = tab.blocks[number]
        if not isinstance(block, Paragraph):
            continue
        start = tab.starts[number]
        if (block.reading is not None and number not in inside) or start in marked:
            heads.append(Line(number, start, block))
            bounds.append((number, -1))
        elif (rank := block.rank) is not None:
            bounds.append((number, rank - is_store_heading(block.text)))
    readings = [
        _sure(line.paragraph.reading, known[line.paragraph])
        if line.paragraph in known
        else _known(line, marked.get(line.start), starts=starts, zone=zone)
        for line in heads
    ]
    marks_of = [marked.get(line.start) for line in heads]
    days = _settled(readings, marks_of, anchors)
    return [
        _section(tab, line, day, bounds, mark, starts=starts, zone=zone)
        for line, day, mark in zip(heads, days, marks_of, strict=True)
    ]


def _settled(
    readings: Sequence[DateReading | None],
    marks: Sequence[SectionMark | None],
    anchors: Sequence[date],
) -> list[date | None]:
    """The days that headings mean. One of the job's may settle what one of people's means; where it
    makes that doubtful, what people's own say alone counts.
    """
    days = settle(readings, anchors=anchors)
    made = [mark is not None and mark.skeleton != BY_HAND for mark in marks]
    if not any(made) or all(day for day, one in zip(days, readings, strict=True) if one):
        return list(days)
    own = [None if job else one for one, job in zip(readings, made, strict=True)]
    return [a or b for a, b in zip(days, settle(own, anchors=anchors), strict=True)]


def _known(
    line: Line,
    mark: SectionMark | None,
    *,
    starts: Mapping[datetime, datetime],
    zone: tzinfo,
) -> DateReading | None:
    """A heading's date; the mark of the job's own heading says which of its days it means."""
    reading = line.paragraph.reading
    if reading is None or mark is None:
        return reading
    for instant in (starts.get(mark.instant, mark.instant), mark.instant):
        day = instant.astimezone(zone).date()
        for year, month, number in reading.candidates:
            if (month, number) == (day.month, day.day) and year in (None, day.year):
                return _sure(reading, day)
    return reading


def _sure(reading: DateReading | None, day: date | None) -> DateReading | None:
    """A reading that can mean no other day; which way round it is written tells of the others."""
    if reading is None or day is None:
        return None
    sure = (day.year, day.month, day.day)
    ways = zip(reading.candidates, reading.orders, strict=True)
    fitting = (order for candidate, order in ways if candidate[1:] == sure[1:])
    order: Order = next(fitting, "fixed")
    return replace(reading, candidates=(sure,), orders=(order,))


def _section(
    tab: Tab,
    line: Line,
    day: date | None,
    bounds: Sequence[tuple[int, int]],
    mark: SectionMark | None,
    *,
    starts: Mapping[datetime, datetime],
    zone: tzinfo,
) -> Section:
    rank = line.paragraph.rank
    own = SECTION_RANK if rank is None else rank
    behind = bisect_right(bounds, (line.block, 9))
    last = len(tab.blocks)
    for number in range(behind, len(bounds)):
        if bounds[number][1] < own:
            last = bounds[number][0]
            break
    return Section(
        tab_id=tab.tab_id,
        first=line.block,
        last=last,
        heading=line,
        date=day if day or mark is None else mark.instant.astimezone(zone).date(),
        mark=mark,
        instant=_instant(mark, day, starts=starts, zone=zone),
    )


def _instant(
    mark: SectionMark | None,
    day: date | None,
    *,
    starts: Mapping[datetime, datetime],
    zone: tzinfo,
) -> datetime | None:
    if mark is not None:
        if mark.instant in starts:
            return starts[mark.instant]
        if day is None or mark.instant.astimezone(zone).date() == day:
            return mark.instant
    if day is None:
        return None
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)
