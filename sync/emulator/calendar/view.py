"""One event as one calendar shows it.

The organizer's and each guest's calendar hold copies of one event: who is `self`, which private
properties there are and who can be seen differs. This decides what a copy looks like, never who
may change it.
"""

import re
from base64 import urlsafe_b64encode
from datetime import datetime, tzinfo
from typing import Any

from sync.emulator.calendar import times
from sync.emulator.calendar.recurrence import Slot
from sync.emulator.state import Calendar, Copy, Occurrence, Series
from sync.emulator.wire import Json
from sync.emulator.world import World, moment, timestamp

SHARED_FIELDS = (
    "summary",
    "description",
    "location",
    "start",
    "end",
    "recurrence",
    "attendees",
    "attachments",
    "conferenceData",
    "guestsCanInviteOthers",
    "guestsCanModify",
    "guestsCanSeeOtherGuests",
    "anyoneCanAddSelf",
    "source",
    "outOfOfficeProperties",
    "focusTimeProperties",
    "workingLocationProperties",
    "birthdayProperties",
)
OWN_FIELDS = ("colorId", "transparency", "visibility", "reminders", "eventLabelId")
_SPLIT = re.compile(r"_R\d{8}(T\d{6})?\Z")
_PLAIN = ("summary", "description", "location")
_LATE = (
    "hangoutLink",
    "conferenceData",
    "anyoneCanAddSelf",
    "guestsCanInviteOthers",
    "guestsCanModify",
    "guestsCanSeeOtherGuests",
    "outOfOfficeProperties",
    "focusTimeProperties",
    "workingLocationProperties",
    "birthdayProperties",
    "source",
)


def fields_of(world: World, series: Series, slot: Slot | None) -> Json:
    """The shared fields of a series, or of one occurrence of it with what was changed there."""
    if slot is None:
        return series.fields
    fields = dict(series.fields)
    fields.pop("recurrence", None)
    fields["start"], fields["end"] = slot_times(series.fields, slot)
    changed = series.occurrences.get(slot.key)
    if changed is None:
        return fields
    if not world.unknowns.exceptions_get_series_attachments:
        fields["attachments"] = changed.attachments
    fields.update(changed.changes)
    if changed.responses:
        fields["attendees"] = [
            {**guest, "responseStatus": changed.responses[world.primary(guest["email"])]}
            if world.primary(guest["email"]) in changed.responses
            else guest
            for guest in fields.get("attendees", [])
        ]
    return fields


def slot_times(fields: Json, slot: Slot) -> tuple[Json, Json]:
    """Start and end of an occurrence as the rules make it."""
    start, end = times.read(fields["start"]), times.read(fields["end"])
    length = end - start
    if isinstance(slot.start, datetime):
        name = fields["start"]["timeZone"]
        end_name = fields["end"].get("timeZone", name)
        until = times.instant(slot.start, times.zone(name)) + length
        return times.timed(slot.start, name), times.timed(until, end_name)
    return {"date": slot.start.isoformat()}, {"date": (slot.start + length).isoformat()}


def is_on(world: World, series: Series, calendar_id: str, slot: Slot | None = None) -> bool:
    """Whether a calendar has a copy: the organizer's, those of guests and of members of groups."""
    if series.calendar == calendar_id:
        return True
    guests = fields_of(world, series, slot).get("attendees", [])
    if not guests:
        return False
    invited = {world.primary(guest["email"]) for guest in guests}
    return calendar_id in invited or bool(invited & world.groups_of(calendar_id))


def is_cancelled(series: Series, slot: Slot | None, calendar_id: str) -> bool:
    """Whether a copy shows as cancelled: for all, or taken off this calendar."""
    copy = series.copies.get(calendar_id)
    if series.deleted or (copy is not None and copy.removed):
        return True
    changed = series.occurrences.get(slot.key) if slot is not None else None
    return changed is not None and (changed.cancelled or calendar_id in changed.removed)


def etag(series: Series, calendar_id: str) -> str:
    """Changes with any change of the series and with any of this copy."""
    copy = series.copies.get(calendar_id)
    updated = max(series.updated, copy.updated if copy is not None else 0)
    return f'"{2 * updated}"'


def event_id(series: Series, slot: Slot | None) -> str:
    """An occurrence's id is the id of the series that was first, and its original start."""
    return series.id if slot is None else f"{root_of(series.id)}_{slot.key}"


def root_of(series_id: str) -> str:
    """The id of the series from which this one was split, if it was; else its own."""
    return _SPLIT.sub("", series_id)


def show(
    world: World,
    series: Series,
    slot: Slot | None,
    calendar: Calendar,
    *,
    viewer: tzinfo,
    max_attendees: int | None = None,
) -> Json:
    """The event as the calendar shows it, in a viewer's zone."""
    fields = fields_of(world, series, slot)
    cancelled = is_cancelled(series, slot, calendar.id)
    changed = series.occurrences.get(slot.key) if slot is not None else None
    copy = series.copies.get(calendar.id) or Copy(updated=0)
    event: Json = {
        "kind": "calendar#event",
        "etag": etag(series, calendar.id),
        "id": event_id(series, slot),
        "status": "cancelled" if cancelled else fields.get("status", "confirmed"),
    }
    if cancelled and world.settings.deleted_events == "id":
        return event
    original = _original(series, slot, viewer)
    if cancelled and world.settings.deleted_events == "bare":
        return event | original
    event["htmlLink"] = _link(series, slot, calendar.id)
    event["created"] = moment(series.created).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    event["updated"] = timestamp(max(series.updated, copy.updated))
    event |= {name: fields[name] for name in _PLAIN if name in fields}
    if "colorId" in copy.own:
        event["colorId"] = copy.own["colorId"]
    event["creator"] = _person(world, series.creator, calendar.id)
    event["organizer"] = _person(world, series.calendar, calendar.id)
    event["start"] = times.shown(fields["start"], viewer)
    event["end"] = times.shown(fields["end"], viewer)
    if fields.get("recurrence"):
        event["recurrence"] = list(fields["recurrence"])
    event |= original
    event |= {name: copy.own[name] for name in ("transparency", "visibility") if name in copy.own}
    event["iCalUID"] = fields.get("iCalUID", f"{series.id}@google.com")
    event["sequence"] = series.sequence + (changed.sequence if changed is not None else 0)
    limit = min(max_attendees or 10_000, world.settings.omit_attendees_above)
    event |= _attendees(world, series, fields, calendar.id, limit=limit)
    _add_properties(event, fields, copy, changed, calendar.id)
    event |= {name: fields[name] for name in _LATE if name in fields}
    event["reminders"] = copy.own.get("reminders", {"useDefault": True})
    if fields.get("attachments"):
        event["attachments"] = fields["attachments"]
    event["eventType"] = fields.get("eventType", "default")
    shown: Json = _apart(event)
    return shown


def _apart(value: Any) -> Any:
    """A copy that shares nothing with the record: its parts are JSON, and there are many."""
    if isinstance(value, dict):
        return {key: _apart(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_apart(inner) for inner in value]
    return value


_OF_THE_BUSY = (
    "kind",
    "etag",
    "id",
    "status",
    "htmlLink",
    "updated",
    "start",
    "end",
    "recurringEventId",
    "originalStartTime",
    "iCalUID",
)


def busy_only(event: Json) -> Json:
    """What of an event is shown to whom may see free and busy times alone."""
    return {name: event[name] for name in _OF_THE_BUSY if name in event} | {"visibility": "private"}


def _original(series: Series, slot: Slot | None, viewer: tzinfo) -> Json:
    if slot is None:
        return {}
    start, _ = slot_times(series.fields, slot)
    return {"recurringEventId": series.id, "originalStartTime": times.shown(start, viewer)}


def _attendees(world: World, series: Series, fields: Json, calendar_id: str, *, limit: int) -> Json:
    guests = fields.get("attendees") or []
    shown = [_guest(world, series, guest, calendar_id) for guest in guests]
    hidden = not fields.get("guestsCanSeeOtherGuests", True) and series.calendar != calendar_id
    many = len(shown) > limit
    if hidden or many:
        shown = [entry for entry in shown if entry.get("self")]
    return ({"attendees": shown} if shown else {}) | ({"attendeesOmitted": True} if many else {})


def _guest(world: World, series: Series, guest: Json, calendar_id: str) -> Json:
    address = world.primary(guest["email"])
    entry: Json = {"email": guest["email"]}
    if "displayName" in guest:
        entry["displayName"] = guest["displayName"]
    if address == series.calendar:
        entry["organizer"] = True
    if address == calendar_id:
        entry["self"] = True
    rest = ("resource", "optional", "responseStatus", "comment", "additionalGuests")
    entry |= {name: guest[name] for name in rest if name in guest}
    entry.setdefault("responseStatus", "needsAction")
    return entry


def _add_properties(
    event: Json, fields: Json, copy: Copy, changed: Occurrence | None, calendar_id: str
) -> None:
    private = dict(copy.private)
    if changed is not None:
        private |= changed.private.get(calendar_id, {})
    shared = fields.get("extendedProperties", {}).get("shared", {})
    found = {}
    if private:
        found["private"] = private
    if shared:
        found["shared"] = shared
    if found:
        event["extendedProperties"] = found


def _person(world: World, address: str, calendar_id: str) -> Json:
    person: Json = {"email": address}
    if address.endswith("@group.calendar.google.com") and address in world.state.calendars:
        person["displayName"] = world.state.calendars[address].title
    if address == calendar_id:
        person["self"] = True
    return person


def _link(series: Series, slot: Slot | None, calendar_id: str) -> str:
    named = event_id(series, slot)
    if slot is None and series.fields.get("recurrence"):
        named = f"{root_of(series.id)}_{times.key_of(times.read(series.fields['start']))}"
    address = calendar_id.replace("@gmail.com", "@m")
    eid = urlsafe_b64encode(f"{named} {address}".encode()).decode().rstrip("=")
    return f"https://www.google.com/calendar/event?eid={eid}"
