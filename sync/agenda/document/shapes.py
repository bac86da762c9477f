"""What the fields of an answer must be, to be kept as they are: texts, places, flags.

A notebook is trusted by all that is planned on it, so what is kept in one is looked at here first.
Anything else raises Misshapen, and the document is none that anything is planned for.
"""

from collections.abc import Mapping, Sequence
from typing import Any

_DEEPEST = 100
"""Deeper than any page is wide."""


class Misshapen(ValueError):
    """An answer is not as Google describes it. It says nothing of what was in it."""


def text_of(value: object) -> str:
    """A text."""
    if type(value) is not str:
        raise Misshapen
    return value


def text_or_none(value: object) -> str | None:
    """A text, or nothing."""
    return None if value is None else text_of(value)


def size_of(element: Mapping[str, Any], at: int) -> int:
    """How many indexes an element takes up that must start at `at`: one at least."""
    size: int = element["endIndex"] - at
    if element.get("startIndex", 0) != at or type(size) is not int or size < 1:
        raise Misshapen
    return size


def level_of(bullet: Mapping[str, Any]) -> int:
    """How deep in its list an item is, from 0 on."""
    level = bullet.get("nestingLevel", 0)
    if type(level) is not int or level < 0:
        raise Misshapen
    return min(level, _DEEPEST)


def lefts_of(indent: Mapping[str, Any]) -> int:
    """How many steps of half an inch a line stands from the left edge, to the nearest."""
    magnitude = indent.get("magnitude", 0)
    if type(magnitude) not in (int, float):
        raise Misshapen
    steps: int = round(magnitude / 36)
    return max(min(steps, _DEEPEST), -1)


def span_of(span: Mapping[str, Any]) -> tuple[int, int]:
    """From where to where a named range goes."""
    start, end = span.get("startIndex", 0), span["endIndex"]
    if type(start) is not int or type(end) is not int or not 0 <= start <= end:
        raise Misshapen
    return start, end


def different(ids: Sequence[str]) -> None:
    """Raises where two of them are the same."""
    if len(set(ids)) != len(ids):
        raise Misshapen
