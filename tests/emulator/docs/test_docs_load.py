"""What Google showed of a document is loaded and shown again without loss."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sync.emulator.docs import Document
from tests.emulator.docs.writing import (
    append,
    bullets,
    insert,
    made,
    mark,
    named_style,
    paragraphs,
    send,
    table,
    text_style,
)
from tests.support import recording_files

NewId = Callable[[], str]

ANONYMISED = "mise_real_single_tab"
"""Its title was shortened by hand: its first run lacks eight characters of the recorded length."""

WHOLE = [*recording_files("docs/documents/*.json"), *recording_files("docs/pairs/*/[ab]*.json")]
CASES = recording_files("docs/conformance/*.json")


def read(path: Path) -> Any:
    answer = json.loads(path.read_text(encoding="utf-8"))
    if path.stem == ANONYMISED:
        title = answer["tabs"][0]["documentTab"]["body"]["content"][1]["paragraph"]["elements"][0]
        title["textRun"]["content"] = "Q4 Budget Report........\n"
    return answer


def shown_again(answer: Any, new_id: NewId) -> Any:
    document = Document.load(answer, new_id=new_id)
    return document.show(include_tabs_content="tabs" in answer)


@pytest.mark.parametrize("path", WHOLE, ids=[f"{p.parent.name}/{p.stem}" for p in WHOLE])
def test_a_recorded_document_is_shown_as_it_was_loaded(path: Path, new_id: NewId) -> None:
    answer = read(path)
    answer.setdefault("revisionId", "new1")

    assert shown_again(answer, new_id) == answer


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_both_sides_of_a_case_are_shown_as_they_were_loaded(path: Path, new_id: NewId) -> None:
    case = read(path)
    for side in ("before", "after"):
        if case[side] is not None:
            assert shown_again(case[side], new_id)["tabs"] == case[side]["tabs"]


@pytest.mark.parametrize("path", WHOLE, ids=[f"{p.parent.name}/{p.stem}" for p in WHOLE])
def test_every_paragraph_of_a_recorded_document_ends_with_its_newline(
    path: Path, new_id: NewId
) -> None:
    document = Document.load(read(path), new_id=new_id)

    for root in document.tabs:
        for tab in root.with_children():
            for _, paragraph in tab.paragraphs():
                assert paragraph.text.count("\n") == 1
                assert paragraph.text.endswith("\n")


def test_a_new_document_is_as_google_makes_it(recordings: Path, new_id: NewId) -> None:
    recorded = json.loads((recordings / "docs/create-document.json").read_text(encoding="utf-8"))
    theirs = recorded["calls"][0]["response"]
    shown = Document.blank(theirs["documentId"], theirs["title"], new_id=new_id).show()
    legacy = Document.blank(theirs["documentId"], theirs["title"], new_id=new_id).show(
        include_tabs_content=False
    )

    for left_out in ("documentStyle", "namedStyles"):
        assert shown["tabs"][0]["documentTab"].pop(left_out)
    assert shown["tabs"] == theirs["tabs"]
    assert legacy["body"] == theirs["body"]


def test_a_new_document_has_the_styles_of_recorded_ones(recordings: Path, new_id: NewId) -> None:
    path = recordings / "docs/pairs/F1_apply_bold/before.json"
    theirs = read(path)["tabs"][0]["documentTab"]
    shown = Document.blank("1", "Title", new_id=new_id).show()["tabs"][0]["documentTab"]

    assert shown["namedStyles"] == theirs["namedStyles"]
    assert shown["documentStyle"] == theirs["documentStyle"]


def test_without_tabs_the_first_tabs_content_stands_at_the_top(new_id: NewId) -> None:
    document = made(new_id, "Head", "Line")
    send(document, named_style(1, 5, "HEADING_1"))
    heading = paragraphs(document)[0].style["headingId"]
    link = {"heading": {"id": heading, "tabId": "t.0"}}
    send(document, text_style(6, 10, "link", link=link), mark("here", 1, 3))
    legacy = document.show(include_tabs_content=False)

    run = legacy["body"]["content"][2]["paragraph"]["elements"][0]["textRun"]
    assert "tabs" not in legacy
    assert run["textStyle"]["link"] == {"headingId": heading}
    assert list(legacy["namedRanges"]) == ["here"]


def test_what_is_shown_shares_nothing_with_the_document(new_id: NewId) -> None:
    document = made(new_id, "Item", "")
    send(document, bullets(1, 5), table(6), text_style(1, 5, "bold", bold=True))
    before = json.dumps(document.show())
    _spoil(document.show())

    assert json.dumps(document.show()) == before


def _spoil(value: Any) -> None:
    if isinstance(value, dict):
        for inner in value.values():
            _spoil(inner)
        value.clear()
    if isinstance(value, list):
        for inner in value:
            _spoil(inner)
        value.clear()


def test_everything_is_dumped_and_restored(new_id: NewId) -> None:
    document = made(new_id, "One", "Two", "")
    send(document, bullets(1, 8), mark("m", 1, 4), table(9), insert(13, "cell"))
    send(document, bullets(13, 14), {"addDocumentTab": {"tabProperties": {"title": "Second"}}})
    document.tick("t.0", 5, ticked=True)
    document.tick("t.0", 13, ticked=True)
    data = json.loads(json.dumps(document.dump()))
    again = Document.restore(data, new_id=new_id)

    assert again.show() == document.show()
    assert [p.ticked for p in paragraphs(again)] == [p.ticked for p in paragraphs(document)]
    assert sum(p.ticked for p in paragraphs(again)) == 2


def test_a_copy_has_the_content_the_ticks_and_the_names_of_marks(new_id: NewId) -> None:
    document = made(new_id, "One", "")
    send(document, bullets(1, 4), mark("m", 1, 4))
    document.tick("t.0", 1, ticked=True)
    copy = document.copied("2", "Copy of Title")
    send(copy, append("more"))

    assert document.document_id == "doc"
    assert [p.ticked for p in paragraphs(copy)] == [True, False]
    ours, theirs = document.tabs[0].ranges[0], copy.tabs[0].ranges[0]
    assert (theirs.name, theirs.spans) == (ours.name, ours.spans)
    assert theirs.id != ours.id
    assert [p.text for p in paragraphs(document)] == ["One\n", "\n"]
