"""What every run says about the sign-in that it is done with: when it ends, who else may read it.

Looks at the token file alone.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sync.commands.auth_words import end_words
from sync.commands.outcome import Line, Outcome
from sync.config.settings import Settings
from sync.google.tokens import ends_of, readable_by_others
from sync.log import get_log


def watched(run: Callable[[], Outcome], settings: Settings, *, now: datetime) -> Outcome:
    """The outcome of a run, with what is to be said about the sign-in that it was done with."""
    path = settings.google.token_file
    readable = readable_by_others(path)  # asked first: a renewal puts it right
    outcome = run()
    ends = ends_of(path)
    if ends is not None:
        get_log().warning("auth.ends", due=ends)
    if readable:
        get_log().warning("auth.readable_by_others")
    notes = [*ending(ends, now), *([readable_line(path)] if readable else [])]
    if not notes:
        return outcome
    about = {"ends": ends.isoformat() if ends else None, "readable_by_others": readable}
    return replace(
        outcome, blocks=[*outcome.blocks, *notes], data={**outcome.data, "sign_in": about}
    )


def ending(ends: datetime | None, now: datetime) -> list[Line]:
    """The line about a sign-in that ends by itself."""
    return [Line(end_words(ends, now), "warning")] if ends is not None else []


def readable_line(path: Path) -> Line:
    """The line about a token file that is not for its owner alone."""
    words = (
        f"Others on this machine may read the file of the sign-in ({path}). Run `chmod 600` on it."
    )
    return Line(words, "warning")
