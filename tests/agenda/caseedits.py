"""What people do to a golden case's document next, as hypothesis strategies.

The edits are of the text of the notation: a line is deleted, pasted without its marks, moved,
ticked, struck through, indented, or comes anew. Made as text so that what fails can be kept as a
golden case as it stands. Not every edit leaves a text that the notation reads.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, timedelta

from hypothesis import strategies as st

from sync.agenda.planning.templates import Part, Template
from tests.agenda.casefile import Case

HEADINGS = (
    "Action items",
    "Growth",
    "Next steps",
    "Notes",
    "Projects",
    "Talking points",
    "Topics",
    "Warm-up",
)
_MARKS = re.compile(r" \{[^{}]*\}")
_ITEM = re.compile(r"( *(?:- \[.\]|\*|1\.) )([^{\[]*[^{\[ ])")
_NEW = (
    "- [ ] New thing",
    "- [ ] Another thing",
    "- [ ] Send the deck",
    "  - [ ] Sub thing",
    "  * a note",
    "* a point",
    "[ ] typed",
    "¶",
    "- [ ]",
    "* ¶",
    "Some words",
    "Action items",
    *(f"### {heading}" for heading in HEADINGS),
)


def _struck(line: str) -> str:
    return _ITEM.sub(r"\1~~\2~~", line, count=1)


def _ticked(line: str) -> str:
    if "- [ ]" in line:
        return line.replace("- [ ]", "- [x]", 1)
    return line.replace("- [x]", "- [ ]", 1)


def _indented(line: str) -> str:
    return f"  {line}" if _ITEM.match(line) else line


def _typed_on(line: str) -> str:
    text, brace, marks = line.partition(" {")
    return f"{text} and so{brace}{marks}"


def _raised(line: str) -> str:
    return line if not line.startswith("#") else f"#{line}"


_CHANGES: tuple[Callable[[str], str], ...] = (
    _ticked,
    _ticked,
    _struck,
    _indented,
    lambda line: line.removeprefix("  "),
    _typed_on,
    _raised,
    lambda line: _MARKS.sub("", line),
    lambda line: _MARKS.sub("", line, count=1),
)


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit: of the line `at`, which goes `to` another place, is changed or gets company."""

    deed: str
    at: int
    to: int
    new: str
    change: Callable[[str], str]


edits = st.builds(
    Edit,
    deed=st.sampled_from(["change", "change", "change", "delete", "paste", "move", "come", "come"]),
    at=st.integers(0, 40),
    to=st.integers(0, 40),
    new=st.sampled_from(_NEW),
    change=st.sampled_from(_CHANGES),
)


def edited(text: str, made: Sequence[Edit]) -> str:
    """The text with the edits made, one after another."""
    lines = [line for line in text.split("\n") if line.strip()]
    for one in made:
        if lines:
            _edit(lines, one)
    return "\n".join(lines) + "\n"


def _edit(lines: list[str], one: Edit) -> None:
    at = one.at % len(lines)
    match one.deed:
        case "change":
            lines[at] = one.change(lines[at])
        case "delete":
            del lines[at]
        case "paste":
            lines.insert(one.to % len(lines), _MARKS.sub("", lines[at]))
        case "move":
            lines.insert(one.to % len(lines), lines.pop(at))
        case _:
            lines.insert(at, one.new)


@st.composite
def templates(draw: st.DrawFn) -> Template:
    """A template as the configuration takes it: none carries nothing from the action items."""
    parts = []
    for heading in draw(st.lists(st.sampled_from(HEADINGS), unique=True, min_size=1, max_size=4)):
        ways = ["open", "bullets"] if heading in {"Action items", "Next steps"} else _WAYS
        parts.append(
            Part(
                heading=heading,
                list_kind=draw(st.sampled_from(["disc", "check"])),
                prompts=draw(st.sampled_from([(), (), ("How are you?",), ("New thing", "Else")])),
                carry=draw(st.sampled_from(ways)),
            )
        )
    if all(part.carry == "none" for part in parts):
        parts.append(Part(heading="Anything else"))
    return Template(name="own", parts=tuple(parts))


_WAYS = ["open", "none", "bullets"]


def with_template(case: Case, template: Template) -> Case:
    """The case with all its meetings under a template."""
    meetings = tuple(replace(one, template=template.name) for one in case.meetings)
    settings = {**case.settings, "usual": template.name}
    return replace(case, meetings=meetings, settings=settings, templates=(template,))


def a_week_on(case: Case) -> Case:
    """The case with all its meetings a week later."""
    week = timedelta(days=7)
    meetings = (
        replace(one, start=one.start + week, key=(one.start + week).astimezone(UTC))
        for one in case.meetings
    )
    return replace(case, meetings=tuple(meetings))
