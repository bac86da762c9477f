"""Judges the events of the window: which are 1:1s of the calendar's owner, and why not the others.

Every event gets exactly one verdict, and the verdicts don't depend on the order of the events.
Which document a meeting leads to, and whether it is prepared now, is decided elsewhere.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from fnmatch import fnmatchcase

from sync.agenda.calendar.events import Event, Zones, parse_events
from sync.agenda.calendar.guests import Nobody, People, Two
from sync.agenda.calendar.meetings import Counts, LeftOut, Meeting, Reason, Single, Verdict
from sync.agenda.calendar.people import Identities, Person, domain_of, is_group_address
from sync.agenda.calendar.rules import Rules
from sync.agenda.calendar.titles import TitlePatterns

_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
Span = tuple[datetime, datetime]


def verdicts(answer: object, *, rules: Rules, zones: Zones) -> tuple[Verdict, ...]:
    """One verdict for each event of an events.list answer, in the order of their starts.

    The answer must be of `singleEvents=true` and hold deleted and out-of-office events; zones are
    opened by `zones`.
    """
    events = sorted(parse_events(answer, zones), key=_order)
    judge = _Judge(rules, away=_away(events))
    copies = _copies(events)
    first = [
        LeftOut(event, Reason.DUPLICATE, {}) if copy else judge.verdict(event)
        for event, copy in zip(events, copies, strict=True)
    ]
    return tuple(_with_extras(_as_one_owner(first, People(rules).identities)))


class _Judge:
    """The rules, made ready once for a run."""

    __slots__ = ("_away", "_domains", "_exclude", "_include", "_people")

    def __init__(self, rules: Rules, *, away: Sequence[Span]) -> None:
        self._away = tuple(away)
        self._people = People(rules)
        self._exclude = TitlePatterns(rules.exclude)
        self._include = TitlePatterns(rules.include)
        self._domains = [one.strip().lower().removeprefix("@") for one in rules.domains]

    def verdict(self, event: Event) -> Verdict:
        """What an event is, from what it lacks to whether it is held."""
        if event.cancelled and event.event_id:
            return LeftOut(event, Reason.CANCELLED, {})
        start, end, key = event.start, event.end, event.key
        if not event.event_id or start is None or end is None or key is None:
            return LeftOut(event, Reason.UNREADABLE, {})
        if event.is_series:
            return LeftOut(event, Reason.SERIES, {})
        if event.kind != "default":
            return LeftOut(event, Reason.OTHER_KIND, {"kind": event.kind})
        if event.all_day:
            return LeftOut(event, Reason.ALL_DAY, {})
        two = self._people.two(event)
        if isinstance(two, Nobody):
            return LeftOut(event, two.reason, dict(two.facts))
        meeting = Meeting(
            event_id=event.event_id,
            series_id=event.series_id,
            series=event.series,
            key=key,
            start=start,
            end=end,
            zone=event.zone,
            title=event.title,
            me=two.me,
            other=two.other,
            attachments=event.attachments,
            private=event.private,
            recurring=event.recurring,
            organizer=event.organizer,
            i_organize=event.i_organize,
            may_modify=event.may_modify,
        )
        return self._of_pair(event, meeting, two)

    def _of_pair(self, event: Event, meeting: Meeting, two: Two) -> Verdict:
        """The verdict on an event of exactly two people."""
        person = {"person": two.other.email}
        counts = two.rule.counts if two.rule else None
        if counts is False:
            return LeftOut(event, Reason.PERSON_SKIPPED, person)
        if two.rule is None and not self._domain_fits(two.other.email):
            return LeftOut(event, Reason.OTHER_DOMAIN, person)
        pattern = self._exclude.match(event.title)
        if pattern is not None and not counts and self._include.match(event.title) is None:
            return LeftOut(event, Reason.TITLE_EXCLUDED, {**person, "pattern": pattern})
        if two.i_declined:
            return LeftOut(event, Reason.I_DECLINED, person, meeting)
        if two.they_declined:
            return LeftOut(event, Reason.THEY_DECLINED, person, meeting)
        if any(start <= meeting.starts and meeting.ends <= end for start, end in self._away):
            return LeftOut(event, Reason.OUT_OF_OFFICE, person, meeting)
        return Counts(event, meeting) if meeting.recurring else Single(event, meeting)

    def _domain_fits(self, address: str) -> bool:
        domain = domain_of(address)
        return not self._domains or any(fnmatchcase(domain, one) for one in self._domains)


def _away(events: Iterable[Event]) -> tuple[Span, ...]:
    """When one is out of office; entries that touch or overlap are one absence."""
    spans = sorted(
        (event.start.astimezone(UTC), event.end.astimezone(UTC))
        for event in events
        if event.kind == "outOfOffice" and not event.cancelled and event.start and event.end
    )
    joined: list[Span] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _copies(events: Sequence[Event]) -> list[bool]:
    """Which events are copies of one that is kept.

    The same occurrence may come twice: on two pages when it changed in between, or as an imported
    copy. What is held wins over what is cancelled, the series over a copy, then what was changed
    last: a meeting prepared in vain is put right by the next run, a section given away is not.
    """
    kept: set[tuple[object, ...]] = set()
    copies = [False] * len(events)
    ranked = sorted(range(len(events)), key=lambda index: _rank(events[index]))
    for index in ranked:
        event = events[index]
        names: set[tuple[object, ...]] = set()
        if event.event_id:
            names.add(("id", event.event_id))
            if event.key and not event.is_series:
                names.add(("occurrence", event.series, event.key))
                if event.ical_uid:
                    names.add(("uid", event.ical_uid, event.key))
        if names & kept:
            copies[index] = True
        else:
            kept |= names
    return copies


def _rank(event: Event) -> tuple[object, ...]:
    newest = tuple(-ord(character) for character in event.updated)
    return (event.cancelled, not event.recurring, not newest, newest, -event.sequence)


def _order(event: Event) -> tuple[object, ...]:
    start = event.start.astimezone(UTC) if event.start else event.key
    return (start or _LONG_AGO, event.event_id, repr(event))


def _as_one_owner(found: Sequence[Verdict], identities: Identities) -> list[Verdict]:
    """The calendar's owner as one person towards each other one, by whichever address invited.

    `self` says who it is: invited here by an alias and there by the main address, it is still one
    pair. Of several addresses the one counts under which the owner organizes, else the usual one.
    With a single address nothing changes: the other's job knows the pair by that, too.
    """
    organizing = {
        identities.primary(one.event.organizer)
        for one in found
        if one.event.i_organize and not is_group_address(one.event.organizer)
    }
    times = Counter(
        (one.meeting.other.email, one.meeting.me.email) for one in found if one.meeting is not None
    )
    first: dict[str, str] = {}
    for (other, me), _ in sorted(
        times.items(), key=lambda each: (each[0][1] not in organizing, -each[1], each[0])
    ):
        first.setdefault(other, me)
    return [_owned_by(first[one.meeting.other.email], one) if one.meeting else one for one in found]


def _owned_by(address: str, one: Verdict) -> Verdict:
    if one.meeting is None or one.meeting.me.email == address:
        return one
    return replace(one, meeting=replace(one.meeting, me=Person(address, one.meeting.me.name)))


def _with_extras(found: Sequence[Verdict]) -> Iterator[Verdict]:
    """Single meetings of pairs that also have a series count as extra ones."""
    regular = {
        one.meeting.pair for one in found if one.meeting is not None and one.meeting.recurring
    }
    for one in found:
        if isinstance(one, Single) and one.meeting.pair in regular:
            yield Counts(one.event, one.meeting)
        else:
            yield one
