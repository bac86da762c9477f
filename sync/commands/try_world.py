"""The world that `oneonone try` shows: a manager, her people, their calendar and documents.

Everybody in it is made up. It is laid out around a day that is passed in, with five weeks of
history; nothing here runs the job.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sync.commands.try_pen import Pen
from sync.emulator.workspace import Workspace

ZONE = "America/New_York"
DOMAIN = "northwind.example"
MANAGER = f"mira@{DOMAIN}"
PRIYA, TOM, AIKO, SAM = (f"{name}@{DOMAIN}" for name in ("priya", "tom", "aiko", "sam"))
OUTSIDER = "kai@holt-consulting.example"
CANDIDATE = "jo.lindqvist@mail.example"
TEAM = f"platform-team@{DOMAIN}"
ROOM = "c_1882oak@resource.calendar.google.com"
CLIENT = "417203958841-oneonone.apps.googleusercontent.com"
SCOPES = ("calendar.events", "drive.file", "documents", "drive.readonly")

NAMES = {
    MANAGER: "Mira Costa",
    PRIYA: "Priya Nair",
    TOM: "Tom Becker",
    AIKO: "Aiko Tanaka",
    SAM: "Sam Ortiz",
    OUTSIDER: "Kai Holt",
    CANDIDATE: "Jo Lindqvist",
}
_HISTORY = timedelta(days=35)


@dataclass(frozen=True, slots=True)
class World:
    """What was laid out: the manager, and the documents that people had before."""

    manager: str
    documents: tuple[str, ...]


def lay_out(workspace: Workspace, today: datetime) -> World:
    """Fill a new Workspace: people first, then documents, then the meetings around `today`."""
    for email, name in NAMES.items():
        workspace.add_user(email, name, zone=ZONE)
    workspace.add_group(TEAM, "Platform team", (PRIYA, TOM, AIKO))
    toms = _toms_document(workspace, today)
    aikos = _aikos_document(workspace, today)
    _meetings(workspace, today, toms=toms, aikos=aikos)
    return World(manager=MANAGER, documents=(toms, aikos))


def _meetings(workspace: Workspace, today: datetime, *, toms: str, aikos: str) -> None:
    first = (today - _HISTORY).astimezone(ZoneInfo(ZONE))
    room = {"email": ROOM, "displayName": "Oak", "resource": True}
    add = workspace.calendar.add_event
    mira, priya, tom, aiko, sam, kai, jo = (
        {"email": email, "displayName": name} for email, name in NAMES.items()
    )
    weekly, biweekly = ["RRULE:FREQ=WEEKLY"], ["RRULE:FREQ=WEEKLY;INTERVAL=2"]
    add(MANAGER, "Priya / Mira", _on(first, 1, 10), guests=[mira, priya, room], recurrence=weekly)
    add(
        TOM,
        "Tom & Mira",
        # Every other week, and in the week of `today`: there is one to come.
        _on(first + timedelta(days=7), 2, 14),
        guests=[tom, mira],
        recurrence=biweekly,
        attachments=[_attachment(toms, "Tom & Mira")],
    )
    add(
        MANAGER,
        "Aiko / Mira weekly 1:1",
        _on(first, 3, 11),
        guests=[mira, aiko],
        recurrence=weekly,
        attachments=[_attachment(aikos, "Aiko 1:1")],
    )
    add(
        MANAGER,
        "Aiko / Mira career talk",
        _on(first, 4, 15),
        guests=[mira, aiko],
        recurrence=["RRULE:FREQ=WEEKLY;INTERVAL=4"],
    )
    add(
        MANAGER,
        "Sam / Mira monthly",
        _on(first + timedelta(days=7), 0, 16),
        guests=[mira, sam],
        recurrence=["RRULE:FREQ=WEEKLY;INTERVAL=4"],
    )
    add(MANAGER, "Kai / Mira", _on(first, 2, 9), guests=[mira, kai], recurrence=weekly)
    add(
        MANAGER,
        "Platform weekly",
        _on(first, 0, 10),
        guests=[mira, priya, tom, aiko, room],
        recurrence=weekly,
    )
    add(
        MANAGER,
        "Platform office hours",
        _on(first, 3, 17),
        guests=[mira, {"email": TEAM}],
        recurrence=weekly,
    )
    soon = today.astimezone(ZoneInfo(ZONE)) + timedelta(days=2)
    add(
        MANAGER,
        "Interview: platform engineer",
        soon.replace(hour=13, minute=0, second=0, microsecond=0),
        guests=[mira, jo],
    )


def _on(start: datetime, weekday: int, hour: int) -> datetime:
    """The first such weekday from the start's day on (Monday is 0), at the hour, local time."""
    day = start.date() + timedelta(days=(weekday - start.weekday()) % 7)
    return datetime.combine(day, time(hour), tzinfo=start.tzinfo)


def _attachment(document_id: str, title: str) -> dict[str, str]:
    return {
        "fileUrl": f"https://docs.google.com/document/d/{document_id}/edit",
        "fileId": document_id,
        "title": title,
        "mimeType": "application/vnd.google-apps.document",
    }


def _document(workspace: Workspace, owner: str, title: str, lines: Sequence[str]) -> str:
    document_id = workspace.drive.add_document(owner, title)
    Pen(workspace, document_id, owner).write(lines)
    for person in {owner, MANAGER} - {owner}:
        workspace.drive.share(document_id, person)
    return document_id


def _toms_document(workspace: Workspace, today: datetime) -> str:
    """A document with history in people's own hand: dates of their own format, marks by hand."""
    local = today.astimezone(ZoneInfo(ZONE))
    last = _on(local - timedelta(days=14), 2, 14)
    before = last - timedelta(days=14)
    return _document(
        workspace,
        TOM,
        "Tom & Mira",
        [
            "# Tom & Mira",
            "Notes from our 1:1s. Please add topics before we meet.",
            f"## {before:%B} {before.day}, {before.year}",
            "* Migration plan agreed, starts with the billing tables",
            "- [x] Tom: draft the migration plan",
            "- [ ] Mira: ask finance about the new contract",
            f"## {last:%B} {last.day}, {last.year}",
            "* Billing tables moved, two small incidents 🙂",
            "* On-call load is too high in our time zone",
            "- [x] Tom: write up both incidents",
            "- [ ] Tom: propose a fairer on-call rotation",
            "\t- [ ] ask the Lisbon team who would join",
            "- [ ] Mira: talk to Sam about headcount",
            "- [ ] DONE - Tom: renew the certificates",
        ],
    )


def _aikos_document(workspace: Workspace, today: datetime) -> str:
    """A document with two tabs: the notes of the meetings, and goals that stay as they are."""
    local = today.astimezone(ZoneInfo(ZONE))
    last = _on(local - timedelta(days=7), 3, 11)
    document_id = _document(
        workspace,
        MANAGER,
        "Aiko 1:1",
        [
            f"## {last:%a, %b} {last.day}, {last.year}",
            "### What's on our minds",
            "* The search rewrite is a week ahead",
            "### Action items",
            "- [x] Aiko: demo the search prototype to the team",
            "- [ ] Aiko: write the rollout plan",
            "- [ ] Mira: find a mentor outside of the team",
        ],
    )
    workspace.drive.share(document_id, AIKO)
    document = workspace.documents[document_id]
    document.batch_update({"requests": [{"addDocumentTab": {"tabProperties": {"title": "Goals"}}}]})
    goals = document.tabs[-1].id
    Pen(workspace, document_id, AIKO).write(
        [
            "# This year",
            "- [ ] Lead a project across two teams",
            "- [ ] Speak at the spring conference",
        ],
        tab_id=goals,
    )
    return document_id
