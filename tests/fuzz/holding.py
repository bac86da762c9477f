"""What must hold whatever was read: a value, or an error of ours that tells nothing of it."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from typing import TypeVar
from urllib.parse import urlsplit

from sync.commands.outcome import Block, Outcome
from sync.commands.show import plain_lines
from sync.errors import OneononeError
from tests.fuzz.mutating import PLANTED

T = TypeVar("T")
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ICON = "data:,"
"""The pages' own: an empty one, so that none is asked for."""
_SCHEMES = frozenset({"http", "https", "mailto"})


def value_or_own_error(work: Callable[[], T], *, ones_own: bool = False) -> T | None:
    """What the work returns, None where it raises one of our errors; any other goes through.

    `ones_own`: it is about a file of whoever is told, whose keys and values may be named.
    """
    try:
        return work()
    except OneononeError as error:
        assert_in_words(error)
        if not ones_own:
            assert_tells_nothing(error)
    return None


def assert_in_words(error: OneononeError) -> None:
    """An error says what happened."""
    assert error.what.strip()


def assert_tells_nothing(error: OneononeError) -> None:
    """An error repeats nothing of what was read, and no error of others hangs on it."""
    words = str(error)
    for each in (error.__cause__, error.__context__):
        assert each is None or isinstance(each, OneononeError), repr(each)
    assert PLANTED not in words, words
    assert PLANTED not in repr(error)


def assert_readable(outcome: Outcome) -> None:
    """What goes to a terminal can neither steer it nor turn a line round."""
    assert_clean(line for block in outcome.blocks for line in _lines(block))


def _lines(block: Block) -> Iterable[str]:
    return plain_lines(block)


def assert_clean(lines: Iterable[str]) -> None:
    """No line holds a control character, a turning mark or half of a character."""
    for line in lines:
        bad = [c for c in line if unicodedata.category(c) in {"Cc", "Cs"} or c in _TURNING]
        assert bad == [], ascii(line)


class _Links(HTMLParser):
    """The addresses that a page leads to or loads from, and whether it runs anything."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        for name, value in attrs:
            assert not name.startswith("on"), name
            if name in {"href", "src", "action", "formaction", "xlink:href"}:
                self.found.append(value or "")


def assert_safe_page(page: str) -> None:
    """A page leads to safe addresses only and runs nothing; it can be written as UTF-8."""
    page.encode("utf-8")
    links = _Links()
    links.feed(page)

    assert links.scripts == 0
    outward = [a for a in links.found if a != _ICON and not a.startswith("#")]
    unsafe = [address for address in outward if _scheme(address) not in _SCHEMES]
    assert unsafe == [], unsafe


def _scheme(address: str) -> str:
    """The scheme as a browser reads it: without the blanks and controls that it drops."""
    return urlsplit(re.sub(r"[\x00-\x20]", "", address)).scheme.lower()
