"""What time it is at Google, by the answer to a request that asks for nothing.

A clock that is minutes off makes sign-ins fail and meetings be prepared at the wrong time.
"""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import requests

from sync.google.failures import Lost, NotSent, Refused
from sync.google.roots import endpoints
from sync.google.sending import adapter, prepare, send

_TIMEOUTS = (5.0, 10.0)


def server_time(api_root: str) -> datetime | None:
    """The server's own time; None where it can't be reached or does not tell."""
    at = endpoints(api_root)
    with requests.Session() as session:
        prepare(session, adapter(1), direct=at.direct)
        try:
            answer = send(session, "HEAD", at.token, body=None, headers=None, timeout=_TIMEOUTS)
            said = answer.headers.get("date", "")
        except Refused as refused:
            said = refused.headers.get("date", "")
        except (Lost, NotSent):
            return None
    try:
        return parsedate_to_datetime(said).astimezone(UTC)
    except (OverflowError, ValueError):
        return None
