"""A whole company on simulated time: `make company`, or with other numbers

    python -m tests.company.simulated --managers 1000 --pairs 6 --tasks 8

All tasks of an execution run at once as threads of this process, against the embedded Workspace
with its quotas on. Time passes only when everybody waits: for a bucket, or to repeat a call.
Requests themselves take no simulated time: what is measured is what the quotas cost.
"""

import argparse
import heapq
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Self
from zoneinfo import ZoneInfo

from sync import log
from sync.commands.company import limits_of
from sync.company.run import Company, CompanyReport, run_company
from sync.company.shares import CompanyShare, Task, primaries
from sync.emulator.notation import render
from sync.google.pace import Pace
from sync.google.session import Google, open_as
from tests.company.firm import Firm, firm
from tests.scenarios.year_wire import _Straight

_GRAIN = 0.25
"""Seconds that waking times are rounded up to: the fewer moments, the fewer pauses to look for."""

_THREADS = Path("/proc/self/task")
"""Where Linux says what each thread of this process is at."""

_PATIENCE = 3 if _THREADS.is_dir() else 50
"""How many looks in a row must find nobody at work."""

_FEW = 5
"""Quota errors that an undisturbed execution may meet."""

_USED = 0.9
"""Of the allowed write quota, what an undisturbed execution is to use."""


class Killed(BaseException):
    """The machine of a task went away."""


class VirtualTime:
    """Passes to the next waking when no request is in work and the process stands still, however
    little of a processor a busy machine leaves to it.
    """

    def __init__(self, passed: Callable[[float], None]) -> None:
        self.now = 0.0
        self._passed = passed
        self._wakings: list[tuple[float, int, threading.Event]] = []
        self._count = 0
        self._lock = threading.Lock()
        self.in_flight = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._tick, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        woken = threading.Event()
        with self._lock:
            due = -(-(self.now + seconds) // _GRAIN) * _GRAIN
            self._count += 1
            heapq.heappush(self._wakings, (due, self._count, woken))
        woken.wait()

    def count(self, by: int) -> None:
        with self._lock:
            self.in_flight += by

    def _tick(self) -> None:
        still = 0
        before = time.process_time()
        while not self._over.wait(0.002):
            after = time.process_time()
            idle = not self.in_flight and after - before < 0.0008 and not _somebody_works()
            still = still + 1 if idle else 0
            if still >= _PATIENCE:
                still = 0
                self._advance()
            before = time.process_time()

    def _advance(self) -> None:
        with self._lock:
            if not self._wakings:
                return
            passed = self._wakings[0][0] - self.now
            self.now = self._wakings[0][0]
            self._passed(passed)
            while self._wakings and self._wakings[0][0] <= self.now:
                heapq.heappop(self._wakings)[2].set()


def _somebody_works() -> bool:
    """Whether another thread runs, or would if it had a processor, as far as the system says."""
    if not _THREADS.is_dir():
        return False
    me = str(threading.get_native_id())
    for thread in _THREADS.iterdir():
        with suppress(OSError):
            state = (thread / "stat").read_text().rpartition(") ")[2][0]
            if state == "R" and thread.name != me:
                return True
    return False


@dataclass(frozen=True, kw_only=True)
class Told:
    """What an execution did, and what it cost."""

    minutes: float
    pairs: int
    """Pairs that had their turn, in the tasks that came to their end."""
    wrote: int
    managers_failed: int
    requests: int
    writes: int
    quota_errors: int
    write_quota_used: float
    """Of what is allowed between the first write and the last."""
    done: int
    """Pairs that have, after it, one document with one section."""
    doubled: int
    """Pairs that have more than that."""
    real_seconds: float


@contextmanager
def simulation(*, managers: int, pairs: int, config: str = "") -> Iterator["Simulation"]:
    log.configure(silent=True)
    with tempfile.TemporaryDirectory() as folder:
        text = f"at_once = 2\n{config}[docs]\nmax_new = 1000\n"
        with firm(Path(folder), managers=managers, pairs=pairs, config=text) as at:
            at.workspace.settings.quotas = True
            limits = at.settings.company
            at.workspace.quota.limits["docs write"] = (limits.writes, limits.user_writes)
            at.workspace.quota.limits["docs read"] = (limits.reads, limits.user_reads)
            yield Simulation(at)


class Simulation:
    """Executions of a firm's job, one after the other."""

    def __init__(self, at: Firm) -> None:
        self.at = at

    def execute(
        self, *, tasks: int, times: int = 1, killed: int | None = None, after: int = 0
    ) -> Told:
        """All tasks at once, `times` executions of them; task `killed` dies at a request."""
        at, begun = self.at, time.monotonic()
        since = len(at.workspace.requests)
        # Signed in a day ago or not: nobody's token outlives an execution here.
        at.workspace.settings.access_lifetime = timedelta(days=30)

        def passed(seconds: float) -> None:
            at.workspace.world.state.now += round(seconds * 1_000_000)

        with VirtualTime(passed) as clock, ThreadPoolExecutor(tasks * times) as pool:
            writes: list[float] = []

            def one(number: int) -> CompanyReport | None:
                task = Task(number % tasks, tasks)
                dies = after if number == killed else None
                try:
                    return self._task(task, clock, writes, dies_after=dies)
                except Killed:
                    return None

            reports = [each for each in pool.map(one, range(tasks * times)) if each is not None]
        asked = at.workspace.requests[since:]
        span = max(writes, default=0.0) - min(writes, default=0.0)
        sections = self._sections()
        allowed = limits_of(at.settings).part(at.settings.company.writes, 1) / 60
        return Told(
            minutes=round(clock.now / 60, 2),
            pairs=sum(each.pairs for each in reports),
            wrote=sum(each.wrote for each in reports),
            managers_failed=max((len(each.of("failed")) for each in reports), default=0),
            requests=len(asked),
            writes=len(writes),
            quota_errors=sum(each.status == 429 for each in asked),
            write_quota_used=round(len(writes) / (span * allowed), 3) if span else 0.0,
            done=sum(each == [1] for each in sections),
            doubled=sum(len(each) > 1 or each[0] > 1 for each in sections),
            real_seconds=round(time.monotonic() - begun, 1),
        )

    def _task(
        self, task: Task, clock: VirtualTime, writes: list[float], *, dies_after: int | None
    ) -> CompanyReport:
        at = self.at
        settings, delegation = at.settings, at.delegation()
        pace = Pace(limits_of(settings), tasks=task.count, clock=clock.clock, sleep=clock.sleep)
        sent = Counter[str]()

        def opened(email: str) -> Google:
            google = open_as(
                email,
                delegation,
                access="app-docs",
                paced=pace.of_user(),
                sleep=clock.sleep,
                jitter=lambda: 0.5,
            )
            # The wire without its sockets: nothing else of a request is left out.
            google.transport._pool.send = _Straight(at.workspace._dispatch).send
            plain = google.transport.request

            def request(uri: str, method: str = "GET", *rest: Any, **more: Any) -> Any:
                sent["all"] += 1
                if dies_after is not None and sent["all"] > dies_after:
                    raise Killed
                clock.count(1)
                try:
                    return plain(uri, method, *rest, **more)
                finally:
                    if ":batchUpdate" in uri:
                        writes.append(clock.now)
                    clock.count(-1)

            google.transport.request = request
            return google

        company = Company(
            settings=settings,
            open_as=opened,
            share=CompanyShare(
                task=task,
                managers=primaries(at.managers, settings.identities),
                opted_out=frozenset(),
                identities=settings.identities,
                stop=at.stop,
            ),
            now=at.workspace.now,
            zones=ZoneInfo,
            wait=clock.sleep,
            stop=at.stop,
        )
        return run_company(company, at.managers)

    def _sections(self) -> list[list[int]]:
        """For each two people who have documents: how many sections each of these has."""
        found: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        documents = self.at.workspace.documents
        for document_id, people in self.at.documents().items():
            found[tuple(people)].append(render(documents[document_id]).count("\n## "))
        return list(found.values())


_HEADS = tuple(name.replace("_", " ") for name in Told.__annotations__)


class Table:
    """Printed line by line, as executions come to their end."""

    def __init__(self) -> None:
        self.holds = True
        self._line("execution", *_HEADS)

    def add(self, name: str, told: Told, *, holds: bool = True) -> None:
        """A line; `holds`: whether it is as it should, besides that nothing is doubled."""
        self._line(name, *(str(each) for each in asdict(told).values()))
        if not holds or told.doubled:
            self.holds = False
            sys.stdout.write("  NOT as it should be\n")

    def _line(self, name: str, *values: str) -> None:
        cells = (f"{each:>{max(len(head), 7)}}" for each, head in zip(values, _HEADS, strict=True))
        sys.stdout.write(f"{name:<37} {' '.join(cells)}\n")
        sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.company.simulated")
    parser.add_argument("--managers", type=int, default=1000)
    parser.add_argument("--pairs", type=int, default=6)
    parser.add_argument("--tasks", type=int, default=8)
    parser.add_argument(
        "--disturbed",
        type=int,
        default=0,
        help="managers where something is amiss; a quarter of all where not given",
    )
    given = parser.parse_args()
    fewer = given.disturbed or max(given.managers // 4, 4)
    table = Table()
    with simulation(managers=given.managers, pairs=given.pairs) as company:
        whole = company.execute(tasks=given.tasks)
        every = given.managers * given.pairs
        once = (whole.pairs, whole.wrote, whole.writes, whole.done) == (every,) * 4
        kept = whole.quota_errors <= _FEW and whole.write_quota_used >= _USED
        table.add("undisturbed", whole, holds=once and kept)
    every = fewer * given.pairs
    half = whole.requests * fewer // given.managers // given.tasks // 2
    with simulation(managers=fewer, pairs=given.pairs) as company:
        company.at.workspace.settings.suspended = {company.at.managers[1]}
        torn = company.execute(tasks=given.tasks, killed=given.tasks // 2, after=half)
        table.add("one manager revoked, one task killed", torn, holds=torn.managers_failed == 1)
        company.at.workspace.settings.suspended = set()
        mended = company.execute(tasks=given.tasks)
        table.add("the next one", mended, holds=torn.done < mended.done == every)
    with simulation(managers=fewer, pairs=given.pairs) as company:
        table.add("two at once", company.execute(tasks=given.tasks, times=2))
        after = company.execute(tasks=given.tasks)
        table.add("the next one", after, holds=after.done == every)
    return 0 if table.holds else 1


if __name__ == "__main__":
    sys.exit(main())
