"""`oneonone try` where somebody looks on: it ends with its page, until Ctrl-C."""

import os
import pty
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.served_try import NOW
from tests.support import ROOT, heeding_the_key

ADDRESS = re.compile(r"See it at (http://127\.0\.0\.1:\d+/)")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    homes = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "APPDATA"), str(tmp_path))
    return {**os.environ, **homes, "PYTHONPATH": str(ROOT), "TERM": "dumb"}


@pytest.fixture
def looked_at(environment: dict[str, str]) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A try on a terminal of its own, and the terminal's other end."""
    ours, theirs = pty.openpty()
    command = heeding_the_key("--now", NOW, "try")
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, cwd=ROOT
    )
    os.close(theirs)
    yield process, ours
    process.kill()
    process.wait()
    os.close(ours)


def said_until(terminal: int, wanted: re.Pattern[str]) -> tuple[str, re.Match[str] | None]:
    """What is said up to these words, or to the end."""
    said = ""
    while not (found := wanted.search(said)):
        try:
            said += os.read(terminal, 65536).decode(errors="replace")
        except OSError:  # the other end is closed
            break
    return said, found


def test_a_try_on_a_terminal_ends_with_its_page_until_it_is_interrupted(
    looked_at: tuple[subprocess.Popen[bytes], int],
) -> None:
    process, terminal = looked_at
    said, found = said_until(terminal, ADDRESS)
    assert found is not None, said
    with urllib.request.urlopen(found[1]) as answer:  # noqa: S310 - loopback
        page = answer.read().decode()
    process.send_signal(signal.SIGINT)

    assert process.wait(timeout=20) == 0
    assert "Monday, March 17, 2025" in page
    assert "none of them wrote anything" in said


def test_a_try_into_a_pipe_ends_by_itself(environment: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sync", "--now", NOW, "try"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=environment,
        cwd=ROOT,
        check=False,
        timeout=60,
    )

    assert (done.returncode, done.stderr) == (0, b"")
    assert b"See it at" not in done.stdout
