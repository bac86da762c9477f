"""Which OAuth scopes the job needs, and which of them a sign-in lacks."""

from collections.abc import Iterable
from typing import Final, Literal

Access = Literal["app-docs", "all-docs"]
"""Only documents that this app made or that were picked for it, or all of the user's."""

_PREFIX: Final = "https://www.googleapis.com/auth/"

DOCUMENTS_ALONE: Final = frozenset({f"{_PREFIX}drive.file"})
"""What Google's picker is asked with."""

_COVERED_BY: Final[dict[str, frozenset[str]]] = {
    "calendar.events": frozenset({"calendar"}),
    "calendar.events.readonly": frozenset({"calendar", "calendar.events", "calendar.readonly"}),
    "drive.file": frozenset({"drive"}),
    "drive.readonly": frozenset({"drive"}),
    "documents": frozenset({"drive"}),
}
"""What else would do, by Google's own lists of the scopes of each method."""


def needed_scopes(access: Access, *, attach: bool = True) -> frozenset[str]:
    """The scopes to ask for. Without attaching, the calendar is only read."""
    short = {"calendar.events" if attach else "calendar.events.readonly", "drive.file"}
    if access == "all-docs":
        short |= {"documents", "drive.readonly"}
    return frozenset(_PREFIX + name for name in short)


def missing_scopes(granted: Iterable[str], needed: Iterable[str]) -> tuple[str, ...]:
    """The needed scopes that nothing granted covers, sorted."""
    have = {scope.removeprefix(_PREFIX) for scope in granted}
    return tuple(scope for scope in sorted(needed) if have.isdisjoint(_covering(scope)))


def _covering(scope: str) -> frozenset[str]:
    name = short_name(scope)
    return _COVERED_BY.get(name, frozenset()) | {name}


def short_name(scope: str) -> str:
    """A scope as people read it: "drive.file"."""
    return scope.removeprefix(_PREFIX)
