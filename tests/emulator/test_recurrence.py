"""Series are expanded in their own zone: the wall clock stays, the offset follows the season."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.emulator.calendar.recurrence import ended_before, going_on, slot_at, slots
from sync.emulator.calendar.times import timed, zone
from sync.emulator.wire import Json, WireError
from sync.emulator.workspace import Workspace
from tests.emulator.conftest import Clients


def series(start: datetime | date, zone_name: str, *lines: str) -> Json:
    if isinstance(start, datetime):
        begins = timed(start.replace(tzinfo=zone(zone_name)), zone_name)
        ends = timed(start.replace(tzinfo=zone(zone_name)) + timedelta(minutes=30), zone_name)
    else:
        begins, ends = {"date": f"{start}"}, {"date": f"{start + timedelta(days=1)}"}
    return {"start": begins, "end": ends, "recurrence": list(lines)}


def starts(fields: Json, low: datetime, high: datetime) -> list[str]:
    return [slot.start.isoformat() for slot in slots(fields, low, high)]


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("zone_name", "begin", "expected"),
    [
        (
            "Pacific/Auckland",  # summer time ends on 6 April 2025
            datetime(2025, 3, 28, 9),  # noqa: DTZ001 - local
            ["2025-03-28T09:00:00+13:00", "2025-04-04T09:00:00+13:00", "2025-04-11T09:00:00+12:00"],
        ),
        (
            "America/Los_Angeles",  # summer time begins on 9 March 2025
            datetime(2025, 3, 3, 9),  # noqa: DTZ001
            ["2025-03-03T09:00:00-08:00", "2025-03-10T09:00:00-07:00", "2025-03-17T09:00:00-07:00"],
        ),
        (
            "America/Sao_Paulo",  # the last summer time there ended on 17 February 2019
            datetime(2019, 2, 12, 9),  # noqa: DTZ001
            ["2019-02-12T09:00:00-02:00", "2019-02-19T09:00:00-03:00", "2019-02-26T09:00:00-03:00"],
        ),
        (
            "Asia/Kolkata",
            datetime(2025, 3, 3, 9),  # noqa: DTZ001
            ["2025-03-03T09:00:00+05:30", "2025-03-10T09:00:00+05:30", "2025-03-17T09:00:00+05:30"],
        ),
    ],
)
def test_a_weekly_meeting_keeps_its_wall_clock_over_a_change_of_season(
    zone_name: str, begin: datetime, expected: list[str]
) -> None:
    fields = series(begin, zone_name, "RRULE:FREQ=WEEKLY;COUNT=3")

    assert starts(fields, utc(2019, 1, 1), utc(2026, 1, 1)) == expected


@pytest.mark.parametrize(
    ("zone_name", "begin", "expected"),
    [
        (
            "America/Los_Angeles",
            datetime(2025, 3, 8, 2, 30),  # noqa: DTZ001
            ["2025-03-08T02:30:00-08:00", "2025-03-09T03:30:00-07:00", "2025-03-10T02:30:00-07:00"],
        ),
        (
            "America/Sao_Paulo",  # there the clock jumped at midnight
            datetime(2018, 11, 3, 0, 30),  # noqa: DTZ001
            ["2018-11-03T00:30:00-03:00", "2018-11-04T01:30:00-02:00", "2018-11-05T00:30:00-02:00"],
        ),
    ],
)
def test_a_time_that_a_night_lacks_moves_on_by_the_missing_hour(
    zone_name: str, begin: datetime, expected: list[str]
) -> None:
    fields = series(begin, zone_name, "RRULE:FREQ=DAILY;COUNT=3")

    assert starts(fields, utc(2018, 1, 1), utc(2026, 1, 1)) == expected


def test_an_occurrence_is_named_by_its_original_start_in_utc() -> None:
    fields = series(datetime(2025, 3, 3, 9), "America/Los_Angeles", "RRULE:FREQ=WEEKLY;COUNT=2")  # noqa: DTZ001

    assert [slot.key for slot in slots(fields, None, None)] == [
        "20250303T170000Z",
        "20250310T160000Z",
    ]
    assert slot_at(fields, "20250310T160000Z") is not None
    assert slot_at(fields, "20250310T170000Z") is None
    assert slot_at(fields, "20250310") is None
    assert slot_at(fields, "20259910T160000Z") is None


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20250401T000000Z"], ["03-03", "03-17", "03-31"]),
        (["RRULE:FREQ=WEEKLY;UNTIL=20250317"], ["03-03", "03-10", "03-17"]),
        (["RRULE:FREQ=MONTHLY;BYDAY=1MO;COUNT=3"], ["03-03", "04-07", "05-05"]),
        (["RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3"], ["03-03", "03-05", "03-10"]),
        (
            ["RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE;TZID=Europe/Berlin:20250310T090000"],
            ["03-03", "03-17"],
        ),
        (["RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE:20250310T080000Z"], ["03-03", "03-17"]),
        (
            ["RRULE:FREQ=WEEKLY;COUNT=2", "RDATE;TZID=Europe/Berlin:20250306T090000"],
            ["03-03", "03-06", "03-10"],
        ),
        (["RDATE:20250306T080000Z,20250307T080000Z"], ["03-03", "03-06", "03-07"]),
    ],
)
def test_rules_exceptions_and_extra_dates_are_read(lines: list[str], expected: list[str]) -> None:
    fields = series(datetime(2025, 3, 3, 9), "Europe/Berlin", *lines)  # noqa: DTZ001
    found = [f"{slot.start:%m-%d}" for slot in slots(fields, None, utc(2026, 1, 1))]

    assert found == expected


def test_an_all_day_series_has_days() -> None:
    fields = series(date(2025, 3, 3), "UTC", "RRULE:FREQ=WEEKLY;UNTIL=20250317")

    assert [(slot.key, slot.start) for slot in slots(fields, None, None)] == [
        ("20250303", date(2025, 3, 3)),
        ("20250310", date(2025, 3, 10)),
        ("20250317", date(2025, 3, 17)),
    ]


@pytest.mark.parametrize("line", ["RRULE:FREQ=OFTEN", "nonsense", "RRULE:COUNT=2", "X:1"])
def test_rules_that_can_not_be_read_are_refused(
    line: str, workspace: Workspace, client: Clients
) -> None:
    times = {"dateTime": "2025-03-03T09:00:00Z", "timeZone": "UTC"}
    status, body = client().refused(
        "POST",
        "/calendar/v3/calendars/primary/events",
        json={"start": times, "end": times, "recurrence": [line]},
    )

    assert (status, body["error"]["message"]) == (400, "Invalid recurrence rule.")
    assert workspace.world.state.series == {}


def test_this_and_following_ends_at_the_midnight_before_and_takes_the_rest_of_the_count() -> None:
    fields = series(
        datetime(2025, 3, 24, 7, 30),  # noqa: DTZ001
        "America/Chicago",
        "RRULE:FREQ=DAILY;COUNT=10",
    )
    slot = slot_at(fields, "20250327T123000Z")
    assert slot is not None
    old = ended_before(fields["recurrence"], fields["start"], slot)
    new = going_on(fields, slot)

    assert old == ["RRULE:FREQ=DAILY;UNTIL=20250327T045959Z"]
    assert new == ["RRULE:FREQ=DAILY;COUNT=7"]


def test_a_zone_that_is_none_is_refused() -> None:
    with pytest.raises(WireError):
        zone("Mars/Olympus")


RULES = st.sampled_from(
    [
        "RRULE:FREQ=WEEKLY",
        "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH",
        "RRULE:FREQ=MONTHLY;BYDAY=-1FR",
        "RRULE:FREQ=DAILY;UNTIL=20250901T000000Z",
        "RRULE:FREQ=MONTHLY;BYMONTHDAY=31",
    ]
)


@given(
    rule=RULES,
    zone_name=st.sampled_from(
        ["Pacific/Auckland", "America/Los_Angeles", "America/Sao_Paulo", "Asia/Kolkata"]
    ),
    hour=st.integers(0, 23),
    cut=st.integers(1, 300),
)
def test_two_windows_find_together_what_one_finds(
    rule: str, zone_name: str, hour: int, cut: int
) -> None:
    fields = series(datetime(2025, 1, 6, hour, 30), zone_name, rule)  # noqa: DTZ001
    low, high = utc(2025, 1, 1), utc(2025, 12, 31)
    middle = low + timedelta(days=cut)

    def exactly(first: datetime, last: datetime) -> list[str]:
        return [
            slot.key
            for slot in slots(fields, first, last)
            if isinstance(slot.start, datetime) and first <= slot.start < last
        ]

    assert exactly(low, middle) + exactly(middle, high) == exactly(low, high)
    assert all(slot_at(fields, key) is not None for key in exactly(low, high))
