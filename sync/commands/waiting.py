"""Waiting between tries, until the interrupt key is pressed.

The key interrupts the main thread alone, which then waits for all others to end: so what they would
wait for ends too. Of one process, which ends soon after.
"""

import signal
import threading
import time
from types import FrameType

from sync.errors import OneononeError
from sync.google.waiting import wait

_interrupted = threading.Event()


def heed_the_key() -> None:
    """From now on the interrupt key also ends what other threads wait for; one that whoever started
    the process had it ignore stays ignored.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupt)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    _interrupted.set()
    raise KeyboardInterrupt


def interrupted() -> bool:
    """Whether the key was pressed."""
    return _interrupted.is_set()


def sleep(seconds: float) -> None:
    """Wait, between tries. Raises in another thread than the main one once the key was pressed."""
    if threading.current_thread() is threading.main_thread():
        time.sleep(seconds)
    elif wait(seconds, ended=_interrupted.is_set):
        raise OneononeError("The run was interrupted", mend="The next run does it.")
