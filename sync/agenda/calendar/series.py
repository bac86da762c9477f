"""What an event's id says of its series, and when a series ended.

Google names an occurrence `BASE_20250310T220000Z` and, after a "this and following", the new
series `BASE_R20250327T123000` (its first start, in UTC); the occurrences of the new series are
named after BASE again.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, tzinfo

_SPLIT = re.compile(r"(?:_R\d{8}(?:T\d{6}Z?)?)+\Z", re.ASCII)
_SPLIT_AT = re.compile(r"_R(\d{8})(?:T(\d{6})Z?)?\Z", re.ASCII)
_INSTANCE = re.compile(r"(.+)_(\d{8})(?:T(\d{6})Z)?\Z", re.ASCII | re.DOTALL)
_UNTIL = re.compile(r"(?:^|[:;])UNTIL=(\d{8})(?:T(\d{6})(Z?))?(?:;|\Z)", re.ASCII | re.IGNORECASE)


def series_of(series_id: str) -> str:
    """The id without `_R…`, so that both sides of a split have one name."""
    return _SPLIT.sub("", series_id)


def split_at(series_id: str) -> datetime | None:
    """The UTC instant from which this series goes on in place of an older one, if it does."""
    found = _SPLIT_AT.search(series_id)
    return _instant(found[1], found[2]) if found else None


def instance_of(event_id: str) -> tuple[str, datetime | None]:
    """What an occurrence's id says: its series, and the UTC instant of its original start.

    For an id that is no occurrence's: itself and None.
    """
    found = _INSTANCE.match(event_id)
    stamp = _instant(found[2], found[3]) if found else None
    return (found[1], stamp) if found and stamp else (event_id, None)


def ended_before(master: Mapping[str, object], key: datetime, *, zone: tzinfo) -> bool:
    """Whether a series, given its own event (the master), is proven to have ended before `key`.

    It is when it was deleted, or each of its rules has an UNTIL that lies before. `zone` is the
    calendar's, for an UNTIL without one. A rule with a COUNT proves nothing here.
    """
    if master.get("status") == "cancelled":
        return True
    lines = master.get("recurrence")
    rules = [
        line
        for line in (lines if isinstance(lines, list) else [])
        if isinstance(line, str) and line.upper().startswith(("RRULE", "RDATE"))
    ]
    ends = [_until(rule, zone) for rule in rules]
    return bool(ends) and all(end is not None and end < key for end in ends)


def _until(rule: str, zone: tzinfo) -> datetime | None:
    found = _UNTIL.search(rule)
    if found is None:
        return None
    day, time, utc = found[1], found[2], found[3]
    at = _instant(day, time)
    if at is None or utc:
        return at
    if not time:  # a date includes its whole day
        at += timedelta(days=1) - timedelta(seconds=1)
    return at.replace(tzinfo=zone).astimezone(UTC)


def _instant(day: str, time: str | None) -> datetime | None:
    try:
        return datetime.strptime(f"{day}{time or '000000'}", "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
