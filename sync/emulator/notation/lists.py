"""The kinds of lists that the notation has signs for, and which list an item is of by default.

Decides the kind of a list's level from its glyph. A list that is none of the usual ones is written
out in a directive.
"""

from dataclasses import dataclass, field

from sync.emulator.docs.model import Json
from sync.emulator.docs.presets import CHECKBOX, STEP, levels_of, new_list

_PRESETS = {
    "check": CHECKBOX,
    "disc": "BULLET_DISC_CIRCLE_SQUARE",
    "number": "NUMBERED_DECIMAL_ALPHA_ROMAN",
    "dash": CHECKBOX,
    "fake": CHECKBOX,
}


def usual_list(kind: str, shift: float = 0) -> Json:
    """A list of a kind whose top level stands so many points further in."""
    made = new_list(_PRESETS[kind], shift)
    if kind in ("dash", "fake"):
        for level in levels_of(made):
            if kind == "dash":
                del level["glyphType"]
                level["glyphSymbol"] = "-"
            else:
                del level["glyphFormat"]
    return made


def kind_of_level(level: Json) -> str:
    """The kind that a list's level shows."""
    symbol = level.get("glyphSymbol")
    if symbol:
        return "dash" if symbol in "-–—" else "disc"
    if level.get("glyphType", "GLYPH_TYPE_UNSPECIFIED") == "GLYPH_TYPE_UNSPECIFIED":
        return "check" if level.get("glyphFormat") else "fake"
    return "disc" if level["glyphType"] == "NONE" else "number"


def usual_shift(listing: Json) -> float | None:
    """How far in a usual list begins; None for a list that is not usual."""
    levels = levels_of(listing)
    if not levels:
        return None
    shift: float = levels[0].get("indentStart", {}).get("magnitude", 0) - STEP
    return shift if usual_list(kind_of_level(levels[0]), shift) == listing else None


@dataclass(slots=True)
class Membership:
    """The lists of a tab in order of appearance, and the items directly above."""

    ids: list[str] = field(default_factory=list)
    block: list[tuple[str, str]] = field(default_factory=list)

    def expected(self, kind: str) -> str | None:
        """The list that an item of the kind joins by default; None where it begins one."""
        return next((list_id for known, list_id in reversed(self.block) if known == kind), None)

    def note(self, kind: str, list_id: str) -> None:
        """An item stands here."""
        if list_id not in self.ids:
            self.ids.append(list_id)
        self.block.append((kind, list_id))

    def end_block(self) -> None:
        """Something else stands here."""
        self.block.clear()
