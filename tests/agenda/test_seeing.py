"""What `explain` says of a document is what a run does with it, for every golden case."""

from collections import Counter

import pytest

from sync.agenda.insight.insight import (
    Doubt,
    Fate,
    Insight,
    ItemInsight,
    Maker,
    Role,
    SectionInsight,
)
from sync.agenda.insight.insightwords import fate_words, maker_words, role_words, state_word
from sync.agenda.insight.seeing import see
from sync.agenda.planning.outcomes import Prepared, Refreshed, Tended
from sync.agenda.planning.plan import Plan
from tests.agenda.casefile import case_names, read_case
from tests.agenda.caserun import _occasions, run

CASES = [name for name in case_names() if "remove" not in read_case(name).settings]


def seen(name: str) -> tuple[Insight, Plan | None]:
    case = read_case(name)
    ran = run(case)
    found = see(ran.notebook, _occasions(case), ran.terms)
    return found, ran.made if isinstance(ran.made, Plan) else None


@pytest.mark.parametrize("name", CASES)
def test_what_is_said_to_go_is_what_goes(name: str) -> None:
    found, made = seen(name)
    if made is None or any(isinstance(stage.deed, Tended) for stage in made.stages):
        return
    said = {
        (item.text, item.since)
        for section in found.sections
        for item in section.items
        if item.fate is Fate.GOES
    }
    carried = {
        (" ".join(one.item.text.split()), one.since)
        for outcome in made.outcomes
        if isinstance(outcome, Prepared | Refreshed)
        for one in outcome.carry.carried
    }
    taken_back = any(isinstance(one, Refreshed) and one.taken_back for one in made.outcomes)

    assert said <= carried if taken_back else said == carried


@pytest.mark.parametrize("name", CASES)
def test_every_section_is_told_once_and_in_words(name: str) -> None:
    found, _ = seen(name)
    words = [
        text
        for section in found.sections
        for text in (
            maker_words(section),
            role_words(section),
            *(f"{state_word(item)} {fate_words(item)}" for item in section.items),
        )
    ]

    assert all(words)
    assert Counter(section.role for section in found.sections)[Role.NEXT] <= len(
        _occasions(read_case(name))
    )


@pytest.mark.parametrize("fate", list(Fate))
@pytest.mark.parametrize("doubt", [None, *Doubt])
def test_every_fate_and_doubt_has_words(fate: Fate, doubt: Doubt | None) -> None:
    item = ItemInsight(text="x", depth=0, fate=fate, doubt=doubt)

    assert state_word(item) in ("open", "done", "unknown")
    assert fate_words(item)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("maker", list(Maker))
def test_every_role_and_maker_has_words(role: Role, maker: Maker) -> None:
    section = SectionInsight(heading="x", tab="", day=None, maker=maker, role=role)

    assert role_words(section)
    assert maker_words(section)
