"""A pair's document: read, with the ticks that its export shows, and written locked.

What every command does with a document in the same way. What is written is decided elsewhere; a
write that meets a change by others raises RevisionMismatch, and the caller reads and plans again
(`conflicts` repeats that patiently).
"""

from collections.abc import Callable
from contextlib import suppress

from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential

from sync.agenda.calendar.pairs import Pair
from sync.agenda.document.notebook import Notebook
from sync.agenda.document.reading import read_notebook, with_ticks
from sync.agenda.document.sections import outline
from sync.agenda.document.shapes import Misshapen
from sync.agenda.planning.edits import requests_for
from sync.agenda.planning.outcomes import Plan
from sync.agenda.planning.terms import Terms
from sync.google.errors import (
    BadAnswer,
    ExportTooLarge,
    GoogleError,
    NotAllowed,
    NotFound,
    ReadOnlySuggestions,
    RevisionMismatch,
    Unavailable,
)
from sync.job import skips
from sync.job.clients import Desk, Docs, Drive, Json
from sync.job.sharing import cant_open
from sync.job.skips import Skip
from sync.log import get_log

_ATTEMPTS = 6
"""An open editor saves every few seconds, which changes the revision: a write is tried so often."""


def read(pair: Pair, document_id: str, desk: Desk, *, locale: str) -> Notebook | Skip:
    """The pair's document without its ticks, or why it can't be read."""
    try:
        document = desk.docs.get(document_id)
    except ReadOnlySuggestions:
        return skips.read_only(pair, document_id)
    except (NotFound, NotAllowed):
        return cant_open(pair, document_id, settings=desk.settings)
    return _notebook(document, document_id, locale=locale)


def _notebook(document: Json, document_id: str, *, locale: str) -> Notebook:
    """An answer as a notebook; raises where it is none that Google should give: one of another
    document would be written to, whoever can open that one.
    """
    with suppress(Misshapen):
        notebook = read_notebook(document, locale=locale)
        if notebook.document_id == document_id:
            return notebook
    raise BadAnswer(
        "What Google Docs sent is no document as it describes one, so nothing is done with it",
        where=f"document {document_id}",
        mend="Run `oneonone sync` again; if it stays, please report it.",
    )


def with_export(notebook: Notebook, drive: Drive) -> Notebook:
    """With the export's ticks; where there can be none every box is unknown, and so is carried.

    Trouble of Google's is raised: it may be over soon.
    """
    if not has_boxes(notebook):
        return notebook
    try:
        export = drive.export_markdown(notebook.document_id)
    except (ExportTooLarge, NotAllowed) as exc:
        return without_export(notebook, exc)
    return with_ticks(notebook, export)


def with_export_if_any(notebook: Notebook, drive: Drive) -> Notebook:
    """The same for what only looks: with every box unknown where Google has trouble, too."""
    try:
        return with_export(notebook, drive)
    except Unavailable as exc:
        return without_export(notebook, exc)


def without_export(notebook: Notebook, why: GoogleError) -> Notebook:
    """With every box unknown, which the log says."""
    get_log().warning("document.not_exported", file_id=notebook.document_id, error=why)
    return notebook


def has_boxes(notebook: Notebook) -> bool:
    """Whether any line may have a box that only the export can tell of."""
    return any(
        line.paragraph.kind == "check" and line.paragraph.text
        for tab in notebook.tabs
        for line in tab.lines()
    )


def is_blank(notebook: Notebook) -> bool:
    """Whether nothing was ever written, by anybody."""
    lines = [line for tab in notebook.tabs for line in tab.lines()]
    return len(lines) == 1 and not lines[0].paragraph.text


def write(planned: Plan, docs: Docs) -> None:
    """Write all steps of a plan at once, if the document is as the plan found it."""
    before = planned.before
    if before.revision is None:
        raise AssertionError("a plan is made for what can be edited")
    requests = requests_for(before, planned.steps)
    docs.batch_update(before.document_id, requests, revision=before.revision)


def conflicts(wait: Callable[[float], None]) -> Retrying:
    """Repeats reading, planning and writing after each change by others, a bounded time."""
    return Retrying(
        retry=retry_if_exception_type(RevisionMismatch),
        stop=stop_after_attempt(_ATTEMPTS),
        wait=wait_exponential(multiplier=0.5, max=8),
        sleep=wait,
        reraise=True,
    )


def bears_sections(pair: Pair, document_id: str, docs: Docs, terms: Terms) -> bool:
    """Whether a document holds sections of this pair: read, where nothing else tells.

    One that can't be opened raises what Google says.
    """
    notebook = _notebook(docs.get(document_id), document_id, locale=terms.wording.locale)
    found = outline(notebook, starts={}, zone=terms.zone)
    return any(s.mark is not None and s.mark.pair == pair.key for s in found.sections)
