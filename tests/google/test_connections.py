"""Real connections on this machine: what was certainly not sent is told from what may be done."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
import urllib3

from sync.google import errors as ours
from sync.google.sending import Answer, adapter, prepare, send
from sync.google.session import open_google

WHOLE = b'HTTP/1.1 200 OK\r\nContent-Length: 21\r\n\r\n{"documentId": "DOC"}'
REFUSED = b"HTTP/1.1 503 Unavailable\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"
Serve = Callable[[socket.socket], None]


def read_request(connection: socket.socket) -> bytes:
    """The head of a request and as much of its body as it announces."""
    got = b""
    while b"\r\n\r\n" not in got:
        got += connection.recv(65536)
    head, _, body = got.partition(b"\r\n\r\n")
    lengths = [
        int(line.split(b":")[1])
        for line in head.split(b"\r\n")
        if line.lower().startswith(b"content-length")
    ]
    while len(body) < sum(lengths):
        body += connection.recv(65536)
    return got


@contextmanager
def server(*each: Serve) -> Iterator[tuple[str, list[bytes]]]:
    """A server that treats its first connection by the first function, the next by the next."""
    got: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(20)

        def work() -> None:
            for serve in each:
                connection, _ = listening.accept()
                with connection:
                    connection.settimeout(20)
                    got.append(read_request(connection))
                    serve(connection)

        thread = threading.Thread(target=work)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}", got
        thread.join(20)


def answering(data: bytes) -> Serve:
    return lambda connection: connection.sendall(data)


def dropping(connection: socket.socket) -> None:
    """Closes without a word, after the whole request was read."""


def resetting(connection: socket.socket) -> None:
    """Breaks the connection as a crash does."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


HALF = answering(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")
BROKEN_CHUNK = answering(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{")
NO_GZIP = answering(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}")
NO_HTTP = answering(b"220 smtp.example.com\r\n\r\n")
SILENT_FAILURES = {
    "dropped": dropping,
    "reset": resetting,
    "half": HALF,
    "broken chunk": BROKEN_CHUNK,
    "no gzip": NO_GZIP,
    "no http": NO_HTTP,
}


@pytest.mark.parametrize("fails", SILENT_FAILURES.values(), ids=list(SILENT_FAILURES))
def test_a_document_that_could_not_be_read_is_read_again(fails: Serve, token_file: Path) -> None:
    waited: list[float] = []
    with (
        server(fails, answering(WHOLE)) as (root, got),
        open_google(
            token_file=token_file,
            access="app-docs",
            api_root=root,
            sleep=waited.append,
            jitter=lambda: 0.0,
        ) as google,
    ):
        answer = google.docs.get("DOC")

    assert answer == {"documentId": "DOC"}
    assert waited == [1.0]
    assert got[0] == got[1]


@pytest.mark.parametrize("fails", SILENT_FAILURES.values(), ids=list(SILENT_FAILURES))
def test_a_document_that_may_have_been_made_is_not_made_again(
    fails: Serve, token_file: Path
) -> None:
    with (
        server(fails) as (root, got),
        open_google(token_file=token_file, access="app-docs", api_root=root) as google,
        pytest.raises(ours.LostAnswer) as caught,
    ):
        google.drive.create_document(name="N", properties={}, parent=None)

    assert caught.value.maybe_done
    assert len(got) == 1


def test_a_document_that_a_refusal_made_all_the_same_is_not_made_again(token_file: Path) -> None:
    asked: list[int] = []

    def stands() -> bool:
        asked.append(len(got))
        return len(asked) == 2

    with (
        server(answering(REFUSED), answering(REFUSED)) as (root, got),
        open_google(
            token_file=token_file,
            access="app-docs",
            api_root=root,
            sleep=lambda _seconds: None,
            jitter=lambda: 0.0,
        ) as google,
        pytest.raises(ours.LostAnswer) as caught,
    ):
        google.drive.create_document(name="N", properties={}, parent=None, stands=stands)

    assert caught.value.maybe_done
    assert asked == [1, 2]


def test_where_nobody_listens_nothing_was_sent(token_file: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        root = f"http://127.0.0.1:{listening.getsockname()[1]}"
    waited: list[float] = []
    with (
        open_google(
            token_file=token_file,
            access="app-docs",
            api_root=root,
            sleep=waited.append,
            jitter=lambda: 0.0,
        ) as google,
        pytest.raises(ours.Unreachable) as caught,
    ):
        google.drive.create_document(name="N", properties={}, parent=None)

    assert not caught.value.maybe_done
    assert waited == [1.0, 2.0, 4.0, 8.0]


def test_proxies_of_the_environment_are_passed_by_for_a_server_on_this_machine(
    token_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with (
        server(answering(WHOLE)) as (root, _),
        open_google(token_file=token_file, access="app-docs", api_root=root) as google,
    ):
        assert google.docs.get("DOC") == {"documentId": "DOC"}


def session() -> requests.Session:
    found = requests.Session()
    prepare(found, adapter(1), direct=True)
    return found


@pytest.mark.parametrize(
    "location",
    [b"http://[::1", b"http://%zz/", b"\xff\xfe", b"http://\xc3\x28.test/", b"http://:x/", b""],
)
def test_where_an_answer_sends_to_is_not_even_looked_at(location: bytes) -> None:
    head = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + location + b"\r\n\r\n"
    with (
        server(answering(head)) as (root, got),
        session() as own,
        pytest.raises(Exception) as caught,  # noqa: PT011 - its type is what is asked below
    ):
        send(own, "POST", root, body=b"{}", headers={}, timeout=(5, 5))

    assert type(caught.value).__name__ == "Refused"
    assert len(got) == 1


def test_an_answer_that_takes_too_long_is_lost() -> None:
    over = threading.Event()

    def slow(_: socket.socket) -> None:
        over.wait(20)

    with server(slow) as (root, got), session() as own:
        with pytest.raises(Exception) as caught:  # noqa: PT011 - its type is what is asked below
            send(own, "GET", root, body=None, headers={}, timeout=(5, 0.05))
        over.set()

    assert type(caught.value).__name__ == "Lost"
    assert len(got) == 1


def test_a_compressed_answer_is_unpacked() -> None:
    import gzip

    packed = gzip.compress(b'{"a": 1}')
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(packed)}\r\nX-A: b"
    with server(answering(head.encode() + b"\r\n\r\n" + packed)) as (root, _), session() as own:
        answer = send(own, "GET", root, body=None, headers={}, timeout=(5, 5))

    assert answer == Answer(
        200,
        {"content-encoding": "gzip", "content-length": str(len(packed)), "x-a": "b"},
        b'{"a": 1}',
    )


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (requests.ConnectTimeout(), "NotSent"),
        (requests.exceptions.ProxyError("Cannot connect to proxy."), "NotSent"),
        (requests.exceptions.InvalidURL("bad"), "NotSent"),
        (requests.exceptions.InvalidSchema("Missing dependencies for SOCKS support."), "NotSent"),
        (requests.ReadTimeout(), "Lost"),
        (requests.ConnectionError("anything else"), "Lost"),
        (requests.exceptions.SSLError("broken in the middle"), "Lost"),
        (requests.exceptions.RetryError("?"), "Lost"),
        (requests.ConnectionError(), "Lost"),
    ],
)
def test_in_doubt_a_request_was_sent(error: Exception, kind: str) -> None:
    import responses

    with responses.RequestsMock() as mock, session() as own:
        mock.add("GET", "https://example.com/", body=error)
        with pytest.raises(Exception) as caught:  # noqa: PT011 - its type is what is asked below
            send(own, "GET", "https://example.com/", body=None, headers={}, timeout=(5, 5))

    assert type(caught.value).__name__ == kind


def test_a_certificate_that_is_not_trusted_stops_before_anything_is_sent() -> None:
    import ssl

    inner = urllib3.exceptions.SSLError(ssl.SSLCertVerificationError(1, "self-signed"))
    pool = urllib3.HTTPSConnectionPool("example.com")
    error = requests.exceptions.SSLError(urllib3.exceptions.MaxRetryError(pool, "/", inner))
    import responses

    with responses.RequestsMock() as mock, session() as own:
        mock.add("GET", "https://example.com/", body=error)
        with pytest.raises(Exception) as caught:  # noqa: PT011 - its type is what is asked below
            send(own, "GET", "https://example.com/", body=None, headers={}, timeout=(5, 5))

    assert type(caught.value).__name__ == "NotSent"


def test_without_its_file_of_certificates_nothing_is_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "missing.pem"))
    own = requests.Session()
    prepare(own, adapter(1), direct=False)
    with own, pytest.raises(Exception) as caught:  # noqa: PT011 - its type is what is asked below
        send(own, "GET", "https://127.0.0.1:9/", body=None, headers={}, timeout=(5, 5))

    assert type(caught.value).__name__ == "NotSent"


def test_a_slow_answer_is_not_waited_for_longer_than_told(token_file: Path) -> None:
    over = threading.Event()

    def slow(_: socket.socket) -> None:
        over.wait(20)

    with (
        server(slow) as (root, _),
        open_google(
            token_file=token_file, access="app-docs", api_root=root, timeouts=(5.0, 0.05)
        ) as google,
    ):
        with pytest.raises(ours.LostAnswer):
            google.drive.share("F", email="bob@example.com")
        over.set()
