"""Makes the lines of a section: its headings, its empty lists, and the items carried into it.

Every line of the job's own comes from here, with the marks that it bears.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from sync.agenda.carrying import Carried
from sync.agenda.copying import content, written
from sync.agenda.dates import date_like, format_date
from sync.agenda.marks import CopyMark, NextMark, SectionMark, digest, name_of
from sync.agenda.notebook import Line, ListKind, Run
from sync.agenda.sections import Section
from sync.agenda.steps import NewLine
from sync.agenda.templates import Template

_SEPARATOR = " · "
_LOWEST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The language of what is written: its locale, the pattern of dates, its direction.

    `chips` False writes every chip as text, after Google refused one.
    """

    locale: str
    date_pattern: str | None = None
    rtl: bool = False
    chips: bool = True


class Dated(Protocol):
    """What of a meeting a section's lines say."""

    @property
    def instant(self) -> datetime:
        """The key, in UTC."""
        ...

    @property
    def series(self) -> str:
        """The series of the key."""
        ...

    @property
    def start(self) -> datetime:
        """When it begins, in its own zone."""
        ...

    @property
    def title(self) -> str:
        """The event's title."""
        ...

    @property
    def template(self) -> Template:
        """The template of its thread."""
        ...


def heading_text(day: date, title: str, wording: Wording, *, like: Section | None = None) -> str:
    """A section's heading: the meeting's date in its own zone, and its title.

    The date is written as configured, else as people write it in the heading of `like`, else as
    the language does.
    """
    reading = like.heading.paragraph.reading if like else None
    if wording.date_pattern is None and like and reading and like.date:
        text = like.heading.paragraph.text
        shown = date_like(text, reading, like.date, day, locale=wording.locale)
    else:
        shown = format_date(day, wording.date_pattern, wording.locale)
    return f"{shown}{_SEPARATOR}{title}" if title else shown


def section_lines(
    meeting: Dated,
    wording: Wording,
    *,
    rank: int,
    carried: Sequence[Carried],
    pair: str,
    document_id: str,
    like: Section | None = None,
    closing: Sequence[NewLine] = (),
) -> tuple[NewLine, ...]:
    """A whole section under a heading of `rank`, with `closing` lines behind it."""
    title = _one_line(meeting.title)
    heading = heading_text(meeting.start.date(), title, wording, like=like)
    parts: list[NewLine] = []
    skeleton: list[str] = []
    for part in meeting.template.parts:
        style = f"HEADING_{min(rank + 1, _LOWEST)}"
        own = [_line(part.heading, style=style)]
        own += [_line(prompt, kind=part.list_kind) for prompt in part.prompts]
        own.append(NewLine(kind=part.list_kind))
        skeleton += [line.text for line in own]
        if part.carries:
            own[-1:-1] = carried_lines(carried, wording, document_id=document_id)
        parts += own
    mark = SectionMark(
        instant=meeting.instant,
        series=digest(meeting.series),
        pair=pair,
        thread=digest(meeting.template.name),
        heading=digest(heading),
        skeleton=digest(*skeleton),
    )
    name = name_of(mark, document_id=document_id)
    first = NewLine(pieces=(Run(heading),), style=f"HEADING_{rank}", marks=(name,))
    return (first, *parts, *closing)


def carried_lines(
    carried: Sequence[Carried], wording: Wording, *, document_id: str
) -> tuple[NewLine, ...]:
    """The lines of carried items, each with its copy mark and its notes below."""
    lines: list[NewLine] = []
    for one in carried:
        item = one.item
        pieces = content(item.pieces, chips=wording.chips)
        notes = [content(note.paragraph.pieces, chips=wording.chips) for note in item.notes]
        mark = CopyMark(
            origin=one.origin, since=one.since, written=written(pieces, notes), level=one.depth
        )
        lines.append(
            NewLine(
                pieces=pieces,
                kind="disc" if item.bullet else "check",
                depth=one.depth,
                marks=(name_of(mark, document_id=document_id),),
            )
        )
        for note, copied in zip(item.notes, notes, strict=True):
            below = min(max(note.paragraph.depth - item.depth, 1), 8 - one.depth)
            kind = _note_kind(note)
            lines.append(NewLine(pieces=copied, kind=kind, depth=one.depth + max(below, 1)))
    return tuple(lines)


def intro_lines(title: str, intro: str, meeting: Dated, *, document_id: str) -> tuple[NewLine, ...]:
    """What a document of the job's own begins with; its first line remembers the first section."""
    name = name_of(NextMark(instant=meeting.instant), document_id=document_id)
    lines = [_line(title, style="TITLE"), _line(intro)] if title else [_line(intro)]
    shown = [line for line in lines if line.pieces]
    return tuple(
        NewLine(pieces=line.pieces, style=line.style, marks=(name,) if number == 0 else ())
        for number, line in enumerate(shown)
    )


def _note_kind(note: Line) -> ListKind:
    """A note keeps its kind of list; what only looked like a checklist becomes a bullet."""
    return "disc" if note.paragraph.kind == "check" else note.paragraph.kind


def _line(text: str, *, style: str = "NORMAL_TEXT", kind: ListKind = "none") -> NewLine:
    return NewLine(pieces=content([Run(text)]), style=style, kind=kind)


def _one_line(text: str) -> str:
    """A title without line breaks and without what insertText would strip."""
    return "".join(piece.text for piece in content([Run(" ".join(text.split()))]))
