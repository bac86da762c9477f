"""Reads the content of a line: runs, chips and what stands in braces.

Decides what each sign means. Links to headings are left as their text, since the headings may come
later.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from sync.emulator.docs.chips import DRIVE_KINDS, DRIVE_URL
from sync.emulator.docs.model import Chip, Element, Json, Run, joined
from sync.emulator.notation.signs import (
    CHIPS,
    DATE_DEFAULTS,
    NOON,
    TOGGLES,
    Ids,
    NotationError,
    base_text_style,
    overlaid,
)

HEADING_TEXT = "#"
"""The key of a link to a heading that is known by its text only."""
SUGGESTED = {"{++": "suggestedInsertionIds", "{--": "suggestedDeletionIds"}
CLOSING = {"++}": "suggestedInsertionIds", "--}": "suggestedDeletionIds"}
CONTROLS = {"v": "\v", "t": "\t"}
_JSON = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Mark:
    """A named range as it is written; `spans` None for the usual one, `id` empty for a new one."""

    name: str
    spans: tuple[tuple[int, int], ...] | None = None
    id: str = ""


@dataclass(slots=True)
class Content:
    """What a line holds. `newline` None means that its style follows from the text's."""

    elements: tuple[Element, ...] = ()
    newline: Run | None = None
    marks: list[Mark] = field(default_factory=list)
    heading_id: str | None = None
    flags: Json = field(default_factory=dict)


class Scanner:
    """Reads one line's content."""

    def __init__(self, text: str, ids: Ids, suggestions: list[str]) -> None:
        self.text = text
        self.ids = ids
        self.suggestions = suggestions
        self.at = 0
        self.content = Content()
        self.elements: list[Element] = []
        self.buffer = ""
        self.protected = 0
        self.toggles: set[str] = set()
        self.spans: list[Json] = []
        self.link: Json | None = None
        self.link_end = (-1, -1)
        self.suggested: Json = {}
        self.closed = False

    def run(self) -> Content:
        """The whole line."""
        while self.at < len(self.text):
            self._step()
        self._trim()
        self._flush()
        self.content.elements = joined(self.elements)
        return self.content

    def _step(self) -> None:
        text, at = self.text, self.at
        two, three = text[at : at + 2], text[at : at + 3]
        if at == self.link_end[0]:
            self._flush()
            self.link, self.at = None, self.link_end[1]
        elif text[at] == "\\":
            self._escape()
        elif two in TOGGLES:
            self._flush()
            self.toggles ^= {TOGGLES[two]}
            self.at += 2
        elif three in SUGGESTED:
            self._open_suggestion(SUGGESTED[three])
        elif three in CLOSING and CLOSING[three] in self.suggested:
            self._flush()
            del self.suggested[CLOSING[three]]
            self.at += 3
        elif two == "<<":
            self._flush()
            span, self.at = self._json(at + 2)
            self._expect(":")
            self.spans.append(span)
        elif two == ">>" and self.spans:
            self._flush()
            self.spans.pop()
            self.at += 2
        elif two in ("@[", "@<"):
            self._flush()
            self._named_chip() if two == "@[" else self._other_chip()
        elif text[at] == "[" and self._opens_link():
            self._flush()
            self._open_link()
        elif text[at] == "{":
            self._trim()
            self._flush()
            self._braces()
        else:
            self._add(text[at])
            self.at += 1

    # text

    def _add(self, char: str) -> None:
        if self.closed or self.content.newline is not None:
            if char == " ":
                return
            raise NotationError("only braces may follow braces or \\n")
        self.buffer += char

    def _trim(self) -> None:
        kept = self.buffer[: self.protected]
        self.buffer = kept + self.buffer[self.protected :].rstrip(" ")

    def _flush(self) -> None:
        if self.buffer:
            self.elements.append(self._run(self.buffer))
        self.buffer, self.protected = "", 0

    def _escape(self) -> None:
        if self.text[self.at + 1 : self.at + 2] == "n":
            self._flush()
            self.content.newline = self._run("\n")
            self.at += 2
            return
        char, self.at = unescape(self.text, self.at)
        self._add(char)
        self.protected = len(self.buffer)

    def _run(self, text: str) -> Run:
        style, extra = self._look()
        return Run(text, style, extra)

    def _look(self) -> tuple[Json, Json]:
        style = base_text_style(self.link)
        style.update(dict.fromkeys(self.toggles, True))
        extra: Json = dict(self.suggested)
        for span in self.spans:
            style = overlaid(style, {k: v for k, v in span.items() if not _suggests(k)})
            extra.update({k: v for k, v in span.items() if _suggests(k)})
        return style, extra

    # what is open until it is closed

    def _open_suggestion(self, name: str) -> None:
        self._flush()
        self.at += 3
        if self.text.startswith("#", self.at):
            label = self._until(":", self.at + 1)
            found = [self._suggestion(one) for one in label.split(",")]
        else:
            found = [self.ids("suggest.")]
            self.suggestions.append(found[0])
        self.suggested[name] = found

    def _suggestion(self, label: str) -> str:
        if label.isdigit():
            if int(label) == len(self.suggestions) + 1:
                self.suggestions.append(self.ids("suggest."))
            if not 0 < int(label) <= len(self.suggestions):
                raise NotationError(f"there is no suggestion {label} before this one")
            return self.suggestions[int(label) - 1]
        if label not in self.suggestions:
            self.suggestions.append(label)
        return label

    def _opens_link(self) -> bool:
        end = self._bracket(self.at + 1)
        return self.link is None and self.text[end : end + 2] == "]("

    def _open_link(self) -> None:
        end = self._bracket(self.at + 1)
        start = self.at + 1
        target = self._until(")", end + 2)
        self.link_end = (end, self.at)
        self.at = start
        self.link = link_of(target)

    def _bracket(self, at: int) -> int:
        """The next bracket of either kind, or before it what no link's text holds: braces."""
        while at < len(self.text) and self.text[at] not in "[]":
            if self.text[at] == "{" and self.text[at + 1 : at + 3] not in {"++", "--"}:
                break
            at += 2 if self.text[at] == "\\" else 1
        return at

    # chips

    def _named_chip(self) -> None:
        label = self._until("]", self.at + 2)
        if self.text.startswith("(", self.at):
            self._chip(*self._chip_of(label, self._until(")", self.at + 1)))
        else:
            self._chip("person", {"personProperties": {"email": label}})

    def _chip_of(self, label: str, target: str) -> tuple[str, Json]:
        if target.startswith("date:"):
            stamp, _, more = target.removeprefix("date:").partition(" ")
            stamp = stamp if "T" in stamp or "-" not in stamp else stamp + NOON
            properties = overlaid({"timestamp": stamp, **DATE_DEFAULTS}, json.loads(more or "{}"))
            return "dateElement", {"dateElementProperties": {**properties, "displayText": label}}
        if "@" in target and "/" not in target:
            return "person", {"personProperties": {"name": label, "email": target}}
        uri, _, more = target.partition(" ")
        properties = {"title": label, "uri": uri, **mime_type(uri), **json.loads(more or "{}")}
        return "richLink", {"richLinkProperties": properties}

    def _other_chip(self) -> None:
        end = self.text.find(">", self.at)
        word = self.text[self.at + 2 : end].split(" ")[0]
        kind = CHIPS.get(word, word)
        self.at += 2 + len(word)
        data: Json = {}
        if self.text.startswith(" {", self.at):
            data, self.at = self._json(self.at + 1)
        self._expect(">")
        if kind == "inlineObjectElement":
            data.setdefault("inlineObjectId", self.ids("kix.i"))
        if kind == "footnoteReference":
            number = self.ids("kix.f")
            data = {"footnoteId": number, "footnoteNumber": number.removeprefix("kix.f"), **data}
        self._chip(kind, data)

    def _chip(self, kind: str, data: Json) -> None:
        style, extra = self._look()
        names = {"person": "personId", "dateElement": "dateId", "richLink": "richLinkId"}
        own = {names[kind]: self.ids("kix.c")} if kind in names else {}
        length = data.pop("length", 1)
        self.elements.append(Chip(kind, {**own, "textStyle": style, **data, **extra}, length))

    # braces

    def _braces(self) -> None:
        self.closed = True
        self.at += 1
        sign = self.text[self.at : self.at + 1]
        if sign == "#":
            self.content.heading_id = self._until("}", self.at + 1)
        elif sign == "!":
            start = self.at + 1
            while self.text[self.at : self.at + 1] not in (" ", "}", ""):
                self.at += 1
            word, value = self.text[start : self.at], True
            if self.text.startswith(" ", self.at):
                value, self.at = self._json(self.at + 1)
            self.content.flags[word] = value
            self._expect("}")
        else:
            self._mark(quoted=sign == '"')

    def _mark(self, *, quoted: bool) -> None:
        if quoted:
            name, self.at = self._json(self.at)
            rest = self._until("}", self.at)
        else:
            inside = self._until("}", self.at)
            ends = [p for p in (inside.find(" @"), inside.find(" =")) if p >= 0]
            name, rest = inside[: min(ends, default=None)], inside[min(ends, default=len(inside)) :]
        self.content.marks.append(mark_of(name, rest))

    # pieces

    def _json(self, at: int) -> tuple[Any, int]:
        try:
            return _JSON.raw_decode(self.text, at)
        except json.JSONDecodeError as exc:
            raise NotationError(f"no JSON: {self.text[at:]}") from exc

    def _expect(self, sign: str) -> None:
        if not self.text.startswith(sign, self.at):
            raise NotationError(f"{sign} is missing")
        self.at += 1

    def _until(self, sign: str, at: int) -> str:
        """The text up to a sign, unescaped; the place moves behind the sign."""
        out = ""
        while at < len(self.text) and self.text[at] != sign:
            if self.text[at] == "\\":
                char, at = unescape(self.text, at)
            else:
                char, at = self.text[at], at + 1
            out += char
        self.at = at
        self._expect(sign)
        return out


def _suggests(key: str) -> bool:
    return key.startswith("suggested")


def unescape(text: str, at: int) -> tuple[str, int]:
    """The character that a backslash at the place stands for, and the place behind it."""
    sign = text[at + 1 : at + 2]
    if sign in CONTROLS and sign:
        return CONTROLS[sign], at + 2
    digits = {"u": 4, "U": 8}.get(sign)
    if digits:
        number = text[at + 2 : at + 2 + digits]
        try:
            return chr(int(number, 16)), at + 2 + digits
        except (ValueError, OverflowError) as exc:
            raise NotationError(f"no character: \\{sign}{number}") from exc
    if not sign:
        raise NotationError("a backslash stands at the end")
    return sign, at + 2


def link_of(target: str) -> Json:
    """The link that a target stands for."""
    kind, _, rest = target.partition(":")
    if target.startswith("#"):
        return {HEADING_TEXT: target[1:]}
    if kind in ("heading", "bookmark"):
        found, _, tab = rest.partition("@")
        return {kind: {"id": found, "tabId": tab}}
    if kind == "tab":
        return {"tabId": rest}
    return {"url": target}


def mime_type(uri: str) -> Json:
    """What insertRichLink knows about the type of a Drive address."""
    match = DRIVE_URL.match(uri)
    kind = DRIVE_KINDS.get(match["kind"]) if match else None
    return {"mimeType": kind} if kind else {}


def mark_of(name: str, rest: str) -> Mark:
    """A named range of a name and what stands behind it: `@2-7,9-12 =id`."""
    spans: list[tuple[int, int]] = []
    found = ""
    for word in rest.split():
        if word.startswith("="):
            found = word[1:]
        elif word.startswith("@"):
            for span in word[1:].split(","):
                first, dash, last = span.partition("-")
                if not (first.isdigit() and dash and last.isdigit()):
                    raise NotationError(f"no span: {word}")
                spans.append((int(first), int(last)))
        else:
            raise NotationError(f"neither a span nor an id: {word}")
    return Mark(name, tuple(spans) or None, found)
