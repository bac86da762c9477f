"""What a deletion leaves behind, and which are refused."""

from collections.abc import Callable

import pytest

from sync.emulator.docs import Refusal
from tests.emulator.docs.writing import (
    bullets,
    delete,
    headings,
    indents,
    insert,
    levels,
    made,
    named_style,
    paragraphs,
    send,
    table,
    texts,
)

NewId = Callable[[], str]

IMPOSSIBLE = (
    "Invalid requests[0].deleteContentRange: "
    "Invalid deletion range. Cannot delete the requested range."
)


def test_from_inside_an_item_over_its_newline_the_item_stays(new_id: NewId) -> None:
    document = made(new_id, "one", "two", "three")
    send(document, bullets(1, 4), named_style(5, 8, "HEADING_1"), delete(3, 7))

    assert texts(document) == ["ono\n", "three\n"]
    assert levels(document) == [0, None]
    assert indents(document)[0] == (18, 36)
    assert headings(document) == [None, None]


def test_from_a_plain_lines_start_into_an_item_the_item_stays(new_id: NewId) -> None:
    document = made(new_id, "AAA", "BBB", "CCC")
    send(document, bullets(5, 8), delete(1, 6))

    assert texts(document) == ["BB\n", "CCC\n"]
    assert levels(document) == [0, None]


def test_the_newline_alone_joins_the_next_line_to_the_first(new_id: NewId) -> None:
    document = made(new_id, "head", "text")
    send(document, named_style(1, 5, "HEADING_1"))
    old = headings(document)[0]
    send(document, delete(5, 6))

    assert texts(document) == ["headtext\n"]
    assert headings(document) == [old]


def test_the_first_line_and_the_text_of_the_next_leave_the_next_one_empty(new_id: NewId) -> None:
    document = made(new_id, "head", "item", "last")
    send(document, named_style(1, 5, "HEADING_1"), bullets(6, 10), delete(1, 10))

    assert texts(document) == ["\n", "last\n"]
    assert (headings(document), levels(document)) == ([None, None], [0, None])


def test_text_within_one_paragraph_leaves_its_style(new_id: NewId) -> None:
    document = made(new_id, "head")
    send(document, named_style(1, 5, "HEADING_1"))
    old = headings(document)
    send(document, delete(1, 5))

    assert texts(document) == ["\n"]
    assert headings(document) == old


def test_the_last_paragraphs_go_with_the_newline_before_them(new_id: NewId) -> None:
    document = made(new_id, "stays", "goes", "goes too")
    send(document, bullets(7, 11), delete(6, 20))

    assert texts(document) == ["stays\n"]
    assert levels(document) == [None]


def test_a_whole_table_goes(new_id: NewId) -> None:
    document = made(new_id, "a", "b")
    send(document, table(2, rows=2, columns=2), delete(3, 15))

    assert texts(document) == ["a\n", "\n", "b\n"]


def test_the_newline_before_a_table_goes_with_the_table(new_id: NewId) -> None:
    document = made(new_id, "AA", "")
    send(document, table(3), insert(9, "BB"))
    assert texts(document)[0] == "AA\n"
    send(document, delete(3, 9))

    assert texts(document) == ["AABB\n", "\n"]


def test_text_goes_out_of_a_cell(new_id: NewId) -> None:
    document = made(new_id, "a")
    send(document, table(2, columns=2), insert(6, "one\ntwo"), delete(8, 11))

    assert texts(document) == ["a\n", "onwo\n", "\n", "\n"]


@pytest.mark.parametrize(
    ("start", "end"),
    [(1, 3), (2, 3), (2, 5), (3, 6), (6, 7), (6, 8), (5, 9), (0, 2), (8, 12)],
    ids=[
        "the paragraph before a table",
        "the newline before a table",
        "into a table",
        "a table's start",
        "a cell's last newline",
        "over two cells",
        "a cell",
        "the first section break",
        "out of a table",
    ],
)
def test_what_would_break_the_structure_is_refused(start: int, end: int, new_id: NewId) -> None:
    document = made(new_id, "a", "b")
    send(document, table(2, columns=2))
    before = document.show()
    with pytest.raises(Refusal) as refused:
        send(document, delete(start, end))

    assert refused.value.message == IMPOSSIBLE
    assert document.show() == before


@pytest.mark.parametrize(("start", "end"), [(2, 3), (3, 4), (1, 3), (3, 5)])
def test_half_a_surrogate_pair_never_goes(start: int, end: int, new_id: NewId) -> None:
    document = made(new_id, "a😀b")
    with pytest.raises(Refusal) as refused:
        send(document, delete(start, end))

    assert refused.value.message == IMPOSSIBLE


def test_what_follows_a_section_break_can_t_be_joined_to_what_precedes_it(new_id: NewId) -> None:
    document = made(new_id, "ab")
    request = {"location": {"index": 2}, "sectionType": "CONTINUOUS"}
    send(document, {"insertSectionBreak": request})
    with pytest.raises(Refusal) as refused:
        send(document, delete(2, 3))

    assert refused.value.message == IMPOSSIBLE

    send(document, delete(2, 4))

    assert texts(document) == ["ab\n"]


def test_chips_go_as_text_does(new_id: NewId) -> None:
    document = made(new_id, "ab")
    person = {"location": {"index": 2}, "personProperties": {"email": "ann@example.com"}}
    send(document, {"insertPerson": person}, delete(1, 3))

    assert texts(document) == ["b\n"]
    assert len(paragraphs(document)[0].elements) == 1
