"""`oneonone status`: how each pair stands, and what the last run did, as text, JSON or a page.

It exists to show items of documents: nothing of them is logged.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sync.commands import last_run as cli_last_run
from sync.commands.files import write_private
from sync.commands.outcome import Line, Outcome
from sync.commands.status_words import Found, outcome_of
from sync.commands.sync import open_for
from sync.config.settings import Settings
from sync.job.counting import Progress, nobody
from sync.job.status import statuses

HALF_A_YEAR = timedelta(days=182)


def run(
    settings: Settings,
    *,
    now: datetime,
    since: datetime | None = None,
    page: Path | None = None,
    progress: Progress = nobody,
) -> Outcome:
    """Look at every pair. `page` is written, where it is given, and nothing else."""
    since = since or now - HALF_A_YEAR
    with open_for(settings) as google:
        pairs = statuses(settings, google, since=since, now=now, zones=ZoneInfo, progress=progress)
    local = now.astimezone(pairs[0].zone) if pairs else now
    found = Found(pairs=pairs, last=cli_last_run.load(settings), since=since, now=local)
    outcome = outcome_of(found)
    if page is None:
        return outcome
    from sync.commands.status_page import page_of

    write_private(page, page_of(found), option="--html")
    said = Line(f"The page is in {page}: open it in a browser.")
    return replace(
        outcome, blocks=[*outcome.blocks, said], data={**outcome.data, "html_file": str(page)}
    )
