"""Tells topics that bear a date from sections: "Apollo launch: Apr 1" among a section's parts."""

from collections.abc import Collection, Sequence

from sync.agenda.document.notebook import Paragraph, Tab
from sync.agenda.language.ornaments import heading_key

_SECTION_RANK = 2
_DEEPEST = 9


def topics(tab: Tab, numbers: Sequence[int], marked: Collection[int]) -> frozenset[int]:
    """Which of the headings `numbers` are a topic of the section that they stand in.

    These are deeper than its heading, and another part follows that stood not yet above: whoever
    writes the next section below it begins with its parts anew. `marked` are the blocks that bear
    the mark of a section.
    """
    heads = [
        (number, block) for number in numbers if isinstance(block := tab.blocks[number], Paragraph)
    ]
    found: set[int] = set()
    section: int | None = None  # its place in `heads`
    for place, (number, block) in enumerate(heads):
        if number in marked:
            section = place
        elif block.reading is None:
            if section is not None and _depth(block) < _rank(heads[section][1]):
                section = None
        elif section is not None and _is_topic(heads, section, place, marked):
            found.add(number)
        else:
            section = place
    return frozenset(found)


def _is_topic(
    heads: Sequence[tuple[int, Paragraph]], section: int, place: int, marked: Collection[int]
) -> bool:
    above, own = heads[section][1], heads[place][1]
    if _depth(own) <= _rank(above) or (own.rank is None and above.rank is None):
        return False
    seen = {heading_key(block.text) for _, block in heads[section + 1 : place]}
    for number, block in heads[place + 1 :]:
        if number in marked or _depth(block) <= _rank(above):
            return False
        if (
            block.reading is None
            and _depth(block) <= _depth(own)
            and heading_key(block.text) not in seen
        ):
            return True
    return False


def _rank(heading: Paragraph) -> int:
    """A section's rank, as `sections` counts it."""
    return _SECTION_RANK if heading.rank is None else heading.rank


def _depth(heading: Paragraph) -> int:
    """How deep a heading stands; a bold line is below all."""
    return _DEEPEST if heading.rank is None else heading.rank
