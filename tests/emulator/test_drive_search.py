"""Drive's search: its language, its lag, order and pages, and the recorded lists."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sync.emulator.workspace import Workspace
from tests.emulator.conftest import Clients, Json

FILES = "/drive/v3/files"
ADA, BEN = "ada@example.com", "ben@example.com"
DOCUMENT = "application/vnd.google-apps.document"
FOLDER = "application/vnd.google-apps.folder"


def ids(answer: Json) -> list[str]:
    return [file["id"] for file in answer["files"]]


def names(answer: Json) -> list[str]:
    return [file["name"] for file in answer["files"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("name = 'Notes'", ["Notes"]),
        ("name != 'Notes' and mimeType != '" + FOLDER + "'", ["Bob\\'s plan", "old"]),
        ("name contains 'pla'", ["Bob\\'s plan"]),
        ("name contains 'lan'", []),
        (r"name = 'Bob\'s plan'", ["Bob\\'s plan"]),
        ("mimeType = '" + FOLDER + "'", ["Folder"]),
        ("trashed = true", ["old"]),
        ("trashed=false and mimeType='" + DOCUMENT + "'", ["Notes"]),
        ("not trashed = true", ["Notes", "Bob\\'s plan", "Folder"]),
        ("properties has { key='mark' and value='x' }", ["Notes"]),
        ("properties has {key='mark' and value='y'}", []),
        ("appProperties has { key='mark' and value='x' }", []),
        ("'FOLDER' in parents", ["Notes"]),
        ("'root' in parents and trashed = false", ["Bob\\'s plan", "Folder"]),
        ("'ben@example.com' in owners", ["Bob\\'s plan"]),
        ("'me' in owners and trashed = false", ["Notes", "Folder"]),
        ("'ben@example.com' in writers", ["Notes", "Bob\\'s plan"]),
        ("'ada@example.com' in readers and not 'me' in owners", ["Bob\\'s plan"]),
        ("sharedWithMe", ["Bob\\'s plan"]),
        ("(name = 'Notes' or name = 'old') and trashed = true", ["old"]),
        ("name = 'Notes' or name = 'old' and trashed = false", ["Notes"]),
        ("createdTime > '2025-03-11T00:00:00'", ["old"]),
        ("modifiedTime <= '2025-03-10T08:00:00.000Z'", ["Notes", "Bob\\'s plan", "Folder"]),
        ("visibility = 'limited' and trashed = false", ["Notes", "Bob\\'s plan", "Folder"]),
        ("fullText contains 'secret'", ["Bob\\'s plan"]),
    ],
)
def test_the_query_language_finds_what_it_says(
    query: str, expected: list[str], workspace: Workspace, client: Clients
) -> None:
    folder = workspace.drive.add_folder(ADA, "Folder")
    notes = workspace.drive.add_document(ADA, "Notes", folder=folder, properties={"mark": "x"})
    workspace.drive.share(notes, BEN)
    plan = workspace.drive.add_file(BEN, "Bob's plan", text="a secret")
    workspace.drive.share(plan, ADA, "reader")
    workspace.pass_time(timedelta(days=1))
    workspace.drive.trash(workspace.drive.add_file(ADA, "old"))
    ada = client()
    query = query.replace("FOLDER", folder)
    if "'root' in parents" in query:  # the top folder is one's own
        expected = [name for name in expected if not name.startswith("Bob")]
    answer = ada.json("GET", FILES, params={"q": query})

    assert sorted(names(answer)) == sorted(name.replace("\\", "") for name in expected)


@pytest.mark.parametrize(
    "query",
    [
        "name",
        "name = Notes",
        "name = 'Notes",
        "nonsense = 'x'",
        "name = 'x' and",
        "(name = 'x'",
        "properties has { key='a' }",
        "trashed = 'true'",
        "'me' in nowhere",
        "createdTime > 'yesterday'",
        "name > 'x'",
    ],
)
def test_queries_that_can_not_be_read_are_refused(query: str, client: Clients) -> None:
    status, body = client().refused("GET", FILES, params={"q": query})

    assert (status, body) == (
        400,
        {
            "error": {
                "errors": [
                    {
                        "domain": "global",
                        "reason": "invalid",
                        "message": "Invalid Value",
                        "locationType": "parameter",
                        "location": "q",
                    }
                ],
                "code": 400,
                "message": "Invalid Value",
            }
        },
    )


def test_the_search_finds_a_new_file_only_after_a_while(
    workspace: Workspace, client: Clients
) -> None:
    workspace.settings.search_lag = timedelta(minutes=5)
    ada = client()
    made = ada.json("POST", FILES, json={"name": "N", "mimeType": DOCUMENT})["id"]
    at_once = ids(ada.json("GET", FILES))
    directly = ada.json("GET", f"{FILES}/{made}")["id"]
    workspace.pass_time(timedelta(minutes=4, seconds=59))
    almost = ids(ada.json("GET", FILES))
    workspace.pass_time(timedelta(seconds=1))

    assert (at_once, directly, almost) == ([], made, [])
    assert ids(ada.json("GET", FILES)) == [made]


def test_lists_come_in_pages_and_in_order(workspace: Workspace, client: Clients) -> None:
    for name in ("b", "a", "a10", "a2"):
        workspace.drive.add_file(ADA, name)
        workspace.pass_time(timedelta(seconds=1))
    ada = client()
    first = ada.json("GET", FILES, params={"orderBy": "createdTime", "pageSize": "3"})
    rest = ada.json(
        "GET",
        FILES,
        params={"orderBy": "createdTime", "pageSize": "3", "pageToken": first["nextPageToken"]},
    )

    def ordered(by: str) -> list[str]:
        return names(ada.json("GET", FILES, params={"orderBy": by}))

    assert (names(first), names(rest)) == (["b", "a", "a10"], ["a2"])
    assert "nextPageToken" not in rest
    assert ordered("name") == ["a", "a10", "a2", "b"]
    assert ordered("name_natural") == ["a", "a2", "a10", "b"]
    assert ordered("createdTime desc") == ["a2", "a10", "a", "b"]
    assert ada.refused("GET", FILES, params={"orderBy": "size"})[0] == 400
    assert ada.refused("GET", FILES, params={"pageSize": "1001"})[0] == 400


@pytest.mark.parametrize("name", ["find-file", "permissions"])
def test_recorded_lists_are_answered_alike(
    name: str, recordings: Path, workspace: Workspace, client: Clients
) -> None:
    calls = json.loads((recordings / f"drive/{name}.json").read_text())["calls"]
    listings = [call for call in calls if call["path"] == FILES]
    recorded = [file for call in listings for file in call["response"]["files"]]
    workspace.now = datetime.fromisoformat("2026-02-01T00:00:00Z")
    workspace.drive.add_file(ADA, "older than all that was recorded")
    for file in sorted(recorded, key=lambda file: str(file["modifiedTime"])):
        workspace.now = datetime.fromisoformat(file["modifiedTime"])
        kind = file.get("mimeType", DOCUMENT)
        text = "x" * int(file.get("size", 0))
        workspace.drive.add_file(ADA, file["name"], mime_type=kind, file_id=file["id"], text=text)
    ada = client()
    token = None
    for call in listings:
        params = {**call["request"]["params"], "pageSize": str(len(call["response"]["files"]))}
        params.pop("pageToken", None)
        if token is not None:
            params["pageToken"] = token
        answer = ada.json("GET", FILES, params=params)
        token = answer.get("nextPageToken", token)

        for ours, theirs in zip(answer["files"], call["response"]["files"], strict=True):
            if theirs.get("mimeType") == DOCUMENT:
                assert ours.keys() == theirs.keys()
                theirs["size"] = ours["size"]  # grows with what was typed
        assert answer["files"] == call["response"]["files"]
        assert answer.keys() >= call["response"].keys()
    assert len(workspace.requests) == len(listings) + 1
