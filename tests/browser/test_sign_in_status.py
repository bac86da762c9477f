"""How a sign-in stands: `auth status`, `auth logout`, and what `sync` says of it."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from sync.cli import main
from sync.emulator.faults import Drop, Fault
from sync.google.session import open_google
from tests.browser.office import ADA, CLIENT, NOW, Office, Person, straight_on
from tests.support import ROOT

DAYS = timedelta(days=1)
ENDED = "The sign-in has expired or was taken back"


def run(office: Office, *arguments: str, later: timedelta = timedelta(0)) -> int:
    now = (NOW + later).isoformat()
    return main([*arguments, "--config", str(office.config), "--now", now])


class TestEndsInSevenDays:
    """The app is in testing."""

    @pytest.fixture(autouse=True)
    def _testing(self, office: Office) -> None:
        office.workspace.settings.refresh_lifetime = 7 * DAYS

    @pytest.fixture
    def _signed_in(self, office: Office) -> None:
        office.login(straight_on)

    def test_login_says_the_day_and_how_to_prevent_it(self, office: Office, page: Page) -> None:
        said = office.login(Person(page=page))
        ends = (NOW + 7 * DAYS).astimezone()

        assert (
            f"The sign-in ends on {ends:%a %Y-%m-%d %H:%M}, in 7 days: its OAuth client is in "
            "testing. To keep it, publish the app or make it internal at "
            "https://console.cloud.google.com/auth/audience, then run `oneonone auth login` once "
            "more: a sign-in from before keeps its end."
        ) in said.text
        assert said.data["ends"] == (NOW + 7 * DAYS).isoformat()

    @pytest.mark.usefixtures("_signed_in")
    @pytest.mark.parametrize(
        ("within", "later", "code"),
        [("3d", 0, 0), ("3d", 4, 3), ("167h", 0, 0), ("168h", 0, 3), ("1w", 0, 3)],
    )
    def test_status_warns_monitors_in_time(
        self, within: str, later: int, code: int, office: Office, capsys: Any
    ) -> None:
        office.workspace.pass_time(later * DAYS)
        given = run(office, "auth", "status", "--expires-within", within, later=later * DAYS)

        assert given == code
        assert "The sign-in ends on" in capsys.readouterr().out

    @pytest.mark.usefixtures("_signed_in")
    def test_sync_says_it_too(self, office: Office, capsys: Any) -> None:
        code = run(office, "sync", later=6 * DAYS)
        text = capsys.readouterr()
        run(office, "sync", "--json", later=6 * DAYS)

        assert code == 0
        assert ", in 1 day: its OAuth client is in testing." in text.out
        assert '"auth.ends"' in text.err
        assert json.loads(capsys.readouterr().out)["sign_in"] == {
            "ends": (NOW + 7 * DAYS).isoformat(),
            "readable_by_others": False,
        }

    @pytest.mark.usefixtures("_signed_in")
    def test_when_it_is_over_all_say_so(self, office: Office, capsys: Any) -> None:
        office.workspace.pass_time(8 * DAYS)
        codes = [run(office, each, later=8 * DAYS) for each in ("sync", "explain", "link")]
        error = capsys.readouterr().err
        codes.append(run(office, "auth", "status", later=8 * DAYS))
        mend = f"Run `oneonone --config {office.config} auth login`."

        assert codes == [3, 3, 3, 3]
        assert error.count(f"{ENDED} ({office.token_file}). {mend}") == 3
        assert "The sign-in ended on" in capsys.readouterr().out


def test_a_sign_in_made_elsewhere_tells_its_end_with_its_first_renewal(office: Office) -> None:
    office.workspace.settings.refresh_lifetime = 7 * DAYS
    office.sign_in()
    with open_google(
        token_file=office.token_file, access="app-docs", api_root=office.root
    ) as google:
        google.drive.me()

    assert "refresh_token_expiry" in office.token


class TestStatus:
    """`oneonone auth status`."""

    def test_it_says_who_for_what_and_until_when(self, office: Office) -> None:
        office.sign_in()
        said = office.status()

        assert said.exit_code == 0
        assert said.text.splitlines() == [
            "ada@acme.test is signed in.",
            f"File: {office.token_file}",
            "Access: app-docs (calendar.events, drive.file)",
            "It does not end by itself.",
        ]
        assert said.data == {
            "account": ADA,
            "token_file": str(office.token_file),
            "accepted": True,
            "access": "app-docs",
            "scopes": ["calendar.events", "drive.file"],
            "missing": [],
            "ends": None,
            "ends_soon": False,
            "readable_by_others": False,
        }

    def test_without_a_sign_in(self, office: Office) -> None:
        said = office.status()

        assert said.exit_code == 3
        assert str(said.error).startswith("There is no sign-in yet")

    def test_revoked(self, office: Office) -> None:
        office.workspace.revoke(office.sign_in())
        said = office.status()

        assert (said.exit_code, said.data["accepted"]) == (3, False)
        assert ENDED in said.text

    def test_one_that_lacks_a_scope_for_the_settings(self, office: Office) -> None:
        office.sign_in()
        office.configure("all-docs")
        said = office.status()

        assert (said.exit_code, said.data["missing"]) == (3, ["documents", "drive.readonly"])
        assert "documents: documents that exist already can't be read or written" in said.text

    def test_where_google_can_not_be_asked(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        office.sign_in()
        text = office.config.read_text(encoding="utf-8")
        office.config.write_text(text.replace(office.root, "http://127.0.0.1:9"), encoding="utf-8")
        monkeypatch.setattr("time.sleep", lambda _: None)
        said = office.status()

        assert (said.exit_code, said.data["accepted"]) == (1, None)


class TestReadableByOthers:
    """A token file that is not for its owner alone."""

    @pytest.mark.parametrize(("mode", "warned"), [(0o600, False), (0o644, True), (0o640, True)])
    def test_sync_and_status_warn(
        self, mode: int, warned: bool, office: Office, capsys: Any
    ) -> None:
        office.sign_in(mode=mode)
        status = office.status()
        office.token_file.chmod(mode)
        run(office, "sync")
        said = capsys.readouterr()

        assert status.data["readable_by_others"] is warned
        assert [f"({office.token_file})" in each for each in (status.text, said.out)] == [
            warned,
            warned,
        ]
        assert ('"auth.readable_by_others"' in said.err) is warned


class TestLogout:
    """`oneonone auth logout`."""

    def test_google_is_told_and_the_file_deleted(self, office: Office, capsys: Any) -> None:
        token = office.sign_in()
        code = run(office, "auth", "logout")
        again = run(office, "auth", "logout")

        assert (code, again) == (0, 0)
        assert capsys.readouterr().out.splitlines() == [
            f"Signed out. Google took the sign-in back, and {office.token_file} was deleted.",
            "Sign-ins with the same OAuth client on other machines may have ended, too.",
            f"Nobody is signed in: there is no {office.token_file}.",
        ]
        assert not office.token_file.exists()
        assert office.workspace.world.state.grants[token["refresh_token"]].revoked

    def test_one_that_google_knows_no_more(self, office: Office, capsys: Any) -> None:
        token = office.sign_in()
        del office.workspace.world.state.grants[token["refresh_token"]]
        code = run(office, "auth", "logout")

        assert code == 0
        assert "Google did not know it any more" in capsys.readouterr().out
        assert not office.token_file.exists()

    def test_without_a_network_nothing_is_done(self, office: Office, capsys: Any) -> None:
        office.sign_in()
        office.workspace.faults.add(Fault(match="POST /revoke", kind=Drop()))
        code = run(office, "auth", "logout")

        assert code == 1
        assert "Nothing was done" in capsys.readouterr().err
        assert office.token_file.exists()

    def test_what_is_no_token_file_is_left_alone(self, office: Office) -> None:
        office.token_file.write_text("{}", encoding="utf-8")
        code = run(office, "auth", "logout")

        assert code == 2
        assert office.token_file.exists()


def test_the_commands_as_processes(office: Office, page: Page, tmp_path: Path) -> None:
    """As a person types them: the browser is the one that $BROWSER names."""
    seen = tmp_path / "address"
    script = tmp_path / "browse"
    script.write_text(f'#!/bin/sh\nprintf %s "$1" > {seen}.new && mv {seen}.new {seen}\n')
    script.chmod(0o755)
    command = [sys.executable, "-m", "sync", "auth"]
    config = ["--config", str(office.config)]
    login = subprocess.Popen(
        [*command, "login", *config],
        cwd=ROOT,
        env={"BROWSER": str(script), "PATH": "/usr/bin:/bin"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while login.poll() is None and not seen.exists():
        page.wait_for_timeout(20)
    Person(page=page)(seen.read_text(encoding="utf-8"))
    out, err = login.communicate(timeout=30)
    status = subprocess.run(
        [*command, "status", "--json", *config],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    secrets = (office.token["refresh_token"], office.token["token"], "GOCSPX-emulated")

    assert (login.returncode, status.returncode) == (0, 0)
    assert "Signed in as ada@acme.test." in out
    assert (json.loads(status.stdout)["account"], CLIENT in out) == (ADA, True)
    assert not [each for each in secrets if each in out + err + status.stdout + status.stderr]
