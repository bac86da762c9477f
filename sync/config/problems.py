"""What the mistakes of a configuration are called: each by its key's path and line, in words.

Turns what validation found into `config_file.Problem`s. Decides nothing about what is a mistake.
"""

import re
from collections.abc import Mapping
from difflib import get_close_matches

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from sync.config.file import Problem

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(#.*)?")
_KEY = re.compile(r"""\s*(?:"([^"]+)"|'([^']+)'|([\w-]+))\s*(?:\.[^=]*)?=""")

_WORDS = {
    "missing": "is missing",
    "string_type": "must be a text in quotes",
    "path_type": "must be a path in quotes",
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
    elif kind in {"tuple_type", "list_type"} and (table := _list_of_tables(place, model)):
        what = f"must be written with two brackets: [[{table}]]"
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
    """The known key that the unknown one is nearest to, or the table that has it."""
    current = _model_around(place, model)
    if current is None:
        return ""
    key = str(place[-1])
    if near := get_close_matches(key, current.model_fields, n=1):
        return f"; did you mean {near[0]}?"
    homes = [
        name
        for name, info in model.model_fields.items()
        if isinstance(info.annotation, type)
        and issubclass(info.annotation, BaseModel)
        and key in info.annotation.model_fields
    ]
    return f"; it belongs in [{homes[0]}]" if len(homes) == 1 else ""


def _list_of_tables(place: Place, model: type[BaseModel]) -> str:
    """`template.section`, where that is a list of tables; else ""."""
    around = _model_around(place, model)
    is_one = around is not None and _model_of(around, str(place[-1])) is not None
    return ".".join(str(part) for part in place if not isinstance(part, int)) if is_one else ""


def _model_around(place: Place, model: type[BaseModel]) -> type[BaseModel] | None:
    """The model of the table that a place is in."""
    current: type[BaseModel] | None = model
    for part in place[:-1]:
        if not isinstance(part, int) and current is not None:
            current = _model_of(current, part)
    return current


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
