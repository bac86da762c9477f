"""The words of `status`, and how things are counted."""

from datetime import UTC, datetime

import pytest

from sync.agenda.calendar.cadence import Cadence
from sync.commands.last_run import LastRun, PairRun
from sync.commands.outcome import counted
from sync.commands.show import plain_lines
from sync.commands.status_words import Found, outcome_of
from sync.job import skips
from sync.job.status import Status
from tests.job.parts import pair


def test_where_there_is_no_1_to_1_status_says_where_to_look() -> None:
    now = datetime(2025, 3, 10, 9, tzinfo=UTC)
    last = LastRun(at=now, exit_code=0, pairs={})
    outcome = outcome_of(Found(pairs=(), last=last, since=now, now=now))

    assert [line for block in outcome.blocks for line in plain_lines(block)] == [
        "No 1:1 was found; `oneonone explain` says why each event counts or not.",
        "",
        "The last run, just now, found no 1:1.",
    ]


def test_what_is_in_the_way_is_said_once() -> None:
    now, one = datetime(2025, 3, 10, 9, tzinfo=UTC), pair()
    email, trashed = one.other.email, skips.trashed(one, ["doc-1"])
    stands = Status(
        pair=one, cadence=Cadence.WEEKLY, last=None, next=None, held=0, off=0, problem=trashed
    )
    runs = [
        PairRun(result="left_out", failed=True, what="", notes=(n,)) for n in ("x", f"{trashed}")
    ]
    said = [
        [
            line
            for block in outcome_of(
                Found(
                    pairs=(stands,),
                    last=LastRun(at=now, exit_code=1, pairs={email: run}),
                    since=now,
                    now=now,
                )
            ).blocks
            for line in plain_lines(block)
        ]
        for run in runs
    ]

    assert said[0][-1] == "  x"
    assert said[1][-2:] == ["The last run, just now, needs you for 1:", f"  {email}: see above"]
    assert said[1].count(str(trashed)) == 1


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 people"), (1, "1 person"), (2, "2 people")], ids=str
)
def test_things_are_counted_as_people_do(number: int, words: str) -> None:
    assert counted(number, "person", "people") == words
