"""docs/commands.md: every command with its help, and what it really says.

    python -m tests.project.commands     writes it

All commands are run, one after the other, on the embedded Workspace of `oneonone try`, at a fixed
time and in a home of their own. Only what chance decides is replaced: ids, ports and folders.
"""

import io
import json
import os
import re
import shlex
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from sync.cli import main
from sync.commands import try_world as cli_try_world
from sync.emulator.oauth import SECRET
from sync.emulator.workspace import Workspace
from tests.newcomer.browsing import allow
from tests.support import ROOT

PAGE = ROOT / "docs" / "commands.md"
TEXT = ROOT / "tests" / "project" / "commands.txt"
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
_CLIENT = {"installed": {"client_id": cli_try_world.CLIENT, "client_secret": SECRET}}
_CRONTAB = '#!/bin/sh\n[ "$1" = -l ] && echo "no crontab for mira" >&2 && exit 1\n'
_COMMAND = re.compile(r"\$ (oneonone .*)")
_SECRET = re.compile(r"\b(state|code_challenge)=[\w.~-]+")
_DOCUMENT = re.compile(r"(?:(?<=%2C)|(?<![\w-]))1[\w-]{43}(?![\w-])")
_PORT = re.compile(r"(127\.0\.0\.1(?:%3A|:))\d+")


@dataclass
class Office:
    """A home with nothing set up, and the Workspace beside it."""

    home: Path
    root: str
    documents: dict[str, str] = field(default_factory=dict)

    def run(self, line: str) -> str:
        """What a command shows on standard output."""
        shown = io.StringIO()
        given = shlex.split(line)
        given += [] if "--help" in given else ["--now", NOW.isoformat()]
        given += ["--api-root", self.root] if line.startswith("init --yes") else []
        with (
            redirect_stdout(shown),
            redirect_stderr(io.StringIO()),
            patch.object(sys, "stdin", _Pasting(shown)),
        ):
            main(given)
        return self._same(shown.getvalue())

    def _same(self, text: str) -> str:
        """The text without what differs from one time to the next."""
        text = _DOCUMENT.sub(
            lambda found: self.documents.setdefault(found[0], _example(len(self.documents) + 1)),
            _SECRET.sub(r"\1=...", text),
        )
        beside = Path(sys.executable).with_name("oneonone")
        programs = (str(beside), f"{sys.executable} -m sync")
        for program in programs:
            text = text.replace(program, "/home/mira/.local/bin/oneonone")
        text = text.replace(str(self.home), "/home/mira")
        return _PORT.sub(r"\g<1>8911", text)


def _example(number: int) -> str:
    """An id as long as a real one, so that tables keep their columns."""
    return f"1-the-id-of-document-{number}".ljust(44, "-")


class _Pasting:
    """Standard input of somebody who opens the address that was shown last, allows all and picks
    all, and pastes where the browser ended.
    """

    def __init__(self, shown: io.StringIO) -> None:
        self._shown = shown

    def isatty(self) -> bool:
        """Nobody is asked anything else."""
        return False

    def readline(self) -> str:
        """The line that is pasted."""
        address = re.findall(r"http://\S+/auth\?\S+", self._shown.getvalue())[-1]
        return allow(address, account=cli_try_world.MANAGER) + "\n"


@contextmanager
def office() -> Iterator[Office]:
    """The Workspace of `try`, served, and an environment in which nothing else is seen."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder).resolve()
        workspace = Workspace(now=NOW)
        cli_try_world.lay_out(workspace, NOW)
        (home / "bin").mkdir()
        crontab = home / "bin" / "crontab"
        crontab.write_text(_CRONTAB, encoding="utf-8")
        crontab.chmod(0o755)
        (home / "client_secret.json").write_text(json.dumps(_CLIENT), encoding="utf-8")
        with workspace.serve() as served, chdir(home), _environment(home):
            yield Office(home, served.root)


@contextmanager
def _environment(home: Path) -> Iterator[None]:
    given = {
        "HOME": str(home),
        "PATH": str(home / "bin"),
        "COLUMNS": "80",
        "TZ": "UTC",
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_STATE_HOME": str(home / ".local" / "state"),
        "XDG_DATA_HOME": str(home / ".local" / "share"),
    }
    try:
        with patch.dict(os.environ, given, clear=True):
            time.tzset()
            yield
    finally:
        time.tzset()


def page() -> str:
    """The page: its text, with each command followed by what it says."""
    with office() as at:
        return "".join(_with_output(at, TEXT.read_text(encoding="utf-8")))


def commands_of(text: str) -> tuple[str, ...]:
    """The command lines that a text names, in order."""
    return tuple(found[1] for found in _COMMAND.finditer(text))


def _with_output(at: Office, text: str) -> Iterator[str]:
    for line in text.splitlines(keepends=True):
        yield line
        if found := _COMMAND.search(line):
            for shown in at.run(found[1].removeprefix("oneonone ")).splitlines():
                yield f"    {shown}".rstrip() + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
