"""Puts what `status` found into the words and numbers of its page."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import groupby
from urllib.parse import quote

from sync.agenda.insight.standing import Left, OpenItem
from sync.commands.outcome import Line, counted
from sync.commands.status_words import (
    CADENCES,
    Found,
    last_words,
    next_words,
    notes_of,
    outcome_of,
    run_ago,
)
from sync.job.skips import link
from sync.job.status import Status
from sync.pages.charts import Age, Week
from sync.pages.spans import age_words
from sync.pages.status import ShownItem, ShownPair, ShownStatus, status_page

_OLD = timedelta(days=28)
_AGES = ((7, "under a week"), (14, "1 week"), (28, "2 to 3 weeks"), (56, "4 to 7 weeks"))


def page_of(found: Found) -> str:
    """The page as text."""
    return status_page(
        ShownStatus(
            summary=next(b.text for b in outcome_of(found).blocks if isinstance(b, Line)),
            when=f"{found.now:%A, %Y-%m-%d %H:%M %Z}".strip(),
            run=_run(found),
            run_failed=bool(found.last and found.last.exit_code),
            pairs=tuple(_pair(one, found) for one in found.pairs),
            weeks=tuple(weeks_of(found)),
            ages=tuple(ages_of((i for one in found.pairs for i in one.open), found.today)),
        )
    )


def weeks_of(found: Found) -> Iterator[Week]:
    """Of each week what the latest sections before its end left open; the last week is now."""
    threads = list(_threads(found.pairs))
    end = found.now
    ends: list[datetime] = []
    while end > found.since and len(ends) < 60:
        ends.append(end)
        end -= timedelta(days=7)
    for at in reversed(ends):
        if at is found.now:
            yield Week(found.today, sum(len(one.open) for one in found.pairs))
        else:
            yield Week(at.date(), sum(_open_at(history, at) for history in threads))


def ages_of(items: Iterable[OpenItem], today: date) -> list[Age]:
    """How many items are of each age."""
    days = [(today - item.since).days for item in items]
    found = []
    low = -100_000
    for high, words in _AGES:
        found.append(Age(words, sum(low <= each < high for each in days)))
        low = high
    return [*found, Age("8 weeks and more", sum(each >= low for each in days))]


def section_address(document_id: str, tab_id: str, heading_id: str | None) -> str:
    """The address of a section in its document."""
    tab = f"?tab={quote(tab_id, errors='replace')}" if tab_id else ""
    heading = f"#heading={quote(heading_id, errors='replace')}" if heading_id else ""
    return f"{link(document_id)}{tab}{heading}"


def without_see(words: str) -> str:
    """What became of a pair, where the notes stand right beside it."""
    return words.removesuffix(", see below")


def _threads(pairs: Iterable[Status]) -> Iterator[list[Left]]:
    for one in pairs:
        by_thread = sorted(one.standing.history, key=lambda left: left.thread)
        for _, history in groupby(by_thread, key=lambda left: left.thread):
            yield list(history)


def _open_at(history: list[Left], at: datetime) -> int:
    """What the latest section before left open."""
    return next((left.open for left in reversed(history) if left.instant <= at), 0)


def _run(found: Found) -> str:
    last = found.last
    if last is None:
        return "No run is known yet."
    words = f"The last run was {run_ago(found.now - last.at)}"
    if last.error:
        return f"{words} and failed: {last.error}"
    failed = sum(one.failed for one in last.pairs.values())
    if failed:
        return f"{words}; {counted(failed, 'pair needs', 'pairs need')} you."
    return f"{words} and went well." if last.pairs else f"{words} and found no 1:1."


def _pair(one: Status, found: Found) -> ShownPair:
    other = one.pair.other
    ran = found.last.pairs.get(other.email) if found.last else None
    return ShownPair(
        name=other.name or other.email,
        email=other.email,
        cadence=CADENCES[one.cadence],
        last=last_words(one, found.today),
        next=next_words(one, found.today),
        off=f"{one.off} of {one.held + one.off}" if one.held + one.off else "-",
        address=link(one.document_id) if one.document_id else "",
        document="the document" if one.document_id else "no document",
        items=tuple(_item(one, item, found.today) for item in one.open),
        notes=tuple(notes_of(one)),
        ran=without_see(ran.what) if ran else "",
    )


def _item(one: Status, item: OpenItem, today: date) -> ShownItem:
    return ShownItem(
        text=item.text,
        age=age_words(today - item.since),
        old=today - item.since >= _OLD,
        address=section_address(one.document_id, item.tab_id, item.heading_id),
        unknown=item.unknown,
        depth=item.depth,
    )
