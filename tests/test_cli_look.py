"""`sync --preview`, `status` and `review`, on the Workspace that `try` serves."""

import json
import os
import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sync.agenda.document.notebook import Look
from sync.agenda.document.notebook import Run as Piece
from sync.cli import main
from sync.commands.review import line_markdown
from sync.commands.try_world import AIKO, OUTSIDER, PRIYA, SAM, TOM
from sync.emulator.workspace import Workspace
from tests.pages.reading_pages import read
from tests.served_try import NOW, press, served_in

LATER = "2025-03-17T13:00:00Z"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """What `try --serve` said; commands use its Workspace, and keep their state beside it."""
    monkeypatch.setenv("ONEONONE_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    with served_in(tmp_path / "try") as said:
        monkeypatch.setenv("ONEONONE_CONFIG", said["config"])
        yield said


@pytest.fixture
def served(said: dict[str, Any]) -> Path:
    """The folder of the Workspace."""
    return Path(said["config"]).parent


@pytest.fixture
def run(said: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> Run:
    """`run("status", now=LATER)`: the exit code, what was said, what was logged."""

    def runs(*arguments: str, now: str = NOW) -> tuple[int, str, str]:
        assert said["config"]
        code = main(["--now", now, *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return runs


def documents(folder: Path) -> Any:
    world = json.loads((folder / "workspace.json").read_text(encoding="utf-8"))
    return world["documents"], world["state"]["files"], world["state"]["series"]


def status(run: Run, *arguments: str, now: str = NOW) -> dict[str, Any]:
    code, out, _ = run("status", "--json", *arguments, now=now)
    assert code == 0
    data: dict[str, Any] = json.loads(out)
    return data


def test_a_preview_is_a_page_for_its_owner_and_nothing_else_is_written(
    run: Run, served: Path, tmp_path: Path
) -> None:
    before = documents(served)
    code, out, _ = run("sync", "--preview", "look.html")
    page = tmp_path / "look.html"

    assert code == 0
    assert documents(served) == before
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert {each.name for each in tmp_path.iterdir()} == {"try", "look.html"}
    assert "look.html" in out.splitlines()[-1]
    assert "fairer" not in out


def test_a_preview_shows_what_a_run_then_writes(run: Run, served: Path, tmp_path: Path) -> None:
    run("sync", "--preview", "look.html", "--person", TOM)
    found = read((tmp_path / "look.html").read_text(encoding="utf-8"))
    shown = [mark.text for mark in found.all("ins") if mark.text]
    run("sync", "--person", TOM)

    texts = [
        paragraph.text.removesuffix("\n")
        for document in Workspace(served / "workspace.json").documents.values()
        if document.title == "Tom & Mira"
        for _, paragraph in document.tabs[0].paragraphs()
    ]
    written = [
        text for text in texts[texts.index("DONE - Tom: renew the certificates") + 1 :] if text
    ]
    assert shown == written
    assert len(shown) == 8


def test_a_page_replaces_what_was_there_whole(run: Run, tmp_path: Path) -> None:
    (tmp_path / "look.html").write_text("old", encoding="utf-8")
    run("sync", "--preview", "look.html")
    text = (tmp_path / "look.html").read_text(encoding="utf-8")

    assert text.startswith("<!DOCTYPE html>")
    assert text.endswith("</html>\n")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("no/such/look.html", "no such file or directory"),
        (".", "is a folder"),
        ("pipe", "is no regular file"),
    ],
)
def test_a_page_that_cant_be_written_is_wrong_use(run: Run, path: str, words: str) -> None:
    os.mkfifo("pipe")
    for command in (("sync", "--preview", path), ("status", "--html", path)):
        code, out, err = run(*command)

        assert (code, out) == (2, "")
        assert words in err.splitlines()[-1]


@pytest.mark.parametrize(
    ("now", "when"),
    [("2025-03-11T03:30:00Z", "tomorrow"), ("2025-03-11T04:30:00Z", "today")],
    ids=["late on Monday", "early on Tuesday"],
)
def test_a_day_begins_where_the_calendar_is(run: Run, now: str, when: str) -> None:
    _, out, _ = run("status", "--html", "status.html", now=now)
    day = {"tomorrow": "Monday, 2025-03-10 23:30", "today": "Tuesday, 2025-03-11 00:30"}[when]

    assert f"Tue 2025-03-11, {when} " in next(x for x in out.splitlines() if x.startswith(PRIYA))
    assert f"As of {day} EDT." in Path("status.html").read_text(encoding="utf-8")


def test_status_says_when_pairs_met_and_what_is_open(run: Run) -> None:
    run("sync")
    found = {one["with"]: one for one in status(run)["pairs"]}

    assert {who: (one["cadence"], one["held"], one["not_held"]) for who, one in found.items()} == {
        AIKO: ("weekly", 7, 0),
        OUTSIDER: ("weekly", 5, 0),
        PRIYA: ("weekly", 5, 0),
        SAM: ("monthly", 1, 0),
        TOM: ("biweekly", 2, 0),
    }
    assert [(item["text"], item["days"]) for item in found[TOM]["open"]] == [
        ("Tom: propose a fairer on-call rotation", 12),
        ("ask the Lisbon team who would join", 12),
        ("Mira: talk to Sam about headcount", 12),
    ]
    assert found[TOM]["last"] == "2025-02-26T14:00:00-05:00"
    assert found[TOM]["next"] == "2025-03-12T14:00:00-04:00"
    assert found[OUTSIDER]["document"] is None
    assert "[[person]]" in found[OUTSIDER]["notes"][0]


def test_status_reads_as_people_say_it(run: Run) -> None:
    run("sync")
    code, out, _ = run("status", now="2025-03-10T15:30:00Z")
    row = next(line for line in out.splitlines() if line.startswith(TOM))

    assert code == 0
    assert "every two weeks" in row
    assert "12 days ago" in row
    assert "Wed 2025-03-12, in 2 days" in row
    assert "3, the oldest 12 days" in row
    assert "\nOpen with tom@northwind.example\n" in out
    assert "    12 days  Tom: propose a fairer on-call rotation\n" in out
    assert "    12 days    ask the Lisbon team who would join\n" in out
    assert out.splitlines()[-1] == "The last run, 2 hours ago, went well for 5."


def test_meetings_that_were_not_held_are_counted(run: Run, said: dict[str, Any]) -> None:
    press(said["page"], "act", {"do": "cancel", "with": PRIYA})
    found = next(one for one in status(run, now=LATER)["pairs"] if one["with"] == PRIYA)

    assert (found["held"], found["not_held"]) == (5, 1)
    assert found["last"] == "2025-03-04T10:00:00-05:00"


def test_status_writes_nothing(run: Run, served: Path) -> None:
    run("sync")
    before = documents(served)
    status(run, "--html", "status.html")

    assert documents(served) == before


def test_the_page_of_status_holds_every_pair_and_item(run: Run, tmp_path: Path) -> None:
    run("sync")
    data = status(run, "--html", "status.html")
    path = tmp_path / "status.html"
    found = read(path.read_text(encoding="utf-8"))

    assert data["html_file"] == "status.html"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    items = [item["text"] for one in data["pairs"] for item in one["open"]]
    assert len(items) == 5
    assert all(text in found.text for text in items)
    assert [len(list(chart.all("rect"))) for chart in found.of_class("chart")] == [26]
    rows = [[cell.text for cell in row.all("th", "td")] for row in found.all("tr")]
    assert ["Mar 10", "5"] in rows
    assert ["under a week", "2", ""] in rows
    assert ["1 week", "3", ""] in rows


def test_looking_back_as_far_as_told(run: Run) -> None:
    data = status(run, "--from", "2025-03-01")
    found = {one["with"]: one["held"] for one in data["pairs"]}

    assert data["since"] == "2025-03-01T00:00:00+00:00"
    assert found == {AIKO: 2, OUTSIDER: 1, PRIYA: 1, SAM: 0, TOM: 0}


@pytest.mark.parametrize("given", ["yesterday", "2025-13-01", "2025-03-01T10:00:00Z"])
def test_a_day_that_is_none_is_wrong_use(run: Run, given: str) -> None:
    code, out, err = run("status", "--from", given)

    assert (code, out) == (2, "")
    assert "--from is not a day" in err


def test_what_the_last_run_did_is_kept_for_its_owner_without_content(
    run: Run, served: Path
) -> None:
    assert status(run)["last_run"] is None
    run("sync")
    (path,) = (served.parent / "state").iterdir()
    text = path.read_text(encoding="utf-8")
    last = status(run)["last_run"]

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert (last["at"], last["exit_code"], last["error"]) == ("2025-03-10T13:00:00+00:00", 0, None)
    assert last["pairs"][TOM]["what"] == "wrote a section, 3 items carried, 2 items done"
    assert not any(word in text for word in ("Tom", "Mira", "fairer", "1:1", "weekly"))


def test_a_preview_leaves_the_last_run_as_it_was(run: Run) -> None:
    run("sync", "--dry-run")
    run("sync", "--preview", "look.html")

    assert status(run)["last_run"] is None


def test_a_run_for_one_person_keeps_what_is_known_of_the_others(run: Run) -> None:
    run("sync")
    run("sync", "--person", TOM, now=LATER)
    last = status(run, now=LATER)["last_run"]

    assert set(last["pairs"]) == {AIKO, OUTSIDER, PRIYA, SAM, TOM}
    assert last["at"] == "2025-03-17T13:00:00+00:00"


def test_a_run_that_could_not_begin_is_known_as_the_last(
    run: Run, served: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("sync")
    config = served / "config.toml"
    right = config.read_text(encoding="utf-8")
    config.write_text(re.sub(r"127.0.0.1:\d+", "127.0.0.1:1", right), encoding="utf-8")
    monkeypatch.setattr("time.sleep", lambda _: None)
    code, _, _ = run("sync", now=LATER)
    config.write_text(right, encoding="utf-8")
    _, out, _ = run("status", now=LATER)

    assert code == 1
    assert out.splitlines()[-1].startswith("The last run, just now, failed: There is no connection")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"version": 99}',
        '{"version": 1, "at": 7}',
        '{"version": 1, "at": "9999-12-31T23:59-23:59", "exit_code": 0, "error": "", "pairs": {}}',
        '{"version": 1, "at": "2025-03-10T08:00Z", "exit_code": 1e999, "error": "", "pairs": {}}',
    ],
)
def test_a_damaged_state_file_is_as_none(run: Run, served: Path, text: str) -> None:
    run("sync")
    (path,) = (served.parent / "state").iterdir()
    path.write_text(text, encoding="utf-8")

    assert status(run)["last_run"] is None


def test_a_state_folder_that_cant_be_written_is_no_failure(
    run: Run, served: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONEONONE_STATE_DIR", str(served / "config.toml" / "below"))
    code, _, _ = run("sync")

    assert code == 0


def test_a_review_is_markdown_with_a_link_to_each_section(run: Run) -> None:
    run("sync")
    code, out, _ = run("review", TOM, "--from", "2025-02-20", "--to", "2025-03-10")
    where = out.split("(https://")[1].split(")")[0]

    assert code == 0
    assert where.startswith("docs.google.com/document/d/")
    assert "/edit?tab=t.0#heading=h." in where
    assert out.replace(f"https://{where}", "LINK") == (
        "# Tom Becker, Feb 20, 2025 to Mar 10, 2025\n"
        "\n"
        "## Other topics\n"
        "\n"
        "- Billing tables moved, two small incidents 🙂 ([Feb 26, 2025](LINK))\n"
        "- On-call load is too high in our time zone ([Feb 26, 2025](LINK))\n"
        "\n"
        "## Finished items\n"
        "\n"
        "- Tom: write up both incidents ([Feb 26, 2025](LINK))\n"
        "- DONE - Tom: renew the certificates ([Feb 26, 2025](LINK))\n"
    )


def test_a_review_as_json_holds_the_same(run: Run) -> None:
    _, out, _ = run("review", AIKO, "--json")
    data = json.loads(out)
    (meeting,) = data["meetings"]

    assert (data["from"], data["to"]) == ("2024-09-09", "2025-03-10")
    assert {key: value for key, value in meeting.items() if key != "url"} == {
        "day": "2025-03-06",
        "accomplishments": [],
        "projects": [],
        "feedback": [],
        "goals": [],
        "other": ["The search rewrite is a week ahead"],
        "finished": ["Aiko: demo the search prototype to the team"],
    }


def test_words_in_a_review_are_no_markdown() -> None:
    link = Piece("see [x](y)", Look(link=("url", "https://x.test/a")))
    harmful = Piece("go", Look(link=("url", "javascript:alert(1)")))
    shown = [line_markdown([each]) for each in (Piece("# *a* <b> `c` 1_2\v3"), link, harmful)]

    assert shown == [r"\# \*a\* \<b\> \`c\` 1\_2 3", r"[see \[x\](y)](https://x.test/a)", "go"]


def test_a_day_that_has_not_come_is_not_looked_back_to(run: Run) -> None:
    code, out, err = run("status", "--from", "2025-03-12")

    assert (code, out) == (2, "")
    assert "--from is a day that has not come yet (2025-03-12)" in err


def test_a_pause_says_where_the_address_may_be_mistyped(run: Run) -> None:
    before = run("pause", "tm@northwind.example", "--until", "2025-04-01")[1]
    run("resume", "tm@northwind.example")
    run("sync")
    after = run("pause", "tm@northwind.example", "--until", "2025-04-01")[1]
    right = run("pause", TOM, "--until", "2025-04-01")[1]
    nobody = run("resume", PRIYA)[1]

    words = f"The last run had no 1:1 with tm@northwind.example; did you mean {TOM}?"
    assert [words in out for out in (before, after, right)] == [False, True, False]
    assert nobody.startswith(f"There was no pause for {PRIYA}.")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ((PRIYA,), 1, "There is no document to review yet"),
        ((OUTSIDER,), 1, "This pair has no document yet"),
        (("nobody@example.com",), 2, "No 1:1 with this person is in the window"),
        (
            ("tm@northwind.example",),
            2,
            f"tm@northwind.example; did you mean {TOM}?). `oneonone explain`",
        ),
        (("nobody",), 2, "This is no mail address"),
        ((TOM, "--from", "2025-03-02", "--to", "2025-03-01"), 2, "--from is later than --to"),
    ],
)
def test_a_review_that_cant_be_made_says_why(
    run: Run, arguments: tuple[str, ...], code: int, words: str
) -> None:
    ended, out, err = run("review", *arguments)

    assert (ended, out) == (code, "")
    assert words in err.splitlines()[-1]
