"""Dates with a month's name, and names of weekdays.

It decides which month or weekday a word names in a line, in the locale's language, English and the
other built-in ones, and reads the day and the year beside it. It never looks at dates that are
numbers alone (see `dateforms`).
"""

import re

from sync.agenda.language.datereading import Found, Order, Part, PartKind, built
from sync.agenda.language.datewords import Table, Width, foreign_tables, name_form, table_for

WORD = re.compile(r"[^\W\d_][^\W\d_\u0300-\u036f\u064b-\u065f]*(?:-[^\W\d_]+)?")
END = r"(?!\d|[./:]\d|-\d)"
_ORDINAL = r"(st|nd|rd|th|er|\.?[ºª°])?"
_FILLER = r"(?:(?:of|de|del|do|d')(?![^\W\d_])|d')"
_YEAR = r"(?:[ ,./-]+(?:" + _FILLER + r" )?(\d{4})\b(?: ?[гр]\.)?| ?'(\d\d)\b)?" + END
_YEAR_JOINED = r"(?:[-/](\d{4}|\d\d)\b)()?" + END  # 10-Mar-25, where all three are joined
_DAY_AFTER = re.compile(r"\.?[ .]*(\d{1,2})" + _ORDINAL + r"(?![^\W\d_])" + _YEAR, re.IGNORECASE)
_DAY_AFTER_JOINED = re.compile(r"[-/](\d{1,2})()" + _YEAR_JOINED)
_DAY_BEFORE = re.compile(
    r"(\d{1,2})" + _ORDINAL + r"\.?[ /-]*(?:" + _FILLER + r" ?)?(?=[^\W\d_])", re.IGNORECASE
)
_YEAR_AFTER = re.compile(r"\.?" + _YEAR, re.IGNORECASE)
_YEAR_AFTER_JOINED = re.compile(_YEAR_JOINED)
_YEAR_BEFORE = re.compile(r"(\d{4})[ ,.-]+(?=[^\W\d_])")


def month_first(line: str, word: re.Match[str], locale: str) -> Found | None:
    """The date that begins with this word: a month's name, a day and perhaps a year."""
    behind = _DAY_AFTER_JOINED.match(line, word.end()) or _DAY_AFTER.match(line, word.end())
    if behind is None:
        return None
    known = lookup(word[0], locale, order="md")
    if known is None:
        return None
    month = Part("month name", word.start(), word.end(), known[2])
    parts = [_year_part(behind, 3, 4), month, part_of(behind, 1, "day"), _suffix(behind, 2)]
    return _named(line, (word.start(), behind.end()), parts, known)


def day_first(line: str, start: int, locale: str) -> Found | None:
    """A day and a month's name, or a year, a month's name and a day."""
    if leading := _YEAR_BEFORE.match(line, start):
        word = WORD.match(line, leading.end())
        known = word and lookup(word[0], locale, order="md")
        behind = word and _DAY_AFTER.match(line, word.end())
        if not word or not known or not behind or behind[3] or behind[4]:
            return None
        month = Part("month name", word.start(), word.end(), known[2])
        parts = [part_of(leading, 1, "year"), month, part_of(behind, 1, "day"), _suffix(behind, 2)]
        return _named(line, (start, behind.end()), parts, known)
    day = _DAY_BEFORE.match(line, start)
    word = day and WORD.match(line, day.end())
    if not day or not word:
        return None
    name = word[0]
    cut = name.find("-")  # 10-Mar-abc is none, but `WORD` takes hyphenated weekdays
    known = lookup(name if cut < 0 else name[:cut], locale, order="dm")
    if known is None:
        return None
    end = word.end() if cut < 0 else word.start() + cut
    joined = line[word.start() - 1] in "-/" and _YEAR_AFTER_JOINED.match(line, end)
    behind = joined or _YEAR_AFTER.match(line, end)
    month = Part("month name", word.start(), end, known[2])
    year = _year_part(behind, 1, 2) if behind else None
    parts = [year, month, part_of(day, 1, "day"), _suffix(day, 2)]
    return _named(line, (start, behind.end() if behind else end), parts, known)


_Known = tuple[int, Table, Width]


def lookup(
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
    found = built(line, span, [(year, month, day)], ["fixed"], named=known[0])
    if found is not None:
        found.language = known[1].language
        if suffix is not None:
            found.parts = sorted([*found.parts, suffix], key=lambda part: part.start)
    return found


def part_of(match: re.Match[str], group: int, kind: PartKind) -> Part:
    """A group of a match as a piece of a date."""
    return Part(kind, match.start(group), match.end(group))


def _year_part(match: re.Match[str], *groups: int) -> Part | None:
    return next((part_of(match, group, "year") for group in groups if match[group]), None)


def _suffix(match: re.Match[str], group: int) -> Part | None:
    return part_of(match, group, "suffix") if match[group] else None
