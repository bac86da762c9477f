"""Patterns for the titles of events.

A pattern is words that occur in the title, whole words, case and blanks aside; `*` stands for
anything, also inside a word. "interview*" so fits "2nd Interviews" and not "reinterview".
"""

import re
import unicodedata
from collections.abc import Iterable

_BLANKS = re.compile(r"\s+")
_STARS = re.compile(r"\*+")
_LONGEST = 500  # a title's length in which patterns are looked for: bounds the time


class TitlePatterns:
    """A list of patterns, made ready once. Empty ones fit nothing."""

    __slots__ = ("_patterns",)

    def __init__(self, patterns: Iterable[str] = ()) -> None:
        found = [(pattern, _compile(pattern)) for pattern in patterns]
        self._patterns = tuple((pattern, ready) for pattern, ready in found if ready is not None)

    def match(self, title: str) -> str | None:
        """The first pattern that fits, as it was written, or None."""
        text = _comparable(title)[:_LONGEST]
        return next((pattern for pattern, ready in self._patterns if ready.search(text)), None)


def _comparable(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _BLANKS.sub(" ", folded).strip()


def _compile(pattern: str) -> re.Pattern[str] | None:
    text = _STARS.sub("*", _comparable(pattern))
    words = text.strip("*")
    if not words:
        return None
    before = "" if text[0] == "*" or not _has_edges(words[0]) else r"(?<!\w)"
    after = "" if text[-1] == "*" or not _has_edges(words[-1]) else r"(?!\w)"
    middle = ".*?".join(re.escape(part) for part in words.split("*"))
    return re.compile(f"{before}{middle}{after}")


def _has_edges(character: str) -> bool:
    """Whether words that begin or end so are set apart by blanks. Chinese and Japanese are not."""
    return character.isalnum() and not "\u2e80" <= character <= "\u9fff"
