"""Takes back what the job did for one pair: its untouched lines, its marks, its attachment.

The flow, top to bottom: find the pair and its documents, whatever the configuration leaves out; for
each, read, plan (`agenda.removal`), check, write locked; then take it off the events that the job
attached it to, and last the job's properties off the file, by which a run that died finds it again.
Words that people wrote, the documents and their sharing stay. A preview stops before each change.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sync.agenda.calendar.events import Zones
from sync.agenda.calendar.pairs import Pair
from sync.agenda.document.notebook import Notebook
from sync.agenda.document.sections import outline
from sync.agenda.planning.invariants import check
from sync.agenda.planning.outcomes import Plan
from sync.agenda.planning.removal import removal
from sync.agenda.planning.terms import Refusal, Terms
from sync.config.settings import Settings
from sync.errors import OneononeError
from sync.google.errors import BadRequest, NotAllowed, NotFound
from sync.job import opening, skips
from sync.job.clients import Desk, Google
from sync.job.detaching import detach, tied_by_the_job
from sync.job.lookup import documents_of, pair_with
from sync.job.marked import ATTACHED, KIND, OTHER, PAIR, SHARED, Marked, search_marked
from sync.job.pausing import VARIABLE, braked
from sync.job.sharing import cant_open
from sync.job.skips import Code, Skip
from sync.job.terms import quotes_of, terms_of
from sync.log import get_log

_PROPERTIES = (KIND, PAIR, SHARED, ATTACHED, OTHER)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """One document: the plan of its lines and marks, and what else was, or would be, undone.

    `attached`: the job attached it. `detached` are the events that it came off, `kept` those that
    may not be changed. `unmarked`: the file bears, or bore, the job's properties.
    """

    document_id: str
    plan: Plan
    attached: bool
    detached: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    unmarked: bool = False

    @property
    def marks(self) -> int:
        """How many marks go."""
        before, after = (
            sum(len(tab.marks) for tab in book.tabs) for book in (self.plan.before, self.plan.after)
        )
        return before - after

    @property
    def nothing(self) -> bool:
        """The job has left nothing here."""
        return not (self.plan.steps or self.attached or self.unmarked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """What was taken back for a pair, or would be; a Skip for a document that is left as it is."""

    email: str
    documents: tuple[TakenBack | Skip, ...]
    preview: bool


def remove(
    settings: Settings,
    google: Google,
    *,
    email: str,
    now: datetime,
    zones: Zones,
    wait: Callable[[float], None],
    preview: bool,
    environment: Mapping[str, str],
) -> Removal:
    """Take back what the job did for the pair with `email`, or only look what that would be."""
    if not preview:
        heed_brake(environment)
    desk = Desk.of(google, settings)
    marked = search_marked(google.drive)
    pair = pair_with(settings, google, email, now=now, zones=zones)
    taking = _Taking(pair, desk, marked, now=now, wait=wait, preview=preview)
    documents = tuple(map(taking.document, documents_of(pair, settings, marked)))
    found = Removal(email=pair.other.email, documents=documents, preview=preview)
    if not preview:
        _log(pair, found)
    return found


def heed_brake(environment: Mapping[str, str]) -> None:
    """Raise where the brake is on."""
    if braked(environment):
        raise OneononeError(
            "Nothing is written anywhere",
            where=f"{VARIABLE} is set",
            mend="Unset it, and run `oneonone remove` again.",
        )


class _Taking:
    """Takes back, one document after the other."""

    def __init__(
        self,
        pair: Pair,
        desk: Desk,
        marked: Marked,
        *,
        now: datetime,
        wait: Callable[[float], None],
        preview: bool,
    ) -> None:
        self._pair = pair
        self._desk = desk
        self._marked = marked
        self._now = now
        self._wait = wait
        self._preview = preview

    def document(self, document_id: str) -> TakenBack | Skip:
        """The text first, then the events, then the file's properties."""
        try:
            file = self._desk.drive.file(document_id)
        except (NotFound, NotAllowed):
            return cant_open(self._pair, document_id, settings=self._desk.settings)
        if file.get("trashed") is True:
            return _in_trash(self._pair, document_id)
        planned = self._text(document_id)
        if isinstance(planned, Skip):
            return planned
        attached = tied_by_the_job(file) is not None
        taken = TakenBack(
            document_id=document_id,
            plan=planned,
            attached=attached,
            unmarked=any(key in (file.get("properties") or {}) for key in _PROPERTIES),
        )
        if self._preview:
            return taken
        if attached:
            detached, kept = detach(self._pair, document_id, self._desk)
            taken = replace(taken, detached=detached, kept=kept)
        if taken.unmarked:
            taken = replace(taken, unmarked=self._unmark(document_id, file))
        return taken

    def _text(self, document_id: str) -> Plan | Skip:
        """Plan and write, again after each conflict, as a run does."""
        attempts = opening.conflicts(self._wait)
        try:
            return attempts(self._once, document_id)
        except BadRequest as exc:
            if not exc.possible_conflict:
                raise
            return attempts(self._once, document_id)

    def _once(self, document_id: str) -> Plan | Skip:
        terms = self._terms(document_id)
        locale = terms.wording.locale
        notebook = opening.read(self._pair, document_id, self._desk, locale=locale)
        if isinstance(notebook, Skip):
            return notebook
        if self._is_of_others(notebook, terms):
            return skips.other_pair(self._pair, document_id)
        notebook = opening.with_export(notebook, self._desk.drive)
        planned = removal(notebook, terms)
        if isinstance(planned, Plan) and planned.deletes:
            quotes = quotes_of(self._desk.drive.comments(document_id))
            terms = replace(terms, quotes=quotes)
            planned = removal(notebook, terms)
        if isinstance(planned, Refusal):
            return skips.refused(self._pair, document_id, planned)
        check(planned, terms)
        if planned.steps and not self._preview:
            opening.write(planned, self._desk.docs)
        return planned

    def _terms(self, document_id: str) -> Terms:
        settings = self._desk.settings
        docs = settings.docs.model_copy(update={"intro": True})  # it may have been on once
        return terms_of(
            self._pair,
            settings.model_copy(update={"docs": docs}),
            now=self._now,
            made=self._marked.get(document_id) is not None,
        )

    def _is_of_others(self, notebook: Notebook, terms: Terms) -> bool:
        marks = self._marked.get(notebook.document_id)
        if marks is not None and marks.pair != self._pair.key:
            return True
        found = outline(notebook, starts=terms.starts, zone=terms.zone)
        return any(s.mark is not None and s.mark.pair != self._pair.key for s in found.sections)

    def _unmark(self, document_id: str, file: Mapping[str, Any]) -> bool:
        """Whether the properties are gone; those of another client's file may be kept from us."""
        theirs = file.get("properties") or {}
        try:
            self._desk.drive.update_properties(
                document_id, {key: None for key in _PROPERTIES if key in theirs}
            )
        except (NotFound, NotAllowed):
            return False
        return True


def _in_trash(pair: Pair, document_id: str) -> Skip:
    return Skip(
        code=Code.TRASHED,
        what="The document is in the trash, so it is left as it is",
        where=f"{pair.other.email}, {skips.link(document_id)}",
        mend="Should it be restored one day, run `oneonone remove` again.",
        documents=(document_id,),
        failed=False,
    )


def _log(pair: Pair, found: Removal) -> None:
    taken = [one for one in found.documents if isinstance(one, TakenBack)]
    get_log().info(
        "pair.removed",
        pair=pair.key,
        other=pair.other.email,
        documents=[one.document_id for one in taken],
        left=[one.code.value for one in found.documents if isinstance(one, Skip)],
        count=sum(one.marks for one in taken),
    )
