"""Reads one event of a Calendar answer, whatever shape it has.

An event that lacks what makes it a meeting, or bears a field of the wrong type, is still an event:
the field is then empty, and the judge says why it does not count. Nothing here raises, asks for
the time or opens a zone; `zones` turns a zone's IANA name into a tzinfo and may raise KeyError,
ValueError or OSError for a name that it does not know.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import cast
from urllib.parse import parse_qs, urlsplit

from sync.agenda.calendar.people import normal_address
from sync.agenda.calendar.series import instance_of, series_of

Zones = Callable[[str], tzinfo]

_GOOGLE_DOC = "application/vnd.google-apps.document"
_FILE_IN_PATH = re.compile(r"/d/([A-Za-z0-9_-]{5,})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """One line of an event's guest list. `email` is lower-case, "" where the answer has none.

    `brings` is how many more come with them, whom nobody has named.
    """

    email: str
    name: str = ""
    is_self: bool = False
    is_room: bool = False
    response: str = "needsAction"
    brings: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A Drive file attached to an event; attachments that lead to no Drive file are left out."""

    file_id: str
    title: str = ""
    url: str = ""
    mime_type: str = ""

    @property
    def is_document(self) -> bool:
        """Whether it is a Google Doc; by its address where the calendar names no type."""
        return self.mime_type == _GOOGLE_DOC or (
            not self.mime_type and "/document/" in urlsplit(self.url).path
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event, parsed.

    `series_id` is `recurringEventId` as given, for a single event its own id. `key` is the UTC
    instant of `originalStartTime`, for a single event of its start; an occurrence keeps it when it
    is moved. `start` and `end` are in the event's own zone, `zone` is that zone's name. A cancelled
    event guarantees no more than its id, `series_id` and `key`, some not even the last.
    """

    event_id: str
    series_id: str
    recurring: bool
    key: datetime | None
    status: str = "confirmed"
    kind: str = "default"
    title: str = ""
    start: datetime | None = None
    end: datetime | None = None
    zone: str = "UTC"
    all_day: bool = False
    is_series: bool = False
    attendees: tuple[Attendee, ...] = ()
    guests_hidden: bool = False
    organizer: str = ""
    i_organize: bool = False
    may_modify: bool = False
    attachments: tuple[Attachment, ...] = ()
    private: tuple[tuple[str, str], ...] = ()
    ical_uid: str = ""
    updated: str = ""
    sequence: int = 0

    @property
    def series(self) -> str:
        """The series' id without `_R…`: the same on both sides of a "this and following"."""
        return series_of(self.series_id)

    @property
    def cancelled(self) -> bool:
        """Whether it was deleted or called off."""
        return self.status == "cancelled"


def parse_events(answer: object, zones: Zones) -> tuple[Event, ...]:
    """All events of an events.list answer, in its order, in the zone that the answer names."""
    top = _mapping(answer)
    zone = _text(top.get("timeZone")) or "UTC"
    return tuple(parse_event(item, zone, zones) for item in _items(top.get("items")))


def parse_event(item: object, calendar_zone: str, zones: Zones) -> Event:
    """One event. `calendar_zone` holds where the event names no zone, or one nobody knows."""
    wire = _mapping(item)
    event_id = _text(wire.get("id"))
    base, stamp = instance_of(event_id)
    recurring_id = _text(wire.get("recurringEventId"))
    recurring = bool(recurring_id) or stamp is not None
    start = _moment(wire.get("start"), calendar_zone, zones)
    end = _moment(wire.get("end"), calendar_zone, zones)
    original = _moment(wire.get("originalStartTime"), calendar_zone, zones)
    own = start or original
    key = _utc(start)
    if recurring:
        key = _utc(original) or stamp or key
    organizer = _mapping(wire.get("organizer"))
    i_organize = organizer.get("self") is True
    extended = _mapping(wire.get("extendedProperties"))
    return Event(
        event_id=event_id,
        series_id=recurring_id or (base if recurring else event_id),
        recurring=recurring,
        key=key,
        status=_text(wire.get("status")) or "confirmed",
        kind=_text(wire.get("eventType")) or "default",
        title=_text(wire.get("summary")).strip(),
        start=start.at if start else None,
        end=_end(start, end),
        zone=own.zone if own else calendar_zone,
        all_day=start.all_day if start else False,
        is_series=not recurring and bool(wire.get("recurrence")),
        attendees=tuple(_attendee(one) for one in _items(wire.get("attendees"))),
        guests_hidden=wire.get("attendeesOmitted") is True
        or (wire.get("guestsCanSeeOtherGuests") is False and not i_organize),
        organizer=normal_address(_text(organizer.get("email"))),
        i_organize=i_organize,
        may_modify=(i_organize or wire.get("guestsCanModify") is True)
        and wire.get("locked") is not True,
        attachments=tuple(_attachments(wire.get("attachments"))),
        private=tuple(
            sorted((k, v) for k, v in _mapping(extended.get("private")).items() if _text(v) == v)
        ),
        ical_uid=_text(wire.get("iCalUID")),
        updated=_text(wire.get("updated")),
        sequence=number if isinstance(number := wire.get("sequence"), int) else 0,
    )


@dataclass(frozen=True, slots=True)
class _Moment:
    at: datetime
    zone: str
    all_day: bool


def _moment(value: object, calendar_zone: str, zones: Zones) -> _Moment | None:
    """A `start`, `end` or `originalStartTime`.

    The offset says the instant, the zone what the day is called: answers are written with the
    reader's offset, not with that of the event's zone.
    """
    wire = _mapping(value)
    zone = _zone(_text(wire.get("timeZone")), zones) or _zone(calendar_zone, zones) or ("UTC", UTC)
    timed = _text(wire.get("dateTime"))
    try:
        at = datetime.fromisoformat(timed or _text(wire.get("date")))
        at = at.astimezone(zone[1]) if at.tzinfo else at.replace(tzinfo=zone[1])
        at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return _Moment(at, zone[0], not timed)


def _zone(name: str, zones: Zones) -> tuple[str, tzinfo] | None:
    if not name:
        return None
    try:
        return name, zones(name)
    except (KeyError, ValueError, OSError):
        return None


def _utc(moment: _Moment | None) -> datetime | None:
    return moment.at.astimezone(UTC) if moment else None


def _end(start: _Moment | None, end: _Moment | None) -> datetime | None:
    """The end in the zone of the start, never before it."""
    if start is None or end is None:
        return start.at if start else None
    later = end.at.astimezone(UTC) >= start.at.astimezone(UTC)
    return end.at.astimezone(start.at.tzinfo) if later else start.at


def _attendee(value: object) -> Attendee:
    wire = _mapping(value)
    return Attendee(
        email=normal_address(_text(wire.get("email"))),
        name=_text(wire.get("displayName")).strip(),
        is_self=wire.get("self") is True,
        is_room=wire.get("resource") is True,
        response=_text(wire.get("responseStatus")) or "needsAction",
        brings=brings if isinstance(brings := wire.get("additionalGuests"), int) else 0,
    )


def _attachments(value: object) -> Iterator[Attachment]:
    for one in _items(value):
        wire = _mapping(one)
        url = _text(wire.get("fileUrl"))
        file_id = _text(wire.get("fileId")) or file_of(url)
        if file_id:
            yield Attachment(
                file_id=file_id,
                title=_text(wire.get("title")),
                url=url,
                mime_type=_text(wire.get("mimeType")),
            )


def file_of(url: str) -> str:
    """The id of the Drive file that an address leads to, or ""."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return ""
    if host not in {"docs.google.com", "drive.google.com"}:
        return ""
    found = _FILE_IN_PATH.search(parts.path)
    return found[1] if found else parse_qs(parts.query).get("id", [""])[0]


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _mapping(value: object) -> Mapping[str, object]:
    return cast("Mapping[str, object]", value) if isinstance(value, Mapping) else {}


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []
