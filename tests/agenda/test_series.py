"""What ids and rules say of a series."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from sync.agenda.calendar.series import ended_before, instance_of, series_of, split_at

CHICAGO = ZoneInfo("America/Chicago")


@pytest.mark.parametrize(
    ("series_id", "base", "at"),
    [
        ("4k3h", "4k3h", None),
        ("4k3h_R20250327T123000", "4k3h", datetime(2025, 3, 27, 12, 30, tzinfo=UTC)),
        ("4k3h_R20250327T123000Z", "4k3h", datetime(2025, 3, 27, 12, 30, tzinfo=UTC)),
        ("4k3h_R20250327", "4k3h", datetime(2025, 3, 27, tzinfo=UTC)),
        (
            "4k3h_R20250327T123000_R20250410T123000",
            "4k3h",
            datetime(2025, 4, 10, 12, 30, tzinfo=UTC),
        ),
        ("_7534_R", "_7534_R", None),
        ("4k3h_R20259999T123000", "4k3h", None),
        ("", "", None),
    ],
)
def test_both_sides_of_a_split_have_one_name(
    series_id: str, base: str, at: datetime | None
) -> None:
    assert (series_of(series_id), split_at(series_id)) == (base, at)


@pytest.mark.parametrize(
    ("event_id", "expected"),
    [
        ("4k3h_20250310T220000Z", ("4k3h", datetime(2025, 3, 10, 22, tzinfo=UTC))),
        ("_7534_20250310", ("_7534", datetime(2025, 3, 10, tzinfo=UTC))),
        ("4k3h_20251399T220000Z", ("4k3h_20251399T220000Z", None)),
        ("4k3h", ("4k3h", None)),
        ("_20250310T220000Z", ("_20250310T220000Z", None)),
        ("", ("", None)),
    ],
)
def test_the_id_of_an_occurrence_names_its_series_and_its_original_start(
    event_id: str, expected: tuple[str, datetime | None]
) -> None:
    assert instance_of(event_id) == expected


@pytest.mark.parametrize(
    ("master", "ended"),
    [
        ({"recurrence": ["RRULE:FREQ=DAILY;UNTIL=20250327T045959Z"]}, True),
        ({"recurrence": ["RRULE:FREQ=DAILY;UNTIL=20250327T123000Z"]}, False),
        ({"recurrence": ["RRULE:UNTIL=20250326;FREQ=DAILY"]}, True),
        ({"recurrence": ["RRULE:FREQ=DAILY;UNTIL=20250327"]}, False),
        ({"recurrence": ["RRULE:FREQ=DAILY;UNTIL=20250327T072959"]}, True),
        ({"recurrence": ["EXDATE:20250320T123000Z", "RRULE:FREQ=DAILY;UNTIL=20250326"]}, True),
        ({"recurrence": ["RRULE:FREQ=DAILY;UNTIL=20250326", "RDATE:20250401T123000Z"]}, False),
        ({"recurrence": ["RRULE:FREQ=DAILY;COUNT=2"]}, False),
        ({"recurrence": ["RRULE:FREQ=DAILY;UNTIL=20259999"]}, False),
        ({"recurrence": ["RRULE:FREQ=DAILY"]}, False),
        ({"recurrence": ["EXDATE:20250320T123000Z"]}, False),
        ({"recurrence": [7]}, False),
        ({"recurrence": "RRULE"}, False),
        ({"status": "cancelled"}, True),
        ({}, False),
    ],
)
def test_a_series_has_ended_before_a_start_only_when_its_rules_say_so(
    master: dict[str, object], ended: bool
) -> None:
    """The start is 07:30 in Chicago on the 27th, where the recorded series was split."""
    key = datetime(2025, 3, 27, 12, 30, tzinfo=UTC)

    assert ended_before(master, key, zone=CHICAGO) is ended
