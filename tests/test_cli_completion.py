"""Shells complete commands and options, and the help begins with what somebody new needs."""

import os
import subprocess
import sys

from tests.support import ROOT


def completed(*words: str) -> list[str]:
    """What bash is offered behind these words; the last is the one that is being typed."""
    asked = {
        "_ONEONONE_COMPLETE": "complete_bash",
        "COMP_WORDS": " ".join(["oneonone", *words]),
        "COMP_CWORD": str(len(words)),
    }
    done = subprocess.run(
        [sys.executable, "-m", "sync"],
        cwd=ROOT,
        env={**os.environ, **asked},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def test_commands_are_completed() -> None:
    assert completed("s") == ["sync", "status", "schedule"]
    assert completed("auth", "log") == ["login", "logout"]


def test_options_and_their_answers_are_completed() -> None:
    assert completed("sync", "--pre") == ["--preview"]
    assert completed("init", "--access", "") == ["app-docs", "all-docs"]


def test_the_help_lists_the_commands_in_the_order_of_a_first_day() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sync", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    listed = done.stdout.partition("Commands:\n")[2].partition("\n\n")[0]

    assert [line.split()[0] for line in listed.splitlines()][:9] == [
        "try",
        "init",
        "auth",
        "doctor",
        "link",
        "sync",
        "explain",
        "status",
        "review",
    ]
