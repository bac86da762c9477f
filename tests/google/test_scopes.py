"""What a sign-in has to cover, and which client it belongs to."""

from pathlib import Path

import pytest
import responses

from sync.errors import SignInNeeded
from sync.google import errors as ours
from sync.google.scopes import missing_scopes, needed_scopes
from sync.google.session import open_google
from sync.google.tokens import read_token
from tests.google.conftest import FRESH, TOKEN_URI, read, stored_token, write


def short(scopes: frozenset[str]) -> set[str]:
    return {scope.rsplit("/", 1)[1] for scope in scopes}


class TestScopes:
    def test_picked_documents_need_two_scopes(self) -> None:
        assert short(needed_scopes("app-docs")) == {"calendar.events", "drive.file"}

    def test_all_documents_need_two_more(self) -> None:
        assert short(needed_scopes("all-docs")) == {
            "calendar.events",
            "drive.file",
            "documents",
            "drive.readonly",
        }

    def test_without_attaching_the_calendar_is_only_read(self) -> None:
        assert short(needed_scopes("app-docs", attach=False)) == {
            "calendar.events.readonly",
            "drive.file",
        }

    @pytest.mark.parametrize(
        ("granted", "missing"),
        [
            ([], ["calendar.events", "documents", "drive.file", "drive.readonly"]),
            (["calendar", "drive"], []),
            (["calendar.events.readonly", "drive"], ["calendar.events"]),
            (["calendar.events", "drive.readonly"], ["documents", "drive.file"]),
            (["calendar.events", "documents", "drive.file", "drive.readonly", "x"], []),
        ],
    )
    def test_a_wider_scope_covers_a_narrower_one(
        self, granted: list[str], missing: list[str]
    ) -> None:
        prefix = "https://www.googleapis.com/auth/"
        have = [prefix + name for name in granted]

        assert missing_scopes(have, needed_scopes("all-docs")) == tuple(
            prefix + name for name in missing
        )

    def test_a_sign_in_that_lacks_something_is_refused_at_once(self, tmp_path: Path) -> None:
        scopes = sorted(needed_scopes("app-docs"))
        path = write(tmp_path / "token.json", stored_token(scopes=scopes))
        with pytest.raises(SignInNeeded) as caught:
            open_google(token_file=path, access="all-docs")

        assert type(caught.value) is ours.ScopeMissing
        assert str(caught.value) == (
            f"The sign-in does not include documents, drive.readonly ({path}). "
            "Run `oneonone auth login` and tick every box on Google's page."
        )

    def test_what_was_granted_counts_not_what_was_asked_for(
        self, tmp_path: Path, rsps: responses.RequestsMock
    ) -> None:
        path = write(tmp_path / "token.json", stored_token(expiry=None))
        granted = "https://www.googleapis.com/auth/calendar.events"
        rsps.add("POST", TOKEN_URI, json={**FRESH, "scope": granted})
        google = open_google(token_file=path, access="app-docs")
        with google, pytest.raises(ours.ScopeMissing) as caught:
            google.docs.get("DOC")

        assert caught.value.what == "The sign-in does not include drive.file"
        assert google.scopes == frozenset({granted})
        assert read(path)["scopes"] == [granted]

    def test_scopes_in_one_text_are_read_too(self, tmp_path: Path) -> None:
        path = write(tmp_path / "token.json", stored_token(scopes="a b"))

        assert read_token(path).scopes == frozenset({"a", "b"})

    def test_an_unknown_grant_is_trusted_until_google_says_otherwise(self, tmp_path: Path) -> None:
        path = write(tmp_path / "token.json", stored_token(scopes=None))
        with open_google(token_file=path, access="all-docs") as google:
            assert google.scopes is None


class TestClientFile:
    @pytest.mark.parametrize("kind", ["installed", "web"])
    def test_the_client_comes_from_its_own_file_where_the_token_names_none(
        self, kind: str, tmp_path: Path
    ) -> None:
        token = stored_token()
        del token["client_id"], token["client_secret"]
        path = write(tmp_path / "token.json", token)
        inner = {"client_id": "other-id", "client_secret": "other-secret"}
        client = write(tmp_path / "client_secret.json", {kind: inner})
        found = read_token(path, client)

        assert (found.client_id, found.client_secret) == ("other-id", "other-secret")

    def test_a_missing_client_file_does_not_matter_where_the_token_names_its_client(
        self, token_file: Path, tmp_path: Path
    ) -> None:
        assert read_token(token_file, tmp_path / "missing.json").client_id == "client-1"

    def test_secrets_stay_out_of_what_a_debugger_or_log_shows(self, token_file: Path) -> None:
        shown = repr(read_token(token_file))

        assert [s for s in ("refresh-1", "client-secret-1", "stored-token") if s in shown] == []
