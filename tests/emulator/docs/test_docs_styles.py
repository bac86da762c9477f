"""What style requests store."""

from collections.abc import Callable
from typing import Any

import pytest

from sync.emulator.docs import Refusal
from sync.emulator.docs.textstyles import LINK_BLUE
from tests.emulator.docs.writing import (
    bullets,
    headings,
    made,
    mark,
    named_style,
    paragraph_style,
    paragraphs,
    runs,
    send,
    table,
    text_style,
    texts,
)

NewId = Callable[[], str]

BOLD = {"bold": True}
LINK = {"url": "https://example.com"}
LOOKS_LINKED = {"underline": True, "foregroundColor": LINK_BLUE, "link": LINK}


@pytest.mark.parametrize(("start", "end"), [(1, 3), (1, 4)])
def test_a_style_over_all_the_text_reaches_the_newline(start: int, end: int, new_id: NewId) -> None:
    document = made(new_id, "AB")
    send(document, text_style(start, end, "bold", bold=True))

    assert runs(document) == [("AB\n", BOLD)]


def test_a_style_over_several_lines_reaches_the_newline_of_the_last(new_id: NewId) -> None:
    document = made(new_id, "AB", "CD", "EF")
    send(document, text_style(2, 6, "bold", bold=True))

    assert runs(document, 0) == [("A", {}), ("B\n", BOLD)]
    assert runs(document, 1) == [("CD\n", BOLD)]
    assert runs(document, 2) == [("EF\n", {})]


def test_a_style_over_a_part_leaves_the_newline(new_id: NewId) -> None:
    document = made(new_id, "AB")
    send(document, text_style(2, 3, "bold", bold=True))

    assert runs(document) == [("A", {}), ("B", BOLD), ("\n", {})]


@pytest.mark.parametrize("end", [3, 4])
def test_a_link_never_reaches_the_newline(end: int, new_id: NewId) -> None:
    document = made(new_id, "AB")
    send(document, text_style(1, end, "link", link=LINK))

    assert runs(document) == [("AB", LOOKS_LINKED), ("\n", {})]


@pytest.mark.parametrize("end", [3, 4])
def test_what_comes_with_a_link_reaches_the_newline(end: int, new_id: NewId) -> None:
    document = made(new_id, "AB")
    send(document, text_style(1, end, "link,bold", link=LINK, bold=True))

    assert runs(document) == [("AB", {**LOOKS_LINKED, **BOLD}), ("\n", BOLD)]


def test_a_link_looks_like_one_where_the_underline_was_taken_off_before(new_id: NewId) -> None:
    document = made(new_id, "Link", "")
    send(document, text_style(1, 5, "underline", underline=False))
    send(document, text_style(1, 5, "link", link=LINK))

    assert runs(document) == [("Link", LOOKS_LINKED), ("\n", {})]


def test_a_link_taken_away_leaves_an_underline_of_another_colour(new_id: NewId) -> None:
    red = {"color": {"rgbColor": {"red": 1}}}
    document = made(new_id, "Link", "")
    send(document, text_style(1, 5, "link,foregroundColor", link=LINK, foregroundColor=red))
    send(document, text_style(1, 5, "link"))

    assert runs(document) == [("Link\n", {"foregroundColor": red})]


def test_a_link_to_a_heading_by_its_id_reads_back_with_its_tab(new_id: NewId) -> None:
    document = made(new_id, "Head", "Link", "")
    send(document, named_style(1, 5, "HEADING_1"))
    heading = headings(document)[0]
    send(document, text_style(6, 10, "link", link={"headingId": heading}))

    expected = {"heading": {"id": heading, "tabId": "t.0"}}
    assert runs(document, 1)[0][1]["link"] == expected


@pytest.mark.parametrize(
    "link", [{}, {"headingId": "h.none"}, {"heading": {"id": "h.none", "tabId": "t.0"}}]
)
def test_a_link_to_nothing_is_refused(link: dict[str, Any], new_id: NewId) -> None:
    document = made(new_id, "Link")
    with pytest.raises(Refusal) as refused:
        send(document, text_style(1, 5, "link", link=link))

    assert refused.value.http_status == 400


@pytest.mark.parametrize(
    ("name", "fields", "style"),
    [
        ("NORMAL_TEXT", "bold", {"bold": False}),
        ("NORMAL_TEXT", "fontSize", {"fontSize": {"magnitude": 11, "unit": "PT"}}),
        ("HEADING_1", "fontSize", {"fontSize": {"magnitude": 20, "unit": "PT"}}),
        ("HEADING_6", "italic", {"italic": True}),
    ],
)
def test_values_equal_to_the_inherited_are_not_stored(
    name: str, fields: str, style: dict[str, Any], new_id: NewId
) -> None:
    document = made(new_id, "Text")
    if name != "NORMAL_TEXT":
        send(document, named_style(1, 5, name))
    send(document, text_style(1, 5, fields, **style))

    assert runs(document) == [("Text\n", {})]


def test_a_value_that_differs_from_the_named_style_is_stored(new_id: NewId) -> None:
    document = made(new_id, "Text")
    send(document, named_style(1, 5, "HEADING_6"), text_style(1, 5, "italic", italic=False))

    assert runs(document) == [("Text\n", {"italic": False})]


def test_a_field_in_the_mask_without_a_value_is_reset(new_id: NewId) -> None:
    document = made(new_id, "Text")
    send(document, text_style(1, 5, "bold,italic", bold=True, italic=True))
    send(document, text_style(1, 5, "bold"))

    assert runs(document) == [("Text\n", {"italic": True})]


def test_a_star_resets_all_character_styles(new_id: NewId) -> None:
    document = made(new_id, "Text", "")
    send(document, text_style(1, 5, "bold,link", bold=True, link=LINK), text_style(1, 5, "*"))

    assert runs(document) == [("Text\n", {})]


@pytest.mark.parametrize("fields", ["", "bald", "bold,bald", "textStyle.bold"])
def test_a_mask_of_no_or_unknown_fields_is_refused(fields: str, new_id: NewId) -> None:
    document = made(new_id, "Text")
    with pytest.raises(Refusal) as refused:
        send(document, text_style(1, 5, fields, bold=True))

    assert refused.value.http_status == 400


def test_a_style_never_parts_a_surrogate_pair(new_id: NewId) -> None:
    document = made(new_id, "a😀b")
    send(document, text_style(2, 3, "bold", bold=True))

    assert texts(document) == ["a😀b\n"]
    assert [text for text, style in runs(document) if style] == ["😀"]


def test_a_style_over_a_whole_item_reaches_its_bullet(new_id: NewId) -> None:
    document = made(new_id, "item", "")
    send(document, bullets(1, 5), text_style(1, 5, "bold", bold=True))

    bullet = paragraphs(document)[0].bullet or {}
    assert bullet["textStyle"] == {"underline": False, "bold": True}


def test_a_chip_has_a_text_style_too(new_id: NewId) -> None:
    document = made(new_id, "ab")
    person = {"location": {"index": 2}, "personProperties": {"email": "ann@example.com"}}
    send(document, {"insertPerson": person}, text_style(2, 3, "bold", bold=True))

    assert runs(document) == [("a", {}), ("<person>", BOLD), ("b\n", {})]


def test_a_named_style_given_again_resets_the_runs(new_id: NewId) -> None:
    document = made(new_id, "Head")
    send(document, named_style(1, 5, "HEADING_1"), text_style(2, 3, "bold", bold=True))
    send(document, named_style(1, 5, "HEADING_1"))

    assert runs(document) == [("Head\n", {})]


def test_another_named_style_keeps_the_runs(new_id: NewId) -> None:
    document = made(new_id, "Head")
    send(document, named_style(1, 5, "HEADING_1"), text_style(2, 3, "bold", bold=True))
    send(document, named_style(1, 5, "HEADING_2"))

    assert runs(document) == [("H", {}), ("e", BOLD), ("ad\n", {})]


@pytest.mark.parametrize("between", ["HEADING_2", "TITLE", "SUBTITLE", "HEADING_1"])
def test_a_heading_keeps_its_id_among_headings_and_titles(between: str, new_id: NewId) -> None:
    document = made(new_id, "Head")
    send(document, named_style(1, 5, "HEADING_1"))
    old = headings(document)
    send(document, named_style(1, 5, between))

    assert headings(document) == old


def test_a_heading_has_a_new_id_by_way_of_normal_text(new_id: NewId) -> None:
    document = made(new_id, "Head")
    send(document, named_style(1, 5, "HEADING_1"))
    old = headings(document)[0]
    send(document, named_style(1, 5, "NORMAL_TEXT"))
    assert headings(document) == [None]
    send(document, named_style(1, 5, "HEADING_1"))

    assert headings(document)[0] not in (None, old)


def test_a_heading_keeps_its_style_under_a_bullet(new_id: NewId) -> None:
    document = made(new_id, "Head", "")
    send(document, named_style(1, 5, "HEADING_3"))
    old = headings(document)
    send(document, bullets(1, 5))

    assert paragraphs(document)[0].named_style == "HEADING_3"
    assert headings(document) == old


def test_a_paragraph_style_reaches_every_paragraph_that_the_range_touches(new_id: NewId) -> None:
    document = made(new_id, "ab", "cd", "ef")
    send(document, paragraph_style(2, 5, "alignment", alignment="CENTER"))

    assert [p.style.get("alignment") for p in paragraphs(document)] == ["CENTER", "CENTER", None]


def test_indents_are_reset_by_a_mask_without_values(new_id: NewId) -> None:
    document = made(new_id, "ab")
    points = {"magnitude": 36, "unit": "PT"}
    send(document, paragraph_style(1, 2, "indentStart,indentFirstLine", indentStart=points))
    assert paragraphs(document)[0].style["indentStart"] == points
    send(document, paragraph_style(1, 2, "indentStart,indentFirstLine"))

    assert paragraphs(document)[0].style == {
        "namedStyleType": "NORMAL_TEXT",
        "direction": "LEFT_TO_RIGHT",
    }


def test_a_zero_is_left_out_of_what_is_shown(new_id: NewId) -> None:
    document = made(new_id, "ab")
    zero = {"magnitude": 0, "unit": "PT"}
    send(document, paragraph_style(1, 2, "indentStart", indentStart=zero))

    assert paragraphs(document)[0].style["indentStart"] == {"unit": "PT"}


@pytest.mark.parametrize("fields", ["*", "pageBreakBefore"])
def test_a_page_break_before_a_cells_paragraph_is_refused(fields: str, new_id: NewId) -> None:
    document = made(new_id, "a")
    send(document, table(2))
    with pytest.raises(Refusal) as refused:
        send(document, paragraph_style(6, 7, fields, namedStyleType="NORMAL_TEXT"))

    assert refused.value.message == (
        "Invalid requests[0].updateParagraphStyle: "
        "Cannot update page-break-before when the range contains paragraphs in a table."
    )


def test_a_star_leaves_the_named_style_and_the_direction(new_id: NewId) -> None:
    document = made(new_id, "ab")
    send(
        document,
        paragraph_style(1, 2, "alignment,direction", alignment="END", direction="RIGHT_TO_LEFT"),
        paragraph_style(1, 2, "*", namedStyleType="NORMAL_TEXT"),
    )

    assert paragraphs(document)[0].style == {
        "namedStyleType": "NORMAL_TEXT",
        "direction": "LEFT_TO_RIGHT",
    }


def test_marks_stay_where_they_are_when_styles_change(new_id: NewId) -> None:
    document = made(new_id, "abcd")
    send(document, mark("m", 2, 4), text_style(1, 3, "bold", bold=True))

    assert document.tabs[0].ranges[0].spans == ((2, 4),)


def test_a_link_from_within_a_line_over_its_end_never_reaches_the_newline(new_id: NewId) -> None:
    document = made(new_id, "AB", "CD")
    send(document, text_style(2, 6, "link", link=LINK))

    assert runs(document, 0) == [("A", {}), ("B", LOOKS_LINKED), ("\n", {})]
    assert runs(document, 1) == [("CD", LOOKS_LINKED), ("\n", {})]
