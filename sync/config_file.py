"""Which configuration file is read, and how its mistakes are told: all at once, by key path.

Decides where the file is looked for and what each kind of mistake is called. Knows nothing of the
settings themselves; those are the models in `sync/config.py`.
"""

import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import platformdirs
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from sync.errors import UsageProblem

FILE_NAME = "config.toml"
VARIABLE = "ONEONONE_CONFIG"

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(#.*)?")
_KEY = re.compile(r"""\s*(?:"([^"]+)"|'([^']+)'|([\w-]+))\s*(?:\.[^=]*)?=""")

_WORDS = {
    "missing": "is missing",
    "string_type": "must be a text in quotes",
    "int_type": "must be a whole number",
    "float_type": "must be a number",
    "bool_type": "must be true or false, without quotes",
    "tuple_type": "must be a list: [..., ...]",
    "list_type": "must be a list: [..., ...]",
    "dict_type": "must be a table",
    "model_type": "must be a table",
    "model_attributes_type": "must be a table",
    "literal_error": "must be {expected}",
    "greater_than_equal": "must be {ge} or more",
    "greater_than": "must be more than {gt}",
    "less_than_equal": "must be {le} or less",
    "less_than": "must be less than {lt}",
    "string_too_short": "must not be empty",
    "string_too_long": "must be no longer than {max_length} characters",
}

Place = tuple[str | int, ...]


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
        named = [(Path(environment[VARIABLE]).expanduser(), f"${VARIABLE}")]
    for path, by in named:
        if path.is_file():
            return path
        raise UsageProblem(
            f"There is no configuration file at the path that {by} names",
            where=str(path),
            mend="Name one that exists, or copy config.example.toml there.",
        )
    home = user_folder or Path(platformdirs.user_config_dir("oneonone", appauthor=False))
    places = [(folder or Path.cwd()) / FILE_NAME, home / FILE_NAME]
    for path in places:
        if path.is_file():
            return path
    raise UsageProblem(
        "No configuration was found",
        where="looked for " + " and ".join(map(str, places)),
        mend="Copy config.example.toml to one of these, or name a file with --config. "
        "`oneonone try` needs none.",
    )


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
        raise UsageProblem(
            f"The configuration file is not valid TOML: {exc}",
            where=str(path),
            mend="Correct that place; texts stand in quotes, lists in square brackets.",
        ) from exc


def problems(
    error: ValidationError,
    *,
    model: type[BaseModel],
    text: str,
) -> tuple[Problem, ...]:
    """All mistakes that validation found, in words, in the order of the file."""
    lines = key_lines(text)
    found = [_problem(detail, model=model, lines=lines) for detail in error.errors()]
    return tuple(sorted(set(found), key=lambda each: (each.line or 10**9, each.key, each.what)))


def _problem(
    detail: ErrorDetails,
    *,
    model: type[BaseModel],
    lines: Mapping[Place, int],
) -> Problem:
    place = detail["loc"]
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        what = "is no key that oneonone knows" + _did_you_mean(place, model)
    elif kind == "value_error":
        what = str(context.get("error", "is not usable"))
    else:
        what = _WORDS.get(kind, "is not usable").format(**context)
    line = next((lines[place[:n]] for n in range(len(place), 0, -1) if place[:n] in lines), None)
    return Problem(key_path(place) or "the file", line, what)


def key_path(place: Place) -> str:
    """`person[2].email`: indexes count from one, as people do."""
    words = ""
    for part in place:
        words += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if words else part
    return words


def _did_you_mean(place: Place, model: type[BaseModel]) -> str:
    """The known key that the unknown one at this place is nearest to."""
    current: type[BaseModel] | None = model
    for part in place[:-1]:
        if isinstance(part, int) or current is None:
            continue
        current = _model_of(current, part)
    if current is None:
        return ""
    near = get_close_matches(str(place[-1]), current.model_fields, n=1)
    return f"; did you mean {near[0]}?" if near else ""


def _model_of(model: type[BaseModel], field: str) -> type[BaseModel] | None:
    """The model of a table, or of the entries of a list of tables."""
    info = model.model_fields.get(field)
    for kind in (info.annotation, *getattr(info.annotation, "__args__", ())) if info else ():
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return kind
    return None


def key_lines(text: str) -> dict[Place, int]:
    """The line of each key and table, as far as a look at each line tells. Inline tables and texts
    of several lines are not looked into: a key without a line is told without.
    """
    lines: dict[Place, int] = {}
    table: Place = ()
    counts: dict[Place, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.fullmatch(line):
            path: Place = tuple(part.strip().strip("\"'") for part in header[2].split("."))
            if header[1] == "[[":
                counts[path] = counts.get(path, -1) + 1
                table = (*path, counts[path])
            else:
                table = path
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            lines.setdefault((*table, key[1] or key[2] or key[3]), number)
    return lines
