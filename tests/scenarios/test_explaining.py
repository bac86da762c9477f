"""`oneonone explain` on documents that people live in."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from sync.cli import main
from tests.scenarios.company import OTHER, WEEK, Company
from tests.scenarios.removing import given, pen

Opened = Callable[..., Company]
Said = pytest.CaptureFixture[str]

LIVED_IN = """\
= Bob and Ada
## 5/6
Which day was it?
## Tue, Feb 4, 2025
- [ ] From long ago
## Tue, Feb 25, 2025
- [ ] Left behind
## Tue, Mar 4, 2025
- [x] Book the room
- [ ] DONE: renew the contract
- [ ] ~~Ask Carol~~
- [ ] Bob: propose a rotation
  - [ ] ask Lisbon
- [ ] Call Kim {++today++}
| - [ ] In a table |
¶
"""


def explained(at: Company, capsys: Said, *arguments: str) -> dict[str, Any]:
    now = at.workspace.now.isoformat()
    code = main(["explain", "--json", *arguments, "--config", str(at.config), "--now", now])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert code == 0
    return found


def told(document: dict[str, Any]) -> list[tuple[str, ...]]:
    """Each section and item of a document with what is said of it."""
    rows: list[tuple[str, ...]] = []
    for section in document["sections"]:
        rows.append((section["heading"], section["written_by"], section["role"]))
        rows += [
            (f"  {item['text']}", item["state"], item["fate"], item["since"] or "")
            for item in section["items"]
        ]
    return rows


def test_of_a_document_that_people_wrote_everything_is_said(opened: Opened, capsys: Said) -> None:
    at = opened()
    given(at, LIVED_IN)
    (document,) = explained(at, capsys)["documents"]

    assert [one["what"] for one in document["meetings"]] == [
        (
            "it has no section; the next sync writes one, 4 items carried, "
            "2 of them with an unknown tick, 3 items done"
        )
    ]
    assert told(document) == [
        ("5/6", "people", "unsettled"),
        ("Tue, Feb 4, 2025", "people", "unmarked"),
        ("Tue, Feb 25, 2025", "people", "unmarked"),
        ("Tue, Mar 4, 2025", "people", "latest"),
        ("  Book the room", "done", "ticked", "2025-03-04"),
        ("  DONE: renew the contract", "done", "marked", "2025-03-04"),
        ("  Ask Carol", "done", "struck", "2025-03-04"),
        ("  Bob: propose a rotation", "open", "goes", "2025-03-04"),
        ("  ask Lisbon", "open", "goes", "2025-03-04"),
        ("  Call Kim", "unknown", "goes", "2025-03-04"),
        ("  In a table", "unknown", "goes", "2025-03-04"),
    ]


def test_after_runs_and_edits_each_item_has_its_reason(opened: Opened, capsys: Said) -> None:
    at = opened()
    document_id = given(at, LIVED_IN)
    at.run()
    hand = pen(at, document_id)
    hand.tick("ask Lisbon")
    hand.delete_line("In a table (since Mar 4)")
    hand.write("- [ ] Bob: bring the numbers\n¶")
    (document,) = explained(at, capsys, "--person", OTHER)["documents"]
    (meeting,) = document["meetings"]
    late = told(document)[4:]
    at.workspace.pass_time(timedelta(days=1, minutes=50))
    (near,) = explained(at, capsys)["documents"]

    assert meeting["what"] == (
        "its section stands; the next sync follows late changes, 1 item taken back"
    )
    assert late == [
        ("  Book the room", "done", "ticked", "2025-03-04"),
        ("  DONE: renew the contract", "done", "marked", "2025-03-04"),
        ("  Ask Carol", "done", "struck", "2025-03-04"),
        ("  Bob: propose a rotation", "open", "carried", "2025-03-04"),
        ("  ask Lisbon", "done", "ticked", "2025-03-04"),
        ("  Call Kim", "unknown", "carried", "2025-03-04"),
        ("  In a table", "unknown", "dropped", "2025-03-04"),
        ("Tue, Mar 11, 2025 · Weekly 1:1", "job", "next"),
        ("  Bob: propose a rotation", "open", "copy", "2025-03-04"),
        ("  ask Lisbon", "done", "original_done", "2025-03-04"),
        ("  Call Kim", "open", "copy", "2025-03-04"),
        ("  Bob: bring the numbers", "open", "own", ""),
    ]
    assert near["meetings"][0]["what"] == (
        "its section stands, and is no more changed so near to it"
    )


def test_the_text_says_the_same_in_words(opened: Opened, capsys: Said) -> None:
    at = opened()
    given(at, LIVED_IN)
    main(["explain", "--config", str(at.config), "--now", at.workspace.now.isoformat()])
    out = capsys.readouterr().out

    assert "its date can't be told for sure: not looked at; write it with its year" in out
    assert "will be carried, open since 2025-03-04" in out
    assert "counts as open, since a suggestion in it waits for an answer" in out
    assert "counts as open, since it stands in a table" in out
    assert out.endswith("How it decides: docs/how-it-decides.md\n")


def test_what_keeps_a_document_from_being_written_is_said(opened: Opened, capsys: Said) -> None:
    at = opened()
    document_id = given(at, LIVED_IN)
    at.workspace.drive.unshare(document_id, "ada@acme.test")
    (document,) = explained(at, capsys)["documents"]

    assert document["code"] == "not_openable"
    assert document_id in document["problem"]


def test_a_removed_section_is_told_with_the_way_to_have_it_again(
    opened: Opened, capsys: Said
) -> None:
    at = opened()
    document_id = given(at, LIVED_IN)
    at.run()
    pen(at, document_id).delete_section("Tue, Mar 11, 2025 · Weekly 1:1")
    (document,) = explained(at, capsys)["documents"]

    assert document["meetings"][0]["what"] == (
        "people removed its section, so it is not made; "
        f"`oneonone sync --person {OTHER} --again` makes it again"
    )
    assert ("  Bob: propose a rotation", "open", "no_section", "2025-03-04") in told(document)


def test_with_a_person_only_what_is_with_them_is_shown(opened: Opened, capsys: Said) -> None:
    at = opened()
    now = at.workspace.now.isoformat()
    code = main(["explain", "--person", "x@acme.test", "--config", str(at.config), "--now", now])

    assert code == 2
    assert "No event with this person is in the window (x@acme.test)" in capsys.readouterr().err


def test_a_mistyped_address_is_told_with_the_one_that_was_meant(
    opened: Opened, capsys: Said
) -> None:
    at = opened()
    now = at.workspace.now.isoformat()
    mistyped = OTHER.replace("@acme", "@acne")
    main(["explain", "--person", mistyped, "--config", str(at.config), "--now", now])

    assert (
        f"{mistyped}; did you mean {OTHER}?). `oneonone --config {at.config} explain` shows"
        in capsys.readouterr().err
    )


def test_explaining_writes_nothing(opened: Opened, capsys: Said) -> None:
    at = opened()
    given(at, LIVED_IN)
    at.workspace.pass_time(WEEK)
    explained(at, capsys)

    assert at.writes() == []
