"""Decides what to write into a pair's document for its next meetings, as steps; writes nothing.

The flow: sections that stand follow the calendar (`living`); then, a meeting at a time: is its
section there, was it there once, what is carried into it, which records and marks go with it; a
section that stands follows what changed before it (`late`). Each stage is planned on the notebook
that the one before leaves. "Nothing to do" and "must not" are values with their reasons.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sync.agenda.document.notebook import Notebook, Paragraph
from sync.agenda.document.origins import Origins
from sync.agenda.document.sections import Outline, Section, outline
from sync.agenda.planning.carrying import Carry, carry
from sync.agenda.planning.finding import (
    outline_for,
    past_of,
    recent_of,
    removed,
    section_of,
    unclear,
)
from sync.agenda.planning.late import follow
from sync.agenda.planning.living import tend
from sync.agenda.planning.outcomes import (
    Kept,
    Made,
    Nothing,
    Outcome,
    Plan,
    Prepared,
    Refreshed,
    Stage,
)
from sync.agenda.planning.steps import Step, apply_all
from sync.agenda.planning.terms import Occasion, Refusal, Terms
from sync.agenda.planning.tidying import tidy
from sync.agenda.planning.writing import into_section, new_section, next_step, record_steps

__all__ = [
    "Kept",
    "Nothing",
    "Occasion",
    "Outcome",
    "Plan",
    "Prepared",
    "Refreshed",
    "Refusal",
    "Stage",
    "Terms",
    "plan",
    "settled",
]


_ROUNDS = 3
"""A place that depends on the days may move with them, and then they are looked at once more."""


def plan(notebook: Notebook, occasions: Sequence[Occasion], terms: Terms) -> Plan | Refusal:
    """The plan for a document and the meetings that it is to be prepared for.

    A heading that it writes may change what one of people's is read as, and with it which items
    are open in a section before the meeting: so it is planned again, knowing that.
    """
    if notebook.revision is None:
        return Refusal.READ_ONLY
    wanted = sorted(occasions, key=lambda one: one.start)
    zone = (wanted[0].start.tzinfo if wanted else None) or terms.zone
    found = outline(notebook, starts=terms.starts, zone=zone)
    refusal = _refused(found, terms)
    if refusal is not None:
        return refusal
    made = _plan(notebook, wanted, terms)
    for _ in range(_ROUNDS):
        if isinstance(made, Refusal) or not made.stages:
            break
        days = _meant_then(found, outline(made.after, starts=terms.starts, zone=zone))
        if days == made.days:
            break
        made = _plan(notebook, wanted, replace(terms, days=days))
    return made


def _meant_then(found: Outline, then: Outline) -> Mapping[Paragraph, date | None]:
    """What people's headings mean once a plan is written; empty where that is what they meant."""
    before = {s.heading.paragraph: s.date for s in found.sections if s.mark is None}
    after = {s.heading.paragraph: s.date for s in then.sections}
    days = {heading: after.get(heading, day) for heading, day in before.items()}
    return {} if days == before else days


def _plan(notebook: Notebook, wanted: Sequence[Occasion], terms: Terms) -> Plan | Refusal:
    stages = list(tend(notebook, wanted, terms))
    outcomes: list[Outcome] = []
    firsts: dict[str, Occasion] = {}
    for occasion in wanted:
        current = stages[-1].after if stages else notebook
        first = firsts.setdefault(occasion.thread, occasion)
        found = _prepare(current, occasion, terms, first=first)
        if isinstance(found, Refusal):
            return found
        more, outcome = found
        stages.extend(more)
        outcomes.append(outcome)
    return Plan(notebook, tuple(stages), tuple(outcomes), terms.days)


def settled(notebook: Notebook, occasions: Sequence[Occasion], terms: Terms) -> bool:
    """Whether the boxes can't matter: every section stands and may no more change, or is removed.

    The export, which alone shows the ticks, need not be asked then.
    """
    for occasion in occasions:
        found = outline_for(notebook, occasion, terms)
        target = section_of(found, occasion, terms)
        stands = target is not None and target.mark is not None
        if stands and occasion.late:
            return False
        if not stands and (target is not None or occasion.again or not removed(found, occasion)):
            return False
    return True


def _refused(found: Outline, terms: Terms) -> Refusal | None:
    if found.newer:
        return Refusal.NEWER
    if any(s.mark is not None and s.mark.pair != terms.pair for s in found.sections):
        return Refusal.OTHER_PAIR
    return None


def _prepare(
    notebook: Notebook, occasion: Occasion, terms: Terms, *, first: Occasion
) -> tuple[list[Stage], Outcome] | Refusal:
    found = outline_for(notebook, occasion, terms)
    target = section_of(found, occasion, terms)
    if target is not None and target.mark is not None:
        if not occasion.late:
            return [], Nothing(occasion, Kept.STANDS)
        return follow(notebook, occasion, terms)
    if target is None and removed(found, occasion) and not occasion.again:
        return [], Nothing(occasion, Kept.REMOVED)
    if target is None and unclear(found, occasion, terms):
        return [], Nothing(occasion, Kept.UNCLEAR)
    past = past_of(found, occasion, terms, target=target)
    origins = Origins(found, terms.reading)
    moved = carry(
        origins,
        recent_of(past, occasion, terms),
        instant=occasion.instant,
        target=target,
        limit=terms.carry_limit,
        given=occasion.template.boxes if target is None else (),
    )
    if moved.over:
        return [], Nothing(occasion, Kept.LIMIT, moved)
    tidied = tidy(origins, first, terms)
    return _make(origins, occasion, terms, tidied=tidied, moved=moved, past=past, target=target)


def _make(
    origins: Origins,
    occasion: Occasion,
    terms: Terms,
    *,
    tidied: Sequence[Step],
    moved: Carry,
    past: Sequence[Section],
    target: Section | None,
) -> tuple[list[Stage], Outcome] | Refusal:
    found = origins.outline
    if target is None:
        writing = new_section(found, occasion, terms, moved)
    else:
        writing = into_section(found, target, occasion, terms, moved)
    if isinstance(writing, Refusal):
        return writing
    steps = (
        *tidied,
        *record_steps(found, occasion, moved),
        *next_step(found, occasion, past),
        *writing,
    )
    outcome = Prepared(occasion, moved, by_hand=target is not None)
    after = apply_all(found.notebook, steps)
    stage = Stage(found.notebook, after, steps, Made(outcome))
    if target is None or not occasion.late:
        return [stage], outcome
    # Copies may stand in people's section, where its heading was retyped: they are followed up.
    followed = follow(after, occasion, terms)
    return followed if isinstance(followed, Refusal) else ([stage, *followed[0]], outcome)
