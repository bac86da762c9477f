"""A task that is told to end: what is begun is finished, and whatever would wait is left."""

import json
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from sync.emulator.faults import Fails, Fault
from sync.emulator.wire import WireError
from tests.company.firm import Firm, environment, firm, manager, report_of
from tests.support import ROOT

TEN_SECONDS = 10
"""Between SIGTERM and the end of all that Cloud Run lets a task have."""


def stopped_after(at: Firm, event: str) -> tuple[int, Any, Sequence[Any]]:
    """The command, told to end once it logs this event: its exit code, result and log."""
    running = subprocess.Popen(
        [sys.executable, "-m", "sync", "--now", at.workspace.now.isoformat(), "sync", "--json"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(at),
    )
    assert running.stderr is not None
    lines = [json.loads(running.stderr.readline())]
    while lines[-1]["message"] != event:
        lines.append(json.loads(running.stderr.readline()))
    running.send_signal(signal.SIGTERM)
    try:
        out, err = running.communicate(timeout=TEN_SECONDS)
    finally:
        running.kill()
    return running.returncode, json.loads(out), [json.loads(each) for each in err.splitlines()]


def expected(managers: int) -> list[list[str]]:
    return sorted(sorted([manager(m), report_of(m, p)]) for m in range(managers) for p in range(2))


def test_what_is_begun_is_finished_and_nothing_is_begun(tmp_path: Path) -> None:
    with firm(tmp_path, managers=12, config="at_once = 1\n") as at:
        code, told, lines = stopped_after(at, "pair.done")
        at.run()
        documents = at.documents()

    assert code == 1
    assert {each["state"] for each in told["managers"]} == {"done", "left"}
    assert lines[-1]["message"] == "company.stopped"
    assert sorted(documents.values()) == expected(12)


@pytest.mark.parametrize(
    "method", ["calendar.events.list", "docs.documents.get", "drive.files.create", "token"]
)
def test_what_would_wait_for_google_is_left_to_the_next_run(method: str, tmp_path: Path) -> None:
    down = Fails(error=WireError(503, {}, headers={"Retry-After": "60"}))
    with firm(tmp_path, managers=2, config="at_once = 1\n") as at:
        at.workspace.faults.add(Fault(match=method, kind=down, times=99))
        code, told, lines = stopped_after(at, "google.repeated")
        at.workspace.faults.clear()
        again = at.run()
        documents = at.documents()

    assert code == 1
    assert lines[-1]["message"] == "company.stopped"
    assert [each["state"] for each in told["managers"]][-1] == "left"
    assert "company.manager_failed" not in {each["message"] for each in lines}
    assert again.exit_code == 0
    assert sorted(documents.values()) == expected(2)


def test_what_waits_for_its_share_of_a_quota_is_left_to_the_next_run(tmp_path: Path) -> None:
    with firm(tmp_path, managers=2, config="at_once = 2\nuser_reads = 1\nreads = 1\n") as at:
        code, _, lines = stopped_after(at, "document.made")
        at.run()
        documents = at.documents()

    assert code == 1
    assert lines[-1]["message"] == "company.stopped"
    assert sorted(documents.values()) == expected(2)
