"""The options that every command has, and what they mean: configuration, time, log."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sync import log
from sync.commands.show import clean
from sync.errors import ExitCode, UsageProblem

if TYPE_CHECKING:
    from sync.config.settings import Settings

Config = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="The configuration. Else $ONEONONE_CONFIG, ./config.toml, or the one in your "
        "configuration folder.",
    ),
]
Now = Annotated[
    str | None,
    typer.Option("--now", metavar="RFC3339", help="Another time, as 2025-03-10T09:00:00+01:00."),
]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Log more events, not more facts.")]
AsJson = Annotated[bool, typer.Option("--json", help="The result as JSON.")]

_RFC3339 = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d{1,6})?\d*([Zz]|[+-]\d\d:\d\d)", re.ASCII
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """The options that every command has, given before or behind its name."""

    config: Path | None = None
    now: str | None = None
    verbose: bool = False

    def time(self) -> datetime:
        """The time that the command goes by, in this machine's zone or that of `--now`. The one
        place where the clock is asked.
        """
        return datetime.now(UTC).astimezone() if self.now is None else parse_now(self.now)

    def settings(self) -> "Settings":
        """The settings; from here on the log looks as they say."""
        from sync.config.settings import load

        settings = load(self.config)
        chosen = settings.run.log_format
        log.configure(
            json_lines=None if chosen == "auto" else chosen == "json",
            verbose=self.verbose,
        )
        return settings


def around_of(
    context: typer.Context, config: Path | None, now: str | None, verbose: bool
) -> Around:
    """The common options; behind the command's name they win over those before it."""
    before: Around = context.obj
    around = Around(
        config=before.config if config is None else config,
        now=before.now if now is None else now,
        verbose=verbose or before.verbose,
    )
    log.configure(verbose=around.verbose)
    return around


def help_alone(context: typer.Context) -> None:
    """The callback of a group of commands: without one of them it shows its help."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(ExitCode.USAGE)


def parse_now(given: str) -> datetime:
    """The time of `--now`: a date and a time with its offset, in a year that calendars know."""
    mend = "Write it with its offset, as 2025-03-10T09:00:00+01:00 or 2025-03-10T08:00:00Z."
    problem = UsageProblem("--now is not a time that can be used", where=clean(given), mend=mend)
    if not _RFC3339.fullmatch(given):
        raise problem
    try:
        time = datetime.fromisoformat(given.upper())
    except ValueError as exc:
        raise problem from exc
    if not 1971 <= time.year <= 2999:
        raise problem
    return time
