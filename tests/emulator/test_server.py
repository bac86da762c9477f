"""The server: loopback only, connections kept, the log, bugs told loudly."""

import http.client
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from sync.emulator.discovery import api
from sync.emulator.dispatch import Logged
from sync.emulator.schema import check_answer
from sync.emulator.server import Served
from sync.emulator.wire import InternalBug
from sync.emulator.workspace import Workspace
from tests.emulator.conftest import Clients, Json

FILES = "/drive/v3/files"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 401),
        ("127.0.0.1:{port}", 401),
        ("localhost:{port}", 401),
        ("[::1]:{port}", 401),
        ("example.com", 403),
        ("127.0.0.1.example.com:{port}", 403),
        ("", 403),
    ],
)
def test_a_host_that_is_not_loopback_is_refused(host: str, status: int, served: Served) -> None:
    port = int(served.root.rpartition(":")[2])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", FILES, headers={"Host": host.format(port=port)})
    answer = connection.getresponse()
    answer.read()
    connection.close()

    assert answer.status == status


def test_it_listens_on_loopback_alone(served: Served) -> None:
    assert served.root.startswith("http://127.0.0.1:")


def test_a_connection_is_kept_for_further_requests(served: Served) -> None:
    port = int(served.root.rpartition(":")[2])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    sockets = []
    for verb, body in (("GET", None), ("POST", b"{}"), ("DELETE", b"left unread?"), ("GET", None)):
        connection.request(verb, FILES, body=body)
        connection.getresponse().read()
        sockets.append(connection.sock)
    connection.close()

    assert len(set(map(id, sockets))) == 1
    assert sockets[0] is not None


def test_requests_at_the_same_time_are_each_answered(workspace: Workspace, client: Clients) -> None:
    clients = [client() for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        made = list(
            pool.map(
                lambda each: [each.json("POST", FILES, json={})["id"] for _ in range(10)], clients
            )
        )

    assert len({file for some in made for file in some}) == 40
    assert len(workspace.world.state.files) == 40


def test_the_log_says_what_was_asked_by_whom(workspace: Workspace, client: Clients) -> None:
    ada = client()
    answer = ada.call("GET", FILES, params={"q": "trashed=false", "fields": "files(id)"})
    ada.call("GET", "/nowhere")

    assert workspace.requests[1:] == [
        Logged(
            verb="GET",
            path=FILES,
            method="drive.files.list",
            keys=("fields", "q"),
            user="ada@example.com",
            status=200,
            sent=len(answer.content),
            fault="",
        ),
        Logged(
            verb="GET",
            path="/nowhere",
            method="",
            keys=(),
            user="",
            status=404,
            sent=workspace.requests[-1].sent,
            fault="",
        ),
    ]


def test_a_method_that_is_not_covered_is_refused_by_name(client: Clients) -> None:
    status, body = client().refused("GET", "/drive/v3/changes/startPageToken")

    assert (status, body["error"]["message"]) == (
        501,
        "not covered by the emulator: drive.changes.getStartPageToken",
    )


def test_a_body_that_is_no_json_is_refused(client: Clients) -> None:
    ada = client()
    drive = ada.refused("POST", FILES, data="{")
    docs = ada.refused("POST", "/v1/documents/1x:batchUpdate", data="{")

    assert (drive[0], drive[1]["error"]["errors"][0]["reason"]) == (400, "parseError")
    assert (docs[0], docs[1]["error"]["status"]) == (400, "INVALID_ARGUMENT")


def test_an_answer_that_google_could_not_give_is_told_as_a_bug(workspace: Workspace) -> None:
    file_id = workspace.drive.add_file("ada@example.com", "N")
    workspace.drive.file(file_id).name = 1  # type: ignore[assignment]
    token = workspace.sign_in("ada@example.com", "1-x", ["drive"])
    statuses = []

    def ask() -> None:
        with workspace.serve() as served:
            form = {"grant_type": "refresh_token", **token}
            access = requests.post(f"{served.root}/token", data=form, timeout=10).json()
            headers = {"Authorization": f"Bearer {access['access_token']}"}
            url = f"{served.root}{FILES}/{file_id}"
            statuses.append(requests.get(url, headers=headers, timeout=10).status_code)

    with pytest.raises(InternalBug, match=r"drive\.files\.get: type 'TYPE_STRING' at name"):
        ask()
    assert statuses == [500]


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ({"nonsense": 1}, "unknown 'nonsense' at the top"),
        ({"createdTime": "today"}, "type 'date-time' at createdTime"),
        ({"capabilities": {"canFly": True}}, "unknown 'canFly' at capabilities"),
        ({"parents": [None]}, "type 'TYPE_STRING' at parents.0"),
        ({"size": 5}, "type 'TYPE_STRING' at size"),
        ({"trashed": 1}, "type 'TYPE_BOOL' at trashed"),
        ({"owners": {}}, "type 'array' at owners"),
        ({"properties": {"a": 1}}, "type 'TYPE_STRING' at properties.a"),
        ({"imageMediaMetadata": {"width": "5"}}, "type 'TYPE_INT32' at imageMediaMetadata.width"),
    ],
)
def test_own_answers_are_held_to_the_discovery_documents(answer: Json, problem: str) -> None:
    found = api("drive").find("GET", "files/x")
    assert found is not None

    with pytest.raises(InternalBug, match=f"^drive.files.get: {re.escape(problem)}$"):
        check_answer(found[0], answer)


def test_a_port_can_be_asked_for_and_served_on_again(workspace: Workspace) -> None:
    with workspace.serve() as first:
        port = int(first.root.rpartition(":")[2])
    with workspace.serve(port) as second:
        assert second.root == first.root
        assert requests.get(f"{second.root}{FILES}", timeout=10).status_code == 401


def test_a_body_in_chunks_and_a_head_leave_the_connection_usable(served: Served) -> None:
    port = int(served.root.rpartition(":")[2])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    statuses = []
    for verb, body in (("POST", iter([b"gra", b"nt_type=x"])), ("HEAD", None), ("POST", b"x=1")):
        connection.request(verb, "/token", body=body)
        answer = connection.getresponse()
        statuses.append((answer.status, bool(answer.read())))
    connection.close()

    assert statuses == [(400, True), (404, False), (400, True)]
