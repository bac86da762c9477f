"""Recorded answers made wrong in structure: what no server should send, and some day one does.

A `Mangled` is a recording with a few edits; it says which, so that a finding can be read. Edits
share all that they leave alone with the recording, which is never changed.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")
PLANTED = "Quittenbrot"
"""A word that no recording and no text of ours holds: nothing that is told may repeat it."""

ODD_TEXTS = (
    "",
    " ",
    "\n",
    f"{PLANTED}\n",
    f"{PLANTED} \x1b]0;{PLANTED}\x07\x1b[31m",
    f"\u202e{PLANTED}\u2066",
    f"\ud83d {PLANTED}",
    "\udc00\ud800",
    "\x00",
    f"\x00{PLANTED}\x85\u2028\u2029\x7f\x9b31m",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467",
    "e\u0301\ufeff\u200b\u00a0\ufffc\ufffe\ue907",
    "\v\v",
    f"javascript:alert('{PLANTED}')",
    f"data:text/html,<script>{PLANTED}</script>",
    " java\tscript:alert(1)",
    "https://x.test/\n<b>",
    "<img src=x onerror=alert(1)>\"'&",
    "[link=https://x.test]rich[/link] [bold red]",
    "{me} {0} {other.__class__} %s %(x)s ${x}",
    f"{PLANTED} " * 200,
    "9999-12-31",
    "2025-13-45T99:99:99Z",
    "0001-01-01T00:00:00+14:00",
    "../../etc/passwd",
    "true",
    "-1",
    "1e999",
    "٣",
    "²",
)
NUMBERS = (0, -1, 1, 2, 2**31, 2**53 + 1, -(2**63), 10**400, 1.5, -0.0, 1e308, float("inf"))
ODD: tuple[object, ...] = (
    None,
    True,
    False,
    *NUMBERS,
    float("nan"),
    [],
    {},
    [None],
    [[]],
    {"": None},
    {"id": 1},
)
DEEP = 400
"""Deeper than any answer, and less deep than what `json.loads` itself refuses."""

Path = tuple[str | int, ...]
Change = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Edit:
    """What was done, and where; `change` makes the new value, or raises to drop the old one."""

    what: str
    path: Path
    change: Change

    def __repr__(self) -> str:
        """Short: the value itself would be no help."""
        return f"{self.what} at {'.'.join(map(str, self.path)) or 'the top'}"


@dataclass(frozen=True, slots=True)
class Mangled:
    """A recording by name, what was done to it, and what came of that."""

    name: str
    edits: tuple[Edit, ...]
    value: Any

    def __repr__(self) -> str:
        """Without the value, which is long."""
        return f"<{self.name}: {'; '.join(map(repr, self.edits)) or 'as it is'}>"

    def _repr_pretty_(self, printer: Any, _cycle: object) -> None:
        """The same for hypothesis, which would print how it was made."""
        printer.text(repr(self))


class _Gone(Exception):
    """The value is to be dropped."""


def edited(value: Any, path: Path, change: Change) -> Any:
    """The value with one place changed; as it was where there is no such place any more."""
    if not path:
        return change(value)  # may raise _Gone, for the level above
    head, *tail = path
    rest = tuple(tail)
    try:
        if isinstance(value, dict) and head in value:
            return {**value, head: edited(value[head], rest, change)}
        if isinstance(value, list) and isinstance(head, int) and head < len(value):
            return [*value[:head], edited(value[head], rest, change), *value[head + 1 :]]
    except _Gone:
        if isinstance(value, dict):
            return {key: one for key, one in value.items() if key != head}
        return [one for number, one in enumerate(value) if number != head]
    return value


def after(value: Any, edit: Edit) -> Any:
    """The value with the edit done; a whole that was dropped is null."""
    try:
        return edited(value, edit.path, edit.change)
    except _Gone:
        return None


def paths_of(value: Any, *, most: int = 4000) -> list[Path]:
    """The places of a value, the outer ones first."""
    found: list[Path] = [()]
    for path in found:
        if len(found) > most:
            break
        inner: Any = value
        for part in path:
            inner = inner[part]
        if isinstance(inner, dict):
            found += [(*path, key) for key in inner]
        elif isinstance(inner, list):
            found += [(*path, number) for number in range(len(inner))]
    return found


def one_of_many(values: Sequence[T]) -> st.SearchStrategy[T]:
    """As `sampled_from`, but a failure does not print them all."""
    return st.integers(0, len(values) - 1).map(values.__getitem__)


@cache
def odd_texts() -> st.SearchStrategy[str]:
    """Texts that trip readers: none at all, controls, halves of characters, other schemes."""
    pieces = one_of_many(ODD_TEXTS) | st.text(st.characters(exclude_categories=[]), max_size=6)
    return pieces | st.lists(pieces, max_size=3).map("".join)


@cache
def odd_values() -> st.SearchStrategy[Any]:
    """JSON of any type, mostly of another than is expected."""
    return (
        st.sampled_from(ODD)
        | odd_texts()
        | st.recursive(
            st.sampled_from(ODD) | st.integers() | st.floats() | odd_texts(),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(["id", "content", "items", ""]), inner, max_size=3
                )
            ),
            max_leaves=6,
        )
    )


def _drop(_: Any) -> Any:
    raise _Gone


def _other_type(value: Any) -> Any:
    if isinstance(value, str):
        return list(value)
    if isinstance(value, list):
        return {str(number): one for number, one in enumerate(value)}
    if isinstance(value, dict):
        return list(value.values())
    return json.dumps(value)


def _deeper(value: Any) -> Any:
    """Buried in lists or in objects of its own only key, as deep as can be sent."""
    if isinstance(value, dict) and value:
        key = next(iter(value))
        for _ in range(DEEP):
            value = {key: value}
        return value
    for _ in range(DEEP):
        value = [value]
    return value


def _twice(value: Any) -> Any:
    """A list with each entry twice, a text said twice, a number doubled."""
    if isinstance(value, list):
        return [one for one in value for _ in (0, 1)]
    return value * 2 if isinstance(value, str | int) and abs(len(str(value))) < 10_000 else value


def _turned(value: Any) -> Any:
    return value[::-1] if isinstance(value, list | str) else value


def _cut(value: Any) -> Any:
    return value[: len(value) // 2] if isinstance(value, list | str) else value


FIXED: Mapping[str, Change] = {
    "dropped": _drop,
    "another type": _other_type,
    "buried": _deeper,
    "twice": _twice,
    "turned round": _turned,
    "cut short": _cut,
    "in a list": lambda value: [value],
    "null": lambda _: None,
}


_KINDS = st.sampled_from(["odd", "text", "known", "number", "moved", *FIXED])
_NUMBERS = st.sampled_from(NUMBERS) | st.integers(-5, 5)


@st.composite
def edits(draw: st.DrawFn, value: Any, paths: Sequence[Path], texts: Sequence[str]) -> Edit:
    """One edit of a value. `texts` are such as may stand there, to be put where others did."""
    path: Path = draw(one_of_many(paths))
    kind = draw(_KINDS)
    if kind in FIXED:
        return Edit(kind, path, FIXED[kind])
    if kind == "moved":
        other: Any = value
        for part in draw(one_of_many(paths)):
            other = other[part]
        return Edit("a value of elsewhere", path, lambda _: other)
    if kind == "text":
        odd = draw(odd_texts())
        at = draw(st.integers(0, 8))
        return Edit(
            f"text {odd[:40]!r}",
            path,
            lambda old: old[:at] + odd + old[at:] if isinstance(old, str) else odd,
        )
    if kind == "known" and texts:
        known = draw(one_of_many(texts))
        return Edit(f"text {known[:40]!r}", path, lambda _: known)
    if kind == "number":
        number = draw(_NUMBERS)
        return Edit(
            f"number {str(number)[:20]}",
            path,
            lambda old: old + number if type(old) is int else number,
        )
    given = draw(odd_values())
    return Edit(f"{str(given)[:40]!r}", path, lambda _: given)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recording with its places; `near` are those that the job reads, by their last key."""

    name: str
    value: Any
    paths: tuple[Path, ...]
    near: tuple[Path, ...]

    @classmethod
    def of(cls, name: str, value: Any, *, read: Sequence[str] = ()) -> "Recorded":
        """With its places found; `read` are the keys that the job reads."""
        paths = paths_of(value)
        keys = frozenset(read)
        return cls(name, value, tuple(paths), tuple(p for p in paths if p and p[-1] in keys))


def mangled(
    recorded: Sequence[Recorded], *, texts: Sequence[str] = (), most: int = 4
) -> st.SearchStrategy[Mangled]:
    """A recording with up to so many edits, more of them where the job reads."""

    @st.composite
    def made(draw: st.DrawFn) -> Mangled:
        one = draw(one_of_many(recorded))
        value, done = one.value, []
        for _ in range(draw(st.integers(0, most))):
            often = bool(one.near) and draw(st.integers(0, 3)) > 0
            edit = draw(edits(one.value, one.near if often else one.paths, texts))
            value = after(value, edit)
            done.append(edit)
        return Mangled(one.name, tuple(done), value)

    return made()
