"""Documents that are not of the shape that Google describes: refused whole, and nothing is told."""

from collections.abc import Callable
from typing import Any

import pytest

from sync.agenda.document.notebook import PLAIN, Paragraph, Run, units
from sync.agenda.document.reading import read_notebook
from sync.agenda.document.shapes import Misshapen
from sync.emulator.notation import parse

Json = dict[str, Any]
PLANTED = "Quittenbrot"
TEXT = f"""\
## Mon, Mar 3, 2025
- [ ] {PLANTED} @[Cy](cy@example.com) @[Mar 14, 2025](date:2025-03-14) [x](https://x.test)
| a | b |
|-|
¶
"""


def shown() -> Json:
    document: Json = parse(TEXT).show()
    return document


def tab(document: Json) -> Json:
    found: Json = document["tabs"][0]
    return found


def content(document: Json) -> list[Json]:
    found: list[Json] = tab(document)["documentTab"]["body"]["content"]
    return found


def paragraph(document: Json, number: int = 2) -> Json:
    found: Json = content(document)[number]["paragraph"]
    return found


def elements(document: Json, kind: str) -> list[Json]:
    return [one[kind] for one in paragraph(document)["elements"] if kind in one]


def deep(document: Json) -> None:
    inner = tab(document)
    for _ in range(3000):
        inner["childTabs"] = [{"documentTab": None}]
        (inner,) = inner["childTabs"]


def ranged(**span: object) -> Callable[[Json], object]:
    named = {"namedRangeId": "n1", "ranges": [span]}
    group = {"name": "oneonone:1:x", "namedRanges": [named]}
    return lambda d: tab(d)["documentTab"].update(namedRanges={"oneonone:1:x": group})


SPOILS: dict[str, Callable[[Json], object]] = {
    "no tabs": lambda d: d.pop("tabs"),
    "an empty list of tabs": lambda d: d["tabs"].clear(),
    "tabs that are none": lambda d: d.update(tabs=[None]),
    "two tabs of one id": lambda d: d["tabs"].append(d["tabs"][0]),
    "tabs in tabs without an end": deep,
    "no id": lambda d: d.pop("documentId"),
    "a number for an id": lambda d: d.update(documentId=7),
    "a number for a revision": lambda d: d.update(revisionId=7),
    "a list for a tab's title": lambda d: tab(d)["tabProperties"].update(title=[PLANTED]),
    "no body": lambda d: tab(d)["documentTab"].pop("body"),
    "an empty body": lambda d: content(d).clear(),
    "a text for a body": lambda d: tab(d)["documentTab"].update(body=PLANTED),
    "an element without its end": lambda d: content(d)[1].pop("endIndex"),
    "an element that ends before it starts": lambda d: content(d)[1].update(endIndex=0),
    "an index in quotes": lambda d: content(d)[1].update(endIndex="19"),
    "an index in fractions": lambda d: content(d)[-1].update(endIndex=1e6),
    "a hole between two elements": lambda d: content(d).pop(1),
    "an element twice": lambda d: content(d).insert(1, content(d)[1]),
    "a cell before its table": lambda d: content(d)[3]["table"]["tableRows"][0]["tableCells"][0][
        "content"
    ][0].update(startIndex=0, endIndex=2),
    "a cell behind its table": lambda d: content(d)[3]["table"]["tableRows"][0]["tableCells"][1][
        "content"
    ][0].update(startIndex=900, endIndex=902),
    "a number for a text": lambda d: elements(d, "textRun")[0].update(content=7),
    "a list for a text": lambda d: elements(d, "textRun")[0].update(content=[PLANTED]),
    "a run without its text": lambda d: elements(d, "textRun")[0].pop("content"),
    "a list for a style": lambda d: paragraph(d)["paragraphStyle"].update(namedStyleType=[]),
    "a number for a heading's id": lambda d: paragraph(d)["paragraphStyle"].update(headingId=1),
    "an indent that is no number": lambda d: paragraph(d)["paragraphStyle"].update(
        indentStart={"magnitude": float("nan")}
    ),
    "an indent in quotes": lambda d: paragraph(d)["paragraphStyle"].update(
        indentStart={"magnitude": "36"}
    ),
    "a level below none": lambda d: paragraph(d)["bullet"].update(nestingLevel=-1),
    "a level in quotes": lambda d: paragraph(d)["bullet"].update(nestingLevel="1"),
    "a list for a list's id": lambda d: paragraph(d)["bullet"].update(listId=[]),
    "lists that are none": lambda d: tab(d)["documentTab"].update(lists={"x": {}}),
    "a number for a link": lambda d: elements(d, "textRun")[0].update(
        textStyle={"link": {"url": 7}}
    ),
    "a text for a place": lambda d: elements(d, "textRun")[0].update(
        textStyle={"link": {"heading": PLANTED}}
    ),
    "a number for a person": lambda d: elements(d, "person")[0].update(
        personProperties={"name": 7}
    ),
    "a list for a day": lambda d: elements(d, "dateElement")[0].update(
        dateElementProperties={"timestamp": []}
    ),
    "a list for a day's form": lambda d: elements(d, "dateElement")[0].update(
        dateElementProperties={"locale": []}
    ),
    "a mark without its end": ranged(startIndex=1),
    "a mark before the document": ranged(startIndex=-1, endIndex=2),
    "a mark that ends before it starts": ranged(startIndex=3, endIndex=2),
    "a mark in quotes": ranged(startIndex="1", endIndex="2"),
}


@pytest.mark.parametrize("what", SPOILS)
def test_a_misshapen_document_is_refused_and_nothing_of_it_is_told(what: str) -> None:
    document = shown()
    SPOILS[what](document)
    with pytest.raises(Misshapen) as caught:
        read_notebook(document, locale="en")

    assert (caught.value.args, caught.value.__cause__, caught.value.__context__) == ((), None, None)


@pytest.mark.parametrize("answer", [None, [], "", 7, {}, {"documentId": "1", "tabs": {}}])
def test_what_is_no_document_at_all_is_refused(answer: Any) -> None:
    with pytest.raises(Misshapen):
        read_notebook(answer, locale="en")


def test_the_document_as_it_was_is_read() -> None:
    assert len(read_notebook(shown(), locale="en").tabs[0].blocks) == len(content(shown()))


def test_flags_that_are_none_are_not_set() -> None:
    document = shown()
    for run in elements(document, "textRun"):
        run["textStyle"] = {"bold": "no", "italic": [], "strikethrough": 1}
    found = read_notebook(document, locale="en").tabs[0].blocks[2]

    assert isinstance(found, Paragraph)
    assert {piece.look for piece in found.pieces if isinstance(piece, Run)} == {PLAIN}


def test_a_line_that_lacks_its_end_keeps_its_last_character() -> None:
    document = shown()
    paragraph(document, 1)["elements"][0]["textRun"]["content"] = PLANTED
    found = read_notebook(document, locale="en").tabs[0].blocks[1]

    assert isinstance(found, Paragraph)
    assert found.text == PLANTED


@pytest.mark.parametrize("magnitude", [10**9, 1e308, -(10**9), -1e308])
def test_an_indent_is_no_deeper_than_a_page_is_wide(magnitude: float) -> None:
    document = shown()
    paragraph(document)["paragraphStyle"]["indentStart"] = {"magnitude": magnitude, "unit": "PT"}
    found = read_notebook(document, locale="en").tabs[0].blocks[2]

    assert isinstance(found, Paragraph)
    assert 0 <= found.depth <= 100


def test_half_of_a_character_counts_as_one() -> None:
    assert [units("a\ud83d"), units("\ud83d"), units("😀")] == [2, 1, 2]
