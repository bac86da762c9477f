"""A document as Drive exports it to text/markdown. It shows what documents.get never does: ticks.

Decides blocks, markers and blanks. The shape is that of recorded exports: no blank line within a
block of items, two blanks behind each but the last; a level is indented by the width of the marker
above it. Nothing here is fit for any other reader of Markdown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sync.emulator.docs.document import Document
from sync.emulator.docs.load import load_blocks
from sync.emulator.docs.marktext import Names, escape, line_texts, plain_text
from sync.emulator.docs.model import Blocks, Chip, Json, Paragraph, Tab, Table, paragraphs
from sync.emulator.docs.presets import levels_of
from sync.emulator.unknowns import Unknowns

HEADING_MARKS = {
    "TITLE": "#",
    "SUBTITLE": "##",
    **{f"HEADING_{level}": "#" * level for level in range(1, 7)},
}
BREAK = "  "


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What differs between real exports: the marker of boxes, blank lines between all items (and
    no blanks behind them), and whether images are defined at the end.
    """

    box: str = "-"
    loose: bool = False
    images_defined: bool = False


def markdown(
    document: Document, *, unknowns: Unknowns | None = None, shape: Shape | None = None
) -> str:
    """The export. Without unknowns those of the document count."""
    known = unknowns or document.unknowns
    chosen = shape or Shape()
    tabs = [tab for root in document.tabs for tab in root.with_children()]
    names = Names()
    shown = tabs if known.export_shows_all_tabs else tabs[:1]
    _name_headings(shown, names)
    titled = len(tabs) > 1 and known.export_shows_all_tabs
    blocks: list[str] = []
    for tab in shown:
        if titled:
            deeper = known.child_tab_heading_deeper
            depth = int(tab.properties.get("nestingLevel", 0)) if deeper else 0
            blocks.append(f"{'#' * (depth + 1)} {escape(str(tab.properties.get('title', '')))}")
        blocks += _Writer(tab, names, chosen).blocks(tab.body)
    blocks += _footnotes(shown, names, chosen)
    if chosen.images_defined:
        blocks += [f"[image{n}]: <data:image/png;base64,AA==>" for n in range(1, names.images + 1)]
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _name_headings(tabs: Sequence[Tab], names: Names) -> None:
    """Slugs for the headings that something links to."""
    wanted = {
        str(element.style["link"]["heading"].get("id"))
        for tab in tabs
        for _, paragraph in tab.paragraphs()
        for element in paragraph.elements
        if "heading" in element.style.get("link", {})
    }
    taken: dict[str, int] = {}
    for tab in tabs:
        for _, paragraph in tab.paragraphs():
            if paragraph.style.get("headingId") not in wanted:
                continue
            slug = plain_text(paragraph).lower().replace(" ", "-")
            count = taken.get(slug, 0)
            taken[slug] = count + 1
            names.slugs[paragraph.style["headingId"]] = f"{slug}-{count}" if count else slug


@dataclass(slots=True)
class _Item:
    """An item with its marker and the columns that its marker and its text begin in."""

    marker: str
    indent: int
    lines: list[str]


@dataclass(slots=True)
class _Writer:
    """Writes one tab. `counts` are the numbers of numbered lists by list and level; `above` the
    widths of the markers above, by level.
    """

    tab: Tab
    names: Names
    shape: Shape
    counts: dict[tuple[str, int], int] = field(default_factory=dict)
    above: dict[int, int] = field(default_factory=dict)

    def blocks(self, blocks: Blocks) -> list[str]:
        """What stands between blank lines."""
        out: list[str] = []
        items: list[_Item] = []
        for block in blocks:
            if isinstance(block, Paragraph) and block.bullet is not None:
                items.append(self._item(block, block.bullet))
                continue
            out += self._listed(items)
            items = []
            self.above.clear()
            match block:
                case Paragraph():
                    out += self._plain(block)
                case Table():
                    out.append(self._table(block))
                case _:
                    inside = paragraphs((block,), 0)
                    out += [text for _, paragraph in inside for text in self._plain(paragraph)]
        return [*out, *self._listed(items)]

    def _plain(self, paragraph: Paragraph) -> list[str]:
        lines = line_texts(paragraph.elements, self.names)
        mark = HEADING_MARKS.get(paragraph.named_style)
        if mark is not None:
            slug = self.names.slugs.get(str(paragraph.style.get("headingId")))
            lines[0] = f"{mark} {lines[0]}"
            lines[-1] += f" {{#{slug}}}" if slug else ""
        rules = sum(
            1 for e in paragraph.elements if isinstance(e, Chip) and e.kind == "horizontalRule"
        )
        text = f"{BREAK}\n".join(lines)
        return [*(["---"] * rules), *([text] if text else [])]

    def _item(self, paragraph: Paragraph, bullet: Json) -> _Item:
        levels = levels_of(self.tab.lists.get(str(bullet["listId"]), {}))
        number = paragraph.level
        marker = self._marker(levels, number, paragraph, str(bullet["listId"]))
        own = _width(marker)
        indent = sum(self.above.get(level, own) for level in range(number))
        self.above = {k: width for k, width in self.above.items() if k < number} | {number: own}
        ticked = paragraph.ticked and "[" in marker
        lines = line_texts(paragraph.elements, self.names, ticked=ticked)
        return _Item(marker, indent, lines)

    def _marker(
        self, levels: Sequence[Json], number: int, paragraph: Paragraph, list_id: str
    ) -> str:
        level = levels[number] if number < len(levels) else {}
        symbol = str(level.get("glyphSymbol", ""))
        kind = str(level.get("glyphType", "GLYPH_TYPE_UNSPECIFIED"))
        if symbol or kind == "NONE":
            return "-" if symbol in ("-", "–", "—") else "*"
        if kind == "GLYPH_TYPE_UNSPECIFIED":
            if not level.get("glyphFormat"):
                return "*"
            return f"{self.shape.box} [{'x' if paragraph.ticked else ' '}]"
        for key in [key for key in self.counts if key[0] == list_id and key[1] > number]:
            del self.counts[key]
        start = int(level.get("startNumber", 1))
        count = self.counts.get((list_id, number), start - 1) + 1
        self.counts[list_id, number] = count
        return f"{count}."

    def _listed(self, items: Sequence[_Item]) -> list[str]:
        """The items of one block; loose ones are a block each."""
        texts = []
        for i, item in enumerate(items):
            inner = " " * (item.indent + _width(item.marker))
            text = f"{BREAK}\n{inner}".join(item.lines)
            line = f"{' ' * item.indent}{item.marker} {text}"
            last = i + 1 == len(items) or self.shape.loose
            texts.append(line if last else line + BREAK)
        if self.shape.loose:
            return texts
        return ["\n".join(texts)] if texts else []

    def _table(self, table: Table) -> str:
        """Rows of cells; all that a cell holds is one line, lists too."""
        rows = []
        for row in table.rows:
            cells = [self._flat(cell.blocks) for cell in row.cells]
            rows.append(f"| {' | '.join(cells)} |")
        rule = f"| {' | '.join([':----'] * len(table.rows[0].cells))} |"
        return "\n".join([rows[0], rule, *rows[1:]])

    def _flat(self, blocks: Blocks) -> str:
        lines = [
            line
            for _, paragraph in paragraphs(blocks, 0)
            for line in line_texts(paragraph.elements, self.names)
            if line
        ]
        return " ".join(lines).replace("|", "\\|")


def _width(marker: str) -> int:
    """The columns that a marker takes up: 6 for a box, 2 for a bullet, 3 for a number."""
    return len(marker) + 1


def _footnotes(tabs: Sequence[Tab], names: Names, shape: Shape) -> Iterator[str]:
    """The texts of the footnotes, in the order of their signs."""
    notes = {
        name: (tab, content)
        for tab in tabs
        for name, content in tab.rest.get("footnotes", {}).items()
    }
    for number, name in enumerate(list(names.footnotes), 1):
        if name in notes:
            tab, content = notes[name]
            blocks = load_blocks(content.get("content", []), tab.id)
            text = " ".join(_Writer(tab, names, shape).blocks(blocks))
        else:
            text = ""
        yield f"[^{number}]: {text}"
