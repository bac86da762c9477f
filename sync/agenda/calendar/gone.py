"""What proves that an occurrence is not held: said so for it, or its series split before it.

Mere absence from the calendar's answer proves nothing: an occurrence may have moved out of the
window.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, tzinfo

from sync.agenda.calendar.meetings import Meeting, Reason
from sync.agenda.calendar.series import split_at


@dataclass(frozen=True, slots=True)
class Cancelled:
    """An occurrence that is not held, by its name, with the reason: cancelled, declined or away."""

    series: str
    key: datetime
    why: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """From `at` to `until` a series goes on as another one ("this and following").

    Both are midnights in `zone`: the old series ends with the day before. `slots` are the weekdays
    and times, in `zone`, at which the new one was seen to start: it has no occurrence outside them.
    """

    series: str
    at: datetime
    until: datetime | None
    zone: tzinfo
    slots: frozenset[tuple[int, time]]

    def drops(self, key: datetime) -> bool:
        """Whether an occurrence of this original start is proven to exist no more."""
        inside = self.at <= key and (self.until is None or key < self.until)
        return inside and _slot(key, self.zone) not in self.slots


def splits_of(meetings: Iterable[Meeting]) -> tuple[Split, ...]:
    """The splits that meetings show, in order; each lasts until the next one of its series."""
    parts: dict[tuple[str, datetime], list[Meeting]] = defaultdict(list)
    for one in meetings:
        at = split_at(one.series_id)
        if at is not None:
            parts[one.series, at].append(one)
    found = []
    for series, at in sorted(parts):
        zone = parts[series, at][-1].start.tzinfo or UTC
        later = [_midnight(other, zone) for name, other in parts if name == series and other > at]
        found.append(
            Split(
                series=series,
                at=_midnight(at, zone),
                until=min(later, default=None),
                zone=zone,
                slots=frozenset(_slot(one.key, zone) for one in parts[series, at]),
            )
        )
    return tuple(found)


def _midnight(at: datetime, zone: tzinfo) -> datetime:
    there = at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    return there.astimezone(UTC)


def _slot(key: datetime, zone: tzinfo) -> tuple[int, time]:
    there = key.astimezone(zone)
    return there.weekday(), there.time()
