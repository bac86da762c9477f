"""Installs, removes and looks at the schedule of this machine.

Chooses the scheduler, asks its module what to write, and is the only one that writes it. Twice is
once: the same files and the same entry. Removing takes away what installing made, and nothing else.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sync.errors import OneononeError, UsageProblem, reason_of
from sync.schedule import cron, launchd, systemd, windows
from sync.schedule.installation import Installation, Step, Way
from sync.schedule.machine import Machine
from sync.schedule.times import Times

_READ_CRONTAB = Step(("crontab", "-l"))
_USER_SYSTEMD = Step(("systemctl", "--user", "show-environment"))


@dataclass(frozen=True, slots=True)
class Found:
    """A schedule that is installed: by whom, where it stands, the lines that say when, and where
    what its runs said is to be read.
    """

    way: Way
    where: str
    lines: tuple[str, ...]
    said: str


def ways(machine: Machine) -> tuple[Way, ...]:
    """The schedulers that this machine has, the best first."""
    if machine.kind == "win32":
        return (Way.WINDOWS,) if machine.has("schtasks") else ()
    if machine.kind == "darwin":
        return (Way.LAUNCHD,) if machine.has("launchctl") else ()
    found: list[Way] = []
    if machine.has("systemctl") and machine.run(_USER_SYSTEMD).code == 0:
        found.append(Way.SYSTEMD)
    if machine.has("crontab"):
        found.append(Way.CRON)
    return tuple(found)


def choose(machine: Machine, asked: Way | None) -> Way:
    """The scheduler that was asked for, or the best; raises where there is none."""
    there = ways(machine)
    if asked is None and there:
        return there[0]
    if asked in there:
        return asked
    if asked is not None:
        raise UsageProblem(
            "This machine has no such scheduler",
            where=asked.value,
            mend=f"It has: {', '.join(there)}." if there else "It has none that is known.",
        )
    raise UsageProblem(
        "No scheduler was found: no systemd of your own, cron, launchd or Task Scheduler",
        where=machine.kind,
        mend="Install cron, or let anything that starts commands run `oneonone sync` every hour.",
    )


def plan(machine: Machine, way: Way, command: Sequence[str], times: Times) -> Installation:
    """What installing would write and run; nothing is changed."""
    match way:
        case Way.CRON:
            text = _crontab(machine)
            return cron.installation(command, times, crontab=text, log=_cron_log(machine))
        case Way.SYSTEMD:
            return systemd.installation(command, times, folder=_units(machine))
        case Way.LAUNCHD:
            return launchd.installation(
                command,
                times,
                folder=_agents(machine),
                log=_launchd_log(machine),
                user_id=_user_id(),
            )
        case Way.WINDOWS:
            return windows.installation(command, times, folder=_local(machine))


def install(machine: Machine, planned: Installation) -> None:
    """Write the files, then run the commands. Raises where one fails."""
    # The shell of cron can't make the folder of its log before it opens it.
    folders = [_state(machine)] if planned.way is Way.CRON else []
    for folder in (*folders, *(path.parent for path in planned.files)):
        with _told(folder):
            folder.mkdir(parents=True, exist_ok=True)
    for path, text in planned.files.items():
        with _told(path):
            path.write_bytes(text.encode(planned.encoding))
    for step in planned.steps:
        machine.must(step)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """What the system says where it does not let this be written."""
    try:
        yield
    except OSError as exc:
        raise OneononeError(
            f"What the schedule needs can't be written: {reason_of(exc)}",
            where=str(path),
            mend="See to whom it belongs, or choose another way with --way.",
        ) from exc


def remove(machine: Machine, planned: Installation) -> None:
    """Undo what installing did and what the runs left; what is gone already is no failure.

    Raises where the scheduler does not let go of it: then the files stay, and it is still found.
    """
    for step in planned.undo:
        if machine.has(step.args[0]):  # a scheduler that is gone starts nothing
            machine.must(step)
    for path in (*planned.files, *planned.leaves):
        with _told(path):
            path.unlink(missing_ok=True)
    if planned.way is Way.SYSTEMD:
        machine.must(Step(("systemctl", "--user", "daemon-reload"), may_fail=True))


def installed(machine: Machine) -> tuple[Found, ...]:
    """Every schedule of ours on this machine, by whichever scheduler."""
    found: list[Found] = []
    timer = _units(machine) / systemd.TIMER
    if timer.is_file():
        lines = _lines(timer, "OnCalendar=")
        found.append(Found(Way.SYSTEMD, str(timer), lines, "journalctl --user -u oneonone"))
    agent = _agents(machine) / f"{launchd.LABEL}.plist"
    if agent.is_file():
        found.append(Found(Way.LAUNCHD, str(agent), (), str(_launchd_log(machine))))
    task = _local(machine) / "task.xml"
    if task.is_file() or (machine.kind == "win32" and machine.run(Step(windows.QUERY)).code == 0):
        found.append(Found(Way.WINDOWS, str(task), (), "oneonone status"))
    if machine.kind not in ("darwin", "win32") and machine.has("crontab"):
        ran = machine.run(_READ_CRONTAB)
        # Who may have no crontab may still have another schedule.
        lines = cron.ours(ran.out) if ran.code == 0 else ()
        if lines:
            found.append(Found(Way.CRON, "crontab", lines, str(_cron_log(machine))))
    return tuple(found)


def _crontab(machine: Machine) -> str:
    """The user's crontab; "" where there certainly is none, since ours replaces it whole."""
    ran = machine.run(_READ_CRONTAB)
    if ran.code == 0:
        return ran.out
    if any(words in ran.said.lower() for words in ("no crontab", "no such file")):
        return ""
    raise OneononeError(
        f"Your crontab can't be read: crontab ended with {ran.code}",
        where="crontab -l",
        mend="Run it by hand to see what it says; nothing was changed.",
    )


def _lines(path: Path, start: str) -> tuple[str, ...]:
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return tuple(line for line in lines if line.startswith(start))


def _units(machine: Machine) -> Path:
    return machine.folder("XDG_CONFIG_HOME", ".config") / "systemd" / "user"


def _state(machine: Machine) -> Path:
    return machine.folder("XDG_STATE_HOME", ".local/state") / "oneonone"


def _cron_log(machine: Machine) -> Path:
    return _state(machine) / "last-run.log"


def _launchd_log(machine: Machine) -> Path:
    return machine.home / "Library" / "Logs" / "oneonone.log"


def _agents(machine: Machine) -> Path:
    return machine.home / "Library" / "LaunchAgents"


def _local(machine: Machine) -> Path:
    return machine.folder("LOCALAPPDATA", "AppData/Local") / "oneonone"


def _user_id() -> int:
    return os.getuid() if hasattr(os, "getuid") else 0
