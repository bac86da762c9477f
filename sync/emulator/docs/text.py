"""Text as the Docs API counts it: in UTF-16 code units.

Decides lengths, cuts and what inserted text loses. Knows nothing of documents.
"""

import re

STRIPPED = re.compile("[\x00-\x08\x0c-\x1f\ue000-\uf8ff]")


def units(text: str) -> int:
    """How many UTF-16 code units the text takes up."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut_at(text: str, unit: int) -> tuple[str, str]:
    """The text before and from a unit on; a cut within a surrogate pair falls behind it."""
    at = offset_in(text, unit)
    if at is None:
        at = offset_in(text, unit + 1)
    return text[:at], text[at:]


def offset_in(text: str, unit: int) -> int | None:
    """The position in the string where the unit begins, None in the middle of a pair."""
    if text.isascii():
        return unit
    count = 0
    for position, char in enumerate(text):
        if count >= unit:
            return position if count == unit else None
        count += 2 if char > "\uffff" else 1
    return len(text) if count == unit else None


def clean(text: str) -> str:
    """What insertText keeps of a text: carriage returns, most controls and the private use area
    are dropped; tab, soft line break and newline stay. Half a surrogate pair is no character.
    """
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return STRIPPED.sub("", whole)
