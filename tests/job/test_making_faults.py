"""Whatever goes wrong at whatever request: after one more clean run all is as if nothing had."""

import contextlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from sync.emulator.catalogue import error
from sync.emulator.faults import Drop, Fails, Fault, Garbage
from sync.emulator.faults import Kind as FaultKind
from sync.errors import OneononeError
from sync.job.documents import Located
from tests.job.office import APP, Office, Standing, office
from tests.job.test_making import MADE

TEN_MINUTES = timedelta(minutes=10)
RATE = error("drive_403_rateLimitExceeded")
BUSY = error("drive_429_rateLimitExceeded")
BROKEN = error("docs_500_internal")
AWAY = error("calendar_500_backendError")

KINDS: dict[str, FaultKind] = {
    "dropped before": Drop(),
    "dropped after": Drop(after=True),
    "garbage before": Garbage(),
    "garbage after": Garbage(after=True),
    "500 before": Fails(error=BROKEN),
    "500 after": Fails(error=AWAY, after=True),
    "429": Fails(error=BUSY),
    "403 rate": Fails(error=RATE),
}
REQUESTS = 12
"""Of a run up to the write: two to locate, nine to make, one right before the write."""


def requests_of(at: Office) -> list[str]:
    before = len(at.workspace.requests)
    at.run()
    return at.asked(before)


def test_the_number_of_requests_is_that_which_is_gone_through(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        assert len(requests_of(at)) == REQUESTS


def disturbed(at: Office, nth: int, kind: FaultKind, *, times: int = 1) -> None:
    """A run whose n-th request meets a fault, and all its repetitions too where `times` is many."""
    at.workspace.faults.add(Fault(match="*.*.*", nth=nth, kind=kind, times=times))
    with contextlib.suppress(OneononeError):
        at.run()
    at.workspace.faults.clear()


@pytest.mark.parametrize("nth", range(1, REQUESTS + 1))
@pytest.mark.parametrize("kind", KINDS)
def test_one_fault_at_any_request(tmp_path: Path, kind: str, nth: int) -> None:
    with office(tmp_path) as at:
        disturbed(at, nth, KINDS[kind])
        at.run()

        assert at.standing() == MADE
        assert len(at.files()) == 1


@pytest.mark.parametrize("nth", range(1, REQUESTS + 1))
@pytest.mark.parametrize("kind", ["dropped before", "dropped after", "500 before"])
def test_a_run_that_dies_at_any_request(tmp_path: Path, kind: str, nth: int) -> None:
    with office(tmp_path) as at:
        disturbed(at, nth, KINDS[kind], times=1000)
        at.run()

        assert at.standing() == MADE
        assert len(at.files()) == 1


@pytest.mark.parametrize("nth", range(1, REQUESTS + 1))
@pytest.mark.parametrize("kind", ["dropped before", "dropped after", "500 after"])
def test_where_the_search_lags_the_rest_is_cleared_away_once_it_shows_it(
    tmp_path: Path, kind: str, nth: int
) -> None:
    with office(tmp_path) as at:
        at.workspace.settings.search_lag = timedelta(minutes=3)
        disturbed(at, nth, KINDS[kind], times=1000)
        at.run()
        at.workspace.pass_time(TEN_MINUTES)
        at.run()

        assert at.standing() == MADE


@pytest.fixture(params=[True, False], ids=["private allowed", "private refused"])
def guest(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Office]:
    from sync.emulator.unknowns import Unknowns

    unknowns = Unknowns(guest_may_write_private_properties=request.param)
    with office(tmp_path, guest=True, unknowns=unknowns) as at:
        yield at


SHARED = Standing(documents=1, roles=MADE.roles, attached=0, finished=1)


@pytest.mark.parametrize("nth", range(1, REQUESTS + 1))
@pytest.mark.parametrize("kind", ["dropped before", "dropped after", "500 before", "500 after"])
def test_as_a_guest_a_run_that_dies_at_any_request(guest: Office, kind: str, nth: int) -> None:
    disturbed(guest, nth, KINDS[kind], times=1000)
    guest.run()
    guest.workspace.pass_time(TEN_MINUTES)
    guest.run()

    assert guest.standing() == SHARED
    assert len(guest.files()) == 1


@pytest.mark.parametrize("nth", range(1, 6))
@pytest.mark.parametrize("kind", ["dropped before", "dropped after", "500 before", "500 after"])
def test_clearing_away_can_die_at_any_request(tmp_path: Path, kind: str, nth: int) -> None:
    with office(tmp_path) as at:
        made = at.run()
        assert isinstance(made, Located)
        leftover(at)
        disturbed(at, 3 + nth, KINDS[kind], times=1000)
        at.run()

        assert at.standing() == MADE
        assert len(at.files()) == 2


def leftover(at: Office) -> str:
    """What a lost answer leaves behind."""
    file = at.live()[0]
    marks = {key: file.properties[key] for key in ("oneonone", "oneonone-pair")}
    return at.workspace.drive.add_document(at.me, "Planted title", properties=marks, app=APP)
