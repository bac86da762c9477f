"""Finds the items of a section and tells open from done.

An item is a checklist paragraph, a line that bears a typed box, or, where asked for, a bullet under
an action heading. The lines nested under it that have no box are its notes and part of it; each box
is an item of its own. Done is what the export shows ticked, what is marked by hand, and what is
struck through as a whole. Where the tick can't be known an item is unknown, and unknown is carried.
This module knows nothing of meetings, copies or records.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from sync.agenda.document.copying import all_struck, content, shown, written
from sync.agenda.document.labels import Unlabelled, without_label
from sync.agenda.document.marks import CopyMark
from sync.agenda.document.notebook import Line, Link, Paragraph, Piece, Run
from sync.agenda.document.reading import plain_text
from sync.agenda.document.ticks import Tick
from sync.agenda.language.handmarks import hand_mark

State = Literal["open", "done", "unknown"]


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One item of a section; `bullet`: one without a box, `under`: the heading above it.

    `parent` is the item that it is nested under. `text` is what makes two items equal, `ordinal`
    its number among the equal ones of its section, from 0. `pieces` is what a copy of it holds;
    `label` is where the label that it bears is linked to.
    """

    line: Line
    parent: "Item | None"
    state: State
    pieces: tuple[Piece, ...]
    text: str
    ordinal: int
    bullet: bool = False
    under: str | None = None
    label: Link | None = None
    notes: list[Line] = field(default_factory=list)

    @property
    def depth(self) -> int:
        """How deep its line stands."""
        return self.line.paragraph.depth

    def written(self) -> str:
        """The digest of what a copy of it would hold, its notes with it."""
        return written(self.pieces, (content(note.paragraph.pieces) for note in self.notes))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What counts as an item besides boxes: bullets under headings that `is_action` knows.

    `bullets_under` knows the headings of templates whose bullets are carried, `nothing_under` those
    from which nothing is. `locale` is the language of labels, besides the built-in ones.
    """

    is_action: Callable[[str], bool]
    bullets: bool = False
    locale: str = "en"
    bullets_under: Callable[[str], bool] = lambda _: False
    nothing_under: Callable[[str], bool] = lambda _: False

    def takes_bullets(self, heading: str | None) -> bool:
        """Whether a bullet under a heading is an item, and not merely a talking point."""
        if heading is None:
            return False
        return (self.bullets and self.is_action(heading)) or self.bullets_under(heading)


Copies = Mapping[int, CopyMark]
"""The copy marks of a tab, by the starts of their lines."""


def items_of(lines: Iterable[Line], reading: Reading, copies: Copies) -> tuple[Item, ...]:
    """The items of a section's lines, in order; `lines` leave out the section's own heading."""
    found: list[Item] = []
    above: list[Item] = []  # the items that the next line may be nested under
    seen: dict[str, int] = {}
    action = False
    skipped: int | None = None  # the rank of a heading from which nothing is carried
    under: str | None = None
    for line in lines:
        paragraph = line.paragraph
        if _is_heading(paragraph, reading):
            above.clear()
            under = paragraph.text
            action = reading.takes_bullets(under)
            skipped = _skipped_below(paragraph, skipped, reading)
            continue
        if skipped is not None:
            continue
        if line.in_table or (above and above[-1].line.in_table):
            above.clear()
        while above and above[-1].depth >= paragraph.depth:
            above.pop()
        own = _without_label(line, copies.get(line.start), reading)
        kind = _kind(line, own.pieces, bullets=action and not above)
        if kind is None:
            if above and paragraph.text.strip():
                above[-1].notes.append(line)
            elif not above and paragraph.kind == "none" and paragraph.text.strip():
                action = False
            continue
        state, pieces, bullet = kind
        text = shown(pieces)
        if not text and not pieces:
            continue
        item = Item(
            line=line,
            parent=above[-1] if above else None,
            state=state,
            pieces=pieces,
            text=text,
            ordinal=seen.get(text, 0),
            bullet=bullet,
            under=under,
            label=own.link,
        )
        seen[text] = item.ordinal + 1
        found.append(item)
        above.append(item)
    return tuple(found)


def carried_from(lines: Iterable[Line], reading: Reading) -> Iterator[Line]:
    """The lines of a section, without the headings from which nothing is carried and all below."""
    skipped: int | None = None
    for line in lines:
        if _is_heading(line.paragraph, reading):
            skipped = _skipped_below(line.paragraph, skipped, reading)
        if skipped is None:
            yield line


def takes_bullet(above: Iterable[Line], reading: Reading, copies: Copies) -> bool:
    """Whether a bullet behind these lines of a section would be an item."""
    bullet = Paragraph(pieces=(Run("-"),), size=2, text="-", kind="disc")
    found = items_of((*above, Line(block=-1, start=-1, paragraph=bullet)), reading, copies)
    return bool(found) and found[-1].line.paragraph is bullet


def _skipped_below(heading: Paragraph, skipped: int | None, reading: Reading) -> int | None:
    """The rank of the heading from which nothing is carried, below a further one; None for none.

    It holds for the deeper ones.
    """
    if skipped is not None and heading.rank is not None and heading.rank > skipped:
        return skipped
    return heading.heading_rank if reading.nothing_under(heading.text) else None


def _is_heading(paragraph: Paragraph, reading: Reading) -> bool:
    """A heading, or a plain line that says "Action items", as in Google's own meeting notes."""
    return paragraph.rank is not None or (
        paragraph.kind == "none"
        and paragraph.depth == 0
        and 0 < len(paragraph.text) < 40
        and reading.is_action(paragraph.text)
    )


def _without_label(line: Line, copy: CopyMark | None, reading: Reading) -> Unlabelled:
    """A line's pieces without the job's label; a copy without one has none."""
    pieces = line.paragraph.pieces
    if copy is None:
        return without_label(pieces, since=None, locale=reading.locale)
    if not copy.labelled:
        return Unlabelled(pieces)
    return without_label(pieces, since=copy.since, locale=reading.locale)


def _kind(
    line: Line, own: tuple[Piece, ...], *, bullets: bool
) -> tuple[State, tuple[Piece, ...], bool] | None:
    """The state of a line that is an item, its content, and whether it is a bullet without a box.

    None where it is no item.
    """
    paragraph = line.paragraph
    hand = hand_mark(plain_text(own))
    native = _has_box(paragraph)
    boxed = hand is not None and hand.boxed
    if not native and not boxed and not (bullets and paragraph.kind in ("disc", "number")):
        return None
    pieces = content(own, skip=hand.skip if hand else 0)
    bullet = not native and not boxed
    if (hand is not None and hand.state == "done") or all_struck(pieces):
        return "done", pieces, bullet
    if not native:
        return ("unknown" if paragraph.pending else "open"), pieces, bullet
    if paragraph.pending or line.in_table or paragraph.tick in (None, Tick.UNKNOWN):
        return "unknown", pieces, bullet
    return ("done" if paragraph.tick is Tick.DONE else "open"), pieces, bullet


def _has_box(paragraph: Paragraph) -> bool:
    """The glyph of a checklist, and the export's word for it, or the glyph's hint without one."""
    if paragraph.kind != "check" or paragraph.tick is Tick.NOT_A_BOX:
        return False
    return paragraph.tick is not None or paragraph.hinted
