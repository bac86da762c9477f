"""A small Workspace with two people, and a client that speaks its wire."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
import requests

from sync.emulator.server import Served
from sync.emulator.workspace import Workspace

CLIENT = "1234567890-app.apps.googleusercontent.com"
ALL = ("calendar", "drive", "documents")
NOW = datetime(2025, 3, 10, 8, tzinfo=UTC)
Json = dict[str, Any]


@dataclass
class Client:
    """Calls as one user; `json` of an answer, `refused` for the status and body of an error."""

    root: str
    session: requests.Session = field(default_factory=requests.Session)

    def call(self, verb: str, path: str, **options: Any) -> requests.Response:
        return self.session.request(verb, f"{self.root}{path}", timeout=10, **options)

    def sign_in(self, token: Mapping[str, str]) -> None:
        """Call with an access token from now on, got for a sign-in."""
        form = {"grant_type": "refresh_token", **token}
        access = self.json("POST", "/token", data=form)["access_token"]
        self.session.headers["Authorization"] = f"Bearer {access}"

    def json(self, verb: str, path: str, **options: Any) -> Json:
        answer = self.call(verb, path, **options)

        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found

    def refused(self, verb: str, path: str, **options: Any) -> tuple[int, Json]:
        answer = self.call(verb, path, **options)
        return answer.status_code, answer.json()


@pytest.fixture
def workspace() -> Workspace:
    made = Workspace(now=NOW)
    made.add_user("ada@example.com", "Ada", zone="America/Los_Angeles")
    made.add_user("ben@example.com", "Ben", zone="Europe/Berlin")
    return made


@pytest.fixture
def served(workspace: Workspace) -> Iterator[Served]:
    with workspace.serve() as running:
        yield running


Clients = Callable[..., Client]


@pytest.fixture
def client(workspace: Workspace, served: Served) -> Iterator[Clients]:
    """`client("ada@example.com", "drive.file")`: signed in; all scopes where none are named."""
    made: list[Client] = []

    def sign_in(user: str = "ada@example.com", *scopes: str, app: str = CLIENT) -> Client:
        token = workspace.sign_in(user, app, scopes or ALL)
        one = Client(served.root)
        made.append(one)
        one.sign_in(token)
        return one

    yield sign_in
    for each in made:
        each.session.close()
