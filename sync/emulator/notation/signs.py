"""The signs of the notation that reading and writing share. Decides nothing else."""

import re
from collections import Counter
from dataclasses import dataclass, field

from sync.emulator.docs.model import Json
from sync.emulator.docs.textstyles import LINK_LOOK

EMPTY = "¶"
RULE = "---"
TOGGLES = {"**": "bold", "__": "italic", "~~": "strikethrough"}
HEADINGS = {
    "=": "TITLE",
    "==": "SUBTITLE",
    **{"#" * level: f"HEADING_{level}" for level in range(1, 7)},
}
MARKER = re.compile(r"(?P<indent> *)(?P<sign>- \[[ x]\]|[-*+]|[0-9]+\.)(?: |$)")
HEADING = re.compile(r"(?P<sign>#{1,6}|={1,2})(?: |$)")
KINDS = {"- [ ]": "check", "- [x]": "check", "*": "disc", "1.": "number", "-": "dash", "+": "fake"}
SIGNS = {"check": "- [ ]", "disc": "*", "number": "1.", "dash": "-", "fake": "+"}
CHIPS = {
    "image": "inlineObjectElement",
    "pagebreak": "pageBreak",
    "rule": "horizontalRule",
    "footnote": "footnoteReference",
}
NOON = "T12:00:00Z"
RAW_NAME = re.compile(r"[\w:./()+-](?:[\w:./()+ -]*[\w:./()+-])?", re.ASCII)
DATE_DEFAULTS = {
    "locale": "en",
    "dateFormat": "DATE_FORMAT_MONTH_DAY_YEAR_ABBREVIATED",
    "timeFormat": "TIME_FORMAT_DISABLED",
}


class NotationError(ValueError):
    """A text that is no document, with the number of the line, from 1."""


@dataclass(slots=True)
class Ids:
    """Ids made up in order, each kind counted on its own."""

    counts: Counter[str] = field(default_factory=Counter)

    def __call__(self, prefix: str) -> str:
        """The next id that begins so: h.1, h.2..."""
        self.counts[prefix] += 1
        return f"{prefix}{self.counts[prefix]}"


def default_span(units_of_body: int, units_of_last: int) -> tuple[int, int]:
    """What a mark without a span covers: the text without its last character, one at least."""
    return 0, max(units_of_body - units_of_last, min(units_of_body, units_of_last), 1)


def base_text_style(link: Json | None) -> Json:
    """What text looks like that is nothing but a link, or nothing at all."""
    return {**LINK_LOOK, "link": link} if link else {}


def overlaid(style: Json, patch: Json) -> Json:
    """A style with a patch's fields set, or taken away where the patch says None."""
    out = {**style, **patch}
    return {key: value for key, value in out.items() if value is not None}


def difference(style: Json, base: Json) -> Json:
    """The patch that makes the style out of the base."""
    patch = {key: value for key, value in style.items() if base.get(key, None) != value}
    return {**patch, **{key: None for key in base if key not in style}}
