"""What a split of a series proves, and what it does not."""

from datetime import datetime, timedelta

import pytest

from sync.agenda.calendar.meetings import Reason
from tests.agenda.calendar_wire import MONDAY, WEEK, occurrence, only, weekly

SPLIT = "weekly_R20250317T160000"


def test_a_split_changes_neither_the_pair_nor_the_names() -> None:
    pair = only([*weekly(2, first=MONDAY - WEEK), *weekly(2, first=MONDAY + WEEK, series=SPLIT)])

    assert [(one.series, one.key, one.series_id) for one in pair.meetings] == [
        ("weekly", MONDAY - WEEK, "weekly"),
        ("weekly", MONDAY, "weekly"),
        ("weekly", MONDAY + WEEK, SPLIT),
        ("weekly", MONDAY + 2 * WEEK, SPLIT),
    ]
    assert [len(one.meetings) for one in pair.threads] == [4]


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (MONDAY, None),
        (MONDAY + WEEK - 18 * HOUR, None),
        (MONDAY + WEEK - HOUR, Reason.CANCELLED),
        (MONDAY + WEEK, Reason.CANCELLED),
        (MONDAY + 2 * WEEK, Reason.CANCELLED),
        (MONDAY + WEEK + HOUR, None),
        (MONDAY + 2 * WEEK + HOUR, None),
    ],
)
def test_a_split_to_another_time_proves_that_the_old_occurrences_are_gone(
    key: datetime, expected: Reason | None
) -> None:
    """From the 17th on an hour later. What lies in the new one's slots may have moved elsewhere."""
    later = weekly(1, first=MONDAY + WEEK + HOUR, series=SPLIT)
    pair = only([occurrence(), *later])

    assert pair.why_gone("weekly", key) is expected
    assert pair.why_gone("other", key) is None


def test_each_split_lasts_until_the_next() -> None:
    """An hour later from the 17th on, from the 24th on at the old time again."""
    pair = only(
        [
            *weekly(1, first=MONDAY + WEEK + HOUR, series=SPLIT),
            *weekly(1, first=MONDAY + 2 * WEEK, series="weekly_R20250324T160000"),
        ]
    )

    assert [
        pair.why_gone("weekly", MONDAY + weeks * WEEK + late)
        for weeks in (1, 2)
        for late in (0 * HOUR, HOUR)
    ] == [Reason.CANCELLED, None, None, Reason.CANCELLED]


def test_the_slots_of_a_split_are_those_of_the_clock_on_the_wall() -> None:
    """At 17:00 in Berlin before and after the change of the clock: 16:00 and 15:00 in UTC."""
    summer = MONDAY + 3 * WEEK - HOUR
    items = [occurrence(MONDAY + 2 * WEEK, series=SPLIT)]

    assert [only(items).why_gone("weekly", key) for key in (summer, summer + HOUR)] == [
        None,
        Reason.CANCELLED,
    ]
