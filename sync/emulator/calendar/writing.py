"""How a change of an event is kept: what all copies share, what one copy has, answers, exceptions.

Who may change what is decided elsewhere (changes, and by hand people).
"""

from copy import deepcopy

from sync.emulator.calendar import times, view
from sync.emulator.calendar.body import read_attachments, read_attendees, read_properties
from sync.emulator.calendar.recurrence import Slot, check
from sync.emulator.refusals import reasoned
from sync.emulator.schema import without_nulls
from sync.emulator.state import Calendar, Copy, Occurrence, Series
from sync.emulator.wire import Call, Json, WireError
from sync.emulator.world import World


def set_apart(series: Series, slot: Slot) -> Occurrence:
    """The exception of an occurrence, made where there is none."""
    found = series.occurrences.get(slot.key)
    if found is None:
        found = Occurrence(attachments=deepcopy(series.fields.get("attachments", [])))
        series.occurrences[slot.key] = found
    return found


def copy_of(series: Series, calendar_id: str) -> Copy:
    """What a calendar keeps for itself, made where there is nothing."""
    return series.copies.setdefault(calendar_id, Copy(updated=0))


def answer(world: World, series: Series, slot: Slot | None, calendar_id: str, given: Json) -> None:
    """A guest's answer, to all occurrences or to one."""
    if slot is not None and "responseStatus" in given:
        set_apart(series, slot).responses[calendar_id] = given["responseStatus"]
        world.events.changed(series, world.stamp())
        return
    for guest in series.fields.get("attendees", []):
        if world.primary(guest["email"]) == calendar_id:
            guest.update(given)
            world.events.changed(series, world.stamp())


def write_all(
    world: World,
    call: Call,
    calendar: Calendar,
    event: tuple[Series, Slot | None],
    shared: Json,
) -> None:
    """Changes what all copies share, of the series or of one occurrence."""
    series, slot = event
    stamp = world.stamp()
    status = shared.pop("status", None)
    if slot is None:
        before = deepcopy(series.fields)
        changed = deepcopy(series.fields)
        write_shared(world, call, calendar, changed, shared)
        check(changed)
        series.fields = changed
        if changed["start"] != before["start"] or changed["end"] != before["end"]:
            series.sequence += 1
        if changed["start"] != before["start"]:
            series.occurrences.clear()  # their keys name starts that there are no longer
        series.deleted = status == "cancelled" or (series.deleted and status is None)
    else:
        shared.pop("recurrence", None)
        fields = view.fields_of(world, series, slot)
        changed = deepcopy(fields)
        write_shared(world, call, calendar, changed, shared)
        occurrence = set_apart(series, slot)
        if (changed["start"], changed["end"]) != (fields["start"], fields["end"]):
            occurrence.sequence += 1
        for name in shared:
            occurrence.changes[name] = changed.get(name)
            if changed.get(name) is None:
                occurrence.changes[name] = [] if name in {"attendees", "attachments"} else ""
        if status is not None:
            occurrence.cancelled = status == "cancelled"
    world.events.changed(series, stamp)


def write_shared(world: World, call: Call, calendar: Calendar, fields: Json, body: Json) -> None:
    """Sets in `fields` what the body names of what all copies share."""
    recurring = bool(body.get("recurrence", fields.get("recurrence")))
    for name, value in body.items():
        if name in {"start", "end"}:
            given = _merged_time(fields.get(name, {}), value or {})
            fields[name] = times.stored(given, calendar_zone=calendar.zone, recurring=recurring)
        elif name == "attendees":
            fields[name] = read_attendees(world, value or [], fields.get(name, []))
        elif name == "attachments":
            if call.query.get("supportsAttachments", False) or not value:
                fields[name] = read_attachments(world, value or [])
        elif name == "extendedProperties":
            shared = read_properties(fields.get(name, {}).get("shared", {}), value.get("shared"))
            fields[name] = {"shared": shared}
        elif name in view.SHARED_FIELDS:
            fields[name] = without_nulls(value)
            if value is None or value == []:
                del fields[name]
    start, end = times.read(fields["start"]), times.read(fields["end"])
    zone = times.zone(calendar.zone)
    if times.instant(end, zone) < times.instant(start, zone):
        message = "The specified time range is empty."
        raise reasoned(400, "timeRangeEmpty", message, domain="calendar")


def _merged_time(known: Json, given: Json) -> Json:
    """A patch names parts of a time; one with a date is no longer one with an hour."""
    merged = {**known, **given}
    for one, other in (("date", "dateTime"), ("dateTime", "date")):
        if given.get(one):
            merged.pop(other, None)
    if "date" in merged:
        merged.pop("timeZone", None)
    return merged


def write_own(
    world: World, series: Series, slot: Slot | None, calendar: Calendar, body: Json
) -> None:
    """What only this calendar's copy has."""
    own = {name: body[name] for name in view.OWN_FIELDS if name in body}
    properties = body.get("extendedProperties")
    private = properties.get("private") if isinstance(properties, dict) else None
    cleared = "extendedProperties" in body and properties is None
    if not own and private is None and not cleared:
        return
    guest = series.calendar != calendar.id
    if private is not None and guest and not world.unknowns.guest_may_write_private_properties:
        raise non_organizer()
    copy = copy_of(series, calendar.id)
    for name, value in own.items():
        if value is None:
            copy.own.pop(name, None)
        else:
            copy.own[name] = without_nulls(value)
    if cleared and slot is None:
        copy.private = {}
    if private is not None:
        if slot is None:
            copy.private = read_properties(copy.private, private)
        else:
            occurrence = set_apart(series, slot)
            known = occurrence.private.get(calendar.id, {})
            occurrence.private[calendar.id] = read_properties(known, private)
    copy.updated = world.stamp()


def non_organizer() -> WireError:
    """What a guest gets who changes what is not the guest's to change."""
    return reasoned(
        403,
        "forbiddenForNonOrganizer",
        "Shared properties can only be changed by the organizer of the event.",
        domain="calendar",
    )
