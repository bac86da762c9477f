"""Words planted in what Google says turn up nowhere: in no error, no traceback, no log."""

import json
import logging
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from typing import Any

import pytest
import requests
import structlog

from sync import log
from sync.errors import OneononeError
from tests.google.calls_table import CALLS
from tests.google.conftest import TOKEN_URI, Wire

PLANTED = "zebra-quartz"
"""A word of a document, as an error of Google's might quote it."""
SECRETS = [PLANTED, "stored-token", "fresh-token", "refresh-1", "client-secret-1"]

DOCS_BODY = {
    "code": 0,
    "message": f'Invalid value at "{PLANTED}"',
    "status": PLANTED,
    "details": [
        {"@type": PLANTED, "reason": PLANTED, "metadata": {PLANTED: PLANTED}, "message": PLANTED},
        {"fieldViolations": [{"field": PLANTED, "description": PLANTED}]},
    ],
}
DRIVE_BODY = {
    "errors": [
        {"domain": PLANTED, "reason": PLANTED, "message": PLANTED, "location": PLANTED},
        {"domain": "global", "reason": "rateLimitExceeded " + PLANTED, "message": PLANTED},
    ],
    "code": 0,
    "message": f"File not found: {PLANTED}.",
}
KNOWN_WITH_MORE = {
    "errors": [
        {"reason": "invalidSharingRequest", "message": f"ACL change not allowed. {PLANTED}"}
    ],
    "message": f"Segment with ID {PLANTED} x was not found",
}
SHAPES: dict[str, bytes] = {
    "docs": json.dumps({"error": DOCS_BODY}).encode(),
    "drive": json.dumps({"error": DRIVE_BODY}).encode(),
    "list": json.dumps([{"error": DRIVE_BODY}]).encode(),
    "known": json.dumps({"error": KNOWN_WITH_MORE}).encode(),
    "oauth": json.dumps({"error": PLANTED, "error_description": PLANTED}).encode(),
    "text": json.dumps(PLANTED).encode(),
    "html": f"<html>{PLANTED}</html>".encode(),
    "bytes": PLANTED.encode() + b"\xff\xfe",
    "errors are a text": json.dumps({"error": {"errors": PLANTED, "details": PLANTED}}).encode(),
    "numbers": json.dumps({"error": {"errors": [1, None, {"reason": 7}], "message": 5}}).encode(),
    "deep": b"[" * 100_000,
}


@dataclass
class Seen:
    """All that gets into our log at its most talkative, and into the libraries' logs."""

    lines: StringIO
    libraries: pytest.LogCaptureFixture

    @property
    def text(self) -> str:
        return self.lines.getvalue() + self.libraries.text


@pytest.fixture
def seen(caplog: pytest.LogCaptureFixture) -> Iterator[Seen]:
    stream = StringIO()
    kept = structlog.get_config()
    log.configure(stream=stream, json_lines=True, verbose=True)
    with caplog.at_level(logging.DEBUG):
        yield Seen(stream, caplog)
    structlog.configure(**kept)


def garbled(body: bytes, status: int) -> bytes:
    """The body; where the call went well, in a list, which no answer is."""
    return b"[" + body + b"]" if status == 200 else body


def chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def told(error: BaseException, seen: Seen) -> str:
    """All that can be got to see of an error: by people, by a log, by a traceback."""
    log.get_log().error("pair.failed", error=error)
    log.get_log().error("pair.failed", exc_info=error)
    of_chain = [f"{each} {each!r} {each.args}" for each in chain(error)]
    return "\n".join([*traceback.format_exception(error), *of_chain, seen.text])


def fails(wire: Wire, name: str) -> OneononeError:
    with pytest.raises(OneononeError) as caught:
        CALLS[name].do(wire.google)
    return caught.value


@pytest.mark.parametrize(
    "status", [200, 302, 400, 401, 403, 404, 409, 410, 412, 418, 429, 500, 503]
)
@pytest.mark.parametrize(
    "name", ["docs.documents.batchUpdate", "drive.permissions.create", "calendar.events.list"]
)
def test_no_word_of_an_error_of_googles_is_told(
    status: int, name: str, wire: Wire, seen: Seen
) -> None:
    case = CALLS[name]
    leaks: dict[str, list[str]] = {}
    for shape, body in SHAPES.items():
        wire.rsps.reset()
        wire.answer(case.method, case.url, status, body=garbled(body, status))
        wire.answer("POST", TOKEN_URI, json={"access_token": "fresh-token", "expires_in": 3599})
        everything = told(fails(wire, name), seen)
        leaks[shape] = [word for word in SECRETS if word in everything]

    assert leaks == {shape: [] for shape in SHAPES}
    assert seen.text.count("pair.failed") == 2 * len(SHAPES)


BROKEN = [
    requests.ConnectionError(PLANTED, f"https://example.com/{PLANTED}"),
    requests.ReadTimeout(PLANTED),
    requests.ConnectTimeout(PLANTED),
    requests.exceptions.SSLError(PLANTED),
    requests.exceptions.ProxyError(PLANTED),
    requests.exceptions.ChunkedEncodingError(PLANTED),
    requests.exceptions.InvalidURL(PLANTED),
    requests.exceptions.TooManyRedirects(PLANTED),
    OSError(f"Could not find {PLANTED}"),
]


@pytest.mark.parametrize("name", sorted(CALLS))
def test_no_word_of_a_connections_error_is_told(name: str, wire: Wire, seen: Seen) -> None:
    leaks: dict[str, list[str]] = {}
    for error in BROKEN:
        wire.rsps.reset()
        wire.answer(CALLS[name].method, CALLS[name].url, body=error)
        everything = told(fails(wire, name), seen)
        leaks[type(error).__name__] = [word for word in SECRETS if word in everything]

    assert leaks == {type(error).__name__: [] for error in BROKEN}


@pytest.mark.parametrize("shape", sorted(SHAPES))
@pytest.mark.parametrize("status", [200, 302, 400, 401, 403, 500])
def test_no_word_of_the_token_endpoint_is_told(
    shape: str, status: int, wire: Wire, seen: Seen
) -> None:
    case = CALLS["docs.documents.get"]
    wire.answer(case.method, case.url, 401, json={})
    wire.answer("POST", TOKEN_URI, status, body=SHAPES[shape])
    everything = told(fails(wire, "docs.documents.get"), seen)

    assert [word for word in SECRETS if word in everything] == []


def test_a_repetition_is_logged_by_its_facts(wire: Wire, seen: Seen) -> None:
    case = CALLS["docs.documents.get"]
    wire.answer(case.method, case.url, 429, body=SHAPES["docs"])
    wire.answer(case.method, case.url, json={"title": PLANTED})
    answer: dict[str, Any] = case.do(wire.google)
    logged = json.loads(seen.text)
    del logged["time"]

    assert answer == {"title": PLANTED}
    assert logged == {
        "message": "google.repeated",
        "severity": "INFO",
        "call": "docs.documents.get",
        "error": "RateLimited",
        "status": 429,
        "reason": "",
        "attempt": 1,
        "wait": 1.2,
    }


@pytest.mark.parametrize("name", sorted(CALLS))
def test_a_call_that_goes_well_logs_nothing(name: str, wire: Wire, seen: Seen) -> None:
    case = CALLS[name]
    wire.answer(case.method, case.url, json=case.answer)
    case.do(wire.google)

    assert seen.text == ""
