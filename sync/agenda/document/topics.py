"""Tells topics that bear a date from sections: "Apollo launch: Apr 1" among a section's parts."""

from collections.abc import Collection, Sequence

from sync.agenda.document.notebook import SECTION_RANK, Paragraph, Tab
from sync.agenda.language.ornaments import heading_key


def topics(tab: Tab, numbers: Sequence[int], marked: Collection[int]) -> frozenset[int]:
    """Which of the headings `numbers` are a topic of the section that they stand in.

    These are deeper than its heading, and another part follows that stood not yet above: whoever
    writes the next section below it begins with their parts anew. Below a heading of people's that
    also takes words before its date: "Goals (Jan 6)" kept on top has sections below it, and a date
    in front is a section's. `marked` are the blocks that bear the mark of a section.
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
            if section is not None and block.heading_rank < _rank(heads[section][1]):
                section = None
        elif section is not None and _is_topic(heads, section, place, marked):
            found.add(number)
        else:
            section = place
    return frozenset(found)


def _is_topic(
    heads: Sequence[tuple[int, Paragraph]], section: int, place: int, marked: Collection[int]
) -> bool:
    (above_at, above), (_, own) = heads[section], heads[place]
    if own.heading_rank <= _rank(above) or (own.rank is None and above.rank is None):
        return False
    if above_at not in marked and (_begins_with_words(above) or not _begins_with_words(own)):
        return False
    seen = {heading_key(block.text) for _, block in heads[section + 1 : place]}
    for number, block in heads[place + 1 :]:
        if number in marked or block.heading_rank <= _rank(above):
            return False
        if (
            block.reading is None
            and block.heading_rank <= own.heading_rank
            and heading_key(block.text) not in seen
        ):
            return True
    return False


def _begins_with_words(heading: Paragraph) -> bool:
    """Words stand before its date."""
    before = heading.text[: heading.reading.span[0]] if heading.reading else ""
    return any(character.isalnum() for character in before)


def _rank(heading: Paragraph) -> int:
    """A section's rank, as `sections` counts it."""
    return SECTION_RANK if heading.rank is None else heading.rank
