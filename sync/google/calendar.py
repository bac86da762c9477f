"""Google Calendar, as far as the job needs it: a window of events, one event, one changed event."""

from datetime import datetime
from typing import Any, Final

from sync.google.caller import Caller, entries_of
from sync.google.calls import Api, Call, Json, Kind
from sync.google.shapes import described_event

EVENT_FIELDS: Final = (
    "attachments(fileId,fileUrl,mimeType,title),"
    "attendees(additionalGuests,displayName,email,resource,responseStatus,self),attendeesOmitted,"
    "end,eventType,extendedProperties(private),guestsCanModify,guestsCanSeeOtherGuests,iCalUID,id,"
    "locked,organizer(email,self),originalStartTime,recurrence,recurringEventId,sequence,start,"
    "status,summary,updated"
)
"""What is read of each: who meets whom and when; never the description, which may hold anything."""
LIST_FIELDS: Final = f"nextPageToken,timeZone,accessRole,items({EVENT_FIELDS})"


class Calendar:
    """The events of calendars; safe to share between threads."""

    def __init__(self, service: Any, caller: Caller) -> None:
        self._events = service.events()
        self._caller = caller

    def events(self, calendar_id: str, *, time_min: datetime, time_max: datetime) -> Json:
        """What ends after `time_min` and starts before `time_max`, by start, cancelled ones too.

        One answer of all pages: {"timeZone": …, "accessRole": …, "items": […]}. Both times are
        aware.
        """
        bounds = {"timeMin": _offset(time_min), "timeMax": _offset(time_max)}
        merged: Json = {}
        items: list[Json] = []
        call = Call(
            api=Api.CALENDAR, method="events.list", kind=Kind.SAFE, where=_calendar(calendar_id)
        )
        for page in self._caller.pages(
            lambda token: self._events.list(
                calendarId=calendar_id,
                singleEvents=True,
                orderBy="startTime",
                showDeleted=True,
                eventTypes=["default", "outOfOffice"],
                maxResults=2500,
                pageToken=token,
                fields=LIST_FIELDS,
                prettyPrint=False,
                **bounds,
            ),
            call,
        ):
            merged = {**page, **merged}
            items.extend(entries_of(page, "items", call))
        return {
            **{key: merged[key] for key in ("timeZone", "accessRole") if key in merged},
            "items": items,
        }

    def event(self, calendar_id: str, event_id: str) -> Json:
        """One event whole: the master of a series, or an occurrence."""
        call = Call(
            api=Api.CALENDAR,
            method="events.get",
            kind=Kind.SAFE,
            where=_event(calendar_id, event_id),
        )
        answer = self._caller.object(
            lambda: self._events.get(calendarId=calendar_id, eventId=event_id, prettyPrint=False),
            call,
        )
        return described_event(answer, call)

    def patch_event(self, calendar_id: str, event_id: str, body: Json, *, etag: str) -> Json:
        """Changes the event if it still is as `etag` says, without a mail to anybody.

        A list in `body` replaces the event's. Look at the answer: what a guest may not change
        may be left as it was without a word. Raises PreconditionFailed after a change by others,
        and also where this very change was made and its answer lost.
        """

        def build() -> Any:
            request = self._events.patch(
                calendarId=calendar_id,
                eventId=event_id,
                body=body,
                sendUpdates="none",
                supportsAttachments=True,
                prettyPrint=False,
            )
            request.headers["If-Match"] = etag
            return request

        call = Call(
            api=Api.CALENDAR,
            method="events.patch",
            kind=Kind.IDEMPOTENT,
            where=_event(calendar_id, event_id),
        )
        return described_event(self._caller.object(build, call), call)


def _offset(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone")
    return moment.isoformat()


def _calendar(calendar_id: str) -> str:
    return f"calendar {calendar_id}"


def _event(calendar_id: str, event_id: str) -> str:
    return f"event {event_id} in calendar {calendar_id}"
