"""Drops the marks of sections that have left the window, so that their number is bounded."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sync.agenda.document.marks import CarriedMark, CopyMark, Meaning, NextMark, SectionMark
from sync.agenda.document.origins import Origins
from sync.agenda.document.sections import Section
from sync.agenda.planning.finding import outline_for, past_of
from sync.agenda.planning.steps import DropMarks, Step, apply_all
from sync.agenda.planning.terms import Occasion, Terms


def tidy(origins: Origins, occasion: Occasion, terms: Terms) -> list[Step]:
    """Marks whose section has left the window go, so that their number is bounded.

    `occasion` is the first meeting of its thread that is planned: those after it see no more.

    What stays of an item that still has a copy in the window is its last line before it, if that is
    done (it tells that untouched copies are), and a record that it went on from such a copy.
    """
    found = origins.outline
    past = past_of(found, occasion, terms, target=None)
    horizon = occasion.start - terms.lookback
    old = [s for s in past[3:] if s.instant is not None and s.instant < horizon]
    steps = _dropped(origins, old, horizon, dated=frozenset())
    doubtful = _doubtful(old)
    if steps and doubtful:
        # A heading that only its mark dates keeps it, so that its section stays where it belongs.
        then = outline_for(apply_all(found.notebook, steps), occasion, terms)
        days = {section.heading.paragraph: section.date for section in then.sections}
        dated = frozenset(s for s in doubtful if days.get(s.heading.paragraph) != s.date)
        steps = _dropped(origins, old, horizon, dated=dated) if dated else steps
    return steps


def _doubtful(old: Iterable[Section]) -> list[Section]:
    """The marked sections whose heading can mean more days than one."""
    return [
        section
        for section in old
        if section.mark is not None
        and (reading := section.heading.paragraph.reading) is not None
        and (len(reading.candidates) > 1 or reading.candidates[0][0] is None)
    ]


def _dropped(
    origins: Origins, old: Sequence[Section], horizon: datetime, *, dated: frozenset[Section]
) -> list[Step]:
    """The steps that drop the marks of old sections, but for the marks of these headings."""
    found = origins.outline
    heads = {(section.tab_id, section.heading.start) for section in dated}
    needed = _needed(origins, old)
    near = [section for section in found.sections if section not in old]
    steps: list[Step] = []
    for tab in found.notebook.tabs:
        spans = [
            (tab.starts[s.first], tab.starts[s.last], needed.get(s, frozenset()))
            for s in old
            if s.tab_id == tab.tab_id
        ]
        gone = [
            one.mark.range_id
            for one in found.standing
            if one.tab_id == tab.tab_id
            and one.mark.range_id is not None
            and not (isinstance(one.meaning, SectionMark) and (one.tab_id, one.line) in heads)
            and (
                any(
                    start <= one.line < end
                    and _origin(one.meaning) not in kept
                    and not _counts(origins, near, one.meaning)
                    for start, end, kept in spans
                )
                or (isinstance(one.meaning, NextMark) and one.meaning.instant < horizon)
            )
        ]
        if gone:
            steps.append(DropMarks(tab_id=tab.tab_id, range_ids=tuple(dict.fromkeys(gone))))
    return steps


def _needed(origins: Origins, old: Sequence[Section]) -> Mapping[Section, frozenset[str]]:
    """The origins of which an old section holds the last line before the window, and it is done."""
    standing = {
        mark.origin
        for section in origins.outline.sections
        if section not in old
        for mark in origins.copies(section)
    }
    needed: dict[Section, frozenset[str]] = {}
    for section in old:  # the latest first
        last = origins.claims(section) & standing
        standing -= last
        items = origins.items(section) if last else ()
        done = {origins.origin(section, item) for item in items if item.state == "done"}
        needed[section] = last & done
    return needed


def _counts(origins: Origins, near: Sequence[Section], meaning: Meaning) -> bool:
    """A record for a later meeting than that of a section in the window with a line of its origin.

    It says that the line there, a copy or one that people put under another date, was carried on.
    """
    if not isinstance(meaning, CarriedMark):
        return False
    to = [s.instant for s in near if s.mark is not None and s.mark.instant == meaning.instant]
    return any(
        meaning.origin in origins.claims(section)
        and section.instant is not None
        and later is not None
        and later > section.instant
        for section in near
        for later in to
    )


def _origin(meaning: Meaning) -> str | None:
    return meaning.origin if isinstance(meaning, CopyMark | CarriedMark) else None
