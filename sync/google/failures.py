"""What the transport raises, before it has a place and words: never seen outside of this package.

None of these holds foreign text in its arguments, so that no traceback can show any.
"""

from collections.abc import Mapping


class Refused(Exception):
    """An answer with a status of 300 or above."""

    def __init__(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        super().__init__(status)
        self.status = status
        self.headers = headers
        self.body = body


class NotSent(Exception):
    """The request certainly did not reach the server."""


class Lost(Exception):
    """The request may have reached the server; no whole answer came back."""


class NotGoogle(Exception):
    """A whole answer that says 200 and is a page for people: of a network, a proxy."""


class TokenUnavailable(Exception):
    """The token endpoint has trouble of its own; the request itself was not sent."""

    def __init__(self, status: int, retry_after: float | None) -> None:
        super().__init__(status)
        self.status = status
        self.retry_after = retry_after


class TokenRefused(Exception):
    """There is no token for this sign-in. `code` is a word that is known here, or empty."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class SigningFailed(Exception):
    """The service account's signature could not be had. The status, or 0 for no credentials."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status
