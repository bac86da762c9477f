"""Each call of each client, by its name in the discovery documents, with something to ask for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sync.google.calls import Kind
from sync.google.session import Google

ROOT = "https://www.googleapis.com"
EVENT = f"{ROOT}/calendar/v3/calendars/primary/events/e1"
FILE = f"{ROOT}/drive/v3/files/F"


@dataclass(frozen=True)
class Case:
    """A call: who makes it, what it asks, how often it may be repeated, an answer that will do."""

    do: Callable[[Google], Any]
    method: str
    url: str
    kind: Kind
    answer: dict[str, Any] | None = None


CALLS: dict[str, Case] = {
    "calendar.events.list": Case(
        lambda g: g.calendar.events(
            "primary",
            time_min=datetime(2025, 3, 1, tzinfo=UTC),
            time_max=datetime(2025, 3, 20, tzinfo=UTC),
        ),
        "GET",
        EVENT.removesuffix("/e1"),
        Kind.SAFE,
        {"timeZone": "Europe/Berlin", "items": []},
    ),
    "calendar.events.get": Case(
        lambda g: g.calendar.event("primary", "e1"), "GET", EVENT, Kind.SAFE, {"id": "e1"}
    ),
    "calendar.events.patch": Case(
        lambda g: g.calendar.patch_event("primary", "e1", {"attachments": []}, etag='"7"'),
        "PATCH",
        EVENT,
        Kind.IDEMPOTENT,
        {"id": "e1"},
    ),
    "drive.about.get": Case(
        lambda g: g.drive.me(),
        "GET",
        f"{ROOT}/drive/v3/about",
        Kind.SAFE,
        {"user": {"emailAddress": "ann@example.com"}},
    ),
    "drive.files.list": Case(
        lambda g: g.drive.find("trashed = false"),
        "GET",
        f"{ROOT}/drive/v3/files",
        Kind.SAFE,
        {"files": []},
    ),
    "drive.files.get": Case(
        lambda g: g.drive.file("F"), "GET", FILE, Kind.SAFE, {"id": "F", "permissions": []}
    ),
    "drive.files.create": Case(
        lambda g: g.drive.create_document(name="N", properties={"a": "b"}, parent=None),
        "POST",
        f"{ROOT}/drive/v3/files",
        Kind.ONCE,
        {"id": "F"},
    ),
    "drive.files.update": Case(
        lambda g: g.drive.update_properties("F", {"a": "b"}),
        "PATCH",
        FILE,
        Kind.IDEMPOTENT,
        {"id": "F"},
    ),
    "drive.permissions.create": Case(
        lambda g: g.drive.share("F", email="bob@example.com"),
        "POST",
        f"{FILE}/permissions",
        Kind.ONCE,
        {"id": "P"},
    ),
    "drive.files.export": Case(
        lambda g: g.drive.export_markdown("F"), "GET", f"{FILE}/export", Kind.SAFE
    ),
    "drive.comments.list": Case(
        lambda g: g.drive.comments("F"), "GET", f"{FILE}/comments", Kind.SAFE, {"comments": []}
    ),
    "docs.documents.get": Case(
        lambda g: g.docs.get("DOC"),
        "GET",
        "https://docs.googleapis.com/v1/documents/DOC",
        Kind.SAFE,
        {"documentId": "DOC"},
    ),
    "docs.documents.batchUpdate": Case(
        lambda g: g.docs.batch_update("DOC", [{"insertText": {}}], revision="r1"),
        "POST",
        "https://docs.googleapis.com/v1/documents/DOC:batchUpdate",
        Kind.LOCKED_WRITE,
        {"documentId": "DOC"},
    ),
}
