"""`oneonone sync --preview FILE`: what a run would write, as a page to look at.

The plans are those of the same run that writes, stopped before its first write. It exists to show
lines of documents; the file is its owner's alone.
"""

from dataclasses import replace
from datetime import datetime
from itertools import takewhile
from pathlib import Path
from typing import Any

from sync.commands.files import write_private
from sync.commands.outcome import Line, Outcome
from sync.commands.report import outcome_of
from sync.job.prepare import Done
from sync.job.run import PairReport, Report
from sync.job.skips import Skip, link
from sync.pages.preview import Previewed, preview_page


def preview_to(path: Path, report: Report, *, now: datetime) -> Outcome:
    """Write the page of a report that wrote nothing; the report's table says the rest."""
    outcome = outcome_of(report)
    write_private(path, page_of(report, now=now), option="--preview")
    shown = takewhile(lambda block: block != Line(""), outcome.blocks)
    said = Line(f"The page is in {path}: open it in a browser. Nothing was written elsewhere.")
    return replace(outcome, blocks=[*shown, said], data={**outcome.data, "preview_file": str(path)})


def page_of(report: Report, *, now: datetime) -> str:
    """The page as text."""
    outcome = outcome_of(report)
    summary = next((b.text for b in outcome.blocks if isinstance(b, Line)), "")
    pairs = [
        _previewed(one, said) for one, said in zip(report.pairs, outcome.data["pairs"], strict=True)
    ]
    return preview_page(summary, f"{now:%A, %Y-%m-%d %H:%M %Z}".strip(), pairs)


def _previewed(one: PairReport, said: dict[str, Any]) -> Previewed:
    result = one.result
    address = ""
    if isinstance(result, Done) and result.document_id:
        address = link(result.document_id)
    elif isinstance(result, Skip) and result.documents:
        address = link(result.documents[0])
    planned = result.plan if isinstance(result, Done) and result.plan.steps else None
    return Previewed(
        who=f"{one.pair.other.name} ({one.pair.other.email})"
        if one.pair.other.name
        else one.pair.other.email,
        what=str(said["what"]),
        address=address,
        before=planned.before if planned else None,
        after=planned.after if planned else None,
        notes=tuple(str(note) for note in said["notes"]),
    )
