"""The page of `try`: a week of calendar, a pair's document to tick and type in, what the job did.

Every button is a form of its own that works without a script. The page says what it is given;
what a button does is its server's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from sync.agenda.document.notebook import Notebook, Paragraph
from sync.agenda.document.ticks import Tick
from sync.pages.document import Place, Style, Tools, document_html
from sync.pages.html import Child, Html, el, hidden, page
from sync.pages.more_styles import TRIAL
from sync.pages.script import TRIAL as SCRIPT
from sync.pages.styles import BASE, DOCUMENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """An event of a day. `who` is the address of the other person of a 1:1, else ""; `off`: it is
    not held; `next`: the job prepares it.
    """

    time: str
    title: str
    who: str = ""
    off: bool = False
    next: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of the calendar."""

    name: str
    today: bool
    slots: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with a 1:1: when it is next, and what there is of a document, in words.

    `why`: why there is none to show; "" where the next run makes one.
    """

    email: str
    name: str
    next: str
    document: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """The document that is shown; `editing` is the line that is being typed in, with its text."""

    title: str
    notebook: Notebook
    editing: Place | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """All that the page shows. `did` is what became of each pair in the last run: who, what, and
    what a person has to know about it.
    """

    me: str
    when: str
    weeks: tuple[tuple[Day, ...], ...]
    people: tuple[Person, ...]
    chosen: Person | None
    open: Open | None
    notice: str = ""
    ran: str = ""
    did: tuple[tuple[str, ...], ...] = ()
    log: tuple[str, ...] = ()
    error: str = ""


def trial_page(trial: Trial) -> str:
    """The whole page."""
    chosen = trial.chosen.email if trial.chosen else ""
    everything = el(
        "div",
        _top(trial),
        el("main", _calendar(trial), _people(trial), _document(trial), id="main"),
        _aside(trial),
        _form("act", chosen),
        _form("tick", chosen),
        _form("edit", chosen),
        id="all",
        class_="trial",
    )
    return page(
        "oneonone try",
        el("a", "Skip to the document", href="#document", class_="skip"),
        everything,
        el("p", trial.notice, id="notice", role="status"),
        styles=BASE + DOCUMENT + TRIAL,
        script=SCRIPT,
    )


def address_of(email: str, editing: Place | None = None) -> str:
    """The page's address with a person chosen and a line open for typing."""
    edit = f"&edit={quote(editing.tab_id)}:{editing.start}" if editing else ""
    return f"/?with={quote(email)}{edit}"


def _form(name: str, chosen: str) -> Html:
    """A form whose fields and buttons stand elsewhere and name it."""
    with_ = el("input", type="hidden", name="with", value=chosen)
    return el("form", with_, id=name, method="post", action=f"/{name}", hidden=True)


def _button(words: str, value: str, *, primary: bool = False, about: str = "") -> Html:
    return el(
        "button",
        words,
        hidden(about) if about else None,
        form="act",
        name="do",
        value=value,
        id=f"do-{value}",
        class_="primary" if primary else None,
    )


def _top(trial: Trial) -> Html:
    return el(
        "header",
        el(
            "div",
            el("h1", "oneonone, tried out"),
            el("p", "You are ", el("b", trial.me), ". It is ", el("b", trial.when), "."),
        ),
        el(
            "div",
            _button("Run the job", "run", primary=True),
            _button("A week later", "week"),
            class_="buttons",
        ),
        class_="top",
    )


def _calendar(trial: Trial) -> Html:
    weeks = [el("ol", *[_day(day, trial.chosen) for day in week]) for week in trial.weeks]
    title = el("h2", "Calendar", id="calendar")
    key = el(
        "p",
        "Filled: a 1:1. ",
        el("span", "next", class_="next"),
        ": the job prepares it. Struck through: not held.",
        class_="key",
    )
    head = el("header", title, key)
    return el("section", head, *weeks, class_="calendar card", aria_labelledby="calendar")


def _day(day: Day, chosen: Person | None) -> Html:
    name = el("h3", day.name, hidden(", today") if day.today else None)
    slots = el("ul", *[_slot(slot, chosen) for slot in day.slots]) if day.slots else None
    return el("li", name, slots, class_="today" if day.today else None)


def _slot(slot: Slot, chosen: Person | None) -> Html:
    words: list[Child] = [el("span", slot.time, class_="time"), " ", slot.title]
    if slot.off:
        words.append(hidden(" (not held)"))
    if slot.next:
        words += [" ", el("span", "next", class_="next")]
    is_chosen = chosen is not None and slot.who == chosen.email
    names = ("off" if slot.off else "", "mine" if is_chosen else "", "one" if slot.who else "")
    inside = el("a", *words, href=address_of(slot.who)) if slot.who else el("span", *words)
    return el("li", inside, class_=" ".join(name for name in names if name) or None)


def _people(trial: Trial) -> Html:
    items = []
    for person in trial.people:
        here = trial.chosen is not None and person.email == trial.chosen.email
        link = el(
            "a",
            el("b", person.name),
            el("span", person.next, class_="quiet"),
            el("span", person.document, class_="quiet"),
            href=address_of(person.email),
            aria_current="page" if here else None,
            id=f"with-{person.email}",
        )
        items.append(el("li", link))
    return el("nav", el("ul", *items), class_="people", aria_label="1:1s")


def _document(trial: Trial) -> Html:
    who = trial.chosen
    buttons = (
        el(
            "div",
            _button("Cancel next meeting", "cancel", about=f" with {who.name}"),
            _button("Move it a day later", "move", about=f": the next meeting with {who.name}"),
            class_="buttons",
        )
        if who and who.next
        else None
    )
    opened = trial.open
    if opened is None:
        words = (who and who.why) or "There is no document yet: run the job, and it makes one."
        inside: Child = el("p", words, class_="none")
        title = f"{who.name}" if who else "No 1:1"
    else:
        title = opened.title
        style = Style("doc-", rank=2, tools=_Typing(who.email if who else "", opened))
        inside = el("div", document_html(opened.notebook, style), class_="doc")
    head = el("header", el("h2", title), buttons)
    return el(
        "section",
        head,
        inside,
        class_="document card",
        id="document",
        tabindex=-1,
        aria_label=title,
    )


def _aside(trial: Trial) -> Html:
    title = el("h2", "What the job did", id="did")
    if not trial.ran:
        text = "It has not run yet. Nothing was written into any document."
        inside: Sequence[Child] = [el("p", text, class_="quiet")]
    else:
        rows = [
            el("li", el("b", who), *[el("span", words) for words in told])
            for who, *told in trial.did
        ]
        log = el("code", "\n".join(trial.log) or "Nothing was logged.")
        inside = [
            el("p", trial.ran, class_="quiet"),
            el("p", trial.error, class_="error") if trial.error else None,
            el("ul", *rows) if rows else None,
            el("h3", "What it logged"),
            el("pre", log, tabindex=0, aria_label="The log of the last run", role="group"),
        ]
    return el("aside", title, *inside, class_="card", aria_labelledby="did")


class _Typing(Tools):
    """Boxes that can be ticked, and lines that can be typed in."""

    def __init__(self, chosen: str, opened: Open) -> None:
        self._chosen = chosen
        self._opened = opened

    def box(self, place: Place, paragraph: Paragraph) -> Html:
        done = paragraph.tick is Tick.DONE
        return el(
            "button",
            form="tick",
            name="at",
            value=_value(place),
            id=f"box-{place.tab_id}-{place.start}",
            class_="box done" if done else "box open",
            role="checkbox",
            aria_checked="true" if done else "false",
            aria_label=paragraph.text.strip() or "an empty item",
        )

    def line(self, place: Place, paragraph: Paragraph, shown: Html) -> Child:
        if place == self._opened.editing:
            return self._field(place)
        if paragraph.rank is not None and paragraph.text.strip():
            return shown
        return el("span", shown, self._edit(place, paragraph), class_="edits")

    def beside(self, place: Place, paragraph: Paragraph) -> Html | None:
        return None if place == self._opened.editing else self._edit(place, paragraph)

    def _edit(self, place: Place, paragraph: Paragraph) -> Html:
        text = paragraph.text.strip()
        return el(
            "a",
            "✎",
            aria_label=f"Edit: {text}" if text else "Write here",
            href=address_of(self._chosen, place),
            id=f"edit-{place.tab_id}-{place.start}",
            class_="edit",
        )

    def _field(self, place: Place) -> Html:
        field = el(
            "input",
            form="edit",
            name="text",
            value=self._opened.text,
            id=f"edit-{place.tab_id}-{place.start}",
            aria_label="Text of the line",
            autocomplete="off",
            autofocus=True,
        )
        at = el("input", type="hidden", form="edit", name="at", value=_value(place))
        was = el("input", type="hidden", form="edit", name="was", value=self._opened.text)
        ways = (("save", "Save"), ("below", "Save, and a line below"), ("delete", "Delete"))
        buttons = [el("button", words, form="edit", name="then", value=way) for way, words in ways]
        cancel = el("a", "Cancel", href=address_of(self._chosen), id="cancel-edit")
        return el("span", field, at, was, *buttons, cancel, class_="typing")


def _value(place: Place) -> str:
    return f"{place.tab_id}:{place.start}"
