"""From the notation to a document: tabs, tables and links to headings.

What a line holds is `scanning`'s to read, what paragraph it makes `lines`'s.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count

from sync.emulator.docs import Document
from sync.emulator.docs.defaults import blank_tab
from sync.emulator.docs.load import load_blocks, load_tab
from sync.emulator.docs.model import (
    Blocks,
    Json,
    NamedRange,
    Paragraph,
    Run,
    Tab,
    Table,
    paragraphs,
)
from sync.emulator.docs.places import Work, rewritten
from sync.emulator.docs.tables import insert_table
from sync.emulator.notation.headings import Directory
from sync.emulator.notation.lines import TabAtWork
from sync.emulator.notation.scanning import HEADING_TEXT, mark_of
from sync.emulator.notation.signs import EMPTY, Ids, NotationError
from sync.emulator.unknowns import Unknowns

TAB = re.compile(r"(?P<indent> *)%tab (?P<title>.*?)(?: =(?P<id>\S+))?(?: (?P<more>\{.*\}))? *")
CELLS = re.compile(r"((?:[^\\|]|\\.)*)\|")
PARTS = re.compile(r"(?:[^\\¶]|\\.)*")
CONTROLS = re.compile("[\r\t\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
NEXT_TABLE = "|-|"


def parse(
    text: str,
    *,
    document_id: str = "document",
    title: str = "Document",
    new_id: Callable[[], str] | None = None,
    unknowns: Unknowns | None = None,
) -> Document:
    """The document that the text says, or NotationError. `new_id` serves later edits."""
    reader = _Reader()
    for number, line in enumerate(text.split("\n"), 1):
        try:
            reader.read(line)
        except ValueError as exc:
            raise NotationError(f"line {number}: {exc}: {line.strip()}") from exc
    numbers = count(1)
    return Document(
        document_id,
        title,
        reader.finish(),
        new_id=new_id or (lambda: f"n{next(numbers)}"),
        unknowns=unknowns,
        revision="r0",
    )


class _Reader:
    """Reads line by line into tabs."""

    def __init__(self) -> None:
        self.ids = Ids()
        self.suggestions: list[str] = []
        self.tabs: list[TabAtWork] = []

    def read(self, line: str) -> None:
        """One more line."""
        stripped = line.strip(" ")
        if not stripped or stripped.startswith("%%"):
            return
        if CONTROLS.search(line):
            raise NotationError("a control character stands there; write \\t, \\v or \\uXXXX")
        if stripped.startswith("%tab "):
            self._new_tab(line)
            return
        tab = self._tab()
        if line.startswith("|"):
            self._row(tab, line.rstrip(" "))
        elif line.startswith("%"):
            self._directive(tab, line.rstrip(" "))
        else:
            _end_table(tab)
            tab.blocks.append(tab.paragraph(line))

    def finish(self) -> tuple[Tab, ...]:
        """The tabs in their order, their links to headings resolved."""
        self._tab()
        made = [_made(tab) for tab in self.tabs]
        _resolve(made)
        roots: list[Tab] = []
        path: list[Tab] = []
        for tab, at_work in zip(made, self.tabs, strict=True):
            if at_work.depth > len(path):
                raise NotationError(f"the tab {tab.properties['title']} has no parent")
            del path[at_work.depth :]
            siblings = path[-1].children if path else tuple(roots)
            more: Json = {"index": len(siblings)}
            if path:
                more |= {"parentTabId": path[-1].id, "nestingLevel": at_work.depth}
                path[-1].children = (*siblings, tab)
            else:
                roots.append(tab)
            tab.properties = {**tab.properties, **more}
            path.append(tab)
        return tuple(roots)

    def _tab(self) -> TabAtWork:
        if not self.tabs:
            self._open({"tabId": "t.0", "title": "Tab 1"}, 0)
        return self.tabs[-1]

    def _open(self, properties: Json, depth: int) -> None:
        self.tabs.append(TabAtWork(properties, depth, self.ids, self.suggestions))

    def _new_tab(self, line: str) -> None:
        match = TAB.fullmatch(line)
        if match is None:
            raise NotationError("a tab has a title")
        named = {"tabId": match["id"] or f"t.{len(self.tabs)}", "title": match["title"]}
        self._open({**named, **json.loads(match["more"] or "{}")}, len(match["indent"]) // 2)

    def _directive(self, tab: TabAtWork, line: str) -> None:
        word, _, rest = line.partition(" ")
        if word == "%list":
            number, _, levels = rest.partition(" ")
            tab.given[int(number)] = {"listProperties": {"nestingLevels": json.loads(levels)}}
        elif word == "%mark":
            raw, _, spans = rest.rpartition(" @")
            name = json.loads(raw) if raw.startswith('"') else raw
            tab.marks.append((-1, mark_of(name, "@" + spans)))
        elif word == "%block":
            _end_table(tab)
            tab.membership.end_block()
            found = load_blocks([json.loads(rest)], tab.properties["tabId"])
            tab.blocks.extend(found)
            tab.paragraphs += sum(1 for _ in paragraphs(found, 0))
        else:
            raise NotationError(f"nothing is called {word}")

    def _row(self, tab: TabAtWork, line: str) -> None:
        if line == NEXT_TABLE:
            _end_table(tab)
            return
        cells = CELLS.findall(line[1:])
        if sum(len(cell) + 1 for cell in cells) != len(line) - 1:
            raise NotationError("a row ends with |")
        tab.rows.append([_cell(tab, cell) for cell in cells])


def _cell(tab: TabAtWork, text: str) -> Blocks:
    tab.membership.end_block()
    parts: list[str] = []
    at = 0
    while True:
        match = PARTS.match(text, at)
        end = match.end() if match else at
        parts.append(text[at:end])
        if end >= len(text):
            break
        at = end + 1
    made = tuple(tab.paragraph(part.removeprefix(" "), in_cell=True) for part in parts)
    tab.membership.end_block()
    return made


def _end_table(tab: TabAtWork) -> None:
    if not tab.rows:
        return
    rows, columns = len(tab.rows), len(tab.rows[0])
    if any(len(row) != columns for row in tab.rows):
        raise NotationError("the rows of the table above have not the same number of cells")
    table = _blank_table(rows, columns)
    filled = [
        replace(
            row,
            cells=tuple(
                replace(cell, blocks=blocks)
                for cell, blocks in zip(row.cells, written, strict=True)
            ),
        )
        for row, written in zip(table.rows, tab.rows, strict=True)
    ]
    tab.rows = []
    tab.blocks.append(replace(table, rows=tuple(filled)))


def _blank_table(rows: int, columns: int) -> Table:
    """A table as insertTable makes it."""
    scratch = load_tab(blank_tab({"tabId": "t.0"}))
    work = Work((scratch,), lambda: "scratch", Unknowns())
    insert_table(work, {"rows": rows, "columns": columns, "location": {"index": 1}})
    return next(block for block in scratch.body if isinstance(block, Table))


def _made(tab: TabAtWork) -> Tab:
    """The tab without its place among the others."""
    _end_table(tab)
    made = load_tab(blank_tab(tab.properties))
    if tab.blocks:
        made.body = (made.body[0], *tab.blocks)
    if not isinstance(made.body[-1], Paragraph):
        raise NotationError(f"a tab ends with a paragraph, be it {EMPTY}")
    made.lists = tab.lists
    made.rest = {**made.rest, **_images(tab.images)}
    starts = list(made.paragraphs())
    made.ranges = tuple(
        NamedRange(mark.id or tab.ids("kix.m"), mark.name, tuple(spans))
        for mark, spans in tab.spans(starts)
    )
    return made


def _images(names: Sequence[str]) -> Json:
    made = {
        name: {"objectId": name, "inlineObjectProperties": {"embeddedObject": {}}} for name in names
    }
    return {"inlineObjects": made} if made else {}


def _resolve(tabs: Sequence[Tab]) -> None:
    """Give the links that name a heading's text its id."""
    directory = Directory(tabs)

    def change(paragraph: Paragraph, _at: int) -> Paragraph:
        elements = list(paragraph.elements)
        for i, element in enumerate(elements):
            target = element.style.get("link", {}).get(HEADING_TEXT)
            if target is None or not isinstance(element, Run):
                continue
            found = directory.find(target)
            if found is None:
                raise NotationError(f"no heading reads: {target}")
            link = {"heading": {"id": found[0], "tabId": found[1]}}
            elements[i] = replace(element, style={**element.style, "link": link})
        return replace(paragraph, elements=tuple(elements))

    for tab in tabs:
        tab.body = rewritten(tab.body, 0, 0, tab.end, change)
