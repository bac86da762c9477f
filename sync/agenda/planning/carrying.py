"""Decides which open items go into a meeting's section, and says of every other why it stays.

It looks at the thread's latest section before the meeting and at those of the window; each origin,
and each equal text of different sections, goes once, in the latest section's wording. It writes
nothing: `plan` makes lines and records of what it returns.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum

from sync.agenda.document.items import Item
from sync.agenda.document.marks import CopyMark
from sync.agenda.document.notebook import Link
from sync.agenda.document.origins import Origins
from sync.agenda.document.sections import Section
from sync.agenda.planning.alike import DoneByHand, Standing


class Why(Enum):
    """Why an item stays where it is."""

    DONE = "done"
    DONE_LATER = "done in a later section"
    CARRIED = "carried before"
    THERE = "stands in the meeting's section already"
    LIMIT = "too many to carry"


@dataclass(frozen=True, slots=True, eq=False)
class Carried:
    """An item that goes: under which origin, since which day, and how deep it will stand.

    `began` links to the heading of the section where it began, if that stands.
    `sources` are the lines that get a record: its own, and those of equal items of other sections.
    """

    item: Item
    section: Section
    origin: str
    since: date
    began: Link | None = None
    sources: list[tuple[str, int]] = field(default_factory=list)
    depth: int = 0
    boxed: bool = False

    @property
    def bullet(self) -> bool:
        """It is written as a bullet; `boxed`: not where a bullet would be no item."""
        return self.item.bullet and not self.boxed


def trees(carried: Sequence[Carried]) -> list[list[Carried]]:
    """Carried items in the order in which they are written, each with what goes under it."""
    found: list[list[Carried]] = []
    for one in carried:
        if one.depth and found:
            found[-1].append(one)
        else:
            found.append([one])
    return found


@dataclass(frozen=True, slots=True)
class Left:
    """An item that stays, and why; `record`: its line gets a record of this origin all the same."""

    item: Item
    section: Section
    why: Why
    record: str | None = None


@dataclass(frozen=True, slots=True)
class Carry:
    """What goes, in the order in which it is written, and what stays."""

    carried: tuple[Carried, ...]
    left: tuple[Left, ...]
    unknown: int = 0
    """How many of the carried could not be told open from done."""

    @property
    def over(self) -> int:
        """How many would have been carried, where that is more than the limit; else 0."""
        return sum(1 for one in self.left if one.why is Why.LIMIT)


def carry(
    origins: Origins,
    recent: Sequence[Section],
    *,
    instant: datetime,
    target: Section | None,
    limit: int,
    given: Sequence[str] = (),
) -> Carry:
    """What goes into the section of the meeting of key `instant`.

    `recent` are the thread's sections before the meeting in the window, the latest first; `target`
    is the section that the meeting has already, `given` are the boxes that a template writes into
    a new one.
    """
    chooser = _Chooser(origins, recent, instant=instant, target=target, given=given)
    latest, earlier = looked_at(origins, recent)
    for section in latest:
        chooser.look_at(section, latest=True)
    for section in earlier:
        chooser.look_at(section, latest=False)
    return chooser.result(limit)


def looked_at(
    origins: Origins, recent: Sequence[Section]
) -> tuple[Sequence[Section], Sequence[Section]]:
    """The latest of the sections, and the others in which what was never carried is looked for.

    These are none older than the oldest that bears a mark of the job; a section of people's of that
    one's day is not older, for a day has no hour. In a document without marks it is the latest one
    alone that holds an item.
    """
    # Two of one day, or a tab that was duplicated: none is later than the other.
    latest = [section for section in recent if section.instant == recent[0].instant]
    earlier = recent[len(latest) :]
    bearing = [one for one in origins.outline.sections if one.instant and origins.bears_mark(one)]
    if bearing:
        oldest = min(bearing, key=lambda one: (one.instant, one.first))
        return latest, [section for section in earlier if not _is_older(section, oldest)]
    if any(origins.items(section) for section in latest):
        return latest, []
    first = next((section for section in earlier if origins.items(section)), None)
    return latest, [section for section in earlier if first and section.instant == first.instant]


def _is_older(section: Section, oldest: Section) -> bool:
    if section.instant is None or oldest.instant is None:
        return True
    same_day = section.mark is None and section.date is not None and section.date == oldest.date
    return section.instant < oldest.instant and not same_day


class _Chooser:
    """Goes over the sections, the latest first, and keeps what was chosen and what not."""

    def __init__(
        self,
        origins: Origins,
        past: Sequence[Section],
        *,
        instant: datetime,
        target: Section | None,
        given: Sequence[str],
    ) -> None:
        self._origins = origins
        self._past = past
        self._instant = instant
        self._target = target
        self._chosen: dict[str, Carried] = {}
        self._left: list[Left] = []
        self._there = Standing(origins, target, given)
        self._done = DoneByHand()

    def look_at(self, section: Section, *, latest: bool) -> None:
        """Choose among the items of a section; those of the latest may go to every meeting."""
        self._there.begin()
        self._done.begin(section.instant)
        if latest:
            copies = list(self._origins.copies(self._target)) if self._target else []
        else:
            copies = [
                copy
                for later in self._origins.outline.sections
                if later.instant and section.instant and later.instant > section.instant
                for copy in self._origins.copies(later)
            ]
        claims = self._origins.claims(section)
        loose = [copy for copy in copies if copy.origin not in claims]
        standing = {copy.origin for copy in copies} | self._claimed_later(section, latest=latest)
        free: list[Item] = []
        gone: set[str] = set()
        for item in self._origins.items(section):
            carried = self._carried(section, item, standing, loose, latest=latest)
            if carried is not None:
                self._there.take(item.text, carried)
                if not self._origins.marked(section, item):
                    gone.add(carried)
            if self._origins.done(section, item, self._past):
                self._left.append(Left(item, section, Why.DONE))
                if item.state == "done" and not self._origins.marked(section, item):
                    self._done.note(section.instant, item.text)
            elif carried is not None:
                self._left.append(Left(item, section, Why.CARRIED))
            elif self._done.find(item.text):
                self._left.append(Left(item, section, Why.DONE_LATER))
            else:
                free.append(item)
        equal = self._texts_of_others(section, gone)
        for item in free:
            self._choose(section, item, equal)

    def _claimed_later(self, section: Section, *, latest: bool) -> set[str]:
        """The origins of lines of later sections before the meeting, be they no copies.

        An item that stands in such a section as well is looked at there: people may have given an
        earlier date to the section that it was carried to.
        """
        return {
            origin
            for later in (() if latest else self._past)
            if later.instant and section.instant and later.instant > section.instant
            for origin in self._origins.named(later)
        }

    def result(self, limit: int) -> Carry:
        """What goes and what stays; nothing goes where it is more than the limit."""
        chosen = list(self._chosen.values())
        if len(chosen) > limit:
            over = [Left(one.item, one.section, Why.LIMIT) for one in chosen]
            return Carry((), (*self._left, *over))
        unknown = sum(1 for one in chosen if one.item.state == "unknown")
        return Carry(tuple(self._in_order(chosen)), tuple(self._left), unknown)

    def _carried(
        self,
        section: Section,
        item: Item,
        standing: set[str],
        loose: list[CopyMark],
        *,
        latest: bool,
    ) -> str | None:
        """The origin under which an item was carried before; None where it was not.

        That is its own, or that of a copy which reads as it does and whose line has lost its marks,
        but no other line of the section's is it of.
        """
        origin = self._origins.origin(section, item)
        if self._origins.went(section, item, self._instant):
            return origin
        if latest and self._origins.recorded(origin, self._instant):
            return origin
        if not latest and self._origins.carried_on(origin, section):
            return origin
        if self._origins.marked(section, item):
            return origin if origin in standing else None
        for copy in loose:
            if copy.origin == origin:
                loose.remove(copy)
                return origin
        others = self._origins.named(section)
        for copy in loose:
            if copy.origin not in others and copy.written == item.written():
                loose.remove(copy)
                return copy.origin
        return None

    def _texts_of_others(self, section: Section, gone: set[str]) -> dict[str, list[Carried]]:
        """What was chosen from other sections, by text: equal items of this one go with it.

        Not with what a line here went as that bears no mark (`gone`): the record of that origin, on
        another line, would make the two change places.
        """
        found: dict[str, list[Carried]] = {}
        for one in self._chosen.values():
            if one.section is not section and one.origin not in gone:
                found.setdefault(one.item.text, []).append(one)
        return found

    def _choose(self, section: Section, item: Item, equal: dict[str, list[Carried]]) -> None:
        origin = self._origins.origin(section, item)
        source = (section.tab_id, item.line.start)
        if origin in self._chosen:
            self._chosen[origin].sources.append(source)
            self._prefer_copy(section, item, origin)
            return
        may = self._origins.may_be_another(section, item)
        if may and equal.get(item.text):
            self._also_from(equal[item.text].pop(0), section, item, source)
        elif (equal_one := self._there.find(item.text, copies=may)) is not None:
            record = equal_one.origin or origin
            self._left.append(Left(item, section, Why.THERE, record=record))
        else:
            since = self._origins.since(section, item)
            if since is None:
                raise ValueError("a section that is carried from has a date")
            began = self._origins.began(item, since)
            one = Carried(item, section, origin, since, began, [source])
            self._chosen[origin] = one

    def _also_from(
        self, one: Carried, section: Section, item: Item, source: tuple[str, int]
    ) -> None:
        """An equal item of an older section goes with one that was chosen, and began it."""
        one.sources.append(source)
        since = self._origins.since(section, item)
        if since is not None and since < one.since:
            began = self._origins.began(item, since)
            self._chosen[one.origin] = replace(one, since=since, began=began)

    def _prefer_copy(self, section: Section, item: Item, origin: str) -> None:
        """Of two lines of one origin in one section the copy is what people last worked on."""
        one = self._chosen[origin]
        copied = self._origins.copy_mark(section, one.item) is not None
        above = item.parent
        while above is not None and above is not one.item:
            above = above.parent
        if above is not None:  # nested under its own original, which then stays what goes
            return
        if one.section is section and not copied and self._origins.copy_mark(section, item):
            self._chosen[origin] = replace(one, item=item)

    def _in_order(self, chosen: Sequence[Carried]) -> Iterator[Carried]:
        """Each item that is nested under no other that goes, and then what is nested under it."""
        above = {one.origin: self._parent(one) for one in chosen}
        children: dict[str | None, list[Carried]] = {}
        for one in chosen:
            children.setdefault(_top_if_round(one.origin, above), []).append(one)
        yield from _emit(children, None, 0)

    def _parent(self, one: Carried) -> str | None:
        """The origin of what goes in the place of the item that it is nested under."""
        if one.item.parent is None:
            return None
        origin = self._origins.origin(one.section, one.item.parent)
        parent = self._chosen.get(origin)
        stands = parent is not None and parent.section is one.section and origin != one.origin
        return origin if stands else None


def _top_if_round(origin: str, above: Mapping[str, str | None]) -> str | None:
    """What an item is nested under; nothing where that is nested under the item itself."""
    parent = place = above[origin]
    seen = {origin}
    while place is not None:
        if place in seen:
            return None
        seen.add(place)
        place = above[place]
    return parent


def _emit(
    children: Mapping[str | None, list[Carried]], parent: str | None, depth: int
) -> Iterator[Carried]:
    for one in children.get(parent, ()):
        yield replace(one, depth=depth)
        yield from _emit(children, one.origin, min(depth + 1, 8))


def records(carried: Iterable[Carried], left: Iterable[Left]) -> Iterator[tuple[str, int, str]]:
    """The lines that get a record: tab, start and origin."""
    for one in carried:
        for tab_id, start in one.sources:
            yield tab_id, start, one.origin
    for stayed in left:
        if stayed.record is not None:
            yield stayed.section.tab_id, stayed.item.line.start, stayed.record
