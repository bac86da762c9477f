"""One request over a requests session: a whole answer, or why there is none.

Tells a request that certainly was not sent from one whose outcome is unknown. Never repeats,
never follows a redirect, and lets no text of a foreign error out.
"""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError

from sync.google.failures import Lost, NotSent, Refused

HOSTS: Final = 4
"""Calendar and Drive share one, Docs and the token endpoint have their own, one to spare."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A status below 300. Names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    content: bytes


def adapter(connections: int) -> HTTPAdapter:
    """A pool of connections that sessions of several threads may share, without retries."""
    return HTTPAdapter(pool_connections=HOSTS, pool_maxsize=connections, max_retries=0)


def prepare(session: requests.Session, pool: HTTPAdapter, *, direct: bool) -> None:
    """Lets a session use the pool; `direct` ignores the proxies of the environment.

    requests would put a password from ~/.netrc over our Authorization header: an `auth` of its
    own, which changes nothing, keeps it from that. It would also read where an answer sends to
    although nothing goes there, and trip over what is no address.
    """
    session.mount("https://", pool)
    session.mount("http://", pool)
    session.auth = _as_it_is
    session.trust_env = not direct
    session.get_redirect_target = _nowhere  # type: ignore[method-assign]


def send(
    session: requests.Session,
    method: str,
    url: str,
    *,
    body: bytes | str | None,
    headers: Mapping[str, str] | None,
    timeout: Any,
) -> Answer:
    """The answer of one request. Raises Refused for a status from 300, NotSent, or Lost."""
    failure: Exception
    try:
        response = session.request(
            method,
            url,
            data=body,
            headers=dict(headers or {}),
            timeout=timeout,
            allow_redirects=False,
        )
    except requests.RequestException as exc:
        failure = NotSent() if _certainly_not_sent(exc) else Lost()
    except OSError:  # a file of certificates that is not there: requests lets it through
        failure = NotSent()
    else:
        found = {name.lower(): value for name, value in response.headers.items()}
        if response.status_code < 300:
            return Answer(response.status_code, found, response.content)
        failure = Refused(response.status_code, found, response.content)
    raise failure


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _nowhere(resp: requests.Response) -> str | None:
    del resp
    return None


def _certainly_not_sent(exc: requests.RequestException) -> bool:
    """Whether no byte of the request went out: there was no connection to write it to."""
    if isinstance(exc, (requests.ConnectTimeout, requests.exceptions.ProxyError)):
        return True
    if isinstance(exc, (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema)):
        return True  # of ours, or of a proxy that requests can't use as it is installed
    inner = exc.args[0] if exc.args else None
    reason = inner.reason if isinstance(inner, MaxRetryError) else inner
    if isinstance(reason, (NewConnectionError, ConnectTimeoutError)):
        return True
    if isinstance(exc, requests.exceptions.SSLError):
        first = reason.args[0] if isinstance(reason, Exception) and reason.args else reason
        return isinstance(first, ssl.SSLCertVerificationError)
    return False
