"""The command lines of setting up: `init` and `doctor`."""

import sys

import typer

from sync import config_file
from sync.cli_options import AsJson, Config, Now, Verbose, around_of
from sync.cli_outcome import Shown
from sync.cli_show import progressing
from sync.errors import UsageProblem


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(epilog="For example: oneonone doctor --json")(doctor)


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
    from sync import cli_doctor
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
