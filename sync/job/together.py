"""Does one work on many things at once, and waits for it so that the interrupt key is heeded."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from typing import TypeVar

_WAKE = 0.2

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")


def together(
    work: Callable[[_Given], _Made], given: Iterable[_Given], *, workers: int
) -> tuple[_Made, ...]:
    """What the work makes of each, in their order, by so many threads. Raises what it raises."""
    with ThreadPoolExecutor(max_workers=workers) as pool:
        return awaited([pool.submit(work, one) for one in given])


def awaited(work: Sequence[Future[_Made]]) -> tuple[_Made, ...]:
    """What threads came to. Where one raises, or the interrupt key is pressed, no more is begun.

    A key that is pressed just before the main thread begins to wait is heeded only once that wakes
    up: so it does, a few times a second.
    """
    left = set(work)
    try:
        while left:
            done, left = wait(left, timeout=_WAKE, return_when=FIRST_EXCEPTION)
            for one in done:
                one.result()
    except BaseException:
        for one in left:
            one.cancel()
        raise
    return tuple(one.result() for one in work)
