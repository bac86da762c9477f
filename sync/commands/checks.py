"""The checks of `oneonone doctor`: each a line with how it ended and what mends it."""

from dataclasses import dataclass
from enum import StrEnum

from sync.commands.outcome import Block, Line, Outcome, Tone, counted
from sync.errors import ExitCode, OneononeError


class State(StrEnum):
    """How a check ended."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"


_TONES: dict[State, Tone] = {State.OK: "good", State.WARNING: "warning", State.FAILED: "bad"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One line: what was looked at, how it is, and the command or link that mends it."""

    of: str
    state: State
    what: str
    mend: str = ""
    exit_code: ExitCode = ExitCode.FAILED
    """What it makes of the command's exit code where it failed."""


def ok(of: str, what: str) -> Check:
    """As it should be."""
    return Check(of=of, state=State.OK, what=what)


def warning(of: str, what: str, mend: str = "") -> Check:
    """A run works, and somebody should know."""
    return Check(of=of, state=State.WARNING, what=what, mend=mend)


def failed(of: str, error: OneononeError) -> Check:
    """A run does not work, or not for everybody."""
    where = f" ({error.where})" if error.where else ""
    return Check(
        of=of,
        state=State.FAILED,
        what=f"{error.what}{where}",
        mend=error.mend,
        exit_code=error.exit_code,
    )


def outcome_of(checks: list[Check], *, looked: bool) -> Outcome:
    """The checks as lines and as JSON; the exit code is the worst of what failed."""
    width = max(len(check.state) for check in checks)
    blocks: list[Block] = []
    for check in checks:
        head = f"{check.state.ljust(width)}  {check.of}: {check.what}"
        blocks.append(Line(head, _TONES[check.state]))
        if check.mend:
            blocks.append(Line(f"{' ' * width}  -> {check.mend}"))
    if not looked:
        blocks.append(
            Line("What is at Google can be looked at once the lines above are mended.", "faint")
        )
    count = {state: sum(check.state is state for check in checks) for state in State}
    blocks += [
        Line(""),
        Line(
            f"{count[State.OK]} ok, {counted(count[State.WARNING], 'warning')}, "
            f"{count[State.FAILED]} failed.",
            "strong",
        ),
    ]
    bad = [check.exit_code for check in checks if check.state is State.FAILED]
    return Outcome(
        blocks=blocks,
        data={
            "checks": [
                {"check": check.of, "state": check.state, "what": check.what, "mend": check.mend}
                for check in checks
            ],
            "complete": looked,
        },
        exit_code=max(bad, default=ExitCode.OK),
    )
