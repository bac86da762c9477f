"""Sorts a pair's meetings into threads, one for each template, and finds what to prepare next.

Which template: the person's, else the one whose patterns fit the title, else the monthly one for a
monthly series of a pair that also has a more frequent one, else the usual one. Of each thread only
the earliest meeting that has not ended is next, whatever series it is in.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sync.agenda.calendar.cadence import Cadence, cadence_of, gap_of
from sync.agenda.calendar.meetings import Meeting
from sync.agenda.calendar.rules import PersonRule, Rules
from sync.agenda.calendar.titles import TitlePatterns

_MONTHLY = timedelta(days=24)
_ROOM = timedelta(days=8)

Keys = Mapping[str, Sequence[datetime]]
"""The original starts of each series, those that are not held among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """The meetings of one pair under one template, sorted by start.

    `next` is what a run prepares, None where nothing is near enough. `cadence` is the usual gap.
    """

    template: str
    meetings: tuple[Meeting, ...]
    next: Meeting | None
    cadence: Cadence


@dataclass(frozen=True, slots=True)
class Course:
    """What a series is of by now, whatever it was: its `current` template, and all that go on.

    A template has ended where the series was of it first and is of others since: the event got
    another title, or the configuration another rule.
    """

    current: str
    going_on: frozenset[str]


def courses(threads: Iterable[Thread]) -> Mapping[str, Course]:
    """The course of each series, by what of it lies in the window."""
    found: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
    for thread in threads:
        for meeting in thread.meetings:
            found[meeting.series].append((meeting.starts, thread.template))
    return {series: _course([name for _, name in sorted(met)]) for series, met in found.items()}


def usual_of(threads: Sequence[Thread], usual: str) -> str:
    """The template of what a pair's people write themselves: the usual one, where it goes on, else
    the one that they meet under most.
    """
    going_on = {name for course in courses(threads).values() for name in course.going_on}
    if usual in going_on or not going_on:
        return usual
    often = {thread.template: len(thread.meetings) for thread in threads}
    return max(sorted(going_on), key=lambda name: often[name])


def _course(names: Sequence[str]) -> Course:
    again = {name for number, name in enumerate(names) if set(names[:number]) - {name}}
    return Course(names[-1], frozenset({names[-1], *again}))


class Templates:
    """The rules about templates, made ready once for a run."""

    __slots__ = ("_rules", "_titles")

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._titles = tuple((one.name, TitlePatterns(one.match)) for one in rules.templates)

    def threads(
        self, meetings: Iterable[Meeting], *, keys: Keys, person: PersonRule | None, now: datetime
    ) -> tuple[Thread, ...]:
        """The threads of one pair's meetings, the usual one first, then by name."""
        monthly = self._monthly(keys, now=now.astimezone(UTC))
        found: dict[str, list[Meeting]] = defaultdict(list)
        for meeting in sorted(meetings, key=lambda one: one.order):
            found[self._template(meeting, person=person, monthly=monthly)].append(meeting)
        usual = self._rules.usual_template
        return tuple(
            self._thread(name, found[name], keys=keys, now=now.astimezone(UTC))
            for name in sorted(found, key=lambda name: (name != usual, name))
        )

    def _template(
        self, meeting: Meeting, *, person: PersonRule | None, monthly: frozenset[str]
    ) -> str:
        if person is not None and person.template is not None:
            return person.template
        for name, titles in self._titles:
            if titles.match(meeting.title) is not None:
                return name
        if self._rules.monthly_template is not None and meeting.series in monthly:
            return self._rules.monthly_template
        return self._rules.usual_template

    def _thread(
        self, template: str, meetings: Sequence[Meeting], *, keys: Keys, now: datetime
    ) -> Thread:
        ahead = (
            one for one in meetings if one.ends > now and one.starts <= now + self._rules.lookahead
        )
        series = {one.series for one in meetings if one.recurring}
        return Thread(
            template=template,
            meetings=tuple(meetings),
            next=next(ahead, None),
            cadence=cadence_of(keys.get(one, ()) for one in sorted(series)),
        )

    def _monthly(self, keys: Keys, *, now: datetime) -> frozenset[str]:
        """The monthly series of a pair that also has a more frequent one."""
        return frozenset(
            series
            for series, starts in keys.items()
            if self._is_rare(starts, now=now)
            and any(
                _goes_beside(others, starts, now=now)
                for other, others in keys.items()
                if other != series
            )
        )

    def _is_rare(self, starts: Sequence[datetime], *, now: datetime) -> bool:
        """Whether a series is monthly or rarer, for certain.

        A lone occurrence at the window's edge may be the first of a new weekly series, or the last
        of one that has ended: those stay with the usual thread.
        """
        gap = gap_of(starts)
        if gap is not None:
            return gap >= _MONTHLY
        since, until = now - self._rules.lookback, now + self._rules.lookahead
        return bool(starts) and min(starts) - since >= _ROOM and until - max(starts) >= _ROOM


def _goes_beside(others: Sequence[datetime], starts: Sequence[datetime], *, now: datetime) -> bool:
    """Whether a series is more often than monthly and was not over when the monthly one met.

    A series that another organizer took over has ended: what follows it is no monthly talk.
    """
    gap = gap_of(others)
    return gap is not None and gap < _MONTHLY and max(others) >= min(now, max(starts))
