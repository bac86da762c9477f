"""Keeping a sign-in: a new one in the token file, one for picked documents beside it, none at all.

What is written is what google-auth reads, at once or not at all, readable by its owner alone.
"""

import json
import tempfile
from contextlib import suppress
from datetime import UTC
from pathlib import Path
from typing import Any

from sync.errors import UsageProblem, reason_of
from sync.google.client_file import OAuthClient
from sync.google.exchange import SignIn
from sync.google.roots import TOKEN_URI
from sync.google.tokens import ENDS, PICKED, StoredToken, replace_file, save_token


def check_place(path: Path) -> None:
    """Raises UsageProblem where no token file could be written: better before people are asked."""
    folder = path.resolve().parent
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=folder):
            pass
        if path.is_dir():
            raise IsADirectoryError(21, "Is a directory")
    except OSError as exc:
        raise _unkept(path, exc) from exc


def keep(path: Path, client: OAuthClient, sign_in: SignIn, *, account: str = "") -> None:
    """Puts a sign-in in the place of the one before."""
    content: dict[str, Any] = {
        "type": "authorized_user",
        "client_id": client.client_id,
        "client_secret": client.client_secret,
        "token_uri": TOKEN_URI,
        "universe_domain": "googleapis.com",
        "account": account,
        **_facts(sign_in),
    }
    try:
        replace_file(path.resolve(), content)
    except OSError as exc:
        raise _unkept(path, exc) from exc


def keep_account(path: Path, known: StoredToken, account: str) -> None:
    """Notes whose sign-in it is."""
    save_token(path, known, account=account)


def keep_picked(path: Path, known: StoredToken, sign_in: SignIn) -> None:
    """Puts a sign-in for picked documents beside the main one."""
    save_token(path, known, **{PICKED: _facts(sign_in)})


def put_back(path: Path, content: str) -> None:
    """The file as it was before."""
    with suppress(OSError, ValueError):
        replace_file(path.resolve(), json.loads(content))


def forget(path: Path) -> None:
    """Deletes the token file."""
    try:
        path.resolve().unlink(missing_ok=True)
        if path.is_symlink():
            path.unlink()
    except OSError as exc:
        raise UsageProblem(
            "The file of the sign-in can't be deleted",
            where=str(path),
            mend="Delete it yourself.",
        ) from exc


def refresh_tokens(path: Path) -> tuple[str, ...]:
    """All that the file holds and Google may be told to take back."""
    with suppress(OSError, ValueError, RecursionError):
        found = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(found, dict):
            parts = (found, found.get(PICKED))
            tokens = [each.get("refresh_token") for each in parts if isinstance(each, dict)]
            return tuple(each for each in tokens if isinstance(each, str) and each)
    return ()


def _facts(sign_in: SignIn) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "token": sign_in.token,
        "refresh_token": sign_in.refresh_token,
        "scopes": sorted(sign_in.scopes),
    }
    if sign_in.expiry is not None:  # google-auth reads a moment in no other way than its own
        facts["expiry"] = f"{sign_in.expiry.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    if sign_in.ends is not None:
        facts[ENDS] = sign_in.ends.isoformat()
    return facts


def _unkept(path: Path, exc: OSError) -> UsageProblem:
    return UsageProblem(
        f"The sign-in can't be kept: {reason_of(exc)}",
        where=str(path),
        mend="Name a file that can be written as token_file in [google].",
    )
