"""The token file, its renewal, and what is said where there is no usable sign-in."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest
import responses

from sync.errors import ExitCode, SignInNeeded
from sync.google import errors as ours
from sync.google.session import open_google
from tests.google.conftest import DOC, FRESH, TOKEN_URI, Wire, read, stored_token, write

LOGIN = "Run `oneonone auth login`."


class TestUnusable:
    def said(self, path: Path) -> str:
        with pytest.raises(SignInNeeded) as caught:
            open_google(token_file=path, access="app-docs")
        assert caught.value.exit_code is ExitCode.SIGN_IN
        return str(caught.value)

    def test_a_missing_token_file(self, tmp_path: Path) -> None:
        path = tmp_path / "token.json"

        assert self.said(path) == f"There is no sign-in yet ({path}). {LOGIN}"

    def test_a_token_file_that_can_not_be_read(self, tmp_path: Path) -> None:
        assert self.said(tmp_path) == (
            f"The file of the sign-in can't be read: is a directory ({tmp_path}). {LOGIN}"
        )

    @pytest.mark.parametrize(
        "content",
        [
            "",
            "{",
            "[]",
            '"token"',
            "null",
            "\udcff\udcfe",
            "[" * 100_000,
            stored_token(refresh_token=None),
            stored_token(refresh_token=""),
            stored_token(refresh_token=7),
            stored_token(client_id=None),
            stored_token(client_secret={"a": 1}),
            {"type": "service_account", "client_email": "x", "private_key": "secret-words"},
        ],
    )
    def test_a_damaged_token_file(self, content: Any, tmp_path: Path) -> None:
        path = write(tmp_path / "token.json", content)

        assert self.said(path) == f"The file of the sign-in is damaged ({path}). {LOGIN}"

    @pytest.mark.parametrize(
        ("code", "words"),
        [
            ("invalid_grant", "The sign-in has expired or was taken back"),
            ("invalid_client", "Google does not know the OAuth client of the sign-in any more"),
            ("unauthorized_client", "The OAuth client may not use this sign-in"),
            ("admin_policy_enforced", "The domain's administrators do not allow this app"),
            ("words-never-seen", "Google does not renew the sign-in"),
        ],
    )
    def test_a_refusal_of_the_token_endpoint(self, code: str, words: str, wire: Wire) -> None:
        wire.answer("GET", DOC, 401, json={})
        wire.answer(
            "POST", TOKEN_URI, 400, json={"error": code, "error_description": "secret-words"}
        )
        with pytest.raises(SignInNeeded) as caught:
            wire.google.docs.get("DOC")

        assert str(caught.value) == f"{words} ({wire.token_file}). {LOGIN}"

    def test_a_refused_sign_in_is_not_tried_again(self, wire: Wire) -> None:
        wire.answer("GET", DOC, 401, json={})
        wire.answer("POST", TOKEN_URI, 400, json={"error": "invalid_grant"})
        for _ in range(3):
            with pytest.raises(SignInNeeded):
                wire.google.docs.get("DOC")

        assert [call.request.url for call in wire.rsps.calls].count(TOKEN_URI) == 1


class TestRenewal:
    @pytest.fixture
    def expired(self, tmp_path: Path) -> Path:
        return write(tmp_path / "expired.json", stored_token(expiry="2020-01-01T00:00:00Z"))

    def get(self, path: Path, **given: Any) -> Any:
        with open_google(token_file=path, access="app-docs", sleep=list[float]().append) as google:
            return google.docs.get("DOC", **given)

    def test_a_token_that_is_still_good_is_used(
        self, token_file: Path, rsps: responses.RequestsMock
    ) -> None:
        rsps.add("GET", DOC, json={})
        self.get(token_file)

        assert [call.request.url.split("?")[0] for call in rsps.calls] == [DOC]  # type: ignore[union-attr]

    @pytest.mark.parametrize(
        "changed",
        [
            {"expiry": "2020-01-01T00:00:00Z"},
            {"expiry": "2020-01-01T00:00:00.123456"},
            {"expiry": None},
            {"expiry": "whenever"},
            {"expiry": "9999-12-31T23:59:59-23:59"},
            {"token": None},
            {"token": 7},
        ],
    )
    def test_any_other_is_renewed_before_the_first_call(
        self, changed: dict[str, Any], tmp_path: Path, rsps: responses.RequestsMock
    ) -> None:
        path = write(tmp_path / "token.json", stored_token(**changed))
        rsps.add("POST", TOKEN_URI, json=FRESH)
        rsps.add("GET", DOC, json={})
        self.get(path)
        form, read_document = (call.request for call in rsps.calls)

        assert form.body == (
            b"grant_type=refresh_token&client_id=client-1&client_secret=client-secret-1"
            b"&refresh_token=refresh-1"
        )
        assert read_document.headers["Authorization"] == "Bearer fresh-token"

    def test_the_token_is_renewed_where_google_takes_it_no_more(self, wire: Wire) -> None:
        wire.answer("GET", DOC, 401, json={})
        wire.answer("GET", DOC, json={"documentId": "DOC"})
        wire.answer("POST", TOKEN_URI, json=FRESH)

        assert wire.google.docs.get("DOC") == {"documentId": "DOC"}
        assert [call.request.headers.get("Authorization") for call in wire.rsps.calls] == [
            "Bearer stored-token",
            None,
            "Bearer fresh-token",
        ]
        assert wire.waited == []

    def test_the_address_of_the_token_endpoint_is_never_taken_from_the_file(
        self, expired: Path, rsps: responses.RequestsMock
    ) -> None:
        assert read(expired)["token_uri"] == "https://elsewhere.example/token"
        root = "http://127.0.0.1:8123"
        rsps.add("POST", f"{root}/token", json=FRESH)
        rsps.add("GET", f"{root}/v1/documents/DOC", json={})
        with open_google(token_file=expired, access="app-docs", api_root=root + "/") as google:
            google.docs.get("DOC")

        assert [call.request.url.split("?")[0] for call in rsps.calls] == [  # type: ignore[union-attr]
            f"{root}/token",
            f"{root}/v1/documents/DOC",
        ]

    def test_the_new_token_is_saved_for_its_owner_alone(
        self, expired: Path, rsps: responses.RequestsMock
    ) -> None:
        before = {**read(expired), "of another program": [1]}
        write(expired, before)
        expired.chmod(0o644)
        rsps.add("POST", TOKEN_URI, json={**FRESH, "refresh_token": "refresh-2"})
        rsps.add("GET", DOC, json={})
        self.get(expired)
        after = read(expired)

        assert after.pop("expiry") > "2020-01-01T00:00:00Z"
        assert after == {
            **{key: value for key, value in before.items() if key != "expiry"},
            "token": "fresh-token",
            "refresh_token": "refresh-2",
        }
        assert stat.S_IMODE(expired.stat().st_mode) == 0o600
        assert [path.name for path in expired.parent.iterdir()] == ["expired.json"]

    def test_what_was_saved_is_used_by_the_next_run(
        self, expired: Path, rsps: responses.RequestsMock
    ) -> None:
        rsps.add("POST", TOKEN_URI, json=FRESH)
        rsps.add("GET", DOC, json={})
        self.get(expired)
        self.get(expired)

        assert [call.request.url for call in rsps.calls].count(TOKEN_URI) == 1

    def test_a_token_file_that_is_a_link_stays_one(
        self, expired: Path, rsps: responses.RequestsMock
    ) -> None:
        link = expired.with_name("link.json")
        link.symlink_to(expired)
        rsps.add("POST", TOKEN_URI, json=FRESH)
        rsps.add("GET", DOC, json={})
        self.get(link)

        assert link.is_symlink()
        assert read(expired)["token"] == "fresh-token"

    def test_where_it_can_not_be_saved_the_run_goes_on(
        self, expired: Path, rsps: responses.RequestsMock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = expired.read_bytes()

        def read_only(*_: object, **__: object) -> None:
            raise OSError(30, "Read-only file system")

        monkeypatch.setattr("tempfile.mkstemp", read_only)
        rsps.add("POST", TOKEN_URI, json=FRESH)
        rsps.add("GET", DOC, json={"documentId": "DOC"})

        assert self.get(expired) == {"documentId": "DOC"}
        assert expired.read_bytes() == before

    def test_a_file_that_is_marked_read_only_is_left_alone(
        self, expired: Path, rsps: responses.RequestsMock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = expired.read_bytes()
        monkeypatch.setattr("os.access", lambda *_: False)
        rsps.add("POST", TOKEN_URI, json=FRESH)
        rsps.add("GET", DOC, json={"documentId": "DOC"})

        assert self.get(expired) == {"documentId": "DOC"}
        assert expired.read_bytes() == before

    def test_a_new_sign_in_in_the_meantime_is_not_overwritten(
        self, expired: Path, rsps: responses.RequestsMock
    ) -> None:
        anew = stored_token(refresh_token="refresh-of-a-new-sign-in")

        def sign_in_anew(_: object) -> tuple[int, dict[str, str], str]:
            write(expired, anew)
            return 200, {}, json.dumps(FRESH)

        rsps.add_callback("POST", TOKEN_URI, callback=sign_in_anew)
        rsps.add("GET", DOC, json={})
        self.get(expired)

        assert read(expired) == anew

    @pytest.mark.parametrize(
        "answer",
        [
            {"body": "<html>"},
            {"json": []},
            {"json": {"expires_in": 3599}},
            {"json": {"access_token": "", "expires_in": 3599}},
            {"json": {"access_token": ["x"], "expires_in": 3599}},
            {"json": {"access_token": "x", "expires_in": "soon"}},
            {"json": {"access_token": "x", "expires_in": -1}},
            {"json": {"access_token": "x", "scope": ["a"]}},
            {"status": 503},
            {"status": 429},
            {"status": 404, "body": "<html>"},
            {"status": 400, "json": {"error": "temporarily_unavailable"}},
        ],
    )
    def test_trouble_of_the_token_endpoint_is_no_reason_to_sign_in(
        self, answer: dict[str, Any], expired: Path, rsps: responses.RequestsMock
    ) -> None:
        rsps.add("POST", TOKEN_URI, **answer)
        with pytest.raises(ours.Unavailable, match="sign-in service has trouble") as caught:
            self.get(expired)

        assert caught.value.where == "document DOC"
        assert {call.request.url for call in rsps.calls} == {TOKEN_URI}

    def test_without_a_network_nothing_is_sent(
        self, expired: Path, rsps: responses.RequestsMock
    ) -> None:
        with pytest.raises(ours.Unreachable):
            self.get(expired)

        assert {call.request.url for call in rsps.calls} == {TOKEN_URI}


def test_whatever_google_auth_finds_wrong_asks_to_sign_in(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its own errors may quote what it was given."""
    from google.auth.exceptions import RefreshError
    from google.oauth2 import reauth

    def refuse(*_: object, **__: object) -> None:
        raise RefreshError("secret-words")  # type: ignore[no-untyped-call]

    monkeypatch.setattr(reauth, "refresh_grant", refuse)
    wire.answer("GET", DOC, 401, json={})
    with pytest.raises(SignInNeeded) as caught:
        wire.google.docs.get("DOC")

    assert str(caught.value) == (
        f"Google does not renew the sign-in ({wire.token_file}). Run `oneonone auth login`."
    )
    assert caught.value.__context__ is None
