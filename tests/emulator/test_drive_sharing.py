"""Drive's permissions, comments and exports."""

import json
from pathlib import Path

import pytest

from sync.emulator.workspace import Workspace
from tests.emulator.conftest import Clients, Json

FILES = "/drive/v3/files"
ADA, BEN, CY = "ada@example.com", "ben@example.com", "cy@example.com"
FULL = {"fields": "type,role,emailAddress,displayName,deleted,pendingOwner"}


def reason(refused: tuple[int, Json]) -> tuple[int, str]:
    return refused[0], refused[1]["error"]["errors"][0]["reason"]


def writer(address: str) -> Json:
    return {"type": "user", "role": "writer", "emailAddress": address}


@pytest.fixture
def document(workspace: Workspace) -> str:
    return workspace.drive.add_document(ADA, "Notes", ["Hello"])


def test_sharing_gives_access_and_sends_a_mail_unless_told_not_to(
    document: str, workspace: Workspace, client: Clients
) -> None:
    ada, ben = client(ADA), client(BEN)
    before = ben.refused("GET", f"{FILES}/{document}")
    path = f"{FILES}/{document}/permissions"
    made = ada.json(
        "POST", path, params={"sendNotificationEmail": "false", **FULL}, json=writer(BEN)
    )
    quiet = list(workspace.mails)
    workspace.add_user(CY, "Cy")
    ada.json("POST", path, json=writer(CY))

    assert reason(before) == (404, "notFound")
    assert made == {
        "type": "user",
        "role": "writer",
        "emailAddress": BEN,
        "displayName": "Ben",
        "deleted": False,
        "pendingOwner": False,
    }
    assert ben.json("GET", f"{FILES}/{document}")["name"] == "Notes"
    assert quiet == []
    assert workspace.mails == [{"kind": "shared", "to": CY, "about": document}]


def test_without_fields_no_address_is_told(
    document: str, recordings: Path, client: Clients
) -> None:
    (call,) = json.loads((recordings / "drive/list-permissions.json").read_text())["calls"]
    answer = client().json(
        "GET", f"{FILES}/{document}/permissions", params=call["request"]["params"]
    )
    recorded = call["response"]
    recorded["permissions"][0]["id"] = answer["permissions"][0]["id"]

    assert answer == recorded


def test_a_recorded_change_of_a_role_is_answered_alike(
    recordings: Path, workspace: Workspace, client: Clients
) -> None:
    (call,) = json.loads((recordings / "drive/update-permission.json").read_text())["calls"]
    file_id = call["path"].split("/")[4]
    workspace.drive.add_document(ADA, "N", file_id=file_id)
    workspace.drive.share(file_id, "", "reader", kind="anyone")
    answer = client().json("PATCH", call["path"], json=call["request"]["data"])

    assert answer == call["response"]


def test_an_address_without_an_account_needs_a_mail(
    document: str, workspace: Workspace, client: Clients
) -> None:
    ada = client()
    path = f"{FILES}/{document}/permissions"
    outsider = writer("someone@example.com")
    refused = ada.refused("POST", path, params={"sendNotificationEmail": "false"}, json=outsider)
    shared = ada.json("POST", path, params=FULL, json=outsider)

    assert reason(refused) == (400, "invalidSharingRequest")
    assert 'check the "Notify people" box' in refused[1]["error"]["message"]
    assert shared["emailAddress"] == "someone@example.com"
    assert workspace.drive.roles(document) == {ADA: "owner", "someone@example.com": "writer"}


def test_a_mail_that_fails_hides_that_it_was_shared(
    document: str, workspace: Workspace, client: Clients
) -> None:
    workspace.settings.mail_fails_for = {BEN}
    refused = client().refused("POST", f"{FILES}/{document}/permissions", json=writer(BEN))

    assert reason(refused) == (400, "invalidSharingRequest")
    assert "successfully shared" in refused[1]["error"]["errors"][0]["message"]
    assert workspace.drive.roles(document) == {ADA: "owner", BEN: "writer"}


def test_sharing_twice_gives_one_permission_with_the_higher_role(
    document: str, workspace: Workspace, client: Clients
) -> None:
    ada = client()
    path = f"{FILES}/{document}/permissions"
    first = ada.json("POST", path, json=writer(BEN))
    again = ada.json("POST", path, json={**writer(BEN), "role": "reader"})

    assert first["id"] == again["id"]
    assert workspace.drive.roles(document) == {ADA: "owner", BEN: "writer"}


def test_permissions_are_read_changed_and_taken_away(
    document: str, workspace: Workspace, client: Clients
) -> None:
    ada = client()
    path = f"{FILES}/{document}/permissions"
    made = ada.json("POST", path, json=writer(BEN))["id"]
    ada.json("PATCH", f"{path}/{made}", json={"role": "commenter"})
    shown = ada.json("GET", f"{path}/{made}", params={"fields": "role,emailAddress"})
    gone = ada.call("DELETE", f"{path}/{made}")

    assert shown == {"role": "commenter", "emailAddress": BEN}
    assert gone.status_code == 204
    assert reason(ada.refused("GET", f"{path}/{made}")) == (404, "notFound")
    assert workspace.drive.roles(document) == {ADA: "owner"}


@pytest.mark.parametrize("role", ["reader", "commenter"])
def test_who_may_not_write_may_not_share_nor_see_who_else_can(
    role: str, document: str, workspace: Workspace, client: Clients
) -> None:
    workspace.drive.share(document, BEN, role)
    ben = client(BEN)
    path = f"{FILES}/{document}/permissions"
    fields = {"fields": "permissions,capabilities(canShare,canEdit)"}

    assert reason(ben.refused("POST", path, json=writer(CY))) == (
        403,
        "insufficientFilePermissions",
    )
    assert reason(ben.refused("GET", path)) == (403, "insufficientFilePermissions")
    assert ben.json("GET", f"{FILES}/{document}", params=fields) == {
        "capabilities": {"canShare": False, "canEdit": False}
    }


def test_a_writer_shares_unless_the_owner_keeps_that(
    document: str, workspace: Workspace, client: Clients
) -> None:
    workspace.drive.share(document, BEN)
    workspace.add_user(CY, "Cy")
    ben = client(BEN)
    path = f"{FILES}/{document}/permissions"
    client(ADA).json("PATCH", f"{FILES}/{document}", json={"writersCanShare": False})
    refused = ben.refused("POST", path, json=writer(CY))
    client(ADA).json("PATCH", f"{FILES}/{document}", json={"writersCanShare": True})
    ben.json("POST", path, json=writer(CY))

    assert reason(refused) == (400, "invalidSharingRequest")
    assert "ACL change not allowed" in str(refused)
    assert workspace.drive.roles(document)[CY] == "writer"


def test_a_writer_who_may_not_share_is_not_told_who_can_open_it(
    document: str, workspace: Workspace, client: Clients
) -> None:
    """File.permissions "is only available if the requesting user can share the file" (discovery);
    permissions.list was measured to answer 403 wherever capabilities.canShare is false.
    """
    workspace.drive.share(document, BEN)
    workspace.drive.file(document).writers_can_share = False
    ben, fields = client(BEN), {"fields": "permissions,capabilities(canShare,canEdit)"}
    refused = ben.refused("GET", f"{FILES}/{document}/permissions")

    assert reason(refused) == (403, "insufficientFilePermissions")
    assert ben.json("GET", f"{FILES}/{document}", params=fields) == {
        "capabilities": {"canShare": False, "canEdit": True}
    }


def test_ownership_goes_over_only_when_it_is_said_so(
    document: str, workspace: Workspace, client: Clients
) -> None:
    ada = client()
    path = f"{FILES}/{document}/permissions"
    owner = {**writer(BEN), "role": "owner"}
    refused = ada.refused("POST", path, json=owner)
    ada.json("POST", path, params={"transferOwnership": "true"}, json=owner)

    assert reason(refused) == (403, "forbidden")
    assert workspace.drive.roles(document) == {ADA: "writer", BEN: "owner"}


def test_what_a_folder_hands_down_is_changed_at_the_folder(
    workspace: Workspace, client: Clients
) -> None:
    folder = workspace.drive.add_folder(ADA, "F")
    workspace.drive.share(folder, BEN)
    inside = workspace.drive.add_document(ADA, "N", folder=folder)
    drive = workspace.drive.add_drive("Team", {ADA: "organizer", BEN: "writer"})
    shared = workspace.drive.add_document(ADA, "N", folder=drive)
    ada = client()
    knows = {"supportsAllDrives": "true", "fields": "permissions(id,emailAddress)"}
    path = f"{FILES}/{shared}/permissions"
    listed = ada.json("GET", path, params=knows)["permissions"]
    ben = next(each["id"] for each in listed if each["emailAddress"] == BEN)
    here = ada.refused("DELETE", f"{FILES}/{inside}/permissions/{ben}")
    there = ada.refused("DELETE", f"{path}/{ben}", params={"supportsAllDrives": "true"})

    assert reason(here) == (403, "cannotModifyInheritedPermission")
    assert reason(there) == (403, "cannotModifyInheritedTeamDrivePermission")


@pytest.mark.parametrize(
    ("kind", "who"), [("domain", "example.com"), ("group", "team@example.com"), ("anyone", "")]
)
def test_domains_groups_and_anyone_open_a_file_to_those_in_them(
    kind: str, who: str, document: str, workspace: Workspace, client: Clients
) -> None:
    workspace.add_group("team@example.com", "Team", (BEN,))
    body = {"type": kind, "role": "writer"}
    body |= {"domain": {"domain": who}, "group": {"emailAddress": who}, "anyone": {}}[kind]
    made = client(ADA).json(
        "POST", f"{FILES}/{document}/permissions", params={"fields": "*"}, json=body
    )
    insert = {"insertText": {"text": "x", "location": {"index": 1}}}

    assert made.get("domain" if kind == "domain" else "emailAddress", "") == who
    assert ("allowFileDiscovery" in made) == (kind != "group")
    assert client(BEN).json(
        "POST", f"/v1/documents/{document}:batchUpdate", json={"requests": [insert]}
    )


@pytest.mark.parametrize(
    "body",
    [
        {"role": "writer", "emailAddress": BEN},
        {"type": "user", "emailAddress": BEN},
        {"type": "user", "role": "king", "emailAddress": BEN},
        {"type": "user", "role": "writer"},
        {"type": "user", "role": "writer", "emailAddress": "ben"},
        {"type": "domain", "role": "writer"},
        {"type": "user", "role": "organizer", "emailAddress": BEN},
    ],
)
def test_shares_that_can_not_be_are_refused(
    body: Json, document: str, workspace: Workspace, client: Clients
) -> None:
    answer = client().call("POST", f"{FILES}/{document}/permissions", json=body)

    assert answer.status_code in {400, 403}
    assert workspace.drive.roles(document) == {ADA: "owner"}


def test_comments_are_listed_newest_first_and_quote_the_text(
    document: str, workspace: Workspace, client: Clients
) -> None:
    before = workspace.documents[document].show()["revisionId"]
    workspace.drive.comment(document, BEN, "first", quoted="Hel")
    workspace.drive.comment(document, ADA, "second")
    path = f"{FILES}/{document}/comments"
    fields = {
        "fields": "comments(content,quotedFileContent(value),author(displayName,me,emailAddress))"
    }
    ada = client()

    assert ada.json("GET", path, params=fields)["comments"] == [
        {"content": "second", "author": {"displayName": "Ada", "me": True}},
        {
            "content": "first",
            "quotedFileContent": {"value": "Hel"},
            "author": {"displayName": "Ben", "me": False},
        },
    ]
    assert workspace.documents[document].show()["revisionId"] != before
    assert reason(ada.refused("GET", path)) == (400, "required")


def test_a_document_is_exported_as_text_whose_type_names_no_charset(
    workspace: Workspace, client: Clients
) -> None:
    document = workspace.drive.add_document(ADA, "N", ["Grüße", "✅"])
    answer = client().call("GET", f"{FILES}/{document}/export", params={"mimeType": "text/plain"})

    assert answer.headers["Content-Type"] == "text/plain"
    assert answer.content.decode() == "\ufeffGrüße\r\n✅"


def test_a_markdown_export_shows_what_is_ticked(workspace: Workspace, client: Clients) -> None:
    document = workspace.drive.add_document(ADA, "N", ["Book the room", "Grüße ✅"])
    boxes = {"range": {"startIndex": 1, "endIndex": 20}, "bulletPreset": "BULLET_CHECKBOX"}
    workspace.documents[document].batch_update({"requests": [{"createParagraphBullets": boxes}]})
    workspace.documents[document].tick("t.0", 1, ticked=True)
    answer = client(ADA, "drive.readonly").call(
        "GET", f"{FILES}/{document}/export", params={"mimeType": "text/markdown"}
    )

    assert answer.headers["Content-Type"] == "text/markdown"
    assert answer.content.decode().splitlines() == [
        "- [x] ~~Book the room~~  ",
        "- [ ] Grüße ✅",
    ]


def test_exports_are_refused_as_google_refuses_them(
    document: str, workspace: Workspace, client: Clients
) -> None:
    ada = client()
    path = f"{FILES}/{document}/export"
    plain = {"mimeType": "text/plain"}
    folder = workspace.drive.add_folder(ADA, "F")
    workspace.drive.share(document, BEN, "reader")
    workspace.drive.file(document).copy_needs_writer = True

    assert reason(ada.refused("GET", path)) == (400, "required")
    assert reason(ada.refused("GET", path, params={"mimeType": "image/png"})) == (400, "badRequest")
    assert reason(ada.refused("GET", f"{FILES}/{folder}/export", params=plain)) == (
        403,
        "fileNotExportable",
    )
    assert reason(client(BEN).refused("GET", path, params=plain)) == (403, "cannotExportFile")
    workspace.settings.export_limit = 5
    assert reason(ada.refused("GET", path, params=plain)) == (403, "exportSizeLimitExceeded")
    assert reason(client(ADA, "documents").refused("GET", path, params=plain)) == (
        403,
        "insufficientPermissions",
    )


def test_a_plain_export_is_written_as_the_recorded_one(
    recordings: Path, workspace: Workspace, client: Clients
) -> None:
    (call,) = json.loads((recordings / "docs/export-document.json").read_text())["calls"]
    recorded = bytes(call["response"]["data"]).decode()
    listed = ["Introduction", "gration.", "Features"]
    lines = ["Replaced by Nango action", "", *listed, ""]
    document = workspace.drive.add_document(ADA, "N", lines, file_id=call["path"].split("/")[4])
    bullets = {
        "range": {"startIndex": 27, "endIndex": 50},
        "bulletPreset": "BULLET_DISC_CIRCLE_SQUARE",
    }
    workspace.documents[document].batch_update({"requests": [{"createParagraphBullets": bullets}]})
    answer = client().call("GET", call["path"], params=call["request"]["params"])
    ours = answer.content.decode()

    assert ours == "\ufeffReplaced by Nango action\r\n\r\n* " + "\r\n* ".join(listed) + "\r\n"
    assert recorded.startswith("\ufeffReplaced by Nango action")
    assert "* Introduction\r\n* gration.\r\n* Features\r\n" in recorded


@pytest.mark.parametrize(
    ("share", "status", "listed"),
    [
        ({"type": "anyone"}, 200, False),
        ({"type": "anyone", "allowFileDiscovery": True}, 200, True),
        ({"type": "domain", "domain": "example.com"}, 200, False),
        ({"type": "domain", "domain": "example.com", "allowFileDiscovery": True}, 200, True),
        ({"type": "domain", "domain": "example.org", "allowFileDiscovery": True}, 404, False),
    ],
)
def test_a_file_with_a_link_is_opened_by_it_but_found_only_where_it_may_be(
    share: Json, status: int, listed: bool, document: str, client: Clients
) -> None:
    body = {**share, "role": "reader"}
    client(ADA).json("POST", f"{FILES}/{document}/permissions", json=body)
    ben = client(BEN)
    found = ben.json("GET", FILES)["files"]

    assert [file["id"] for file in found] == ([document] if listed else [])
    assert ben.call("GET", f"{FILES}/{document}").status_code == status


def test_an_export_that_is_not_made_here_is_refused_by_name(document: str, client: Clients) -> None:
    path = f"{FILES}/{document}/export"
    ada = client()

    assert ada.refused("GET", path, params={"mimeType": "text/html"})[0] == 501
    assert ada.refused("GET", path, params={"mimeType": "image/png"})[0] == 400
