"""`oneonone doctor`: what is wrong is named with what mends it, and nothing is written."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from sync import log
from sync.cli import main
from sync.commands import doctor as cli_doctor
from sync.commands import sync as cli_sync
from sync.commands.checks import State
from sync.commands.outcome import Outcome
from sync.commands.show import plain_lines
from sync.schedule.machine import Machine
from tests.scenarios.company import APP, ME, NOW, OTHER, Company, company, lay_out

Opened = Callable[..., Company]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    log.configure(silent=True)
    with ExitStack() as stack:

        def opens(**world: Any) -> Company:
            (tmp_path / "laid").mkdir()
            return stack.enter_context(company(tmp_path, lay_out(tmp_path / "laid", **world)))

        yield opens


@dataclass(frozen=True, slots=True)
class Seen:
    """What doctor found, by what was looked at."""

    outcome: Outcome

    def state(self, of: str) -> tuple[State, str]:
        """How a check ended, and what mends it."""
        found = [one for one in self.outcome.data["checks"] if one["check"] == of]
        (check,) = found
        return check["state"], check["mend"]

    def what(self, of: str) -> str:
        """What a check says."""
        return str(next(o["what"] for o in self.outcome.data["checks"] if o["check"] == of))


def look(at: Company, folder: Path) -> Seen:
    machine = Machine(kind="linux", home=folder, environment={"PATH": str(folder)})
    return Seen(
        cli_doctor.run(at.settings, at.config, now=NOW, machine=machine, compare_clock=False)
    )


def test_the_last_line_counts_in_the_words_of_the_lines(opened: Opened, tmp_path: Path) -> None:
    at = opened()
    at.run()
    outcome = look(at, tmp_path).outcome
    lines = [line for block in outcome.blocks for line in plain_lines(block)]

    warnings = sum(line.startswith("warning ") for line in lines)
    assert warnings > 1
    assert f"ok, {warnings} warnings, 0 failed." in lines[-1]


def test_all_that_a_run_needs_is_looked_at_and_nothing_is_written(
    opened: Opened, tmp_path: Path
) -> None:
    at = opened()
    at.run()
    before = at.everything()
    asked = len(at.workspace.requests)
    seen = look(at, tmp_path)
    checks = {one["check"]: one["state"] for one in seen.outcome.data["checks"]}

    assert checks == {
        "configuration": "ok",
        "OAuth client": "warning",
        "sign-in file": "ok",
        "scopes": "ok",
        "sign-in": "ok",
        "Drive API": "ok",
        "Docs API": "ok",
        "Calendar API": "ok",
        "calendar": "ok",
        "events": "ok",
        "folder": "ok",
        f"document with {OTHER}": "ok",
        "schedule": "warning",
        "last run": "warning",
    }
    assert seen.outcome.exit_code == 0
    assert at.writes(asked) == []
    assert at.everything() == before


@pytest.mark.parametrize(
    ("api", "name", "page"),
    [
        ("docs", "Docs API", "docs.googleapis.com"),
        ("drive", "Drive API", "drive.googleapis.com"),
        ("calendar", "Calendar API", "calendar-json.googleapis.com"),
    ],
)
def test_an_api_that_is_off_is_named_with_the_page_that_switches_it_on(
    api: str, name: str, page: str, opened: Opened, tmp_path: Path
) -> None:
    at = opened()
    at.workspace.world.settings.disabled_apis = {api}
    seen = look(at, tmp_path)
    mend = f"https://console.cloud.google.com/apis/library/{page}, and wait five minutes."

    assert seen.state(name) == (State.FAILED, f"Switch it on at {mend}")
    assert seen.outcome.exit_code == 1


def test_a_sign_in_that_others_can_read_is_a_warning(opened: Opened, tmp_path: Path) -> None:
    at = opened()
    token = at.settings.google.token_file
    token.chmod(0o644)
    seen = look(at, tmp_path)

    assert seen.state("sign-in file") == (State.WARNING, f"Run `chmod 600 {token}`.")
    assert seen.outcome.exit_code == 0


def test_scopes_that_were_not_granted_are_named_with_what_fails(
    opened: Opened, tmp_path: Path
) -> None:
    at = opened()
    token = at.workspace.sign_in(ME, APP, ["calendar.events", "drive.file", "documents"])
    at.settings.google.token_file.write_text(json.dumps(token), encoding="utf-8")
    seen = look(at, tmp_path)

    assert seen.what("scopes") == (
        "without drive.readonly: nothing tells which items are done: all would be carried on"
    )
    assert seen.outcome.exit_code == 3
    assert seen.outcome.data["complete"] is False


def test_a_sign_in_that_was_taken_back_has_exit_code_3(opened: Opened, tmp_path: Path) -> None:
    at = opened()
    token = json.loads(at.settings.google.token_file.read_text(encoding="utf-8"))
    at.workspace.revoke(token)
    seen = look(at, tmp_path)

    assert seen.state("sign-in") == (State.FAILED, "Run `oneonone auth login`.")
    assert seen.outcome.exit_code == 3


def test_a_document_open_to_others_is_a_failure(opened: Opened, tmp_path: Path) -> None:
    at = opened()
    at.run()
    (file,) = at.live()
    at.workspace.drive.share(file.id, "", "reader", kind="anyone")
    seen = look(at, tmp_path)

    assert seen.state(f"document with {OTHER}")[0] is State.FAILED
    assert "anyone with the link" in seen.what(f"document with {OTHER}")
    assert seen.outcome.exit_code == 1


def test_a_folder_that_would_open_new_documents_to_others_is_a_failure(
    opened: Opened, tmp_path: Path
) -> None:
    at = opened()
    folder = at.workspace.drive.add_folder(ME, "1:1s")
    at.workspace.drive.share(folder, "acme.test", "reader", kind="domain")
    text = at.config.read_text(encoding="utf-8")
    at.config.write_text(f'{text}\n[docs]\nfolder = "{folder}"\n', encoding="utf-8")
    at.__post_init__()
    seen = look(at, tmp_path)

    assert seen.state("folder")[0] is State.FAILED
    assert "everyone at acme.test" in seen.what("folder")


def test_a_latest_section_without_action_items_is_a_warning(opened: Opened, tmp_path: Path) -> None:
    at = opened()
    document = at.workspace.drive.add_document(ME, "Old", ["Mar 4, 2025", "Talked a lot"])
    at.workspace.drive.share(document, OTHER)
    at.workspace.documents[document].batch_update(
        {
            "requests": [
                {
                    "updateParagraphStyle": {
                        "range": {"startIndex": 1, "endIndex": 2},
                        "paragraphStyle": {"namedStyleType": "HEADING_2"},
                        "fields": "namedStyleType",
                    }
                }
            ]
        }
    )
    at.attach(document)
    seen = look(at, tmp_path)

    assert seen.state(f"document with {OTHER}") == (
        State.WARNING,
        "Use a check list, or name its heading as action_headings in [agenda].",
    )


def test_the_last_run_is_told(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONEONONE_STATE_DIR", str(tmp_path / "state"))
    at = opened()
    cli_sync.run(at.settings, cli_sync.Asked(now=NOW))
    seen = look(at, tmp_path)

    assert seen.state("last run")[0] is State.OK
    assert seen.what("last run").endswith("1 pair")


def test_every_mistake_of_a_configuration_is_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "config.toml"
    config.write_text("[calendar]\nlookahead = 3\n[docs]\nmax_new = -1\n", encoding="utf-8")
    code = main(["doctor", "--config", str(config), "--json"])
    checks = json.loads(capsys.readouterr().out)["checks"]

    assert code == 2
    assert [(one["check"], one["state"]) for one in checks] == [("configuration", "failed")] * 2
    assert [one["what"].split(" (")[0] for one in checks] == ["calendar.lookahead", "docs.max_new"]


def test_without_a_sign_in_what_is_on_this_machine_is_looked_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[google]\napi_root = "http://127.0.0.1:9"\n', encoding="utf-8")
    code = main(["doctor", "--config", str(config)])
    said = capsys.readouterr().out

    assert code == 3
    assert "warning  clock: can't be compared: Google does not answer from here" in said
    assert "failed   OAuth client: The file of the OAuth client is missing" in said
    assert "failed   sign-in: There is no sign-in yet" in said


@pytest.mark.parametrize(
    ("off", "state", "what"),
    [
        (timedelta(seconds=40), State.OK, "as Google's"),
        (timedelta(minutes=30), State.WARNING, "30 minutes ahead of Google's"),
        (timedelta(minutes=-7), State.WARNING, "7 minutes behind Google's"),
    ],
)
def test_the_clock_is_compared_with_the_servers(
    off: timedelta, state: State, what: str, opened: Opened, tmp_path: Path
) -> None:
    at = opened()
    machine = Machine(kind="linux", home=tmp_path, environment={"PATH": str(tmp_path)})
    seen = Seen(cli_doctor.run(at.settings, at.config, now=NOW + off, machine=machine))
    mend = f"Commands go by the time there with --now {NOW:%Y-%m-%dT%H:%M:%SZ}."

    assert seen.state("clock") == (state, "" if state is State.OK else mend)
    assert seen.what("clock") == what
