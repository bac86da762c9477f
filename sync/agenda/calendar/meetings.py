"""A meeting, and the verdict on each event: counts, counts perhaps, or left out and why.

The words of this part of the program, as values. What decides is in `judge`, what says it to
people in `reasons`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum

from sync.agenda.calendar.events import Attachment, Event
from sync.agenda.calendar.people import Person, pair_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One occurrence of a 1:1.

    `series_id` is the id under which the calendar knows the series (for a single meeting its own
    id): what to read and patch. `series` is that without `_R…`; together with `key`, the UTC
    instant of the original start, it names the occurrence for good. `start` and `end` are in the
    meeting's own zone (`zone` its IANA name), so `start.date()` is the day that people say.
    `may_modify`: whether the calendar lets one change it for all.
    """

    event_id: str
    series_id: str
    series: str
    key: datetime
    start: datetime
    end: datetime
    zone: str
    title: str
    me: Person
    other: Person
    attachments: tuple[Attachment, ...] = ()
    private: tuple[tuple[str, str], ...] = ()
    recurring: bool = True
    organizer: str = ""
    i_organize: bool = False
    may_modify: bool = False

    @property
    def date(self) -> date:
        """The day of the meeting in its own zone."""
        return self.start.date()

    @property
    def starts(self) -> datetime:
        """The start in UTC. Compare these: times of one zone compare by the clock on the wall."""
        return self.start.astimezone(UTC)

    @property
    def ends(self) -> datetime:
        """The end in UTC."""
        return self.end.astimezone(UTC)

    @property
    def pair(self) -> str:
        """The key of the pair whose meeting it is."""
        return pair_key(self.me.email, self.other.email)

    @property
    def order(self) -> tuple[datetime, bool, str, datetime]:
        """Sorts meetings by start; of two at once the recurring one is first."""
        return (self.starts, not self.recurring, self.series, self.key)


class Reason(Enum):
    """Why an event is no meeting of a pair, from what it is to whether it is held."""

    UNREADABLE = "unreadable"
    DUPLICATE = "duplicate"
    CANCELLED = "cancelled"
    SERIES = "series"
    OTHER_KIND = "other-kind"
    ALL_DAY = "all-day"
    GUESTS_HIDDEN = "guests-hidden"
    NO_GUESTS = "no-guests"
    NOT_IN_IT = "not-in-it"
    TOO_MANY = "too-many"
    NO_ADDRESS = "no-address"
    GROUP = "group"
    PERSON_SKIPPED = "person-skipped"
    OTHER_DOMAIN = "other-domain"
    TITLE_EXCLUDED = "title-excluded"
    I_DECLINED = "i-declined"
    THEY_DECLINED = "they-declined"
    OUT_OF_OFFICE = "out-of-office"


@dataclass(frozen=True, slots=True)
class Counts:
    """A meeting of a pair: one of a series, or a single one beside the pair's series."""

    event: Event
    meeting: Meeting


@dataclass(frozen=True, slots=True)
class Single:
    """A single meeting of two people without a series: it counts only if they have a document."""

    event: Event
    meeting: Meeting


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An event that is not prepared, with the reason and what shows it (`reasons` reads `facts`).

    `meeting` is set where it is a pair's meeting that is not held: declined, or out of office.
    """

    event: Event
    reason: Reason
    facts: Mapping[str, str]
    meeting: Meeting | None = None


Verdict = Counts | Single | LeftOut
