"""The command line: which commands and options there are, and how every run ends.

A command's work is done elsewhere and imported only when the command runs. Each returns an
`Outcome`, which is shown in one place and owns the exit code; each error of ours ends as one clear
line on standard error; anything unexpected as one line without its text, which could quote a
document. Nothing here decides what the job does.
"""

import gc
import os
import shlex
import shutil
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from sync import __version__, log
from sync.commands import auth_app as cli_auth_app
from sync.commands import look_app as cli_look_app
from sync.commands import pair_app as cli_pair_app
from sync.commands import schedule_app as cli_schedule_app
from sync.commands import setup_app as cli_setup_app
from sync.commands.options import Around, AsJson, Config, Now, Verbose, around_of
from sync.commands.outcome import Outcome, Shown
from sync.commands.show import clean, progressing, show, with_config
from sync.commands.waiting import heed_the_key, interrupted
from sync.config import file as config_file
from sync.config.file import ConfigProblem
from sync.errors import ExitCode, OneononeError, UsageProblem

_ORDER = ("try", "init", "auth", "doctor", "link", "sync", "explain", "status", "review")
"""The commands as somebody new needs them; those that are not here come after them."""


class _InOrder(TyperGroup):
    """Lists the commands in that order."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Their names."""
        names = super().list_commands(ctx)
        return [each for each in dict.fromkeys((*_ORDER, *names)) if each in names]


app = typer.Typer(
    name="oneonone",
    cls=_InOrder,
    help="Keeps the shared Google Doc of each of your 1:1s: a dated agenda before every meeting, "
    "and the action items that are still open carried forward.",
    epilog="New here? `oneonone try` shows it all, and `oneonone init` begins. Exit codes: 0 done, "
    "or nothing to do; 1 something failed for some pair; 2 wrong use or configuration; 3 sign in "
    "again.",
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"oneonone {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _common(
    context: typer.Context,
    config: Config = None,
    now: Now = None,
    verbose: Verbose = False,
    _: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    context.obj = Around(config=config, now=now, verbose=verbose)
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(ExitCode.USAGE)


@app.command(
    epilog="For example:\n\n\b\n"
    "  oneonone sync --dry-run\n"
    "  oneonone sync --preview first.html\n"
    "  oneonone sync --person kim@example.com --again"
)
def sync(
    context: typer.Context,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be written, and write nothing.")
    ] = False,
    preview: Annotated[
        Path | None,
        typer.Option(
            "--preview",
            metavar="FILE.html",
            help="Put what would be written on a page, each document before and after.",
        ),
    ] = None,
    person: Annotated[
        str | None, typer.Option("--person", metavar="EMAIL", help="Only the 1:1s with them.")
    ] = None,
    again: Annotated[
        bool,
        typer.Option(
            "--again",
            help="Make a section that people removed once more, with its items. Needs --person.",
        ),
    ] = False,
    config: Config = None,
    now: Now = None,
    verbose: Verbose = False,
    as_json: AsJson = False,
) -> Shown:
    """Prepare the next meeting with each person: the job itself."""
    around = around_of(context, config, now, verbose)
    time, settings = around.time(), around.settings()
    if again and person is None:
        raise UsageProblem(
            "--again needs --person EMAIL",
            mend="Name the person whose section is to be made once more.",
        )
    from sync.commands import sync as cli_sync
    from sync.commands import watch as cli_watch

    with progressing("Preparing your 1:1s", out=sys.stderr) as progress:
        asked = cli_sync.Asked(now=time, person=person, again=again, progress=progress)
        if preview is not None:
            work = partial(cli_sync.preview, settings, asked, page=preview)
        else:
            work = partial(cli_sync.run, settings, asked, preview=dry_run)
        outcome = cli_watch.watched(work, settings, now=time)
    return Shown([outcome], as_json)


@app.command(
    short_help="Say what it thinks of each event, document and item.",
    epilog="For example: oneonone explain --person kim@example.com. How it decides stands in "
    "docs/how-it-decides.md.",
)
def explain(
    context: typer.Context,
    *,
    person: Annotated[
        str | None, typer.Option("--person", metavar="EMAIL", help="Only what is with them.")
    ] = None,
    config: Config = None,
    now: Now = None,
    verbose: Verbose = False,
    as_json: AsJson = False,
) -> Shown:
    """Say of each event, document, section and open item what the job thinks, and why."""
    around = around_of(context, config, now, verbose)
    time, settings = around.time(), around.settings()
    from sync.commands import explain as cli_explain

    with progressing("Reading the calendar and the documents", out=sys.stderr) as progress:
        outcome = cli_explain.run(settings, now=time, person=person, progress=progress)
    return Shown([outcome], as_json)


@app.command(
    "try",
    short_help="Show the whole job on an embedded Workspace: no account.",
    epilog="For example: oneonone try --serve",
)
def try_(
    context: typer.Context,
    *,
    serve: Annotated[
        bool,
        typer.Option("--serve", help="Only its page, and the Workspace for other commands."),
    ] = False,
    reset: Annotated[
        bool, typer.Option("--reset", help="Begin anew, with nothing of an earlier try.")
    ] = False,
    config: Config = None,
    now: Now = None,
    verbose: Verbose = False,
) -> Shown:
    """Show the whole job on an embedded Google Workspace: no account, nothing to set up."""
    around = around_of(context, config, now, verbose)
    today = around.time().replace(second=0, microsecond=0)
    from sync.commands import trying as cli_try

    folder = cli_try.usual_folder()
    if not serve:
        # The story says it all: the log of its runs would only stand between its lines.
        log.configure(silent=not around.verbose)
        # Whoever looks on at a terminal gets the page at the end; a pipe or cron does not wait.
        stay = threading.Event() if sys.stdin.isatty() and sys.stdout.isatty() else None
        return Shown(cli_try.story(folder, today=today, reset=reset, until=stay))
    until, given = threading.Event(), around.now is not None
    return Shown(
        cli_try.serve(
            folder, today=today, given=given, reset=reset, command=_itself(), until=until
        ),
    )


def _itself() -> str:
    """How another terminal, which may be in another folder, calls this program."""
    whole = shlex.quote(str(Path(sys.argv[0]).absolute()))
    return "oneonone" if shutil.which("oneonone") else whole


cli_setup_app.add_to(app)
cli_look_app.add_to(app)
cli_pair_app.add_to(app)
app.add_typer(cli_auth_app.auth, name="auth")
app.command(short_help="Let it use documents that exist already.")(cli_auth_app.link)
app.add_typer(cli_schedule_app.schedule, name="schedule")


def entry() -> None:
    """The installed command: `main` as a process of its own, and its end.

    It is over before much of what it makes could be garbage, and nothing is left to be done by
    then: looking for garbage, and taking apart what was loaded, would take a tenth of its time.
    """
    gc.set_threshold(100_000, 50, 50)
    log.quiet_libraries()
    heed_the_key()
    _open_what_is_closed()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that can't show a character shows a question mark, and the run goes on.
            stream.reconfigure(errors="replace")
    code = main()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:  # whoever read it had enough
            pass
        except OSError:  # a full disk: what was to be shown is not all there
            code = code or int(ExitCode.FAILED)
    os._exit(code)


def _open_what_is_closed() -> None:
    """Whoever starts it may have closed its streams. They are opened anew, in the order of their
    numbers: else the next connection or file would get the number of one, and what is told with it.
    """
    for name, flags, mode in (
        ("stdin", os.O_RDONLY, "r"),
        ("stdout", os.O_WRONLY, "w"),
        ("stderr", os.O_WRONLY, "w"),
    ):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, flags), mode, encoding="utf-8"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line to its end and return the exit code. Never raises."""
    code = int(ExitCode.OK)
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        shown = app(
            args=given,
            prog_name="oneonone",
            standalone_mode=False,
        )
        if interrupted():
            return _stopped()
        if not isinstance(shown, Shown):
            return _ended_by_typer(shown)
        for outcome in shown.outcomes:
            shown_at = _shown(outcome, as_json=shown.as_json, config=_configured(given))
            code = max(code, int(outcome.exit_code), shown_at)
    except BrokenPipeError:
        # Whoever read our output has gone; there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(ExitCode.FAILED)
    except KeyboardInterrupt:
        return _stopped()
    except Exception as exc:  # noqa: BLE001 - the last stop: no traceback reaches anybody
        # Another thread may come to an end by the key before the main one does.
        return _stopped() if interrupted() else _failed(exc, given)
    return code


def _configured(given: Sequence[str]) -> str:
    """What `--config` names in a command line, wherever it stands; "" where the commands that are
    told find the same file without it.
    """
    named = ""
    for word, following in zip(given, [*given[1:], ""], strict=False):
        if word == "--config":
            named = following
        elif word.startswith("--config="):
            named = word.removeprefix("--config=")
    with suppress(UsageProblem, OSError):
        return "" if named and config_file.find(None).samefile(named) else named
    return named


def _shown(outcome: Outcome, *, as_json: bool, config: str) -> int:
    """Show it; the exit code says whether it could be. What was done is done in any case."""
    try:
        show(outcome, out=sys.stdout, as_json=as_json, config=config)
    except BrokenPipeError:
        raise
    except OSError as exc:
        _say(f"What is to be shown here can't be written (standard output: {exc.strerror}).")
        return int(ExitCode.FAILED)
    return int(ExitCode.OK)


def _ended_by_typer(code: object) -> int:
    """What typer ended by itself: help, the version, or the interrupt key."""
    if code == 130:
        return _stopped()
    return code if isinstance(code, int) else int(ExitCode.OK)


def _stopped() -> int:
    _say("Stopped. What was begun is whole, and the next run goes on from there.")
    return int(ExitCode.FAILED)


def _failed(exc: Exception, given: Sequence[str] = ()) -> int:
    """Tell an error in words and return its exit code."""
    match exc:
        case ConfigProblem() if len(exc.problems) > 1:
            _say(f"The configuration can't be used ({exc.path}):")
            for problem in exc.problems:
                _say(f"  {problem}", head="")
            _say(exc.mend, head="")
        case OneononeError():
            _say(with_config(str(exc), _configured(given)))
        case TyperException():
            _say(_wrong_use(exc, given))
            return int(ExitCode.USAGE)
        case typer.Abort():
            # At a question: the line that was begun stays as it is.
            _say("Stopped.", head="\noneonone: " if sys.stderr.isatty() else "oneonone: ")
            return int(ExitCode.FAILED)
        case _:
            _say(
                f"Internal error, please report: {type(exc).__name__} at {log.place(exc)}, "
                f"oneonone {__version__}. Nothing was written that the next run can't make good.",
            )
            return int(ExitCode.FAILED)
    return int(exc.exit_code)


def _wrong_use(exc: TyperException, given: Sequence[str]) -> str:
    """What typer found wrong in the command line, and the command whose help says how it goes."""
    words = exc.format_message().replace("Value error, ", "")
    end = "" if words.endswith((".", "?")) else "."
    context: typer.Context | None = getattr(exc, "ctx", None)
    command = context.command_path if context else _named_by(given)
    return f"{words}{end} `{command} --help` names what there is."


def _named_by(given: Sequence[str]) -> str:
    """The command that a command line begins with, as far as it names one."""
    names = ["oneonone"]
    here: Any = typer.main.get_command(app)
    for word in given:
        here = getattr(here, "commands", {}).get(word)
        if here is None:
            break
        names.append(word)
    return " ".join(names)


def _say(text: str, *, head: str = "oneonone: ") -> None:
    """One line on standard error. Where that can't be written to, the exit code says it alone."""
    with suppress(OSError):
        sys.stderr.write(f"{head}{clean(text)}\n")
