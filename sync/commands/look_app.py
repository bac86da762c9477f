"""The command line of what only looks: `status` and `review`."""

import sys
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Annotated

import typer

from sync.commands.options import AsJson, Config, Now, Verbose, around_of
from sync.commands.outcome import Shown
from sync.commands.show import clean, progressing, working
from sync.config.address import mail_address
from sync.errors import UsageProblem

_Back = Annotated[
    str | None,
    typer.Option(
        "--from", metavar="DAY", help="Look back to this day, as 2025-03-10. Else half a year."
    ),
]
_From = Annotated[
    str | None,
    typer.Option("--from", metavar="DAY", help="As 2025-03-10. Else half a year before the last."),
]
_To = Annotated[str | None, typer.Option("--to", metavar="DAY", help="The last day. Else today.")]
_Page = Annotated[
    Path | None,
    typer.Option("--html", metavar="FILE.html", help="Write it as a page with charts, too."),
]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(
        short_help="Show how each pair stands, and what the last run did.",
        epilog="For example: oneonone status --html status.html",
    )(status)
    app.command(
        short_help="Gather a period's sections, for a performance review.",
        epilog="For example: oneonone review kim@example.com --from 2025-01-01 > kim.md",
    )(review)


def status(
    context: typer.Context,
    *,
    html: _Page = None,
    since: _Back = None,
    config: Config = None,
    now: Now = None,
    verbose: Verbose = False,
    as_json: AsJson = False,
) -> Shown:
    """Show how each pair stands: last and next meeting, what is open, what the last run did."""
    around = around_of(context, config, now, verbose)
    time_, settings = around.time(), around.settings()
    first = _day(since, "--from")
    if first is not None and first > time_.date():
        raise UsageProblem(
            "--from is a day that has not come yet",
            where=str(first),
            mend="Name the day to look back to, as 2025-03-10.",
        )
    from sync.commands import status as cli_status

    with progressing("Looking at your 1:1s", out=sys.stderr) as progress:
        outcome = cli_status.run(
            settings,
            now=time_,
            since=datetime.combine(first, time(), tzinfo=UTC) if first else None,
            page=html,
            progress=progress,
        )
    return Shown([outcome], as_json)


def review(
    context: typer.Context,
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="The other person's address.")],
    *,
    first: _From = None,
    last: _To = None,
    config: Config = None,
    now: Now = None,
    verbose: Verbose = False,
    as_json: AsJson = False,
) -> Shown:
    """Gather what a period's sections say, for a performance review, as Markdown."""
    around = around_of(context, config, now, verbose)
    time_, settings = around.time(), around.settings()
    from sync.commands import review as cli_review

    with working("Reading the document ...", out=sys.stderr):
        outcome = cli_review.run(
            settings,
            email=mail_address(email),
            now=time_,
            first=_day(first, "--from"),
            last=_day(last, "--to"),
        )
    return Shown([outcome], as_json)


def _day(given: str | None, option: str) -> date | None:
    if given is None:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError as exc:
        raise UsageProblem(
            f"{option} is not a day", where=clean(given), mend="Write it as 2025-03-10."
        ) from exc
