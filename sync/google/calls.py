"""What a call to Google is: which API and method, what it is about, what may be repeated."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Json = dict[str, Any]
"""A JSON object as it came over the wire."""


class Api(StrEnum):
    """Which of Google's APIs; the value is its name in the discovery documents."""

    CALENDAR = "calendar"
    DRIVE = "drive"
    DOCS = "docs"


class Kind(StrEnum):
    """What may be done when the outcome of a call is not known."""

    SAFE = "safe"
    """It only reads: repeat it."""
    LOCKED_WRITE = "locked-write"
    """It holds a revision: a repetition of what was done is refused as a conflict."""
    IDEMPOTENT = "idempotent"
    """Done twice is done once, or refused by If-Match."""
    ONCE = "once"
    """Done twice is twice: repeat it only when it was certainly not done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call as errors and logs name it."""

    api: Api
    method: str
    """As in the discovery document, without the API: "files.create"."""
    kind: Kind
    where: str
    """What it is about: an id or an address, never a title."""
    app_docs: bool = False
    """Whether the sign-in sees only the files that this app made or that were picked for it."""

    @property
    def name(self) -> str:
        """With the API: "drive.files.create"."""
        return f"{self.api}.{self.method}"
