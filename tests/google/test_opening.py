"""Opening Google: what is imported when, which servers are spoken to, and how many threads may."""

import json
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import responses

from sync.errors import ExitCode, UsageProblem
from sync.google.session import open_google
from tests.google.calls_table import CALLS
from tests.google.conftest import TOKEN_URI, stored_token
from tests.support import ROOT

BEHIND_THE_OPENING = {
    "auth", "clock", "delegated", "discovery", "exchange", "keeping", "sending", "transport",
}  # fmt: skip
HEAVY = ["googleapiclient", "google.auth", "google.oauth2", "httplib2", "requests", "urllib3"]


def test_the_clients_are_imported_without_what_is_heavy() -> None:
    modules = sorted(
        f"sync.google.{path.stem}"
        for path in (ROOT / "sync" / "google").glob("*.py")
        if path.stem not in {"__init__", *BEHIND_THE_OPENING}
    )
    code = (
        f"import importlib, sys; [importlib.import_module(name) for name in {modules!r}]; "
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert (done.stdout, done.stderr) == ("[]\n", "")


@pytest.mark.parametrize("name", sorted(CALLS))
def test_another_server_is_spoken_to_by_the_same_paths(
    name: str, token_file: Path, rsps: responses.RequestsMock
) -> None:
    case = CALLS[name]
    root = "http://localhost:8123"
    here = case.url.replace("https://www.googleapis.com", root).replace(
        "https://docs.googleapis.com", root
    )
    rsps.add(case.method, here, json=case.answer)
    with open_google(token_file=token_file, access="all-docs", api_root=root) as google:
        case.do(google)

    assert len(rsps.calls) == 1


@pytest.mark.parametrize(
    ("api_root", "what"),
    [
        ("http://example.com", "api_root would send the token without encryption"),
        ("http://127.0.0.1.example.com/", "api_root would send the token without encryption"),
        ("ftp://127.0.0.1", "api_root is no address of a server"),
        ("127.0.0.1:8080", "api_root is no address of a server"),
        ("http://[::1", "api_root is no address of a server"),
        ("https://", "api_root is no address of a server"),
    ],
)
def test_a_server_that_may_not_get_the_token_is_refused(
    api_root: str, what: str, token_file: Path
) -> None:
    with pytest.raises(UsageProblem) as caught:
        open_google(token_file=token_file, access="app-docs", api_root=api_root)

    assert caught.value.what == what
    assert caught.value.exit_code is ExitCode.USAGE


@pytest.mark.parametrize("api_root", ["http://[::1]:80", "https://example.com/google/"])
def test_a_server_on_this_machine_or_with_encryption_will_do(
    api_root: str, token_file: Path
) -> None:
    with open_google(token_file=token_file, access="app-docs", api_root=api_root) as google:
        assert google.scopes is not None


def test_a_password_in_netrc_does_not_take_the_place_of_the_token(
    token_file: Path,
    rsps: responses.RequestsMock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login ann password secret\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(netrc))
    case = CALLS["docs.documents.get"]
    rsps.add(case.method, case.url, json={})
    with open_google(token_file=token_file, access="app-docs") as google:
        case.do(google)

    assert rsps.calls[0].request.headers["Authorization"] == "Bearer stored-token"


WORKERS = 10


def test_many_threads_that_find_the_token_expired_renew_it_once(
    tmp_path: Path, rsps: responses.RequestsMock
) -> None:
    token_file = tmp_path / "token.json"
    token_file.write_text(json.dumps(stored_token(expiry="2020-01-01T00:00:00Z")), "utf-8")
    rsps.add("POST", TOKEN_URI, json={"access_token": "fresh-token", "expires_in": 3599})
    case = CALLS["docs.documents.get"]
    rsps.add(case.method, case.url, json=case.answer)
    start = threading.Barrier(WORKERS, timeout=20)
    with open_google(token_file=token_file, access="app-docs") as google:

        def work(_: int) -> object:
            start.wait()
            return case.do(google)

        with ThreadPoolExecutor(WORKERS) as pool:
            answers = list(pool.map(work, range(WORKERS)))
    tokens = [call.request.headers.get("Authorization") for call in rsps.calls]

    assert answers == [case.answer] * WORKERS
    assert tokens.count(None) == 1
    assert tokens.count("Bearer fresh-token") == WORKERS


def test_many_threads_whose_token_is_no_longer_taken_renew_it_once(
    token_file: Path, rsps: responses.RequestsMock
) -> None:
    """All ten send the old token before any of them gets the 401: the hardest moment to renew."""
    sent = threading.Barrier(WORKERS, timeout=20)

    def answer(request: object) -> tuple[int, dict[str, str], str]:
        if request.headers["Authorization"] == "Bearer stored-token":  # type: ignore[attr-defined]
            sent.wait()
            return 401, {}, "{}"
        return 200, {}, '{"documentId": "DOC"}'

    rsps.add("POST", TOKEN_URI, json={"access_token": "fresh-token", "expires_in": 3599})
    case = CALLS["docs.documents.get"]
    rsps.add_callback(case.method, case.url, callback=answer)
    with (
        open_google(token_file=token_file, access="app-docs") as google,
        ThreadPoolExecutor(WORKERS) as pool,
    ):
        answers = list(pool.map(lambda _: case.do(google), range(WORKERS)))
    tokens = [call.request.headers.get("Authorization") for call in rsps.calls]

    assert answers == [case.answer] * WORKERS
    assert tokens.count(None) == 1
    assert tokens.count("Bearer fresh-token") == WORKERS


def test_all_calls_may_be_made_by_many_threads_at_once(
    token_file: Path, rsps: responses.RequestsMock
) -> None:
    for case in CALLS.values():
        rsps.add(case.method, case.url, json=case.answer)
    work = [*CALLS.values()] * 8
    with open_google(token_file=token_file, access="all-docs") as google:
        alone = [case.do(google) for case in CALLS.values()]
        with ThreadPoolExecutor(WORKERS) as pool:
            together = list(pool.map(lambda case: case.do(google), work))

    assert together == alone * 8
