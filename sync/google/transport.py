"""The one way out to Google, in httplib2's shape, over google-auth's requests session.

googleapiclient calls `request` from any number of threads: each has a session of its own, all
share the credentials and one pool of connections. An answer from 300 is raised as Refused before
googleapiclient sees it, whose own reading of error bodies trips over what is none of Google's.
"""

import threading
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import requests
from google.auth.transport.requests import AuthorizedSession

from sync.google.auth import TokenEndpoint, UserCredentials
from sync.google.failures import NotGoogle
from sync.google.sending import adapter, prepare, send

if TYPE_CHECKING:
    import httplib2


class Transport:
    """Sends requests with a user's token, renewed where Google no longer takes it.

    `connections` is how many may be open to one host; `direct` goes past the proxies of the
    environment (for a server on this machine); `timeouts` are seconds to connect and to wait for
    the next bytes.
    """

    def __init__(
        self,
        credentials: Any,
        *,
        connections: int,
        direct: bool,
        timeouts: tuple[float, float],
    ) -> None:
        self.credentials = credentials
        self._timeouts = timeouts
        self._direct = direct
        self._pool = adapter(connections)
        self._local = threading.local()
        session = requests.Session()
        prepare(session, self._pool, direct=direct)
        self._token_endpoint = TokenEndpoint(session)

    def request(  # noqa: PLR0917 - the shape of httplib2
        self,
        uri: str,
        method: str = "GET",
        body: bytes | str | None = None,
        headers: Mapping[str, str] | None = None,
        redirections: int = 0,
        connection_type: object = None,
    ) -> "tuple[httplib2.Response, bytes]":
        """The answer to one request, its status below 300; raises as `sending.send` does.

        `redirections` and `connection_type` belong to httplib2's shape and mean nothing here.
        """
        import httplib2  # noqa: PLC0415 - whoever calls this has loaded it; a token needs none

        del redirections, connection_type
        answer = send(
            self._session(), method, uri, body=body, headers=headers, timeout=self._timeouts
        )
        if answer.headers.get("content-type", "").lower().startswith("text/html"):
            raise NotGoogle  # an export would be read from it: any text is Markdown
        # requests has unpacked the content already
        kept = {name: value for name, value in answer.headers.items() if name != "content-encoding"}
        return httplib2.Response({**kept, "status": str(answer.status)}), answer.content

    def renew_ahead(self) -> None:
        """Begins to renew the token if it has ended, and does not wait for it."""
        # As the session calls it: without the timeouts the first call would wait for it for ever.
        self.credentials.renew_ahead(partial(self._token_endpoint, timeout=self._timeouts))

    def close(self) -> None:
        """Closes all connections, of all threads, once a new token is kept."""
        if isinstance(self.credentials, UserCredentials):
            self.credentials.settle()
        self._pool.close()

    def _session(self) -> requests.Session:
        session: AuthorizedSession | None = getattr(self._local, "session", None)
        if session is None:
            session = AuthorizedSession(  # type: ignore[no-untyped-call]
                self.credentials, max_refresh_attempts=1, auth_request=self._token_endpoint
            )
            prepare(session, self._pool, direct=self._direct)
            self._local.session = session
        return session
