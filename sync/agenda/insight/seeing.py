"""Sees a document as a run does, and says what the job makes of each section and item, and why.

It asks what a run asks: the same outline, the same choice of what is carried, the same plan. So it
says nothing that a run would not do. It decides nothing, and words are made elsewhere
(`insightwords`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from sync.agenda.document.copying import all_struck
from sync.agenda.document.items import Item
from sync.agenda.document.notebook import Notebook
from sync.agenda.document.origins import Origins
from sync.agenda.document.sections import Outline, Section, outline
from sync.agenda.document.ticks import Tick
from sync.agenda.insight.insight import (
    Doubt,
    Fate,
    Insight,
    ItemInsight,
    Maker,
    Role,
    SectionInsight,
)
from sync.agenda.planning.carrying import Carry, Why, carry, looked_at
from sync.agenda.planning.finding import (
    counting,
    outline_for,
    past_of,
    recent_of,
    removed,
    section_of,
    thread_of,
    unclear,
)
from sync.agenda.planning.outcomes import Plan
from sync.agenda.planning.plan import plan
from sync.agenda.planning.terms import Occasion, Terms


def see(notebook: Notebook, occasions: Sequence[Occasion], terms: Terms) -> Insight:
    """What the job makes of a document, for the meetings that are to be prepared."""
    planned = plan(notebook, occasions, terms)
    if isinstance(planned, Plan):
        terms = replace(terms, days=planned.days)
    views = [_View(notebook, occasion, terms) for occasion in occasions]
    zone = (occasions[0].start.tzinfo if occasions else None) or terms.zone
    found = outline(notebook, starts=terms.starts, zone=zone, days=terms.days)
    titles = {tab.tab_id: tab.title or tab.tab_id for tab in notebook.tabs}
    several = len(titles) > 1
    sections = tuple(
        _section(
            section,
            next((view for view in views if view.concerns(section)), None),
            terms,
            tab=titles[section.tab_id] if several else "",
        )
        for section in found.sections
    )
    return Insight(
        sections=sections,
        planned=planned,
        ticks_known=notebook.ticks_known,
    )


Place = tuple[str, int]
"""A line: its tab and where it starts."""


@dataclass(frozen=True)
class _View:
    """A document as one meeting sees it, with what would be carried into its section."""

    notebook: Notebook
    occasion: Occasion
    terms: Terms
    found: Outline = field(init=False)
    target: Section | None = field(init=False)
    past: tuple[Section, ...] = field(init=False)
    recent: tuple[Section, ...] = field(init=False)
    origins: Origins = field(init=False)

    def __post_init__(self) -> None:
        found = outline_for(self.notebook, self.occasion, self.terms)
        target = section_of(found, self.occasion, self.terms)
        past = past_of(found, self.occasion, self.terms, target=target)
        object.__setattr__(self, "found", found)
        object.__setattr__(self, "target", target)
        object.__setattr__(self, "past", tuple(past))
        object.__setattr__(self, "recent", tuple(recent_of(past, self.occasion, self.terms)))
        object.__setattr__(self, "origins", Origins(found, self.terms.reading))

    @cached_property
    def moved(self) -> Carry:
        """What goes into the meeting's section, by the rules of a run."""
        return carry(
            self.origins,
            self.recent,
            instant=self.occasion.instant,
            target=self.target,
            limit=max(self.terms.carry_limit - self._standing, 0),
            given=self.occasion.template.boxes if self.target is None else (),
        )

    @property
    def _standing(self) -> int:
        """How many copies stand in the meeting's section already."""
        if self.target is None or self.target.mark is None:
            return 0
        return len(self.origins.copies(self.target))

    @property
    def _goes(self) -> Fate:
        """What becomes of an item that would go: not where no section is made, and not into one
        that is no more changed, so shortly before its meeting.
        """
        if self.target is None and unclear(self.found, self.occasion, self.terms):
            return Fate.NO_SECTION
        if self.target is None and removed(self.found, self.occasion) and not self.occasion.again:
            return Fate.NO_SECTION
        stands = self.target is not None and self.target.mark is not None
        return Fate.FROZEN if stands and not self.occasion.late else Fate.GOES

    def concerns(self, section: Section) -> bool:
        """The section belongs to the meeting's thread."""
        counts = (section.tab_id, section.first) in self._counting
        return counts and thread_of(section.mark, self.terms) == self.occasion.thread

    @cached_property
    def _counting(self) -> frozenset[tuple[str, int]]:
        """Where the sections begin that are of the pair's meetings."""
        return frozenset((s.tab_id, s.first) for s in counting(self.found, self.terms))

    def own(self, section: Section) -> Section:
        """The same section in this view's outline."""
        place = (section.tab_id, section.first)
        return next(one for one in self.found.sections if (one.tab_id, one.first) == place)

    @cached_property
    def looked_at(self) -> frozenset[Section]:
        """The sections whose items were asked for."""
        return frozenset(
            [one.section for one in self.moved.carried] + [one.section for one in self.moved.left]
        )

    @cached_property
    def fates(self) -> dict[Place, tuple[Fate, date | None]]:
        """What becomes of each item that was looked at."""
        found: dict[Place, tuple[Fate, date | None]] = {}
        goes = self._goes
        for one in self.moved.carried:
            along = Fate.ALONG if goes is Fate.GOES else goes
            found |= dict.fromkeys(one.sources, (along, one.since))
            found[one.section.tab_id, one.item.line.start] = (goes, one.since)
        for left in self.moved.left:
            place = (left.section.tab_id, left.item.line.start)
            found[place] = (self._why(left.section, left.item, left.why), None)
        return found

    def _why(self, section: Section, item: Item, why: Why) -> Fate:
        match why:
            case Why.DONE:
                return _how_done(item)
            case Why.DONE_LATER:
                return Fate.DONE_LATER
            case Why.CARRIED:
                return Fate.CARRIED if self._copied(section, item) else Fate.DROPPED
            case Why.THERE:
                return Fate.THERE
            case Why.LIMIT:
                return Fate.LIMIT

    def _copied(self, section: Section, item: Item) -> bool:
        """A copy of it stands in a later section."""
        origin = self.origins.origin(section, item)
        return any(
            copy.origin == origin
            for later in self.found.sections
            if later.instant and section.instant and later.instant > section.instant
            for copy in self.origins.copies(later)
        )

    def role(self, section: Section) -> Role:
        """What a section of the thread is for the meeting."""
        if section is self.target:
            return Role.NEXT
        if section.instant is None:
            return Role.UNSETTLED
        if section not in self.past:
            return Role.LATER
        if section not in self.recent:
            return Role.OLD
        if section.instant == self.recent[0].instant:
            return Role.LATEST
        return Role.WINDOW if section in looked_at(self.origins, self.recent)[1] else Role.UNMARKED


def _section(section: Section, view: _View | None, terms: Terms, *, tab: str) -> SectionInsight:
    role = Role.NO_MEETING if section.instant else Role.UNSETTLED
    items: tuple[ItemInsight, ...] = ()
    if view is not None:
        own = view.own(section)
        role = view.role(own)
        if role is Role.NEXT:
            items = tuple(_standing(view, own, item) for item in view.origins.items(own))
        elif role in (Role.LATEST, Role.WINDOW):
            items = tuple(_looked_at(view, own, item) for item in view.origins.items(own))
    mark = section.mark
    return SectionInsight(
        heading=section.heading.paragraph.text,
        tab=tab,
        day=section.date,
        maker=Maker.PEOPLE if mark is None else Maker.TAKEN if section.by_hand else Maker.JOB,
        role=role,
        gone=mark is not None and terms.gone(mark.series, mark.instant),
        items=items,
    )


def _looked_at(view: _View, section: Section, item: Item) -> ItemInsight:
    fate, since = view.fates.get((section.tab_id, item.line.start), (Fate.CARRIED, None))
    if fate in (Fate.MARKED, Fate.TICKED, Fate.STRUCK) and item.state != "done":
        fate = Fate.ORIGINAL_DONE
    if since is None:
        copy = view.origins.copy_mark(section, item)
        since = copy.since if copy else section.date
    return _insight(item, fate, since)


def _standing(view: _View, section: Section, item: Item) -> ItemInsight:
    """An item of the next meeting's own section."""
    copy = view.origins.copy_mark(section, item)
    if item.state == "done":
        return _insight(item, _how_done(item), copy.since if copy else None)
    if copy is None:
        return _insight(item, Fate.OWN, None)
    done = view.origins.done(section, item, view.past)
    return _insight(item, Fate.ORIGINAL_DONE if done else Fate.COPY, copy.since)


def _insight(item: Item, fate: Fate, since: date | None) -> ItemInsight:
    doubt = _doubt(item) if item.state == "unknown" else None
    return ItemInsight(
        text=" ".join(item.text.split()), depth=item.depth, fate=fate, since=since, doubt=doubt
    )


def _how_done(item: Item) -> Fate:
    paragraph = item.line.paragraph
    if paragraph.tick is Tick.DONE:
        return Fate.TICKED
    return Fate.STRUCK if all_struck(item.pieces) else Fate.MARKED


def _doubt(item: Item) -> Doubt:
    paragraph = item.line.paragraph
    if paragraph.pending:
        return Doubt.SUGGESTED
    if item.line.in_table:
        return Doubt.IN_TABLE
    return Doubt.NO_EXPORT if paragraph.tick is None else Doubt.ALIKE
