"""The command line of what is about one person: `pause`, `resume` and `remove`."""

from typing import Annotated

import typer

from sync import config_file
from sync.cli_options import AsJson, Config, Now, Verbose, around_of
from sync.cli_outcome import Shown
from sync.config_values import mail_address

_Anybody = Annotated[
    str | None,
    typer.Argument(metavar="EMAIL", help="The other person's address. Without it: everybody."),
]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(epilog=_PAUSE)(pause)
    app.command(epilog="For example: oneonone resume kim@example.com")(resume)


_PAUSE = (
    "For example: oneonone pause kim@example.com --until 2025-03-24. "
    "For everybody: oneonone pause --until 2025-03-24. "
    "ONEONONE_PAUSE=1 in the environment stops every write at once, without a day."
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
    from sync import cli_pause

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
    from sync import cli_pause

    outcome = cli_pause.resume(
        config_file.find(around.config),
        settings,
        email=email and mail_address(email),
        today=time.astimezone().date(),
    )
    return Shown([outcome], as_json)
