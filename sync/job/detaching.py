"""Takes a document off the pair's events, where the job tied it: from the series and its copies.

The file's properties say whether the job attached it; what people attached stays. Each event is
changed under its etag, once for its series and once for each occurrence that keeps attachments of
its own. Nothing is mailed to anybody.
"""

from collections.abc import Mapping
from itertools import chain
from typing import Any

from sync.agenda.calendar.meetings import Meeting
from sync.agenda.calendar.pairs import Pair
from sync.google.errors import GoogleError, NotAllowed, PreconditionFailed
from sync.job.clients import Desk, Json
from sync.job.committing import Master, read_master
from sync.job.documents import private_key
from sync.job.marked import ATTACHED, Point

_TRIES = 5


def tied_by_the_job(file: Mapping[str, Any]) -> Point | None:
    """Where the job tied a document to its pair, as the file's properties say."""
    properties = file.get("properties") or {}
    noted = properties.get(ATTACHED)
    return next((point for point in Point if point.value == noted), None)


def detach(pair: Pair, document_id: str, desk: Desk) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Take the document off all events of the pair; which it came off, and which it may not.

    The series come first: their occurrences then show nothing, but those with attachments of their
    own. What Google can't do now is raised.
    """
    meetings = (*pair.meetings, *pair.off)
    done: list[str] = []
    kept: list[str] = []
    series = dict.fromkeys(one.series_id for one in meetings if one.recurring)
    shown = (one for one in meetings if one.series_id not in kept and _shows(one, document_id))
    for event_id in chain(series, (one.event_id for one in shown)):
        outcome = _detach_from(event_id, pair, document_id, desk)
        if outcome is not None:
            (done if outcome else kept).append(event_id)
    return tuple(done), tuple(kept)


def _shows(meeting: Meeting, document_id: str) -> bool:
    return any(each.file_id == document_id for each in meeting.attachments)


def _detach_from(event_id: str, pair: Pair, document_id: str, desk: Desk) -> bool | None:
    """Whether it came off; None where it was not on it."""
    calendar_id = desk.settings.calendar.id
    for _ in range(_TRIES):
        event = read_master(desk.calendar, calendar_id, event_id)
        if event is None or event.holds(pair, document_id) is None:
            return None
        body = _without(event, pair, document_id)
        try:
            answer = desk.calendar.patch_event(
                calendar_id, event_id, body, etag=str(event.wire.get("etag", ""))
            )
        except PreconditionFailed:
            continue
        except NotAllowed:
            return False
        except GoogleError as error:
            again = read_master(desk.calendar, calendar_id, event_id) if error.maybe_done else event
            if again is not None and again.holds(pair, document_id) is not None:
                raise
            return True
        # A guest's change may be ignored with a 200: only what the answer shows is done.
        return Master.of(answer).holds(pair, document_id) is None
    return False


def _without(event: Master, pair: Pair, document_id: str) -> Json:
    """The patch: an array is replaced whole, a property goes where its value is null."""
    body: Json = {}
    attachments = event.wire.get("attachments", ())
    if any(_is(each, document_id) for each in attachments):
        body["attachments"] = [each for each in attachments if not _is(each, document_id)]
    if dict(event.event.private).get(private_key(pair)) == document_id:
        body["extendedProperties"] = {"private": {private_key(pair): None}}
    return body


def _is(attachment: Mapping[str, Any], document_id: str) -> bool:
    if attachment.get("fileId"):
        return bool(attachment["fileId"] == document_id)
    return f"/d/{document_id}" in str(attachment.get("fileUrl", ""))
