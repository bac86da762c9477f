"""The job in the Task Scheduler of Windows. Pure: gives the task as XML.

It starts as soon as possible after a missed start, only where there is a network.
"""

from collections.abc import Sequence
from pathlib import Path
from subprocess import list2cmdline
from xml.sax.saxutils import escape

from sync.schedule.installation import Installation, Step, Way
from sync.schedule.times import Times

NAME = "oneonone"
QUERY = ("schtasks", "/Query", "/TN", NAME)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def task(command: Sequence[str], times: Times) -> str:
    """The task; schtasks reads it as UTF-16."""
    days = "".join(f"<{_DAYS[day]} />" for day in times.days)
    # The boundary's day only says since when; its hour is that of the first start of a day.
    start = f"2025-01-01T{times.first:02d}:{times.minutes[0]:02d}:00"
    return f"""\
<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>Prepares the documents of the next 1:1s.</Description>
  </RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
{_again(times)}      <StartBoundary>{start}</StartBoundary>
      <Enabled>true</Enabled>
      <ScheduleByWeek>
        <DaysOfWeek>{days}</DaysOfWeek>
        <WeeksInterval>1</WeeksInterval>
      </ScheduleByWeek>
    </CalendarTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <RunOnlyIfNetworkAvailable>true</RunOnlyIfNetworkAvailable>
    <Enabled>true</Enabled>
    <Hidden>false</Hidden>
    <ExecutionTimeLimit>PT30M</ExecutionTimeLimit>
    <Priority>7</Priority>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{escape(command[0])}</Command>
      <Arguments>{escape(list2cmdline(command[1:]))}</Arguments>
    </Exec>
  </Actions>
</Task>
"""


def _again(times: Times) -> str:
    """How it is started again on the same day; nothing where it starts once a day."""
    over = (times.last - times.first) * 60 + times.minutes[-1] - times.minutes[0]
    if not over:
        return ""  # a repetition may not be shorter than its interval
    return f"""\
      <Repetition>
        <Interval>PT{times.every}M</Interval>
        <Duration>PT{over + 1}M</Duration>
        <StopAtDurationEnd>false</StopAtDurationEnd>
      </Repetition>
"""


def installation(command: Sequence[str], times: Times, *, folder: Path) -> Installation:
    """`folder` is oneonone's own: the task's XML is kept there."""
    path = folder / "task.xml"
    return Installation(
        way=Way.WINDOWS,
        files={path: task(command, times)},
        steps=(Step(("schtasks", "/Create", "/TN", NAME, "/XML", str(path), "/F")),),
        undo=(Step(("schtasks", "/Delete", "/TN", NAME, "/F"), asks=QUERY),),
        encoding="utf-16",
        notes=(
            "See its runs in the Task Scheduler, under oneonone. It runs while you are logged in.",
        ),
    )
