"""Where each item comes from: its origin, its copies and records, and whether its original is done.

The origin of an item is a digest of document, section, text and ordinal, fixed when the item is
first carried: then it stands in the marks of the line, of its copies and of its records. A line
that lost its marks (cut and paste) is known by its recomputed origin or by its text as written.
This module answers questions about what is; `carrying` decides what goes.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property

from sync.agenda.document.items import Item, Reading, items_of
from sync.agenda.document.marks import CarriedMark, CopyMark, digest
from sync.agenda.document.notebook import Link
from sync.agenda.document.sections import Outline, Section


class Origins:
    """The items of a document's sections and what the marks say of them; sections are read once."""

    def __init__(self, outline: Outline, reading: Reading) -> None:
        self.outline = outline
        self._reading = reading
        self._items: dict[Section, tuple[Item, ...]] = {}
        self._origins: dict[Item, str] = {}

    def items(self, section: Section) -> tuple[Item, ...]:
        """The items of a section, in order."""
        if section not in self._items:
            self._items[section] = items_of(
                self.outline.lines(section),
                self._reading,
                self.outline.copies(section.tab_id),
            )
            self._name(section)
        return self._items[section]

    def origin(self, section: Section, item: Item) -> str:
        """The item's origin: that of its marks, else the recomputed one."""
        self.items(section)
        return self._origins[item]

    def copy_mark(self, section: Section, item: Item) -> CopyMark | None:
        """The mark that makes a line a copy."""
        marks = self._marks(section, item)
        return next((mark for mark in marks if isinstance(mark, CopyMark)), None)

    def since(self, section: Section, item: Item) -> date | None:
        """The day an item began: its copy mark's, the one its label leads to, that of other copies
        of its origin (it may have been dragged here), that of an equal one which people copied here
        by hand, or its section's.
        """
        mark = self.copy_mark(section, item)
        if mark is not None:
            return mark.since
        if item.label is not None:
            for other in self.outline.sections:
                if other.heading.paragraph.heading_id == item.label[1] and other.date is not None:
                    return other.date
        known = self._days.get(self.origin(section, item))
        return known or self._began_before(section, item) or section.date

    def _began_before(self, section: Section, item: Item) -> date | None:
        """The day on which an equal item began that was recorded as standing in this section."""
        if section.mark is None or section.instant is None:
            return None
        days = [
            self.since(earlier, one)
            for earlier in self._recording.get(section.mark.instant, ())
            if earlier.instant is not None and earlier.instant < section.instant
            for one in self.items(earlier)
            if one.text == item.text and self._is_recorded(earlier, one, section.mark.instant)
        ]
        return min((day for day in days if day is not None), default=None)

    def began(self, item: Item, since: date) -> Link | None:
        """The heading of the section where an item began, as its label says or by the day."""
        if item.label is not None and item.label[1] in self.outline.notebook.headings:
            return item.label
        for section in self.outline.sections:
            heading = section.heading.paragraph.heading_id
            if section.date == since and heading is not None:
                return ("heading", heading, section.tab_id)
        return None

    def marked(self, section: Section, item: Item) -> bool:
        """A mark of the job stands on its line that names its origin."""
        return any(_origins_of(self._marks(section, item)))

    def may_be_another(self, section: Section, item: Item) -> bool:
        """Nothing is lost where a record says that its line is of another origin.

        Not so where marks of other sections name its own; a copy mark counts before all records.
        """
        if self.copy_mark(section, item) is not None:
            return True
        origin = self.origin(section, item)
        others = (other for other in self.outline.sections if other is not section)
        return not any(origin in self.claims(other) for other in others)

    def copies(self, section: Section) -> tuple[CopyMark, ...]:
        """The marks of the copies that stand in a section."""
        return self._copies.get(section, ())

    def claims(self, section: Section) -> frozenset[str]:
        """The origins that the marks of a section's lines name."""
        return self._claims.get(section, frozenset())

    def named(self, section: Section) -> frozenset[str]:
        """The origins of a section's items, and those that the marks of its lines name."""
        return self.claims(section).union(
            self.origin(section, item) for item in self.items(section)
        )

    def bears_mark(self, section: Section) -> bool:
        """A mark of the job stands in it."""
        return section in self._by_section

    def went(self, section: Section, item: Item, instant: datetime) -> bool:
        """Its own line bears a record for this meeting, whose section stands, of any origin."""
        return instant in self.outline.made and self._is_recorded(section, item, instant)

    def recorded(self, origin: str, instant: datetime) -> bool:
        """A record of it for this meeting, whose section stands."""
        return instant in self._records.get(origin, ())

    def carried_on(self, origin: str, section: Section) -> bool:
        """A record of it for a meeting whose section stands and is later than this one."""
        instants = self._records.get(origin, ())
        return any(
            other.mark is not None
            and other.mark.instant in instants
            and other.instant is not None
            and (section.instant is None or other.instant > section.instant)
            for other in self.outline.sections
        )

    def untouched(self, section: Section, item: Item) -> bool:
        """A copy that is as the job wrote it: nobody has typed, ticked, moved or nested here."""
        mark = self.copy_mark(section, item)
        paragraph = item.line.paragraph
        if mark is None or item.state != "open" or paragraph.pending:
            return False
        if paragraph.kind != ("disc" if item.bullet else "check"):
            return False
        if item.depth != mark.level or item.written() != mark.written:
            return False
        return all(
            self.untouched(section, other) for other in self.items(section) if other.parent is item
        )

    def done(self, section: Section, item: Item, past: Sequence[Section]) -> bool:
        """It is done, or it is an untouched copy of lines that are, along the whole chain.

        `past` are the sections to look for originals in, the latest first.
        """
        if item.state == "done":
            return True
        if not self.untouched(section, item):
            return False
        lines = self._lines_before(section, item, past)
        if not lines:  # the last one may have left the window: its box still counts
            lines = self._lines_beyond(section, item, past)
            return bool(lines) and all(line.state == "done" for _, line in lines)
        return all(self.done(*line, past) for line in lines)

    def original(
        self, section: Section, item: Item, past: Sequence[Section]
    ) -> tuple[Section, Item] | None:
        """The latest line that an item was copied from, with the section that it stands in.

        Of several in one section it is the first that is not done: that one is carried.
        """
        lines = self._lines_before(section, item, past)
        open_ones = (line for line in lines if not self.done(*line, past))
        return next(open_ones, lines[0] if lines else None)

    def _lines_before(
        self, section: Section, item: Item, past: Sequence[Section], *, words: bool = True
    ) -> list[tuple[Section, Item]]:
        """All lines that an item was copied from, in the latest earlier section that has any.

        They bear the record for its meeting: an older line of the same origin was overtaken since,
        and a newer one has overtaken them.
        Only where there is none, a line that lost its marks is known by its words (`words`).
        """
        if section.instant is None:
            return []
        groups: dict[datetime, list[tuple[Section, Item]]] = {}  # two of one day are one group
        for earlier in past:
            if earlier.instant is not None and earlier.instant < section.instant:
                lines = ((earlier, one) for one in self.items(earlier))
                groups.setdefault(earlier.instant, []).extend(lines)
        newer: list[tuple[Section, Item]] = []
        for group in groups.values():
            found = self._recorded_for(section, item, group)
            if found:
                return self._as_worked_on(newer or found)
            newer = newer or self._named(section, item, group)
        for group in groups.values() if words else ():
            found = self._read_alike(section, item, group)
            if found:
                return self._as_worked_on(found)
        return []

    def _as_worked_on(self, lines: Sequence[tuple[Section, Item]]) -> list[tuple[Section, Item]]:
        """Lines of one origin, the one first that people worked on last.

        That is the copy where it stands together with its original, if not nested under that.
        """
        items = {item for _, item in lines}

        def is_later(line: tuple[Section, Item]) -> bool:
            above = line[1].parent
            while above is not None and above not in items:
                above = above.parent
            return self.copy_mark(*line) is not None and above is None

        return sorted(lines, key=lambda line: not is_later(line))

    def _recorded_for(
        self, section: Section, item: Item, lines: Sequence[tuple[Section, Item]]
    ) -> list[tuple[Section, Item]]:
        """Those of its origin that bear the record for its meeting; all where it has none."""
        mark = section.mark
        return [
            line
            for line in self._named(section, item, lines)
            if mark is None or self._is_recorded(*line, mark.instant)
        ]

    def _named(
        self, section: Section, item: Item, lines: Sequence[tuple[Section, Item]]
    ) -> list[tuple[Section, Item]]:
        """Those of the item's origin."""
        origin = self.origin(section, item)
        return [line for line in lines if self.origin(*line) == origin]

    def _read_alike(
        self, section: Section, item: Item, lines: Sequence[tuple[Section, Item]]
    ) -> list[tuple[Section, Item]]:
        """Those without marks that read as the copy did, if there is one for each such copy."""
        origin, words = self.origin(section, item), self._written(section, item)
        found = [
            line
            for line in lines
            if not self.marked(*line)
            and (self.origin(*line) == origin or line[1].written() == words)
        ]
        copies = [one for one in self.items(section) if self._written(section, one) == words]
        return found if len(found) >= len(copies) else []

    def _written(self, section: Section, item: Item) -> str | None:
        """The digest of what a copy held when it was written."""
        mark = self.copy_mark(section, item)
        return mark.written if mark is not None else None

    def _is_recorded(self, section: Section, item: Item, instant: datetime) -> bool:
        return any(
            isinstance(mark, CarriedMark) and mark.instant == instant
            for mark in self._marks(section, item)
        )

    def _lines_beyond(
        self, section: Section, item: Item, past: Sequence[Section]
    ) -> list[tuple[Section, Item]]:
        """The lines of its origin in the latest section before the window that has a mark of it.

        The marks of that one are kept when marks are tidied away (see `tidying.tidy`); what lost
        its marks can't be told there from what was tidied.
        """
        origin = self.origin(section, item)
        beyond = [
            (earlier.instant, number, earlier)
            for number, earlier in enumerate(self.outline.sections)
            if earlier.instant is not None
            and (section.instant is None or earlier.instant < section.instant)
            and earlier not in past
            and origin in self.claims(earlier)
        ]
        if not beyond:
            return []
        latest = max(beyond, key=lambda one: one[:2])[2]
        return self._lines_before(section, item, [latest], words=False)

    def _marks(self, section: Section, item: Item) -> tuple[object, ...]:
        return self.outline.on_line.get((section.tab_id, item.line.start), ())

    def _name(self, section: Section) -> None:
        """Give each item of a section its origin; no two lines without marks get the same.

        A line that went as one with an equal line bears records of two origins: the latest that
        counts says which it is of now.
        """
        taken = set(self.claims(section))
        for item in self._items[section]:
            marks = self._marks(section, item)
            known = [m.origin for m in marks if isinstance(m, CopyMark)]
            records = [m for m in marks if isinstance(m, CarriedMark)]
            records.sort(key=lambda m: (m.instant in self.outline.made, m.instant), reverse=True)
            known += [m.origin for m in records]
            if known:
                self._origins[item] = known[0]
                continue
            ordinal = item.ordinal
            while (origin := self._computed(section, item.text, ordinal)) in taken:
                ordinal += 1
            taken.add(origin)
            self._origins[item] = origin

    def _computed(self, section: Section, text: str, ordinal: int) -> str:
        return digest(self.outline.notebook.document_id, section.identity, text, str(ordinal))

    @cached_property
    def _by_section(self) -> Mapping[Section, Sequence[object]]:
        """The copy and record marks of each section."""
        found: dict[Section, list[object]] = {}
        for section in self.outline.sections:
            tab = self.outline.notebook.tab(section.tab_id)
            start, end = tab.starts[section.first], tab.starts[section.last]
            for one in self.outline.standing:
                if one.tab_id == section.tab_id and start <= one.line < end:
                    found.setdefault(section, []).append(one.meaning)
        return found

    @cached_property
    def _copies(self) -> Mapping[Section, tuple[CopyMark, ...]]:
        return {
            section: tuple(mark for mark in marks if isinstance(mark, CopyMark))
            for section, marks in self._by_section.items()
        }

    @cached_property
    def _days(self) -> Mapping[str, date]:
        """The day that the copies of an origin say that it began."""
        marks = [mark for marks in self._copies.values() for mark in marks]
        return {mark.origin: mark.since for mark in marks}

    @cached_property
    def _claims(self) -> Mapping[Section, frozenset[str]]:
        return {
            section: frozenset(_origins_of(marks)) for section, marks in self._by_section.items()
        }

    @cached_property
    def _recording(self) -> Mapping[datetime, Sequence[Section]]:
        """The sections that hold a record for a meeting."""
        found: dict[datetime, list[Section]] = {}
        for section, marks in self._by_section.items():
            for instant in {mark.instant for mark in marks if isinstance(mark, CarriedMark)}:
                found.setdefault(instant, []).append(section)
        return found

    @cached_property
    def _records(self) -> Mapping[str, frozenset[datetime]]:
        found: dict[str, set[datetime]] = {}
        for one in self.outline.standing:
            mark = one.meaning
            if isinstance(mark, CarriedMark) and mark.instant in self.outline.made:
                found.setdefault(mark.origin, set()).add(mark.instant)
        return {origin: frozenset(instants) for origin, instants in found.items()}


def _origins_of(marks: Iterable[object]) -> Iterable[str]:
    for mark in marks:
        if isinstance(mark, CopyMark | CarriedMark):
            yield mark.origin
