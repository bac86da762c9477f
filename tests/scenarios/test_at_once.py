"""Four runs at once: what stands is what one run leaves."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.scenarios.company import SETTLED, Company, company, lay_out, lived_through
from tests.scenarios.racing import at_once, internal
from tests.scenarios.sweeping import SCENARIOS, laid, undisturbed
from tests.support import ROOT

RUNS = 4
WRITE = "docs.documents.batchUpdate"
CASES = [
    *(
        (name, method)
        for name in (
            "first run",
            "first run, own documents",
            "first run, slow search",
            "first run of a guest",
            "first run of a guest, slow search",
            "first run of a guest, refused",
            "first run, not attaching",
        )
        for method in ("drive.files.create", WRITE)
    ),
    ("first run", "calendar.events.patch"),
    ("first run", "drive.permissions.create"),
    ("first run of a guest", "calendar.events.patch"),
    ("carry run", "docs.documents.get"),
    ("carry run", WRITE),
    ("carry run, placed on top", WRITE),
]


@contextmanager
def scenario(folder: Path, name: str) -> Iterator[Company]:
    with company(folder, laid(name)) as at:
        yield at


@pytest.mark.parametrize(("name", "method"), CASES)
def test_four_runs_at_once_leave_what_one_leaves(tmp_path: Path, name: str, method: str) -> None:
    with scenario(tmp_path, name) as at:
        results = at_once([at] * RUNS, method=method)
        for _ in range(SCENARIOS[name].rounds):
            at.workspace.pass_time(SETTLED)
            at.run()

        assert internal(results) == []
        assert at.picture() == undisturbed(name).picture


@pytest.mark.parametrize("name", ["carry run", "carry run, placed on top"])
def test_of_four_runs_that_write_at_once_one_is_heard(tmp_path: Path, name: str) -> None:
    with scenario(tmp_path, name) as at:
        since = len(at.workspace.requests)
        results = at_once([at] * RUNS, method=WRITE)
        log = at.workspace.requests[since:]
        statuses = sorted(each.status for each in log if each.method == WRITE)

        assert internal(results) == []
        assert at.picture() == undisturbed(name).picture
        assert statuses == [200, *[400] * (RUNS - 1)]


@pytest.mark.parametrize("name", ["first run", "carry run"])
def test_four_processes_at_once_leave_what_one_run_leaves(tmp_path: Path, name: str) -> None:
    with scenario(tmp_path, name) as at:
        command = [sys.executable, "-m", "sync", "sync", "--config", str(at.config)]
        started = [
            subprocess.Popen(
                [*command, "--now", at.workspace.now.isoformat()],
                cwd=ROOT,
                env={**os.environ, "PYTHONWARNINGS": "error"},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for _ in range(RUNS)
        ]
        said = [each.communicate(timeout=120) for each in started]
        at.workspace.pass_time(SETTLED)
        at.run()

        assert [each.returncode for each in started] == [0] * RUNS, said
        assert at.picture() == undisturbed(name).picture


@pytest.mark.parametrize("method", ["docs.documents.get", WRITE])
def test_after_a_week_four_runs_at_once_go_on_from_there(tmp_path: Path, method: str) -> None:
    folders = [tmp_path / each for each in ("laid", "one", "four")]
    for each in folders:
        each.mkdir()
    world = lay_out(folders[0], story=lived_through)
    pictures = []
    for folder, runs in zip(folders[1:], (1, RUNS), strict=True):
        with company(folder, world) as at:
            for _ in range(3):
                at_once([at] * runs, method=method if runs > 1 else "")
                at.pen().write([f"- [ ] Typed on {at.workspace.now:%d %B}"])
                at.workspace.pass_time(7 * 24 * 6 * SETTLED / 6.6)
            pictures.append(at.picture())

    assert pictures[0] == pictures[1]
