"""The page of `sync --preview`: every document before and after a run, with what is new marked.

It shows what it is given; what a run would write was planned elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sync.agenda.document.notebook import Notebook
from sync.pages.changes import Compared, changed_tabs, side_html
from sync.pages.document import Style
from sync.pages.html import Child, Html, el, joined, page, safe_address
from sync.pages.styles import BASE, DOCUMENT, PREVIEW


@dataclass(frozen=True, slots=True, kw_only=True)
class Previewed:
    """One pair: with whom, what would be done in words, and its document on both sides, if any.

    `address` is the document's own, "" for one that is to be made. `notes` need a person's eye.
    """

    who: str
    what: str
    address: str = ""
    before: Notebook | None = None
    after: Notebook | None = None
    notes: tuple[str, ...] = ()


def preview_page(summary: str, when: str, pairs: Sequence[Previewed]) -> str:
    """The whole page."""
    header = el(
        "header",
        el("h1", "What the next run would write"),
        el("p", summary),
        el(
            "p",
            f"As of {when}. Nothing was written. This page holds lines of your documents: keep it "
            "to yourself.",
            class_="quiet",
        ),
    )
    changed = [one for one in pairs if one.after is not None]
    rest = [one for one in pairs if one.after is None]
    body: list[Child] = [_pair_html(one, number) for number, one in enumerate(changed)]
    if rest:
        body.append(_rest_html(rest))
    return page(
        "oneonone: what the next run would write",
        el("main", header, *body, class_="page"),
        styles=BASE + DOCUMENT + PREVIEW,
    )


def _pair_html(one: Previewed, number: int) -> Html:
    if one.before is None or one.after is None:
        raise ValueError("a document has two sides")
    tabs = changed_tabs(one.before, one.after)
    new, gone = (sum(getattr(found, each) for _, found in tabs) for each in ("new", "gone"))
    head = el(
        "header",
        el("h2", one.who, id=f"pair-{number}"),
        el("span", f"{_lines(new)} added", class_="tally") if new else None,
        el("span", f"{_lines(gone)} replaced or taken out", class_="tally gone") if gone else None,
        _document_link(one),
        el("p", one.what, class_="quiet"),
    )
    sides = [
        _sides(tab.tab_id, tab.title if len(one.after.tabs) > 1 else "", found, f"p{number}-{each}")
        for each, (tab, found) in enumerate(tabs)
    ]
    return el(
        "section",
        head,
        *sides,
        *_notes_html(one.notes),
        class_="card pair",
        aria_labelledby=f"pair-{number}",
    )


def _sides(tab_id: str, title: str, found: Compared, prefix: str) -> Html:
    tab = f" in {title}" if title else ""
    return el(
        "div",
        _side(f"Now{tab}", side_html(tab_id, found.before, Style(f"{prefix}-now-", rank=3))),
        _side(
            f"After the run{tab}", side_html(tab_id, found.after, Style(f"{prefix}-then-", rank=3))
        ),
        class_="sides",
    )


def _side(title: str, inside: Html) -> Html:
    return el("section", el("h3", title), el("div", el("div", inside, class_="tab"), class_="doc"))


def _rest_html(rest: Sequence[Previewed]) -> Html:
    items = [
        el(
            "li",
            el("b", one.who),
            f": {one.what} ",
            _document_link(one) if one.address else None,
            *_notes_html(one.notes),
        )
        for one in rest
    ]
    title = el("h2", "Nothing would be written for", id="rest")
    return el("section", title, el("ul", *items), class_="card", aria_labelledby="rest")


def _document_link(one: Previewed) -> Html:
    address = safe_address(one.address)
    if address is None:
        return el("span", "a new document", class_="quiet")
    return el(
        "a",
        "the document",
        el("span", f" with {one.who}", class_="hidden"),
        href=address,
        rel="noopener noreferrer",
        target="_blank",
    )


def _notes_html(notes: Sequence[str]) -> list[Html]:
    return [joined([el("p", note, class_="note")]) for note in notes]


def _lines(number: int) -> str:
    return "1 line" if number == 1 else f"{number} lines"
