"""Docs over the wire: who reads and writes, partial answers, what is refused."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from sync.emulator.workspace import Workspace
from tests.emulator.conftest import Clients, Json

ADA, BEN = "ada@example.com", "ben@example.com"
INSERT = {"requests": [{"insertText": {"text": "x", "location": {"index": 1}}}]}
COMMENTS = "Field mask cannot retrieve comment-specific fields when include_comments is false."
LEGACY = (
    "Field mask cannot retrieve document.tabs and legacy text-level fields from the Document "
    "resource in the same request."
)


@pytest.fixture
def path(workspace: Workspace) -> str:
    return "/v1/documents/" + workspace.drive.add_document(ADA, "Notes", ["Hello"])


def refusal(status: int, message: str, name: str) -> tuple[int, Json]:
    return status, {"error": {"code": status, "message": message, "status": name}}


FORBIDDEN = refusal(403, "The caller does not have permission", "PERMISSION_DENIED")
MISSING = refusal(404, "Requested entity was not found.", "NOT_FOUND")


def test_a_stranger_may_not_and_what_is_not_there_is_not_found(path: str, client: Clients) -> None:
    ben = client(BEN)

    assert ben.refused("GET", path) == FORBIDDEN
    assert ben.refused("POST", f"{path}:batchUpdate", json=INSERT) == FORBIDDEN
    assert ben.refused("GET", "/v1/documents/1nowhere") == MISSING


@pytest.mark.parametrize("role", ["reader", "commenter"])
def test_who_may_not_edit_sees_neither_suggestions_nor_the_revision(
    role: str, path: str, workspace: Workspace, client: Clients
) -> None:
    workspace.drive.share(path.rpartition("/")[2], BEN, role)
    ben = client(BEN)
    shown = ben.json("GET", path)
    views = [
        ben.refused("GET", path, params={"suggestionsViewMode": view})
        for view in ("SUGGESTIONS_INLINE", "PREVIEW_SUGGESTIONS_ACCEPTED")
    ]

    assert "revisionId" not in shown
    assert shown["suggestionsViewMode"] == "PREVIEW_WITHOUT_SUGGESTIONS"
    assert (
        views
        == [
            refusal(
                403,
                "You do not have permission to access the document suggestions",
                "PERMISSION_DENIED",
            )
        ]
        * 2
    )
    assert ben.refused("POST", f"{path}:batchUpdate", json=INSERT) == FORBIDDEN


def test_a_writer_sees_the_revision_and_writes_with_it(
    path: str, workspace: Workspace, client: Clients
) -> None:
    workspace.drive.share(path.rpartition("/")[2], BEN)
    ben = client(BEN)
    shown = ben.json("GET", path, params={"suggestionsViewMode": "SUGGESTIONS_INLINE"})
    locked = {**INSERT, "writeControl": {"requiredRevisionId": shown["revisionId"]}}
    written = ben.json("POST", f"{path}:batchUpdate", json=locked)
    again = ben.refused("POST", f"{path}:batchUpdate", json=locked)
    after = ben.json("GET", path, params={"fields": "revisionId"})

    assert written["writeControl"]["requiredRevisionId"] == after["revisionId"]
    assert again == refusal(
        400,
        f"The required revision ID '{shown['revisionId']}' does not match the latest revision.",
        "INVALID_ARGUMENT",
    )


def test_a_revision_is_for_the_user_who_read_it(
    path: str, workspace: Workspace, client: Clients
) -> None:
    workspace.drive.share(path.rpartition("/")[2], BEN)
    ada, ben = client(ADA), client(BEN)
    hers = ada.json("GET", path)["revisionId"]
    his = ben.json("GET", path)["revisionId"]
    locked = {**INSERT, "writeControl": {"requiredRevisionId": hers}}

    assert ben.refused("POST", f"{path}:batchUpdate", json=locked)[0] == 400
    assert ben.json("GET", path)["revisionId"] == his
    assert ada.json("POST", f"{path}:batchUpdate", json=locked)["replies"] == [{}]


def test_a_comment_makes_a_locked_write_fail(
    path: str, workspace: Workspace, client: Clients
) -> None:
    ada = client(ADA)
    before = ada.json("GET", path)
    workspace.drive.comment(path.rpartition("/")[2], ADA, "really?", quoted="Hello")
    locked = {**INSERT, "writeControl": {"requiredRevisionId": before["revisionId"]}}
    refused = ada.refused("POST", f"{path}:batchUpdate", json=locked)
    after = ada.json("GET", path)

    assert refused[0] == 400
    assert after.pop("revisionId") != before.pop("revisionId")
    assert after == before


def test_a_revision_is_valid_for_a_day(path: str, workspace: Workspace, client: Clients) -> None:
    workspace.settings.access_lifetime = timedelta(days=3)
    ada = client(ADA)
    read = ada.json("GET", path)["revisionId"]
    locked = {**INSERT, "writeControl": {"requiredRevisionId": read}}
    workspace.pass_time(timedelta(hours=24, seconds=1))
    refused = ada.refused("POST", f"{path}:batchUpdate", json=locked)

    assert refused[0] == 400
    assert ada.json("GET", path)["revisionId"] == read
    assert ada.json("POST", f"{path}:batchUpdate", json=locked)["replies"] == [{}]


def test_writing_is_noted_in_drive(path: str, workspace: Workspace, client: Clients) -> None:
    document = path.rpartition("/")[2]
    workspace.drive.share(document, BEN)
    client(BEN).json("POST", f"{path}:batchUpdate", json=INSERT)
    fields = {"fields": "version,lastModifyingUser(emailAddress)"}

    assert client(ADA).json("GET", f"/drive/v3/files/{document}", params=fields) == {
        "version": "2",
        "lastModifyingUser": {"emailAddress": BEN},
    }


def test_a_refused_batch_changes_nothing(path: str, client: Clients) -> None:
    ada = client()
    before = ada.json("GET", path)
    bad = {
        "requests": [*INSERT["requests"], {"insertText": {"text": "", "location": {"index": 1}}}]
    }
    refused = ada.refused("POST", f"{path}:batchUpdate", json=bad)

    assert refused == refusal(
        400,
        "Invalid requests[1].insertText: Insert text requests must specify text to insert.",
        "INVALID_ARGUMENT",
    )
    assert ada.json("GET", path) == before


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("*", COMMENTS),
        ("tabs", COMMENTS),
        ("title,tabs(tabProperties,documentTab)", COMMENTS),
        ("tabs(childTabs)", COMMENTS),
        ("tabs(documentTab(body),childTabs(documentTab))", COMMENTS),
        ("tabs(documentTab(commentAnchors))", COMMENTS),
        ("tabs(*)", COMMENTS),
        ("comments", COMMENTS),
        ("tabs(tabProperties),body", LEGACY),
        ("tabs/tabProperties,lists", LEGACY),
    ],
)
def test_masks_that_docs_refuses_are_refused(
    fields: str, message: str, path: str, client: Clients
) -> None:
    refused = client().refused("GET", path, params={"fields": fields})

    assert refused == refusal(400, message, "INVALID_ARGUMENT")


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ("nonsense", "nonsense"),
        ("tabs(documentTab(lists(listProperties)))", "tabs.documentTab.lists.listProperties"),
        ("namedRanges(name)", "namedRanges.name"),
        ("tabs(tabProperties(id))", "tabs.tabProperties.id"),
    ],
)
def test_a_mask_names_only_what_there_is_and_never_chooses_inside_a_map(
    fields: str, where: str, path: str, client: Clients
) -> None:
    status, body = client().refused("GET", path, params={"fields": fields})
    (violation,) = body["error"]["details"][0]["fieldViolations"]

    assert (status, body["error"]["message"]) == (400, "Request contains an invalid argument.")
    assert violation == {
        "field": where,
        "description": "Error expanding 'fields' parameter. Cannot find matching fields for path "
        f"'{where}'.",
    }


@pytest.mark.parametrize("fields", ["tabs(", "tabs)", "", "a,,b", "tabs()", "title;body"])
def test_a_mask_that_can_not_be_read_is_refused(fields: str, path: str, client: Clients) -> None:
    answer = client().call("GET", f"{path}?fields={fields}" if fields else path)

    assert answer.status_code == (400 if fields else 200)


def test_a_mask_with_tabs_asks_for_their_content(path: str, client: Clients) -> None:
    ada = client()
    wanted = "title,tabs(tabProperties(tabId),documentTab(body(content(endIndex))))"

    assert ada.json("GET", path, params={"fields": wanted}) == {
        "title": "Notes",
        "tabs": [
            {
                "tabProperties": {"tabId": "t.0"},
                "documentTab": {"body": {"content": [{"endIndex": 1}, {"endIndex": 7}]}},
            }
        ],
    }
    assert "body" in ada.json("GET", path)
    assert "tabs" in ada.json("GET", path, params={"includeTabsContent": "true"})


def test_pretty_printing_can_be_switched_off(path: str, client: Clients) -> None:
    ada = client()
    pretty = ada.call("GET", path).text
    compact = ada.call("GET", path, params={"prettyPrint": "false"}).text

    assert json.loads(pretty) == json.loads(compact)
    assert "\n  " in pretty
    assert "\n" not in compact
    assert len(compact) < 0.6 * len(pretty)


def test_a_get_too_long_for_a_uri_comes_as_a_form(path: str, client: Clients) -> None:
    answer = client().json(
        "POST",
        path,
        data={"fields": "title", "includeTabsContent": "true"},
        headers={"x-http-method-override": "GET"},
    )

    assert answer == {"title": "Notes"}


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (
            {"tabId": "t.0"},
            (
                'Invalid JSON payload received. Unknown name "tabId": Cannot bind query parameter. '
                "Field 'tabId' could not be found in request message."
            ),
        ),
        (
            {"suggestionsViewMode": "ALL"},
            "Invalid value at 'suggestions_view_mode' (TYPE_ENUM), \"ALL\"",
        ),
        (
            {"includeTabsContent": "maybe"},
            "Invalid value at 'include_tabs_content' (TYPE_BOOLEAN), \"maybe\"",
        ),
    ],
)
def test_unknown_parameters_and_values_are_refused(
    query: Json, message: str, path: str, client: Clients
) -> None:
    status, body = client().refused("GET", path, params=query)

    assert (status, body["error"]["message"], body["error"]["status"]) == (
        400,
        message,
        "INVALID_ARGUMENT",
    )


@pytest.mark.parametrize(
    ("request_body", "message"),
    [
        (
            {"requests": [{"insertText": {"txt": "x"}}]},
            (
                "Invalid JSON payload received. Unknown name \"txt\" at 'requests[0].insert_text': "
                "Cannot find field."
            ),
        ),
        (
            {"request": []},
            'Invalid JSON payload received. Unknown name "request": Cannot find field.',
        ),
        (
            {"requests": [{"insertText": {"text": "x", "location": {"index": "one"}}}]},
            "Invalid value at 'requests[0].insert_text.location.index' (TYPE_INT32), \"one\"",
        ),
        ([], "Invalid JSON payload received. Unexpected token."),
    ],
)
def test_bodies_that_docs_does_not_know_are_refused(
    request_body: Any, message: str, path: str, client: Clients
) -> None:
    status, body = client().refused("POST", f"{path}:batchUpdate", json=request_body)

    assert (status, body["error"]["message"]) == (400, message)


def test_a_document_made_by_docs_is_in_drive(client: Clients) -> None:
    ada = client()
    made = ada.json("POST", "/v1/documents", json={"title": "New"})
    file = ada.json("GET", f"/drive/v3/files/{made['documentId']}", params={"fields": "name"})

    assert (made["title"], file) == ("New", {"name": "New"})


def test_a_new_document_is_as_recorded(recordings: Path, client: Clients) -> None:
    (call,) = json.loads((recordings / "docs/create-document.json").read_text())["calls"]
    answer = client().json("POST", call["path"], json=call["request"]["data"])

    recorded = call["response"]
    for left_out in call["left_out"].partition(" (")[0].split(", "):
        assert answer.pop(left_out) == answer["tabs"][0]["documentTab"].pop(left_out)
    for chance in ("documentId", "revisionId"):
        recorded[chance] = answer[chance]

    assert answer == recorded
