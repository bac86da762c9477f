"""A document read as a person reads it: sections by their dates, lines with boxes, what is done.

Written from design's sections 5, 6 and 8 over the emulator's own model, and knowing only the words
that the year's people use: so that a planner that reads a document wrongly is not believed. Each
item that people type bears a word of its own (`t17.`), which stays in whatever becomes of it.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache

from sync.agenda.language.dates import format_date
from sync.emulator.docs import Document
from sync.emulator.docs.model import Chip, Json, Paragraph, Run, Tab, Table, joined
from sync.emulator.editor.finding import kind_of
from sync.emulator.notation.headings import reading

TOKEN = re.compile(r"\bt([0-9]+)\.")
_OWN = "oneonone:1:"
_BOX = re.compile(r"\s*(\[ \]|\[[xX]\](?=\s|$)|☐|☑)\s*")
_DONE = re.compile(r"\s*(?:DONE:|DONE$|\[[xX]\](?=\s|$)|☑)")
_LABEL = re.compile(r"\s*\(since [^()]*\)$")
_LABEL_WITHIN = re.compile(r"\s*\(since [^()]*\)(?!.*\(since )")
_BEHIND = re.compile(r"(?: \(no meeting\)| \(short\))*$")
"""What the job or the year's people write behind a heading."""

FORMS: Mapping[str, Callable[[date], str]] = {
    "with its weekday": lambda day: format_date(day, None, "en"),
    "by numbers": lambda day: day.isoformat(),
    "in full": lambda day: format_date(day, "MMMM d, y", "en"),
    "short": lambda day: format_date(day, "MMM d, y", "en"),
}
TITLES = ("", " · Weekly 1:1", " · Career talk", " · Catch-up")


@cache
def _days() -> Mapping[str, date]:
    """Every heading that the job or the people of the year may write, with its day."""
    first = date(2024, 12, 1)
    days = [first + timedelta(days=number) for number in range(800)]
    return {form(day) + title: day for day in days for form in FORMS.values() for title in TITLES}


def day_of(text: str) -> date | None:
    """The day that a heading bears."""
    return _days().get(" ".join(_BEHIND.sub("", text).split()))


@dataclass(frozen=True, slots=True)
class OwnMark:
    """A named range of the job: `s`, `c`, `t` or `n`, and what its name says."""

    kind: str
    fields: tuple[str, ...]

    @property
    def instant(self) -> datetime:
        """The meeting's key, of all but copies."""
        return datetime.strptime(self.fields[0], "%Y%m%dT%H%MZ").replace(tzinfo=UTC)

    @property
    def origin(self) -> str:
        """Of a copy or a record."""
        return self.fields[0 if self.kind == "c" else 1]


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line, in its tab's order; `value` is what is compared, without ids and ticks."""

    tab: str
    number: int
    paragraph: Paragraph
    text: str
    kind: str
    depth: int
    in_table: bool
    marks: tuple[OwnMark, ...]

    @property
    def rank(self) -> int | None:
        """Of a heading, 0 for a title."""
        name = self.paragraph.named_style
        return int(name[-1]) if name.startswith("HEADING_") else 0 if name == "TITLE" else None

    @property
    def tokens(self) -> frozenset[str]:
        """The words of items in it."""
        return frozenset(TOKEN.findall(self.text))

    @property
    def pending(self) -> bool:
        """Something in it is only suggested."""
        return any(element.extra for element in self.paragraph.elements)

    @property
    def boxed(self) -> bool:
        """It is an item: it has a box, native or typed."""
        return self.rank is None and (self.kind == "check" or bool(_BOX.match(self.text)))

    @property
    def done(self) -> bool:
        """Its box is ticked, or it is marked by hand."""
        return self.paragraph.ticked or self.hand_done

    @property
    def hand_done(self) -> bool:
        """It is marked by hand."""
        return bool(_DONE.match(self.text)) or self._struck

    @property
    def _struck(self) -> bool:
        runs = [e for e in self.paragraph.elements if isinstance(e, Run) and e.text.strip()]
        return bool(runs) and all(run.style.get("strikethrough") for run in runs)

    @property
    def says(self) -> str:
        """Its text without a box and a label, blanks folded; people may type on behind a label."""
        label = _LABEL_WITHIN if self.mark("c") else _LABEL
        return " ".join(label.sub("", _BOX.sub("", self.text, count=1)).split())

    @property
    def value(self) -> object:
        """What two lines have in common that read and look the same, headings of any level.

        A label is not looked at: it is no part of what people wrote.
        """
        looks: list[tuple[str, str]] = []
        for element in joined(self.paragraph.elements):
            if isinstance(element, Run):
                look = str(sorted(_look(element.style).items()))
                looks.append((element.text.removesuffix("\n"), look))
            else:
                looks.append((element.kind, ""))
        label = _LABEL.search("".join(text for text, _ in looks))
        left = label.end() - label.start() if label else 0
        while looks and left >= len(looks[-1][0]):
            left -= len(looks.pop()[0])
        if left:
            looks[-1] = (looks[-1][0][:-left], looks[-1][1])
        style = "heading" if self.rank else self.paragraph.named_style
        return (style, self.kind, tuple(looks))

    def mark(self, kind: str) -> OwnMark | None:
        """The first mark of a kind that stands on it."""
        return next((mark for mark in self.marks if mark.kind == kind), None)


@dataclass(frozen=True, slots=True)
class SheetSection:
    """A section: its heading, the lines under it, the key that its mark gives it."""

    heading: SheetLine
    lines: tuple[SheetLine, ...]
    day: date | None
    key: datetime | None
    series: str
    thread: str
    instant: datetime | None

    @property
    def tokens(self) -> frozenset[str]:
        """The words of all items that stand in it."""
        return frozenset().union(*(line.tokens for line in self.lines))

    def with_token(self, token: str) -> list[SheetLine]:
        """Its lines of an item."""
        return [line for line in self.lines if token in line.tokens]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document's lines and sections."""

    lines: tuple[SheetLine, ...]
    sections: tuple[SheetSection, ...]

    @property
    def marks(self) -> int:
        """How many marks of the job stand in it."""
        return sum(len(line.marks) for line in self.lines)

    def of_key(self, key: datetime) -> list[SheetSection]:
        """The sections that bear a meeting's mark."""
        return [section for section in self.sections if section.key == key]


def read_sheet(document: Document, *, starts: Mapping[datetime, datetime], zone: tzinfo) -> Sheet:
    """The document; `starts` are the real starts of meetings by key."""
    lines = tuple(_lines(document))
    sections: list[SheetSection] = []
    for number, line in enumerate(lines):
        if _begins(line):
            sections.append(_section(lines, number, starts=starts, zone=zone))
    return Sheet(lines, tuple(sections))


def compared(paragraph: Paragraph) -> Paragraph:
    """A paragraph as it must be kept: all but the look of its newline and an empty heading's id."""
    style = paragraph.style
    if paragraph.length == 1 and "headingId" in style:
        style = {**style, "headingId": "of an empty line"}
    *elements, last = paragraph.elements
    if isinstance(last, Run):
        elements.append(replace(last, text=last.text.removesuffix("\n")))
    return replace(paragraph, elements=joined(elements), style=style)


def _look(style: Json) -> Json:
    return {key: str(value) for key, value in style.items() if key != "underline"}


def _lines(document: Document) -> Iterator[SheetLine]:
    own = _OWN + hashlib.sha256(document.document_id.encode()).hexdigest()[:10] + ":"
    for tab in (tab for root in document.tabs for tab in root.with_children()):
        found = list(tab.paragraphs())
        standing: dict[int, list[OwnMark]] = {}
        for one in tab.ranges:
            if one.name.startswith(own):
                kind, *fields = one.name.removeprefix(own).split(":")
                start = max((at for at, _ in found if at <= one.spans[0][0]), default=-1)
                standing.setdefault(start, []).append(OwnMark(kind, tuple(fields)))
        inside = _in_tables(tab)
        for number, (start, paragraph) in enumerate(found):
            yield SheetLine(
                tab=tab.id,
                number=number,
                paragraph=paragraph,
                text=_text(paragraph),
                kind=kind_of(tab, paragraph),
                depth=_depth(paragraph),
                in_table=start in inside,
                marks=tuple(standing.get(start, ())),
            )


def _text(paragraph: Paragraph) -> str:
    """As it reads, without what is only suggested."""
    kept = [e for e in paragraph.elements if "suggestedInsertionIds" not in e.extra]
    if len(kept) == len(paragraph.elements) and not any(isinstance(e, Chip) for e in kept):
        return paragraph.text.removesuffix("\n")
    return reading(replace(paragraph, elements=tuple(kept))) if kept else ""


def _depth(paragraph: Paragraph) -> int:
    points: float = paragraph.style.get("indentStart", {}).get("magnitude", 0)
    indent = round(points / 36)
    return indent if paragraph.bullet is None else max(paragraph.level, indent - 1)


def _in_tables(tab: Tab) -> set[int]:
    found: set[int] = set()
    at = 0
    for block in tab.body:
        if isinstance(block, Table):
            found |= {s for s, _ in tab.paragraphs() if at < s < at + block.length}
        at += block.length
    return found


def _begins(line: SheetLine) -> bool:
    if line.in_table:
        return False
    return line.mark("s") is not None or (bool(line.rank) and day_of(line.text) is not None)


def _section(
    lines: tuple[SheetLine, ...],
    number: int,
    *,
    starts: Mapping[datetime, datetime],
    zone: tzinfo,
) -> SheetSection:
    head = lines[number]
    own = head.rank if head.rank is not None else 2
    end = number + 1
    while end < len(lines) and lines[end].tab == head.tab and not _begins(lines[end]):
        rank = lines[end].rank
        if rank is not None and rank < own and not lines[end].in_table:
            break
        end += 1
    mark = head.mark("s")
    day = day_of(head.text)
    key = mark.instant if mark else None
    instant: datetime | None = None
    if key is not None and key in starts:
        instant = starts[key]
    elif key is not None and day in (None, key.astimezone(zone).date()):
        instant = key
    elif day is not None:
        instant = datetime.combine(day, time(), tzinfo=zone)
    return SheetSection(
        heading=head,
        lines=lines[number + 1 : end],
        day=day if day or key is None else key.astimezone(zone).date(),
        key=key,
        series=mark.fields[1] if mark else "",
        thread=mark.fields[3] if mark else "",
        instant=instant,
    )
