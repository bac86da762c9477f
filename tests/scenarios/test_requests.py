"""How many requests a run makes, tokens aside: they are what takes time, and what quotas count."""

from collections import Counter

import pytest

from sync.cli import main
from tests.scenarios.company import Company, lived_through
from tests.scenarios.conftest import Opened
from tests.scenarios.team import PEOPLE, a_week_later, hired

ONCE = 4
WRITING, IDLE = 4, 2


def requests(at: Company) -> Counter[str]:
    since = len(at.workspace.requests)
    at.run()
    return Counter(at.asked(since))


@pytest.mark.parametrize(
    ("story", "pairs"), [(lived_through, 1), (a_week_later, PEOPLE)], ids=["one pair", "ten pairs"]
)
def test_a_run_that_writes_makes_four_requests_a_pair_and_four(
    opened: Opened, story: object, pairs: int
) -> None:
    at = opened(story=story)
    first, again = requests(at), requests(at)

    assert first["docs.documents.batchUpdate"] == pairs
    assert first.total() <= WRITING * pairs + ONCE, first
    assert again.total() <= IDLE * pairs + ONCE, again
    assert at.writes(since=first.total() + 1) == []


def test_once_the_meeting_is_near_nothing_but_the_document_is_read(opened: Opened) -> None:
    at = opened(story=a_week_later)
    at.run()
    at.workspace.now = at.workspace.now.replace(day=18, hour=8, minute=50)
    near = requests(at)

    assert near["docs.documents.get"] == PEOPLE
    assert near.total() <= IDLE * PEOPLE + ONCE, near


def test_a_first_run_looks_before_each_step_and_writes_each_thing_once(opened: Opened) -> None:
    at = opened(story=hired)
    first = requests(at)

    assert first == {
        "calendar.events.list": 1,
        "drive.files.list": 1 + 2 * PEOPLE,
        **dict.fromkeys(
            [
                "calendar.events.get",
                "calendar.events.patch",
                "docs.documents.batchUpdate",
                "docs.documents.get",
                "drive.files.create",
                "drive.permissions.create",
            ],
            PEOPLE,
        ),
        "drive.files.get": 2 * PEOPLE,
        "drive.files.update": 2 * PEOPLE,
    }


def test_no_more_documents_are_made_than_a_run_may(opened: Opened) -> None:
    at = opened(story=hired, config="[docs]\nmax_new = 3\n")
    made = [(requests(at)["drive.files.create"], len(at.live())) for _ in range(5)]

    assert made == [(3, 3), (3, 6), (3, 9), (1, 10), (0, 10)]


@pytest.mark.parametrize("command", [["sync", "--dry-run"], ["explain"]], ids=" ".join)
@pytest.mark.parametrize("story", [hired, a_week_later])
def test_what_only_looks_writes_nothing(
    opened: Opened, story: object, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    at = opened(story=story)
    before = at.everything()
    code = main(["--config", str(at.config), "--now", at.workspace.now.isoformat(), *command])

    assert code == 0
    assert capsys.readouterr().out
    assert at.writes() == []
    assert at.everything() == before
