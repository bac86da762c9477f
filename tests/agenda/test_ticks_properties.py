"""Over generated documents: no box is called done that is open, nor told what it is not.

The export is rendered here, by the facts alone: none of the reader's code is used.
"""

from dataclasses import dataclass, replace
from typing import Literal

from hypothesis import given, settings
from hypothesis import strategies as st

from sync.agenda.document.ticks import CHIP, Para, Tick, tick_states

Kind = Literal["done", "open", "pasted", "disc", "number", "heading", "plain", "cell"]


@dataclass(frozen=True)
class Chip:
    printed: str


@dataclass(frozen=True)
class Piece:
    """Text with its look, or a chip."""

    text: str = ""
    bold: bool = False
    link: bool = False
    chip: Chip | None = None


@dataclass(frozen=True)
class Line:
    kind: Kind
    pieces: tuple[Piece, ...]
    level: int = 0


@dataclass(frozen=True)
class Style:
    """In which ways exports differ."""

    marker: str = "-"
    loose: bool = False
    strike_outside: bool = True
    slugs: bool = False
    all_tabs: bool = True
    title_of_first: bool = True
    child_level: int = 1


TEXTS = st.one_of(
    st.sampled_from(["a", "b", "send it", "x", "Tab 1", "Archive", "", " ", "1. a", "- [x] a"]),
    st.sampled_from(
        ["[x] a", "[ ] b", "# a", "a_b*c", "a\vb", "a\v\vb", "a\v- [x] b", "\\", "```"]
    ),
    st.text(alphabet=st.sampled_from("ab x*_~[]()\\#-+.!>|1\u00a0📘é:`^{}\v"), max_size=10),
)
CHIPS = st.builds(
    Chip,
    printed=st.sampled_from(
        ["[Ann](mailto:a@x.test)", "Mar 3, 2025", "[a](https://x.test/e)", "a"]
    ),
)
PIECES = st.one_of(
    st.builds(Piece, text=TEXTS, bold=st.booleans(), link=st.booleans()),
    st.builds(Piece, text=TEXTS),
    st.builds(Piece, chip=CHIPS),
)
KINDS: st.SearchStrategy[Kind] = st.sampled_from(
    ["done", "open", "done", "open", "pasted", "disc", "number", "heading", "plain", "cell"]
)
LINES = st.builds(
    Line,
    kind=KINDS,
    pieces=st.lists(PIECES, min_size=0, max_size=3).map(tuple),
    level=st.integers(0, 2),
)
DOCUMENTS = st.lists(st.lists(LINES, max_size=10), min_size=1, max_size=3)
STYLES = st.builds(
    Style,
    marker=st.sampled_from("-*"),
    loose=st.booleans(),
    strike_outside=st.booleans(),
    slugs=st.booleans(),
    all_tabs=st.booleans(),
    title_of_first=st.booleans(),
    child_level=st.integers(1, 3),
)
TITLES = ("Tab 1", "Archive", "a")


def escaped(text: str) -> str:
    return "".join(f"\\{c}" if c in "\\*_~[]#+-=><!`|" else c for c in text)


def printed(piece: Piece, *, done: bool, style: Style) -> str:
    if piece.chip is not None:
        return piece.chip.printed
    text = escaped(piece.text)
    if not text.strip():
        return text
    bold = "**" if piece.bold else ""
    strike = "~~" if done else ""
    before, after = strike + bold, bold + strike
    if not style.strike_outside:
        before, after = after, before
    text = f"{before}{text}{after}"
    return f"[{text}](https://x.test/a_(b)?q=[1])" if piece.link else text


def render_line(line: Line, style: Style) -> str:
    done = line.kind == "done"
    text = "".join(printed(piece, done=done, style=style) for piece in line.pieces)
    if line.kind in ("plain", "heading"):
        text = text.replace("\v", "  \n")
        if line.kind == "heading":
            return f"## {text}{' {#slug}' if style.slugs else ''}"
        return f"{chr(92)}{text}" if text[:2] in ("1.", "1)") else text
    indent = " " * 6 * line.level
    text = text.replace("\v", "  \n" + " " * 6 * (line.level + 1))
    marker = {
        "done": f"{style.marker} [x]",
        "open": f"{style.marker} [ ]",
        "pasted": "*",
        "disc": "*",
        "number": "1.",
    }[line.kind]
    return f"{indent}{marker} {text}"


def render(tabs: list[list[Line]], style: Style) -> str:
    blocks: list[str] = []
    several = len(tabs) > 1
    for number, tab in enumerate(tabs):
        if number and not style.all_tabs:
            break
        if several and (style.all_tabs or style.title_of_first):
            level = 1 if number == 0 else style.child_level
            blocks.append(f"\n{'#' * level} {escaped(TITLES[number])}\n")
        before = ""
        for line in tab:
            is_list = line.kind not in ("plain", "heading", "cell")
            if line.kind == "cell":
                blocks.append("\n| \\- " + "".join(p.text for p in line.pieces).replace("\v", " "))
                blocks.append("| :---- |\n")
            elif is_list and before == "list" and not style.loose:
                blocks[-1] += "  "
                blocks.append(render_line(line, style))
            else:
                blocks.append("\n" + render_line(line, style))
            before = "list" if is_list else ""
            if not is_list:
                blocks.append("")
    return "\n".join(blocks)


def paragraphs(tabs: list[list[Line]]) -> list[Para]:
    return [
        Para(
            "".join(CHIP if piece.chip else piece.text for piece in line.pieces),
            tab=number,
            checklist_glyph=line.kind in ("done", "open", "pasted", "cell"),
            listed=line.kind not in ("plain", "heading"),
            in_table=line.kind == "cell",
        )
        for number, tab in enumerate(tabs)
        for line in tab
    ]


MAY_SAY: dict[Kind, set[Tick]] = {
    "done": {Tick.DONE, Tick.UNKNOWN},
    "open": {Tick.OPEN, Tick.UNKNOWN},
    "pasted": {Tick.NOT_A_BOX, Tick.UNKNOWN},
    "cell": {Tick.UNKNOWN},
    "disc": {Tick.NOT_A_BOX},
    "number": {Tick.NOT_A_BOX},
    "heading": {Tick.NOT_A_BOX},
    "plain": {Tick.NOT_A_BOX},
}


@settings(max_examples=600)
@given(DOCUMENTS, STYLES)
def test_no_line_is_said_to_be_what_it_is_not(tabs: list[list[Line]], style: Style) -> None:
    ticks = tick_states(render(tabs, style), paragraphs(tabs), TITLES[: len(tabs)])

    lines = [line for tab in tabs for line in tab]
    assert [
        (line, tick)
        for line, tick in zip(lines, ticks, strict=True)
        if tick not in MAY_SAY[line.kind]
    ] == []


@settings(max_examples=300)
@given(DOCUMENTS, STYLES, st.data())
def test_an_export_that_lacks_lines_is_taken(
    tabs: list[list[Line]], style: Style, data: st.DataObject
) -> None:
    """Somebody edits between the two readings: the write will fail, whatever is said here."""
    whole = render(tabs, style).split("\n")
    kept = data.draw(st.lists(st.booleans(), min_size=len(whole), max_size=len(whole)))
    export = "\n".join(line for line, keep in zip(whole, kept, strict=True) if keep)

    ticks = tick_states(export, paragraphs(tabs), TITLES[: len(tabs)])

    assert len(ticks) == sum(map(len, tabs))


ORDINARY = st.text(
    alphabet=st.sampled_from("abcdefgh xyz*_~[]()\\#-+.!1é📘"), min_size=1, max_size=20
)


@settings(max_examples=300)
@given(
    st.lists(
        st.tuples(st.sampled_from(["done", "open", "pasted", "disc", "plain"]), ORDINARY, PIECES),
        max_size=14,
    ),
    STYLES,
)
def test_every_box_of_an_ordinary_document_is_known(
    drawn: list[tuple[Kind, str, Piece]], style: Style
) -> None:
    """Whatever stands in the lines, as long as they differ: by their numbers here."""
    lines = [
        Line(kind, (Piece(f"{number} {text.strip()}"), replace(piece, link=False)))
        for number, (kind, text, piece) in enumerate(drawn)
        if "\v\v" not in piece.text and "\v-" not in piece.text and "\v" not in piece.text[-1:]
    ]

    ticks = tick_states(render([lines], style), paragraphs([lines]))

    said = {
        "done": Tick.DONE,
        "open": Tick.OPEN,
        "pasted": Tick.NOT_A_BOX,
        "disc": Tick.NOT_A_BOX,
        "plain": Tick.NOT_A_BOX,
    }
    assert [(line, tick) for line, tick in zip(lines, ticks, strict=True)] == [
        (line, said[line.kind]) for line in lines
    ]


@given(
    st.text(alphabet=st.sampled_from("ax -*[]()\\~`#1.\n\v📘:|"), max_size=60),
    st.lists(
        st.builds(
            Para,
            st.text(alphabet=st.sampled_from(f"ax -*[]()\\\v\n{CHIP}\ue907"), max_size=8),
            tab=st.integers(0, 2),
            checklist_glyph=st.booleans(),
            listed=st.booleans(),
            in_table=st.booleans(),
            pending=st.booleans(),
        ),
        max_size=8,
    ),
    st.lists(st.text(max_size=3), max_size=3),
)
def test_hostile_exports_and_texts_are_taken(
    export: str, paras: list[Para], titles: list[str]
) -> None:
    ticks = tick_states(export, paras, titles)

    assert len(ticks) == len(paras)
    assert {tick for tick, para in zip(ticks, paras, strict=True) if not para.checklist_glyph} <= {
        Tick.NOT_A_BOX
    }
