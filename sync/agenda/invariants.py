"""What must hold of every plan, checked before each write, with every run.

These checks share no decision with the planner: they look at the notebook before, at the one that
the steps lead to, and at what the plan says of itself. A plan that breaks one is not written;
somebody gets "internal error, please report" and the document stays as it is.
"""

from collections import Counter

from sync.agenda.items import items_of
from sync.agenda.marks import CarriedMark, CopyMark, name_of
from sync.agenda.notebook import Mark, Tab
from sync.agenda.plan import Kept, Nothing, Plan, Prepared, Refusal, Stage, Terms, plan
from sync.agenda.sections import Outline, Section, line_start, outline
from sync.agenda.steps import Insert


class BrokenPlan(Exception):
    """A plan breaks an invariant; `invariant` names it, and says nothing of the content."""

    def __init__(self, invariant: str) -> None:
        super().__init__(invariant)
        self.invariant = invariant


def check(made: Plan, terms: Terms) -> None:
    """Raise BrokenPlan where a plan breaks an invariant."""
    for stage in made.stages:
        _require(len(stage.before.tabs) == len(stage.after.tabs), "the tabs are the same")
        for tab in stage.before.tabs:
            _check_kept(tab, stage.after.tab(tab.tab_id), stage)
            _check_marks(tab, stage.after.tab(tab.tab_id))
        if isinstance(stage.outcome, Prepared):
            _check_prepared(stage, stage.outcome, terms)
        else:
            _require(not stage.steps, "nothing is written for a meeting that needs nothing")
    _check_stable(made, terms)


def _require(holds: object, invariant: str) -> None:
    if not holds:
        raise BrokenPlan(invariant)


def _check_kept(before: Tab, after: Tab, stage: Stage) -> None:
    """What stood there stands there still, in its order, and only lines of the plan came."""
    rest = iter(after.blocks)
    _require(
        all(any(block is other for other in rest) for block in before.blocks),
        "people's text is kept to the letter",
    )
    lines = sum(
        len(step.lines)
        for step in stage.steps
        if isinstance(step, Insert) and step.tab_id == before.tab_id
    )
    _require(len(after.blocks) == len(before.blocks) + lines, "nothing but the plan's lines came")


def _check_marks(before: Tab, after: Tab) -> None:
    """Every new mark lies inside of one line, and its name is one that the API takes."""
    for mark in _new(before.marks, after.marks):
        _require(0 < mark.start < mark.end <= after.end, "marks lie inside of the document")
        same = line_start(after, mark.start) == line_start(after, mark.end - 1)
        _require(same, "a mark lies inside of one line")
        _require(mark.name.isascii() and len(mark.name) < 100, "names of marks are short ASCII")


def _new(before: tuple[Mark, ...], after: tuple[Mark, ...]) -> list[Mark]:
    """The marks that only a plan knows so far and that came with this stage."""
    old = Counter(mark.name for mark in before)
    new = [mark for mark in after if mark.range_id is None]
    return [mark for mark in new if old[mark.name] == 0]


def _check_prepared(stage: Stage, outcome: Prepared, terms: Terms) -> None:
    """Each carried item is open in the meeting's section once, and each other one has a reason."""
    zone = outcome.occasion.start.tzinfo
    if zone is None:
        raise BrokenPlan("a meeting's start has a zone")
    before = outline(stage.before, starts=terms.starts, zone=zone)
    after = outline(stage.after, starts=terms.starts, zone=zone)
    marked = [s for s in before.sections if s.mark is not None]
    here = [s for s in after.sections if s.mark is not None and s.mark not in _marks_of(marked)]
    _require(len(here) == 1, "one section for each meeting")
    wanted = Counter(one.origin for one in outcome.carry.carried)
    _require(all(count == 1 for count in wanted.values()), "an origin goes once")
    _require(len(wanted) <= terms.carry_limit, "no more is carried than the limit")
    standing = _open_copies(after, here[0], terms)
    once = all(standing[origin] == 1 for origin in wanted)
    _require(once, "each carried item is open in the meeting's section once")
    _check_recorded(outcome, after)
    _check_reasons(outcome, before, here[0], terms)


def _marks_of(sections: list[Section]) -> list[object]:
    return [section.mark for section in sections]


def _open_copies(after: Outline, section: Section, terms: Terms) -> Counter[str]:
    """How often each origin stands open in a section."""
    found: Counter[str] = Counter()
    for item in items_of(after.lines(section), terms.reading, after.copies(section.tab_id)):
        for mark in after.on_line.get((section.tab_id, item.line.start), ()):
            if isinstance(mark, CopyMark) and item.state == "open":
                found[mark.origin] += 1
    return found


def _check_recorded(outcome: Prepared, after: Outline) -> None:
    """Every line that was carried from, or stands equal in the section, has its record."""
    document_id = after.notebook.document_id
    standing = Counter(mark.name for tab in after.notebook.tabs for mark in tab.marks)
    wanted: Counter[str] = Counter()
    for one in outcome.carry.carried:
        wanted[one.origin] += len(one.sources)
    for left in outcome.carry.left:
        if left.record is not None:
            wanted[left.record] += 1
    for origin, count in wanted.items():
        mark = CarriedMark(instant=outcome.occasion.instant, origin=origin)
        name = name_of(mark, document_id=document_id)
        _require(standing[name] >= count, "each line that was carried from has its record")


def _check_reasons(outcome: Prepared, before: Outline, here: Section, terms: Terms) -> None:
    """Every open item of the section before, by instant, goes or has a reason to stay."""
    earlier = [
        (section.instant, number, section)
        for number, section in enumerate(before.sections)
        if section.instant is not None
        and section.instant < outcome.occasion.start
        and not (outcome.by_hand and section.heading.start == here.heading.start)
        and (section.mark is None or here.mark is None or section.mark.thread == here.mark.thread)
    ]
    if not earlier or (here.mark is not None and here.mark.thread != terms.usual):
        return
    latest = max(earlier, key=lambda one: one[:2])[2]
    said = {place for one in outcome.carry.carried for place in one.sources}
    said |= {(left.section.tab_id, left.item.line.start) for left in outcome.carry.left}
    said |= {(one.section.tab_id, one.item.line.start) for one in outcome.carry.carried}
    for item in items_of(before.lines(latest), terms.reading, before.copies(latest.tab_id)):
        place = (latest.tab_id, item.line.start)
        _require(item.state == "done" or place in said, "every open item goes or has a reason")


def _check_stable(made: Plan, terms: Terms) -> None:
    """Planning again on the result gives nothing to do."""
    again = plan(made.after, [stage.outcome.occasion for stage in made.stages], terms)
    if isinstance(again, Refusal):
        raise BrokenPlan("the result can be planned again")
    _require(not again.steps, "planning again gives nothing")
    for second, first in zip(again.outcomes, made.outcomes, strict=True):
        stands = isinstance(second, Nothing) and (
            second.why is Kept.STANDS or not isinstance(first, Prepared)
        )
        _require(stands, "the section stands in the result")
