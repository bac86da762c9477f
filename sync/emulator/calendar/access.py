"""Which calendar and which event a call means, and whether the caller may see it."""

import re
from collections.abc import Iterator

from sync.emulator.calendar import view
from sync.emulator.calendar.recurrence import Slot, slot_at
from sync.emulator.refusals import reasoned
from sync.emulator.state import Calendar, Series
from sync.emulator.wire import Call, Caller, WireError
from sync.emulator.world import World

_OCCURRENCE = re.compile(r"(.+)_(\d{8}(?:T\d{6}Z)?)")
_WHOLE = {
    "calendar",
    "calendar.events",
    "calendar.readonly",
    "calendar.events.readonly",
}


def calendar_of(world: World, call: Call, *, writing: bool = False) -> Calendar:
    """The calendar in the path: `primary`, or an id that the caller may see."""
    named = call.path["calendarId"]
    wanted = call.caller.user if named == "primary" else world.primary(named)
    calendar = world.state.calendars.get(wanted)
    role = role_of(world, call.caller.user, calendar) if calendar is not None else ""
    if calendar is None or not role:
        raise not_found()
    if writing and role not in {"owner", "writer"}:
        raise reasoned(
            403,
            "requiredAccessLevel",
            "You need to have writer access to this calendar.",
            domain="calendar",
        )
    return calendar


def role_of(world: World, user: str, calendar: Calendar) -> str:
    """owner, writer, reader, freeBusyReader, or "" for none."""
    if world.primary(calendar.owner) == user:
        return "owner"
    return calendar.readers.get(user, "")


def find(
    world: World, caller: Caller, calendar: Calendar, event_id: str
) -> tuple[Series, Slot | None]:
    """The event of an id on a calendar: a whole series, or one occurrence."""
    series = world.state.series.get(event_id)
    if series is not None and sees(world, caller, series) and _anywhere(world, series, calendar):
        return series, None
    match = _OCCURRENCE.fullmatch(event_id)
    if match is None:
        raise not_found()
    for each in _split_from(world, match[1]):
        slot = slot_at(each.fields, match[2]) if each.fields.get("recurrence") else None
        if (
            slot is not None
            and sees(world, caller, each)
            and view.is_on(world, each, calendar.id, slot)
        ):
            return each, slot
    raise not_found()


def _split_from(world: World, root: str) -> Iterator[Series]:
    """The series of an id, and those that "this and following" made of it: its heirs."""
    known = world.state.series
    if root in known and view.root_of(root) == root:
        yield known[root]
    for series_id in known:
        if series_id.startswith(f"{root}_R") and view.root_of(series_id) == root:
            yield known[series_id]


def sees(world: World, caller: Caller, series: Series) -> bool:
    """Whether the caller's scopes reach an event: calendar.events.owned may not, for guests."""
    if caller.scopes & _WHOLE or world.unknowns.owned_scope_covers_guest_events:
        return True
    return series.calendar == caller.user


def not_found() -> WireError:
    """Calendar's 404."""
    return reasoned(404, "notFound", "Not Found")


def _anywhere(world: World, series: Series, calendar: Calendar) -> bool:
    return view.is_on(world, series, calendar.id)
