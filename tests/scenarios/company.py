"""A manager and a report on an embedded Workspace, with the job run on it as the command runs it.

A world is laid out once and kept as the bytes of its file; each test goes on from a copy of them.
What stands in the end is compared as a `Picture`, in which nothing is left that chance decides.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from sync.commands.try_pen import Pen
from sync.config.settings import Settings, parse
from sync.emulator.notation import render
from sync.emulator.server import Served
from sync.emulator.state import File
from sync.emulator.store import plain
from sync.emulator.unknowns import Unknowns
from sync.emulator.workspace import Workspace
from sync.emulator.world import Settings as Behaviour
from sync.google.scopes import needed_scopes
from sync.google.session import Google, open_google
from sync.job.run import Report, run
from tests.scenarios.tap import Tap, Tapped

NOW = datetime(2025, 3, 10, 8, tzinfo=UTC)
WEEK = timedelta(days=7)
SETTLED = timedelta(minutes=11)
"""After this long a search shows everything, and the job trusts it."""
ME, OTHER = "ada@acme.test", "bob@acme.test"
NAMES = {ME: "Ada Long", OTHER: "Bob Short"}
APP = "1234567890-app.apps.googleusercontent.com"
_READS = ("get", "list", "export", "token")
_HASH = re.compile(r"\b[0-9a-f]{10}\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What people would see, of all live documents and of the meetings; ids are numbered."""

    documents: tuple[Mapping[str, Any], ...]
    events: tuple[Mapping[str, Any], ...]
    mails: int
    kept: int
    """Files in the trash that are no empty leftover of the job's."""


@dataclass(kw_only=True)
class Company:
    """`series` is the weekly 1:1, `config` the file that commands are given."""

    workspace: Workspace
    served: Served
    folder: Path
    config: Path
    series: str
    settings: Settings = field(init=False)

    def __post_init__(self) -> None:
        self.settings = parse(self.config)

    @contextmanager
    def signed_in(self, *, tap: Tap | None = None) -> Iterator[Google]:
        """Clients of their own, whose requests pass the tap."""
        given = self.settings.google
        with open_google(
            token_file=given.token_file,
            access=given.access,
            attach=self.settings.docs.attach,
            api_root=given.api_root,
            sleep=_no_wait,
            jitter=lambda: 0.0,
        ) as google:
            if tap is not None:
                Tapped(google.transport, tap)
            yield google

    def run(self, *, tap: Tap | None = None) -> Report:
        """The whole job once, at the Workspace's time, without waiting."""
        with self.signed_in(tap=tap) as google:
            return self.run_with(google)

    def run_with(self, google: Google) -> Report:
        """The same with clients that are open already."""
        now = self.workspace.now
        return run(self.settings, google, now=now, zones=ZoneInfo, wait=_no_wait)

    def rest(self) -> None:
        """Until no request is in work any more, not even one that nobody waits for."""
        with self.served._idle:
            self.served._idle.wait_for(lambda: self.served._in_work == 0)

    def as_person(self, email: str) -> "Company":
        """The same Workspace with another person's configuration and sign-in."""
        folder = self.folder / email
        folder.mkdir()
        access, attach = self.settings.google.access, self.settings.docs.attach
        scopes = sorted(needed_scopes(access, attach=attach))
        token = self.workspace.sign_in(email, APP, scopes)
        write_secret(folder / "token.json", json.dumps(token))
        config = folder / "config.toml"
        config.write_text(self.config.read_text(encoding="utf-8"), encoding="utf-8")
        return replace(self, folder=folder, config=config)

    def asked(self, since: int = 0) -> list[str]:
        """The methods of the requests so far, those for tokens aside."""
        return [each.method for each in self.workspace.requests[since:] if each.method != "token"]

    def writes(self, since: int = 0) -> list[str]:
        """Those that change something."""
        return [each for each in self.asked(since) if not each.endswith(_READS)]

    def live(self) -> list[File]:
        """All documents that are not in the trash, the oldest first."""
        files = [each for each in self.workspace.world.state.files.values() if not each.trashed]
        found = [each for each in files if each.id in self.workspace.documents]
        return sorted(found, key=lambda each: each.created)

    def trashed(self) -> int:
        """How many files are in the trash."""
        return sum(each.trashed for each in self.workspace.world.state.files.values())

    def text(self) -> str:
        """The only live document in the notation."""
        (file,) = self.live()
        return render(self.workspace.documents[file.id])

    def pen(self) -> Pen:
        """The other person's hand in the only live document."""
        (file,) = self.live()
        return Pen(self.workspace, file.id, OTHER)

    def picture(self) -> Picture:
        """What stands now."""
        with self.workspace.lock:
            state = self.workspace.world.state
            names = {each.id: f"document {n}" for n, each in enumerate(self.live())}
            trashed = [each for each in state.files.values() if each.trashed]
            return Picture(
                documents=tuple(self._pictured(each, names) for each in self.live()),
                events=tuple(_event(plain(each), names) for each in state.series.values()),
                mails=len(self.workspace.mails),
                kept=sum(not self._is_leftover(each) for each in trashed),
            )

    def everything(self) -> Mapping[str, Any]:
        """All that is kept, but for what a mere look changes: tokens, and the count of ids."""
        with self.workspace.lock:
            kept = plain(self.workspace.world.state)
            passing = {"access", "counter", "now", "stamp"}
            documents = {each: one.dump() for each, one in self.workspace.documents.items()}
            state = {name: value for name, value in kept.items() if name not in passing}
            return {**state, "documents": documents, "mails": list(self.workspace.mails)}

    def attach(self, document_id: str, title: str = "Old notes") -> None:
        """Somebody attaches a document to the series, beside what is attached."""
        known = self.workspace.calendar.show(self.series, ME).get("attachments", [])
        new = {
            "fileUrl": f"https://docs.google.com/document/d/{document_id}/edit",
            "title": title,
            "mimeType": "application/vnd.google-apps.document",
        }
        self.workspace.calendar.change(self.series, {"attachments": [*known, new]})

    def _pictured(self, file: File, names: Mapping[str, str]) -> Mapping[str, Any]:
        text = render(self.workspace.documents[file.id])
        files = self.workspace.world.state.files
        return {
            "name": file.name,
            "properties": _named(file.properties, names),
            "roles": self.workspace.drive.roles(file.id),
            "folders": [files[each].name for each in file.parents if each in files],
            "text": _numbered(text).splitlines(),
        }

    def _is_leftover(self, file: File) -> bool:
        note = file.properties.get("oneonone-shared", "")
        blank = render(self.workspace.documents[file.id]) == "¶\n"
        return note == f"leftover {file.id}" and blank


def write_secret(path: Path, text: str) -> None:
    """As a sign-in writes it: for nobody else to read."""
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8")


def _no_wait(_: float) -> None:
    """Waiting takes no time here."""


def _numbered(text: str) -> str:
    """Hashes depend on the document's id: the n-th to appear is called n."""
    seen: dict[str, str] = {}
    return _HASH.sub(lambda found: seen.setdefault(found[0], f"hash {len(seen)}"), text)


def _named(value: Any, names: Mapping[str, str]) -> Any:
    """The same with names for the ids of documents."""
    text = json.dumps(value, sort_keys=True)
    for each, name in names.items():
        text = text.replace(each, name)
    return json.loads(text)


def _event(series: dict[str, Any], names: Mapping[str, str]) -> Mapping[str, Any]:
    """An event without what counts its changes."""
    copies = series["copies"].items()
    return {
        "fields": _named(series["fields"], names),
        "occurrences": _named(series["occurrences"], names),
        "private": {who: _named(copy["private"], names) for who, copy in copies if copy["private"]},
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A world laid out: the bytes of its file, the sign-in's, and the rest of the configuration."""

    file: bytes
    token: str
    config: str
    series: str
    unknowns: Unknowns
    behaviour: Behaviour


Story = Callable[[Company], object]
"""What happened before the scenario begins."""


def lay_out(
    folder: Path,
    *,
    guest: bool = False,
    access: str = "all-docs",
    config: str = "",
    unknowns: Unknowns | None = None,
    lag: timedelta = timedelta(0),
    story: Story | None = None,
) -> Laid:
    """`guest`: the other person organizes the meeting. `lag`: of the search, from the beginning."""
    path = folder / "laid.json"
    behaviour = Behaviour(search_lag=lag)
    unknowns = unknowns or Unknowns()
    made = Workspace(path, now=NOW, unknowns=unknowns, settings=behaviour)
    for email, name in NAMES.items():
        made.add_user(email, name, zone="Europe/Berlin")
    organizer, invited = (OTHER, ME) if guest else (ME, OTHER)
    series = made.calendar.add_event(
        organizer,
        "Weekly 1:1",
        datetime(2025, 2, 11, 10, tzinfo=ZoneInfo("Europe/Berlin")),
        guests=[{"email": each, "displayName": NAMES[each]} for each in (organizer, invited)],
        recurrence=["RRULE:FREQ=WEEKLY"],
    )
    token = made.sign_in(ME, APP, sorted(needed_scopes(_access(access))))
    text = f'[google]\naccess = "{access}"\napi_root = "ROOT"\n{config}'
    laid = Laid(
        file=path.read_bytes(),
        token=json.dumps(token),
        config=text,
        series=series,
        unknowns=unknowns,
        behaviour=behaviour,
    )
    if story is None:
        return laid
    with company(folder, laid) as at:
        story(at)
    return replace(laid, file=(folder / "workspace.json").read_bytes())


@cache
def laid_once(**world: Any) -> Laid:
    """The same, once for all tests of a process: what differs is what they do with their copies."""
    with TemporaryDirectory() as folder:
        return lay_out(Path(folder), **world)


def _access(given: str) -> Any:
    return given


@contextmanager
def company(folder: Path, laid: Laid, *, kept: bool = True) -> Iterator[Company]:
    """A copy of a world, served; where it is not kept, its file stays as it is."""
    path = folder / "workspace.json"
    path.write_bytes(laid.file)
    workspace = Workspace(
        path, kept=kept, unknowns=laid.unknowns, settings=deepcopy(laid.behaviour)
    )
    write_secret(folder / "token.json", laid.token)
    config = folder / "config.toml"
    with workspace.serve() as served:
        config.write_text(laid.config.replace("ROOT", served.root), encoding="utf-8")
        yield Company(
            workspace=workspace, served=served, folder=folder, config=config, series=laid.series
        )


def lived_through(at: Company) -> None:
    """A first run and a week in which people typed, ticked and nested items."""
    at.run()
    at.workspace.pass_time(timedelta(hours=1))
    pen = at.pen()
    pen.type_under("projects", "The migration is at half")
    pen.write(
        [
            "Promised in the meeting:",
            "- [ ] Ask finance for the contract",
            "\t- [ ] and for the old one",
            "- [x] Book the room",
            "- [ ] Send the readout 📈 to marketing",
            "- [ ] Send the readout 📈 to marketing",
        ]
    )
    at.workspace.pass_time(WEEK)
