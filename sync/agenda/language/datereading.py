"""What a date in a line is: the days that it may mean, and the pieces of its text.

It decides which of the days that a text offers exist. It never reads a text (see `dateforms`).
"""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from sync.agenda.language.datewords import Width

Order = Literal["md", "dm", "fixed"]
Candidate = tuple[int | None, int, int]
"""Year, if it is there, month and day."""

PartKind = Literal["year", "month", "day", "month name", "weekday", "suffix"]


class Part(NamedTuple):
    """A piece of a date's text that changes with the day; the rest of it stays as it is."""

    kind: PartKind
    start: int
    end: int
    width: Width = "wide"


@dataclass(frozen=True, slots=True)
class DateReading:
    """A date as a heading bears it.

    `candidates` are the days that it may mean, the locale's way round first; `orders` says of each
    whether it takes the month first (`md`), the day first (`dm`), or leaves no choice (`fixed`).
    `span` is the date in the text, weekday included, in characters. `weekday` is 0 for Monday.
    `parts` are the pieces of it, in order, and `language` is that of its names, by locale.
    """

    candidates: tuple[Candidate, ...]
    orders: tuple[Order, ...]
    span: tuple[int, int]
    weekday: int | None = None
    parts: tuple[Part, ...] = field(default=(), compare=False)
    language: str = field(default="", compare=False)


_DAYS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(slots=True)
class Found:
    """A date somewhere in a line, from `start` to `end`.

    `firm` means that a blank or a comma sets no title apart from it: it is in a form of a language
    whose small words nobody here knows, so that it may be part of a sentence.
    """

    start: int
    end: int
    candidates: list[Candidate]
    orders: list[Order]
    parts: list[Part]
    language: str
    weekday: int | None = None
    firm: bool = False

    @property
    def has_year(self) -> bool:
        """Whether the year is written."""
        return self.candidates[0][0] is not None

    def reading(self) -> DateReading:
        """The finished value."""
        return DateReading(
            candidates=tuple(self.candidates),
            orders=tuple(self.orders),
            span=(self.start, self.end),
            weekday=self.weekday,
            parts=tuple(self.parts),
            language=self.language,
        )


def built(
    line: str,
    span: tuple[int, int],
    choices: list[tuple[Part | None, Part, Part]],
    orders: list[Order],
    *,
    language: str = "",
    named: int | None = None,
) -> Found | None:
    """The days that exist among the choices; None where no day does."""
    candidates: list[Candidate] = []
    kept: list[Order] = []
    shown: tuple[Part | None, ...] = ()
    for choice, order in zip(choices, orders, strict=True):
        year, month, day = choice
        number = named or int(line[month.start : month.end])
        full = None if year is None else int(line[year.start : year.end])
        if full is not None and full < 100:
            full += 2000
        candidate = (full, number, int(line[day.start : day.end]))
        if exists(candidate) and candidate not in candidates:
            candidates.append(candidate)
            kept.append(order)
            shown = shown or choice
    if not candidates:
        return None
    if len(choices) == 2 and candidates[0][1] == candidates[0][2]:
        kept = ["fixed"]  # 3/3 says nothing about the way round
    parts = sorted((part for part in shown if part is not None), key=lambda part: part.start)
    return Found(span[0], span[1], candidates, kept, parts, language)


def exists(candidate: Candidate) -> bool:
    """Whether there is such a day, in some year where none is written."""
    year, month, day = candidate
    if not (1 <= month <= 12 and 1 <= day <= _DAYS[month]):
        return False
    if year is None:
        return True
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 1970 <= year <= 2099 and (leap or (month, day) != (2, 29))
