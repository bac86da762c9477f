"""At which addresses Google is asked, or the server that stands for it."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from sync.errors import UsageProblem

AUTH_URI: Final = "https://accounts.google.com/o/oauth2/v2/auth"
TOKEN_URI: Final = "https://oauth2.googleapis.com/token"  # noqa: S105 - an address
REVOKE_URI: Final = "https://oauth2.googleapis.com/revoke"
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoints:
    """Where people are asked, where tokens are had and taken back. `direct`: on this machine."""

    auth: str
    token: str
    revoke: str
    direct: bool


def endpoints(api_root: str) -> Endpoints:
    """Google's own, or those of the server `api_root`."""
    root, direct = read_root(api_root)
    if not root:
        return Endpoints(auth=AUTH_URI, token=TOKEN_URI, revoke=REVOKE_URI, direct=False)
    return Endpoints(
        auth=f"{root}/o/oauth2/v2/auth",
        token=f"{root}/token",
        revoke=f"{root}/revoke",
        direct=direct,
    )


def read_root(api_root: str) -> tuple[str, bool]:
    """The root without a slash at its end, and whether it is on this machine."""
    if not api_root:
        return "", False
    root = api_root.rstrip("/")
    try:
        parts = urlsplit(root)
        scheme, host = parts.scheme, parts.hostname
    except ValueError:
        scheme, host = "", None
    loopback = host in _LOOPBACK
    if scheme not in ("http", "https") or not host:
        raise UsageProblem(
            "api_root is no address of a server",
            where="[google] api_root",
            mend='Write it like "http://127.0.0.1:8080", or "" for Google itself.',
        )
    if scheme == "http" and not loopback:
        raise UsageProblem(
            "api_root would send the token without encryption",
            where="[google] api_root",
            mend="Use https, or an address of this machine.",
        )
    return root, loopback
