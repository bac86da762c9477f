"""Bodies that are nearly right: what Google would not take, or nobody knows, is not taken here."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from sync.emulator.discovery import Method, api
from sync.emulator.docs import Document, Refusal
from sync.emulator.schema import check_request, without_nulls
from sync.emulator.wire import WireError
from sync.emulator.workspace import Workspace
from tests.emulator.conftest import Client, Clients, Json

ADA = "ada@example.com"
BEN = "ben@example.com"
DOCUMENT = "application/vnd.google-apps.document"
EVENTS = "/calendar/v3/calendars/primary/events"
FILES = "/drive/v3/files"
SPAN = {"startIndex": 1, "endIndex": 3}
HERE = {"location": {"index": 1}}
FILE_URL = "https://docs.google.com/document/d/1xxxxxxxxxxxxxxxxx/edit"
TABLE = {"tableStartLocation": {"index": 1}, "rowIndex": 1}
LENGTH = {"magnitude": 1, "unit": "PT"}
MISSING = object()
WRONG: tuple[Any, ...] = (
    None,
    MISSING,
    -1,
    10**12,
    1.5,
    True,
    "zzz",
    "",
    [],
    [None],
    {},
    {"zzz": 1},
)

REQUESTS: list[Json] = [
    {"insertText": {**HERE, "text": "x"}},
    {"insertText": {"endOfSegmentLocation": {}, "text": "x"}},
    {"deleteContentRange": {"range": SPAN}},
    {"createNamedRange": {"name": "m", "range": SPAN}},
    {"deleteNamedRange": {"name": "m", "tabsCriteria": {"tabIds": ["t.0"]}}},
    {"createParagraphBullets": {"range": SPAN, "bulletPreset": "BULLET_CHECKBOX"}},
    {"deleteParagraphBullets": {"range": SPAN}},
    {
        "updateTextStyle": {
            "range": SPAN,
            "fields": "bold,link,fontSize",
            "textStyle": {"bold": True, "link": {"url": "https://x.y"}, "fontSize": LENGTH},
        }
    },
    {
        "updateParagraphStyle": {
            "range": SPAN,
            "fields": "namedStyleType,indentStart,direction",
            "paragraphStyle": {"namedStyleType": "HEADING_1", "indentStart": LENGTH},
        }
    },
    {"insertPerson": {**HERE, "personProperties": {"email": "a@b.c"}}},
    {"insertDate": {**HERE, "dateElementProperties": {"timestamp": "2025-01-01T00:00:00Z"}}},
    {"insertRichLink": {**HERE, "richLinkProperties": {"uri": FILE_URL}}},
    {"insertPageBreak": HERE},
    {"insertTable": {**HERE, "rows": 1, "columns": 1}},
    {"insertSectionBreak": {**HERE, "sectionType": "NEXT_PAGE"}},
    {"replaceAllText": {"containsText": {"text": "x", "matchCase": True}, "replaceText": "y"}},
    {"replaceNamedRangeContent": {"namedRangeName": "m", "text": "y"}},
    {"addDocumentTab": {"tabProperties": {"title": "x", "index": 0, "parentTabId": "t.0"}}},
    {
        "updateDocumentTabProperties": {
            "tabProperties": {"tabId": "t.0", "title": "x"},
            "fields": "title",
        }
    },
    {"deleteTab": {"tabId": "t.0"}},
    {"insertTableRow": {"tableCellLocation": TABLE, "insertBelow": True}},
    {"mergeTableCells": {"tableRange": {"tableCellLocation": TABLE}}},
    {"insertComment": {"range": SPAN}},
]


def places(value: Any, above: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to each part of a body."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for key, part in inner:
        yield (*above, key)
        if isinstance(part, (dict, list)):
            yield from places(part, (*above, key))


def spoilt(body: Json) -> Iterator[Json]:
    """The body with each of its parts left out, and replaced by what does not belong there."""
    for *way, last in places(body):
        for wrong in WRONG:
            copy: Any = json.loads(json.dumps(body))
            part = copy
            for step in way:
                part = part[step]
            if wrong is MISSING:
                del part[last]
            else:
                part[last] = wrong
            yield copy


def method(name: str, verb: str, path: str) -> Method:
    found = api(name).find(verb, path)

    assert found is not None
    return found[0]


def answered(body: Json, new_id: Callable[[], str]) -> int:
    """The status that a batch of this one request gets."""
    document = Document.blank("1", "T", new_id=new_id)
    document.batch_update({"requests": [{"insertText": {**HERE, "text": "Hello\nyou"}}]})
    batch = {"requests": [body]}
    try:
        check_request(method("docs", "POST", "v1/documents/1:batchUpdate"), batch)
        document.batch_update(without_nulls(batch))
    except WireError as refused:
        return refused.status
    except Refusal as refused:
        return refused.http_status
    return 200


@pytest.fixture
def new_id() -> Callable[[], str]:
    numbers = iter(range(10_000))
    return lambda: f"new{next(numbers)}"


@pytest.mark.parametrize("request_body", REQUESTS, ids=[next(iter(one)) for one in REQUESTS])
def test_a_request_with_any_part_spoilt_is_done_or_refused(
    request_body: Json, new_id: Callable[[], str]
) -> None:
    statuses = {answered(body, new_id) for body in spoilt(request_body)}

    assert 400 in statuses
    assert statuses <= {200, 400, 501}


NOWHERE: list[Json] = [{"url": ""}, {"heading": {}}, {"heading": {"tabId": "t.0"}}]
NO_LENGTHS: list[Json] = [{}, {"magnitude": 1}, {"magnitude": -1, "unit": "PT"}]

EVENT: Json = {
    "start": {"dateTime": "2025-03-10T09:00:00Z", "timeZone": "UTC"},
    "end": {"dateTime": "2025-03-10T10:00:00Z", "timeZone": "UTC"},
    "attendees": [{"email": BEN, "responseStatus": "accepted"}],
    "attachments": [{"fileUrl": "https://x.example", "title": "x"}],
    "extendedProperties": {"private": {"a": "b"}, "shared": {"a": "b"}},
    "recurrence": ["RRULE:FREQ=DAILY;COUNT=2"],
    "reminders": {"useDefault": False, "overrides": [{"method": "popup", "minutes": 1}]},
    "status": "confirmed",
}
FILE: Json = {
    "name": "n",
    "mimeType": DOCUMENT,
    "parents": ["root"],
    "properties": {"a": "b"},
    "createdTime": "2020-01-01T00:00:00Z",
    "owners": [{"emailAddress": "x"}],
    "size": "1",
}
PERMISSION: Json = {"type": "user", "role": "writer", "emailAddress": BEN}


@pytest.mark.parametrize(
    ("verb", "path", "body"),
    [
        ("PATCH", f"{EVENTS}/taken?supportsAttachments=true", EVENT),
        ("POST", f"{FILES}/1x/permissions", PERMISSION),
        ("PATCH", f"{FILES}/1x", FILE),
        ("POST", FILES, FILE),
    ],
)
def test_a_body_with_any_part_spoilt_is_taken_or_refused(
    verb: str, path: str, body: Json, workspace: Workspace, client: Clients
) -> None:
    workspace.calendar.add_event(ADA, "S", workspace.now, event_id="taken")
    workspace.drive.add_document(ADA, "x", file_id="1x")
    ada = client()
    statuses = {ada.call(verb, path, json=each).status_code for each in spoilt(body)}

    assert 400 in statuses
    assert statuses <= {200, 400, 403, 404, 501}
    assert workspace.bugs == []


@pytest.mark.parametrize(
    ("request_body", "message"),
    [
        (
            {"insertText": {**HERE, "endOfSegmentLocation": {}, "text": "x"}},
            (
                "Invalid value at 'requests[0].insert_text' (oneof), it is set already. "
                "Cannot set 'endOfSegmentLocation'"
            ),
        ),
        (
            {"deleteNamedRange": {"namedRangeId": "x", "name": "m"}},
            (
                "Invalid value at 'requests[0].delete_named_range' (oneof), it is set already. "
                "Cannot set 'name'"
            ),
        ),
        (
            {"insertText": {"location": {"index": 2**31}, "text": "x"}},
            "Invalid value at 'requests[0].insert_text.location.index' (TYPE_INT32), 2147483648",
        ),
        (
            {
                "updateParagraphStyle": {
                    "range": SPAN,
                    "fields": "alignment",
                    "paragraphStyle": {"alignment": "ALIGNMENT_UNSPECIFIED"},
                }
            },
            (
                "Invalid value at 'requests[0].update_paragraph_style.paragraph_style.alignment' "
                "(type.googleapis.com/google.apps.docs.v1.ParagraphStyle.alignment), "
                '"ALIGNMENT_UNSPECIFIED"'
            ),
        ),
        ({"insertText": None}, "Invalid requests[0]: Must specify exactly one request."),
    ],
)
def test_what_no_message_can_hold_is_refused_before_the_work(
    request_body: Json, message: str, workspace: Workspace, client: Clients
) -> None:
    workspace.drive.add_document(ADA, "x", ["Hello"], file_id="1x")
    status, body = client().refused(
        "POST", "/v1/documents/1x:batchUpdate", json={"requests": [request_body]}
    )

    assert (status, body["error"]["message"]) == (400, message)


def test_a_null_says_no_more_than_a_missing_name(workspace: Workspace, client: Clients) -> None:
    document = workspace.drive.add_document(ADA, "x", ["Hello"], file_id="1x")
    style = {"range": {**SPAN, "tabId": None}, "fields": "bold", "textStyle": None}
    requests = [{"updateTextStyle": style, "insertText": None}]
    answer = client().json(
        "POST", f"/v1/documents/{document}:batchUpdate", json={"requests": requests}
    )

    assert answer["replies"] == [{}]


@pytest.mark.parametrize(
    "request_body",
    [
        {"replaceNamedRangeContent": {"text": "x"}},
        {"deleteNamedRange": {"name": "m", "tabsCriteria": {"tabIds": [""]}}},
        {"insertPerson": {**HERE, "personProperties": {"email": "Ben"}}},
        *(
            {"updateTextStyle": {"range": SPAN, "fields": "link", "textStyle": {"link": link}}}
            for link in NOWHERE
        ),
        *(
            {
                "updateParagraphStyle": {
                    "range": SPAN,
                    "fields": "indentStart",
                    "paragraphStyle": {"indentStart": length},
                }
            }
            for length in NO_LENGTHS
        ),
        {"addDocumentTab": {"tabProperties": {"index": -1}}},
    ],
)
def test_what_says_too_little_is_refused(request_body: Json, new_id: Callable[[], str]) -> None:
    assert answered(request_body, new_id) == 400


def refusal(ada: Client, verb: str, path: str, body: Json) -> tuple[int, str]:
    status, answer = ada.refused(verb, path, json=body)
    error = answer["error"]
    return status, error["errors"][0]["reason"] if "errors" in error else error["message"]


@pytest.mark.parametrize(
    ("verb", "path", "body"),
    [
        ("PATCH", "/1x", {"parents": ["root"]}),
        ("PATCH", "/1x", {"shared": False}),
        ("POST", "", {"owners": [{"emailAddress": BEN}]}),
        ("POST", "/1x/permissions", {**PERMISSION, "displayName": "B"}),
        ("PATCH", "/1x/permissions/anyone", {"type": "user"}),
    ],
)
def test_what_drive_alone_says_is_not_written(
    verb: str, path: str, body: Json, workspace: Workspace, client: Clients
) -> None:
    workspace.drive.add_document(ADA, "x", file_id="1x")

    assert refusal(client(), verb, FILES + path, body) == (403, "fieldNotWritable")
    assert len(workspace.world.state.files) == 1


@pytest.mark.parametrize(
    ("call", "body", "what"),
    [
        (("POST", ""), {"id": "1y", "mimeType": DOCUMENT}, "drive.files.create with id"),
        (
            ("POST", ""),
            {"createdTime": "2025-01-01T00:00:00Z"},
            "drive.files.create with createdTime",
        ),
        (("POST", ""), {"trashed": True}, "drive.files.create with trashed"),
        (("GET", "?spaces=appDataFolder"), {}, "drive.files.list with spaces=appDataFolder"),
        (("PATCH", "/1x"), {"mimeType": "text/plain"}, "drive.files.update with another mimeType"),
        (("POST", "/1x/copy?copyComments=true"), {}, "drive.files.copy with copyComments"),
        (
            ("POST", "/1x/permissions"),
            {**PERMISSION, "expirationTime": "2030-01-01T00:00:00Z"},
            "drive.permissions.create with expirationTime",
        ),
        (
            ("POST", "/1x/permissions?useDomainAdminAccess=true"),
            PERMISSION,
            "drive.permissions.create with useDomainAdminAccess",
        ),
    ],
)
def test_what_would_be_passed_over_is_refused_by_name(
    call: tuple[str, str], body: Json, what: str, workspace: Workspace, client: Clients
) -> None:
    workspace.drive.add_document(ADA, "x", file_id="1x")
    verb, path = call

    assert refusal(client(), verb, FILES + path, body) == (
        501,
        f"not covered by the emulator: {what}",
    )


@pytest.mark.parametrize(
    "body",
    [
        {"type": "user", "role": "writer", "emailAddress": BEN, "domain": "example.com"},
        {"type": "user", "role": "writer", "emailAddress": BEN, "allowFileDiscovery": True},
        {"type": "anyone", "role": "reader", "emailAddress": BEN},
    ],
)
def test_a_permission_names_only_whom_its_type_is_about(
    body: Json, workspace: Workspace, client: Clients
) -> None:
    workspace.drive.add_document(ADA, "x", file_id="1x")

    assert refusal(client(), "POST", f"{FILES}/1x/permissions", body) == (400, "invalid")


@pytest.mark.parametrize(
    "change",
    [
        {"status": "maybe"},
        {"visibility": "secret"},
        {"attendees": [{"email": BEN, "responseStatus": "yes"}]},
        {"reminders": {"useDefault": False, "overrides": [{"method": "sms", "minutes": 1}]}},
        {"attachments": [{"fileUrl": "a file"}]},
    ],
)
def test_a_value_that_the_calendar_does_not_know_is_refused(
    change: Json, workspace: Workspace, client: Clients
) -> None:
    workspace.calendar.add_event(ADA, "S", workspace.now, event_id="taken")
    ada = client()
    before = ada.json("GET", f"{EVENTS}/taken")
    status, _ = ada.refused("PATCH", f"{EVENTS}/taken?supportsAttachments=true", json=change)

    assert status == 400
    assert ada.json("GET", f"{EVENTS}/taken") == before


@pytest.mark.parametrize("event_id", ["Upper", "with-dash", "abcd", "xyzzy"])
def test_an_id_of_one_s_own_is_written_in_base32hex(event_id: str, client: Clients) -> None:
    when = {"start": EVENT["start"], "end": EVENT["end"]}
    ada = client()

    assert refusal(ada, "POST", EVENTS, {**when, "id": event_id}) == (400, "invalid")
    assert ada.json("POST", EVENTS, json={**when, "id": "abcdefv09"})["id"] == "abcdefv09"


def test_a_file_is_made_with_all_that_was_said_of_it(client: Clients) -> None:
    said = {"starred": True, "writersCanShare": False, "copyRequiresWriterPermission": True}
    made = client().json("POST", FILES, params={"fields": "*"}, json={"name": "N", **said})

    assert {name: made[name] for name in said} == said
    assert made["name"] == "N"
