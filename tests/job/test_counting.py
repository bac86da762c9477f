"""How far a work on many pairs has come is told one by one, whichever way each ends."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from sync.job.counting import Counting


def test_each_end_is_told_once_and_in_order() -> None:
    told: list[tuple[int, int]] = []
    count = Counting(lambda done, total: told.append((done, total)), 40)
    with ThreadPoolExecutor(max_workers=8) as pool:
        made = list(pool.map(count.each(lambda number: number * 2), range(40)))

    assert made == [number * 2 for number in range(40)]
    assert told == [(number, 40) for number in range(41)]


def test_a_work_that_fails_has_ended_too() -> None:
    told: list[tuple[int, int]] = []
    count = Counting(lambda done, total: told.append((done, total)), 1)

    def fails(_: int) -> int:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        count.each(fails)(1)

    assert told == [(0, 1), (1, 1)]
