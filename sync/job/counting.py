"""Tells whoever looks on how far the work on many pairs has come. Decides nothing."""

from collections.abc import Callable
from threading import Lock
from typing import TypeVar

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")

Progress = Callable[[int, int], None]
"""Called with how many of how many are done, from any thread, one call at a time."""


def nobody(_done: int, _total: int) -> None:
    """Nobody looks on."""


class Counting:
    """Counts the ends of a work on many things, for all its threads."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0
        self._lock = Lock()
        progress(0, total)

    def each(self, work: Callable[[_Given], _Made]) -> Callable[[_Given], _Made]:
        """The same work, counted as it ends, whichever way."""

        def counted(given: _Given) -> _Made:
            try:
                return work(given)
            finally:
                with self._lock:
                    self._done += 1
                    self._progress(self._done, self._total)

        return counted
