"""The page of `status --html`: who met when, what is open and how old, how it was over the weeks.

It shows what it is given, on one page that loads nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sync.pages.charts import Age, Week, ages_html, weeks_chart, weeks_table
from sync.pages.html import Child, Html, el, page, safe_address
from sync.pages.more_styles import STATUS
from sync.pages.styles import BASE


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownItem:
    """An open item: its age in words, whether it is old, the address of its section, and how many
    open items it stands under.
    """

    text: str
    age: str
    old: bool
    address: str
    unknown: bool = False
    depth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPair:
    """One pair, everything in words."""

    name: str
    email: str
    cadence: str
    last: str
    next: str
    off: str
    address: str
    document: str
    items: tuple[ShownItem, ...]
    notes: tuple[str, ...]
    ran: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownStatus:
    """All that the page says."""

    summary: str
    when: str
    run: str
    run_failed: bool
    pairs: tuple[ShownPair, ...]
    weeks: tuple[Week, ...]
    ages: tuple[Age, ...]


def status_page(status: ShownStatus) -> str:
    """The whole page."""
    header = el(
        "header",
        el("h1", "Your 1:1s"),
        el("p", status.summary),
        el(
            "p",
            f"As of {status.when}. This page holds lines of your documents: keep it to yourself.",
            class_="quiet",
        ),
        el("p", status.run, class_="run bad" if status.run_failed else "run"),
    )
    charts = el(
        "div",
        _card("Open items over the weeks", "weeks", *_weeks(status.weeks)),
        _card("How old is what is open", "ages", ages_html(status.ages)),
        class_="charts",
    )
    pairs = [_pair(one, number) for number, one in enumerate(status.pairs)]
    return page(
        "oneonone: your 1:1s",
        el("main", header, charts, *pairs, class_="page"),
        styles=BASE + STATUS,
    )


def _weeks(weeks: Sequence[Week]) -> Sequence[Child]:
    fold = el("details", el("summary", "The numbers"), weeks_table(weeks))
    said = "What a section left open when its meeting was over, all pairs together."
    return el("p", said, class_="quiet"), weeks_chart(weeks), fold


def _card(title: str, name: str, *inside: Child) -> Html:
    return el("section", el("h2", title, id=name), *inside, class_="card", aria_labelledby=name)


def _pair(one: ShownPair, number: int) -> Html:
    facts = [
        ("Cadence", one.cadence),
        ("Last met", one.last),
        ("Next", one.next),
        ("Not held", one.off),
    ]
    if one.ran:
        facts.append(("Last run", one.ran))
    rows = [el("div", el("dt", name), el("dd", value)) for name, value in facts]
    name = f"pair-{number}"
    return el(
        "section",
        el(
            "header",
            el("h2", one.name, id=name),
            el("span", one.email, class_="quiet") if one.email != one.name else None,
            _link(one.document, one.address, f" with {one.name}"),
        ),
        el("dl", *rows),
        *[el("p", note, class_="note") for note in one.notes],
        _items(one),
        class_="card pair",
        aria_labelledby=name,
    )


def _items(one: ShownPair) -> Html:
    if not one.items:
        return el("p", "Nothing is open.", class_="quiet")
    rows = []
    for item in one.items:
        doubt = el("span", " (its tick can't be read)", class_="quiet") if item.unknown else None
        under = f"in{min(item.depth, 2)}" if item.depth else None
        rows.append(
            el(
                "tr",
                el("td", item.age, class_="old" if item.old else None),
                el("td", item.text, doubt, class_=under, dir="auto"),
                el("td", _link("section", item.address, f" of: {item.text}")),
            )
        )
    head = el("tr", *[el("th", one, scope="col") for one in ("Open for", "Item", "Where")])
    table = el("table", el("thead", head), el("tbody", *rows))
    label = f"Open with {one.name}"
    return el("div", table, class_="wide", role="group", aria_label=label, tabindex=0)


def _link(words: str, address: str, about: str) -> Html:
    safe = safe_address(address)
    if safe is None:
        return el("span", words, class_="quiet")
    more = el("span", about, class_="hidden")
    return el("a", words, more, href=safe, rel="noopener noreferrer", target="_blank")
