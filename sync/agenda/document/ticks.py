"""Joins a document's paragraphs with the lines of its export: which boxes are ticked?

It decides, for each paragraph whose list looks like a checklist, whether its box is ticked, open,
not there at all, or can't be known. In doubt it is unknown, never done: a done item carried is a
nuisance, an open one dropped is a loss. It never looks at marks made by hand (see `handmarks`) nor
at strikethrough, which people type for other reasons; `joining` finds the lines.

    tick_states(export: str | None, paragraphs: Sequence[Para], tab_titles: Sequence[str] = ())
        -> tuple[Tick, ...]
"""

from collections.abc import Sequence
from enum import Enum

from sync.agenda.document.export import Export, Shape, comparables, read_export
from sync.agenda.document.joining import CHIP, Para, joined

__all__ = ["CHIP", "Para", "Tick", "tick_states"]


class Tick(Enum):
    """What the export says of a box."""

    OPEN = "open"
    DONE = "done"
    UNKNOWN = "unknown"
    NOT_A_BOX = "not a box"


_SAYS: dict[Shape | None, Tick] = {
    "open": Tick.OPEN,
    "done": Tick.DONE,
    "bullet": Tick.NOT_A_BOX,
    "heading": Tick.UNKNOWN,
    "text": Tick.UNKNOWN,
    None: Tick.UNKNOWN,
}


def tick_states(
    export: str | None, paragraphs: Sequence[Para], tab_titles: Sequence[str] = ()
) -> tuple[Tick, ...]:
    """The tick of each paragraph, in order.

    `export` is None where there is none. `tab_titles` are the tabs' titles in the order of
    `Para.tab`. A paragraph without the glyph of a checklist is `NOT_A_BOX`; one with it is that
    only if the export shows a plain bullet in its place.
    """
    ticks = [Tick.UNKNOWN if para.checklist_glyph else Tick.NOT_A_BOX for para in paragraphs]
    if export is None or Tick.UNKNOWN not in ticks:
        return tuple(ticks)
    lines = read_export(export)
    titles = _title_lines(lines, tab_titles) if len(tab_titles) > 1 else []
    whole = titles is not None
    lines = _without(lines, titles or [])
    places = [
        place
        for place, para in enumerate(paragraphs)
        if not para.in_table and (whole or para.tab == 0)
    ]
    shapes = joined(lines, [paragraphs[place] for place in places])
    for place, shape in zip(places, shapes, strict=True):
        if paragraphs[place].checklist_glyph and not paragraphs[place].pending:
            ticks[place] = _SAYS[shape]
    return tuple(ticks)


def _title_lines(lines: Export, titles: Sequence[str]) -> list[int] | None:
    """The lines that are the tabs' titles, None for an export that does not show all tabs.

    Where all are shown, it begins with the first tab's title as a heading, and those of the others
    follow in order. A tab's emoji may stand before its title.
    """
    if lines.shapes[:1] != ("heading",):
        return None
    headings = iter([line for line, shape in enumerate(lines.shapes) if shape == "heading"])
    found: list[int] = []
    for title in comparables(titles):
        line = next((line for line in headings if lines.keys[line].endswith(title)), None)
        if line is None or (not found and line != 0):
            return None
        found.append(line)
    return found


def _without(lines: Export, dropped: Sequence[int]) -> Export:
    kept = sorted(set(range(len(lines.keys))).difference(dropped)) if dropped else None
    if kept is None:
        return lines
    return Export(
        tuple([lines.keys[line] for line in kept]), tuple([lines.shapes[line] for line in kept])
    )
