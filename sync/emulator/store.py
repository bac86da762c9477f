"""The one file in which a Workspace is kept: all of its state as JSON, replaced at once.

A file is never seen half written: it is made beside the old one and takes its place. Documents
are kept as the text of their dump, which is made again only when a document has changed.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from sync.emulator.state import State
from sync.emulator.wire import Json

FORMAT = 1


def save(path: Path, state: State, documents: Mapping[str, str]) -> None:
    """Replaces the file. `documents` gives each document's dump as JSON text."""
    body = ", ".join(f"{json.dumps(key)}: {text}" for key, text in documents.items())
    whole = (
        f'{{"format": {FORMAT},\n"state": {json.dumps(plain(state), ensure_ascii=False)},\n'
        f'"documents": {{{body}}}}}\n'
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text(whole, encoding="utf-8")
    beside.replace(path)


def load(path: Path) -> tuple[State, dict[str, Json]]:
    """The state and each document's dump. Raises ValueError for a file that is none of ours."""
    found = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise ValueError(f"{path} is no Workspace of this version: remove it and begin anew")
    return typed(State, found["state"]), found["documents"]


def plain(value: Any) -> Any:
    """Records as JSON."""
    kind: Any = type(value)
    if kind is dict:
        return {key: plain(inner) for key, inner in value.items()}
    if kind is list:
        return [plain(inner) for inner in value]
    names = _names(kind)
    return {name: plain(getattr(value, name)) for name in names} if names else value


def typed(kind: Any, value: Any) -> Any:
    """JSON as records, by the annotations of their fields."""
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: typed(hints[name], value[name]) for name in hints if name in value})
    origin = get_origin(kind)
    if origin is dict:
        inner_kind = get_args(kind)[1]
        return {key: typed(inner_kind, inner) for key, inner in value.items()}
    if origin is list:
        return [typed(get_args(kind)[0], inner) for inner in value]
    if origin in {Union, UnionType}:
        return value  # only plain values are optional
    return value


@cache
def _names(kind: type) -> tuple[str, ...]:
    """The fields of a record; none where it is a plain value."""
    return tuple(part.name for part in fields(kind)) if is_dataclass(kind) else ()


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
