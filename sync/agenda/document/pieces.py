"""Reads the inside of one paragraph of a documents.get answer: runs with their looks, links, chips.

Decides what of an element is kept. Which lines there are and what surrounds them is `reading`'s.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sync.agenda.document.notebook import PLAIN, Chip, Link, Look, Piece, Run
from sync.agenda.document.shapes import text_of
from sync.agenda.language.words import Words

Json = Mapping[str, Any]

_IMAGE = "image"
_THINGS = {
    "inlineObjectElement": _IMAGE,
    "equation": "equation",
    "footnoteReference": "footnote",
    "dropdown": "choice",
    "autoText": "field",
}
_GAPS = ("pageBreak", "columnBreak", "horizontalRule")
_LOOKS = ("bold", "italic", "strikethrough", "link")
_PENDING = ("suggestedInsertionIds", "suggestedDeletionIds", "suggestedTextStyleChanges")


def read_pieces(elements: Sequence[Json], locale: str) -> tuple[tuple[Piece, ...], bool]:
    """The pieces without the newline, equal neighbours joined, and whether any is pending."""
    if len(elements) == 1:  # most paragraphs: one run of plain text
        run = elements[0].get("textRun")
        if run is not None and len(run) <= 2 and not run.get("textStyle"):
            text = text_of(run["content"]).removesuffix("\n")
            return ((Run(text),), False) if text else ((), False)
    pieces: list[Piece] = []
    pending = False
    for element in elements:
        run = element.get("textRun")
        if run is None:
            chip = _read_chip(element, locale)
            pending = pending or chip.suggested or _is_pending(element)
            pieces.append(chip)
            continue
        suggested = False
        if len(run) > 2:  # more than content and textStyle: suggestions
            suggested = "suggestedInsertionIds" in run
            pending = pending or any(key in run for key in _PENDING)
        text = text_of(run["content"])
        if text[-1:] == "\n":
            text = text[:-1]
        if not text:
            continue
        style = run.get("textStyle")
        look = _read_look(style) if style else PLAIN
        last = pieces[-1] if pieces else None
        if isinstance(last, Run) and last.look == look and last.suggested == suggested:
            pieces[-1] = Run(last.text + text, look, suggested)
        else:
            pieces.append(Run(text, look, suggested))
    return tuple(pieces), pending


def _read_look(style: Json) -> Look:
    for key in _LOOKS:
        if key in style:
            break
    else:
        return PLAIN
    link = style.get("link")
    return Look(
        bold=style.get("bold") is True,
        italic=style.get("italic") is True,
        strike=style.get("strikethrough") is True,
        link=_read_link(link) if link else None,
    )


def _read_link(link: Json) -> Link | None:
    if "url" in link:
        return ("url", text_of(link["url"]))
    for key in ("heading", "bookmark"):
        if key in link:
            place = link[key]
            return (key, text_of(place.get("id", "")), text_of(place.get("tabId", "")))
        if f"{key}Id" in link:
            return (key, text_of(link[f"{key}Id"]), "")
    return ("tab", text_of(link["tabId"])) if "tabId" in link else None


def _is_pending(element: Json) -> bool:
    value: Any = next((v for k, v in element.items() if k not in ("startIndex", "endIndex")), {})
    return isinstance(value, dict) and any(key in value for key in _PENDING)


def _read_chip(element: Json, locale: str) -> Chip:
    if "person" in element:
        person = element["person"]
        properties = person.get("personProperties", {})
        email = text_of(properties.get("email", ""))
        name = text_of(properties.get("name") or email)
        suggested = "suggestedInsertionIds" in person
        return Chip("person", name, email, suggested=suggested)
    if "richLink" in element:
        rich = element["richLink"]
        properties = rich.get("richLinkProperties", {})
        uri = text_of(properties.get("uri", ""))
        title = text_of(properties.get("title") or uri)
        suggested = "suggestedInsertionIds" in rich
        return Chip("file", title, uri, suggested=suggested)
    if "dateElement" in element:
        date = element["dateElement"]
        properties = date.get("dateElementProperties", {})
        extra = tuple(
            (key, text_of(properties[key]))
            for key in ("dateFormat", "locale", "timeFormat", "timeZoneId")
            if key in properties
        )
        return Chip(
            "date",
            text_of(properties.get("displayText", "")),
            text_of(properties.get("timestamp", "")),
            extra,
            suggested="suggestedInsertionIds" in date,
        )
    for key, word in _THINGS.items():
        if key in element:
            suggested = "suggestedInsertionIds" in (element[key] or {})
            shown = Words.for_locale(locale).image if word == _IMAGE else f"[{word}]"
            return Chip("thing", shown, suggested=suggested)
    return Chip("gap" if any(key in element for key in _GAPS) else "thing", "")
