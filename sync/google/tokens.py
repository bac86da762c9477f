"""The token file: the authorized-user JSON that google-auth writes, read and saved.

Reading never guesses: what is missing or no token file is a sign-in that is needed. Saving keeps
every key that it does not know, and leaves the file alone where it can't be written or where
somebody has signed in anew in the meantime. A new sign-in is written by `keeping`.

Beside google-auth's keys there are two of ours: `refresh_token_expiry`, the moment at which the
sign-in ends by itself, and `picked`, a sign-in for documents alone that Google's picker gave.
"""

import json
import os
import stat
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any, Final

from sync.errors import SignInNeeded, reason_of
from sync.google.table import SIGN_IN

ENDS: Final = "refresh_token_expiry"
PICKED: Final = "picked"
_saving: Final = Lock()
"""The sign-ins of one file are renewed by threads that know nothing of each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredToken:
    """A sign-in as it was found. `token` is None where it has no expiry, `scopes` where unknown.

    `scopes` may be those that were asked for: which were granted shows with the first new token.
    """

    client_id: str
    client_secret: str
    refresh_token: str
    token: str | None
    expiry: datetime | None
    scopes: frozenset[str] | None
    ends: datetime | None = None
    account: str = ""
    slot: str = ""
    """Under which key of the file it stands; "" is the file itself."""

    def __repr__(self) -> str:
        """Without the secrets."""
        return f"StoredToken(scopes={self.scopes!r}, expiry={self.expiry!r})"


def read_token(path: Path, client_secret_file: Path | None = None) -> StoredToken:
    """The sign-in in `path`; its client comes from the client's file where it names none."""
    found = _read(path, missing="There is no sign-in yet")
    _needed(found.get("refresh_token"), path)
    client = {name: found.get(name) for name in ("client_id", "client_secret")}
    if client_secret_file is not None and not all(client.values()):
        client = _client(client_secret_file)
    return _stored(found, client, path)


def read_picked(path: Path, main: StoredToken) -> StoredToken | None:
    """The sign-in for documents alone beside the main one; its client is the same."""
    found = _read(path, missing="There is no sign-in yet").get(PICKED)
    if not isinstance(found, dict):
        return None
    client = {"client_id": main.client_id, "client_secret": main.client_secret}
    return replace(_stored(found, client, path), slot=PICKED)


def ends_of(path: Path) -> datetime | None:
    """When the sign-in, or the one for picked documents, ends by itself, as far as is known."""
    with suppress(OSError, ValueError, RecursionError):
        found = json.loads(path.read_text(encoding="utf-8"))
        parts = (found, found.get(PICKED)) if isinstance(found, dict) else ()
        ends = [_moment(each.get(ENDS)) for each in parts if isinstance(each, dict)]
        return min(filter(None, ends), default=None)
    return None


def _stored(found: Mapping[str, Any], client: Mapping[str, Any], path: Path) -> StoredToken:
    token, expiry = _text(found.get("token")), _moment(found.get("expiry"))
    scopes = found.get("scopes")
    if isinstance(scopes, str):
        scopes = scopes.split()
    return StoredToken(
        client_id=_needed(client.get("client_id"), path),
        client_secret=_needed(client.get("client_secret"), path),
        refresh_token=_needed(found.get("refresh_token"), path),
        token=token if expiry else None,
        expiry=expiry if token else None,
        scopes=frozenset(map(str, scopes)) if isinstance(scopes, list) else None,
        ends=_moment(found.get(ENDS)),
        account=_text(found.get("account")) or "",
    )


def readable_by_others(path: Path) -> bool:
    """Whether others on this machine may read the token file, and that could be changed.

    Secrets that are mounted read-only are meant to be so.
    """
    if os.name != "posix":
        return False
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        mounted = bool(os.statvfs(path).f_flag & os.ST_RDONLY)
    except OSError:
        return False
    return bool(mode & (stat.S_IRGRP | stat.S_IROTH)) and not mounted


def save_token(path: Path, known: StoredToken, **changed: Any) -> None:
    """Puts the changed keys into the file, at once or not at all, readable by its owner alone."""
    target = path.resolve()
    with _saving, suppress(OSError, ValueError, RecursionError):
        found = json.loads(target.read_text(encoding="utf-8"))
        part = found.get(known.slot) if known.slot and isinstance(found, dict) else found
        if not isinstance(part, dict) or part.get("refresh_token") != known.refresh_token:
            return
        if os.access(target, os.W_OK):
            part.update(changed)
            replace_file(target, found)


def replace_file(target: Path, content: Mapping[str, Any]) -> None:
    """The file with this content, at once or not at all, readable by its owner alone."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(content, file, indent=2)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _read(path: Path, *, missing: str) -> dict[str, Any]:
    what = ""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        what = missing
    except OSError as exc:
        what = f"The file of the sign-in can't be read: {reason_of(exc)}"
    except (ValueError, RecursionError):
        what = "The file of the sign-in is damaged"
    else:
        if isinstance(found, dict):
            return found
        what = "The file of the sign-in is damaged"
    raise SignInNeeded(what, where=str(path), mend=SIGN_IN)


def _client(path: Path) -> dict[str, Any]:
    found = _read(path, missing="The file of the OAuth client is missing")
    inner = found.get("installed") or found.get("web") or found
    return inner if isinstance(inner, dict) else {}


def _needed(value: object, path: Path) -> str:
    if not isinstance(value, str) or not value:
        raise SignInNeeded("The file of the sign-in is damaged", where=str(path), mend=SIGN_IN)
    return value


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _moment(value: object) -> datetime | None:
    """An aware moment; google-auth writes UTC with or without saying so."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):  # at the end of the last year there is, or no moment
        return None
