"""The commands: nothing is changed without consent, and what is shown is what is done."""

from pathlib import Path

import pytest

from sync.cli import main
from sync.commands import schedule as cli_schedule
from sync.commands.outcome import Line, Outcome, Passage
from sync.errors import ExitCode, UsageProblem
from sync.schedule import systemd
from sync.schedule.installation import Way
from sync.schedule.times import Times
from tests.schedule.conftest import Made

COMMAND = ("/opt/oneonone", "--config", "/home/ada/config.toml", "sync")


def yes(_question: str) -> bool:
    return True


def no(_question: str) -> bool:
    return False


def texts(outcomes: list[Outcome]) -> str:
    blocks = [block for outcome in outcomes for block in outcome.blocks]
    return "\n".join(block.text for block in blocks if isinstance(block, Line | Passage))


def files(home: Path) -> list[Path]:
    return [path for path in home.rglob("*") if path.is_file() and path.name != "calls"]


@pytest.mark.parametrize(("dry_run", "consent"), [(True, yes), (False, no)])
def test_a_dry_run_or_a_no_changes_nothing_and_shows_all(
    machine: Made, dry_run: bool, consent: cli_schedule.Consent
) -> None:
    at = machine("linux", ("systemctl",))
    outcomes = list(
        cli_schedule.install(at, COMMAND, Times(), way=None, dry_run=dry_run, consent=consent)
    )

    assert systemd.service(COMMAND) in texts(outcomes)
    assert systemd.timer(Times()) in texts(outcomes)
    assert texts(outcomes).endswith("Nothing was changed.")
    assert files(at.home) == []


def test_with_a_yes_it_is_installed_and_removed(machine: Made) -> None:
    at = machine("linux", ("systemctl",))
    before = cli_schedule.status(at).exit_code
    list(cli_schedule.install(at, COMMAND, Times(), way=None, dry_run=False, consent=yes))
    between = cli_schedule.status(at)
    list(cli_schedule.remove(at, COMMAND, dry_run=False, consent=yes))

    assert before is ExitCode.FAILED
    assert between.exit_code is ExitCode.OK
    assert "OnCalendar=Mon,Tue,Wed,Thu,Fri *-*-* 07..18:07:00" in texts([between])
    assert files(at.home) == []


def test_one_that_is_there_is_named_before_it_is_replaced(machine: Made) -> None:
    at = machine("linux", ("systemctl", "crontab"))
    list(cli_schedule.install(at, COMMAND, Times(), way=None, dry_run=False, consent=yes))
    again = cli_schedule.install(at, COMMAND, Times(), way=None, dry_run=True, consent=yes)
    other = cli_schedule.install(at, COMMAND, Times(), way=Way.CRON, dry_run=True, consent=yes)

    timer = at.home / ".config" / "systemd" / "user" / systemd.TIMER
    assert f"It takes the place of the one that is there: {timer}." in texts(list(again))
    assert "There is one with systemd already" in texts(list(other))


def test_a_crontab_that_is_no_utf_8_is_shown_as_it_can_be(machine: Made) -> None:
    at = machine("linux", ("crontab",))
    (at.home / "table").write_bytes(b"# f\xfcr alle\n")
    shown = cli_schedule.install(at, COMMAND, Times(), way=None, dry_run=True, consent=yes)

    assert "# f\N{REPLACEMENT CHARACTER}r alle" in texts(list(shown))


@pytest.mark.parametrize(
    ("kind", "command", "said"),
    [
        ("linux", "systemctl", "journalctl --user -u oneonone"),
        ("linux", "crontab", ".local/state/oneonone/last-run.log"),
        ("darwin", "launchctl", "Library/Logs/oneonone.log"),
        ("win32", "schtasks", "oneonone status"),
    ],
)
def test_the_status_names_where_the_runs_are_to_be_read(
    machine: Made, kind: str, command: str, said: str
) -> None:
    at = machine(kind, (command,))
    list(cli_schedule.install(at, COMMAND, Times(), way=None, dry_run=False, consent=yes))
    (found,) = cli_schedule.status(at).data["installed"]

    assert found["said"].endswith(said)
    assert f"What its runs said: {found['said']}" in texts([cli_schedule.status(at)])


def test_off_a_terminal_nobody_is_asked_and_nothing_changed() -> None:
    consent = cli_schedule.consent_by(yes=False, ask=yes, terminal=False)

    with pytest.raises(UsageProblem, match="Say --yes"):
        consent("Install this?")


def test_a_wrong_span_of_hours_ends_with_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "config.toml").touch()
    code = main(
        ["schedule", "install", "--config", str(tmp_path / "config.toml"), "--hours", "9to5"]
    )

    assert code == ExitCode.USAGE
    assert "Write it as 7-18" in capsys.readouterr().err


def test_the_scheduled_command_is_of_this_installation_with_an_absolute_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    command = cli_schedule.command_for(Path("config.toml"))

    assert Path(command[0]).is_file()
    assert command[-3:] == ("--config", str(tmp_path / "config.toml"), "sync")
