"""The job as a user's own systemd service and timer. Pure: gives the texts of the units."""

from collections.abc import Sequence
from pathlib import Path

from sync.schedule.installation import Installation, Step, Way
from sync.schedule.times import DAYS, Times

SERVICE, TIMER = "oneonone.service", "oneonone.timer"


def service(command: Sequence[str]) -> str:
    """The unit that runs the job once."""
    if set(command[0]) & set("\"'\\$"):
        # systemd takes no program with such a name; env does.
        command = ("/usr/bin/env", *command)
    return f"""\
[Unit]
Description=Prepare the documents of the next 1:1s

[Service]
Type=oneshot
ExecStart={" ".join(map(_argument, command))}
TimeoutStartSec=30min
Nice=10
UMask=0077
NoNewPrivileges=yes
"""


def timer(times: Times) -> str:
    """The unit that starts it; Persistent makes up for a start that was missed."""
    days = ",".join(DAYS[day].capitalize() for day in times.days)
    hours = f"{times.first:02d}..{times.last:02d}"
    minutes = ",".join(f"{minute:02d}" for minute in times.minutes)
    return f"""\
[Unit]
Description=Prepare the documents of the next 1:1s in working hours

[Timer]
OnCalendar={days} *-*-* {hours}:{minutes}:00
Persistent=true
RandomizedDelaySec=2min

[Install]
WantedBy=timers.target
"""


def _argument(given: str) -> str:
    """An argument of ExecStart: % and $ stand for themselves, quotes and backslashes too."""
    text = given.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return '"' + text.replace("%", "%%").replace("$", "$$") + '"'


def installation(command: Sequence[str], times: Times, *, folder: Path) -> Installation:
    """`folder` is where the user's units are."""
    control = ("systemctl", "--user")
    return Installation(
        way=Way.SYSTEMD,
        files={folder / SERVICE: service(command), folder / TIMER: timer(times)},
        steps=(
            Step((*control, "daemon-reload")),
            Step((*control, "enable", TIMER)),
            Step((*control, "restart", TIMER)),
        ),
        undo=(
            Step((*control, "disable", "--now", TIMER)),
            Step((*control, "stop", SERVICE), may_fail=True),
            # When it started last, which Persistent has systemd keep.
            Step((*control, "clean", "--what=state", TIMER), may_fail=True),
        ),
        notes=(
            "Its runs: journalctl --user -u oneonone. The next one: systemctl --user list-timers.",
            "It runs while you are logged in; `loginctl enable-linger` lets it run always.",
        ),
    )
