"""Promise 5: nothing of a document, a title, a name or a token reaches an output that is not there
to show it, at any level of the log, whatever goes wrong.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sync.cli import main
from sync.commands.try_pen import Pen
from sync.emulator.faults import Drop, Fault, Garbage, Kind
from sync.emulator.workspace import Workspace

NOW = datetime(2025, 3, 10, 13, tzinfo=UTC)
ME, KIM, LEE = "mia@example.com", "kim@example.com", "lee@elsewhere.test"
SCOPES = ("calendar.events", "drive.file", "documents", "drive.readonly")
WORD = "plantedword"
"""Stands in every title, name, line and file name of the world."""


@pytest.fixture
def workspace() -> Workspace:
    made = Workspace(now=NOW)
    for email in (ME, KIM, LEE):
        made.add_user(email, f"{WORD} name")
    document_id = made.drive.add_document(KIM, f"{WORD} file")
    Pen(made, document_id, KIM).write(
        [f"# {WORD}", f"## Mar 3, 2025 · {WORD}", f"- [ ] {WORD} open", f"- [x] {WORD} done"]
    )
    made.drive.share(document_id, ME)
    attachment = {
        "fileUrl": f"https://docs.google.com/document/d/{document_id}/edit",
        "title": f"{WORD} attachment",
    }
    weekly = ["RRULE:FREQ=WEEKLY"]
    start = NOW + timedelta(days=1) - timedelta(days=28)
    names = [{"email": each, "displayName": f"{WORD} name"} for each in (ME, KIM, LEE)]
    made.calendar.add_event(
        ME, f"{WORD} one", start, guests=names[:2], recurrence=weekly, attachments=[attachment]
    )
    made.calendar.add_event(
        ME, f"{WORD} two", start, guests=[names[0], names[2]], recurrence=weekly
    )
    return made


@pytest.fixture
def config(workspace: Workspace, tmp_path: Path) -> Iterator[Path]:
    token = workspace.sign_in(ME, "1-app.apps.googleusercontent.com", SCOPES)
    (tmp_path / "token.json").write_text(json.dumps(token), encoding="utf-8")
    path = tmp_path / "config.toml"
    with workspace.serve() as served:
        path.write_text(
            '[google]\naccess = "all-docs"\n'
            f'api_root = "{served.root}"\n[run]\nlog_format = "json"\n[meetings]\nnew = "all"\n',
            encoding="utf-8",
        )
        yield path


@pytest.fixture
def _no_sleep(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)


def secrets(folder: Path) -> list[str]:
    """What must never be seen: the planted word, and whatever the token file holds of secrets."""
    token = json.loads((folder / "token.json").read_text(encoding="utf-8"))
    return [
        WORD,
        *(token[key] for key in ("refresh_token", "client_secret", "token") if key in token),
    ]


@pytest.mark.parametrize("log_format", ["json", "text"])
@pytest.mark.parametrize("arguments", [["sync"], ["sync", "--json"], ["sync", "--verbose"]])
def test_a_run_shows_no_word_of_anybodys(
    config: Path,
    log_format: str,
    arguments: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = config.read_text(encoding="utf-8").replace('"json"', f'"{log_format}"')
    config.write_text(text, encoding="utf-8")
    code = main(["--config", str(config), "--now", NOW.isoformat(), *arguments])

    out, err = capsys.readouterr()
    assert code == 0
    assert KIM in out
    assert "pair.done" in err
    assert [each for each in secrets(config.parent) if each in out + err] == []


@pytest.mark.parametrize(
    "arguments", [["sync", "--dry-run"], ["explain"], ["status"], ["review", KIM]]
)
def test_what_exists_to_show_it_shows_it_on_standard_output_alone(
    config: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--config", str(config), "--now", NOW.isoformat(), "--verbose", *arguments])

    out, err = capsys.readouterr()
    assert WORD in out
    assert [each for each in secrets(config.parent) if each in err] == []
    assert [each for each in secrets(config.parent)[1:] if each in out] == []


@pytest.mark.parametrize("arguments", [["sync", "--preview"], ["status", "--html"]])
def test_a_page_holds_the_words_and_what_is_said_of_it_no_token(
    config: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    page = config.parent / "page.html"
    main(["--config", str(config), "--now", NOW.isoformat(), *arguments, str(page)])

    out, err = capsys.readouterr()
    text = page.read_text(encoding="utf-8")
    assert WORD in text
    assert [each for each in secrets(config.parent)[1:] if each in text + out] == []
    assert [each for each in secrets(config.parent) if each in err] == []


def test_what_is_kept_of_a_run_holds_no_word_of_anybodys(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONEONONE_STATE_DIR", str(config.parent / "state"))
    main(["--config", str(config), "--now", NOW.isoformat(), "sync"])
    (kept,) = (config.parent / "state").iterdir()
    text = kept.read_text(encoding="utf-8")

    assert KIM in text
    assert [each for each in secrets(config.parent) if each in text] == []


@pytest.mark.parametrize(
    "kind",
    [
        Garbage(
            body=f'{{"error": {{"message": "{WORD}"}}}}'.encode(), media_type="application/json"
        ),
        Garbage(body=WORD.encode(), media_type="text/html"),
        Drop(after=True),
    ],
    ids=["error", "garbage", "drop"],
)
@pytest.mark.usefixtures("_no_sleep")
@pytest.mark.parametrize(
    "match",
    [
        "POST /token",
        "calendar.events.list",
        "drive.files.list",
        "drive.files.export",
        "drive.files.create",
        "docs.documents.get",
        "docs.documents.batchUpdate",
    ],
)
def test_whatever_goes_wrong_shows_no_word_of_anybodys(
    workspace: Workspace,
    config: Path,
    match: str,
    kind: Kind,
    capsys: pytest.CaptureFixture[str],
) -> None:
    fault = Fault(match=match, kind=kind, times=99)
    workspace.faults.add(fault)
    main(["--config", str(config), "--now", NOW.isoformat(), "--verbose", "sync"])

    out, err = capsys.readouterr()
    assert fault.seen > 0
    assert out + err
    assert "Traceback" not in err
    assert [each for each in secrets(config.parent) if each in out + err] == []


@pytest.mark.usefixtures("_no_sleep")
@pytest.mark.parametrize("command", [["status"], ["review", KIM]])
@pytest.mark.parametrize("match", ["calendar.events.list", "drive.files.*", "docs.documents.get"])
def test_whatever_goes_wrong_while_looking_is_told_without_a_word_of_anybodys(
    workspace: Workspace,
    config: Path,
    match: str,
    command: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    body = f'{{"error": {{"message": "{WORD}"}}}}'.encode()
    fault = Fault(match=match, kind=Garbage(body=body, media_type="application/json"), times=99)
    workspace.faults.add(fault)
    main(["--config", str(config), "--now", NOW.isoformat(), "--verbose", *command])

    out, err = capsys.readouterr()
    assert fault.seen > 0
    assert out + err
    assert "Traceback" not in err
    assert [each for each in secrets(config.parent) if each in err] == []
