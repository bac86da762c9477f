"""Taking back what the job wrote gives people their document again, whatever they have in it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

from hypothesis import assume, given
from hypothesis import strategies as st

from sync.agenda.language.words import Words
from sync.agenda.planning.invariants import check
from sync.agenda.planning.places import Placement
from sync.agenda.planning.plan import Occasion, Plan, Refusal, Terms
from sync.agenda.planning.removal import removal
from sync.emulator.editor import Editor
from sync.emulator.notation import parse
from tests.agenda.anybody import DAY, documents
from tests.agenda.examples import many
from tests.agenda.pages import Page, lines_of, on_day, terms_for

WORDS = Words.for_locale("en")


def terms_of(occasions: Sequence[Occasion], placement: Placement) -> Terms:
    return replace(
        terms_for(occasions), placement=placement, quotes=(), own_words=own_words(occasions)
    )


def own_words(occasions: Sequence[Occasion]) -> frozenset[str]:
    return frozenset(part.heading for one in occasions for part in one.template.parts)


def taken_back(page: Page, terms: Terms) -> None:
    made = removal(page.read(terms), terms)
    assert isinstance(made, Plan)
    check(made, terms)
    page.write(made)


@many(60, soak=1500)
@given(
    text=documents(),
    weeks=st.integers(min_value=1, max_value=4),
    placement=st.sampled_from(get_args(Placement)),
)
def test_nobody_touched_it_so_the_document_is_as_it_was(
    text: str, weeks: int, placement: Placement
) -> None:
    page = Page(parse(text))
    before = page.copy()
    occasions = [on_day(DAY + week * timedelta(days=7)) for week in range(weeks)]
    for number in range(weeks):
        known = occasions[: number + 1]
        if isinstance(page.run(known[-1:], terms_of(known, placement)), Refusal):
            return
    assume(page.written)  # a heading that may be the meeting's keeps the job away
    terms = terms_of(occasions, placement)
    taken_back(page, terms)
    again = removal(page.read(terms), terms)

    assert lines_of(page.document) == lines_of(before.document)
    assert [tab.marks for tab in page.read(terms).tabs] == [() for _ in page.read(terms).tabs]
    assert isinstance(again, Plan)
    assert again.steps == ()


@st.composite
def weeks_of_edits(draw: st.DrawFn) -> list[list[str]]:
    """What people do each week beside the job's lines: write some, tick one of theirs, reword it.

    Each of their items is called by a number, so that it is found.
    """
    weeks: list[list[str]] = []
    written = 0
    for _ in range(draw(st.integers(min_value=1, max_value=4))):
        edits: list[str] = []
        for _ in range(draw(st.integers(min_value=0, max_value=3))):
            does = draw(st.sampled_from(["write", "tick", "reword"]))
            if does == "write" or not written:
                written += 1
                edits.append(f"write {written}")
            else:
                edits.append(f"{does} {draw(st.integers(min_value=1, max_value=written))}")
        weeks.append(edits)
    return weeks


def edited(page: Page, edits: Sequence[str], day: date) -> None:
    """The edits in the first tab, in sections of the day, and never in copies of the job's."""
    hand = Editor(page.document)
    for edit in edits:
        does, number = edit.split()
        if does == "write":
            hand.write(f"## {day:%a, %b} {day.day}, {day.year}\n- [ ] Own item {number}\n¶")
            continue
        names = (f"Own item {number}", f"Our own item {number}")
        line = next((one for one in hand.lines() if one.text in names), None)
        if line is None:
            continue
        if does == "tick" and not line.ticked:
            hand.tick(line.number)
        elif does == "reword" and line.text.startswith("Own"):
            hand.replace(line.number, "Own", "Our own")


def texts(page: Page) -> list[tuple[str, str]]:
    """All lines with text, with their tabs."""
    return [(tab, line.text) for tab, line in lines_of(page.document) if line.text.strip()]


@many(60, soak=1500)
@given(text=documents(), weeks=weeks_of_edits(), placement=st.sampled_from(get_args(Placement)))
def test_people_wrote_beside_it_so_their_words_are_all_there_is(
    text: str, weeks: list[list[str]], placement: Placement
) -> None:
    page, twin = Page(parse(text)), Page(parse(text))
    occasions = [on_day(DAY + week * timedelta(days=7)) for week in range(len(weeks))]
    for number, edits in enumerate(weeks):
        known = occasions[: number + 1]
        if isinstance(page.run(known[-1:], terms_of(known, placement)), Refusal):
            return
        for each in (page, twin):
            edited(each, edits, occasions[number].start.date() + timedelta(days=1))
    taken_back(page, terms_of(occasions, placement))

    # A last empty line is the one that the job closes its section with, whoever typed it.
    assert texts(page) == texts(twin)
