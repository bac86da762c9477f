"""One run: the calendar's meetings, each pair's turn, and a report of what became of them.

Read the calendar and search Drive, judge, gather into pairs, give each pair its turn on a few
threads. What stops one pair stops no other; a sign-in that ended stops them all.
"""

import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from sync.agenda.calendar.events import Zones
from sync.agenda.calendar.pairs import Pair
from sync.agenda.planning.invariants import BrokenPlan
from sync.agenda.planning.plan import Kept, Nothing
from sync.config.settings import Settings
from sync.errors import ExitCode, OneononeError, SignInNeeded
from sync.job.asking import First, asking
from sync.job.clients import Desk, Google
from sync.job.counting import Counting, Progress, nobody
from sync.job.making import Leave
from sync.job.pausing import VARIABLE, braked
from sync.job.prepare import Done, Idle, Result, Turn, prepare, written
from sync.job.share import Share, Whole
from sync.job.skips import NotNew, Skip
from sync.job.terms import load_language
from sync.job.together import awaited
from sync.job.window import only, window_of
from sync.log import get_log, place


@dataclass(frozen=True, slots=True)
class Failed:
    """A pair's turn ended with an error: what, where, and the next command."""

    error: OneononeError


@dataclass(frozen=True, slots=True)
class PairReport:
    """What became of one pair."""

    pair: Pair
    result: Result | Failed

    @property
    def failed(self) -> bool:
        """Somebody has to do something about it."""
        match self.result:
            case Failed():
                return True
            case Skip():
                return self.result.failed
            case Done():
                return any(_for_people(outcome) for outcome in self.result.plan.outcomes)
            case Idle() | NotNew():
                return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What became of a run; `preview`: nothing was written, and what would be is in the plans.

    `braked`: the brake was on, so nothing was read or written.
    """

    pairs: tuple[PairReport, ...]
    preview: bool
    braked: bool = False

    @property
    def exit_code(self) -> ExitCode:
        """FAILED if any pair's turn failed."""
        return ExitCode.FAILED if any(one.failed for one in self.pairs) else ExitCode.OK


def run(
    settings: Settings,
    google: Google,
    *,
    now: datetime,
    zones: Zones,
    wait: Callable[[float], None],
    person: str | None = None,
    preview: bool = False,
    again: bool = False,
    progress: Progress = nobody,
    environment: Mapping[str, str] = os.environ,
    share: Share | None = None,
    first: First | None = None,
    meanwhile: Callable[[], None] = lambda: None,
) -> Report:
    """Prepare the next meetings of all pairs, or of the one with `person`.

    `wait` sleeps for seconds; `again` makes sections that people removed once more. `progress` is
    called with how many pairs had their turn, and of how many, from any thread. `share` is what
    this run does of all pairs, `first` the questions that it begins with where they were asked
    already; `meanwhile` is called while the pairs have their turns. Raises what concerns all pairs:
    no sign-in, no calendar, no network, or a person that no meeting of the window is with.
    """
    if braked(environment):
        get_log().warning("run.braked", reason=VARIABLE)
        return Report(pairs=(), preview=preview, braked=True)
    share = share or Whole()
    asked = nullcontext(first) if first is not None else asking(settings, google, now=now)
    with asked as answers, ThreadPoolExecutor(max_workers=settings.run.workers) as pool:
        (events,) = awaited([answers.events])
        window = window_of(events, settings.rules(), now=now, zones=zones)
        chosen = tuple(pair for pair in only(window.pairs, settings, person) if share.mine(pair))
        leave = Leave(now=now, may_make=_Limit(settings.docs.max_new), bears_mark=lambda _: False)
        (marked,) = awaited([answers.marked])
        turn = Turn(
            desk=Desk.of(google, settings),
            marked=marked,
            leave=leave,
            wait=wait,
            preview=preview,
            again=again,
        )
        count = Counting(progress, len(chosen))

        def of(pair: Pair) -> PairReport:
            return _turn_of(pair, turn, share)

        work = count.each(of)
        try:
            turns = [pool.submit(work, pair) for pair in chosen]
            load_language(settings, now.date())  # while Google answers
            meanwhile()
            reports = awaited(turns)
        except BaseException:  # the interrupt key, also before these are awaited: no more is begun
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    for report in reports:
        if isinstance(report.result, Failed) and isinstance(report.result.error, SignInNeeded):
            raise report.result.error
    return Report(pairs=reports, preview=preview)


class _Limit:
    """Counts the documents that a run makes, for all its threads."""

    def __init__(self, limit: int) -> None:
        self._left = limit
        self._lock = Lock()

    def __call__(self) -> bool:
        with self._lock:
            self._left -= 1
            return self._left >= 0


def _turn_of(pair: Pair, turn: Turn, share: Share) -> PairReport:
    """A pair's turn, whatever happens in it, with its line in the log."""
    try:
        with share.turn(pair):
            result: Result | Failed = prepare(pair, turn)
    except OneononeError as exc:
        result = Failed(exc)
    except BrokenPlan as exc:
        result = Failed(_internal(pair, f"a plan is wrong: {exc.invariant}"))
    except Exception as exc:  # noqa: BLE001 - one pair's trouble is not the others'
        result = Failed(_internal(pair, f"{type(exc).__name__} at {place(exc)}"))
    report = PairReport(pair, result)
    _log(report)
    return report


def _internal(pair: Pair, what: str) -> OneononeError:
    return OneononeError(
        f"Internal error, nothing was written: {what}",
        where=pair.other.email,
        mend="Please report it.",
    )


def _log(report: PairReport) -> None:
    log = get_log()
    pair = report.pair
    facts = {"pair": pair.key, "account": pair.me.email, "other": pair.other.email}
    match report.result:
        case Done() as done:
            made = written(done)
            log.info(
                "pair.done",
                **facts,
                documents=done.document_id,
                wrote=done.wrote,
                sections=len(made),
                items=sum(len(one.carry.carried) for one in made),
                unknown=sum(one.carry.unknown for one in made),
                left=sum(len(one.carry.left) for one in made),
                how=[
                    *(one.value for one in getattr(done.located, "did", ())),
                    *(one.change.name.lower() for one in done.plan.changes),
                ],
            )
        case Idle(paused=paused):
            log.info(
                "pair.idle", **facts, reason="paused" if paused else "nothing_ahead", due=paused
            )
        case Skip() as skip:
            log.warning("pair.skipped", **facts, code=skip.code.value, documents=skip.documents)
        case NotNew() as new:
            log.info("pair.not_new", **facts, reason=new.reason.value)
        case Failed(error=error):
            log.error("pair.failed", **facts, error=error)


def _for_people(outcome: object) -> bool:
    """Nothing is written until a person has settled something."""
    return isinstance(outcome, Nothing) and outcome.why in (Kept.LIMIT, Kept.UNCLEAR)
