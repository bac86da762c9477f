"""The wire of a year: requests go to the emulator in this process, without a socket.

Everything above and below is what it is over HTTP: the job's own clients, the emulator's own
answers, its checks and faults. Only so can a year of runs be lived in minutes.
"""

from collections.abc import Mapping
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import requests
from urllib3 import HTTPResponse

from sync.emulator.dispatch import Asked, Dispatch, Told
from tests.scenarios.tap import Place, Tap, Tapped


class Line:
    """Clients of one run at a time; what is put into `tap` listens to its requests."""

    def __init__(self, google: Any, dispatch: Dispatch) -> None:
        self.google = google
        self.tap = Tap()
        self._counts = Tap(before=self._before, after=self._after)
        google.transport._pool.send = _Straight(dispatch).send
        Tapped(google.transport, self._counts)

    def listen(self, tap: Tap) -> None:
        """From now on this tap listens; its requests are counted from one."""
        self.tap = tap
        self._counts._seen.clear()
        self._counts.places.clear()

    def _before(self, place: Place) -> None:
        self.tap.before(place)

    def _after(self, place: Place) -> None:
        self.tap.after(place)


class _Straight:
    """In the place of a pool of connections."""

    def __init__(self, dispatch: Dispatch) -> None:
        self._dispatch = dispatch

    def send(self, request: requests.PreparedRequest, **_options: Any) -> requests.Response:
        """The emulator's answer, or the error of a connection that ended without one."""
        parts = urlsplit(request.url or "")
        body = request.body or b""
        told = self._dispatch.answer(
            Asked(
                verb=request.method or "GET",
                path=parts.path,
                query=parts.query,
                headers={name.lower(): _text(value) for name, value in request.headers.items()},
                body=body.encode() if isinstance(body, str) else bytes(body),
            )
        )
        if told is None:
            raise requests.ConnectionError("the connection ended without an answer")
        return _response(request, told)


def _text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value


def _response(request: requests.PreparedRequest, told: Told) -> requests.Response:
    headers: Mapping[str, str] = {"content-type": told.media_type, **dict(told.headers)}
    response = requests.Response()
    response.status_code = told.status
    response.headers.update(headers)
    response.request = request
    response.url = request.url or ""
    response.raw = HTTPResponse(body=BytesIO(told.body), headers=headers, preload_content=False)
    return response
