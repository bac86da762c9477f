"""events.list and events.instances: which events of a calendar a question finds.

It reads the question, puts what is found in order and into pages. A sync token finds what has
changed since it was given.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta, tzinfo

from sync.emulator.calendar import times, view
from sync.emulator.calendar.access import calendar_of, find, role_of, sees
from sync.emulator.calendar.questions import Question, fits, items_of, occurrences_of
from sync.emulator.calendar.recurrence import Slot
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
        for series in world.events.naming(world.users.addresses_of(calendar.id))
        if sees(world, call.caller, series)
        for item in items_of(world, series, calendar, question)
        if fits(world, item, calendar, call.query, question)
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
        for each in occurrences_of(world, series, calendar, question)
        if question.deleted or not view.is_cancelled(series, each, calendar.id)
    ]
    if "originalStart" in call.query:
        wanted = times.bound(call.query["originalStart"], "originalStart")
        found = [item for item in found if times.instant(item[1].start, question.viewer) == wanted]
    listed: list[tuple[Series, Slot | None]] = list(found)
    return _answer(world, call, calendar, listed, question)


def _question(world: World, call: Call, calendar: Calendar) -> Question:
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
    return Question(
        low=low,
        high=high,
        viewer=times.zone(query.get("timeZone", calendar.zone)),
        deleted=query.get("showDeleted", False) or bool(since),
        single=query.get("singleEvents", False),
        types=frozenset(query.get("eventTypes", ())),
        since=since,
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
    question: Question,
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
    if role == "freeBusyReader":
        answer["items"] = list(map(view.busy_only, answer["items"]))
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
