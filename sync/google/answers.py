"""Reading an error's answer: its body's facts, and how long it asks to wait.

Takes any bytes at all. What it reads is compared with known words by `mapping` and goes no further.
"""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Body:
    """Google's words for an error: every reason in it, and its messages as one text."""

    reasons: frozenset[str]
    message: str


def read_body(body: bytes) -> Body:
    """The facts of an error body; none of them where it is no error of Google's shape.

    Calendar and Drive give `errors: [{reason, message}]`, Docs `status` and `details` with an
    ErrorInfo, and a list may stand around the whole.
    """
    try:
        answer = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        return Body(frozenset(), "")
    if isinstance(answer, list) and answer:
        answer = answer[0]
    error = _mapping(_mapping(answer).get("error"))
    reasons: set[str] = set()
    messages: list[str] = []
    for part in (error, *_mappings(error.get("errors")), *_mappings(error.get("details"))):
        if isinstance(reason := part.get("reason"), str):
            reasons.add(reason)
        if isinstance(message := part.get("message"), str):
            messages.append(message)
    return Body(frozenset(reasons), "\n".join(messages))


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds that `Retry-After` asks for, given in seconds or as a moment.

    A moment is compared with the answer's own `Date`, so no clock of ours is asked.
    """
    value = headers.get("retry-after", "").strip()
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        seconds = _until(value, headers.get("date", ""))
    return seconds if math.isfinite(seconds) and seconds >= 0 else None


def _until(moment: str, now: str) -> float:
    try:
        return (parsedate_to_datetime(moment) - parsedate_to_datetime(now)).total_seconds()
    except (OverflowError, TypeError, ValueError):
        return math.nan


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _mappings(value: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list):
        yield from (item for item in value if isinstance(item, dict))
