"""What every run asks before all else: the events of its window, and the documents that it marked.

Both are asked at once, on threads of their own, so that whoever asks can get ready meanwhile. It
imports nothing that takes its time: a command asks first and imports the rest while it waits.
"""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sync.agenda.calendar.rules import Rules
from sync.config.settings import Settings
from sync.errors import UsageProblem
from sync.job.clients import EventCalendar, Google, Json
from sync.job.marked import Marked, search_marked


@dataclass(frozen=True, slots=True)
class First:
    """The two answers, as soon as they are there; each raises what its question came to."""

    events: Future[Json]
    marked: Future[Marked]


@contextmanager
def asking(settings: Settings, google: Google, *, now: datetime) -> Iterator[First]:
    """Asks; ends when nothing is on its way any more."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        yield First(
            events=pool.submit(events_around, settings, google.calendar, now=now),
            marked=pool.submit(search_marked, google.drive),
        )


def events_around(
    settings: Settings, calendar: EventCalendar, *, now: datetime, rules: Rules | None = None
) -> Json:
    """One listing of the calendar around `now`, as far as the settings' rules look, or others.

    Raises UsageProblem where it tells when there is something and not what: that no event is a 1:1
    would be no answer then.
    """
    rules = settings.rules() if rules is None else rules
    answer = calendar.events(
        settings.calendar.id, time_min=now - rules.lookback, time_max=now + rules.lookahead
    )
    if answer.get("accessRole") == "freeBusyReader":
        raise UsageProblem(
            "Of this calendar only free and busy times are shown, and no people",
            where=f"[calendar] id = {settings.calendar.id}",
            mend="Ask its owner to share all event details, or name another calendar there.",
        )
    return answer
