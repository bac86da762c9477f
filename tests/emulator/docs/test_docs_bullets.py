"""Which list, level and indents a paragraph gets from the bullet requests."""

from collections.abc import Callable

import pytest

from sync.emulator.docs import Document
from sync.emulator.docs.presets import PRESETS, bears
from sync.emulator.unknowns import Unknowns
from tests.emulator.docs.writing import (
    CHECKBOX,
    DISC,
    NUMBERS,
    bullets,
    delete,
    glyphs,
    indents,
    insert,
    levels,
    lists,
    made,
    mark,
    marks,
    paragraph_style,
    paragraphs,
    send,
    table,
    texts,
    unbullet,
)

NewId = Callable[[], str]


def list_id(document: Document, number: int) -> str:
    bullet = paragraphs(document)[number].bullet
    assert bullet is not None
    return str(bullet["listId"])


def test_leading_tabs_become_levels_of_one_new_list_and_go(new_id: NewId) -> None:
    document = made(new_id, "one", "\ttwo", "\t\tthree", "four", "")
    send(document, bullets(1, 22, CHECKBOX))

    assert texts(document) == ["one\n", "two\n", "three\n", "four\n", "\n"]
    assert levels(document) == [0, 1, 2, 0, None]
    assert lists(document) == ["a", "a", "a", "a", None]
    assert indents(document)[:4] == [(18, 36), (54, 72), (90, 108), (18, 36)]


def test_marks_follow_when_leading_tabs_go(new_id: NewId) -> None:
    document = made(new_id, "one", "\ttwo", "\t\tthree", "")
    send(document, mark("two", 6, 9), mark("three", 12, 17), mark("tabs", 10, 12))
    send(document, bullets(1, 17))

    assert texts(document) == ["one\n", "two\n", "three\n", "\n"]
    assert marks(document) == {"two": [(5, 8)], "three": [(9, 14)]}


def test_levels_count_from_the_shallowest_line(new_id: NewId) -> None:
    document = made(new_id, "\tone", "\t\ttwo", "")
    send(document, bullets(1, 10))

    assert levels(document) == [0, 1, None]
    assert indents(document)[:2] == [(54, 72), (90, 108)]


def test_an_explicit_indent_goes_into_the_new_lists_indents(new_id: NewId) -> None:
    document = made(new_id, "one", "")
    indent = {"magnitude": 36, "unit": "PT"}
    send(document, paragraph_style(1, 4, "indentStart", indentStart=indent), bullets(1, 4))

    assert (levels(document)[0], indents(document)[0]) == (0, (54, 72))


@pytest.mark.parametrize("line", ["two", "\ttwo"])
def test_a_line_below_a_list_of_the_preset_joins_it_at_the_top_level(
    line: str, new_id: NewId
) -> None:
    document = made(new_id, "one", line, "")
    send(document, bullets(1, 4), bullets(5, 6))

    assert texts(document)[1] == "two\n"
    assert (levels(document), lists(document)) == ([0, 0, None], ["a", "a", None])


def test_a_line_below_a_nested_item_joins_at_the_top_level_too(new_id: NewId) -> None:
    document = made(new_id, "one", "\ttwo", "three", "")
    send(document, bullets(1, 9), bullets(9, 10))

    assert (levels(document), lists(document)) == ([0, 1, 0, None], ["a", "a", "a", None])


def test_a_line_below_a_list_of_another_preset_begins_a_new_one(new_id: NewId) -> None:
    document = made(new_id, "one", "two", "")
    send(document, bullets(1, 4, NUMBERS), bullets(5, 8, CHECKBOX))

    assert lists(document) == ["a", "b", None]


def test_a_line_never_joins_the_list_below(new_id: NewId) -> None:
    document = made(new_id, "one", "two", "")
    send(document, bullets(5, 8), bullets(1, 4))

    assert lists(document) == ["a", "b", None]


def test_a_plain_line_between_two_lists_keeps_them_apart(new_id: NewId) -> None:
    document = made(new_id, "one", "", "two", "")
    send(document, bullets(1, 4), bullets(6, 9))

    assert lists(document) == ["a", None, "b", None]


def test_a_table_above_is_no_list_to_join(new_id: NewId) -> None:
    document = made(new_id, "", "two", "")
    send(document, table(1), delete(7, 8), bullets(5, 6), bullets(7, 8))

    assert texts(document) == ["\n", "\n", "two\n", "\n"]
    assert lists(document) == [None, "a", "b", None]


@pytest.mark.parametrize(("start", "end"), [(2, 3), (1, 2), (4, 5)])
def test_the_whole_paragraph_counts_however_little_the_range_covers(
    start: int, end: int, new_id: NewId
) -> None:
    document = made(new_id, "abc", "def")
    send(document, bullets(start, end))

    assert levels(document) == [0, None]


@pytest.mark.parametrize("lines", [("",), ("a", ""), ("", "a")])
def test_empty_lines_become_items_the_last_one_too(lines: tuple[str, ...], new_id: NewId) -> None:
    document = made(new_id, *lines)
    send(document, bullets(1, document.tabs[0].end))

    assert levels(document) == [0 for _ in lines]


def test_items_of_the_preset_stay_as_they_are_with_their_tabs(new_id: NewId) -> None:
    document = made(new_id, "one", "two", "")
    send(document, bullets(1, 8), insert(5, "\t"))
    before = document.show()["tabs"]
    send(document, bullets(1, 8))

    assert document.show()["tabs"] == before


def test_a_plain_line_among_items_of_the_preset_joins_them(new_id: NewId) -> None:
    document = made(new_id, "one", "two", "three", "")
    send(document, bullets(1, 13), unbullet(5, 6), bullets(1, 13))

    assert (levels(document), lists(document)) == ([0, 0, 0, None], ["a", "a", "a", None])


def test_another_preset_over_items_gives_their_whole_list_its_glyphs(new_id: NewId) -> None:
    document = made(new_id, "one", "two", "")
    send(document, bullets(1, 8), bullets(5, 6, NUMBERS))

    assert lists(document) == ["a", "a", None]
    assert glyphs(document, list_id(document, 0))[:3] == ["DECIMAL", "ALPHA", "ROMAN"]


@pytest.mark.parametrize(
    ("reaches", "expected"), [(True, ["DECIMAL", "ALPHA"]), (False, ["●", "ALPHA"])]
)
def test_another_preset_over_a_nested_item_reaches_its_parents_or_not(
    reaches: bool, expected: list[str], new_id: NewId
) -> None:
    unknowns = Unknowns(reskin_reaches_parents=reaches)
    document = made(new_id, "one", "\ttwo", "", unknowns=unknowns)
    send(document, bullets(1, 9), bullets(5, 6, NUMBERS))

    assert lists(document) == ["a", "a", None]
    assert glyphs(document, list_id(document, 0))[:2] == expected


@pytest.mark.parametrize(("flat", "expected"), [(True, [0, 0, 0]), (False, [0, 1, 0])])
def test_lines_of_unequal_tabs_join_a_list_flat_or_with_their_levels(
    flat: bool, expected: list[int], new_id: NewId
) -> None:
    unknowns = Unknowns(unequal_tabs_join_flat=flat)
    document = made(new_id, "one", "two", "\tthree", "four", "", unknowns=unknowns)
    send(document, bullets(1, 4), bullets(5, 20))

    assert texts(document)[2] == "three\n"
    assert levels(document) == [0, *expected, None]
    assert lists(document) == ["a", "a", "a", "a", None]


def test_items_without_bullets_again_keep_their_nesting_as_indents(new_id: NewId) -> None:
    document = made(new_id, "one", "\ttwo", "\t\tthree", "")
    send(document, bullets(1, 18), unbullet(1, 14))

    assert levels(document) == [None] * 4
    assert indents(document) == [(None, 0), (36, 36), (72, 72), (None, None)]


def test_a_list_that_nothing_uses_any_more_stays_in_the_document(new_id: NewId) -> None:
    document = made(new_id, "one", "")
    send(document, bullets(1, 4), unbullet(1, 4))

    assert len(document.show()["tabs"][0]["documentTab"]["lists"]) == 1


def test_plain_lines_stay_as_they_are_when_bullets_are_deleted(new_id: NewId) -> None:
    document = made(new_id, "one", "")
    before = document.show()["tabs"]
    send(document, unbullet(1, 4))

    assert document.show()["tabs"] == before


def test_cells_of_a_table_have_lists_of_their_own(new_id: NewId) -> None:
    document = made(new_id, "a", "")
    send(document, table(2, columns=2), insert(8, "two"), insert(6, "one"))
    send(document, bullets(6, 13))

    assert texts(document) == ["a\n", "one\n", "two\n", "\n", "\n"]
    assert lists(document) == [None, "a", "b", None, None]


@pytest.mark.parametrize("preset", sorted(PRESETS))
def test_a_list_bears_the_preset_that_it_was_made_with_and_no_other(
    preset: str, new_id: NewId
) -> None:
    document = made(new_id, "one", "")
    send(document, bullets(1, 4, preset))
    listing = document.tabs[0].lists[list_id(document, 0)]

    assert [other for other in PRESETS if bears(listing, other)] == [preset]


def test_a_checklist_has_an_unspecified_glyph_with_a_format_at_each_level(new_id: NewId) -> None:
    document = made(new_id, "one", "")
    send(document, bullets(1, 4, CHECKBOX))
    properties = document.tabs[0].lists[list_id(document, 0)]["listProperties"]

    assert [
        (level["glyphType"], level["glyphFormat"]) for level in properties["nestingLevels"]
    ] == [("GLYPH_TYPE_UNSPECIFIED", f"%{i}") for i in range(9)]


def test_a_pasted_list_that_looks_like_a_checklist_is_not_joined_by_one(new_id: NewId) -> None:
    document = made(new_id, "one", "two", "")
    send(document, bullets(1, 4, CHECKBOX))
    answer = document.show()
    pasted = answer["tabs"][0]["documentTab"]["lists"][list_id(document, 0)]
    for level in pasted["listProperties"]["nestingLevels"]:
        del level["glyphFormat"]
    loaded = Document.load(answer, new_id=new_id)
    send(loaded, bullets(5, 8, CHECKBOX))

    assert lists(loaded) == ["a", "b", None]


def test_the_way_to_nested_items_below_a_list(new_id: NewId) -> None:
    """Splitting an item at its end is the only way to another of its level."""
    document = made(new_id, "one", "\ttwo", "")
    send(document, bullets(1, 9, DISC), insert(8, "\nthree"))

    assert (texts(document)[2], levels(document)) == ("three\n", [0, 1, 1, None])
