"""The events of a run's window, judged and gathered into pairs: how every command begins.

One listing of the calendar. What counts and what belongs together is decided in `agenda`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from sync.agenda.calendar.events import Zones
from sync.agenda.calendar.judge import verdicts
from sync.agenda.calendar.meetings import Verdict
from sync.agenda.calendar.pairs import Pair, pairs
from sync.agenda.calendar.rules import Rules
from sync.config.likeness import did_you_mean
from sync.config.settings import Settings
from sync.errors import UsageProblem
from sync.job.asking import events_around
from sync.job.clients import EventCalendar, Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """All events by start with their verdicts, the pairs, and the calendar's own zone."""

    verdicts: tuple[Verdict, ...]
    pairs: tuple[Pair, ...]
    zone: tzinfo


def read_window(
    settings: Settings,
    calendar: EventCalendar,
    *,
    now: datetime,
    zones: Zones,
    rules: Rules | None = None,
) -> Window:
    """The window around `now`, by the settings' rules or by others."""
    rules = settings.rules() if rules is None else rules
    answer = events_around(settings, calendar, now=now, rules=rules)
    return window_of(answer, rules, now=now, zones=zones)


def window_of(answer: Json, rules: Rules, *, now: datetime, zones: Zones) -> Window:
    """The same of a listing that is there already."""
    found = verdicts(answer, rules=rules, zones=zones)
    return Window(
        verdicts=found,
        pairs=pairs(found, rules=rules, now=now),
        zone=_zone(answer, zones),
    )


def only(found: Iterable[Pair], settings: Settings, person: str | None) -> tuple[Pair, ...]:
    """All pairs, or the one with a person; raises where no meeting of the window is with them."""
    if person is None:
        return tuple(found)
    wanted, everybody = settings.identities.primary(person), tuple(found)
    chosen = tuple(pair for pair in everybody if pair.other.email == wanted)
    if not chosen and settings.person_for(wanted).skip:
        raise UsageProblem(
            "This person is left out by the configuration",
            where=f"skip = true of {wanted}",
            mend="Take it out of their [[person]] entry, then run the command again.",
        )
    if not chosen:
        like = did_you_mean(wanted, (pair.other.email for pair in everybody))
        raise UsageProblem(
            "No 1:1 with this person is in the window",
            where=f"{person}{like}",
            mend="`oneonone explain` says for each event why it counts or not.",
        )
    return chosen


def _zone(answer: Json, zones: Zones) -> tzinfo:
    """The calendar's zone; UTC where the answer names none that is known."""
    try:
        return zones(str(answer.get("timeZone", "")))
    except (KeyError, ValueError, OSError):
        return UTC
