"""What time it is at Google, as the header of any answer says."""

from datetime import UTC, datetime

import pytest
import responses

from sync.google.clock import server_time
from tests.google.conftest import TOKEN_URI


@pytest.mark.parametrize("status", [200, 404, 503])
def test_whatever_is_answered_tells_the_time(status: int, rsps: responses.RequestsMock) -> None:
    headers = {"Date": "Mon, 10 Mar 2025 09:00:00 GMT"}
    rsps.add("HEAD", TOKEN_URI, status=status, headers=headers)

    assert server_time("") == datetime(2025, 3, 10, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "said",
    [
        None,
        "",
        "soon",
        "Mon, 31 Dec 9999 23:59:59 -1200",
        "Mon, 10 Mar 99999999999999 09:00:00 GMT",
        "Mon, 10 Mar 2025 09:00:00 +99999999999999999999",
    ],
)
def test_a_moment_that_is_none_tells_nothing(
    said: str | None, rsps: responses.RequestsMock
) -> None:
    rsps.add("HEAD", TOKEN_URI, headers={} if said is None else {"Date": said})

    assert server_time("") is None
