"""`oneonone remove EMAIL`: shows what it would take back, asks, sets skip = true, takes it back.

The person is left out before anything is taken back, so that no run in between writes it again;
where the configuration can't be changed nothing is. What is taken back is the job's to decide.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sync.commands.diff import diff_blocks, diff_json
from sync.commands.outcome import Block, Line, Outcome, Passage
from sync.commands.sync import open_for
from sync.commands.waiting import sleep
from sync.config import edit as config_edit
from sync.config.edit import CantEdit
from sync.config.settings import Settings
from sync.errors import ExitCode
from sync.google.session import Google
from sync.job.removing import Removal, TakenBack, heed_brake
from sync.job.removing import remove as take_back
from sync.job.skips import Skip, link

_BY = "oneonone remove"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What to do: `dry_run` only shows it; `sure` is asked before anything is changed."""

    path: Path
    email: str
    now: datetime
    dry_run: bool
    sure: Callable[[], bool]


def remove(settings: Settings, asked: Asked, *, as_json: bool) -> Iterator[Outcome]:
    """Show what would be taken back, and then, if that is wanted, what was."""
    with open_for(settings) as google:
        found = _run(settings, google, asked, preview=True)
        shown = _would(settings, asked, found)
        if asked.dry_run:
            yield shown
            return
        if not as_json:
            yield shown
        heed_brake(os.environ)
        if not asked.sure():
            yield Outcome(
                blocks=[Line("Nothing was changed.", "strong")], exit_code=ExitCode.FAILED
            )
            return
        try:
            edit = config_edit.set_for_person(
                asked.path, asked.email, "skip", True, identities=settings.identities, by=_BY
            )
        except CantEdit as exc:
            yield _cant_edit(exc)
            return
        done = _run(settings, google, asked, preview=False)
        yield _did(asked, done, already=not edit.changed)


def _run(settings: Settings, google: Google, asked: Asked, *, preview: bool) -> Removal:
    return take_back(
        settings,
        google,
        email=asked.email,
        now=asked.now,
        zones=ZoneInfo,
        wait=sleep,
        preview=preview,
        environment=os.environ,
    )


def _would(settings: Settings, asked: Asked, found: Removal) -> Outcome:
    blocks: list[Block] = [Line(f"What would be taken back of {found.email}:", "strong")]
    for one in found.documents:
        blocks.append(Line(""))
        if isinstance(one, Skip):
            blocks.append(Line(str(one), "warning"))
            continue
        blocks.append(Line(link(one.document_id), "strong"))
        if one.nothing:
            blocks.append(Line("  nothing of the job's is here"))
            continue
        blocks += diff_blocks(one.plan)
        blocks += [Line(f"  {words}") for words in _besides(one)]
    if not found.documents:
        blocks.append(Line("No document of this pair is known."))
    skipped = settings.person_for(asked.email).skip is True
    said = "has skip = true already" if skipped else "gets skip = true"
    blocks += [
        Line(""),
        Line(f"{found.email} {said} in {asked.path}: no meeting with them counts any more."),
        Line("What people wrote, the documents and their sharing stay."),
    ]
    return Outcome(blocks=blocks, data=_data(found), exit_code=_code(found))


def _besides(one: TakenBack) -> Iterator[str]:
    if one.marks:
        yield f"its marks go, which nobody sees ({one.marks})"
    if one.attached:
        yield "it is detached from the series in the calendar"
    if one.unmarked:
        yield "Drive no longer notes that it is oneonone's"


def _did(asked: Asked, done: Removal, *, already: bool) -> Outcome:
    blocks: list[Block] = []
    for one in done.documents:
        if isinstance(one, Skip):
            blocks.append(Line(str(one), "warning"))
            continue
        said = ", ".join(_done(one)) or "there was nothing of the job's"
        blocks.append(Line(f"{link(one.document_id)}: {said}"))
        if one.kept:
            blocks.append(
                Line(
                    f"  It can't be detached from {', '.join(one.kept)} with this sign-in: whoever "
                    "organizes the meeting can do it in the calendar.",
                    "warning",
                )
            )
    skip = "has" if already else "got"
    blocks.append(Line(f"{done.email} {skip} skip = true in {asked.path}.", "strong"))
    blocks.append(Line("To begin again one day, take that out and run `oneonone sync`.", "faint"))
    return Outcome(
        blocks=blocks,
        data={**_data(done), "skip_set": not already, "config": str(asked.path)},
        exit_code=_code(done),
    )


def _done(one: TakenBack) -> Iterator[str]:
    gone = sum(
        line["sign"] == "-" for change in diff_json(one.plan)["changes"] for line in change["lines"]
    )
    if gone:
        yield f"took back {gone} line{'' if gone == 1 else 's'}"
    if one.marks:
        yield f"took away {one.marks} mark{'' if one.marks == 1 else 's'}"
    if one.detached:
        yield "detached it"
    if one.unmarked:
        yield "took the job's properties off the file"


def _cant_edit(exc: CantEdit) -> Outcome:
    return Outcome(
        blocks=[
            Line(
                "Nothing was taken back: the next sync would write it again, since the "
                f"configuration can't be changed ({exc.path}: {exc.why}).",
                "bad",
            ),
            Line("Put this into it by hand, and run `oneonone remove` again:"),
            Passage(exc.lines),
        ],
        data={"changed": False, "config": str(exc.path), "by_hand": exc.lines},
        exit_code=ExitCode.FAILED,
    )


def _code(found: Removal) -> ExitCode:
    failed = any(isinstance(one, Skip) and one.failed for one in found.documents)
    kept = any(isinstance(one, TakenBack) and one.kept for one in found.documents)
    return ExitCode.FAILED if failed or kept else ExitCode.OK


def _data(found: Removal) -> dict[str, Any]:
    return {
        "with": found.email,
        "preview": found.preview,
        "documents": [_document(one, found) for one in found.documents],
    }


def _document(one: TakenBack | Skip, found: Removal) -> dict[str, Any]:
    if isinstance(one, Skip):
        ids = list(one.documents)
        return {"id": ids[0] if ids else None, "left": one.code.value, "why": str(one)}
    return {
        "id": one.document_id,
        "url": link(one.document_id),
        "marks": one.marks,
        "attached": one.attached,
        "detached": list(one.detached),
        "not_detached": list(one.kept),
        "unmarked": one.unmarked,
        # Lines of documents are shown by what exists to show them.
        **(diff_json(one.plan) if found.preview else {}),
    }
