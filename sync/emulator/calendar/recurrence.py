"""Which occurrences a series has: its rules expanded in its own zone.

The wall clock stays over daylight saving; a time that a night lacks moves on by the hour that is
left out. Whether an occurrence was changed or cancelled is not looked at here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from dateutil.rrule import rrule, rruleset, rrulestr

from sync.emulator.calendar import times
from sync.emulator.refusals import reasoned
from sync.emulator.wire import Json

_DAY = timedelta(days=1)
_FIRST = datetime.min  # noqa: DTZ901 - local, as the rules are
_LAST = datetime.max  # noqa: DTZ901 - likewise


@dataclass(frozen=True, slots=True)
class Slot:
    """One occurrence as the rules make it: the key in its id, and its start."""

    key: str
    start: datetime | date


def slots(fields: Json, low: datetime | None, high: datetime | None) -> Iterator[Slot]:
    """The occurrences whose start lies between two moments, in order; a single event has one."""
    start = times.read(fields["start"])
    rules, zone = _rules_of(fields, start)
    if rules is None:
        yield Slot(times.key_of(start), start)
        return
    day = not isinstance(start, datetime)
    low_local = _local(low, zone) - _DAY if low is not None else _FIRST
    high_local = _local(high, zone) + _DAY if high is not None else _LAST
    for found in rules.xafter(low_local, inc=True):
        if found > high_local:
            return
        yield _slot(found, zone, day=day)


def slot_at(fields: Json, key: str) -> Slot | None:
    """The occurrence of a key, if the rules make it."""
    start = times.read(fields["start"])
    if isinstance(start, datetime) != key.endswith("Z"):
        return None
    form = "%Y%m%dT%H%M%SZ" if key.endswith("Z") else "%Y%m%d"
    try:
        around = datetime.strptime(key, form).replace(tzinfo=UTC)
    except ValueError:
        return None
    return next((slot for slot in slots(fields, around, around) if slot.key == key), None)


def check(fields: Json) -> None:
    """Raises Google's 400 for rules that can't be read."""
    try:
        _rules_of(fields, times.read(fields["start"]))
    except (ValueError, TypeError, KeyError) as exc:
        raise reasoned(400, "invalid", "Invalid recurrence rule.") from exc


def ended_before(lines: list[str], start: Json, slot: Slot) -> list[str]:
    """The rules of a series that "this and following" ends before an occurrence."""
    if isinstance(slot.start, datetime):
        zone = times.zone(start["timeZone"])
        midnight = datetime.combine(slot.start.astimezone(zone).date(), time(0), tzinfo=zone)
        last = (midnight.astimezone(UTC) - timedelta(seconds=1)).strftime("%Y%m%dT%H%M%SZ")
    else:
        last = (slot.start - _DAY).strftime("%Y%m%d")
    return [_with(line, UNTIL=last) if line.startswith("RRULE") else line for line in lines]


def going_on(fields: Json, slot: Slot) -> list[str]:
    """The rules of the series that goes on from an occurrence; a COUNT loses what is past."""
    lines = list(fields["recurrence"])
    if not any("COUNT=" in line for line in lines):
        return lines
    past = 0
    for found in slots(fields, None, None):
        if found.key == slot.key:
            break
        past += 1
    return [
        re.sub(r"COUNT=(\d+)", lambda match: f"COUNT={int(match[1]) - past}", line)
        for line in lines
    ]


def _with(line: str, **parts: str) -> str:
    kept = [part for part in line.split(":", 1)[1].split(";") if not re.match("UNTIL|COUNT", part)]
    return "RRULE:" + ";".join([*kept, *(f"{name}={value}" for name, value in parts.items())])


def _rules_of(fields: Json, start: datetime | date) -> tuple[rruleset | None, tzinfo]:
    zone = start.tzinfo if isinstance(start, datetime) else UTC
    if zone is None:
        raise TypeError("stored times have a zone")
    lines = fields.get("recurrence")
    if not lines:
        return None, zone
    local = (
        start.replace(tzinfo=None)
        if isinstance(start, datetime)
        else datetime.combine(start, time(0))
    )
    name = fields["start"].get("timeZone", "UTC")
    return _compiled(tuple(lines), local, name, isinstance(start, datetime)), zone


@lru_cache(maxsize=1024)
def _compiled(lines: tuple[str, ...], start: datetime, zone_name: str, timed: bool) -> rruleset:  # noqa: FBT001 - a cache's key
    zone = times.zone(zone_name)
    found = rruleset(cache=True)
    ruled = False
    for line in lines:
        head, _, value = line.partition(":")
        kind, _, attributes = head.partition(";")
        match kind.upper():
            case "RRULE":
                rule = rrulestr(_local_until(value, zone, timed=timed), dtstart=start)
                if not isinstance(rule, rrule):
                    raise ValueError(line)  # noqa: TRY004 - what is wrong is the rule
                found.rrule(rule)
                ruled = True
            case "RDATE":
                for item in _dates(value, attributes, zone):
                    found.rdate(item)
            case "EXDATE":
                for item in _dates(value, attributes, zone):
                    found.exdate(item)
            case _:
                raise ValueError(line)
    if not ruled:
        found.rdate(start)
    return found


def _local_until(rule: str, zone: tzinfo, *, timed: bool) -> str:
    def local(match: re.Match[str]) -> str:
        text = match[1]
        if text.endswith("Z") and timed:
            moment = datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            return f"UNTIL={_local(moment, zone):%Y%m%dT%H%M%S}"
        if timed and len(text) == 8:
            return f"UNTIL={text}T235959"
        return f"UNTIL={text[:8]}T000000" if not timed else f"UNTIL={text}"

    return re.sub(r"UNTIL=([0-9TZ]+)", local, rule)


def _dates(value: str, attributes: str, zone: tzinfo) -> Iterator[datetime]:
    named = re.search(r"TZID=([^;:]+)", attributes)
    given = times.zone(named[1]) if named else zone
    for text in value.split(","):
        if len(text) == 8:
            yield datetime.strptime(text, "%Y%m%d")  # noqa: DTZ007 - local, as the rules are
        elif text.endswith("Z"):
            moment = datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            yield _local(moment, zone)
        else:
            moment = datetime.strptime(text, "%Y%m%dT%H%M%S").replace(tzinfo=given)
            yield _local(moment, zone)


def _local(moment: datetime, zone: tzinfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


def _slot(found: datetime, zone: tzinfo, *, day: bool) -> Slot:
    if day:
        return Slot(times.key_of(found.date()), found.date())
    start = found.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
    return Slot(times.key_of(start), start)
