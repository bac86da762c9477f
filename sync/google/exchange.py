"""The sign-in that a consent is worth: a code exchanged, and a sign-in taken back.

Done over our own endpoint: oauthlib would refuse a consent that was given in part, and drops on
which day a sign-in ends.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from json import loads
from typing import Any, Final
from urllib.parse import urlencode

import requests

from sync.errors import OneononeError, SignInNeeded
from sync.google.auth import TokenEndpoint
from sync.google.client_file import CLIENTS_PAGE, OAuthClient
from sync.google.consent import Allowed, Question
from sync.google.errors import BadAnswer, Unavailable, Unreachable
from sync.google.failures import Lost, NotSent, Refused, TokenRefused, TokenUnavailable
from sync.google.roots import Endpoints
from sync.google.sending import adapter, prepare, send
from sync.google.table import SIGN_IN

_FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}
_TIMEOUTS: Final = (10.0, 30.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """What a code is worth: a lasting sign-in. `ends` is when it ends by itself, if it does."""

    token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    expiry: datetime | None
    scopes: frozenset[str]
    ends: datetime | None


def exchange(
    client: OAuthClient, at: Endpoints, question: Question, allowed: Allowed, *, now: datetime
) -> SignIn:
    """The sign-in for a code, counted from `now`. Raises SignInNeeded where Google gives none."""
    form = {
        "grant_type": "authorization_code",
        "code": allowed.code,
        "client_id": client.client_id,
        "client_secret": client.client_secret,
        "redirect_uri": question.redirect_uri,
        "code_verifier": question.verifier,
    }
    failure: OneononeError
    with _session(at) as session:
        try:
            answer = TokenEndpoint(session)(
                at.token, "POST", urlencode(form).encode(), _FORM, _TIMEOUTS
            )
        except TokenRefused as refused:
            failure = _refused(refused.code)
        except TokenUnavailable:
            failure = Unavailable("Google's sign-in service has trouble of its own", mend=SIGN_IN)
        except NotSent:
            failure = Unreachable(
                "There is no connection to Google's sign-in service",
                mend="Check the network, then run `oneonone auth login`.",
            )
        else:
            found: dict[str, Any] = loads(answer.data)
            if found.get("refresh_token"):
                return _sign_in(found, question, now)
            failure = SignInNeeded(
                "Google gave a sign-in for an hour only",
                mend="Take this app's access back at https://myaccount.google.com/connections, "
                "then run `oneonone auth login`.",
            )
    raise failure


def revoke(at: Endpoints, token: str) -> bool:
    """Takes a sign-in back; False where Google did not know it any more."""
    failure: OneononeError
    with _session(at) as session:
        try:
            body = urlencode({"token": token})
            send(session, "POST", at.revoke, body=body, headers=_FORM, timeout=_TIMEOUTS)
        except Refused as refused:
            if refused.status == 400:
                return False
            failure = BadAnswer(
                "Google's sign-in service did not take the sign-in back", status=refused.status
            )
        except (Lost, NotSent):
            failure = Unreachable("There is no connection to Google's sign-in service")
        else:
            return True
    raise failure


def _sign_in(found: dict[str, Any], question: Question, now: datetime) -> SignIn:
    granted = found["scope"].split() if "scope" in found else question.scopes
    return SignIn(
        token=found["access_token"],
        refresh_token=found["refresh_token"],
        expiry=_after(now, found.get("expires_in")),
        scopes=frozenset(granted),
        ends=_after(now, found.get("refresh_token_expires_in")),
    )


def _after(now: datetime, seconds: object) -> datetime | None:
    if type(seconds) is not int or not 0 <= seconds < 10**9:
        return None
    return now + timedelta(seconds=seconds)


def _refused(code: str) -> SignInNeeded:
    if code in {"invalid_client", "unauthorized_client", "deleted_client"}:
        return SignInNeeded(
            "Google does not know this OAuth client, or its secret is another one by now",
            mend=f"Download its file again at {CLIENTS_PAGE}, then run `oneonone auth login`.",
        )
    return SignInNeeded(
        "Google does not take the answer any more: it is good once, and for ten minutes",
        mend=SIGN_IN,
    )


def _session(at: Endpoints) -> requests.Session:
    session = requests.Session()
    prepare(session, adapter(1), direct=at.direct)
    return session
