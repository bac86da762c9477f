"""The inside of one line as HTML: runs with their looks, links, chips, soft breaks.

Decides how text looks; which lines there are and what surrounds them is `document`'s.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import assert_never

from sync.agenda.document.notebook import Chip, Link, Look, Piece, Run
from sync.pages.html import Child, Html, el, joined, safe_address

_PLACEHOLDER = "\ue907"
"""What dropdowns and placeholder chips are in the text of a document."""

ToHeading = Callable[[str], str | None]
"""The page's own address of a heading by its id, or None where it is not shown."""


def line_html(pieces: Iterable[Piece], to_heading: ToHeading) -> Html:
    """What a reader sees of a line, and what is only suggested, marked as such."""
    return joined(_piece(piece, to_heading) for piece in pieces)


def _piece(piece: Piece, to_heading: ToHeading) -> Child:
    match piece:
        case Run():
            shown: Child = _looking(joined(_text(piece.text)), piece.look, to_heading)
        case Chip():
            shown = _chip(piece)
        case _:
            assert_never(piece)
    if piece.suggested:
        return el("span", shown, class_="suggested", title="suggested by somebody")
    return shown


def _text(text: str) -> Iterator[Child]:
    """The text with its soft breaks."""
    for number, part in enumerate(text.replace(_PLACEHOLDER, "\u2304").split("\v")):
        if number:
            yield el("br")
        yield part


def _looking(inside: Html, look: Look, to_heading: ToHeading) -> Html:
    if look.strike:
        inside = el("s", inside)
    if look.italic:
        inside = el("em", inside)
    if look.bold:
        inside = el("strong", inside)
    return inside if look.link is None else _linked(inside, look.link, to_heading)


def _linked(inside: Html, link: Link, to_heading: ToHeading) -> Html:
    """A link to where it may lead; else the text with what it looks like in a document."""
    if link[0] == "url" and (address := safe_address(link[1])):
        return _outward(inside, address)
    if link[0] == "heading" and (place := to_heading(link[1])):
        return el("a", inside, href=place)
    return el("span", inside, class_="link")


def _outward(inside: Html, address: str) -> Html:
    return el("a", inside, href=address, rel="noopener noreferrer", target="_blank")


def _chip(chip: Chip) -> Child:
    match chip.kind:
        case "person":
            return el("span", chip.text, class_="chip", title=chip.target or None)
        case "date":
            return el("span", chip.text, class_="chip")
        case "file":
            address = safe_address(chip.target)
            shown = el("span", chip.text, class_="chip")
            return _outward(shown, address) if address else shown
        case "thing":
            return el("span", chip.text or "[…]", class_="thing")
        case "gap":
            return None
        case _:
            assert_never(chip.kind)
