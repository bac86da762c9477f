"""Quotas: a minute's worth on the Workspace's clock, by user and by project."""

from datetime import timedelta

import pytest

from sync.emulator.workspace import Workspace
from tests.emulator.conftest import Clients, Json

ADA, BEN = "ada@example.com", "ben@example.com"
EVENTS = "/calendar/v3/calendars/primary/events"
FILES = "/drive/v3/files"


@pytest.fixture
def document(workspace: Workspace) -> str:
    workspace.settings.quotas = True
    return workspace.drive.add_document(ADA, "Notes", ["Hello"])


def test_docs_allows_sixty_writes_a_minute_and_failed_ones_count(
    document: str, workspace: Workspace, client: Clients
) -> None:
    ada = client()
    path = f"/v1/documents/{document}:batchUpdate"
    stale: Json = {"requests": [], "writeControl": {"requiredRevisionId": "stale"}}
    statuses = [ada.call("POST", path, json=stale).status_code for _ in range(61)]
    read = ada.call("GET", f"/v1/documents/{document}").status_code
    refused = ada.refused("POST", path, json={"requests": []})
    workspace.pass_time(timedelta(seconds=59))
    still = ada.call("POST", path, json={"requests": []}).status_code
    workspace.pass_time(timedelta(seconds=1))

    assert statuses == [400] * 60 + [429]
    assert (read, still) == (200, 429)
    assert (refused[1]["error"]["status"], refused[1]["error"]["details"][0]["metadata"]) == (
        "RESOURCE_EXHAUSTED",
        {
            "consumer": "projects/1234567890",
            "quota_limit": "WriteRequestsPerMinutePerUser",
            "quota_metric": "docs.googleapis.com/write_requests",
            "service": "docs.googleapis.com",
            "quota_limit_value": "60",
        },
    )
    assert ada.call("POST", path, json={"requests": []}).status_code == 200


@pytest.mark.parametrize(
    ("kind", "path", "status"),
    [
        ("docs read", "/v1/documents/DOCUMENT", 429),
        ("calendar", EVENTS, 403),
        ("calendar", EVENTS, 429),
        ("drive", f"{FILES}/DOCUMENT", 403),
        ("drive", f"{FILES}/DOCUMENT", 429),
    ],
)
def test_a_users_share_and_the_projects_are_counted_apart(
    kind: str, path: str, status: int, workspace: Workspace, client: Clients
) -> None:
    unit = 5 if kind == "drive" else 1
    workspace.settings.quotas = True
    workspace.settings.over_quota_status = 429 if status == 429 else 403
    workspace.quota.limits[kind] = (3 * unit, 2 * unit)
    document = workspace.drive.add_document(ADA, "Notes", ["Hello"])
    workspace.drive.share(document, BEN)
    ada, ben = client(ADA), client(BEN)
    path = path.replace("DOCUMENT", document)
    hers = [ada.call("GET", path).status_code for _ in range(3)]
    his = [ben.call("GET", path) for _ in range(2)]

    assert hers == [200, 200, status]
    assert [answer.status_code for answer in his] == [200, status]
    if kind in {"calendar", "drive"}:
        body = his[1].json()["error"]["errors"][0]
        assert (body["domain"], body["reason"]) == ("usageLimits", "rateLimitExceeded")


@pytest.mark.parametrize(
    ("call", "units"),
    [
        (f"GET {FILES}/DOCUMENT", 5),
        (f"GET {FILES}", 100),
        (f"GET {FILES}/DOCUMENT/export?mimeType=text/plain", 200),
        (f"PATCH {FILES}/DOCUMENT", 50),
    ],
)
def test_drive_counts_units(
    call: str, units: int, document: str, workspace: Workspace, client: Clients
) -> None:
    workspace.quota.limits["drive"] = (10_000, units)
    ada = client()
    verb, _, path = call.replace("DOCUMENT", document).partition(" ")
    statuses = [ada.call(verb, path, data="{}").status_code for _ in range(2)]

    assert statuses == [200, 403]


def test_without_the_switch_nothing_is_counted(workspace: Workspace, client: Clients) -> None:
    workspace.quota.limits["drive"] = (1, 1)

    assert client().call("GET", FILES).status_code == 200
