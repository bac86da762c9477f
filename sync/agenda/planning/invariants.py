"""What must hold of every plan, checked before each write, with every run.

These checks share no decision with the planner but which tabs' headings count: they look at the
notebook before, at the one that the steps lead to, and at what the plan says of itself. A plan that
breaks one is not written; somebody gets "internal error, please report" and the document stays as
it is.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, tzinfo
from typing import assert_never

from sync.agenda.document.items import items_of
from sync.agenda.document.marks import CarriedMark, CopyMark, digest, name_of
from sync.agenda.document.notebook import Block, Mark, Paragraph, Tab
from sync.agenda.document.sections import Section, line_start, outline
from sync.agenda.planning.carrying import Carry
from sync.agenda.planning.finding import counting
from sync.agenda.planning.outcomes import (
    Brought,
    Kept,
    Made,
    Nothing,
    Plan,
    Renewed,
    Stage,
    Taken,
    Tended,
)
from sync.agenda.planning.plan import plan
from sync.agenda.planning.steps import Insert, Retitle
from sync.agenda.planning.terms import Occasion, Refusal, Terms


class BrokenPlan(Exception):
    """A plan breaks an invariant; `invariant` names it, and says nothing of the content."""

    def __init__(self, invariant: str) -> None:
        super().__init__(invariant)
        self.invariant = invariant


def check(made: Plan, terms: Terms) -> None:
    """Raise BrokenPlan where a plan breaks an invariant."""
    zone = (made.outcomes[0].occasion.start.tzinfo if made.outcomes else None) or terms.zone
    days = _days_in_the_end(made, terms, zone)
    for stage in made.stages:
        _Check(stage, terms, zone, days).run()
    if not any(isinstance(stage.deed, Taken) for stage in made.stages):
        _check_stable(made, terms)


def _require(holds: object, invariant: str) -> None:
    if not holds:
        raise BrokenPlan(invariant)


def _days_in_the_end(made: Plan, terms: Terms, zone: tzinfo) -> dict[Paragraph, date | None]:
    """What the result says that people's headings mean, where the document before says else."""
    before = {
        section.heading.paragraph: section.date
        for section in outline(made.before, starts=terms.starts, zone=zone).sections
        if section.mark is None
    }
    after = {
        section.heading.paragraph: section.date
        for section in outline(made.after, starts=terms.starts, zone=zone).sections
        if section.heading.paragraph in before
    }
    return after if any(before[heading] != day for heading, day in after.items()) else {}


class _Check:
    """The checks of one stage."""

    def __init__(
        self, stage: Stage, terms: Terms, zone: tzinfo, days: Mapping[Paragraph, date | None]
    ) -> None:
        self._stage = stage
        self._terms = terms
        self._before = outline(stage.before, starts=terms.starts, zone=zone, days=days)
        self._after = outline(stage.after, starts=terms.starts, zone=zone, days=days)
        marks = [section.mark for section in self._before.sections]
        self._own_headings = {mark.heading for mark in marks if mark is not None}
        self._own_words = {*terms.own_words, terms.title, terms.intro or ""}

    def run(self) -> None:
        stage = self._stage
        _require(len(stage.before.tabs) == len(stage.after.tabs), "the tabs are the same")
        for tab in stage.before.tabs:
            after = stage.after.tab(tab.tab_id)
            self._check_kept(tab, after)
            _check_marks(tab, after)
        match stage.deed:
            case Made(outcome=outcome):
                self._check_new_section()
                here = self._section_for(outcome.occasion)
                self._check_carried(outcome.carry, outcome.occasion, here)
                self._check_reasons(outcome.carry, outcome.occasion)
            case Brought(occasion=occasion, carry=carry):
                self._check_carried(carry, occasion, self._section_for(occasion))
            case Renewed() | Tended() | Taken():
                pass
            case _:
                assert_never(stage.deed)

    def _check_kept(self, before: Tab, after: Tab) -> None:
        """All stands there still, in its order, but lines that the job may take out or rewrite."""
        own = self._own_lines(before)
        rest = iter(after.blocks)
        kept = [block for block in before.blocks if id(block) not in own]
        _require(
            all(any(block is other for other in rest) for block in kept),
            "people's text is kept to the letter",
        )
        new = sum(
            len(step.lines) if isinstance(step, Insert) else 1
            for step in self._stage.steps
            if isinstance(step, Insert | Retitle) and step.tab_id == before.tab_id
        )
        standing = {id(block) for block in before.blocks}
        came = [block for block in after.blocks if id(block) not in standing]
        _require(len(came) == new, "nothing but the plan's lines came")

    def _own_lines(self, tab: Tab) -> set[int]:
        """The lines that this stage may take out or write anew: the job's, as it wrote them."""
        deed = self._stage.deed
        sections = [s for s in self._before.sections if s.tab_id == tab.tab_id]
        if isinstance(deed, Tended):
            return {
                id(section.heading.paragraph)
                for section in sections
                if section.mark is not None
                and section.mark.instant == deed.instant
                and section.mark.heading == digest(section.heading.paragraph.text)
            }
        if not isinstance(deed, Renewed | Taken):
            return set()
        own = {id(block) for section in sections for block in self._untouched(section)}
        if isinstance(deed, Taken):
            own |= {id(block) for block in tab.blocks if self._is_own_line(block)}
        return own

    def _is_own_line(self, block: Block) -> bool:
        """An empty line, or one that says no more than the job's headings and introduction do."""
        if not isinstance(block, Paragraph) or block.pending:
            return False
        text = block.text
        return not text or text in self._own_words or digest(text) in self._own_headings

    def _untouched(self, section: Section) -> Iterable[Block]:
        """The lines of copies that read as written, and stand open."""
        copies = self._before.copies(section.tab_id)
        for item in items_of(self._before.lines(section), self._terms.reading, copies):
            mark = copies.get(item.line.start)
            if mark is not None and item.state == "open" and item.written() == mark.written:
                yield item.line.paragraph
                for note in item.notes:
                    yield note.paragraph

    def _check_new_section(self) -> None:
        old = [section.mark for section in self._before.sections]
        new = [s for s in self._after.sections if s.mark is not None and s.mark not in old]
        _require(len(new) == 1, "a stage makes one section")

    def _section_for(self, occasion: Occasion) -> Section:
        here = [
            section
            for section in self._after.sections
            if section.mark is not None
            and section.mark.instant == occasion.instant
            and section.mark.series == digest(occasion.series)
        ]
        if not here:  # taken by its instant, whatever its series
            here = [s for s in self._after.sections if _is_of(s, occasion.instant)]
        marks = [section.mark for section in self._before.sections]
        _require(here and len(here) <= max(1, marks.count(here[0].mark)), "one section a meeting")
        return here[0]

    def _check_carried(self, carry: Carry, occasion: Occasion, here: Section) -> None:
        """Each carried item stands open in the meeting's section once, and is recorded."""
        wanted = Counter(one.origin for one in carry.carried)
        _require(all(count == 1 for count in wanted.values()), "an origin goes once")
        standing = self._open_copies(here)
        once = all(standing[origin] == 1 for origin in wanted)
        _require(once, "each carried item is open in the meeting's section once")
        most = max(self._terms.carry_limit, len(self._before.copies(here.tab_id)))
        _require(len(wanted) <= most, "no more is carried than the limit")
        self._check_recorded(carry, occasion)

    def _open_copies(self, section: Section) -> Counter[str]:
        """How often each origin stands open in a section."""
        copies = self._after.copies(section.tab_id)
        found: Counter[str] = Counter()
        for item in items_of(self._after.lines(section), self._terms.reading, copies):
            for mark in self._after.on_line.get((section.tab_id, item.line.start), ()):
                if isinstance(mark, CopyMark) and item.state == "open":
                    found[mark.origin] += 1
        return found

    def _check_recorded(self, carry: Carry, occasion: Occasion) -> None:
        """Every line that was carried from, or stands equal in the section, has its record."""
        notebook = self._after.notebook
        standing = Counter(mark.name for tab in notebook.tabs for mark in tab.marks)
        wanted: Counter[str] = Counter()
        for one in carry.carried:
            wanted[one.origin] += len(one.sources)
        for left in carry.left:
            if left.record is not None:
                wanted[left.record] += 1
        for origin, count in wanted.items():
            mark = CarriedMark(instant=occasion.instant, origin=origin)
            name = name_of(mark, document_id=notebook.document_id)
            _require(standing[name] >= count, "each line that was carried from has its record")

    def _check_reasons(self, carry: Carry, occasion: Occasion) -> None:
        """Every open item of the section before, by instant, goes or has a reason to stay."""
        latest = self._latest_before(occasion)
        if latest is None:
            return
        said = {place for one in carry.carried for place in one.sources}
        said |= {(left.section.tab_id, left.item.line.start) for left in carry.left}
        copies = self._before.copies(latest.tab_id)
        for item in items_of(self._before.lines(latest), self._terms.reading, copies):
            place = (latest.tab_id, item.line.start)
            _require(item.state == "done" or place in said, "every open item goes or has a reason")

    def _latest_before(self, occasion: Occasion) -> Section | None:
        """The latest section of the meeting's thread before it."""
        earlier = [
            (section.instant, number, section)
            for number, section in enumerate(counting(self._before, self._terms))
            if section.instant is not None
            and section.instant < occasion.start
            and not (section.mark is None and section.date == occasion.start.date())
            and occasion.thread == self._thread(section)
        ]
        return max(earlier, key=lambda one: one[:2])[2] if earlier else None

    def _thread(self, section: Section) -> str:
        """That of its mark while it goes on, else that of its series, else the usual one."""
        mark, terms = section.mark, self._terms
        if mark is not None and mark.series in terms.series:
            current, going_on = terms.series[mark.series]
            return mark.thread if mark.thread in going_on else current
        return mark.thread if mark is not None and mark.thread in terms.threads else terms.usual


def _is_of(section: Section, instant: datetime) -> bool:
    return section.mark is not None and section.mark.instant == instant


def _check_marks(before: Tab, after: Tab) -> None:
    """Every new mark lies inside of one line, and its name is one that the API takes."""
    old = {mark.name for mark in before.marks}
    for mark in after.marks:
        if mark.range_id is None and mark.name not in old:
            _check_mark(after, mark)


def _check_mark(tab: Tab, mark: Mark) -> None:
    _require(0 < mark.start < mark.end <= tab.end, "marks lie inside of the document")
    line = line_start(tab, mark.start)
    _require(line == line_start(tab, mark.end - 1), "a mark lies inside of one line")
    _require(line is not None, "a mark stands on a line")
    _require(mark.name.isascii() and len(mark.name) < 100, "names of marks are short ASCII")


def _check_stable(made: Plan, terms: Terms) -> None:
    """Planning again on the result gives nothing to do."""
    again = plan(made.after, [outcome.occasion for outcome in made.outcomes], terms)
    if isinstance(again, Refusal):
        raise BrokenPlan("the result can be planned again")
    _require(not again.steps, "planning again gives nothing")
    for second, first in zip(again.outcomes, made.outcomes, strict=True):
        stands = isinstance(second, Nothing) and (
            second.why is Kept.STANDS or isinstance(first, Nothing)
        )
        _require(stands, "the section stands in the result")
