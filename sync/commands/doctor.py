"""`oneonone doctor`: looks at all that a run needs, and names what mends what is wrong.

Each check is one line: ok, a warning, or failed. Checks that can't be made without an earlier one
are left out, and the last line says so. Nothing is written anywhere.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from sync.commands import last_run as cli_last_run
from sync.commands.auth_words import end_words, what_fails_without
from sync.commands.checks import Check, State, failed, ok, outcome_of, warning
from sync.commands.doctor_company import of_company
from sync.commands.doctor_google import at_google
from sync.commands.outcome import Outcome, counted
from sync.config.file import ConfigProblem
from sync.config.settings import Settings
from sync.errors import ExitCode, OneononeError, SignInNeeded, UsageProblem
from sync.google.client_file import read_client
from sync.google.clock import server_time
from sync.google.scopes import missing_scopes, needed_scopes, short_name
from sync.google.tokens import ends_of, read_token, readable_by_others
from sync.job.counting import Progress, nobody
from sync.schedule import installing
from sync.schedule.machine import Machine

_CLOCK_MAY_BE_OFF = timedelta(minutes=2)
_RUN_IS_OLD = timedelta(days=3)


def run(
    settings: Settings,
    path: Path,
    *,
    now: datetime,
    machine: Machine,
    compare_clock: bool = True,
    progress: Progress = nobody,
) -> Outcome:
    """All checks; `path` is the configuration's, `compare_clock` False where `now` is not the
    clock's.
    """
    checks = [ok("configuration", str(path))]
    if compare_clock:
        checks.append(_clock(settings, now))
    if settings.company.managers:
        return outcome_of([*checks, *of_company(settings, now=now)], looked=True)
    checks += _client_file(settings)
    sign_in = list(_sign_in(settings, now))
    checks += sign_in
    looked = not any(check.state is State.FAILED for check in sign_in)
    if looked:
        checks += at_google(settings, now=now, progress=progress)
    checks.append(_schedule(machine))
    checks.append(_last_run(settings, now))
    return outcome_of(checks, looked=looked)


def without_configuration(problem: UsageProblem) -> Outcome:
    """The outcome where there is none that can be used."""
    if isinstance(problem, ConfigProblem):
        checks = [
            Check(
                of="configuration",
                state=State.FAILED,
                what=f"{each} ({problem.path})",
                mend=problem.mend,
                exit_code=ExitCode.USAGE,
            )
            for each in problem.problems
        ]
    else:
        checks = [failed("configuration", problem)]
    return outcome_of(checks, looked=False)


def _clock(settings: Settings, now: datetime) -> Check:
    at_server = server_time(settings.google.api_root)
    if at_server is None:
        return warning(
            "clock",
            "can't be compared: Google does not answer from here",
            "Check the network, proxies and api_root in [google].",
        )
    off = now - at_server
    if abs(off) <= _CLOCK_MAY_BE_OFF:
        return ok("clock", "as Google's")
    minutes = round(abs(off).total_seconds() / 60)
    words = f"{minutes} minutes {'ahead of' if off > timedelta(0) else 'behind'} Google's"
    mend = "Let the machine set its time by the network (NTP)."
    if settings.google.api_root:  # a Workspace of `try`, which may be weeks ahead
        mend = f"Commands go by the time there with --now {at_server:%Y-%m-%dT%H:%M:%SZ}."
    return warning("clock", words, mend)


def _client_file(settings: Settings) -> Iterator[Check]:
    """The OAuth client's file: needed to sign in, not to run."""
    path = settings.google.client_secret_file
    try:
        read_client(path)
    except UsageProblem as exc:
        if settings.google.token_file.exists():
            yield warning("OAuth client", f"{exc.what} ({exc.where})", "Runs go on without it.")
        else:
            yield failed("OAuth client", exc)
        return
    yield ok("OAuth client", str(path))


def _sign_in(settings: Settings, now: datetime) -> Iterator[Check]:
    path = settings.google.token_file
    try:
        stored = read_token(path, settings.google.client_secret_file)
    except SignInNeeded as exc:
        yield failed("sign-in", exc)
        return
    if readable_by_others(path):
        yield warning(
            "sign-in file",
            f"others on this machine may read {path}",
            f"Run `chmod 600 {path}`.",
        )
    else:
        yield ok("sign-in file", f"{path}, for you alone")
    ends = ends_of(path)
    if ends is not None:
        words = end_words(ends, now)
        if ends <= now:
            yield failed("sign-in", SignInNeeded(words, mend="Run `oneonone auth login`."))
            return
        what, _, mend = words.partition(" To keep it, ")
        yield warning("sign-in's end", what.rstrip("."), mend[:1].upper() + mend[1:])
    needed = needed_scopes(settings.google.access, attach=settings.docs.attach)
    if stored.scopes is None:
        return
    missing = missing_scopes(stored.scopes, needed)
    if missing:
        what = "; without " + "; without ".join(map(what_fails_without, missing))
        mend = "Run `oneonone auth login` and tick every box on Google's page."
        yield failed("scopes", SignInNeeded(what.removeprefix("; "), mend=mend))
    else:
        yield ok("scopes", ", ".join(sorted(map(short_name, needed))))


def _schedule(machine: Machine) -> Check:
    try:
        found = installing.installed(machine)
    except OneononeError as exc:
        return warning("schedule", f"{exc.what} ({exc.where})", exc.mend)
    if not found:
        return warning(
            "schedule",
            "none is installed on this machine, so the job runs only when you start it",
            "Run `oneonone schedule install`.",
        )
    return ok("schedule", "; ".join(f"{each.way} ({each.where})" for each in found))


def _last_run(settings: Settings, now: datetime) -> Check:
    last = cli_last_run.load(settings)
    if last is None:
        return warning("last run", "none is known", "Run `oneonone sync`.")
    local = f"{last.at.astimezone():%a %Y-%m-%d %H:%M}"
    if last.error:
        return warning("last run", f"{local}: {last.error}")
    bad = sorted(who for who, one in last.pairs.items() if one.failed)
    if bad:
        return warning(
            "last run",
            f"{local}: something is in the way for {', '.join(bad)}",
            "`oneonone status` says what.",
        )
    if now - last.at > _RUN_IS_OLD:
        return warning(
            "last run",
            f"{local}, {(now - last.at).days} days ago",
            "`oneonone schedule status` says whether it runs by itself.",
        )
    return ok("last run", f"{local}, {counted(len(last.pairs), 'pair')}")
