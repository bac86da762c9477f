"""The command line of `oneonone schedule`: its three commands and their options."""

import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sync.commands.options import AsJson, Config, Now, Verbose, around_of, help_alone
from sync.commands.outcome import Shown
from sync.config import file as config_file

_DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Show what would be changed, and change nothing.")
]
_Yes = Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing.")]


class _Way(StrEnum):
    """As in `sync.schedule.installation`, which is imported only when a command runs."""

    SYSTEMD = "systemd"
    CRON = "cron"
    LAUNCHD = "launchd"
    WINDOWS = "windows"


schedule = typer.Typer(
    help="Run the job by this machine's scheduler.",
    callback=help_alone,
    invoke_without_command=True,
)


@schedule.command(epilog="For example: oneonone schedule install --hours 8-17 --dry-run")
def install(
    context: typer.Context,
    *,
    way: Annotated[
        _Way | None, typer.Option("--way", help="The scheduler. Else the best there is.")
    ] = None,
    hours: Annotated[
        str, typer.Option("--hours", metavar="FIRST-LAST", help="From hour to hour.")
    ] = "7-18",
    days: Annotated[
        str, typer.Option("--days", metavar="DAYS", help="As mon-fri, or mon,wed.")
    ] = "mon-fri",
    every: Annotated[
        int, typer.Option("--every", metavar="MINUTES", help="15, 20, 30 or 60.")
    ] = 60,
    dry_run: _DryRun = False,
    yes: _Yes = False,
    config: Config = None,
    now: Now = None,
    verbose: Verbose = False,
) -> Shown:
    """Install it: hourly in working hours. Shows what is written, and asks first."""
    given = around_of(context, config, now, verbose)
    given.settings()  # a configuration with mistakes is not worth a schedule
    from sync.commands import schedule as cli_schedule
    from sync.schedule.installation import Way
    from sync.schedule.machine import Machine
    from sync.schedule.times import read_times

    return Shown(
        cli_schedule.install(
            Machine(),
            cli_schedule.command_for(config_file.find(given.config)),
            read_times(days=days, hours=hours, every=every),
            way=None if way is None else Way(way.value),
            dry_run=dry_run,
            consent=_consent(yes),
        )
    )


@schedule.command()
def remove(
    context: typer.Context,
    *,
    dry_run: _DryRun = False,
    yes: _Yes = False,
    config: Config = None,
    now: Now = None,
    verbose: Verbose = False,
) -> Shown:
    """Take it away again, and nothing else. Shows what is removed, and asks first."""
    around_of(context, config, now, verbose)
    from sync.commands import schedule as cli_schedule
    from sync.schedule.machine import Machine

    # The configuration may be gone: what is removed does not depend on it.
    command = cli_schedule.command_for(Path("config.toml"))
    return Shown(cli_schedule.remove(Machine(), command, dry_run=dry_run, consent=_consent(yes)))


@schedule.command()
def status(
    context: typer.Context,
    *,
    config: Config = None,
    now: Now = None,
    verbose: Verbose = False,
    as_json: AsJson = False,
) -> Shown:
    """Say whether a schedule is installed, and where. Exit code 1: none is."""
    around_of(context, config, now, verbose)
    from sync.commands import schedule as cli_schedule
    from sync.schedule.machine import Machine

    return Shown([cli_schedule.status(Machine())], as_json)


def _consent(yes: bool) -> Callable[[str], bool]:
    from sync.commands import schedule as cli_schedule

    return cli_schedule.consent_by(
        yes=yes,
        ask=lambda question: typer.confirm(question, err=True),
        terminal=sys.stdin.isatty(),
    )
