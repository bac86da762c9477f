"""Recorded documents to be made wrong: as Google showed them, and as the job then wrote in them.

No recording holds what the job writes. So some are loaded into the embedded Workspace, given a
meeting's notes, and written into by the job for the meetings that follow, with people's edits in
between; what it shows then is material, too.
"""

from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from itertools import count
from typing import Any

from hypothesis import strategies as st

from sync.agenda.document.notebook import units
from sync.emulator.docs import Document
from sync.emulator.docs.markdown import markdown
from sync.emulator.editor import Editor
from tests.agenda.anybody import DAY
from tests.agenda.pages import Page, on_day, terms_for
from tests.fuzz.material import DOCUMENT_KEYS, whole_documents
from tests.fuzz.mutating import Mangled, Recorded, mangled

_LARGE = 60_000
"""Characters of a recording from which on it is given less often: one costs as much as twenty."""
_TAB = {"tabId": "t.0", "title": "Tab 1", "index": 0}
_SOME = ("B1", "C7", "L1", "L3", "K1", "T1")
NOTES = """\
## Mon, Feb 24, 2025
What was said
Action items
- [ ] Send the deck
- [x] Book the room
- [ ] Ask Lisbon
  - [ ] and Porto
  * a note
- [ ] ~~struck~~
- [ ] with @[Cy Young](cy@example.com) by @[Mar 14, 2025](date:2025-03-14)
- [ ] **bold** [link](https://x.test/a?b=c)
¶
"""
"""What people wrote of a meeting, below what was recorded."""
LINES = (
    "Mar 3, 2025",
    "Mon, Mar 10, 2025",
    "3/10",
    "10.03.2025",
    "Action items",
    "☑️ Action items",
    "Next steps",
    "DONE ship it",
    "[x] typed",
    "Send the deck (since Mar 3)",
    "\u202eevil\u202c \x1b[31m",
    "half \ud83d of one",
    "soft\vbreak",
    "- [x] a\\_b",
)
"""Texts that mean something to the job, put where others stood."""


def _whole(answer: Any) -> Any:
    """With one id and a revision, which some recordings lack, and all content in a tab."""
    if "tabs" not in answer:
        answer = {"tabs": [{"tabProperties": _TAB, "documentTab": answer}]}
    return {"revisionId": "r1", **answer, "documentId": "1recorded"}


@cache
def documents() -> tuple[Recorded, ...]:
    """The recorded documents that are not long."""
    return tuple(
        Recorded.of(name, _whole(answer), read=DOCUMENT_KEYS.split())
        for name, answer in whole_documents()
        if len(repr(answer)) < _LARGE
    )


@cache
def written_documents() -> tuple[Recorded, ...]:
    """Those that people and the job then wrote in."""
    return tuple(
        Recorded.of(name, answer, read=DOCUMENT_KEYS.split()) for name, answer, _ in lived()
    )


@cache
def large_documents() -> tuple[Recorded, ...]:
    """The long recorded documents."""
    return tuple(
        Recorded.of(name, _whole(answer), read=DOCUMENT_KEYS.split())
        for name, answer in whole_documents()
        if len(repr(answer)) >= _LARGE
    )


@cache
def lived() -> tuple[tuple[str, Any, str], ...]:
    """Recorded documents in which the job prepared two meetings, each with its export."""
    return tuple(_lived())


def _lived() -> Iterator[tuple[str, Any, str]]:
    for name, answer in whole_documents():
        if name.endswith("before") and (name.startswith("docs/pairs/") or name[-9:-7] in _SOME):
            numbers = count(1)
            document = Document.load(_whole(answer), new_id=lambda: f"new{next(numbers)}")  # noqa: B023
            for stage in _weeks_of(Page(document)):
                yield f"{name}, {stage}", document.show(), markdown(document)


def _weeks_of(page: Page) -> Iterator[str]:
    """What became of a document; each stage is what the next run may find."""
    hand = Editor(page.document)
    hand.write(NOTES)
    yield "with notes"
    _run(page, weeks=1)
    yield "written once"
    for text in ("Send the deck", "Ask Lisbon"):
        copies = [line.number for line in hand.lines() if line.text.startswith(text)]
        if copies:
            hand.tick(copies[-1])
    hand.write("- [ ] One more\n- [ ] Another ☑\n¶")
    _run(page, weeks=0)
    yield "written twice"
    for line in hand.lines():
        if line.text == "One more":
            hand.tick(line.number)
        elif line.text.startswith("Another"):
            hand.replace(line.number, "Another", "Quite another")
    yield "changed since"


def _run(page: Page, *, weeks: int) -> None:
    occasions = [on_day(DAY - timedelta(weeks=weeks))]
    page.run(occasions, terms_for(occasions))


def reindexed(document: Any) -> Any:
    """The document with the indexes that its content has: wrong in all else, but consistent.

    What is too wrong to be counted is left as it stands.
    """
    try:
        return {**document, "tabs": [_tab(tab) for tab in document["tabs"]]}
    except (KeyError, TypeError, AttributeError, RecursionError, ValueError):
        return document


def _tab(tab: Any) -> Any:
    inner = tab.get("documentTab")
    if inner is not None:
        content, _ = _content(inner["body"]["content"], 0)
        inner = {**inner, "body": {**inner["body"], "content": content}}
        tab = {**tab, "documentTab": inner}
    if "childTabs" in tab:
        tab = {**tab, "childTabs": [_tab(child) for child in tab["childTabs"]]}
    return tab


def _content(content: Any, at: int) -> tuple[list[Any], int]:
    out = []
    for element in content:
        start, inner = at, dict(element)
        if "paragraph" in element:
            inner["paragraph"], at = _paragraph(element["paragraph"], at)
        elif "table" in element:
            inner["table"], at = _table(element["table"], at)
        else:
            at += max(element["endIndex"] - element.get("startIndex", 0), 1)
        out.append({**inner, "startIndex": start, "endIndex": at})
    return out, at


def _paragraph(paragraph: Any, at: int) -> tuple[Any, int]:
    elements = []
    for element in paragraph["elements"]:
        run = element.get("textRun")
        size = units(run["content"]) if run is not None else 1
        elements.append({**element, "startIndex": at, "endIndex": at + size})
        at += size
    return {**paragraph, "elements": elements}, at


def _table(table: Any, at: int) -> tuple[Any, int]:
    rows = []
    at += 1
    for row in table["tableRows"]:
        at += 1
        cells = []
        for cell in row["tableCells"]:
            content, at = _content(cell["content"], at + 1)
            cells.append({**cell, "content": content})
        rows.append({**row, "tableCells": cells})
    return {**table, "tableRows": rows}, at + 1


def mangled_documents() -> st.SearchStrategy[Mangled]:
    """Documents with edits: two in three with indexes that fit, seldom a long one."""
    short = mangled(documents(), texts=LINES)
    written = mangled(written_documents(), texts=LINES)
    a_little = mangled(written_documents(), texts=LINES, most=1)
    large = mangled(large_documents(), texts=LINES)
    some = st.one_of(*[short] * 5, *[written] * 5, *[a_little] * 5, large)

    def counted(one: Mangled) -> Mangled:
        return Mangled(f"{one.name}, counted", one.edits, reindexed(one.value))

    return some | some.map(counted) | some.map(counted)
