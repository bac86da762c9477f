"""The styles of a new document, and what a text style inherits.

Decides nothing else. The values are those of documents that Google made.
"""

from functools import cache

from sync.emulator.docs.model import Json, Tab

PT = "PT"


def points(magnitude: float) -> Json:
    """A dimension; zero is left out, as Google does it."""
    return {"magnitude": magnitude, "unit": PT} if magnitude else {"unit": PT}


def gray(level: float) -> Json:
    """An optional colour of three equal parts."""
    return {"color": {"rgbColor": {"red": level, "green": level, "blue": level}}}


def _border() -> Json:
    return {"color": {}, "width": points(0), "padding": points(0), "dashStyle": "SOLID"}


def plain_paragraph_style(line_spacing: float, *, widows: bool) -> Json:
    """Every field of a paragraph style at its usual value."""
    borders = {f"border{side}": _border() for side in ("Between", "Top", "Bottom", "Left", "Right")}
    return {
        "namedStyleType": "NORMAL_TEXT",
        "alignment": "START",
        "lineSpacing": line_spacing,
        "direction": "LEFT_TO_RIGHT",
        "spacingMode": "COLLAPSE_LISTS",
        "spaceAbove": points(0),
        "spaceBelow": points(0),
        **borders,
        "indentFirstLine": points(0),
        "indentStart": points(0),
        "indentEnd": points(0),
        "keepLinesTogether": False,
        "keepWithNext": False,
        "avoidWidowAndOrphan": widows,
        "shading": {"backgroundColor": {}},
        "pageBreakBefore": False,
    }


NORMAL_TEXT_STYLE: Json = {
    "bold": False,
    "italic": False,
    "underline": False,
    "strikethrough": False,
    "smallCaps": False,
    "backgroundColor": {},
    "foregroundColor": {"color": {"rgbColor": {}}},
    "fontSize": points(11),
    "weightedFontFamily": {"fontFamily": "Arial", "weight": 400},
    "baselineOffset": "NONE",
}

HEADING_TEXT_STYLES: dict[str, Json] = {
    "HEADING_1": {"fontSize": points(20)},
    "HEADING_2": {"bold": False, "fontSize": points(16)},
    "HEADING_3": {"bold": False, "foregroundColor": gray(0.2627451), "fontSize": points(14)},
    "HEADING_4": {"foregroundColor": gray(0.4), "fontSize": points(12)},
    "HEADING_5": {"foregroundColor": gray(0.4), "fontSize": points(11)},
    "HEADING_6": {"italic": True, "foregroundColor": gray(0.4), "fontSize": points(11)},
    "TITLE": {"fontSize": points(26)},
    "SUBTITLE": {
        "italic": False,
        "foregroundColor": gray(0.4),
        "fontSize": points(15),
        "weightedFontFamily": {"fontFamily": "Arial", "weight": 400},
    },
}

SPACES: dict[str, tuple[float, float]] = {
    "HEADING_1": (20, 6),
    "HEADING_2": (18, 6),
    "HEADING_3": (16, 4),
    "HEADING_4": (14, 4),
    "HEADING_5": (12, 4),
    "HEADING_6": (12, 4),
    "TITLE": (0, 3),
    "SUBTITLE": (0, 16),
}


def named_styles() -> Json:
    """The named styles of a new document."""
    normal = {
        "namedStyleType": "NORMAL_TEXT",
        "textStyle": dict(NORMAL_TEXT_STYLE),
        "paragraphStyle": plain_paragraph_style(115, widows=True),
    }
    headings = [
        {
            "namedStyleType": name,
            "textStyle": dict(HEADING_TEXT_STYLES[name]),
            "paragraphStyle": {
                "namedStyleType": "NORMAL_TEXT",
                "direction": "LEFT_TO_RIGHT",
                "spaceAbove": points(above),
                "spaceBelow": points(below),
                "keepLinesTogether": True,
                "keepWithNext": True,
                "pageBreakBefore": False,
            },
        }
        for name, (above, below) in SPACES.items()
    ]
    return {"styles": [normal, *headings]}


def document_style() -> Json:
    """The document style of a new document."""
    margins = {f"margin{side}": points(72) for side in ("Top", "Bottom", "Right", "Left")}
    return {
        "background": {"color": {}},
        "pageNumberStart": 1,
        **margins,
        "pageSize": {"height": points(792), "width": points(612)},
        "marginHeader": points(36),
        "marginFooter": points(36),
        "useCustomHeaderFooterMargins": True,
        "documentFormat": {"documentMode": "PAGES"},
    }


def blank_content() -> list[Json]:
    """The body of a new document or tab: a section break and one empty paragraph."""
    section = {
        "columnSeparatorStyle": "NONE",
        "contentDirection": "LEFT_TO_RIGHT",
        "sectionType": "CONTINUOUS",
    }
    run = {"startIndex": 1, "endIndex": 2, "textRun": {"content": "\n", "textStyle": {}}}
    style = {"namedStyleType": "NORMAL_TEXT", "direction": "LEFT_TO_RIGHT"}
    paragraph = {"elements": [run], "paragraphStyle": style}
    return [
        {"endIndex": 1, "sectionBreak": {"sectionStyle": section}},
        {"startIndex": 1, "endIndex": 2, "paragraph": paragraph},
    ]


def blank_tab(properties: Json) -> Json:
    """A new tab as documents.get shows it."""
    content = {
        "body": {"content": blank_content()},
        "documentStyle": document_style(),
        "namedStyles": named_styles(),
    }
    return {"tabProperties": properties, "documentTab": content}


@cache
def _blank_text_styles() -> dict[str, Json]:
    return {style["namedStyleType"]: style["textStyle"] for style in named_styles()["styles"]}


def inherited_text_style(tab: Tab, named_style: str) -> Json:
    """What a run without a style of its own looks like in a paragraph of that named style."""
    declared = tab.rest.get("namedStyles")
    styles = _blank_text_styles()
    if isinstance(declared, dict):
        found = declared.get("styles", [])
        styles = {style["namedStyleType"]: style.get("textStyle", {}) for style in found}
    return {**NORMAL_TEXT_STYLE, **styles.get("NORMAL_TEXT", {}), **styles.get(named_style, {})}
