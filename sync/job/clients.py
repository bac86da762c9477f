"""What the work on a pair's document needs of the outside: the methods of three clients, no more.

Nothing here does anything. The methods' contracts stand at the clients in `sync/google`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sync.agenda.calendar.people import Identities
from sync.config.settings import Settings

Json = dict[str, Any]


class Calendar(Protocol):
    """Reads and patches one event."""

    def event(self, calendar_id: str, event_id: str, /) -> Json:
        """The event as it is on this calendar."""

    def patch_event(self, calendar_id: str, event_id: str, body: Json, /, *, etag: str) -> Json:
        """The event after the change; nothing is changed if it is no longer that of `etag`."""


class EventCalendar(Protocol):
    """Lists the events of a time."""

    def events(self, calendar_id: str, /, *, time_min: datetime, time_max: datetime) -> Json:
        """All events that end after the one time and start before the other."""


class WholeCalendar(Calendar, EventCalendar, Protocol):
    """Lists events, and reads and patches one."""


class Drive(Protocol):
    """Finds, makes, marks, shares and trashes files."""

    def me(self) -> str:
        """The address of whoever is signed in."""

    def find(self, query: str, /) -> list[Json]:
        """All files that a query finds, those in the trash too, the oldest first."""

    def file(self, file_id: str, /) -> Json:
        """One file, with who may open it."""

    def create_document(
        self,
        *,
        name: str,
        properties: Mapping[str, str],
        parent: str | None,
        stands: Callable[[], bool],
    ) -> Json:
        """A new, empty document of one's own; `stands` looks whether there is one, after a refusal
        and before it is made again.
        """

    def update_properties(self, file_id: str, properties: Mapping[str, str | None], /) -> Json:
        """The file after these properties were set; None takes one away."""

    def trash(self, file_id: str, /) -> None:
        """Move a file to the trash."""

    def share(self, file_id: str, /, *, email: str, notify: bool = False) -> Json:
        """Let one person write in it."""

    def comments(self, file_id: str, /) -> list[Json]:
        """The comments on it, with what they quote."""

    def export_markdown(self, file_id: str, /) -> str:
        """The document as Markdown, which shows its ticks."""


class Docs(Protocol):
    """Reads a document and writes to it."""

    def get(self, document_id: str, /) -> Json:
        """The document with all its tabs."""

    def batch_update(self, document_id: str, requests: Sequence[Json], /, *, revision: str) -> Json:
        """Apply all the requests, or none, if the document is still at this revision."""


class Google(Protocol):
    """The three clients."""

    @property
    def calendar(self) -> WholeCalendar:
        """Google Calendar."""

    @property
    def drive(self) -> Drive:
        """Google Drive."""

    @property
    def docs(self) -> Docs:
        """Google Docs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """All that the work on one pair's document is done with."""

    calendar: Calendar
    drive: Drive
    docs: Docs
    settings: Settings
    identities: Identities

    @classmethod
    def of(cls, google: Google, settings: Settings) -> "Desk":
        """With these clients, under these settings."""
        return cls(
            calendar=google.calendar,
            drive=google.drive,
            docs=google.docs,
            settings=settings,
            identities=settings.identities,
        )
