"""Waiting between tries that can be ended."""

import time
from collections.abc import Callable

_STEP = 0.2


def wait(seconds: float, *, ended: Callable[[], bool]) -> bool:
    """Wait that long; True as soon as it is said to be ended, asked a few times a second."""
    left = seconds
    while not ended():
        if left <= 0:
            return False
        time.sleep(min(left, _STEP))
        left -= _STEP
    return True
