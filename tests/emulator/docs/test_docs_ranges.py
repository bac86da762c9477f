"""How named ranges are made, move, grow and vanish."""

from collections.abc import Callable

import pytest

from sync.emulator.docs import Refusal
from sync.emulator.docs.tabs import duplicate_tab
from sync.emulator.unknowns import Unknowns
from tests.emulator.docs.writing import (
    delete,
    insert,
    made,
    mark,
    marks,
    send,
    table,
    texts,
)

NewId = Callable[[], str]


@pytest.mark.parametrize(
    ("index", "text", "expected"),
    [
        (1, "x", (3, 5)),
        (2, "x", (3, 5)),
        (2, "x\n", (4, 6)),
        (3, "x", (2, 5)),
        (3, "\n", (2, 5)),
        (5, "x", (2, 4)),
        (3, "😀", (2, 6)),
        (3, "\ue907", (2, 4)),
    ],
)
def test_an_insertion_pushes_or_widens_a_range(
    index: int, text: str, expected: tuple[int, int], new_id: NewId
) -> None:
    document = made(new_id, "abcdef")
    send(document, mark("m", 2, 4), insert(index, text))

    assert marks(document) == {"m": [expected]}


@pytest.mark.parametrize(("grows", "expected"), [(True, (2, 6)), (False, (2, 4))])
def test_text_exactly_at_its_end_widens_a_range_or_not(
    grows: bool, expected: tuple[int, int], new_id: NewId
) -> None:
    document = made(new_id, "abcdef", unknowns=Unknowns(mark_grows_at_end=grows))
    send(document, mark("m", 2, 4), insert(4, "xy"))

    assert marks(document) == {"m": [expected]}


def test_a_table_pushes_a_range_and_is_taken_into_one(new_id: NewId) -> None:
    document = made(new_id, "abcdef")
    send(document, mark("behind", 4, 6), mark("around", 2, 6), table(3))

    assert marks(document) == {"behind": [(10, 12)], "around": [(2, 12)]}


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (1, 2, [(3, 6)]),
        (2, 4, [(2, 5)]),
        (2, 5, [(2, 4)]),
        (5, 6, [(4, 6)]),
        (5, 8, [(4, 5)]),
        (7, 9, [(4, 7)]),
        (3, 8, []),
        (4, 7, []),
    ],
)
def test_a_deletion_pulls_narrows_or_ends_a_range(
    start: int, end: int, expected: list[tuple[int, int]], new_id: NewId
) -> None:
    document = made(new_id, "abcdefghij")
    send(document, mark("m", 4, 7), delete(start, end))

    assert marks(document) == ({"m": expected} if expected else {})


def test_a_range_stays_gone_when_new_text_comes_in_the_same_batch(new_id: NewId) -> None:
    document = made(new_id, "abcdef")
    send(document, mark("m", 2, 4))
    send(document, delete(2, 4), insert(2, "bc"))

    assert texts(document) == ["abcdef\n"]
    assert marks(document) == {}


def test_one_name_may_have_several_ranges(new_id: NewId) -> None:
    document = made(new_id, "abcdef")
    send(document, mark("m", 1, 2), mark("m", 3, 4), mark("a", 1, 2))
    shown = document.show()["tabs"][0]["documentTab"]["namedRanges"]

    assert list(shown) == ["a", "m"]
    assert [r["ranges"] for r in shown["m"]["namedRanges"]] == [
        [{"startIndex": 1, "endIndex": 2}],
        [{"startIndex": 3, "endIndex": 4}],
    ]
    assert len({r["namedRangeId"] for r in shown["m"]["namedRanges"]}) == 2


def test_a_range_is_deleted_by_its_id_alone(new_id: NewId) -> None:
    document = made(new_id, "abcdef")
    reply = send(document, mark("m", 1, 2), mark("m", 3, 4))["replies"][0]
    named = reply["createNamedRange"]["namedRangeId"]
    send(document, {"deleteNamedRange": {"namedRangeId": named}})

    assert marks(document) == {"m": [(3, 4)]}


def test_ranges_are_deleted_by_name_in_all_tabs_or_in_those_named(new_id: NewId) -> None:
    document = made(new_id, "abc")
    added = send(document, {"addDocumentTab": {"tabProperties": {}}})["replies"][0]
    second = added["addDocumentTab"]["tabProperties"]["tabId"]
    there = {"startIndex": 1, "endIndex": 2, "tabId": second}
    both = [mark("m", 1, 2), {"createNamedRange": {"name": "m", "range": there}}]
    send(document, *both, {"deleteNamedRange": {"name": "m"}})
    assert [tab.ranges for tab in document.tabs] == [(), ()]
    send(document, *both)
    send(document, {"deleteNamedRange": {"name": "m", "tabsCriteria": {"tabIds": [second]}}})

    assert [len(tab.ranges) for tab in document.tabs] == [1, 0]


def test_a_name_that_nothing_bears_is_no_error(new_id: NewId) -> None:
    document = made(new_id, "abc")

    assert send(document, {"deleteNamedRange": {"name": "none"}})["replies"] == [{}]


@pytest.mark.parametrize(
    "request_body",
    [
        {"deleteNamedRange": {"namedRangeId": "kix.none"}},
        {"createNamedRange": {"name": "", "range": {"startIndex": 1, "endIndex": 2}}},
        {"createNamedRange": {"name": "x" * 257, "range": {"startIndex": 1, "endIndex": 2}}},
        {"createNamedRange": {"name": "😀" * 129, "range": {"startIndex": 1, "endIndex": 2}}},
        {"createNamedRange": {"name": "x", "range": {"startIndex": 1, "endIndex": 1}}},
        {"createNamedRange": {"name": "x", "range": {"startIndex": 1, "endIndex": 90}}},
    ],
)
def test_wrong_requests_about_ranges_are_refused(
    request_body: dict[str, object], new_id: NewId
) -> None:
    document = made(new_id, "abc")
    with pytest.raises(Refusal) as refused:
        send(document, request_body)

    assert refused.value.http_status == 400


def test_a_name_of_256_units_is_allowed(new_id: NewId) -> None:
    document = made(new_id, "abc")
    send(document, mark("😀" * 128, 1, 2))

    assert list(marks(document)) == ["😀" * 128]


@pytest.mark.parametrize("keeps", [True, False])
def test_a_duplicated_tab_keeps_marks_or_not(keeps: bool, new_id: NewId) -> None:
    document = made(new_id, "abc", unknowns=Unknowns(duplicated_tab_keeps_marks=keeps))
    send(document, mark("m", 1, 3))
    document.edit(lambda work: duplicate_tab(work, "t.0"))
    model, copy = document.tabs

    assert copy.properties["title"] == "Copy of Tab 1"
    assert copy.properties["index"] == 1
    assert [p.text for _, p in copy.paragraphs()] == ["abc\n"]
    assert [r.name for r in copy.ranges] == (["m"] if keeps else [])
    assert not {r.id for r in copy.ranges} & {r.id for r in model.ranges}
