"""The words of `status`, and how things are counted."""

from datetime import UTC, datetime

import pytest

from sync.commands.last_run import LastRun
from sync.commands.outcome import counted
from sync.commands.show import plain_lines
from sync.commands.status_words import Found, outcome_of


def test_where_there_is_no_1_to_1_status_says_where_to_look() -> None:
    now = datetime(2025, 3, 10, 9, tzinfo=UTC)
    last = LastRun(at=now, exit_code=0, pairs={})
    outcome = outcome_of(Found(pairs=(), last=last, since=now, now=now))

    assert [line for block in outcome.blocks for line in plain_lines(block)] == [
        "No 1:1 was found; `oneonone explain` says why each event counts or not.",
        "",
        "The last run, just now, found no 1:1.",
    ]


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 people"), (1, "1 person"), (2, "2 people")], ids=str
)
def test_things_are_counted_as_people_do(number: int, words: str) -> None:
    assert counted(number, "person", "people") == words
