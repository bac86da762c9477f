"""What the page of `try` shows of the Workspace: read as the job reads it, with the ticks on top.

Reads only. Which event is a 1:1 and which document it leads to is what `explain` says.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from itertools import groupby
from typing import assert_never
from zoneinfo import ZoneInfo

from sync.agenda.calendar.meetings import LeftOut, Meeting
from sync.agenda.calendar.pairs import Pair
from sync.agenda.document.notebook import Block, Notebook, Paragraph, Tab, Table
from sync.agenda.document.reading import read_notebook
from sync.agenda.document.ticks import Tick
from sync.commands.try_world import MANAGER, NAMES
from sync.config.settings import Settings
from sync.emulator.editor import Editor, Line
from sync.emulator.editor.finding import flat
from sync.emulator.workspace import Workspace
from sync.errors import OneononeError
from sync.google.session import Google
from sync.job.documents import Located, Wanted
from sync.job.explaining import Explained, Explanation, Lead, explain
from sync.job.skips import NotNew, Skip
from sync.pages.document import Place
from sync.pages.trial import Day, Open, Person, Slot

SOFT_BREAK = "\u21b5"
"""Stands for a soft line break in a field of one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the page works with: the Workspace, and the job's own clients and settings.

    The settings are read anew each time: other commands change them, as `pause` does.
    """

    workspace: Workspace
    read: Callable[[], Settings]
    google: Google

    @property
    def settings(self) -> Settings:
        """As the file says now."""
        return self.read()


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The Workspace as it is now. `next` are the next meetings, by the other person's address."""

    weeks: tuple[tuple[Day, ...], ...]
    people: tuple[Person, ...]
    next: Mapping[str, Meeting]
    documents: Mapping[str, str]
    when: str

    def person(self, email: str) -> Person | None:
        """The person of an address, else the first one."""
        found = [one for one in self.people if one.email == email]
        return next(iter([*found, *self.people]), None)


def look(desk: Desk) -> View:
    """Everything but the document that is shown."""
    now = desk.workspace.now
    found = explain(desk.settings, desk.google.calendar, desk.google.drive, now=now, zones=ZoneInfo)
    pairs = _pairs(found)
    coming = {pair.other.email: meeting for pair, _ in pairs if (meeting := _next(pair, now))}
    local = now.astimezone(found.zone)
    return View(
        weeks=_weeks(found, local),
        people=tuple(
            Person(
                email=pair.other.email,
                name=pair.other.name or pair.other.email,
                next=_when(coming.get(pair.other.email), found.zone),
                document=_document_words(lead),
                why="" if isinstance(lead, Located | Wanted) else str(lead),
            )
            for pair, lead in pairs
        ),
        next=coming,
        documents={
            pair.other.email: lead.document_id for pair, lead in pairs if isinstance(lead, Located)
        },
        when=f"{_day(local)}, {local:%H:%M}",
    )


def open_document(desk: Desk, document_id: str, editing: Place | None) -> Open:
    """A document with its true ticks, and the text of the line that is typed in."""
    workspace = desk.workspace
    with workspace.lock:
        document = workspace.documents[document_id]
        notebook = read_notebook(document.show(), locale=desk.settings.agenda.locale)
        lines = {
            (tab.id, line.start): line
            for tab in Editor(document).tabs()
            for line in Editor(document, tab=tab.id).lines()
        }
        line = lines.get((editing.tab_id, editing.start)) if editing else None
        return Open(
            title=document.title,
            notebook=_ticked(notebook, lines),
            editing=editing if line else None,
            text=text_of(line) if line else "",
        )


def text_of(line: Line) -> str:
    """A line's text as it stands in the field in which it is typed."""
    return flat(line.paragraph).replace("\v", SOFT_BREAK)


def owner() -> str:
    """The one who looks at the page."""
    return NAMES[MANAGER]


def _pairs(found: Explanation) -> list[tuple[Pair, Lead]]:
    pairs = {one.pair.key: (one.pair, one.lead) for one in found.events if one.pair and one.lead}
    return sorted(pairs.values(), key=lambda one: one[0].other.email)


def _next(pair: Pair, now: datetime) -> Meeting | None:
    coming = [thread.next for thread in pair.threads if thread.next is not None]
    return min(coming, key=lambda one: one.starts, default=None) or next(
        (one for one in pair.meetings if one.ends > now), None
    )


def _when(meeting: Meeting | None, zone: tzinfo) -> str:
    if meeting is None:
        return ""
    start = meeting.start.astimezone(zone)
    return f"{start:%a}, {start:%b} {start.day}, {start:%H:%M}"


def _document_words(lead: Lead) -> str:
    match lead:
        case Located():
            return "has a document"
        case Wanted():
            return "no document yet"
        case NotNew():
            return "left out"
        case Skip() | OneononeError():
            return "needs you"
        case _:
            assert_never(lead)


def _day(local: datetime) -> str:
    return f"{local:%A, %B} {local.day}, {local.year}"


def _weeks(found: Explanation, local: datetime) -> tuple[tuple[Day, ...], ...]:
    """The week of `local` and the next; weekends only where something takes place."""
    monday = local.date() - timedelta(days=local.weekday())
    by_day = {
        day: tuple(slots)
        for day, slots in groupby(
            sorted(_slots(found), key=lambda one: one[0]), key=lambda one: one[0].date()
        )
    }
    weeks = []
    for week in range(2):
        days = [monday + timedelta(days=7 * week + number) for number in range(7)]
        weeks.append(
            tuple(
                Day(
                    name=f"{day:%a} {day.day}",
                    today=day == local.date(),
                    slots=tuple(slot for _, slot in by_day.get(day, ())),
                )
                for day in days
                if day.weekday() < 5 or day in by_day
            )
        )
    return tuple(weeks)


def _slots(found: Explanation) -> Iterable[tuple[datetime, Slot]]:
    events = [one.verdict.event for one in found.events]
    # A cancelled occurrence shows nothing but which one it is.
    titles = {event.series: event.title for event in events if event.title}
    for one in found.events:
        event = one.verdict.event
        start = event.start or event.key
        title = event.title or titles.get(event.series)
        if start is not None and title:
            local = start.astimezone(found.zone)
            yield local, _slot(one, local, title)


def _slot(one: Explained, local: datetime, title: str) -> Slot:
    event = one.verdict.event
    return Slot(
        time=f"{local:%H:%M}",
        title=title,
        who=one.pair.other.email if one.pair else "",
        off=isinstance(one.verdict, LeftOut) and event.cancelled,
        next=one.next,
    )


def _ticked(notebook: Notebook, lines: Mapping[tuple[str, int], Line]) -> Notebook:
    """The notebook with what the boxes really show, which the API does not tell."""

    def paragraph(tab: Tab, start: int, old: Paragraph) -> Paragraph:
        line = lines.get((tab.tab_id, start))
        if old.kind != "check" or line is None:
            return old
        if line.kind != "check":
            return replace(old, tick=Tick.NOT_A_BOX)
        return replace(old, tick=Tick.DONE if line.ticked else Tick.OPEN)

    def block(tab: Tab, start: int, old: Block) -> Block:
        if isinstance(old, Paragraph):
            return paragraph(tab, start, old)
        if isinstance(old, Table):
            cells = tuple((at, paragraph(tab, start + at, each)) for at, each in old.cells)
            return replace(old, cells=cells)
        return old

    tabs = tuple(
        Tab(
            tab.tab_id,
            tab.title,
            tuple(block(tab, s, b) for s, b in zip(tab.starts, tab.blocks, strict=False)),
            tab.marks,
        )
        for tab in notebook.tabs
    )
    return Notebook(notebook.document_id, notebook.revision, tabs, ticks_known=True)
