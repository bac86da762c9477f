"""What anybody may have in a document, as hypothesis strategies that make the notation's text.

Made as text so that a failure can be kept as a golden case as it stands.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

from sync.agenda.language.dates import format_date

DAY = date(2025, 3, 10)
_SEPARATORS = "\u0085\u2028\u2029"
_STRIPPED = "".join(map(chr, [*range(9), *range(0xC, 0x20)]))
WORDS = (
    "same",
    "Send the deck",
    "Ship 🚀 it",
    "🗒",
    "👩‍👩‍👧 trip",
    "préparer l’été",
    "日本語の項目",
    "مهمة اليوم",
    "a*b_c~d **e** __f__ ~~g~~",
    "[x](y) `code` <b>",
    "# not a heading",
    "1. not a number",
    "- [ ] typed list",
    "* [x] typed list",
    "[ ] typed open",
    "[x] typed done",
    "[X]",
    "☐ box",
    "☑ done box",
    "☑️ done box",
    "✅ emoji",
    "DONE",
    "DONE: ship",
    "ship [DONE]",
    "get the PR DONE by Friday",
    "(since Mar 3)",
    "Hiring frozen (since Mar 3)",
    "soft\vbreak",
    "\v",
    "tab\tinside",
    "\tindented",
    "choice \ue907 x",
    "\ue907",
    " lead",
    "trail ",
    "  ",
    "\u00a0",
    "3/10",
    "Mon, Mar 3, 2025",
    "Mar 3, 2025 was good",
    "Action items",
    "Notes",
    "Next steps",
    "back\\slash \\[ \\]",
    "|cell|",
    "a  b",
    "{braces} %tab @[x]",
    "¶",
    "---",
    "=",
    "![][image1]",
    "[^1]",
    "Tab 1",
    "\u200f\u202b",
    "e\u0301",
    "\U0001f600" * 3,
)
text_of_anybody = st.one_of(
    st.sampled_from(WORDS),
    st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters=f"\n{_STRIPPED}{_SEPARATORS}"),
        max_size=12,
    ),
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=3).map(" ".join),
)


def escaped(text: str) -> str:
    """A text as the notation writes it, so that no character means anything."""
    out = []
    for char in text:
        if char in "\v\t":
            out.append({"\v": "\\v", "\t": "\\t"}[char])
        elif char == " " or char.isalnum() or char == "\u200d":
            out.append(char if char != " " else "\\ " if not out else " ")
        elif not char.isprintable():
            number = ord(char)
            out.append(f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}")
        else:
            out.append(f"\\{char}" if char.isascii() else "\\¶" if char == "¶" else char)
    if len(out) > 1 and out[-1] == " ":
        out[-1] = "\\ "
    return "".join(out)


_CHIPS = (
    "@[Cy Young](cy@example.com)",
    "@[dee@example.com]",
    "@[Mar 14, 2025](date:2025-03-14)",
    "@[Plan](https://docs.google.com/document/d/1plan2025abcdef/edit)",
    "@[Board](https://www.google.com/calendar/event?eid=abc123)",
    "@<image>",
    "@<footnote>",
)


@st.composite
def pieces(draw: st.DrawFn) -> str:
    """A part of a line: text in some look, a link, a chip, a suggestion."""
    kind = draw(
        st.sampled_from(
            ["plain"] * 8 + ["**", "__", "~~", "link", "under", "chip", "inserted", "deleted"]
        )
    )
    if kind == "chip":
        return draw(st.sampled_from(_CHIPS))
    text = escaped(draw(text_of_anybody))
    if not text or kind == "plain":
        return text
    match kind:
        case "link":
            return f"[{text}](https://x.test/a?b=c)"
        case "under":
            return f'<<{{"underline": true}}:{text}>>'
        case "inserted":
            return "{++" + text + "++}"
        case "deleted":
            return "{--" + text + "--}"
        case _:
            return f"{kind}{text}{kind}"


@st.composite
def contents(draw: st.DrawFn) -> str:
    """What a line holds; an empty one is a sign of its own."""
    found = "".join(draw(st.lists(pieces(), max_size=3)))
    if draw(st.integers(0, 11)) == 0 and found:
        found = f"~~{found.replace('~~', '')}~~"
    return found or "¶"


_SIGNS = ("- [ ]", "- [x]", "- [ ]", "- [x]", "- [ ]", "*", "1.", "-", "+")


@st.composite
def list_lines(draw: st.DrawFn) -> str:
    """An item of any kind and depth."""
    depth = draw(st.sampled_from([0, 0, 0, 1, 1, 2, 3]))
    flags = draw(st.sampled_from([""] * 10 + [" {!shift 36}", " {!rtl}"]))
    return f"{'  ' * depth}{draw(st.sampled_from(_SIGNS))} {draw(contents())}{flags}"


@st.composite
def plain_lines(draw: st.DrawFn) -> str:
    """A paragraph without a list: text, an undated heading, a rule, an empty line."""
    sign = draw(st.sampled_from([""] * 6 + ["# ", "## ", "### ", "#### ", "###### ", "= ", "== "]))
    styles = (
        [""] * 9
        + [" {!rtl}"]
        + [' {!style {"alignment": "CENTER"}}']
        + [' {!style {"indentStart": {"magnitude": 36, "unit": "PT"}}}']
    )
    if not sign and draw(st.integers(0, 12)) == 0:
        return "---"
    if sign and draw(st.booleans()):
        words = st.sampled_from(["Action items", "☑️ Action items", "Topics", "Nächste Schritte"])
        return sign + draw(words)
    text = draw(contents())
    guarded = text if text == "¶" or sign else guard(text)
    return f"{sign}{guarded}{draw(st.sampled_from(styles))}"


def guard(text: str) -> str:
    """A line's text that no sign in front makes a heading, an item or a row."""
    return (
        text
        if text[:1] in ("\\", "*", "_", "~", "@", "[", "<", "{")
        else f"\\{text}"
        if (text[:1] == " ")
        else text
    )


@st.composite
def tables(draw: st.DrawFn) -> str:
    """A table of one or two rows, with boxes in it perhaps."""
    cells = st.one_of(
        contents(), st.tuples(st.sampled_from(["- [ ] ", "- [x] "]), contents()).map("".join)
    )
    width = draw(st.integers(1, 2))
    rows = [
        "| " + " | ".join(draw(st.lists(cells, min_size=width, max_size=width))) + " |"
        for _ in range(draw(st.integers(1, 2)))
    ]
    return "\n".join([*rows, "|-|"])


lines = st.one_of(list_lines(), list_lines(), list_lines(), plain_lines(), plain_lines(), tables())


@dataclass(frozen=True, slots=True)
class Head:
    """A heading of a section: its text in the notation and the day that it bears."""

    text: str
    day: date


FORMS: tuple[Callable[[date], str], ...] = (
    lambda day: format_date(day, None, "en"),
    lambda day: f"{format_date(day, None, 'en')} · Weekly 1:1",
    lambda day: f"Weekly 1:1 – {format_date(day, 'd MMMM y', 'en')}",
    lambda day: day.isoformat(),
    lambda day: format_date(day, "dd.MM.yyyy", "de"),
    lambda day: format_date(day, "MMMM d, y", "en"),
)
UNCLEAR: tuple[Callable[[date], str], ...] = (
    lambda day: format_date(day, "M/d", "en"),
    lambda day: format_date(day, "d/M/y", "en"),
    lambda day: format_date(day, "MMMM d", "en"),
)


@st.composite
def heads(draw: st.DrawFn, *, unclear: bool = True) -> str:
    """A dated heading, of some day around the meeting's, in some form."""
    day = DAY - timedelta(days=draw(st.sampled_from([7, 7, 14, 21, 28, 1, 0, -7, 60, 400])))
    forms = FORMS + UNCLEAR if unclear else FORMS
    sign = draw(st.sampled_from(["## ", "## ", "## ", "# ", "### "]))
    text = draw(st.sampled_from(forms))(day)
    looks = st.sampled_from([""] * 8 + ["**", "__"])
    look = draw(looks)
    if draw(st.integers(0, 9)) == 0:
        return f"{sign}@[{format_date(day, 'MMM d, y', 'en')}](date:{day})"
    return f"{sign}{look}{escaped(text)}{look}"


@st.composite
def tab_lines(draw: st.DrawFn) -> list[str]:
    """The lines of a tab: what stands on top, then sections; any odd end."""
    found = draw(st.lists(lines, max_size=3))
    for _ in range(draw(st.integers(0, 3))):
        found.append(draw(heads()))
        found += draw(st.lists(lines, max_size=6))
    end = draw(st.sampled_from(["¶", "¶", "end", "own"]))
    last = found[-1] if found else ""
    if end == "¶" or not last or last.endswith("|-|"):
        found.append("¶")
    return found


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A whole document, mostly of one tab."""
    found = draw(tab_lines())
    for number in range(draw(st.sampled_from([0, 0, 0, 0, 1, 2]))):
        if number == 0:
            found.insert(0, "%tab Tab 1")
        child = draw(st.sampled_from(["", "  "]))
        found += [f"{child}%tab {draw(st.sampled_from(['Notes', 'Old', '2024']))}"]
        found += draw(tab_lines())
    return "\n".join(found) + "\n"
