"""From a document to the notation: lines, lists, tables, tabs, and what stands in braces.

Decides what must be said because it is not what the notation takes for granted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from sync.emulator.docs import Document
from sync.emulator.docs.model import (
    Block,
    Break,
    Contents,
    Element,
    Json,
    NamedRange,
    Paragraph,
    Run,
    Tab,
    Table,
    joined,
)
from sync.emulator.docs.presets import levels_of
from sync.emulator.docs.show import show_blocks
from sync.emulator.notation.headings import Directory
from sync.emulator.notation.lines import CELL, PLAIN, newline_style, usual_span
from sync.emulator.notation.lists import Membership, kind_of_level, usual_shift
from sync.emulator.notation.signs import (
    EMPTY,
    HEADING,
    HEADINGS,
    MARKER,
    RAW_NAME,
    RULE,
    SIGNS,
    difference,
)
from sync.emulator.notation.writing import InlineWriter, compact

SIGN_OF_STYLE = {style: sign for sign, style in HEADINGS.items()}
BLANK_LEVEL: Json = {}
INDENTS: tuple[str, ...] = ("indentFirstLine", "indentStart")


def render(document: Document, *, exact: bool = False) -> str:
    """The document in the notation, a newline at its end; `exact` with what nobody sees."""
    directory = Directory(document.tabs)
    inline = InlineWriter(directory, exact)
    tabs = [tab for root in document.tabs for tab in root.with_children()]
    only = tabs[0].properties
    named = len(tabs) > 1 or (only["tabId"], only.get("title")) != ("t.0", "Tab 1")
    lines: list[str] = []
    for number, tab in enumerate(tabs):
        if named or set(only) - {"tabId", "title", "index"}:
            lines.append(_tab_line(tab, number))
        lines += _TabWriter(tab, inline, exact=exact).lines()
    return "\n".join(lines) + "\n"


def _tab_line(tab: Tab, number: int) -> str:
    properties = dict(tab.properties)
    depth = int(properties.pop("nestingLevel", 0))
    for name in ("index", "parentTabId"):
        properties.pop(name, None)
    found = properties.pop("tabId")
    line = "  " * depth + f"%tab {properties.pop('title', '')}"
    if found != f"t.{number}":
        line += f" ={found}"
    return f"{line} {compact(properties)}" if properties else line


@dataclass(slots=True)
class _TabWriter:
    """Writes one tab. `waiting` are the named ranges that no paragraph had yet, the first at the
    end; `stray` those that none will have.
    """

    tab: Tab
    inline: InlineWriter
    exact: bool
    membership: Membership = field(default_factory=Membership)
    written_out: list[str] = field(default_factory=list)
    waiting: list[NamedRange] = field(default_factory=list)
    stray: list[NamedRange] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The tab's lines, without the one that names it."""
        own = [named for named in self.tab.ranges if not named.segment]
        self.waiting = sorted(own, key=_place, reverse=True)
        body = self.tab.body[1:] if isinstance(self.tab.body[0], Break) else self.tab.body
        out: list[str] = []
        at = self.tab.body[0].length if len(body) < len(self.tab.body) else 0
        table_above = False
        for block in body:
            match block:
                case Paragraph():
                    out.append(self._paragraph(block, at, PLAIN))
                case Table():
                    out += ["|-|"] if table_above else []
                    out += self._table(block, at)
                case Break() | Contents():
                    self.membership.end_block()
                    out += [f"%block {compact(one)}" for one in show_blocks([block], at)]
            table_above = isinstance(block, Table)
            at += block.length
        return [*self.written_out, *out, *self._stray_marks()]

    def _table(self, table: Table, at: int) -> list[str]:
        out = []
        at += 1
        for row in table.rows:
            at += 1
            parts = []
            for cell in row.cells:
                self.membership.end_block()
                parts.append(" ¶ ".join(self._cell(cell.blocks, at + 1)))
                self.membership.end_block()
                at += cell.length
            out.append("|" + "".join(f" {part} |" if part else " |" for part in parts))
        return out

    def _cell(self, blocks: Sequence[Block], at: int) -> Iterable[str]:
        for block in blocks:
            if not isinstance(block, Paragraph):
                raise TypeError("the notation has no tables in tables")
            yield self._paragraph(block, at, CELL)
            at += block.length

    def _paragraph(self, paragraph: Paragraph, at: int, base: Json) -> str:
        in_cell = base is CELL
        braces: list[str] = []
        if paragraph.bullet is None:
            self.membership.end_block()
            prefix, style = "", base
        else:
            prefix, level, braces = self._item(paragraph, paragraph.bullet)
            style = {**base, **{k: level[k] for k in INDENTS if k in level}}
        if not prefix and paragraph.named_style in SIGN_OF_STYLE:
            prefix = SIGN_OF_STYLE[paragraph.named_style]
            style = {**style, "namedStyleType": paragraph.named_style}
        content = self.inline.content(self._shown(paragraph), in_cell=in_cell)
        braces += self._style_braces(paragraph, style)
        if paragraph.ticked and not prefix.strip().startswith("- ["):
            braces.append("{!ticked}")
        braces += self._marks(paragraph, at)
        if not prefix:
            content = _plain(content, in_cell=in_cell)
        elif prefix.strip() == "-" and content.startswith("["):
            content = "\\" + content
        line = f"{prefix} {content}" if prefix and content else prefix or content
        return " ".join([line, *braces]) if line else " ".join(braces)

    def _shown(self, paragraph: Paragraph) -> tuple[Element, ...]:
        """The elements to be written: the newline only where its style is another than usual."""
        elements = joined(paragraph.elements)
        last = elements[-1]
        if not isinstance(last, Run) or not last.text.endswith("\n"):
            return elements
        body = (*elements[:-1], replace(last, text=last.text[:-1]))
        text = joined(body)
        newline = replace(last, text="\n")
        usual = newline.style == newline_style(text) and not newline.extra
        hidden = not self.exact and not newline.extra
        return text if usual or hidden else (*text, newline)

    def _item(self, paragraph: Paragraph, bullet: Json) -> tuple[str, Json, list[str]]:
        """An item's sign, the look of its level, and what its list and bullet need said."""
        list_id, number = str(bullet["listId"]), paragraph.level
        listing = self.tab.lists.get(list_id, {})
        levels = levels_of(listing)
        level = levels[number] if number < len(levels) else BLANK_LEVEL
        kind = kind_of_level(level)
        shift = usual_shift(listing)
        known = self.membership.ids
        expected = self.membership.expected(kind)
        braces: list[str] = []
        if list_id in known:
            if expected != list_id:
                braces.append(f"{{!list {known.index(list_id) + 1}}}")
        elif shift is None or (expected is not None and not shift):
            braces.append(f"{{!list {len(known) + 1}}}")
            if shift is None:
                self.written_out.append(f"%list {len(known) + 1} {compact(levels)}")
        elif shift:
            braces.append(f"{{!shift {shift:g}}}")
        self.membership.note(kind, list_id)
        look = bullet.get("textStyle", {})
        if self.exact and look != level.get("textStyle", {}):
            braces.append(f"{{!bullet {compact(look)}}}")
        sign = "- [x]" if kind == "check" and paragraph.ticked else SIGNS[kind]
        return "  " * number + sign, level, braces

    def _style_braces(self, paragraph: Paragraph, base: Json) -> list[str]:
        style = dict(paragraph.style)
        heading_id = style.pop("headingId", None)
        is_heading = style.get("namedStyleType") != "NORMAL_TEXT"
        braces = []
        if heading_id is None and is_heading:
            braces.append("{#}")
        elif heading_id is not None and (self.exact or not is_heading):
            braces.append(f"{{#{heading_id}}}")
        if style.get("direction") == "RIGHT_TO_LEFT":
            braces.append("{!rtl}")
            style["direction"] = base.get("direction")
        patch = difference(style, base)
        if patch:
            braces.append(f"{{!style {compact(patch)}}}")
        if paragraph.extra:
            braces.append(f"{{!extra {compact(paragraph.extra)}}}")
        return braces

    def _marks(self, paragraph: Paragraph, at: int) -> list[str]:
        while self.waiting and self.waiting[-1].spans[0][0] < at:
            self.stray.append(self.waiting.pop())
        usual = usual_span(paragraph)
        found = []
        while self.waiting and self.waiting[-1].spans[0][0] < at + paragraph.length:
            found.append(self._mark(self.waiting.pop(), at, usual))
        return found

    def _mark(self, named: NamedRange, at: int, usual: tuple[int, int]) -> str:
        spans = [(first - at, last - at) for first, last in named.spans]
        text = named.name if RAW_NAME.fullmatch(named.name) else compact(named.name)
        if spans != [usual]:
            text += " @" + ",".join(f"{first}-{last}" for first, last in spans)
        if self.exact:
            text += f" ={named.id}"
        return f"{{{text}}}"

    def _stray_marks(self) -> list[str]:
        """The named ranges that begin in no paragraph."""
        out = []
        for named in [*self.stray, *reversed(self.waiting)]:
            name = named.name if RAW_NAME.fullmatch(named.name) else compact(named.name)
            spans = ",".join(f"{start}-{end}" for start, end in named.spans)
            out.append(f"%mark {name} @{spans}" + (f" ={named.id}" if self.exact else ""))
        return out


def _place(named: NamedRange) -> tuple[int, str, str]:
    return named.spans[0][0], named.name, named.id


def _plain(content: str, *, in_cell: bool) -> str:
    """The content of a plain paragraph, kept from being read as anything else."""
    if content == "@<rule>":
        return RULE
    if not content:
        return "" if in_cell else EMPTY
    special = content[0] in "|%" or content == RULE
    if special or MARKER.match(content) or HEADING.match(content):
        return "\\" + content
    return content
