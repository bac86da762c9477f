"""What the sections of a period say, sorted by what it is about, in people's own words.

Lines are taken as they stand; what the job itself wrote (headings, prompts) is left out, and of the
copies of one item only one is told. Items that are open are none of a review's.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sync.agenda.document.copying import content
from sync.agenda.document.items import Item
from sync.agenda.document.notebook import Line, Notebook, Paragraph, Piece
from sync.agenda.document.origins import Origins
from sync.agenda.document.sections import Outline, Section, outline
from sync.agenda.language.topicwords import Topic, topic_of
from sync.agenda.planning.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A line that somebody wrote, how deep it stands, and the heading that it stands under."""

    pieces: tuple[Piece, ...]
    depth: int
    under: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A section of the period: its day, where it stands, what was said there and what finished."""

    day: date
    tab_id: str
    heading_id: str | None
    said: dict[Topic, list[Said]]
    finished: list[Said]


def review_of(notebook: Notebook, terms: Terms, *, first: date, last: date) -> tuple[Meeting, ...]:
    """The sections from one day to another, both of them included, in order."""
    found = outline(notebook, starts=terms.starts, zone=terms.zone)
    origins = Origins(found, terms.reading)
    dated = [
        (section.date, number, section)
        for number, section in enumerate(found.sections)
        if section.date is not None and first <= section.date <= last
    ]
    chosen = sorted(dated, key=lambda one: one[:2])
    finished = _finished(origins, [section for _, _, section in chosen])
    meetings = [
        Meeting(
            day=day,
            tab_id=section.tab_id,
            heading_id=section.heading.paragraph.heading_id,
            said=_said(found, origins, section, terms),
            finished=finished.get(section, []),
        )
        for day, _, section in chosen
    ]
    return tuple(one for one in meetings if one.said or one.finished)


def _finished(origins: Origins, sections: Sequence[Section]) -> dict[Section, list[Said]]:
    """The done items of each section, every origin in the last section that shows it done."""
    latest: dict[str, tuple[Section, Item]] = {}
    for section in sections:
        for item in origins.items(section):
            if item.state == "done":
                latest[origins.origin(section, item)] = (section, item)
    found: dict[Section, list[Said]] = {}
    for section, item in latest.values():
        notes = [
            Said(pieces=content(note.paragraph.pieces), depth=1, under="") for note in item.notes
        ]
        told = [Said(pieces=item.pieces, depth=0, under=""), *notes]
        found.setdefault(section, []).extend(told)
    return found


def _said(
    found: Outline, origins: Origins, section: Section, terms: Terms
) -> dict[Topic, list[Said]]:
    """The lines of a section that are no items, by what their heading is about."""
    items = {line.start for item in origins.items(section) for line in (item.line, *item.notes)}
    said: dict[Topic, list[Said]] = {}
    for heading, line in _under(found.lines(section)):
        paragraph = line.paragraph
        text = paragraph.text.strip()
        if line.start in items or not text or text in terms.own_words or _is_box(paragraph):
            continue
        topic = Topic.OTHER if terms.reading.is_action(heading) else topic_of(heading)
        one = Said(pieces=content(paragraph.pieces), depth=paragraph.depth, under=heading)
        said.setdefault(topic, []).append(one)
    return said


def _under(lines: Iterable[Line]) -> Iterator[tuple[str, Line]]:
    """Each line of the text with the heading above it, "" for none."""
    heading = ""
    for line in lines:
        if line.paragraph.rank is not None:
            heading = line.paragraph.text.strip()
        else:
            yield heading, line


def _is_box(paragraph: Paragraph) -> bool:
    """An empty box, or one that holds nothing that is carried."""
    return paragraph.kind == "check"
