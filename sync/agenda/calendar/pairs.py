"""Gathers the verdicts into pairs: two people, whatever series, alias or organizer.

A pair knows its threads, what of it is called off, and whether it may get a document if none is
found. Whether one is found, and what it says, is not known here.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import Enum

from sync.agenda.calendar.gone import Cancelled, Split, splits_of
from sync.agenda.calendar.guests import People
from sync.agenda.calendar.meetings import Counts, LeftOut, Meeting, Reason, Single, Verdict
from sync.agenda.calendar.people import PUBLIC_MAIL_DOMAINS, Person, domain_of
from sync.agenda.calendar.rules import NewPairs, PersonRule, Rules
from sync.agenda.calendar.threads import Templates, Thread


class NewReason(Enum):
    """Why a pair without a document may get one, or may not."""

    NAMED = "named"
    OWN_DOMAIN = "own-domain"
    ALL = "all"
    ONLY_SINGLE = "only-single"
    ASK = "ask"
    OTHER_DOMAIN = "other-domain"
    PUBLIC_MAIL = "public-mail"

    @property
    def allowed(self) -> bool:
        """Whether a document may be made."""
        return self in {NewReason.NAMED, NewReason.OWN_DOMAIN, NewReason.ALL}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two people and their meetings of the window.

    `meetings` are those that are held, `off` those that somebody declined or is away from; both
    sorted by start. `only_single`: the pair has no series, so its meetings count only where a
    document of the pair is known already, by its mark or its name in the configuration; a file
    that happens to be attached to a single meeting is none. `cancelled` names the occurrences that
    are not held; a cancelled one shows no guests, so those of series that nobody is known to be in
    are among them. `paused_until` is set while the pair is to be left alone.
    """

    key: str
    me: Person
    other: Person
    meetings: tuple[Meeting, ...]
    off: tuple[Meeting, ...]
    threads: tuple[Thread, ...]
    cancelled: tuple[Cancelled, ...]
    splits: tuple[Split, ...]
    only_single: bool
    new_reason: NewReason
    paused_until: date | None

    @property
    def new_allowed(self) -> bool:
        """Whether a document may be made for the pair where none is found."""
        return self.new_reason.allowed

    def why_gone(self, series: str, key: datetime) -> Reason | None:
        """Why an occurrence is proven not to be held, or None: mere absence proves nothing."""
        for one in self.cancelled:
            if (one.series, one.key) == (series, key):
                return one.why
        gone = any(split.series == series and split.drops(key) for split in self.splits)
        held = any((one.series, one.key) == (series, key) for one in self.meetings)
        return Reason.CANCELLED if gone and not held else None


def pairs(verdicts: Iterable[Verdict], *, rules: Rules, now: datetime) -> tuple[Pair, ...]:
    """The pairs of the window, sorted by the other person's address.

    A pair all of whose meetings are called off is one too: its threads are then empty.
    """
    found = tuple(verdicts)
    held: dict[str, list[Counts | Single]] = defaultdict(list)
    off: dict[str, list[tuple[Meeting, Reason]]] = defaultdict(list)
    for one in found:
        if not isinstance(one, LeftOut):
            held[one.meeting.pair].append(one)
        elif one.meeting is not None:
            off[one.meeting.pair].append((one.meeting, one.reason))
    series = _Series(found)
    people, templates = People(rules), Templates(rules)
    made = [
        _pair(key, held[key], off[key], _Run(rules, people, templates, series, now))
        for key in {**held, **off}
    ]
    return tuple(sorted(made, key=lambda pair: (pair.other.email, pair.key)))


class _Series:
    """What is known of series: whose they are, what of them is cancelled."""

    def __init__(self, found: Iterable[Verdict]) -> None:
        self.owners: dict[str, set[str]] = defaultdict(set)
        self.seen: set[str] = set()
        self.stubs: list[Cancelled] = []
        for one in found:
            event = one.event
            if one.meeting is not None:
                self.owners[event.series].add(one.meeting.pair)
            if isinstance(one, LeftOut) and one.reason is Reason.CANCELLED:
                if event.key is not None:
                    self.stubs.append(Cancelled(event.series, event.key, Reason.CANCELLED))
            else:
                self.seen.add(event.series)

    def cancelled(self, pair: str) -> list[Cancelled]:
        """The cancelled occurrences that are, or may be, of this pair."""
        return [
            one
            for one in self.stubs
            if pair in self.owners[one.series] or one.series not in self.seen
        ]


@dataclass(frozen=True, slots=True)
class _Run:
    rules: Rules
    people: People
    templates: Templates
    series: _Series
    now: datetime


def _pair(
    key: str,
    held: Sequence[Counts | Single],
    off: Sequence[tuple[Meeting, Reason]],
    run: _Run,
) -> Pair:
    meetings = sorted((one.meeting for one in held), key=lambda one: one.order)
    away = sorted((one for one, _ in off), key=lambda one: one.order)
    everything = sorted((*meetings, *away), key=lambda one: one.order)
    me, other = _person([one.me for one in everything]), _person([one.other for one in everything])
    person = run.people.rule_for(other.email)
    cancelled = {
        *run.series.cancelled(key),
        *(Cancelled(one.series, one.key, why) for one, why in off),
    }
    only_single = not any(one.recurring for one in everything)
    return Pair(
        key=key,
        me=me,
        other=other,
        meetings=tuple(meetings),
        off=tuple(away),
        threads=run.templates.threads(
            meetings, keys=_keys(everything, cancelled), person=person, now=run.now
        ),
        cancelled=tuple(sorted(cancelled, key=lambda one: (one.key, one.series, one.why.value))),
        splits=splits_of(everything),
        only_single=only_single,
        new_reason=_new(me, other, person, rules=run.rules, only_single=only_single),
        paused_until=_paused(person, everything[0].start.tzinfo, run),
    )


def _person(lines: Sequence[Person]) -> Person:
    """One person of many meetings: the name is the one that the latest meeting shows."""
    name = next((one.name for one in reversed(lines) if one.name), "")
    return Person(lines[0].email, name)


def _keys(
    meetings: Iterable[Meeting], cancelled: Iterable[Cancelled]
) -> dict[str, tuple[datetime, ...]]:
    """The original starts of each series of the pair, held or not."""
    keys: dict[str, set[datetime]] = defaultdict(set)
    for one in meetings:
        if one.recurring:
            keys[one.series].add(one.key)
    for stub in cancelled:
        if stub.series in keys:
            keys[stub.series].add(stub.key)
    return {series: tuple(sorted(starts)) for series, starts in sorted(keys.items())}


def _new(
    me: Person, other: Person, person: PersonRule | None, *, rules: Rules, only_single: bool
) -> NewReason:
    if only_single:
        return NewReason.ONLY_SINGLE
    if person is not None:
        return NewReason.NAMED
    match rules.new:
        case NewPairs.ALL:
            return NewReason.ALL
        case NewPairs.ASK:
            return NewReason.ASK
        case NewPairs.OWN_DOMAIN:
            domain = domain_of(other.email)
            if domain in PUBLIC_MAIL_DOMAINS:
                return NewReason.PUBLIC_MAIL
            own = bool(domain) and domain == domain_of(me.email)
            return NewReason.OWN_DOMAIN if own else NewReason.OTHER_DOMAIN


def _paused(person: PersonRule | None, zone: tzinfo | None, run: _Run) -> date | None:
    """The day until which the pair is left alone, by its own pause or by that of all."""
    days = [person.paused_until if person else None, run.rules.paused_until]
    until = max((day for day in days if day is not None), default=None)
    return until if until is not None and run.now.astimezone(zone).date() < until else None
