"""A calendar's own data and its user's settings."""

from sync.emulator.calendar.access import calendar_of, not_found
from sync.emulator.wire import Call, Json
from sync.emulator.world import World


def calendar(world: World, call: Call) -> Json:
    """calendar.calendars.get."""
    found = calendar_of(world, call)
    return {
        "kind": "calendar#calendar",
        "etag": '"1"',
        "id": found.id,
        "summary": found.title,
        "timeZone": found.zone,
    }


def setting(world: World, call: Call) -> Json:
    """calendar.settings.get, of the time zone and the locale."""
    own = world.state.calendars[call.caller.user]
    values = {"timezone": own.zone, "locale": "en"}
    name = call.path["setting"]
    if name not in values:
        raise not_found()
    return {"kind": "calendar#setting", "etag": '"1"', "id": name, "value": values[name]}
