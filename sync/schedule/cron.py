"""The job in a crontab: one line between two marks, so that it can be found and taken out again.

Pure: takes the crontab as it is and gives the one that should be.
"""

import shlex
from collections.abc import Sequence
from pathlib import Path

from sync.schedule.installation import Installation, Step, Way
from sync.schedule.times import Times

BEGIN = "# oneonone begins; `oneonone schedule remove` takes this away"
END = "# oneonone ends"


def line(command: Sequence[str], times: Times, *, log: Path) -> str:
    """The crontab line. The output of the last run stays in `log`, which its owner reads."""
    # Cron's shell sees the command after cron turned each plain % into a line break.
    text = f"umask 077; {shlex.join(command)} > {shlex.quote(str(log))} 2>&1".replace("%", r"\%")
    days = ",".join(str((day + 1) % 7) for day in times.days)
    minutes = ",".join(map(str, times.minutes))
    return f"{minutes} {times.first}-{times.last} * * {_short(days)} {text}"


def _short(days: str) -> str:
    return {"1,2,3,4,5": "1-5", "1,2,3,4,5,6,0": "*"}.get(days, days)


def without(crontab: str) -> str:
    """The crontab without our lines; everything else stays as it is, to the letter."""
    kept: list[str] = []
    inside = False
    lines = crontab.splitlines(keepends=True)
    ends = [at for at, each in enumerate(lines) if each.rstrip("\r\n") == END]
    for at, each in enumerate(lines):
        bare = each.rstrip("\r\n")
        if bare == BEGIN and any(end > at for end in ends):
            inside = True
        elif inside and bare == END:
            inside = False
        elif not inside:
            kept.append(each)
    return "".join(kept)


def ours(crontab: str) -> tuple[str, ...]:
    """The lines between our marks."""
    rest = crontab.partition(BEGIN + "\n")[2].partition(END)
    return tuple(rest[0].splitlines()) if rest[1] else ()


def installation(command: Sequence[str], times: Times, *, crontab: str, log: Path) -> Installation:
    """`crontab` is the one that there is; "" where there is none."""
    others = without(crontab)
    gap = "" if not others or others.endswith("\n") else "\n"
    block = f"{BEGIN}\n{line(command, times, log=log)}\n{END}\n"
    return Installation(
        way=Way.CRON,
        files={},
        steps=(Step(("crontab", "-"), reads=f"{others}{gap}{block}"),),
        # A crontab that was made for our line alone goes as a whole.
        undo=(Step(("crontab", "-"), reads=others) if others.strip() else Step(("crontab", "-r")),),
        leaves=(log,),
        notes=(
            "cron starts nothing that it missed while the machine was off; the next hour does.",
            f"What the last run said stands in {log}.",
        ),
    )
