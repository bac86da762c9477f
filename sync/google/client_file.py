"""The OAuth client: the file that the Google Cloud console gives for a desktop app.

Says what is wrong with a file that is none, by what it looks like. Never shows anything of it.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sync.errors import UsageProblem, reason_of

CLIENTS_PAGE: Final = "https://console.cloud.google.com/auth/clients"
_MEND: Final = (
    f"Make a client of the type Desktop app at {CLIENTS_PAGE}, download its file, and name it as "
    "client_secret_file in [google]."
)
_MISTAKEN: Final = {
    "service_account": "This is the key of a service account, not the file of an OAuth client",
    "authorized_user": "This is the file of a sign-in, not of an OAuth client",
    "external_account": "This is for workload identities, not the file of an OAuth client",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OAuthClient:
    """Who asks people for their consent. Google does not take an installed app's secret for one,
    but it is not shown all the same.
    """

    client_id: str
    client_secret: str

    def __repr__(self) -> str:
        """Without the secret."""
        return f"OAuthClient(client_id={self.client_id!r})"


def read_client(path: Path) -> OAuthClient:
    """The client in `path`. Raises UsageProblem that says what the file is instead."""
    what = ""
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        what = "The file of the OAuth client is missing"
    except OSError as exc:
        what = f"The file of the OAuth client can't be read: {reason_of(exc)}"
    except (ValueError, RecursionError):
        what = "The file of the OAuth client is not as Google gives it: it is no JSON"
    else:
        inner = found.get("installed") if isinstance(found, dict) else None
        client = _client(inner) if isinstance(inner, dict) else None
        if client is not None:
            return client
        what = _mistaken(found)
    raise UsageProblem(what, where=str(path), mend=_MEND)


def _client(inner: dict[str, Any]) -> OAuthClient | None:
    client_id, secret = inner.get("client_id"), inner.get("client_secret")
    if not (isinstance(client_id, str) and client_id and isinstance(secret, str) and secret):
        return None
    return OAuthClient(client_id=client_id, client_secret=secret)


def _mistaken(found: object) -> str:
    """What a file is that holds no usable client."""
    if isinstance(found, dict):
        kind = found.get("type")
        if "web" in found:
            return "The OAuth client is one for web servers, whose sign-in can't end on a desktop"
        if isinstance(kind, str) and kind in _MISTAKEN:
            return _MISTAKEN[kind]
        if "refresh_token" in found:
            return _MISTAKEN["authorized_user"]
        if "installed" in found:
            return "The file of the OAuth client lacks its client_id or client_secret"
    return "The file of the OAuth client is not as Google gives it"
