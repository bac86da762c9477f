"""What a plan is made by: the meeting, and what configuration and calendar say of the pair."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import Enum

from sync.agenda.document.items import Reading
from sync.agenda.document.marks import digest
from sync.agenda.document.notebook import Paragraph
from sync.agenda.planning.lines import Wording
from sync.agenda.planning.places import Placement
from sync.agenda.planning.templates import Template


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """A meeting to be prepared: its key (`instant` in UTC and `series`), when it begins, its title.

    `start` is in the meeting's own zone. `late`: its section may still follow what changes in the
    sections before; not so shortly before the meeting. `again`: a section that people removed is
    made again.
    """

    instant: datetime
    series: str
    start: datetime
    title: str
    template: Template
    late: bool = False
    again: bool = False

    @property
    def thread(self) -> str:
        """The digest of its thread."""
        return digest(self.template.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the configuration and the calendar say about a pair's document.

    `starts` are the real starts of the pair's meetings by key; `usual` is the thread of sections
    written by people, `threads` all that are configured (digests). `series` says of a series (its
    digest) which thread it is of by now, and which ones go on in it. `held` are the meetings that
    take place, as digest of the series and key; `gone` says of such a key that it is proven not to
    take place. `singles` are the keys of meetings without a series, which change when they are
    moved. `intro` is the text of the small line on top of a document that the job made; None for a
    document of people's own. `quotes` are the lines that comments quote; None as long as nobody
    has looked. `own_words` are the headings and lines of the job's templates. `zone` is the pair's
    and `horizon` the instant before which sections are left alone, for where no meeting is to be
    prepared. `days` is what headings of people's mean whatever they can be read as; the planner
    fills it in itself.
    """

    pair: str
    starts: Mapping[datetime, datetime]
    threads: frozenset[str]
    usual: str
    wording: Wording
    reading: Reading
    series: Mapping[str, tuple[str, frozenset[str]]] = field(default_factory=dict)
    held: Mapping[tuple[str, datetime], datetime] = field(default_factory=dict)
    gone: Callable[[str, datetime], bool] = lambda _series, _instant: False
    singles: Mapping[str, datetime] = field(default_factory=dict)
    placement: Placement = "bottom"
    tab: str | None = None
    title: str = ""
    intro: str | None = None
    lookback: timedelta = timedelta(days=35)
    carry_limit: int = 40
    quotes: tuple[str, ...] | None = None
    own_words: frozenset[str] = frozenset()
    zone: tzinfo = UTC
    horizon: datetime | None = None
    days: Mapping[Paragraph, date | None] = field(default_factory=dict)


class Refusal(Enum):
    """Why a document must not be written, whatever the meeting."""

    READ_ONLY = "it can't be edited"
    NEWER = "a newer oneonone has written in it"
    OTHER_PAIR = "it is the document of another pair"
    NO_TAB = "it has no tab of the configured name"
    NO_PLACE = "nothing can be written there"
