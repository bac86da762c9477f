"""Reads the date that a heading bears.

It decides whether a line is a date with perhaps a short title beside it. A date that a sentence
merely mentions makes no dated heading: there must be a separator between date and title; a blank
does only where the year is written or the title is a 1:1. In a real heading a blank or a small word
("of", "vom", "du") does as well where all other words call a meeting (see `meetingwords`). It never
decides which day a date means (see `settling`).

    read_date(text, *, locale, heading=False) -> DateReading | None
"""

import re

from sync.agenda.language.dateforms import date_at
from sync.agenda.language.datereading import DateReading, Found
from sync.agenda.language.datewords import folded
from sync.agenda.language.meetingwords import announces_next, is_meeting_title

_LONGEST = 200
_MOST_WORDS = 10
_MOST_WORDS_WITH_YEAR = 25
_MOST_WORDS_LOOSE = 5
_DIGIT = re.compile(r"\d")
_CLOCK = r"(?:\d{1,2}[:.h]\d\d(?: ?[ap]\.?m\b\.?)?|\d{1,2} ?[ap]\.?m\b\.?)(?![\d:])"
_TIME = re.compile(
    r"[ ,@]+(?:(?:at|um|à|a las|às|kl) )?" + _CLOCK + r"(?: ?[-–—] ?" + _CLOCK + r")?(?: Uhr\b)?",
    re.IGNORECASE,
)
_OPENING = " \t\v·•|:;,@~([–—（【「「『"
_ORNAMENT = re.compile(r"[\W_]*")
_FIRM = "·•∙|:;–—―‒~→@"
_OWN_SEPARATOR = "·"
_AFTER = re.compile(
    r"(?P<close>[ ]*[)\]】」』*_.]*)"
    r"(?:(?P<firm>\s*[" + _FIRM + r"]|\s+-|-(?=\s)|\s+[/*+=](?=\s)|\s*[\t\v]|\s*[(\[（【「『])"
    r"|(?P<comma>\s*,)|(?P<blank>\s))"
)
_BEFORE = re.compile(
    r"(?:(?P<firm>[" + _FIRM + r"(\[（【「『]|\s-|\s/|[\t\v])|(?P<comma>,)|(?P<blank>\s))[\s*_]*$"
)
_WORD = re.compile(r"[^\W_]+")
_FULL_STOPS = tuple(".!?。؟۔।॥။។։።")
_ONE_ON_ONE = re.compile(r"(?:\w+ )?1(?:[:/-]| ?on ?)1(?: \w+)?$", re.IGNORECASE)
_ROUND_THE_CLOCK = "24/7"
_CHAPTER = re.compile(r"[1-9]\.[1-9]\d?\.?")
_RANGE = re.compile(r"\d{1,2}(?:st|nd|rd|th)?\.?(?:[ ,./-]+\d{2,4})?\.?$")
_MENTION = re.compile(
    "by|on|in|at|of|for|to|the|since|until|till|before|after|from|due|eta|deadline|is|was|are|will|"
    "and|or|vor|bis|am|ab|seit|nach|zum|vom|der|den|dem|ist|und|le|du|au|aux|depuis|avant|après|"
    "dès|est|pour|el|del|al|hasta|desde|antes|para|de|em|até|da|do|no|na|o|a|um|e|é|y|es",
    re.IGNORECASE,
)
"""Words beside which a date is part of a sentence."""


def read_date(text: str, *, locale: str, heading: bool = False) -> DateReading | None:
    """The date at the front or the end of a line, None where there is none.

    Read are the seven built-in languages and the locale's; of two dates the front one counts.
    `heading` says that the line is a heading by its style, not just a bold one.
    """
    if len(text) > _LONGEST or not _DIGIT.search(text):
        return None
    line = folded(text)
    ornament = _ORNAMENT.match(line)
    start = ornament.end() if ornament else 0
    found = date_at(line, start, locale)
    if found is not None:
        fits = _stands_in_front(line, found, locale) or (heading and _is_of_a_meeting(line, found))
        return found.reading() if fits else None
    for place in range(start + 1, len(line)):
        if (
            line[place].isalnum()
            and _may_begin(line, place)
            and (found := date_at(line, place, locale)) is not None
            and (_stands_at_end(line, found) or (heading and _is_of_a_meeting(line, found)))
        ):
            return None if announces_next(line[: found.start]) else found.reading()
    return None


def _may_begin(line: str, place: int) -> bool:
    before = line[place - 1]
    return before in _OPENING or ("\u3040" <= before <= "\u9fff" and line[place].isdigit())


def _behind(line: str, found: Found) -> int:
    """Where what follows the date begins, a time of day left out."""
    time = _TIME.match(line, found.end)
    return time.end() if time else found.end


def _stands_in_front(line: str, found: Found, locale: str) -> bool:
    end = _behind(line, found)
    rest = line[end:]
    if not _WORD.search(rest):
        return True
    between = _AFTER.match(rest)
    if between is None:
        return found.language == "ja" and _is_title(rest, found)
    title = rest[between.end() :].strip(" *_-·|")
    bracketed = any(bracket in between["close"] for bracket in ")]】」』")
    if between["blank"] and not bracketed:
        return _may_touch(title, found) and _is_loose_title(title, found)
    if between["comma"]:
        return _is_loose_title(title, found)
    if found.has_year and (between["firm"] or "").strip() == _OWN_SEPARATOR:
        return True  # the job's own headings, and like them: whatever the meeting is called
    if _RANGE.match(title):
        return False
    return _is_title(title, found) and not _is_range(title, locale)


def _stands_at_end(line: str, found: Found) -> bool:
    if _WORD.search(line, _behind(line, found)):
        return False
    before = line[: found.start]
    between = _BEFORE.search(before)
    words = _WORD.findall(before)
    if words and _MENTION.fullmatch(words[-1]):
        return False
    if between is None:
        return _is_title(before, found)  # Japanese sets no blank before a date
    if found.firm and not between["firm"]:
        return _ONE_ON_ONE.match(before.strip(" ,")) is not None
    if between["blank"]:
        return _may_touch(before.strip(), found) and len(words) <= _MOST_WORDS_LOOSE
    if between["comma"]:
        return len(words) <= _MOST_WORDS_LOOSE
    return _is_title(before[: between.start()], found)


def _is_of_a_meeting(line: str, found: Found) -> bool:
    """Whether nothing stands beside the date but what calls a meeting."""
    before, behind = line[: found.start], line[_behind(line, found) :]
    written = line[found.start : found.end]
    if written == _ROUND_THE_CLOCK:
        return False
    if _CHAPTER.fullmatch(written) and not _WORD.search(before):
        return False  # "1.2. Notes" may be a chapter
    return is_meeting_title(before, behind, counted=line[found.start].isdigit())


def _may_touch(title: str, found: Found) -> bool:
    """Whether a blank is enough between them."""
    return found.has_year or _ONE_ON_ONE.match(title) is not None


def _is_title(title: str, found: Found) -> bool:
    """Short, and no sentence. Google puts an event's whole title behind a date with its year."""
    words = _WORD.findall(title)
    if len(words) > (_MOST_WORDS_WITH_YEAR if found.has_year else _MOST_WORDS):
        return False
    return _is_no_sentence(title, words)


def _is_no_sentence(title: str, words: list[str]) -> bool:
    return len(words) <= 3 or title.rstrip()[-1:] not in _FULL_STOPS


def _is_loose_title(title: str, found: Found) -> bool:
    """What a blank or a comma may set apart: a few words that do not go on with a sentence."""
    words = _WORD.findall(title)
    if found.firm and not title[:1].isupper():
        return _ONE_ON_ONE.match(title) is not None
    return (
        len(words) <= _MOST_WORDS_LOOSE
        and not title[:1].islower()
        and words[:1] != []
        and not _MENTION.fullmatch(words[0])
        and _is_no_sentence(title, words)
    )


def _is_range(title: str, locale: str) -> bool:
    """Whether a second date follows: a stretch of days is nobody's meeting."""
    second = date_at(title, 0, locale) if _DIGIT.search(title) else None
    return second is not None and not _WORD.search(title, second.end)
