"""What is repeated, how often and after how long, for each kind of call and each failure."""

import json
from typing import Any

import pytest
import requests
import responses

from sync.google import errors as ours
from sync.google.calls import Kind
from tests.google.calls_table import CALLS
from tests.google.conftest import TOKEN_URI, Wire

WAITS = [1.25, 2.25, 4.25, 8.25, 16.25, 32.25]
"""Doubling, each with the quarter of a second that the tests' jitter adds."""

READS = sorted(name for name, case in CALLS.items() if case.kind is Kind.SAFE)
ONCE = sorted(name for name, case in CALLS.items() if case.kind is Kind.ONCE)
WRITES = sorted(name for name, case in CALLS.items() if case.kind is not Kind.SAFE)
REPEATABLE = sorted(set(WRITES) - set(ONCE))

RATE_LIMIT = {"error": {"errors": [{"reason": "rateLimitExceeded"}], "code": 403}}


def fails_with(wire: Wire, name: str, kind: type[ours.GoogleError]) -> ours.GoogleError:
    with pytest.raises(ours.GoogleError) as caught:
        CALLS[name].do(wire.google)
    assert type(caught.value) is kind
    return caught.value


def answer(wire: Wire, name: str, status: int = 200, **given: Any) -> None:
    wire.answer(CALLS[name].method, CALLS[name].url, status, **given)


def good_answer(wire: Wire, name: str) -> None:
    answer(wire, name, json=CALLS[name].answer)


@pytest.mark.parametrize("name", sorted(CALLS))
@pytest.mark.parametrize(("status", "body"), [(429, {}), (403, RATE_LIMIT), (503, {})])
def test_what_was_not_done_is_done_again(
    name: str, status: int, body: dict[str, Any], wire: Wire
) -> None:
    answer(wire, name, status, json=body)
    answer(wire, name, status, json=body)
    good_answer(wire, name)
    CALLS[name].do(wire.google)

    assert len(wire.asked) == 3
    assert wire.waited == WAITS[:2]


@pytest.mark.parametrize("name", sorted(CALLS))
def test_asking_to_slow_down_for_longer_than_a_minute_is_an_error(name: str, wire: Wire) -> None:
    answer(wire, name, 429, json={})
    error = fails_with(wire, name, ours.RateLimited)

    assert len(wire.asked) == 7
    assert wire.waited == WAITS
    assert not error.maybe_done


@pytest.mark.parametrize("name", [*READS, *REPEATABLE])
@pytest.mark.parametrize("status", [500, 502, 504, 408])
def test_trouble_of_the_server_is_waited_for(name: str, status: int, wire: Wire) -> None:
    answer(wire, name, status, body="<html>")
    error = fails_with(wire, name, ours.Unavailable)

    assert wire.waited == WAITS
    assert (error.status, error.maybe_done) == (status, name in WRITES)


@pytest.mark.parametrize("name", ONCE)
@pytest.mark.parametrize("status", [500, 502, 504, 408])
def test_what_may_not_be_done_twice_is_not_repeated_after_trouble(
    name: str, status: int, wire: Wire
) -> None:
    answer(wire, name, status, json={})
    error = fails_with(wire, name, ours.LostAnswer)

    assert (len(wire.asked), wire.waited) == (1, [])
    assert error.maybe_done


DROPPED = [
    requests.ConnectionError("Connection aborted."),
    requests.ReadTimeout("Read timed out."),
    requests.exceptions.ChunkedEncodingError("Response ended prematurely"),
    requests.exceptions.ContentDecodingError("not gzip"),
]


@pytest.mark.parametrize("name", READS)
@pytest.mark.parametrize("dropped", DROPPED, ids=lambda exc: type(exc).__name__)
def test_a_lost_answer_to_a_question_is_asked_for_again(
    name: str, dropped: Exception, wire: Wire
) -> None:
    answer(wire, name, body=dropped)
    error = fails_with(wire, name, ours.Unavailable)

    assert wire.waited == WAITS[:2]
    assert not error.maybe_done


@pytest.mark.parametrize("name", REPEATABLE)
@pytest.mark.parametrize("dropped", DROPPED, ids=lambda exc: type(exc).__name__)
def test_a_write_that_can_be_repeated_is_repeated_after_a_lost_answer(
    name: str, dropped: Exception, wire: Wire
) -> None:
    answer(wire, name, body=dropped)
    good_answer(wire, name)

    assert CALLS[name].do(wire.google) == CALLS[name].answer
    assert wire.waited == WAITS[:1]


@pytest.mark.parametrize("name", REPEATABLE)
def test_a_write_whose_answers_all_get_lost_may_have_been_done(name: str, wire: Wire) -> None:
    answer(wire, name, body=requests.ReadTimeout())
    error = fails_with(wire, name, ours.LostAnswer)

    assert wire.waited == WAITS[:2]
    assert error.maybe_done


@pytest.mark.parametrize("name", ONCE)
@pytest.mark.parametrize("dropped", DROPPED, ids=lambda exc: type(exc).__name__)
def test_what_may_not_be_done_twice_is_not_repeated_after_a_lost_answer(
    name: str, dropped: Exception, wire: Wire
) -> None:
    answer(wire, name, body=dropped)
    error = fails_with(wire, name, ours.LostAnswer)

    assert (len(wire.asked), wire.waited) == (1, [])
    assert error.maybe_done


@pytest.mark.parametrize("name", sorted(CALLS))
def test_without_a_connection_everything_is_tried_until_a_network_may_be_there(
    name: str, wire: Wire
) -> None:
    answer(wire, name, body=requests.ConnectTimeout())
    error = fails_with(wire, name, ours.Unreachable)

    assert wire.waited == WAITS[:4]
    assert not error.maybe_done


GARBAGE = [b"", b"<html>Welcome to our network</html>", b'{"half', b"\xff\xfe", b"[]", b'"ok"']


@pytest.mark.parametrize("name", sorted(set(CALLS) - set(ONCE) - {"drive.files.export"}))
@pytest.mark.parametrize("body", GARBAGE)
def test_garbage_is_no_answer_and_is_asked_for_again(name: str, body: bytes, wire: Wire) -> None:
    answer(wire, name, body=body)
    error = fails_with(wire, name, ours.BadAnswer)

    assert wire.waited == WAITS[:2]
    assert error.maybe_done == (name in WRITES)


@pytest.mark.parametrize("name", ONCE)
@pytest.mark.parametrize("body", GARBAGE)
def test_garbage_after_what_may_not_be_done_twice_is_a_lost_answer(
    name: str, body: bytes, wire: Wire
) -> None:
    answer(wire, name, body=body)
    fails_with(wire, name, ours.LostAnswer)

    assert (len(wire.asked), wire.waited) == (1, [])


@pytest.mark.parametrize("name", sorted(CALLS))
def test_a_redirect_is_never_followed(name: str, wire: Wire) -> None:
    answer(wire, name, 302, headers={"location": "https://login.example/"})
    error = fails_with(wire, name, ours.BadAnswer)

    assert {path for _, path in wire.asked} == {path_of(name)}
    assert error.status == 302


def path_of(name: str) -> str:
    return "/" + CALLS[name].url.split("/", 3)[3]


@pytest.mark.parametrize("reason", ["quotaExceeded", "sharingRateLimitExceeded"])
@pytest.mark.parametrize("status", [403, 429])
def test_a_quota_that_waiting_does_not_bring_back_is_not_waited_for(
    reason: str, status: int, wire: Wire
) -> None:
    body = {"error": {"errors": [{"reason": reason}], "code": status}}
    answer(wire, "drive.permissions.create", status, json=body)
    error = fails_with(wire, "drive.permissions.create", ours.QuotaExhausted)

    assert (len(wire.asked), wire.waited, error.reason) == (1, [], reason)


@pytest.mark.parametrize(
    ("headers", "waited"),
    [
        ({"Retry-After": "30"}, 30.0),
        ({"Retry-After": "0.5"}, 1.25),
        ({"Retry-After": "0"}, 1.25),
        ({"Retry-After": "-7"}, 1.25),
        ({"Retry-After": "soon"}, 1.25),
        ({"Retry-After": "inf"}, 1.25),
        ({"Retry-After": "nan"}, 1.25),
        (
            {
                "Retry-After": "Wed, 12 Mar 2025 10:00:45 GMT",
                "Date": "Wed, 12 Mar 2025 10:00:00 GMT",
            },
            45.0,
        ),
        ({"Retry-After": "Wed, 12 Mar 2025 10:00:45 GMT"}, 1.25),
        ({"Retry-After": "Wed, 12 Mar 2025 10:00:45 +99999999999999999999"}, 1.25),
        ({"Retry-After": "Wed, 12 Mar 99999999999999 10:00:45 GMT"}, 1.25),
    ],
)
def test_never_sooner_than_google_asks_for(
    headers: dict[str, str], waited: float, wire: Wire
) -> None:
    answer(wire, "docs.documents.get", 429, json={}, headers=headers)
    good_answer(wire, "docs.documents.get")
    wire.google.docs.get("DOC")

    assert wire.waited == [waited]


def test_a_wait_that_is_too_long_is_not_begun(wire: Wire) -> None:
    answer(wire, "docs.documents.get", 429, json={}, headers={"Retry-After": "3600"})
    error = fails_with(wire, "docs.documents.get", ours.RateLimited)

    assert (len(wire.asked), wire.waited, error.retry_after) == (1, [], 3600.0)


def test_all_the_waits_of_a_call_have_a_limit(wire: Wire) -> None:
    answer(wire, "docs.documents.get", 429, json={}, headers={"Retry-After": "60"})
    fails_with(wire, "docs.documents.get", ours.RateLimited)

    assert wire.waited == [60.0, 60.0]


def test_what_is_plainly_refused_is_not_repeated(wire: Wire) -> None:
    answer(wire, "docs.documents.get", 404, json={})
    fails_with(wire, "docs.documents.get", ours.NotFound)

    assert (len(wire.asked), wire.waited) == (1, [])


def test_trouble_of_the_token_endpoint_is_waited_for_whatever_the_call(
    wire: Wire, rsps: responses.RequestsMock
) -> None:
    good_answer(wire, "drive.files.create")
    rsps.replace("POST", CALLS["drive.files.create"].url, status=401, json={})
    wire.answer("POST", TOKEN_URI, 503, json={})
    error = fails_with(wire, "drive.files.create", ours.Unavailable)

    assert wire.waited == WAITS
    assert (error.status, error.maybe_done) == (503, False)


def test_each_repetition_sends_the_same_request(wire: Wire) -> None:
    answer(wire, "calendar.events.patch", 503)
    good_answer(wire, "calendar.events.patch")
    CALLS["calendar.events.patch"].do(wire.google)
    first, second = (call.request for call in wire.rsps.calls)

    assert second.url == first.url
    assert json.loads(second.body or "") == json.loads(first.body or "")
    assert second.headers["If-Match"] == first.headers["If-Match"] == '"7"'
