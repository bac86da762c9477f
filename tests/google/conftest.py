"""An opened Google whose requests `responses` answers, and whose waiting is only noted down."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import responses

from sync.emulator.workspace import Workspace
from sync.emulator.world import Settings
from sync.google.scopes import needed_scopes
from sync.google.session import Google, open_google
from tests.google.workplace import ADA, BOB, MAIL_ONLY, NOW, Place

TOKEN_URI = "https://oauth2.googleapis.com/token"
DOC = "https://docs.googleapis.com/v1/documents/DOC"
FILES = "https://www.googleapis.com/drive/v3/files"
FRESH = {"access_token": "fresh-token", "expires_in": 3599, "token_type": "Bearer"}
EVENTS = "https://www.googleapis.com/calendar/v3/calendars/primary/events"


def stored_token(**changed: Any) -> dict[str, Any]:
    """What a token file holds whose token is good for long."""
    return {
        "token": "stored-token",
        "refresh_token": "refresh-1",
        "client_id": "client-1",
        "client_secret": "client-secret-1",
        "token_uri": "https://elsewhere.example/token",
        "scopes": sorted(needed_scopes("all-docs")),
        "expiry": "2999-01-01T00:00:00Z",
        **changed,
    }


def write(path: Path, content: Any) -> Path:
    text = content if isinstance(content, str) else json.dumps(content)
    path.write_text(text, encoding="utf-8", errors="surrogateescape")
    return path


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@dataclass
class Wire:
    """Google behind `responses`: its clients, what was asked, and how long was waited."""

    google: Google
    rsps: responses.RequestsMock
    token_file: Path
    waited: list[float] = field(default_factory=list)

    def answer(self, method: str, url: str, status: int = 200, **given: Any) -> None:
        """The answer to every request to the address from now on, or to the next of several."""
        self.rsps.add(method, url, status=status, **given)

    @property
    def asked(self) -> list[tuple[str, str]]:
        """Method and path of each request, those to the token endpoint aside."""
        return [
            (str(call.request.method), str(call.request.path_url).split("?")[0])
            for call in self.rsps.calls
            if call.request.url != TOKEN_URI
        ]

    def query(self, number: int = -1) -> dict[str, Any]:
        """The parameters of a request as `responses` reads them: lists where repeated."""
        return dict(self.rsps.calls[number].request.params)  # type: ignore[attr-defined]

    def header(self, name: str, number: int = -1) -> str | None:
        found: str | None = self.rsps.calls[number].request.headers.get(name)
        return found

    def body(self, number: int = -1) -> Any:
        return json.loads(self.rsps.calls[number].request.body or "null")


@pytest.fixture
def token_file(tmp_path: Path) -> Path:
    path = tmp_path / "token.json"
    path.write_text(json.dumps(stored_token()), encoding="utf-8")
    return path


@pytest.fixture
def rsps() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield mock


@pytest.fixture
def wire(token_file: Path, rsps: responses.RequestsMock) -> Iterator[Wire]:
    waited: list[float] = []
    with open_google(
        token_file=token_file, access="all-docs", sleep=waited.append, jitter=lambda: 0.25
    ) as google:
        yield Wire(google=google, rsps=rsps, token_file=token_file, waited=waited)


@pytest.fixture
def app_docs_wire(token_file: Path, rsps: responses.RequestsMock) -> Iterator[Wire]:
    """As `wire`, with access to picked documents alone."""
    waited: list[float] = []
    with open_google(
        token_file=token_file, access="app-docs", sleep=waited.append, jitter=lambda: 0.25
    ) as google:
        yield Wire(google=google, rsps=rsps, token_file=token_file, waited=waited)


@pytest.fixture
def behaviour() -> Settings:
    return Settings()


@pytest.fixture
def place(tmp_path: Path, behaviour: Settings) -> Iterator[Place]:
    workspace = Workspace(now=NOW, settings=behaviour)
    workspace.add_user(ADA, "Ada", zone="Europe/Berlin")
    workspace.add_user(BOB, "Bob", zone="Europe/Berlin")
    workspace.add_user(MAIL_ONLY, "Carol", account=False)
    series = workspace.calendar.add_event(
        ADA, "Weekly 1:1", NOW, guests=[BOB], recurrence=["RRULE:FREQ=WEEKLY"]
    )
    with workspace.serve() as served:
        found = Place(workspace, served.root, tmp_path, series)
        yield found
        for google in found.opened:
            google.close()
