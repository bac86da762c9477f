"""Why each event of the window is or isn't a 1:1, and which document it leads to.

Reads the calendar and searches Drive as a run does, and stops there: no document is opened and
nothing is written. Which of several attached documents bears the job's sections only a run finds
out, by opening them; here they are named.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Protocol

from sync.agenda.events import Zones
from sync.agenda.judge import verdicts
from sync.agenda.meetings import LeftOut, Verdict
from sync.agenda.pairs import Pair, pairs
from sync.config import Settings
from sync.job import clients
from sync.job.clients import Json
from sync.job.documents import Located, Wanted, locate
from sync.job.marked import search_marked
from sync.job.skips import NotNew, Skip

Lead = Located | Wanted | NotNew | Skip


class Calendar(Protocol):
    """Lists the events of a time."""

    def events(self, calendar_id: str, /, *, time_min: datetime, time_max: datetime) -> Json:
        """All events that end after the one time and start before the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One event's verdict, and for a meeting of a pair the pair and what its document is.

    `next`: this is the meeting of its thread that a run prepares.
    """

    verdict: Verdict
    pair: Pair | None = None
    lead: Lead | None = None
    next: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """All events of the window, by start, each explained; `zone` is the calendar's own."""

    events: tuple[Explained, ...]
    zone: tzinfo


def explain(
    settings: Settings,
    calendar: Calendar,
    drive: clients.Drive,
    *,
    now: datetime,
    zones: Zones,
) -> Explanation:
    """Explain the events of the window around `now`: one listing and one search."""
    rules = settings.rules()
    answer = calendar.events(
        settings.calendar.id,
        time_min=now - rules.lookback,
        time_max=now + rules.lookahead,
    )
    found = verdicts(answer, rules=rules, zones=zones)
    by_key = {pair.key: pair for pair in pairs(found, rules=rules, now=now)}
    marked = search_marked(drive)
    leads = {
        key: locate(pair, settings=settings, marked=marked, bears_mark=lambda _: False)
        for key, pair in by_key.items()
    }
    prepared = {
        (thread.next.series, thread.next.key)
        for pair in by_key.values()
        for thread in pair.threads
        if thread.next is not None
    }
    return Explanation(
        events=tuple(_explained(one, by_key, leads, prepared) for one in found),
        zone=_zone(answer, zones),
    )


def _explained(
    verdict: Verdict,
    by_key: dict[str, Pair],
    leads: dict[str, Lead],
    prepared: set[tuple[str, datetime]],
) -> Explained:
    meeting = verdict.meeting
    if meeting is None or meeting.pair not in by_key:
        return Explained(verdict=verdict)
    pair = by_key[meeting.pair]
    if isinstance(verdict, LeftOut):
        return Explained(verdict=verdict, pair=pair)
    return Explained(
        verdict=verdict,
        pair=pair,
        lead=leads[pair.key],
        next=(meeting.series, meeting.key) in prepared,
    )


def _zone(answer: Json, zones: Zones) -> tzinfo:
    """The calendar's zone; UTC where the answer names none that is known."""
    try:
        return zones(str(answer.get("timeZone", "")))
    except (KeyError, ValueError, OSError):
        return UTC
