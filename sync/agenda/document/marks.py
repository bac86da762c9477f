"""The names of the job's named ranges: the only memory that it has beside the text.

Everybody who can open a document sees these names, so they hold hashes and instants and no word of
anybody's. `oneonone:1:` is the version; a name of a later version means that a newer oneonone has
written here, and this one must not. The hash of the document's id behind it voids the marks of a
copied document. This module writes and reads names and knows nothing of where they stand.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Literal, assert_never

PREFIX = "oneonone:"
_VERSION = "1"
_LABELLED = "l"
_CLOSED = "+"  # no hexadecimal digit
BY_HAND = "-"
"""Stands for the hashes of a section that people wrote and the job took for a meeting."""


def digest(*parts: str) -> str:
    """Ten hexadecimal digits that stand for the parts, the same on every machine."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:10]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionMark:
    """Stands on a section's heading: the meeting it is for, and what the job wrote there.

    `instant` and `series` are the occurrence's key; `series`, `thread`, `heading` (as written) and
    `skeleton` (the lines of the template as written) are digests, the last two BY_HAND where people
    wrote the section. `closed`: the job put an empty line behind it, at the end of the document.
    """

    instant: datetime
    series: str
    pair: str
    thread: str
    heading: str
    skeleton: str
    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyMark:
    """Stands on a carried line: its origin, the day it began, what was written and how deep.

    `labelled`: a label with that day was written behind it.
    """

    origin: str
    since: date
    written: str
    level: int
    labelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedMark:
    """Stands on the line that was carried from: to which meeting, and under which origin."""

    instant: datetime
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NextMark:
    """Stands on the heading before: the section of this instant was made once."""

    instant: datetime


Meaning = SectionMark | CopyMark | CarriedMark | NextMark


Unread = Literal["void", "newer"]
"""A name that says nothing here (another document's, or mangled), or one of a later version."""


def name_of(meaning: Meaning, *, document_id: str) -> str:
    """The name that says this in this document: ASCII, under 100 units."""
    match meaning:
        case SectionMark():
            fields = [
                "s",
                _instant(meaning.instant),
                meaning.series,
                meaning.pair,
                meaning.thread,
                meaning.heading,
                f"{meaning.skeleton}{_CLOSED if meaning.closed else ''}",
            ]
        case CopyMark():
            fields = [
                "c",
                meaning.origin,
                meaning.since.strftime("%Y%m%d"),
                meaning.written,
                f"{meaning.level}{_LABELLED if meaning.labelled else ''}",
            ]
        case CarriedMark():
            fields = ["t", _instant(meaning.instant), meaning.origin]
        case NextMark():
            fields = ["n", _instant(meaning.instant)]
        case _:
            assert_never(meaning)
    return ":".join([_own_prefix(document_id), *fields])


@lru_cache(maxsize=4096)
def meaning_of(name: str, *, document_id: str) -> Meaning | Unread:
    """What a name that begins with PREFIX says in this document."""
    version = name.removeprefix(PREFIX).split(":", 1)[0]
    if version != _VERSION:
        return "newer" if version.isdigit() else "void"
    own = _own_prefix(document_id) + ":"
    if not name.startswith(own):
        return "void"
    kind, *fields = name[len(own) :].split(":")
    try:
        return _read(kind, fields)
    except ValueError:
        return "void"


def _read(kind: str, fields: list[str]) -> Meaning | Unread:
    match kind, fields:
        case "s", [instant, series, pair, thread, heading, skeleton]:
            return SectionMark(
                instant=_datetime(instant),
                series=series,
                pair=pair,
                thread=thread,
                heading=heading,
                skeleton=skeleton.removesuffix(_CLOSED),
                closed=skeleton.endswith(_CLOSED),
            )
        case "c", [origin, since, written, level]:
            day = datetime.strptime(since, "%Y%m%d").replace(tzinfo=UTC).date()
            return CopyMark(
                origin=origin,
                since=day,
                written=written,
                level=int(level.removesuffix(_LABELLED)),
                labelled=level.endswith(_LABELLED),
            )
        case "t", [instant, origin]:
            return CarriedMark(instant=_datetime(instant), origin=origin)
        case "n", [instant]:
            return NextMark(instant=_datetime(instant))
        case _:
            return "void"


def _own_prefix(document_id: str) -> str:
    return f"{PREFIX}{_VERSION}:{digest(document_id)}"


def _instant(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y%m%dT%H%MZ")


def _datetime(text: str) -> datetime:
    return datetime.strptime(text, "%Y%m%dT%H%MZ").replace(tzinfo=UTC)
