"""What inserted text does to the paragraph it goes into."""

from collections.abc import Callable

import pytest

from sync.emulator.docs import Document, Refusal
from tests.emulator.docs.writing import (
    append,
    bullets,
    headings,
    insert,
    levels,
    lists,
    made,
    named_style,
    paragraphs,
    runs,
    send,
    table,
    text_style,
    texts,
)

NewId = Callable[[], str]


def test_text_at_the_end_of_the_segment_goes_into_the_last_paragraph(new_id: NewId) -> None:
    document = made(new_id, "first", "last")
    send(document, append(" words"))

    assert texts(document) == ["first\n", "last words\n"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\r\nb", "a\nb"),
        ("a\x00\x08\x0c\x1fb", "ab"),
        ("a\ue000\ue907\uf8ffb", "ab"),
        ("a\tb\x0bc", "a\tb\x0bc"),
        ("a\ud83db", "a\ufffdb"),
    ],
)
def test_inserted_text_loses_what_google_strips(text: str, kept: str, new_id: NewId) -> None:
    document = made(new_id)
    send(document, insert(1, text))

    assert "".join(texts(document)) == kept + "\n"


def test_text_of_nothing_but_stripped_characters_changes_nothing(new_id: NewId) -> None:
    document = made(new_id, "abc")
    send(document, insert(2, "\ue907"))

    assert texts(document) == ["abc\n"]


def test_indexes_count_utf_16_code_units(new_id: NewId) -> None:
    document = made(new_id, "🗒 ongoing", "✅ done")
    send(document, insert(4, "x"), insert(14, "y"))

    assert texts(document) == ["🗒 xongoing\n", "✅y done\n"]


def test_an_index_inside_a_surrogate_pair_is_moved_behind_it(new_id: NewId) -> None:
    document = made(new_id, "a😀b")
    send(document, insert(3, "x"))

    assert texts(document) == ["a😀xb\n"]


@pytest.mark.parametrize(("index", "style"), [(1, {}), (3, {}), (4, {"bold": True}), (5, {})])
def test_text_takes_the_style_before_it_and_at_the_start_that_behind_it(
    index: int, style: dict[str, bool], new_id: NewId
) -> None:
    document = made(new_id, "abcd")
    send(document, text_style(3, 4, "bold", bold=True), insert(index, "X"))

    assert [s for text, s in runs(document) if "X" in text] == [style]


def test_text_at_the_start_takes_the_style_behind_it(new_id: NewId) -> None:
    document = made(new_id, "above", "bold", "below")
    send(document, text_style(7, 11, "bold", bold=True), insert(7, "X"))

    assert runs(document, 1) == [("Xbold\n", {"bold": True})]


@pytest.mark.parametrize("index", [2, 3, 4])
def test_text_in_or_beside_a_link_is_no_link_and_does_not_look_like_one(
    index: int, new_id: NewId
) -> None:
    document = made(new_id, "a link", "")
    send(
        document,
        text_style(1, 7, "bold", bold=True),
        text_style(2, 4, "link", link={"url": "https://example.com"}),
        insert(index, "X"),
    )

    assert [s for text, s in runs(document) if "X" in text] == [{"bold": True}]


def test_a_line_at_an_items_end_is_an_item_of_its_level(new_id: NewId) -> None:
    document = made(new_id, "one", "\ttwo", "")
    send(document, bullets(1, 9), insert(8, "\nnew"))

    assert texts(document) == ["one\n", "two\n", "new\n", "\n"]
    assert levels(document) == [0, 1, 1, None]
    assert lists(document) == ["a", "a", "a", None]


def test_a_line_before_a_heading_is_a_heading_and_the_old_one_keeps_its_id(new_id: NewId) -> None:
    document = made(new_id, "Head", "text")
    send(document, named_style(1, 5, "HEADING_2"))
    old = headings(document)[0]
    send(document, insert(1, "New\nlines\n"))

    assert texts(document) == ["New\n", "lines\n", "Head\n", "text\n"]
    assert headings(document)[2:] == [old, None]
    assert len({*headings(document)}) == 4


def test_a_line_behind_a_heading_is_a_heading_with_an_id_of_its_own(new_id: NewId) -> None:
    document = made(new_id, "Head", "text")
    send(document, named_style(1, 5, "HEADING_2"))
    old = headings(document)[0]
    send(document, insert(5, "\n"))

    assert [p.named_style for p in paragraphs(document)] == [
        "HEADING_2",
        "HEADING_2",
        "NORMAL_TEXT",
    ]
    assert headings(document)[0] == old
    assert headings(document)[1] not in (None, old)


def test_an_empty_heading_keeps_its_id_when_a_line_comes_before_it(new_id: NewId) -> None:
    document = made(new_id, "", "text")
    send(document, named_style(1, 2, "HEADING_2"))
    old = headings(document)[0]
    send(document, insert(1, "New\n"))

    assert texts(document) == ["New\n", "\n", "text\n"]
    assert headings(document)[1] == old


@pytest.mark.parametrize("index", [0, 4, 5, 6])
def test_text_outside_of_a_paragraph_is_refused(index: int, new_id: NewId) -> None:
    document = made(new_id, "ab")
    send(document, table(3))
    with pytest.raises(Refusal) as refused:
        send(document, insert(index, "x"))

    assert refused.value.message == (
        "Invalid requests[0].insertText: "
        "The insertion index must be inside the bounds of an existing paragraph."
    )


def test_text_goes_into_a_tables_cell(new_id: NewId) -> None:
    document = made(new_id, "ab")
    send(document, table(3, rows=2, columns=2), insert(7, "a1"), insert(11, "b1"))

    assert texts(document) == ["ab\n", "a1\n", "b1\n", "\n", "\n", "\n"]


def test_a_document_that_starts_with_a_table_has_no_paragraph_at_its_start(new_id: NewId) -> None:
    answer = made(new_id, "").show()
    content = answer["tabs"][0]["documentTab"]["body"]["content"]
    tabled = made(new_id, "")
    send(tabled, table(1))
    with_table = tabled.show()["tabs"][0]["documentTab"]["body"]["content"]
    answer["tabs"][0]["documentTab"]["body"]["content"] = [content[0], *with_table[2:]]
    document = Document.load(answer, new_id=new_id)
    with pytest.raises(Refusal) as refused:
        send(document, insert(1, "x"))

    assert "inside the bounds of an existing paragraph" in refused.value.message


def test_a_request_goes_to_the_first_tab_unless_it_names_another(new_id: NewId) -> None:
    document = made(new_id, "first")
    reply = send(document, {"addDocumentTab": {"tabProperties": {"title": "Second"}}})
    second = reply["replies"][0]["addDocumentTab"]["tabProperties"]["tabId"]
    there = {"location": {"index": 1, "tabId": second}, "text": "there"}
    send(document, insert(1, "here "), {"insertText": there})

    assert texts(document) == ["here first\n"]
    assert [p.text for _, p in document.tabs[1].paragraphs()] == ["there\n"]


def test_a_request_for_a_tab_that_is_not_there_is_refused(new_id: NewId) -> None:
    document = made(new_id, "first")
    with pytest.raises(Refusal) as refused:
        send(document, {"insertText": {"location": {"index": 1, "tabId": "t.x"}, "text": "x"}})

    assert refused.value.http_status == 400


def test_edits_of_headers_are_not_covered(new_id: NewId) -> None:
    answer = made(new_id, "a").show()
    answer["tabs"][0]["documentTab"]["headers"] = {"kix.h": {"headerId": "kix.h", "content": []}}
    document = Document.load(answer, new_id=new_id)
    with pytest.raises(Refusal) as refused:
        send(
            document, {"insertText": {"location": {"index": 0, "segmentId": "kix.h"}, "text": "x"}}
        )

    assert refused.value.message == (
        "not covered by the emulator: edits of headers, footers and footnotes"
    )
