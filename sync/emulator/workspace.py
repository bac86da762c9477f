"""An embedded Google Workspace: people, their calendars, files and documents, served on loopback.

    workspace = Workspace(now=datetime(2025, 3, 10, 8, tzinfo=UTC))
    workspace.add_user("ada@example.com", "Ada", zone="America/Los_Angeles")
    token = workspace.sign_in("ada@example.com", "123-app.apps.googleusercontent.com", scopes)
    with workspace.serve() as served:
        ...  # served.root is the API root

Without a path all is in memory. With one, each change is in the file before it is answered, and a
Workspace made with the same path goes on from there, clock included; with `kept` off, it begins
there and leaves the file alone.
"""

import json
from datetime import datetime, timedelta
from pathlib import Path

from sync.emulator import oauth, store
from sync.emulator.calendar.people import People
from sync.emulator.dispatch import Dispatch, Logged
from sync.emulator.docs.document import Document
from sync.emulator.drive.desk import Desk
from sync.emulator.faults import Faults
from sync.emulator.quota import Quota
from sync.emulator.server import Served
from sync.emulator.state import Calendar, State, User
from sync.emulator.unknowns import Unknowns
from sync.emulator.wire import Json
from sync.emulator.world import Settings, World, micros, moment


class Workspace:
    """The whole of it. `calendar` and `drive` do what people do there by hand."""

    def __init__(
        self,
        path: Path | None = None,
        *,
        kept: bool = True,
        now: datetime | None = None,
        unknowns: Unknowns | None = None,
        settings: Settings | None = None,
    ) -> None:
        self._path = path if kept else None
        found: dict[str, Json] = {}
        if path is not None and path.exists():
            state, found = store.load(path)
            if now is not None:
                state.now = max(state.now, micros(now))
        elif now is not None:
            state = State(now=micros(now))
        else:
            raise ValueError("a new Workspace needs to be told what time it is")
        self.settings = settings or Settings()
        self.unknowns = unknowns or Unknowns()
        self.world = World(state, unknowns=self.unknowns, settings=self.settings)
        for document_id, dump in found.items():
            self.world.documents[document_id] = Document.restore(
                dump, new_id=self.world.part_id, unknowns=self.unknowns
            )
        self._texts: dict[str, tuple[object, str, str]] = {}
        self.faults = Faults()
        self.quota = Quota()
        self._dispatch = Dispatch(self.world, self.faults, self.quota, self.save)
        self.lock = self._dispatch.lock
        self.calendar = People(self.world, self.lock, self.save)
        self.drive = Desk(self.world, self.lock, self.save)

    @property
    def now(self) -> datetime:
        """The Workspace's time."""
        return moment(self.world.now)

    @now.setter
    def now(self, when: datetime) -> None:
        with self.lock:
            self.world.state.now = micros(when)
            self.save()

    def pass_time(self, span: timedelta) -> None:
        """Lets time pass."""
        self.now = self.now + span

    @property
    def requests(self) -> list[Logged]:
        """All requests so far, in order of their answers."""
        return self._dispatch.log

    @property
    def bugs(self) -> list[str]:
        """Tracebacks of mistakes of the emulator itself; leaving `serve` raises them."""
        return self._dispatch.bugs

    @property
    def mails(self) -> list[Json]:
        """Mails that Google would have sent: {"kind", "to", "about"}."""
        return self.world.mails

    @property
    def documents(self) -> dict[str, Document]:
        """The live documents by id, for what people do in the editor; call `save` after."""
        return self.world.documents

    def add_user(
        self,
        email: str,
        name: str,
        *,
        zone: str = "UTC",
        domain: str | None = None,
        aliases: tuple[str, ...] = (),
        account: bool = True,
    ) -> User:
        """A person with a calendar; without an account one can only be invited and mailed."""
        address = email.lower()
        user = User(
            email=address,
            name=name,
            domain=domain or address.partition("@")[2],
            zone=zone,
            account=account,
            aliases=[alias.lower() for alias in aliases],
        )
        with self.lock:
            self.world.users.put(user)
            if account:
                self.world.state.calendars[address] = Calendar(
                    id=address, owner=address, title=address, zone=zone
                )
            self.save()
        return user

    def add_group(self, email: str, name: str, members: tuple[str, ...] = ()) -> User:
        """A mailing group: it can be invited and shared with, and shares reach its members."""
        user = User(
            email=email.lower(),
            name=name,
            domain=email.lower().partition("@")[2],
            members=[self.world.primary(member) for member in members],
            group=True,
        )
        with self.lock:
            self.world.users.put(user)
            self.save()
        return user

    def sign_in(self, user: str, client_id: str, scopes: list[str] | tuple[str, ...]) -> Json:
        """A sign-in of a user at an OAuth client: the authorized-user JSON for a token file."""
        with self.lock:
            token = oauth.sign_in(self.world, user, client_id, list(scopes))
            self.save()
        return token

    def revoke(self, token: Json) -> None:
        """The user takes a sign-in back."""
        with self.lock:
            self.world.state.grants[token["refresh_token"]].revoked = True
            self.save()

    def pick(self, user: str, client_id: str, *file_ids: str) -> None:
        """The user picks files for an app in Google's picker: drive.file covers them from now."""
        with self.lock:
            app = client_id.partition("-")[0]
            for file_id in file_ids:
                place = f"{app} {self.world.primary(user)}"
                self.world.files.give(self.drive.file(file_id), place, self.world.stamp())
            self.save()

    def set_open_domain(self, domain: str, kind: str | None) -> None:
        """New files of a domain's people are open to "domain" or "anyone" unless told otherwise."""
        with self.lock:
            self.world.state.open_domains.pop(domain, None)
            if kind is not None:
                self.world.state.open_domains[domain] = kind
            self.save()

    def serve(self, port: int = 0) -> Served:
        """Serves on 127.0.0.1; as a context manager, or until `close`."""
        return Served(self._dispatch, self.faults, port=port)

    def save(self) -> None:
        """Writes the file, if there is one. Needed after changing `documents` directly."""
        if self._path is not None:
            self.save_to(self._path)

    def save_to(self, path: Path) -> None:
        """Writes all of it into a file, for a Workspace that goes on from here."""
        texts: dict[str, str] = {}
        for document_id, document in self.world.documents.items():
            known = self._texts.get(document_id)
            mark = f"{document.revision} {document.title}"
            if known is None or known[0] is not document.tabs or known[1] != mark:
                known = (document.tabs, mark, json.dumps(document.dump(), ensure_ascii=False))
            texts[document_id] = known[2]
            self._texts[document_id] = known
        store.save(path, self.world.state, texts)
