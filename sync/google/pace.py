"""Keeping below Google's quotas for documents: token buckets, one for each quota.

A project's quota is shared by all that run at once: each of `tasks` tasks gets its part. What is
allowed in any minute is never exceeded, since a bucket's burst is taken off its rate. Time and
sleep are given; nothing here asks a clock of its own. Calendar and Drive allow far more than the
job asks of them and are not counted.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from sync.google.calls import Api, Call, Kind

Clock = Callable[[], float]
Sleep = Callable[[float], None]
Paced = Callable[[Call], None]
"""Called before a request is sent, each time it is; returns when it may be."""

_MINUTE = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Requests a minute: of the project, and of one user. `headroom` is the share left unused."""

    writes: int = 600
    reads: int = 3000
    user_writes: int = 60
    user_reads: int = 300
    headroom: float = 0.1

    def part(self, limit: int, tasks: int) -> float:
        """What one task may use of a limit."""
        return limit * (1 - self.headroom) / tasks


class Bucket:
    """So many requests in any minute, `burst` of them at once."""

    def __init__(self, allowed: float, *, burst: float) -> None:
        self._burst = max(1.0, min(burst, allowed / 2))
        # A part of less than two a minute still lets one through, each time its share is due.
        self._interval = _MINUTE / max(allowed - self._burst, allowed / 2)
        self._due = 0.0
        self._lock = Lock()

    def take(self, now: float) -> float:
        """Takes one; in how many seconds it may be used."""
        with self._lock:
            start = max(now, self._due - (self._burst - 1) * self._interval)
            self._due = max(self._due, start) + self._interval
            return start - now


class Pace:
    """The buckets of one task. `sleep` waits for seconds of `clock`."""

    def __init__(self, limits: Limits, *, tasks: int, clock: Clock, sleep: Sleep) -> None:
        self._limits = limits
        self._tasks = tasks
        self._clock = clock
        self._sleep = sleep
        # Steady rather than in bursts: the last percent of a project's minute is others' luck.
        self._writes = self._bucket(limits.writes, burst=0.01)
        self._reads = self._bucket(limits.reads, burst=0.01)

    def of_user(self) -> Paced:
        """The pace of one user's requests, with buckets of their own."""
        writes = self._bucket(self._limits.user_writes, burst=0.5)
        reads = self._bucket(self._limits.user_reads, burst=0.5)

        def paced(call: Call) -> None:
            if call.api is not Api.DOCS:
                return
            safe = call.kind is Kind.SAFE
            # The user's first: who waits for their own quota holds nothing of the project's.
            self._wait(reads if safe else writes)
            self._wait(self._reads if safe else self._writes)

        return paced

    def _bucket(self, limit: int, *, burst: float) -> Bucket:
        allowed = self._limits.part(limit, self._tasks)
        return Bucket(allowed, burst=allowed * burst)

    def _wait(self, bucket: Bucket) -> None:
        seconds = bucket.take(self._clock())
        if seconds > 0:
            self._sleep(seconds)


def unpaced(_call: Call) -> None:
    """One person's run stays below every quota by itself."""
