"""Arbitrary documents: what the notation can say, made with the emulator's own edits."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import accumulate, count
from typing import Any

from hypothesis import strategies as st

from sync.emulator.docs import Document, Refusal
from sync.emulator.docs.model import Element, Paragraph, Run, Tab, Table, joined, split
from sync.emulator.docs.places import Work, rewritten
from sync.emulator.docs.show import show_blocks

Json = dict[str, Any]

SIGNS = "ab *_~<>[](){}#|\\¶@+-=%.1! \v\t:,🗒✅é\u00a0\u200d\u2028ب"
TEXT = st.lists(
    st.one_of(st.sampled_from(SIGNS), st.sampled_from(["**", "- [ ] ", "](", "{++", "++}", "## "])),
    max_size=10,
).map("".join)
LINES = st.lists(TEXT, min_size=1, max_size=5).map("\n".join)
PRESETS = st.sampled_from(
    [
        "BULLET_CHECKBOX",
        "BULLET_DISC_CIRCLE_SQUARE",
        "NUMBERED_DECIMAL_ALPHA_ROMAN",
        "BULLET_STAR_CIRCLE_SQUARE",
    ]
)
TEXT_STYLES = st.sampled_from(
    [
        ({"bold": True}, "bold"),
        ({"italic": True}, "italic"),
        ({"strikethrough": True}, "strikethrough"),
        ({}, "bold,italic,strikethrough"),
        ({"underline": True}, "underline"),
        ({"link": {"url": "https://x.test/a)b (c)"}}, "link"),
        ({"link": {"url": "https://x.test"}}, "link,underline,foregroundColor"),
        ({}, "link"),
    ]
)
NAMED = st.sampled_from(["NORMAL_TEXT", "TITLE", "SUBTITLE", "HEADING_1", "HEADING_2", "HEADING_6"])


def new_ids() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"new{next(numbers)}"


FILE = "https://docs.google.com/document/d/1234567890abc/edit"
NOON = "2025-03-10T12:00:00Z"
TITLES = TEXT.filter(bool)
RANGED: dict[str, st.SearchStrategy[Json]] = {
    "createParagraphBullets": PRESETS.map(lambda preset: {"bulletPreset": preset}),
    "deleteParagraphBullets": st.just({}),
    "deleteContentRange": st.just({}),
    "updateTextStyle": TEXT_STYLES.map(lambda one: {"textStyle": one[0], "fields": one[1]}),
    "updateParagraphStyle": st.one_of(
        NAMED.map(lambda n: {"paragraphStyle": {"namedStyleType": n}, "fields": "namedStyleType"}),
        st.just({"paragraphStyle": {"direction": "RIGHT_TO_LEFT"}, "fields": "direction"}),
    ),
    "createNamedRange": st.one_of(st.just("oneonone:1:ab"), TITLES).map(lambda n: {"name": n}),
}
LOCATED: dict[str, st.SearchStrategy[Json]] = {
    "insertText": LINES.map(lambda text: {"text": text}),
    "insertPerson": st.just({"personProperties": {"email": "ann@x.test"}}),
    "insertDate": st.just({"dateElementProperties": {"timestamp": NOON}}),
    "insertRichLink": st.just({"richLinkProperties": {"uri": FILE}}),
    "insertTable": st.just({"rows": 2, "columns": 2}),
    "insertPageBreak": st.just({}),
}
BY_HAND = {
    "tick": st.just({}),
    "heading link": st.just({}),
    "suggest": st.tuples(
        st.sampled_from(["suggestedInsertionIds", "suggestedDeletionIds"]),
        st.sampled_from(["suggest.a", "suggest.b"]),
    ).map(lambda one: {one[0]: [one[1]]}),
}
OFTEN = ["insertText"] * 4 + ["createParagraphBullets"] * 2 + ["updateTextStyle"] * 3
KINDS = st.sampled_from([*OFTEN, *RANGED, *LOCATED, *BY_HAND, "addDocumentTab"])


@dataclass(frozen=True)
class Edit:
    """An edit of a kind, and two places as fractions of the body."""

    kind: str
    body: Json
    first: float
    second: float


@st.composite
def edits(draw: st.DrawFn) -> Edit:
    kind = draw(KINDS)
    bodies = {**RANGED, **LOCATED, **BY_HAND}.get(kind, st.just({}))
    return Edit(kind, draw(bodies), draw(st.floats(0, 1)), draw(st.floats(0, 1)))


def apply_to(document: Document, edit: Edit) -> None:
    """Do the edit somewhere in the last tab; what Google would refuse is left out."""
    tab = [tab for root in document.tabs for tab in root.with_children()][-1]
    at, other = (1 + round(place * (tab.end - 2)) for place in (edit.first, edit.second))
    start, end = min(at, other), max(at, other)
    span = {"range": {"startIndex": start, "endIndex": end, "tabId": tab.id}}
    body = edit.body
    if edit.kind in BY_HAND:
        _by_hand(document, edit, tab.id, (start, end))
        return
    if edit.kind in RANGED:
        body = {**body, **span}
    elif edit.kind in LOCATED:
        body = {**body, "location": {"index": at, "tabId": tab.id}}
    else:
        body = {"tabProperties": {"title": "Next", "parentTabId": tab.id}}
    if edit.kind == "insertTable" and _in_table(tab, at):
        return
    with suppress(Refusal):
        document.batch_update({"requests": [{edit.kind: body}]})


def _in_table(tab: Tab, index: int) -> bool:
    starts = accumulate((block.length for block in tab.body), initial=0)
    return any(
        start < index < start + block.length
        for start, block in zip(starts, tab.body, strict=False)
        if isinstance(block, Table)
    )


def _by_hand(document: Document, edit: Edit, tab_id: str, at: tuple[int, int]) -> None:
    start, end = at
    if edit.kind == "heading link":
        _link(document, tab_id, at)
        return

    def change(paragraph: Paragraph, place: int) -> Paragraph:
        if edit.kind == "tick":
            return replace(paragraph, ticked=paragraph.bullet is not None)
        before, rest = split(paragraph.elements, start - place)
        inside, after = split(rest, end - max(place, start))
        changed = [
            replace(e, extra={**e.extra, **edit.body}) if isinstance(e, Run) else e for e in inside
        ]
        return replace(paragraph, elements=(*before, *changed, *after))

    def work_on(work: Work) -> None:
        tab = work.tab(tab_id)
        tab.body = rewritten(tab.body, 0, start, end, change)

    document.edit(work_on)


def _link(document: Document, tab_id: str, at: tuple[int, int]) -> None:
    """Link the range to some heading, if there is one."""
    start, end = at
    headings = [
        {"id": paragraph.style["headingId"], "tabId": tab.id}
        for root in document.tabs
        for tab in root.with_children()
        for _, paragraph in tab.paragraphs()
        if "headingId" in paragraph.style
    ]
    if headings and start < end:
        link = {"link": {"heading": headings[(start + end) % len(headings)]}}
        span = {"startIndex": start, "endIndex": end, "tabId": tab_id}
        request = {"updateTextStyle": {"textStyle": link, "fields": "link", "range": span}}
        document.batch_update({"requests": [request]})


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A document that a handful of edits made."""
    document = Document.blank("doc", "Notes", new_id=new_ids())
    for edit in draw(st.lists(edits(), max_size=14)):
        apply_to(document, edit)
    return document


def plain_form(document: Document) -> Json:
    """All of a document that the notation says, fresh names for ids that it does not."""
    names: dict[str, str] = {}

    def renamed(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {k: renamed(v, k) for k, v in value.items()}
        if isinstance(value, list):
            return [renamed(v, key) for v in value]
        if key in ("listId", "personId", "dateId", "richLinkId"):
            return names.setdefault(value, f"{key}{len(names)}")
        return value

    dump = document.dump()
    tabs = []
    for root in document.tabs:
        for tab in root.with_children():
            body = _joined(tab)
            used = [str(p.bullet["listId"]) for _, p in tab.paragraphs() if p.bullet]
            lists = {name: tab.lists[name] for name in dict.fromkeys(used)}
            ranges = sorted((r.name, r.id, r.spans) for r in tab.ranges)
            shown = renamed(body)
            named = {names[name]: levels for name, levels in lists.items()}
            tabs.append((tab.properties, shown, named, ranges))
    return {"tabs": tabs, "ticks": dump["ticks"]}


def _joined(tab: Tab) -> list[Json]:
    body = rewritten(tab.body, 0, 0, tab.end, lambda p, _at: replace(p, elements=_parts(p)))
    return show_blocks(body, 0)


def _parts(paragraph: Paragraph) -> tuple[Element, ...]:
    elements = joined(paragraph.elements)
    last = elements[-1]
    assert isinstance(last, Run)
    body = (*elements[:-1], replace(last, text=last.text[:-1]), replace(last, text="\n"))
    return tuple(e for e in body if e.length)
