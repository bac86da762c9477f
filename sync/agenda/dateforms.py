"""The forms in which people write a date.

It decides whether a date begins at a place of a line, where it ends, and which days it may mean. It
never decides whether the line is a heading (see `datedlines`) and never settles what could be
either way round or lacks a year (see `settling`).

    date_at(line, start, locale) -> Found | None      `line` is `datewords.folded`
"""

import re
from dataclasses import dataclass, field
from typing import Literal

from sync.agenda.datewords import Table, Width, foreign_tables, name_form, table_for

Order = Literal["md", "dm", "fixed"]
Candidate = tuple[int | None, int, int]
"""Year, if it is there, month and day."""

PartKind = Literal["year", "month", "day", "month name", "weekday", "suffix"]


@dataclass(frozen=True, slots=True)
class Part:
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


_WORD = re.compile(r"[^\W\d_][^\W\d_\u0300-\u036f\u064b-\u065f]*(?:-[^\W\d_]+)?")
_END = r"(?!\d|[./:]\d|-\d)"
_YMD = re.compile(r"(\d{4})( ?[-/.] ?)(\d{1,2}) ?[-/.] ?(\d{1,2})\b\.?" + _END)
_COMPACT = re.compile(r"(20\d\d)(\d\d)(\d\d)(?![\w])")
_CJK = re.compile(r"(?:(\d{4}|\d\d) ?[年년] ?)?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일号號]")
_NUMBERS = re.compile(
    r"(\d{1,2}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{4}|\d\d)(?: ?[гр]\.)?(?![^\W\d_])" + _END
)
_SLASHED = re.compile(r"(\d{1,2}) ?/ ?(\d{1,2})(?![^\W\d_])" + _END)
_DOTTED = re.compile(r"(\d{1,2})\. ?(\d{1,2})\.(?!\d)|(\d\d)\.(\d\d)(?![^\W\d_])" + _END)
_ORDINAL = r"(st|nd|rd|th|er|\.?[ºª°])?"
_FILLER = r"(?:(?:of|de|del|do|d')(?![^\W\d_])|d')"
_YEAR = r"(?:[ ,./-]+(?:" + _FILLER + r" )?(\d{4})\b(?: ?[гр]\.)?| ?'(\d\d)\b)?" + _END
_YEAR_JOINED = r"(?:[-/](\d{4}|\d\d)\b)()?" + _END  # 10-Mar-25, where all three are joined
_DAY_AFTER = re.compile(r"\.?[ .]*(\d{1,2})" + _ORDINAL + r"(?![^\W\d_])" + _YEAR, re.IGNORECASE)
_DAY_AFTER_JOINED = re.compile(r"[-/](\d{1,2})()" + _YEAR_JOINED)
_DAY_BEFORE = re.compile(
    r"(\d{1,2})" + _ORDINAL + r"\.?[ /-]*(?:" + _FILLER + r" ?)?(?=[^\W\d_])", re.IGNORECASE
)
_YEAR_AFTER = re.compile(r"\.?" + _YEAR, re.IGNORECASE)
_YEAR_AFTER_JOINED = re.compile(_YEAR_JOINED)
_YEAR_BEFORE = re.compile(r"(\d{4})[ ,.-]+(?=[^\W\d_])")
_WEEKDAY_END = re.compile(r"[.,]*[ ]+(?:(?:the|den|der|le|el|dia|día|o) )?(?=\w)|[.,]+(?=\d)")
_WEEKDAY_BEHIND = re.compile(r"[ ,]*\(?(?=[^\W\d_])")
_DAYS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(slots=True)
class Found:
    """A date somewhere in a line, from `start` to `end`."""

    start: int
    end: int
    candidates: list[Candidate]
    orders: list[Order]
    parts: list[Part]
    language: str
    weekday: int | None = None

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


def date_at(line: str, start: int, locale: str) -> Found | None:
    """The date that begins exactly there, with a weekday before or behind it."""
    if start >= len(line):
        return None
    if line[start].isdigit():
        found = _numbers_at(line, start, locale) or _day_first(line, start, locale)
        return found and _with_weekday_behind(line, found, locale)
    word = _WORD.match(line, start)
    if word is None:
        return None
    behind = _WEEKDAY_END.match(line, word.end())
    if behind is not None and (found := _after_weekday(line, word, behind.end(), locale)):
        return found
    return _month_first(line, word, locale)


def _after_weekday(line: str, word: re.Match[str], at: int, locale: str) -> Found | None:
    own = _lookup(word[0], locale, weekday=True)
    if own is None:
        return None
    number, table, width = own
    if line[at].isdigit():
        found = _numbers_at(line, at, locale) or _day_first(line, at, locale)
    else:
        month = _WORD.match(line, at)
        found = month and _month_first(line, month, locale)
    if found is not None:
        found.start = word.start()
        found.weekday = number
        found.parts.insert(0, Part("weekday", word.start(), word.end(), width))
        _agree_on_language(line, found, table)
    return found


def _agree_on_language(line: str, found: Found, table: Table) -> None:
    """A short month that several languages share is that of the weekday's language."""
    names = [part for part in found.parts if part.kind == "month name"]
    if all(name_form(line[part.start : part.end]) in table.months for part in names):
        found.language = table.language


def _with_weekday_behind(line: str, found: Found, locale: str) -> Found:
    """Takes `(Mon)`, ` (月)` or `, Montag` along."""
    opening = _WEEKDAY_BEHIND.match(line, found.end)
    if opening is None:
        return found
    word = _WORD.match(line, opening.end())
    bracketed = opening[0].endswith("(")
    if word is None or (bracketed and line[word.end() : word.end() + 1] != ")"):
        return found
    known = _lookup(word[0], locale, weekday=True)
    if known is None or (not bracketed and opening[0] == ""):
        return found
    found.weekday = known[0]
    found.parts.append(Part("weekday", word.start(), word.end(), known[2]))
    _agree_on_language(line, found, known[1])
    found.end = word.end() + bracketed
    return found


def _numbers_at(line: str, start: int, locale: str) -> Found | None:
    if m := (_YMD.match(line, start) or _COMPACT.match(line, start)):
        groups = (1, m.lastindex - 1 if m.lastindex else 2, m.lastindex or 3)
        year, month, day = (_part(m, g, k) for g, k in zip(groups, _YMD_KINDS, strict=True))
        return _built(line, (start, m.end()), [(year, month, day)], ["fixed"])
    if m := _CJK.match(line, start):
        cjk_year = _part(m, 1, "year") if m[1] else None
        parts = (cjk_year, _part(m, 2, "month"), _part(m, 3, "day"))
        return _built(line, (start, m.end()), [parts], ["fixed"], language="ja")
    if m := _NUMBERS.match(line, start):
        a, b = m.span(1), m.span(3)
        year = _part(m, 4, "year")
        found = _either_way(line, (start, m.end()), a, b, year, dotted=m[2] == ".", locale=locale)
        if found is not None or m[2] != "-":
            return found
        first = _part(m, 1, "year")
        parts = (first, _part(m, 3, "month"), _part(m, 4, "day"))
        return _built(line, (start, m.end()), [parts], ["fixed"]) if len(m[4]) == 2 else None
    if (m := _SLASHED.match(line, start)) and m[0] != "24/7":
        span = (start, m.end())
        return _either_way(line, span, m.span(1), m.span(2), None, dotted=False, locale=locale)
    if m := _DOTTED.match(line, start):
        a, b = (m.span(1), m.span(2)) if m[1] else (m.span(3), m.span(4))
        span = (start, m.end())
        return _either_way(line, span, a, b, None, dotted=True, locale=locale)
    return None


_YMD_KINDS: tuple[PartKind, ...] = ("year", "month", "day")


def _either_way(
    line: str,
    span: tuple[int, int],
    first: tuple[int, int],
    second: tuple[int, int],
    year: Part | None,
    *,
    dotted: bool,
    locale: str,
) -> Found | None:
    """Two numbers of which either may be the month. With dots the day comes first, except where
    English is written.
    """
    table = table_for(locale)
    md = (year, Part("month", *first), Part("day", *second))
    dm = (year, Part("month", *second), Part("day", *first))
    if dotted and table.language != "en":
        return _built(line, span, [dm], ["dm"])
    if table.day_first or dotted:
        return _built(line, span, [dm, md], ["dm", "md"])
    return _built(line, span, [md, dm], ["md", "dm"])


def _month_first(line: str, word: re.Match[str], locale: str) -> Found | None:
    behind = _DAY_AFTER_JOINED.match(line, word.end()) or _DAY_AFTER.match(line, word.end())
    if behind is None:
        return None
    known = _lookup(word[0], locale, order="md")
    if known is None:
        return None
    month = Part("month name", word.start(), word.end(), known[2])
    parts = [_year_part(behind, 3, 4), month, _part(behind, 1, "day"), _suffix(behind, 2)]
    return _named(line, (word.start(), behind.end()), parts, known)


def _day_first(line: str, start: int, locale: str) -> Found | None:
    """A day and a month's name, or a year, a month's name and a day."""
    if leading := _YEAR_BEFORE.match(line, start):
        word = _WORD.match(line, leading.end())
        known = word and _lookup(word[0], locale, order="md")
        behind = word and _DAY_AFTER.match(line, word.end())
        if not word or not known or not behind or behind[3] or behind[4]:
            return None
        month = Part("month name", word.start(), word.end(), known[2])
        parts = [_part(leading, 1, "year"), month, _part(behind, 1, "day"), _suffix(behind, 2)]
        return _named(line, (start, behind.end()), parts, known)
    day = _DAY_BEFORE.match(line, start)
    word = day and _WORD.match(line, day.end())
    if not day or not word:
        return None
    name = word[0]
    cut = name.find("-")  # 10-Mar-abc is none, but `_WORD` takes hyphenated weekdays
    known = _lookup(name if cut < 0 else name[:cut], locale, order="dm")
    if known is None:
        return None
    end = word.end() if cut < 0 else word.start() + cut
    joined = line[word.start() - 1] in "-/" and _YEAR_AFTER_JOINED.match(line, end)
    behind = joined or _YEAR_AFTER.match(line, end)
    month = Part("month name", word.start(), end, known[2])
    year = _year_part(behind, 1, 2) if behind else None
    parts = [year, month, _part(day, 1, "day"), _suffix(day, 2)]
    return _named(line, (start, behind.end() if behind else end), parts, known)


_Known = tuple[int, Table, Width]


def _lookup(
    word: str, locale: str, *, weekday: bool = False, order: Order = "fixed"
) -> _Known | None:
    """A month or weekday by its name: in the locale's language and English first, then in the
    others, where a short month's name must stand in the language's own order.
    """
    form = name_form(word)
    own = table_for(locale)
    for table in (own, table_for("en")):
        if known := (table.weekdays if weekday else table.months).get(form):
            return known[0], table, known[1]
    if len(form) < 2 and form.isascii():
        return None
    for table in foreign_tables(locale):
        if known := (table.weekdays if weekday else table.months).get(form):
            number, width = known
            if weekday or width == "wide" or table.day_first == (order == "dm"):
                return number, table, width
    return None


def _named(
    line: str, span: tuple[int, int], parts: list[Part | None], known: _Known
) -> Found | None:
    year, month, day, suffix = parts
    if month is None or day is None:
        return None
    found = _built(line, span, [(year, month, day)], ["fixed"], named=known[0])
    if found is not None:
        found.language = known[1].language
        if suffix is not None:
            found.parts = sorted([*found.parts, suffix], key=lambda part: part.start)
    return found


def _built(
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
        if _exists(candidate) and candidate not in candidates:
            candidates.append(candidate)
            kept.append(order)
            shown = shown or choice
    if not candidates:
        return None
    if len(choices) == 2 and candidates[0][1] == candidates[0][2]:
        kept = ["fixed"]  # 3/3 says nothing about the way round
    parts = sorted((part for part in shown if part is not None), key=lambda part: part.start)
    return Found(span[0], span[1], candidates, kept, parts, language)


def _exists(candidate: Candidate) -> bool:
    year, month, day = candidate
    if not (1 <= month <= 12 and 1 <= day <= _DAYS[month]):
        return False
    if year is None:
        return True
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 1970 <= year <= 2099 and (leap or (month, day) != (2, 29))


def _part(match: re.Match[str], group: int, kind: PartKind) -> Part:
    return Part(kind, match.start(group), match.end(group))


def _year_part(match: re.Match[str], *groups: int) -> Part | None:
    return next((_part(match, group, "year") for group in groups if match[group]), None)


def _suffix(match: re.Match[str], group: int) -> Part | None:
    return _part(match, group, "suffix") if match[group] else None
