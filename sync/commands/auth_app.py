"""The command lines of `oneonone auth` and `oneonone link`: their options."""

import re
from datetime import timedelta
from typing import Annotated

import typer

from sync.commands.options import AsJson, Config, Now, Verbose, around_of, help_alone
from sync.commands.outcome import Shown
from sync.commands.show import clean
from sync.errors import UsageProblem

auth = typer.Typer(
    help="Sign in to Google, once; see how it stands; sign out.",
    callback=help_alone,
    invoke_without_command=True,
)

_NoBrowser = Annotated[
    bool,
    typer.Option(
        "--no-browser",
        help="Show the address, and let you paste the one that the browser ended on: for SSH.",
    ),
]
_Port = Annotated[
    int,
    typer.Option(
        "--port",
        metavar="PORT",
        min=0,
        max=65535,
        help="The port on this machine that the browser comes back to. 0: any that is free.",
    ),
]
_SPAN = re.compile(r"(\d{1,4})([mhdw])", re.ASCII)
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


@auth.command(
    short_help="Sign in at Google in your browser, once.",
    epilog="Over SSH: oneonone auth login --no-browser",
)
def login(
    context: typer.Context,
    *,
    no_browser: _NoBrowser = False,
    port: _Port = 0,
    config: Config = None,
    now: Now = None,
    verbose: Verbose = False,
) -> Shown:
    """Sign in at Google in your browser, and keep the sign-in for the runs to come."""
    around = around_of(context, config, now, verbose)
    time, settings = around.time(), around.settings()
    from sync.commands import auth as cli_auth
    from sync.commands.browser import usual_means

    return Shown(
        cli_auth.login(settings, now=time, means=usual_means(), browser=not no_browser, port=port)
    )


@auth.command(epilog="For a monitor: oneonone auth status --expires-within 3d")
def status(
    context: typer.Context,
    *,
    expires_within: Annotated[
        str | None,
        typer.Option(
            "--expires-within",
            metavar="SPAN",
            help="Exit with 3 if the sign-in ends within this time, as 3d or 12h: for monitors.",
        ),
    ] = None,
    config: Config = None,
    now: Now = None,
    verbose: Verbose = False,
    as_json: AsJson = False,
) -> Shown:
    """Say who is signed in, for what, and until when. Exit code 3: sign in again."""
    around = around_of(context, config, now, verbose)
    span = None if expires_within is None else read_span(expires_within)
    time, settings = around.time(), around.settings()
    from sync.commands import auth as cli_auth

    return Shown([cli_auth.status(settings, now=time, expires_within=span)], as_json)


@auth.command()
def logout(
    context: typer.Context,
    *,
    config: Config = None,
    now: Now = None,
    verbose: Verbose = False,
) -> Shown:
    """Take the sign-in back at Google, and delete its file."""
    around = around_of(context, config, now, verbose)
    around.time()
    settings = around.settings()
    from sync.commands import auth as cli_auth

    return Shown([cli_auth.logout(settings)])


def link(
    context: typer.Context,
    *,
    no_browser: _NoBrowser = False,
    port: _Port = 0,
    config: Config = None,
    now: Now = None,
    verbose: Verbose = False,
) -> Shown:
    """Let the job use documents that exist already: pick them once, on Google's own page."""
    around = around_of(context, config, now, verbose)
    time, settings = around.time(), around.settings()
    from sync.commands import link as cli_link
    from sync.commands.browser import usual_means

    return Shown(
        cli_link.run(settings, now=time, means=usual_means(), browser=not no_browser, port=port)
    )


def read_span(given: str) -> timedelta:
    """`3d` as a span of time."""
    found = _SPAN.fullmatch(given.strip())
    if found is None:
        raise UsageProblem(
            "--expires-within is no span of time",
            where=clean(given),
            mend="Write it as 3d, 12h, 90m or 2w.",
        )
    return timedelta(**{_UNITS[found[2]]: int(found[1])})
