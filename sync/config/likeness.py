"""Which of the known addresses a mistyped one is most like.

Apart from `address`, since few command lines need it.
"""

from collections.abc import Iterable
from difflib import SequenceMatcher

_ALIKE = 0.75


def did_you_mean(given: str, known: Iterable[str]) -> str:
    """A question behind a semicolon that names the known address; "" where none is alike."""
    alike, nearest = max(((_likeness(given.lower(), one), one) for one in known), default=(0.0, ""))
    return f"; did you mean {nearest}?" if alike >= _ALIKE else ""


def _likeness(given: str, known: str) -> float:
    """That of the part that is less alike: people of one domain are not alike for that."""
    pairs = zip(given.partition("@")[::2], known.partition("@")[::2], strict=True)
    return min(SequenceMatcher(None, *pair).ratio() for pair in pairs)
