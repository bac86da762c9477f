"""Answers of 200 that are not of the shape that Google describes: none of them is read half."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from sync.google.errors import BadAnswer, LostAnswer
from sync.google.session import Google
from tests.google.conftest import DOC, EVENTS, FILES, Wire
from tests.google.workplace import NOW

PLANTED = "Quittenbrot"
SAID = "What answered does not speak like Google"
Ask = Callable[[Google], object]
LATER: datetime = NOW + timedelta(days=7)


def find(google: Google) -> list[Any]:
    return [file.get("id") for file in google.drive.find("trashed = false")]


def events(google: Google) -> list[Any]:
    found: list[Any] = google.calendar.events("primary", time_min=NOW, time_max=LATER)["items"]
    return found


@pytest.mark.parametrize(
    ("url", "ask", "answer"),
    [
        (FILES, find, {"files": None}),
        (FILES, find, {"files": {"files": [PLANTED]}}),
        (FILES, find, {"files": PLANTED}),
        (FILES, find, {"files": [], "nextPageToken": [PLANTED]}),
        (EVENTS, events, {"items": None}),
        (EVENTS, events, {"items": 7}),
        (EVENTS, events, {"items": [], "nextPageToken": {"a": PLANTED}}),
    ],
)
def test_a_list_that_is_none_is_no_answer_of_googles(
    wire: Wire, url: str, ask: Ask, answer: Any
) -> None:
    wire.answer("GET", url, json=answer)
    with pytest.raises(BadAnswer, match=SAID) as caught:
        ask(wire.google)

    assert PLANTED not in str(caught.value)


def test_what_is_no_file_among_the_files_found_hides_none_of_the_others(wire: Wire) -> None:
    odd = [{"id": "b", "createdTime": 7}, None, PLANTED, {"id": "a", "createdTime": "2025"}, {}]
    wire.answer("GET", FILES, json={"files": odd})

    assert find(wire.google) == ["a", "b", None]


def test_what_is_no_event_among_the_events_is_left_for_the_judge(wire: Wire) -> None:
    wire.answer("GET", EVENTS, json={"items": [None, {"id": "e"}, 7]})

    assert events(wire.google) == [None, {"id": "e"}, 7]


@pytest.mark.parametrize(
    "field",
    [
        {"id": 7},
        {"trashed": "true"},
        {"properties": [PLANTED]},
        {"properties": {"oneonone": 7}},
        {"parents": PLANTED},
        {"owners": 5},
        {"owners": [PLANTED]},
        {"owners": [{"emailAddress": []}]},
        {"permissions": {}},
        {"permissions": [None]},
        {"permissions": [{"role": []}]},
        {"permissions": [{"type": "user", "emailAddress": 7}]},
        {"capabilities": True},
    ],
)
def test_a_file_with_a_field_of_another_type_is_none(wire: Wire, field: dict[str, Any]) -> None:
    wire.answer("GET", f"{FILES}/f", json={"id": "f", **field})
    with pytest.raises(BadAnswer, match=SAID):
        wire.google.drive.file("f")


def test_fields_that_are_null_are_not_there_and_those_not_known_are_let_through(wire: Wire) -> None:
    file = {"id": "f", "owners": None, "permissions": None, "properties": None, "later": [PLANTED]}
    wire.answer("GET", f"{FILES}/f", json=file)
    wire.answer("GET", f"{EVENTS}/e", json={"id": "e", "attachments": None})

    assert wire.google.drive.file("f") == {"id": "f", "later": [PLANTED]}
    assert wire.google.calendar.event("primary", "e") == {"id": "e"}


def test_another_document_than_was_asked_for_is_no_answer(wire: Wire) -> None:
    wire.answer("GET", DOC, json={"documentId": PLANTED, "tabs": []})
    with pytest.raises(BadAnswer, match=SAID) as caught:
        wire.google.docs.get("DOC")

    assert PLANTED not in str(caught.value)


def test_a_new_file_without_its_id_may_have_been_made(wire: Wire) -> None:
    wire.answer("POST", FILES, json={"name": PLANTED})
    with pytest.raises(LostAnswer):
        wire.google.drive.create_document(name="x", properties={}, parent=None)


@pytest.mark.parametrize("answer", [{}, {"user": None}, {"user": []}, {"user": {}}, {"user": 7}])
def test_an_account_without_an_address_has_none(wire: Wire, answer: Any) -> None:
    wire.answer("GET", "https://www.googleapis.com/drive/v3/about", json=answer)

    assert wire.google.drive.me() == ""


@pytest.mark.parametrize(
    "comment",
    [{"quotedFileContent": PLANTED}, {"quotedFileContent": {"value": 7}}, {"deleted": "no"}],
)
def test_a_comment_of_another_shape_is_none(wire: Wire, comment: Any) -> None:
    wire.answer("GET", f"{FILES}/f/comments", json={"comments": [comment]})
    with pytest.raises(BadAnswer, match=SAID):
        wire.google.drive.comments("f")


@pytest.mark.parametrize(
    "field",
    [
        {"attachments": 7},
        {"attachments": [PLANTED]},
        {"attachments": [{"fileUrl": 7}]},
        {"extendedProperties": []},
        {"extendedProperties": {"private": {"a": []}}},
        {"etag": 7},
    ],
)
def test_an_event_to_be_changed_with_a_field_of_another_type_is_none(
    wire: Wire, field: dict[str, Any]
) -> None:
    wire.answer("GET", f"{EVENTS}/e", json={"id": "e", **field})
    with pytest.raises(BadAnswer, match=SAID):
        wire.google.calendar.event("primary", "e")
