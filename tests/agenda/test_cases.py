"""Golden cases of planning: a document before, a meeting, the document after.

Each file of `cases` is one; `casefile` says how it is written. `python -m tests.agenda.update_cases
NAME...` writes what the planner makes of a case into its file: read it before you believe it.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from sync.agenda.document.marks import CopyMark, SectionMark, meaning_of
from sync.agenda.document.notebook import Chip, Notebook, Paragraph, Tab, Table, units
from sync.agenda.planning.plan import Nothing, Plan, Prepared, Refusal
from sync.agenda.planning.steps import Delete, DropMarks, Insert, Retitle
from sync.emulator.docs.markdown import Shape
from sync.emulator.docs.model import Json
from sync.emulator.docs.model import Paragraph as ModelParagraph
from sync.emulator.unknowns import Unknowns
from tests.agenda.casefile import case_names, read_case
from tests.agenda.caserun import (
    PLACEMENTS,
    Placement,
    Ran,
    document_of,
    marks_of,
    paragraphs_of,
    run,
    shown,
)
from tests.agenda.casespots import spots_of, start_of, tabs_of

CASES = case_names()
OTHERWISE = Unknowns(
    mark_grows_at_end=True,
    tick_changes_revision=False,
    paste_keeps_marks=True,
    split_inherits_tick=False,
    duplicated_tab_keeps_marks=False,
    reskin_reaches_parents=False,
    unequal_tabs_join_flat=False,
    child_tab_heading_deeper=True,
    deleting_suggested_text_fails=False,
)


def marks_backwards(answer: Json) -> Json:
    """The answer with its named ranges in another order: a map has none."""
    for tab in all_tabs(answer["tabs"]):
        named = tab["documentTab"].get("namedRanges", {})
        tab["documentTab"]["namedRanges"] = {
            name: {**one, "namedRanges": one["namedRanges"][::-1]}
            for name, one in reversed(named.items())
        }
    return answer


def runs_split(answer: Json) -> Json:
    """The answer with every run in two, as runs of equal style sometimes come."""
    for tab in all_tabs(answer["tabs"]):
        split_in(tab["documentTab"]["body"])
    return answer


def split_in(value: Any) -> None:
    """Split the runs of all paragraphs below."""
    if isinstance(value, list):
        for one in value:
            split_in(one)
    elif isinstance(value, dict):
        if "elements" in value:
            value["elements"] = [half for one in value["elements"] for half in halves(one)]
        for one in value.values():
            split_in(one)


def halves(element: Json) -> list[Json]:
    """The two halves of a run; whatever else there is stays whole."""
    text = element.get("textRun", {}).get("content", "")
    if len(text) < 2:
        return [element]
    start, cut = element.get("startIndex", 0), units(text[: len(text) // 2])
    parts = (text[: len(text) // 2], text[len(text) // 2 :])
    spans = ((start, start + cut), (start + cut, element["endIndex"]))
    return [
        {
            **element,
            "startIndex": first,
            "endIndex": last,
            "textRun": {**element["textRun"], "content": part},
        }
        for part, (first, last) in zip(parts, spans, strict=True)
    ]


def all_tabs(tabs: Sequence[Json]) -> Iterator[Json]:
    """Every tab of an answer."""
    for tab in tabs:
        yield tab
        yield from all_tabs(tab.get("childTabs", ()))


def left_of(made: Plan) -> tuple[str, ...]:
    """The items that stay, each with its reason."""
    carries = [outcome.carry for outcome in made.outcomes if outcome.carry is not None]
    return tuple(f"{one.item.text} -> {one.why.value}" for c in carries for one in c.left)


def assert_kept(ran: Ran) -> None:
    """What stood there stands there still, to the letter and in its style, and so do its marks.

    Only what the job wrote itself may have gone, or been written anew.
    """
    before, after = paragraphs_of(ran.before), paragraphs_of(ran.document)
    steps = ran.made.steps if isinstance(ran.made, Plan) else ()
    taking = any(isinstance(step, Delete | Retitle) for step in steps)
    own: set[str] = own_texts(ran) if taking else set()
    rest = iter(after)
    assert [one for one in before if text_of(one) not in own and one not in rest] == []
    if not taking:
        new = sum(len(step.lines) for step in steps if isinstance(step, Insert))
        assert len(after) == len(before) + new
        gone = {one for step in steps if isinstance(step, DropMarks) for one in step.range_ids}
        marks = set(marks_of(ran.document))
        kept = [one for one in marks_of(ran.before) if one[0] not in gone]
        assert [one for one in kept if one not in marks] == []
    lists = [tab.lists for root in ran.document.tabs for tab in root.with_children()]
    for number, tab in enumerate(tab for root in ran.before.tabs for tab in root.with_children()):
        assert tab.lists.items() <= lists[number].items()


def text_of(line: tuple[str, ModelParagraph]) -> str:
    """The text of a paragraph with its tab."""
    return line[1].text.strip()


def own_texts(ran: Ran) -> set[str]:
    """What the job may take out: its templates' lines, empty ones, and all that bears its marks of
    sections and copies, with the notes of copies.
    """
    own = {"", ran.terms.title, ran.terms.intro or "", *ran.terms.own_words}
    spots = dict(spots_of(ran.before, lambda _: ()))
    for tab in tabs_of(ran.before):
        for one in tab.ranges:
            meaning = meaning_of(one.name, document_id=ran.before.document_id)
            if isinstance(meaning, SectionMark | CopyMark):
                spot = spots[tab.id, start_of(tab, one.spans[0][0])]
                own |= {line.text.strip() for line in (spot.paragraph, *spot.notes)}
    return own


def assert_stable(ran: Ran, *, export: bool) -> None:
    """Another run would write nothing."""
    again = ran.planned_again(export=export)
    if isinstance(ran.made, Refusal):
        assert again is ran.made
    else:
        assert isinstance(again, Plan)
        assert again.steps == ()


def lines_of(tab: Tab, *, ticks: bool) -> list[tuple[object, ...]]:
    """What the planner knows of each line; who is behind a chip, not what the chip shows."""
    found: list[tuple[object, ...]] = []
    for block in tab.blocks:
        paragraphs: Sequence[Paragraph] = ()
        if isinstance(block, Paragraph):
            paragraphs = (block,)
        elif isinstance(block, Table):
            paragraphs = [paragraph for _, paragraph in block.cells]
        found.append((type(block), block.size))
        for one in paragraphs:
            pieces = [(p.kind, p.target) if isinstance(p, Chip) else p for p in one.pieces]
            tick = one.tick if ticks else None
            found.append(
                (one.style, one.kind, one.depth, one.text, pieces, one.rtl, one.hinted, tick)
            )
    return found


def predicted(notebook: Notebook, *, ticks: bool) -> list[object]:
    """A notebook as values: its lines, and its marks with what they cover."""
    return [
        (
            tab.tab_id,
            lines_of(tab, ticks=ticks),
            sorted((mark.name, mark.start, mark.end) for mark in tab.marks),
        )
        for tab in notebook.tabs
    ]


def ends(ran: Ran) -> set[str]:
    """How a run ended: what was refused, why meetings were left, or that something was written."""
    if isinstance(ran.made, Refusal):
        return {f"refused: {ran.made.value}"}
    return {
        f"unchanged: {one.why.value}" if isinstance(one, Nothing) else "prepared"
        for one in ran.made.outcomes
    }


@pytest.mark.parametrize("name", CASES)
def test_the_document_becomes_what_the_case_says(name: str) -> None:
    case = read_case(name)
    ran = run(case)

    expected = case.before if case.after is None else case.after
    assert ran.shown() == shown(case, document_of(case, expected))
    for end in ("unchanged", "refused"):
        if end in case.settings:
            assert ends(ran) == {f"{end}: {case.settings[end]}"}
    assert_kept(ran)
    assert_stable(ran, export=case.settings.get("export") != "none")
    if case.left is not None:
        assert isinstance(ran.made, Plan)
        assert left_of(ran.made) == case.left
    if "unknown" in case.settings:
        assert isinstance(ran.made, Plan)
        prepared = [one for one in ran.made.outcomes if isinstance(one, Prepared)]
        assert sum(one.carry.unknown for one in prepared) == int(case.settings["unknown"])


@pytest.mark.parametrize("name", CASES)
def test_the_planner_foresees_what_the_document_becomes(name: str) -> None:
    ran = run(read_case(name))

    if isinstance(ran.made, Plan):
        export = ran.notebook.ticks_known
        read = ran.read_again(export=export)
        assert predicted(ran.made.after, ticks=export) == predicted(read, ticks=export)


@pytest.mark.parametrize("placement", PLACEMENTS)
@pytest.mark.parametrize("name", CASES)
def test_with_every_placement_words_are_kept_and_twice_is_once(
    name: str, placement: Placement
) -> None:
    case = read_case(name)
    ran = run(case, placement=placement)

    assert_kept(ran)
    assert_stable(ran, export=case.settings.get("export") != "none")


@pytest.mark.parametrize("name", CASES)
def test_without_an_export_words_are_kept_and_twice_is_once(name: str) -> None:
    ran = run(read_case(name), export=False)

    assert_kept(ran)
    assert_stable(ran, export=False)


@pytest.mark.parametrize("name", CASES)
def test_what_nobody_knows_of_google_makes_no_difference(name: str) -> None:
    case = read_case(name)
    ran = run(case, unknowns=OTHERWISE)

    expected = case.before if case.after is None else case.after
    assert ran.shown() == shown(case, document_of(case, expected))


@pytest.mark.parametrize("answers", [marks_backwards, runs_split])
@pytest.mark.parametrize("name", CASES)
def test_how_google_happens_to_say_it_makes_no_difference(
    name: str, answers: Callable[[Json], Json]
) -> None:
    case = read_case(name)
    ran = run(case, answers=answers)

    expected = case.before if case.after is None else case.after
    assert ran.shown() == shown(case, document_of(case, expected))


@pytest.mark.parametrize(
    "shape", [Shape(box="*"), Shape(loose=True, images_defined=True)], ids=["starred", "loose"]
)
@pytest.mark.parametrize("name", CASES)
def test_whatever_shape_the_export_has_the_ticks_are_the_same(name: str, shape: Shape) -> None:
    case = read_case(name)
    ran = run(case, shape=shape)

    expected = case.before if case.after is None else case.after
    assert ran.shown() == shown(case, document_of(case, expected))


@pytest.mark.parametrize("name", CASES)
def test_an_export_of_the_first_tab_alone_does_no_harm(name: str) -> None:
    ran = run(read_case(name), unknowns=Unknowns(export_shows_all_tabs=False))

    assert_kept(ran)
    assert_stable(ran, export=ran.notebook.ticks_known)
