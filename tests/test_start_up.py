"""How long a command takes before it does anything: held to the import that no run can do without.

CPU time of whole processes, the best of several, all measured in the same run of the tests.
"""

import json
import os
import resource
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sync.emulator.workspace import Workspace
from tests.support import ROOT

NOW = datetime(2025, 3, 10, 8, tzinfo=UTC)
ADA = "ada@acme.test"
APP = "1234567890-app.apps.googleusercontent.com"
HELP = ("-m", "sync", "--help")
TRIES = 3


def cpu_of(*arguments: str, environment: dict[str, str] | None = None) -> float:
    """Seconds of CPU, the best of a few."""
    found = []
    for _ in range(TRIES):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env={**os.environ, **(environment or {})},
            capture_output=True,
            check=True,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        found.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(found)


@pytest.fixture(scope="module")
def floor() -> float:
    return cpu_of("-c", "import googleapiclient.discovery")


def test_help_takes_no_longer_than_importing_the_client_library(floor: float) -> None:
    assert cpu_of(*HELP) <= floor


def test_help_waits_for_nothing_that_only_a_run_needs() -> None:
    heavy = ("pydantic", "structlog", "rich", "babel", "googleapiclient", "requests", "asyncio")
    code = (
        "import sys\nfrom sync.cli import main\nmain(['--help'])\n"
        f"print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stderr == "[]\n"


def test_an_idle_sync_of_ten_pairs_takes_four_times_that_at_most(
    floor: float, tmp_path: Path
) -> None:
    workspace = Workspace(now=NOW)
    workspace.add_user(ADA, "Ada Long", zone="Europe/Berlin")
    for number in range(10):
        other = f"report-{number}@acme.test"
        workspace.add_user(other, f"Report {number}", zone="Europe/Berlin")
        workspace.calendar.add_event(
            ADA,
            "Weekly 1:1",
            datetime(2025, 2, 11, 9, tzinfo=UTC) + timedelta(minutes=30 * number),
            guests=[ADA, other],
            recurrence=["RRULE:FREQ=WEEKLY"],
        )
    token = workspace.sign_in(
        ADA, APP, ["calendar.events", "drive.file", "documents", "drive.readonly"]
    )
    (tmp_path / "token.json").write_text(json.dumps(token), encoding="utf-8")
    config = tmp_path / "config.toml"
    sync = ("-m", "sync", "--config", str(config), "--now", NOW.isoformat(), "sync")
    with workspace.serve() as served:
        text = f'[google]\naccess = "all-docs"\napi_root = "{served.root}"\n'
        config.write_text(text, encoding="utf-8")
        first = subprocess.run(
            [sys.executable, *sync], cwd=ROOT, capture_output=True, text=True, check=True
        )
        idle = cpu_of(*sync)

    assert first.stdout.splitlines()[0] == "10 written"
    assert idle <= 4 * floor


def test_the_job_is_loaded_when_google_is_asked_already() -> None:
    late = ("sync.job.run", "sync.agenda.planning.plan", "structlog", "babel")
    code = (
        f"import sys, sync.commands.sync\nprint([name for name in {late!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout == "[]\n"
