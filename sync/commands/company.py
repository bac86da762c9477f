"""`oneonone sync` for a company: the managers of the list, each in their own name.

Reads the lists, opens each manager through the service account at a pace that the quotas allow, and
says how it ended. What a run is stands in `sync/company`.
"""

import os
import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Event
from types import FrameType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sync.commands.outcome import Block, Line, Outcome
from sync.company.lists import read_addresses
from sync.company.run import (
    Company,
    CompanyReport,
    ManagerReport,
    notice_of,
    run_company,
)
from sync.company.shares import CompanyShare, Task, in_canary, primaries, task_of
from sync.config.settings import Settings
from sync.errors import UsageProblem
from sync.google.pace import Limits, Pace
from sync.google.session import Google, open_as
from sync.job.counting import Progress, nobody
from sync.job.notify import told
from sync.log import get_log

if TYPE_CHECKING:
    from sync.google.delegated import Delegation

_SHOWN = 50
"""Managers in trouble that are named; the log names all."""


def run(
    settings: Settings,
    *,
    now: datetime,
    person: str | None = None,
    preview: bool = False,
    progress: Progress = nobody,
    environment: Mapping[str, str] = os.environ,
) -> Outcome:
    """Run this task's share; `person` is one manager of the list, and then the only one."""
    task = task_of(environment)

    def work() -> CompanyReport:
        with _stopping() as stop:
            everybody = read_addresses(Path(settings.company.managers), key="managers", needed=True)
            managers = _chosen(settings, everybody)
            company = _company(
                settings,
                task,
                managers=managers,
                stop=stop,
                now=now,
                preview=preview,
                progress=progress,
            )
            return run_company(company, _only(managers, everybody, person))

    return outcome_of(work() if preview else told(settings.notify, work, notice_of))


def _chosen(settings: Settings, everybody: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the canary share."""
    percent = settings.company.canary_percent
    chosen = tuple(each for each in everybody if in_canary(each, percent))
    get_log().info("company.begun", managers=len(chosen), count=len(everybody))
    return chosen


def _only(
    managers: tuple[str, ...], everybody: tuple[str, ...], person: str | None
) -> tuple[str, ...]:
    """All of them, or the one of the list that was asked for, in the canary share or not."""
    if person is None:
        return managers
    if person.lower() in everybody:
        return (person.lower(),)
    raise UsageProblem(
        "This manager is not on the list of [company] managers",
        where=person,
        mend="For a company --person names one of the managers.",
    )


def _company(
    settings: Settings,
    task: Task,
    *,
    managers: tuple[str, ...],
    stop: Event,
    now: datetime,
    preview: bool,
    progress: Progress,
) -> Company:
    said = settings.company
    out = read_addresses(Path(said.opt_out), key="opt_out") if said.opt_out else ()
    delegation = delegation_of(settings)
    share = CompanyShare(
        task=task,
        managers=primaries(managers, settings.identities),
        opted_out=primaries(out, settings.identities),
        identities=settings.identities,
        stop=stop,
    )
    pace = Pace(limits_of(settings), tasks=task.count, clock=time.monotonic, sleep=share.wait)

    def opened(email: str) -> Google:
        return open_as(
            email,
            delegation,
            access=settings.google.access,
            attach=settings.docs.attach,
            paced=pace.of_user(),
            sleep=share.wait,
        )

    return Company(
        settings=settings,
        open_as=opened,
        share=share,
        now=now,
        zones=ZoneInfo,
        wait=share.wait,
        stop=stop,
        preview=preview,
        progress=progress,
    )


def delegation_of(settings: Settings) -> "Delegation":
    """The service account as the configuration has it."""
    from sync.google.delegated import Delegation

    return Delegation(
        service_account=settings.company.service_account, api_root=settings.google.api_root
    )


def limits_of(settings: Settings) -> Limits:
    """The quotas as the configuration has them."""
    said = settings.company
    return Limits(
        writes=said.writes,
        reads=said.reads,
        user_writes=said.user_writes,
        user_reads=said.user_reads,
        headroom=said.headroom_percent / 100,
    )


@contextmanager
def _stopping() -> Iterator[Event]:
    """Set when the process is told to end: the request that is under way is finished, what needs no
    waiting too, and nothing is begun.
    """
    stop = Event()

    def told_to_end(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    key = signal.getsignal(signal.SIGINT)

    def pressed(number: int, frame: FrameType | None) -> None:
        stop.set()
        if callable(key):
            key(number, frame)

    before = {signal.SIGTERM: signal.signal(signal.SIGTERM, told_to_end)}
    if callable(key):
        before[signal.SIGINT] = signal.signal(signal.SIGINT, pressed)
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def outcome_of(report: CompanyReport) -> Outcome:
    """A line with the counts, and a line for each manager that somebody has to look after."""
    blocks: list[Block] = [Line(_summary(report), "strong")]
    trouble = [each for each in report.managers if each.error or each.notice.troubles]
    blocks += [Line(_words(each), "bad") for each in trouble[:_SHOWN]]
    if len(trouble) > _SHOWN:
        blocks.append(Line(f"... and {len(trouble) - _SHOWN} more, which the log names.", "bad"))
    return Outcome(
        blocks=blocks,
        data={
            "preview": report.preview,
            "exit_code": int(report.exit_code),
            "task": report.task.index,
            "tasks": report.task.count,
            "pairs": report.pairs,
            "wrote": report.wrote,
            "managers": [_as_json(each) for each in report.managers],
        },
        exit_code=report.exit_code,
    )


def _summary(report: CompanyReport) -> str:
    task = f"Task {report.task.index + 1} of {report.task.count}: " if report.task.count > 1 else ""
    left = f", {len(report.of('left'))} left for the next run" if report.of("left") else ""
    verb = "would be written" if report.preview else "written"
    return (
        f"{task}{_count(len(report.of('done')), 'manager')} had their turn, "
        f"{len(report.of('failed'))} could not{left}; {_count(report.pairs, 'pair')}, "
        f"{_count(report.wrote, 'document')} {verb}, {_count(report.pairs_failed, 'pair')} in need "
        "of somebody."
    )


def _count(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number} {what}s"


def _words(one: ManagerReport) -> str:
    if one.error is not None:
        return f"{one.email}: {one.error}"
    codes = ", ".join(f"{each.email} ({each.code})" for each in one.notice.troubles)
    return f"{one.email}: {codes}"


def _as_json(one: ManagerReport) -> dict[str, object]:
    return {
        "manager": one.email,
        "state": one.state,
        "error": None if one.error is None else str(one.error),
        "pairs": one.notice.total,
        "wrote": one.notice.wrote,
        "failed": [{"with": each.email, "code": each.code} for each in one.notice.troubles],
    }
