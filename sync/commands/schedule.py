"""`oneonone schedule install|remove|status`: the job in this machine's own scheduler.

Shows what would be written before it is, and writes only with consent: an answer on a terminal, or
--yes. What is written stands in `sync/schedule`.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from sync.commands.outcome import Block, Line, Outcome, Passage
from sync.errors import ExitCode, UsageProblem
from sync.schedule import installing
from sync.schedule.installation import Installation, Step, Way
from sync.schedule.machine import Machine
from sync.schedule.times import Times

Consent = Callable[[str], bool]


def command_for(config: Path) -> tuple[str, ...]:
    """The command line that runs the job as this very installation, with this configuration."""
    beside = Path(sys.executable).with_name(
        "oneonone.exe" if sys.platform == "win32" else "oneonone"
    )
    program = (str(beside),) if beside.is_file() else (sys.executable, "-m", "sync")
    return (*program, "--config", str(config.resolve()), "sync")


def install(
    machine: Machine,
    command: Sequence[str],
    times: Times,
    *,
    way: Way | None,
    dry_run: bool,
    consent: Consent,
) -> Iterator[Outcome]:
    """Show it, ask, install it."""
    planned = installing.plan(machine, installing.choose(machine, way), command, times)
    there = installing.installed(machine)
    others = [each for each in there if each.way is not planned.way]
    yield Outcome(
        blocks=[
            Line(f"With {planned.way}: {times}, local time.", "strong"),
            *_shown(planned, planned.steps),
            *(
                Line(f"It takes the place of the one that is there: {each.where}.", "warning")
                for each in there
                if each.way is planned.way
            ),
            *(
                Line(
                    f"There is one with {each.way} already: `oneonone schedule remove` first, or "
                    "the job runs twice, which harms nothing.",
                    "warning",
                )
                for each in others
            ),
        ],
        data=_as_json(planned, done=False),
    )
    if dry_run or not consent("Install this?"):
        yield Outcome(blocks=[Line("Nothing was changed.")])
        return
    installing.install(machine, planned)
    yield Outcome(
        blocks=[Line("Installed.", "good"), *(Line(note) for note in planned.notes)],
        data=_as_json(planned, done=True),
    )


def remove(
    machine: Machine, command: Sequence[str], *, dry_run: bool, consent: Consent
) -> Iterator[Outcome]:
    """Take away every schedule of ours that this machine has."""
    found = installing.installed(machine)
    if not found:
        yield Outcome(blocks=[Line("No schedule is installed.")])
        return
    for each in found:
        planned = installing.plan(machine, each.way, command, Times())
        yield Outcome(
            blocks=[
                Line(f"With {each.way} ({each.where}): to be removed", "strong"),
                *_shown(planned, planned.undo, files=False),
            ],
            data=_as_json(planned, done=False),
        )
        if dry_run or not consent("Remove it?"):
            yield Outcome(blocks=[Line("Nothing was changed.")])
            continue
        installing.remove(machine, planned)
        yield Outcome(blocks=[Line("Removed.", "good")], data=_as_json(planned, done=True))


def status(machine: Machine) -> Outcome:
    """What is installed; the exit code is 1 where nothing is."""
    found = installing.installed(machine)
    blocks: list[Block] = []
    for each in found:
        blocks.append(Line(f"Installed with {each.way}: {each.where}", "good"))
        blocks += [Line(f"  {line}") for line in each.lines]
        blocks.append(Line(f"  What its runs said: {each.said}"))
    if not found:
        blocks.append(
            Line("No schedule is installed: `oneonone schedule install` does it.", "warning")
        )
    return Outcome(
        blocks=blocks,
        data={
            "installed": [
                {
                    "way": each.way,
                    "where": each.where,
                    "lines": list(each.lines),
                    "said": each.said,
                }
                for each in found
            ]
        },
        exit_code=ExitCode.OK if found else ExitCode.FAILED,
    )


def consent_by(*, yes: bool, ask: Callable[[str], bool], terminal: bool) -> Consent:
    """--yes consents; else a person on a terminal is asked; else it is a mistake."""

    def consent(question: str) -> bool:
        if yes:
            return True
        if terminal:
            return ask(question)
        raise UsageProblem(
            "Nothing was changed: nobody is there to be asked",
            mend="Say --yes to agree, or --dry-run only to look.",
        )

    return consent


def _shown(planned: Installation, steps: Sequence[Step], *, files: bool = True) -> Iterator[Block]:
    for path, text in planned.files.items():
        yield Line(f"{path}" + (":" if files else " goes"), "plain")
        if files:
            yield Passage(text)
    if not files:
        yield from (Line(f"{path} goes", "plain") for path in planned.leaves)
    for step in steps:
        yield Line(f"$ {' '.join(step.args)}")
        if step.reads:
            # A crontab may hold what is no UTF-8; it goes back as it is, and is shown as it can be.
            yield Passage(step.reads.encode(errors="surrogateescape").decode(errors="replace"))


def _as_json(planned: Installation, *, done: bool) -> dict[str, object]:
    return {
        "way": planned.way,
        "files": {str(path): text for path, text in planned.files.items()},
        "commands": [list(step.args) for step in planned.steps],
        "done": done,
    }
