"""An embedded Workspace with a weekly meeting, and somebody signed in there, for the contract."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sync.emulator.faults import Drop, Fails, Fault, Garbage
from sync.emulator.refusals import reasoned
from sync.emulator.workspace import Workspace
from sync.google.drive import has_property
from sync.google.scopes import Access, needed_scopes
from sync.google.session import Google, open_google

NOW = datetime(2025, 3, 10, 8, tzinfo=UTC)
ADA, BOB, MAIL_ONLY = "ada@acme.test", "bob@acme.test", "carol@elsewhere.test"
APP = "1234567890-app.apps.googleusercontent.com"
WEEK = {"time_min": NOW - timedelta(days=7), "time_max": NOW + timedelta(days=14)}
MARK = {"oneonone": "agenda"}
OURS = f"{has_property('oneonone', 'agenda')} and trashed = false"

ERROR_AFTER = Fails(error=reasoned(500, "backendError", "Backend Error"), after=True)
LOST = {
    "dropped before": Drop(),
    "dropped after": Drop(after=True),
    "garbage before": Garbage(),
    "garbage after": Garbage(after=True),
    "error after": ERROR_AFTER,
}


@dataclass
class Place:
    """A Workspace with a weekly meeting, served, and somebody signed in there."""

    workspace: Workspace
    root: str
    folder: Path
    series: str
    opened: list[Google] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)

    def open(self, user: str = ADA, *, access: Access = "all-docs", app: str = APP) -> Google:
        token = self.workspace.sign_in(user, app, sorted(needed_scopes(access)))
        path = self.folder / f"{user}-{len(self.opened)}.json"
        path.write_text(json.dumps(token), encoding="utf-8")
        google = open_google(
            token_file=path,
            access=access,
            api_root=self.root,
            sleep=self.waited.append,
            jitter=lambda: 0.0,
        )
        self.opened.append(google)
        return google

    def fault(self, match: str, kind: Any, *, nth: int = 1, times: int = 1) -> None:
        self.workspace.faults.add(Fault(match=match, kind=kind, nth=nth, times=times))

    def asked(self, method: str) -> int:
        """How often a method was asked for."""
        return sum(each.method == method for each in self.workspace.requests)

    @property
    def tokens(self) -> int:
        """How often a token was asked for."""
        return sum(each.path == "/token" for each in self.workspace.requests)
