"""Reads what people mark by hand at an item: typed boxes and the word DONE.

It decides whether a line bears such a mark and what it says. Nothing else counts: an emoji such as
✅ says nothing, `DONE` within a sentence neither, and case counts. A line struck through is not its
business, nor are ticks (see `ticks`). The text is the item's, without a label.

    hand_mark(text) -> HandMark | None
    hand_state(text) -> "open" | "done" | None
"""

import re
from dataclasses import dataclass
from typing import Literal

State = Literal["open", "done"]

_BOX = re.compile(
    r"\s*(?:[-*•–]\s+)?"
    r"(?:(?P<open>\[[^\S\n]+\]|☐\ufe0f?)|(?P<done>\[[xX]\](?=\s|$)|☑\ufe0f?))\s*"
)
_DONE = re.compile(
    r"\s*(?:DONE(?:[.!]?\s*$|\s*[:：]|\s*[-–—](?=\s|$))|[\[(【]\s*DONE\s*[\])】](?!\w))"
)
_DONE_AT_END = re.compile(r"[\[(【]\s*DONE\s*[\])】][.!]?\s*$")


@dataclass(frozen=True, slots=True)
class HandMark:
    """What is marked by hand.

    `boxed`: a typed box stands at the front, which makes any line an item; `skip` characters of the
    text are the box, with a typed bullet before it and the blanks behind it.
    """

    state: State
    boxed: bool
    skip: int


def hand_mark(text: str) -> HandMark | None:
    """The mark that a line bears, None for the most that bear none."""
    if "[" not in text and "DONE" not in text and "☐" not in text and "☑" not in text:
        return None
    box = _BOX.match(text)
    skip = box.end() if box else 0
    if "DONE" in text and (_DONE.match(text, skip) or _DONE_AT_END.search(text, skip)):
        return HandMark("done", box is not None, skip)
    if box is None:
        return None
    return HandMark("open" if box["open"] else "done", boxed=True, skip=skip)


def hand_state(text: str) -> State | None:
    """What the mark says, None for a line without one."""
    mark = hand_mark(text)
    return mark.state if mark else None
