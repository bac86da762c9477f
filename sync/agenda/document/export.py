"""Reads a document's Markdown export, as far as it tells about boxes.

It decides which lines there are, what stands before each (a ticked box, an open one, a plain
bullet, nothing), and the form in which a line's text compares with a paragraph's. It never renders
Markdown and never decides which paragraph a line belongs to (see `ticks`).

The comparing form leaves out white space and every character that Markdown uses for emphasis,
escapes and brackets, on both sides alike: then escapes, `**`, `~~`, soft breaks and a box typed as
text need no interpretation, and `**~~a~~**` compares like `~~**a**~~`. Texts that differ in these
characters only become alike, which the joining treats like any alike lines.

    read_export(markdown) -> Export(keys, shapes)
    comparable(text) -> str                   one text of the document in the comparing form
    comparables(texts) -> list[str]           the same for many, at a fraction of the cost
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Shape = Literal["done", "open", "bullet", "heading", "text"]

_MARKER = re.compile(
    r"[-*+][ \t]+\[(?:(?P<open> )|(?P<done>[xX]))\](?:[ \t]+|$)"
    r"|(?P<bullet>[-*+]|[0-9]{1,9}[.)])(?:[ \t]+|$)"
    r"|(?P<heading>#{1,6})(?:[ \t]+|$)"
)
_FIRST = frozenset("-*+#0123456789")
_DEFINITION = re.compile(r"\[(?:\^[^\]\s]*|image[0-9]+)\]:")
_URL = r"\((?:[^()\\\n]++|\\.|\((?:[^()\\\n]++|\\.)*+\))*+\)"
_TARGET = re.compile(r"(?<!\\)\]" + _URL)
_IMAGE = re.compile(r"(?<!\\)!\[[^\]\n]{0,500}\](?:\[[^\]\n]{0,500}\]|" + _URL + ")")
_FOOTNOTE = re.compile(r"(?<!\\)\[\^(?:[0-9]{1,5}|[^\]\s]{1,100}(?=\](?!\()))\]")
"""A number's sign, whatever follows; any other that a target follows is a link's text."""
_FENCE = "```"

_DROPPED = b" \t\v\f\r\x1c\x1d\x1e\x1f\\*_~`[]"
_DROPPED_TOO = (
    "\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)


@dataclass(frozen=True, slots=True)
class Export:
    """The lines of an export that hold something, in order: two columns of equal length.

    A line with a soft break is one line. Blank lines, images' data and footnotes' texts are no
    lines. `keys` are texts in the comparing form, `shapes` what stands before them.
    """

    keys: tuple[str, ...]
    shapes: tuple[Shape, ...]


def comparable(text: str) -> str:
    """A text of the document in the comparing form; newlines count as white space."""
    return _fold(text.replace("\n", ""))


def comparables(texts: Sequence[str]) -> list[str]:
    """The comparing form of each text, in order."""
    joined = "\n".join(texts)
    if joined.count("\n") != max(len(texts) - 1, 0):
        joined = "\n".join([text.replace("\n", "") for text in texts])
    return _fold(joined).split("\n") if texts else []


def read_export(markdown: str) -> Export:
    """The lines of an export. Any text is taken, whatever it is."""
    lines = markdown.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    fenced = _fenced(lines) if _FENCE in markdown else frozenset()
    parts: list[str] = []
    shapes: list[Shape] = []
    continues = False
    for number, line in enumerate(lines):
        if not line:
            continues = False
            continue
        text = line.strip(" \t")
        shape: Shape | None = "text" if number in fenced else None
        if not text:
            # a soft break with nothing behind it, as long as the line before announces one
            continues = continues and lines[number - 1].endswith("  ")
            continue
        if shape is None and text[0] in _FIRST and (marker := _MARKER.match(text)):
            shape = _shape(marker, at_edge=text[0] == line[0])
            if shape is not None:
                text = text[marker.end() :]
                if shape == "heading" and text.endswith("}"):
                    text = text.rpartition(" {#")[0] or text
        if shape is None:
            if continues:
                parts.append(" " + text)
                continue
            if text[0] == "[" and _DEFINITION.match(text):
                continue
            shape = "text"
        shapes.append(shape)
        parts.append("\n" + text)
        continues = number not in fenced
    keys = _fold(_unmarked("".join(parts))).split("\n")[1:]
    return Export(tuple(keys), tuple(shapes))


def _shape(marker: re.Match[str], *, at_edge: bool) -> Shape | None:
    """What a line's beginning makes of it; a heading's signs are none further in."""
    match marker.lastgroup:
        case "open" | "done" | "bullet" as shape:
            return shape
        case _:
            return "heading" if at_edge else None


def _fenced(lines: list[str]) -> frozenset[int]:
    """Numbers of the lines in blocks of code, where nothing is escaped; an unclosed one is none."""
    edges = [number for number, line in enumerate(lines) if line.startswith(_FENCE)]
    return frozenset(
        number
        for start, end in zip(edges[::2], edges[1::2], strict=False)
        for number in range(start, end + 1)
    )


def _unmarked(text: str) -> str:
    """Without links' targets, images and footnote signs. Those that are typed come escaped."""
    if "\\\\" in text:
        text = text.replace("\\\\", "")  # what is left of a backslash escapes what follows it
    if "![" in text:
        text = _IMAGE.sub("", text)
    if "[^" in text:
        text = _FOOTNOTE.sub("", text)
    return _TARGET.sub("", text) if "](" in text else text


def _fold(text: str) -> str:
    """Without what does not compare. As bytes, since that is ten times as fast."""
    if not text.isascii():
        for character in _DROPPED_TOO:
            if character in text:
                text = text.replace(character, "")
    kept = text.encode("utf-8", "surrogatepass").translate(None, _DROPPED)
    return kept.decode("utf-8", "surrogatepass")
