"""`oneonone try` and the commands on the Workspace that it serves."""

import json
import stat
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sync.cli import main
from sync.commands import last_run
from sync.commands.outcome import Outcome, Passage
from sync.commands.try_pen import Pen
from sync.commands.try_world import AIKO, OUTSIDER, PRIYA, SAM, TOM
from sync.commands.trying import serve
from sync.config.settings import parse
from sync.emulator.workspace import Workspace

NOW = "2025-03-10T13:00:00Z"
TODAY = datetime(2025, 3, 10, 13, tzinfo=UTC)
PEOPLE = (AIKO, PRIYA, SAM, TOM)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home."""
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.delenv("ONEONONE_CONFIG", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def tried(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    """The parts of what a try says, which must go well, each with its heading first."""
    code = main(["--now", NOW, "try", *arguments])
    out, err = capsys.readouterr()
    assert (code, err) == (0, "")
    return ["── " + part for part in out.split("\n── ")]


def rows(part: str) -> dict[str, str]:
    """The row of each person in a part's table."""
    lines = [line for line in part.splitlines() if "@" in line.split(" ")[0]]
    return {line.split(" ")[0]: line for line in lines}


def test_try_shows_what_it_finds_and_writes_and_at_last_nothing_to_do(
    capsys: pytest.CaptureFixture[str],
) -> None:
    intro, explained, first, week, second, last = tried(capsys)

    assert "Mira Costa" in intro
    assert "March 10, 2025" in intro
    assert set(rows(explained)) == {*PEOPLE, OUTSIDER}
    assert all("wrote a section" in rows(first)[person] for person in PEOPLE)
    assert "left out" in rows(first)[OUTSIDER]
    assert "  + - [ ] Tom: propose a fairer on-call rotation (since Feb 26)\n" in first
    assert "Mira ticks: Tom: propose a fairer on-call rotation (since Feb 26)\n" in week
    assert "+ - [ ] Tom: propose a fairer on-call rotation" not in second
    assert "  + - [ ] Mira: talk to Sam about headcount (since Feb 26)\n" in second
    assert all("nothing to do" in row for row in rows(last).values())
    assert set(rows(last)) == {*PEOPLE, OUTSIDER}
    assert "none of them wrote anything" in last
    assert last.splitlines()[-1].startswith("With --serve it has a page: tick, type, run the job")


def test_a_second_try_goes_on_where_the_first_ended(capsys: pytest.CaptureFixture[str]) -> None:
    tried(capsys)
    intro, *_, last = tried(capsys)

    assert "The one of your last try" in intro
    assert "March 17, 2025" in intro
    assert "none of them wrote anything" in last


def test_what_was_put_into_its_configuration_stays(
    capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    tried(capsys)
    (config,) = home.rglob("config.toml")
    own = f'\n[[person]]  # not with him\nemail = "{TOM}"\nskip = true\n'
    config.write_text(config.read_text(encoding="utf-8") + own, encoding="utf-8")
    explained = tried(capsys)[1]

    assert config.read_text(encoding="utf-8").endswith(own)
    assert TOM not in rows(explained)


def test_reset_begins_anew(capsys: pytest.CaptureFixture[str]) -> None:
    first = tried(capsys)
    again = tried(capsys, "--reset")

    assert again[:2] == first[:2]
    assert again[3] == first[3]
    assert "A new one" in again[0]


def test_reset_forgets_the_last_run(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tried(capsys)
    (config,) = home.rglob("config.toml")
    ran = last_run.load(parse(config))
    said = one_serve(config.parent, reset=True)

    assert ran is not None
    assert last_run.load(parse(Path(said.data["config"]))) is None


def test_a_world_of_another_time_says_it_to_the_commands(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tried(capsys)
    (config,) = home.rglob("config.toml")
    later = one_serve(config.parent, reset=False)
    anew = one_serve(config.parent, reset=True)

    assert "oneonone --now 2025-03-17T13:00:00+00:00 sync\n" in text_of(later)
    assert "oneonone sync\n" in text_of(anew)


def one_serve(folder: Path, *, reset: bool) -> Outcome:
    """What `try --serve` says when it begins; it ends at once."""
    until = threading.Event()
    until.set()
    (said,) = serve(folder, today=TODAY, reset=reset, command="oneonone", until=until)
    return said


def text_of(outcome: Outcome) -> str:
    return "".join(block.text for block in outcome.blocks if isinstance(block, Passage))


def test_an_unreadable_workspace_is_named_with_the_way_out(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tried(capsys)
    (world,) = home.rglob("workspace.json")
    world.write_text("{", encoding="utf-8")
    code = main(["--now", NOW, "try"])

    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert err == (
        f"oneonone: The Workspace of the last try can't be read ({world}). "
        "`oneonone try --reset` begins anew.\n"
    )


def test_the_sign_in_is_readable_for_its_owner_alone(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tried(capsys)
    (token,) = home.rglob("token.json")

    assert stat.S_IMODE(token.stat().st_mode) == 0o600


@pytest.fixture
def served(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """A Workspace kept up as `try --serve` does, named in the environment; its data."""
    until = threading.Event()
    outcomes = serve(home / "try", today=TODAY, reset=False, command="oneonone", until=until)
    said = next(outcomes)
    monkeypatch.setenv("ONEONONE_CONFIG", said.data["config"])
    yield said.data
    until.set()
    assert list(outcomes) == []


def result(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    code = main(["--now", NOW, *arguments, "--json"])
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    return code, data


def test_serve_keeps_the_workspace_up_for_other_commands(
    served: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    preview = result(capsys, "sync", "--dry-run")
    written = result(capsys, "sync")
    again = result(capsys, "sync")

    assert served["api_root"].startswith("http://127.0.0.1:")
    results = [
        (
            code,
            data["preview"],
            {one["with"]: (one["result"], one["wrote"]) for one in data["pairs"]},
        )
        for code, data in (preview, written, again)
    ]
    out = {OUTSIDER: ("left_out", False)}
    assert results == [
        (0, True, dict.fromkeys(PEOPLE, ("written", False)) | out),
        (0, False, dict.fromkeys(PEOPLE, ("written", True)) | out),
        (0, False, dict.fromkeys(PEOPLE, ("nothing", False)) | out),
    ]


def test_a_dry_run_shows_the_lines_and_writes_nothing(
    served: dict[str, Any], home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (home / "try" / "workspace.json").read_text(encoding="utf-8")
    code = main(["--now", NOW, "sync", "--dry-run", "--person", TOM.upper()])

    out = capsys.readouterr().out
    after = (home / "try" / "workspace.json").read_text(encoding="utf-8")
    assert code == 0
    assert served["config"] == str(home / "try" / "config.toml")
    assert "    + - [ ] Mira: talk to Sam about headcount (since Feb 26)\n" in out
    assert "    +     - [ ] ask the Lisbon team who would join (since Feb 26)\n" in out
    assert "\n    + - [ ] DONE" not in out
    assert json.loads(before)["documents"] == json.loads(after)["documents"]
    assert json.loads(before)["state"]["files"] == json.loads(after)["state"]["files"]


def test_a_person_without_a_1_1_is_wrong_use(
    served: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["--now", NOW, "sync", "--person", "nobody@example.com"])

    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert served["api_root"] not in err
    assert "nobody@example.com" in err
    assert "oneonone explain" in err


def test_explain_names_the_document_of_each_pair(
    served: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    _, data = result(capsys, "explain")

    found = {each["with"]: each["document"]["how"] for each in data["events"] if each["document"]}
    assert served["config"]
    assert found == {
        AIKO: "attached",
        TOM: "attached",
        PRIYA: "to-be-made",
        SAM: "to-be-made",
        OUTSIDER: "not-new",
    }


def test_a_workspace_that_is_gone_is_no_network(
    served: dict[str, Any],
    home: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = home / "try" / "other.toml"
    text = Path(served["config"]).read_text(encoding="utf-8")
    other.write_text(text.replace(served["api_root"], "http://127.0.0.1:1"), encoding="utf-8")
    monkeypatch.setattr("time.sleep", lambda _: None)
    code = main(["--now", NOW, "--config", str(other), "sync"])

    out, err = capsys.readouterr()
    last = err.splitlines()[-1]
    assert (code, out) == (1, "")
    assert last.startswith("oneonone: ")
    assert "There is no connection to Google Calendar" in last


def test_a_pen_writes_what_people_would_have_in_the_editor() -> None:
    workspace = Workspace(now=TODAY)
    workspace.add_user("ann@example.com", "Ann")
    document_id = workspace.drive.add_document("ann@example.com", "Notes")
    pen = Pen(workspace, document_id, "ann@example.com")
    pen.write(
        ["## Mon 🙂", "* talk", "\t* more", "- [x] done", "- [ ] open", "\t- [ ] below", "- [ ] "]
    )

    tab = workspace.documents[document_id].tabs[0]
    lines = [
        (each.text, each.named_style, each.bullet is not None, each.level, each.ticked)
        for _, each in tab.paragraphs()
    ]
    assert lines == [
        ("Mon 🙂\n", "HEADING_2", False, 0, False),
        ("talk\n", "NORMAL_TEXT", True, 0, False),
        ("more\n", "NORMAL_TEXT", True, 1, False),
        ("done\n", "NORMAL_TEXT", True, 0, True),
        ("open\n", "NORMAL_TEXT", True, 0, False),
        ("below\n", "NORMAL_TEXT", True, 1, False),
        ("\n", "NORMAL_TEXT", True, 0, False),
    ]
    assert pen.open_under("Mon") == ["talk", "more", "open", "below"]
    assert pen.type_under("Mon", "new")
    assert not pen.type_under("Tue", "new")
