"""The lines of a case's document as its marks speak of them: text, level, label, notes, hash."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sync.agenda.document.copying import written
from sync.agenda.document.notebook import Piece
from sync.emulator.docs import Document
from sync.emulator.docs.model import Paragraph, Run, Tab
from sync.emulator.notation import parse
from tests.agenda.caselines import (
    box_cut,
    is_boxed,
    pieces_of,
    shown_of,
    stands_at,
    without_label,
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A line, the notes nested under it, and what a label in it may read."""

    paragraph: Paragraph
    depth: int
    notes: tuple[Paragraph, ...] = ()
    labels: tuple[str, ...] = ()

    @property
    def labelled(self) -> bool:
        """A label stands in it."""
        return shown_of(self.paragraph) != shown_of(self.paragraph, labels=self.labels)

    @property
    def text(self) -> str:
        """Its text without a typed box and its label, blanks folded."""
        return shown_of(self.paragraph, box=False, labels=self.labels)

    @property
    def heading(self) -> str:
        """All that a reader sees."""
        return "".join(piece.text for piece in pieces_of(self.paragraph))

    @property
    def written(self) -> str:
        """The hash of a copy that reads so, its notes with it."""
        found = pieces_of(self.paragraph, skip=box_cut(self.paragraph))
        item = without_label(found, self.labels)
        return written(item, [pieces_of(note) for note in self.notes])


NOWHERE = Spot(Paragraph((Run("\n", {}),), {}), 0)
"""For marks that stand on no line."""


def tabs_of(document: Document) -> list[Tab]:
    """All tabs, parents before their children."""
    return [tab for root in document.tabs for tab in root.with_children()]


def start_of(tab: Tab, index: int) -> int:
    """Where the line that holds an index starts."""
    return max((start for start, _ in tab.paragraphs() if start <= index), default=-1)


def spots_of(
    document: Document, labels: Callable[[Iterable[str]], tuple[str, ...]]
) -> Iterator[tuple[tuple[str, int], Spot]]:
    """Each line by its tab and start; `labels` says what may stand there by its marks' names."""
    for tab in tabs_of(document):
        names: dict[int, list[str]] = {}
        for one in tab.ranges:
            names.setdefault(start_of(tab, one.spans[0][0]), []).append(one.name)
        found = list(tab.paragraphs())
        for number, (start, paragraph) in enumerate(found):
            depth = stands_at(paragraph, tab)
            notes = _notes([below for _, below in found[number + 1 :]], depth, tab)
            spot = Spot(paragraph, depth, tuple(notes), labels(names.get(start, ())))
            yield (tab.id, start), spot


def _notes(below: Iterable[Paragraph], depth: int, tab: Tab) -> Iterator[Paragraph]:
    """What is nested under a line and bears no box, nor stands under one."""
    box: int | None = None
    for paragraph in below:
        at = stands_at(paragraph, tab)
        if paragraph.named_style != "NORMAL_TEXT" or at <= depth:
            return
        if box is not None and at <= box:
            box = None
        if box is None and is_boxed(paragraph, tab):
            box = at
        elif box is None and shown_of(paragraph):
            yield paragraph


def written_as(text: str) -> str:
    """The hash of `TEXT / NOTE`, its parts in the notation."""
    parts: list[tuple[Piece, ...]] = []
    for part in text.split(" / "):
        _, paragraph = next(iter(parse(part).tabs[0].paragraphs()))
        parts.append(pieces_of(paragraph))
    return written(parts[0], parts[1:])
