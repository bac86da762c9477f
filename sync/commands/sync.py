"""`oneonone sync`: opens Google as the settings say, and runs the job.

What came of it is put into words by `report`. The job itself is imported when Google has been
asked the first questions, which takes no longer than their answers do.
"""

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sync.commands import last_run as cli_last_run
from sync.commands.outcome import Outcome
from sync.commands.waiting import sleep
from sync.config.settings import Settings
from sync.errors import OneononeError, UsageProblem
from sync.google.session import Google, open_google
from sync.job.asking import asking
from sync.job.counting import Progress, nobody
from sync.job.notify import Before, told
from sync.job.pausing import braked
from sync.log import get_log

if TYPE_CHECKING:
    from sync.job.notice import Notice
    from sync.job.run import Report


def open_for(settings: Settings, *, ahead: bool = False) -> Google:
    """The clients that the settings ask for, for whoever signed in; `ahead`: about to be used."""
    check_own(settings)
    return open_google(
        token_file=settings.google.token_file,
        client_secret_file=settings.google.client_secret_file,
        access=settings.google.access,
        attach=settings.docs.attach,
        api_root=settings.google.api_root,
        ahead=ahead,
        sleep=sleep,
    )


def check_own(settings: Settings) -> None:
    """Raise UsageProblem where nobody's own sign-in is used."""
    if settings.company.managers:
        raise UsageProblem(
            "This configuration is a company's, and this command is for one's own sign-in",
            where="[company] managers",
            mend="`oneonone sync --dry-run --person MANAGER` says what a run would do for one.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a run is to do: for everybody or one `person`; `again`: removed sections once more."""

    now: datetime
    person: str | None = None
    again: bool = False
    progress: Progress = nobody


def run(settings: Settings, asked: Asked, *, preview: bool = False) -> Outcome:
    """Run the job, or only look what it would write. A run is told of as set, and kept.

    With a list of managers in the configuration it is the run for all of them.
    """
    if settings.company.managers:
        from sync.commands import company as cli_company

        return cli_company.run(
            settings,
            now=asked.now,
            person=asked.person,
            preview=preview,
            progress=asked.progress,
        )
    if preview:
        return _outcome_of(report_of(settings, asked, preview=True))
    before = None if braked() else _before(settings, asked)  # a braked run changed nothing
    report = told(settings.notify, lambda: _kept(settings, asked), _notice_of, before=before)
    return _outcome_of(report)


def _outcome_of(report: "Report") -> Outcome:
    from sync.commands.report import outcome_of

    return outcome_of(report)


def _notice_of(report: "Report") -> "Notice":
    from sync.job.noticing import of_report

    return of_report(report)


def _before(settings: Settings, asked: Asked) -> Before | None:
    """How the run before ended, as far as that is kept; for a run for one person, with them. A day
    is one of this machine's zone.
    """
    last = cli_last_run.load(settings)
    if last is None:
        return None
    failed = {who for who, one in last.pairs.items() if one.failed}
    if asked.person is not None:
        failed &= {settings.identities.primary(asked.person)}
    return Before(
        troubles=frozenset(failed),
        stopped=bool(last.error),
        today=last.at.astimezone(asked.now.tzinfo).date() == asked.now.date(),
    )


def _kept(settings: Settings, asked: Asked) -> "Report":
    """A run; what it did is kept for `status`, but not that the person it was for is mistyped."""
    whole = asked.person is None
    try:
        report = report_of(settings, asked)
    except OneononeError as exc:
        if whole or not isinstance(exc, UsageProblem):
            cli_last_run.keep(settings, exc, now=asked.now, whole=whole)
        raise
    if not report.braked:
        cli_last_run.keep(settings, _outcome_of(report), now=asked.now, whole=whole)
    return report


def preview(settings: Settings, asked: Asked, *, page: Path) -> Outcome:
    """Look what the job would write, and put it on a page: nothing else is written."""
    from sync.commands.preview import preview_to

    return preview_to(page, report_of(settings, asked, preview=True), now=asked.now)


def report_of(settings: Settings, asked: Asked, *, preview: bool = False) -> "Report":
    """The same, with the report as the job gives it."""
    may_ask = not braked()
    with (
        open_for(settings, ahead=may_ask) as google,
        asking(settings, google, now=asked.now) if may_ask else nullcontext() as first,
    ):
        from sync.job.run import run as run_job

        return run_job(
            settings,
            google,
            now=asked.now,
            zones=ZoneInfo,
            wait=sleep,
            person=asked.person,
            preview=preview,
            again=asked.again,
            progress=asked.progress,
            first=first,
            meanwhile=_get_ready_to_tell,
        )


def _get_ready_to_tell() -> None:
    """Loads what tells of a run: the log's library takes its time."""
    import sync.commands.report  # noqa: F401 - only loaded

    get_log()
