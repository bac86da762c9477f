"""Which existing files the job needs and may not open yet, and whether it may after they were
picked: the work behind `oneonone link`.

Looks at the calendar and asks Drive for each file. Opens no document, and writes nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from sync.agenda.calendar.events import Zones
from sync.agenda.calendar.pairs import Pair
from sync.config.settings import Settings
from sync.google.errors import NotAllowed, NotFound
from sync.job import attached
from sync.job.clients import EventCalendar, Json
from sync.job.window import read_window

WAITS: Final = (0.0, 1.0, 1.0, 2.0, 3.0, 3.0)
"""Seconds before each look at a file that was just picked: the grant may take a moment."""


class Files(Protocol):
    """Reads one file."""

    def file(self, file_id: str, /) -> Json:
        """The file, with who may open it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """A file that the job needs, and the addresses of the people whose 1:1s lead to it; without
    any it is the folder for new documents.
    """

    file_id: str
    people: tuple[str, ...] = ()

    @property
    def is_folder(self) -> bool:
        """Whether new documents are to be made in it."""
        return not self.people


def needed(
    settings: Settings, calendar: EventCalendar, *, now: datetime, zones: Zones
) -> tuple[Needed, ...]:
    """All documents that the window's 1:1s lead to, by person, and the folder for new ones last."""
    found = read_window(settings, calendar, now=now, zones=zones).pairs
    people: dict[str, list[str]] = {}
    for pair in sorted(found, key=lambda each: each.other.email):
        for document_id in _leads(pair, settings):
            people.setdefault(document_id, []).append(pair.other.email)
    folder = settings.docs.folder
    return (
        *(Needed(file_id=each, people=tuple(whose)) for each, whose in people.items()),
        *([Needed(file_id=folder)] if folder else ()),
    )


def _leads(pair: Pair, settings: Settings) -> tuple[str, ...]:
    named = settings.person_for(pair.other.email).doc
    if named:
        return (named,)
    if pair.only_single:
        return ()
    meetings = (*pair.meetings, *pair.off)
    return attached.could_be_documents(each for one in meetings for each in one.attachments)


def closed(files: Iterable[Needed], drive: Files) -> tuple[Needed, ...]:
    """Those of the files that the job may not open."""
    return tuple(each for each in files if not _opens(each.file_id, drive))


def closed_for_good(
    files: Sequence[Needed],
    drive: Files,
    *,
    wait: Callable[[float], None],
) -> tuple[Needed, ...]:
    """Those of the picked files that stay closed after a while; `wait` sleeps for seconds."""
    left = tuple(files)
    for seconds in WAITS if left else ():
        if seconds:
            wait(seconds)
        left = closed(left, drive)
        if not left:
            break
    return left


def _opens(file_id: str, drive: Files) -> bool:
    try:
        drive.file(file_id)
    except (NotFound, NotAllowed):
        return False
    return True
