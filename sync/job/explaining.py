"""Why each event of the window is or isn't a 1:1, and which document it leads to.

Reads the calendar and searches Drive as a run does, and stops there: nothing is written. Which of
several attached documents bears the job's sections is known only where documents may be opened;
else they are named. What stands in the documents is `reading_along`'s.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from functools import partial

from sync.agenda.calendar.events import Zones
from sync.agenda.calendar.meetings import LeftOut, Verdict
from sync.agenda.calendar.pairs import Pair
from sync.config.likeness import did_you_mean
from sync.config.settings import Settings
from sync.errors import OneononeError, UsageProblem
from sync.job import clients, opening
from sync.job.apart import apart
from sync.job.documents import Located, Wanted, locate
from sync.job.marked import Marked, search_marked
from sync.job.skips import NotNew, Skip
from sync.job.terms import terms_of
from sync.job.window import read_window

Lead = Located | Wanted | NotNew | Skip | OneononeError


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One event's verdict, and for a meeting of a pair the pair and what its document is, or the
    error that came up when it was looked for.

    `next`: this is the meeting of its thread that a run prepares.
    """

    verdict: Verdict
    pair: Pair | None = None
    lead: Lead | None = None
    next: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """All events of the window, by start, each explained; `zone` is the calendar's own.

    `marked` is what the search showed.
    """

    events: tuple[Explained, ...]
    zone: tzinfo
    marked: Marked = field(default_factory=Marked)


def explain(
    settings: Settings,
    calendar: clients.EventCalendar,
    drive: clients.Drive,
    *,
    now: datetime,
    zones: Zones,
    docs: clients.Docs | None = None,
) -> Explanation:
    """Explain the events of the window around `now`: one listing and one search.

    With `docs` a document is opened where only its sections tell whose it is.
    """
    window = read_window(settings, calendar, now=now, zones=zones)
    by_key = {pair.key: pair for pair in window.pairs}
    marked = search_marked(drive)

    def lead(pair: Pair) -> Lead:
        asks = _bears_mark(pair, settings, docs, now=now)
        return locate(pair, settings=settings, marked=marked, bears_mark=asks)

    leads = {key: apart(pair, partial(lead, pair)) for key, pair in by_key.items()}
    prepared = {
        (thread.next.series, thread.next.key)
        for pair in by_key.values()
        for thread in pair.threads
        if thread.next is not None
    }
    return Explanation(
        events=tuple(_explained(one, by_key, leads, prepared) for one in window.verdicts),
        zone=window.zone,
        marked=marked,
    )


def only_with(explanation: Explanation, settings: Settings, person: str) -> Explanation:
    """The events that a person is invited to; raises where there is none."""
    wanted = settings.identities.primary(person)
    events = tuple(
        each
        for each in explanation.events
        if any(
            settings.identities.primary(guest.email) == wanted
            for guest in each.verdict.event.attendees
            if not guest.is_self
        )
    )
    if not events:
        guests = (guest for each in explanation.events for guest in each.verdict.event.attendees)
        like = did_you_mean(wanted, (guest.email for guest in guests if not guest.is_self))
        raise UsageProblem(
            "No event with this person is in the window",
            where=f"{person}{like}",
            mend="`oneonone explain` shows all that are.",
        )
    return replace(explanation, events=events)


def _bears_mark(
    pair: Pair, settings: Settings, docs: clients.Docs | None, *, now: datetime
) -> Callable[[str], bool]:
    """Whether a document bears sections of the pair; without `docs` it is as if none did."""
    if docs is None:
        return lambda _: False
    terms = terms_of(pair, settings, now=now, made=False)
    return lambda document_id: opening.bears_sections(pair, document_id, docs, terms)


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
