"""What of a line is carried along when the line is copied, and the digest that tells a copy's own.

A copy keeps text, bold, italic, strikethrough, links and chips of people, dates and files. What
can't be written becomes a short text in brackets. Copying a copy changes nothing: that is what
makes an untouched copy recognisable by its digest. Boxes, levels and marks are not content.
"""

import re
from collections.abc import Iterable, Sequence

from sync.agenda.document.marks import digest
from sync.agenda.document.notebook import PLAIN, Chip, Look, Piece, Run

_STRIPPED = re.compile("[\x00-\x08\x0c-\x1f\ue000-\uf8ff]")
_PLACEHOLDER = "\ue907"
_FILES = re.compile(r"https://(docs|drive)\.google\.com/", re.ASCII)


def content(pieces: Iterable[Piece], *, skip: int = 0, chips: bool = True) -> tuple[Piece, ...]:
    """What a copy of the pieces holds, without the first `skip` characters (a typed box).

    Blanks around it go. With `chips` False every chip becomes text, for where Google refuses one.
    """
    copied: list[Piece] = []
    for piece in pieces:
        if piece.suggested:
            continue
        if isinstance(piece, Run):
            text = piece.text[skip:]
            skip = max(skip - len(piece.text), 0)
            _add(copied, Run(_clean(text), piece.look))
        else:
            skip = max(skip - 1, 0)
            _add(copied, _chip(piece, chips=chips))
    return _trimmed(copied)


def joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The pieces with neighbours of one look as one run, as they are read back."""
    kept: list[Piece] = []
    for piece in pieces:
        _add(kept, piece)
    return tuple(kept)


def shown(pieces: Iterable[Piece]) -> str:
    """Copied pieces as one text, blanks folded: what makes two items equal."""
    return " ".join("".join([piece.text for piece in pieces]).split())


def written(item: Sequence[Piece], notes: Iterable[Sequence[Piece]]) -> str:
    """The digest of an item and its notes: their text, looks, links and what chips stand for."""
    return digest(*(_canonical(pieces) for pieces in (item, *notes)))


def all_struck(pieces: Iterable[Piece]) -> bool:
    """Every character that is no blank is struck through, and there is one."""
    struck = False
    for piece in pieces:
        if isinstance(piece, Run) and not piece.suggested and piece.text.strip():
            if not piece.look.strike:
                return False
            struck = True
    return struck


def _add(pieces: list[Piece], piece: Piece | None) -> None:
    if piece is None or (isinstance(piece, Run) and not piece.text):
        return
    last = pieces[-1] if pieces else None
    if isinstance(piece, Run) and isinstance(last, Run) and last.look == piece.look:
        pieces[-1] = Run(last.text + piece.text, piece.look)
    else:
        pieces.append(piece)


def _clean(text: str) -> str:
    """Without what insertText strips: indexes would not be what the plan says."""
    if text.isascii() and text.isprintable():
        return text
    return _STRIPPED.sub("", text.replace(_PLACEHOLDER, "[…]"))


def _chip(chip: Chip, *, chips: bool) -> Piece | None:
    match chip.kind:
        case "gap":
            return None
        case "file" if chip.target and not (chips and _FILES.match(chip.target)):
            return Run(_clean(chip.text), Look(link=("url", chip.target)))
        case "person" | "date" | "file" if chip.target and chips:
            return Chip(chip.kind, chip.text, chip.target, chip.extra)
        case _:
            return Run(_clean(chip.text), PLAIN)


def _trimmed(pieces: list[Piece]) -> tuple[Piece, ...]:
    while pieces and isinstance(first := pieces[0], Run):
        text = first.text.lstrip()
        if text:
            pieces[0] = Run(text, first.look)
            break
        del pieces[0]
    while pieces and isinstance(last := pieces[-1], Run):
        text = last.text.rstrip()
        if text:
            pieces[-1] = Run(text, last.look)
            break
        del pieces[-1]
    return tuple(pieces)


def _canonical(pieces: Iterable[Piece]) -> str:
    return "\x1e".join(_canonical_piece(piece) for piece in pieces)


def _canonical_piece(piece: Piece) -> str:
    if isinstance(piece, Chip):
        return f"{piece.kind}\x1d{piece.target.lower()}"
    look = piece.look
    flags = f"{look.bold:d}{look.italic:d}{look.strike:d}"
    return f"{flags}\x1d{'|'.join(look.link or ())}\x1d{piece.text}"
