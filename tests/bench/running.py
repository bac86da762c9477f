"""Whole runs of the job at 50 ms a request, beside the plain way and the floor.

A round is a run of each in turn, each as a process of its own in its own copy of the same world.
The floor of a run is the start of a process that only imports Google's client library, and the
longest chain of requests that have to wait for each other: what loads first and then only waits.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.bench import worlds
from tests.bench.process import PLAIN, Used, best, measured, start
from tests.bench.wire import counted
from tests.bench.worlds import LATENCY, answer_late, opened
from tests.scenarios.company import Company, Laid

CARRY = (
    "token",
    "calendar.events.list",
    "docs.documents.get",
    "drive.files.export",
    "drive.files.get",
    "docs.documents.batchUpdate",
)
"""The requests of one pair that have to wait for each other; the search goes beside them."""
IDLE = CARRY[:4]
FIRST = (
    "token",
    "calendar.events.list",
    "calendar.events.get",
    "drive.files.list",
    "drive.files.create",
    "calendar.events.patch",
    "drive.files.list",
    "drive.files.get",
    "drive.files.update",
    "drive.permissions.create",
    "drive.files.update",
    "docs.documents.get",
    "drive.files.get",
    "docs.documents.batchUpdate",
)

TEN, TEN_LATER, HUNDRED = "10 pairs", "10 pairs, two months in", "100 pairs"
TEN_IDLE, TEN_NEW = "10 pairs, nothing to do", "10 pairs, first run"
LONG = "260 sections"

Way = Callable[[Company, str], tuple[str, ...]]
"""The command that does the work in a world, whose server is at this address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is run, `rounds` times; the plain way in `plain` of them."""

    name: str
    world: Callable[[], Laid]
    chain: tuple[str, ...] = CARRY
    rounds: int = 2
    plain: int = 1


CASES = (
    Case(name="1 pair", world=lambda: worlds.team(1), rounds=3),
    Case(name=TEN, world=lambda: worlds.team(10), rounds=12, plain=2),
    Case(name=TEN_LATER, world=lambda: worlds.team(10, weeks=9), rounds=5),
    Case(name=HUNDRED, world=lambda: worlds.team(100), rounds=1),
    Case(
        name=TEN_IDLE,
        world=lambda: worlds.team_after_its_run(10),
        chain=IDLE,
        rounds=2,
        plain=0,
    ),
    Case(
        name=TEN_NEW,
        world=lambda: worlds.new_team(10),
        chain=FIRST,
        rounds=2,
        plain=0,
    ),
    Case(name="26 sections", world=lambda: worlds.long_document(26)),
    Case(name=LONG, world=lambda: worlds.long_document(260)),
    Case(name="1,040 sections", world=lambda: worlds.long_document(1040), rounds=1),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """What one way took. `span` is from the first request to the last answer, in seconds."""

    used: Used
    span: float
    requests: int
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A case with what was measured, the best of its rounds; `plain` where it was run."""

    name: str
    chain: int
    start: float
    job: Took
    plain: Took | None

    @property
    def waiting(self) -> float:
        """The seconds of the longest chain."""
        return self.chain * LATENCY

    @property
    def floor(self) -> float:
        """The seconds of a program that loads Google's client library and then only waits."""
        return self.start + self.waiting


def measure(cases: Sequence[Case] = CASES) -> list[Found]:
    """All cases, one after another."""
    return [_measure(case) for case in cases]


def _measure(case: Case) -> Found:
    laid = case.world()
    ways = {"job": _job, **({"plain": _plain} if case.plain else {})}
    sizes = {name: _counted(laid, way) for name, way in ways.items()}
    if len({written for _, written, _ in sizes.values()}) > 1:
        raise SystemExit(f"{case.name}: not the same work: {sizes}")
    took: dict[str, list[tuple[Used, float]]] = {name: [] for name in ways}
    starts = []
    for number in range(case.rounds):
        starts.append(start())
        took["job"].append(_timed(laid, _job))
        if number < case.plain:
            took["plain"].append(_timed(laid, _plain))
    found = {
        name: Took(
            used=best([used for used, _ in rounds]),
            span=min(span for _, span in rounds),
            requests=sizes[name][0],
            bytes=sizes[name][2],
        )
        for name, rounds in took.items()
    }
    return Found(
        name=case.name,
        chain=len(case.chain),
        start=min(starts),
        job=found["job"],
        plain=found.get("plain"),
    )


def _job(at: Company, root: str) -> tuple[str, ...]:
    config = at.folder / "measured.toml"
    text = at.config.read_text(encoding="utf-8").replace(at.served.root, root)
    config.write_text(text, encoding="utf-8")
    now = at.workspace.now.isoformat()
    return sys.executable, "-m", "sync", "sync", "--config", str(config), "--now", now


def _plain(at: Company, root: str) -> tuple[str, ...]:
    token = str(at.folder / "token.json")
    return sys.executable, PLAIN, root, token, at.workspace.now.isoformat()


def _counted(laid: Laid, way: Way) -> tuple[int, int, int]:
    """How many requests, documents written, and bytes in both directions; not timed."""
    with opened(laid) as at, counted(at.served.root) as relay:
        before = len(at.workspace.requests)
        measured(*way(at, relay.root))
        asked = [each.method for each in at.workspace.requests[before:] if each.status == 200]
        return len(asked), asked.count("docs.documents.batchUpdate"), relay.bytes


def _timed(laid: Laid, way: Way) -> tuple[Used, float]:
    with opened(laid) as at:
        answer_late(at)
        before = len(at.workspace.requests)
        used = measured(*way(at, at.served.root))
        asked = at.workspace.requests[before:]
        return used, max(each.went for each in asked) - min(each.came for each in asked)
