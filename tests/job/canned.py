"""Google as three clients whose answers are at hand: what the job reads when it asks for anything.

They take the place of `sync.google`'s clients, of which `job.clients` says what the job needs.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sync.google.errors import NotFound
from sync.job.clients import Json

ME = "mia@example.com"


class Wrote(Exception):
    """Something was written where nothing may be."""


@dataclass(frozen=True, slots=True)
class Events:
    """The events of every time, in an object with a list, as the client makes it of all pages."""

    answer: Any

    def events(self, _calendar: str, /, *, time_min: datetime, time_max: datetime) -> Json:
        assert time_min < time_max
        answer = self.answer if isinstance(self.answer, dict) else {}
        items = answer.get("items")
        return {**answer, "items": items if isinstance(items, list) else []}

    def event(self, _calendar: str, _event: str, /) -> Json:
        raise NotFound("There is no such event")

    def patch_event(self, _calendar: str, _event: str, _body: Json, /, *, etag: str) -> Json:
        raise Wrote(etag)


@dataclass(frozen=True, slots=True)
class Files:
    """Files by id, their exports, and what a search finds."""

    found: Any
    files: Mapping[str, Any]
    exports: Mapping[str, str]
    commented: Any

    def me(self) -> str:
        return ME

    def find(self, _query: str, /) -> list[Json]:
        found: list[Json] = self.found
        return found

    def file(self, file_id: str, /) -> Json:
        if file_id not in self.files:
            raise NotFound("There is no such file")
        file: Json = self.files[file_id]
        return file

    def comments(self, _file_id: str, /) -> list[Json]:
        found: list[Json] = self.commented
        return found

    def export_markdown(self, file_id: str, /) -> str:
        return self.exports.get(file_id, "")

    def create_document(
        self,
        *,
        name: str,
        properties: Mapping[str, str],
        parent: str | None,
        stands: Callable[[], bool],
    ) -> Json:
        raise Wrote(name, properties, parent, stands)

    def update_properties(self, file_id: str, _properties: Mapping[str, str | None], /) -> Json:
        raise Wrote(file_id)

    def trash(self, file_id: str, /) -> None:
        raise Wrote(file_id)

    def share(self, file_id: str, /, *, email: str, notify: bool = False) -> Json:
        raise Wrote(file_id, email, notify)


@dataclass(frozen=True, slots=True)
class Documents:
    """Documents by id."""

    documents: Mapping[str, Any]

    def get(self, document_id: str, /) -> Json:
        if document_id not in self.documents:
            raise NotFound("There is no such document")
        found: Json = self.documents[document_id]
        return found

    def batch_update(
        self, document_id: str, _requests: Sequence[Json], /, *, revision: str
    ) -> Json:
        raise Wrote(document_id, revision)


@dataclass(frozen=True, slots=True, kw_only=True)
class Canned:
    """The three clients over answers that are given."""

    calendar_answer: Any = field(default_factory=dict)
    found: Any = ()
    files: Mapping[str, Any] = field(default_factory=dict)
    exports: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[str, Any] = field(default_factory=dict)
    commented: Any = ()

    @property
    def calendar(self) -> Events:
        """Google Calendar."""
        return Events(self.calendar_answer)

    @property
    def drive(self) -> Files:
        """Google Drive."""
        return Files(self.found, self.files, self.exports, self.commented)

    @property
    def docs(self) -> Documents:
        """Google Docs."""
        return Documents(self.documents)
