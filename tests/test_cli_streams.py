"""Streams that are closed, or can't be written to: the work is done, and the exit code stays."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sync import log
from tests.company.firm import firm, manager, report_of
from tests.support import ROOT

FULL = Path("/dev/full")
posix = pytest.mark.skipif(os.name != "posix", reason="a shell closes the streams")
full = pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full")


def run_shell(words: str, *, home: Path) -> subprocess.CompletedProcess[str]:
    """The command with its streams as a shell redirects them."""
    return subprocess.run(
        ["sh", "-c", f'exec "$0" -m sync {words}', sys.executable],
        cwd=home,
        env={"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@posix
@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("--version 2>&-", 0),
        ("--version >&-", 0),
        ("--version <&- >&- 2>&-", 0),
        ("schedule status --help >&-", 0),
        ("explain 2>&-", 2),
        ("explain --bogus 2>&-", 2),
        ("explain >&-", 2),
    ],
)
def test_closed_streams_are_as_if_nobody_listened(words: str, code: int, tmp_path: Path) -> None:
    done = run_shell(words, home=tmp_path)

    assert done.returncode == code
    assert "Traceback" not in done.stderr


@full
@pytest.mark.parametrize("words", ["explain", "explain --bogus", "explain --now x"])
def test_an_error_that_can_not_be_told_keeps_its_exit_code(words: str, tmp_path: Path) -> None:
    done = run_shell(f"{words} 2>{FULL}", home=tmp_path)

    assert done.returncode == 2


@full
def test_a_log_that_can_not_be_written_ends_nothing(tmp_path: Path) -> None:
    stream = FULL.open("w", encoding="utf-8")
    with firm(tmp_path) as at:
        log.configure(stream=stream, json_lines=True)
        report = at.run()
        documents = at.documents()
    log.configure(silent=True)
    with pytest.raises(OSError, match="No space left"):
        stream.close()

    assert [one.state for one in report.managers] == ["done"] * 3
    assert [one.notice.troubles for one in report.managers] == [()] * 3
    assert sorted(documents.values()) == sorted(
        sorted([manager(m), report_of(m, p)]) for m in range(3) for p in range(2)
    )
