"""Calendar answers made in a test, in the shapes that Google gives them."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from sync.agenda.calendar.judge import verdicts
from sync.agenda.calendar.meetings import LeftOut, Verdict
from sync.agenda.calendar.pairs import Pair, pairs
from sync.agenda.calendar.rules import Rules

Json = dict[str, Any]

ME = "mia@example.com"
KIM = "kim@example.com"
NOW = datetime(2025, 3, 11, 8, tzinfo=UTC)
MONDAY = datetime(2025, 3, 10, 16, tzinfo=UTC)
"""The first meeting of most tests: the 10th, 17:00 in Berlin."""

WEEK = timedelta(days=7)


def zones(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def me(email: str = ME, response: str = "accepted") -> Json:
    return {"email": email, "self": True, "responseStatus": response}


def guest(email: str = KIM, response: str = "accepted", **more: object) -> Json:
    return {"email": email, "responseStatus": response, **more}


def room(email: str = "c_18@resource.calendar.google.com") -> Json:
    return {"email": email, "resource": True, "responseStatus": "accepted"}


def moment(at: datetime, zone: str = "Europe/Berlin") -> Json:
    return {"dateTime": at.astimezone(ZoneInfo(zone)).isoformat(), "timeZone": zone}


def single(
    at: datetime = MONDAY, *, event_id: str = "one", zone: str = "Europe/Berlin", **more: object
) -> Json:
    """A meeting that does not recur, of Mia and Kim, half an hour long."""
    return {
        "id": event_id,
        "status": "confirmed",
        "eventType": "default",
        "summary": "Kim / Mia",
        "iCalUID": f"{event_id}@google.com",
        "start": moment(at, zone),
        "end": moment(at + timedelta(minutes=30), zone),
        "organizer": {"email": ME, "self": True},
        "attendees": [me(), guest()],
        **more,
    }


def occurrence(
    at: datetime = MONDAY,
    *,
    series: str = "weekly",
    moved_to: datetime | None = None,
    zone: str = "Europe/Berlin",
    **more: object,
) -> Json:
    """An occurrence of a series; `at` is its original start, whatever it was moved to."""
    base = series.partition("_R")[0]
    return {
        **single(moved_to or at, event_id=f"{base}_{at.astimezone(UTC):%Y%m%dT%H%M%SZ}", zone=zone),
        "iCalUID": f"{series}@google.com",
        "recurringEventId": series,
        "originalStartTime": moment(at, zone),
        **more,
    }


def stub(at: datetime = MONDAY, *, series: str = "weekly") -> Json:
    """All that a cancelled occurrence guarantees."""
    base = series.partition("_R")[0]
    return {
        "id": f"{base}_{at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        "status": "cancelled",
        "recurringEventId": series,
        "originalStartTime": {"dateTime": at.isoformat()},
    }


def weekly(
    count: int, *, first: datetime = MONDAY, gap: timedelta = WEEK, **more: Any
) -> list[Json]:
    return [occurrence(first + gap * number, **more) for number in range(count)]


def away(start: datetime, end: datetime, **more: object) -> Json:
    return {
        "id": "away",
        "eventType": "outOfOffice",
        "start": moment(start),
        "end": moment(end),
        **more,
    }


def answer(items: Iterable[object], *, zone: str = "Europe/Berlin") -> Json:
    return {"kind": "calendar#events", "timeZone": zone, "items": list(items)}


def judged(items: Iterable[object], rules: Rules | None = None) -> tuple[Verdict, ...]:
    return verdicts(answer(items), rules=rules or Rules(), zones=zones)


def pairs_of(
    items: Iterable[object], rules: Rules | None = None, now: datetime = NOW
) -> tuple[Pair, ...]:
    found = rules or Rules()
    return pairs(judged(items, found), rules=found, now=now)


def only(items: Iterable[object], rules: Rules | None = None, now: datetime = NOW) -> Pair:
    """The one pair of some events."""
    (pair,) = pairs_of(items, rules, now)
    return pair


def coming(pair: Pair) -> dict[str, datetime | None]:
    """When the next meeting of each thread is."""
    return {one.template: one.next.starts if one.next else None for one in pair.threads}


def told(verdict: Verdict) -> str:
    """A verdict as one word: the reason's value, or `counts` or `single`."""
    if isinstance(verdict, LeftOut):
        return verdict.reason.value
    return type(verdict).__name__.lower()


def with_guests(item: Mapping[str, Any], *guests: Json) -> Json:
    """A recorded event with two people in it: the recordings have no attendees."""
    return {**item, "attendees": [me(), *(guests or (guest(),))]}


def expanded(items: Iterable[Json], *, until: datetime) -> list[Json]:
    """Recorded masters and exceptions as `singleEvents=true` lists them: the occurrences of each
    master before `until`, with the recorded exceptions in their place, and no master."""
    recorded = list(items)
    exceptions = {one["id"]: one for one in recorded if "recurrence" not in one}
    found = dict(exceptions)
    for master in recorded:
        for rule in master.get("recurrence", ()):
            for one in _instances(master, rule, until=until):
                found.setdefault(one["id"], one)
    return list(found.values())


def _instances(master: Json, rule: str, *, until: datetime) -> Iterable[Json]:
    zone = ZoneInfo(master["start"]["timeZone"])
    first = datetime.fromisoformat(master["start"]["dateTime"]).astimezone(zone)
    length = datetime.fromisoformat(master["end"]["dateTime"]) - first
    for start in rrulestr(rule, dtstart=first):
        if start.astimezone(UTC) >= until:
            return
        base = master["id"].partition("_R")[0]
        value = {"dateTime": start.isoformat(), "timeZone": zone.key}
        yield {
            **{key: value for key, value in master.items() if key != "recurrence"},
            "id": f"{base}_{start.astimezone(UTC):%Y%m%dT%H%M%SZ}",
            "recurringEventId": master["id"],
            "originalStartTime": value,
            "start": value,
            "end": {"dateTime": (start + length).isoformat(), "timeZone": zone.key},
        }
