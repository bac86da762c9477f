"""Reads the documents that the pairs' meetings lead to, and says what the job makes of them.

One read and one export for each, as in a run; nothing is written. A document that can't be read is
named and stops no other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sync.agenda.calendar.pairs import Pair
from sync.agenda.insight.insight import Insight
from sync.agenda.insight.seeing import see
from sync.config.settings import Settings
from sync.errors import OneononeError
from sync.job import opening
from sync.job.apart import apart
from sync.job.clients import Desk, Google
from sync.job.counting import Counting, Progress, nobody
from sync.job.documents import Located
from sync.job.explaining import Explanation
from sync.job.marked import Marked
from sync.job.skips import Skip
from sync.job.terms import occasions_of, terms_of
from sync.job.together import together


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAlong:
    """A pair's document and what the job makes of it, or why it can't be read."""

    pair: Pair
    document_id: str
    found: Insight | Skip | OneononeError


def read_along(
    settings: Settings,
    google: Google,
    explanation: Explanation,
    *,
    now: datetime,
    progress: Progress = nobody,
) -> tuple[ReadAlong, ...]:
    """Read the documents of the explained pairs, by the other person's address."""
    desk = Desk.of(google, settings)
    found = list(_located(explanation))
    count = Counting(progress, len(found))

    def one(given: tuple[Pair, str]) -> ReadAlong:
        pair, document_id = given
        seen = apart(pair, lambda: _see(pair, document_id, desk, explanation.marked, now=now))
        return ReadAlong(pair=pair, document_id=document_id, found=seen)

    return together(count.each(one), found, workers=settings.run.workers)


def _located(explanation: Explanation) -> Iterable[tuple[Pair, str]]:
    """The pairs with a document, each once, by the other person's address."""
    by_pair = {
        each.pair.key: (each.pair, each.lead.document_id)
        for each in explanation.events
        if each.pair is not None and isinstance(each.lead, Located)
    }
    return sorted(by_pair.values(), key=lambda one: one[0].other.email)


def _see(
    pair: Pair, document_id: str, desk: Desk, marked: Marked, *, now: datetime
) -> Insight | Skip:
    made = marked.get(document_id) is not None
    terms = terms_of(pair, desk.settings, now=now, made=made)
    notebook = opening.read(pair, document_id, desk, locale=terms.wording.locale)
    if isinstance(notebook, Skip):
        return notebook
    occasions = () if pair.paused_until else occasions_of(pair, desk.settings, now=now)
    return see(opening.with_export_if_any(notebook, desk.drive), occasions, terms)
