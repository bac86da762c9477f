"""The command line of what is about one person: `pause`, `resume` and `remove`."""

import sys
from typing import Annotated

import typer

from sync.commands.options import AsJson, Config, Now, Verbose, around_of
from sync.commands.outcome import Shown
from sync.config import file as config_file
from sync.config.address import mail_address
from sync.errors import UsageProblem

_Anybody = Annotated[
    str | None,
    typer.Argument(metavar="EMAIL", help="The other person's address. Without it: everybody."),
]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(epilog=_PAUSE)(pause)
    app.command(epilog="For example: oneonone resume kim@example.com")(resume)
    app.command(short_help="Take back what it did for one person.", epilog=_REMOVE)(remove)


_PAUSE = (
    "For example: oneonone pause kim@example.com --until 2025-03-24. "
    "For everybody: oneonone pause --until 2025-03-24. "
    "ONEONONE_PAUSE=1 in the environment stops every write at once, without a day."
)
_REMOVE = (
    "For example: oneonone remove kim@example.com --dry-run. What people wrote, the document and "
    "its sharing stay."
)


def pause(
    context: typer.Context,
    email: _Anybody = None,
    *,
    until: Annotated[
        str, typer.Option("--until", metavar="DAY", help="The day on which the job goes on.")
    ],
    config: Config = None,
    now: Now = None,
    verbose: Verbose = False,
    as_json: AsJson = False,
) -> Shown:
    """Leave one person, or everybody, alone until a day."""
    around = around_of(context, config, now, verbose)
    time, settings = around.time(), around.settings()
    from sync.commands import pause as cli_pause

    outcome = cli_pause.pause(
        config_file.find(around.config),
        settings,
        email=email and mail_address(email),
        until=until,
        today=time.astimezone().date(),
    )
    return Shown([outcome], as_json)


def resume(
    context: typer.Context,
    email: _Anybody = None,
    *,
    config: Config = None,
    now: Now = None,
    verbose: Verbose = False,
    as_json: AsJson = False,
) -> Shown:
    """End a pause: of one person, or that of everybody."""
    around = around_of(context, config, now, verbose)
    time, settings = around.time(), around.settings()
    from sync.commands import pause as cli_pause

    outcome = cli_pause.resume(
        config_file.find(around.config),
        settings,
        email=email and mail_address(email),
        today=time.astimezone().date(),
    )
    return Shown([outcome], as_json)


def _said_yes() -> bool:
    """Ask on standard error, so that standard output holds what is shown and nothing else."""
    sys.stderr.write("Go on? [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def remove(
    context: typer.Context,
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="The other person's address.")],
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be taken back, and change nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing.")] = False,
    config: Config = None,
    now: Now = None,
    verbose: Verbose = False,
    as_json: AsJson = False,
) -> Shown:
    """Take back what the job did with one person's document, and leave the pair alone."""
    around = around_of(context, config, now, verbose)
    time, settings = around.time(), around.settings()
    address = mail_address(email)
    asks = not (yes or dry_run)
    if asks and (as_json or not sys.stdin.isatty()):
        raise UsageProblem(
            "There is nobody to ask whether to go on",
            where="no terminal" if not as_json else "--json",
            mend="Add --yes to go on without asking, or --dry-run to only look.",
        )
    from sync.commands import remove as cli_remove

    asked = cli_remove.Asked(
        path=config_file.find(around.config),
        email=address,
        now=time,
        dry_run=dry_run,
        sure=lambda: yes or _said_yes(),
    )
    return Shown(cli_remove.remove(settings, asked, as_json=as_json), as_json)
