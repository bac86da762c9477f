"""What the emulator refuses of its own accord has the whole body of the recorded refusal."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sync.emulator.catalogue import error
from sync.emulator.workspace import Workspace
from tests.emulator.conftest import Client, Clients, Json

ADA, BEN = "ada@example.com", "ben@example.com"
CALENDAR = "/calendar/v3/calendars/primary"
EVENTS = f"{CALENDAR}/events"
FILES = "/drive/v3/files"
DOCS = "/v1/documents"
TIMES = {
    "start": {"dateTime": "2025-03-10T09:00:00Z"},
    "end": {"dateTime": "2025-03-10T10:00:00Z"},
}
LOCKED: Json = {
    "requests": [],
    "writeControl": {"requiredRevisionId": "OBVIOUSLY-STALE-REVISION-ID"},
}
SHARE = {"type": "user", "role": "writer", "emailAddress": "someone@example.com"}

Asked = tuple[str, str, dict[str, Any]]

BY_ADA: dict[str, Asked] = {
    "calendar_400_invalid_sync_token_value": ("GET", f"{EVENTS}?syncToken=x", {}),
    "calendar_400_timeRangeEmpty": (
        "GET",
        f"{EVENTS}?timeMin=2025-03-10T00:00:00Z&timeMax=2025-03-09T00:00:00Z",
        {},
    ),
    "calendar_404_notFound": ("GET", f"{EVENTS}/nowhere", {}),
    "calendar_409_duplicate": ("POST", EVENTS, {"json": {**TIMES, "id": "taken"}}),
    "calendar_410_deleted": ("DELETE", f"{EVENTS}/gone0", {}),
    "calendar_412_conditionNotMet": (
        "PATCH",
        f"{EVENTS}/taken",
        {"json": {"summary": "x"}, "headers": {"If-Match": '"1"'}},
    ),
    "docs_400_required_revision_mismatch": ("POST", f"{DOCS}/1mine:batchUpdate", {"json": LOCKED}),
    "docs_404_NOT_FOUND": ("GET", f"{DOCS}/1nowhere", {}),
    "drive_400_badRequest": (
        "GET",
        FILES,
        {"params": {"q": "fullText contains 'x'", "orderBy": "name"}},
    ),
    "drive_400_invalidSharingRequest_no_google_account": (
        "POST",
        f"{FILES}/1mine/permissions?sendNotificationEmail=false",
        {"json": SHARE},
    ),
    "drive_403_fileNotDownloadable": ("GET", f"{FILES}/1mine?alt=media", {}),
    "drive_404_notFound": ("GET", f"{FILES}/1nowhere", {}),
}
BY_BEN: dict[str, Asked] = {
    "calendar_403_forbiddenForNonOrganizer": (
        "PATCH",
        f"{EVENTS}/taken",
        {"json": {"summary": "x"}},
    ),
    "docs_403_PERMISSION_DENIED": ("POST", f"{DOCS}/1read:batchUpdate", {"json": {}}),
    "docs_403_suggestions_view": (
        "GET",
        f"{DOCS}/1read?suggestionsViewMode=SUGGESTIONS_INLINE",
        {},
    ),
    "drive_403_insufficientFilePermissions": ("PATCH", f"{FILES}/1read", {"json": {"name": "x"}}),
    "drive_403_cannotExportFile": ("GET", f"{FILES}/1read/export?mimeType=text/plain", {}),
}


@pytest.fixture
def workspace() -> Workspace:
    made = Workspace(now=datetime(2025, 3, 10, 8, tzinfo=UTC))
    made.add_user(ADA, "Ada")
    made.add_user(BEN, "Ben")
    made.calendar.add_event(ADA, "S", made.now, event_id="taken", guests=[BEN])
    made.calendar.add_event(ADA, "S", made.now, event_id="gone0")
    made.calendar.cancel("gone0")
    made.drive.add_document(ADA, "mine", ["Hello"], file_id="1mine")
    made.drive.add_document(ADA, "read", ["Hello"], file_id="1read")
    made.drive.share("1read", BEN, "reader")
    made.world.state.files["1read"].copy_needs_writer = True
    return made


def without_names(body: Json) -> Any:
    """A body in which the file that it speaks of has no name, which is another each time."""
    return json.loads(re.sub(r"(for file |found: |the file )[\w{}-]+", r"\1ID", json.dumps(body)))


def held_to(name: str, given: tuple[int, Json]) -> None:
    recorded = error(name)

    assert (given[0], without_names(given[1])) == (recorded.status, without_names(recorded.body))


@pytest.mark.parametrize("name", sorted(BY_ADA))
def test_an_owners_mistake_is_refused_as_recorded(name: str, client: Clients) -> None:
    verb, path, options = BY_ADA[name]

    held_to(name, client(ADA).refused(verb, path, **options))


@pytest.mark.parametrize("name", sorted(BY_BEN))
def test_what_a_guest_may_not_is_refused_as_recorded(name: str, client: Clients) -> None:
    verb, path, options = BY_BEN[name]

    held_to(name, client(BEN).refused(verb, path, **options))


def stranger(client: Clients, api: str) -> Client:
    one = client(ADA)
    one.session.headers["Authorization"] = f"Bearer {api}"
    return one


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("docs_401_UNAUTHENTICATED", f"{DOCS}/1mine"),
        ("drive_401_authError", f"{FILES}/1mine"),
        ("calendar_401_authError", EVENTS),
    ],
)
def test_a_token_that_is_none_is_refused_as_recorded(name: str, path: str, client: Clients) -> None:
    held_to(name, stranger(client, "x").refused("GET", path))


def test_a_sync_token_that_is_too_old_is_refused_as_recorded(
    workspace: Workspace, client: Clients
) -> None:
    workspace.settings.access_lifetime = timedelta(days=60)
    ada = client(ADA)
    token = ada.json("GET", EVENTS)["nextSyncToken"]
    workspace.pass_time(timedelta(days=30))

    held_to(
        "calendar_410_fullSyncRequired",
        ada.refused("GET", EVENTS, params={"syncToken": token}),
    )


SETTINGS: dict[str, tuple[Callable[[Workspace], None], Asked]] = {
    "drive_403_exportSizeLimitExceeded": (
        lambda workspace: setattr(workspace.settings, "export_limit", 1),
        ("GET", f"{FILES}/1mine/export?mimeType=text/markdown", {}),
    ),
    "drive_400_invalidSharingRequest_email_not_sent": (
        lambda workspace: workspace.settings.mail_fails_for.add("email@domain.com"),
        (
            "POST",
            f"{FILES}/1mine/permissions",
            {"json": {**SHARE, "emailAddress": "email@domain.com"}},
        ),
    ),
}


@pytest.mark.parametrize("name", sorted(SETTINGS))
def test_a_limit_is_told_as_recorded(name: str, workspace: Workspace, client: Clients) -> None:
    prepare, (verb, path, options) = SETTINGS[name]
    prepare(workspace)

    held_to(name, client(ADA).refused(verb, path, **options))


def test_a_file_that_the_app_may_not_write_is_refused_as_recorded(client: Clients) -> None:
    given = client(ADA, "drive.readonly", "drive.file").refused(
        "PATCH", f"{FILES}/1mine", json={"name": "x"}
    )
    recorded = error("drive_403_appNotAuthorizedToFile")

    def shape(body: Json) -> Any:
        said = json.dumps(body).replace("{verb}", "write")
        return re.sub(r"(app|file) [\w{}.-]+", r"\1 ID", said)

    assert (given[0], shape(given[1])) == (recorded.status, shape(recorded.body))
