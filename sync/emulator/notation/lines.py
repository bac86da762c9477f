"""From the lines of a tab to its paragraphs, lists and named ranges.

Decides a paragraph's style, its list and level, and what its marks cover.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sync.emulator.docs.defaults import plain_paragraph_style
from sync.emulator.docs.model import Block, Blocks, Chip, Element, Json, Paragraph, Run
from sync.emulator.docs.presets import LEVELS, levels_of
from sync.emulator.docs.text import units
from sync.emulator.docs.textstyles import LINK_LOOK
from sync.emulator.notation.lists import Membership, usual_list
from sync.emulator.notation.scanning import Content, Mark, Scanner
from sync.emulator.notation.signs import (
    EMPTY,
    HEADING,
    HEADINGS,
    KINDS,
    MARKER,
    RULE,
    Ids,
    NotationError,
    default_span,
    overlaid,
)

Span = tuple[int, int]
PLAIN: Json = {"namedStyleType": "NORMAL_TEXT", "direction": "LEFT_TO_RIGHT"}
CELL = plain_paragraph_style(100, widows=False)
FLAGS = {"rtl", "list", "shift", "style", "extra", "bullet", "ticked"}


@dataclass(slots=True)
class TabAtWork:
    """A tab as far as it is read. `marks` are (number of the paragraph, mark), -1 for indexes;
    `given` the lists that directives write out, by number.
    """

    properties: Json
    depth: int
    ids: Ids
    suggestions: list[str]
    blocks: list[Block] = field(default_factory=list)
    lists: Json = field(default_factory=dict)
    given: dict[int, Json] = field(default_factory=dict)
    membership: Membership = field(default_factory=Membership)
    marks: list[tuple[int, Mark]] = field(default_factory=list)
    paragraphs: int = 0
    rows: list[list[Blocks]] = field(default_factory=list)
    images: list[str] = field(default_factory=list)

    def paragraph(self, line: str, *, in_cell: bool = False) -> Paragraph:
        """The paragraph of one line."""
        style = dict(CELL if in_cell else PLAIN)
        item = MARKER.match(line)
        heading = None if item else HEADING.match(line)
        prefix = item or heading
        content = self._content(line[prefix.end() :] if prefix else line)
        bullet = None
        if heading:
            style["namedStyleType"] = HEADINGS[heading["sign"]]
        if item:
            look, bullet = self._item(len(item["indent"]), item["sign"], content.flags)
            style.update({k: look[k] for k in ("indentFirstLine", "indentStart") if k in look})
        else:
            self.membership.end_block()
        newline = content.newline or Run("\n", newline_style(content.elements))
        self.marks += [(self.paragraphs, mark) for mark in content.marks]
        self.paragraphs += 1
        ticked = content.flags.get("ticked", item is not None and item["sign"] == "- [x]")
        return Paragraph(
            (*content.elements, newline),
            self._styled(style, content),
            bullet,
            content.flags.get("extra", {}),
            ticked,
        )

    def _content(self, text: str) -> Content:
        text = text.strip(" ") if text.endswith(RULE) else text.lstrip(" ")
        if text == RULE:
            text = "@<rule>"
        content = Scanner(text.removeprefix(EMPTY), self.ids, self.suggestions).run()
        unknown = content.flags.keys() - FLAGS
        if unknown:
            raise NotationError(f"nothing is called {{!{min(unknown)}}}")
        self.images += [
            element.data["inlineObjectId"]
            for element in content.elements
            if isinstance(element, Chip) and element.kind == "inlineObjectElement"
        ]
        return content

    def _item(self, indent: int, sign: str, flags: Json) -> tuple[Json, Json]:
        """The look of the item's level, and its bullet."""
        level = indent // 2
        if indent % 2 or level >= LEVELS:
            raise NotationError("a level is two blanks, and there are nine")
        kind = KINDS.get(sign, "number")
        list_id = self._list_of(kind, flags)
        self.membership.note(kind, list_id)
        levels = levels_of(self.lists[list_id])
        if level >= len(levels):
            raise NotationError("the list has no such level")
        bullet: Json = {"listId": list_id, "textStyle": dict(levels[level].get("textStyle", {}))}
        if level:
            bullet["nestingLevel"] = level
        if "bullet" in flags:
            bullet["textStyle"] = flags["bullet"]
        return levels[level], bullet

    def _list_of(self, kind: str, flags: Json) -> str:
        known = self.membership.ids
        number = flags.get("list", len(known) + 1)
        if not 0 < number <= len(known) + 1:
            raise NotationError(f"there is no list {number} yet")
        if "list" in flags and number <= len(known):
            return known[int(number) - 1]
        if "list" not in flags and "shift" not in flags:
            above = self.membership.expected(kind)
            if above is not None:
                return above
        list_id: str = self.ids("kix.l")
        self.lists[list_id] = self.given.get(number) or usual_list(kind, flags.get("shift", 0))
        return list_id

    def _styled(self, style: Json, content: Content) -> Json:
        if content.flags.get("rtl"):
            style["direction"] = "RIGHT_TO_LEFT"
        style = overlaid(style, content.flags.get("style", {}))
        if content.heading_id:
            style["headingId"] = content.heading_id
        elif content.heading_id is None and style.get("namedStyleType") != "NORMAL_TEXT":
            style["headingId"] = self.ids("h.")
        return style

    def spans(self, starts: Sequence[tuple[int, Paragraph]]) -> Iterator[tuple[Mark, list[Span]]]:
        """Each mark with what it covers, given the paragraphs with their start indexes."""
        for number, mark in self.marks:
            if number < 0:
                yield mark, list(mark.spans or ())
                continue
            start, paragraph = starts[number]
            spans = mark.spans or (usual_span(paragraph),)
            yield mark, [(start + first, start + last) for first, last in spans]


def newline_style(elements: Sequence[Element]) -> Json:
    """The style of a newline by default: what all the text of its paragraph has, links apart."""
    if not elements:
        return {}
    styles = [_without_link(element.style) for element in elements]
    return {k: v for k, v in styles[0].items() if all(style.get(k) == v for style in styles)}


def _without_link(style: Json) -> Json:
    if "link" not in style:
        return style
    return {k: v for k, v in style.items() if k != "link" and LINK_LOOK.get(k) != v}


def usual_span(paragraph: Paragraph) -> Span:
    """What a mark covers that names no span, from the paragraph's start."""
    body = paragraph.length - 1
    last = paragraph.elements[-1]
    text = last.text[:-1] if isinstance(last, Run) else ""
    if text:
        tail = units(text[-1])
    elif len(paragraph.elements) > 1:
        before = paragraph.elements[-2]
        tail = units(before.text[-1:]) if isinstance(before, Run) else before.length
    else:
        tail = 0
    return default_span(body, tail)
