"""Credentials that many threads share, and the endpoint that renews their token.

A token is renewed once however many threads find it expired, and saved where it was read from.
What the endpoint says is checked before google-auth reads it: google-auth would sleep between
repetitions of its own and put the endpoint's words into its errors.
"""

import json
import threading
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any, Final

import requests
from google.auth.exceptions import GoogleAuthError
from google.oauth2.credentials import Credentials

from sync.google.answers import retry_after
from sync.google.errors import ScopeMissing
from sync.google.failures import Lost, NotSent, Refused, TokenRefused, TokenUnavailable
from sync.google.scopes import missing_scopes, short_name
from sync.google.sending import send
from sync.google.tokens import ENDS, StoredToken, save_token

_KNOWN_REFUSALS: Final = frozenset(
    {
        "access_denied",
        "admin_policy_enforced",
        "deleted_client",
        "invalid_client",
        "invalid_grant",
        "org_internal",
        "unauthorized_client",
    }
)
_LONGEST_SETTLING: Final = 10.0
"""Seconds: who ends a run by hand is not kept by a token endpoint that does not answer."""
_TROUBLE: Final = frozenset({"internal_failure", "server_error", "temporarily_unavailable"})


@dataclass(frozen=True, slots=True)
class TokenAnswer:
    """The endpoint's answer in the shape that google-auth reads."""

    status: int
    headers: Mapping[str, str]
    data: bytes


class TokenEndpoint:
    """Asks for a token over `session`; in google-auth's words, a transport.Request.

    Only a whole and valid answer is handed on. Everything else is TokenRefused, TokenUnavailable
    or NotSent: whatever happens here, the call that needed the token was not sent.
    """

    def __init__(self, session: requests.Session) -> None:
        self._session = session
        self.scope: str | None = None
        """What the last answer says was granted."""
        self.lasts: timedelta | None = None
        """How much longer than its token the sign-in lasts, where the last answer says so."""

    def __call__(
        self,
        url: str,
        method: str = "GET",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: Any = None,
        **_: Any,
    ) -> TokenAnswer:
        """Sends one request and hands on its answer, if that is a token."""
        failure: Exception
        try:
            answer = send(self._session, method, url, body=body, headers=headers, timeout=timeout)
        except Refused as refused:
            failure = _refusal(refused)
        except (Lost, NotSent):
            failure = NotSent()
        else:
            found = _object(answer.content)
            if _is_token(found):
                self.scope = found.get("scope")
                self.lasts = _lasts(found)
                return TokenAnswer(answer.status, answer.headers, answer.content)
            failure = TokenUnavailable(answer.status, None)
        raise failure


class UserCredentials(Credentials):
    """A user's sign-in, safe to share: one renewal at a time, and none for what is new already."""

    def __init__(
        self, path: Path, stored: StoredToken, *, token_uri: str, needed: Iterable[str]
    ) -> None:
        super().__init__(  # type: ignore[no-untyped-call]
            stored.token,
            refresh_token=stored.refresh_token,
            token_uri=token_uri,
            client_id=stored.client_id,
            client_secret=stored.client_secret,
            expiry=stored.expiry.astimezone(UTC).replace(tzinfo=None) if stored.expiry else None,
        )
        self._path = path
        self._stored = stored
        self._needed = frozenset(needed)
        self._lock = threading.Lock()
        self._sent = threading.local()
        self._refused: TokenRefused | None = None
        self._ahead: threading.Thread | None = None
        self.known_scopes = stored.scopes
        check_scopes(stored.scopes, self._needed, path)

    def apply(self, headers: Any, token: str | None = None) -> None:
        """Remembers, for this thread, which token it sends: one that covers what is needed."""
        check_scopes(self.known_scopes, self._needed, self._path)
        used = token or self.token
        self._sent.token = used
        super().apply(headers, used)  # type: ignore[no-untyped-call]

    def refresh(self, request: Any) -> None:
        """A new token, unless another thread got one since this one last sent a request."""
        with self._lock:
            if self.valid and self.token != getattr(self._sent, "token", None):
                return
            if self._refused is not None:
                raise TokenRefused(self._refused.code)
            try:
                super().refresh(request)  # type: ignore[no-untyped-call]
            except (TokenRefused, GoogleAuthError) as refused:
                self._refused = refused if isinstance(refused, TokenRefused) else TokenRefused("")
            if self._refused is not None:
                raise TokenRefused(self._refused.code)
            self._renewed(getattr(request, "func", request))

    def renew_ahead(self, request: Any) -> None:
        """Begins to renew a token that has ended. The first call waits for it, and meets what went
        wrong as if it had asked itself.
        """
        if not self.valid:
            self._ahead = threading.Thread(
                target=self._try_to_renew, args=(request,), name="renewal", daemon=True
            )
            self._ahead.start()

    def settle(self) -> None:
        """Waits for what was begun ahead: calls go on as soon as there is a token, and so may end
        while it is still being kept.
        """
        if self._ahead is not None:
            self._ahead.join(_LONGEST_SETTLING)

    def _try_to_renew(self, request: Any) -> None:
        with suppress(TokenRefused, TokenUnavailable, NotSent, ScopeMissing):
            self.refresh(request)

    def _renewed(self, endpoint: object) -> None:
        changed: dict[str, Any] = {"token": self.token, "refresh_token": self.refresh_token}
        if self.expiry is not None:
            changed["expiry"] = self.expiry.isoformat() + "Z"
        if isinstance(endpoint, TokenEndpoint) and endpoint.scope is not None:
            self.known_scopes = frozenset(endpoint.scope.split())
            changed["scopes"] = sorted(self.known_scopes)
        if isinstance(endpoint, TokenEndpoint) and endpoint.lasts and self.expiry is not None:
            # It never changes: what was written first is counted from the same moment.
            ends = self._stored.ends or (self.expiry + endpoint.lasts).replace(tzinfo=UTC)
            changed[ENDS] = ends.isoformat()
        save_token(self._path, self._stored, **changed)
        check_scopes(self.known_scopes, self._needed, self._path)


def check_scopes(known: frozenset[str] | None, needed: frozenset[str], path: Path) -> None:
    """Raises ScopeMissing where it is known that something needed was not granted."""
    missing = missing_scopes(known, needed) if known is not None else ()
    if missing:
        raise ScopeMissing(
            f"The sign-in does not include {', '.join(map(short_name, missing))}",
            where=str(path),
            mend="Run `oneonone auth login` and tick every box on Google's page.",
        )


def _refusal(refused: Refused) -> Exception:
    said = _object(refused.body).get("error")
    code = said if isinstance(said, str) else None
    if refused.status >= 500 or refused.status in (408, 429) or code in _TROUBLE:
        return TokenUnavailable(refused.status, retry_after(refused.headers))
    if code is not None:
        return TokenRefused(code if code in _KNOWN_REFUSALS else "")
    return TokenUnavailable(refused.status, None)


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _is_token(found: Mapping[str, Any]) -> bool:
    expires_in = found.get("expires_in")
    return (
        isinstance(found.get("access_token"), str)
        and bool(found["access_token"])
        and isinstance(found.get("refresh_token", ""), str)
        and isinstance(found.get("scope", ""), str)
        and (expires_in is None or (type(expires_in) is int and 0 < expires_in < 10**9))
    )


def _lasts(found: Mapping[str, Any]) -> timedelta | None:
    seconds = [found.get("refresh_token_expires_in"), found.get("expires_in")]
    whole = [each for each in seconds if type(each) is int and 0 <= each < 10**9]
    return timedelta(seconds=whole[0] - whole[1]) if len(whole) == 2 else None
