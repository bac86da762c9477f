"""Where things are that several tests read."""

import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def recordings_root() -> Path:
    """The folder of recorded answers. Without it tests are skipped, in CI they fail."""
    found = ROOT.parent / "shared" / "recordings"
    if found.is_dir():
        return found
    if os.environ.get("CI") == "true":
        pytest.fail(
            "the recordings are missing: expected beside the checkout, in shared/recordings"
        )
    pytest.skip("no recordings beside the checkout")


def recording_files(pattern: str) -> list[Path]:
    """The recordings that a glob names, sorted; for `parametrize`, so it never skips or fails."""
    return sorted((ROOT.parent / "shared" / "recordings").glob(pattern))


def heeding_the_key(*words: str) -> list[str]:
    """The command line that heeds the interrupt key, even where whatever started the tests has it
    ignored: a process inherits that.
    """
    code = (
        "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); "
        "os.execv(sys.executable, [sys.executable, '-m', 'sync', *sys.argv[1:]])"
    )
    return [sys.executable, "-c", code, *words]
