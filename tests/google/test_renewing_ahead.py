"""A token that is asked for while the clients are still being made."""

import json
import socket
import threading
from pathlib import Path
from typing import Any

import pytest
import responses

from sync.errors import SignInNeeded
from sync.google import errors as ours
from sync.google.session import Google, open_google
from tests.google.conftest import DOC, FRESH, TOKEN_URI, read, stored_token, write


@pytest.fixture
def ended(tmp_path: Path) -> Path:
    return write(tmp_path / "token.json", stored_token(expiry="2020-01-01T00:00:00Z"))


def opened(path: Path) -> Google:
    """Ahead, and as it is once nothing is on its way any more."""
    google = open_google(token_file=path, access="app-docs", ahead=True, sleep=lambda _: None)
    for thread in threading.enumerate():
        if thread.name == "renewal":
            thread.join()
    return google


def asked(rsps: responses.RequestsMock) -> list[Any]:
    return [str(call.request.url).split("?")[0] for call in rsps.calls]


def test_a_token_that_has_ended_is_renewed_before_anybody_calls(
    ended: Path, rsps: responses.RequestsMock
) -> None:
    rsps.add("POST", TOKEN_URI, json=FRESH)
    rsps.add("GET", DOC, json={})
    with opened(ended) as google:
        before = asked(rsps)
        google.docs.get("DOC")

    assert before == [TOKEN_URI]
    assert asked(rsps) == [TOKEN_URI, DOC]
    assert rsps.calls[1].request.headers["Authorization"] == "Bearer fresh-token"


def test_for_a_token_that_is_good_nothing_is_asked(
    token_file: Path, rsps: responses.RequestsMock
) -> None:
    opened(token_file).close()

    assert asked(rsps) == []


def test_a_sign_in_that_was_refused_is_told_by_the_first_call(
    ended: Path, rsps: responses.RequestsMock
) -> None:
    rsps.add("POST", TOKEN_URI, status=400, json={"error": "invalid_grant"})
    with opened(ended) as google, pytest.raises(SignInNeeded) as caught:
        google.docs.get("DOC")

    assert caught.value.what == "The sign-in has expired or was taken back"
    assert asked(rsps) == [TOKEN_URI]


def test_a_scope_that_was_not_granted_is_told_by_each_call(
    ended: Path, rsps: responses.RequestsMock
) -> None:
    rsps.add("POST", TOKEN_URI, json={**FRESH, "scope": "https://www.googleapis.com/auth/drive"})
    with opened(ended) as google:
        for _ in range(2):
            with pytest.raises(ours.ScopeMissing) as caught:
                google.docs.get("DOC")

            assert caught.value.what == "The sign-in does not include calendar.events"
    assert asked(rsps) == [TOKEN_URI]


def test_trouble_of_the_token_endpoint_is_made_good_by_the_first_call(
    ended: Path, rsps: responses.RequestsMock
) -> None:
    rsps.add("POST", TOKEN_URI, status=503)
    rsps.add("POST", TOKEN_URI, json=FRESH)
    rsps.add("GET", DOC, json={"documentId": "DOC"})
    with opened(ended) as google:
        answer = google.docs.get("DOC")

    assert answer == {"documentId": "DOC"}
    assert asked(rsps) == [TOKEN_URI, TOKEN_URI, DOC]


def test_a_token_endpoint_that_never_answers_is_not_waited_for_for_ever(ended: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        google = open_google(
            token_file=ended,
            access="app-docs",
            api_root=f"http://127.0.0.1:{silent.getsockname()[1]}",
            ahead=True,
            timeouts=(0.2, 0.2),
            sleep=lambda _: None,
        )
        met: list[Exception] = []

        def call() -> None:
            try:
                google.docs.get("DOC")
            except ours.Unreachable as exc:
                met.append(exc)

        calling = threading.Thread(target=call, daemon=True)
        calling.start()
        calling.join(20)

        assert [type(each) for each in met] == [ours.Unreachable]
        google.close()


def test_a_new_token_is_kept_before_google_is_closed(
    ended: Path, rsps: responses.RequestsMock
) -> None:
    closing = threading.Event()

    def late(_: Any) -> tuple[int, dict[str, str], str]:
        closing.wait(0.2)
        return 200, {}, json.dumps(FRESH)

    rsps.add_callback("POST", TOKEN_URI, callback=late)
    with open_google(token_file=ended, access="app-docs", ahead=True):
        pass
    closing.set()

    assert read(ended)["token"] == "fresh-token"
    assert [each.name for each in ended.parent.iterdir()] == ["token.json"]
