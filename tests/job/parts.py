"""Pairs, meetings and files for tests that need no Workspace."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sync.agenda.calendar.cadence import Cadence
from sync.agenda.calendar.events import Attachment
from sync.agenda.calendar.meetings import Meeting
from sync.agenda.calendar.pairs import NewReason, Pair
from sync.agenda.calendar.people import Identities, Person, pair_key
from sync.agenda.calendar.threads import Thread
from sync.config.settings import Settings
from sync.job.attached import DOCUMENT_TYPE
from sync.job.marked import Marked

NOW = datetime(2025, 3, 10, 9, 0, tzinfo=UTC)
ME = Person("ada@acme.test", "Ada Planted")
OTHER = Person("bob@acme.test", "Bob Planted")
KEY = pair_key(ME.email, OTHER.email)
NOBODY_TWICE = Identities()


def attachment(file_id: str, title: str = "Planted title", **more: str) -> Attachment:
    return Attachment(**{"file_id": file_id, "title": title, "mime_type": DOCUMENT_TYPE, **more})


def meeting(
    *attachments: Attachment,
    series: str = "weekly",
    days: int = 1,
    recurring: bool = True,
    may_modify: bool = True,
    private: Mapping[str, str] | None = None,
) -> Meeting:
    start = NOW + timedelta(days=days)
    return Meeting(
        event_id=f"{series}_{days}",
        series_id=series,
        series=series,
        key=start,
        start=start,
        end=start + timedelta(minutes=30),
        zone="UTC",
        title="Planted title",
        me=ME,
        other=OTHER,
        attachments=attachments,
        private=tuple(sorted((private or {}).items())),
        recurring=recurring,
        i_organize=may_modify,
        may_modify=may_modify,
    )


def pair(
    *meetings: Meeting,
    off: Iterable[Meeting] = (),
    new_reason: NewReason = NewReason.OWN_DOMAIN,
) -> Pair:
    meetings = meetings or (meeting(),)
    first = min(meetings, key=lambda one: one.order)
    thread = Thread(template="default", meetings=meetings, next=first, cadence=next(iter(Cadence)))
    return Pair(
        key=KEY,
        me=ME,
        other=OTHER,
        meetings=meetings,
        off=tuple(off),
        threads=(thread,),
        cancelled=(),
        splits=(),
        only_single=new_reason is NewReason.ONLY_SINGLE,
        new_reason=new_reason,
        paused_until=None,
    )


def settings(*, person: Mapping[str, Any] | None = None, **tables: Any) -> Settings:
    people = [{"email": OTHER.email, **person}] if person else []
    return Settings.model_validate({**tables, "person": people})


def found(
    file_id: str,
    *,
    of: str = KEY,
    note: str = "writer",
    minutes: int = 0,
    trashed: bool = False,
    owned: bool = True,
) -> dict[str, Any]:
    """A file as a search shows it; `note` "" for one that was never shared."""
    created = NOW - timedelta(days=30) + timedelta(minutes=minutes)
    properties = {"oneonone": "agenda", "oneonone-pair": of}
    if note:
        properties["oneonone-shared"] = note if " " in note else f"{note} {file_id}"
    return {
        "id": file_id,
        "name": "Planted title",
        "mimeType": DOCUMENT_TYPE,
        "createdTime": created.isoformat().replace("+00:00", "Z"),
        "trashed": trashed,
        "properties": properties,
        "ownedByMe": owned,
        "owners": [{"emailAddress": ME.email if owned else OTHER.email, "me": owned}],
    }


def marked(*files: Mapping[str, Any]) -> Marked:
    return Marked.of_answers(dict(file) for file in files)


def user(email: str, role: str = "writer", **more: Any) -> dict[str, Any]:
    return {"type": "user", "role": role, "emailAddress": email, **more}


def file(
    file_id: str = "doc-1",
    *permissions: Mapping[str, Any],
    marks: Mapping[str, Any] | None = None,
    **more: Any,
) -> dict[str, Any]:
    """A file as files.get shows it: mine, shared with the other, unless said otherwise."""
    return {
        "id": file_id,
        "mimeType": DOCUMENT_TYPE,
        "trashed": False,
        "ownedByMe": True,
        "owners": [{"emailAddress": ME.email, "me": True}],
        "capabilities": {"canEdit": True},
        "permissions": list(permissions or (user(ME.email, "owner"), user(OTHER.email))),
        **({"properties": marks["properties"]} if marks else {}),
        **more,
    }
