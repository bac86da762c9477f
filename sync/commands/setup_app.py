"""The command lines of setting up: `init` and `doctor`."""

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import platformdirs
import typer

from sync.commands.options import AsJson, Config, Now, Verbose, around_of
from sync.commands.outcome import Shown
from sync.commands.show import progressing
from sync.config import file as config_file
from sync.config.address import mail_address
from sync.errors import UsageProblem


class _Access(StrEnum):
    APP_DOCS = "app-docs"
    ALL_DOCS = "all-docs"


class _New(StrEnum):
    OWN_DOMAIN = "own-domain"
    ASK = "ask"
    ALL = "all"


class _Placement(StrEnum):
    BOTTOM = "bottom"
    TOP = "top"
    AUTO = "auto"


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(
        short_help="Write a configuration by a few questions; choose your 1:1s.",
        epilog="For example:\n\n\b\n"
        "  oneonone init\n"
        "  oneonone init --yes --client-secret client.json --new ask --with kim@example.com",
    )(init)
    app.command(
        short_help="Check all that a run needs, and say what mends it.",
        epilog="For example: oneonone doctor --json",
    )(doctor)


def init(
    context: typer.Context,
    *,
    client_secret: Annotated[
        Path | None,
        typer.Option("--client-secret", metavar="FILE", help="The OAuth client's file; copied."),
    ] = None,
    access: Annotated[_Access | None, typer.Option("--access", help="What it may see.")] = None,
    new: Annotated[_New | None, typer.Option("--new", help="Who gets a new document.")] = None,
    placement: Annotated[
        _Placement | None, typer.Option("--placement", help="Where new sections go.")
    ] = None,
    locale: Annotated[
        str | None, typer.Option("--locale", metavar="LANGUAGE", help="As en, de or pt-BR.")
    ] = None,
    skip: Annotated[
        list[str] | None,
        typer.Option("--skip", metavar="EMAIL", help="Leave this person out. May be repeated."),
    ] = None,
    take_in: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="EMAIL", help="Take this person in. May be repeated."),
    ] = None,
    api_root: Annotated[
        str | None,
        typer.Option("--api-root", metavar="ADDRESS", help="Another server than Google's."),
    ] = None,
    overwrite: Annotated[
        bool,
        typer.Option("--overwrite", help="Write a new one, and keep the old one beside it."),
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing.")] = False,
    config: Config = None,
    now: Now = None,
    verbose: Verbose = False,
) -> Shown:
    """Write a configuration by a few questions, show your 1:1s, and let you choose."""
    around = around_of(context, config, now, verbose)
    time = around.time()
    from sync.commands import init as cli_init
    from sync.commands.browser import usual_means
    from sync.commands.init_questions import locale_given
    from sync.google.roots import read_root

    if api_root is not None:
        read_root(api_root)
    leave_out = tuple(map(mail_address, skip or ()))
    taken_in = tuple(map(mail_address, take_in or ()))
    if both := set(leave_out) & set(taken_in):
        raise UsageProblem(
            "--skip and --with can't name the same person",
            where=", ".join(sorted(both)),
            mend="Give one of the two.",
        )
    wishes = cli_init.Wishes(
        target=_target(around.config),
        client_secret=client_secret,
        access=None if access is None else access.value,
        new=None if new is None else new.value,
        placement=None if placement is None else placement.value,
        locale=None if locale is None else locale_given(locale),
        api_root=api_root,
        leave_out=leave_out,
        take_in=taken_in,
        overwrite=overwrite,
    )
    ask = None if yes or not sys.stdin.isatty() else _ask
    return Shown(cli_init.run(wishes, now=time, ask=ask, means=usual_means()))


def _target(given: Path | None) -> Path:
    """Where the configuration is, or where a new one is found by every command."""
    if given is not None:
        return given.absolute()
    try:
        return config_file.find(None).absolute()
    except UsageProblem:
        named = os.environ.get(config_file.VARIABLE)
        if named:
            return config_file.expanded(Path(named)).absolute()
    home = platformdirs.user_config_path("oneonone", appauthor=False)
    return home / config_file.FILE_NAME


def _ask(question: str, default: str) -> str:
    answer: str = typer.prompt(question, default=default, show_default=bool(default), err=True)
    return answer


def doctor(
    context: typer.Context,
    *,
    config: Config = None,
    now: Now = None,
    verbose: Verbose = False,
    as_json: AsJson = False,
) -> Shown:
    """Check all that a run needs, and say what mends what is not right. Writes nothing."""
    around = around_of(context, config, now, verbose)
    time = around.time()
    from sync.commands import doctor as cli_doctor
    from sync.schedule.machine import Machine

    try:
        path = config_file.find(around.config)
        settings = around.settings()
    except UsageProblem as problem:
        return Shown([cli_doctor.without_configuration(problem)], as_json)
    with progressing("Looking at your documents", out=sys.stderr) as progress:
        outcome = cli_doctor.run(
            settings,
            path.resolve(),
            now=time,
            machine=Machine(),
            compare_clock=around.now is None,
            progress=progress,
        )
    return Shown([outcome], as_json)
