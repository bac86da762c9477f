"""What holds of planning whatever people have in their document.

The default run looks at a few documents, always the same; `make soak` at many, each time others.
"""

from dataclasses import fields, replace
from typing import get_args

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sync.agenda.planning.carrying import Carry
from sync.agenda.planning.places import Placement
from sync.agenda.planning.plan import Plan, Prepared, Refusal
from sync.emulator.docs import Document, model
from sync.emulator.notation import parse
from sync.emulator.unknowns import Unknowns
from tests.agenda.anybody import DAY, documents
from tests.agenda.caselines import kind_of, stands_at
from tests.agenda.examples import many
from tests.agenda.holding import (
    assert_foreseen,
    assert_plainly_styled,
    assert_rest_stands,
    new_lines,
)
from tests.agenda.judging import Copied, Known, known_documents, to_carry
from tests.agenda.pages import Page, on_day, terms_for

PLACEMENTS = st.sampled_from(get_args(Placement))
OF_DOCUMENTS = (
    "mark_grows_at_end",
    "export_shows_all_tabs",
    "tick_changes_revision",
    "paste_keeps_marks",
    "split_inherits_tick",
    "duplicated_tab_keeps_marks",
    "reskin_reaches_parents",
    "unequal_tabs_join_flat",
    "child_tab_heading_deeper",
    "deleting_suggested_text_fails",
)
"""The open questions that a document's content can depend on."""


def flipped(*names: str) -> Unknowns:
    """The less likely answer to these questions."""
    usual = Unknowns()
    return replace(usual, **{name: not getattr(usual, name) for name in names})


ANSWERS = {
    "usual": Unknowns(),
    **{name: flipped(name) for name in OF_DOCUMENTS},
    "all": flipped(*OF_DOCUMENTS),
}


def test_every_open_question_of_documents_is_asked_both_ways() -> None:
    of_others = {
        "guest_may_write_private_properties",
        "exceptions_get_series_attachments",
        "owned_scope_covers_guest_events",
        "old_token_sees_picked_files",
        "group_shared_as_user_is_group",
    }

    assert {field.name for field in fields(Unknowns)} == {*OF_DOCUMENTS, *of_others}


@pytest.mark.parametrize("answer", ANSWERS)
def test_whatever_stands_there_words_are_kept_and_twice_is_once(answer: str) -> None:
    @many(60 if answer in {"usual", "all"} else 12, soak=2000)
    @given(
        text=documents(),
        export=st.sampled_from([True, True, True, False]),
        placement=PLACEMENTS,
        label=st.booleans(),
    )
    def holds(text: str, *, export: bool, placement: Placement, label: bool) -> None:
        page = Page(parse(text, unknowns=ANSWERS[answer]), export=export)
        # Whatever is written behind an empty last line takes its newline over, and where a new line
        # begins without a tick, that of an empty box goes with it.
        assume(ANSWERS[answer].split_inherits_tick or not ends_in_a_ticked_empty_box(page.document))
        occasions = [on_day(DAY)]
        terms = replace(terms_for(occasions, label=label), placement=placement)
        before = page.copy().document
        made = page.run(occasions, terms)
        again = page.plan(occasions, terms)

        if isinstance(made, Refusal):
            assert again is made
            assert page.written == 0
            return
        came = new_lines(before, page.document)
        assert_plainly_styled(came)
        assert_rest_stands(before, page.document)
        grow = ANSWERS[answer].mark_grows_at_end
        assert_foreseen(made.after, page.read(terms), marks_grow=grow)
        assert isinstance(again, Plan)
        assert again.steps == ()

    holds()


def ends_in_a_ticked_empty_box(document: Document) -> bool:
    """In any of its tabs."""
    lasts = [tab.body[-1] for tab in document.tabs]
    return any(isinstance(one, model.Paragraph) and one.ticked and one.length == 1 for one in lasts)


def carry_of(made: Plan | Refusal) -> Carry:
    """What the one meeting's section was made with."""
    assert isinstance(made, Plan)
    (outcome,) = made.outcomes
    assert isinstance(outcome, Prepared)
    return outcome.carry


def copied(page: Page, came: list[model.Paragraph]) -> list[Copied]:
    """The lines of lists that came, empty ones left out: boxes are items, others are notes."""
    tab = page.document.tabs[0]
    found = [line for line in came if line.bullet is not None and line.length > 1]
    return [
        (
            "item" if kind_of(line, tab) == "check" else "note",
            stands_at(line, tab),
            " ".join(line.text.split()),
        )
        for line in found
    ]


@many(150, soak=10000)
@given(known=known_documents(), placement=PLACEMENTS)
def test_the_first_section_holds_what_is_open_once_and_the_rest_has_a_reason(
    known: Known, placement: Placement
) -> None:
    page = Page(parse(known.text))
    occasions = [on_day(DAY)]
    terms = replace(terms_for(occasions, label=False), placement=placement)
    before = page.copy().document
    carry = carry_of(page.run(occasions, terms))
    came = new_lines(before, page.document)

    assert copied(page, came) == to_carry(known, DAY)
    assert [line for line in came if line.ticked] == []
    assert len(carry.carried) == sum(kind == "item" for kind, *_ in copied(page, came))
    # What stays is said, with the reason; nothing is carried and left at once.
    gone = {(one.section.tab_id, one.item.line.start) for one in carry.carried}
    left = {(one.section.tab_id, one.item.line.start) for one in carry.left}
    assert gone.isdisjoint(left)
