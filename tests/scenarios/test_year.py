"""A year of two people, their calendar and the job; see `year_life` and `year_ledger`.

The default run lives a few short years, always the same; `make soak` many, each time others.
"""

import os

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.scenarios.year_life import Year

SOAK = os.environ.get("ONEONONE_SOAK") == "1"
STEPS = 25_000
"""So many a soak executes at least."""


def test_a_year_is_lived_without_a_word_lost() -> None:
    Year.steps = 0
    run_state_machine_as_test(
        Year,
        settings=settings(
            max_examples=400 if SOAK else 20,
            stateful_step_count=100 if SOAK else 40,
            derandomize=not SOAK,
            deadline=None,
        ),
    )
    print(f"{Year.steps} steps")  # noqa: T201 - a soak reports what it did

    assert Year.steps >= (STEPS if SOAK else 500)
