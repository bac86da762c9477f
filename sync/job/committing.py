"""Tying a new document to its series, so that of several runs at once only one document wins.

The series' own event (the master) is the point that all runs meet at: as an attachment where it
may be changed, else as a private property of one's own copy, each time locked with the event's
etag. What stands there already is left in its place. Which document wins is decided by `documents`
over a fresh reading; nothing here makes, shares or trashes a document.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import assert_never

from sync.agenda.calendar.events import Event, parse_event
from sync.agenda.calendar.meetings import Meeting
from sync.agenda.calendar.pairs import Pair
from sync.google.errors import (
    BadRequest,
    Gone,
    GoogleError,
    NotAllowed,
    NotFound,
    PreconditionFailed,
)
from sync.job import skips
from sync.job.attached import DOCUMENT_TYPE
from sync.job.clients import Calendar, Json
from sync.job.documents import Located, private_key, privately_tied
from sync.job.marked import Point
from sync.job.skips import NotNew, Skip

MOST_ATTACHMENTS = 25
"""Google's limit for one event."""
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Master:
    """A series' own event: `wire` as Calendar shows it, `event` parsed."""

    wire: Json
    event: Event

    @classmethod
    def of(cls, wire: Json) -> "Master":
        """Of an event as Calendar shows it; no time of it is looked at."""
        return cls(wire, parse_event(wire, "UTC", _any_zone))

    def points(self) -> tuple[Point, ...]:
        """The points to try, in this order."""
        room = len(self.wire.get("attachments", ())) < MOST_ATTACHMENTS
        for_all = self.event.may_modify and room
        return (Point.SERIES, Point.PRIVATE) if for_all else (Point.PRIVATE,)

    def holds(self, pair: Pair, document_id: str) -> Point | None:
        """Where this document is tied to the series, if it is."""
        if any(each.file_id == document_id for each in self.event.attachments):
            return Point.SERIES
        if privately_tied(pair, self.event.private) == document_id:
            return Point.PRIVATE
        return None


def read_master(calendar: Calendar, calendar_id: str, series_id: str) -> Master | None:
    """The series' own event, or None where this calendar doesn't have it (invited to one
    occurrence only).
    """
    try:
        return Master.of(calendar.event(calendar_id, series_id))
    except (NotFound, Gone, NotAllowed):
        return None


def _any_zone(_name: str) -> tzinfo:
    return UTC


def series_to_tie(pair: Pair) -> Meeting | None:
    """The meeting whose series a new document is tied to: one that may be changed if there is one,
    else the next. The same for each run that sees the same calendar.
    """
    coming = [thread.next for thread in pair.threads if thread.next is not None]
    recurring = [each for each in (coming or pair.meetings) if each.recurring]
    ordered = sorted(recurring, key=lambda each: (not each.may_modify, each.order))
    return ordered[0] if ordered else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tied:
    """The document is tied to the series, at this point; `new`: since just now."""

    point: Point
    new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTied:
    """The calendar can't be changed: neither for all nor on one's own copy."""


Standing = Callable[[Master], Located | Skip | NotNew | None]
"""What a reading of the master says of the pair's document; None: nothing stands in the way."""


def tie(
    pair: Pair,
    document_id: str,
    *,
    title: str,
    master: Master,
    calendar: Calendar,
    calendar_id: str,
    standing: Standing,
) -> Tied | NotTied | Located | Skip | NotNew:
    """Tie the document to its series, or say which one is tied already."""
    for point in master.points():
        outcome = _tie_at(
            point,
            pair,
            document_id,
            title=title,
            master=master,
            calendar=calendar,
            calendar_id=calendar_id,
            standing=standing,
        )
        if not isinstance(outcome, NotTied):
            return outcome
        again = read_master(calendar, calendar_id, master.event.event_id)
        if again is None:
            return NotTied()
        master = again
    return NotTied()


def _tie_at(
    point: Point,
    pair: Pair,
    document_id: str,
    *,
    title: str,
    master: Master,
    calendar: Calendar,
    calendar_id: str,
    standing: Standing,
) -> Tied | NotTied | Located | Skip | NotNew:
    series_id = master.event.event_id
    for attempt in range(_TRIES):
        if (held := master.holds(pair, document_id)) is not None:
            return Tied(point=held, new=attempt > 0)
        if (found := standing(master)) is not None:
            return found
        try:
            body = _body(point, pair, document_id, title=title, master=master)
            etag = str(master.wire.get("etag", ""))
            answer = calendar.patch_event(calendar_id, series_id, body, etag=etag)
        except (NotAllowed, BadRequest):
            return NotTied()
        except PreconditionFailed:
            pass  # somebody was quicker: see what stands there now
        except GoogleError as error:
            if not error.maybe_done:
                raise
        else:
            # A guest's change may be ignored with a 200: only what the answer shows is done.
            tied = Master.of(answer).holds(pair, document_id)
            return Tied(point=tied, new=True) if tied else NotTied()
        again = read_master(calendar, calendar_id, series_id)
        if again is None:
            return NotTied()
        master = again
    return skips.calendar_busy(pair, document_id, series_id)


def replace_attached(
    series_id: str,
    old_id: str,
    new_id: str,
    *,
    title: str,
    calendar: Calendar,
    calendar_id: str,
) -> None:
    """Put another document into the place of an attached one; what else is attached stays."""
    for _ in range(_TRIES):
        master = read_master(calendar, calendar_id, series_id)
        before = list(master.wire.get("attachments", ())) if master else []
        new = _attachment(new_id, title)
        attached = [new if old_id in str(each.get("fileUrl")) else each for each in before]
        if master is None or attached == before:
            return
        try:
            etag = str(master.wire.get("etag", ""))
            calendar.patch_event(calendar_id, series_id, {"attachments": attached}, etag=etag)
        except PreconditionFailed:
            continue
        return


def _attachment(document_id: str, title: str) -> Json:
    return {"fileUrl": skips.link(document_id), "title": title, "mimeType": DOCUMENT_TYPE}


def _body(point: Point, pair: Pair, document_id: str, *, title: str, master: Master) -> Json:
    """The patch. An array is replaced whole by a patch, an object is joined with what is there."""
    match point:
        case Point.SERIES:
            new = _attachment(document_id, title)
            return {"attachments": [*master.wire.get("attachments", ()), new]}
        case Point.PRIVATE:
            return {"extendedProperties": {"private": {private_key(pair): document_id}}}
        case Point.SEARCH:
            raise ValueError("the search is no place to write to")
        case _:
            assert_never(point)
