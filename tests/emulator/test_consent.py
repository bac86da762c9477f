"""The authorization endpoint: pages, the way back, codes, and what the picker grants."""

from base64 import urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests

from sync.emulator.server import Served
from sync.emulator.unknowns import Unknowns
from sync.emulator.workspace import Workspace
from tests.emulator.conftest import CLIENT, Client, Clients, Json

ADA = "ada@example.com"
SCOPE = "https://www.googleapis.com/auth/"
BACK = "http://127.0.0.1:9/"
VERIFIER = "v" * 64
CHALLENGE = urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
QUESTION = {
    "client_id": CLIENT,
    "response_type": "code",
    "redirect_uri": BACK,
    "scope": f"{SCOPE}calendar.events {SCOPE}drive.file",
    "state": "s1",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}
PICKER = {
    **QUESTION,
    "scope": f"{SCOPE}drive.file",
    "prompt": "consent",
    "trigger_onepick": "true",
    "allow_multiple": "true",
}
CHOSEN = {"account": ADA, "answer": "allow"}
ALL = {"account": ADA, "answer": "allow", "scope": ["calendar.events", "drive.file"]}


@pytest.fixture
def at(served: Served) -> str:
    return f"{served.root}/o/oauth2/v2/auth"


def ask(at: str, question: Json, form: Json | None = None) -> requests.Response:
    """A page, or the answer to its form; never goes back to the app."""
    verb = "GET" if form is None else "POST"
    return requests.request(verb, at, params=question, data=form, timeout=10, allow_redirects=False)


def back(answer: requests.Response) -> dict[str, str]:
    """What the browser brings back to the app."""
    assert answer.status_code == 302, answer.text
    address = urlsplit(answer.headers["Location"])

    assert f"{address.scheme}://{address.netloc}{address.path}" == BACK
    return dict(parse_qsl(address.query))


def exchange(served: Served, code: str, changed: Json | None = None) -> tuple[int, Json]:
    form = {
        "grant_type": "authorization_code",
        "client_id": CLIENT,
        "client_secret": "GOCSPX-emulated",
        "redirect_uri": BACK,
        "code_verifier": VERIFIER,
        "code": code,
        **(changed or {}),
    }
    answer = requests.post(f"{served.root}/token", data=form, timeout=10)
    return answer.status_code, answer.json()


def test_the_account_is_asked_for_unless_it_is_named(at: str) -> None:
    chooser, hinted = ask(at, QUESTION), ask(at, {**QUESTION, "login_hint": ADA})

    assert "Choose an account" in chooser.text
    assert "ben@example.com" in chooser.text
    assert "wants access as ada@example.com" in hinted.text
    assert (chooser.status_code, hinted.status_code) == (200, 200)


def test_no_page_takes_anything_from_elsewhere(at: str, workspace: Workspace) -> None:
    workspace.drive.add_document(ADA, "<b>Doc</b>")
    pages = [
        ask(at, QUESTION),
        ask(at, QUESTION, {"account": ADA}),
        ask(at, PICKER, {"account": ADA, "answer": "allow"}),
        ask(at, {}),
    ]

    assert [each.text.count("src=") + each.text.count("href=") for each in pages] == [0, 0, 0, 0]
    assert {each.headers["Content-Security-Policy"].split(";")[0] for each in pages} == {
        "default-src 'none'"
    }
    assert "&lt;b&gt;Doc&lt;/b&gt;" in pages[2].text


def test_what_is_allowed_comes_back_as_a_code_for_a_sign_in(at: str, served: Served) -> None:
    answer = back(ask(at, QUESTION, ALL))
    status, token = exchange(served, answer["code"])
    ada = Client(served.root)
    ada.session.headers["Authorization"] = f"Bearer {token['access_token']}"
    about = ada.json("GET", "/drive/v3/about", params={"fields": "user(emailAddress)"})
    ada.session.close()

    assert {key: value for key, value in answer.items() if key != "code"} == {
        "state": "s1",
        "iss": "https://accounts.google.com",
        "scope": f"{SCOPE}calendar.events {SCOPE}drive.file",
        "authuser": "0",
        "prompt": "consent",
    }
    assert (status, sorted(token)) == (
        200,
        ["access_token", "expires_in", "refresh_token", "scope", "token_type"],
    )
    assert about == {"user": {"emailAddress": ADA}}


def test_boxes_that_stay_unticked_are_not_granted(at: str, served: Served) -> None:
    answer = back(ask(at, QUESTION, {**ALL, "scope": ["drive.file"]}))

    assert answer["scope"] == f"{SCOPE}drive.file"
    assert exchange(served, answer["code"])[1]["scope"] == f"{SCOPE}drive.file"


@pytest.mark.parametrize("form", [{**ALL, "answer": "deny"}, {**ALL, "scope": []}])
def test_a_no_comes_back_as_an_error(form: Json, at: str) -> None:
    assert back(ask(at, QUESTION, form)) == {
        "state": "s1",
        "iss": "https://accounts.google.com",
        "error": "access_denied",
    }


@pytest.mark.parametrize(
    ("setting", "status", "code"),
    [
        ({"blocked_by_admin": True}, 400, "admin_policy_enforced"),
        ({"internal_to": "acme.test"}, 403, "org_internal"),
        ({"test_users": {"ben@example.com"}}, 403, "access_denied"),
    ],
)
def test_a_refusal_is_a_page_that_never_calls_back_or_an_error(
    setting: Json, status: int, code: str, at: str, workspace: Workspace
) -> None:
    for name, value in setting.items():
        setattr(workspace.settings, name, value)
    page = ask(at, QUESTION, {"account": ADA})
    workspace.settings.refuses_on_page = False
    called_back = back(ask(at, QUESTION, {"account": ADA}))

    assert (page.status_code, f"Error {status}: {code}" in page.text) == (status, True)
    assert called_back["error"] == code


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"client_id": ""}, 401, "invalid_client"),
        ({"response_type": "token"}, 400, "invalid_request"),
        ({"redirect_uri": "https://example.com/"}, 400, "redirect_uri_mismatch"),
        ({"redirect_uri": "urn:ietf:wg:oauth:2.0:oob"}, 400, "redirect_uri_mismatch"),
        ({"redirect_uri": "http://127.0.0.1:x/"}, 400, "redirect_uri_mismatch"),
        ({"scope": ""}, 400, "invalid_request"),
        ({"scope": f"{SCOPE}everything"}, 400, "invalid_scope"),
        ({"code_challenge_method": "S1"}, 400, "invalid_request"),
        ({"trigger_onepick": "true", "prompt": "consent"}, 400, "invalid_request"),
        ({"trigger_onepick": "true", "scope": f"{SCOPE}drive.file"}, 400, "invalid_request"),
    ],
)
def test_a_wrong_question_never_calls_back(changed: Json, status: int, code: str, at: str) -> None:
    page = ask(at, {**QUESTION, **changed})

    assert (page.status_code, f"Error {status}: {code}" in page.text) == (status, True)


@pytest.mark.parametrize(
    ("changed", "status", "error"),
    [
        ({"client_id": "other"}, 401, "invalid_client"),
        ({"client_secret": "other"}, 401, "invalid_client"),
        ({"redirect_uri": f"{BACK}other"}, 400, "redirect_uri_mismatch"),
        ({"code_verifier": ""}, 400, "invalid_grant"),
        ({"code_verifier": "w" * 64}, 400, "invalid_grant"),
        ({"code": "4/0Anonsense"}, 400, "invalid_grant"),
    ],
)
def test_a_code_is_good_only_for_who_asked(
    changed: Json, status: int, error: str, at: str, served: Served
) -> None:
    answered, body = exchange(served, back(ask(at, QUESTION, ALL))["code"], changed)

    assert (answered, body["error"]) == (status, error)


def test_a_code_is_good_once_and_for_ten_minutes(
    at: str, served: Served, workspace: Workspace
) -> None:
    first, second = (back(ask(at, QUESTION, ALL))["code"] for _ in range(2))
    statuses = [exchange(served, first)[0], exchange(served, first)[0]]
    workspace.pass_time(timedelta(minutes=10))

    assert [*statuses, exchange(served, second)[0]] == [200, 400, 400]


def test_an_app_in_testing_says_when_its_sign_in_ends(
    at: str, served: Served, workspace: Workspace
) -> None:
    workspace.settings.refresh_lifetime = timedelta(days=7)
    _, token = exchange(served, back(ask(at, QUESTION, ALL))["code"])

    assert token["refresh_token_expires_in"] == 604800


class TestPicker:
    """Files picked for an app with drive.file alone."""

    def test_it_shows_what_was_asked_for_and_the_user_can_open(
        self, at: str, workspace: Workspace
    ) -> None:
        one, two = (workspace.drive.add_document(ADA, name) for name in ("One", "Two"))
        sheet = workspace.drive.add_file(ADA, "Sheet", mime_type="application/vnd.google-apps.x")
        other = workspace.drive.add_document("ben@example.com", "Other")
        document = "application/vnd.google-apps.document"
        everything = ask(at, PICKER, CHOSEN).text
        documents = ask(at, {**PICKER, "mimetypes": document}, CHOSEN).text
        just_two = ask(at, {**PICKER, "file_ids": f"{two},{other}"}, CHOSEN).text
        files = (one, two, sheet, other)

        assert [each in everything for each in files] == [True, True, True, False]
        assert [each in documents for each in files] == [True, True, False, False]
        assert [each in just_two for each in files] == [False, True, False, False]

    @pytest.mark.parametrize("sees", [True, False])
    def test_what_is_picked_is_granted_to_this_user_and_this_app(
        self, sees: bool, at: str, served: Served, workspace: Workspace, client: Clients
    ) -> None:
        workspace.world.unknowns = Unknowns(old_token_sees_picked_files=sees)
        ids = [workspace.drive.add_document(ADA, name) for name in ("One", "Two", "Three")]
        older = client(ADA, "drive.file")
        answer = back(ask(at, PICKER, {**CHOSEN, "pick": "select", "file": ids[:2]}))
        token = exchange(served, answer["code"])[1]
        newer = Client(served.root)
        newer.session.headers["Authorization"] = f"Bearer {token['access_token']}"
        found = [
            [each.call("GET", f"/drive/v3/files/{one}").status_code for one in ids]
            for each in (older, newer)
        ]
        newer.session.close()

        assert answer["picked_file_ids"] == ",".join(ids[:2])
        assert found == [[200, 200, 404] if sees else [404, 404, 404], [200, 200, 404]]

    def test_a_grant_may_take_a_moment(
        self, at: str, workspace: Workspace, client: Clients
    ) -> None:
        workspace.settings.grant_lag = timedelta(seconds=5)
        document = workspace.drive.add_document(ADA, "One")
        ada = client(ADA, "drive.file")
        back(ask(at, PICKER, {**CHOSEN, "pick": "select", "file": document}))
        path = f"/drive/v3/files/{document}"
        first = ada.call("GET", path).status_code
        workspace.pass_time(timedelta(seconds=5))

        assert (first, ada.call("GET", path).status_code) == (404, 200)

    @pytest.mark.parametrize("with_error", [True, False])
    def test_cancelling_brings_an_error_or_no_files(
        self, with_error: bool, at: str, workspace: Workspace
    ) -> None:
        workspace.settings.picker_cancels_with_error = with_error
        document = workspace.drive.add_document(ADA, "One")
        answer = back(ask(at, PICKER, {**CHOSEN, "pick": "cancel", "file": document}))

        assert ("error" in answer, "code" in answer) == (with_error, not with_error)
        assert "picked_file_ids" not in answer

    def test_without_the_picker_api_it_never_calls_back(
        self, at: str, workspace: Workspace
    ) -> None:
        workspace.settings.disabled_apis = {"picker"}

        assert ask(at, PICKER, CHOSEN).status_code == 403
