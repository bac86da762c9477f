"""Recorded calls and recorded error bodies of the Docs API."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sync.emulator.discovery import api
from sync.emulator.docs import Document, Refusal
from sync.emulator.schema import check_request
from sync.emulator.unknowns import Unknowns
from tests.emulator.docs.writing import (
    append,
    delete,
    insert,
    made,
    mark,
    paragraph_style,
    send,
    span,
    table,
    texts,
)
from tests.support import recording_files

Json = dict[str, Any]
NewId = Callable[[], str]

LINES = ["x" * 20 for _ in range(10)]
UPDATES = [
    path
    for path in recording_files("docs/*.json")
    if path.stem not in ("create-document", "export-document")
]


def told(value: Any) -> Any:
    """An answer with the ids that are made by chance made alike."""
    if isinstance(value, dict):
        chance = {"requiredRevisionId", "namedRangeId"}
        return {key: "" if key in chance else told(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [told(inner) for inner in value]
    return value


@pytest.mark.parametrize("path", UPDATES, ids=[path.stem for path in UPDATES])
def test_a_recorded_update_is_answered_as_recorded(path: Path, new_id: NewId) -> None:
    document = made(new_id, *LINES)
    found = api("docs").find("POST", "v1/documents/1:batchUpdate")
    for call in json.loads(path.read_text(encoding="utf-8"))["calls"]:
        body = call["request"]["data"]
        document.document_id = call["path"].rpartition("/")[2].partition(":")[0]
        if path.stem == "delete-named-range":
            reply = send(document, mark("m", 1, 5))["replies"][0]
            named = reply["createNamedRange"]["namedRangeId"]
            body["requests"][0]["deleteNamedRange"]["namedRangeId"] = named

        assert found is not None
        check_request(found[0], body)
        assert told(document.batch_update(body)) == told(call["response"])


def tabbed(new_id: NewId) -> Document:
    document = made(new_id, "a", "b", "c")
    send(document, table(4))
    return document


LONG = {"range": span(90000, 90010)}
MESSAGES: dict[str, tuple[list[Json], str]] = {
    "docs_400_add_tab_with_id": ([{"addDocumentTab": {"tabProperties": {"tabId": "t.1"}}}], ""),
    "docs_400_delete_final_newline": ([delete(1, 5)], ""),
    "docs_400_empty_range": ([delete(2, 2)], ""),
    "docs_400_empty_text": ([insert(1, "")], ""),
    "docs_400_index_past_end": ([append("x" * 347), {"insertComment": LONG}], "requests[0]"),
    "docs_400_insertTable_at_segment_end": ([table(5)], ""),
    "docs_400_insertion_index_bounds": ([insert(1, "x")] * 200 + [insert(0, "x")], ""),
    "docs_400_invalid_deletion_range": ([append("😀"), delete(4, 5)], "requests[0]"),
    "docs_400_named_range_no_id": ([insert(1, "x")] * 20 + [{"deleteNamedRange": {}}], ""),
    "docs_400_segment_not_found": (
        [{"deleteContentRange": {"range": {**span(1, 2), "segmentId": "kix.xxx"}}}],
        "Segment",
    ),
    "docs_400_table_start_invalid": (
        [{"updateTableColumnProperties": {"tableStartLocation": {"index": 2}}}],
        "",
    ),
    "docs_400_updateParagraphStyle_past_end": (
        [append("x" * 37), paragraph_style(42, 43, "alignment", alignment="END")],
        "",
    ),
}
"""What is asked of a document whose body ends at 5, and from where on the message is compared."""


@pytest.mark.parametrize("name", list(MESSAGES))
def test_a_recorded_refusal_is_given_in_google_s_words(
    name: str, recordings: Path, new_id: NewId
) -> None:
    recorded = json.loads((recordings / f"errors/{name}.json").read_text(encoding="utf-8"))
    error = recorded["body"]["error"]
    requests, since = MESSAGES[name]
    document = made(new_id, "ab", "")
    before = document.show()
    with pytest.raises(Refusal) as refused:
        send(document, *requests)

    message = error["message"]
    ours = refused.value.message
    if since == "requests[0]":
        message, ours = message.split(": ", 1)[1], ours.split(": ", 1)[1]
    elif since:
        ours = ours[ours.index(since) :]
    assert (refused.value.http_status, refused.value.status) == (error["code"], error["status"])
    assert ours == message
    assert document.show() == before


def test_a_stale_revision_is_refused_in_google_s_words(recordings: Path, new_id: NewId) -> None:
    path = recordings / "errors/docs_400_required_revision_mismatch.json"
    recorded = json.loads(path.read_text(encoding="utf-8"))
    document = made(new_id, "a")
    body = {"requests": [insert(1, "x")], "writeControl": recorded["request"]["writeControl"]}
    with pytest.raises(Refusal) as refused:
        document.batch_update(body)

    assert refused.value.message == recorded["body"]["error"]["message"]


def test_deleting_over_a_suggestion_is_the_recorded_internal_error(
    recordings: Path, new_id: NewId
) -> None:
    path = recordings / "errors/docs_500_internal.json"
    error = json.loads(path.read_text(encoding="utf-8"))["body"]["error"]
    answer = made(new_id, "abc").show()
    elements = answer["tabs"][0]["documentTab"]["body"]["content"][1]["paragraph"]["elements"]
    elements[0]["textRun"]["suggestedInsertionIds"] = ["suggest.1"]
    document = Document.load(answer, new_id=new_id)
    with pytest.raises(Refusal) as refused:
        send(document, delete(1, 2))

    assert refused.value.http_status == error["code"]
    assert (refused.value.status, refused.value.message) == (error["status"], error["message"])


def test_deleting_over_a_suggestion_may_go_through(new_id: NewId) -> None:
    answer = made(new_id, "abc").show()
    elements = answer["tabs"][0]["documentTab"]["body"]["content"][1]["paragraph"]["elements"]
    elements[0]["textRun"]["suggestedInsertionIds"] = ["suggest.1"]
    unknowns = Unknowns(deleting_suggested_text_fails=False)
    document = Document.load(answer, new_id=new_id, unknowns=unknowns)
    send(document, delete(1, 2))

    assert texts(document) == ["bc\n"]


def test_what_is_not_covered_is_refused_by_name(new_id: NewId) -> None:
    document = made(new_id, "a")
    with pytest.raises(Refusal) as refused:
        send(document, {"createFooter": {"type": "DEFAULT"}})

    assert refused.value.http_status == 501
    assert refused.value.message == "not covered by the emulator: createFooter"


def test_one_bad_request_undoes_the_whole_batch(new_id: NewId) -> None:
    document = made(new_id, "a")
    before = document.show()
    with pytest.raises(Refusal) as refused:
        send(document, insert(1, "x"), mark("m", 1, 2), table(1), delete(50, 51))

    assert refused.value.message.startswith("Invalid requests[3].deleteContentRange: ")
    assert document.show() == before


def test_each_batch_gives_a_new_revision_that_the_next_may_require(new_id: NewId) -> None:
    document = made(new_id, "a")
    first = document.show()["revisionId"]
    control = {"requiredRevisionId": first}
    answer = document.batch_update({"requests": [insert(1, "x")], "writeControl": control})
    second = answer["writeControl"]["requiredRevisionId"]

    assert second not in ("", first)
    assert document.show()["revisionId"] == second


def test_a_comment_brings_a_new_revision_and_no_other_change(new_id: NewId) -> None:
    document = made(new_id, "a")
    before = document.show()
    document.touch()
    after = document.show()

    assert after.pop("revisionId") != before.pop("revisionId")
    assert after == before


def test_a_batch_of_nothing_leaves_the_revision(new_id: NewId) -> None:
    document = made(new_id, "a")
    revision = document.revision
    answer = document.batch_update({"requests": []})

    assert answer["writeControl"] == {"requiredRevisionId": revision}
    assert document.revision == revision


def test_merging_with_an_earlier_revision_is_not_covered(new_id: NewId) -> None:
    document = made(new_id, "a")
    body = {"requests": [insert(1, "x")], "writeControl": {"targetRevisionId": "earlier"}}
    with pytest.raises(Refusal) as refused:
        document.batch_update(body)

    assert refused.value.http_status == 501


@pytest.mark.parametrize("request_body", [{}, {"insertText": {}, "deleteTab": {}}])
def test_a_request_is_of_exactly_one_kind(request_body: Json, new_id: NewId) -> None:
    document = made(new_id, "a")
    with pytest.raises(Refusal) as refused:
        send(document, request_body)

    assert refused.value.http_status == 400


@pytest.mark.parametrize(
    "request_body",
    [
        {"insertText": {"text": "x"}},
        {"deleteContentRange": {}},
        {"createParagraphBullets": {"range": span(1, 2)}},
        {"updateDocumentTabProperties": {"fields": "title", "tabProperties": {}}},
        {"deleteTab": {}},
    ],
)
def test_a_request_without_its_place_or_kind_is_refused(request_body: Json, new_id: NewId) -> None:
    document = made(new_id, "a")
    with pytest.raises(Refusal) as refused:
        send(document, request_body)

    assert refused.value.message.startswith(f"Invalid requests[0].{next(iter(request_body))}: ")
