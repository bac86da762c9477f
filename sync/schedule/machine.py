"""The machine, as installing a schedule sees it: its kind, its folders, its commands.

The one place of this package that runs anything: without a shell, and with a time limit.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from sync.errors import OneononeError
from sync.schedule.installation import Step

Kind = Literal["linux", "darwin", "win32"]
_LONGEST = 30.0


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended, what it printed, and what it said of failures."""

    code: int
    out: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """`home` is the user's folder; `environment` is what commands get."""

    kind: str = sys.platform
    home: Path = field(default_factory=Path.home)
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))

    def has(self, name: str) -> bool:
        """Whether there is such a command."""
        return shutil.which(name, path=self.environment.get("PATH")) is not None

    def run(self, step: Step) -> Ran:
        """How the command ended; as in a shell 127 where there is none, 126 where it can't be
        started, and 124 where it took too long.
        """
        program = shutil.which(step.args[0], path=self.environment.get("PATH"))
        if program is None:
            return Ran(127)
        try:
            done = subprocess.run(  # noqa: S603 - the commands are ours
                [program, *step.args[1:]],
                input=step.reads,
                capture_output=True,
                encoding="utf-8",
                errors="surrogateescape",  # a crontab goes back to the letter, whatever is in it
                check=False,
                env={**self.environment, "LC_ALL": "C"},
                timeout=_LONGEST,
            )
        except subprocess.TimeoutExpired:
            return Ran(124)
        except OSError:
            return Ran(126)
        return Ran(done.returncode, done.stdout, done.stderr)

    def must(self, step: Step) -> None:
        """Run it; raises where it fails, unless it may. Not run where it has nothing to do."""
        if step.asks and self.run(Step(step.asks)).code:
            return
        ran = self.run(step)
        if ran.code and not step.may_fail:
            raise OneononeError(
                f"A command of the scheduler failed with {ran.code}",
                where=" ".join(step.args),
                mend="Run it by hand to see what it says, or choose another way with --way.",
            )

    def folder(self, variable: str, usual: str) -> Path:
        """A folder of the user that the environment may name."""
        named = self.environment.get(variable, "")
        return Path(named) if named and Path(named).is_absolute() else self.home / usual
