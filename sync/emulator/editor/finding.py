"""Finds lines by their text, as people do, and places in them.

Decides which line is meant. A text that several lines have needs a number; nothing is guessed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from sync.emulator.docs.model import Paragraph, Run, Tab
from sync.emulator.docs.places import paragraph_at
from sync.emulator.docs.presets import levels_of
from sync.emulator.docs.text import units
from sync.emulator.notation.headings import reading
from sync.emulator.notation.lists import kind_of_level

CHIP = "\ufffc"
"""Stands for each index of a chip in a line's flat text."""

Where: TypeAlias = str | int | tuple[str, int]
"""A line: by its text (all of it, else a part), by its number in the tab from 0, or by its text and
which of the lines of that text it is, from 1."""


class NoSuchLine(LookupError):
    """No line, or more than one, is the one that was meant; or a line lacks the text meant."""


class CannotEdit(ValueError):
    """The editor has no such edit for this line."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a tab. `text` reads as on the screen; `kind` is check, disc, number, dash, fake
    (looks like a checklist to the API) or empty.
    """

    number: int
    start: int
    paragraph: Paragraph
    text: str
    kind: str = ""

    @property
    def end(self) -> int:
        """The index behind its newline."""
        return self.start + self.paragraph.length

    @property
    def level(self) -> int:
        """Its nesting level."""
        return self.paragraph.level

    @property
    def ticked(self) -> bool:
        """Whether its box is ticked."""
        return self.paragraph.ticked


def lines_of(tab: Tab) -> list[Line]:
    """All lines of a tab in order, those in tables too."""
    return [
        Line(number, start, paragraph, reading(paragraph), kind_of(tab, paragraph))
        for number, (start, paragraph) in enumerate(tab.paragraphs())
    ]


def kind_of(tab: Tab, paragraph: Paragraph) -> str:
    """The kind of list that a paragraph shows itself in; empty without one."""
    if paragraph.bullet is None:
        return ""
    levels = levels_of(tab.lists.get(str(paragraph.bullet["listId"]), {}))
    return kind_of_level(levels[paragraph.level]) if paragraph.level < len(levels) else "disc"


def find(tab: Tab, where: Where) -> Line:
    """The line that is meant, or NoSuchLine."""
    lines = lines_of(tab)
    if isinstance(where, int):
        if not 0 <= where < len(lines):
            raise NoSuchLine(f"there is no line {where}, there are {len(lines)}")
        return lines[where]
    text, number = where if isinstance(where, tuple) else (where, 0)
    found = [line for line in lines if line.text == text.strip()]
    found = found or [line for line in lines if text and text in line.text]
    if not found:
        raise NoSuchLine(f"no line reads {text!r}")
    if not number and len(found) > 1:
        raise NoSuchLine(f"{len(found)} lines read {text!r}: say which")
    if number > len(found):
        raise NoSuchLine(f"only {len(found)} lines read {text!r}")
    return found[max(number, 1) - 1]


def path_of(tab: Tab, line: Line) -> tuple[int, ...]:
    """The way to a line's paragraph: block, or block, row, cell, block."""
    return paragraph_at(tab, line.start).path


def flat(paragraph: Paragraph) -> str:
    """A paragraph's text without its newline, each chip as CHIP."""
    parts = [e.text if isinstance(e, Run) else CHIP * e.length for e in paragraph.elements]
    return "".join(parts).removesuffix("\n")


def span_of(line: Line, part: str) -> tuple[int, int]:
    """Where a part of a line's text stands, as indexes."""
    text = flat(line.paragraph)
    at = text.find(part)
    if not part or at < 0:
        raise NoSuchLine(f"the line {line.text!r} has no {part!r}")
    start = line.start + units(text[:at])
    return start, start + units(part)


def place_in(line: Line, *, before: str = "", after: str = "", at_start: bool = False) -> int:
    """An index in a line: before or after a part of it, at its start, else at its end."""
    if before:
        return span_of(line, before)[0]
    if after:
        return span_of(line, after)[1]
    return line.start if at_start else line.end - 1


def section(lines: Sequence[Line], heading: Line) -> tuple[Line, Line]:
    """The first and last line of a heading's section: up to the next heading of its rank or a
    higher one.
    """
    own = rank(heading.paragraph)
    if own is None:
        raise CannotEdit(f"{heading.text!r} is no heading")
    last = heading
    for line in lines[heading.number + 1 :]:
        other = rank(line.paragraph)
        if other is not None and other <= own:
            break
        last = line
    return heading, last


def rank(paragraph: Paragraph) -> int | None:
    """1 to 6 for a heading, else None."""
    name = paragraph.named_style
    return int(name[-1]) if name.startswith("HEADING_") else None
