"""What `sync --dry-run` shows is what `sync` then writes, line for line."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from sync.agenda.document.comparing import as_markdown
from sync.agenda.document.notebook import Paragraph, Table
from sync.agenda.document.reading import read_notebook, with_ticks
from sync.cli import main
from tests.scenarios.company import WEEK, Company, lived_through

Opened = Callable[..., Company]


def dry(at: Company, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """The only pair's part of a dry run's JSON."""
    now = at.workspace.now.isoformat()
    code = main(["sync", "--dry-run", "--json", "--config", str(at.config), "--now", now])
    (only,) = json.loads(capsys.readouterr().out)["pairs"]
    assert code == 0
    found: dict[str, Any] = only
    return found


def lines(at: Company) -> list[str]:
    """The only live document's lines, as the job reads them."""
    (file,) = at.live()
    with at.signed_in() as google:
        notebook = with_ticks(
            read_notebook(google.docs.get(file.id), locale="en"),
            google.drive.export_markdown(file.id),
        )
    return [
        as_markdown(block)
        for tab in notebook.tabs
        for block in tab.blocks
        if isinstance(block, Paragraph | Table)
    ]


def applied(before: list[str], told: dict[str, Any]) -> list[str]:
    """The lines after the changes of a dry run; each is looked for behind the one before it."""
    after = list(before)
    at = 0
    for change in told["changes"]:
        old = [line["text"] for line in change["lines"] if line["sign"] in "- "]
        new = [line["text"] for line in change["lines"] if line["sign"] in "+ "]
        if change["under"]:
            at = max(at, next(n for n, one in enumerate(after) if one == f"## {change['under']}"))
        at = next(n for n in range(at, len(after) + 1) if after[n : n + len(old)] == old)
        after[at : at + len(old)] = new
        at += len(new) - 2
    return after


@pytest.mark.parametrize("config", ["", '[agenda]\nplacement = "top"\n'], ids=["bottom", "top"])
def test_the_diff_is_what_is_written(
    opened: Opened, config: str, capsys: pytest.CaptureFixture[str]
) -> None:
    at = opened(config=config, story=lived_through)
    for _ in range(3):
        told = dry(at, capsys)
        expected = applied(lines(at), told)
        asked = len(at.workspace.requests)
        at.run()
        made = at.workspace.requests[asked:]

        assert told["changes"]
        assert lines(at) == expected
        assert "docs.documents.batchUpdate" in [each.method for each in made]
        assert dry(at, capsys)["changes"] == []
        at.pen().write(["- [ ] One more for the road"])
        at.workspace.pass_time(WEEK)


def test_of_a_new_document_all_is_told_and_nothing_made(
    opened: Opened, capsys: pytest.CaptureFixture[str]
) -> None:
    at = opened()
    told = dry(at, capsys)
    wrote = at.writes()
    at.run()

    (change,) = told["changes"]
    assert wrote == []
    assert (told["document"], told["would"]) == (None, ["made", "attached", "shared"])
    assert [line["text"] for line in change["lines"]] == lines(at)


@pytest.mark.parametrize(
    ("config", "what"),
    [
        ("[docs]\nmax_new = 0\n", "a run makes 0 at most"),
        ('[docs]\nfolder = "folder-that-is-gone"\n', "can't be used with this sign-in"),
    ],
)
def test_what_stops_a_run_is_told_beforehand(
    opened: Opened, config: str, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    at = opened(config=config)
    (at.folder / "token.json").chmod(0o600)
    now = at.workspace.now.isoformat()
    code = main(["sync", "--dry-run", "--config", str(at.config), "--now", now])
    told = capsys.readouterr().out
    ran = main(["sync", "--config", str(at.config), "--now", now])

    assert (code, ran) == (1, 1)
    assert what in told
    assert told == capsys.readouterr().out
    assert at.writes() == []


def test_a_document_that_others_can_open_is_told_beforehand(
    opened: Opened, capsys: pytest.CaptureFixture[str]
) -> None:
    at = opened(story=lived_through)
    at.workspace.drive.share(at.live()[0].id, "carol@acme.test")
    code = main(
        ["sync", "--dry-run", "--config", str(at.config), "--now", at.workspace.now.isoformat()]
    )

    assert code == 1
    assert "carol@acme.test" in capsys.readouterr().out
