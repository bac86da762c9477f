"""Suggestions as a person makes and settles them; no request does.

Decides how suggested text and suggested deletions are marked. Suggested text takes up indexes and
is not yet part of the document, suggested deletions still are.
"""

from collections.abc import Callable
from dataclasses import replace

from sync.emulator.docs.deleting import cut
from sync.emulator.docs.inserting import put
from sync.emulator.docs.model import Chip, Element, Json, Paragraph, Run, Tab, joined, sliced
from sync.emulator.docs.places import Work, rewritten
from sync.emulator.docs.text import units

INSERTION = "suggestedInsertionIds"
DELETION = "suggestedDeletionIds"


def suggest_text(work: Work, tab: Tab, index: int, text: str) -> str:
    """Suggest a text at the index; the suggestion's id."""
    suggestion = f"suggest.{work.new_id()}"
    index = put(work, tab, index, [Run(text, {})])
    _mark(tab, index, index + units(text), lambda extra: {**extra, INSERTION: [suggestion]})
    return suggestion


def suggest_deletion(work: Work, tab: Tab, start: int, end: int) -> str:
    """Suggest to delete a range; the suggestion's id."""
    suggestion = f"suggest.{work.new_id()}"

    def add(extra: Json) -> Json:
        return {**extra, DELETION: [*extra.get(DELETION, []), suggestion]}

    _mark(tab, start, end, add)
    return suggestion


def settle(tab: Tab, suggestion: str, *, accept: bool) -> None:
    """Accept or reject a suggestion: its text goes or stays, its marks are gone."""
    goes = DELETION if accept else INSERTION
    spans = []
    for start, paragraph in tab.paragraphs():
        at = start
        for element in paragraph.elements:
            if suggestion in element.extra.get(goes, []):
                spans.append((at, at + element.length))
            at += element.length

    def unmark(extra: Json) -> Json:
        marks = {k: extra[k] for k in (INSERTION, DELETION) if k in extra}
        left = {k: [i for i in ids if i != suggestion] for k, ids in marks.items()}
        return {k: v for k, v in {**extra, **left}.items() if v}

    _mark(tab, 0, tab.end, unmark)
    for start, end in reversed(spans):
        cut(tab, start, min(end, tab.end - 1))


def _mark(tab: Tab, start: int, end: int, change: Callable[[Json], Json]) -> None:
    def changed(element: Element) -> Element:
        if isinstance(element, Run):
            return replace(element, extra=change(element.extra))
        kept = {k: v for k, v in element.data.items() if k not in element.extra}
        return Chip(element.kind, {**kept, **change(element.extra)}, element.length)

    def marked(paragraph: Paragraph, at: int) -> Paragraph:
        before, inside, after = sliced(paragraph.elements, start - at, end - at)
        elements = [*before, *(changed(element) for element in inside), *after]
        return replace(paragraph, elements=joined(elements))

    tab.body = rewritten(tab.body, 0, start, end, marked)
