"""Which meetings are one thread, and which of them is monthly."""

from datetime import timedelta

import pytest

from sync.agenda.calendar.cadence import Cadence
from sync.agenda.calendar.rules import PersonRule, Rules, TemplateRule
from sync.agenda.calendar.threads import Course, courses, usual_of
from tests.agenda.calendar_wire import (
    KIM,
    MONDAY,
    WEEK,
    Json,
    coming,
    occurrence,
    only,
    single,
    stub,
    weekly,
)

DAY = timedelta(days=1)
CAREER = Rules(monthly_template="career")


def monthly(**more: object) -> list[Json]:
    """A talk every four weeks, the next one in ten days."""
    first = MONDAY - 2 * WEEK - 3 * DAY
    return weekly(2, first=first, gap=4 * WEEK, series="talk", **more)


def test_a_monthly_series_beside_a_more_frequent_one_is_a_thread_of_its_own() -> None:
    pair = only([*weekly(7, first=MONDAY - 4 * WEEK), *monthly()], CAREER)

    assert [(one.template, one.cadence, len(one.meetings)) for one in pair.threads] == [
        ("default", Cadence.WEEKLY, 7),
        ("career", Cadence.MONTHLY, 2),
    ]
    assert coming(pair) == {"default": MONDAY + WEEK, "career": MONDAY + 11 * DAY}


def test_without_a_monthly_template_all_series_are_one_thread() -> None:
    rules = Rules(monthly_template=None)
    pair = only([*weekly(7, first=MONDAY - 4 * WEEK), *monthly()], rules)

    assert [(one.template, one.cadence, len(one.meetings)) for one in pair.threads] == [
        ("default", Cadence.WEEKLY, 9)
    ]


def test_a_monthly_series_alone_is_the_usual_thread() -> None:
    pair = only(monthly(), CAREER)

    assert [(one.template, one.cadence) for one in pair.threads] == [("default", Cadence.MONTHLY)]


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        # Weekly, handed over to another organizer: the new series shows one meeting so far.
        ([*weekly(5, first=MONDAY - 3 * WEEK), occurrence(MONDAY + 2 * WEEK, series="new")], 1),
        # Biweekly, handed over: the old series has ended, the new one began yesterday.
        (
            [
                *weekly(2, first=MONDAY - 4 * WEEK, gap=2 * WEEK),
                occurrence(MONDAY, series="new"),
            ],
            1,
        ),
        # Weekly, handed over long ago: the window still shows the last one of the old series.
        ([occurrence(MONDAY - 4 * WEEK, series="old"), *weekly(6, first=MONDAY - 3 * WEEK)], 1),
        # Quarterly beside weekly, in the middle of the window.
        ([*weekly(7, first=MONDAY - 4 * WEEK), occurrence(MONDAY + 3 * DAY, series="new")], 2),
        # The weekly one is called off for a while, its occurrences are still there.
        (
            [
                occurrence(MONDAY - WEEK),
                stub(MONDAY),
                stub(MONDAY + WEEK),
                occurrence(MONDAY + 3 * DAY, series="new"),
            ],
            2,
        ),
    ],
)
def test_a_lone_meeting_is_monthly_only_where_the_window_shows_it(
    items: list[Json], expected: int
) -> None:
    assert len(only(items, CAREER).threads) == expected


def test_the_template_is_the_persons_else_that_of_the_title_else_by_cadence() -> None:
    items = [
        *weekly(7, first=MONDAY - 4 * WEEK),
        *monthly(summary="Growth talk"),
        single(MONDAY + 2 * DAY, summary="Growth: extra"),
    ]
    titles = Rules(templates=(TemplateRule(name="growth", match=("growth*",)),
                              TemplateRule(name="late", match=("talk",))),
                   monthly_template="career", usual_template="plain")  # fmt: skip
    person = Rules(templates=titles.templates, persons=(PersonRule(email=KIM, template="his"),))

    assert {one.template: len(one.meetings) for one in only(items, titles).threads} == {
        "plain": 7,
        "growth": 3,
    }
    assert {one.template: len(one.meetings) for one in only(items, person).threads} == {"his": 10}


def test_a_weekly_thread_stays_weekly_when_meetings_of_it_are_called_off() -> None:
    pair = only([occurrence(MONDAY - WEEK), stub(), occurrence(MONDAY + WEEK)])

    assert [one.cadence for one in pair.threads] == [Cadence.WEEKLY]


MINE = Rules(templates=(TemplateRule(name="mine", match=("mine",)),), monthly_template="career")


def titled(*titles: str, series: str = "weekly") -> list[Json]:
    """A weekly series, from four weeks ago on, with these titles."""
    return [
        occurrence(MONDAY + (number - 4) * WEEK, summary=title, series=series)
        for number, title in enumerate(titles)
    ]


@pytest.mark.parametrize(
    ("titles", "current", "going_on"),
    [
        (["1:1"] * 6, "default", {"default"}),
        (["mine"] * 6, "mine", {"mine"}),
        (["1:1"] * 5 + ["mine"], "mine", {"mine"}),
        (["mine"] * 5 + ["1:1"], "default", {"default"}),
        # Each fourth one has a title of its own.
        (["1:1", "1:1", "mine", "1:1", "1:1"], "default", {"default", "mine"}),
    ],
)
def test_a_series_goes_over_to_another_thread_with_its_title(
    titles: list[str], current: str, going_on: set[str]
) -> None:
    pair = only(titled(*titles), MINE)

    assert courses(pair.threads) == {"weekly": Course(current, frozenset(going_on))}
    assert usual_of(pair.threads, "default") == current


def test_what_people_write_is_of_the_thread_that_they_meet_under_most() -> None:
    pair = only([*titled(*["mine"] * 6), *monthly()], MINE)

    assert {one.template for one in pair.threads} == {"career", "mine"}
    assert usual_of(pair.threads, "default") == "mine"
    assert usual_of((), "default") == "default"
