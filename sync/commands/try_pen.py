"""What people do in a document of the embedded Workspace: write lines, tick a box, type.

For `oneonone try` alone. Lines are written in a few signs of Markdown and become what the editor
would make of them; nothing here knows what the job does.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sync.emulator.docs.model import Paragraph
from sync.emulator.workspace import Workspace

Json = dict[str, Any]

_LINE = re.compile(
    r"(?P<tabs>\t*)(?:(?P<rank>#+) |(?P<box>- \[[ x]\] ?)|(?P<disc>\* ?))?(?P<text>.*)"
)
_PRESETS = {"check": "BULLET_CHECKBOX", "disc": "BULLET_DISC_CIRCLE_SQUARE"}


@dataclass(frozen=True, slots=True)
class _Written:
    """A line to write: its text with a tab for each level, its rank as a heading, its list."""

    text: str
    rank: int
    kind: str
    ticked: bool

    @property
    def size(self) -> int:
        """In UTF-16 units, the newline counted."""
        return len(self.text.encode("utf-16-le")) // 2 + 1


class Pen:
    """A person's hand in one document."""

    def __init__(self, workspace: Workspace, document_id: str, by: str) -> None:
        self._workspace = workspace
        self._id = document_id
        self._by = by
        self._document = workspace.documents[document_id]

    def write(self, lines: Sequence[str], *, tab_id: str = "t.0") -> None:
        """Write lines at the end of a tab whose last paragraph is empty.

        `# ` to `###### ` begin headings, `- [ ] ` and `- [x] ` items with a box, `* ` plain ones; a
        tab before them nests.
        """
        written = [_parse(line) for line in lines]
        start, _ = list(self._paragraphs(tab_id))[-1]
        text = "\n".join(line.text for line in written)
        requests: list[Json] = [
            {"insertText": {"text": text, "location": {"index": start, "tabId": tab_id}}}
        ]
        blocks = list(_blocks(written, start, tab_id))
        # From the bottom up: a list's tabs are taken out, and what stands below moves.
        self._send(requests + blocks[::-1])
        for line in written:
            if line.ticked:
                self.tick(line.text.strip("\t"), tab_id=tab_id)

    def tick(self, text: str, *, tab_id: str = "t.0") -> None:
        """Click on the box of the last open line with this text."""
        found = [
            start
            for start, each in self._paragraphs(tab_id)
            if each.bullet is not None and not each.ticked and each.text == f"{text}\n"
        ]
        self._document.tick(tab_id, found[-1], ticked=True)
        self._keep()

    def open_under(self, heading: str, *, tab_id: str = "t.0") -> list[str]:
        """The open items under the last heading that contains these words."""
        items: list[str] = []
        under = False
        for _, each in self._paragraphs(tab_id):
            if each.named_style.startswith("HEADING"):
                under = heading in each.text
                items = [] if under else items
            elif under and each.bullet is not None and not each.ticked and each.text.strip():
                items.append(each.text.rstrip("\n"))
        return items

    def type_under(self, heading: str, text: str, *, tab_id: str = "t.0") -> bool:
        """Type into the last empty list line under such a heading; whether there was one."""
        place = None
        under = False
        for start, each in self._paragraphs(tab_id):
            if each.named_style.startswith("HEADING"):
                under = heading in each.text
            elif under and each.bullet is not None and each.text == "\n":
                place = start
        if place is None:
            return False
        self._send([{"insertText": {"text": text, "location": {"index": place, "tabId": tab_id}}}])
        return True

    def _paragraphs(self, tab_id: str) -> Iterator[tuple[int, Paragraph]]:
        for root in self._document.tabs:
            for tab in root.with_children():
                if tab.id == tab_id:
                    yield from tab.paragraphs()

    def _send(self, requests: list[Json]) -> None:
        self._document.batch_update({"requests": requests})
        self._keep()

    def _keep(self) -> None:
        self._workspace.drive.edited(self._id, self._by)


def _parse(line: str) -> _Written:
    found = _LINE.fullmatch(line)
    if found is None:
        raise ValueError("a line to write has no line break")
    kind = "check" if found["box"] else "disc" if found["disc"] else "none"
    return _Written(
        text=found["tabs"] + found["text"],
        rank=len(found["rank"] or ""),
        kind=kind,
        ticked=bool(found["box"]) and found["box"].startswith("- [x]"),
    )


def _blocks(written: Sequence[_Written], start: int, tab_id: str) -> Iterator[Json]:
    """The requests that make headings and lists of the lines, from the top down."""
    at = start
    number = 0
    while number < len(written):
        line = written[number]
        first = at
        at += line.size
        number += 1
        if line.rank:
            yield {
                "updateParagraphStyle": {
                    "range": {"startIndex": first, "endIndex": at, "tabId": tab_id},
                    "paragraphStyle": {"namedStyleType": f"HEADING_{line.rank}"},
                    "fields": "namedStyleType",
                }
            }
        if line.kind != "none":
            while number < len(written) and written[number].kind == line.kind:
                at += written[number].size
                number += 1
            yield {
                "createParagraphBullets": {
                    "range": {"startIndex": first, "endIndex": at, "tabId": tab_id},
                    "bulletPreset": _PRESETS[line.kind],
                }
            }
