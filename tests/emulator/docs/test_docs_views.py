"""What each view shows of suggestions, and how people make and settle them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sync.emulator.docs import Document, Refusal
from sync.emulator.docs.places import Work
from sync.emulator.docs.suggesting import settle, suggest_deletion, suggest_text
from sync.emulator.docs.views import ACCEPTED, INLINE, WITHOUT
from tests.emulator.docs.writing import insert, made, mark, marks, send, table, texts

NewId = Callable[[], str]


def view(document: Document, mode: str) -> Document:
    """The document as one who reads in that view would load it."""
    return Document.load(document.show(suggestions_view_mode=mode), new_id=lambda: "x")


def suggested(new_id: NewId) -> Document:
    document = made(new_id, "stays goes", "last")
    document.edit(lambda work: suggest_deletion(work, work.tabs[0], 6, 11))
    document.edit(lambda work: suggest_text(work, work.tabs[0], 1, "new\nand "))
    return document


def test_suggestions_stand_in_the_text_where_it_is_edited(new_id: NewId) -> None:
    document = suggested(new_id)
    elements = document.show()["tabs"][0]["documentTab"]["body"]["content"][2]["paragraph"][
        "elements"
    ]

    assert texts(document) == ["new\n", "and stays goes\n", "last\n"]
    assert [
        (
            e["textRun"]["content"],
            "suggestedInsertionIds" in e["textRun"],
            "suggestedDeletionIds" in e["textRun"],
        )
        for e in elements
    ] == [
        ("and ", True, False),
        ("stays", False, False),
        (" goes", False, True),
        ("\n", False, False),
    ]


def test_accepted_suggestions_are_text_and_deletions_gone(new_id: NewId) -> None:
    assert texts(view(suggested(new_id), ACCEPTED)) == ["new\n", "and stays\n", "last\n"]


def test_without_suggestions_the_text_is_as_it_was(new_id: NewId) -> None:
    assert texts(view(suggested(new_id), WITHOUT)) == ["stays goes\n", "last\n"]


@pytest.mark.parametrize("mode", [ACCEPTED, WITHOUT])
def test_a_preview_shows_no_suggestion(mode: str, new_id: NewId) -> None:
    shown = suggested(new_id).show(suggestions_view_mode=mode)

    assert "suggested" not in json.dumps(shown)
    assert shown["suggestionsViewMode"] == mode


def test_a_preview_moves_named_ranges(new_id: NewId) -> None:
    document = made(new_id, "one two")
    send(document, mark("two", 5, 8))
    document.edit(lambda work: suggest_text(work, work.tabs[0], 1, "zero "))

    assert marks(document) == {"two": [(10, 13)]}
    assert marks(view(document, WITHOUT)) == {"two": [(5, 8)]}


def test_suggestions_in_a_cell_are_previewed(new_id: NewId) -> None:
    document = made(new_id, "a")
    send(document, table(2), insert(6, "cell"))
    document.edit(lambda work: suggest_deletion(work, work.tabs[0], 6, 8))

    assert texts(view(document, ACCEPTED)) == ["a\n", "ll\n", "\n"]


@pytest.mark.parametrize("accept", [True, False])
def test_a_settled_suggestion_leaves_what_its_preview_showed(accept: bool, new_id: NewId) -> None:
    document = suggested(new_id)
    expected = texts(view(document, ACCEPTED if accept else WITHOUT))
    ids = {
        suggestion
        for p in (p for _, p in document.tabs[0].paragraphs())
        for e in p.elements
        for found in e.extra.values()
        for suggestion in found
    }

    def settle_all(work: Work) -> None:
        for suggestion in sorted(ids):
            settle(work.tabs[0], suggestion, accept=accept)

    document.edit(settle_all)

    assert texts(document) == expected
    assert "suggested" not in json.dumps(document.show()["tabs"])


def test_the_recorded_suggestions_are_previewed(recordings: Path, new_id: NewId) -> None:
    name = "markkohdev_Markdown_Conversion_Example_Single-Tab.json"
    answer = json.loads((recordings / "docs/documents" / name).read_text(encoding="utf-8"))
    document = Document.load(answer, new_id=new_id)
    inline, without = texts(document), texts(view(document, WITHOUT))

    heading, line = "This is an inline suggestion heading\n", "This is an inline suggestion\n"
    assert inline[-3:] == [heading, line, "\n"]
    assert without == [*inline[:-3], "\n", "\n"]
    assert texts(view(document, ACCEPTED)) == inline


@pytest.mark.parametrize("mode", ["", "DEFAULT_FOR_CURRENT_ACCESS", INLINE])
def test_by_default_suggestions_are_inline(mode: str, new_id: NewId) -> None:
    document = suggested(new_id)

    assert document.show(suggestions_view_mode=mode) == document.show()


def test_an_unknown_view_is_refused(new_id: NewId) -> None:
    with pytest.raises(Refusal) as refused:
        made(new_id).show(suggestions_view_mode="BEST")

    assert refused.value.http_status == 400
