"""Finds, for each paragraph of a document, its line in the export.

It decides by text first. Where a text stands as often in the export as in the document, the first
is the first, and so on. What is left (texts with chips, whose print is not known, and lines that
the export shows otherwise) is joined where, between two neighbours that are, as many lines as
paragraphs are left and each of them fits. Alike lines whose numbers differ are not joined, unless
all of them say the same. A join that would run backwards is none. It never says what a line means
(see `ticks`).

    joined(lines: Export, paras: Sequence[Para]) -> list[Shape | None]
"""

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from sync.agenda.document.export import Export, Shape, comparable, comparables

CHIP = "\ufffc"
"""Stands in `Para.text` for a chip, whatever it shows."""

_PRIVATE = re.compile("[\ue000-\uf8ff]")
_BOXES: tuple[Shape, ...] = ("open", "done")


class Para(NamedTuple):
    """A paragraph as the export would print it. Made by the thousand, hence a named tuple.

    All paragraphs of the body belong in the join, headings and plain lines too, in the document's
    order, tab after tab: what they are alike with is told apart by them. `text` holds suggested
    insertions and deletions alike (the export prints both), without the newline; each chip is a
    `CHIP` in it; what `chips` show is not relied on, since the export may print something else and
    a wrong guess could take an alike line over. Images, rules and breaks are nothing. `listed`: it
    has a bullet of any kind. `pending`: something in it is only suggested.
    """

    text: str
    tab: int = 0
    checklist_glyph: bool = False
    listed: bool = False
    in_table: bool = False
    pending: bool = False
    chips: tuple[str, ...] = ()


def joined(lines: Export, paras: Sequence[Para]) -> list[Shape | None]:
    """What the export shows before each paragraph, None where that can't be known."""
    return _Join(lines, paras).run()


class _Join:
    """One join. `line_of[p]` is the line of paragraph p, or -1; each line has one paragraph."""

    def __init__(self, lines: Export, paras: Sequence[Para]) -> None:
        self.lines = lines
        self.paras = paras
        self.texts = [_with_gaps(para.text) for para in paras]
        self.keys = comparables(self.texts)
        self.is_item = [para.listed or para.checklist_glyph for para in paras]
        self.is_listed = [shape in ("open", "done", "bullet") for shape in lines.shapes]
        self.line_of = [-1] * len(paras)
        self.agreed: dict[int, Shape] = {}

    def run(self) -> list[Shape | None]:
        """The shape of each paragraph's line."""
        if not self._as_a_whole():
            self._by_text()
            self._drop_crossing()
            self._by_place()
        shapes = self.lines.shapes
        return [
            shapes[line] if line >= 0 else self.agreed.get(place)
            for place, line in enumerate(self.line_of)
        ]

    def _as_a_whole(self) -> bool:
        """The usual case: the export shows the same lines, one by one."""
        return self._fill_evenly(
            [place for place, key in enumerate(self.keys) if key or self.is_item[place]],
            [line for line, key in enumerate(self.lines.keys) if key or self.is_listed[line]],
        )

    def _by_text(self) -> None:
        lines_by_key = _places(self.lines.keys, range(len(self.lines.keys)))
        known = [place for place, key in enumerate(self.keys) if CHIP not in key]
        for key, places in _places(self.keys, known).items():
            found = lines_by_key.get(key)
            if found is None:
                continue
            if key and self._pair(places, found):
                continue
            # alike lines that are no list (a tab's title, a table of contents) need not count
            items = [place for place in places if self.is_item[place]]
            boxes = [line for line in found if self.is_listed[line]]
            if not self._pair(items, boxes) and len(boxes) >= len(items):
                said = {self.lines.shapes[line] for line in boxes}
                if len(said) == 1:
                    self.agreed.update(dict.fromkeys(items, said.pop()))

    def _pair(self, places: Sequence[int], found: Sequence[int]) -> bool:
        """Joins them in order, if the counts agree and each box in the export comes to a paragraph
        with the glyph.
        """
        if len(places) != len(found):
            return False
        for place, line in zip(places, found, strict=True):
            if not self.paras[place].checklist_glyph and self.lines.shapes[line] in _BOXES:
                return False
        for place, line in zip(places, found, strict=True):
            self.line_of[place] = line
        return True

    def _drop_crossing(self) -> None:
        """Keeps the joins that run forward: document and export have one order.

        Items are held against items only; a plain line that crosses an item gives way to it.
        """
        items = [place for place, is_item in enumerate(self.is_item) if is_item]
        for place in _crossing(self.line_of, items, items):
            self.line_of[place] = -1
        every = range(len(self.line_of))
        for guards in (items, every):
            for place in _crossing(self.line_of, every, guards):
                if not self.is_item[place]:
                    self.line_of[place] = -1

    def _by_place(self) -> None:
        """Joins what is left between neighbours that are joined, where it goes up evenly."""
        joined = [(place, line) for place, line in enumerate(self.line_of) if line >= 0]
        last_place, last_line = -1, -1
        for place, line in [*joined, (len(self.paras), len(self.lines.keys))]:
            if place > last_place + 1:
                self._fill(range(last_place + 1, place), range(last_line + 1, line))
            last_place, last_line = place, line

    def _fill(self, places: Iterable[int], lines: Iterable[int]) -> None:
        some = [place for place in places if self.keys[place] or self.is_item[place]]
        others = [line for line in lines if self.lines.keys[line] or self.is_listed[line]]
        if not self._fill_evenly(some, others):
            self._fill_evenly(
                [place for place in some if self.is_item[place]],
                [line for line in others if self.is_listed[line]],
            )

    def _fill_evenly(self, places: Sequence[int], lines: Sequence[int]) -> bool:
        if len(places) != len(lines):
            return False
        different = [
            (place, line)
            for place, line in zip(places, lines, strict=True)
            if self.keys[place] != self.lines.keys[line]
        ]
        return all(
            _fits(self.texts[place], self.lines.keys[line]) for place, line in different
        ) and self._pair(places, lines)


def _crossing(line_of: Sequence[int], places: Iterable[int], guards: Iterable[int]) -> list[int]:
    """The places that are joined to a line before that of an earlier guard, or after a later's."""
    size = len(line_of)
    held = [-1] * size
    for place in guards:
        held[place] = line_of[place]
    far = max(line_of, default=0) + 1
    before = list(accumulate(held, max, initial=-1))
    after = list(
        accumulate((line if line >= 0 else far for line in reversed(held)), min, initial=far)
    )
    return [
        place
        for place in places
        if line_of[place] >= 0 and not before[place] < line_of[place] < after[size - 1 - place]
    ]


def _places(keys: Sequence[str], places: Iterable[int]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place in places:
        key = keys[place]
        if key in found:
            found[key].append(place)
        else:
            found[key] = [place]
    return found


def _with_gaps(text: str) -> str:
    """Placeholders and dropdowns are private characters in the text; the export prints a label."""
    return text if text.isascii() else _PRIVATE.sub(CHIP, text)


def _fits(text: str, line: str) -> bool:
    """Whether a line that reads otherwise may print a text: its pieces in order with anything where
    chips are, or its beginning up to a soft break.
    """
    if CHIP in text:
        return _in_order([comparable(piece) for piece in text.split(CHIP)], line)
    return "\v" in text and line != "" and line == comparable(text.split("\v", 1)[0])


def _in_order(pieces: Sequence[str], line: str) -> bool:
    first, *middle, last = pieces
    if not line.startswith(first) or len(line) < len(first) + len(last):
        return False
    at = len(first)
    end = len(line) - len(last)
    if not line.endswith(last):
        return False
    for piece in middle:
        found = line.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True
