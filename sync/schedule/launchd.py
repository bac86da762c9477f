"""The job as a launchd agent of macOS. Pure: gives the text of the property list.

launchd starts what it missed while the machine slept, once, when it wakes.
"""

import plistlib
from collections.abc import Sequence
from pathlib import Path

from sync.schedule.installation import Installation, Step, Way
from sync.schedule.times import Times

LABEL = "oneonone.sync"


def agent(command: Sequence[str], times: Times, *, log: Path) -> str:
    """The property list. The output of the runs is added to `log`."""
    starts = [
        {"Weekday": (day + 1) % 7, "Hour": hour, "Minute": minute}
        for day in times.days
        for hour in times.hours
        for minute in times.minutes
    ]
    content = {
        "Label": LABEL,
        "ProgramArguments": list(command),
        "StartCalendarInterval": starts,
        "StandardOutPath": str(log),
        "StandardErrorPath": str(log),
        "ProcessType": "Background",
        "Umask": 0o077,
    }
    return plistlib.dumps(content, sort_keys=False).decode()


def installation(
    command: Sequence[str], times: Times, *, folder: Path, log: Path, user_id: int
) -> Installation:
    """`folder` is the user's LaunchAgents."""
    path = folder / f"{LABEL}.plist"
    domain = f"gui/{user_id}"
    ours = f"{domain}/{LABEL}"
    stop = Step(("launchctl", "bootout", ours), asks=("launchctl", "print", ours))
    return Installation(
        way=Way.LAUNCHD,
        files={path: agent(command, times, log=log)},
        steps=(stop, Step(("launchctl", "bootstrap", domain, str(path)))),
        undo=(stop,),
        leaves=(log,),
        notes=(f"What the runs said stands in {log}.",),
    )
