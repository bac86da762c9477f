"""Decides what to write into a pair's document for its next meetings, as steps; writes nothing.

The flow, a meeting at a time: is its section there, was it there once, where does it belong, what
is carried into it, which records and marks go with it. Each meeting is planned on the notebook that
the one before leaves. "Nothing to do" and "must not" are values with their reasons.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from sync.agenda.carrying import Carry, carry, records
from sync.agenda.items import Reading
from sync.agenda.lines import Wording, carried_lines, intro_lines, section_lines
from sync.agenda.marks import BY_HAND, CarriedMark, NextMark, SectionMark, digest, name_of
from sync.agenda.notebook import Notebook
from sync.agenda.origins import Origins
from sync.agenda.places import Placement, action_place, first_text, pick_tab, section_place
from sync.agenda.sections import Outline, Section, outline
from sync.agenda.steps import DropMarks, Insert, SetMark, Step, apply_all
from sync.agenda.templates import Template


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """A meeting to be prepared: its key (`instant` in UTC and `series`), when it begins, its title.

    `start` is in the meeting's own zone.
    """

    instant: datetime
    series: str
    start: datetime
    title: str
    template: Template


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the configuration and the calendar say about a pair's document.

    `starts` are the real starts of the pair's meetings by key; `usual` is the thread of sections
    written by people, `threads` all that are configured (digests). `intro` is the text of the small
    line on top of a document that the job made; None for a document of people's own.
    """

    pair: str
    starts: Mapping[datetime, datetime]
    threads: frozenset[str]
    usual: str
    wording: Wording
    reading: Reading
    placement: Placement = "bottom"
    tab: str | None = None
    title: str = ""
    intro: str | None = None
    lookback: timedelta = timedelta(days=35)
    carry_limit: int = 40


class Refusal(Enum):
    """Why a document must not be written, whatever the meeting."""

    READ_ONLY = "it can't be edited"
    NEWER = "a newer oneonone has written in it"
    OTHER_PAIR = "it is the document of another pair"
    NO_TAB = "it has no tab of the configured name"
    NO_PLACE = "nothing can be written there"


class Kept(Enum):
    """Why nothing is written for a meeting."""

    STANDS = "its section stands"
    REMOVED = "people removed its section"
    LIMIT = "more open items than may be carried"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A section was made, or people's own was taken, and what went into it."""

    occasion: Occasion
    carry: Carry
    by_hand: bool


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing is written for a meeting, and why; `carry` says how many items are too many."""

    occasion: Occasion
    why: Kept
    carry: Carry | None = None


Outcome = Prepared | Nothing


@dataclass(frozen=True, slots=True)
class Stage:
    """What is written for one meeting: the steps from one notebook to another."""

    before: Notebook
    after: Notebook
    steps: tuple[Step, ...]
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Plan:
    """What to write, a stage for each meeting; each begins where the one before it ends."""

    before: Notebook
    stages: tuple[Stage, ...]

    @property
    def after(self) -> Notebook:
        """The notebook that all steps lead to."""
        return self.stages[-1].after if self.stages else self.before

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps, in order."""
        return tuple(step for stage in self.stages for step in stage.steps)

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What became of each meeting."""
        return tuple(stage.outcome for stage in self.stages)


def plan(notebook: Notebook, occasions: Sequence[Occasion], terms: Terms) -> Plan | Refusal:
    """The plan for a document and the meetings that it is to be prepared for."""
    if notebook.revision is None:
        return Refusal.READ_ONLY
    stages: list[Stage] = []
    current = notebook
    for occasion in sorted(occasions, key=lambda one: one.start):
        found = _plan_one(current, occasion, terms)
        if isinstance(found, Refusal):
            return found
        outcome, steps = found
        stage = Stage(current, apply_all(current, steps), tuple(steps), outcome)
        stages.append(stage)
        current = stage.after
    return Plan(notebook, tuple(stages))


def settled(notebook: Notebook, occasions: Sequence[Occasion], terms: Terms) -> bool:
    """Whether nothing is to be written whatever the boxes say: the export need not be asked."""
    for occasion in occasions:
        found = _outline(notebook, occasion, terms)
        target = section_of(found, occasion, terms)
        stands = target is not None and target.mark is not None
        if not stands and (target is not None or not _removed(found, occasion)):
            return False
    return True


def _plan_one(
    notebook: Notebook, occasion: Occasion, terms: Terms
) -> tuple[Outcome, list[Step]] | Refusal:
    found = _outline(notebook, occasion, terms)
    if found.newer:
        return Refusal.NEWER
    if any(s.mark is not None and s.mark.pair != terms.pair for s in found.sections):
        return Refusal.OTHER_PAIR
    target = section_of(found, occasion, terms)
    if target is not None and target.mark is not None:
        return Nothing(occasion, Kept.STANDS), []
    if target is None and _removed(found, occasion):
        return Nothing(occasion, Kept.REMOVED), []
    origins = Origins(found, terms.reading)
    past = past_of(found, occasion, terms, target=target)
    moved = carry(
        origins,
        past,
        instant=occasion.instant,
        start=occasion.start,
        target=target,
        lookback=terms.lookback,
        limit=terms.carry_limit,
    )
    if moved.over:
        return Nothing(occasion, Kept.LIMIT, moved), []
    if target is None:
        writing = _new_section(found, occasion, terms, moved)
    else:
        writing = _into_section(found, target, occasion, terms, moved)
    if isinstance(writing, Refusal):
        return writing
    steps = [
        *_tidy(found, occasion, terms),
        *_records(found, occasion, past, moved),
        *writing,
    ]
    return Prepared(occasion, moved, by_hand=target is not None), steps


def _outline(notebook: Notebook, occasion: Occasion, terms: Terms) -> Outline:
    zone = occasion.start.tzinfo
    if zone is None:
        raise ValueError("a meeting's start has a zone")
    return outline(notebook, starts=terms.starts, zone=zone)


def section_of(found: Outline, occasion: Occasion, terms: Terms) -> Section | None:
    """The meeting's section: by its key, by its instant, or people's own heading of its day."""
    series = digest(occasion.series)
    thread = digest(occasion.template.name)
    marked = [
        (section, section.mark)
        for section in found.sections
        if section.mark is not None and section.mark.instant == occasion.instant
    ]
    for section, mark in marked:
        if mark.series == series:
            return section
    for section, mark in marked:
        if _thread(mark, terms) == thread:
            return section
    if thread != terms.usual:
        return None
    day = occasion.start.date()
    return next((s for s in found.sections if s.mark is None and s.date == day), None)


def past_of(
    found: Outline, occasion: Occasion, terms: Terms, *, target: Section | None
) -> list[Section]:
    """The sections of the meeting's thread before it, by instant, the latest first."""
    thread = digest(occasion.template.name)
    dated = [
        (section.instant, number, section)
        for number, section in enumerate(found.sections)
        if section is not target
        and section.instant is not None
        and section.instant < occasion.start
        and (terms.usual if section.mark is None else _thread(section.mark, terms)) == thread
    ]
    return [section for _, _, section in sorted(dated, key=lambda one: one[:2], reverse=True)]


def _thread(mark: SectionMark, terms: Terms) -> str:
    """A section's thread; one that is no longer configured belongs to the usual one."""
    return mark.thread if mark.thread in terms.threads else terms.usual


def _removed(found: Outline, occasion: Occasion) -> bool:
    """The section was made once, and what it was made behind stands still."""
    wanted = NextMark(instant=occasion.instant)
    return any(one.meaning == wanted for one in found.standing)


def _new_section(
    found: Outline, occasion: Occasion, terms: Terms, moved: Carry
) -> list[Step] | Refusal:
    notebook = found.notebook
    tab = pick_tab(notebook, terms.tab)
    if tab is None:
        return Refusal.NO_TAB
    steps: list[Step] = []
    if terms.intro is not None and all(t.end <= 2 for t in notebook.tabs):
        steps.append(
            Insert(
                tab_id=tab.tab_id,
                at=len(tab.blocks) - 1,
                lines=intro_lines(
                    terms.title, terms.intro, occasion, document_id=notebook.document_id
                ),
                rtl=terms.wording.rtl,
                locale=terms.wording.locale,
            )
        )
        tab = apply_all(notebook, steps).tab(tab.tab_id)
    place = section_place(tab, found, terms.placement, usual_rtl=terms.wording.rtl)
    if place is None:
        return Refusal.NO_PLACE
    lines = section_lines(
        occasion,
        terms.wording,
        rank=place.rank,
        carried=moved.carried,
        pair=terms.pair,
        document_id=notebook.document_id,
        like=place.like,
        closing=place.closing,
    )
    steps.append(
        Insert(
            tab_id=tab.tab_id,
            at=place.at,
            lines=lines,
            rtl=place.rtl,
            locale=terms.wording.locale,
        )
    )
    return steps


def _into_section(
    found: Outline, target: Section, occasion: Occasion, terms: Terms, moved: Carry
) -> list[Step] | Refusal:
    """Carried items go into people's own section, and nothing else of ours but its mark."""
    mark = SectionMark(
        instant=occasion.instant,
        series=digest(occasion.series),
        pair=terms.pair,
        thread=digest(occasion.template.name),
        heading=BY_HAND,
        skeleton=BY_HAND,
    )
    document_id = found.notebook.document_id
    name = name_of(mark, document_id=document_id)
    steps: list[Step] = [
        SetMark(tab_id=target.tab_id, start=target.heading.start, name=name),
    ]
    if not moved.carried:
        return steps
    tab = found.notebook.tab(target.tab_id)
    place = action_place(tab, target, terms.reading)
    if place is None:
        return Refusal.NO_PLACE
    lines = carried_lines(
        moved.carried, terms.wording, document_id=document_id, day=occasion.start.date()
    )
    steps.append(
        Insert(
            tab_id=tab.tab_id,
            at=place.at,
            lines=(*lines, *place.closing),
            rtl=place.rtl,
            locale=terms.wording.locale,
        )
    )
    return steps


def _records(
    found: Outline, occasion: Occasion, past: Sequence[Section], moved: Carry
) -> list[Step]:
    """Marks on lines that stand: what was carried from them, and that the section was there."""
    document_id = found.notebook.document_id
    steps: list[Step] = []
    for tab_id, start, origin in records(moved.carried, moved.left):
        mark = CarriedMark(instant=occasion.instant, origin=origin)
        if mark not in found.on_line.get((tab_id, start), ()):
            name = name_of(mark, document_id=document_id)
            steps.append(SetMark(tab_id=tab_id, start=start, name=name))
    spot = (past[0].tab_id, past[0].heading.start) if past else first_text(found.notebook)
    following = NextMark(instant=occasion.instant)
    if spot is not None and following not in found.on_line.get(spot, ()):
        name = name_of(following, document_id=document_id)
        steps.append(SetMark(tab_id=spot[0], start=spot[1], name=name))
    return steps


def _tidy(found: Outline, occasion: Occasion, terms: Terms) -> list[Step]:
    """Marks whose section has left the window go, so that their number is bounded."""
    past = past_of(found, occasion, terms, target=None)
    horizon = occasion.start - terms.lookback
    old = [s for s in past[3:] if s.instant is not None and s.instant < horizon]
    steps: list[Step] = []
    for tab in found.notebook.tabs:
        spans = [(tab.starts[s.first], tab.starts[s.last]) for s in old if s.tab_id == tab.tab_id]
        gone = [
            one.mark.range_id
            for one in found.standing
            if one.tab_id == tab.tab_id
            and one.mark.range_id is not None
            and (
                any(start <= one.line < end for start, end in spans)
                or (isinstance(one.meaning, NextMark) and one.meaning.instant < horizon)
            )
        ]
        if gone:
            steps.append(DropMarks(tab_id=tab.tab_id, range_ids=tuple(dict.fromkeys(gone))))
    return steps
