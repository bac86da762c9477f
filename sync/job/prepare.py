"""One pair's turn: find its document, read it, plan, look who can open it, write.

The flow of the job for one pair, top to bottom. What is written is what was planned and checked; a
document that changed meanwhile is read and planned again. A preview stops before the first write.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential

from sync.agenda.edits import requests_for
from sync.agenda.invariants import check
from sync.agenda.notebook import Gap, Notebook, Paragraph, Tab
from sync.agenda.pairs import Pair
from sync.agenda.plan import Occasion, Plan, Prepared, Refreshed, Refusal, Terms, plan, settled
from sync.agenda.reading import read_notebook, with_ticks
from sync.agenda.sections import outline
from sync.google.errors import (
    BadRequest,
    ExportTooLarge,
    NotAllowed,
    NotFound,
    ReadOnlySuggestions,
    RevisionMismatch,
)
from sync.job import skips
from sync.job.clients import Desk
from sync.job.documents import Located, Wanted, locate
from sync.job.leftovers import clear_leftovers
from sync.job.making import Leave, make
from sync.job.marked import Marked
from sync.job.sharing import cant_open, ready_to_write
from sync.job.skips import NotNew, Skip
from sync.job.terms import occasions_of, quotes_of, terms_of

_ATTEMPTS = 6
"""An open editor saves every few seconds, which changes the revision: a write is tried so often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A pair whose document was read: what was planned, and written unless it was a preview."""

    document_id: str
    located: Located | Wanted
    plan: Plan
    wrote: bool
    notes: tuple[Skip, ...] = ()


@dataclass(frozen=True, slots=True)
class Idle:
    """Nothing of the pair is to be prepared now."""

    paused: bool = False


Result = Done | Idle | Skip | NotNew


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
        return Idle(paused=True)
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
        if self._turn.preview:
            blank = _blank()
            made = plan(blank, self._occasions, self._terms(made=True))
            if isinstance(made, Refusal):
                return self._refused(made, blank.document_id)
            return Done(document_id="", located=wanted, plan=made, wrote=False)
        leave = replace(self._turn.leave, bears_mark=self._bears_mark, strangers=self._strangers)
        located = make(self._pair, self._desk, leave)
        if not isinstance(located, Located):
            return located
        result = self._prepare_in(located, made=True)
        if isinstance(result, Refusal):
            return skips.other_pair(self._pair, located.document_id)
        return result

    def _prepare_in(self, located: Located, *, made: bool = False) -> Result | Refusal:
        """Read, plan and write, again after each conflict; OTHER_PAIR is the caller's to settle."""
        own = made or self._turn.marked.get(located.document_id) is not None
        terms = self._terms(made=own)
        attempts = Retrying(
            retry=retry_if_exception_type(RevisionMismatch),
            stop=stop_after_attempt(_ATTEMPTS),
            wait=wait_exponential(multiplier=0.5, max=8),
            sleep=self._turn.wait,
            reraise=True,
        )
        for refused in range(3):
            try:
                return attempts(self._once, located, terms)
            except BadRequest as exc:
                # Perhaps a conflict; perhaps a chip that Google does not take (facts 3).
                if not exc.possible_conflict or refused == 2:
                    raise
                if refused == 1:
                    terms = replace(terms, wording=replace(terms.wording, chips=False))
        raise AssertionError("the last attempt returns or raises")

    def _once(self, located: Located, terms: Terms) -> Result | Refusal:
        document_id = located.document_id
        notebook = self._read(document_id, terms)
        if isinstance(notebook, Skip):
            return notebook
        if not settled(notebook, self._occasions, terms):
            notebook = self._with_ticks(notebook)
        planned = plan(notebook, self._occasions, terms)
        if isinstance(planned, Plan) and planned.deletes:
            terms = replace(terms, quotes=quotes_of(self._desk.drive.comments(document_id)))
            planned = plan(notebook, self._occasions, terms)
        if planned is Refusal.OTHER_PAIR:
            return planned
        if isinstance(planned, Refusal):
            return self._refused(planned, document_id)
        wrote = False
        notes: tuple[Skip, ...] = ()
        if planned.steps:
            check(planned, terms)
            if not self._turn.preview:
                ready = ready_to_write(self._pair, document_id, self._desk, how=located.how)
                if isinstance(ready, Skip):
                    return ready
                self._write(planned)
                wrote = True
        if located.leftovers and not self._turn.preview:
            notes = clear_leftovers(self._pair, located, self._desk)
        return Done(
            document_id=document_id, located=located, plan=planned, wrote=wrote, notes=notes
        )

    def _read(self, document_id: str, terms: Terms) -> Notebook | Skip:
        try:
            document = self._desk.docs.get(document_id)
        except ReadOnlySuggestions:
            return skips.read_only(self._pair, document_id)
        except (NotFound, NotAllowed):
            return cant_open(self._pair, document_id, settings=self._desk.settings)
        return read_notebook(document, locale=terms.wording.locale)

    def _with_ticks(self, notebook: Notebook) -> Notebook:
        """With the export's ticks; without it every box is unknown, and so is carried."""
        if not has_boxes(notebook):
            return notebook
        try:
            export = self._desk.drive.export_markdown(notebook.document_id)
        except (ExportTooLarge, NotAllowed):
            return notebook
        return with_ticks(notebook, export)

    def _write(self, planned: Plan) -> None:
        before = planned.before
        if before.revision is None:
            raise AssertionError("a plan is made for what can be edited")
        requests = requests_for(before, planned.steps)
        self._desk.docs.batch_update(before.document_id, requests, revision=before.revision)

    def _bears_mark(self, document_id: str) -> bool:
        """Whether a document holds sections of this pair: read, where nothing else tells.

        One that can't be opened stops the pair: it may be the one.
        """
        document = self._desk.docs.get(document_id)
        terms = self._terms(made=False)
        notebook = read_notebook(document, locale=terms.wording.locale)
        found = outline(notebook, starts={}, zone=terms.zone)
        return any(s.mark is not None and s.mark.pair == self._pair.key for s in found.sections)

    def _terms(self, *, made: bool) -> Terms:
        return terms_of(self._pair, self._desk.settings, now=self._turn.leave.now, made=made)

    def _refused(self, refusal: Refusal, document_id: str) -> Skip:
        return skips.refused(self._pair, document_id, refusal)


def written(result: Result) -> tuple[Prepared | Refreshed, ...]:
    """The meetings whose section was written, or would be."""
    if not isinstance(result, Done):
        return ()
    return tuple(one for one in result.plan.outcomes if isinstance(one, Prepared | Refreshed))


def has_boxes(notebook: Notebook) -> bool:
    """Whether any line may have a box that only the export can tell of."""
    return any(
        line.paragraph.kind == "check" and line.paragraph.text
        for tab in notebook.tabs
        for line in tab.lines()
    )


def _blank() -> Notebook:
    """A document as Google makes it, for a preview of one that is not made yet."""
    empty = Paragraph(pieces=(), size=1, text="")
    return Notebook("new", "new", (Tab("t.0", "", (Gap(1), empty)),))
