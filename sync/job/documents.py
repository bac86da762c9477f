"""Which document is a pair's: decided from what is at hand, with hardly a request.

The order: the one that the configuration names, one attached to any of the pair's meetings, one
that the search found by the pair's mark, else a new one. In doubt nothing is taken and all are
named. Nothing is written, made or shared here.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import assert_never

from sync.agenda.calendar.events import Event
from sync.agenda.calendar.pairs import Pair
from sync.config.settings import Settings
from sync.google.errors import NotAllowed, NotFound
from sync.job import attached, skips
from sync.job.marked import Marked, MarkedDocument, Stage
from sync.job.skips import NotNew, Skip


class Did(Enum):
    """What was done outside of a document's text, for the report."""

    MADE = "made"
    ATTACHED = "attached"
    SHARED = "shared"
    TRASHED_LEFTOVER = "trashed_leftover"


class How(Enum):
    """What led to a document."""

    NAMED = "named"
    ATTACHED = "attached"
    PRIVATE = "private"
    """A private property of one's own copy of the series."""
    MARK = "mark"
    """The search, by the pair's mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """The pair's document. `leftovers`: others that bear the pair's mark and were never shared;
    `did`: what was done to get this far.
    """

    document_id: str
    how: How
    leftovers: tuple[str, ...] = ()
    did: tuple[Did, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """There is none: one may be made, or one that an earlier run began (`begun`) be finished."""

    begun: tuple[str, ...] = ()


BearsMark = Callable[[str], bool]


def private_key(pair: Pair) -> str:
    """The private property of an event that says which document the pair's is. It names the pair:
    the event may get another guest.
    """
    return f"oneonone-{pair.key}"


def privately_tied(pair: Pair, private: Iterable[tuple[str, str]]) -> str | None:
    """The id of the document that an event's private properties tie to the pair."""
    return dict(private).get(private_key(pair)) or None


def locate(
    pair: Pair,
    *,
    settings: Settings,
    marked: Marked,
    bears_mark: BearsMark,
    strangers: frozenset[str] = frozenset(),
    master: Event | None = None,
) -> Located | Wanted | NotNew | Skip:
    """The pair's document, by the search `marked` and what is attached to its meetings.

    `bears_mark` tells whether a document bears the job's sections for this pair, and may raise
    NotFound or NotAllowed; it is asked only where people attached several, or one beside a document
    that is tied privately. `strangers`: documents that were opened and bear
    another pair's sections. `master`: the series' own event, where it was read.
    """
    named = settings.person_for(pair.other.email).doc
    if named:
        return _named(pair, named, marked=marked, strangers=strangers)
    meetings = (*pair.meetings, *pair.off)
    attachments = [each for meeting in meetings for each in meeting.attachments]
    private = {privately_tied(pair, meeting.private) for meeting in meetings}
    if master is not None:
        attachments += master.attachments
        private.add(privately_tied(pair, master.private))
    by_hand = attached.could_be_documents(attachments)
    return _choose(
        pair,
        ties=_Ties(frozenset(attached.documents(attachments)), frozenset(private)),
        # A file that happens to be attached to a meeting without a series is no document.
        by_hand=() if pair.only_single else by_hand,
        marked=marked,
        bears_mark=bears_mark,
        strangers=strangers,
    )


@dataclass(frozen=True, slots=True)
class _Ties:
    """The documents to which the pair's events lead, attached or by a private property."""

    attached: frozenset[str]
    private: frozenset[str | None]

    def how(self, document_id: str) -> How:
        if document_id in self.attached:
            return How.ATTACHED
        return How.PRIVATE if document_id in self.private else How.MARK


def _named(
    pair: Pair,
    document_id: str,
    *,
    marked: Marked,
    strangers: frozenset[str],
) -> Located | Skip:
    """The person's entry decides, but neither against another pair nor for one in the trash."""
    found = marked.get(document_id)
    if document_id in strangers or (found and found.pair != pair.key):
        return skips.other_pair(pair, document_id, named=True)
    if found and found.trashed:
        return skips.trashed(pair, [document_id])
    left = [each.document_id for each in _standing(pair, marked) if each.document_id != document_id]
    unshared = {
        each.document_id for each in marked.of(pair.key) if each.stage is not Stage.FINISHED
    }
    return Located(
        document_id=document_id,
        how=How.NAMED,
        leftovers=tuple(each for each in left if each in unshared),
    )


def _standing(pair: Pair, marked: Marked) -> list[MarkedDocument]:
    return [each for each in marked.of(pair.key) if not each.trashed]


def _choose(
    pair: Pair,
    *,
    ties: _Ties,
    by_hand: Iterable[str],
    marked: Marked,
    bears_mark: BearsMark,
    strangers: frozenset[str],
) -> Located | Wanted | NotNew | Skip:
    """Among documents known by their mark, those tied to the pair's events and `by_hand` ones."""
    standing = [each for each in _standing(pair, marked) if each.document_id not in strangers]
    finished = [each.document_id for each in standing if each.stage is Stage.FINISHED]
    begun = [each.document_id for each in standing if each.stage is Stage.UNFINISHED]
    unshared = tuple(each.document_id for each in standing if each.stage is not Stage.FINISHED)
    by_hand = [each for each in by_hand if each not in strangers and marked.get(each) is None]
    if len(finished) > 1:
        return skips.two_documents(pair, finished)
    if finished:
        how = ties.how(finished[0])
        if rivals := _rivals(how, by_hand, bears_mark=bears_mark):
            return skips.two_documents(pair, [*finished, *rivals])
        return Located(document_id=finished[0], how=how, leftovers=unshared)
    tied = [each for each in begun if ties.how(each) is not How.MARK]
    if tied and pair.new_allowed:  # what is not shared yet is still a new one
        first = min(tied, key=lambda each: ties.how(each) is not How.ATTACHED)
        return Located(document_id=first, how=ties.how(first))
    if by_hand:
        return _by_hand(pair, by_hand, bears_mark=bears_mark, leftovers=unshared)
    if gone := [each.document_id for each in marked.of(pair.key) if _is_lost(each, strangers)]:
        return skips.trashed(pair, gone)
    if not pair.new_allowed:
        return skips.not_new(pair)
    return Wanted(begun=tuple(begun))


def _rivals(how: How, by_hand: Sequence[str], *, bears_mark: BearsMark) -> Sequence[str]:
    """Attached documents that stand against the pair's marked one, found in this way.

    None against one that is attached itself. Against one that only the search finds, all: people
    attached something else in its place. Against one that only our copy of the event knows, those
    that may be the other person's, made by a job of theirs.
    """
    match how:
        case How.ATTACHED | How.NAMED:
            return ()
        case How.PRIVATE:
            return [each for each in by_hand if _asked(bears_mark, each) is not False]
        case How.MARK:
            return by_hand
        case _:
            assert_never(how)


def _asked(bears_mark: BearsMark, document_id: str) -> bool | None:
    """Whether a document bears the job's sections for this pair; None where it can't be opened."""
    try:
        return bears_mark(document_id)
    except (NotFound, NotAllowed):
        return None


def _is_lost(found: MarkedDocument, strangers: frozenset[str]) -> bool:
    """Whether it is the pair's document, put in the trash by people."""
    ours = found.stage is not Stage.LEFTOVER and found.document_id not in strangers
    return found.trashed and ours


def _by_hand(
    pair: Pair,
    document_ids: Sequence[str],
    *,
    bears_mark: BearsMark,
    leftovers: tuple[str, ...],
) -> Located | Skip:
    """Among documents that people attached: the only one, else the one with the job's sections."""
    bearing = list(document_ids)
    if len(document_ids) > 1:
        bearing = [each for each in document_ids if _asked(bears_mark, each)]
    match bearing:
        case [only]:
            return Located(document_id=only, how=How.ATTACHED, leftovers=leftovers)
        case []:
            return skips.several_attached(pair, document_ids)
        case _:
            return skips.two_documents(pair, bearing)
