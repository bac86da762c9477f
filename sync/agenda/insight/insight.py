"""What the job makes of a document, as values: each section, each item, what becomes of it and why.

Made by `seeing`, put into words by `insightwords`, shown by `explain`.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from sync.agenda.planning.outcomes import Plan
from sync.agenda.planning.terms import Refusal


class Maker(Enum):
    """Who wrote a section."""

    JOB = "oneonone"
    PEOPLE = "people"
    TAKEN = "people, taken for a meeting"


class Role(Enum):
    """What a section is for the next meeting of its thread."""

    NEXT = "next"
    LATEST = "latest"
    WINDOW = "window"
    UNMARKED = "unmarked"
    """In the window, and older than the first section that the job wrote in."""
    OLD = "old"
    LATER = "later"
    UNSETTLED = "unsettled"
    """Its heading bears a date that can't be settled."""
    NO_MEETING = "no_meeting"
    """No meeting of its thread is to be prepared."""


class Fate(Enum):
    """What becomes of an item, and why."""

    GOES = "goes"
    ALONG = "along"
    """It goes in the words of another line: an equal one, or a later one of the same origin."""
    TICKED = "ticked"
    MARKED = "marked"
    STRUCK = "struck"
    ORIGINAL_DONE = "original_done"
    DONE_LATER = "done_later"
    CARRIED = "carried"
    DROPPED = "dropped"
    """It was carried, and its copy no longer stands there: people took it out, or reworked it."""
    THERE = "there"
    LIMIT = "limit"
    FROZEN = "frozen"
    NO_SECTION = "no_section"
    """None is made that it could go to."""
    COPY = "copy"
    OWN = "own"


class Doubt(Enum):
    """Why it can't be told whether an item is done."""

    SUGGESTED = "suggested"
    IN_TABLE = "in_table"
    NO_EXPORT = "no_export"
    ALIKE = "alike"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemInsight:
    """An item: since when it is open, what becomes of it, and what is in doubt about it."""

    text: str
    depth: int
    fate: Fate
    since: date | None = None
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionInsight:
    """A section with its heading, its day, who wrote it, and its items where they matter.

    `tab` is its tab's title, "" in a document of one. `gone`: its meeting does not take place.
    """

    heading: str
    tab: str
    day: date | None
    maker: Maker
    role: Role
    gone: bool = False
    items: tuple[ItemInsight, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Insight:
    """A document: its sections in order, and what a run would do now, or why it must not."""

    sections: tuple[SectionInsight, ...]
    planned: Plan | Refusal
    ticks_known: bool = True
