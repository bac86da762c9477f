"""What the tests of the sign-in share: a place with its configuration, a person at a browser."""

import json
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import requests
from playwright.sync_api import Page

from sync.commands import auth as cli_auth
from sync.commands import link as cli_link
from sync.commands.browser import Means
from sync.commands.outcome import Outcome, Passage
from sync.commands.show import plain_lines
from sync.config.settings import Settings, parse
from sync.emulator.workspace import Workspace
from sync.errors import OneononeError

ADA, BOB, CY = "ada@acme.test", "bob@acme.test", "cy@elsewhere.test"
CLIENT = "1234567890-app.apps.googleusercontent.com"
SECRET = "GOCSPX-emulated"
NOW = datetime(2025, 3, 10, 8, tzinfo=UTC)
ALL = "Select all"

Opens = Callable[[str], bool]


@dataclass
class Said:
    """What a command said, line by line, its worst exit code, and the error that it ended with."""

    text: str
    exit_code: int
    error: OneononeError | None
    data: dict[str, Any]

    @property
    def all(self) -> str:
        """Everything that a person reads."""
        return f"{self.text}{self.error or ''}"


@dataclass(kw_only=True)
class Office:
    """A Workspace with a configuration beside it."""

    workspace: Workspace
    root: str
    folder: Path
    waited: list[float] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    """Those that people were told to open, as they come."""

    @property
    def config(self) -> Path:
        return self.folder / "config.toml"

    @property
    def token_file(self) -> Path:
        return self.folder / "token.json"

    @property
    def token(self) -> Any:
        return json.loads(self.token_file.read_text(encoding="utf-8"))

    @property
    def mode(self) -> int:
        return stat.S_IMODE(self.token_file.stat().st_mode)

    @property
    def settings(self) -> Settings:
        return parse(self.config)

    def configure(self, access: str = "app-docs", more: str = "") -> None:
        text = f'[google]\naccess = "{access}"\napi_root = "{self.root}"\n{more}'
        self.config.write_text(text, encoding="utf-8")

    def sign_in(self, user: str = ADA, *scopes: str, mode: int = 0o600) -> Any:
        """A sign-in without the way through the browser."""
        token = self.workspace.sign_in(user, CLIENT, scopes or ("calendar.events", "drive.file"))
        self.token_file.write_text(json.dumps(token), encoding="utf-8")
        self.token_file.chmod(mode)
        return token

    def login(self, opens: Opens, **given: Any) -> Said:
        means, rest = means_of(opens, given)
        now = self.workspace.now
        return self.said(cli_auth.login(self.settings, now=now, means=means, **rest))

    def status(self, **given: Any) -> Said:
        return self.said(self._status(given))

    def _status(self, given: dict[str, Any]) -> Iterator[Outcome]:
        yield cli_auth.status(self.settings, now=self.workspace.now, **given)

    def link(self, opens: Opens, **given: Any) -> Said:
        means, rest = means_of(opens, given)
        outcomes = cli_link.run(
            self.settings, now=self.workspace.now, means=means, wait=self.waited.append, **rest
        )
        return self.said(outcomes)

    def said(self, outcomes: Iterable[Outcome]) -> Said:
        """A command run to its end."""
        lines: list[str] = []
        code, data, error = 0, {}, None
        try:
            for outcome in outcomes:
                for block in outcome.blocks:
                    lines += plain_lines(block)
                    if isinstance(block, Passage) and block.text.startswith(self.root):
                        self.addresses.append(block.text)
                code, data = max(code, int(outcome.exit_code)), outcome.data
        except OneononeError as exc:
            code, error = max(code, int(exc.exit_code)), exc
        return Said("".join(f"{line}\n" for line in lines), code, error, data)


def straight_on(address: str) -> bool:
    """Somebody who allows everything, without a browser: for tests about what comes after."""
    form = {"account": ADA, "answer": "allow", "scope": ["calendar.events", "drive.file"]}
    return requests.post(address, data=form, timeout=10).ok


def means_of(opens: Opens, given: dict[str, Any]) -> tuple[Means, dict[str, Any]]:
    """Without patience, unless a test says otherwise."""
    own = {"hint_after": 5.0, "give_up_after": 5.0, "read_line": lambda: None}
    own |= {key: given.pop(key) for key in tuple(given) if key in own}
    return Means(open_browser=opens, **own), given  # type: ignore[arg-type]


@dataclass(kw_only=True)
class Person:
    """Somebody at the browser, who does the same on every page of Google's."""

    page: Page
    account: str = ADA
    ticks: Sequence[str] = (ALL,)
    answer: str = "Allow"
    picks: Sequence[str] = ()
    select: str = "Select"
    seen: list[str] = field(default_factory=list)
    """The texts of the pages on which it ended."""
    failed: list[str] = field(default_factory=list)
    """Addresses of pages that could not be opened."""

    def __post_init__(self) -> None:
        self.page.on("requestfailed", lambda request: self.failed.append(request.url))

    def __call__(self, address: str) -> bool:
        """Goes through the pages, to where it ends."""
        page = self.page
        page.goto(address)
        if page.title() == "Choose an account":
            page.get_by_role("button", name=self.account).click()
        if page.title() == "An app wants access to your Google Account":
            for tick in self.ticks if page.get_by_role("checkbox").count() else ():
                page.get_by_label(tick).check()
            page.get_by_role("button", name=self.answer).click()
        if page.title() == "Select files":
            for name in self.picks:
                page.get_by_label(name).check()
            page.get_by_role("button", name=self.select).click()
        self._wait(address.partition("?")[0])
        if not page.url.startswith("chrome-error:"):
            self.seen.append(page.inner_text("main"))
        return True

    def _wait(self, google: str) -> None:
        """Until the browser has left Google's pages, or stands at a closed door."""
        for _ in range(500):
            blocked = self.page.title().startswith("Access blocked")
            if blocked or not self.page.url.startswith(google):
                return
            self.page.wait_for_timeout(20)
