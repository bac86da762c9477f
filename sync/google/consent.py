"""Asking a person for their consent: the address to open, and what comes back with the browser.

The address comes from google-auth-oauthlib, with PKCE. What an answer is worth is had by
`exchange`. No word of Google's gets out of here that is not known.
"""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qs, urlsplit

from sync.google.client_file import OAuthClient
from sync.google.roots import AUTH_URI, TOKEN_URI, Endpoints

DOCUMENT: Final = "application/vnd.google-apps.document"
FOLDER: Final = "application/vnd.google-apps.folder"
_NOES: Final = frozenset({"access_denied", "admin_policy_enforced", "org_internal"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A sign-in that was begun: the address to open, and what its answer is held to."""

    address: str
    state: str
    redirect_uri: str
    scopes: tuple[str, ...]
    verifier: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """The person said yes. `picked`: the ids of the files that they picked."""

    code: str = field(repr=False)
    picked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Denied:
    """Somebody said no: `code` is Google's word for it if it is a known one, or empty."""

    code: str


@dataclass(frozen=True, slots=True)
class Stray:
    """Something that is no answer to this question; `other`: it is one to another."""

    other: bool


Answer = Allowed | Denied | Stray


def ask(
    client: OAuthClient,
    at: Endpoints,
    *,
    scopes: Iterable[str],
    redirect_uri: str,
    hint: str = "",
    pick: Sequence[str] | None = None,
    pick_folders: bool = False,
) -> Question:
    """The question for these scopes. `hint`: the account to begin with; `pick`: the documents (and
    folders) to show in Google's picker, which goes with the scope drive.file alone.
    """
    from google_auth_oauthlib.flow import Flow  # noqa: PLC0415 - only a sign-in needs it

    wanted = sorted(scopes)
    config = {
        "installed": {
            "client_id": client.client_id,
            "client_secret": client.client_secret,
            "auth_uri": AUTH_URI,
            "token_uri": TOKEN_URI,
        }
    }
    flow = Flow.from_client_config(config, wanted, redirect_uri=redirect_uri)
    extra = {"prompt": "consent", **({"login_hint": hint} if hint else {})}
    if pick is not None:
        extra |= {
            "trigger_onepick": "true",
            "allow_multiple": "true",
            "mimetypes": f"{DOCUMENT},{FOLDER}" if pick_folders else DOCUMENT,
            "file_ids": ",".join(pick),
        }
    address, state = flow.authorization_url(**extra)
    flow.oauth2session.close()
    return Question(
        # oauthlib makes no address with plain http, which a server on this machine may have.
        address=f"{at.auth}?{urlsplit(address).query}",
        state=state,
        redirect_uri=redirect_uri,
        scopes=tuple(wanted),
        verifier=flow.code_verifier,
    )


def read_answer(query: str, question: Question) -> Answer:
    """What came back with the browser. Parameters that are not known are left alone."""
    try:
        given = parse_qs(query, max_num_fields=100)
    except ValueError:
        return Stray(other=False)
    code, error = _one(given, "code"), _one(given, "error")
    if not (code or error):
        return Stray(other=False)
    if not secrets.compare_digest(_one(given, "state").encode(), question.state.encode()):
        return Stray(other=True)
    if error:
        return Denied(error if error in _NOES else "")
    picked = _one(given, "picked_file_ids").split(",")
    return Allowed(code=code, picked=tuple(dict.fromkeys(filter(None, picked))))


def _one(given: dict[str, list[str]], name: str) -> str:
    return given.get(name, [""])[0]
