"""What each scheduler is given, as text, and what real tools say of it where they are there."""

import plistlib
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from sync.errors import UsageProblem
from sync.schedule import cron, launchd, systemd, windows
from sync.schedule.times import Times, read_times

COMMAND = ("/opt/one on one/oneonone", "--config", "/home/ada/100% mine/$it's.toml", "sync")
LOG = Path("/home/ada/.local/state/oneonone/last-run.log")
TIMES = Times()


def test_the_usual_times_are_hourly_in_working_hours() -> None:
    usual = read_times(days="mon-fri", hours="7-18", every=60)

    assert usual == Times()
    assert str(usual) == "Mon-Fri, 7:07 to 18:07, every 60 minutes"


@pytest.mark.parametrize(
    ("days", "hours", "every", "times"),
    [
        ("mon,WED, fri", "8-8", 15, Times(days=(0, 2, 4), first=8, last=8, every=15)),
        ("mon-sun", "0-23", 30, Times(days=(0, 1, 2, 3, 4, 5, 6), first=0, last=23, every=30)),
    ],
)
def test_times_are_read_as_people_write_them(
    days: str, hours: str, every: int, times: Times
) -> None:
    assert read_times(days=days, hours=hours, every=every) == times


@pytest.mark.parametrize(
    ("days", "hours", "every"),
    [
        ("mo-fr", "7-18", 60),
        ("fri-mon", "7-18", 60),
        ("", "7-18", 60),
        ("mon-fri", "18-7", 60),
        ("mon-fri", "7", 60),
        ("mon-fri", "7-24", 60),
        ("mon-fri", "7-18", 7),
    ],
)
def test_times_that_make_no_sense_are_wrong_use(days: str, hours: str, every: int) -> None:
    with pytest.raises(UsageProblem):
        read_times(days=days, hours=hours, every=every)


def test_a_crontab_line_keeps_every_character_of_the_command() -> None:
    line = cron.line(COMMAND, TIMES, log=LOG)

    assert line == (
        "7 7-18 * * 1-5 umask 077; '/opt/one on one/oneonone' --config "
        r"""'/home/ada/100\% mine/$it'"'"'s.toml' sync > """
        f"{LOG} 2>&1"
    )


def test_the_rest_of_a_crontab_stays_to_the_letter_and_twice_is_once() -> None:
    before = "MAILTO=ada\n# mine\n*/5 * * * * true"
    first = cron.installation(COMMAND, TIMES, crontab=before, log=LOG).steps[0].reads
    again = cron.installation(COMMAND, TIMES, crontab=first, log=LOG)

    assert first.startswith(before + "\n" + cron.BEGIN + "\n7 7-18")
    assert again.steps[0].reads == first
    assert again.undo[0].reads == before + "\n"


def test_a_crontab_of_ours_alone_goes_as_a_whole() -> None:
    first = cron.installation(COMMAND, TIMES, crontab="", log=LOG).steps[0].reads

    undo = cron.installation(COMMAND, TIMES, crontab=first, log=LOG).undo

    assert undo[0].args == ("crontab", "-r")


def test_a_begin_without_its_end_takes_nothing_of_others_away() -> None:
    torn = f"{cron.BEGIN}\n1 * * * * true\n"

    assert cron.without(torn) == torn
    assert cron.ours(torn) == ()


def test_the_real_crontab_takes_the_line(tmp_path: Path) -> None:
    if shutil.which("crontab") is None:
        pytest.skip("there is no crontab")
    text = cron.installation(COMMAND, TIMES, crontab="", log=LOG).steps[0].reads
    (tmp_path / "table").write_text(text, encoding="utf-8")
    # -n looks at the file and installs nothing.
    done = subprocess.run(
        ["crontab", "-n", str(tmp_path / "table")], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["one 100% on'one", "$HOME on one", "one\\on"])
def test_systemd_takes_the_units_and_says_when_they_run(tmp_path: Path, name: str) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("there is no systemd-analyze")
    program = tmp_path / name
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    made = systemd.installation((str(program), *COMMAND[1:]), TIMES, folder=tmp_path)
    for path, text in made.files.items():
        path.write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", "--man=no", *map(str, made.files)],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "XDG_RUNTIME_DIR": str(tmp_path), "HOME": str(tmp_path)},
    )
    (when,) = [
        line.removeprefix("OnCalendar=")
        for line in systemd.timer(TIMES).splitlines()
        if line.startswith("OnCalendar=")
    ]
    read = subprocess.run(
        ["systemd-analyze", "calendar", when], capture_output=True, text=True, check=True
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert "Normalized form: Mon..Fri *-*-* 07..18:07:00" in read.stdout


def test_systemd_makes_up_for_a_missed_start_and_keeps_special_characters() -> None:
    assert "Persistent=true" in systemd.timer(TIMES).splitlines()
    assert (
        'ExecStart="/opt/one on one/oneonone" "--config" "/home/ada/100%% mine/$$it\'s.toml" "sync"'
    ) in systemd.service(COMMAND).splitlines()


def test_launchd_is_told_every_start_of_the_week() -> None:
    plist = plistlib.loads(launchd.agent(COMMAND, TIMES, log=LOG).encode())
    starts = plist.pop("StartCalendarInterval")

    assert plist == {
        "Label": "oneonone.sync",
        "ProgramArguments": list(COMMAND),
        "StandardOutPath": str(LOG),
        "StandardErrorPath": str(LOG),
        "ProcessType": "Background",
        "Umask": 0o077,
    }
    assert len(starts) == 5 * 12
    assert (starts[0], starts[-1]) == (
        {"Weekday": 1, "Hour": 7, "Minute": 7},
        {"Weekday": 5, "Hour": 18, "Minute": 7},
    )


def test_a_windows_task_that_starts_once_a_day_has_no_repetition() -> None:
    once = ET.fromstring(windows.task(COMMAND, Times(first=8, last=8)).encode("utf-16"))  # noqa: S314
    twice = ET.fromstring(windows.task(COMMAND, Times(first=8, last=9)).encode("utf-16"))  # noqa: S314
    space = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"

    assert once.find(f".//{space}Repetition") is None
    assert once.findtext(f".//{space}StartBoundary") == "2025-01-01T08:07:00"
    # The Task Scheduler refuses a duration that is shorter than the interval.
    assert twice.findtext(f".//{space}Interval") == "PT60M"
    assert twice.findtext(f".//{space}Duration") == "PT61M"


def test_the_windows_task_starts_as_soon_as_possible_after_a_missed_start(tmp_path: Path) -> None:
    made = windows.installation(
        ("C:\\Tools & more\\oneonone.exe", "--config", "C:\\my folder\\a.toml", "sync"),
        TIMES,
        folder=tmp_path,
    )
    ((path, text),) = made.files.items()
    task = ET.fromstring(text.encode(made.encoding))  # noqa: S314 - our own
    space = {"t": "http://schemas.microsoft.com/windows/2004/02/mit/task"}
    found = {
        name: task.findtext(f".//t:{name}", namespaces=space)
        for name in (
            "StartWhenAvailable", "RunOnlyIfNetworkAvailable", "MultipleInstancesPolicy",
            "Interval", "Duration", "StartBoundary", "Command", "Arguments",
        )
    }  # fmt: skip

    assert path == tmp_path / "task.xml"
    assert found == {
        "StartWhenAvailable": "true",
        "RunOnlyIfNetworkAvailable": "true",
        "MultipleInstancesPolicy": "IgnoreNew",
        "Interval": "PT60M",
        "Duration": "PT661M",
        "StartBoundary": "2025-01-01T07:07:00",
        "Command": "C:\\Tools & more\\oneonone.exe",
        "Arguments": '--config "C:\\my folder\\a.toml" sync',
    }
    assert [each.tag.partition("}")[2] for each in task.find(".//t:DaysOfWeek", space) or ()] == [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
    ]  # fmt: skip
