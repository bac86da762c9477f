"""Names of months and weekdays in people's languages, and texts in which they can be looked up.

It takes the names from babel, once for each language and only when a line asks for them, and
knows no name by itself. It never reads a whole date (see `dateforms`).

    table_for(locale) -> Table           its language's names; English ones for an unknown locale
    foreign_tables(locale) -> tuple      the other built-in languages, loaded at the first call
    folded(text) -> str                  digits and punctuation in ASCII, of the same length
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from babel import Locale, UnknownLocaleError

LANGUAGES = ("en", "de", "fr", "es", "pt", "ja", "ar")
"""Those that are read whatever the locale is, and have words of their own (see `words`)."""

Width = Literal["wide", "abbreviated"]

_SHORTEST = 3
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_MARKS = re.compile("[\u0300-\u036f\u0640\u064b-\u065f\u0670]")
_PUNCTUATION = {
    "\u060c": ",",
    "\u3001": ",",
    "\uff0c": ",",
    "\u066b": ".",
    "\u3002": ".",
    "\uff0e": ".",
    "\uff0f": "/",
    "\u2044": "/",
    "\uff0d": "-",
    "\u2010": "-",
    "\u2011": "-",
    "\u2212": "-",
    "\uff1a": ":",
    "\uff08": "(",
    "\uff09": ")",
    "\uff5c": "|",
    "\u30fb": "\xb7",
    "\u2019": "'",
    "\u02bc": "'",
}
_BLANKS = " \t\v\f\r\n\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
_BLANKS_TOO = "\u200b\u200e\u200f\u061c\u2028\u202a\u202b\u202c\u202f\u205f\u2066\u2067\u2068\u2069"


@dataclass(frozen=True, slots=True)
class Table:
    """A language's names by their folded form; what stands for two months or days is left out.

    Months are 1 to 12, weekdays 0 (Monday) to 6. `natural` names the orders of a date with a
    month's name that occur in the language.
    """

    language: str
    months: Mapping[str, tuple[int, Width]]
    weekdays: Mapping[str, tuple[int, Width]]
    month_names: Mapping[Width, Mapping[int, str]]
    weekday_names: Mapping[Width, Mapping[int, str]]
    day_first: bool
    both_orders: bool


def parse_locale(locale: str) -> Locale:
    """A locale in either spelling (`de-DE`, `de_DE`); of unknown ones its language, else English.

    What follows a dot or an at sign (`de_DE.UTF-8`) is left aside.
    """
    name = re.split(r"[.@]", locale.strip(), maxsplit=1)[0].replace("-", "_")
    for wanted in (name, name.split("_")[0]):
        try:
            return Locale.parse(wanted)
        except (UnknownLocaleError, ValueError, TypeError):
            continue
    return Locale.parse("en")


@cache
def table_for(locale: str) -> Table:
    """The names of a locale's language."""
    parsed = parse_locale(locale)
    pattern = str(parsed.date_formats["long"].pattern)
    return Table(
        language=parsed.language,
        months=_by_name(parsed.months),
        weekdays=_by_name(parsed.days),
        month_names=_names(parsed.months),
        weekday_names=_names(parsed.days),
        day_first=pattern.find("d") < pattern.find("M"),
        both_orders=parsed.language == "en",
    )


@cache
def foreign_tables(locale: str) -> tuple[Table, ...]:
    """The built-in languages but for the locale's own and English, in the fixed order."""
    own = table_for(locale).language
    return tuple(table_for(language) for language in LANGUAGES if language not in (own, "en"))


def name_form(word: str) -> str:
    """The form in which names are looked up: case, accents, dots and hyphens aside."""
    if word.isascii():
        return word.lower().replace(".", "").replace("-", " ")
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", word.casefold()))
    return plain.replace(".", "").replace("-", " ")


def folded(text: str) -> str:
    """Any script's digits as ASCII ones, full-width and Arabic punctuation and blanks likewise,
    character by character, so that places in it are places in the text.
    """
    if text.isascii():
        return text
    return _NOT_ASCII.sub(lambda found: _fold(found[0]), text)


@cache
def _fold(character: str) -> str:
    if character in _PUNCTUATION:
        return _PUNCTUATION[character]
    if character in _BLANKS or character in _BLANKS_TOO:
        return " "
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)


def _names(kinds: Mapping[str, Mapping[str, Mapping[int, str]]]) -> Mapping[Width, dict[int, str]]:
    named = kinds["format"]
    return {"wide": dict(named["wide"]), "abbreviated": dict(named["abbreviated"])}


def _by_name(
    kinds: Mapping[str, Mapping[str, Mapping[int, str]]],
) -> Mapping[str, tuple[int, Width]]:
    """Full names, babel's short ones, and every first word or beginning of three letters that is
    nobody else's ("segunda", "Sept", "Janv").
    """
    wide, short = (
        [
            (name_form(name), number)
            for usage in ("format", "stand-alone")
            for number, name in kinds[usage][width].items()
        ]
        for width in ("wide", "abbreviated")
    )
    first_words = [(name.split(" ")[0], number) for name, number in wide]
    beginnings = [
        (name[:length], number) for name, number in wide for length in range(_SHORTEST, len(name))
    ]
    shorter = {**_clear(first_words), **_clear(beginnings), **_clear(short)}
    found: dict[str, tuple[int, Width]] = {
        name: (number, "abbreviated") for name, number in shorter.items()
    }
    return found | {name: (number, "wide") for name, number in _clear(wide).items()}


def _clear(named: Iterable[tuple[str, int]]) -> Mapping[str, int]:
    """What each name stands for, without those that stand for several."""
    numbers: dict[str, set[int]] = {}
    for name, number in named:
        numbers.setdefault(name, set()).add(number)
    return {name: of.pop() for name, of in numbers.items() if len(of) == 1}
