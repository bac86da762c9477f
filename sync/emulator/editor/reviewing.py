"""Suggestions made, accepted and rejected, and comments.

Decides which ranges a suggestion stands on. A suggestion is known by its id.
"""

from collections.abc import Iterator
from dataclasses import replace

from sync.emulator.docs.inserting import put
from sync.emulator.docs.model import Chip, Element, Paragraph, Run, Tab, joined, split
from sync.emulator.docs.places import Work, rewritten
from sync.emulator.docs.text import clean, units
from sync.emulator.editor.base import Hand
from sync.emulator.editor.finding import (
    CannotEdit,
    NoSuchLine,
    Where,
    find,
    place_in,
    span_of,
)
from sync.emulator.editor.keys import erase

INSERTION, DELETION = "suggestedInsertionIds", "suggestedDeletionIds"


class Reviewing(Hand):
    """Editing in suggestion mode."""

    def suggest(
        self, where: Where, text: str, *, before: str = "", after: str = "", at_start: bool = False
    ) -> str:
        """Suggest text in a line, new lines too; the suggestion's id."""

        def change(work: Work, tab: Tab) -> str:
            line = find(tab, where)
            index = place_in(line, before=before, after=after, at_start=at_start)
            new = clean(text)
            if not new:
                raise CannotEdit("nothing is suggested")
            put(work, tab, index, [Run(new, {})])
            return _marked(work, tab, (index, index + units(new)), INSERTION)

        return self.change(change)

    def suggest_deletion(self, where: Where, part: str = "") -> str:
        """Suggest to delete a part of a line, or all its text; the suggestion's id."""

        def change(work: Work, tab: Tab) -> str:
            line = find(tab, where)
            span = span_of(line, part) if part else (line.start, line.end - 1)
            if span[0] == span[1]:
                raise NoSuchLine("the line is empty")
            return _marked(work, tab, span, DELETION)

        return self.change(change)

    def suggestions(self) -> tuple[str, ...]:
        """The ids of all suggestions in the tab at hand, in order."""
        found = [name for _, element in _elements(self._tab()) for name in _ids(element)]
        return tuple(dict.fromkeys(found))

    def accept(self, suggestion: str) -> None:
        """Accept a suggestion."""
        self._settle(suggestion, gone=DELETION)

    def reject(self, suggestion: str) -> None:
        """Reject a suggestion."""
        self._settle(suggestion, gone=INSERTION)

    def _settle(self, suggestion: str, *, gone: str) -> None:
        def change(_work: Work, tab: Tab) -> None:
            if suggestion not in [name for _, e in _elements(tab) for name in _ids(e)]:
                raise NoSuchLine(f"there is no suggestion {suggestion}")
            spans = [
                (at, at + element.length)
                for at, element in _elements(tab)
                if suggestion in element.extra.get(gone, ())
            ]
            for start, end in reversed(spans):
                erase(tab, start, end)
            tab.body = rewritten(tab.body, 0, 0, tab.end, lambda p, _at: _without(p, suggestion))

        self.change(change)


def _elements(tab: Tab) -> Iterator[tuple[int, Element]]:
    for start, paragraph in tab.paragraphs():
        at = start
        for element in paragraph.elements:
            yield at, element
            at += element.length


def _ids(element: Element) -> list[str]:
    return [*element.extra.get(INSERTION, ()), *element.extra.get(DELETION, ())]


def _marked(work: Work, tab: Tab, span: tuple[int, int], kind: str) -> str:
    """Set a new suggestion on a range."""
    suggestion = f"suggest.{work.new_id()}"

    def change(paragraph: Paragraph, at: int) -> Paragraph:
        before, rest = split(paragraph.elements, span[0] - at)
        inside, after = split(rest, span[1] - max(at, span[0]))
        marked = [_with(element, kind, suggestion) for element in inside]
        return replace(paragraph, elements=(*before, *marked, *after))

    tab.body = rewritten(tab.body, 0, *span, change)
    return suggestion


def _with(element: Element, kind: str, suggestion: str) -> Element:
    ids = [*element.extra.get(kind, ()), suggestion]
    return _set(element, kind, ids)


def _set(element: Element, kind: str, ids: list[str]) -> Element:
    if isinstance(element, Run):
        extra = {k: v for k, v in element.extra.items() if k != kind}
        return replace(element, extra={**extra, kind: ids} if ids else extra)
    data = {k: v for k, v in element.data.items() if k != kind}
    return Chip(element.kind, {**data, kind: ids} if ids else data, element.length)


def _without(paragraph: Paragraph, suggestion: str) -> Paragraph:
    """The paragraph without what is left of a suggestion."""
    elements = [_left(element, suggestion) for element in paragraph.elements]
    return replace(paragraph, elements=joined(elements))


def _left(element: Element, suggestion: str) -> Element:
    for kind in (INSERTION, DELETION):
        ids = element.extra.get(kind, ())
        if suggestion in ids:
            return _left(_set(element, kind, [i for i in ids if i != suggestion]), suggestion)
    return element
