"""When a call is repeated and how long to wait before: the one place that sleeps.

Waits double from one second up to 64, each with up to a second at random, and never shorter than
Google asks for. What each kind of call may repeat stands in `REPEATED`; a quota that is used up
for long is never repeated.
"""

from collections.abc import Callable
from typing import Final, TypeVar

from tenacity import RetryCallState, Retrying, retry_if_exception

from sync.google.calls import Call, Kind
from sync.google.errors import (
    BadAnswer,
    GoogleError,
    LostAnswer,
    RateLimited,
    Unavailable,
    Unreachable,
)
from sync.log import get_log

REPEATED: Final[dict[Kind, tuple[type[GoogleError], ...]]] = {
    Kind.SAFE: (RateLimited, Unavailable, Unreachable, BadAnswer),
    Kind.LOCKED_WRITE: (RateLimited, Unavailable, Unreachable, BadAnswer, LostAnswer),
    Kind.IDEMPOTENT: (RateLimited, Unavailable, Unreachable, BadAnswer, LostAnswer),
    Kind.ONCE: (RateLimited, Unavailable, Unreachable),
}
"""Of a ONCE call `mapping` makes Unavailable only of answers that say: nothing was done."""

LONGEST_WAIT: Final = 64.0
MOST_WAITING: Final = 150.0
"""Seconds that one call may spend waiting, over all its repetitions."""
ATTEMPTS: Final = 7
"""With them the waits add up to a minute: the period of Google's quotas."""
ATTEMPTS_WITHOUT_ANSWER: Final = 3
"""No answer may each time have taken as long as a timeout."""
ATTEMPTS_WITHOUT_CONNECTION: Final = 5
"""With them the waits add up to a quarter of a minute: a machine that was started, or woke up, for
a run that was missed is on its network by then.
"""

Answer = TypeVar("Answer")


class Patience:
    """Runs calls again as their kind allows. `sleep` waits seconds, `jitter` gives 0 to 1."""

    def __init__(self, *, sleep: Callable[[float], None], jitter: Callable[[], float]) -> None:
        self._sleep = sleep
        self._jitter = jitter

    def run(self, once: Callable[[], Answer], call: Call) -> Answer:
        """The answer of the first repetition that gives one, or the last one's error."""
        return Retrying(
            retry=retry_if_exception(lambda error: isinstance(error, REPEATED[call.kind])),
            wait=self._wait,
            stop=_enough,
            sleep=self._sleep,
            before_sleep=lambda state: _tell(state, call),
            reraise=True,
        )(once)

    def _wait(self, state: RetryCallState) -> float:
        doubled = min(2.0 ** (state.attempt_number - 1) + self._jitter(), LONGEST_WAIT)
        return max(doubled, _failure(state).retry_after or 0.0)


def _enough(state: RetryCallState) -> bool:
    return (
        state.attempt_number >= _attempts(_failure(state))
        or state.idle_for + state.upcoming_sleep > MOST_WAITING
    )


def _attempts(error: GoogleError) -> int:
    if isinstance(error, Unreachable):
        return ATTEMPTS_WITHOUT_CONNECTION
    silent = isinstance(error, (LostAnswer, BadAnswer)) or error.status is None
    return ATTEMPTS_WITHOUT_ANSWER if silent else ATTEMPTS


def _failure(state: RetryCallState) -> GoogleError:
    error = state.outcome.exception() if state.outcome else None
    if not isinstance(error, GoogleError):
        raise TypeError("only errors of Google's are waited for")
    return error


def _tell(state: RetryCallState, call: Call) -> None:
    error = _failure(state)
    get_log().info(
        "google.repeated",
        call=call.name,
        error=type(error).__name__,
        status=error.status,
        reason=error.reason,
        attempt=state.attempt_number,
        wait=round(state.upcoming_sleep, 1),
    )
