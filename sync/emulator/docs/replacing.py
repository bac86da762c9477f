"""Text replaced where it stands: replaceAllText, replaceNamedRangeContent.

Decides where the old text is. It is put in behind the old one's place and the old one is cut, so
that style and named ranges follow the same rules as any other edit.
"""

import re
from dataclasses import replace

from sync.emulator.docs.deleting import cut
from sync.emulator.docs.inserting import cuts_pair, put
from sync.emulator.docs.model import Json, Run, Tab
from sync.emulator.docs.places import Work, paragraph_at
from sync.emulator.docs.ranges import criteria_tabs, named_ranges
from sync.emulator.docs.refusal import Invalid, NotCovered
from sync.emulator.docs.text import clean, units


def replace_all_text(work: Work, request: Json) -> Json:
    """The request replaceAllText; the answer counts the places."""
    wanted = request.get("containsText", {})
    if wanted.get("searchByRegex"):
        raise NotCovered("replaceAllText with a regular expression")
    text = str(wanted.get("text", ""))
    if not text:
        raise Invalid("The text to search for must be specified.")
    pattern = re.compile(re.escape(text), 0 if wanted.get("matchCase") else re.IGNORECASE)
    new = clean(str(request.get("replaceText", "")))
    count = sum(_replace_in(work, tab, pattern, new) for tab in criteria_tabs(work, request))
    return {"replaceAllText": {"occurrencesChanged": count} if count else {}}


def _replace_in(work: Work, tab: Tab, pattern: re.Pattern[str], new: str) -> int:
    places = []
    for start, paragraph in tab.paragraphs():
        at = start
        for element in paragraph.elements:
            if isinstance(element, Run):
                for match in pattern.finditer(element.text.removesuffix("\n")):
                    first = at + units(element.text[: match.start()])
                    places.append((first, first + units(match.group())))
            at += element.length
    for first, end in reversed(places):
        _swap(work, tab, first, end, new)
    return len(places)


def replace_named_range_content(work: Work, request: Json) -> Json:
    """The request replaceNamedRangeContent. The ranges stay, around the new text."""
    text = clean(str(request.get("text", "")))
    found = named_ranges(criteria_tabs(work, request), request)
    if request.get("namedRangeId") and not found:
        raise Invalid(f"Named range with ID {request['namedRangeId']} was not found")
    for tab, named in found:
        if not text or len(named.spans) != 1 or named.segment:
            raise NotCovered("replaceNamedRangeContent with no text or of a split range")
        current = next((r for r in tab.ranges if r.id == named.id), None)
        if current is None:
            continue
        start, end = current.spans[0]
        _swap(work, tab, start, end, text)
        kept = tuple(r for r in tab.ranges if r.id != named.id)
        tab.ranges = (*kept, replace(current, spans=((start, start + units(text)),)))
    return {}


def _swap(work: Work, tab: Tab, start: int, end: int, text: str) -> None:
    """Put a text in place of a span, in the style of the span's first character."""
    if text:
        found = paragraph_at(tab, start)
        pair = cuts_pair(found.paragraph, start + 1 - found.start)
        first = start + 2 if pair else start + 1
        put(work, tab, first, [Run(text, {})])
        if first < end:
            cut(tab, first + units(text), end + units(text))
        end = first
    cut(tab, start, end)
