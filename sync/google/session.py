"""Opening Google: the sign-in, the transport and the three clients, tied together.

googleapiclient, google-auth and requests are imported here and only when a session is opened:
they cost a quarter of a second, which a wrong command line should not have to wait for.
"""

import gc
import logging
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

from sync.google.calendar import Calendar
from sync.google.caller import Caller, SignedIn
from sync.google.calls import Api
from sync.google.docs import Docs
from sync.google.drive import Drive
from sync.google.pace import Paced, unpaced
from sync.google.retry import Patience
from sync.google.roots import endpoints, read_root
from sync.google.scopes import DOCUMENTS_ALONE, Access, needed_scopes
from sync.google.tokens import StoredToken, read_picked, read_token

if TYPE_CHECKING:
    from sync.google.delegated import Delegation

TIMEOUTS: Final = (10.0, 60.0)
"""Seconds to connect, and to wait for the next bytes: an export may take its time."""

_FOREIGN_LOGGERS: Final = (
    "google",
    "googleapiclient",
    "httplib2",
    "oauthlib",
    "requests",
    "requests_oauthlib",
    "urllib3",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Google:
    """The open clients. Threads may share them; close it, or use it in `with`."""

    calendar: Calendar
    drive: Drive
    docs: Docs
    credentials: Any
    transport: Any
    transports: tuple[Any, ...] = ()
    """All of them: documents that were picked may need a sign-in of their own."""

    @property
    def scopes(self) -> frozenset[str] | None:
        """What the sign-in covers as far as is known; None before the first token says so."""
        known: frozenset[str] | None = self.credentials.known_scopes
        return known

    def close(self) -> None:
        """Closes all connections, of all threads."""
        for each in {self.transport, *self.transports}:
            each.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


@contextmanager
def _collecting_later() -> Iterator[None]:
    """No garbage collection meanwhile, and none ever again of what there is by then.

    Reading the discovery documents makes so many objects that the collector goes through those of
    all modules again and again, which would take most of the time of opening. They stay to the
    end: after the first opening they are left out of all later collections.
    """
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        _freeze_once()
        if on:
            gc.enable()


@cache
def _freeze_once() -> None:
    """Each count of what is frozen would go through all of it, for each person of a company."""
    gc.freeze()


@_collecting_later()
def open_google(
    *,
    token_file: Path,
    access: Access,
    attach: bool = True,
    client_secret_file: Path | None = None,
    api_root: str = "",
    ahead: bool = False,
    connections: int = 16,
    timeouts: tuple[float, float] = TIMEOUTS,
    sleep: Callable[[float], None] = time.sleep,
    jitter: Callable[[], float] = random.random,
) -> Google:
    """The clients for the sign-in in `token_file`, at Google or at the server `api_root`.

    Asks nothing of the network yet; `ahead`: but for a new token where that has ended, so that the
    first call has it sooner. Raises SignInNeeded where there is no usable sign-in,
    ScopeMissing where it is known not to cover `access`, UsageProblem for an unusable `api_root`.
    """
    root, direct = read_root(api_root)
    from sync.google.auth import UserCredentials  # noqa: PLC0415 - see above
    from sync.google.transport import Transport  # noqa: PLC0415

    def transport_for(stored: StoredToken, needed: frozenset[str]) -> Transport:
        credentials = UserCredentials(
            token_file, stored, token_uri=endpoints(api_root).token, needed=needed
        )
        return Transport(credentials, connections=connections, direct=direct, timeouts=timeouts)

    silence_foreign_logs()
    stored = read_token(token_file, client_secret_file)
    transport = documents = transport_for(stored, needed_scopes(access, attach=attach))
    app_docs = access == "app-docs"
    picked = read_picked(token_file, stored) if app_docs else None
    if picked is not None:
        documents = transport_for(picked, DOCUMENTS_ALONE)
    if ahead:
        for each in {transport, documents}:
            each.renew_ahead()
    from sync.google.discovery import service  # noqa: PLC0415 - the token is on its way meanwhile

    caller = Caller(Patience(sleep=sleep, jitter=jitter), signed_in=SignedIn(where=str(token_file)))
    return Google(
        calendar=Calendar(service(Api.CALENDAR, transport, api_root=root), caller),
        drive=Drive(service(Api.DRIVE, documents, api_root=root), caller, app_docs=app_docs),
        docs=Docs(service(Api.DOCS, documents, api_root=root), caller, app_docs=app_docs),
        credentials=transport.credentials,
        transport=transport,
        transports=(transport, documents),
    )


@_collecting_later()
def open_as(
    subject: str,
    delegation: "Delegation",
    *,
    access: Access,
    attach: bool = True,
    paced: Paced = unpaced,
    connections: int = 16,
    timeouts: tuple[float, float] = TIMEOUTS,
    sleep: Callable[[float], None] = time.sleep,
    jitter: Callable[[], float] = random.random,
) -> Google:
    """The clients for one person of a domain, through its service account.

    Asks nothing of the network yet. The first call raises SignInNeeded where Google gives no token
    for this person, SigningRefused where it gives none for anybody.
    """
    from sync.google.discovery import service  # noqa: PLC0415 - see above
    from sync.google.transport import Transport  # noqa: PLC0415

    root, direct = read_root(delegation.api_root)
    silence_foreign_logs()
    credentials = delegation.credentials(subject, needed_scopes(access, attach=attach))
    transport = Transport(credentials, connections=connections, direct=direct, timeouts=timeouts)
    signed_in = SignedIn(where=subject, mend=_ASK_ADMIN, words=_NOT_FOR_THIS_PERSON)
    caller = Caller(Patience(sleep=sleep, jitter=jitter), signed_in=signed_in, paced=paced)
    app_docs = access == "app-docs"
    return Google(
        calendar=Calendar(service(Api.CALENDAR, transport, api_root=root), caller),
        drive=Drive(service(Api.DRIVE, transport, api_root=root), caller, app_docs=app_docs),
        docs=Docs(service(Api.DOCS, transport, api_root=root), caller, app_docs=app_docs),
        credentials=credentials,
        transport=transport,
    )


_ASK_ADMIN: Final = "docs/company.md says what an administrator allows, and where."
_NOT_FOR_THIS_PERSON: Final = {
    "invalid_grant": "Google knows no such person in the domain, or their account is suspended",
    "unauthorized_client": "The administrators have not allowed the service account these scopes",
    "access_denied": "The administrators do not let the service account act for this person",
    "admin_policy_enforced": "The domain's administrators do not allow this app",
}


def silence_foreign_logs() -> None:
    """Keeps what the libraries log of requests, answers and tokens out of every log."""
    for name in _FOREIGN_LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
