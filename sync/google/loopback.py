"""The place where the browser comes back to: a small server on this machine, for one answer.

It listens on 127.0.0.1 alone and waits for the answer to its question, whatever else comes:
browsers ask for icons, open connections ahead without saying anything, and come back with the
answers of earlier sign-ins. Nothing of what comes is logged. It lives as long as its `with`.
"""

import socket
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Lock, Thread
from types import TracebackType
from typing import Final, Self, assert_never

from sync.errors import UsageProblem
from sync.google.consent import Allowed, Answer, Denied, Question, Stray, read_answer

HOST: Final = "127.0.0.1"
_STYLE: Final = (
    ":root{color-scheme:light dark;font:18px/1.5 system-ui,sans-serif}"
    "body{margin:4rem auto;max-width:32rem;padding:0 1rem}"
)


class Receiver:
    """Waits for the answer to one question. `port` 0 is any that is free."""

    def __init__(self, *, port: int = 0) -> None:
        self._question: Question | None = None
        self._first: Allowed | Denied | None = None
        self._answer: Allowed | Denied | None = None
        self._changed = Condition()
        self._lock = Lock()
        self._open: set[socket.socket] = set()
        try:
            self._server = _Server((HOST, port), self._handler())
        except OSError as exc:
            where = f"port {port} of {HOST}"
            raise UsageProblem(
                "The browser has no way back to this program: the port is taken or not allowed",
                where=where if port else HOST,
                mend="Leave --port out, or use --no-browser, which needs no port.",
            ) from exc
        self._thread = Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        )
        self._thread.start()

    @property
    def redirect_uri(self) -> str:
        """The address that the browser comes back to."""
        return f"http://{HOST}:{self._server.server_address[1]}/"

    def expect(self, question: Question) -> None:
        """From now on an answer to this question counts."""
        self._question = question

    def wait(self, seconds: float) -> Allowed | Denied | None:
        """The answer, or None where none came in this time."""
        with self._changed:
            self._changed.wait_for(lambda: self._answer is not None, timeout=seconds)
            return self._answer

    def close(self) -> None:
        """Ends the server and every connection."""
        self._server.shutdown()
        self._thread.join()
        with self._lock:
            for connection in self._open:
                _end(connection)
        self._server.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _came(self, target: str) -> tuple[int, str]:
        """The status and the words of the page for a request."""
        path, _, query = target.partition("?")
        if path != "/":
            return 404, "There is nothing here."
        answer: Answer = Stray(other=False)
        if self._question is not None:
            answer = read_answer(query, self._question)
        match answer:
            case Stray(other=True):
                return 400, _OTHER
            case Stray():
                return 400, "The sign-in has not come back yet. Go on in the page of Google's."
            case Allowed() | Denied():
                with self._lock:
                    first = self._first is None
                    self._first = self._first or answer
                said = _SAID_YES if isinstance(answer, Allowed) else _SAID_NO
                return 200, said if first else _OTHER
            case _:
                assert_never(answer)

    def _sent(self) -> None:
        """An answer counts once its page is sent: whoever waits for it ends the server."""
        with self._changed:
            self._answer = self._first
            self._changed.notify_all()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            """One connection, one request."""

            timeout = 20
            """Seconds that a connection may stay without a word."""

            def setup(self) -> None:
                super().setup()
                with receiver._lock:
                    receiver._open.add(self.connection)

            def finish(self) -> None:
                with receiver._lock:
                    receiver._open.discard(self.connection)
                super().finish()

            def do_GET(self) -> None:
                status, words = receiver._came(self.path)
                try:
                    self._send(status, _page(words).encode())
                finally:
                    if status == 200:
                        receiver._sent()

            def _send(self, status: int, page: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(page)))
                self.send_header("Cache-Control", "no-store")
                self.send_header("Referrer-Policy", "no-referrer")
                self.send_header(
                    "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"
                )
                self.end_headers()
                self.wfile.write(page)

            def version_string(self) -> str:
                return "oneonone"

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Nothing: an address holds a code."""

        return Handler


class _Server(ThreadingHTTPServer):
    """Threads end with the program; a port that another program listens on is never shared."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: whoever broke off gets no answer, and nobody else minds."""


_CLOSE: Final = "You may close this window."
_SAID_YES: Final = f"Thank you. Go back to the terminal: it goes on there. {_CLOSE}"
_SAID_NO: Final = f"The sign-in was refused. Go back to the terminal: it says what to do. {_CLOSE}"
_OTHER: Final = (
    "This is the answer to another sign-in than the one that waits. Open the address that the "
    "terminal shows."
)


def _page(words: str) -> str:
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><title>oneonone</title>"
        f"<style>{_STYLE}</style><main><h1>oneonone</h1><p>{escape(words)}</p></main></html>"
    )


def _end(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
