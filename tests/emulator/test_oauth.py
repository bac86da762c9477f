"""Tokens: refreshed, expired, revoked; scopes, and what drive.file covers."""

from datetime import timedelta

import pytest
import requests

from sync.emulator.server import Served
from sync.emulator.unknowns import Unknowns
from sync.emulator.workspace import Workspace
from tests.emulator.conftest import CLIENT, Client, Clients, Json

ADA, BEN = "ada@example.com", "ben@example.com"
SCOPE = "https://www.googleapis.com/auth/"
FILES = "/drive/v3/files"
EVENTS = "/calendar/v3/calendars/primary/events"
EXPIRED = {"error": "invalid_grant", "error_description": "Token has been expired or revoked."}


def refresh(served: Served, token: Json, **changed: str) -> tuple[int, Json]:
    form = {"grant_type": "refresh_token", **token, **changed}
    answer = requests.post(f"{served.root}/token", data=form, timeout=10)
    return answer.status_code, answer.json()


def test_a_sign_in_is_the_file_that_google_auth_reads(workspace: Workspace) -> None:
    token = workspace.sign_in(ADA, CLIENT, ["calendar.events", f"{SCOPE}drive.file"])

    assert token == {
        "type": "authorized_user",
        "client_id": CLIENT,
        "client_secret": "GOCSPX-emulated",
        "refresh_token": token["refresh_token"],
        "token_uri": "https://oauth2.googleapis.com/token",
        "scopes": [f"{SCOPE}calendar.events", f"{SCOPE}drive.file"],
        "universe_domain": "googleapis.com",
        "account": ADA,
    }


def test_a_refresh_gives_an_access_token_for_an_hour(workspace: Workspace, served: Served) -> None:
    token = workspace.sign_in(ADA, CLIENT, ["drive.file"])
    status, answer = refresh(served, token)

    assert (status, sorted(answer)) == (
        200,
        ["access_token", "expires_in", "scope", "token_type"],
    )
    assert (answer["expires_in"], answer["scope"], answer["token_type"]) == (
        3599,
        f"{SCOPE}drive.file",
        "Bearer",
    )


@pytest.mark.parametrize(
    ("changed", "status", "error"),
    [
        ({"refresh_token": "1//0nonsense"}, 400, "invalid_grant"),
        ({"client_id": "other"}, 401, "invalid_client"),
        ({"client_secret": "other"}, 401, "invalid_client"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"scope": f"{SCOPE}drive"}, 400, "invalid_scope"),
    ],
)
def test_a_wrong_refresh_is_refused(
    changed: Json, status: int, error: str, workspace: Workspace, served: Served
) -> None:
    token = workspace.sign_in(ADA, CLIENT, ["drive.file"])
    answered, body = refresh(served, token, **changed)

    assert (answered, body["error"]) == (status, error)


def test_a_sign_in_of_an_app_in_testing_ends_after_its_days(
    workspace: Workspace, served: Served
) -> None:
    workspace.settings.refresh_lifetime = timedelta(days=7)
    token = workspace.sign_in(ADA, CLIENT, ["drive.file"])
    workspace.pass_time(timedelta(days=6))
    good = refresh(served, token)
    workspace.pass_time(timedelta(days=1))

    assert (good[0], good[1]["refresh_token_expires_in"]) == (200, 86400)
    assert refresh(served, token) == (400, EXPIRED)


@pytest.mark.parametrize("which", ["refresh", "access", "by hand"])
def test_what_is_revoked_is_worth_nothing_any_more(
    which: str, workspace: Workspace, served: Served
) -> None:
    token = workspace.sign_in(ADA, CLIENT, ["drive.file"])
    access = refresh(served, token)[1]["access_token"]
    if which == "by hand":
        workspace.revoke(token)
    else:
        given = access if which == "access" else token["refresh_token"]
        requests.post(f"{served.root}/revoke", data={"token": given}, timeout=10)
    headers = {"Authorization": f"Bearer {access}"}
    answer = requests.get(f"{served.root}{FILES}", headers=headers, timeout=10)

    assert refresh(served, token) == (400, EXPIRED)
    assert answer.status_code == 401


def test_an_access_token_ends_on_the_workspaces_clock(
    workspace: Workspace, client: Clients
) -> None:
    ada = client()
    workspace.pass_time(timedelta(minutes=59, seconds=59))
    before = ada.call("GET", FILES).status_code
    workspace.pass_time(timedelta(seconds=1))

    assert (before, ada.call("GET", FILES).status_code) == (200, 401)


def test_calls_without_a_token_or_with_a_bad_one_are_not_authenticated(served: Served) -> None:
    bare = Client(served.root)
    missing = bare.refused("GET", FILES)
    bare.session.headers["Authorization"] = "Bearer nonsense"
    drive, docs = bare.refused("GET", FILES), bare.refused("GET", "/v1/documents/1x")
    bare.session.close()

    assert (missing[0], missing[1]["error"]["details"][0]["reason"]) == (
        401,
        "CREDENTIALS_MISSING",
    )
    assert (drive[0], drive[1]["error"]["errors"][0]["reason"]) == (401, "authError")
    assert (docs[0], docs[1]["error"]["status"]) == (401, "UNAUTHENTICATED")


@pytest.mark.parametrize(
    ("scope", "verb", "path", "allowed"),
    [
        ("calendar.events", "GET", EVENTS, True),
        ("calendar.events.readonly", "GET", EVENTS, True),
        ("calendar.events.readonly", "POST", EVENTS, False),
        ("drive.file", "GET", EVENTS, False),
        ("drive.file", "GET", FILES, True),
        ("documents", "GET", FILES, False),
        ("drive.readonly", "POST", FILES, False),
        ("drive.file", "POST", FILES, True),
        ("documents", "POST", "/v1/documents", True),
        ("documents.readonly", "POST", "/v1/documents", False),
        ("calendar.events", "POST", "/v1/documents", False),
    ],
)
def test_each_method_needs_one_of_its_scopes(
    scope: str, verb: str, path: str, allowed: bool, client: Clients
) -> None:
    answer = client(ADA, scope).call(verb, path, json={})

    if allowed:
        assert answer.status_code == (400 if (verb, path) == ("POST", EVENTS) else 200)
    else:
        detail = answer.json()["error"]["details"][0]
        assert (answer.status_code, detail["reason"]) == (403, "ACCESS_TOKEN_SCOPE_INSUFFICIENT")
        assert f"{SCOPE}" in answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize(
    ("api", "path"),
    [("calendar", EVENTS), ("drive", FILES), ("docs", "/v1/documents/1x")],
)
def test_an_api_that_is_not_switched_on_says_so(
    api: str, path: str, workspace: Workspace, client: Clients
) -> None:
    workspace.settings.disabled_apis = {api}
    status, body = client().refused("GET", path)

    assert (status, body["error"]["details"][0]["reason"]) == (403, "SERVICE_DISABLED")
    assert body["error"]["details"][0]["metadata"]["consumer"] == "projects/1234567890"
    assert ("errors" in body["error"]) == (api != "docs")


class TestFilesOfTheApp:
    """What drive.file covers: what this app made for this user, and what this user picked."""

    def test_others_are_not_there(self, workspace: Workspace, client: Clients) -> None:
        other = workspace.drive.add_document(ADA, "Other", ["x"])
        ada = client(ADA, "drive.file")
        own = ada.json("POST", FILES, json={"name": "Own"})["id"]
        listed = ada.json("GET", FILES)["files"]
        found = ada.refused("GET", f"{FILES}/{other}")
        exported = ada.refused("GET", f"{FILES}/{other}/export", params={"mimeType": "text/plain"})

        assert [file["id"] for file in listed] == [own]
        assert (found[0], found[1]["error"]["message"]) == (404, f"File not found: {other}.")
        assert exported[0] == 404
        assert ada.refused("GET", f"/v1/documents/{other}")[0] == 404
        workspace.settings.unpicked_document = "forbidden"
        assert ada.refused("GET", f"/v1/documents/{other}")[0] == 403

    def test_a_picked_file_is_there_for_this_user_and_this_app_alone(
        self, workspace: Workspace, client: Clients
    ) -> None:
        other = workspace.drive.add_document(ADA, "Other", ["x"])
        workspace.drive.share(other, BEN)
        ada, ben = client(ADA, "drive.file"), client(BEN, "drive.file")
        elsewhere = client(ADA, "drive.file", app="99-other.apps.googleusercontent.com")
        workspace.pick(ADA, CLIENT, other)

        assert ada.json("GET", f"/v1/documents/{other}")["title"] == "Other"
        assert ada.json("GET", f"{FILES}/{other}")["name"] == "Other"
        assert [each.call("GET", f"{FILES}/{other}").status_code for each in (ben, elsewhere)] == [
            404,
            404,
        ]

    @pytest.mark.parametrize("sees", [True, False])
    def test_whether_an_older_sign_in_sees_a_picked_file_is_a_switch(
        self, sees: bool, workspace: Workspace, client: Clients
    ) -> None:
        workspace.world.unknowns = Unknowns(old_token_sees_picked_files=sees)
        other = workspace.drive.add_document(ADA, "Other", ["x"])
        older = client(ADA, "drive.file")
        workspace.pick(ADA, CLIENT, other)
        newer = client(ADA, "drive.file")
        path = f"{FILES}/{other}"

        assert older.call("GET", path).status_code == (200 if sees else 404)
        assert newer.call("GET", path).status_code == 200

    def test_what_the_app_made_for_one_is_not_there_for_another_who_it_was_shared_with(
        self, client: Clients
    ) -> None:
        ada, ben = client(ADA, "drive.file"), client(BEN, "drive.file")
        own = ada.json("POST", FILES, json={"name": "Own"})["id"]
        share = {"type": "user", "role": "writer", "emailAddress": BEN}
        ada.json("POST", f"{FILES}/{own}/permissions", json=share)

        assert ben.call("GET", f"{FILES}/{own}").status_code == 404

    def test_a_file_that_is_seen_by_another_scope_may_still_not_be_changed(
        self, workspace: Workspace, client: Clients
    ) -> None:
        other = workspace.drive.add_document(ADA, "Other", ["x"])
        ada = client(ADA, "drive.file", "drive.readonly", "documents")
        status, body = ada.refused("PATCH", f"{FILES}/{other}", json={"properties": {"a": "1"}})
        insert = {"insertText": {"text": "x", "location": {"index": 1}}}

        assert ada.json("GET", f"{FILES}/{other}")["name"] == "Other"
        assert (status, body["error"]["errors"][0]["reason"]) == (403, "appNotAuthorizedToFile")
        assert ada.json("POST", f"/v1/documents/{other}:batchUpdate", json={"requests": [insert]})

    def test_a_folder_that_was_not_picked_takes_nothing(
        self, workspace: Workspace, client: Clients
    ) -> None:
        folder = workspace.drive.add_folder(ADA, "F")
        ada = client(ADA, "drive.file")
        body = {"name": "N", "parents": [folder]}
        before = ada.call("POST", FILES, json=body).status_code
        workspace.pick(ADA, CLIENT, folder)

        assert (before, ada.call("POST", FILES, json=body).status_code) == (404, 200)


def test_who_has_no_account_can_not_sign_in(workspace: Workspace) -> None:
    workspace.add_user("out@example.org", "Out", account=False)

    with pytest.raises(ValueError, match=r"out@example\.org"):
        workspace.sign_in("out@example.org", CLIENT, ["drive"])
