"""One pair's turn: find its document, read it, plan, look who can open it, write.

The flow of the job for one pair, top to bottom. What is written is what was planned and checked; a
document that changed meanwhile is read and planned again. A preview stops before the first write.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sync.agenda.calendar.pairs import Pair
from sync.agenda.document.notebook import Gap, Notebook, Paragraph, Tab
from sync.agenda.planning.invariants import check
from sync.agenda.planning.plan import (
    Occasion,
    Plan,
    Prepared,
    Refreshed,
    Refusal,
    Terms,
    plan,
    settled,
)
from sync.google.errors import BadRequest, NotAllowed, NotFound, Unavailable
from sync.job import opening, skips
from sync.job.clients import Desk
from sync.job.committing import series_to_tie
from sync.job.documents import Did, Located, Wanted, locate
from sync.job.giving_way import give_way
from sync.job.leftovers import clear_leftovers
from sync.job.making import Leave, make
from sync.job.marked import Marked, read_marks
from sync.job.sharing import Ready, folder_problem, look, ready_to_write
from sync.job.skips import NotNew, Skip
from sync.job.terms import occasions_of, quotes_of, terms_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A pair whose document was read: what was planned, and written unless it was a preview.

    `would`: what a run would do besides, for a preview of a document that is not made yet.
    """

    document_id: str
    located: Located | Wanted
    plan: Plan
    wrote: bool
    notes: tuple[Skip, ...] = ()
    would: tuple[Did, ...] = ()


@dataclass(frozen=True, slots=True)
class Idle:
    """Nothing of the pair is to be prepared now; `paused`: it is left alone until this day."""

    paused: date | None = None


Result = Done | Idle | Skip | NotNew

_SOON = timedelta(days=1)
"""A meeting that begins so soon is not left without a section for want of an export."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What one run gives to each pair's turn.

    `wait` sleeps, `preview` writes nothing, `again` makes sections that people removed once more.
    """

    desk: Desk
    marked: Marked
    leave: Leave
    wait: Callable[[float], None]
    preview: bool = False
    again: bool = False


def prepare(pair: Pair, turn: Turn) -> Result:
    """Prepare the next meetings of a pair. Google's refusals are raised as they are."""
    occasions = occasions_of(pair, turn.desk.settings, now=turn.leave.now, again=turn.again)
    if pair.paused_until is not None:
        return Idle(paused=pair.paused_until)
    if not occasions and not (pair.off or pair.cancelled):
        return Idle()
    return _Preparing(pair, turn, occasions).run()


class _Preparing:
    """A pair's turn with what it has found so far."""

    def __init__(self, pair: Pair, turn: Turn, occasions: Sequence[Occasion]) -> None:
        self._pair = pair
        self._turn = turn
        self._desk = turn.desk
        self._occasions = occasions
        self._strangers: frozenset[str] = frozenset()

    def run(self) -> Result:
        located = self._locate()
        if isinstance(located, Located):
            result = self._prepare_in(located)
            if not isinstance(result, Refusal):
                return result
            # Of another pair: as if it were not there.
            self._strangers |= {located.document_id}
            located = self._locate()
            if isinstance(located, Located):
                again = self._prepare_in(located)
                stranger = skips.other_pair(self._pair, located.document_id)
                return stranger if isinstance(again, Refusal) else again
        if not self._occasions:
            return Idle()
        if isinstance(located, NotNew | Skip):
            return located
        return self._make(located)

    def _locate(self) -> Located | Wanted | NotNew | Skip:
        return locate(
            self._pair,
            settings=self._desk.settings,
            marked=self._turn.marked,
            bears_mark=self._bears_mark,
            strangers=self._strangers,
        )

    def _make(self, wanted: Wanted) -> Result:
        terms = self._terms(made=True)
        planned = plan(_blank(), self._occasions, terms)
        if isinstance(planned, Refusal):  # it would refuse the document once it is made
            return self._refused(planned, "")
        if self._turn.preview:
            check(planned, terms)
            return self._as_if_made(wanted, planned)
        leave = replace(self._turn.leave, bears_mark=self._bears_mark, strangers=self._strangers)
        located = make(self._pair, self._desk, leave)
        if not isinstance(located, Located):
            return located
        result = self._prepare_in(located, made=True)
        if isinstance(result, Refusal):
            return skips.other_pair(self._pair, located.document_id)
        return result

    def _as_if_made(self, wanted: Wanted, planned: Plan) -> Result:
        """What a run would write into a new document, or why it would make none."""
        if series_to_tie(self._pair) is None:
            return skips.no_series(self._pair)
        if not wanted.begun:
            if problem := folder_problem(self._pair, self._desk):
                return problem
            if not self._turn.leave.may_make():
                return skips.limit_reached(self._pair, self._desk.settings.docs.max_new)
        docs = self._desk.settings.docs
        would = [Did.MADE, *[Did.ATTACHED] * docs.attach, *[Did.SHARED] * docs.share]
        return Done(document_id="", located=wanted, plan=planned, wrote=False, would=tuple(would))

    def _prepare_in(self, located: Located, *, made: bool = False) -> Result | Refusal:
        """Read, plan and write, again after each conflict; OTHER_PAIR is the caller's to settle."""
        own = made or self._turn.marked.get(located.document_id) is not None
        attempts = opening.conflicts(self._turn.wait)
        for refused in range(3):
            try:
                # After two refusals it is perhaps a chip that Google does not take (facts 3).
                return attempts(self._once, located, own=own, chips=refused < 2)
            except BadRequest as exc:
                if not exc.possible_conflict or refused == 2:
                    raise
        raise AssertionError("the last attempt returns or raises")

    def _once(self, located: Located, *, own: bool, chips: bool) -> Result | Refusal:
        document_id = located.document_id
        locale = self._desk.settings.agenda.locale
        notebook = opening.read(self._pair, document_id, self._desk, locale=locale)
        if isinstance(notebook, Skip):
            return notebook
        terms = self._terms(made=own)
        terms = replace(terms, wording=replace(terms.wording, chips=chips))
        terms = self._if_made(notebook, terms)
        notebook, occasions = self._with_export(notebook, terms)
        planned = plan(notebook, occasions, terms)
        if isinstance(planned, Plan) and planned.deletes:
            terms = replace(terms, quotes=quotes_of(self._desk.drive.comments(document_id)))
            planned = plan(notebook, occasions, terms)
        if planned is Refusal.OTHER_PAIR:
            return planned
        if isinstance(planned, Refusal):
            return self._refused(planned, document_id)
        wrote = False
        notes: tuple[Skip, ...] = ()
        if planned.steps:
            check(planned, terms)
            ready = self._ready(located)
            if isinstance(ready, Skip):
                return ready
            if not self._turn.preview:
                if skip := give_way(self._pair, located, notebook, self._desk):
                    return skip
                opening.write(planned, self._desk.docs)
                wrote = True
        if located.leftovers and not self._turn.preview:
            notes = clear_leftovers(self._pair, located, self._desk)
        return Done(
            document_id=document_id, located=located, plan=planned, wrote=wrote, notes=notes
        )

    def _with_export(self, notebook: Notebook, terms: Terms) -> tuple[Notebook, Sequence[Occasion]]:
        """With the ticks, where they can matter, and the meetings that can be prepared so.

        Google fails on the export of some documents each time, though all else of them can be had.
        So where it has trouble, what begins within a day and has no section yet is prepared with
        every box in doubt, and what can wait waits for a run that has the ticks.
        """
        if settled(notebook, self._occasions, terms):
            return notebook, self._occasions
        try:
            return opening.with_export(notebook, self._desk.drive), self._occasions
        except Unavailable as exc:
            soon = self._turn.leave.now + _SOON
            pressing = [
                one
                for one in self._occasions
                if one.start <= soon and not settled(notebook, [replace(one, late=False)], terms)
            ]
            if not pressing:
                raise
            return opening.without_export(notebook, exc), pressing

    def _if_made(self, notebook: Notebook, terms: Terms) -> Terms:
        """A blank document may be one that another run made a moment ago, and that the search does
        not show yet: then it begins as one of the job's, whoever writes first.
        """
        if terms.intro is not None or not opening.is_blank(notebook):
            return terms
        try:
            marks = read_marks(self._desk.drive.file(notebook.document_id))
        except (NotFound, NotAllowed):
            return terms
        made = self._terms(made=marks is not None and marks.pair == self._pair.key)
        return replace(terms, intro=made.intro)

    def _ready(self, located: Located) -> Ready | Skip:
        """Who can open it, right before the write; a preview looks and changes nothing."""
        if self._turn.preview:
            return look(self._pair, located.document_id, self._desk)
        return ready_to_write(self._pair, located.document_id, self._desk, how=located.how)

    def _bears_mark(self, document_id: str) -> bool:
        """One that can't be opened stops the pair: it may be the one."""
        terms = self._terms(made=False)
        return opening.bears_sections(self._pair, document_id, self._desk.docs, terms)

    def _terms(self, *, made: bool) -> Terms:
        return terms_of(self._pair, self._desk.settings, now=self._turn.leave.now, made=made)

    def _refused(self, refusal: Refusal, document_id: str) -> Skip:
        return skips.refused(self._pair, document_id, refusal)


def written(result: Result) -> tuple[Prepared | Refreshed, ...]:
    """The meetings whose section was written, or would be."""
    if not isinstance(result, Done):
        return ()
    return tuple(one for one in result.plan.outcomes if isinstance(one, Prepared | Refreshed))


def _blank() -> Notebook:
    """A document as Google makes it, to plan for one that is not made yet."""
    empty = Paragraph(pieces=(), size=1, text="")
    return Notebook("new", "new", (Tab("t.0", "Tab 1", (Gap(1), empty)),))
