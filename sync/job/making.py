"""Makes a pair's document where there is none, so that any number of runs make one.

The steps: read the series' own event and search; nothing there: make the document empty, marked
and unshared; tie it to the series; where another run won, trash the own empty one; then give access
once. Each step is noted where the next run looks, so that a run that dies anywhere is gone on with.
After an answer that was lost nothing is made again before a look. No text is written here.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import assert_never

from sync.agenda.calendar.meetings import Meeting
from sync.agenda.calendar.pairs import Pair
from sync.google.errors import GoogleError, NotAllowed, NotFound
from sync.job import skips
from sync.job.clients import Desk, Json
from sync.job.committing import (
    Master,
    NotTied,
    Tied,
    read_master,
    replace_attached,
    series_to_tie,
    tie,
)
from sync.job.documents import BearsMark, Did, How, Located, Wanted, locate, privately_tied
from sync.job.leftovers import is_written, trash_leftover
from sync.job.marked import (
    Marked,
    MarkedDocument,
    Point,
    Stage,
    new_marks,
    read_marks,
    search_marked,
)
from sync.job.sharing import folder_problem, ready_to_write
from sync.job.skips import NotNew, Skip
from sync.log import get_log

SEARCH_SETTLED = timedelta(minutes=10)
"""After this long the search shows every document: without the calendar it has to decide alone."""

_HOW = {Point.SERIES: How.ATTACHED, Point.PRIVATE: How.PRIVATE, Point.SEARCH: How.MARK}


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """What the run says about making: `may_make` is asked right before a document is made and
    counts it (False: the limit is reached); `bears_mark` and `strangers` are those of `locate`.
    """

    now: datetime
    may_make: Callable[[], bool]
    bears_mark: BearsMark
    strangers: frozenset[str] = frozenset()


def make(pair: Pair, desk: Desk, leave: Leave) -> Located | NotNew | Skip:
    """The pair's document, made or gone on with, tied to its series and shared with the other.

    Call it where `locate` said `Wanted`. It looks afresh, so that what another run or a person did
    since then is found. What Google refuses or can't do now is raised as it is; calling it again is
    right at any time.
    """
    series = series_to_tie(pair)
    if series is None:
        return skips.no_series(pair)
    return _Making(pair, desk, leave, series).run()


class _Making:
    """One attempt; holds what was read so far."""

    def __init__(self, pair: Pair, desk: Desk, leave: Leave, series: Meeting) -> None:
        self._pair = pair
        self._desk = desk
        self._leave = leave
        self._calendar_id = desk.settings.calendar.id
        self._series_id = series.series_id
        self._shown = self._marked = Marked()
        self._did: tuple[Did, ...] = ()

    def run(self) -> Located | NotNew | Skip:
        master = read_master(self._desk.calendar, self._calendar_id, self._series_id)
        self._search()
        found = self._standing(master)
        if isinstance(found, Located):
            return self._finish(found)
        if found is not None:
            return found
        own = self._begun() or self._create()
        if isinstance(own, Skip):
            return own
        if own.attached:
            return self._settle(own.document_id, How.MARK)  # people detached it, so it stays so
        return self._tie(own, master)

    def _search(self) -> None:
        self._shown = self._marked = search_marked(self._desk.drive)

    def _standing(self, master: Master | None) -> Located | NotNew | Skip | None:
        """What is the pair's document by now, or None while there is none."""
        if master is not None:
            self._see_private(master)
        found = locate(
            self._pair,
            settings=self._desk.settings,
            marked=self._marked,
            bears_mark=self._leave.bears_mark,
            strangers=self._leave.strangers,
            master=master.event if master else None,
        )
        return None if isinstance(found, Wanted) else found

    def _see_private(self, master: Master) -> None:
        """Read the marks of a document that only a private property leads to so far. One that is
        gone for good counts for nothing: people can't take the property away.
        """
        document_id = privately_tied(self._pair, master.event.private)
        if document_id is None or self._marked.get(document_id) is not None:
            return
        try:
            file = self._desk.drive.file(document_id)
        except (NotFound, NotAllowed):
            return
        self._marked = self._marked.with_file(file)

    def _begun(self) -> MarkedDocument | None:
        """The oldest document that an earlier run began."""
        own = (each for each in self._marked.of(self._pair.key) if not each.trashed)
        return next((each for each in own if each.stage is Stage.UNFINISHED), None)

    def _begun_meanwhile(self) -> bool:
        """Whether the search shows one by now."""
        self._search()
        return self._begun() is not None

    def _create(self) -> MarkedDocument | Skip:
        """A new document, in the folder if one is set, and open to nobody yet."""
        pair, settings = self._pair, self._desk.settings
        folder_id = settings.docs.folder
        if skip := folder_problem(pair, self._desk):
            return skip
        if not self._leave.may_make():
            return skips.limit_reached(pair, settings.docs.max_new)
        try:
            file = self._desk.drive.create_document(
                name=self._title(),
                properties=new_marks(pair.key),
                parent=folder_id or None,
                stands=self._begun_meanwhile,
            )
        except GoogleError as error:
            if not error.maybe_done:
                raise
            return self._look_for_lost()
        self._did += (Did.MADE,)
        get_log().info("document.made", pair=pair.key, file_id=file["id"])
        return self._keep(file)

    def _look_for_lost(self) -> MarkedDocument | Skip:
        """After a lost answer: what the search shows. It may lag: nothing shown proves nothing."""
        self._search()
        return self._begun() or skips.answer_lost(self._pair)

    def _keep(self, file: Json) -> MarkedDocument | Skip:
        """Add a document just made to what is known: the search may not show it yet."""
        self._marked = self._marked.with_file(file)
        marks = read_marks(file)
        if marks is None:
            return skips.answer_lost(self._pair)
        return marks

    def _tie(self, own: MarkedDocument, master: Master | None) -> Located | NotNew | Skip:
        outcome: Tied | NotTied | Located | NotNew | Skip = NotTied()
        if master is not None and self._desk.settings.docs.attach:
            outcome = tie(
                self._pair,
                own.document_id,
                title=self._title(),
                master=master,
                calendar=self._desk.calendar,
                calendar_id=self._calendar_id,
                standing=self._standing,
            )
        match outcome:
            case Tied():
                if outcome.new:
                    self._did += (Did.ATTACHED,) if outcome.point is Point.SERIES else ()
                    get_log().info(
                        "document.tied",
                        pair=self._pair.key,
                        file_id=own.document_id,
                        series=self._series_id,
                        how=outcome.point,
                    )
                    if winner := self._theirs_by_now(outcome.point):
                        return self._retreat(own.document_id, winner)
                return self._settle(own.document_id, _HOW[outcome.point])
            case NotTied():
                return self._by_search(own)
            case Located():
                return self._yield_to(outcome, own.document_id)
            case NotNew() | Skip():
                return outcome
            case _:
                assert_never(outcome)

    def _theirs_by_now(self, point: Point) -> str | None:
        """A document of the pair that the other person's job made and wrote meanwhile. Where it is
        empty still, that job sees what is attached here and gives way.
        """
        if point is not Point.SERIES:
            return None
        marked = search_marked(self._desk.drive)
        theirs = (each for each in marked.of(self._pair.key) if not each.owned and not each.trashed)
        ids = (each.document_id for each in theirs)
        return next((each for each in ids if is_written(each, self._desk)), None)

    def _retreat(self, own_id: str, winner_id: str) -> Located | Skip:
        """Theirs takes the place of the own document, at the event too."""
        replace_attached(
            self._series_id,
            own_id,
            winner_id,
            title=self._title(),
            calendar=self._desk.calendar,
            calendar_id=self._calendar_id,
        )
        self._did = tuple(each for each in self._did if each is not Did.ATTACHED)
        return self._yield_to(Located(document_id=winner_id, how=How.ATTACHED), own_id)

    def _by_search(self, own: MarkedDocument) -> Located | Skip:
        """Without the calendar: the oldest wins, once the search has had time to show them all."""
        shown = self._shown.get(own.document_id) is not None
        if not shown or self._leave.now - own.created < SEARCH_SETTLED:
            return skips.waiting(self._pair, own.document_id)
        return self._settle(own.document_id, How.MARK)

    def _yield_to(self, winner: Located, own_id: str) -> Located | Skip:
        """Another run was quicker, or somebody attached a document of theirs meanwhile."""
        kept = trash_leftover(self._pair, own_id, self._desk)
        did = () if kept else (Did.TRASHED_LEFTOVER,)
        self._did = tuple(each for each in self._did if each is not Did.MADE) + did
        leftovers = tuple(each for each in winner.leftovers if each != own_id)
        return self._finish(replace(winner, leftovers=(*leftovers, own_id) if kept else leftovers))

    def _finish(self, found: Located) -> Located | Skip:
        """A document that is the pair's already; what its making still lacks is done."""
        marks = self._marked.get(found.document_id)
        if marks is None or marks.stage is not Stage.UNFINISHED:
            return replace(found, did=self._did)
        return self._settle(found.document_id, found.how)

    def _settle(self, document_id: str, how: How) -> Located | Skip:
        """The document has won: note where it is tied, and give access."""
        others = (each for each in self._marked.of(self._pair.key) if not each.trashed)
        unshared = (each.document_id for each in others if each.stage is not Stage.FINISHED)
        leftovers = tuple(each for each in unshared if each != document_id)
        located = Located(document_id=document_id, how=how, leftovers=leftovers)
        ready = ready_to_write(self._pair, document_id, self._desk, how=how)
        if isinstance(ready, Skip):
            return ready
        return replace(located, did=(*self._did, *ready.did))

    def _title(self) -> str:
        people = (self._pair.me, self._pair.other)
        me, other = (person.name or person.email.partition("@")[0] for person in people)
        return self._desk.settings.docs.title.format(me=me, other=other)
