"""The time that Cloud Run gives a task: what the quota of documents needs, and as much again."""

import re
from pathlib import Path

import hcl2
import pytest

from sync.commands.company import limits_of
from sync.company.shares import Task
from sync.config.settings import parse
from sync.google.calls import Api, Call, Kind
from sync.google.pace import Pace
from tests.support import ROOT

CLOUD = ROOT / "deploy" / "cloud-run"
WRITE = Call(api=Api.DOCS, method="documents.batchUpdate", kind=Kind.LOCKED_WRITE, where="x")
MANAGERS, PAIRS = 2000, 6
"""As many addresses as a secret of Cloud Run's holds."""


def terraform(name: str) -> str:
    loaded = hcl2.loads((CLOUD / "variables.tf").read_text(encoding="utf-8"))
    (found,) = (each[f'"{name}"'] for each in loaded["variable"] if f'"{name}"' in each)
    return str(found["default"]).strip('"')


def script(name: str) -> str:
    text = (CLOUD / "deploy.sh").read_text(encoding="utf-8")
    (found,) = re.findall(rf'^{name}="\$\{{{name}:-(.*)\}}"$', text, re.MULTILINE)
    return str(found)


def needed(tasks: int, path: Path) -> float:
    """Seconds that the task with the most to do needs when all pairs are new."""
    pairs = [(manager, pair) for manager in range(MANAGERS) for pair in range(PAIRS)]
    shares = [
        [manager for manager, pair in pairs if Task(index, tasks).has(f"m{manager} r{pair}")]
        for index in range(tasks)
    ]
    now = 0.0

    def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds

    pace = Pace(limits_of(parse(path)), tasks=tasks, clock=lambda: now, sleep=sleep)
    users = [pace.of_user() for _ in range(MANAGERS)]
    for manager in max(shares, key=len):
        users[manager](WRITE)
    return now


def test_terraform_and_the_script_give_the_same_time() -> None:
    assert script("TIMEOUT") == f"{terraform('timeout_seconds')}s"
    assert script("SCHEDULE") == terraform("schedule")
    assert script("TASKS") == terraform("tasks")


@pytest.mark.parametrize("tasks", [1, 8])
def test_a_task_has_the_time_that_the_quota_needs_and_as_much_again(
    tasks: int, tmp_path: Path
) -> None:
    path = tmp_path / "config.toml"
    path.touch()
    seconds = needed(tasks, path)

    assert seconds > MANAGERS * PAIRS / 600 * 60
    assert 2 * seconds <= int(terraform("timeout_seconds"))


def test_a_task_is_over_when_the_schedule_begins_the_next() -> None:
    minute, hours, *rest = terraform("schedule").split()

    assert minute.isdecimal()
    assert re.fullmatch(r"\d+-\d+", hours)
    assert rest == ["*"] * 3
    assert int(terraform("timeout_seconds")) <= 3600
