"""Which configuration file is read, and the error that tells all its mistakes at once, by key path.

Decides where the file is looked for. Knows nothing of the settings themselves, those are the models
in `sync/config/settings.py`, nor what is a mistake in them (`problems`). Every command comes
through here, also one that needs no configuration, so it imports nothing that takes its time.
"""

import os
import re
import shlex
import tomllib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs

from sync.errors import UsageProblem

FILE_NAME = "config.toml"
VARIABLE = "ONEONONE_CONFIG"
_TUPLE = re.compile(r"\('([^()]*?)',?\)")
"""How a message of the library's names a table."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: the key's path, its line where that is known, and what is wrong with it."""

    key: str
    line: int | None
    what: str

    def __str__(self) -> str:
        """`calendar.lookahead_days (line 4) must be a whole number`."""
        line = f" (line {self.line})" if self.line else ""
        return f"{self.key}{line} {self.what}"


class ConfigProblem(UsageProblem):
    """The configuration can't be used; `problems` has every mistake in it."""

    def __init__(self, path: Path, problems: Sequence[Problem]) -> None:
        count = "one key is" if len(problems) == 1 else f"{len(problems)} keys are"
        super().__init__(
            f"The configuration can't be used, {count} wrong: " + "; ".join(map(str, problems)),
            where=str(path),
            mend="Correct the file; config.example.toml says what each key does.",
        )
        self.path = path
        self.problems = tuple(problems)


def find(
    given: Path | None,
    *,
    environment: Mapping[str, str] = os.environ,
    folder: Path | None = None,
    user_folder: Path | None = None,
) -> Path:
    """The file to read: `--config`, `$ONEONONE_CONFIG`, `./config.toml`, the user's own folder.

    A file that is named has to be there; `folder` and `user_folder` are the current folder and the
    user's configuration folder unless given.
    """
    named = [(given, "--config")] if given is not None else []
    if not named and environment.get(VARIABLE):
        named = [(expanded(Path(environment[VARIABLE])), f"${VARIABLE}")]
    for path, by in named:
        if path.is_file():
            return path
        raise UsageProblem(
            f"There is no configuration file at the path that {by} names",
            where=str(path),
            mend="Name one that exists, or write it with "
            f"`oneonone init --config {shlex.quote(str(path))}`.",
        )
    home = user_folder or Path(platformdirs.user_config_dir("oneonone", appauthor=False))
    places = [(folder or Path.cwd()) / FILE_NAME, home / FILE_NAME]
    for path in places:
        if path.is_file():
            return path
    raise UsageProblem(
        "No configuration was found",
        where="looked for " + " and ".join(map(str, places)),
        mend="`oneonone init` writes one; `oneonone try` needs none.",
    )


def expanded(path: Path) -> Path:
    """With `~` as the user's own folder. That of somebody whom this machine does not know stays as
    it is written: that the file is missing is then told by whoever reads it.
    """
    with suppress(RuntimeError):
        return path.expanduser()
    return path


def read(path: Path) -> tuple[dict[str, Any], str]:
    """The file as TOML, and its text."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as exc:
        raise UsageProblem(
            "The configuration file can't be read",
            where=f"{path}: {exc.strerror}",
            mend="Check the path and who may read it.",
        ) from exc
    except UnicodeDecodeError as exc:
        raise UsageProblem(
            f"The configuration file is not UTF-8 text, from byte {exc.start} on",
            where=str(path),
            mend="Save it as UTF-8.",
        ) from exc
    try:
        return tomllib.loads(text), text
    except tomllib.TOMLDecodeError as exc:
        said = _TUPLE.sub(lambda found: f"[{found[1]}]".replace("', '", "."), str(exc))
        mend = "Correct that place; texts stand in quotes, lists in square brackets."
        if " twice " in said:  # all tables stand in a file that `init` wrote
            mend = "Put the keys under the one that stands there already."
        raise UsageProblem(
            f"The configuration file is not valid TOML: {said}", where=str(path), mend=mend
        ) from exc
