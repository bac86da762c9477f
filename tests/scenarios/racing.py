"""Several runs at once: each with clients of its own, all meeting right before one request."""

import contextlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BrokenBarrierError

from sync.errors import OneononeError
from sync.job.run import Failed, Report
from tests.scenarios.company import Company
from tests.scenarios.tap import Place, Tap

_PATIENCE = 0.5
"""Seconds that a run waits for the others: some never come to the request."""


def meeting_at(method: str, runs: int) -> Callable[[], Tap]:
    """Makes a tap for each run; they wait for each other before the first request of a method."""
    barrier = Barrier(runs)

    def before(place: Place) -> None:
        if place == Place(method):
            with contextlib.suppress(BrokenBarrierError):
                barrier.wait(timeout=_PATIENCE)

    return lambda: Tap(before=before)


def at_once(offices: Sequence[Company], *, method: str = "") -> list[Report | OneononeError]:
    """One run of each, at the same time; an error that a person is told is a result like others."""
    tap = meeting_at(method, len(offices))

    def one(at: Company) -> Report | OneononeError:
        try:
            return at.run(tap=tap())
        except OneononeError as error:
            return error

    with ThreadPoolExecutor(len(offices)) as pool:
        return list(pool.map(one, offices))


def internal(results: Sequence[Report | OneononeError]) -> list[str]:
    """The errors among them that nobody should ever see."""
    pairs = [pair for each in results if isinstance(each, Report) for pair in each.pairs]
    errors = [each.result.error for each in pairs if isinstance(each.result, Failed)]
    return [error.what for error in errors if type(error) is OneononeError]
