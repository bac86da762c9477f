"""Finds what belongs to a meeting: its section, the sections before it, whether it was removed."""

import re
from collections.abc import Sequence

from sync.agenda.document.marks import NextMark, SectionMark, digest
from sync.agenda.document.notebook import Notebook
from sync.agenda.document.sections import Outline, Section, outline
from sync.agenda.planning.terms import Occasion, Terms


def outline_for(notebook: Notebook, occasion: Occasion, terms: Terms) -> Outline:
    """The outline of a notebook as a meeting sees it: days are counted in its zone."""
    zone = occasion.start.tzinfo
    if zone is None:
        raise ValueError("a meeting's start has a zone")
    return outline(notebook, starts=terms.starts, zone=zone, days=terms.days)


def counting(found: Outline, terms: Terms) -> Sequence[Section]:
    """The sections that are of the pair's meetings: those of the tab that is written in, and those
    of others where the job has left a mark. Where that is none, all.

    What people head with a date in a tab of their own is no meeting of the two.
    """
    tab = found.notebook.pick(terms.tab)
    if tab is None:
        return found.sections
    firsts: dict[str, int] = {}
    for section in found.sections:
        firsts.setdefault(section.tab_id, section.heading.start)
    marked = {s.tab_id for s in found.standing if s.line >= firsts.get(s.tab_id, s.line + 1)}
    own = {tab.tab_id, *marked}
    return [section for section in found.sections if section.tab_id in own] or found.sections


def section_of(found: Outline, occasion: Occasion, terms: Terms) -> Section | None:
    """The meeting's section: by its key, by its instant, or people's own heading of its day.

    Of several of these it is the one that bears the meeting's title, else a bare date, else the
    first.
    """
    marked = marked_for(found, occasion, terms)
    if marked is not None:
        return marked
    if occasion.thread != terms.usual:
        return None
    day = occasion.start.date()
    own = [s for s in counting(found, terms) if s.mark is None and s.date == day]
    return min(own, key=lambda section: _strangeness(section, occasion), default=None)


def _strangeness(section: Section, occasion: Occasion) -> int:
    """How much a heading's words tell it from the meeting: none where it bears its very title."""
    said, title = _words(section.title), _words(occasion.title)
    if not said:
        return 2
    if said == title:
        return 0
    return 1 if title and f" {title} " in f" {said} " else 3


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def marked_for(found: Outline, occasion: Occasion, terms: Terms) -> Section | None:
    """The section that bears the meeting's mark, by key or by instant."""
    series = digest(occasion.series)
    marked = [
        (section, section.mark)
        for section in found.sections
        if section.mark is not None and section.mark.instant == occasion.instant
    ]
    for section, mark in marked:
        if mark.series == series:
            return section
    for section, mark in marked:
        if thread_of(mark, terms) == occasion.thread:
            return section
    return None


def past_of(
    found: Outline, occasion: Occasion, terms: Terms, *, target: Section | None
) -> list[Section]:
    """The sections of the meeting's thread before it, by instant, the latest first.

    People's own of the meeting's day is none of them: a day has no hour, and it is not before it.
    """
    day = occasion.start.date()
    dated = [
        (section.instant, number, section)
        for number, section in enumerate(counting(found, terms))
        if section is not target
        and section.instant is not None
        and section.instant < occasion.start
        and not (section.mark is None and section.date == day)
        and thread_of(section.mark, terms) == occasion.thread
    ]
    return [section for _, _, section in sorted(dated, key=lambda one: one[:2], reverse=True)]


def recent_of(past: Sequence[Section], occasion: Occasion, terms: Terms) -> list[Section]:
    """Those of them in the window: the last three, or those of the lookback."""
    horizon = occasion.start - terms.lookback
    return [
        section
        for number, section in enumerate(past)
        if number < 3 or (section.instant is not None and section.instant >= horizon)
    ]


def thread_of(mark: SectionMark | None, terms: Terms) -> str:
    """A section's thread; people's own, and one no longer configured, are of the usual one.

    Where its series has gone over to another thread since, it is of that.
    """
    if mark is None:
        return terms.usual
    current, going_on = terms.series.get(mark.series, ("", terms.threads))
    if mark.thread in going_on:
        return mark.thread
    return current or terms.usual


def removed(found: Outline, occasion: Occasion) -> bool:
    """The section was made once, and what it was made behind stands still."""
    wanted = NextMark(instant=occasion.instant)
    return any(one.meaning == wanted for one in found.standing)


def unclear(found: Outline, occasion: Occasion, terms: Terms) -> bool:
    """A heading of people's may bear the meeting's day, and the document can't settle it.

    A section beside it might be the second one of the day.
    """
    day = occasion.start.date()
    return any(
        section.mark is None
        and section.date is None
        and section.heading.paragraph.reading is not None
        and any(
            (month, number) == (day.month, day.day) and year in (None, day.year)
            for year, month, number in section.heading.paragraph.reading.candidates
        )
        for section in counting(found, terms)
    )
