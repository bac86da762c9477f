"""Pauses: of one person, of everybody, and the brake; and sections that are made once more."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from sync.cli import main
from tests.scenarios.company import OTHER, WEEK, Company

Opened = Callable[..., Company]
Said = pytest.CaptureFixture[str]


def said(at: Company, capsys: Said, *arguments: str) -> tuple[int, str]:
    """The exit code of a command and all that it says."""
    now = at.workspace.now.isoformat()
    code = main([*arguments, "--config", str(at.config), "--now", now])
    out, err = capsys.readouterr()
    return code, out + err


@pytest.mark.parametrize("email", [[OTHER], []], ids=["one", "all"])
def test_a_pause_ends_by_itself_and_by_resume(
    opened: Opened, email: list[str], capsys: Said
) -> None:
    at = opened()
    text = at.config.read_text(encoding="utf-8")
    said(at, capsys, "pause", *email, "--until", "2025-03-12")
    code, idle = said(at, capsys, "sync")
    wrote = at.writes()
    at.workspace.pass_time(timedelta(days=3))
    later = said(at, capsys, "sync", "--dry-run")
    at.workspace.pass_time(-timedelta(days=3))
    said(at, capsys, "resume", *email)
    again = said(at, capsys, "sync")

    assert (code, wrote) == (0, [])
    assert "nothing to do: paused until 2025-03-12" in idle
    assert later[0] == again[0] == 0
    assert "would write a section" in later[1]
    assert "wrote a section" in again[1]
    assert at.config.read_text(encoding="utf-8") == text + ("" if email else "\n[run]\n")


@pytest.mark.parametrize("arguments", [["sync"], ["sync", "--dry-run"], ["sync", "--json"]])
def test_the_brake_stops_everything_before_the_first_request(
    opened: Opened, arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    at = opened()
    monkeypatch.setenv("ONEONONE_PAUSE", "1")
    code, words = said(at, capsys, *arguments)
    asked = [each.method for each in at.workspace.requests]  # tokens included
    monkeypatch.setenv("ONEONONE_PAUSE", "0")
    said(at, capsys, "sync")

    assert (code, asked) == (0, [])
    assert "ONEONONE_PAUSE" in words or '"braked": true' in words
    assert "docs.documents.batchUpdate" in at.asked()


def test_a_configuration_that_may_not_be_changed_is_told_with_the_lines(
    opened: Opened, capsys: Said
) -> None:
    at = opened()
    at.config.chmod(0o400)
    code, words = said(at, capsys, "pause", "new@acme.test", "--until", "2025-03-24")

    assert code == 1
    assert words.splitlines() == [
        f"The configuration can't be changed ({at.config}: permission denied).",
        "Do it by hand:",
        "    [[person]]",
        '    email = "new@acme.test"',
        "    paused_until = 2025-03-24",
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["pause", "--until", "2025-03-10"], "a day that has come already"),
        (["pause", "--until", "soon"], "Write it as 2025-03-24."),
        (["pause"], "Missing option '--until'"),
        (["pause", "Kim", "--until", "2025-04-01"], "Write it as kim@example.com."),
        (["sync", "--again"], "--again needs --person EMAIL"),
    ],
)
def test_wrong_use_changes_nothing(
    opened: Opened, arguments: list[str], words: str, capsys: Said
) -> None:
    at = opened()
    before = at.config.read_bytes()
    code, told = said(at, capsys, *arguments)

    assert code == 2
    assert words in told
    assert (at.config.read_bytes(), at.asked()) == (before, [])


def test_a_removed_section_is_made_again_with_its_items_when_it_is_asked_for(
    opened: Opened, capsys: Said
) -> None:
    at = opened()
    at.run()
    at.pen().write(["- [ ] Ask finance for the contract"])
    at.workspace.pass_time(WEEK)
    at.run()
    whole = at.text()
    document = at.workspace.documents[at.live()[0].id]
    (start,) = [
        begin
        for begin, each in document.tabs[0].paragraphs()
        if each.text.startswith("Tue, Mar 18, 2025")
    ]
    end = list(document.tabs[0].paragraphs())[-1][0]
    span = {"startIndex": start, "endIndex": end, "tabId": document.tabs[0].id}
    document.batch_update({"requests": [{"deleteContentRange": {"range": span}}]})
    removed = said(at, capsys, "sync")
    without = at.text()
    made = said(at, capsys, "sync", "--person", OTHER, "--again")

    assert "people removed its section" in removed[1]
    assert "Mar 18" not in without
    assert "wrote a section, 1 item carried" in made[1]
    assert at.text().count("Ask finance for the contract") == whole.count(
        "Ask finance for the contract"
    )
    assert "nothing to do: its section stands" in said(at, capsys, "sync")[1]
