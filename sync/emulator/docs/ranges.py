"""Named ranges: made, deleted, and moved by the edits around them.

Decides what an edit does to a range: text at its start pushes it, text inside widens it, text at
its end as the unknowns say; a range whose whole content is deleted is gone.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from sync.emulator.docs.model import Json, NamedRange, Tab
from sync.emulator.docs.places import Work, range_of
from sync.emulator.docs.refusal import Invalid
from sync.emulator.docs.text import units

LONGEST_NAME = 256


def create_named_range(work: Work, request: Json) -> Json:
    """The request createNamedRange."""
    name = str(request.get("name", ""))
    if not name:
        raise Invalid("The name cannot be empty.")
    if units(name) > LONGEST_NAME:
        raise Invalid(f"The name must be at most {LONGEST_NAME} UTF-16 code units long.")
    tab, start, end = range_of(work, request)
    named = NamedRange(work.object_id(), name, ((start, end),))
    tab.ranges = (*tab.ranges, named)
    return {"createNamedRange": {"namedRangeId": named.id}}


def delete_named_range(work: Work, request: Json) -> Json:
    """The request deleteNamedRange. A name that nothing bears is no error, an unknown id is."""
    tabs = criteria_tabs(work, request)
    found = named_ranges(tabs, request)
    if request.get("namedRangeId") and not found:
        raise Invalid(f"Named range with ID {request['namedRangeId']} was not found")
    for tab in tabs:
        tab.ranges = tuple(r for r in tab.ranges if all(r is not gone for _, gone in found))
    return {}


def named_ranges(tabs: Iterable[Tab], request: Json) -> list[tuple[Tab, NamedRange]]:
    """The ranges that a request names, by `namedRangeId` or by name."""
    wanted_id = request.get("namedRangeId")
    wanted_name = request.get("name") or request.get("namedRangeName")
    if not (wanted_id or wanted_name):
        raise Invalid("ID or name for named range must be set")
    return [
        (tab, named)
        for tab in tabs
        for named in tab.ranges
        if (named.id == wanted_id if wanted_id else named.name == wanted_name)
    ]


def criteria_tabs(work: Work, request: Json) -> list[Tab]:
    """The tabs of a request's `tabsCriteria`, all of them without."""
    ids = request.get("tabsCriteria", {}).get("tabIds", [])
    if not all(ids):
        raise Invalid("Tab IDs must not be empty.")
    return [work.tab(tab_id) for tab_id in ids] if ids else work.all_tabs()


def renamed_ids(
    ranges: tuple[NamedRange, ...], new_id: Callable[[], str]
) -> tuple[NamedRange, ...]:
    """The same ranges under new ids, as copies have them."""
    return tuple(replace(named, id=f"kix.{new_id()}") for named in ranges)


def ranges_after_insert(
    ranges: tuple[NamedRange, ...], index: int, added: int, *, grows: bool
) -> tuple[NamedRange, ...]:
    """The ranges after so many code units were inserted at the index."""
    if not ranges or not added:
        return ranges

    def moved(start: int, end: int) -> tuple[int, int]:
        if index <= start:
            return start + added, end + added
        if index < end or (index == end and grows):
            return start, end + added
        return start, end

    return tuple(
        named
        if named.segment or all(index > end for _, end in named.spans)
        else replace(named, spans=tuple(moved(*span) for span in named.spans))
        for named in ranges
    )


def ranges_after_delete(
    ranges: tuple[NamedRange, ...], start: int, end: int
) -> tuple[NamedRange, ...]:
    """The ranges after the content from start to end was deleted, without those that vanished."""

    def moved(index: int) -> int:
        return index if index <= start else start if index < end else index - (end - start)

    out = []
    for named in ranges:
        if named.segment or all(start >= stop for _, stop in named.spans):
            out.append(named)
            continue
        spans = [(moved(first), moved(stop)) for first, stop in named.spans]
        left = tuple((first, stop) for first, stop in spans if first < stop)
        if left:
            out.append(replace(named, spans=left))
    return tuple(out)
