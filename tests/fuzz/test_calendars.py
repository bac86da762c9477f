"""Calendar answers of any shape: a verdict for each event, pairs, meetings to prepare, words."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from sync.agenda.calendar.events import parse_events
from sync.agenda.calendar.meetings import LeftOut
from sync.agenda.calendar.reasons import why, why_new
from sync.commands.explain import outcome_of
from sync.config.settings import Settings
from sync.job.explaining import explain
from sync.job.lookup import pair_with
from sync.job.terms import occasions_of, terms_of
from sync.job.window import read_window
from tests.agenda.calendar_wire import (
    KIM,
    ME,
    MONDAY,
    NOW,
    WEEK,
    answer,
    away,
    guest,
    me,
    room,
    single,
    stub,
    weekly,
)
from tests.fuzz.holding import assert_readable, value_or_own_error
from tests.fuzz.material import EVENT_KEYS, calendars
from tests.fuzz.mutating import Mangled, Recorded, mangled
from tests.fuzz.running import Fuzzer
from tests.job.canned import Canned

TEXTS = (
    "2025-03-10T09:00:00Z",
    "9999-12-31T23:59:59-14:00",
    "0001-01-01T00:00:00+14:00",
    "2025-03-30T02:30:00",
    "2025-03-10",
    "America/Sao_Paulo",
    "posixrules",
    "localtime",
    "..",
    "/etc/passwd",
    "a" * 300,
    KIM,
    ME,
    "cancelled",
    "outOfOffice",
    "declined",
    "weekly_R20250310T160000",
    "weekly_20250310T160000Z",
    "weekly_R99999999T999999",
    "https://docs.google.com/document/d/1AbCdEfGh/edit",
    "https://docs.google.com/open?id=1AbCdEfGh",
    "https://[::1",
    "application/vnd.google-apps.document",
)
_CONFIGURED = Settings.model_validate({"person": [{"email": KIM, "aliases": ["k@example.com"]}]})


@cache
def recorded() -> tuple[Recorded, ...]:
    """The recorded answers, with guests, which they lack, moved near to the tests' own time."""
    ours = answer(
        [
            *weekly(3),
            *weekly(2, first=MONDAY + WEEK, series="weekly_R20250317T160000"),
            stub(MONDAY + WEEK),
            single(
                attachments=[{"fileUrl": "https://docs.google.com/document/d/1AbCdEf/edit"}],
                extendedProperties={"private": {"a": "b"}},
            ),
            away(MONDAY - timedelta(days=1), MONDAY + timedelta(days=1)),
        ]
    )
    with_guests = [
        Recorded.of(f"{one.name}, with guests", _met(one.value), read=EVENT_KEYS.split())
        for one in calendars()
    ]
    return (*calendars(), *with_guests, Recorded.of("ours", ours, read=EVENT_KEYS.split()))


def _met(value: Any) -> Any:
    guests = [me(), guest(), room()]
    items = [
        {**item, "attendees": guests} if isinstance(item, dict) else item for item in value["items"]
    ]
    return {**value, "items": items}


@dataclass(frozen=True, slots=True)
class Case:
    """An answer and the time at which it is looked at."""

    calendar: Mangled
    now: datetime


def cases() -> st.SearchStrategy[Case]:
    """Answers at the time of the meetings in them, and at any other."""
    answers = mangled(recorded(), texts=TEXTS)
    days = st.integers(-20_000, 2_000_000).map(lambda count: NOW + timedelta(days=count))
    times = st.sampled_from([NOW, datetime(2026, 3, 12, 7, tzinfo=UTC)]) | days

    @st.composite
    def made(draw: st.DrawFn) -> Case:
        return Case(draw(answers), draw(times))

    return made()


def holds(case: Case) -> None:
    assert len(parse_events(case.calendar.value, ZoneInfo)) >= 0
    google = Canned(calendar_answer=case.calendar.value)
    for settings in (Settings(), _CONFIGURED):
        value_or_own_error(lambda settings=settings: judged_and_told(google, settings, case.now))  # type: ignore[misc]


def judged_and_told(google: Canned, settings: Settings, now: datetime) -> None:
    """What every command does with a calendar's answer."""
    window = read_window(settings, google.calendar, now=now, zones=ZoneInfo)
    for verdict in window.verdicts:
        assert why(verdict)
        assert isinstance(verdict, LeftOut) or verdict.meeting is not None
    for pair in window.pairs:
        assert why_new(pair)
        occasions_of(pair, settings, now=now)
        terms_of(pair, settings, now=now, made=True)
    assert_readable(
        outcome_of(explain(settings, google.calendar, google.drive, now=now, zones=ZoneInfo))
    )
    pair_with(settings, google, KIM, now=now, zones=ZoneInfo)


FUZZER = Fuzzer("calendars", cases, holds, usual=30, round=400)


def test_every_event_gets_a_verdict_and_words() -> None:
    FUZZER.run()
