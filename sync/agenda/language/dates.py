"""Dates of headings: written in people's language, read in whatever form they wrote them.

It decides how a date is written, in babel's words, and in the form that a document already uses.
Reading is `datedlines`, settling what is unclear is `settling`; both are offered here under one
name. It never asks what day it is.

    format_date(day, pattern, locale) -> str
    short_date(day, *, seen_from, locale, wide=False) -> str
    read_date(text, *, locale) -> DateReading | None
    settle(readings, *, anchors) -> tuple[date | None, ...]
    date_like(text, reading, settled, day, *, locale) -> str
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import assert_never

from babel import Locale
from babel.dates import DateTimePattern, parse_pattern

from sync.agenda.language.datedlines import read_date
from sync.agenda.language.datepatterns import own_patterns
from sync.agenda.language.datereading import Candidate, DateReading, Part
from sync.agenda.language.datewords import Table, folded, parse_locale, table_for
from sync.agenda.language.settling import settle

__all__ = [
    "Candidate",
    "DateReading",
    "date_like",
    "format_date",
    "read_date",
    "settle",
    "short_date",
]

_MENTIONED = {
    # (with its year, in full months): skeleton, and the format of a language that lacks it
    (False, False): ("MMMd", "medium"),
    (True, False): ("yMMMd", "medium"),
    (False, True): ("MMMMd", "long"),
    (True, True): ("yMMMMd", "long"),
}
_HALF_PADDED = re.compile("(?<!d)d(?!d).*(?<!M)MM(?!M)")
_LONG_AGO = timedelta(days=270)


def format_date(day: date, pattern: str | None, locale: str) -> str:
    """A day in a CLDR pattern, or with None in the language's own short form with its weekday
    ("Mon, Mar 10, 2025", "Mo., 10. März 2025").
    """
    if pattern is None:
        parsed, (compiled, *_) = own_patterns(locale)
    else:
        parsed, compiled = _pattern(pattern, locale)
    return compiled.apply(day, parsed)


def short_date(day: date, *, seen_from: date, locale: str, wide: bool = False) -> str:
    """A day as one mentions it ("Mar 3", "March 3"), with its year where `seen_from` is far."""
    far = abs(seen_from - day) > _LONG_AGO
    parsed, compiled = _skeleton(*_MENTIONED[far, wide], locale)
    return compiled.apply(day, parsed)


@cache
def _pattern(pattern: str, locale: str) -> tuple[Locale, DateTimePattern]:
    return parse_locale(locale), parse_pattern(pattern)


@cache
def _skeleton(skeleton: str, otherwise: str, locale: str) -> tuple[Locale, DateTimePattern]:
    parsed = parse_locale(locale)
    found = parsed.datetime_skeletons.get(skeleton) or parsed.date_formats[otherwise]
    return parsed, parse_pattern(found)


def date_like(text: str, reading: DateReading, settled: date, day: date, *, locale: str) -> str:
    """Another day in the form of a date that is there: same order, names, digits and punctuation.

    `text` is the heading that `reading` was read from, `settled` the day that it means. What comes
    back takes the place of `reading.span`; the title is not in it.
    """
    start, end = reading.span
    if (anew := _anew(text[start:end], settled, day, locale)) is not None:
        return anew
    own = table_for(locale)
    table = own if reading.language in ("", own.language) else table_for(reading.language)
    swapped = (settled.month, settled.day) != reading.candidates[0][1:]
    written = text[start:end]
    for part in reversed(reading.parts):
        at, to = part.start - start, part.end - start
        old = written[at:to]
        match part.kind:
            case "year":
                new = _digits(day.year if len(old) == 4 else day.year % 100, old, width=2)
            case "month" | "day":
                number = day.month if (part.kind == "month") != swapped else day.day
                new = _digits(number, old, width=2 if _is_padded(text, reading, part) else 1)
            case "month name":
                new = _name(table.month_names[part.width], settled.month, day.month, old)
            case "weekday":
                names = table.weekday_names[part.width]
                new = _name(names, settled.weekday(), day.weekday(), old)
            case "suffix":
                new = _suffix(day.day, old)
            case _:
                assert_never(part.kind)
        if part.kind in ("month name", "weekday") and written[to : to + 1] == ".":
            to += 1  # the dot belongs to the short form, which the new name may not have
            new += "." if _is_short(table, part, day) else ""
        written = written[:at] + new + written[to:]
    return written


def _anew(written: str, settled: date, day: date, locale: str) -> str | None:
    """What babel writes for the other day where the date is babel's to the letter: some names have
    no short form ("May"), others bring a dot along. The job's own form comes before the others;
    None where it could be two of those.
    """
    parsed, patterns = own_patterns(locale)
    fitting = [one for one in patterns if one.apply(settled, parsed) == written]
    if any(_HALF_PADDED.search(one.pattern) for one in fitting):
        return None  # a form that pads the month alone is not one that people keep to
    new = {one.apply(day, parsed) for one in fitting}
    if len(new) != 1 and patterns[0] not in fitting:
        return None
    return fitting[0].apply(day, parsed)


def _is_padded(text: str, reading: DateReading, part: Part) -> bool:
    """Whether a small number bears a zero in front. Where no number tells, the others do, and
    where none of them is small, ISO and dotted dates do.
    """
    numbers = [
        folded(text[one.start : one.end])
        for one in (part, *reading.parts)
        if one.kind in ("month", "day")
    ]
    for number in numbers:
        if number[0] == "0" or len(number) == 1:
            return number[0] == "0"
    first = min(one.start for one in reading.parts if one.kind != "weekday")
    behind = folded(text[first : reading.span[1]]).lstrip("0123456789 ")[:1]
    return len(numbers) > 2 and behind in ("-", ".")


def _digits(number: int, old: str, *, width: int) -> str:
    """A number in the script of the old one."""
    zero = ord(old[0]) - unicodedata.decimal(old[0])
    return "".join(chr(zero + int(digit)) for digit in f"{number:0{width}}")


def _name(names: Mapping[int, str], before: int, now: int, old: str) -> str:
    """A name without its dot, in capitals where the old one is."""
    new = names[now].removesuffix(".")
    if len(old) > 1 and old.isupper():
        return new.upper()
    usual = names[before]
    if old[0].isupper() and usual[0].islower():
        return new[0].upper() + new[1:]
    return new.lower() if old.islower() and not usual.islower() else new


def _is_short(table: Table, part: Part, day: date) -> bool:
    """Whether babel writes the new name with a dot, or writes none in this language at all."""
    named = table.month_names if part.kind == "month name" else table.weekday_names
    names = named[part.width]
    new = names[day.month if part.kind == "month name" else day.weekday()]
    full = named["wide"][day.month if part.kind == "month name" else day.weekday()]
    return new.endswith(".") or (new != full and not any(n.endswith(".") for n in names.values()))


def _suffix(number: int, old: str) -> str:
    if old.lower() in ("st", "nd", "rd", "th"):
        last = 0 if number // 10 == 1 else number % 10
        new = {1: "st", 2: "nd", 3: "rd"}.get(last, "th")
        return new.upper() if old.isupper() else new
    if old.lower() == "er":
        return old if number == 1 else ""
    return old
