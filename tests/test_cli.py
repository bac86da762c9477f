import json
import os
import shlex
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import typer

from sync import __version__
from sync.cli import _failed, _itself, app, main
from sync.commands.options import parse_now
from sync.errors import OneononeError, SignInNeeded, UsageProblem
from tests.support import ROOT

COMMANDS = sorted(
    str(each.name or each.callback.__name__) for each in app.registered_commands if each.callback
)


def said(capsys: pytest.CaptureFixture[str]) -> str:
    """What stands on standard error; nothing may stand on standard output."""
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" not in err
    return err


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder, an empty home and no configuration named."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONEONONE_CONFIG", raising=False)
    for name in ("HOME", "XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    return tmp_path


def test_without_a_command_the_help_is_shown_and_it_is_wrong_use(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = main([])

    out = capsys.readouterr().out
    assert code == 2
    assert [name for name in COMMANDS if f"\n  {name} " not in out] == []


def test_help_names_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--help"])

    assert code == 0
    assert "3 sign in again" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_the_common_options(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main([command, "--help"])

    out = capsys.readouterr().out
    assert code == 0
    assert [word for word in ("--config", "--now", "--verbose") if word not in out] == []


def test_the_version_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--version"])

    assert (code, capsys.readouterr().out) == (0, f"oneonone {__version__}\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--wrong"], "No such option: --wrong"),
        (["explian"], "No such command 'explian'"),
        (["explain", "--wrong"], "No such option: --wrong"),
        (["explain", "surplus"], "unexpected extra argument"),
        (["--config"], "Option '--config' requires an argument"),
    ],
)
def test_wrong_use_is_one_line_and_exit_code_2(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(arguments)

    err = said(capsys)
    assert code == 2
    assert words in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["synk"], "No such command 'synk'. Did you mean 'sync'? `oneonone --help`"),
        (["auth", "lgin"], "No such command 'lgin'. Did you mean 'login'? `oneonone auth --help`"),
        (["sync", "--person"], "Option '--person' requires an argument. `oneonone sync --help`"),
        (["review"], "Missing argument 'EMAIL'. `oneonone review --help`"),
        (["auth", "login", "--port"], "requires an argument. `oneonone auth login --help`"),
        (["init", "--access", "x"], "'--access': 'x' is not one of 'app-docs', 'all-docs'. `"),
    ],
)
def test_wrong_use_names_the_help_of_the_command_that_was_meant(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(arguments)

    assert told in said(capsys)


def test_another_terminal_is_told_a_command_that_works_in_any_folder(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", [".venv/bin/oneonone", "try"])
    monkeypatch.setenv("PATH", str(elsewhere))
    without = _itself()
    (elsewhere / "oneonone").touch(mode=0o700)

    assert (without, _itself()) == (f"{elsewhere}/.venv/bin/oneonone", "oneonone")


@pytest.mark.parametrize("group", ["auth", "schedule"])
def test_a_group_of_commands_alone_shows_its_help(
    group: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main([group])

    alone = capsys.readouterr()
    main([group, "--help"])
    assert (code, alone.err) == (2, "")
    assert alone.out == capsys.readouterr().out


@pytest.mark.parametrize(
    "given",
    [
        "",
        "now",
        "2025-03-10",
        "2025-03-10T09:00:00",
        "2025-03-10 09:00",
        "2025-02-30T09:00:00Z",
        "2025-03-10T25:00:00Z",
        "2025-03-10T09:00:00+25:00",
        "2025-03-10T09:00:60Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "1741597200",
        "２０２５-03-10T09:00:00Z",
        "2025-03-10T09:00:00Z\x1b[2J",
    ],
)
@pytest.mark.parametrize("behind", [False, True])
def test_an_unusable_now_is_named_with_how_to_write_it(
    given: str, behind: bool, elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    now = ["--now", given]
    code = main(["explain", *now] if behind else [*now, "explain"])

    err = said(capsys)
    assert code == 2
    assert err.startswith("oneonone: --now is not a time that can be used")
    assert "2025-03-10T09:00:00+01:00" in err
    assert "\x1b" not in err
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize(
    ("given", "time"),
    [
        ("2025-03-10T09:00:00Z", datetime(2025, 3, 10, 9, tzinfo=UTC)),
        ("2025-03-10t09:00:00z", datetime(2025, 3, 10, 9, tzinfo=UTC)),
        ("2025-03-10 09:00:00.25-06:30", None),
    ],
)
def test_a_usable_now_is_taken_with_its_offset(given: str, time: datetime | None) -> None:
    half = timezone(timedelta(hours=-6, minutes=-30))
    expected = time or datetime(2025, 3, 10, 9, 0, 0, 250000, tzinfo=half)

    assert parse_now(given) == expected
    assert parse_now(given).utcoffset() == expected.utcoffset()


def test_no_configuration_is_wrong_use_and_says_where_was_looked(
    elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["explain"])

    err = said(capsys)
    assert code == 2
    assert str(elsewhere / "config.toml") in err
    assert "`oneonone init` writes one" in err


@pytest.mark.parametrize("behind", [False, True])
def test_config_may_stand_before_or_behind_the_command(
    behind: bool, elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = ["--config", "gone.toml"]
    code = main(["explain", *config] if behind else [*config, "explain"])

    assert code == 2
    assert "(gone.toml)" in said(capsys)
    assert list(elsewhere.iterdir()) == []


def test_broken_toml_is_one_line_with_its_place(
    elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (elsewhere / "config.toml").write_text("[google\n", encoding="utf-8")
    code = main(["explain"])

    err = said(capsys)
    assert code == 2
    assert err.count("\n") == 1
    assert "not valid TOML" in err
    assert "line 1" in err
    assert str(elsewhere / "config.toml") in err


@pytest.mark.parametrize("given", [["--config", "c/own.toml"], ["--config=c/own.toml"]])
def test_the_command_that_is_told_next_goes_by_the_same_configuration(
    given: list[str], elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (elsewhere / "c").mkdir()
    for path in (elsewhere / "c" / "own.toml", elsewhere / "config.toml"):
        path.write_text("", encoding="utf-8")
    own = main([*given, "explain"]), said(capsys)
    found = main(["explain", "--config", str(elsewhere / "config.toml")]), said(capsys)

    assert (own[0], found[0]) == (3, 3)
    assert own[1].endswith(" Run `oneonone --config c/own.toml auth login`.\n")
    assert found[1].endswith(" Run `oneonone auth login`.\n")


def test_a_table_that_stands_twice_is_named_as_it_is_written(
    elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (elsewhere / "config.toml").write_text("[notify]\n[run]\n[notify]\n", encoding="utf-8")
    main(["explain"])
    err = said(capsys)

    assert "Cannot declare [notify] twice (at line 3, column " in err
    assert err.endswith("). Put the keys under the one that stands there already.\n")


def test_several_wrong_keys_are_listed_one_a_line(
    elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (elsewhere / "config.toml").write_text(
        "[run]\nworkers = 0\n[calendar]\nid = 3\n", encoding="utf-8"
    )
    code = main(["explain"])

    assert code == 2
    assert said(capsys) == (
        f"oneonone: The configuration can't be used ({elsewhere / 'config.toml'}):\n"
        "  run.workers (line 2) must be 1 or more\n"
        "  calendar.id (line 4) must be a text in quotes\n"
        "Correct the file; config.example.toml says what each key does.\n"
    )


def test_without_a_sign_in_somebody_has_to_sign_in(
    elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (elsewhere / "config.toml").touch()
    code = main(["explain"])

    err = said(capsys)
    assert code == 3
    assert err.count("\n") == 1
    assert str(elsewhere / "token.json") in err


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (OneononeError("It broke", where="x", mend="Mend it."), 1, "It broke (x). Mend it."),
        (UsageProblem("Wrong"), 2, "Wrong."),
        (SignInNeeded("Signed out"), 3, "Signed out."),
        (OneononeError("Line\nbreak\x1b[31m"), 1, "Line break[31m."),
        (typer.Abort(), 1, "Stopped."),
    ],
)
def test_an_error_owns_its_exit_code_and_is_one_line(
    error: Exception, code: int, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _failed(error) == code
    assert said(capsys) == f"oneonone: {line}\n"


def test_of_an_unexpected_error_only_type_and_place_are_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    try:
        parse_now(None)  # type: ignore[arg-type]
    except TypeError as error:
        code = _failed(error)

    err = said(capsys)
    assert code == 1
    assert err.startswith(
        "oneonone: Internal error, please report: TypeError at sync/commands/show.py:"
    )
    assert "NoneType" not in err


def run_process(
    *arguments: str, home: Path, config: str | None = None
) -> subprocess.CompletedProcess[str]:
    """The command as a process of its own, in an empty home."""
    home.mkdir(exist_ok=True)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "default",
    }
    if config is not None:
        environment["ONEONONE_CONFIG"] = config
    return subprocess.run(
        [sys.executable, "-m", "sync", *arguments],
        cwd=home,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_installed_command_ends_with_the_exit_code(tmp_path: Path) -> None:
    done = run_process("explain", home=tmp_path / "home", config=str(tmp_path / "no.toml"))

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "oneonone: There is no configuration file at the path that $ONEONONE_CONFIG names "
        f"({tmp_path / 'no.toml'}). Name one that exists, or write it with "
        f"`oneonone init --config {tmp_path / 'no.toml'}`.\n"
    )


def test_a_wrong_command_line_is_told_without_loading_google(tmp_path: Path) -> None:
    code = (
        "import json, sys; from sync.cli import main; main(['explain', '--now', 'x']); "
        "print(json.dumps([each for each in ('googleapiclient', 'google.auth', 'requests') "
        "if each in sys.modules]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert json.loads(done.stdout) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_what_could_not_be_shown_whole_is_no_success() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        command = [sys.executable, "-m", "sync", "--version"]
        ran = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.DEVNULL, check=False)

    assert ran.returncode == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_full_disk_is_named_and_is_no_error_of_the_program(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sync", "doctor", "--config", str(tmp_path / "no.toml")]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ran = subprocess.run(
            command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )

    assert ran.returncode == 2
    assert ran.stderr == (
        "oneonone: What is to be shown here can't be written (standard output: No space left on "
        "device).\n"
    )


@pytest.mark.skipif(os.name != "posix", reason="a shell closes the streams")
def test_without_standard_streams_it_runs_all_the_same(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sync", "doctor", "--config", str(tmp_path / "no.toml")]
    ran = subprocess.run(
        ["/bin/sh", "-c", f"exec {shlex.join(command)} <&- >&- 2>&-"], cwd=ROOT, check=False
    )

    assert ran.returncode == 2
