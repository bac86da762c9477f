"""The server of the page of `try`: loopback only, one page, and what its buttons post.

A request is answered only under its own address (Host), and acts only if the page itself sent it
(Origin): no other page that the browser shows can reach it.
"""

import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Thread
from wsgiref.types import StartResponse, WSGIEnvironment

from werkzeug.exceptions import HTTPException
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from sync.commands import sync as cli_sync
from sync.commands.try_acts import Acts
from sync.commands.try_view import Desk, View, look, open_document, owner
from sync.config.settings import Settings
from sync.emulator.workspace import Workspace
from sync.errors import OneononeError
from sync.log import place
from sync.pages.document import Place
from sync.pages.trial import Trial, address_of, trial_page

_LARGEST = 1_000_000
_SHUT = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


@contextmanager
def serve_page(
    workspace: Workspace, settings: Callable[[], Settings], *, port: int = 0
) -> Iterator[str]:
    """Serve the page until left; gives its address. `port` is taken where it is free."""
    with cli_sync.open_for(settings()) as google:
        page = _Page(Desk(workspace=workspace, read=settings, google=google))
        listening = _listen(port)
        server = make_server(
            "127.0.0.1",
            0,
            page,
            threaded=True,
            request_handler=_Handler,
            fd=listening.fileno(),
        )
        page.hosts = {f"127.0.0.1:{server.port}", f"localhost:{server.port}"}
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.port}/"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
            listening.close()


def _listen(port: int) -> socket.socket:
    try:
        return socket.create_server(("127.0.0.1", port))
    except OSError:
        return socket.create_server(("127.0.0.1", 0))


class _Handler(WSGIRequestHandler):
    """Says nothing of requests."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - its name
        """Named by Werkzeug."""


class _Page:
    """Answers requests, as WSGI calls it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._acts = Acts(desk=desk)
        self._notice = ""
        self.hosts: set[str] = set()

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        request = Request(environ)
        request.max_content_length = _LARGEST
        try:
            answer = self._answer(request)
        except HTTPException as exc:
            answer = Response(f"{exc.name}\n", status=exc.code)
        except OneononeError as exc:
            answer = Response(f"{exc}\n", status=500)
        except Exception as exc:  # noqa: BLE001 - no traceback reaches anybody
            words = f"Internal error, please report: {type(exc).__name__} at {place(exc)}\n"
            answer = Response(words, status=500)
        answer.headers.update(_SHUT)
        return answer(environ, start)

    def _answer(self, request: Request) -> Response:
        if request.host not in self.hosts:
            return Response("Only loopback is served here.\n", status=403)
        with self._acts.lock:
            if request.method == "POST":
                if request.headers.get("Origin") not in {f"http://{host}" for host in self.hosts}:
                    return Response("Only this page itself may do that.\n", status=403)
                return self._act(request)
            if request.method not in {"GET", "HEAD"}:
                return Response("There is no such way in.\n", status=405)
            if request.path != "/":
                return Response("There is nothing here.\n", status=404)
            return Response(self._page(request), content_type="text/html; charset=utf-8")

    def _page(self, request: Request) -> str:
        view = look(self._desk)
        chosen = view.person(request.args.get("with", ""))
        document_id = view.documents.get(chosen.email) if chosen else None
        editing = _place(request.args.get("edit", ""))
        acts = self._acts
        notice, self._notice = self._notice, ""
        return trial_page(
            Trial(
                me=owner(),
                when=view.when,
                weeks=view.weeks,
                people=view.people,
                chosen=chosen,
                open=open_document(self._desk, document_id, editing) if document_id else None,
                notice=notice,
                ran=acts.ran,
                did=acts.did,
                log=acts.log,
                error=acts.error,
            )
        )

    def _act(self, request: Request) -> Response:
        form = request.form
        email = form.get("with", "")
        view = look(self._desk)
        editing: Place | None = None
        match request.path, form.get("do", ""):
            case "/act", "run":
                self._notice = self._acts.run(view)
            case "/act", "week":
                self._notice = self._acts.week(view)
            case "/act", "cancel":
                self._notice = self._acts.cancel(view, email)
            case "/act", "move":
                self._notice = self._acts.move(view, email)
            case "/tick" | "/edit", _:
                editing = self._write(request, view)
            case _:
                return Response("There is no such act.\n", status=404)
        answer = Response("", status=303)
        answer.headers["Location"] = address_of(email, editing)
        return answer

    def _write(self, request: Request, view: View) -> Place | None:
        """Tick or type; the line that is to be typed in next, if any."""
        form, acts = request.form, self._acts
        document_id = view.documents.get(form.get("with", ""), "")
        place = _place(form.get("at", ""))
        if place is None:
            return None
        if request.path == "/tick":
            self._notice = acts.tick(document_id, place)
            return None
        was = form.get("was", "")
        if form.get("then") == "delete":
            self._notice = acts.delete(document_id, place, was=was)
            return None
        self._notice = acts.write(document_id, place, was=was, text=form.get("text", ""))
        return acts.below(document_id, place) if form.get("then") == "below" else None


def _place(given: str) -> Place | None:
    tab_id, _, start = given.rpartition(":")
    return Place(tab_id, int(start)) if tab_id and start.isdecimal() and len(start) < 9 else None
