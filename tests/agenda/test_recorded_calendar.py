"""Each recording of the Calendar API leads to the keys, threads and instants a person expects.

The recordings have no attendees, so each event is given two here. Masters and exceptions that were
recorded from sync calls are expanded to what `singleEvents=true` lists.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sync.agenda.calendar.cadence import Cadence
from sync.agenda.calendar.judge import verdicts
from sync.agenda.calendar.meetings import Reason
from sync.agenda.calendar.pairs import Pair, pairs
from sync.agenda.calendar.rules import Rules
from sync.agenda.calendar.series import ended_before
from tests.agenda.calendar_wire import Json, expanded, told, with_guests, zones

RULES = Rules()
TESTED = {
    "core_gcal.allday.json",
    "core_gcal.cancelled.json",
    "core_gcal.recurring.json",
    "create-recurring-event.json",
    "delete_single_delete.single-2.json",
    "delete_single_delete.single.json",
    "edit_single_single.instance-1.json",
    "edit_single_single.instance-2.json",
    "edit_single_single.instance-3.json",
    "edit_this-and-following_this-and-following-1.json",
    "edit_this-and-following_this-and-following-2.json",
    "edit_this-and-following_this-and-following-3.json",
    "edit_this-and-following_this-and-following-4.json",
    "get-event-instances.json",
    "get-setting.json",  # the zone, no events
    "list-events.json",
    "northworld_cancelled_events.json",
    "northworld_empty_events.json",
    "northworld_events.json",
    "northworld_find_event_by_id.json",
    "northworld_repeating_events.json",
    "patch-event.json",
}


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _events(value: Any) -> Iterator[Json]:
    """All events anywhere in a recorded answer; a request in it is none."""
    if isinstance(value, list):
        for one in value:
            yield from _events(one)
    elif isinstance(value, dict):
        if value.get("kind") == "calendar#event":
            yield value
        else:
            for key, one in value.items():
                if key != "request":
                    yield from _events(one)


def recorded(recordings: Path, name: str, *, zone: str) -> tuple[Json, list[Json]]:
    """The events of a recording, as an answer with guests and as they are."""
    events = list(_events(json.loads((recordings / "calendar" / name).read_text())))
    return {"timeZone": zone, "items": [with_guests(one) for one in events]}, events


def seen(answer: Json) -> list[tuple[str, str, str, str]]:
    """Each event: verdict, series, key, local start."""
    return [
        (
            told(one),
            one.event.series,
            f"{one.event.key:%Y-%m-%dT%H:%MZ}" if one.event.key else "",
            one.event.start.isoformat(timespec="minutes") if one.event.start else "",
        )
        for one in verdicts(answer, rules=RULES, zones=zones)
    ]


def the_pair(items: list[Json], *, now: datetime) -> Pair:
    answer = {"timeZone": "America/Chicago", "items": [with_guests(one) for one in items]}
    (pair,) = pairs(verdicts(answer, rules=RULES, zones=zones), rules=RULES, now=now)
    return pair


def test_every_recording_has_its_expectation_here(recordings: Path) -> None:
    assert {path.name for path in (recordings / "calendar").glob("*.json")} == TESTED


def test_an_all_day_event_is_no_meeting(recordings: Path) -> None:
    answer, _ = recorded(recordings, "core_gcal.allday.json", zone="America/Denver")

    assert seen(answer) == [
        ("all-day", "1evdi8c1s5knlt5ofhncl654u9", "2022-02-22T07:00Z", "2022-02-22T00:00-07:00")
    ]


def test_cancelled_stubs_are_named_even_by_their_id_alone(recordings: Path) -> None:
    """The first says 16:00-06:00 and T220000Z: one instant. The second has no original start."""
    answer, _ = recorded(recordings, "core_gcal.cancelled.json", zone="America/Denver")

    assert seen(answer) == [
        ("cancelled", "tlf9q8uk5vjl2i2868q36dpi28", "2013-05-08T22:00Z", ""),
        ("cancelled", "0cu25g99pfkhlfarupevcjc297", "2021-11-23T17:00Z", ""),
    ]


def test_occurrences_of_a_series_are_one_thread_and_the_series_itself_is_none(
    recordings: Path,
) -> None:
    answer, events = recorded(recordings, "core_gcal.recurring.json", zone="Africa/Lagos")
    series = "15chil19v5nskedvmo93ei4nl8"

    assert len(events) == 11
    assert sorted(seen(answer)) == sorted(
        [
            ("series", series, "2025-09-07T01:30Z", "2025-09-07T02:30+01:00"),
            *(
                ("counts", series, f"2025-09-{day:02}T01:30Z", f"2025-09-{day:02}T02:30+01:00")
                for day in range(7, 17)
            ),
        ]
    )
    pair = the_pair(events, now=utc("2025-09-10T02:00"))
    assert [(one.template, one.cadence, len(one.meetings)) for one in pair.threads] == [
        ("default", Cadence.MORE_OFTEN, 10)
    ]
    assert [one.next.key if one.next else None for one in pair.threads] == [utc("2025-09-10T01:30")]


def test_a_start_in_another_offset_is_in_the_zone_of_the_event(recordings: Path) -> None:
    """Read in São Paulo, held in Los Angeles: -03:00 in the answer, nine o'clock there."""
    answer, events = recorded(recordings, "create-recurring-event.json", zone="America/Sao_Paulo")
    pair = the_pair(expanded(events, until=utc("2026-03-28")), now=utc("2026-03-19"))

    assert seen(answer) == [
        ("series", "p16bg8v5je563l7hq5nh5pc3k0", "2026-03-20T16:00Z", "2026-03-20T09:00-07:00")
    ]
    assert [one.start.isoformat(timespec="minutes") for one in pair.meetings] == [
        "2026-03-20T09:00-07:00",
        "2026-03-23T09:00-07:00",
        "2026-03-25T09:00-07:00",
        "2026-03-27T09:00-07:00",
    ]


@pytest.mark.parametrize(
    ("name", "series", "gone"),
    [
        ("delete_single_delete.single.json", "5hni4sj3ql1669otmjg7sn1mok", "2025-03-25T13:00"),
        ("delete_single_delete.single-2.json", "72o12msae3t6au1lim41i8tu6j", "2025-03-28T15:00"),
    ],
)
def test_a_deleted_occurrence_is_remembered_and_never_next(
    recordings: Path, name: str, series: str, gone: str
) -> None:
    key = utc(gone)
    _, events = recorded(recordings, name, zone="America/Chicago")
    pair = the_pair(expanded(events, until=key + timedelta(days=3)), now=key)

    assert [(one.series, one.key, one.why) for one in pair.cancelled] == [
        (series, key, Reason.CANCELLED)
    ]
    assert key not in {one.key for one in pair.meetings}
    assert [one.next.key if one.next else None for one in pair.threads] == [key + timedelta(days=1)]
    assert pair.why_gone(series, key) is Reason.CANCELLED
    assert pair.why_gone(series, key + timedelta(days=1)) is None


@pytest.mark.parametrize(
    ("name", "key", "start"),
    [
        ("edit_single_single.instance-1.json", "2025-03-24T12:30", "2025-03-24T12:30-05:00"),
        ("edit_single_single.instance-2.json", "2025-03-26T12:30", "2025-03-26T20:45-05:00"),
        ("edit_single_single.instance-3.json", "2025-03-26T12:30", "2025-03-26T07:30-05:00"),
    ],
)
def test_a_moved_or_renamed_occurrence_keeps_its_key(
    recordings: Path, name: str, key: str, start: str
) -> None:
    """Daily at 07:30 in Chicago; one occurrence is moved to noon, to the evening, or renamed."""
    _, events = recorded(recordings, name, zone="America/Chicago")
    pair = the_pair(expanded(events, until=utc("2025-03-29")), now=utc("2025-03-23"))
    moved = {one.key: one.start.isoformat(timespec="minutes") for one in pair.meetings}

    assert list(moved) == [utc(f"2025-03-{day}T12:30") for day in range(24, 29)]
    assert moved.pop(utc(key)) == start
    assert {text[10:] for text in moved.values()} == {"T07:30-05:00"}
    assert len(pair.threads) == 1


@pytest.mark.parametrize(
    ("name", "series", "keys"),
    [
        (
            "edit_this-and-following_this-and-following-1.json",
            "4k3h1bqn0pmn2qmvc7m0b6ip2q",
            [f"2025-03-{day}T12:30" for day in range(24, 30)],
        ),
        (
            "edit_this-and-following_this-and-following-2.json",
            "3i234gl45i6i1s8rpui7dleor0",
            [f"2025-03-{day}T13:15" for day in (*range(12, 19), 20, 19, *range(21, 30))],
        ),
        (
            "edit_this-and-following_this-and-following-3.json",
            "0214krqh7jr2n0bobv19djs5aj",
            [f"2025-03-{day}T14:15" for day in range(12, 30)],
        ),
        (
            "edit_this-and-following_this-and-following-4.json",
            "68k0p6ackplecqs9fuvbs1fju0",
            [f"2025-03-{day}T12:30" for day in range(24, 30)],
        ),
    ],
)
def test_a_split_series_is_one_thread_with_unbroken_keys(
    recordings: Path, name: str, series: str, keys: list[str]
) -> None:
    """In the second one, the meeting of the 19th was moved to the 20th, past the next one."""
    _, events = recorded(recordings, name, zone="America/Chicago")
    pair = the_pair(expanded(events, until=utc("2025-03-30")), now=utc("2025-03-27"))
    old = next(one for one in events if one["id"] == series)
    (split,) = pair.splits

    assert [one.key for one in pair.meetings] == [utc(key) for key in keys]
    assert {one.series for one in pair.meetings} == {series}
    assert {one.series_id for one in pair.meetings} == {
        one["id"] for one in events if "recurrence" in one
    }
    assert len(pair.threads) == 1
    assert [pair.why_gone(series, utc(key)) for key in keys] == [None] * len(keys)
    assert pair.why_gone(series, utc(keys[-1]) + timedelta(hours=1)) is Reason.CANCELLED
    assert [key for key in keys if ended_before(old, utc(key), zone=zones("America/Chicago"))] == [
        key for key in keys if utc(key) >= split.at
    ]


def test_instances_of_a_weekly_series_are_a_weekly_thread(recordings: Path) -> None:
    answer, events = recorded(recordings, "get-event-instances.json", zone="America/Sao_Paulo")
    pair = the_pair(events, now=utc("2026-03-16"))

    assert seen(answer) == [
        (
            "counts",
            "qregmrsft1lsl6bi1p6m5vrgf4",
            f"2026-{day}T13:00Z",
            f"2026-{day}T10:00-03:00",
        )
        for day in ("03-15", "03-22", "03-29", "04-05")
    ]
    assert [(one.cadence, one.next and one.next.date.isoformat()) for one in pair.threads] == [
        (Cadence.WEEKLY, "2026-03-22")
    ]


def test_a_cancelled_occurrence_of_a_split_series_is_named_by_the_whole_series(
    recordings: Path,
) -> None:
    answer, _ = recorded(recordings, "northworld_cancelled_events.json", zone="Asia/Tokyo")

    assert seen(answer) == [("cancelled", "5hskl88u70fdekmted80rkjut4", "2015-07-01T01:00Z", "")]


def test_series_of_another_calendar_are_no_meetings(recordings: Path) -> None:
    """Two of the three were given one id when they were made anonymous."""
    answer, _ = recorded(recordings, "northworld_events.json", zone="America/Los_Angeles")

    assert [(word, key, start) for word, _, key, start in seen(answer)] == [
        ("duplicate", "2011-10-03T16:30Z", "2011-10-03T09:30-07:00"),
        ("series", "2011-10-03T17:30Z", "2011-10-03T10:30-07:00"),
        ("series", "2012-01-09T17:15Z", "2012-01-09T09:15-08:00"),
    ]


def test_a_series_of_three_days_is_three_meetings(recordings: Path) -> None:
    answer, events = recorded(
        recordings, "northworld_repeating_events.json", zone="America/Los_Angeles"
    )
    pair = the_pair(expanded(events, until=utc("2014-12-01")), now=utc("2014-11-15"))

    assert [word for word, *_ in seen(answer)] == ["series"]
    assert [one.start.isoformat(timespec="minutes") for one in pair.meetings] == [
        f"2014-11-{day}T17:00-08:00" for day in (15, 16, 17)
    ]


@pytest.mark.parametrize(
    ("name", "zone", "expected"),
    [
        (
            "northworld_find_event_by_id.json",
            "America/Los_Angeles",
            (
                "single",
                "fhru34kt6ikmr20knd2456l08n",
                "2008-09-24T17:30Z",
                "2008-09-24T10:30-07:00",
            ),
        ),
        (
            "patch-event.json",
            "America/Sao_Paulo",
            (
                "single",
                "rqijlb4v3pa1iso8jgh9ct76h4",
                "2024-12-15T15:00Z",
                "2024-12-15T10:00-05:00",
            ),
        ),
    ],
)
def test_a_single_meeting_is_named_by_itself_and_its_start(
    recordings: Path, name: str, zone: str, expected: tuple[str, ...]
) -> None:
    """The first names no zone: it is the calendar's. The second is held in New York."""
    answer, _ = recorded(recordings, name, zone=zone)

    assert seen(answer) == [expected]


@pytest.mark.parametrize(
    "name", ["list-events.json", "northworld_empty_events.json", "get-setting.json"]
)
def test_an_answer_without_events_has_no_verdicts(recordings: Path, name: str) -> None:
    answer, _ = recorded(recordings, name, zone="UTC")

    assert seen(answer) == []
