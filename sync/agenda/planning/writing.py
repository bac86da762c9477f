"""Makes the steps that write a meeting's section: a new one, or items into people's own.

Which items, and whether at all, was decided before (see `carrying`, `plan`).
"""

from collections.abc import Sequence
from dataclasses import replace

from sync.agenda.document.items import takes_bullet
from sync.agenda.document.marks import (
    BY_HAND,
    CarriedMark,
    NextMark,
    SectionMark,
    digest,
    name_of,
)
from sync.agenda.document.sections import Outline, Section
from sync.agenda.planning.carrying import Carried, Carry, records, trees
from sync.agenda.planning.lines import carried_lines, intro_lines, section_lines
from sync.agenda.planning.places import action_place, first_text, section_place
from sync.agenda.planning.steps import Insert, SetMark, Step, apply_all
from sync.agenda.planning.terms import Occasion, Refusal, Terms


def new_section(
    found: Outline, occasion: Occasion, terms: Terms, moved: Carry
) -> list[Step] | Refusal:
    """A whole section, behind the title and the line of introduction in a blank document."""
    notebook = found.notebook
    tab = notebook.pick(terms.tab)
    if tab is None:
        return Refusal.NO_TAB
    steps: list[Step] = []
    if terms.intro is not None and all(t.end <= 2 for t in notebook.tabs):
        steps.append(
            Insert(
                tab_id=tab.tab_id,
                at=len(tab.blocks) - 1,
                lines=intro_lines(
                    terms.title, terms.intro, occasion, document_id=notebook.document_id
                ),
                rtl=terms.wording.rtl,
                locale=terms.wording.locale,
            )
        )
        tab = apply_all(notebook, steps).tab(tab.tab_id)
    place = section_place(
        tab,
        found,
        terms.placement,
        usual_rtl=terms.wording.rtl,
        locale=terms.wording.locale,
    )
    if place is None:
        return Refusal.NO_PLACE
    lines = section_lines(
        occasion,
        terms.wording,
        rank=place.rank,
        carried=moved.carried,
        pair=terms.pair,
        headings=notebook.headings,
        document_id=notebook.document_id,
        like=place.like,
        closing=place.closing,
        takes_bullets=terms.reading.takes_bullets,
    )
    steps.append(
        Insert(
            tab_id=tab.tab_id,
            at=place.at,
            lines=lines,
            rtl=place.rtl,
            locale=terms.wording.locale,
        )
    )
    return steps


def into_section(
    found: Outline, target: Section, occasion: Occasion, terms: Terms, moved: Carry
) -> list[Step] | Refusal:
    """Carried items go into people's own section, and nothing else of ours but its mark."""
    inserts = items_into(found, target, occasion, terms, moved.carried)
    if isinstance(inserts, Refusal):
        return inserts
    mark = SectionMark(
        instant=occasion.instant,
        series=digest(occasion.series),
        pair=terms.pair,
        thread=occasion.thread,
        heading=BY_HAND,
        skeleton=BY_HAND,
        closed=any(one.lines[-1].kind == "none" and not one.lines[-1].pieces for one in inserts),
    )
    name = name_of(mark, document_id=found.notebook.document_id)
    set_mark = SetMark(tab_id=target.tab_id, start=target.heading.start, name=name)
    return [set_mark, *inserts]


def items_into(
    found: Outline, target: Section, occasion: Occasion, terms: Terms, carried: Sequence[Carried]
) -> list[Insert] | Refusal:
    """The steps that put items into a section that stands, the last place first.

    Talking points go under the heading that they stood under, all others to the action items.
    """
    tab = found.notebook.tab(target.tab_id)
    groups: dict[str | None, list[Carried]] = {}
    for tree in trees(carried):
        top = tree[0].item
        groups.setdefault(top.under if top.bullet else None, []).extend(tree)
    inserts: list[Insert] = []
    for under, group in groups.items():
        place = action_place(tab, target, terms.reading, under=under)
        if place is None:
            return Refusal.NO_PLACE
        above = tab.lines(target.first + 1, place.at)
        boxed = not takes_bullet(above, terms.reading, found.copies(tab.tab_id))
        lines = carried_lines(
            [replace(one, boxed=boxed) for one in group],
            terms.wording,
            headings=found.notebook.headings,
            document_id=found.notebook.document_id,
            day=occasion.start.date(),
        )
        inserts.append(
            Insert(
                tab_id=tab.tab_id,
                at=place.at,
                lines=(*lines, *place.closing),
                rtl=place.rtl,
                locale=terms.wording.locale,
            )
        )
    # At one place what ends up in front goes in last.
    numbered = sorted(enumerate(inserts), key=lambda one: (one[1].at, one[0]), reverse=True)
    return [one for _, one in numbered]


def record_steps(found: Outline, occasion: Occasion, moved: Carry) -> list[Step]:
    """Marks on lines that stand: what was carried from them."""
    document_id = found.notebook.document_id
    steps: list[Step] = []
    for tab_id, start, origin in records(moved.carried, moved.left):
        mark = CarriedMark(instant=occasion.instant, origin=origin)
        if mark not in found.on_line.get((tab_id, start), ()):
            name = name_of(mark, document_id=document_id)
            steps.append(SetMark(tab_id=tab_id, start=start, name=name))
    return steps


def next_step(found: Outline, occasion: Occasion, past: Sequence[Section]) -> list[Step]:
    """A mark on what stands before the section: that it was there once."""
    spot = (past[0].tab_id, past[0].heading.start) if past else first_text(found.notebook)
    following = NextMark(instant=occasion.instant)
    if spot is not None and following not in found.on_line.get(spot, ()):
        name = name_of(following, document_id=found.notebook.document_id)
        return [SetMark(tab_id=spot[0], start=spot[1], name=name)]
    return []
