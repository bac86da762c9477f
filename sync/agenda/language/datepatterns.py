"""The forms in which babel writes a locale's dates, and expressions that read them back.

It decides where a date in such a form begins and ends in a line. It knows no form and no name by
itself: patterns and names are babel's, and expressions are made of them when a line of that locale
first asks. Forms of numbers alone, which may be either way round, are left to `dateforms`.

    own_patterns(locale) -> Locale, patterns          that of the job's headings first
    own_form_at(line, start, locale) -> Found | None  `line` is `datewords.folded`
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from babel import Locale
from babel.dates import DateTimePattern, tokenize_pattern

from sync.agenda.language.datereading import Found, Part, PartKind, built
from sync.agenda.language.datewords import Width, folded, parse_locale

_HEADING = "yMMMEd"
_FORMS = ("medium", "long", "full")
_KINDS: Mapping[str, PartKind] = {
    "year": "year",
    "number": "month",
    "name": "month name",
    "day": "day",
    "weekday": "weekday",
}
_END = r"(?![./:-]?\d)"
_BETWEEN = "[ ,.\u1363]"
_TYPED = {
    # what people type for a character of babel's, or leave out
    " ": " *",
    ".": r"\.?",
    "-": " ?- ?",
    "\u05f3": "[\u05f3']",
    "\u05f4": '[\u05f4"]',
    "\u200c": "[\u200c ]?",
    "\u200d": "\u200d?",
}
_KEY = str.maketrans({"\u05f3": "'", "\u05f4": '"', **dict.fromkeys(" .\u200c\u200d")})
_WHOLE = (["M", "d", "y"], ["L", "d", "y"])

_Token = tuple[str, str | tuple[str, int]]
_Meaning = tuple[int, frozenset[Width]]


@cache
def own_patterns(locale: str) -> tuple[Locale, tuple[DateTimePattern, ...]]:
    """A locale's patterns: that of the job's headings, with the weekday where the language has
    such a one, then the medium, the long and the full one.
    """
    parsed = parse_locale(locale)
    formats = parsed.date_formats
    heading = parsed.datetime_skeletons.get(_HEADING) or formats["medium"]
    return parsed, (heading, *(formats[form] for form in _FORMS))


def own_form_at(line: str, start: int, locale: str) -> Found | None:
    """The date that begins exactly there in one of the locale's forms, in the longest of them."""
    longest: Found | None = None
    for form in _own_forms(locale):
        match = form.expression.match(line, start)
        found = _found(line, match, form) if match else None
        if found and (longest is None or found.end > longest.end):
            longest = found
    return longest


@dataclass(frozen=True, slots=True)
class _Form:
    """A pattern as an expression, whose groups are of `_KINDS`, and what its names stand for."""

    expression: re.Pattern[str]
    names: Mapping[str, Mapping[str, _Meaning]]
    language: str


def _found(line: str, match: re.Match[str], form: _Form) -> Found | None:
    """The date of a match: None where there is no such day, or where its last word goes on."""
    end = match.start() + len(match[0].rstrip(" ,"))
    if unicodedata.category(line[end : end + 1] or " ")[0] in "LMN":
        return None
    texts = match.groupdict()
    said = {group: form.names[group].get(_key(texts[group])) for group in form.names.keys() & texts}
    meant = {group: meaning for group, meaning in said.items() if meaning is not None}
    if len(meant) < len(said):
        return None
    parts = {
        group: Part(_KINDS[group], *match.span(group), _width(group, meant)) for group in texts
    }
    choice = (parts["year"], parts.get("name") or parts["number"], parts["day"])
    named = meant["name"][0] if "name" in meant else None
    found = built(line, (match.start(), end), [choice], ["fixed"], named=named)
    if found is not None:
        found.language = form.language
        found.firm = True
        found.parts = sorted(parts.values(), key=lambda part: part.start)
        found.weekday = meant["weekday"][0] if "weekday" in meant else None
    return found


def _width(group: str, meant: Mapping[str, _Meaning]) -> Width:
    """The width of a name; of one that is the same in both, that of the other name."""
    for _, widths in ([meant[group]] if group in meant else []) + list(meant.values()):
        if len(widths) == 1:
            return next(iter(widths))
    return "wide"


@cache
def _own_forms(locale: str) -> tuple[_Form, ...]:
    """The forms with day, month and year; none for English: `dateforms` reads all of them there,
    and most documents are spared the search.
    """
    parsed, patterns = own_patterns(locale)
    if parsed.language == "en":
        return ()
    tables = {"name": _names(parsed.months), "weekday": _names(parsed.days)}
    groups = {group: _group(group, table) for group, table in tables.items()}
    era = _any_of({str(eras[1]) for eras in parsed.eras.values()})
    meanings = {group: _meanings(table) for group, table in tables.items()}
    written = {
        "".join(_expression(token, groups, era) for token in tokens)
        for pattern in patterns
        if _is_whole(tokens := tokenize_pattern(pattern.pattern))
    }
    return tuple(
        _Form(re.compile(one + _END, re.IGNORECASE), meanings, parsed.language)
        for one in sorted(written)
    )


def _is_whole(tokens: Sequence[_Token]) -> bool:
    """Whether a pattern has day, month and year, once each, and not as numbers alone."""
    fields = [value for _, value in tokens if isinstance(value, tuple)]
    texts = [value for _, value in tokens if isinstance(value, str)]
    return (
        sorted(letter for letter, _ in fields if letter in "yMLd") in _WHOLE
        and all(letter in "yMLdEcG" for letter, _ in fields)
        and (
            any(letter in "Ec" or width > 2 for letter, width in fields)
            or any(character.isalpha() for text in texts for character in text)
        )
    )


def _expression(token: _Token, groups: Mapping[str, str], era: str) -> str:
    """A piece of a pattern as an expression."""
    match token[1]:
        case str(text):
            return _literal(text)
        case "y", _:
            return r"(?P<year>\d{4})(?!\d)"
        case "d", _:
            return r"(?P<day>\d{1,2})(?!\d)"
        case "M" | "L", 1 | 2:
            return r"(?P<number>\d{1,2})(?!\d)"
        case "M" | "L", _:
            return groups["name"]
        case "E" | "c", _:
            return groups["weekday"]
        case _:
            return era


def _literal(text: str) -> str:
    """Letters as they are, with any blanks, commas and dots between them, or none."""
    return f"{_BETWEEN}*".join(_typed(part) for part in re.split(f"{_BETWEEN}+", folded(text)))


def _typed(text: str) -> str:
    return "".join(_TYPED.get(character, re.escape(character)) for character in folded(text))


def _any_of(texts: Iterable[str]) -> str:
    return "(?:" + "|".join(map(_typed, sorted(texts, key=len, reverse=True))) + ")"


_Widths = Mapping[str, Mapping[int, str]]


def _names(kinds: Mapping[str, _Widths]) -> list[tuple[str, int, Width]]:
    """All names, as babel writes them and with their accents joined and apart."""
    widths: tuple[Width, ...] = ("wide", "abbreviated")
    return [
        (written, number, width)
        for usage in ("format", "stand-alone")
        for width in widths
        for number, name in kinds[usage][width].items()
        for written in {name, *(unicodedata.normalize(form, name) for form in ("NFC", "NFD"))}
    ]


def _group(group: str, names: Iterable[tuple[str, int, Width]]) -> str:
    """Any of the names as a group; a dot at the end belongs to the form, not to the name."""
    texts = {name for name, _, _ in names}
    dot = r"\.?" if any(text.endswith(".") for text in texts) else ""
    return f"(?P<{group}>{_any_of({text.removesuffix('.') for text in texts})})(?!\\d){dot}"


def _meanings(names: Iterable[tuple[str, int, Width]]) -> Mapping[str, _Meaning]:
    """What each name stands for; what would stand for two months or days is left out."""
    found: dict[str, dict[int, frozenset[Width]]] = {}
    for name, number, width in names:
        numbers = found.setdefault(_key(folded(name)), {})
        numbers[number] = numbers.get(number, frozenset()) | {width}
    return {key: next(iter(numbers.items())) for key, numbers in found.items() if len(numbers) == 1}


def _key(name: str) -> str:
    """A name without what people may type otherwise."""
    return name.translate(_KEY).casefold()
