"""What the calendar may show so or so makes no difference to whose document it is."""

from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Literal

import pytest

from sync.emulator.unknowns import Unknowns
from sync.emulator.world import Settings as Behaviour
from sync.job.documents import Located
from tests.job.office import ADA, BOB, NOW, Office, Standing, office

Way = Literal["bare", "full", "id"]

MADE = Standing(documents=1, roles=((ADA, "owner"), (BOB, "writer")), attached=1, finished=1)
WAYS: list[Way] = ["bare", "full", "id"]
WEEK = [f"202503{day}T150000Z" for day in ("10", "17", "24", "31")]


def held(at: Office) -> list[datetime]:
    """When the pair meets from now on, as the job sees it."""
    return sorted(each.start for each in at.pair().meetings if each.start >= NOW)


@pytest.mark.parametrize(("way", "reaches"), list(product(WAYS, [True, False])))
def test_moved_cancelled_and_split_occurrences_lead_to_one_document(
    way: Way, reaches: bool, tmp_path: Path
) -> None:
    unknowns = Unknowns(exceptions_get_series_attachments=reaches)
    with office(tmp_path, unknowns=unknowns, behaviour=Behaviour(deleted_events=way)) as at:
        calendar = at.workspace.calendar
        at.workspace.pass_time(timedelta(days=1))
        calendar.move(at.series, datetime(2025, 3, 11, 16, tzinfo=UTC), key=WEEK[0])
        made = at.run()
        calendar.cancel(at.series, key=WEEK[1])
        following = calendar.split(at.series, WEEK[2])
        again = at.run()
        before = held(at)
        calendar.cancel(following, key=WEEK[2])
        last = at.run()

        assert isinstance(made, Located)
        assert [each.document_id for each in (again, last) if isinstance(each, Located)] == [
            made.document_id
        ] * 2
        assert at.standing() == MADE
        assert before == [
            datetime(2025, 3, 11, 16, tzinfo=UTC),
            datetime(2025, 3, 24, 15, tzinfo=UTC),
        ]
        assert held(at) == before[:1]
