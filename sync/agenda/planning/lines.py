"""Makes the lines of a section: its headings, its empty lists, and the items carried into it.

Every line of the job's own comes from here, with the marks that it bears.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from sync.agenda.document.copying import content, joined, written
from sync.agenda.document.items import Item
from sync.agenda.document.labels import Since, label_pieces
from sync.agenda.document.marks import CopyMark, NextMark, SectionMark, digest, name_of
from sync.agenda.document.notebook import Chip, Line, ListKind, Piece, Run
from sync.agenda.document.sections import Section
from sync.agenda.language.dates import date_like, format_date
from sync.agenda.planning.carrying import Carried, trees
from sync.agenda.planning.steps import NewLine
from sync.agenda.planning.templates import Template

_SEPARATOR = " · "
_LOWEST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The language of what is written: its locale, the pattern of dates, its direction.

    `chips` False writes every chip as text, after Google refused one. `label` writes since when an
    item is open, or nobody does.
    """

    locale: str
    date_pattern: str | None = None
    rtl: bool = False
    chips: bool = True
    label: Since | None = None


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
    headings: frozenset[str] = frozenset(),
    like: Section | None = None,
    closing: Sequence[NewLine] = (),
    takes_bullets: Callable[[str], bool] = lambda _: True,
) -> tuple[NewLine, ...]:
    """A whole section under a heading of `rank`, with `closing` lines behind it.

    `headings` are the ids of the document's headings, to which links may lead. `takes_bullets`
    knows the headings under which a bullet is an item.
    """
    title = _one_line(meeting.title)
    heading = heading_text(meeting.start.date(), title, wording, like=like)
    parts: list[NewLine] = []
    skeleton: list[str] = []
    template = meeting.template
    for number, part in enumerate(template.parts):
        style = f"HEADING_{min(rank + 1, _LOWEST)}"
        own = [_line(part.heading, style=style)]
        own += [_line(prompt, kind=part.list_kind) for prompt in part.prompts]
        own.append(NewLine(kind=part.list_kind))
        skeleton += [skeleton_line(line.style, line.kind, line.text) for line in own]
        own[-1:-1] = carried_lines(
            [
                replace(one, boxed=not takes_bullets(part.heading))
                for tree in trees(carried)
                if _part_of(tree[0], template) == number
                for one in tree
            ],
            wording,
            headings=headings,
            document_id=document_id,
            day=meeting.start.date(),
        )
        parts += own
    mark = SectionMark(
        instant=meeting.instant,
        series=digest(meeting.series),
        pair=pair,
        thread=digest(meeting.template.name),
        heading=digest(heading),
        skeleton=digest(*skeleton),
        closed=bool(closing),
    )
    name = name_of(mark, document_id=document_id)
    first = NewLine(pieces=(Run(heading),), style=f"HEADING_{rank}", marks=(name,))
    return (first, *parts, *closing)


def skeleton_line(style: str, kind: ListKind, text: str) -> str:
    """A line of a section's skeleton, as its digest holds it: a heading, or an item of a list."""
    return f"#{text}" if style != "NORMAL_TEXT" else f"{kind}:{text}"


def _part_of(top: Carried, template: Template) -> int:
    """The part of a template that a carried item goes to: talking points under their heading."""
    return template.part_for(top.item.under) if top.item.bullet else template.receiving


def carried_lines(
    carried: Sequence[Carried],
    wording: Wording,
    *,
    headings: frozenset[str],
    document_id: str,
    day: date,
) -> tuple[NewLine, ...]:
    """The lines of carried items, each with its copy mark and its notes below.

    `day` is the meeting's, from which the labels are seen.
    """
    lines: list[NewLine] = []
    for one in carried:
        lines += copy_lines(one, wording, headings=headings, document_id=document_id, day=day)
    return tuple(lines)


def copy_lines(
    one: Carried,
    wording: Wording,
    *,
    headings: frozenset[str],
    document_id: str,
    day: date,
    marks: Sequence[str] = (),
) -> tuple[NewLine, ...]:
    """The lines of one carried item; `marks` are those that its line bears besides its own."""
    item = one.item
    pieces = copied_pieces(item.pieces, chips=wording.chips, headings=headings)
    notes = [
        copied_pieces(note.paragraph.pieces, chips=wording.chips, headings=headings)
        for note in item.notes
    ]
    mark = CopyMark(
        origin=one.origin,
        since=one.since,
        written=written(pieces, notes),
        level=one.depth,
        labelled=wording.label is not None,
    )
    label: tuple[Piece, ...] = ()
    if wording.label is not None:
        label = label_pieces(wording.label(one.since, day), one.began)
    first = NewLine(
        pieces=joined((*pieces, *label)),
        kind="disc" if one.bullet else "check",
        depth=one.depth,
        marks=(name_of(mark, document_id=document_id), *marks),
    )
    below = [
        NewLine(pieces=copied, kind=_note_kind(note), depth=one.depth + _below(note, item))
        for note, copied in zip(item.notes, notes, strict=True)
    ]
    return (first, *below)


def copied_pieces(
    pieces: Iterable[Piece], *, chips: bool, headings: frozenset[str]
) -> tuple[Piece, ...]:
    """The content of pieces, with no link that Google would refuse.

    That is one to a heading that is gone; with `chips` False, after a refusal, every link within
    the document and every chip goes.
    """
    copied = content(pieces, chips=chips)
    return joined(_linked(piece, chips=chips, headings=headings) for piece in copied)


def _linked(piece: Piece, *, chips: bool, headings: frozenset[str]) -> Piece:
    if isinstance(piece, Chip) or piece.look.link is None or piece.look.link[0] == "url":
        return piece
    kind, target = piece.look.link[:2]
    stands = chips and (kind != "heading" or target in headings)
    return piece if stands else replace(piece, look=replace(piece.look, link=None))


def _below(note: Line, item: Item) -> int:
    """How much deeper than its item a note stands."""
    return min(max(note.paragraph.depth - item.depth, 1), 3)


def intro_lines(title: str, intro: str, meeting: Dated, *, document_id: str) -> tuple[NewLine, ...]:
    """What a document of the job's own begins with; its first line remembers the first section."""
    name = name_of(NextMark(instant=meeting.instant), document_id=document_id)
    lines = [_line(title, style="TITLE"), replace(_line(intro), small=True)]
    shown = [line for line in lines if line.pieces]
    return (*(replace(line, marks=(name,)) for line in shown[:1]), *shown[1:])


def _note_kind(note: Line) -> ListKind:
    """A note keeps its kind of list; what only looked like a checklist becomes a bullet."""
    return "disc" if note.paragraph.kind == "check" else note.paragraph.kind


def _line(text: str, *, style: str = "NORMAL_TEXT", kind: ListKind = "none") -> NewLine:
    return NewLine(pieces=content([Run(text)]), style=style, kind=kind)


def _one_line(text: str) -> str:
    """A title without line breaks and without what insertText would strip."""
    cleaned = "".join(piece.text for piece in content([Run(text.replace("\n", " "))]))
    return " ".join(cleaned.split())
