"""Recorded texts made wrong: exports, a configuration, tables of addresses."""

from collections.abc import Callable, Mapping, Sequence

from hypothesis import strategies as st

from tests.fuzz.mutating import odd_texts, one_of_many

SIGNS = (
    "- [x] ", "- [ ] ", "* ", "1. ", "# ", "###### ", "\\", "\\\\", "[", "](", "]: <", ")", "~~",
    "**", "```", "```\n", "![", "[^1]", "[^1]: ", "[image1]: <data:", "  \n", "\n\n", "\r\n", "\t",
    "|", " {#id}", "{", "}", '"', "'", '"""', "'''", "=", "[[", "]]", "#", ",", ".", "\\u0041",
    "\\x", "\ufeff",
)  # fmt: skip
"""What Markdown and TOML are made of."""

_MANY = 300


@st.composite
def _spliced(draw: st.DrawFn, texts: Sequence[str]) -> str:
    text = draw(one_of_many(texts))
    for _ in range(draw(st.integers(0, 6))):
        text = _HOW[draw(st.sampled_from(sorted(_HOW)))](draw, text)
    return text


_SIGNS = st.sampled_from(SIGNS) | odd_texts()


def _line(draw: st.DrawFn, lines: Sequence[str]) -> int:
    return draw(st.integers(0, max(len(lines) - 1, 0)))


def _put(draw: st.DrawFn, text: str) -> str:
    sign = draw(_SIGNS)
    at = draw(st.integers(0, len(text)))
    return text[:at] + sign + text[at:]


def _many(draw: st.DrawFn, text: str) -> str:
    """A sign so often in a row that a reader which goes back and forth would not come back."""
    sign = draw(st.sampled_from(SIGNS))
    at = draw(st.integers(0, len(text)))
    return text[:at] + sign * _MANY + text[at:]


def _cut(draw: st.DrawFn, text: str) -> str:
    at = draw(st.integers(0, len(text)))
    return text[:at] if draw(st.booleans()) else text[at:]


def _without(draw: st.DrawFn, text: str) -> str:
    lines = text.split("\n")
    del lines[_line(draw, lines)]
    return "\n".join(lines)


def _twice(draw: st.DrawFn, text: str) -> str:
    lines = text.split("\n")
    at = _line(draw, lines)
    return "\n".join([*lines[:at], lines[at], *lines[at:]])


def _moved(draw: st.DrawFn, text: str) -> str:
    lines = text.split("\n")
    line = lines.pop(_line(draw, lines))
    lines.insert(_line(draw, lines), line)
    return "\n".join(lines)


def _joined(draw: st.DrawFn, text: str) -> str:
    lines = text.split("\n")
    at = _line(draw, lines)
    return "\n".join([*lines[:at], "".join(lines[at : at + 2]), *lines[at + 2 :]])


def _dropped(draw: st.DrawFn, text: str) -> str:
    at = draw(st.integers(0, len(text)))
    return text[:at] + text[at + draw(st.integers(1, 4)) :]


_HOW: Mapping[str, Callable[[st.DrawFn, str], str]] = {
    "put": _put,
    "many": _many,
    "cut": _cut,
    "without": _without,
    "twice": _twice,
    "moved": _moved,
    "joined": _joined,
    "dropped": _dropped,
}


def mangled_texts(texts: Sequence[str]) -> st.SearchStrategy[str]:
    """One of the texts with its lines spliced and signs put anywhere, or any text at all."""
    return (
        _spliced(texts) | odd_texts() | st.lists(st.sampled_from(SIGNS), max_size=30).map("".join)
    )
