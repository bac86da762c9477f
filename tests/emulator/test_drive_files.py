"""Drive's files: made, found, changed, copied, trashed; folders, shared drives, a late search."""

import json
from pathlib import Path

import pytest

from sync.emulator.workspace import Workspace
from tests.emulator.conftest import Clients, Json

FILES = "/drive/v3/files"
ADA, BEN = "ada@example.com", "ben@example.com"
DOCUMENT = "application/vnd.google-apps.document"
FOLDER = "application/vnd.google-apps.folder"
OTHER_APP = "99-other.apps.googleusercontent.com"


def reason(refused: tuple[int, Json]) -> tuple[int, str]:
    return refused[0], refused[1]["error"]["errors"][0]["reason"]


def test_one_call_makes_places_and_tags_an_empty_document(
    workspace: Workspace, client: Clients
) -> None:
    folder = workspace.drive.add_folder(ADA, "1:1s")
    ada = client()
    made = ada.json(
        "POST",
        FILES,
        params={
            "fields": "name,mimeType,parents,properties,appProperties,trashed,ownedByMe,shared"
        },
        json={
            "name": "Ada / Ben",
            "mimeType": DOCUMENT,
            "parents": [folder],
            "properties": {"a": "1"},
            "appProperties": {"b": "2"},
        },
    )

    assert made == {
        "name": "Ada / Ben",
        "mimeType": DOCUMENT,
        "parents": [folder],
        "properties": {"a": "1"},
        "appProperties": {"b": "2"},
        "trashed": False,
        "ownedByMe": True,
        "shared": False,
    }


def test_without_fields_little_is_told(workspace: Workspace, client: Clients) -> None:
    document = workspace.drive.add_document(ADA, "Notes")
    ada = client()

    assert ada.json("GET", f"{FILES}/{document}") == {
        "kind": "drive#file",
        "id": document,
        "name": "Notes",
        "mimeType": DOCUMENT,
    }
    assert ada.json("GET", FILES).keys() == {"kind", "incompleteSearch", "files"}


def test_app_properties_belong_to_one_project_and_properties_to_all(client: Clients) -> None:
    ada, other = client(ADA), client(ADA, app=OTHER_APP)
    marks = {"properties": {"p": "1"}, "appProperties": {"a": "1"}}
    made = ada.json("POST", FILES, json={"name": "N", **marks})["id"]
    fields = {"fields": "properties,appProperties"}

    assert ada.json("GET", f"{FILES}/{made}", params=fields) == marks
    assert other.json("GET", f"{FILES}/{made}", params=fields) == {"properties": {"p": "1"}}


def test_an_update_sets_what_is_named_and_null_takes_a_property_away(client: Clients) -> None:
    ada = client()
    made = ada.json("POST", FILES, json={"name": "N", "properties": {"a": "1", "b": "2"}})["id"]
    answer = ada.json(
        "PATCH",
        f"{FILES}/{made}",
        params={"fields": "name,properties,description,starred,version"},
        json={"properties": {"a": None, "c": "3"}, "description": "d", "starred": True},
    )

    assert answer == {
        "name": "N",
        "properties": {"b": "2", "c": "3"},
        "description": "d",
        "starred": True,
        "version": "2",
    }


@pytest.mark.parametrize(
    ("properties", "status"),
    [
        ({"k": "v" * 123}, 200),
        ({"k": "v" * 124}, 403),
        ({"k": "ü" * 62}, 403),
        ({f"k{number}": "v" for number in range(30)}, 200),
        ({f"k{number}": "v" for number in range(31)}, 403),
    ],
)
def test_properties_are_small_and_few(
    properties: dict[str, str], status: int, client: Clients
) -> None:
    answer = client().call("POST", FILES, json={"name": "N", "properties": properties})

    assert answer.status_code == status


def test_renaming_a_file_renames_its_document(workspace: Workspace, client: Clients) -> None:
    document = workspace.drive.add_document(ADA, "Old")
    ada = client()
    ada.json("PATCH", f"{FILES}/{document}", json={"name": "New"})

    assert ada.json("GET", f"/v1/documents/{document}", params={"fields": "title"}) == {
        "title": "New"
    }


def test_only_the_owner_trashes_and_what_lies_in_a_trashed_folder_is_trashed(
    workspace: Workspace, client: Clients
) -> None:
    folder = workspace.drive.add_folder(ADA, "F")
    document = workspace.drive.add_document(ADA, "N", folder=folder)
    workspace.drive.share(folder, BEN)
    ada, ben = client(ADA), client(BEN)
    refused = ben.refused("PATCH", f"{FILES}/{folder}", json={"trashed": True})
    ada.json("PATCH", f"{FILES}/{folder}", json={"trashed": True})
    fields = {"fields": "trashed,explicitlyTrashed"}

    assert reason(refused) == (403, "insufficientFilePermissions")
    assert ada.json("GET", f"{FILES}/{document}", params=fields) == {
        "trashed": True,
        "explicitlyTrashed": False,
    }


def test_a_document_in_the_trash_still_takes_writes(workspace: Workspace, client: Clients) -> None:
    document = workspace.drive.add_document(ADA, "N")
    workspace.drive.trash(document)
    insert = {"insertText": {"text": "x", "location": {"index": 1}}}

    assert client().json(
        "POST", f"/v1/documents/{document}:batchUpdate", json={"requests": [insert]}
    )


def test_deleting_a_folder_deletes_what_lies_in_it(workspace: Workspace, client: Clients) -> None:
    folder = workspace.drive.add_folder(ADA, "F")
    document = workspace.drive.add_document(ADA, "N", folder=folder)
    ada = client()
    answer = ada.call("DELETE", f"{FILES}/{folder}")

    assert (answer.status_code, answer.content) == (204, b"")
    assert ada.refused("GET", f"/v1/documents/{document}")[0] == 404
    assert workspace.world.state.files == {}


def test_a_copy_has_the_content_and_the_names_of_marks_but_not_the_sharing(
    workspace: Workspace, client: Clients
) -> None:
    document = workspace.drive.add_document(ADA, "N", ["Hello"], properties={"a": "1"})
    workspace.drive.share(document, BEN)
    ada = client()
    mark = {"createNamedRange": {"name": "m", "range": {"startIndex": 1, "endIndex": 3}}}
    ada.json("POST", f"/v1/documents/{document}:batchUpdate", json={"requests": [mark]})
    copied = ada.json("POST", f"{FILES}/{document}/copy", params={"fields": "id,name,properties"})
    named = ada.json("POST", f"{FILES}/{document}/copy", json={"name": "Mine"})
    shown = ada.json("GET", f"/v1/documents/{copied['id']}")

    assert (copied["name"], copied["properties"]) == ("Copy of N", {"a": "1"})
    assert named["name"] == "Mine"
    assert list(shown["namedRanges"]) == ["m"]
    assert (shown["documentId"], shown["title"]) == (copied["id"], "Copy of N")
    assert workspace.drive.roles(copied["id"]) == {ADA: "owner"}


def test_a_folder_hands_its_sharing_down(workspace: Workspace, client: Clients) -> None:
    outer = workspace.drive.add_folder(ADA, "outer")
    inner = workspace.drive.add_folder(ADA, "inner", folder=outer)
    workspace.drive.share(outer, BEN, "commenter")
    workspace.drive.share(outer, "", "reader", kind="anyone")
    made = client().json("POST", FILES, json={"name": "N", "parents": [inner]})["id"]

    assert workspace.drive.roles(made) == {ADA: "owner", BEN: "commenter", "anyone": "reader"}


def test_what_somebody_makes_in_anothers_folder_is_theirs_and_the_others_may_edit_it(
    workspace: Workspace, client: Clients
) -> None:
    folder = workspace.drive.add_folder(ADA, "F")
    workspace.drive.share(folder, BEN)
    made = client(BEN).json("POST", FILES, json={"name": "N", "parents": [folder]})["id"]

    assert workspace.drive.roles(made) == {ADA: "writer", BEN: "owner"}


def test_a_folder_that_one_may_not_write_in_takes_nothing(
    workspace: Workspace, client: Clients
) -> None:
    folder = workspace.drive.add_folder(ADA, "F")
    ben = client(BEN)
    body = {"name": "N", "parents": [folder]}
    unseen = ben.refused("POST", FILES, json=body)
    workspace.drive.share(folder, BEN, "reader")

    assert reason(unseen) == (404, "notFound")
    assert reason(ben.refused("POST", FILES, json=body)) == (403, "insufficientParentPermissions")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("domain", {ADA: "owner", "example.com": "reader"}),
        ("anyone", {ADA: "owner", "anyone": "reader"}),
    ],
)
def test_a_domains_default_reaches_new_files_unless_it_is_ignored(
    kind: str, expected: dict[str, str], workspace: Workspace, client: Clients
) -> None:
    workspace.set_open_domain("example.com", kind)
    ada = client()
    plain = ada.json("POST", FILES, json={"name": "N"})["id"]
    private = ada.json("POST", FILES, params={"ignoreDefaultVisibility": "true"})["id"]

    assert workspace.drive.roles(plain) == expected
    assert workspace.drive.roles(private) == {ADA: "owner"}


def test_a_shared_drive_needs_a_client_that_knows_it(workspace: Workspace, client: Clients) -> None:
    drive = workspace.drive.add_drive("Team", {ADA: "organizer", BEN: "reader"})
    made = workspace.drive.add_document(ADA, "N", folder=drive)
    ada = client()
    knows = {"supportsAllDrives": "true"}
    fields = {"fields": "driveId,permissions,owners,ownedByMe,capabilities(canEdit)"}
    shown = ada.json("GET", f"{FILES}/{made}", params={**knows, **fields})
    permissions = ada.json(
        "GET",
        f"{FILES}/{made}/permissions",
        params={**knows, "fields": "permissions(emailAddress,role,permissionDetails)"},
    )
    everywhere = {"includeItemsFromAllDrives": "true", "fields": "files(name)"}

    assert reason(ada.refused("GET", f"{FILES}/{made}")) == (404, "notFound")
    assert shown == {"driveId": drive, "capabilities": {"canEdit": True}}
    assert [each["emailAddress"] for each in permissions["permissions"]] == [ADA, BEN]
    assert permissions["permissions"][1]["permissionDetails"] == [
        {"permissionType": "member", "role": "reader", "inherited": True, "inheritedFrom": drive}
    ]
    assert ada.json("GET", FILES)["files"] == []
    assert ada.json("GET", FILES, params={**knows, **everywhere}) == {"files": [{"name": "N"}]}
    assert ada.refused("GET", FILES, params=everywhere)[0] == 403
    assert ada.json("POST", FILES, params=knows, json={"name": "M", "parents": [drive]})


def test_the_content_of_a_document_is_not_downloaded(workspace: Workspace, client: Clients) -> None:
    document = workspace.drive.add_document(ADA, "N")
    refused = client().refused("GET", f"{FILES}/{document}", params={"alt": "media"})

    assert reason(refused) == (403, "fileNotDownloadable")


def test_about_tells_who_one_is_and_needs_fields(client: Clients) -> None:
    ada = client()
    user = ada.json(
        "GET", "/drive/v3/about", params={"fields": "user(emailAddress,me,displayName)"}
    )

    assert user == {"user": {"emailAddress": ADA, "me": True, "displayName": "Ada"}}
    assert reason(ada.refused("GET", "/drive/v3/about")) == (400, "required")


def test_about_has_the_recorded_shape(recordings: Path, client: Clients) -> None:
    (call,) = json.loads((recordings / "drive/get-about.json").read_text())["calls"]
    answer = client().json("GET", call["path"], params=call["request"]["params"])

    recorded = call["response"]
    ours = {"displayName": "Ada", "emailAddress": ADA}
    assert answer.keys() <= recorded.keys()
    assert answer["user"].items() <= {**recorded["user"], **ours}.items() | {
        ("permissionId", answer["user"]["permissionId"])
    }
    assert answer["storageQuota"].keys() == recorded["storageQuota"].keys()
    assert sorted(answer["exportFormats"][DOCUMENT]) == sorted(recorded["exportFormats"][DOCUMENT])
    for name in ("kind", "maxUploadSize", "appInstalled", "canCreateDrives"):
        assert answer[name] == recorded[name]


@pytest.mark.parametrize("name", ["copy-file", "update-file"])
def test_a_recorded_change_is_answered_alike(
    name: str, recordings: Path, workspace: Workspace, client: Clients
) -> None:
    (call,) = json.loads((recordings / f"drive/{name}.json").read_text())["calls"]
    source = call["path"].split("/")[4]
    workspace.drive.add_document(ADA, "before", file_id=source)
    answer = client().json(
        call["method"].upper(),
        call["path"],
        params=call["request"].get("params"),
        json=call["request"]["data"],
    )
    chance = {"id", "parents", "webViewLink", "createdTime", "modifiedTime"}

    assert {key: type(value) for key, value in answer.items()} == {
        key: type(value) for key, value in call["response"].items()
    }
    assert {key: value for key, value in answer.items() if key not in chance} == {
        key: value for key, value in call["response"].items() if key not in chance
    }


def test_every_recorded_question_about_permissions_is_answered_alike(
    recordings: Path, workspace: Workspace, client: Clients
) -> None:
    calls = json.loads((recordings / "drive/permissions.json").read_text())["calls"]
    asked = [call for call in calls if call["path"].endswith("/permissions")]
    ada = client()
    for call in asked:
        workspace.drive.add_document(ADA, "N", file_id=call["path"].split("/")[4])
        answer = ada.json("GET", call["path"], params=call["request"]["params"])
        recorded = call["response"]
        for each in recorded["permissions"]:
            each.update(id=answer["permissions"][0]["id"], emailAddress=ADA, displayName="Ada")

        assert answer == recorded
    assert len(asked) == 10
