"""How often people meet."""

from datetime import UTC, datetime, timedelta

import pytest

from sync.agenda.calendar.cadence import Cadence, cadence_of, gap_of

FIRST = datetime(2025, 3, 3, 9, tzinfo=UTC)


def on_days(*days: float) -> list[datetime]:
    return [FIRST + timedelta(days=day) for day in days]


@pytest.mark.parametrize(
    ("days", "cadence"),
    [
        ((), Cadence.MONTHLY),
        ((0,), Cadence.MONTHLY),
        ((0, 0.1), Cadence.MONTHLY),
        ((0, 1, 2, 3, 4, 7, 8), Cadence.MORE_OFTEN),
        ((0, 3, 7, 10, 14), Cadence.MORE_OFTEN),
        ((0, 7), Cadence.WEEKLY),
        ((0, 7, 14, 28, 35), Cadence.WEEKLY),
        ((0, 7, 21), Cadence.WEEKLY),
        ((0, 6, 14, 20, 28), Cadence.WEEKLY),
        ((0, 14, 28), Cadence.BIWEEKLY),
        ((0, 14, 42), Cadence.BIWEEKLY),
        ((0, 21, 42), Cadence.THREE_WEEKLY),
        ((0, 28), Cadence.MONTHLY),
        ((0, 35), Cadence.MONTHLY),
        ((0, 91), Cadence.MONTHLY),
    ],
)
def test_the_cadence_is_that_of_the_usual_gap(days: tuple[float, ...], cadence: Cadence) -> None:
    assert cadence_of([on_days(*days)]) is cadence


@pytest.mark.parametrize(
    ("series", "cadence"),
    [
        ([], Cadence.MONTHLY),
        ([[]], Cadence.MONTHLY),
        ([[0, 7, 14, 21, 28], [4, 32]], Cadence.WEEKLY),
        ([[0, 7, 14], [3]], Cadence.WEEKLY),
        ([[0, 14, 28], [7, 21, 35]], Cadence.WEEKLY),
        ([[0, 7, 14], [3, 10, 17]], Cadence.MORE_OFTEN),
        ([[0, 7, 14], [21, 28]], Cadence.WEEKLY),
        ([[0, 7, 14], [0, 7, 14]], Cadence.WEEKLY),
        ([[0], [7]], Cadence.WEEKLY),
        ([[0, 28], [14]], Cadence.MONTHLY),
    ],
)
def test_the_most_frequent_series_of_a_thread_say_its_cadence(
    series: list[list[float]], cadence: Cadence
) -> None:
    assert cadence_of([on_days(*days) for days in series]) is cadence


def test_a_change_of_the_clock_and_the_order_of_the_starts_make_no_difference() -> None:
    """Weekly at 09:00 in Berlin over the last Sunday of March."""
    starts = [
        datetime.fromisoformat(f"2025-0{day}:00")
        for day in ("3-17T09:00:00+01", "4-07T09:00:00+02", "3-24T09:00:00+01", "3-31T09:00:00+02")
    ]

    assert (gap_of(starts), cadence_of([starts])) == (timedelta(days=7), Cadence.WEEKLY)
