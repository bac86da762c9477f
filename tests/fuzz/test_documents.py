"""Documents of any shape: read whole or refused; what is read is planned, told and drawn safely."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from sync.agenda.document.marks import digest
from sync.agenda.document.notebook import Notebook
from sync.agenda.document.reading import with_ticks
from sync.agenda.insight.reviewing import review_of
from sync.agenda.insight.seeing import see
from sync.agenda.insight.standing import standing_of
from sync.agenda.planning.edits import requests_for
from sync.agenda.planning.invariants import check
from sync.agenda.planning.places import Placement
from sync.agenda.planning.plan import Plan, plan, settled
from sync.agenda.planning.removal import removal
from sync.agenda.planning.terms import Occasion, Terms
from sync.commands.diff import diff_blocks, diff_json
from sync.commands.explain_documents import document_blocks, document_json
from sync.commands.outcome import Block, Outcome, Passage
from sync.commands.review import markdown
from sync.job import opening
from sync.job.clients import Desk, Json
from sync.job.reading_along import ReadAlong
from sync.job.skips import Skip
from sync.pages.preview import Previewed, preview_page
from tests.agenda.anybody import DAY
from tests.agenda.pages import USUAL, meeting_at, on_day, terms_for
from tests.fuzz.holding import assert_readable, assert_safe_page, value_or_own_error
from tests.fuzz.material import exports
from tests.fuzz.mutating import Mangled, one_of_many
from tests.fuzz.papers import lived, mangled_documents
from tests.fuzz.running import Fuzzer
from tests.fuzz.texts import mangled_texts
from tests.job.parts import NOBODY_TWICE, pair, settings

DOCUMENT_ID = "1recorded"
Calendar = Literal["held", "moved", "off", "two"]
NOW = datetime(2025, 3, 9, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Answered:
    """Google's clients, as far as a document's reading asks them, with one answer for all."""

    document: Any

    def get(self, _document_id: str, /) -> Json:
        found: Json = self.document
        return found

    def batch_update(self, _document_id: str, _requests: object, /, *, revision: str) -> Json:
        raise AssertionError(f"nothing is written at {revision}")


@dataclass(frozen=True, slots=True)
class Case:
    """A document with the export that is said to be its own, and how it is looked at."""

    document: Mangled
    export: str | None
    placement: Placement
    label: bool
    again: bool
    calendar: Calendar


def cases() -> st.SearchStrategy[Case]:
    """Any document with any export, or none."""
    own = [text for _, _, text in lived()]
    recorded = [text for _, text in exports()]
    documents = mangled_documents()
    texts = st.none() | one_of_many(own) | mangled_texts([*own, *recorded])

    @st.composite
    def made(draw: st.DrawFn) -> Case:
        return Case(
            document=draw(documents),
            export=draw(texts),
            placement=draw(st.sampled_from(get_args(Placement))),
            label=draw(st.booleans()),
            again=draw(st.booleans()),
            calendar=draw(st.sampled_from(get_args(Calendar))),
        )

    return made()


def read_as_the_job_does(document: Any, *, locale: str = "en") -> Notebook | Skip:
    """The notebook of an answer of documents.get, or our error."""
    found = settings()
    desk = Desk(
        calendar=None,  # type: ignore[arg-type]
        drive=None,  # type: ignore[arg-type]
        docs=Answered(document),
        settings=found,
        identities=NOBODY_TWICE,
    )
    return opening.read(pair(), DOCUMENT_ID, desk, locale=locale)


def holds(case: Case) -> None:
    notebook = value_or_own_error(lambda: read_as_the_job_does(case.document.value))
    if not isinstance(notebook, Notebook):
        return
    opening.has_boxes(notebook)
    opening.is_blank(notebook)
    if case.export is not None:
        notebook = with_ticks(notebook, case.export)
    occasions, terms = met(case)
    settled(notebook, occasions, terms)
    for given in (occasions, []):
        assert_planned_and_told(notebook, given, terms)
    taken = removal(notebook, terms)
    if isinstance(taken, Plan):
        assert_written_and_shown(taken, terms)
    standing_of(notebook, terms, since=NOW - timedelta(days=182), now=NOW)
    first, last = DAY - timedelta(days=400), DAY + timedelta(days=400)
    review = markdown("A", review_of(notebook, terms, first=first, last=last), DOCUMENT_ID)
    assert_readable(Outcome(blocks=[Passage(review, indent=0)], data={}))


def met(case: Case) -> tuple[list[Occasion], Terms]:
    """The meetings to prepare and the terms, by what the calendar says of the tenth."""
    tenth = on_day(DAY)
    nextly = on_day(DAY + timedelta(days=7))
    occasions = [tenth]
    if case.calendar == "moved":
        occasions = [meeting_at(tenth.start + timedelta(days=1), key=tenth.start)]
    elif case.calendar == "off":
        occasions = [nextly]
    elif case.calendar == "two":
        occasions = [tenth, nextly]
    occasions = [replace(one, late=True, again=case.again) for one in occasions]
    terms = replace(
        terms_for(occasions, label=case.label),
        placement=case.placement,
        quotes=(),
        own_words=frozenset(part.heading for part in USUAL.parts),
        held={(digest(one.series), one.instant): one.start for one in occasions},
        gone=lambda _series, instant: case.calendar == "off" and instant == tenth.instant,
    )
    return occasions, terms


def assert_planned_and_told(notebook: Notebook, occasions: list[Occasion], terms: Terms) -> None:
    """A plan is refused, or keeps its invariants, can be written and shown, and is explained."""
    planned = plan(notebook, occasions, terms)
    if isinstance(planned, Plan):
        assert_written_and_shown(planned, terms)
    read = ReadAlong(pair=pair(), document_id=DOCUMENT_ID, found=see(notebook, occasions, terms))
    blocks: list[Block] = list(document_blocks(read, zone=ZoneInfo("Europe/Berlin")))
    assert_readable(Outcome(blocks=blocks, data=document_json(read)))


def assert_written_and_shown(planned: Plan, terms: Terms) -> None:
    check(planned, terms)
    requests_for(planned.before, planned.steps)
    assert_readable(Outcome(blocks=list(diff_blocks(planned)), data=diff_json(planned)))
    shown = Previewed(who="B", what="c", before=planned.before, after=planned.after)
    assert_safe_page(preview_page("a", "b", [shown]))


FUZZER = Fuzzer("documents", cases, holds, usual=40, round=600)


def test_a_document_is_read_or_refused_and_what_is_read_is_planned_and_told() -> None:
    FUZZER.run()
