"""Promise 5 with all of it at once: words planted in every place, every command, every level of the
log, every way to fail; only what exists to show them shows them, and nothing ever shows a token.
"""

import json
import logging
from collections.abc import Callable

import pytest

from sync.cli import main
from sync.emulator.catalogue import ERRORS
from sync.emulator.faults import Drop, Fails, Fault, Garbage, Kind
from sync.emulator.wire import WireError
from tests.scenarios.company import Company
from tests.scenarios.conftest import Opened
from tests.scenarios.planting import WORDS, in_files, planted, secrets, seen

METHODS = (
    "POST /token",
    "calendar.events.list",
    "drive.files.list",
    "docs.documents.get",
    "drive.files.export",
    "drive.files.get",
    "docs.documents.batchUpdate",
)
FIRST = ("calendar.events.get", "calendar.events.patch", "drive.files.create", "drive.files.update")
W = WORDS["answer"]
SHAPES: tuple[object, ...] = (
    [],
    W,
    None,
    {W: W},
    {"items": W, "files": W, "tabs": W, "permissions": W, "properties": W, "documentId": W},
    {"items": [W], "files": [W], "tabs": [W], "permissions": [W], "id": 7, "etag": [W]},
    {
        "timeZone": W,
        "items": [{"id": W, "start": W, "end": {"dateTime": W}, "attendees": [W], "summary": 7}],
        "files": [{"id": W, "properties": {W: 7}, "createdTime": W, "owners": W}],
        "tabs": [{"tabProperties": W, "documentTab": {"body": {"content": [W, {"paragraph": W}]}}}],
        "id": "an-id",
        "permissions": [{"type": W, "emailAddress": 7}],
        "capabilities": W,
        "mimeType": W,
    },
    {
        "documentId": W,
        "revisionId": 7,
        "tabs": [
            {
                "tabProperties": {"tabId": W},
                "documentTab": {
                    "body": {
                        "content": [
                            {
                                "endIndex": W,
                                "paragraph": {"elements": [{"textRun": {"content": 7}}]},
                            }
                        ]
                    }
                },
            }
        ],
    },
)


def said_by(at: Company, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[str, str]:
    main(["--config", str(at.config), "--now", at.workspace.now.isoformat(), *arguments])
    out, err = capsys.readouterr()
    return out, err


@pytest.fixture(autouse=True)
def _no_sleep(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)


@pytest.fixture(autouse=True)
def _everything_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.NOTSET)


def nothing_told(
    at: Company, out: str, err: str, caplog: pytest.LogCaptureFixture, *, content: bool = False
) -> None:
    """`content`: standard output is there to show what people wrote."""
    words = list(WORDS.values())

    assert seen(err + caplog.text, [*words, *secrets(at)]) == []
    assert seen(out, secrets(at) if content else [*words, *secrets(at)]) == []
    assert "Traceback" not in out + err
    assert in_files(at, [*words, *secrets(at)]) == []


@pytest.mark.parametrize("log_format", ["json", "text"])
@pytest.mark.parametrize(
    "command", [["sync"], ["sync", "--json"], ["--verbose", "sync"]], ids=" ".join
)
def test_a_run_tells_no_word(
    opened: Opened,
    command: list[str],
    log_format: str,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    at = opened(story=planted, config=f'[run]\nlog_format = "{log_format}"\n')
    out, err = said_by(at, capsys, *command)

    assert "pair.done" in err
    assert at.writes() != []
    nothing_told(at, out, err, caplog)


@pytest.mark.parametrize("level", [[], ["--verbose"]], ids=["usual", "verbose"])
@pytest.mark.parametrize(
    "command", [["sync", "--dry-run"], ["explain"], ["explain", "--json"]], ids=" ".join
)
def test_what_is_there_to_show_words_shows_them_on_standard_output_alone(
    opened: Opened,
    command: list[str],
    level: list[str],
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    at = opened(story=planted)
    out, err = said_by(at, capsys, *level, *command)

    assert seen(out, WORDS.values()) != []
    nothing_told(at, out, err, caplog, content=True)


def with_word(error: WireError) -> WireError:
    """The same error of Google's with a word in every text of it, and in a header."""

    def spoiled(value: object) -> object:
        match value:
            case dict():
                return {key: spoiled(inner) for key, inner in value.items()}
            case list():
                return [spoiled(inner) for inner in value]
            case str():
                return f"{value} {W}"
            case _:
                return value

    body = spoiled(error.body)
    if not isinstance(body, dict):
        raise TypeError("an error's body is an object")
    for part in body.get("error", {}).get("errors", []) if isinstance(body["error"], dict) else []:
        part["reason"] = WORDS["reason"]
    return WireError(error.status, body, headers={"WWW-Authenticate": WORDS["header"]})


def everywhere(at: Company, kind: Callable[[], Kind], method: str) -> Fault:
    return at.workspace.faults.add(Fault(match=method, kind=kind(), times=10_000))


@pytest.mark.parametrize("name", ERRORS)
def test_no_word_of_an_error_is_told(
    opened: Opened,
    name: str,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """At the method that most errors of its API meet."""
    api = name.partition("_")[0]
    methods = {"calendar": METHODS[1], "drive": METHODS[4], "docs": METHODS[3], "oauth": METHODS[0]}
    at = opened(story=planted)
    fault = everywhere(at, lambda: Fails(error=with_word(ERRORS[name]())), methods.get(api, "*"))
    out, err = said_by(at, capsys, "--verbose", "sync")

    assert fault.seen > 0
    assert out + err
    nothing_told(at, out, err, caplog)


@pytest.mark.parametrize("shape", range(len(SHAPES)))
@pytest.mark.parametrize("method", METHODS)
def test_no_word_of_an_answer_that_is_none_is_told(
    opened: Opened,
    method: str,
    shape: int,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    body = json.dumps(SHAPES[shape]).encode()
    at = opened(story=planted)
    fault = everywhere(at, lambda: Garbage(body=body, media_type="application/json"), method)
    before = at.text()
    out, err = said_by(at, capsys, "--verbose", "sync")

    assert fault.seen > 0
    assert out + err
    nothing_told(at, out, err, caplog)
    assert at.text() == before or method in {"drive.files.export", "drive.files.list"}


@pytest.mark.parametrize(
    "kind",
    [
        lambda: Garbage(body=f"<html>{W}</html>".encode()),
        lambda: Drop(after=True),
        lambda: Garbage(body=b"\xff\xfe{" + W.encode(), media_type="application/json; charset=x"),
    ],
    ids=["html", "drop", "bytes"],
)
@pytest.mark.parametrize("method", FIRST)
def test_no_word_is_told_where_the_first_run_fails(
    opened: Opened,
    method: str,
    kind: Callable[[], Kind],
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    at = opened()
    for user in at.workspace.world.state.users.values():
        user.name = WORDS["name"]
    at.workspace.calendar.change(at.series, {"summary": WORDS["title"]})
    fault = everywhere(at, kind, method)
    out, err = said_by(at, capsys, "--verbose", "sync")

    assert fault.seen > 0
    nothing_told(at, out, err, caplog)
