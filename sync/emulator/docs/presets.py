"""The bullet presets: what a list's nine levels look like under each.

Decides a preset's glyphs and whether a list bears them. The glyphs repeat every three levels.
"""

from sync.emulator.docs.defaults import points
from sync.emulator.docs.model import Json

LEVELS = 9
STEP = 36
"""Points from one level to the next, and from the margin to a top-level item's text."""
HANG = 18
"""Points that the glyph hangs before the text."""

SYMBOLS: dict[str, str] = {
    "BULLET_DISC_CIRCLE_SQUARE": "●○■",
    "BULLET_DIAMONDX_ARROW3D_SQUARE": "❖➢■",
    "BULLET_ARROW_DIAMOND_DISC": "➔◆●",
    "BULLET_STAR_CIRCLE_SQUARE": "★○■",
    "BULLET_ARROW3D_CIRCLE_SQUARE": "➢○■",
    "BULLET_LEFTTRIANGLE_DIAMOND_DISC": "◄◆●",
    "BULLET_DIAMONDX_HOLLOWDIAMOND_SQUARE": "❖◇■",
    "BULLET_DIAMOND_CIRCLE_SQUARE": "◆○■",
}
NUMBERS: dict[str, tuple[tuple[str, str, str], str]] = {
    "NUMBERED_DECIMAL_ALPHA_ROMAN": (("DECIMAL", "ALPHA", "ROMAN"), "."),
    "NUMBERED_DECIMAL_ALPHA_ROMAN_PARENS": (("DECIMAL", "ALPHA", "ROMAN"), ")"),
    "NUMBERED_DECIMAL_NESTED": (("DECIMAL", "DECIMAL", "DECIMAL"), "."),
    "NUMBERED_UPPERALPHA_ALPHA_ROMAN": (("UPPER_ALPHA", "ALPHA", "ROMAN"), "."),
    "NUMBERED_UPPERROMAN_UPPERALPHA_DECIMAL": (("UPPER_ROMAN", "UPPER_ALPHA", "DECIMAL"), "."),
    "NUMBERED_ZERODECIMAL_ALPHA_ROMAN": (("ZERO_DECIMAL", "ALPHA", "ROMAN"), "."),
}
CHECKBOX = "BULLET_CHECKBOX"
PRESETS = frozenset({CHECKBOX, *SYMBOLS, *NUMBERS})
GLYPH_FIELDS = ("bulletAlignment", "glyphType", "glyphSymbol", "glyphFormat")


def glyph(preset: str, level: int) -> Json:
    """The glyph fields of one level under a preset."""
    if preset == CHECKBOX:
        kind: Json = {"glyphType": "GLYPH_TYPE_UNSPECIFIED", "glyphFormat": f"%{level}"}
        return {"bulletAlignment": "START", **kind}
    if preset in SYMBOLS:
        symbol = {"glyphSymbol": SYMBOLS[preset][level % 3], "glyphFormat": f"%{level}"}
        return {"bulletAlignment": "START", **symbol}
    types, mark = NUMBERS[preset]
    kind_of = types[level % 3]
    form = f"%{level}{mark}"
    if preset == "NUMBERED_DECIMAL_NESTED":
        form = "".join(f"%{upper}." for upper in range(level + 1))
    alignment = "END" if kind_of.endswith("ROMAN") else "START"
    return {"bulletAlignment": alignment, "glyphType": kind_of, "glyphFormat": form}


def new_list(preset: str, indent: float) -> Json:
    """A list of a preset whose top level stands at an indent of its own."""
    levels = [
        {
            **glyph(preset, level),
            "indentFirstLine": points(indent + HANG + STEP * level),
            "indentStart": points(indent + STEP + STEP * level),
            "textStyle": {"underline": False},
            "startNumber": 1,
        }
        for level in range(LEVELS)
    ]
    return {"listProperties": {"nestingLevels": levels}}


def levels_of(listing: Json) -> list[Json]:
    """The nesting levels of a list."""
    levels: list[Json] = listing.get("listProperties", {}).get("nestingLevels", [])
    return levels


def bears(listing: Json, preset: str) -> bool:
    """Whether all levels of a list have the glyphs of a preset."""
    return all(
        {key: level[key] for key in GLYPH_FIELDS if key in level} == glyph(preset, i)
        for i, level in enumerate(levels_of(listing))
    )


def reskinned(listing: Json, preset: str, from_level: int) -> Json:
    """The list with a preset's glyphs from a level on, its indents as they were."""
    levels = [
        {**{k: v for k, v in level.items() if k not in GLYPH_FIELDS}, **glyph(preset, i)}
        if i >= from_level
        else level
        for i, level in enumerate(levels_of(listing))
    ]
    return {**listing, "listProperties": {**listing["listProperties"], "nestingLevels": levels}}
