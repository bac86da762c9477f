"""What a command gives back: a frozen value with its exit code, to be shown by `cli_show`.

A command never prints. It returns an `Outcome`: blocks for people to read, and the same facts as
plain JSON for programs. This module holds the shapes, and how a number of things is said.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from sync.errors import ExitCode

Json = dict[str, Any]
Tone = Literal["plain", "strong", "good", "warning", "bad", "faint"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Passage:
    """Text of several lines that stays as it is, such as a document shown as Markdown."""

    text: str
    indent: int = 4


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings. On a terminal the cells wrap, elsewhere each row is one line."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("a row has another number of cells than the table has columns")


@dataclass(frozen=True, slots=True)
class Diff:
    """Lines of a document with their signs: `+` came, `-` went, a blank stays."""

    lines: tuple[tuple[str, str], ...]


Block = Line | Passage | Table | Diff


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a command found or did: blocks to read, the same as JSON, and the exit code."""

    blocks: Sequence[Block]
    data: Json = field(default_factory=dict)
    exit_code: ExitCode = ExitCode.OK


@dataclass(frozen=True, slots=True)
class Shown:
    """A command's outcomes as they come, and whether they were asked for as JSON.

    They own the exit code: the worst of theirs.
    """

    outcomes: Iterable[Outcome]
    as_json: bool = False


def counted(number: int, one: str, many: str = "") -> str:
    """How many there are of something: "1 pair", "2 pairs", "0 people"."""
    return f"{number} {one if number == 1 else many or one + 's'}"
