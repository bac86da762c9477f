"""Keeps the work on one pair apart from that on the others: what stops one stops no other."""

from collections.abc import Callable
from typing import TypeVar

from sync.agenda.calendar.pairs import Pair
from sync.errors import OneononeError, SignInNeeded
from sync.log import place

T = TypeVar("T")


def apart(pair: Pair, work: Callable[[], T]) -> T | OneononeError:
    """What the work returns, or the error that ended it, whatever that was.

    A sign-in that ended concerns all pairs, and is raised.
    """
    try:
        return work()
    except SignInNeeded:
        raise
    except OneononeError as exc:
        return exc
    except Exception as exc:  # noqa: BLE001 - one pair's trouble is not the others'
        return OneononeError(
            f"Internal error: {type(exc).__name__} at {place(exc)}",
            where=pair.other.email,
            mend="Please report it.",
        )
