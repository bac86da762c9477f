"""The label at the end of a carried item, "(since Mar 3)": written, and told from people's words.

A label is no part of its item. In a line with a copy mark it is the text that the mark's date
gives, in any built-in language, linked or not, wherever it stands; in a line without, a closing
bracket that is linked to a heading here. The words alone are never taken for one: "Hiring frozen
(since Mar 3)" is a person's.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from sync.agenda.document.notebook import Link, Look, Piece, Run
from sync.agenda.language.words import Words

Since = Callable[[date, date], str]
"""The label for a day, as seen from a meeting's day."""

_LANGUAGES = ("en", "de", "fr", "es", "pt", "ja", "ar")
_FAR = timedelta(days=1000)


@dataclass(frozen=True, slots=True)
class Unlabelled:
    """A line's pieces without its label, and where the label was linked to."""

    pieces: tuple[Piece, ...]
    link: Link | None = None


def label_pieces(text: str, link: Link | None) -> tuple[Piece, ...]:
    """A label as it is written behind an item."""
    return (Run(" "), Run(text, Look(link=link))) if link else (Run(f" {text}"),)


def without_label(pieces: Sequence[Piece], *, since: date | None, locale: str) -> Unlabelled:
    """A line's pieces without its label; `since` is the date of its copy mark, if it bears one."""
    if since is None or not any("(" in _as_text(piece) for piece in pieces):
        return _without_linked(pieces)
    for text in _texts(since, locale):
        found = _find(pieces, text)
        if found is not None:
            return _cut(pieces, *found)
    return _without_linked(pieces)


def _texts(since: date, locale: str) -> Iterator[str]:
    """What a label of this day may read: in the configured language, and then in all of them,
    whose names of months are loaded only by a line that asks for them.
    """
    yield from _texts_in((locale,), since)
    yield from _texts_in(_LANGUAGES, since)


@cache
def _texts_in(languages: tuple[str, ...], since: date) -> tuple[str, ...]:
    """The same in some languages, the longest first."""
    seen = (since, since + _FAR)
    texts = [Words.for_locale(one).since(since, seen_from=day) for one in languages for day in seen]
    return tuple(sorted(dict.fromkeys(texts), key=len, reverse=True))


def _find(pieces: Sequence[Piece], text: str) -> tuple[int, int] | None:
    """Where a text stands last, by characters, a chip being one."""
    whole = "".join(_as_text(piece) for piece in pieces)
    start = whole.rfind(text)
    return None if start < 0 else (start, start + len(text))


def _as_text(piece: Piece) -> str:
    return piece.text if isinstance(piece, Run) else "\ufffc"


def _cut(pieces: Sequence[Piece], start: int, end: int) -> Unlabelled:
    """Without the characters from start to end and one blank before them.

    What people typed on behind the label may have taken over its link: they get their text back
    without it.
    """
    whole = "".join(_as_text(piece) for piece in pieces)
    if start and whole[start - 1] == " ":
        start -= 1
    kept: list[Piece] = []
    link: Link | None = None
    running: Link | None = None  # the label's link, as long as it goes on behind the label
    at = 0
    for piece in pieces:
        text = _as_text(piece)
        before, behind = text[: max(start - at, 0)], text[max(end - at, 0) :]
        covered = at < end and at + len(text) > start
        at += len(text)
        if not isinstance(piece, Run):
            if not covered:
                kept.append(piece)
            running = None
            continue
        if not covered and running is None:
            kept.append(piece)
            continue
        if covered and text[len(before) : len(text) - len(behind)].strip():
            link = link or piece.look.link
            running = piece.look.link
        if running is None or piece.look.link != running:
            running = None if not covered else running
        if before and covered:
            kept.append(replace(piece, text=before))
        if behind:
            look = piece.look
            theirs = running is not None and look.link == running
            kept.append(Run(behind, replace(look, link=None) if theirs else look, piece.suggested))
    return Unlabelled(tuple(kept), link)


def _without_linked(pieces: Sequence[Piece]) -> Unlabelled:
    """Without a closing bracket that is linked to a heading of the document."""
    tail: list[Run] = []
    number = len(pieces)
    while number and isinstance(last := pieces[number - 1], Run):
        if not tail and not last.text.strip():
            number -= 1
            continue
        link = last.look.link
        if link is None or link[0] != "heading" or (tail and tail[0].look.link != link):
            break
        tail.insert(0, last)
        number -= 1
    text = "".join(run.text for run in tail).strip()
    if not (text.startswith("(") and text.endswith(")")) or not number:
        return Unlabelled(tuple(pieces))
    return Unlabelled(_without_blank(pieces[:number]), tail[0].look.link)


def _without_blank(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Without the one blank that stood before the label."""
    kept = list(pieces)
    last = kept[-1] if kept else None
    if isinstance(last, Run) and last.text.endswith(" "):
        kept[-1:] = [replace(last, text=last.text[:-1])] if last.text != " " else []
    return tuple(kept)
