"""Spans of time as people say them."""

from datetime import timedelta

import pytest

from sync.pages.spans import age_words, ago


@pytest.mark.parametrize(
    ("days", "age", "past"),
    [
        (-1, "0 days", "in the future"),
        (0, "0 days", "today"),
        (1, "1 day", "yesterday"),
        (2, "2 days", "2 days ago"),
        (13, "13 days", "13 days ago"),
        (14, "2 weeks", "2 weeks ago"),
        (55, "7 weeks", "7 weeks ago"),
        (181, "25 weeks", "25 weeks ago"),
        (182, "6 months", "6 months ago"),
        (400, "13 months", "13 months ago"),
    ],
)
def test_days_weeks_and_months(days: int, age: str, past: str) -> None:
    span = timedelta(days=days)

    assert (age_words(span), ago(span)) == (age, past)
