"""Parts of an event's body as they are kept: guests, attachments, extended properties."""

import re
from typing import Any

from sync.emulator.refusals import reasoned
from sync.emulator.wire import Json
from sync.emulator.world import World

MAX_ATTACHMENTS = 25
MAX_KEY = 44
MAX_VALUE = 1024
_URL = re.compile(r"https?://\S+")
_DRIVE_ID = re.compile(r"(?:/d/|/folders/|[?&]id=)([\w-]+)")
_KEPT = (
    "email",
    "displayName",
    "optional",
    "resource",
    "responseStatus",
    "comment",
    "additionalGuests",
)


def read_attendees(world: World, given: list[Json], known: list[Json]) -> list[Json]:
    """Guests as kept. `resource` is set when a guest is added; who is new has not answered."""
    before = {world.primary(guest["email"]): guest for guest in known}
    kept: list[Json] = []
    for guest in given:
        if not re.fullmatch(r"[^@\s]+@[^@\s]+", guest.get("email") or ""):
            raise reasoned(400, "invalid", "Invalid attendee email.")
        entry = {name: guest[name] for name in _KEPT if guest.get(name) is not None}
        earlier = before.get(world.primary(entry["email"]), {})
        if earlier:
            entry.pop("resource", None)
            entry = {**{key: earlier[key] for key in ("resource",) if key in earlier}, **entry}
        entry.setdefault("responseStatus", earlier.get("responseStatus", "needsAction"))
        kept.append(entry)
    return kept


def read_attachments(world: World, given: list[Json]) -> list[Json]:
    """Attachments as kept: what Drive knows of a file comes from Drive."""
    if len(given) > MAX_ATTACHMENTS:
        raise reasoned(
            400, "tooManyAttachments", "Too many attachments: at most 25 are allowed per event."
        )
    kept: list[Json] = []
    for attachment in given:
        url = attachment.get("fileUrl")
        if not url:
            raise reasoned(400, "required", "Missing attachment file URL.")
        if not _URL.fullmatch(url):
            raise reasoned(400, "invalid", "Invalid attachment file URL.")
        found = _DRIVE_ID.search(url)
        file = world.state.files.get(found[1]) if found else None
        entry: Json = {
            "fileUrl": url,
            "title": attachment.get("title") or (file.name if file else url),
        }
        mime = attachment.get("mimeType") or (file.mime_type if file else None)
        if mime:
            entry["mimeType"] = mime
            entry["iconLink"] = f"https://drive-thirdparty.googleusercontent.com/16/type/{mime}"
        if found:
            entry["fileId"] = found[1]
        kept.append(entry)
    return kept


def read_properties(known: dict[str, str], given: Any) -> dict[str, str]:
    """Extended properties merged: null takes one away, long keys are dropped, long values cut."""
    if given is None:
        return {}
    merged = dict(known)
    for key, value in given.items():
        if value is None:
            merged.pop(key, None)
        elif len(key) <= MAX_KEY:
            merged[key] = value[:MAX_VALUE]
    return merged
