"""Lets the sections that stand follow the calendar: moved, cancelled, restored, of another series.

A heading is written anew only as long as it is as the job wrote it. A section whose meeting does
not take place is given to the next one if nobody has touched it, and otherwise stays and says so.
That a meeting does not take place has to be proven: mere absence from the calendar proves nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo
from functools import cache

from sync.agenda.document.marks import CarriedMark, Meaning, NextMark, SectionMark, digest, name_of
from sync.agenda.document.notebook import PLAIN, Line, Mark, Notebook, Paragraph, Run
from sync.agenda.document.origins import Origins
from sync.agenda.document.sections import Outline, Section, outline
from sync.agenda.document.ticks import Tick
from sync.agenda.language.dates import date_like, format_date
from sync.agenda.language.words import Words
from sync.agenda.planning.finding import counting, marked_for, removed, thread_of
from sync.agenda.planning.lines import skeleton_line
from sync.agenda.planning.outcomes import Change, Stage, Tended
from sync.agenda.planning.steps import Retitle, SetMark, Step, apply_all, drop_marks
from sync.agenda.planning.terms import Occasion, Terms

_AROUND = 60
"""So many days before and after its key a meeting may have been moved to."""
_LANGUAGES = ("en", "de", "fr", "es", "pt", "ja", "ar")


def tend(notebook: Notebook, occasions: Sequence[Occasion], terms: Terms) -> Iterator[Stage]:
    """The stages in which sections follow the calendar, one for each change."""
    seen: set[tuple[datetime, Change]] = set()
    while True:
        zone = _zone(occasions, terms)
        found = outline(notebook, starts=terms.starts, zone=zone, days=terms.days)
        stage = next(
            (
                stage
                for section in found.sections
                if (stage := _tend_one(found, section, occasions, terms)) is not None
            ),
            None,
        )
        if stage is None or not isinstance(stage.deed, Tended):
            return
        change = (stage.deed.instant, stage.deed.change)
        if change in seen:  # two sections that can't be told apart: neither is touched again
            return
        seen.add(change)
        yield stage
        notebook = stage.after


def _zone(occasions: Sequence[Occasion], terms: Terms) -> tzinfo:
    """The zone in which days are counted: the next meeting's, else the pair's."""
    return (occasions[0].start.tzinfo if occasions else None) or terms.zone


def _tend_one(
    found: Outline, section: Section, occasions: Sequence[Occasion], terms: Terms
) -> Stage | None:
    mark = section.mark
    if mark is None or mark.pair != terms.pair:
        return None
    horizon = occasions[0].start - terms.lookback if occasions else terms.horizon
    if section.instant is None or (horizon is not None and section.instant < horizon):
        return None
    single = terms.singles.get(mark.series)
    if single is not None and single != mark.instant:
        return _rekey(found, section, (mark.series, single), Change.MOVED, terms)
    start = terms.held.get((mark.series, mark.instant))
    if start is not None:
        return _redate(found, section, start, terms)
    if not terms.gone(mark.series, mark.instant):
        return None
    return _called_off(found, section, occasions, terms)


def _redate(found: Outline, section: Section, start: datetime, terms: Terms) -> Stage | None:
    """The heading of a meeting that takes place bears its day and no more says otherwise."""
    if not as_written(section):
        return None
    text = section.heading.paragraph.text
    plain = _without_suffix(text)
    wanted = _with_day(section, plain, start, terms)
    if wanted == text:
        return None
    change = Change.RESTORED if plain != text else Change.MOVED
    return _stage(found, section, change, text=wanted, mark=section.mark, terms=terms)


def _called_off(
    found: Outline, section: Section, occasions: Sequence[Occasion], terms: Terms
) -> Stage | None:
    mark = section.mark
    if mark is None:
        return None
    for occasion in occasions:
        if occasion.thread != thread_of(mark, terms):
            continue
        if marked_for(found, occasion, terms) is not None:
            continue
        series = digest(occasion.series)
        if section.date == occasion.start.date():
            return _rekey(found, section, (series, occasion.instant), Change.REKEYED, terms)
        if removed(found, occasion) or not section_untouched(found, section, terms):
            continue
        day = occasion.start.date()
        if any(s.mark is None and s.date == day for s in counting(found, terms)):
            continue  # people wrote a section for that meeting
        text = _without_suffix(section.heading.paragraph.text)
        wanted = _with_day(section, text, occasion.start, terms)
        given = replace(mark, instant=occasion.instant, series=series)
        return _stage(found, section, Change.GIVEN, text=wanted, mark=given, terms=terms)
    text = section.heading.paragraph.text
    if not as_written(section) or _without_suffix(text) != text:
        return None
    wanted = f"{text} {Words.for_locale(terms.wording.locale).no_meeting}"
    return _stage(found, section, Change.CALLED_OFF, text=wanted, mark=mark, terms=terms)


def section_untouched(found: Outline, section: Section, terms: Terms) -> bool:
    """All its lines are as the job wrote them, and none was added."""
    mark = section.mark
    if mark is None or not as_written(section):
        return False
    origins = Origins(found, terms.reading)
    copied: set[int] = set()
    for item in origins.items(section):
        if origins.copy_mark(section, item) is None:
            continue
        if not origins.untouched(section, item):
            return False
        copied |= {item.line.start, *(note.start for note in item.notes)}
    rest = [line for line in found.lines(section) if line.start not in copied]
    while rest and is_blank(rest[-1].paragraph):
        rest.pop()
    if not all(_plainly_written(line) for line in rest):
        return False
    lines = (line.paragraph for line in rest)
    return digest(*(skeleton_line(p.style, p.kind, p.text) for p in lines)) == mark.skeleton


def _plainly_written(line: Line) -> bool:
    """As the job writes its lines: no look, link or chip, no tick, no depth, nothing pending."""
    paragraph = line.paragraph
    return (
        not line.in_table
        and not paragraph.pending
        and paragraph.depth == 0
        and paragraph.tick is not Tick.DONE
        and all(isinstance(piece, Run) and piece.look == PLAIN for piece in paragraph.pieces)
    )


def is_blank(paragraph: Paragraph) -> bool:
    """An empty line of the text."""
    return paragraph.empty and paragraph.kind == "none" and paragraph.rank is None


def as_written(section: Section) -> bool:
    """The heading reads as the job wrote it, and nobody has made a part of it bold or a link."""
    paragraph = section.heading.paragraph
    mark = section.mark
    plain = all(isinstance(piece, Run) and piece.look == PLAIN for piece in paragraph.pieces)
    same = mark is not None and mark.heading == digest(paragraph.text)
    return same and plain and not paragraph.pending


def _with_day(section: Section, text: str, start: datetime, terms: Terms) -> str:
    """A heading's text with the meeting's day, in the form of the date that it bears."""
    reading = section.heading.paragraph.reading
    if reading is None:
        return _with_written_day(section, text, start.date(), terms)
    if section.date is None or section.date == start.date():
        return text
    first, last = reading.span
    day = date_like(text, reading, section.date, start.date(), locale=terms.wording.locale)
    return text[:first] + day + text[last:]


def _with_written_day(section: Section, text: str, day: date, terms: Terms) -> str:
    """The same for a language whose dates are written but can't be read.

    The day that the heading bears is looked for among those around the meeting's key.
    """
    wording = terms.wording
    if section.date is None:
        return text
    for days in sorted(range(-_AROUND, _AROUND + 1), key=abs):
        other = section.date + timedelta(days=days)
        shown = format_date(other, wording.date_pattern, wording.locale)
        if text.startswith(shown):
            return format_date(day, wording.date_pattern, wording.locale) + text[len(shown) :]
    return text


@cache
def _suffixes() -> tuple[str, ...]:
    return tuple(f" {Words.for_locale(language).no_meeting}" for language in _LANGUAGES)


def _without_suffix(text: str) -> str:
    """A heading without the words that its meeting does not take place, in whatever language."""
    return next((text.removesuffix(one) for one in _suffixes() if text.endswith(one)), text)


def _rekey(
    found: Outline, section: Section, key: tuple[str, datetime], change: Change, terms: Terms
) -> Stage | None:
    """The section becomes another key's, with all its records; its text stays."""
    mark = section.mark
    if mark is None:
        return None
    new = replace(mark, series=key[0], instant=key[1])
    text = section.heading.paragraph.text
    return _stage(found, section, change, text=text, mark=new, terms=terms)


def _stage(
    found: Outline,
    section: Section,
    change: Change,
    *,
    text: str,
    mark: SectionMark | None,
    terms: Terms,
) -> Stage | None:
    """A stage that gives a section another heading, another mark, or both."""
    old = section.mark
    if old is None or mark is None:
        return None
    notebook = found.notebook
    heading = section.heading
    retitled = text != heading.paragraph.text
    new = replace(mark, heading=digest(text)) if retitled else mark
    steps = _moved_marks(found, section, old, new, retitled=retitled)
    if retitled:
        names = [
            name_of(new if one == old else _moved(one, old, new), document_id=notebook.document_id)
            for one in found.on_line[(section.tab_id, heading.start)]
        ]
        steps.append(
            Retitle(
                tab_id=section.tab_id,
                at=section.first,
                text=text,
                marks=tuple(names),
                locale=terms.wording.locale,
            )
        )
    after = apply_all(notebook, steps)
    return Stage(notebook, after, tuple(steps), Tended(change, old.instant))


def _moved(meaning: Meaning, old: SectionMark, new: SectionMark) -> Meaning:
    """A record or a mark of the next section, of the new key where it was of the old one."""
    if isinstance(meaning, CarriedMark | NextMark) and meaning.instant == old.instant:
        return replace(meaning, instant=new.instant)
    return meaning


def _moved_marks(
    found: Outline, section: Section, old: SectionMark, new: SectionMark, *, retitled: bool
) -> list[Step]:
    """The steps that rewrite all marks of the old key.

    Those on a heading that is written anew go with its text, and are made again there.
    """
    drops: dict[str, list[Mark]] = {}
    sets: list[Step] = []
    for one in found.standing:
        if retitled and (one.tab_id, one.line) == (section.tab_id, section.heading.start):
            continue
        wanted = new if one.meaning == old else _moved(one.meaning, old, new)
        if wanted == one.meaning:
            continue
        drops.setdefault(one.tab_id, []).append(one.mark)
        name = name_of(wanted, document_id=found.notebook.document_id)
        sets.append(SetMark(tab_id=one.tab_id, start=one.line, name=name))
    return [*(drop_marks(tab_id, marks) for tab_id, marks in drops.items()), *sets]
