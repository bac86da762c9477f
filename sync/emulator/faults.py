"""Faults that a test orders: what goes wrong, at which request, before or after the work.

    workspace.faults.add(Fault(match="POST /v1/documents/*", kind=Drop(after=True)))
    workspace.faults.add(Fault(match="drive.files.create", nth=2, kind=Fails(error=error("..."))))
    workspace.faults.add(Fault(match="docs.documents.batchUpdate", kind=Meanwhile(act=typing)))

A fault is spent after `times` requests; the log of requests notes which ones it met.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from threading import Event, Lock
from typing import TypeAlias

from sync.emulator.wire import WireError


@dataclass(frozen=True, slots=True, kw_only=True)
class Fails:
    """An error body instead of the answer: the work is not done, or done all the same."""

    error: WireError
    after: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """The connection ends without an answer."""

    after: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Slow:
    """The answer comes so late, in real time, the work on it included; that is done before the
    waiting, or after it.
    """

    seconds: float
    after: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Garbage:
    """A 200 that is no JSON, as proxies give."""

    after: bool = False
    body: bytes = b"<html><title>Sign in to the network</title></html>"
    media_type: str = "text/html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meanwhile:
    """No fault, but somebody does something just before the work of this request, or just after."""

    act: Callable[[], object]
    after: bool = False


Kind: TypeAlias = Fails | Drop | Slow | Garbage | Meanwhile


@dataclass(slots=True, kw_only=True)
class Fault:
    """One order. `match` is a method's id, `VERB path`, or either with `*`; "*" is every request,
    the token endpoint (`POST /token`) included. `nth` counts the requests that match, from 1.
    """

    kind: Kind
    match: str = "*"
    nth: int = 1
    times: int = 1
    seen: int = field(default=0, init=False)

    def meets(self, verb: str, path: str, method: str) -> bool:
        """Whether this request is met; counts it if it matches."""
        if not (fnmatchcase(method, self.match) or fnmatchcase(f"{verb} {path}", self.match)):
            return False
        self.seen += 1
        return self.nth <= self.seen < self.nth + self.times


class Faults:
    """The orders of one Workspace."""

    def __init__(self) -> None:
        self._orders: list[Fault] = []
        self._lock = Lock()
        self.closing = Event()
        """Set when the server ends, so that no slow answer holds it up."""

    def add(self, fault: Fault) -> Fault:
        """Orders a fault; what is returned counts in `seen` the requests that matched."""
        with self._lock:
            self._orders.append(fault)
        return fault

    def clear(self) -> None:
        """No fault from now on."""
        with self._lock:
            self._orders.clear()

    def meet(self, verb: str, path: str, method: str) -> Kind | None:
        """The fault of this request; all orders count it, the first that meets it counts."""
        with self._lock:
            met = [order.kind for order in self._orders if order.meets(verb, path, method)]
        return met[0] if met else None

    def wait(self, seconds: float) -> None:
        """Waits, but not beyond the server's end; not at all where no time is left."""
        if seconds > 0:
            self.closing.wait(seconds)
