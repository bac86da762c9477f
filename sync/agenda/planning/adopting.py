"""What a new section adopts from those that stand: level of heading, form of the date, order.

The document's manner is that of the job's latest section, as long as it is among the last three by
instant. Where people wrote these three, it is what two of them have in common, else the latest's. A
heading that somebody put in once changes nothing. The order is that of most neighbours: one heading
that people keep on top and that bears a date does not turn it round.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from sync.agenda.document.notebook import SECTION_RANK
from sync.agenda.document.sections import Section
from sync.agenda.language.dates import date_like

_LAST = 3


def adopted_rank(sections: Iterable[Section]) -> int:
    """The rank of a new section's heading; a line of the text has none to adopt."""
    latest = _latest_first(section for section in sections if section.heading.paragraph.rank)
    model = _model(latest, lambda one, other: one.rank == other.rank)
    return model.rank if model else SECTION_RANK


def adopted_form(sections: Iterable[Section], *, locale: str) -> Section | None:
    """The section of people's whose heading shows how dates are written in this document.

    None where they are written as configured. The job's own heading only tells whose form it is in.
    """

    def alike(one: Section, other: Section) -> bool:
        return _in_form_of(one, other, locale=locale)

    latest = _latest_first(s for s in sections if s.heading.paragraph.reading and s.date)
    model = _model(latest, alike)
    if model is None or model.by_hand:
        return model
    return next((one for one in latest if one.by_hand and alike(one, model)), None)


def is_newest_first(sections: Iterable[Section]) -> bool:
    """Whether most of neighbouring sections stand the later above the earlier.

    Where as many say one as the other, the two that are nearest in time do: meetings follow each
    other closely.
    """
    gaps = [above - below for above, below in pairwise(_instants(sections)) if above != below]
    falling = [gap for gap in gaps if gap > timedelta()]
    if 2 * len(falling) != len(gaps):
        return 2 * len(falling) > len(gaps)
    return bool(gaps) and min(gaps, key=abs) in falling


def newest_of(sections: Sequence[Section]) -> Section:
    """The first of sections that stand the newest first, below what people keep on top.

    These are headings of people's with words and with a date that is out of this order. Where the
    sections stand otherwise, it is the first of all.
    """
    if not is_newest_first(sections):
        return sections[0]
    runs: list[tuple[int, datetime]] = []  # how many stand newest first from each on, from the end
    earliest: list[datetime] = []  # where a run of so many may begin
    for instant in reversed(_instants(sections)):
        length = bisect_right(earliest, instant)
        earliest[length : length + 1] = [instant]
        runs.append((length, instant))
    _, start = max(runs)
    return next(
        s for s in sections if s.mark or not s.title or s.instant is None or s.instant == start
    )


def _instants(sections: Iterable[Section]) -> list[datetime]:
    return [section.instant for section in sections if section.instant is not None]


def _latest_first(sections: Iterable[Section]) -> list[Section]:
    """Those of an instant, the latest first; of equal ones the document's last."""
    dated = [(s.instant, number, s) for number, s in enumerate(sections) if s.instant is not None]
    return [s for _, _, s in sorted(dated, key=lambda one: one[:2], reverse=True)]


def _model(latest: Sequence[Section], alike: Callable[[Section, Section], bool]) -> Section | None:
    """The one of the last three that shows the document's manner."""
    last = latest[:_LAST]
    for section in last:
        if not section.by_hand:
            return section
    for section in last:
        if any(alike(section, other) for other in last if other is not section):
            return section
    return last[0] if last else None


def _in_form_of(model: Section, other: Section, *, locale: str) -> bool:
    """Whether another heading bears its date in the form of the model's."""
    reading, written = model.heading.paragraph.reading, other.heading.paragraph.reading
    if reading is None or written is None or model.date is None or other.date is None:
        return False
    first, last = written.span
    text = date_like(model.heading.paragraph.text, reading, model.date, other.date, locale=locale)
    return text == other.heading.paragraph.text[first:last]
