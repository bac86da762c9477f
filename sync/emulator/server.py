"""The HTTP server: loopback only, HTTP/1.1 with connections kept, one thread a connection.

A request whose Host is not loopback is refused, so that no web page can reach it by a name that
points here. Werkzeug's own handler ends every connection; this one reads each body to its end and
therefore can go on.
"""

import contextlib
import socket
from http import HTTPStatus
from threading import Condition, Lock, Thread
from types import TracebackType
from typing import Any, Self

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from sync.emulator.dispatch import Asked, Dispatch, Told
from sync.emulator.faults import Faults
from sync.emulator.wire import InternalBug

_LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}


class Served:
    """A running server; `root` is what `api_root` is set to. Leaving it ends it, and raises
    InternalBug where the emulator met a bug of its own.
    """

    def __init__(self, dispatch: Dispatch, faults: Faults, *, port: int = 0) -> None:
        self._dispatch = dispatch
        self._faults = faults
        self._open: set[socket.socket] = set()
        self._lock = Lock()
        self._in_work = 0
        self._idle = Condition()
        faults.closing.clear()
        self._socket = socket.create_server(("127.0.0.1", port))
        self._server: BaseWSGIServer = make_server(
            "127.0.0.1",
            0,
            self._unused,
            threaded=True,
            request_handler=self._handler(),
            fd=self._socket.fileno(),
        )
        self._thread = Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.005}, daemon=True
        )
        self._thread.start()

    @property
    def root(self) -> str:
        """The address, without a slash at its end."""
        return f"http://127.0.0.1:{self._server.port}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
        if error is None and self._dispatch.bugs:
            raise InternalBug("\n".join(self._dispatch.bugs))

    def close(self) -> None:
        """Ends the server and every connection; requests in work are finished."""
        self._faults.closing.set()
        self._server.shutdown()
        self._thread.join()
        with self._idle:
            self._idle.wait_for(lambda: self._in_work == 0)
        with self._lock:
            open_now = list(self._open)
        for connection in open_now:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _unused(self, _environ: Any, _start: Any) -> list[bytes]:
        raise AssertionError("the handler answers itself")

    def _handler(self) -> type[WSGIRequestHandler]:
        served = self

        class Handler(WSGIRequestHandler):
            """Answers each request of one connection."""

            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def setup(self) -> None:
                super().setup()
                with served._lock:
                    served._open.add(self.connection)

            def finish(self) -> None:
                with served._lock:
                    served._open.discard(self.connection)
                with contextlib.suppress(OSError):
                    super().finish()

            def run_wsgi(self) -> None:
                """Named by Werkzeug: called for every verb."""
                if self.headers.get("Expect", "").lower() == "100-continue":
                    self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
                self.environ = environ = self.make_environ()
                told = served._answer(environ, _read(environ))
                if told is None:
                    self.close_connection = True
                    with contextlib.suppress(OSError):
                        environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
                    return
                bodiless = environ["REQUEST_METHOD"] == "HEAD"
                self.wfile.write(_rendered(told, date=served._dispatch.date, bodiless=bodiless))
                self.wfile.flush()

            def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002
                """The log of requests is the Workspace's."""

        return Handler

    def _answer(self, environ: dict[str, Any], body: bytes) -> Told | None:
        host = environ.get("HTTP_HOST", "")
        if _name(host) not in _LOOPBACK:
            return Told(status=403, body=b'{"error": "only loopback is served here"}')
        path, _, query = environ["RAW_URI"].partition("?")
        headers = {
            key[5:].replace("_", "-").lower(): value
            for key, value in environ.items()
            if key.startswith("HTTP_")
        }
        asked = Asked(
            verb=environ["REQUEST_METHOD"], path=path, query=query, headers=headers, body=body
        )
        with self._idle:
            self._in_work += 1
        try:
            return self._dispatch.answer(asked)
        finally:
            with self._idle:
                self._in_work -= 1
                self._idle.notify_all()


def _name(host: str) -> str:
    """A Host header without its port."""
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0]


def _read(environ: dict[str, Any]) -> bytes:
    """The whole body: what were left of it would be taken for the next request."""
    stream = environ["wsgi.input"]
    if environ.get("wsgi.input_terminated"):
        return bytes(stream.read())
    length = environ.get("CONTENT_LENGTH", "")
    return bytes(stream.read(int(length))) if length.isdigit() else b""


def _rendered(told: Told, *, date: str, bodiless: bool) -> bytes:
    """Status line, headers and body in one piece, so that it leaves in one packet."""
    lines = [f"HTTP/1.1 {told.status} {HTTPStatus(told.status).phrase}", f"Date: {date}"]
    if told.status != HTTPStatus.NO_CONTENT:
        lines.append(f"Content-Type: {told.media_type}")
        lines.append(f"Content-Length: {len(told.body)}")
    lines += [f"{key}: {value}" for key, value in dict(told.headers).items()]
    return "\r\n".join([*lines, "", ""]).encode() + (b"" if bodiless else told.body)
