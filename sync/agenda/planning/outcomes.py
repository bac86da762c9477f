"""What a plan holds: its stages, each with what it does, and what becomes of each meeting."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from sync.agenda.document.notebook import Notebook, Paragraph
from sync.agenda.planning.carrying import Carry
from sync.agenda.planning.steps import Delete, Step
from sync.agenda.planning.terms import Occasion


class Kept(Enum):
    """Why nothing is written for a meeting."""

    STANDS = "its section stands"
    REMOVED = "people removed its section"
    LIMIT = "more open items than may be carried"
    UNCLEAR = "a heading may be of its day, and can be read either way"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A section was made, or people's own was taken, and what went into it."""

    occasion: Occasion
    carry: Carry
    by_hand: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """A section that stands followed late changes: how many copies were taken back or reworded."""

    occasion: Occasion
    carry: Carry
    taken_back: int = 0
    reworded: int = 0


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing is written for a meeting, and why; `carry` says how many items are too many."""

    occasion: Occasion
    why: Kept
    carry: Carry | None = None


Outcome = Prepared | Refreshed | Nothing


@dataclass(frozen=True, slots=True)
class Made:
    """A stage that makes or takes a meeting's section."""

    outcome: Prepared


@dataclass(frozen=True, slots=True)
class Brought:
    """A stage that brings late items into a section."""

    occasion: Occasion
    carry: Carry


@dataclass(frozen=True, slots=True)
class Renewed:
    """A stage that takes out untouched copies whose originals are done, or words them anew.

    `deleted` are the blocks of the notebook before, for the check that they were the job's own.
    """

    occasion: Occasion
    deleted: tuple[Delete, ...]
    reworded: bool


class Change(Enum):
    """What the calendar did to a section."""

    MOVED = "its meeting was moved"
    CALLED_OFF = "its meeting does not take place"
    RESTORED = "its meeting takes place after all"
    GIVEN = "it was given to the next meeting"
    REKEYED = "its meeting belongs to another series now"


@dataclass(frozen=True, slots=True)
class Tended:
    """A stage in which a section follows the calendar; `instant` was its meeting's key."""

    change: Change
    instant: datetime


@dataclass(frozen=True, slots=True)
class Taken:
    """A stage that takes back what the job wrote and nobody touched, with all marks."""


Deed = Made | Brought | Renewed | Tended | Taken


@dataclass(frozen=True, slots=True)
class Stage:
    """What is written at a time: the steps from one notebook to another, and what they do."""

    before: Notebook
    after: Notebook
    steps: tuple[Step, ...]
    deed: Deed


@dataclass(frozen=True, slots=True)
class Plan:
    """What to write, in stages, each beginning where the one before it ends.

    `days` is what headings of people's mean where what is written here changes that.
    """

    before: Notebook
    stages: tuple[Stage, ...]
    outcomes: tuple[Outcome, ...]
    days: Mapping[Paragraph, date | None] = field(default_factory=dict)

    @property
    def after(self) -> Notebook:
        """The notebook that all steps lead to."""
        return self.stages[-1].after if self.stages else self.before

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps, in order."""
        return tuple(step for stage in self.stages for step in stage.steps)

    @property
    def changes(self) -> tuple[Tended, ...]:
        """What the calendar did to sections that stood."""
        return tuple(stage.deed for stage in self.stages if isinstance(stage.deed, Tended))

    @property
    def deletes(self) -> bool:
        """Lines of the job's own are taken out: comments must be asked first."""
        return any(isinstance(stage.deed, Renewed | Taken) for stage in self.stages)
