"""Every request of a scenario times every way to fail: run, run again, compare.

A case is one scenario, one request and one trouble. The disturbed run may fail in words; after the
clean runs that the design asks for, what stands must be what an undisturbed run leaves, and one
run more must write nothing.
"""

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from difflib import unified_diff
from functools import cache
from pathlib import Path
from pprint import pformat
from typing import Any

from sync.emulator.catalogue import error
from sync.emulator.faults import Drop, Fails, Fault, Garbage, Kind, Slow
from sync.emulator.unknowns import Unknowns
from sync.errors import OneononeError
from sync.job.run import Failed, Report
from tests.scenarios import stories
from tests.scenarios.company import (
    SETTLED,
    Company,
    Laid,
    Picture,
    company,
    laid_once,
    lived_through,
)
from tests.scenarios.tap import Died, Place, Tap, dies_at

_PATIENCE = (2.0, 0.3)
"""Seconds that a run waits for a slow answer; the answer takes longer."""
_SLOW = 0.5
FOR_GOOD = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """What is laid out before the run, and how many clean runs, ten minutes apart, are asked for
    before it must be whole. Then so many sections and attachments stand.
    """

    world: Mapping[str, Any] = field(default_factory=dict)
    rounds: int = 1
    sections: int = 1
    attached: int = 1


_REFUSED = Unknowns(guest_may_write_private_properties=False)
_LAG = timedelta(minutes=10)
_UNSURE = {"guest": True, "unknowns": _REFUSED, "lag": _LAG}
_NOT_ATTACHING = {"config": "[docs]\nattach = false\n", "lag": _LAG}
SCENARIOS: Mapping[str, Scenario] = {
    "first run": Scenario(),
    "first run, own documents": Scenario(world={"access": "app-docs"}),
    "first run, slow search": Scenario(world={"lag": _LAG}, rounds=2),
    "first run, in a folder": Scenario(
        world={"story": stories.folder_made, "config": stories.IN_A_FOLDER}
    ),
    "first run of a guest": Scenario(world={"guest": True}, attached=0),
    "first run of a guest, slow search": Scenario(
        world={"guest": True, "lag": _LAG}, rounds=2, attached=0
    ),
    "first run of a guest, refused": Scenario(world=_UNSURE, rounds=3, attached=0),
    "second run of a guest, refused": Scenario(
        world={**_UNSURE, "story": stories.waited}, rounds=2, attached=0
    ),
    "first run, not attaching": Scenario(world=_NOT_ATTACHING, rounds=3, attached=0),
    "second run, not attaching": Scenario(
        world={**_NOT_ATTACHING, "story": stories.waited}, rounds=2, attached=0
    ),
    "carry run": Scenario(world={"story": lived_through}, sections=2),
    "carry run, placed on top": Scenario(
        world={"story": lived_through, "config": '[agenda]\nplacement = "top"\n'}, sections=2
    ),
    "carry run, by hand": Scenario(world={"story": stories.by_hand}, sections=2),
    "carry run, a leftover beside": Scenario(world={"story": stories.left_over}, sections=2),
    "late run": Scenario(world={"story": stories.late}, sections=2),
    "run after a move": Scenario(world={"story": stories.moved}, sections=2),
    "run after a cancellation": Scenario(world={"story": stories.cancelled}, sections=2),
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """A fault of the server's, once or from that request on, or the end of the process."""

    fault: Kind | None = None
    lasting: bool = False
    dies: str = ""


_ANSWERS: Mapping[str, Kind] = {
    "429": Fails(error=error("drive_429_rateLimitExceeded")),
    "429 of Docs": Fails(error=error("docs_429_RESOURCE_EXHAUSTED")),
    "403 rate limit": Fails(error=error("drive_403_userRateLimitExceeded")),
    "500": Fails(error=error("docs_500_internal")),
    "503": Fails(error=error("calendar_503_backendError")),
    "garbage": Garbage(),
    "slow, then done": Slow(seconds=_SLOW, after=False),
    "dropped before": Drop(),
    "done, dropped": Drop(after=True),
    "done, 500": Fails(error=error("docs_500_internal"), after=True),
    "done, 503": Fails(error=error("calendar_503_backendError"), after=True),
    "done, 429": Fails(error=error("drive_429_rateLimitExceeded"), after=True),
    "done, garbage": Garbage(after=True),
    "done, slow": Slow(seconds=_SLOW),
}
TROUBLES: Mapping[str, Trouble] = {
    **{name: Trouble(fault=kind) for name, kind in _ANSWERS.items()},
    **{f"{name}, for good": Trouble(fault=kind, lasting=True) for name, kind in _ANSWERS.items()},
    "process ends before": Trouble(dies="before"),
    "process ends after": Trouble(dies="after"),
}


@dataclass(frozen=True, slots=True)
class Whole:
    """An undisturbed run: the requests that it makes, and what stands and lies after it."""

    places: tuple[Place, ...]
    picture: Picture
    trashed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What came of a case: each of these is what it should be, or the case failed."""

    picture: Picture
    trashed: int
    internal: tuple[str, ...]
    """Errors of a disturbed run that are none of ours."""
    failed: tuple[str, ...]
    """What the last clean run could not do."""
    late: tuple[str, ...]
    """What one run more wrote."""


def laid(name: str) -> Laid:
    """A scenario's world, laid out once."""
    return laid_once(**SCENARIOS[name].world)


@cache
def undisturbed(name: str) -> Whole:
    """A scenario without trouble, with as many rounds as it gets with it."""
    tap = Tap()
    with tempfile.TemporaryDirectory() as folder, company(Path(folder), laid(name)) as at:
        at.run(tap=tap)
        _settle(at, SCENARIOS[name])
        return Whole(tuple(sorted(tap.places)), at.picture(), at.trashed())


def sweep(name: str, place: Place, trouble: Trouble) -> Verdict:
    """One case."""
    with tempfile.TemporaryDirectory() as folder, company(Path(folder), laid(name)) as at:
        internal = _disturbed(at, place, trouble)
        report = _settle(at, SCENARIOS[name])
        picture = at.picture()
        before = len(at.workspace.requests)
        at.run()
        return Verdict(
            picture=picture,
            trashed=at.trashed(),
            internal=internal,
            failed=tuple(str(each.result) for each in report.pairs if each.failed),
            late=tuple(at.writes(before)),
        )


def _disturbed(at: Company, place: Place, trouble: Trouble) -> tuple[str, ...]:
    """The run that meets the trouble; gives the errors that nobody should ever see."""
    tap = Tap(timeouts=_PATIENCE if isinstance(trouble.fault, Slow) else None)
    if trouble.dies:
        tap = dies_at(place, after=trouble.dies == "after")
    if trouble.fault is not None:
        times = FOR_GOOD if trouble.lasting else 1
        method = "POST /token" if place.method == "token" else place.method
        fault = Fault(match=method, nth=place.nth, kind=trouble.fault, times=times)
        at.workspace.faults.add(fault)
    try:
        report = at.run(tap=tap)
    except OneononeError:
        return ()
    except Died:
        return ()
    finally:
        at.workspace.faults.clear()
        at.rest()
    return tuple(_internal(report))


def _internal(report: Report) -> list[str]:
    errors = [each.result.error for each in report.pairs if isinstance(each.result, Failed)]
    return [error.what for error in errors if type(error) is OneononeError]


def _settle(at: Company, scenario: Scenario) -> Report:
    """The clean runs, the search having had its time before each."""
    for _ in range(scenario.rounds):
        at.workspace.pass_time(SETTLED)
        report = at.run()
    return report


Case = tuple[str, Place, str]


def all_cases(names: Callable[[str], bool] = lambda _: True) -> list[Case]:
    """The whole product, of the scenarios whose names are wanted."""
    return [
        (name, place, trouble)
        for name in SCENARIOS
        if names(name)
        for place in undisturbed(name).places
        for trouble in TROUBLES
    ]


def judge(case: Case) -> list[str]:
    """What is wrong in a case, in words; empty where all was made good."""
    name, place, trouble = case
    whole = undisturbed(name)
    try:
        verdict = sweep(name, place, TROUBLES[trouble])
    except Exception as exc:  # noqa: BLE001 - told for this case, the others go on
        return [f"{type(exc).__name__}: {exc}"]
    wrong = [f"internal: {each}" for each in verdict.internal]
    wrong += [f"not made good: {each}" for each in verdict.failed]
    wrong += [f"written late: {each}" for each in verdict.late]
    # Where the search lags a document may be made twice, and the second one is trashed.
    if verdict.trashed != whole.trashed and "lag" not in SCENARIOS[name].world:
        wrong.append(f"in the trash: {verdict.trashed}, not {whole.trashed}")
    pictures = (whole.picture, verdict.picture)
    should, stands = (pformat(asdict(each)).splitlines() for each in pictures)
    return [*wrong, *unified_diff(should, stands, "undisturbed", "disturbed", n=1, lineterm="")]
