"""What stands ready for a run: each pair's document as it is now, and the folder for new ones.

The work behind `oneonone doctor`. Looks at what a run would look at, up to its first write, and
writes nothing. What is fine and what is not is put into words elsewhere.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from sync.agenda.calendar.pairs import Pair
from sync.agenda.document.notebook import Notebook
from sync.agenda.document.sections import outline
from sync.agenda.planning.terms import Terms
from sync.config.settings import Settings
from sync.errors import OneononeError
from sync.job import opening
from sync.job.apart import apart
from sync.job.clients import Desk, Google
from sync.job.counting import Counting, Progress, nobody
from sync.job.documents import Located, Wanted, locate
from sync.job.marked import Marked, search_marked
from sync.job.sharing import folder_problem, look
from sync.job.skips import NotNew, Skip
from sync.job.terms import terms_of
from sync.job.together import together


class Actions(Enum):
    """How the action items of a document's latest section are recognised."""

    LIST = "action items under their own heading"
    BOXES = "action items by their check boxes, wherever they stand"
    NONE = "none"
    NO_SECTION = "no section yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A pair's document. `problem`: why there is none to be written, None where there is or one
    will be made. `size` is in UTF-16 units, as Google counts; `unticked`: its ticks can't be read
    any more.
    """

    pair: Pair
    problem: NotNew | Skip | OneononeError | None = None
    document_id: str = ""
    sections: int = 0
    size: int = 0
    unticked: bool = False
    actions: Actions = Actions.NO_SECTION


@dataclass(frozen=True, slots=True)
class _Looking:
    """What all pairs are looked at with."""

    desk: Desk
    marked: Marked
    now: datetime

    def paper(self, pair: Pair) -> Paper:
        """The pair's document; whatever is wrong with it is its `problem`."""
        found = apart(pair, lambda: self._paper(pair))
        return Paper(pair=pair, problem=found) if isinstance(found, OneononeError) else found

    def _paper(self, pair: Pair) -> Paper:
        terms = terms_of(pair, self.desk.settings, now=self.now, made=False)
        found = locate(
            pair,
            settings=self.desk.settings,
            marked=self.marked,
            bears_mark=lambda each: opening.bears_sections(pair, each, self.desk.docs, terms),
        )
        match found:
            case Wanted():
                return Paper(pair=pair)
            case NotNew() | Skip():
                return Paper(pair=pair, problem=found)
            case Located(document_id=document_id):
                paper = Paper(pair=pair, document_id=document_id)
        ready = look(pair, document_id, self.desk)
        if isinstance(ready, Skip):
            return replace(paper, problem=ready)
        notebook = opening.read(
            pair, document_id, self.desk, locale=self.desk.settings.agenda.locale
        )
        if isinstance(notebook, Skip):
            return replace(paper, problem=notebook)
        exported = opening.with_export_if_any(notebook, self.desk.drive)
        sections, actions = _sections(notebook, terms)
        return replace(
            paper,
            sections=sections,
            actions=actions,
            size=sum(block.size for tab in notebook.tabs for block in tab.blocks),
            unticked=opening.has_boxes(notebook) and exported is notebook,
        )


def papers(
    found: tuple[Pair, ...],
    settings: Settings,
    google: Google,
    *,
    now: datetime,
    progress: Progress = nobody,
) -> tuple[Paper, ...]:
    """Every pair's document, in the pairs' order."""
    looking = _Looking(Desk.of(google, settings), search_marked(google.drive), now)
    count = Counting(progress, len(found))
    return together(count.each(looking.paper), found, workers=max(settings.run.workers, 2))


def folder(looked: tuple[Paper, ...], settings: Settings, google: Google) -> Skip | None:
    """Why the folder for new documents can't be used: for the first pair that needs it, or for the
    first at all. None where it can.
    """
    desk = Desk.of(google, settings)
    in_need = [one.pair for one in looked if not one.document_id and one.problem is None]
    for pair in in_need or [one.pair for one in looked][:1]:
        problem = folder_problem(pair, desk)
        if problem is not None:
            return problem
    return None


def _sections(notebook: Notebook, terms: Terms) -> tuple[int, Actions]:
    """How many sections bear a date, and what of the latest is taken for action items."""
    found = outline(notebook, starts=terms.starts, zone=terms.zone)
    dated = [(one.instant, one) for one in found.sections if one.instant is not None]
    if not dated:
        return 0, Actions.NO_SECTION
    _, latest = max(dated, key=lambda each: each[0])
    lines = [line.paragraph for line in found.lines(latest)]
    if any(
        terms.reading.is_action(each.text)
        for each in lines
        if each.kind == "none" and each.text.strip()
    ):
        return len(dated), Actions.LIST
    boxes = any(each.kind == "check" for each in lines)
    return len(dated), Actions.BOXES if boxes else Actions.NONE
