"""events.list and events.instances: which events of a calendar a question finds.

timeMin bounds the end and timeMax the start, both exclusive. Cancelled ones come with showDeleted
only. A sync token finds what has changed since it was given.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from sync.emulator.calendar import times, view
from sync.emulator.calendar.access import calendar_of, find, role_of, sees
from sync.emulator.calendar.recurrence import Slot, slot_at, slots
from sync.emulator.pages import page
from sync.emulator.refusals import reasoned
from sync.emulator.state import Calendar, Series
from sync.emulator.wire import Call, Json, WireError
from sync.emulator.world import World, micros, timestamp

_NOT_WITH_SYNC = (
    "iCalUID",
    "orderBy",
    "privateExtendedProperty",
    "q",
    "sharedExtendedProperty",
    "timeMin",
    "timeMax",
    "updatedMin",
)
_SYNC_LIFE = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    low: datetime | None
    high: datetime | None
    viewer: tzinfo
    deleted: bool
    single: bool
    types: frozenset[str]
    since: int


def list_events(world: World, call: Call) -> Json:
    """calendar.events.list."""
    calendar = calendar_of(world, call)
    question = _question(world, call, calendar)
    if call.query.get("orderBy") == "startTime" and not question.single:
        raise reasoned(
            400, "badRequest", "The requested ordering is not available for the particular query."
        )
    found = [
        item
        for series in world.state.series.values()
        if sees(world, call.caller, series)
        for item in _items(world, series, calendar, question)
        if _fits(world, item, calendar, call.query, question)
    ]
    _sort(world, found, call.query.get("orderBy"), question.viewer)
    return _answer(world, call, calendar, found, question)


def list_instances(world: World, call: Call) -> Json:
    """calendar.events.instances."""
    calendar = calendar_of(world, call)
    question = _question(world, call, calendar)
    series, slot = find(world, call.caller, calendar, call.path["eventId"])
    if slot is not None or not series.fields.get("recurrence"):
        raise reasoned(400, "invalid", "Invalid Value", location=("parameter", "eventId"))
    found = [
        (series, each)
        for each in _occurrences(world, series, calendar, question)
        if question.deleted or not view.is_cancelled(series, each, calendar.id)
    ]
    if "originalStart" in call.query:
        wanted = times.bound(call.query["originalStart"], "originalStart")
        found = [item for item in found if times.instant(item[1].start, question.viewer) == wanted]
    listed: list[tuple[Series, Slot | None]] = list(found)
    return _answer(world, call, calendar, listed, question)


def _question(world: World, call: Call, calendar: Calendar) -> _Question:
    query = call.query
    low = times.bound(query["timeMin"], "timeMin") if "timeMin" in query else None
    high = times.bound(query["timeMax"], "timeMax") if "timeMax" in query else None
    if low is not None and high is not None and low >= high:
        raise reasoned(
            400,
            "timeRangeEmpty",
            "The specified time range is empty.",
            domain="calendar",
            location=("parameter", "timeMax"),
        )
    since = 0
    if "syncToken" in query:
        if any(name in query for name in _NOT_WITH_SYNC):
            raise reasoned(400, "badRequest", "Sync token cannot be used with query restrictions.")
        since = _read_sync(world, query["syncToken"])
    if "updatedMin" in query:
        since = micros(times.bound(query["updatedMin"], "updatedMin"))
    return _Question(
        low=low,
        high=high,
        viewer=times.zone(query.get("timeZone", calendar.zone)),
        deleted=query.get("showDeleted", False) or bool(since),
        single=query.get("singleEvents", False),
        types=frozenset(query.get("eventTypes", ())),
        since=since,
    )


def _items(
    world: World, series: Series, calendar: Calendar, question: _Question
) -> Iterator[tuple[Series, Slot | None]]:
    if not series.fields.get("recurrence"):
        if view.is_on(world, series, calendar.id):
            yield series, None
        return
    if question.single:
        for slot in _occurrences(world, series, calendar, question):
            yield series, slot
        return
    if view.is_on(world, series, calendar.id):
        yield series, None
        if series.deleted:
            return
    for key in sorted(series.occurrences):
        exception = slot_at(series.fields, key)
        if exception is not None and view.is_on(world, series, calendar.id, exception):
            yield series, exception


def _occurrences(
    world: World, series: Series, calendar: Calendar, question: _Question
) -> Iterator[Slot]:
    """All that could lie in the window: those of the rules, and moved ones from elsewhere."""
    start = times.instant(times.read(series.fields["start"]), question.viewer)
    length = times.instant(times.read(series.fields["end"]), question.viewer) - start
    low = question.low - length if question.low is not None else None
    # a series without an end would never be through: a year is what is looked ahead at most
    high = question.high or max(question.low or start, _moment(world)) + timedelta(days=366)
    seen: set[str] = set()
    everywhere = view.is_on(world, series, calendar.id)
    if everywhere or series.occurrences:
        for slot in slots(series.fields, low, high):
            seen.add(slot.key)
            changed = slot.key in series.occurrences
            if view.is_on(world, series, calendar.id, slot) if changed else everywhere:
                yield slot
    for key in series.occurrences:
        if key not in seen:
            moved = slot_at(series.fields, key)
            if moved is not None and view.is_on(world, series, calendar.id, moved):
                yield moved


def _moment(world: World) -> datetime:
    return datetime.fromtimestamp(world.now / 1_000_000, tz=UTC)


def _fits(
    world: World,
    item: tuple[Series, Slot | None],
    calendar: Calendar,
    query: Any,
    question: _Question,
) -> bool:
    series, slot = item
    fields = view.fields_of(world, series, slot)
    if view.is_cancelled(series, slot, calendar.id) and not _shown_deleted(slot, question):
        return False
    if question.types and fields.get("eventType", "default") not in question.types:
        return False
    copy = series.copies.get(calendar.id)
    if question.since and max(series.updated, copy.updated if copy else 0) <= question.since:
        return False
    if not _in_window(series, slot, fields, question):
        return False
    if "iCalUID" in query and fields.get("iCalUID", f"{series.id}@google.com") != query["iCalUID"]:
        return False
    if "q" in query and not _mentions(fields, query["q"]):
        return False
    shared = fields.get("extendedProperties", {}).get("shared", {})
    private = dict(copy.private) if copy is not None else {}
    if slot is not None and slot.key in series.occurrences:
        private |= series.occurrences[slot.key].private.get(calendar.id, {})
    return _has(private, query.get("privateExtendedProperty", ())) and _has(
        shared, query.get("sharedExtendedProperty", ())
    )


def _shown_deleted(slot: Slot | None, question: _Question) -> bool:
    return question.deleted or (slot is not None and not question.single)


def _in_window(series: Series, slot: Slot | None, fields: Json, question: _Question) -> bool:
    start = times.instant(times.read(fields["start"]), question.viewer)
    end = times.instant(times.read(fields["end"]), question.viewer)
    if slot is None and series.fields.get("recurrence"):
        # a series lies in the window when any of its occurrences does
        length = end - start
        low = question.low - length if question.low is not None else None
        first = next(slots(fields, low, question.high), None)
        if first is None:
            return False
        start = times.instant(first.start, question.viewer)
        end = start + length if low is None else (question.low or end) + timedelta(seconds=1)
    if question.low is not None and end <= question.low:
        return False
    return question.high is None or start < question.high


def _mentions(fields: Json, words: str) -> bool:
    guests = " ".join(
        f"{guest['email']} {guest.get('displayName', '')}" for guest in fields.get("attendees", [])
    )
    texts = [fields.get(name, "") for name in ("summary", "description", "location")]
    everything = " ".join([*texts, guests]).lower()
    return all(word in everything for word in words.lower().split())


def _has(properties: dict[str, str], wanted: Any) -> bool:
    return all(
        properties.get(constraint.partition("=")[0]) == constraint.partition("=")[2]
        for constraint in wanted
    )


def _sort(
    world: World,
    found: list[tuple[Series, Slot | None]],
    order: str | None,
    viewer: tzinfo,
) -> None:
    if order == "startTime":
        found.sort(
            key=lambda item: times.instant(
                times.read(view.fields_of(world, *item)["start"]), viewer
            )
        )
    elif order == "updated":
        found.sort(key=lambda item: item[0].updated)


def _answer(
    world: World,
    call: Call,
    calendar: Calendar,
    found: list[tuple[Series, Slot | None]],
    question: _Question,
) -> Json:
    size = min(call.query.get("maxResults", 250), 2500)
    items, token = page(world.settings, call, found, size=size)
    role = role_of(world, call.caller.user, calendar)
    updated = max((series.updated for series, _ in found), default=world.now)
    answer: Json = {
        "kind": "calendar#events",
        "etag": f'"p{updated:x}o"',
        "summary": calendar.title,
        "description": "",
        "updated": timestamp(updated),
        "timeZone": call.query.get("timeZone", calendar.zone),
        "accessRole": role,
        "defaultReminders": [{"method": "popup", "minutes": 10}] if role == "owner" else [],
    }
    if token is not None:
        answer["nextPageToken"] = token
    elif not {"orderBy", "q"} & call.query.keys():
        answer["nextSyncToken"] = _sync_token(world)
    answer["items"] = [
        view.show(
            world,
            series,
            slot,
            calendar,
            viewer=question.viewer,
            max_attendees=call.query.get("maxAttendees"),
        )
        for series, slot in items
    ]
    return answer


def _sync_token(world: World) -> str:
    return urlsafe_b64encode(f"sync {max(world.now, world.state.stamp)}".encode()).decode()


def _read_sync(world: World, token: str) -> int:
    try:
        word, _, since = urlsafe_b64decode(token).decode().partition(" ")
        given = int(since) if word == "sync" else None
    except ValueError:
        given = None
    if given is None:
        raise reasoned(400, "invalid", "Invalid Value")
    if world.now - given > _SYNC_LIFE // timedelta(microseconds=1):
        raise full_sync_required()
    return given


def full_sync_required() -> WireError:
    """The 410 that ends a sync token."""
    return reasoned(
        410,
        "fullSyncRequired",
        "Sync token is no longer valid, a full sync is required.",
        domain="calendar",
        location=("parameter", "syncToken"),
    )
