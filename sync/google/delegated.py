"""Acting for the people of a domain: a service account that its administrators trust, without keys.

Google signs each assertion with the service account's own key (signBlob), which nobody holds. The
signer is used with service_account.Credentials: impersonated credentials lose the subject on every
copy, and the job would act as the service account itself.
"""

import json
import threading
from base64 import b64decode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

import google.auth
import requests
from google.auth import iam
from google.auth.credentials import Credentials
from google.auth.exceptions import DefaultCredentialsError, GoogleAuthError
from google.oauth2 import service_account

from sync.google.auth import TokenAnswer
from sync.google.errors import SigningRefused
from sync.google.failures import (
    Lost,
    NotSent,
    Refused,
    SigningFailed,
    TokenRefused,
    TokenUnavailable,
)
from sync.google.roots import endpoints, read_root
from sync.google.sending import adapter, prepare, send

_SIGNING_HOST: Final = "iamcredentials.googleapis.com"
_PLATFORM: Final = "https://www.googleapis.com/auth/cloud-platform"
_TIMEOUTS: Final = (10.0, 30.0)


class Signing:
    """Where Google signs for a service account; in google-auth's words, a transport.Request.

    It also fetches the token of whoever runs the job, from wherever the library asks for it. `root`
    stands in for Google's signing service alone.
    """

    def __init__(self, session: requests.Session, root: str) -> None:
        self._session = session
        self._root = root

    def __call__(
        self,
        url: str,
        method: str = "GET",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: Any = None,
        **_: Any,
    ) -> TokenAnswer:
        """Sends one request. A refusal carries its status and nothing of its text; what is answered
        and is no signature is trouble that may be over soon.
        """
        parts = urlsplit(url)
        signing = parts.hostname == _SIGNING_HOST
        if signing and self._root:
            url = f"{self._root}{parts.path}"
        failure: Exception
        try:
            answer = send(
                self._session, method, url, body=body, headers=headers, timeout=timeout or _TIMEOUTS
            )
        except Refused as refused:
            if refused.status >= 500 or refused.status == 429:
                failure = TokenUnavailable(refused.status, None)
            else:
                failure = SigningFailed(refused.status)
        except (Lost, NotSent):
            failure = NotSent()
        else:
            if not signing or _holds_signature(answer.content):
                return TokenAnswer(answer.status, answer.headers, answer.content)
            failure = TokenUnavailable(answer.status, None)  # of a proxy: google-auth trips over it
        raise failure


def _holds_signature(body: bytes) -> bool:
    try:
        signed = json.loads(body)["signedBlob"]
        return bool(b64decode(signed, validate=True))
    except (KeyError, RecursionError, TypeError, ValueError):
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegation:
    """A service account that signs for itself through `source`, the credentials of the job."""

    service_account: str
    api_root: str = ""
    source: Any = None
    _signer: iam.Signer = field(init=False, repr=False)

    def __post_init__(self) -> None:
        root, direct = read_root(self.api_root)
        session = requests.Session()
        prepare(session, adapter(16), direct=direct)
        source = self.source if self.source is not None else _of_this_machine()
        signer = iam.Signer(Signing(session, root), source, self.service_account)  # type: ignore[no-untyped-call]
        object.__setattr__(self, "_signer", signer)

    def credentials(self, subject: str, scopes: Iterable[str]) -> "DelegatedCredentials":
        """What acts for `subject`, with these scopes and no others."""
        inner = service_account.Credentials(  # type: ignore[no-untyped-call]
            self._signer,
            self.service_account,
            endpoints(self.api_root).token,
            scopes=sorted(scopes),
            subject=subject,
        )
        return DelegatedCredentials(inner, frozenset(scopes))


class DelegatedCredentials(Credentials):
    """One person's credentials, safe to share: one renewal at a time, and after a refusal none."""

    def __init__(self, inner: service_account.Credentials, scopes: frozenset[str]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._inner = inner
        self._lock = threading.Lock()
        self._sent = threading.local()
        self._refused: Exception | None = None
        self.known_scopes: frozenset[str] | None = scopes

    def apply(self, headers: Any, token: str | None = None) -> None:
        """Remembers, for this thread, which token it sends."""
        used = token or self.token
        self._sent.token = used
        super().apply(headers, used)  # type: ignore[no-untyped-call]

    def refresh(self, request: Any) -> None:
        """A new token, unless another thread got one since this one last sent a request."""
        with self._lock:
            if self.valid and self.token != getattr(self._sent, "token", None):
                return
            if self._refused is not None:
                raise _again(self._refused)
            try:
                self._inner.refresh(request)  # type: ignore[no-untyped-call]
            except (TokenRefused, SigningFailed) as refused:
                self._refused = refused
            except GoogleAuthError:
                # Of the credentials of this machine; whatever it says stays unsaid.
                self._refused = SigningFailed(0)
            if self._refused is not None:
                raise _again(self._refused)
            self.token, self.expiry = self._inner.token, self._inner.expiry


def _again(refused: Exception) -> Exception:
    """The same refusal, without what hung on the first."""
    return type(refused)(*refused.args)


def _of_this_machine() -> Any:
    failed = False
    try:
        source, _ = google.auth.default(scopes=[_PLATFORM])
    except DefaultCredentialsError:
        failed = True
    if failed:
        raise SigningRefused(
            "Nobody is signed in on this machine who could let the service account sign",
            where="application default credentials",
            mend="On Cloud Run the job's service account is; elsewhere run `gcloud auth "
            "application-default login`.",
        )
    return source
