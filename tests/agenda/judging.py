"""What a first run has to carry, judged anew and simply: no mark stands in the document yet.

Documents are made of lines whose meaning is known beforehand, so nothing of people's language is
read here. The judgement is design's section 6: of the latest section that holds an item, all that
is not done, in order, what is nested under it with it; open ones under a done one alone, on top.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from hypothesis import strategies as st

from tests.agenda.anybody import DAY, FORMS, escaped

Box = Literal["none", "open", "done"]


@dataclass(frozen=True, slots=True)
class Text:
    """A text as typed, what it says behind a typed box, what that box is, whether it says DONE."""

    typed: str
    says: str
    box: Box = "none"
    done: bool = False


TEXTS = (
    Text("same", "same"),
    Text("same", "same"),
    Text("Send the deck", "Send the deck"),
    Text("🚀 👩‍👩‍👧", "🚀 👩‍👩‍👧"),
    Text("soft\vbreak  here", "soft break here"),
    Text("a*b_c [x](y)", "a*b_c [x](y)"),
    Text("✅ rotate the keys", "✅ rotate the keys"),
    Text("get the PR DONE by Friday", "get the PR DONE by Friday"),
    Text("Hiring frozen (since Mar 3)", "Hiring frozen (since Mar 3)"),
    Text("[ ] by hand", "by hand", "open"),
    Text("☐ a ballot", "a ballot", "open"),
    Text("[x] by hand", "by hand", "done"),
    Text("☑ a ballot", "a ballot", "done"),
    Text("DONE: ship it", "DONE: ship it", done=True),
    Text("DONE - ship it", "DONE - ship it", done=True),
    Text("DONE", "DONE", done=True),
    Text("ship it (DONE)", "ship it (DONE)", done=True),
    Text("", ""),
)
_LISTS = {"- [ ]": "open", "- [x]": "done", "*": "none", "1.": "none", "-": "none", "+": "none"}


@dataclass(frozen=True, slots=True)
class KnownLine:
    """A line in the notation, and what it is. `rank` is a heading's."""

    written: str
    says: str
    depth: int
    box: Box
    rank: int | None = None


@st.composite
def known_lines(draw: st.DrawFn) -> KnownLine:
    """A line of the text, or a heading without a date."""
    if draw(st.integers(0, 9)) == 0:
        rank = draw(st.sampled_from([1, 3, 3, 4]))
        return KnownLine(f"{'#' * rank} Something else", "Something else", 0, "none", rank)
    text = draw(st.sampled_from(TEXTS))
    sign = draw(st.sampled_from(["- [ ]", "- [ ]", "- [x]", "*", "1.", "-", "+", ""]))
    depth = draw(st.sampled_from([0, 0, 1, 1, 2, 3])) if sign else 0
    look = draw(st.sampled_from(["", "", "", "**", "__", "~~"])) if text.typed else ""
    written = f"{'  ' * depth}{sign} {look}{escaped(text.typed) or '¶'}{look}".lstrip(
        " " if not sign else ""
    )
    native = _LISTS.get(sign, "none")
    box: Box = "none"
    if "done" in (native, text.box) and (native != "none" or text.box != "none"):
        box = "done"
    elif native != "none" or text.box != "none":
        box = "done" if text.done or look == "~~" else "open"
    return KnownLine(written, text.says, depth, box)


@dataclass(frozen=True, slots=True)
class Known:
    """A document in the notation, its sections' days and lines in the document's order."""

    text: str
    sections: tuple[tuple[date, tuple[KnownLine, ...]], ...]


@st.composite
def known_documents(draw: st.DrawFn) -> Known:
    """A document of people's own sections, no two of one day.

    The oldest is of December 12: a day that stands alone, far from all meetings, and can be read
    either way round is one that nothing settles.
    """
    top = draw(st.lists(known_lines(), max_size=2))
    written = [line.written for line in top]
    ago = draw(st.lists(st.sampled_from([-7, 0, 1, 7, 7, 14, 21, 30, 88]), unique=True, max_size=4))
    form = draw(st.sampled_from(FORMS))
    sections = []
    for number in ago:
        day = DAY - timedelta(days=number)
        lines = draw(st.lists(known_lines(), max_size=7))
        written += [f"## {escaped(form(day))}", *(line.written for line in lines)]
        sections.append((day, tuple(lines)))
    if not written or draw(st.booleans()):
        written.append("¶")
    return Known("\n".join(written) + "\n", tuple(sections))


@dataclass(slots=True)
class _Node:
    line: KnownLine
    parent: "_Node | None"
    notes: list[KnownLine] = field(default_factory=list)


Copied = tuple[str, int, str]
"""`item` or `note`, how deep it stands, and what it says."""


def to_carry(known: Known, day: date) -> list[Copied]:
    """What stands in the meeting's section because it was carried, line by line."""
    earlier = sorted((one for one in known.sections if one[0] < day), reverse=True)
    window = [one for n, one in enumerate(earlier) if n < 3 or day - one[0] <= timedelta(days=35)]
    held = (nodes for _, lines in window if (nodes := _nodes(_of_section(lines))))
    nodes = next(held, [])
    there: Counter[str] = Counter()
    for other, lines in known.sections:
        if other == day:
            there.update(node.line.says for node in _nodes(_of_section(lines)))
    going: list[_Node] = []
    for node in nodes:
        if node.line.box != "open":
            continue
        if there[node.line.says]:
            there[node.line.says] -= 1
            continue
        going.append(node)
    return [line for node in going if node.parent not in going for line in _tree(node, going, 0)]


def _of_section(lines: Sequence[KnownLine]) -> list[KnownLine]:
    """The lines up to a heading of higher rank than the section's own."""
    end = next((n for n, line in enumerate(lines) if line.rank == 1), len(lines))
    return list(lines[:end])


def _nodes(lines: Sequence[KnownLine]) -> list[_Node]:
    found: list[_Node] = []
    above: list[_Node] = []
    for line in lines:
        if line.rank is not None:
            above.clear()
            continue
        while above and above[-1].line.depth >= line.depth:
            above.pop()
        if line.box == "none" or not line.says:
            if above and line.says and line.box == "none":
                above[-1].notes.append(line)
            continue
        node = _Node(line, above[-1] if above else None)
        found.append(node)
        above.append(node)
    return found


def _tree(node: _Node, going: Sequence[_Node], depth: int) -> list[Copied]:
    lines = [("item", depth, node.line.says)]
    for note in node.notes:
        below = min(note.depth - node.line.depth, 3)
        lines.append(("note", depth + below, note.says))
    for other in going:
        if other.parent is node:
            lines += _tree(other, going, depth + 1)
    return lines
