"""Which events of a calendar a list's question finds.

timeMin bounds the end and timeMax the start, both exclusive. Cancelled ones come with showDeleted
only, but cancelled occurrences stand beside a series that is not expanded.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from sync.emulator.calendar import times, view
from sync.emulator.calendar.recurrence import Slot, slot_at, slots
from sync.emulator.state import Calendar, Series
from sync.emulator.wire import Json
from sync.emulator.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a list asks for: the window, the zone, and which kinds of events."""

    low: datetime | None
    high: datetime | None
    viewer: tzinfo
    deleted: bool
    single: bool
    types: frozenset[str]
    since: int


def items_of(
    world: World, series: Series, calendar: Calendar, question: Question
) -> Iterator[tuple[Series, Slot | None]]:
    """The event, its occurrences, or it with its exceptions, as far as the calendar has them."""
    if not series.fields.get("recurrence"):
        if view.is_on(world, series, calendar.id):
            yield series, None
        return
    if question.single:
        for slot in occurrences_of(world, series, calendar, question):
            yield series, slot
        return
    if view.is_on(world, series, calendar.id):
        yield series, None
        if series.deleted:
            return
    for key in sorted(series.occurrences):
        exception = slot_at(series.fields, key)
        if exception is not None and view.is_on(world, series, calendar.id, exception):
            yield series, exception


def occurrences_of(
    world: World, series: Series, calendar: Calendar, question: Question
) -> Iterator[Slot]:
    """All that could lie in the window: those of the rules, and moved ones from elsewhere."""
    start = times.instant(times.read(series.fields["start"]), question.viewer)
    length = times.instant(times.read(series.fields["end"]), question.viewer) - start
    low = question.low - length if question.low is not None else None
    # a series without an end would never be through: a year is what is looked ahead at most
    high = question.high or max(question.low or start, _moment(world)) + timedelta(days=366)
    seen: set[str] = set()
    everywhere = view.is_on(world, series, calendar.id)
    if everywhere or series.occurrences:
        for slot in slots(series.fields, low, high):
            seen.add(slot.key)
            changed = slot.key in series.occurrences
            if view.is_on(world, series, calendar.id, slot) if changed else everywhere:
                yield slot
    for key in series.occurrences:
        if key not in seen:
            moved = slot_at(series.fields, key)
            if moved is not None and view.is_on(world, series, calendar.id, moved):
                yield moved


def _moment(world: World) -> datetime:
    return datetime.fromtimestamp(world.now / 1_000_000, tz=UTC)


def fits(
    world: World,
    item: tuple[Series, Slot | None],
    calendar: Calendar,
    query: Any,
    question: Question,
) -> bool:
    """Whether an item is what was asked for."""
    series, slot = item
    fields = view.fields_of(world, series, slot)
    if view.is_cancelled(series, slot, calendar.id) and not _shown_deleted(slot, question):
        return False
    if question.types and fields.get("eventType", "default") not in question.types:
        return False
    copy = series.copies.get(calendar.id)
    if question.since and max(series.updated, copy.updated if copy else 0) <= question.since:
        return False
    if not _in_window(series, slot, fields, question):
        return False
    if "iCalUID" in query and fields.get("iCalUID", f"{series.id}@google.com") != query["iCalUID"]:
        return False
    if "q" in query and not _mentions(fields, query["q"]):
        return False
    shared = fields.get("extendedProperties", {}).get("shared", {})
    private = dict(copy.private) if copy is not None else {}
    if slot is not None and slot.key in series.occurrences:
        private |= series.occurrences[slot.key].private.get(calendar.id, {})
    return _has(private, query.get("privateExtendedProperty", ())) and _has(
        shared, query.get("sharedExtendedProperty", ())
    )


def _shown_deleted(slot: Slot | None, question: Question) -> bool:
    return question.deleted or (slot is not None and not question.single)


def _in_window(series: Series, slot: Slot | None, fields: Json, question: Question) -> bool:
    start = times.instant(times.read(fields["start"]), question.viewer)
    end = times.instant(times.read(fields["end"]), question.viewer)
    if slot is None and series.fields.get("recurrence"):
        # a series lies in the window when any of its occurrences does
        length = end - start
        low = question.low - length if question.low is not None else None
        first = next(slots(fields, low, question.high), None)
        if first is None:
            return False
        start = times.instant(first.start, question.viewer)
        end = start + length if low is None else (question.low or end) + timedelta(seconds=1)
    if question.low is not None and end <= question.low:
        return False
    return question.high is None or start < question.high


def _mentions(fields: Json, words: str) -> bool:
    guests = " ".join(
        f"{guest['email']} {guest.get('displayName', '')}" for guest in fields.get("attendees", [])
    )
    texts = [fields.get(name, "") for name in ("summary", "description", "location")]
    everything = " ".join([*texts, guests]).lower()
    return all(word in everything for word in words.lower().split())


def _has(properties: dict[str, str], wanted: Any) -> bool:
    return all(
        properties.get(constraint.partition("=")[0]) == constraint.partition("=")[2]
        for constraint in wanted
    )
