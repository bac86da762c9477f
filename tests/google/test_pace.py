"""Token buckets on a clock of the test's own: no minute ever holds more than is allowed."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.google.calls import Api, Call, Kind
from sync.google.pace import Bucket, Limits, Pace

WRITE = Call(api=Api.DOCS, method="documents.batchUpdate", kind=Kind.LOCKED_WRITE, where="x")
READ = Call(api=Api.DOCS, method="documents.get", kind=Kind.SAFE, where="x")
OTHER = Call(api=Api.DRIVE, method="files.get", kind=Kind.SAFE, where="x")


class Time:
    """Seconds that pass only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.now += seconds


def fullest_minute(times: list[float]) -> int:
    times = sorted(times)
    return max((sum(start <= each < start + 60 for each in times) for start in times), default=0)


@given(
    allowed=st.floats(min_value=0.2, max_value=50),
    share=st.floats(min_value=0.01, max_value=0.9),
    gaps=st.lists(st.floats(min_value=0, max_value=200), max_size=60),
)
def test_no_minute_holds_more_than_is_allowed(
    allowed: float, share: float, gaps: list[float]
) -> None:
    bucket = Bucket(allowed, burst=allowed * share)
    now, times = 0.0, []
    for gap in gaps:
        now += gap
        times.append(now + bucket.take(now))

    assert fullest_minute(times) <= max(1, allowed + 1e-6)
    assert all(first <= second + 1e-6 for first, second in pairwise(times))


def test_what_is_allowed_is_used_when_there_is_always_more_to_do() -> None:
    bucket = Bucket(67.5, burst=0.675)
    times = [bucket.take(0) for _ in range(1000)]

    assert 1000 / (times[-1] / 60) >= 0.98 * 67.5


def test_the_tasks_of_a_project_together_stay_below_its_quota() -> None:
    time = Time()
    limits = Limits()
    tasks = [Pace(limits, tasks=8, clock=time.clock, sleep=time.sleep) for _ in range(8)]
    users = [task.of_user() for task in tasks for _ in range(100)]
    sent: list[float] = []
    for paced in users:
        paced(WRITE)
        sent.append(time.now)

    assert fullest_minute(sent) <= 540


def test_one_user_stays_below_their_own_quota_and_reads_have_theirs() -> None:
    time = Time()
    paced = Pace(Limits(), tasks=1, clock=time.clock, sleep=time.sleep).of_user()
    writes, reads = [], []
    for _ in range(150):
        paced(WRITE)
        writes.append(time.now)
    begin = time.now
    for _ in range(150):
        paced(READ)
        reads.append(time.now)

    assert fullest_minute(writes) <= 54
    assert fullest_minute(reads) <= 270
    assert time.now - begin < 60


def test_calls_to_calendar_and_drive_are_not_held_up() -> None:
    time = Time()
    paced = Pace(Limits(), tasks=8, clock=time.clock, sleep=time.sleep).of_user()
    for _ in range(5000):
        paced(OTHER)

    assert time.now == 0


@pytest.mark.parametrize(("limit", "tasks", "part"), [(600, 1, 540), (600, 8, 67.5)])
def test_a_task_gets_its_part_below_the_headroom(limit: int, tasks: int, part: float) -> None:
    assert Limits().part(limit, tasks) == pytest.approx(part)
