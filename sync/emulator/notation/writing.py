"""Writes the content of a paragraph: runs and chips with the signs of the notation.

Decides what must be escaped, and the order in which signs open and close: bold, italic and strike
may overlap anything; suggestions hold other text styles, which hold links.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sync.emulator.docs.model import Chip, Element, Json, Run
from sync.emulator.notation.headings import Directory
from sync.emulator.notation.scanning import mime_type
from sync.emulator.notation.signs import (
    CHIPS,
    DATE_DEFAULTS,
    NOON,
    TOGGLES,
    base_text_style,
    difference,
)

SIGN_OF = {name: sign for sign, name in TOGGLES.items()}
INSERTED, DELETED = "suggestedInsertionIds", "suggestedDeletionIds"
DOUBLED = "*_~<>"
OWN_IDS = ("personId", "dateId", "richLinkId", "textStyle")


def compact(value: Any) -> str:
    """A JSON value on one line, always the same, that may stand in a table's cell."""
    return json.dumps(value, ensure_ascii=True, sort_keys=True).replace("|", r"\u007c")


@dataclass(frozen=True, slots=True)
class _Look:
    """What is open around an element."""

    toggles: frozenset[str] = frozenset()
    inserted: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    rest: str = ""
    link: str = ""


@dataclass(slots=True)
class InlineWriter:
    """Writes paragraphs of one document; remembers which suggestions it has named."""

    directory: Directory
    exact: bool
    suggestions: list[str] = field(default_factory=list)
    in_cell: bool = False

    def content(self, elements: Sequence[Element], *, in_cell: bool = False) -> str:
        """The elements of a paragraph, whose last run may be its newline alone, if it is to be
        written.
        """
        self.in_cell = in_cell
        out: list[str] = []
        now = _Look()
        for i, element in enumerate(elements):
            look = self._look(element)
            out.append(self._change(now, look))
            now = look
            if isinstance(element, Run):
                plain = look == _Look()
                edges = (i > 0 or not plain, i + 1 < len(elements) or not plain)
                text = _escaped(element.text, look, edges, in_cell=in_cell)
                nameless = out[-2:] and "".join(out[-2:]).endswith("]")
                out.append("\\" + text if nameless and text.startswith("(") else text)
            else:
                out.append(self._chip(element))
        out.append(self._change(now, _Look()))
        return _guarded_ends("".join(out))

    def _look(self, element: Element) -> _Look:
        style = element.style
        link = style.get("link") if isinstance(element, Run) else None
        toggles = frozenset(name for name in SIGN_OF if style.get(name) is True)
        base = {**base_text_style(link), **dict.fromkeys(toggles, True)}
        rest = difference(style, base)
        extra = dict(element.extra)
        inserted = tuple(extra.pop(INSERTED, ()))
        deleted = tuple(extra.pop(DELETED, ()))
        patch = {**rest, **extra}
        return _Look(
            toggles,
            inserted,
            deleted,
            compact(patch) if patch else "",
            self._target(link) if link else "",
        )

    def _target(self, link: Json) -> str:
        for kind in ("heading", "bookmark"):
            if kind in link:
                found = (str(link[kind].get("id", "")), str(link[kind].get("tabId", "")))
                named = self.directory.name(found) if kind == "heading" else None
                return f"#{named}" if named else f"{kind}:{found[0]}@{found[1]}"
        if "tabId" in link:
            return f"tab:{link['tabId']}"
        return str(link.get("url", ""))

    def _change(self, now: _Look, to: _Look) -> str:
        """The signs between two looks: what closes, what toggles, what opens."""
        before = (now.inserted, now.deleted, now.rest, now.link)
        after = (to.inserted, to.deleted, to.rest, to.link)
        same = next((i for i in range(4) if before[i] != after[i]), 4)
        closing = ("++}", "--}", ">>", f"]({self._part(now.link, ')')})")
        out = "".join(closing[i] for i in range(3, same - 1, -1) if before[i])
        ends = [sign for name, sign in SIGN_OF.items() if name in now.toggles - to.toggles]
        starts = [sign for name, sign in SIGN_OF.items() if name in to.toggles - now.toggles]
        out += "".join([*reversed(ends), *starts])
        if same <= 0 and to.inserted:
            out += "{++" + self._label(to.inserted)
        if same <= 1 and to.deleted:
            out += "{--" + self._label(to.deleted)
        if same <= 2 and to.rest:
            out += f"<<{to.rest}:"
        if same <= 3 and to.link:
            out += "["
        return out

    def _label(self, suggestions: Sequence[str]) -> str:
        """Nothing for a suggestion that appears for the first time, else its number."""
        if len(suggestions) == 1 and suggestions[0] not in self.suggestions and not self.exact:
            self.suggestions.append(suggestions[0])
            return ""
        self.suggestions += [one for one in suggestions if one not in self.suggestions]
        numbers = [str(self.suggestions.index(one) + 1) for one in suggestions]
        names = suggestions if self.exact else numbers
        return f"#{','.join(names)}:"

    def _part(self, text: str, sign: str) -> str:
        return _target_escaped(text, sign, in_cell=self.in_cell)

    def _chip(self, chip: Chip) -> str:
        own = {k: v for k, v in chip.data.items() if not k.startswith("suggested")}
        label, target = _named(chip.kind, {k: v for k, v in own.items() if k not in OWN_IDS})
        if target is not None:
            behind = f"({self._part(target, ')')})" if target else ""
            return f"@[{self._part(label, ']')}]{behind}"
        data = {k: v for k, v in own.items() if k != "textStyle"}
        if chip.length != 1:
            data["length"] = chip.length
        word = next((word for word, kind in CHIPS.items() if kind == chip.kind), chip.kind)
        plain = not data or (not self.exact and word in CHIPS and chip.length == 1)
        return f"@<{word}>" if plain else f"@<{word} {compact(data)}>"


def _named(kind: str, data: Json) -> tuple[str, str | None]:
    """The label and target of a chip; None for the target of one that must be written out, and
    an empty one for a person without a name.
    """
    if kind == "person" and set(data) == {"personProperties"}:
        person = data["personProperties"]
        email = str(person.get("email", ""))
        fits = set(person) <= {"name", "email"} and "@" in email and "/" not in email
        if fits and person.get("name", "-"):
            return (person["name"], email) if "name" in person else (email, "")
    if kind == "dateElement" and set(data) == {"dateElementProperties"}:
        date = dict(data["dateElementProperties"])
        if "timestamp" in date and "displayText" in date:
            stamp, label = str(date.pop("timestamp")), str(date.pop("displayText"))
            patch = difference(date, DATE_DEFAULTS)
            more = f" {compact(patch)}" if patch else ""
            return label, f"date:{stamp.removesuffix(NOON)}{more}"
    if kind == "richLink" and set(data) == {"richLinkProperties"}:
        link = dict(data["richLinkProperties"])
        uri, title = str(link.pop("uri", "")), link.pop("title", None)
        usual = mime_type(uri)
        plain = uri and " " not in uri and "date:" not in uri and ("@" not in uri or "/" in uri)
        if plain and title is not None and set(usual) <= set(link):
            patch = difference(link, usual)
            return str(title), f"{uri} {compact(patch)}" if patch else uri
    return "", None


def _target_escaped(text: str, sign: str, *, in_cell: bool) -> str:
    """A label or target, in which only its closing sign and odd characters matter."""
    signs = f"\\¶|{sign}" if in_cell else f"\\{sign}"
    return "".join(
        "\\" + char if char in signs else char if _shows(char) else _numbered(char) for char in text
    )


def _escaped(text: str, look: _Look, edges: tuple[bool, bool], *, in_cell: bool) -> str:
    """A run's text; `edges` says whether other elements stand before and behind it."""
    out: list[str] = []
    for i in range(len(text)):
        before = text[i - 1] if i else ("" if edges[0] else None)
        behind = text[i + 1] if i + 1 < len(text) else ("" if edges[1] else None)
        out.append(_sign(text, i, (before, behind), look, in_cell=in_cell))
    return "".join(out)


def _sign(
    text: str, i: int, beside: tuple[str | None, str | None], look: _Look, *, in_cell: bool
) -> str:
    """One character. Beside it stand others, another element (empty), or nothing (None)."""
    char = text[i]
    if char in "\n\v\t":
        return {"\n": "\\n", "\v": "\\v", "\t": "\\t"}[char]
    if not _shows(char):
        return _numbered(char)
    suggested = look.inserted or look.deleted
    escape = (
        char in "\\{¶"
        or (char in DOUBLED and any(side in ("", char) for side in beside))
        or (char == "@" and beside[1] in ("", "[", "<"))
        or (char == "]" and (look.link or beside[1] == "("))
        or (char == "[" and look.link)
        or (char in "+-" and text[i : i + 3] in ("++}", "--}"))
        or (char == "#" and i == 0 and suggested)
        or (char == "|" and in_cell)
    )
    return "\\" + char if escape else char


def _shows(char: str) -> bool:
    return char.isprintable() or char == "\u200d"


def _numbered(char: str) -> str:
    number = ord(char)
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def _guarded_ends(written: str) -> str:
    """The content with the blanks at its ends kept from being read as mere spacing."""
    if written.endswith(" "):
        written = written[:-1] + "\\ "
    return "\\" + written if written.startswith(" ") else written
