"""A tap between the job and the network: it sees each request and may stop the process there.

Requests are named as the emulator's log names them, and counted by name, since those that run at
the same time come in any order.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

from sync.emulator.discovery import api

_SERVICES = (("/calendar/v3/", "calendar"), ("/drive/v3/", "drive"), ("/", "docs"))


class Died(BaseException):
    """The process ends here: no handler of errors runs, nothing more is sent."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """The n-th request of a method."""

    method: str
    nth: int = 1

    def __str__(self) -> str:
        return self.method if self.nth == 1 else f"{self.method} ({self.nth})"


@dataclass(kw_only=True)
class Tap:
    """`before` and `after` are called for each request, in the thread that sends it."""

    before: Callable[[Place], object] = lambda _: None
    after: Callable[[Place], object] = lambda _: None
    places: list[Place] = field(default_factory=list)
    timeouts: tuple[float, float] | None = None
    _seen: Counter[str] = field(default_factory=Counter)
    _lock: Lock = field(default_factory=Lock)

    def counted(self, method: str) -> Place:
        """The place of the request that is about to be sent."""
        with self._lock:
            self._seen[method] += 1
            place = Place(method, self._seen[method])
            self.places.append(place)
            return place


class Tapped:
    """Puts a tap into a transport's pool of connections, which all its requests pass."""

    def __init__(self, transport: Any, tap: Tap) -> None:
        self._pool = transport._pool
        self._send = self._pool.send
        self._tap = tap
        self._pool.send = self.send
        if tap.timeouts is not None:
            transport._timeouts = tap.timeouts

    def send(self, request: Any, **options: Any) -> Any:
        """Named by requests: sends one request and reads its answer."""
        place = self._tap.counted(_method(request))
        self._tap.before(place)
        answer = self._send(request, **options)
        answer.content  # noqa: B018 - read to its end, so that the connection is not left open
        self._tap.after(place)
        return answer


def dies_at(where: Place, *, after: bool) -> Tap:
    """A process that ends right before, or right after, it sends this request."""
    dead: list[Place] = []

    def before(place: Place) -> None:
        if dead or (place == where and not after):
            dead.append(place)
            raise Died

    def then(place: Place) -> None:
        if dead or place == where:
            dead.append(place)
            raise Died

    return Tap(before=before, after=then)


def _method(request: Any) -> str:
    path: str = urlsplit(request.url).path
    if path in {"/token", "/revoke"}:
        return path[1:]
    verb = request.headers.get("x-http-method-override", request.method)
    for prefix, name in _SERVICES:
        if path.startswith(prefix):
            found = api(name).find(verb, path.removeprefix(prefix))
            return str(found[0].id) if found else ""
    return ""
