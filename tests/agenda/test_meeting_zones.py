"""The day of a meeting is the day where it is held, wherever the calendar and the machine are."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from sync.agenda.calendar.judge import verdicts
from sync.agenda.calendar.meetings import Counts, Meeting
from sync.agenda.calendar.pairs import pairs
from sync.agenda.calendar.rules import Rules
from tests.agenda.calendar_wire import Json, moment, occurrence, zones

ZONES = [
    "Pacific/Auckland",
    "Asia/Kolkata",
    "America/Sao_Paulo",
    "America/Los_Angeles",
    "Europe/Berlin",
]
DAY = timedelta(days=1)


@pytest.fixture(params=["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def machine(request: pytest.FixtureRequest) -> Iterator[None]:
    """The machine's own zone is far ahead, or far behind."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


def held(items: list[Json], *, calendar: str) -> list[Meeting]:
    found = verdicts({"timeZone": calendar, "items": items}, rules=Rules(), zones=zones)
    return [one.meeting for one in found if isinstance(one, Counts)]


def local(zone: str, text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zones(zone))


@pytest.mark.usefixtures("machine")
@pytest.mark.parametrize("calendar", ZONES)
@pytest.mark.parametrize(
    ("zone", "start", "instant"),
    [
        ("Pacific/Auckland", "2025-03-10T08:00", "2025-03-09T19:00Z"),
        ("Pacific/Auckland", "2025-07-10T23:30", "2025-07-10T11:30Z"),
        ("Asia/Kolkata", "2025-03-10T00:15", "2025-03-09T18:45Z"),
        ("Asia/Kolkata", "2025-03-10T23:45", "2025-03-10T18:15Z"),
        ("America/Sao_Paulo", "2025-03-10T22:30", "2025-03-11T01:30Z"),
        ("America/Sao_Paulo", "2018-12-10T22:30", "2018-12-11T00:30Z"),
        ("America/Los_Angeles", "2025-03-10T17:00", "2025-03-11T00:00Z"),
        ("America/Los_Angeles", "2025-01-10T16:30", "2025-01-11T00:30Z"),
    ],
)
def test_the_day_is_that_of_the_meetings_zone(
    zone: str, start: str, instant: str, calendar: str
) -> None:
    """Google writes the instant with the calendar's offset and names the meeting's zone."""
    at = local(zone, start)
    item = occurrence(at, zone=zone)
    there = zones(calendar)
    for field in ("start", "end", "originalStartTime"):
        value = datetime.fromisoformat(item[field]["dateTime"]).astimezone(there)
        item[field] = {"dateTime": value.isoformat(), "timeZone": zone}
    (meeting,) = held([item], calendar=calendar)

    assert (meeting.date.isoformat(), meeting.start.isoformat()[:16]) == (start[:10], start)
    assert f"{meeting.starts:%Y-%m-%dT%H:%MZ}" == instant
    assert meeting.key == meeting.starts


@pytest.mark.usefixtures("machine")
@pytest.mark.parametrize("zone", ZONES)
def test_a_meeting_without_a_zone_of_its_own_has_that_of_the_calendar(zone: str) -> None:
    item = occurrence(local(zone, "2025-03-10T23:45"), zone=zone)
    for field in ("start", "end", "originalStartTime"):
        value = datetime.fromisoformat(item[field]["dateTime"]).astimezone(UTC)
        item[field] = {"dateTime": value.isoformat()}
    (meeting,) = held([item], calendar=zone)

    assert (meeting.zone, meeting.date.isoformat()) == (zone, "2025-03-10")


@pytest.mark.parametrize(
    ("zone", "first"),
    [
        ("Pacific/Auckland", "2025-03-24T09:00"),
        ("America/Los_Angeles", "2025-02-24T09:00"),
        ("Europe/Berlin", "2025-03-17T09:00"),
        ("Asia/Kolkata", "2025-03-17T09:00"),
    ],
)
def test_a_weekly_meeting_stays_on_its_day_when_the_clock_changes(zone: str, first: str) -> None:
    items = [occurrence(local(zone, first) + 7 * DAY * week, zone=zone) for week in range(4)]
    meetings = held(items, calendar="America/Sao_Paulo")
    days = [datetime.fromisoformat(first).date() + 7 * DAY * week for week in range(4)]

    assert [one.date for one in meetings] == days
    assert {one.start.isoformat()[11:16] for one in meetings} == {"09:00"}


def test_a_new_zone_of_a_meeting_changes_its_day_and_not_its_name() -> None:
    """Kim moves from Berlin to Auckland: the organizer changes the zone of one occurrence."""
    at = local("Europe/Berlin", "2025-03-10T17:00")
    moved = {**occurrence(at), "start": moment(at, "Pacific/Auckland")}
    (before,), (after,) = (held([one], calendar="Europe/Berlin") for one in (occurrence(at), moved))

    assert (before.date.isoformat(), after.date.isoformat()) == ("2025-03-10", "2025-03-11")
    assert (before.key, before.starts) == (after.key, after.starts)


def test_the_hour_that_comes_twice_is_told_apart() -> None:
    """At 02:45 in Berlin before the clock goes back, and 02:15 after it: half an hour later."""
    first = datetime(2025, 10, 26, 0, 45, tzinfo=UTC)
    second = datetime(2025, 10, 26, 1, 15, tzinfo=UTC)
    items = [occurrence(second, series="later"), occurrence(first, series="sooner")]
    found = verdicts({"items": items}, rules=Rules(), zones=zones)
    made = [
        pairs(found, rules=Rules(), now=now)
        for now in (first - DAY, first + timedelta(minutes=29), first + timedelta(minutes=30))
    ]

    assert [one.start.isoformat(timespec="minutes") for one in made[0][0].meetings] == [
        "2025-10-26T02:45+02:00",
        "2025-10-26T02:15+01:00",
    ]
    assert [one.next.series if one.next else None for (pair,) in made for one in pair.threads] == [
        "sooner",
        "sooner",
        "later",
    ]


def test_a_meeting_after_midnight_is_on_the_next_day() -> None:
    late = occurrence(local("America/Los_Angeles", "2025-03-11T00:30"), zone="America/Los_Angeles")
    (meeting,) = held([late], calendar="America/Los_Angeles")

    assert meeting.date.isoformat() == "2025-03-11"
