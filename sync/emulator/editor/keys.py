"""What fingers do on the keyboard: text typed, replaced and erased, Enter, chips put in."""

from dataclasses import replace

from sync.emulator.docs.chips import display_text
from sync.emulator.docs.deleting import cut
from sync.emulator.docs.inserting import put
from sync.emulator.docs.model import Chip, Element, Json, Paragraph, Run, Tab, joined, split
from sync.emulator.docs.places import Work, paragraph_at, replaced, rewritten
from sync.emulator.docs.text import clean, units
from sync.emulator.docs.textstyles import LINK_LOOK
from sync.emulator.editor.base import Hand
from sync.emulator.editor.clips import PLAIN, removed, slice_of
from sync.emulator.editor.finding import (
    CannotEdit,
    Line,
    Where,
    find,
    lines_of,
    place_in,
    section,
    span_of,
)
from sync.emulator.notation.scanning import mime_type
from sync.emulator.notation.signs import DATE_DEFAULTS, NOON


class Keys(Hand):
    """Typing and erasing. `where` is a line; the place in it is its end unless told otherwise."""

    def type(
        self,
        where: Where,
        text: str,
        *,
        before: str = "",
        after: str = "",
        at_start: bool = False,
    ) -> None:
        r"""Type into a line; `\v` is Shift+Enter. A newline is Enter, as `press_enter` does it."""

        def change(work: Work, tab: Tab) -> None:
            line = find(tab, where)
            index = place_in(line, before=before, after=after, at_start=at_start)
            for number, part in enumerate(clean(text).split("\n")):
                if number:
                    index = enter(work, tab, index)
                if part:
                    put(work, tab, index, [Run(part, {})])
                    index += units(part)

        self.change(change)

    def press_enter(
        self, where: Where, *, before: str = "", after: str = "", at_start: bool = False
    ) -> None:
        """Press Enter: an item goes on as an item (an empty one ends its list), a heading's end
        goes on as plain text.
        """

        def change(work: Work, tab: Tab) -> None:
            line = find(tab, where)
            enter(work, tab, place_in(line, before=before, after=after, at_start=at_start))

        self.change(change)

    def join(self, where: Where) -> None:
        """Press Delete at a line's end: the line below is glued to it."""

        def change(_work: Work, tab: Tab) -> None:
            line = find(tab, where)
            if line.end == tab.end:
                raise CannotEdit("nothing stands below the last line")
            erase(tab, line.end - 1, line.end)

        self.change(change)

    def replace(self, where: Where, old: str, new: str) -> None:
        """Select a part of a line and type something else over it."""

        def change(work: Work, tab: Tab) -> None:
            line = find(tab, where)
            overwrite(work, tab, line, span_of(line, old), new)

        self.change(change)

    def rewrite(self, where: Where, text: str) -> None:
        """Select all of a line's text and type over it, as one renames a heading."""

        def change(work: Work, tab: Tab) -> None:
            line = find(tab, where)
            overwrite(work, tab, line, (line.start, line.end - 1), text)

        self.change(change)

    def erase(self, where: Where, part: str) -> None:
        """Erase a part of a line."""

        def change(_work: Work, tab: Tab) -> None:
            erase(tab, *span_of(find(tab, where), part))

        self.change(change)

    def delete_line(self, where: Where) -> None:
        """Delete a line with its newline."""
        self.delete_lines(where, where)

    def delete_lines(self, first: Where, last: Where) -> None:
        """Delete all from one line to another."""
        self.change(
            lambda _work, tab: removed(tab, slice_of(tab, find(tab, first), find(tab, last)))
        )

    def delete_section(self, heading: Where) -> None:
        """Delete a heading and all up to the next one of its rank or a higher one."""
        self.change(
            lambda _work, tab: removed(
                tab, slice_of(tab, *section(lines_of(tab), find(tab, heading)))
            )
        )

    def delete_everything(self) -> None:
        """Select all of the tab and delete it: an empty line stays."""

        def change(_work: Work, tab: Tab) -> None:
            tab.body = (tab.body[0], Paragraph((Run("\n", {}),), dict(PLAIN)))
            tab.ranges = tuple(named for named in tab.ranges if named.segment)

        self.change(change)

    def insert_person(self, where: Where, email: str, name: str = "", *, after: str = "") -> None:
        """Put a person's chip into a line, as typing @ does."""
        properties = {"name": name, "email": email} if name else {"email": email}
        self._chip(where, "person", "personId", {"personProperties": properties}, after)

    def insert_date(self, where: Where, day: str, shown: str = "", *, after: str = "") -> None:
        """Put a date's chip into a line; the day is like 2025-03-10."""
        properties: Json = {"timestamp": day + NOON, **DATE_DEFAULTS}
        properties["displayText"] = shown or display_text(properties)
        self._chip(where, "dateElement", "dateId", {"dateElementProperties": properties}, after)

    def insert_link_chip(self, where: Where, title: str, uri: str, *, after: str = "") -> None:
        """Put the chip of a file or an event into a line."""
        properties = {"title": title, "uri": uri, **mime_type(uri)}
        self._chip(where, "richLink", "richLinkId", {"richLinkProperties": properties}, after)

    def _chip(self, where: Where, kind: str, id_field: str, data: Json, after: str) -> None:
        def change(work: Work, tab: Tab) -> None:
            index = place_in(find(tab, where), after=after)
            chip = Chip(kind, {id_field: work.object_id(), "textStyle": {}, **data})
            put(work, tab, index, [chip])

        self.change(change)


def enter(work: Work, tab: Tab, index: int) -> int:
    """Press Enter at an index; the index behind it, where one goes on typing."""
    line = paragraph_at(tab, index)
    paragraph = line.paragraph
    if paragraph.bullet is not None and paragraph.length == 1:
        plain = replace(paragraph, bullet=None, style=dict(PLAIN), ticked=False)
        tab.body = replaced(tab.body, line.path, [plain])
        return index
    put(work, tab, index, [Run("\n", {})])
    at_end = index == line.start + paragraph.length - 1 and index > line.start
    if at_end and paragraph.bullet is None and paragraph.named_style != "NORMAL_TEXT":
        below = paragraph_at(tab, index + 1)
        style = {**PLAIN, "direction": paragraph.style.get("direction", "LEFT_TO_RIGHT")}
        plain = replace(below.paragraph, style=style, elements=(Run("\n", {}),))
        tab.body = replaced(tab.body, below.path, [plain])
    return index + 1


def erase(tab: Tab, start: int, end: int) -> None:
    """Take a range out, whatever is suggested in it."""
    if start < end:
        tab.body = rewritten(
            tab.body, 0, start, end, lambda p, at: unsuggested(p, start - at, end - at)
        )
        cut(tab, start, end)


def unsuggested(paragraph: Paragraph, start: int, end: int) -> Paragraph:
    """The paragraph without suggestions between two offsets."""
    before, rest = split(paragraph.elements, start)
    inside, after = split(rest, end - max(start, 0))
    return replace(paragraph, elements=joined((*before, *map(settled, inside), *after)))


def settled(element: Element) -> Element:
    """The element without suggestions."""
    if isinstance(element, Run):
        return replace(element, extra={})
    return replace(
        element, data={k: v for k, v in element.data.items() if not k.startswith("suggested")}
    )


def overwrite(work: Work, tab: Tab, line: Line, span: tuple[int, int], text: str) -> None:
    """Type over a selection within a line; the new text looks like the selection's beginning."""
    style = dict(split(line.paragraph.elements, span[0] - line.start)[1][0].style)
    if "link" in style:
        style = {k: v for k, v in style.items() if k not in ("link", *LINK_LOOK)}
    erase(tab, *span)
    new = clean(text).replace("\n", "\v")
    if not new:
        return
    put(work, tab, span[0], [Run(new, {})])
    end = span[0] + units(new)
    tab.body = rewritten(
        tab.body, 0, span[0], end, lambda p, at: _restyled(p, span[0] - at, end - at, style)
    )


def _restyled(paragraph: Paragraph, start: int, end: int, style: Json) -> Paragraph:
    before, rest = split(paragraph.elements, start)
    inside, after = split(rest, end - start)
    new = [replace(e, style=style) if isinstance(e, Run) else e for e in inside]
    return replace(paragraph, elements=joined((*before, *new, *after)))
