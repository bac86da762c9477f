"""Who is told of a run's end, with what, and that telling never changes the end."""

import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO
from pathlib import Path

import pytest

from sync import log
from sync.config.settings import NotifySettings
from sync.errors import SignInNeeded
from sync.job.notice import Notice, Trouble, of_error
from sync.job.notify import Before, is_due, tell, told

GOOD = Notice(exit_code=0, total=3, done=3, wrote=2)
BAD = Notice(exit_code=1, total=3, done=2, troubles=(Trouble("bob@acme.test", "shared_wider"),))
BAD_LINE = (
    "oneonone ran: 1 of 3 pairs in need of you: bob@acme.test (shared_wider). "
    "`oneonone sync` says what to do."
)
RECORDS = (
    "import pathlib, sys; pathlib.Path(sys.argv[1]).write_text(sys.stdin.read() + sys.argv[2])"
)


@dataclass
class Heard:
    """What a small web server was asked."""

    root: str
    asked: list[tuple[str, str, bytes]] = field(default_factory=list)


@contextmanager
def listening(status: int = 200) -> Iterator[Heard]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            heard.asked.append((self.command, self.path, body))
            self.send_response(status)
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        do_POST = do_GET  # noqa: N815 - named by the library

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        heard = Heard(f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield heard
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(autouse=True)
def _quiet() -> None:
    """Whatever stream another test logged to is closed by now."""
    log.configure(silent=True)


@pytest.fixture
def lines() -> Iterator[StringIO]:
    stream = StringIO()
    log.configure(stream=stream, json_lines=True)
    yield stream
    log.configure(silent=True)


def events(lines: StringIO) -> list[dict[str, object]]:
    kept = [json.loads(line) for line in lines.getvalue().splitlines()]
    return [{k: v for k, v in each.items() if k not in {"time", "severity"}} for each in kept]


def test_a_failure_is_posted_in_one_line_and_gives_no_heartbeat() -> None:
    with listening() as heard:
        tell(NotifySettings(webhook=f"{heard.root}/hook", heartbeat_url=f"{heard.root}/beat"), BAD)

    ((verb, path, body),) = heard.asked
    assert (verb, path, json.loads(body)) == ("POST", "/hook", {"text": BAD_LINE})


@pytest.mark.parametrize(("on", "asked"), [("failure", ["/beat"]), ("always", ["/hook", "/beat"])])
def test_a_good_run_gives_a_heartbeat_and_a_notice_only_where_asked(
    on: str, asked: list[str]
) -> None:
    with listening() as heard:
        settings = NotifySettings.model_validate(
            {"webhook": f"{heard.root}/hook", "heartbeat_url": f"{heard.root}/beat", "on": on}
        )
        tell(settings, GOOD)

    assert [path for _, path, _ in heard.asked] == asked


def test_the_command_gets_the_line_and_all_of_it_as_json(tmp_path: Path) -> None:
    command = (sys.executable, "-c", RECORDS, str(tmp_path / "told"))
    tell(NotifySettings(command=command), BAD)

    assert (tmp_path / "told").read_text() == json.dumps(BAD.as_json()) + BAD_LINE


def test_what_cannot_be_told_is_logged_by_its_kind_and_breaks_nothing(lines: StringIO) -> None:
    with listening(status=302) as heard:
        secret = f"{heard.root}/hook-with-a-secret"
        ended = told(
            NotifySettings(
                command=("no-such-command-here",),
                webhook=secret,
                heartbeat_url="http://127.0.0.1:1/nobody",
                on="always",
            ),
            lambda: "the report",
            lambda _: GOOD,
        )

    assert ended == "the report"
    assert len(heard.asked) == 1
    assert events(lines) == [
        {"message": "notice.failed", "how": "command", "reason": "FileNotFoundError"},
        {"message": "notice.refused", "how": "webhook", "status": 302},
        {"message": "notice.failed", "how": "heartbeat", "reason": "ConnectionError"},
    ]


def test_an_error_that_ends_the_run_is_told_by_its_kind_and_raised() -> None:
    error = SignInNeeded("The sign-in has expired", where="/home/ada/token.json")

    def work() -> str:
        raise error

    with listening() as heard, pytest.raises(SignInNeeded) as raised:
        told(NotifySettings(webhook=heard.root), work, lambda _: GOOD)

    assert raised.value is error
    assert [json.loads(body) for _, _, body in heard.asked] == [
        {"text": "oneonone could not run: SignInNeeded. Run `oneonone auth login`."}
    ]


def test_a_notice_of_an_error_holds_nothing_of_its_text() -> None:
    notice = of_error(ValueError("Ada: raise for Bob"))

    assert notice == Notice(exit_code=1, error="ValueError")
    assert "Bob" not in json.dumps(notice.as_json())


BOB = frozenset({"bob@acme.test"})


@pytest.mark.parametrize(
    ("before", "notice", "due"),
    [
        (None, BAD, True),
        (None, GOOD, False),
        (Before(troubles=BOB, stopped=False, today=True), BAD, False),
        (Before(troubles=BOB, stopped=False, today=False), BAD, True),
        (Before(troubles=frozenset({"cleo@acme.test"}), stopped=False, today=True), BAD, True),
        (Before(troubles=BOB, stopped=False, today=True), GOOD, True),
        (Before(troubles=frozenset(), stopped=False, today=False), GOOD, False),
        (Before(troubles=frozenset(), stopped=True, today=True), of_error(OSError()), False),
        (Before(troubles=frozenset(), stopped=True, today=True), GOOD, True),
    ],
)
def test_the_same_trouble_is_told_once_a_day_and_its_end_too(
    before: Before | None, notice: Notice, due: bool
) -> None:
    assert is_due(NotifySettings(), notice, before) is due


def test_many_troubles_are_counted_not_listed() -> None:
    many = Notice(
        exit_code=1,
        total=30,
        troubles=tuple(Trouble(f"p{n}@acme.test", "trashed") for n in range(25)),
    )

    assert "p19@acme.test (trashed) and 5 more. " in many.line
    assert "p20" not in many.line


@pytest.mark.parametrize(
    "address", ["http://example.com/x", "ftp://example.com", "https://me:pw@example.com/", "x"]
)
def test_notices_go_encrypted_or_stay_on_this_machine(address: str) -> None:
    with pytest.raises(ValueError, match="must"):
        NotifySettings(webhook=address)
