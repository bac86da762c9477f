"""How long a whole run takes, as a process of its own, at 50 ms a request; and its memory.

Beside it, in the same rounds: the start of a process that only imports Google's client library.
The floor is that start and the longest chain of requests that have to wait for each other.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sync.emulator.faults import Fault, Slow
from sync.emulator.workspace import Workspace
from tests.bench.planning import attach_notes
from tests.scenarios.company import Laid, company, lay_out
from tests.scenarios.team import PEOPLE, a_week_later, hired
from tests.support import ROOT

LATENCY = 0.05
CHAINS = {
    "carry": (
        "token",
        "calendar.events.list",
        "docs.documents.get",
        "drive.files.export",
        "drive.files.get",
        "docs.documents.batchUpdate",
    ),
    "nothing to do": (
        "token",
        "calendar.events.list",
        "docs.documents.get",
        "drive.files.export",
    ),
    "first run": (
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
    ),
}
"""The requests of one pair that have to wait for each other; the search goes beside them."""
_IMPORT = [sys.executable, "-c", "import googleapiclient.discovery"]
_ROUNDS = 5
_WATCH = """
import resource, subprocess, sys
ran = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(ran.returncode)
"""
"""A process is charged with the memory of the one that started it: so a small one starts it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """Seconds, the best of some rounds."""

    name: str
    pairs: int
    requests: int
    chain: int
    wall: float
    start: float

    @property
    def floor(self) -> float:
        """What no job in Python with this library could go below."""
        return self.start + self.chain * LATENCY

    @property
    def ratio(self) -> float:
        """The run in terms of the floor."""
        return self.wall / self.floor


def measure() -> list[Took]:
    """Ten pairs: into their documents, again with nothing to do, and from the beginning."""
    with tempfile.TemporaryDirectory() as folder:
        laid = lay_out(Path(folder), story=a_week_later)
        return [
            _took("carry", laid, before=0),
            _took("nothing to do", laid, before=1),
            _took("first run", lay_out(Path(folder), story=hired), before=0),
        ]


def memory(sections: int) -> float:
    """The megabytes of a run into a document of so many sections."""
    with (
        tempfile.TemporaryDirectory() as folder,
        company(Path(folder), lay_out(Path(folder))) as at,
    ):
        attach_notes(at, sections)
        return _megabytes(_command(at.config, at.workspace))


def memory_of_a_team() -> float:
    """The megabytes of a first run for ten pairs."""
    with tempfile.TemporaryDirectory() as folder:
        laid = lay_out(Path(folder), story=hired)
        with company(Path(folder), laid) as at:
            return _megabytes(_command(at.config, at.workspace))


def _took(name: str, laid: Laid, *, before: int) -> Took:
    """Each round goes on from the same world; `before`: runs that are not counted."""
    walls: list[float] = []
    starts: list[float] = []
    requests = 0
    for _ in range(_ROUNDS):
        with tempfile.TemporaryDirectory() as folder, company(Path(folder), laid) as at:
            for _ in range(before):
                at.run()
            at.workspace.faults.add(Fault(kind=Slow(seconds=LATENCY), times=sys.maxsize))
            since = len(at.workspace.requests)
            walls.append(_timed(_command(at.config, at.workspace)))
            requests = len(at.workspace.requests) - since
        starts.append(_timed(_IMPORT))
    return Took(
        name=name,
        pairs=PEOPLE,
        requests=requests,
        chain=len(CHAINS[name]),
        wall=min(walls),
        start=min(starts),
    )


def _command(config: Path, workspace: Workspace) -> list[str]:
    now = workspace.now.isoformat()
    return [sys.executable, "-m", "sync", "sync", "--config", str(config), "--now", now]


def _timed(command: Sequence[str]) -> float:
    """The seconds of a process that has to end well."""
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - started


def _megabytes(command: Sequence[str]) -> float:
    """The most memory that a process had."""
    ran = subprocess.run(
        [sys.executable, "-c", _WATCH, *command],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return int(ran.stdout) / 1024
