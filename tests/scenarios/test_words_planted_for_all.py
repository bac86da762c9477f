"""Promise 5 for every command but the runs (see `test_words_planted`), whether all is well or not:
what was planted shows at most on standard output, where a command exists to show it.
"""

import json
import logging
from collections.abc import Callable
from itertools import product

import pytest

from sync.cli import app, main
from sync.emulator.faults import Fails, Fault, Garbage, Kind
from sync.emulator.wire import WireError
from tests.scenarios.company import OTHER, Company
from tests.scenarios.conftest import Opened
from tests.scenarios.planting import WORDS, in_files, planted, secrets, seen

QUIET = (
    ("doctor",),
    ("doctor", "--json"),
    ("auth", "status"),
    ("auth", "status", "--json"),
    ("auth", "logout"),
    ("link",),
    ("pause", OTHER, "--until", "2999-01-01"),
    ("resume", OTHER),
    ("schedule", "status"),
    ("remove", OTHER, "--yes", "--json"),
)
SHOWING = (
    ("explain",),
    ("status",),
    ("review", OTHER),
    ("init",),
    ("remove", OTHER, "--dry-run"),
    ("remove", OTHER, "--yes"),
)
W = WORDS["answer"]
KINDS: dict[str, Callable[[], Kind]] = {
    "refused": lambda: Fails(error=WireError(400, {"error": {"code": 400, "message": W}})),
    "garbage": lambda: Garbage(
        body=json.dumps({"items": W, "files": [{"id": W}], W: W}).encode(),
        media_type="application/json",
    ),
    "no json": lambda: Garbage(body=f"<html>{W}</html>".encode()),
}


@pytest.fixture(autouse=True)
def _as_ever(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    caplog.set_level(logging.NOTSET)


def told(at: Company, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]) -> list[str]:
    """Standard output and standard error."""
    now = at.workspace.now.isoformat()
    main(["--config", str(at.config), "--now", now, "--verbose", *command])
    return list(capsys.readouterr())


def test_every_command_is_looked_at() -> None:
    commands = {str(each.name or each.callback.__name__) for each in app.registered_commands}  # type: ignore[union-attr]
    groups = {str(each.name) for each in app.registered_groups}
    elsewhere = {"sync", "try"}

    assert {each[0] for each in (*QUIET, *SHOWING)} | elsewhere >= commands | groups


@pytest.mark.parametrize("command", [*QUIET, *SHOWING], ids=" ".join)
def test_no_word_and_no_token_is_told(
    opened: Opened,
    command: tuple[str, ...],
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    at = opened(story=planted)
    tokens = secrets(at)
    out, err = told(at, capsys, command)

    assert out + err
    assert seen(err + caplog.text, [*WORDS.values(), *tokens]) == []
    assert seen(out, tokens if command in SHOWING else [*WORDS.values(), *tokens]) == []
    assert in_files(at, [*WORDS.values(), *tokens]) == []


@pytest.mark.parametrize(
    "answer", list(product(["calendar.*", "drive.*", "docs.*", "POST /token"], KINDS)), ids=" ".join
)
@pytest.mark.parametrize("command", [("doctor",), ("init",), ("link",), ("auth", "status")])
def test_no_word_of_an_answer_is_told_whatever_it_is(
    opened: Opened,
    command: tuple[str, ...],
    answer: tuple[str, str],
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    at = opened(story=planted)
    tokens = secrets(at)
    method, kind = answer
    at.workspace.faults.add(Fault(match=method, kind=KINDS[kind](), times=10_000))
    out, err = told(at, capsys, command)

    assert out + err
    assert "Traceback" not in out + err
    assert "Internal error" not in err
    assert seen(err + caplog.text, [*WORDS.values(), *tokens]) == []
    assert seen(out, tokens if command in SHOWING else [*WORDS.values(), *tokens]) == []
