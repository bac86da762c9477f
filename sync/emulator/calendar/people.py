"""What people do in a calendar by hand: meetings made, moved, cancelled, declined, split.

Each change is made as the calendar's web page makes it, on the organizer's copy unless a guest is
named. Nobody's rights are asked.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from copy import deepcopy
from datetime import date, datetime, timedelta
from typing import Any

from sync.emulator.calendar import changes, times, view, writing
from sync.emulator.calendar.body import read_attachments, read_attendees
from sync.emulator.calendar.recurrence import (
    Slot,
    check,
    ended_before,
    going_on,
    slot_at,
    slots,
)
from sync.emulator.state import Calendar, Series
from sync.emulator.wire import Json
from sync.emulator.world import World, moment


class People:
    """A Workspace's calendars, as people use them."""

    def __init__(
        self, world: World, lock: AbstractContextManager[Any], save: Callable[[], None]
    ) -> None:
        self._world = world
        self._lock = lock
        self._save = save

    def add_event(
        self,
        organizer: str,
        title: str,
        start: datetime | date,
        *,
        length: timedelta | None = None,
        guests: Sequence[str | Json] = (),
        recurrence: Sequence[str] = (),
        zone: str | None = None,
        event_id: str | None = None,
        **fields: Any,
    ) -> str:
        """A meeting, its id. Guests are addresses or attendees as on the wire; they have accepted
        unless they say otherwise. `start` is local to `zone` (the organizer's by default) when it
        has no zone of its own. Further fields go as they are: attachments, eventType, ...
        """
        world = self._world
        address = world.primary(organizer)
        calendar = world.state.calendars.get(address)
        zone = zone or (calendar.zone if calendar is not None else "UTC")
        when = _when(start, zone)
        until = _when(start + (length or _usual(start)), zone)
        people: list[Json] = [
            {"responseStatus": "accepted", **({"email": g} if isinstance(g, str) else g)}
            for g in guests
        ]
        if people and all(world.primary(guest["email"]) != address for guest in people):
            people.insert(0, {"email": address, "responseStatus": "accepted"})
        with self._lock:
            stamp = world.stamp()
            series = Series(
                id=event_id or world.event_id(),
                calendar=address,
                creator=address,
                created=stamp,
                updated=stamp,
                fields={"summary": title, "start": when, "end": until, **fields},
            )
            if recurrence:
                series.fields["recurrence"] = list(recurrence)
            if people:
                series.fields["attendees"] = read_attendees(world, people, [])
            if "attachments" in fields:
                series.fields["attachments"] = read_attachments(world, fields["attachments"])
            check(series.fields)
            world.events.put(series)
            self._save()
        return series.id

    def add_calendar(self, calendar_id: str, owner: str, title: str, *, zone: str) -> None:
        """A second calendar of a person."""
        with self._lock:
            self._world.state.calendars[calendar_id] = Calendar(
                id=calendar_id, owner=self._world.primary(owner), title=title, zone=zone
            )
            self._save()

    def share(self, calendar_id: str, address: str, role: str) -> None:
        """Lets somebody see a calendar ("reader"), change it ("writer"), or see no more than when
        there is something in it ("freeBusyReader").
        """
        with self._lock:
            readers = self._world.state.calendars[calendar_id].readers
            readers[self._world.primary(address)] = role
            self._save()

    def occurrences(
        self, event_id: str, low: datetime | None = None, high: datetime | None = None
    ) -> list[str]:
        """The keys of a series' occurrences by their original start, cancelled ones too.

        Without an end it looks a year ahead.
        """
        until = high or moment(self._world.now) + timedelta(days=366)
        return [slot.key for slot in slots(self._series(event_id).fields, low, until)]

    def move(
        self,
        event_id: str,
        start: datetime,
        *,
        key: str | None = None,
        length: timedelta | None = None,
    ) -> None:
        """Moves an occurrence, or with no key the whole event (then its exceptions go)."""
        series, slot = self._find(event_id, key)
        fields = view.fields_of(self._world, series, slot)
        zone = fields["start"].get("timeZone", "UTC")
        span = length or times.read(fields["end"]) - times.read(fields["start"])
        given = {"start": _when(start, zone), "end": _when(start + span, zone)}
        self.change(event_id, given, key=key)

    def change(self, event_id: str, fields: Json, *, key: str | None = None) -> None:
        """Changes shared fields of an occurrence or, with no key, of the whole event."""
        world = self._world
        series, slot = self._find(event_id, key)
        given = deepcopy(fields)
        if "attendees" in given:
            known = view.fields_of(world, series, slot).get("attendees", [])
            given["attendees"] = read_attendees(world, given["attendees"], known)
        if "attachments" in given:
            given["attachments"] = read_attachments(world, given["attachments"])
        with self._lock:
            if slot is None:
                check(series.fields | given)
                if given.get("start", series.fields["start"]) != series.fields["start"]:
                    series.occurrences.clear()
                    series.sequence += 1
                series.fields |= given
            else:
                occurrence = writing.set_apart(series, slot)
                occurrence.changes |= given
                occurrence.sequence += "start" in given
            world.events.changed(series, world.stamp())
            self._save()

    def cancel(self, event_id: str, *, key: str | None = None, by: str | None = None) -> None:
        """Takes away an occurrence or the whole event; `by` a guest: off the own calendar."""
        series, slot = self._find(event_id, key)
        with self._lock:
            where = self._world.primary(by) if by is not None else series.calendar
            changes.cancel(self._world, series, slot, where)
            self._save()

    def restore(self, event_id: str, *, key: str | None = None) -> None:
        """Brings a cancelled occurrence or event back."""
        series, slot = self._find(event_id, key)
        with self._lock:
            if slot is None:
                series.deleted = False
            elif slot.key in series.occurrences:
                series.occurrences[slot.key].cancelled = False
            self._world.events.changed(series, self._world.stamp())
            self._save()

    def respond(self, event_id: str, guest: str, status: str, *, key: str | None = None) -> None:
        """A guest's answer: accepted, declined, tentative, needsAction."""
        series, slot = self._find(event_id, key)
        with self._lock:
            address = self._world.primary(guest)
            writing.answer(self._world, series, slot, address, {"responseStatus": status})
            self._save()

    def split(self, event_id: str, key: str, fields: Json | None = None) -> str:
        """Does "this and following": the old series ends, a new one goes on with other fields.

        Gives the new series' id. Exceptions from the occurrence on are lost, as they are at Google.
        """
        world = self._world
        series, slot = self._find(event_id, key)
        if slot is None or not series.fields.get("recurrence"):
            raise ValueError("only a series can be split")
        with self._lock:
            start, end = view.slot_times(series.fields, slot)
            on = {**deepcopy(series.fields), "start": start, "end": end}
            on["recurrence"] = going_on(series.fields, slot)
            on |= deepcopy(fields or {})
            stamp = world.stamp()
            new = Series(
                id=f"{view.root_of(series.id)}_R{slot.key.rstrip('Z')}",
                calendar=series.calendar,
                creator=series.creator,
                created=series.created,
                updated=stamp,
                fields=on,
                sequence=series.sequence,
                copies=deepcopy(series.copies),
            )
            on.pop("iCalUID", None)
            series.fields["recurrence"] = ended_before(
                series.fields["recurrence"], series.fields["start"], slot
            )
            series.occurrences = {
                each: kept
                for each, kept in series.occurrences.items()
                if slot_at(series.fields, each) is not None
            }
            world.events.changed(series, stamp)
            world.events.put(new)
            self._save()
        return new.id

    def hand_over(self, event_id: str, organizer: str) -> None:
        """Makes somebody else the organizer, with the event on that calendar."""
        series = self._series(event_id)
        with self._lock:
            series.calendar = self._world.primary(organizer)
            self._world.events.changed(series, self._world.stamp())
            self._save()

    def end(self, event_id: str, key: str) -> None:
        """Deletes "this and following": the series ends before the occurrence."""
        series, slot = self._find(event_id, key)
        if slot is None:
            raise ValueError("only a series can be ended")
        with self._lock:
            series.fields["recurrence"] = ended_before(
                series.fields["recurrence"], series.fields["start"], slot
            )
            self._world.events.changed(series, self._world.stamp())
            self._save()

    def show(self, event_id: str, viewer: str, *, key: str | None = None) -> Json:
        """The event as a person's calendar shows it."""
        series, slot = self._find(event_id, key)
        calendar = self._world.state.calendars[self._world.primary(viewer)]
        zone = times.zone(calendar.zone)
        return view.show(self._world, series, slot, calendar, viewer=zone)

    def _series(self, event_id: str) -> Series:
        return self._world.state.series[event_id]

    def _find(self, event_id: str, key: str | None) -> tuple[Series, Slot | None]:
        series = self._series(event_id)
        if key is None:
            return series, None
        slot = slot_at(series.fields, key)
        if slot is None:
            raise KeyError(f"{event_id} has no occurrence {key}")
        return series, slot


def _usual(start: datetime | date) -> timedelta:
    return timedelta(minutes=30) if isinstance(start, datetime) else timedelta(days=1)


def _when(start: datetime | date, zone: str) -> Json:
    if not isinstance(start, datetime):
        return {"date": start.isoformat()}
    if start.tzinfo is None:
        start = start.replace(tzinfo=times.zone(zone))
    return times.timed(start, zone)
