"""What of a company's work is this task's: which managers, which pairs, and one turn at a time.

All by hashes that stay the same from run to run and from machine to machine. Two tasks never have
the same pair, whichever of the two people it is done for; within a task, a pair that two managers
share has its turns one after the other.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Event, Lock

from sync.agenda.calendar.pairs import Pair
from sync.agenda.calendar.people import Identities
from sync.errors import OneononeError, UsageProblem
from sync.google.waiting import wait

_WHOLE = 10_000


class Stopped(OneononeError):
    """The task was told to stop: before the pair's turn began, or where it would have waited."""


@dataclass(frozen=True, slots=True)
class Task:
    """One of `count` tasks that run at the same time, as Cloud Run numbers them."""

    index: int = 0
    count: int = 1

    def has(self, key: str) -> bool:
        """Whether the pair with this key is this task's."""
        return _hash(key) % self.count == self.index


def task_of(environment: Mapping[str, str]) -> Task:
    """The task that Cloud Run says this is; the only one elsewhere."""
    index = environment.get("CLOUD_RUN_TASK_INDEX", "0")
    count = environment.get("CLOUD_RUN_TASK_COUNT", "1")
    if index.isdecimal() and count.isdecimal() and int(index) < int(count):
        return Task(int(index), int(count))
    raise UsageProblem(
        "CLOUD_RUN_TASK_INDEX and CLOUD_RUN_TASK_COUNT are no task of so many",
        where=f"{index[:20]} of {count[:20]}",
        mend="Cloud Run sets both; elsewhere leave them unset.",
    )


def in_canary(email: str, percent: int) -> bool:
    """Whether a manager is in the first share that is tried; a larger share keeps the smaller."""
    return _hash(email) % _WHOLE < percent * _WHOLE // 100


def _hash(text: str) -> int:
    return int.from_bytes(sha256(text.encode()).digest()[:8], "big")


@dataclass(slots=True, kw_only=True)
class CompanyShare:
    """The share of one task, for all its managers and threads.

    `managers` and `opted_out` are primary addresses. A pair of two managers is done for one of
    them: whoever organizes its first meeting, since only they can surely attach the document.
    """

    task: Task
    managers: Collection[str]
    opted_out: Collection[str]
    identities: Identities
    stop: Event
    _held: dict[str, Lock] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def mine(self, pair: Pair, /) -> bool:
        """Not another task's, not the other manager's, and nobody in it has opted out."""
        people = {pair.me.email, pair.other.email}
        return (
            self.task.has(pair.key)
            and people.isdisjoint(self.opted_out)
            and (pair.other.email not in self.managers or self._owner(pair) == pair.me.email)
        )

    def _owner(self, pair: Pair) -> str:
        """The same of both people's calendars: what one declined, the other may have not."""
        people = sorted((pair.me.email, pair.other.email))
        meetings = sorted((*pair.meetings, *pair.off), key=lambda one: (one.starts, one.series_id))
        organizer = self.identities.primary(meetings[0].organizer) if meetings else ""
        return organizer if organizer in people else people[0]

    @contextmanager
    def turn(self, pair: Pair, /) -> Iterator[None]:
        """One turn of a pair at a time; none begins after the stop."""
        with self._lock:
            held = self._held.setdefault(pair.key, Lock())
        with held:
            if self.stop.is_set():
                raise Stopped(
                    "The run was stopped before this pair's turn",
                    where=pair.other.email,
                    mend="The next run does it.",
                )
            yield

    def wait(self, seconds: float) -> None:
        """Wait; where the task is told to stop, raise at once: ten seconds later it is ended by
        force, and what a run that ended anywhere leaves, the next one goes on with.
        """
        if wait(seconds, ended=self.stop.is_set):
            raise Stopped(
                "The run was stopped while it waited for Google",
                mend="The next run does it.",
            )


def primaries(addresses: Collection[str], identities: Identities) -> frozenset[str]:
    """Under the primary addresses that pairs go by."""
    return frozenset(identities.primary(each) for each in addresses)
