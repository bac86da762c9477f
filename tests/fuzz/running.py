"""A fuzzer: what it is given, what must hold of it, and how often it is tried.

`make test` runs a few examples of each, always the same; `make fuzz` as many as its time allows,
each time others, by the number that a failure can be repeated with.
"""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

LONGEST = 20.0
"""Seconds of this process's own work that one example may take; a busy machine is no hang."""


class Hang(Exception):
    """An example took longer than anything should."""


@dataclass(slots=True)
class Fuzzer:
    """One parser, or several that read the same.

    `usual` is how often it is tried by default, `round` how often at a time where there is time.
    """

    name: str
    strategy: Callable[[], st.SearchStrategy[Any]]
    holds: Callable[[Any], None]
    usual: int
    round: int
    tried: int = field(default=0, init=False)

    def run(self, *, examples: int | None = None, number: int | None = None) -> None:
        """Try examples: the usual ones, or so many others, chosen by a number."""

        @settings(
            max_examples=examples or self.usual,
            derandomize=number is None,
            database=None,
            deadline=None,
            print_blob=False,
            phases=(Phase.generate, Phase.shrink),
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        )
        @given(self.strategy())
        def once(example: Any) -> None:
            self.tried += 1
            with bounded():
                self.holds(example)

        (once if number is None else seed(number)(once))()


@contextmanager
def bounded() -> Iterator[None]:
    """Raises Hang in what takes too long, where the system can tell."""
    possible = hasattr(signal, "setitimer")
    if not possible or threading.current_thread() is not threading.main_thread():
        yield
        return

    def over(_number: int, _frame: FrameType | None) -> None:
        raise Hang(f"more than {LONGEST:.0f} s of work")

    before = signal.signal(signal.SIGVTALRM, over)
    signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
