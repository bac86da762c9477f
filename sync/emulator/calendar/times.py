"""Times of events on the wire: reading them, writing them in a zone, comparing them."""

import re
from datetime import UTC, date, datetime, time, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

from sync.emulator.refusals import reasoned
from sync.emulator.wire import Json

_RFC3339 = re.compile(r"(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:\d\d)(\.\d+)?([Zz]|[+-]\d\d:\d\d)?")


@cache
def zone(name: str) -> tzinfo:
    """A zone by its IANA name."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as exc:
        raise reasoned(400, "invalid", "Invalid time zone definition for start time.") from exc


def bound(text: str, name: str) -> datetime:
    """A query's timestamp; the offset is mandatory."""
    found = _RFC3339.fullmatch(text)
    if found is None or found[4] is None:
        raise reasoned(400, "badRequest", "Bad Request", location=("parameter", name))
    return _read(text, found)


def read(when: Json) -> datetime | date:
    """The start or end of an event as it is stored."""
    if "date" in when:
        return date.fromisoformat(when["date"])
    found = _RFC3339.fullmatch(when["dateTime"])
    if found is None:
        raise reasoned(400, "invalid", "Invalid value for: Invalid format")
    return _read(when["dateTime"], found).astimezone(zone(when["timeZone"]))


def stored(when: Json, *, calendar_zone: str, recurring: bool) -> Json:
    """A start or end that came in a request as it is kept: local time, offset and zone."""
    if when.get("date"):
        try:
            return {"date": date.fromisoformat(when["date"]).isoformat()}
        except ValueError as exc:
            raise reasoned(400, "invalid", "Invalid value for: Invalid date") from exc
    found = _RFC3339.fullmatch(when.get("dateTime") or "")
    if found is None:
        raise reasoned(400, "invalid", "Invalid start time.")
    name = when.get("timeZone")
    if name is None:
        if recurring:
            raise reasoned(400, "required", "Missing time zone definition for start time.")
        name = calendar_zone
    if found[4] is None:
        if when.get("timeZone") is None:
            raise reasoned(400, "required", "Missing time zone definition for start time.")
        naive = datetime.fromisoformat(f"{found[1]}T{found[2]}")
        return timed(naive.replace(tzinfo=zone(name)), name)
    return timed(_read(when["dateTime"], found), name)


def timed(when: datetime, zone_name: str) -> Json:
    """A moment as a stored start or end of an event in a zone."""
    return {"dateTime": in_zone(when, zone(zone_name)), "timeZone": zone_name}


def shown(when: Json, viewer: tzinfo) -> Json:
    """A stored start or end as a viewer elsewhere sees it: own offset, the event's zone."""
    if "date" in when:
        return {"date": when["date"]}
    return {"dateTime": in_zone(read_moment(when), viewer), "timeZone": when["timeZone"]}


def read_moment(when: Json) -> datetime:
    """As `read`, for times that are known to be no dates."""
    found = read(when)
    if not isinstance(found, datetime):
        raise TypeError("an all-day event has no moment")
    return found


def in_zone(when: datetime, viewer: tzinfo) -> str:
    """RFC 3339 with seconds and the zone's offset, Z for UTC."""
    return (
        when.astimezone(UTC).astimezone(viewer).isoformat(timespec="seconds").replace("+00:00", "Z")
    )


def instant(when: datetime | date, viewer: tzinfo) -> datetime:
    """A moment to compare by; a day begins at midnight of the viewer's zone."""
    if isinstance(when, datetime):
        return when.astimezone(UTC)
    return datetime.combine(when, time(0), tzinfo=viewer).astimezone(UTC)


def key_of(when: datetime | date) -> str:
    """What names an occurrence in ids: its original start, in UTC, or its day."""
    if isinstance(when, datetime):
        return when.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    return when.strftime("%Y%m%d")


def _read(text: str, found: re.Match[str]) -> datetime:
    offset = (found[4] or "Z").upper().replace("Z", "+00:00")
    try:
        return datetime.fromisoformat(f"{found[1]}T{found[2]}{offset}")
    except ValueError as exc:
        raise reasoned(400, "invalid", f"Invalid value for: {text}") from exc
