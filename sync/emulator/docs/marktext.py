"""The text of a paragraph in Markdown, as Drive's export writes it.

Decides escapes, emphasis, links and what chips read as. Suggested insertions and deletions are both
text, unmarked.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from sync.emulator.docs.model import Chip, Element, Json, Paragraph, Run

SOFT_BREAK = "\v"
PLACEHOLDER = "\ue907"
PLACEHOLDER_LABEL = "Placeholder"
MONOSPACED = frozenset({"Courier New", "Consolas", "Roboto Mono", "Source Code Pro"})
ALWAYS = frozenset("\\*_`[]<>~")
_SIGNS = re.compile(r"[\\*_`\[\]<>~+=#.)-]")
_NUMBER = re.compile(r"[0-9]+")
AS_IT_IS = "\0"
"""Begins a piece's text that is Markdown already."""


@dataclass(slots=True)
class Names:
    """What the whole export counts and links: images, footnotes, headings' slugs by id."""

    slugs: dict[str, str] = field(default_factory=dict)
    images: int = 0
    footnotes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Something with one look. Code is text in a monospaced font."""

    text: str
    bold: bool
    italic: bool
    struck: bool
    link: str
    code: bool = False


def line_texts(elements: Sequence[Element], names: Names, *, ticked: bool = False) -> list[str]:
    """A paragraph's text without its newline: one part for each line that soft breaks make."""
    lines: list[list[_Piece]] = [[]]
    for piece in _pieces(elements, names, ticked=ticked):
        first, *others = piece.text.split(SOFT_BREAK)
        lines[-1].append(_with_text(piece, first))
        lines += [[_with_text(piece, other)] for other in others]
    return [_line(pieces) for pieces in lines]


def plain_text(paragraph: Paragraph) -> str:
    """A paragraph's text, chips as they read, in one line and without any sign."""
    parts = [
        element.text if isinstance(element, Run) else _label(element)
        for element in paragraph.elements
    ]
    return " ".join("".join(parts).split())


def _with_text(piece: _Piece, text: str) -> _Piece:
    return _Piece(text, piece.bold, piece.italic, piece.struck, piece.link, piece.code)


def _pieces(elements: Sequence[Element], names: Names, *, ticked: bool) -> Iterator[_Piece]:
    for element in elements:
        style = element.style
        looks = (
            style.get("bold") is True,
            style.get("italic") is True,
            ticked or style.get("strikethrough") is True,
        )
        if isinstance(element, Chip):
            yield _Piece(_chip(element, names), *looks, link="")
            continue
        font = style.get("weightedFontFamily", {}).get("fontFamily")
        text = element.text.removesuffix("\n").replace(PLACEHOLDER, PLACEHOLDER_LABEL)
        yield _Piece(text, *looks, _target(style.get("link"), names), code=font in MONOSPACED)


def _line(pieces: Sequence[_Piece]) -> str:
    """One line: bold around italic around strike around links, so that neighbours share marks."""
    raw = ["x" if piece.text.startswith(AS_IT_IS) else piece.text for piece in pieces]
    seen = ""
    escaped = []
    for i, piece in enumerate(pieces):
        if piece.text.startswith(AS_IT_IS):
            text = piece.text[1:]
        elif piece.code:
            text = f"`{piece.text}`" if piece.text else ""
        else:
            behind = next((other[0] for other in raw[i + 1 :] if other), "")
            text = escape(piece.text, before=seen, behind=behind)
        seen += raw[i]
        escaped.append(_with_text(piece, text))
    links = (
        (_Piece(_linked(inner, link), bold, italic, struck, ""))
        for (bold, italic, struck, link), inner in groupby(
            escaped, lambda p: (p.bold, p.italic, p.struck, p.link)
        )
    )
    struck = _wrapped(links, "~~", lambda p: p.struck, lambda p: (p.bold, p.italic, p.struck))
    italic = _wrapped(struck, "*", lambda p: p.italic, lambda p: (p.bold, p.italic))
    bold = _wrapped(italic, "**", lambda p: p.bold, lambda p: p.bold)
    return "".join(piece.text for piece in bold)


def _wrapped(
    pieces: Iterable[_Piece],
    mark: str,
    marked: Callable[[_Piece], bool],
    key: Callable[[_Piece], object],
) -> Iterator[_Piece]:
    for _, group in groupby(pieces, key):
        inner = list(group)
        text = "".join(piece.text for piece in inner)
        if marked(inner[0]):
            text = around(text, mark)
        yield _with_text(inner[0], text)


def around(text: str, mark: str) -> str:
    """The text between marks, blanks at its ends outside of them; blank text stays as it is."""
    inner = text.strip()
    if not inner:
        return text
    start = text.index(inner)
    return f"{text[:start]}{mark}{inner}{mark}{text[start + len(inner) :]}"


def _linked(pieces: Iterable[_Piece], link: str) -> str:
    text = "".join(piece.text for piece in pieces)
    return f"[{text}]({link})" if link and text else text


def _target(link: Json | None, names: Names) -> str:
    if not link:
        return ""
    if "heading" in link:
        found = str(link["heading"].get("id", ""))
        return f"#{names.slugs[found]}" if found in names.slugs else f"#heading={found}"
    if "bookmark" in link:
        return f"#bookmark={link['bookmark'].get('id', '')}"
    if "tabId" in link:
        return f"?tab={link['tabId']}"
    return _address(str(link.get("url", "")))


def _address(url: str) -> str:
    return url.replace(" ", "%20").replace("(", "\\(").replace(")", "\\)")


def _label(chip: Chip) -> str:
    """What people read of a chip."""
    match chip.kind:
        case "person":
            person = chip.data.get("personProperties", {})
            return str(person.get("name") or person.get("email", ""))
        case "richLink":
            return str(chip.data.get("richLinkProperties", {}).get("title", ""))
        case "dateElement":
            return str(chip.data.get("dateElementProperties", {}).get("displayText", ""))
        case _:
            return ""


def _chip(chip: Chip, names: Names) -> str:
    """What the export makes of a chip."""
    label = _label(chip)
    match chip.kind:
        case "person":
            email = chip.data.get("personProperties", {}).get("email", "")
            return f"{AS_IT_IS}[{escape(label)}](mailto:{email})"
        case "richLink":
            uri = str(chip.data.get("richLinkProperties", {}).get("uri", ""))
            return f"{AS_IT_IS}[{escape(label)}]({_address(uri)})"
        case "inlineObjectElement":
            names.images += 1
            return f"{AS_IT_IS}![][image{names.images}]"
        case "footnoteReference":
            names.footnotes.append(str(chip.data.get("footnoteId", "")))
            return f"{AS_IT_IS}[^{len(names.footnotes)}]"
        case _:
            return label


def escape(text: str, *, before: str = "", behind: str = "") -> str:
    """The text with a backslash before what Markdown would take for a sign, given what stands
    before and behind it in its line.
    """
    if not _SIGNS.search(text):
        return text
    out: list[str] = []
    whole = f"{before}{text}{behind}"
    for i, char in enumerate(text, len(before)):
        starts = i == 0 or whole[i - 1].isspace()
        ends = i + 1 == len(whole) or whole[i + 1].isspace()
        sign = (
            char in ALWAYS
            or (char in "-+=" and starts and ends)
            or (char == "#" and starts)
            or (char in ".)" and ends and _NUMBER.fullmatch(whole, 0, i) is not None)
        )
        out.append("\\" + char if sign else char)
    return "".join(out)
