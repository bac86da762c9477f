"""What travels between the server and the three APIs: a call, an answer, a refusal.

It decides nothing. A `Call` has passed routing, signing-in and validation; handlers take one and
return plain JSON, text, or nothing. Whatever Google would refuse is raised as `WireError`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


class WireError(Exception):
    """An answer that is not 2xx: its status and its whole body, as Google gives them."""

    def __init__(
        self, status: int, body: Json, *, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(status, body)
        self.status = status
        self.body = body
        self.headers = dict(headers or {})


class InternalBug(AssertionError):
    """The emulator would have answered what Google never does: a mistake of ours, told loudly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """An answer that is no JSON: an export."""

    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who calls: the user, through which OAuth client, with which scopes.

    `scopes` are short names without Google's prefix; `issued` is when the sign-in was made, in
    microseconds, which decides whether it knows files that were picked later.
    """

    user: str
    client: str
    scopes: frozenset[str]
    issued: int

    @property
    def app(self) -> str:
        """The OAuth project: what stands before the dash of the client's id."""
        return self.client.partition("-")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request to one method of one API."""

    method: str
    """As discovery names it, `calendar.events.list`."""
    caller: Caller
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)
    """Typed by discovery, defaults not filled in, repeated ones as lists."""
    body: Json = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    """Names in lower case."""


Answer = Json | Text | None
