"""What becomes of a tick, which documents.get never shows."""

from collections.abc import Callable

import pytest

from sync.emulator.docs import Document
from sync.emulator.unknowns import Unknowns
from tests.emulator.docs.writing import (
    CHECKBOX,
    bullets,
    delete,
    insert,
    made,
    named_style,
    paragraphs,
    send,
    text_style,
    texts,
    unbullet,
)

NewId = Callable[[], str]


def ticked(document: Document) -> dict[str, bool]:
    return {p.text.strip(): p.ticked for p in paragraphs(document)}


def checklist(new_id: NewId, *lines: str, unknowns: Unknowns | None = None) -> Document:
    document = made(new_id, *lines, "", unknowns=unknowns)
    send(document, bullets(1, document.tabs[0].end - 1, CHECKBOX))
    return document


def test_a_new_item_is_open(new_id: NewId) -> None:
    assert ticked(checklist(new_id, "one", "two")) == {"one": False, "two": False, "": False}


def test_a_tick_is_never_shown(new_id: NewId) -> None:
    document = checklist(new_id, "one", "two")
    before = document.show()["tabs"]
    document.tick("t.0", 1, ticked=True)

    assert ticked(document) == {"one": True, "two": False, "": False}
    assert document.show()["tabs"] == before


@pytest.mark.parametrize("changes", [True, False])
def test_a_tick_alone_changes_the_revision_or_not(changes: bool, new_id: NewId) -> None:
    document = checklist(new_id, "one", unknowns=Unknowns(tick_changes_revision=changes))
    before = document.revision
    document.tick("t.0", 1, ticked=True)

    assert (document.revision != before) is changes


def test_a_line_without_a_box_can_t_be_ticked(new_id: NewId) -> None:
    document = made(new_id, "one")
    with pytest.raises(ValueError, match="no checklist item"):
        document.tick("t.0", 1, ticked=True)


@pytest.mark.parametrize("inherits", [True, False])
def test_what_is_split_off_a_ticked_item_is_ticked_or_not(inherits: bool, new_id: NewId) -> None:
    document = checklist(new_id, "one", unknowns=Unknowns(split_inherits_tick=inherits))
    document.tick("t.0", 1, ticked=True)
    send(document, insert(4, "\ntail"))

    assert ticked(document) == {"one": True, "tail": inherits, "": False}


@pytest.mark.parametrize("inherits", [True, False])
def test_the_words_keep_their_tick_when_a_line_comes_before_them(
    inherits: bool, new_id: NewId
) -> None:
    document = checklist(new_id, "one", unknowns=Unknowns(split_inherits_tick=inherits))
    document.tick("t.0", 1, ticked=True)
    send(document, insert(1, "new\n"))

    assert ticked(document) == {"new": inherits, "one": True, "": False}


def test_a_split_open_item_makes_open_ones(new_id: NewId) -> None:
    document = checklist(new_id, "one")
    send(document, insert(4, "\ntail"))

    assert ticked(document) == {"one": False, "tail": False, "": False}


def test_unbulleting_and_bulleting_again_makes_an_open_item(new_id: NewId) -> None:
    document = checklist(new_id, "one")
    document.tick("t.0", 1, ticked=True)
    send(document, unbullet(1, 4), bullets(1, 4, CHECKBOX))

    assert ticked(document) == {"one": False, "": False}


def test_an_edit_of_its_words_or_style_leaves_the_tick(new_id: NewId) -> None:
    document = checklist(new_id, "one")
    document.tick("t.0", 1, ticked=True)
    send(
        document,
        insert(2, "x"),
        delete(2, 3),
        text_style(1, 4, "bold", bold=True),
        named_style(1, 4, "NORMAL_TEXT"),
        bullets(1, 4, CHECKBOX),
    )

    assert ticked(document) == {"one": True, "": False}


@pytest.mark.parametrize(("done", "start", "left"), [(1, 3, True), (5, 3, False), (5, 1, True)])
def test_of_two_items_made_one_the_tick_is_that_of_the_one_that_stays(
    done: int, start: int, left: bool, new_id: NewId
) -> None:
    document = checklist(new_id, "one", "two")
    document.tick("t.0", done, ticked=True)
    send(document, delete(start, 6))

    assert texts(document)[1:] == ["\n"]
    assert paragraphs(document)[0].ticked is left
