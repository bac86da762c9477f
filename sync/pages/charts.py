"""Two small charts as inline SVG: open items over the weeks, and how old is what is open.

Every chart stands beside a table with the same numbers, for those who can't see it. Colours come
from the page's styles; nothing is drawn that the numbers don't say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sync.pages.html import Html, el

_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP = 720, 220, 34, 26, 12


@dataclass(frozen=True, slots=True)
class Week:
    """How many items were open at the end of the week that ends on a day."""

    ends: date
    open: int


@dataclass(frozen=True, slots=True)
class Age:
    """How many open items are of an age, in words."""

    words: str
    items: int


def weeks_chart(weeks: Sequence[Week]) -> Html:
    """A column for each week."""
    top = _ceiling(max((week.open for week in weeks), default=0))
    inner = _HEIGHT - _BOTTOM - _TOP
    step = (_WIDTH - _LEFT) / max(len(weeks), 1)
    wide = max(2.0, min(step * 0.68, 28.0))
    parts = [_grid(top, inner)]
    every = max(1, -(-len(weeks) // 7))
    for number, week in enumerate(weeks):
        x = _LEFT + step * number + (step - wide) / 2
        tall = inner * week.open / top
        title = el("title", f"Week to {_day(week.ends)}: {week.open} open")
        parts.append(
            el(
                "rect",
                title,
                x=_n(x),
                y=_n(_TOP + inner - tall),
                width=_n(wide),
                height=_n(tall),
                rx=2,
                class_="bar now" if number == len(weeks) - 1 else "bar",
            )
        )
        if (len(weeks) - 1 - number) % every == 0:
            middle = _n(min(x + wide / 2, _WIDTH - 24))
            parts.append(el("text", _day(week.ends), x=middle, y=_HEIGHT - 6, text_anchor="middle"))
    words = f"Open items at the end of each of {len(weeks)} weeks, {_range(weeks)}"
    return _svg(words, parts)


def weeks_table(weeks: Sequence[Week]) -> Html:
    """The same numbers."""
    return _table(
        "Open items by week", ("Week to", "Open"), [(_day(w.ends), w.open) for w in weeks]
    )


def ages_html(ages: Sequence[Age]) -> Html:
    """A bar for each age, with its number: a table that shows itself."""
    most = max((age.items for age in ages), default=0) or 1
    rows = []
    for age in ages:
        bar = el("rect", width=_n(200 * age.items / most), height=14, rx=3, class_="bar")
        shown = el("svg", bar, viewBox="0 0 200 14", aria_hidden="true", class_="age")
        rows.append(
            el("tr", el("th", age.words, scope="row"), el("td", str(age.items)), el("td", shown))
        )
    head = el(
        "tr",
        el("th", "Age", scope="col"),
        el("th", "Items", scope="col"),
        el("td", aria_hidden="true"),
    )
    caption = el("caption", "Open items by age", class_="hidden")
    return el("table", caption, el("thead", head), el("tbody", *rows), class_="ages")


def _table(title: str, columns: Sequence[str], rows: Sequence[tuple[str, int]]) -> Html:
    head = el("tr", *[el("th", column, scope="col") for column in columns])
    body = [el("tr", el("th", first, scope="row"), el("td", str(n))) for first, n in rows]
    caption = el("caption", title, class_="hidden")
    return el("table", caption, el("thead", head), el("tbody", *body))


def _grid(top: int, inner: int) -> Html:
    lines = []
    for part in range(3):
        y = _TOP + inner * part / 2
        value = top - top * part // 2
        lines.append(el("line", x1=_LEFT, x2=_WIDTH, y1=_n(y), y2=_n(y), class_="grid"))
        lines.append(el("text", str(value), x=_LEFT - 8, y=_n(y + 4), text_anchor="end"))
    return el("g", *lines, aria_hidden="true")


def _svg(words: str, parts: Sequence[Html]) -> Html:
    return el(
        "svg",
        el("title", words),
        *parts,
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        role="img",
        aria_label=words,
        class_="chart",
    )


def _range(weeks: Sequence[Week]) -> str:
    if not weeks:
        return "none"
    low, high = min(w.open for w in weeks), max(w.open for w in weeks)
    return f"between {low} and {high}, now {weeks[-1].open}"


def _ceiling(most: int) -> int:
    """An even number that is not below the highest column."""
    return max(2, most + most % 2)


def _day(day: date) -> str:
    return f"{day:%b} {day.day}"


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
