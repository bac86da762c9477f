"""What the last run did, kept for `status` and `doctor` in a small file of the user's state folder.

It holds addresses, outcomes, links and words of our own, and never anything of a document or an
event. It may be deleted at any time; a run that can't write it goes on without. Each sign-in has a
file of its own.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import platformdirs

from sync.commands.files import write_private
from sync.commands.outcome import Outcome
from sync.config.settings import Settings
from sync.errors import OneononeError

VARIABLE = "ONEONONE_STATE_DIR"
_VERSION = 1
_UNREADABLE = (
    OSError,
    ValueError,
    OverflowError,
    KeyError,
    TypeError,
    AttributeError,
    RecursionError,
)
"""What a file runs into that anybody may have changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRun:
    """What became of a pair: `result` is a code, `what` says it in words."""

    result: str
    failed: bool
    what: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LastRun:
    """When the last run was, its exit code, what became of each pair by the other's address.

    `error` is what stopped all pairs, "" where nothing did.
    """

    at: datetime
    exit_code: int
    pairs: Mapping[str, PairRun]
    error: str = ""


def path_for(settings: Settings, *, environment: Mapping[str, str] = os.environ) -> Path:
    """Where the file of these settings is."""
    given = environment.get(VARIABLE)
    folder = Path(given) if given else platformdirs.user_state_path("oneonone", appauthor=False)
    name = f"{settings.google.token_file.resolve()} {settings.calendar.id}"
    return folder / f"last-run-{hashlib.sha256(name.encode()).hexdigest()[:10]}.json"


def keep(
    settings: Settings, outcome: Outcome | OneononeError, *, now: datetime, whole: bool = True
) -> None:
    """Keep what a run did; one that was not `whole` leaves what is known of other pairs."""
    path = path_for(settings)
    pairs: dict[str, Any] = {}
    error = str(outcome) if isinstance(outcome, OneononeError) else ""
    if not whole and (known := load(settings)):
        pairs = {who: _plain(one) for who, one in known.pairs.items()}
    if isinstance(outcome, Outcome):
        pairs |= {
            str(one["with"]): {key: one[key] for key in ("result", "failed", "what", "notes")}
            for one in outcome.data.get("pairs", [])
        }
    data = {
        "version": _VERSION,
        "at": now.isoformat(),
        "exit_code": int(outcome.exit_code),
        "error": error,
        "pairs": pairs,
    }
    # Nobody's documents wait for it: a folder that can't be written is no failure of the run.
    with suppress(OSError, OneononeError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        text = json.dumps(data, indent=1) + "\n"
        write_private(path, text, option="the last run", lasting=False)


def load(settings: Settings) -> LastRun | None:
    """What the last run did; None where nothing is known."""
    try:
        data = json.loads(path_for(settings).read_text(encoding="utf-8"))
        if data["version"] != _VERSION:
            return None
        at = datetime.fromisoformat(data["at"])
        if at.tzinfo is None or not 1970 < at.year < 9999:  # it is told in the zone of this machine
            return None
        return LastRun(
            at=at,
            exit_code=int(data["exit_code"]),
            error=str(data["error"]),
            pairs={str(who): _pair(one) for who, one in data["pairs"].items()},
        )
    except _UNREADABLE:
        return None


def _pair(given: Mapping[str, Any]) -> PairRun:
    return PairRun(
        result=str(given["result"]),
        failed=bool(given["failed"]),
        what=str(given["what"]),
        notes=tuple(str(note) for note in given["notes"]),
    )


def _plain(one: PairRun) -> dict[str, Any]:
    return {
        "result": one.result,
        "failed": one.failed,
        "what": one.what,
        "notes": list(one.notes),
    }
