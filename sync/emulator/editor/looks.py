"""What people click: boxes ticked, items made, nested and unmade, text made bold, struck, linked.

Decides nothing about the text itself.
"""

from collections.abc import Callable
from dataclasses import replace

from sync.emulator.docs.bullets import create_paragraph_bullets, delete_paragraph_bullets, item
from sync.emulator.docs.inserting import put
from sync.emulator.docs.model import Json, Paragraph, Run, Tab
from sync.emulator.docs.paragraphstyles import update_paragraph_style
from sync.emulator.docs.places import Work, paragraph_at, replaced
from sync.emulator.docs.presets import levels_of
from sync.emulator.docs.text import clean
from sync.emulator.docs.textstyles import update_text_style
from sync.emulator.editor.base import Hand
from sync.emulator.editor.finding import CannotEdit, NoSuchLine, Where, find, path_of, span_of
from sync.emulator.editor.keys import enter

PRESETS = {
    "check": "BULLET_CHECKBOX",
    "disc": "BULLET_DISC_CIRCLE_SQUARE",
    "number": "NUMBERED_DECIMAL_ALPHA_ROMAN",
}
SpanChange = Callable[[Work, Tab, tuple[int, int]], None]
TYPED = {"typed": "[ ] ", "ballot": "☐ "}


class Looks(Hand):
    """Clicks on boxes and on the tool bar."""

    def tick(self, where: Where, *, ticked: bool = True) -> None:
        """Click on an item's box, unless it shows what is wanted."""
        with self.lock:
            line = self.line(where)
            if line.kind != "check":
                raise CannotEdit(f"{line.text!r} has no box")
            if line.ticked != ticked:
                self.document.tick(self.tab_id, line.start, ticked=ticked)
                self.saved()

    def untick(self, where: Where) -> None:
        """Click on the box of a ticked item."""
        self.tick(where, ticked=False)

    def add_item(self, after: Where, text: str, *, kind: str | None = None) -> None:
        """A new line below another: Enter at its end, then the text.

        Below an item it is an item of the same list and level, unless `kind` says otherwise: check,
        disc, number, plain, or a box typed as text (typed `[ ]`, ballot `☐`).
        """

        def change(work: Work, tab: Tab) -> None:
            line = find(tab, after)
            kept = kind is None or (line.kind == kind and line.paragraph.length > 1)
            if kept and not line.kind:
                raise CannotEdit(f"{line.text!r} is no item: say which kind to add")
            new = clean(TYPED.get(kind or "", "") + text)
            if line.paragraph.length > 1:
                index = enter(work, tab, line.end - 1)
            else:
                put(work, tab, line.start, [Run("\n", {})])
                index = line.end
            if not kept:
                _make_plain(tab, index)
            if new:
                put(work, tab, index, [Run(new, {})])
            if not kept and kind in PRESETS:
                _bullet(work, tab, (index, index + 1), PRESETS[kind])

        self.change(change)

    def make_list(self, first: Where, last: Where | None = None, *, kind: str = "check") -> None:
        """Make one line, or all from one to another, items of a list."""
        if kind not in PRESETS:
            raise CannotEdit(f"there is no list of kind {kind!r}")
        self._over(first, last, lambda work, tab, span: _bullet(work, tab, span, PRESETS[kind]))

    def unmake_list(self, first: Where, last: Where | None = None) -> None:
        """Make items plain lines."""

        def change(work: Work, tab: Tab, span: tuple[int, int]) -> None:
            delete_paragraph_bullets(work, {"range": _range(tab, span)})

        self._over(first, last, change)

    def indent(self, where: Where) -> None:
        """Press Tab in an item."""
        self._nest(where, 1)

    def outdent(self, where: Where) -> None:
        """Press Shift+Tab in an item."""
        self._nest(where, -1)

    def _nest(self, where: Where, by: int) -> None:
        def change(_work: Work, tab: Tab) -> None:
            line = find(tab, where)
            bullet = line.paragraph.bullet
            if bullet is None:
                raise CannotEdit(f"{line.text!r} is no item")
            list_id = str(bullet["listId"])
            level = line.level + by
            if not 0 <= level < len(levels_of(tab.lists[list_id])):
                raise CannotEdit(f"{line.text!r} can't be nested further")
            nested = item(line.paragraph, tab, list_id, level)
            look = {**(nested.bullet or {}), "textStyle": bullet.get("textStyle", {})}
            moved = replace(nested, bullet=look, ticked=line.ticked)
            tab.body = replaced(tab.body, path_of(tab, line), [moved])

        self.change(change)

    def bold(self, where: Where, part: str = "") -> None:
        """Make a part of a line bold, or all of it."""
        self._style(where, part, {"bold": True})

    def italic(self, where: Where, part: str = "") -> None:
        """Make a part of a line italic, or all of it."""
        self._style(where, part, {"italic": True})

    def strike(self, where: Where, part: str = "") -> None:
        """Strike a part of a line through, or all of it."""
        self._style(where, part, {"strikethrough": True})

    def clear_looks(self, where: Where, part: str = "") -> None:
        """Take bold, italic, strike and links away."""
        self._style(where, part, {}, "bold,italic,strikethrough,link")

    def link(self, where: Where, part: str, url: str) -> None:
        """Link a part of a line."""
        self._style(where, part, {"link": {"url": url}})

    def link_to_heading(self, where: Where, part: str, heading: Where) -> None:
        """Link a part of a line to a heading of this tab."""
        found = self.line(heading).paragraph.style.get("headingId")
        if found is None:
            raise CannotEdit("only a heading can be linked to")
        self._style(where, part, {"link": {"heading": {"id": found, "tabId": self.tab_id}}})

    def set_style(self, where: Where, name: str) -> None:
        """Give a line a named style: NORMAL_TEXT, HEADING_2, TITLE..."""
        style = {"namedStyleType": name}

        def change(work: Work, tab: Tab, span: tuple[int, int]) -> None:
            request = {"range": _range(tab, span), "paragraphStyle": style}
            update_paragraph_style(work, {**request, "fields": "namedStyleType"})

        self._over(where, None, change)

    def _style(self, where: Where, part: str, style: Json, fields: str = "") -> None:
        def change(work: Work, tab: Tab) -> None:
            line = find(tab, where)
            span = span_of(line, part) if part else (line.start, line.end - 1)
            if span[0] == span[1]:
                raise NoSuchLine("the line is empty")
            request = {"range": _range(tab, span), "textStyle": style}
            update_text_style(work, {**request, "fields": fields or ",".join(style)})

        self.change(change)

    def _over(self, first: Where, last: Where | None, do: SpanChange) -> None:
        def change(work: Work, tab: Tab) -> None:
            one = find(tab, first)
            other = one if last is None else find(tab, last)
            do(work, tab, (one.start, max(one.end, other.end)))

        self.change(change)


def _range(tab: Tab, span: tuple[int, int]) -> Json:
    return {"startIndex": span[0], "endIndex": span[1], "tabId": tab.id}


def _bullet(work: Work, tab: Tab, span: tuple[int, int], preset: str) -> None:
    create_paragraph_bullets(work, {"range": _range(tab, span), "bulletPreset": preset})


def _make_plain(tab: Tab, index: int) -> None:
    """The line at the index as plain text without bullet, style and looks."""
    found = paragraph_at(tab, index)
    direction = found.paragraph.style.get("direction", "LEFT_TO_RIGHT")
    style = {"namedStyleType": "NORMAL_TEXT", "direction": direction}
    plain = Paragraph((Run("\n", {}),), style)
    tab.body = replaced(tab.body, found.path, [plain])
