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

_BOX = re.compile(r"[-*+][ \t]+\[([ xX])\](?:[ \t]+|$)")
_BULLET = re.compile(r"(?:[-*+]|[0-9]{1,9}[.)])(?:[ \t]+|$)")
_HEADING = re.compile(r"#{1,6}(?:[ \t]+|$)")
_SLUG = re.compile(r"[ \t]*\{#[^{}]*+\}[ \t]*$")
_DEFINITION = re.compile(r"\[(?:\^[^\]\s]*|image[0-9]+)\]:")
_URL = r"\((?:[^()\\\n]++|\\.|\((?:[^()\\\n]++|\\.)*+\))*+\)"
_TARGET = re.compile(r"(?<!\\)\]" + _URL)
_IMAGE = re.compile(r"(?<!\\)!\[[^\]\n]*+\](?:\[[^\]\n]*+\]|" + _URL + ")")
_FOOTNOTE = re.compile(r"(?<!\\)\[\^[^\]\s]++\]")
_FENCE = "```"

_DROPPED = " \t\v\f\r\\*_~`[]"
_DROPPED_TOO = (
    "\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
    "\u200a\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
)
_ASCII_TABLE = str.maketrans("", "", _DROPPED + _DROPPED_TOO[:4])


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
        text = line.strip(" \t")
        if number in fenced:
            shapes.append("text")
            parts.append("\n" + text)
            continues = False
            continue
        if not text:
            # a soft break with nothing behind it, as long as the line before announces one
            continues = continues and line != "" and lines[number - 1].endswith("  ")
            continue
        shape, start = _shape(text, at_edge=text[0] == line[0])
        if shape is not None:
            shapes.append(shape)
            rest = text[start:]
            parts.append("\n" + (_SLUG.sub("", rest) if shape == "heading" else rest))
        elif continues:
            parts.append(" " + text)
        elif text[0] == "[" and _DEFINITION.match(text):
            continue
        else:
            shapes.append("text")
            parts.append("\n" + text)
        continues = True
    keys = _fold(_unmarked("".join(parts))).split("\n")[1:]
    return Export(tuple(keys), tuple(shapes))


def _shape(text: str, *, at_edge: bool) -> tuple[Shape | None, int]:
    """What a line's beginning makes of it, and where its text starts; None for a line without."""
    first = text[0]
    if first in "-*+":
        if box := _BOX.match(text):
            return ("open" if box[1] == " " else "done"), box.end()
        if bullet := _BULLET.match(text):
            return "bullet", bullet.end()
    elif "0" <= first <= "9":
        if number := _BULLET.match(text):
            return "bullet", number.end()
    elif first == "#" and at_edge and (heading := _HEADING.match(text)):
        return "heading", heading.end()
    return None, 0


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
    if text.isascii():
        return text.translate(_ASCII_TABLE)
    for character in _DROPPED + _DROPPED_TOO:
        text = text.replace(character, "")
    return text
