"""The place where the browser comes back to, and what counts as an answer."""

import socket
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from sync.errors import UsageProblem
from sync.google.client_file import OAuthClient
from sync.google.consent import Allowed, Denied, Question, Stray, ask, read_answer
from sync.google.loopback import Receiver
from sync.google.roots import endpoints

CLIENT = OAuthClient(client_id="client-1", client_secret="client-secret-1")
QUESTION = Question(
    address="https://example.com/", state="s1", redirect_uri="http://127.0.0.1:9/",
    scopes=("a",), verifier="v",
)  # fmt: skip


class TestAnswers:
    """What came back, read."""

    @pytest.mark.parametrize(
        ("query", "answer"),
        [
            ("state=s1&code=4/0A", Allowed(code="4/0A")),
            ("iss=x&state=s1&code=4&scope=a+b&authuser=0&new=1", Allowed(code="4")),
            ("state=s1&code=4&picked_file_ids=a,b,a,", Allowed(code="4", picked=("a", "b"))),
            ("state=s1&code=4&picked_file_ids=", Allowed(code="4")),
            ("state=s1&error=access_denied", Denied("access_denied")),
            ("state=s1&error=admin_policy_enforced&code=4", Denied("admin_policy_enforced")),
            ("state=s1&error=org_internal", Denied("org_internal")),
            ("state=s1&error=words+of+somebody", Denied("")),
            ("state=s2&code=4", Stray(other=True)),
            ("state=&code=4", Stray(other=True)),
            ("code=4", Stray(other=True)),
            ("state=%C3%A4&code=4", Stray(other=True)),
            ("state=s1", Stray(other=False)),
            ("state=s1&code=", Stray(other=False)),
            ("", Stray(other=False)),
            ("&".join(["a=1"] * 101), Stray(other=False)),
        ],
    )
    def test_what_counts(self, query: str, answer: object) -> None:
        assert read_answer(query, QUESTION) == answer

    @given(st.text() | st.binary().map(lambda raw: raw.decode("latin-1")))
    def test_without_the_state_nothing_does(self, query: str) -> None:
        assert isinstance(read_answer(query, QUESTION), Stray)

    def test_no_code_is_in_what_may_be_shown(self) -> None:
        assert "secret" not in repr(Allowed(code="secret"))
        assert "'v'" not in repr(QUESTION)


def test_the_question_has_what_google_asks_for() -> None:
    question = ask(
        CLIENT,
        endpoints(""),
        scopes=["b", "a"],
        redirect_uri="http://127.0.0.1:9/",
        hint="ada@acme.test",
    )
    address = urlsplit(question.address)
    query = {key: value[0] for key, value in parse_qs(address.query).items()}

    assert f"{address.scheme}://{address.netloc}{address.path}" == (
        "https://accounts.google.com/o/oauth2/v2/auth"
    )
    assert {key: query[key] for key in query if key not in {"state", "code_challenge"}} == {
        "response_type": "code",
        "client_id": "client-1",
        "redirect_uri": "http://127.0.0.1:9/",
        "scope": "a b",
        "prompt": "consent",
        "login_hint": "ada@acme.test",
        "access_type": "offline",
        "code_challenge_method": "S256",
    }
    assert (query["state"], len(query["state"]) >= 30) == (question.state, True)
    assert "client-secret-1" not in question.address
    assert question.verifier not in question.address


def test_the_question_of_the_picker_names_its_files() -> None:
    question = ask(
        CLIENT, endpoints(""), scopes=["drive.file"], redirect_uri="http://127.0.0.1:9/",
        pick=["f1", "f2"], pick_folders=True,
    )  # fmt: skip
    query = parse_qs(urlsplit(question.address).query)

    assert {key: query[key] for key in ("trigger_onepick", "allow_multiple", "file_ids")} == {
        "trigger_onepick": ["true"],
        "allow_multiple": ["true"],
        "file_ids": ["f1,f2"],
    }
    assert query["mimetypes"] == [
        "application/vnd.google-apps.document,application/vnd.google-apps.folder"
    ]
    assert "include_granted_scopes" not in query


def get(receiver: Receiver, **query: str) -> requests.Response:
    return requests.get(f"{receiver.redirect_uri}?{urlencode(query)}", timeout=5)


def test_it_waits_for_the_answer_and_takes_the_first() -> None:
    with Receiver() as receiver:
        receiver.expect(QUESTION)
        before = receiver.wait(0)
        get(receiver, state="s1", code="first")
        second = get(receiver, state="s1", code="second")
        answer = receiver.wait(5)

    assert (before, answer) == (None, Allowed(code="first"))
    assert "another sign-in" in second.text


def test_its_page_is_whole_although_it_ends_with_the_answer() -> None:
    pages = []
    for _ in range(25):
        with ThreadPoolExecutor() as pool:
            with Receiver() as receiver:
                receiver.expect(QUESTION)
                page = pool.submit(get, receiver, state="s1", code="c")
                receiver.wait(5)
            pages.append(page.result().text)

    assert all("You may close this window." in each for each in pages)


def test_before_it_knows_the_question_nothing_counts() -> None:
    with Receiver() as receiver:
        answered = get(receiver, state="s1", code="early")
        receiver.expect(QUESTION)
        waited = receiver.wait(0)

    assert (answered.status_code, waited) == (400, None)


def test_its_page_holds_nothing_and_stays_nowhere() -> None:
    with Receiver() as receiver:
        receiver.expect(QUESTION)
        page = get(receiver, state="s1", code="secret-code")

    assert "secret-code" not in page.text
    assert {key: page.headers[key] for key in ("Cache-Control", "Referrer-Policy", "Server")} == {
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "Server": "oneonone",
    }
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_it_is_not_held_up_by_who_says_nothing_or_nonsense() -> None:
    with Receiver() as receiver:
        receiver.expect(QUESTION)
        at = urlsplit(receiver.redirect_uri)
        idle = [socket.create_connection((at.hostname, at.port)) for _ in range(20)]
        idle[0].sendall(b"\x16\x03\x01 no http at all\r\n\r\n")
        idle[1].sendall(b"GET /?" + b"x" * 100_000)
        idle[2].sendall(b"GET / HTTP/1.1\r\nHost: x")
        get(receiver, state="s1", code="4")
        answer = receiver.wait(5)
        for each in idle:
            each.close()

    assert answer == Allowed(code="4")


def test_it_is_gone_afterwards() -> None:
    with Receiver() as receiver:
        where = receiver.redirect_uri

    with pytest.raises(requests.ConnectionError):
        requests.get(where, timeout=1)


def test_two_at_a_time_have_places_of_their_own() -> None:
    with Receiver() as first, Receiver() as second:
        for each in (first, second):
            each.expect(QUESTION)
        get(second, state="s1", code="4")
        answers = (first.wait(0), second.wait(5))

    assert answers == (None, Allowed(code="4"))


def test_a_port_that_another_program_has_is_never_shared() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageProblem) as caught:
            Receiver(port=port)

    assert caught.value.where == f"port {port} of 127.0.0.1"
