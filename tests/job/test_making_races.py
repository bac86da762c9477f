"""Several runs at once, and people who are quicker: one document, one share, one attachment."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from threading import Barrier, local
from typing import Any

import pytest

from sync.emulator.unknowns import Unknowns
from sync.google.calendar import Calendar
from sync.google.drive import Drive
from sync.job.documents import Did, How, Located
from sync.job.leftovers import clear_leftovers
from sync.job.sharing import ready_to_write
from sync.job.skips import Code, Skip
from tests.job.office import ADA, APP, BOB, KEY, Office, Outcome, office
from tests.job.test_making import MADE, attach

RUNS = 4
CASES: dict[str, dict[str, Any]] = {
    "organizer": {},
    "guest": {"guest": True},
    "guest refused": {
        "guest": True,
        "unknowns": Unknowns(guest_may_write_private_properties=False),
    },
    "calendar not touched": {"attach": False},
    "own documents": {"access": "app-docs"},
}


@dataclass
class Meeting:
    """A Drive at which all runs meet before any of them makes a document."""

    drive: Drive
    barrier: Barrier = field(default_factory=lambda: Barrier(RUNS))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.drive, name)

    def create_document(self, **given: Any) -> Any:
        self.barrier.wait(timeout=10)
        return self.drive.create_document(**given)


def one_run(at: Office, drive: Any = None) -> Outcome:
    """A whole run up to the write, as `Office.run`, with another Drive where one is given."""
    pair = at.pair()
    made = at.make(pair, **({"drive": drive} if drive else {}))
    if isinstance(made, Located):
        ready = ready_to_write(pair, made.document_id, at.desk(), how=made.how)
        if isinstance(ready, Skip):
            return ready
        for kept in clear_leftovers(pair, made, at.desk()):
            return kept
    return made


def at_once(at: Office, drive: Any = None) -> list[Outcome]:
    with ThreadPoolExecutor(RUNS) as pool:
        return [each.result() for each in [pool.submit(one_run, at, drive) for _ in range(RUNS)]]


@pytest.fixture(params=CASES)
def at(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path, **CASES[request.param]) as made:
        yield made


def settled(at: Office) -> bool:
    """Whether the calendar decides at once; else a run after ten minutes does."""
    private = at.workspace.unknowns.guest_may_write_private_properties
    mine = at.workspace.calendar.show(at.series, ADA)["organizer"]["email"] == ADA
    return at.settings.docs.attach and (mine or private)


def expected(at: Office) -> Any:
    mine = at.workspace.calendar.show(at.series, ADA)["organizer"]["email"] == ADA
    return replace(MADE, attached=int(mine and at.settings.docs.attach))


def documents(outcomes: list[Outcome]) -> set[str]:
    return {each.document_id for each in outcomes if isinstance(each, Located)}


@pytest.mark.parametrize("together", [False, True], ids=["as it comes", "all made at once"])
def test_four_runs_at_once_leave_one_document(at: Office, together: bool) -> None:
    outcomes = at_once(at, Meeting(at.google.drive) if together else None)
    first = documents(outcomes)
    if not settled(at):
        at.workspace.pass_time(timedelta(minutes=10))
    last = at.run()

    assert isinstance(last, Located)
    assert first in ({last.document_id}, set())
    assert bool(first) == settled(at)
    assert at.standing() == expected(at)
    assert at.workspace.mails == []


@pytest.mark.parametrize("together", [False, True], ids=["as it comes", "all made at once"])
def test_four_runs_at_once_while_the_search_lags(at: Office, together: bool) -> None:
    at.workspace.settings.search_lag = timedelta(minutes=5)
    first = documents(at_once(at, Meeting(at.google.drive) if together else None))
    at.workspace.pass_time(timedelta(minutes=10))
    again = documents(at_once(at))

    assert len(again) == 1
    assert first in (again, set())
    assert at.standing() == expected(at)


@dataclass
class Watched:
    """A calendar at which `before` happens before the first `times` changes of each thread."""

    calendar: Calendar
    before: Callable[[int], None]
    times: int = 1
    seen: local = field(default_factory=local)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.calendar, name)

    def patch_event(self, *given: Any, **more: Any) -> Any:
        count = self.seen.__dict__.setdefault("count", 0)
        self.seen.count = count + 1
        if count < self.times:
            self.before(count)
        return self.calendar.patch_event(*given, **more)


def test_a_change_of_something_else_is_no_obstacle(tmp_path: Path) -> None:
    with office(tmp_path) as at:

        def rename(_count: int) -> None:
            at.workspace.calendar.change(at.series, {"location": "Planted place"})

        made = at.make(calendar=Watched(at.google.calendar, rename))

        assert isinstance(made, Located)
        assert made.did == (Did.MADE, Did.ATTACHED, Did.SHARED)
        assert at.standing() == MADE


def test_what_a_person_attaches_meanwhile_stays_attached(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        sheet = at.workspace.drive.add_file(ADA, "Planted sheet")
        at.make(calendar=Watched(at.google.calendar, lambda _count: attach(at, sheet)))

        assert at.attached() == [sheet, at.live()[0].id]
        assert at.standing() == MADE


def test_a_document_that_a_person_attaches_meanwhile_wins(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        by_hand = at.workspace.drive.add_document(ADA, "Planted title", ["Old words"])
        made = at.make(calendar=Watched(at.google.calendar, lambda _count: attach(at, by_hand)))

        assert made == Located(document_id=by_hand, how=How.ATTACHED, did=(Did.TRASHED_LEFTOVER,))
        assert at.live() == []
        assert [each.properties["oneonone-shared"] for each in at.files()] == [
            f"leftover {at.files()[0].id}"
        ]


def test_a_series_that_never_rests_is_left_for_the_next_run(tmp_path: Path) -> None:
    with office(tmp_path) as at:

        def rename(count: int) -> None:
            at.workspace.calendar.change(at.series, {"location": f"Planted {count}"})

        busy = at.make(calendar=Watched(at.google.calendar, rename, times=100))
        state = at.standing()
        made = at.run()

        assert isinstance(busy, Skip)
        assert (busy.code, busy.failed) == (Code.CALENDAR_BUSY, True)
        assert state == replace(MADE, roles=((ADA, "owner"),), attached=0, finished=0)
        assert isinstance(made, Located)
        assert at.standing() == MADE


def test_jobs_of_both_people_use_one_document(tmp_path: Path) -> None:
    with ExitStack() as stack:
        at = stack.enter_context(office(tmp_path))
        bob = stack.enter_context(at.also_as(BOB, tmp_path))
        mine, theirs = at.run(), bob.run()

        assert isinstance(mine, Located)
        assert theirs == Located(document_id=mine.document_id, how=How.ATTACHED)
        assert at.standing() == MADE


def test_the_organizers_job_finds_what_the_guests_job_made(tmp_path: Path) -> None:
    with ExitStack() as stack:
        at = stack.enter_context(office(tmp_path))
        bob = stack.enter_context(at.also_as(BOB, tmp_path))
        theirs, mine = bob.run(), at.run()

        assert isinstance(theirs, Located)
        assert mine == Located(document_id=theirs.document_id, how=How.MARK)
        assert len(at.files()) == 1


def test_where_two_jobs_made_two_documents_both_are_named(tmp_path: Path) -> None:
    """Both with access to their own documents alone: the organizer's can't see the guest's."""
    with ExitStack() as stack:
        at = stack.enter_context(office(tmp_path, access="app-docs"))
        bob = stack.enter_context(at.also_as(BOB, tmp_path))
        theirs, mine = bob.run(), at.run()
        again = bob.run()

        assert isinstance(theirs, Located)
        assert isinstance(mine, Located)
        assert isinstance(again, Skip)
        assert again.code is Code.TWO_DOCUMENTS
        assert again.documents == (theirs.document_id, mine.document_id)


def test_a_leftover_that_shows_up_late_is_trashed(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        at.run()
        marks = {"oneonone": "agenda", "oneonone-pair": KEY}
        at.workspace.drive.add_document(ADA, "Planted title", properties=marks, app=APP)
        at.run()

        assert at.standing() == MADE
        assert [each.trashed for each in at.files()] == [False, True]
