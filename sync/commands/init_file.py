"""The text of a new config.toml: what was chosen, and all other keys as comments, with defaults.

Made from config.example.toml, which comes with the package, so that it says what each key does.
"""

import json
import re
from collections.abc import Iterable, Mapping
from importlib.resources import files

Value = str | bool
Chosen = Mapping[str, Mapping[str, Value]]
"""By table, by key."""

_TABLE = re.compile(r"\[(\w+)\]")
_KEY = re.compile(r"(\w+) = ")
_HEAD = """\
# oneonone's settings, written by `oneonone init`.
#
# Each key that has a # before it shows its default: take the # away to change it. Unknown keys are
# mistakes, and all mistakes are told at once; `oneonone doctor` checks the file. Paths are relative
# to it. Lists of your own replace the default ones.
"""


def example() -> str:
    """The example configuration, every key with its default."""
    return files("sync").joinpath("config.example.toml").read_text(encoding="utf-8")


def config_text(chosen: Chosen, people: Mapping[str, bool]) -> str:
    """The file's text. `people`: by address, whether the person is left out (`skip`)."""
    _, _, body = example().partition("\n\n")
    lines = list(_lines(body.splitlines(), chosen))
    for email, skip in people.items():
        lines += ["", *person_lines(email, skip=skip)]
    return "\n".join([_HEAD, *lines]) + "\n"


def person_lines(email: str, *, skip: bool) -> list[str]:
    """A person's entry."""
    return ["[[person]]", f"email = {json.dumps(email)}", f"skip = {_toml(skip)}"]


def _lines(lines: Iterable[str], chosen: Chosen) -> Iterable[str]:
    table, in_list = "", False
    for line in lines:
        if found := _TABLE.fullmatch(line):
            table = found[1]
        key = _KEY.match(line)
        if in_list:
            in_list = line != "]"
            yield f"#{line}"
        elif key and key[1] in chosen.get(table, {}):
            yield f"{key[1]} = {_toml(chosen[table][key[1]])}"
        elif key:
            in_list = line.endswith("[")
            yield f"#{line}"
        else:
            yield line


def _toml(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False)
