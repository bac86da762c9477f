"""Which days dated headings mean, from each other and the calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.agenda.language.dates import read_date, settle

NOW = [date(2025, 2, 24), date(2025, 3, 3), date(2025, 3, 17)]


def settled(*headings: str, anchors: list[date] | None = None, locale: str = "en") -> list[str]:
    readings = [read_date(heading, locale=locale) for heading in headings]
    days = settle(readings, anchors=NOW if anchors is None else anchors)
    return [day.isoformat() if day else "-" for day in days]


def test_full_dates_are_what_they_are_in_any_order() -> None:
    assert settled("2025-03-10", "notes", "2019-01-02", "Mar 5, 2031") == [
        *("2025-03-10", "-", "2019-01-02", "2031-03-05")
    ]


def test_nothing_is_nothing() -> None:
    assert settle([], anchors=NOW) == ()
    assert settle([None, None], anchors=[]) == (None, None)


def test_a_date_that_reads_one_way_only_tells_for_all() -> None:
    assert settled("1/4/2025", "8/4/2025", "15/4/2025", "6/5/2025", anchors=[]) == [
        *("2025-04-01", "2025-04-08", "2025-04-15", "2025-05-06")
    ]
    assert settled("4/1/2025", "4/8/2025", "4/15/2025", anchors=[]) == [
        *("2025-04-01", "2025-04-08", "2025-04-15")
    ]


def test_round_the_clock_is_a_date_but_tells_nothing_of_the_others() -> None:
    assert settled("10/7/2025", "17/7/2025", "24/7", anchors=[])[-1] == "2025-07-24"
    assert settled("24/7", "3/4/2025", anchors=[])[-1] == "-"


def test_the_language_alone_settles_nothing() -> None:
    assert settled("3/4/2025", anchors=[]) == ["-"]
    assert settled("3/4/2025", anchors=[], locale="fr") == ["-"]


def test_a_weekday_settles_its_own_date_and_so_the_others() -> None:
    assert settled("Mon 3/10/2025", "4/7/2025", anchors=[]) == ["2025-03-10", "2025-04-07"]


def test_a_wrong_weekday_does_no_harm() -> None:
    assert settled("Tue, Mar 10, 2025") == ["2025-03-10"]


JANUARY = [date(2026, 1, 5), date(2026, 1, 12)]


@pytest.mark.parametrize("anchors", [JANUARY, []])
@pytest.mark.parametrize("newest_first", [False, True])
def test_last_years_number_is_set_right_where_weekday_and_neighbours_say_so(
    newest_first: bool, anchors: list[date]
) -> None:
    headings = ["Mon, Dec 29, 2025", "Mon, Jan 5, 2025", "Mon, Jan 12, 2025", "Mon, Feb 2, 2026"]
    days = ["2025-12-29", "2026-01-05", "2026-01-12", "2026-02-02"]
    step = -1 if newest_first else 1

    assert settled(*headings[::step], anchors=anchors) == days[::step]


def test_last_years_number_is_set_right_by_the_calendar_where_no_neighbour_is_sure() -> None:
    assert settled("Mon, Jan 5, 2025", anchors=JANUARY) == ["2026-01-05"]
    assert settled("Mon 1/5/2025", anchors=JANUARY) == ["2026-01-05"]
    assert settled("Mo., 5.1.2025", anchors=JANUARY, locale="de") == ["2026-01-05"]


def test_a_year_stands_that_weekday_or_neighbours_or_month_do_not_contradict() -> None:
    assert settled("Sun, Jan 5, 2025", anchors=JANUARY) == ["2025-01-05"]
    assert settled("Jan 5, 2025", anchors=JANUARY) == ["2025-01-05"]
    assert settled("Tue, Jan 5, 2025", anchors=JANUARY) == ["2025-01-05"]
    assert settled("Mon, Jan 5, 2025", anchors=[]) == ["2025-01-05"]
    assert settled("Dec 30, 2024", "Mon, Jan 5, 2025", anchors=JANUARY) == [
        *("2024-12-30", "2025-01-05")
    ]
    assert settled("Tue, Mar 10, 2025", anchors=[date(2026, 3, 10)]) == ["2025-03-10"]


def test_a_year_that_both_neighbours_claim_is_not_sure() -> None:
    assert settled("Dec 30, 2024", "Mon, Jan 5, 2025", "Jan 12, 2026", anchors=JANUARY) == [
        *("2024-12-30", "-", "2026-01-12")
    ]


def test_a_day_of_the_calendar_settles_a_date() -> None:
    assert settled("3/10", anchors=[date(2025, 3, 10)]) == ["2025-03-10"]
    assert settled("10/3", anchors=[date(2025, 3, 10)]) == ["2025-03-10"]


def test_nearness_to_the_calendar_settles_a_date_when_it_is_clear() -> None:
    assert settled("3/10", anchors=NOW) == ["2025-03-10"]
    assert settled("3/4", anchors=[date(2025, 3, 20)]) == ["-"]


def test_neighbours_settle_which_way_round_the_shorter_way_is_taken() -> None:
    assert settled("3/3/2025", "10/3/2025", "7/4/2025", anchors=[]) == [
        *("2025-03-03", "2025-03-10", "2025-04-07")
    ]
    assert settled("5/4/2025", "4/5/2025", anchors=[]) == ["-", "-"]


def test_the_second_of_each_month_is_not_taken_for_days_of_february() -> None:
    headings = [f"{month}/2/2024" for month in range(1, 13)]

    assert settled(*headings, anchors=[]) == ["-", "2024-02-02", *["-"] * 10]
    assert settled(*headings, anchors=[date(2024, 12, 2), date(2025, 1, 2)]) == [
        f"2024-{month:02}-02" for month in range(1, 13)
    ]


def test_a_document_that_writes_both_ways_is_settled_between_sure_neighbours() -> None:
    assert settled(
        *("20/1/2025", "27/1/2025", "2/3/2025", "2/10/2025", "2/17/2025"), anchors=[]
    ) == ["2025-01-20", "2025-01-27", "2025-02-03", "2025-02-10", "2025-02-17"]
    assert settled("20/1/2025", "2/3/2025", anchors=[]) == ["2025-01-20", "2025-03-02"]
    assert settled("20/1/2025", "1/27/2025", "2/3/2025", anchors=[]) == [
        *("2025-01-20", "2025-01-27", "-")
    ]


@pytest.mark.parametrize("newest_first", [False, True])
def test_missing_years_run_back_over_new_year(newest_first: bool) -> None:
    headings = ["Nov 25", "Dec 9", "Dec 23", "Jan 6", "Feb 3", "Mar 3"]
    days = ["2024-11-25", "2024-12-09", "2024-12-23", "2025-01-06", "2025-02-03", "2025-03-03"]
    step = -1 if newest_first else 1

    assert settled(*headings[::step]) == days[::step]


def test_one_year_written_down_tells_for_its_neighbours() -> None:
    assert settled("Dec 9", "Dec 23, 2019", "Jan 6", "Jan 20", anchors=NOW) == [
        *("2019-12-09", "2019-12-23", "2020-01-06", "2020-01-20")
    ]


def test_a_missing_year_needs_the_calendar_or_a_neighbour() -> None:
    assert settled("Mar 10", "Mar 17", anchors=[]) == ["-", "-"]


def test_a_lone_heading_without_year_is_the_latest_such_day() -> None:
    assert settled("Mar 10") == ["2025-03-10"]
    assert settled("Apr 2") == ["2025-04-02"]
    assert settled("Dec 20") == ["2024-12-20"]
    assert settled("Jan 7", anchors=[date(2024, 12, 17), date(2024, 12, 31)]) == ["2025-01-07"]


def test_a_long_pause_is_no_step_back() -> None:
    assert settled("Jan 10, 2024", "Sep 5", "Sep 12", anchors=[date(2024, 9, 19)]) == [
        *("2024-01-10", "2024-09-05", "2024-09-12")
    ]


def test_a_section_slightly_out_of_order_is_of_the_same_year() -> None:
    assert settled("Mar 17, 2025", "Mar 10", "Mar 24, 2025") == [
        *("2025-03-17", "2025-03-10", "2025-03-24")
    ]


def test_years_that_the_two_neighbours_tell_differently_stay_open() -> None:
    assert settled("Mar 10, 2020", "Jun 5", "Mar 10, 2025") == ["2020-03-10", "-", "2025-03-10"]


def test_a_leap_day_finds_its_year() -> None:
    assert settled("Feb 29", anchors=[date(2025, 3, 3)]) == ["2024-02-29"]
    assert settled("Feb 22, 2024", "Feb 29", anchors=[]) == ["2024-02-22", "2024-02-29"]


def test_slashes_without_years_are_settled_as_a_whole() -> None:
    headings = [f"{day.month}/{day.day}" for day in _weekly(date(2023, 6, 5), 90)]
    days = [day.isoformat() for day in _weekly(date(2023, 6, 5), 90)]

    assert settled(*headings, anchors=[date(2025, 2, 17), date(2025, 2, 24)]) == days
    assert settled(*headings[::-1], anchors=[date(2025, 2, 17), date(2025, 2, 24)]) == days[::-1]


def _weekly(start: date, number: int) -> list[date]:
    return [start + timedelta(weeks=week) for week in range(number)]


@given(
    start=st.dates(date(2015, 1, 1), date(2030, 1, 1)),
    gaps=st.lists(st.integers(5, 45), min_size=0, max_size=30),
    form=st.sampled_from(
        ["{d.month}/{d.day}", "{d.day}/{d.month}", "{d:%b} {d.day}", "{d.day}.{d.month}."]
    ),
    newest_first=st.booleans(),
    locale=st.sampled_from(["en", "en-GB", "de"]),
)
def test_a_regular_document_is_never_settled_wrong(
    start: date, gaps: list[int], form: str, newest_first: bool, locale: str
) -> None:
    days = [start]
    for gap in gaps:
        days.append(days[-1] + timedelta(days=gap))
    if newest_first:
        days.reverse()
    anchors = [max(days) + timedelta(days=7), max(days)]
    readings = [read_date(form.format(d=day), locale=locale) for day in days]

    found = settle(readings, anchors=anchors)

    assert None not in readings
    assert [day for day in found if day is not None and day not in days] == []
    assert [a for a, b in zip(found, days, strict=True) if a not in (b, None)] == []


@given(
    st.lists(
        st.tuples(st.integers(1, 31), st.integers(1, 12), st.sampled_from(["", "/24", "/2025"])),
        max_size=12,
    ),
    st.lists(st.dates(date(2023, 1, 1), date(2026, 1, 1)), max_size=4),
)
def test_any_document_is_taken_and_a_settled_day_is_one_of_its_candidates(
    numbers: list[tuple[int, int, str]], anchors: list[date]
) -> None:
    readings = [read_date(f"{a}/{b}{year}", locale="en") for a, b, year in numbers]

    found = settle(readings, anchors=anchors)

    assert len(found) == len(readings)
    assert [
        day
        for day, reading in zip(found, readings, strict=True)
        if day is not None
        and (
            reading is None
            or not {(day.year, day.month, day.day), (None, day.month, day.day)}
            & set(reading.candidates)
        )
    ] == []
