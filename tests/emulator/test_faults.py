"""Faults of each kind: what the client meets, and whether the work was done."""

import pytest
import requests

from sync.emulator.catalogue import error
from sync.emulator.faults import Drop, Fails, Fault, Garbage, Kind, Meanwhile, Slow
from sync.emulator.server import Served
from sync.emulator.workspace import Workspace
from tests.emulator.conftest import CLIENT, Clients

FILES = "/drive/v3/files"
CREATE = "drive.files.create"


def made(workspace: Workspace) -> int:
    return len(workspace.world.state.files)


@pytest.mark.parametrize("after", [False, True])
def test_a_dropped_connection_gives_no_answer_before_or_after_the_work(
    after: bool, workspace: Workspace, client: Clients
) -> None:
    ada = client()
    workspace.faults.add(Fault(match=CREATE, kind=Drop(after=after)))
    with pytest.raises(requests.ConnectionError):
        ada.call("POST", FILES, json={"name": "N"})

    assert made(workspace) == int(after)
    assert ada.json("POST", FILES, json={"name": "N"})
    assert [(line.status, line.fault) for line in workspace.requests[1:]] == [
        (0, "Drop"),
        (200, ""),
    ]


@pytest.mark.parametrize("after", [False, True])
def test_an_error_comes_before_or_after_the_work(
    after: bool, workspace: Workspace, client: Clients
) -> None:
    kind = Fails(error=error("drive_500_backendError"), after=after)
    workspace.faults.add(Fault(match=CREATE, kind=kind))
    answer = client().call("POST", FILES, json={"name": "N"})

    assert (answer.status_code, made(workspace)) == (500, int(after))


@pytest.mark.parametrize("after", [False, True])
def test_garbage_is_no_json(after: bool, workspace: Workspace, client: Clients) -> None:
    workspace.faults.add(Fault(match=CREATE, kind=Garbage(after=after)))
    answer = client().call("POST", FILES, json={"name": "N"})

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/html")
    assert made(workspace) == int(after)
    with pytest.raises(requests.exceptions.JSONDecodeError):
        answer.json()


@pytest.mark.parametrize("after", [False, True])
def test_a_slow_answer_outlasts_a_short_patience(
    after: bool, workspace: Workspace, client: Clients
) -> None:
    ada = client()
    workspace.faults.add(Fault(match=CREATE, kind=Slow(seconds=30, after=after)))
    url = f"{ada.root}{FILES}"
    with pytest.raises(requests.ReadTimeout):
        ada.session.post(url, json={"name": "N"}, timeout=0.5)

    assert made(workspace) == int(after)


def test_a_slow_answer_does_not_hold_up_the_end_and_is_in_the_log_by_then(
    workspace: Workspace,
) -> None:
    workspace.faults.add(Fault(kind=Slow(seconds=600)))
    with workspace.serve() as served, pytest.raises(requests.ReadTimeout):
        requests.get(f"{served.root}{FILES}", timeout=0.5)

    assert [(line.status, line.fault) for line in workspace.requests] == [(401, "Slow")]


@pytest.mark.parametrize("after", [False, True])
def test_somebody_may_type_just_before_or_just_after_a_write(
    after: bool, workspace: Workspace, client: Clients
) -> None:
    document = workspace.drive.add_document("ada@example.com", "N", ["Hello"])
    ada = client()
    path = f"/v1/documents/{document}"
    revision = ada.json("GET", path, params={"fields": "revisionId"})["revisionId"]

    def insert(text: str) -> list[dict[str, object]]:
        return [{"insertText": {"text": text, "location": {"index": 1}}}]

    def typing() -> None:
        workspace.documents[document].batch_update({"requests": insert("typed ")})

    kind = Meanwhile(act=typing, after=after)
    workspace.faults.add(Fault(match="docs.documents.batchUpdate", kind=kind))
    locked = {"requests": insert("job "), "writeControl": {"requiredRevisionId": revision}}
    answer = ada.call("POST", f"{path}:batchUpdate", json=locked)
    ((_, paragraph),) = workspace.documents[document].tabs[0].paragraphs()

    assert answer.status_code == (200 if after else 400)
    assert paragraph.text == ("typed job Hello\n" if after else "typed Hello\n")


@pytest.mark.parametrize("nth", [1, 2, 3])
def test_the_nth_request_that_matches_is_met_and_others_are_not_counted(
    nth: int, workspace: Workspace, client: Clients
) -> None:
    ada = client()
    kind = Fails(error=error("drive_503_backendError"))
    order = workspace.faults.add(Fault(match=CREATE, nth=nth, kind=kind))
    statuses = []
    for _ in range(4):
        ada.json("GET", FILES)
        statuses.append(ada.call("POST", FILES, json={"name": "N"}).status_code)

    assert statuses == [503 if number == nth else 200 for number in range(1, 5)]
    assert order.seen == 4


@pytest.mark.parametrize(
    ("match", "met"),
    [
        ("*", True),
        ("drive.files.create", True),
        ("drive.*", True),
        ("POST *", True),
        ("POST /drive/v3/files", True),
        ("GET *", False),
        ("calendar.*", False),
        ("POST /token", False),
    ],
)
def test_requests_are_matched_by_method_or_by_verb_and_path(
    match: str, met: bool, workspace: Workspace, client: Clients
) -> None:
    ada = client()
    workspace.faults.add(Fault(match=match, kind=Fails(error=error("drive_500_backendError"))))

    assert ada.call("POST", FILES, json={}).status_code == (500 if met else 200)


def test_a_fault_may_come_several_times_and_be_taken_back(
    workspace: Workspace, client: Clients
) -> None:
    ada = client()
    kind = Fails(error=error("drive_429_rateLimitExceeded"))
    workspace.faults.add(Fault(match=CREATE, kind=kind, times=2))
    statuses = [ada.call("POST", FILES, json={}).status_code for _ in range(3)]
    workspace.faults.add(Fault(match=CREATE, kind=kind, times=100))
    workspace.faults.clear()

    assert statuses == [429, 429, 200]
    assert ada.call("POST", FILES, json={}).status_code == 200


def test_the_token_endpoint_fails_too(workspace: Workspace, served: Served) -> None:
    token = workspace.sign_in("ada@example.com", CLIENT, ["drive"])
    kind: Kind = Fails(error=error("oauth_503_unavailable"))
    workspace.faults.add(Fault(match="POST /token", kind=kind))
    form = {"grant_type": "refresh_token", **token}
    answers = [requests.post(f"{served.root}/token", data=form, timeout=10) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [503, 200]
