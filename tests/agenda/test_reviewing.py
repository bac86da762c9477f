"""What the sections of a period say, sorted by what it is about."""

from datetime import date
from typing import Any

import pytest

from sync.agenda.document.copying import shown
from sync.agenda.insight.reviewing import review_of
from sync.agenda.language.topicwords import Topic, topic_of
from sync.emulator.editor import Editor
from sync.emulator.notation import parse
from tests.agenda.pages import Page, on_day, terms_for

FIRST, SECOND = on_day(date(2025, 3, 11)), on_day(date(2025, 3, 18))
TERMS = terms_for((FIRST, SECOND))


def reviewed(
    page: Page, first: date = date(2025, 1, 1), last: date = date(2025, 12, 31)
) -> dict[date, dict[str, Any]]:
    """Of each day the words by topic, and what is finished."""
    found = review_of(page.read(TERMS), TERMS, first=first, last=last)
    return {
        one.day: {
            **{topic.name: [shown(s.pieces) for s in said] for topic, said in one.said.items()},
            **({"finished": [shown(s.pieces) for s in one.finished]} if one.finished else {}),
        }
        for one in found
    }


def test_lines_are_sorted_by_the_heading_that_they_stand_under() -> None:
    page = Page(
        parse(
            "## Mar 4, 2025\nhello\n### Wins\n* shipped it\n  * in time\n"
            "### Projects\n* [P0] queue\n### Feedback\nmore of this\n### Goals\n"
            "* lead a team\n### Odds\n* lunch\n"
        )
    )

    assert reviewed(page) == {
        date(2025, 3, 4): {
            "OTHER": ["hello", "lunch"],
            "ACCOMPLISHMENTS": ["shipped it", "in time"],
            "PROJECTS": ["[P0] queue"],
            "FEEDBACK": ["more of this"],
            "GOALS": ["lead a team"],
        }
    }


def test_finished_items_are_told_and_open_ones_are_not() -> None:
    page = Page(
        parse("## Mar 4, 2025\n### Action items\n- [x] a\n  * how\n- [ ] b\n- [ ] DONE: c\n¶")
    )

    assert reviewed(page) == {date(2025, 3, 4): {"finished": ["a", "how", "DONE: c"]}}


def test_an_item_that_was_carried_is_told_once_where_it_was_finished() -> None:
    page = Page(parse("## Mar 4, 2025\n- [ ] a\n¶"))
    page.run((FIRST,), TERMS)
    page.run((SECOND,), TERMS)
    editor = Editor(page.document)
    editor.tick(("a (since Mar 4)", 1))
    editor.tick(("a (since Mar 4)", 2))

    assert reviewed(page) == {date(2025, 3, 18): {"finished": ["a"]}}


def test_what_the_job_wrote_is_nobodys_word() -> None:
    page = Page(parse("¶"))
    page.run((FIRST,), TERMS)

    assert reviewed(page) == {}


def test_both_ends_of_the_period_belong_to_it() -> None:
    days = [date(2025, 3, day) for day in (3, 4, 5, 6)]
    page = Page(parse("\n".join(f"## {day:%b} {day.day}, 2025\nsaid" for day in days)))

    assert list(reviewed(page, days[1], days[2])) == days[1:3]


def test_words_that_are_only_suggested_are_not_told() -> None:
    page = Page(parse("## Mar 4, 2025\n### Wins\nkept {++new++}\n"))

    assert reviewed(page) == {date(2025, 3, 4): {"ACCOMPLISHMENTS": ["kept"]}}


@pytest.mark.parametrize(
    ("heading", "topic"),
    [
        ("✅ Last week's accomplishments", Topic.ACCOMPLISHMENTS),
        ("Accomplishments of the last two weeks:", Topic.ACCOMPLISHMENTS),
        ("🗒 Laufende Projekte", Topic.PROJECTS),
        ("1. OKRs", Topic.GOALS),
        ("💬 Feedback", Topic.FEEDBACK),
        ("🔍 Other topics", Topic.OTHER),
        ("أهداف", Topic.OTHER),
        ("الأهداف", Topic.GOALS),
        ("Wins " * 40, Topic.OTHER),
        ("", Topic.OTHER),
    ],
)
def test_headings_are_known_by_their_words(heading: str, topic: Topic) -> None:
    assert topic_of(heading) is topic
