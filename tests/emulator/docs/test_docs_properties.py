"""Whatever is asked of a document, it stays one: no edit breaks what holds of all of them."""

import json
from contextlib import suppress
from functools import cache
from importlib import resources
from itertools import count
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sync.emulator.docs import Document, Refusal
from sync.emulator.docs.model import Break, Contents, Paragraph, Table
from sync.emulator.unknowns import Unknowns
from tests.emulator.docs.writing import (
    CHECKBOX,
    DISC,
    NUMBERS,
    bullets,
    delete,
    insert,
    made,
    mark,
    named_style,
    paragraph_style,
    send,
    table,
    text_style,
    unbullet,
)

Json = dict[str, Any]

TEXTS = st.text(alphabet="ab\n\t😀é\x0b\ue907\r", max_size=8)
NAMES = st.sampled_from(["NORMAL_TEXT", "HEADING_1", "HEADING_2", "TITLE"])
PRESETS = st.sampled_from([DISC, CHECKBOX, NUMBERS])
LINK = {"url": "https://example.com"}
UNKNOWNS = st.builds(
    Unknowns,
    mark_grows_at_end=st.booleans(),
    split_inherits_tick=st.booleans(),
    reskin_reaches_parents=st.booleans(),
    unequal_tabs_join_flat=st.booleans(),
)


@st.composite
def requests(draw: st.DrawFn) -> Json:
    """Any request; many are refused, all must leave a document."""
    start = draw(st.integers(0, 40))
    end = start + draw(st.integers(0, 25))
    person = {"location": {"index": start}, "personProperties": {"email": "a@x.example"}}
    found = {"containsText": {"text": "a"}, "replaceText": draw(TEXTS)}
    choices = [
        insert(start, draw(TEXTS)),
        {"insertText": {"endOfSegmentLocation": {}, "text": draw(TEXTS)}},
        delete(start, end),
        text_style(start, end, "bold", bold=draw(st.booleans())),
        text_style(start, end, "link", link=LINK),
        text_style(start, end, "*"),
        named_style(start, end, draw(NAMES)),
        paragraph_style(start, end, "indentStart,indentFirstLine"),
        bullets(start, end, draw(PRESETS)),
        unbullet(start, end),
        mark("m", start, end),
        {"deleteNamedRange": {"name": "m"}},
        {"insertPerson": person},
        {"insertPageBreak": {"location": {"index": start}}},
        {"insertSectionBreak": {"location": {"index": start}, "sectionType": "CONTINUOUS"}},
        table(start, draw(st.integers(1, 2)), draw(st.integers(1, 2))),
        {"replaceAllText": found},
        {"replaceNamedRangeContent": {"namedRangeName": "m", "text": draw(TEXTS)}},
    ]
    return draw(st.sampled_from(choices))


def edited(batches: list[list[Json]], unknowns: Unknowns) -> Document:
    numbers = count()
    document = made(lambda: f"x{next(numbers)}", "one 😀", "\ttwo", "", "three", unknowns=unknowns)
    for batch in batches:
        before = document.show()
        with suppress(Refusal):
            send(document, *batch)
            continue
        assert document.show() == before
    return document


BATCHES = st.lists(st.lists(requests(), min_size=1, max_size=3), max_size=8)


def check_blocks(blocks: list[Json], start: int, *, in_cell: bool) -> int:
    """Indexes follow one another without a gap; the end index."""
    for number, block in enumerate(blocks):
        assert block.get("startIndex", 0) == start
        if "paragraph" in block:
            check_paragraph(block)
        elif "table" in block:
            check_table(block["table"], start)
            assert number > 0
            assert "paragraph" in blocks[number - 1]
        else:
            assert "sectionBreak" in block
            assert not in_cell
        start = block["endIndex"]
    assert "paragraph" in blocks[-1]
    return start


def check_paragraph(block: Json) -> None:
    elements = block["paragraph"]["elements"]
    at = block.get("startIndex", 0)
    for element in elements:
        assert element.get("startIndex", 0) == at
        if "textRun" in element:
            text = element["textRun"]["content"]
            assert text
            assert element["endIndex"] - at == len(text.encode("utf-16-le")) // 2
            assert "link" not in element["textRun"]["textStyle"] or not text.endswith("\n")
        else:
            assert element["endIndex"] == at + 1
        at = element["endIndex"]
    assert at == block["endIndex"]
    whole = "".join(e["textRun"]["content"] for e in elements if "textRun" in e)
    assert whole.count("\n") == 1
    assert whole.endswith("\n")
    style = block["paragraph"]["paragraphStyle"]
    assert ("headingId" in style) == (style["namedStyleType"] != "NORMAL_TEXT")


def check_table(shown: Json, start: int) -> None:
    at = start + 1
    for row in shown["tableRows"]:
        assert row["startIndex"] == at
        at += 1
        for cell in row["tableCells"]:
            assert cell["startIndex"] == at
            at = check_blocks(cell["content"], at + 1, in_cell=True)
            assert cell["endIndex"] == at
        assert row["endIndex"] == at


@settings(max_examples=60)
@given(BATCHES, UNKNOWNS)
def test_a_document_stays_well_formed(batches: list[list[Json]], unknowns: Unknowns) -> None:
    document = edited(batches, unknowns)
    content = document.show()["tabs"][0]["documentTab"]
    end = check_blocks(content["body"]["content"], 0, in_cell=False)

    assert end == document.tabs[0].end
    for group in content.get("namedRanges", {}).values():
        for named in group["namedRanges"]:
            for span in named["ranges"]:
                assert 0 <= span.get("startIndex", 0) < span["endIndex"] <= end


@settings(max_examples=60)
@given(BATCHES, UNKNOWNS)
def test_ids_are_never_shared(batches: list[list[Json]], unknowns: Unknowns) -> None:
    document = edited(batches, unknowns)
    tab = document.tabs[0]
    paragraphs = [paragraph for _, paragraph in tab.paragraphs()]
    headings = [p.style["headingId"] for p in paragraphs if "headingId" in p.style]

    assert len(headings) == len(set(headings))
    assert {p.bullet["listId"] for p in paragraphs if p.bullet} <= set(tab.lists)
    assert len(tab.ranges) == len({named.id for named in tab.ranges})
    assert not any(p.ticked for p in paragraphs)


@settings(max_examples=60)
@given(BATCHES, UNKNOWNS)
def test_what_is_shown_can_be_loaded_and_dumped(
    batches: list[list[Json]], unknowns: Unknowns
) -> None:
    document = edited(batches, unknowns)
    again = Document.load(document.show(), new_id=lambda: "y")
    restored = Document.restore(json.loads(json.dumps(document.dump())), new_id=lambda: "y")

    assert again.show() == document.show() == restored.show()


@settings(max_examples=60)
@given(BATCHES, UNKNOWNS)
def test_cached_lengths_are_true(batches: list[list[Json]], unknowns: Unknowns) -> None:
    document = edited(batches, unknowns)

    for block in document.tabs[0].body:
        match block:
            case Paragraph():
                assert block.length == sum(element.length for element in block.elements)
            case Table():
                assert block.length == 2 + sum(row.length for row in block.rows)
            case Break():
                assert block.length == 1
            case Contents():
                raise AssertionError


@cache
def schemas() -> dict[str, Json]:
    text = (
        resources.files("googleapiclient.discovery_cache.documents")
        .joinpath("docs.v1.json")
        .read_text(encoding="utf-8")
    )
    found: dict[str, Json] = json.loads(text)["schemas"]
    return found


def conforms(value: Any, schema: Json) -> None:
    """The value has only fields that the discovery document knows, each of its type."""
    if "$ref" in schema:
        schema = schemas()[schema["$ref"]]
    match str(schema["type"]):
        case "object":
            assert isinstance(value, dict)
            for key, inner in value.items():
                known = schema.get("properties", {}).get(key, schema.get("additionalProperties"))
                assert known is not None, key
                conforms(inner, known)
        case "array":
            assert isinstance(value, list)
            for inner in value:
                conforms(inner, schema["items"])
        case "string":
            assert isinstance(value, str)
            assert value in schema.get("enum", [value])
        case "boolean":
            assert isinstance(value, bool)
        case "integer":
            assert isinstance(value, int)
        case "number":
            assert isinstance(value, int | float)
        case other:
            raise AssertionError(other)


@settings(max_examples=60)
@given(BATCHES, UNKNOWNS)
def test_every_answer_is_what_the_discovery_document_declares(
    batches: list[list[Json]], unknowns: Unknowns
) -> None:
    document = edited(batches, unknowns)

    conforms(document.show(), {"$ref": "Document"})
    conforms(document.show(include_tabs_content=False), {"$ref": "Document"})
    answer = send(document, insert(1, "x"), mark("z", 1, 2)) if not batches else {"replies": []}
    conforms(answer, {"$ref": "BatchUpdateDocumentResponse"})
