"""Files of a sign-in, a client and the last run, of any content: read, or said what is wrong."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from sync.commands import last_run
from sync.config.settings import Settings
from sync.google import keeping
from sync.google.auth import UserCredentials
from sync.google.client_file import read_client
from sync.google.exchange import SignIn
from sync.google.scopes import needed_scopes
from sync.google.tokens import StoredToken, ends_of, read_picked, read_token, save_token
from tests.fuzz.holding import value_or_own_error
from tests.fuzz.mutating import Mangled, Recorded, mangled
from tests.fuzz.running import Fuzzer
from tests.fuzz.texts import mangled_texts
from tests.google.conftest import stored_token

TOKEN = stored_token(
    picked=stored_token(scopes="openid email"), refresh_token_expiry="2025-03-24T08:00:00+00:00"
)
INNER = {
    "client_id": "1-x.apps.googleusercontent.com",
    "client_secret": "GOCSPX-x",
    "auth_uri": "https://accounts.google.com/o/oauth2/auth",
    "token_uri": "https://oauth2.googleapis.com/token",
    "redirect_uris": ["http://localhost"],
}
RAN = {
    "version": 1,
    "at": "2025-03-10T08:00:00+00:00",
    "exit_code": 0,
    "error": "",
    "pairs": {"kim@example.com": {"result": "written", "failed": False, "what": "x", "notes": []}},
}
TEXTS = ("2025-03-10T08:00:00", "9999-12-31T23:59:59-23:59", "authorized_user", "service_account")
NEW = SignIn(
    token="t",
    refresh_token="r",
    expiry=datetime(2025, 3, 10, 9, tzinfo=UTC),
    scopes=frozenset({"openid"}),
    ends=None,
)


@dataclass(frozen=True, slots=True)
class Case:
    """What stands in the three files: an answer made wrong, or any text."""

    token: Mangled | str
    client: Mangled | str
    ran: Mangled | str


def cases() -> st.SearchStrategy[Case]:
    """All three made wrong, in their values or in their text."""

    def of(name: str, *values: Any) -> st.SearchStrategy[Mangled | str]:
        recorded = [Recorded.of(name, value) for value in values]
        texts = mangled_texts([json.dumps(value, indent=1) for value in values])
        return mangled(recorded, texts=TEXTS) | texts

    tokens = of("token", TOKEN)
    clients = of("client", {"installed": INNER}, {"web": INNER}, INNER)
    runs = of("last run", RAN)

    @st.composite
    def made(draw: st.DrawFn) -> Case:
        return Case(draw(tokens), draw(clients), draw(runs))

    return made()


@contextmanager
def files_of(case: Case) -> Iterator[tuple[Path, Path, Path]]:
    """The three files."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("token.json", "client.json", "ran.json")]
        for path, given in zip(paths, (case.token, case.client, case.ran), strict=True):
            text = given if isinstance(given, str) else json.dumps(given.value)
            path.write_bytes(text.encode("utf-8", "surrogatepass"))
        yield paths[0], paths[1], paths[2]


def holds(case: Case) -> None:
    with files_of(case) as (token, client, ran):
        ends_of(token)
        keeping.refresh_tokens(token)
        found = value_or_own_error(lambda: read_client(client))
        stored = value_or_own_error(lambda: read_token(token, client))
        if stored is not None:
            value_or_own_error(lambda: read_picked(token, stored))
            value_or_own_error(lambda: credentials_of(token, stored))
            save_token(token, stored, token="new", expiry="2025-03-10T09:00:00Z")
            value_or_own_error(lambda: keeping.keep_picked(token, stored, NEW))
        if found is not None:
            value_or_own_error(lambda: keeping.keep(token, found, NEW, account="a@x.test"))
            assert read_token(token).refresh_token == "r"
        assert_last_run_read(ran)


def credentials_of(path: Path, stored: StoredToken) -> UserCredentials:
    """What requests are signed with, or what the sign-in lacks."""
    needed = needed_scopes("app-docs")
    return UserCredentials(path, stored, token_uri="https://x.test/token", needed=needed)


def assert_last_run_read(ran: Path) -> None:
    """What the last run left is read, or nothing is known of it."""
    settings = Settings.model_validate({"google": {"token_file": str(ran.parent / "token.json")}})
    with environment_of(ran.parent):
        path = last_run.path_for(settings)
        path.write_bytes(ran.read_bytes())
        known = last_run.load(settings)
    if known is not None:
        assert known.at.tzinfo is not None
        with suppress(OverflowError):
            assert isinstance(NEW.expiry - known.at, timedelta)  # type: ignore[operator]


@contextmanager
def environment_of(folder: Path) -> Iterator[None]:
    """The state of the user is kept in this folder."""
    import os

    before = os.environ.get(last_run.VARIABLE)
    os.environ[last_run.VARIABLE] = str(folder)
    try:
        yield
    finally:
        os.environ.pop(last_run.VARIABLE)
        if before is not None:
            os.environ[last_run.VARIABLE] = before


FUZZER = Fuzzer("sign-ins", cases, holds, usual=40, round=400)


def test_files_of_a_sign_in_are_read_or_it_is_said_what_is_wrong() -> None:
    FUZZER.run()
