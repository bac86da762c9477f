"""The forms in which people write a date.

It decides whether a date begins at a place of a line, where it ends, and which days it may mean. It
never decides whether the line is a heading (see `datedlines`) and never settles what could be
either way round or lacks a year (see `settling`).

    date_at(line, start, locale) -> Found | None      `line` is `datewords.folded`
"""

import re
from datetime import date

from sync.agenda.language.datenames import END, WORD, day_first, lookup, month_first, part_of
from sync.agenda.language.datepatterns import own_form_at
from sync.agenda.language.datereading import Found, Part, PartKind, built, exists
from sync.agenda.language.datewords import Table, name_form, table_for

_YMD = re.compile(r"(\d{4})( ?[-/.] ?)(\d{1,2}) ?[-/.] ?(\d{1,2})\b\.?" + END)
_COMPACT = re.compile(r"(20\d\d)(\d\d)(\d\d)(?![\w])")
_CJK = re.compile(r"(?:(\d{4}|\d\d) ?[年년] ?)?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일号號]")
_NUMBERS = re.compile(
    r"(\d{1,2}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{4}|\d\d)(?: ?[гр]\.)?(?![^\W\d_])" + END
)
_SLASHED = re.compile(r"(\d{1,2}) ?/ ?(\d{1,2})(?![^\W\d_])" + END)
_DOTTED = re.compile(r"(\d{1,2})\. ?(\d{1,2})\.(?!\d)|(\d\d)\.(\d\d)(?![^\W\d_])" + END)
_WEEKDAY_END = re.compile(r"[.,]*[ ]+(?:(?:the|den|der|le|el|dia|día|o) )?(?=\w)|[.,]+(?=\d)")
_WEEKDAY_BEHIND = re.compile(r"[ ,]*\(?(?=[^\W\d_])")

_SHORT_YEAR = re.compile(r" (\d\d)(?=\s*$|\s+[-–—·•|(]|:\s)")

_LETTER = re.compile(r"[^\W_]")
_MORE = re.compile(r"[^\s·|:;–—-]|[ ]*[^\W\d_]")


def date_at(line: str, start: int, locale: str) -> Found | None:
    """The date that begins exactly there, with a weekday before or behind it.

    The locale's own forms are asked for what no other form reads, and for the rest of a date of
    which one reads a part: "2025. szept. 12., P".
    """
    if start >= len(line):
        return None
    found = _common_form_at(line, start, locale)
    if found and found.has_year and found.weekday is not None and not _goes_on(line, found):
        return found
    own = own_form_at(line, start, locale)
    if own is None or found is None:
        return found or own
    if own.end <= found.end or (found.has_year and own.candidates[0] not in found.candidates):
        return found
    own.firm = found.language != "ja" and _LETTER.search(line, found.end, own.end) is not None
    return own


def _goes_on(line: str, found: Found) -> bool:
    """Whether what follows may be a piece of the date: a second word of its weekday, a letter that
    stands for "year".
    """
    return _MORE.match(line, found.end) is not None


def _common_form_at(line: str, start: int, locale: str) -> Found | None:
    if line[start].isdigit():
        found = _numbers_at(line, start, locale) or day_first(line, start, locale)
        return found and _with_weekday_behind(line, found, locale)
    word = WORD.match(line, start)
    if word is None:
        return None
    behind = _WEEKDAY_END.match(line, word.end())
    if behind is not None and (found := _after_weekday(line, word, behind.end(), locale)):
        return found
    return month_first(line, word, locale)


def _after_weekday(line: str, word: re.Match[str], at: int, locale: str) -> Found | None:
    if line[at].isdigit():
        found = _numbers_at(line, at, locale) or day_first(line, at, locale)
    else:
        month = WORD.match(line, at)
        found = month and month_first(line, month, locale)
    # the name is looked up last: other languages' names are loaded only when it may be one
    known = lookup(word[0], locale, weekday=True) if found is not None else None
    if found is None or known is None:
        return None
    number, table, width = known
    found.start = word.start()
    found.weekday = number
    found.parts.insert(0, Part("weekday", word.start(), word.end(), width))
    _agree_on_language(line, found, table)
    _take_short_year(line, found)
    return found


def _take_short_year(line: str, found: Found) -> None:
    """Takes two digits behind a month's name or day for the year where the weekday is that year's:
    "Mon 3 Mar 25".
    """
    behind = _SHORT_YEAR.match(line, found.end)
    if behind is None or found.has_year or all(one.kind != "month name" for one in found.parts):
        return
    candidate = (2000 + int(behind[1]), *found.candidates[0][1:])
    if exists(candidate) and date(*candidate).weekday() == found.weekday:
        found.candidates = [candidate]
        found.parts.append(part_of(behind, 1, "year"))
        found.end = behind.end()


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
    word = WORD.match(line, opening.end())
    bracketed = opening[0].endswith("(")
    if word is None or (bracketed and line[word.end() : word.end() + 1] != ")"):
        return found
    known = lookup(word[0], locale, weekday=True)
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
        year, month, day = (part_of(m, g, k) for g, k in zip(groups, _YMD_KINDS, strict=True))
        return built(line, (start, m.end()), [(year, month, day)], ["fixed"])
    if m := _CJK.match(line, start):
        cjk_year = part_of(m, 1, "year") if m[1] else None
        parts = (cjk_year, part_of(m, 2, "month"), part_of(m, 3, "day"))
        return built(line, (start, m.end()), [parts], ["fixed"], language="ja")
    if m := _NUMBERS.match(line, start):
        a, b = m.span(1), m.span(3)
        year = part_of(m, 4, "year")
        found = _either_way(line, (start, m.end()), a, b, year, dotted=m[2] == ".", locale=locale)
        if found is not None or m[2] != "-":
            return found
        first = part_of(m, 1, "year")
        parts = (first, part_of(m, 3, "month"), part_of(m, 4, "day"))
        return built(line, (start, m.end()), [parts], ["fixed"]) if len(m[4]) == 2 else None
    if m := _SLASHED.match(line, start):
        span = (start, m.end())
        found = _either_way(line, span, m.span(1), m.span(2), None, dotted=False, locale=locale)
        if found is not None and m[0] == "24/7":
            found.orders = ["fixed"]  # round the clock: no proof that the day comes first
        return found
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
        return built(line, span, [dm], ["dm"])
    if table.day_first or dotted:
        return built(line, span, [dm, md], ["dm", "md"])
    return built(line, span, [md, dm], ["md", "dm"])
