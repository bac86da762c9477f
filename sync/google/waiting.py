"""Waiting that can be ended: between tries, and for the work of other threads."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future
from concurrent.futures import wait as first_of
from typing import TypeVar

_STEP = 0.2

T = TypeVar("T")


def wait(seconds: float, *, ended: Callable[[], bool]) -> bool:
    """Wait that long; True as soon as it is said to be ended, asked a few times a second."""
    left = seconds
    while not ended():
        if left <= 0:
            return False
        time.sleep(min(left, _STEP))
        left -= _STEP
    return True


def awaited(work: Sequence[Future[T]]) -> tuple[T, ...]:
    """What threads came to. Where one raises, or the interrupt key is pressed, no more is begun.

    A key that is pressed just before the main thread begins to wait is heeded only once that wakes
    up: so it does, a few times a second.
    """
    left = set(work)
    try:
        while left:
            done, left = first_of(left, timeout=_STEP, return_when=FIRST_EXCEPTION)
            for one in done:
                one.result()
    except BaseException:
        for one in left:
            one.cancel()
        raise
    return tuple(one.result() for one in work)
