"""Gives way to the other person's job, which may make a document for the pair at the same time.

A document that only one's own copy of the event leads to can't be seen by that job until it is
shared. So one look more is taken after it was shared and before anything is written: what is
attached for all by then wins, else what is written already, else what was there first. The own
document goes while it is empty.
"""

from sync.agenda.calendar.pairs import Pair
from sync.agenda.document.notebook import Notebook
from sync.google.errors import NotAllowed, NotFound
from sync.job import skips
from sync.job.attached import could_be_documents
from sync.job.clients import Desk
from sync.job.committing import read_master, series_to_tie
from sync.job.documents import How, Located
from sync.job.leftovers import is_written, take_back
from sync.job.marked import MarkedDocument, read_marks, search_marked
from sync.job.opening import is_blank
from sync.job.skips import Skip


def give_way(pair: Pair, located: Located, notebook: Notebook, desk: Desk) -> Skip | None:
    """None where the document may be written. Two requests, once: before the first write."""
    if located.how is not How.PRIVATE or not is_blank(notebook):
        return None
    winner = _attached(pair, located.document_id, desk) or _earlier(pair, located.document_id, desk)
    if winner is None:
        return None
    kept = take_back(pair, located.document_id, desk)
    return kept or skips.gave_way(pair, winner)


def _attached(pair: Pair, own_id: str, desk: Desk) -> str | None:
    """A document of the pair that is attached to the series by now, or may be: one that was
    attached just now and can't be opened yet. The own one's being attached settles it.
    """
    series = series_to_tie(pair)
    master = series and read_master(desk.calendar, desk.settings.calendar.id, series.series_id)
    ids = could_be_documents(master.event.attachments) if master else ()
    if own_id in ids:
        return None
    return next((each for each in ids if _may_be_the_pairs(pair, each, desk)), None)


def _may_be_the_pairs(pair: Pair, document_id: str, desk: Desk) -> bool:
    try:
        marks = read_marks(desk.drive.file(document_id))
    except (NotFound, NotAllowed):
        return True
    return marks is not None and marks.pair == pair.key


def _earlier(pair: Pair, own_id: str, desk: Desk) -> str | None:
    """The other person's document of the pair, if that is written already or was there first."""
    marked = search_marked(desk.drive)
    theirs = (each for each in marked.of(pair.key) if not each.owned and not each.trashed)
    own = marked.get(own_id)
    return next(
        (
            each.document_id
            for each in theirs
            if _is_first(each, own) or is_written(each.document_id, desk)
        ),
        None,
    )


def _is_first(theirs: MarkedDocument, own: MarkedDocument | None) -> bool:
    """The search shows old ones first: where it does not show the own, that is the younger."""
    return own is None or theirs.age_key < own.age_key
