"""`oneonone pause` and `resume`: leave one person, or everybody, alone until a day.

They edit config.toml and nothing else; what a pause means is the job's.
"""

from datetime import date
from pathlib import Path

from sync.commands import last_run as cli_last_run
from sync.commands.outcome import Block, Line, Outcome, Passage
from sync.config import edit as config_edit
from sync.config.edit import CantEdit, Edit
from sync.config.likeness import did_you_mean
from sync.config.settings import Settings
from sync.errors import ExitCode, UsageProblem

KEY = "paused_until"
_BY = "oneonone pause"


def pause(path: Path, settings: Settings, *, email: str | None, until: str, today: date) -> Outcome:
    """Leave a person (None: everybody) alone; `until` is the day on which the job goes on."""
    day = _day(until, today)
    try:
        edit = (
            config_edit.set_in_table(path, "run", KEY, day)
            if email is None
            else config_edit.set_for_person(
                path, email, KEY, day, identities=settings.identities, by=_BY
            )
        )
    except CantEdit as exc:
        return by_hand(exc)
    who = email or "Everybody"
    already = "" if edit.changed else " already"
    words = f"{who} is left alone{already}; on {day:%A, %Y-%m-%d} the job goes on."
    blocks: list[Block] = [Line(words, "strong")]
    if edit.added:
        blocks.append(
            Line(
                f"A [[person]] entry for {email} was added: who is named there may get a document, "
                f"whatever [meetings] new says. `oneonone resume {email}` takes it out again."
            )
        )
    if email is not None and (words := _unknown(settings, email)):
        blocks.append(Line(words, "warning"))
    blocks.append(Line(f"The configuration is {path}.", "faint"))
    return Outcome(blocks=blocks, data=_data(edit, email, day))


def resume(path: Path, settings: Settings, *, email: str | None, today: date) -> Outcome:
    """Let the job go on with a person (None: with everybody), and say who is paused still."""
    try:
        edit = (
            config_edit.unset_in_table(path, "run", KEY)
            if email is None
            else config_edit.unset_for_person(
                path, email, KEY, identities=settings.identities, by=_BY
            )
        )
    except CantEdit as exc:
        return by_hand(exc)
    who = email or "everybody"
    words = f"The job goes on with {who}." if edit.changed else f"There was no pause for {who}."
    blocks: list[Block] = [Line(words, "strong")]
    blocks += [Line(each, "warning") for each in _still(settings, email, today)]
    return Outcome(blocks=blocks, data=_data(edit, email, None))


def by_hand(exc: CantEdit) -> Outcome:
    """What to do where the configuration can't be changed."""
    return Outcome(
        blocks=[
            Line(f"The configuration can't be changed ({exc.path}: {exc.why}).", "bad"),
            Line("Do it by hand:"),
            Passage(exc.lines),
        ],
        data={"changed": False, "config": str(exc.path), "by_hand": exc.lines},
        exit_code=ExitCode.FAILED,
    )


def _unknown(settings: Settings, email: str) -> str:
    """What to look at where the last run had no 1:1 with somebody: a mistyped address pauses
    nobody. "" where it had one, or nothing is known of a run.
    """
    last = cli_last_run.load(settings)
    if last is None or not last.pairs or settings.identities.primary(email) in last.pairs:
        return ""
    like = did_you_mean(email, last.pairs) or "."
    back = f"`oneonone resume {email}` takes the pause back."
    return f"The last run had no 1:1 with {email}{like} {back}"


def _still(settings: Settings, email: str | None, today: date) -> list[str]:
    """The pauses that stand in the way of going on, in words."""
    if email is not None:
        until = settings.run.paused_until
        if until and until > today:
            return [f"Everybody is left alone until {until}: `oneonone resume` ends that."]
        return []
    return [
        f"{one.email} is left alone until {one.paused_until}: "
        f"`oneonone resume {one.email}` ends that."
        for one in settings.person
        if one.paused_until and one.paused_until > today
    ]


def _day(given: str, today: date) -> date:
    try:
        day = date.fromisoformat(given)
    except ValueError as exc:
        raise UsageProblem(
            "--until is not a day", where=given, mend="Write it as 2025-03-24."
        ) from exc
    if day <= today:
        raise UsageProblem(
            "--until is a day that has come already, so nothing would be left alone",
            where=str(day),
            mend="Name the day on which the job is to go on.",
        )
    return day


def _data(edit: Edit, email: str | None, until: date | None) -> dict[str, object]:
    return {
        "with": email,
        KEY: until.isoformat() if until else None,
        "changed": edit.changed,
        "entry_added": edit.added,
        "config": str(edit.path),
    }
