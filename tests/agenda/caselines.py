"""What a line of the emulator's document holds, as the rules about marks count it.

Written from design's sections 6 and 8 over the emulator's own model, so that a planner that reads a
line wrongly is not believed.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from sync.agenda.document.notebook import PLAIN, Chip, Link, Look, Piece, Run
from sync.emulator.docs import model
from sync.emulator.docs.model import Json, Paragraph, Tab
from sync.emulator.docs.presets import levels_of
from sync.emulator.notation.lists import kind_of_level

_BRACKET = re.compile(r"\s*\(.*\)\s*")
_BOX = re.compile(r"\s*(?:\[[^\S\n]*[xX]?\]|[☐☑]\ufe0f?)\s*")


def shown_of(paragraph: Paragraph, *, box: bool = True, labels: Sequence[str] | None = None) -> str:
    """What a reader sees, blanks folded, perhaps without a typed box and without its label."""
    found = pieces_of(paragraph)
    kept = found if labels is None else without_label(found, labels)
    text = "".join(piece.text for piece in kept)
    cut = 0 if box else box_cut(paragraph)
    return " ".join(text[cut:].split())


def box_cut(paragraph: Paragraph) -> int:
    """How many characters a typed box takes up in front."""
    found = _BOX.match("".join(piece.text for piece in pieces_of(paragraph)))
    return found.end() if found else 0


def without_label(found: tuple[Piece, ...], labels: Sequence[str]) -> tuple[Piece, ...]:
    """A line without its label: the text that the copy mark's date gives, wherever it stands, else
    a closing bracket that is linked to a heading.
    """
    for label in labels:
        cut = _cut_out(found, label)
        if cut is not None:
            return cut
    last = found[-1] if found else None
    if isinstance(last, Run) and last.look.link and last.look.link[0] == "heading":
        return _without_blanks(list(found[:-1])) if _BRACKET.fullmatch(last.text) else found
    return found


def _cut_out(found: tuple[Piece, ...], label: str) -> tuple[Piece, ...] | None:
    """Without the last place where a label stands, and one blank before it."""
    whole = "".join(p.text if isinstance(p, Run) else "\ufffc" for p in found)
    start = whole.rfind(label)
    if start < 0:
        return None
    end = start + len(label)
    start -= whole[:start].endswith(" ")
    kept: list[Piece] = []
    at = 0
    for piece in found:
        length = len(piece.text) if isinstance(piece, Run) else 1
        first, last = max(start - at, 0), min(max(end - at, 0), length)
        at += length
        if isinstance(piece, Chip):
            kept.append(piece)
            continue
        _add(kept, piece.text[: min(first, length)], piece.look)
        behind = piece.text[last:] if end < at else ""
        if end < at and first < length:
            # what was typed on behind the label has taken over its link
            _add(kept, behind, replace(piece.look, link=None))
        elif first >= length:
            continue
        else:
            _add(kept, behind, piece.look)
    return _without_blanks(kept)


def is_boxed(paragraph: Paragraph, tab: Tab) -> bool:
    """A checklist paragraph, or a line with a typed box."""
    return kind_of(paragraph, tab) == "check" or box_cut(paragraph) > 0


def kind_of(paragraph: Paragraph, tab: Tab) -> str:
    """The kind of its list, "none" for a plain line."""
    if paragraph.bullet is None:
        return "none"
    levels = levels_of(tab.lists[paragraph.bullet["listId"]])
    return kind_of_level(levels[paragraph.level])


def stands_at(paragraph: Paragraph, tab: Tab) -> int:
    """How deep a line stands, comparable between lists and plain lines."""
    indent: float = paragraph.style.get("indentStart", {}).get("magnitude", 0)
    if paragraph.bullet is None:
        return round(indent / 36)
    levels = levels_of(tab.lists[paragraph.bullet["listId"]])
    usual = levels[paragraph.level].get("indentStart", {})
    own: float = (paragraph.style.get("indentStart", usual) or {}).get("magnitude", 0)
    return max(paragraph.level, round(own / 36) - 1)


def pieces_of(paragraph: Paragraph, *, skip: int = 0) -> tuple[Piece, ...]:
    """Its text and chips without what is only suggested, blanks around it and the newline.

    `skip` characters in front are left out.
    """
    found: list[Piece] = []
    for element in paragraph.elements:
        if "suggestedInsertionIds" in element.extra:
            continue
        if isinstance(element, model.Run):
            text = element.text.removesuffix("\n")[skip:]
            skip = max(skip - len(element.text), 0)
            _add(found, text, _look(element.style))
        elif (chip := _chip(element)) is not None:
            found.append(chip)
    return _without_blanks(found)


def _add(found: list[Piece], text: str, look: Look) -> None:
    last = found[-1] if found else None
    if isinstance(last, Run) and last.look == look:
        found[-1] = Run(last.text + text, look)
    elif text:
        found.append(Run(text, look))


def _without_blanks(found: list[Piece]) -> tuple[Piece, ...]:
    for end, strip in ((0, str.lstrip), (-1, str.rstrip)):
        while found and isinstance(piece := found[end], Run):
            text = strip(piece.text)
            if text:
                found[end] = Run(text, piece.look)
                break
            del found[end]
    return tuple(found)


def _look(style: Json) -> Look:
    if not style:
        return PLAIN
    return Look(
        bold=style.get("bold", False),
        italic=style.get("italic", False),
        strike=style.get("strikethrough", False),
        link=_link(style["link"]) if "link" in style else None,
    )


def _link(link: Json) -> Link:
    for kind in ("heading", "bookmark"):
        if kind in link:
            return kind, link[kind]["id"], link[kind]["tabId"]
    return ("url", link["url"]) if "url" in link else ("tab", link["tabId"])


def _chip(chip: model.Chip) -> Piece | None:
    data = chip.data
    match chip.kind:
        case "person":
            person = data["personProperties"]
            return Chip("person", person.get("name") or person["email"], person["email"])
        case "dateElement":
            day = data["dateElementProperties"]
            return Chip("date", day["displayText"], day["timestamp"])
        case "richLink":
            link = data["richLinkProperties"]
            if not re.match(r"https://(docs|drive)\.google\.com/", link["uri"]):
                return Run(link["title"], Look(link=("url", link["uri"])))
            return Chip("file", link.get("title") or link["uri"], link["uri"])
        case "inlineObjectElement":
            return Run("[image]")
        case _:
            return None
