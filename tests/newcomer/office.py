"""A manager's first day: twelve people, five old documents, an OAuth client, and nothing set up."""

import json
import os
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sync.commands.try_pen import Pen
from sync.emulator.workspace import Workspace
from tests.newcomer.terminal import Terminal

NOW = datetime(2025, 3, 10, 8, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
ADA = "ada@acme.test"
INSIDE = (
    "open", "rolling", "german", "drive", "theirs", "bot", "assistant", "fay", "gil", "hal",
)  # fmt: skip
OUTSIDE = ("ivy@else.test", "jon@gmail.com")
CLIENT = "1234567890-app.apps.googleusercontent.com"
_DOWNLOADED = {
    "client_id": CLIENT,
    "client_secret": "GOCSPX-emulated",
    "redirect_uris": ["http://localhost"],
}
_READS = ("get", "list", "export", "token", "auth")


def at_acme(name: str) -> str:
    return f"{name}@acme.test"


@dataclass(kw_only=True)
class FirstDay:
    """`documents` are the five old ones, by the other person's name."""

    workspace: Workspace
    root: str
    folder: Path
    documents: dict[str, str] = field(default_factory=dict)

    @property
    def config(self) -> Path:
        return self.folder / "home" / "config" / "oneonone" / "config.toml"

    @property
    def downloaded(self) -> Path:
        return self.folder / "Downloads" / "client_secret_1234567890.json"

    def run(self, *arguments: str) -> Terminal:
        """A command in a terminal, at the Workspace's time, in a home of its own."""
        home = self.folder / "home"
        folders = {
            name: str(home / name.split("_")[1].lower())
            for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME")
        }
        kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
        environment = {**kept, **folders, "HOME": str(home), "LANG": "C.UTF-8", "TZ": "UTC"}
        environment["PYTHONPATH"] = str(Path(__file__).parents[2])
        now = self.workspace.now.isoformat()
        return Terminal(*arguments, "--now", now, folder=home, environment=environment)

    def writes(self) -> list[str]:
        """The requests so far that change something."""
        asked = [each.method for each in self.workspace.requests]
        return [each for each in asked if not each.endswith(_READS)]

    def lines(self, document_id: str) -> list[str]:
        """The lines of a document, in all tabs."""
        shown = self.workspace.documents[document_id].show(
            include_tabs_content=True, suggestions_view_mode="SUGGESTIONS_INLINE"
        )
        return _texts(shown)

    def people(self) -> dict[str, str]:
        """Whose document each is, by its id: the other person's address."""
        old = {each: at_acme(name) for name, each in self.documents.items()}
        new = self.workspace.documents.keys() - old.keys()
        for each in new:
            (old[each],) = self.workspace.drive.roles(each).keys() - {ADA}
        return old

    def everything(self) -> Mapping[str, Any]:
        """What people would see: documents, events, and who may open what."""
        files = self.workspace.world.state.files
        return {
            "documents": {each: one.dump() for each, one in self.workspace.documents.items()},
            "sharing": {each: self.workspace.drive.roles(each) for each in files},
            "properties": {each: dict(file.properties) for each, file in files.items()},
            "mails": list(self.workspace.mails),
        }


def added(before: Sequence[str], after: Sequence[str]) -> str:
    """The text of the lines that are new, in order, without blanks."""
    left = Counter(before)
    new = []
    for line in after:
        if left[line]:
            left[line] -= 1
        else:
            new.append(line)
    return "".join("".join(new).split())


def _texts(shown: Any) -> list[str]:
    found = []
    for tab in shown["tabs"]:
        for block in tab["documentTab"]["body"]["content"]:
            elements = block.get("paragraph", {}).get("elements", ())
            text = "".join(each.get("textRun", {}).get("content", "") for each in elements)
            if text.strip():
                found.append(text.rstrip("\n"))
    return found


def lay_out(workspace: Workspace, root: str, folder: Path) -> FirstDay:
    """People, their series, the five documents, and the file that the console gave."""
    made = FirstDay(workspace=workspace, root=root, folder=folder)
    people = [ADA, *map(at_acme, INSIDE), *OUTSIDE]
    for email in (*people, "sec@acme.test", "fred@fireflies.ai"):
        workspace.add_user(email, email.partition("@")[0].title(), zone="Europe/Berlin")
    made.documents.update(_documents(workspace))
    for number, email in enumerate(people[1:]):
        name = email.partition("@")[0]
        guests = [ADA, email]
        guests += {"bot": ["fred@fireflies.ai"], "assistant": ["sec@acme.test"]}.get(name, [])
        document = made.documents.get(name)
        workspace.calendar.add_event(
            ADA,
            f"Ada / {name.title()}",
            datetime(2025, 2, 11, 9, tzinfo=BERLIN) + timedelta(minutes=30 * number),
            guests=[{"email": each} for each in guests],
            recurrence=["RRULE:FREQ=WEEKLY"],
            attachments=[_attachment(document, name)] if document else [],
        )
    (folder / "home").mkdir()
    made.downloaded.parent.mkdir()
    made.downloaded.write_text(json.dumps({"installed": _DOWNLOADED}), encoding="utf-8")
    return made


def _documents(workspace: Workspace) -> dict[str, str]:
    texts = {
        "open": ["## Mar 4, 2025", "* Hello", "- [ ] Ada: order the desk"],
        "rolling": [
            "# Rolling list",
            "- [ ] Someday: visit the Lisbon office",
            "- [ ] Someday: write the handbook",
            "## Mar 4, 2025",
            "### Action items",
            "- [x] Rolling: send the slides",
            "- [ ] Rolling: book the room",
        ],
        "german": [
            "## 4. März 2025",
            "### Offene Punkte",
            "- [ ] German: Vertrag prüfen",
            "- [x] German: Rechnung bezahlen",
        ],
        "drive": ["## Mar 4, 2025", "- [ ] Drive: share the roadmap"],
        "theirs": ["## Mar 4, 2025", "- [ ] Theirs: plan the offsite", "\t- [ ] and the trip"],
    }
    shared = workspace.drive.add_drive(
        "Team", {ADA: "organizer", at_acme("drive"): "fileOrganizer"}
    )
    found = {}
    for name, lines in texts.items():
        owner = at_acme(name) if name == "theirs" else ADA
        folder = shared if name == "drive" else None
        found[name] = workspace.drive.add_document(owner, f"{name.title()} and Ada", folder=folder)
        Pen(workspace, found[name], owner).write(lines)
        if name != "drive":
            workspace.drive.share(found[name], ADA if owner != ADA else at_acme(name))
    workspace.drive.share(found["open"], "", "reader", kind="anyone")
    return found


def _attachment(document_id: str, name: str) -> dict[str, str]:
    return {
        "fileUrl": f"https://docs.google.com/document/d/{document_id}/edit",
        "title": f"{name.title()} and Ada",
        "mimeType": "application/vnd.google-apps.document",
    }


def numbers_of(table: str) -> dict[str, str]:
    """By address, the number with which `init` lists a person."""
    return {who: number for number, who in re.findall(r"^(\d+) +(\S+@\S+)", table, re.MULTILINE)}
