"""A manager and a report on an embedded Workspace, and one run's view of their pair's document."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sync.agenda.calendar.judge import verdicts
from sync.agenda.calendar.pairs import Pair, pairs
from sync.agenda.calendar.people import pair_key
from sync.config.settings import Settings
from sync.emulator.state import File
from sync.emulator.unknowns import Unknowns
from sync.emulator.workspace import Workspace
from sync.emulator.world import Settings as Behaviour
from sync.google.scopes import needed_scopes
from sync.google.session import Google, open_google
from sync.job.clients import Desk
from sync.job.documents import Located, Wanted, locate
from sync.job.leftovers import clear_leftovers
from sync.job.making import Leave, make
from sync.job.marked import search_marked
from sync.job.sharing import Ready, ready_to_write
from sync.job.skips import NotNew, Skip

NOW = datetime(2025, 3, 10, 8, tzinfo=UTC)
ADA, BOB, CAROL = "ada@acme.test", "bob@acme.test", "carol@acme.test"
KEY = pair_key(ADA, BOB)
APP = "1234567890-app.apps.googleusercontent.com"

Outcome = Located | NotNew | Skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is there in the end, as people would see it."""

    documents: int
    """Those of the pair that are not in the trash."""
    roles: tuple[tuple[str, str], ...]
    attached: int
    """How many live documents of the pair are attached to the series."""
    finished: int


@dataclass(kw_only=True)
class Office:
    """`series` is the weekly 1:1; the job is signed in as `me`."""

    workspace: Workspace
    series: str
    settings: Settings
    root: str
    me: str = ADA
    google: Google = field(init=False)

    def desk(self, **changed: Any) -> Desk:
        google = self.google
        given = {"calendar": google.calendar, "drive": google.drive, "docs": google.docs}
        return Desk(
            **{**given, **changed},
            settings=self.settings,
            identities=self.settings.identities,
        )

    def pair(self) -> Pair:
        now, rules = self.workspace.now, self.settings.rules()
        answer = self.google.calendar.events(
            "primary", time_min=now - timedelta(days=35), time_max=now + timedelta(days=14)
        )
        (found,) = pairs(verdicts(answer, rules=rules, zones=ZoneInfo), rules=rules, now=now)
        return found

    def locate(self, pair: Pair | None = None) -> Located | Wanted | NotNew | Skip:
        return locate(
            pair or self.pair(),
            settings=self.settings,
            marked=search_marked(self.google.drive),
            bears_mark=self.bears_mark,
        )

    def bears_mark(self, document_id: str) -> bool:
        """Reads the document; no test here writes sections into one."""
        return not self.google.docs.get(document_id)

    def leave(self, may_make: Callable[[], bool] = lambda: True) -> Leave:
        return Leave(now=self.workspace.now, may_make=may_make, bears_mark=self.bears_mark)

    def make(self, pair: Pair | None = None, **changed: Any) -> Outcome:
        return make(pair or self.pair(), self.desk(**changed), self.leave())

    def run(self) -> Outcome:
        """What a run does up to the write: locate, make where wanted, look, clear away."""
        pair = self.pair()
        located = self.locate(pair)
        if isinstance(located, Wanted):
            located = self.make(pair)
        if not isinstance(located, Located):
            return located
        ready = ready_to_write(pair, located.document_id, self.desk(), how=located.how)
        if isinstance(ready, Skip):
            return ready
        for kept in clear_leftovers(pair, located, self.desk()):
            return kept
        return located

    def ready(self, located: Located) -> Ready | Skip:
        return ready_to_write(self.pair(), located.document_id, self.desk(), how=located.how)

    def files(self) -> list[File]:
        """All files of the pair, those in the trash too, the oldest first."""
        everything = self.workspace.world.state.files.values()
        mine = [each for each in everything if each.properties.get("oneonone-pair") == KEY]
        return sorted(mine, key=lambda each: each.created)

    def live(self) -> list[File]:
        return [each for each in self.files() if not each.trashed]

    def attached(self) -> list[str]:
        """The ids of what is attached to the series."""
        shown = self.workspace.calendar.show(self.series, ADA)
        return [each["fileId"] for each in shown.get("attachments", [])]

    def private(self) -> dict[str, str]:
        """The private properties of the series on the copy of the one signed in."""
        shown = self.workspace.calendar.show(self.series, self.me)
        found: dict[str, str] = shown.get("extendedProperties", {}).get("private", {})
        return found

    def standing(self) -> Standing:
        live = self.live()
        return Standing(
            documents=len(live),
            roles=tuple(
                sorted(
                    pair for each in live for pair in self.workspace.drive.roles(each.id).items()
                )
            ),
            attached=sum(each.id in self.attached() for each in live),
            finished=sum("oneonone-shared" in each.properties for each in live),
        )

    def asked(self, since: int = 0) -> list[str]:
        """The methods of the requests so far, those for tokens aside."""
        log = self.workspace.requests[since:]
        return [each.method for each in log if each.method != "token"]

    @contextmanager
    def also_as(self, email: str, folder: Path) -> "Iterator[Office]":
        """The same Workspace as another person's job sees it."""
        google = self.settings.google
        scopes = sorted(needed_scopes(google.access, attach=self.settings.docs.attach))
        token_file = folder / f"{email}.json"
        token_file.write_text(json.dumps(self.workspace.sign_in(email, APP, scopes)))
        with open_google(
            token_file=token_file,
            access=google.access,
            attach=self.settings.docs.attach,
            api_root=self.root,
            sleep=lambda _: None,
            jitter=lambda: 0.0,
        ) as opened:
            other = replace(self, me=email)
            other.google = opened
            yield other

    def with_settings(self, **tables: Any) -> "Office":
        other = replace(self, settings=Settings.model_validate(tables))
        other.google = self.google
        return other


def _guest(workspace: Workspace, email: str) -> dict[str, Any]:
    user = workspace.world.user(email)
    return {"email": email, "displayName": user.name if user else email}


@contextmanager
def office(
    folder: Path,
    *,
    guest: bool = False,
    unknowns: Unknowns | None = None,
    behaviour: Behaviour | None = None,
    access: str = "all-docs",
    attach: bool = True,
) -> Iterator[Office]:
    """`guest`: Bob organizes the meeting, and Ada, as whom the job runs, may not change it."""
    workspace = Workspace(now=NOW, unknowns=unknowns, settings=behaviour)
    for email in (ADA, BOB, CAROL):
        workspace.add_user(email, f"{email.partition('@')[0].title()} Planted")
    organizer, other = (BOB, ADA) if guest else (ADA, BOB)
    series = workspace.calendar.add_event(
        organizer,
        "Planted title",
        datetime(2025, 2, 24, 15, tzinfo=UTC),
        guests=[_guest(workspace, organizer), _guest(workspace, other)],
        recurrence=["RRULE:FREQ=WEEKLY"],
    )
    settings = Settings.model_validate(
        {"google": {"access": access}, "docs": {"attach": attach}},
    )
    with workspace.serve() as served:
        at = Office(workspace=workspace, series=series, settings=settings, root=served.root)
        with at.also_as(ADA, folder) as signed_in:
            yield signed_in
