"""A run for all managers of a company: each apart, so that what stops one stops no other.

Only what concerns everybody ends it: a service account that Google does not sign for. Of a
manager's report no more is kept than a notice holds: a thousand managers' documents would not fit.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from threading import Event
from typing import Literal

from sync.agenda.calendar.events import Zones
from sync.company.shares import CompanyShare, Stopped, Task
from sync.config.settings import Settings
from sync.errors import ExitCode, OneononeError, SignInNeeded
from sync.google.errors import (
    BadAnswer,
    LostAnswer,
    RateLimited,
    SigningRefused,
    Unavailable,
    Unreachable,
)
from sync.job.clients import Google
from sync.job.counting import Counting, Progress, nobody
from sync.job.notice import Notice, Trouble
from sync.job.noticing import of_report
from sync.job.run import Failed, Report
from sync.job.run import run as run_job
from sync.job.together import together
from sync.log import get_log, place

Open = Callable[[str], AbstractContextManager[Google]]
"""Opens the clients of one manager."""

State = Literal["done", "failed", "left"]
_PASSING = (BadAnswer, LostAnswer, RateLimited, Stopped, Unavailable, Unreachable)
"""What another run may mend by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagerReport:
    """What became of one manager: had their turn, could not, or was left when the run stopped."""

    email: str
    state: State
    notice: Notice
    error: OneononeError | None = None
    passing: bool = False
    """Something that another run may mend by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyReport:
    """What became of this task's share of a run."""

    task: Task
    managers: tuple[ManagerReport, ...]
    preview: bool

    def of(self, state: State) -> tuple[ManagerReport, ...]:
        """The managers that ended so."""
        return tuple(each for each in self.managers if each.state == state)

    @property
    def pairs(self) -> int:
        """Pairs that had their turn."""
        return sum(each.notice.total for each in self.managers)

    @property
    def wrote(self) -> int:
        """Documents that were written."""
        return sum(each.notice.wrote for each in self.managers)

    @property
    def pairs_failed(self) -> int:
        """Pairs that somebody has to do something about."""
        return sum(len(each.notice.troubles) for each in self.managers)

    @property
    def stopped(self) -> bool:
        """Whether it was told to end before everybody, and every pair, had their turn."""
        troubles = (each for one in self.managers for each in one.notice.troubles)
        return bool(self.of("left")) or any(each.code == Stopped.__name__ for each in troubles)

    @property
    def exit_code(self) -> ExitCode:
        """FAILED only where running again may mend something: Cloud Run would do it at once."""
        again = any(each.passing or each.state == "left" for each in self.managers)
        return ExitCode.FAILED if again else ExitCode.OK


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """What a run for a company needs beside its managers; `stop` ends it at the next pair."""

    settings: Settings
    open_as: Open
    share: CompanyShare
    now: datetime
    zones: Zones
    wait: Callable[[float], None]
    stop: Event
    preview: bool = False
    progress: Progress = nobody


def run_company(company: Company, managers: Sequence[str]) -> CompanyReport:
    """Give each manager their turn. Raises SigningRefused where nobody can have one."""
    refused: list[SigningRefused] = []

    def turn(email: str) -> ManagerReport:
        if company.stop.is_set() or refused:
            return _left(email)
        report = _turn_of(company, email)
        if isinstance(report.error, SigningRefused):
            refused.append(report.error)
        return report

    count = Counting(company.progress, len(managers))
    reports = together(count.each(turn), managers, workers=company.settings.company.at_once)
    if refused:
        raise refused[0]
    report = CompanyReport(task=company.share.task, managers=reports, preview=company.preview)
    _log(report)
    return report


def _turn_of(company: Company, email: str) -> ManagerReport:
    error: OneononeError
    try:
        with company.open_as(email) as google:
            report = run_job(
                company.settings,
                google,
                now=company.now,
                zones=company.zones,
                wait=company.wait,
                preview=company.preview,
                share=company.share,
            )
    except Stopped:
        return _left(email)
    except OneononeError as exc:
        error = exc
    except Exception as exc:  # noqa: BLE001 - one manager's trouble is not the others'
        error = OneononeError(
            f"Internal error: {type(exc).__name__} at {place(exc)}",
            where=email,
            mend="Please report it.",
        )
    else:
        return ManagerReport(
            email=email, state="done", notice=of_report(report), passing=_passes(report)
        )
    get_log().error("company.manager_failed", account=email, error=error)
    return ManagerReport(
        email=email,
        state="failed",
        notice=_nothing(),
        error=error,
        passing=isinstance(error, _PASSING) and not isinstance(error, SignInNeeded),
    )


def _passes(report: Report) -> bool:
    return any(
        isinstance(one.result, Failed) and isinstance(one.result.error, _PASSING)
        for one in report.pairs
    )


def _left(email: str) -> ManagerReport:
    return ManagerReport(email=email, state="left", notice=_nothing())


def _nothing() -> Notice:
    return Notice(exit_code=0)


def notice_of(report: CompanyReport) -> Notice:
    """What somebody is told of it: managers with trouble, by their code."""
    failed = report.of("failed")
    troubles = [Trouble(one.email, type(one.error).__name__) for one in failed]
    for one in report.of("done"):
        if one.notice.troubles:
            codes = sorted({each.code for each in one.notice.troubles})
            troubles.append(Trouble(one.email, "/".join(codes)))
    return Notice(
        exit_code=int(report.exit_code),
        of="managers",
        total=len(report.managers),
        done=len(report.managers) - len(troubles) - len(report.of("left")),
        wrote=report.wrote,
        troubles=tuple(troubles),
    )


def _log(report: CompanyReport) -> None:
    """The one line that an alert is built on; it is there whenever a task came to its end."""
    facts = {
        "task": report.task.index,
        "tasks": report.task.count,
        "managers": len(report.managers),
        "managers_failed": len(report.of("failed")),
        "left": len(report.of("left")),
        "pairs": report.pairs,
        "pairs_failed": report.pairs_failed,
        "wrote": report.wrote,
        "dry_run": report.preview,
        "code": int(report.exit_code),
    }
    log = get_log()
    if report.stopped:
        log.warning("company.stopped", **facts)
    elif report.of("failed"):
        log.error("company.finished", **facts)
    else:
        log.info("company.finished", **facts)
