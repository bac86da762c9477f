"""What a scheduler needs: files to write and commands to run, as data that can be shown first.

Each scheduler's module makes an `Installation`; `installing` is the only one that carries it out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class Way(StrEnum):
    """The schedulers that are known."""

    SYSTEMD = "systemd"
    CRON = "cron"
    LAUNCHD = "launchd"
    WINDOWS = "windows"


@dataclass(frozen=True, slots=True)
class Step:
    """A command to run, and what it reads. `may_fail`: where it fails, it had nothing to do.

    `asks` is a command that fails where this one has nothing to do, and then it is not run.
    """

    args: tuple[str, ...]
    reads: str = ""
    may_fail: bool = False
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """`files` are written, then `steps` run; to remove, `undo` runs, then the files go.

    `encoding` is that of the files; `leaves` is what its runs leave, which goes with them; `notes`
    are what a person should know of this scheduler.
    """

    way: Way
    files: Mapping[Path, str] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    undo: tuple[Step, ...] = ()
    encoding: str = "utf-8"
    leaves: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()
