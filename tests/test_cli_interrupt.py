"""The interrupt key ends a command in seconds, whatever it waits for."""

import json
import os
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from sync.emulator.faults import Fails, Fault
from sync.emulator.wire import WireError
from tests.company.firm import environment, firm
from tests.scenarios.company import company, lay_out
from tests.support import ROOT, heeding_the_key

IN_A_MINUTE = Fails(error=WireError(503, {}, headers={"Retry-After": "60"}))


def interrupted(*words: str, home: Path, more: Mapping[str, str]) -> tuple[int, str]:
    """The command, interrupted while it waits to ask again: its exit code and its last line."""
    running = subprocess.Popen(
        heeding_the_key(*words),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={"PATH": os.environ["PATH"], "HOME": str(home), "NO_PROXY": "*", **more},
    )
    assert running.stderr is not None
    while json.loads(running.stderr.readline())["message"] != "google.repeated":
        pass
    running.send_signal(signal.SIGINT)
    try:
        _, err = running.communicate(timeout=10)
    finally:
        running.kill()
    return running.returncode, err.splitlines()[-1]


@pytest.mark.parametrize(
    ("command", "method"),
    [
        ("sync", "calendar.events.list"),
        ("sync", "drive.files.create"),
        ("sync", "docs.documents.get"),
        ("explain", "calendar.events.list"),
    ],
)
def test_what_waits_for_google_ends(command: str, method: str, tmp_path: Path) -> None:
    (tmp_path / "laid").mkdir()
    with company(tmp_path, lay_out(tmp_path / "laid")) as at:
        at.workspace.faults.add(Fault(match=method, kind=IN_A_MINUTE, times=99))
        now = at.workspace.now.isoformat()
        words = ("--config", str(at.config), "--now", now, command)
        ended = interrupted(*words, home=tmp_path, more={"ONEONONE_STATE_DIR": str(tmp_path)})

    assert ended == (
        1,
        "oneonone: Stopped. What was begun is whole, and the next run goes on from there.",
    )


def test_a_run_for_a_company_ends(tmp_path: Path) -> None:
    with firm(tmp_path) as at:
        at.workspace.faults.add(Fault(match="docs.documents.get", kind=IN_A_MINUTE, times=99))
        now = at.workspace.now.isoformat()
        code, _ = interrupted("--now", now, "sync", home=tmp_path, more=environment(at))

    assert code == 1
