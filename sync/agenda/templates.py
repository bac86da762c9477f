"""What a section consists of: its parts, each a heading and the kind of list under it."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a section. `carries`: the open items go here, in front of an empty box."""

    heading: str
    list_kind: Literal["disc", "check"] = "disc"
    prompts: tuple[str, ...] = ()
    carries: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A template: its name is that of the thread of meetings that use it."""

    name: str
    parts: tuple[Part, ...]


def default_template(*, accomplishments: str, projects: str, topics: str, actions: str) -> Template:
    """The usual one of a good 1:1, with its headings in the pair's language."""
    return Template(
        name="default",
        parts=(
            Part(heading=accomplishments),
            Part(heading=projects),
            Part(heading=topics),
            Part(heading=actions, list_kind="check", carries=True),
        ),
    )
