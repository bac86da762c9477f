"""Plans a golden case and writes the plan into the emulator, as the job does.

The emulator's Google is the judge: what is compared is its document, never what the planner says
that it will be. That prediction is held against it beside.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from sync.agenda.calendar.cadence import Cadence
from sync.agenda.document.items import Reading
from sync.agenda.document.marks import digest
from sync.agenda.document.notebook import Notebook
from sync.agenda.document.reading import read_notebook, with_ticks
from sync.agenda.language.headingwords import is_action_heading
from sync.agenda.language.introduction import introduction
from sync.agenda.language.ornaments import heading_key
from sync.agenda.language.words import Words
from sync.agenda.planning.edits import requests_for
from sync.agenda.planning.invariants import check
from sync.agenda.planning.lines import Wording
from sync.agenda.planning.plan import Occasion, Plan, Refusal, Terms, plan
from sync.agenda.planning.removal import removal
from sync.agenda.planning.templates import (
    BUILT_IN,
    Template,
    own_words,
    template_named,
)
from sync.emulator.docs import Document
from sync.emulator.docs.markdown import Shape, markdown
from sync.emulator.docs.model import Json, Paragraph, Run, joined
from sync.emulator.docs.places import Directory
from sync.emulator.notation import parse, render
from sync.emulator.unknowns import Unknowns
from tests.agenda.casefile import Case, CaseMeeting
from tests.agenda.casemarks import PAIRS, CaseMarks

Placement = Literal["bottom", "top", "auto"]
PLACEMENTS: tuple[Placement, ...] = ("bottom", "top", "auto")
_CADENCES = {
    "weekly": Cadence.WEEKLY,
    "biweekly": Cadence.BIWEEKLY,
    "monthly": Cadence.MONTHLY,
}


@dataclass(frozen=True, slots=True)
class Ran:
    """What became of a case. `document` is the one after, `plan` what was written into it."""

    case: Case
    before: Document
    document: Document
    notebook: Notebook
    made: Plan | Refusal
    terms: Terms

    def read_again(self, *, export: bool) -> Notebook:
        """The notebook of the document after."""
        return _read(self.document, self.terms, export=export)

    def planned_again(self, *, export: bool) -> Plan | Refusal:
        """What another run would write."""
        notebook = self.read_again(export=export)
        return _made(self.case, notebook, self.terms)

    def shown(self) -> str:
        """The document after, as a case shows it."""
        return shown(self.case, self.document)


def run(
    case: Case,
    *,
    placement: Placement | None = None,
    export: bool = True,
    unknowns: Unknowns | None = None,
    answers: Callable[[Json], Json] = lambda answer: answer,
    shape: Shape | None = None,
) -> Ran:
    """The case planned, checked and written; `answers` changes what documents.get says, `shape`
    how the export looks.
    """
    before = document_of(case, case.before, unknowns=unknowns)
    terms = _terms(case, placement)
    export = export and case.settings.get("export") != "none"
    notebook = _read(before, terms, export=export, answers=answers, shape=shape)
    made = _made(case, notebook, terms)
    document = before.copied(before.document_id, before.title)
    document.tabs = before.tabs  # the very named ranges that the plan speaks of
    if isinstance(made, Plan):
        check(made, terms)
        requests = requests_for(made.before, made.steps)
        document.batch_update({"requests": requests})
    return Ran(case, before, document, notebook, made, terms)


def _made(case: Case, notebook: Notebook, terms: Terms) -> Plan | Refusal:
    if "remove" in case.settings:
        return removal(notebook, terms)
    return plan(notebook, _occasions(case), terms)


def document_of(case: Case, text: str, *, unknowns: Unknowns | None = None) -> Document:
    """The document that a case's text stands for, with the real names of its marks."""
    parsed = parse(text, document_id="document-1", title="Ada / Bob 1:1", unknowns=unknowns)
    document = CaseMarks(case, parsed, skeletons(case)).named()
    document.directory = _directory(document)
    return document


def shown(case: Case, document: Document) -> str:
    """A document as a case shows it."""
    return render(CaseMarks(case, document, skeletons(case)).shown())


def skeletons(case: Case) -> dict[str, str]:
    """The hash of each template's skeleton: all its lines as written, the empty ones too."""
    found = {}
    for name in (*BUILT_IN, *(template.name for template in case.templates)):
        lines = [
            line
            for part in _template(case, name).parts
            for line in (
                f"#{part.heading}",
                *(f"{part.list_kind}:{prompt}" for prompt in (*part.prompts, "")),
            )
        ]
        found[name] = digest(*lines)
    return found


def paragraphs_of(document: Document) -> list[tuple[str, Paragraph]]:
    """All paragraphs in order, each with its tab: what people wrote, to the letter and its style.

    Left out is what nobody sees: the style of newlines, and the id of an empty heading, of which
    nothing says whose it is when lines go in beside it.
    """
    tabs = [tab for root in document.tabs for tab in root.with_children()]
    return [(tab.id, _seen(paragraph)) for tab in tabs for _, paragraph in tab.paragraphs()]


def _seen(paragraph: Paragraph) -> Paragraph:
    style = paragraph.style
    if paragraph.length == 1:
        style = {key: value for key, value in style.items() if key != "headingId"}
    *elements, last = paragraph.elements
    if isinstance(last, Run):
        elements.append(replace(last, text=last.text.removesuffix("\n")))
    return replace(paragraph, elements=joined(elements), style=style)


def marks_of(document: Document) -> Iterator[tuple[str, str, str]]:
    """Each named range: its id, its name, and the line and place where it starts."""
    for tab in (tab for root in document.tabs for tab in root.with_children()):
        for one in tab.ranges:
            yield one.id, one.name, _place(tab.paragraphs(), one.spans[0][0])


def _place(found: Iterator[tuple[int, Paragraph]], index: int) -> str:
    start, paragraph = max(
        ((start, paragraph) for start, paragraph in found if start <= index),
        key=lambda one: one[0],
        default=(0, None),
    )
    return f"{index - start} in {paragraph.text if paragraph else None!r}"


def _read(
    document: Document,
    terms: Terms,
    *,
    export: bool,
    answers: Callable[[Json], Json] = lambda answer: answer,
    shape: Shape | None = None,
) -> Notebook:
    notebook = read_notebook(answers(document.show()), locale=terms.wording.locale)
    return with_ticks(notebook, markdown(document, shape=shape)) if export else notebook


def _directory(document: Document) -> Directory:
    """Google knows the people and files of the document's chips by name."""
    people: dict[str, str] = {}
    files: dict[str, str] = {}
    for _, paragraph in paragraphs_of(document):
        for element in paragraph.elements:
            data = getattr(element, "data", {})
            person = data.get("personProperties", {})
            people[person.get("email", "")] = person.get("name", "")
            link = data.get("richLinkProperties", {})
            files[link.get("uri", "")] = link.get("title", "")
    return Directory(
        person_name=lambda email: people.get(email, ""),
        file_title=lambda found: next((t for uri, t in files.items() if f"/{found}" in uri), ""),
    )


def _occasions(case: Case) -> tuple[Occasion, ...]:
    return tuple(_occasion(case, meeting) for meeting in case.meetings)


def _occasion(case: Case, meeting: CaseMeeting) -> Occasion:
    return Occasion(
        instant=meeting.key,
        series=meeting.series,
        start=meeting.start,
        title=meeting.title,
        template=_template(case, meeting.template),
        late="frozen" not in case.settings,
        again="again" in case.settings,
    )


def _template(case: Case, name: str) -> Template:
    own = {template.name: template for template in case.templates}
    words = Words.for_locale(case.settings.get("locale", "en"))
    return template_named(name, own, words, _CADENCES[case.settings.get("cadence", "weekly")])


def _under(case: Case, carry: str) -> Callable[[str], bool]:
    """Whether a heading is one of a template's whose items are carried in this way."""
    headings = {
        heading_key(part.heading)
        for template in case.templates
        for part in template.parts
        if part.carry == carry
    }
    return lambda text: heading_key(text) in headings


def _terms(case: Case, placement: Placement | None) -> Terms:
    settings = case.settings
    locale = settings.get("locale", "en")
    words = Words.for_locale(locale)
    wanted = placement or settings.get("placement", "bottom")
    usual = settings.get("usual", "default")
    courses = [course.split(" -> ") for course in case.listed("series now")]
    threads = case.listed("threads") or [meeting.template for meeting in case.meetings]
    cancelled = {
        (digest(case.meetings[0].series), case.key_of(day)) for day in case.listed("cancelled")
    }
    terms = Terms(
        pair=PAIRS["bob"],
        starts=case.starts(),
        threads=frozenset({digest(usual), *(digest(name) for name in threads)}),
        usual=digest(usual),
        wording=Wording(
            locale=locale,
            date_pattern=settings.get("date format"),
            rtl=locale == "ar",
            chips=settings.get("chips") != "as text",
            label=None
            if settings.get("label") == "none"
            else lambda day, seen_from: words.since(day, seen_from=seen_from),
        ),
        reading=Reading(
            is_action=lambda text: is_action_heading(text, case.listed("action headings")),
            bullets=settings.get("bullets") == "carried",
            locale=locale,
            bullets_under=_under(case, "bullets"),
            nothing_under=_under(case, "none"),
        ),
        series={digest(name): (digest(now), frozenset({digest(now)})) for name, now in courses},
        held={(digest(series), key): start for (series, key), start in case.held().items()},
        gone=lambda series, instant: (series, instant) in cancelled,
        singles={digest(one.series): one.key for one in case.meetings if one.single},
        placement=next(one for one in PLACEMENTS if one == wanted),
        tab=settings.get("tab"),
        title=settings.get("title", ""),
        intro=introduction(locale, owner="Ada") if "title" in settings else None,
        quotes=tuple(case.listed("quoted")),
        own_words=own_words(case.templates, words),
    )
    if "lookback" in settings:
        terms = replace(terms, lookback=timedelta(days=int(settings["lookback"])))
    if "limit" in settings:
        terms = replace(terms, carry_limit=int(settings["limit"]))
    return terms
