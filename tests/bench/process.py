"""Whole processes: how long they take, with how much CPU and memory."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from tests.support import ROOT

PLAIN = str(ROOT / "tests" / "bench" / "plain.py")
_IMPORT = (sys.executable, "-c", "import googleapiclient.discovery")
_WATCH = """
import json, os, subprocess, sys, time
started = time.perf_counter()
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, used = os.wait4(child.pid, 0)
wall = time.perf_counter() - started
print(json.dumps([wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
sys.exit(os.waitstatus_to_exitcode(status))
"""
"""A process is charged with the memory of the one that started it: so a small one starts it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """Seconds, seconds of CPU, megabytes at most."""

    wall: float
    cpu: float
    memory: float


def measured(*command: str) -> Used:
    """What a process took that has to end well; what it says is shown only where it does not."""
    ran = subprocess.run(
        [sys.executable, "-c", _WATCH, *command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        raise SystemExit(f"{ran.stderr}\nIt ended with {ran.returncode}: {' '.join(command)}")
    wall, cpu, memory = json.loads(ran.stdout)
    return Used(wall=wall, cpu=cpu, memory=memory)


def start() -> float:
    """The seconds of a process that only imports Google's client library."""
    return measured(*_IMPORT).wall


def best(several: Sequence[Used]) -> Used:
    """Of each figure the least: what is on top of it is the machine's doing, not the program's."""
    return Used(
        wall=min(each.wall for each in several),
        cpu=min(each.cpu for each in several),
        memory=min(each.memory for each in several),
    )
