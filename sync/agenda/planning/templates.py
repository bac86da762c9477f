"""What a section consists of: its parts, and the templates that come with the job.

A template's name is that of the thread of meetings that use it. Headings are in the pair's
language; that of the accomplishments says how long ago the last meeting was. The configuration
needs this module, so it does not load the languages.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sync.agenda.calendar.cadence import Cadence
from sync.agenda.language.ornaments import heading_key, plain

if TYPE_CHECKING:
    from sync.agenda.language.words import Words

DEFAULT, PLAIN, CAREER = "default", "plain", "career"
BUILT_IN = (DEFAULT, PLAIN, CAREER)

Carrying = Literal["open", "none", "bullets"]
"""What is carried from a part: its open items, nothing, or its bullets as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a section: its heading, the lines that are given, and the kind of list."""

    heading: str
    list_kind: Literal["disc", "check"] = "disc"
    prompts: tuple[str, ...] = ()
    carry: Carrying = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A template: its parts in order; items are carried from one at least."""

    name: str
    parts: tuple[Part, ...]

    @property
    def receiving(self) -> int:
        """The number of the part that carried items go to: the last checklist, else the last.

        Not one from which nothing is carried: there they would be items no more.
        """
        fit = [n for n, part in enumerate(self.parts) if part.carry != "none"]
        checks = [n for n in fit if self.parts[n].list_kind == "check"]
        return (checks or fit)[-1]

    @property
    def boxes(self) -> tuple[str, ...]:
        """The texts of the boxes that are given."""
        checks = [part for part in self.parts if part.list_kind == "check"]
        return tuple(" ".join(prompt.split()) for part in checks for prompt in part.prompts)

    def part_for(self, heading: str | None) -> int:
        """Where a talking point goes that stood under a heading: under the same one."""
        wanted = heading_key(heading or "")
        for number, part in enumerate(self.parts):
            if part.carry == "bullets" and heading_key(part.heading) == wanted:
                return number
        return self.receiving


def default_template(*, accomplishments: str, projects: str, topics: str, actions: str) -> Template:
    """The usual template of a good 1:1."""
    headings = (accomplishments, projects, topics)
    parts = (*(Part(heading=one) for one in headings), Part(heading=actions, list_kind="check"))
    return Template(name=DEFAULT, parts=parts)


def built_in(name: str, words: "Words", cadence: Cadence) -> Template | None:
    """A template that comes with the job, for meetings of a cadence; None for another name."""
    match name:
        case "default" | "plain":
            parts = default_template(
                accomplishments=words.accomplishments(cadence),
                projects=words.projects,
                topics=words.topics,
                actions=words.actions,
            ).parts
        case "career":
            actions = Part(heading=words.actions, list_kind="check")
            parts = (*(Part(heading=heading) for heading in words.career()), actions)
        case _:
            return None
    if name == PLAIN:
        parts = tuple(Part(heading=plain(part.heading), list_kind=part.list_kind) for part in parts)
    return Template(name=name, parts=parts)


def template_named(
    name: str, own: Mapping[str, Template], words: "Words", cadence: Cadence
) -> Template:
    """A template of the configuration, else one that comes with the job, else the usual one."""
    found = own.get(name) or built_in(name, words, cadence)
    return found or template_named(DEFAULT, {}, words, cadence)


def own_words(own: Iterable[Template], words: "Words") -> frozenset[str]:
    """All headings and prompts that templates write, of every cadence."""
    templates = [
        *own,
        *(
            template
            for name in BUILT_IN
            for cadence in Cadence
            if (template := built_in(name, words, cadence)) is not None
        ),
    ]
    return frozenset(
        text for one in templates for part in one.parts for text in (part.heading, *part.prompts)
    )
