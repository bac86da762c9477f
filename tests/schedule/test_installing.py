"""Installing, removing and looking, on machines of every kind."""

from pathlib import Path

import pytest

from sync.errors import OneononeError, UsageProblem
from sync.schedule import cron
from sync.schedule.installation import Way
from sync.schedule.installing import Found, choose, install, installed, plan, remove, ways
from sync.schedule.machine import Machine
from sync.schedule.times import Times
from tests.schedule.conftest import Made

COMMAND = ("/opt/oneonone", "--config", "/home/ada/config.toml", "sync")
TIMES = Times()


def tree(machine: Machine) -> dict[str, bytes]:
    """All files below the home, the record of calls aside."""
    return {
        str(path.relative_to(machine.home)): path.read_bytes()
        for path in sorted(machine.home.rglob("*"))
        if path.is_file() and path.name != "calls"
    }


def calls(machine: Machine) -> list[str]:
    return (machine.home / "calls").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("kind", "commands", "expected"),
    [
        ("linux", ("systemctl", "crontab"), (Way.SYSTEMD, Way.CRON)),
        ("linux", ("systemctl",), (Way.SYSTEMD,)),
        ("darwin", ("launchctl",), (Way.LAUNCHD,)),
        ("win32", ("schtasks",), (Way.WINDOWS,)),
        ("linux", (), ()),
    ],
)
def test_the_schedulers_of_a_machine_the_best_first(
    machine: Made, kind: str, commands: tuple[str, ...], expected: tuple[Way, ...]
) -> None:
    assert ways(machine(kind, commands)) == expected


def test_without_a_scheduler_or_with_another_it_is_wrong_use(machine: Made) -> None:
    with pytest.raises(UsageProblem, match="No scheduler was found"):
        choose(machine("linux", ()), None)
    with pytest.raises(UsageProblem, match="It has: systemd"):
        choose(machine("linux", ("systemctl",)), Way.CRON)


@pytest.mark.parametrize(
    ("kind", "commands"),
    [
        ("linux", ("systemctl",)),
        ("linux", ("crontab",)),
        ("darwin", ("launchctl",)),
        ("win32", ("schtasks",)),
    ],
)
def test_installing_twice_is_once_and_removing_leaves_nothing(
    machine: Made, kind: str, commands: tuple[str, ...]
) -> None:
    at = machine(kind, commands)
    way = choose(at, None)
    install(at, plan(at, way, COMMAND, TIMES))
    first = tree(at)
    install(at, plan(at, way, COMMAND, TIMES))
    second = tree(at)
    there = [each.way for each in installed(at)]
    remove(at, plan(at, way, COMMAND, TIMES))

    assert first
    assert second == first
    assert there == [way]
    assert tree(at) == {}
    assert installed(at) == ()


def test_systemd_is_told_to_enable_the_timer_and_to_forget_it(machine: Made) -> None:
    at = machine("linux", ("systemctl",))
    install(at, plan(at, Way.SYSTEMD, COMMAND, TIMES))
    remove(at, plan(at, Way.SYSTEMD, COMMAND, TIMES))

    assert calls(at) == [
        "systemctl --user daemon-reload",
        "systemctl --user enable oneonone.timer",
        "systemctl --user restart oneonone.timer",
        "systemctl --user disable --now oneonone.timer",
        "systemctl --user stop oneonone.service",
        "systemctl --user clean --what=state oneonone.timer",
        "systemctl --user daemon-reload",
    ]


def test_other_lines_of_the_crontab_outlive_both(machine: Made) -> None:
    at = machine("linux", ("crontab",))
    (at.home / "table").write_text("0 3 * * * backup\n", encoding="utf-8")
    install(at, plan(at, Way.CRON, COMMAND, TIMES))
    found = installed(at)
    remove(at, plan(at, Way.CRON, COMMAND, TIMES))

    log = at.home / ".local" / "state" / "oneonone" / "last-run.log"
    line = cron.line(COMMAND, TIMES, log=log)
    assert found == (Found(Way.CRON, "crontab", (line,), str(log)),)
    assert tree(at) == {"table": b"0 3 * * * backup\n"}


def test_a_crontab_that_cannot_be_read_is_never_overwritten(machine: Made, tmp_path: Path) -> None:
    at = machine("linux", ("crontab",))
    (tmp_path / "bin" / "crontab").write_text(
        '#!/bin/sh\necho "you are not allowed" >&2; exit 1\n', encoding="utf-8"
    )

    with pytest.raises(OneononeError, match="Your crontab can't be read"):
        plan(at, Way.CRON, COMMAND, TIMES)


def test_who_may_have_no_crontab_may_have_another_schedule(machine: Made, tmp_path: Path) -> None:
    at = machine("linux", ("systemctl", "crontab"))
    (tmp_path / "bin" / "crontab").write_text(
        '#!/bin/sh\necho "you are not allowed" >&2; exit 1\n', encoding="utf-8"
    )
    install(at, plan(at, Way.SYSTEMD, COMMAND, TIMES))

    assert [each.way for each in installed(at)] == [Way.SYSTEMD]


def test_a_crontab_of_any_system_is_found_and_removed(machine: Made) -> None:
    at = machine("freebsd14", ("crontab",))
    install(at, plan(at, choose(at, None), COMMAND, TIMES))
    there = [each.way for each in installed(at)]
    remove(at, plan(at, Way.CRON, COMMAND, TIMES))

    assert there == [Way.CRON]
    assert tree(at) == {}


def test_a_crontab_that_is_no_utf_8_comes_back_to_the_letter(machine: Made) -> None:
    at = machine("linux", ("crontab",))
    before = b"# Sicherung f\xfcr alle\n0 3 * * * backup\n"
    (at.home / "table").write_bytes(before)
    planned = plan(at, Way.CRON, COMMAND, TIMES)
    install(at, planned)
    between = (at.home / "table").read_bytes()
    remove(at, plan(at, Way.CRON, COMMAND, TIMES))

    assert between.startswith(before)
    assert tree(at) == {"table": before}


@pytest.mark.parametrize(
    ("kind", "command", "log"),
    [
        ("linux", "crontab", ".local/state/oneonone/last-run.log"),
        ("darwin", "launchctl", "Library/Logs/oneonone.log"),
    ],
)
def test_what_the_runs_said_goes_with_the_schedule(
    machine: Made, kind: str, command: str, log: str
) -> None:
    at = machine(kind, (command,))
    way = choose(at, None)
    install(at, plan(at, way, COMMAND, TIMES))
    (at.home / log).parent.mkdir(parents=True, exist_ok=True)
    (at.home / log).write_text("kim@acme.test\n", encoding="utf-8")
    remove(at, plan(at, way, COMMAND, TIMES))

    assert tree(at) == {}


@pytest.mark.parametrize(
    ("kind", "command", "verb"),
    [("linux", "systemctl", "disable"), ("win32", "schtasks", "/Delete")],
)
def test_a_schedule_that_is_not_let_go_of_is_still_there(
    machine: Made, tmp_path: Path, kind: str, command: str, verb: str
) -> None:
    at = machine(kind, (command,))
    way = choose(at, None)
    planned = plan(at, way, COMMAND, TIMES)
    install(at, planned)
    script = tmp_path / "bin" / command
    refuses = f'#!/bin/sh\ncase "$*" in *{verb}*) exit 1;; esac\n'
    script.write_text(refuses + script.read_text(encoding="utf-8"), encoding="utf-8")

    with pytest.raises(OneononeError, match=verb):
        remove(at, planned)
    assert [each.way for each in installed(at)] == [way]


def test_what_a_scheduler_left_that_is_gone_is_removed(machine: Made, tmp_path: Path) -> None:
    at = machine("linux", ("systemctl",))
    planned = plan(at, Way.SYSTEMD, COMMAND, TIMES)
    install(at, planned)
    (tmp_path / "bin" / "systemctl").unlink()
    remove(at, planned)

    assert tree(at) == {}


def test_a_task_whose_file_is_gone_is_found_and_removed(machine: Made) -> None:
    at = machine("win32", ("schtasks",))
    planned = plan(at, Way.WINDOWS, COMMAND, TIMES)
    install(at, planned)
    for path in planned.files:
        path.unlink()
    there = [each.way for each in installed(at)]
    remove(at, planned)

    assert there == [Way.WINDOWS]
    assert installed(at) == ()


def test_a_scheduler_that_refuses_is_named_with_the_command(machine: Made, tmp_path: Path) -> None:
    at = machine("linux", ("systemctl",))
    (tmp_path / "bin" / "systemctl").write_text("#!/bin/sh\nexit 5\n", encoding="utf-8")

    with pytest.raises(OneononeError, match="systemctl --user daemon-reload"):
        install(at, plan(at, Way.SYSTEMD, COMMAND, TIMES))


@pytest.mark.parametrize(
    ("kind", "commands", "blocked"),
    [
        ("linux", ("systemctl",), ".config"),
        ("linux", ("crontab",), ".local"),
        ("darwin", ("launchctl",), "Library"),
        ("win32", ("schtasks",), "AppData"),
    ],
)
def test_a_folder_that_can_not_be_made_is_named(
    machine: Made, kind: str, commands: tuple[str, ...], blocked: str
) -> None:
    at = machine(kind, commands)
    (at.home / blocked).write_text("no folder", encoding="utf-8")
    with pytest.raises(OneononeError) as raised:
        install(at, plan(at, choose(at, None), COMMAND, TIMES))

    assert raised.value.what.startswith("What the schedule needs can't be written: ")
    assert str(at.home / blocked) in raised.value.where
    assert installed(at) == ()


def test_a_command_that_can_not_be_started_has_failed(machine: Made) -> None:
    at = machine("linux", ("crontab",))
    (at.home.parent / "bin" / "crontab").write_bytes(b"\x7fELF of another machine")
    with pytest.raises(OneononeError) as raised:
        plan(at, Way.CRON, COMMAND, TIMES)

    assert raised.value.what == "Your crontab can't be read: crontab ended with 126"
