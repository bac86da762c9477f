"""Recorded answers of the live APIs go through the clients unchanged."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from sync.google.session import Google
from tests.google.conftest import DOC, EVENTS, FILES, Wire

Json = dict[str, Any]
Read = Callable[[Google, Json, Json], Any]


def calls_of(path: Path) -> list[Json]:
    found: list[Json] = json.loads(path.read_text(encoding="utf-8"))["calls"]
    return found


def window(google: Google) -> Json:
    return google.calendar.events(
        "primary",
        time_min=datetime(2025, 3, 1, tzinfo=UTC),
        time_max=datetime(2026, 3, 1, tzinfo=UTC),
    )


def last_part(call: Json) -> str:
    return unquote(call["path"].rsplit("/", 1)[1])


def batch_update(google: Google, call: Json, _: Json) -> Any:
    document_id = last_part(call).removesuffix(":batchUpdate")
    return google.docs.batch_update(document_id, call["request"]["data"]["requests"], revision="r")


def with_parts(call: Json) -> str:
    """The server that a recorded path was asked of."""
    path: str = call["path"]
    docs = path.startswith("/v1/documents")
    return ("https://docs.googleapis.com" if docs else "https://www.googleapis.com") + path


SINGLE: dict[str, Read] = {
    "docs/create-named-range": batch_update,
    "docs/create-paragraph-bullets": batch_update,
    "docs/delete-named-range": batch_update,
    "docs/insert-text": batch_update,
    "docs/update-paragraph-style": batch_update,
    "docs/update-text-style": batch_update,
    "calendar/patch-event": lambda google, call, _: google.calendar.patch_event(
        "primary", last_part(call), call["request"]["data"], etag='"1"'
    ),
    "drive/update-file": lambda google, call, _: google.drive.update_properties(
        last_part(call), {}
    ),
}
"""Calls as the clients make them: the same method, path and body."""


@pytest.mark.parametrize("name", sorted(SINGLE))
def test_a_recorded_call_is_made_and_answered_alike(
    name: str, recordings: Path, wire: Wire
) -> None:
    (call,) = calls_of(recordings / f"{name}.json")
    wire.answer(call["method"].upper(), with_parts(call), call["status"], json=call["response"])
    answer = SINGLE[name](wire.google, call, call["response"])

    assert answer == call["response"]
    assert wire.asked == [(call["method"].upper(), call["path"])]
    if "requests" in call["request"]["data"]:
        assert wire.body()["requests"] == call["request"]["data"]["requests"]


def test_a_recorded_calendar_is_read_as_it_is(recordings: Path, wire: Wire) -> None:
    (call,) = calls_of(recordings / "calendar" / "list-events.json")
    wire.answer("GET", EVENTS, json={**call["response"], "nextPageToken": None})

    assert window(wire.google) == {
        "timeZone": "America/Sao_Paulo",
        "accessRole": call["response"]["accessRole"],
        "items": call["response"]["items"],
    }


LISTS = ["northworld_empty_events", "northworld_events", "northworld_repeating_events"]


@pytest.mark.parametrize("name", LISTS)
def test_recorded_lists_of_events_are_read_as_they_are(
    name: str, recordings: Path, wire: Wire
) -> None:
    page = json.loads((recordings / "calendar" / f"{name}.json").read_text(encoding="utf-8"))
    token = page.pop("nextPageToken", None)
    wire.answer("GET", EVENTS, json={**page, "nextPageToken": token})
    wire.answer("GET", EVENTS, json={**page, "items": []})

    assert window(wire.google)["items"] == page["items"]
    assert len(wire.asked) == (2 if token else 1)


def test_a_recorded_event_is_read_as_it_is(recordings: Path, wire: Wire) -> None:
    path = recordings / "calendar" / "northworld_find_event_by_id.json"
    event = json.loads(path.read_text(encoding="utf-8"))
    wire.answer("GET", f"{EVENTS}/e1", json=event)

    assert wire.google.calendar.event("primary", "e1") == event


def test_recorded_pages_of_a_search_are_all_read(recordings: Path, wire: Wire) -> None:
    calls = calls_of(recordings / "drive" / "permissions.json")
    pages = [call["response"] for call in calls if "pageToken" in call["request"].get("params", ())]
    for page in pages:
        wire.answer("GET", FILES, json=page)
    found = wire.google.drive.find("trashed = false")

    assert [len(page["files"]) for page in pages] == [100, 100, 57]
    assert sorted(file["id"] for file in found) == sorted(
        file["id"] for page in pages for file in page["files"]
    )
    assert [wire.query(i).get("pageToken") for i in range(3)] == [
        None,
        *(page["nextPageToken"] for page in pages[:-1]),
    ]


def test_recorded_permissions_of_a_shared_drive_are_put_into_the_file(
    recordings: Path, wire: Wire
) -> None:
    call = next(
        call
        for call in calls_of(recordings / "drive" / "permissions.json")
        if call["path"].endswith("/permissions")
    )
    wire.answer("GET", f"{FILES}/F", json={"id": "F", "driveId": "D"})
    wire.answer("GET", f"{FILES}/F/permissions", json=call["response"])

    assert wire.google.drive.file("F")["permissions"] == call["response"]["permissions"]


def test_the_recorded_account_is_known_by_its_address(recordings: Path, wire: Wire) -> None:
    (call,) = calls_of(recordings / "drive" / "get-about.json")
    wire.answer("GET", "https://www.googleapis.com/drive/v3/about", json=call["response"])

    assert wire.google.drive.me() == call["response"]["user"]["emailAddress"]


def test_a_recorded_export_is_read_without_its_byte_order_mark(
    recordings: Path, wire: Wire
) -> None:
    (call,) = calls_of(recordings / "docs" / "export-document.json")
    content = bytes(call["response"]["data"])
    wire.answer("GET", f"{FILES}/F/export", body=content, content_type="text/plain")

    assert content[:3] == b"\xef\xbb\xbf"
    assert wire.google.drive.export_markdown("F") == content[3:].decode("utf-8")


def test_recorded_exports_are_read_as_they_are(recordings: Path, wire: Wire) -> None:
    paths = sorted((recordings / "drive" / "exports").glob("*.md"))
    for path in paths:
        wire.answer("GET", f"{FILES}/F/export", body=path.read_bytes())
    texts = [wire.google.drive.export_markdown("F") for _ in paths]

    assert texts == [path.read_bytes().decode("utf-8") for path in paths]
    assert len(texts) == 4


def test_recorded_documents_are_read_as_they_are(recordings: Path, wire: Wire) -> None:
    documents = [
        json.loads(path.read_text(encoding="utf-8"))
        for path in sorted((recordings / "docs" / "documents").glob("*.json"))
    ]
    ids = [document["documentId"] for document in documents]
    for document_id, document in zip(ids, documents, strict=True):
        wire.answer("GET", DOC.replace("DOC", document_id), json=document)

    assert [wire.google.docs.get(each) for each in ids] == documents
    assert len(documents) == 10


def test_every_recorded_call_is_covered_or_is_one_that_no_client_makes(recordings: Path) -> None:
    covered = {*SINGLE, "calendar/list-events", "docs/export-document", "drive/get-about"} | {
        "drive/permissions"
    }
    not_made = {
        "calendar/create-recurring-event",
        "calendar/get-event-instances",
        "calendar/get-setting",
        "docs/create-document",
        "drive/copy-file",
        "drive/find-file",
        "drive/list-permissions",
        "drive/update-permission",
    }
    found = {
        f"{path.parent.name}/{path.stem}"
        for folder in ("calendar", "docs", "drive")
        for path in (recordings / folder).glob("*.json")
        if "calls" in json.loads(path.read_text(encoding="utf-8"))
    }

    assert found == covered | not_made
