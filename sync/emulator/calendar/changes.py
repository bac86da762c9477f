"""events.get, insert, patch, update, delete: what a calendar's owner may change, and what then is.

The organizer changes what all share; a guest changes the own copy: answer, private properties,
colour, reminders. What a guest tries beyond that is refused, or ignored by a setting. A change of
one occurrence makes an exception of the series.
"""

import re
from typing import Any

from sync.emulator.calendar import times, view
from sync.emulator.calendar.access import calendar_of, find, not_found, role_of
from sync.emulator.calendar.recurrence import Slot, check
from sync.emulator.calendar.writing import (
    answer,
    copy_of,
    non_organizer,
    set_apart,
    write_all,
    write_own,
    write_shared,
)
from sync.emulator.refusals import reasoned
from sync.emulator.state import Calendar, Series
from sync.emulator.wire import Call, Json
from sync.emulator.world import World

_ID = re.compile(r"[a-v0-9]{5,1024}")
_IGNORED = {
    "kind",
    "etag",
    "id",
    "created",
    "updated",
    "creator",
    "organizer",
    "htmlLink",
    "hangoutLink",
    "iCalUID",
    "recurringEventId",
    "originalStartTime",
    "eventType",
    "attendeesOmitted",
    "sequence",
    "locked",
    "privateCopy",
    "endTimeUnspecified",
    "gadget",
}


def get(world: World, call: Call) -> Json:
    """calendar.events.get. A deleted event is still given, as cancelled."""
    calendar = calendar_of(world, call)
    series, slot = find(world, call.caller, calendar, call.path["eventId"])
    return _shown(world, call, calendar, series, slot)


def insert(world: World, call: Call) -> Json:
    """calendar.events.insert."""
    calendar = calendar_of(world, call, writing=True)
    body = {key: value for key, value in call.body.items() if value is not None}
    for name in ("end", "start"):
        if name not in body:
            raise reasoned(400, "required", f"Missing {name} time.")
    event_id = body.get("id", "") or world.event_id()
    if not _ID.fullmatch(event_id):
        raise reasoned(400, "invalid", "Invalid resource id value.")
    if event_id in world.state.series:
        raise reasoned(409, "duplicate", "The requested identifier already exists.")
    stamp = world.stamp()
    series = Series(
        id=event_id,
        calendar=calendar.id,
        creator=call.caller.user,
        created=stamp,
        updated=stamp,
        fields={"start": {}, "end": {}, "eventType": body.get("eventType", "default")},
    )
    if "iCalUID" in body:
        series.fields["iCalUID"] = body["iCalUID"]
    write_shared(world, call, calendar, series.fields, body)
    check(series.fields)
    write_own(world, series, None, calendar, body)
    world.events.put(series)
    _tell(world, call, series, "invited")
    return _shown(world, call, calendar, series, None)


def patch(world: World, call: Call) -> Json:
    """calendar.events.patch: what is named is set, null takes away, lists are replaced whole."""
    return _change(world, call, dict(call.body))


def update(world: World, call: Call) -> Json:
    """calendar.events.update: what is not named goes, attachments too."""
    for name in ("end", "start"):
        if not call.body.get(name):
            raise reasoned(400, "required", f"Missing {name} time.")
    names = (*view.SHARED_FIELDS, *view.OWN_FIELDS, "extendedProperties")
    return _change(world, call, dict.fromkeys(names) | call.body, whole=True)


def delete(world: World, call: Call) -> None:
    """calendar.events.delete: for all by the organizer, off the own calendar by a guest."""
    calendar = calendar_of(world, call, writing=True)
    series, slot = find(world, call.caller, calendar, call.path["eventId"])
    if view.is_cancelled(series, slot, calendar.id):
        raise reasoned(410, "deleted", "Resource has been deleted")
    _check_etag(call, series, calendar)
    cancel(world, series, slot, calendar.id)
    _tell(world, call, series, "cancelled")


def cancel(world: World, series: Series, slot: Slot | None, calendar_id: str) -> None:
    """Takes an event away: everywhere by the organizer's calendar, else off a guest's."""
    stamp = world.stamp()
    organizing = series.calendar == calendar_id
    if organizing:
        world.events.changed(series, stamp)
    if slot is not None:
        occurrence = set_apart(series, slot)
        if organizing:
            occurrence.cancelled = True
        else:
            occurrence.removed.append(calendar_id)
            occurrence.responses[calendar_id] = "declined"
            world.events.changed(series, stamp)
    elif organizing:
        series.deleted = True
    else:
        copy_of(series, calendar_id).removed = True
        copy_of(series, calendar_id).updated = stamp
        answer(world, series, None, calendar_id, {"responseStatus": "declined"})


def _change(world: World, call: Call, body: Json, *, whole: bool = False) -> Json:
    calendar = calendar_of(world, call, writing=True)
    series, slot = find(world, call.caller, calendar, call.path["eventId"])
    _check_etag(call, series, calendar)
    body = {key: value for key, value in body.items() if key not in _IGNORED}
    fields = view.fields_of(world, series, slot)
    organizing = series.calendar == calendar.id
    shared = _shared_changes(call, fields, body, whole=whole)
    if not organizing and not fields.get("guestsCanModify", False):
        given = _own_answer(world, calendar, fields, shared.pop("attendees", None))
        differs = any(value != fields.get(name) for name, value in shared.items())
        if differs and world.settings.guest_changes == "refused":
            raise non_organizer()
        write_own(world, series, slot, calendar, body)
        if given:
            answer(world, series, slot, calendar.id, given)
        return _shown(world, call, calendar, series, slot)
    if shared:
        write_all(world, call, calendar, (series, slot), shared)
    write_own(world, series, slot, calendar, body)
    _tell(world, call, series, "changed")
    return _shown(world, call, calendar, series, slot)


def _shared_changes(call: Call, fields: Json, body: Json, *, whole: bool) -> Json:
    """What of the body would change what all share."""
    names = {*view.SHARED_FIELDS, "status"}
    found = {key: value for key, value in body.items() if key in names}
    if whole:
        found = {key: value for key, value in found.items() if value is not None or key in fields}
        if "status" in found and found["status"] == fields.get("status", "confirmed"):
            del found["status"]
    if not call.query.get("supportsAttachments", False) and not whole:
        found.pop("attachments", None)
    properties = body.get("extendedProperties")
    if isinstance(properties, dict) and "shared" in properties:
        found["extendedProperties"] = {"shared": properties["shared"]}
    elif whole and fields.get("extendedProperties", {}).get("shared"):
        found["extendedProperties"] = {"shared": None}
    return found


def _own_answer(world: World, calendar: Calendar, fields: Json, attendees: Any) -> Json:
    """The guest's own answer in a list of attendees; what else the list would change is shared."""
    if not attendees:
        return {}
    known = {world.primary(guest["email"]): guest for guest in fields.get("attendees", [])}
    for guest in attendees:
        address = world.primary(guest.get("email", ""))
        if address == calendar.id and address in known:
            names = ("responseStatus", "comment", "additionalGuests")
            return {name: guest[name] for name in names if name in guest}
    return {}


def _check_etag(call: Call, series: Series, calendar: Calendar) -> None:
    wanted = call.headers.get("if-match")
    if wanted is not None and wanted not in {"*", view.etag(series, calendar.id)}:
        raise reasoned(
            412, "conditionNotMet", "Precondition Failed", location=("header", "If-Match")
        )


def _shown(world: World, call: Call, calendar: Calendar, series: Series, slot: Slot | None) -> Json:
    if slot is None and not view.is_on(world, series, calendar.id):
        raise not_found()
    zone = call.query.get("timeZone", calendar.zone)
    shown = view.show(
        world,
        series,
        slot,
        calendar,
        viewer=times.zone(zone),
        max_attendees=call.query.get("maxAttendees"),
    )
    busy = role_of(world, call.caller.user, calendar) == "freeBusyReader"
    return view.busy_only(shown) if busy else shown


def _tell(world: World, call: Call, series: Series, what: str) -> None:
    """Mails to the guests, as sendUpdates says; nothing is sent unless it is asked for."""
    to = call.query.get("sendUpdates", "all" if call.query.get("sendNotifications") else "none")
    if to == "none":
        return
    for guest in series.fields.get("attendees", []):
        if world.primary(guest["email"]) != call.caller.user:
            world.mails.append({"kind": what, "to": guest["email"], "about": series.id})
