"""A document of the emulator, planned and written as the job does it: what properties look at.

It reads, plans, checks and writes; it holds no opinion on what should come out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sync.agenda.document.items import Reading
from sync.agenda.document.marks import digest
from sync.agenda.document.notebook import Notebook
from sync.agenda.document.reading import read_notebook, with_ticks
from sync.agenda.language.headingwords import is_action_heading
from sync.agenda.language.words import Words
from sync.agenda.planning.edits import requests_for
from sync.agenda.planning.invariants import check
from sync.agenda.planning.lines import Wording
from sync.agenda.planning.plan import Occasion, Plan, Refusal, Terms, plan
from sync.agenda.planning.templates import Template, default_template
from sync.emulator.docs import Document
from sync.emulator.docs.markdown import markdown
from sync.emulator.docs.model import Paragraph, Run, Tab, joined
from sync.emulator.docs.places import Directory

ZONE = ZoneInfo("America/Los_Angeles")
PAIR = "0123456789"
WORDS = Words.for_locale("en")
USUAL = default_template(
    accomplishments="✅ Last week's accomplishments",
    projects=WORDS.projects,
    topics=WORDS.topics,
    actions=WORDS.actions,
)


def since_words(day: date, seen_from: date) -> str:
    """The label as the job writes it by default."""
    return WORDS.since(day, seen_from=seen_from)


def terms_for(occasions: Sequence[Occasion], *, label: bool = True) -> Terms:
    """The usual terms; the calendar knows the meetings and no others."""
    return Terms(
        pair=PAIR,
        starts={one.instant: one.start for one in occasions},
        threads=frozenset({digest(one.template.name) for one in occasions}),
        usual=digest(USUAL.name),
        wording=Wording(locale="en", label=since_words if label else None),
        reading=Reading(is_action=is_action_heading),
    )


def meeting_at(
    start: datetime,
    *,
    key: datetime | None = None,
    series: str = "weekly",
    title: str = "Weekly 1:1",
    template: Template = USUAL,
) -> Occasion:
    """A meeting whose key is its start, unless it was moved."""
    return Occasion(
        instant=(key or start).astimezone(UTC),
        series=series,
        start=start,
        title=title,
        template=template,
    )


def on_day(day: date) -> Occasion:
    """The meeting of a day, at nine."""
    start = datetime(day.year, day.month, day.day, 9, tzinfo=ZONE)
    return meeting_at(start)


@dataclass(slots=True)
class Page:
    """A document and how it is read; `export` False where Drive gives no export."""

    document: Document
    export: bool = True
    written: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self.document.directory = directory_of(self.document)

    def read(self, terms: Terms) -> Notebook:
        """The notebook, with its ticks where they can be known."""
        notebook = read_notebook(self.document.show(), locale=terms.wording.locale)
        return with_ticks(notebook, markdown(self.document)) if self.export else notebook

    def plan(self, occasions: Sequence[Occasion], terms: Terms) -> Plan | Refusal:
        """What a run would write; checked as before every write."""
        made = plan(self.read(terms), occasions, terms)
        if isinstance(made, Plan):
            check(made, terms)
        return made

    def write(self, made: Plan) -> None:
        """One locked batch, as the job sends it."""
        if made.steps:
            requests = requests_for(made.before, made.steps)
            control = {"requiredRevisionId": made.before.revision}
            self.document.batch_update({"requests": requests, "writeControl": control})
            self.written += 1

    def run(self, occasions: Sequence[Occasion], terms: Terms) -> Plan | Refusal:
        """Plan and write."""
        made = self.plan(occasions, terms)
        if isinstance(made, Plan):
            self.write(made)
        return made

    def copy(self) -> "Page":
        """The same document with the same ids, to be written apart."""
        twin = self.document.copied(self.document.document_id, self.document.title)
        twin.tabs = tuple(tab.copy() for tab in self.document.tabs)
        twin.revision = self.document.revision
        return Page(twin, self.export)


def tabs_of(document: Document) -> list[Tab]:
    """All tabs, parents before their children."""
    return [tab for root in document.tabs for tab in root.with_children()]


def lines_of(document: Document) -> list[tuple[str, Paragraph]]:
    """All paragraphs in order, each with its tab: to the letter, in style and with their ticks.

    Runs of one style are one, however they were split. Left out are the look of a newline, which
    nobody sees, and an empty heading's id: behind a tab's last line nothing can be written without
    a newline that takes over the one and the other.
    """
    return [
        (tab.id, _compared(paragraph))
        for tab in tabs_of(document)
        for _, paragraph in tab.paragraphs()
    ]


def _compared(paragraph: Paragraph) -> Paragraph:
    style = paragraph.style
    if paragraph.length == 1 and "headingId" in style:
        style = {**style, "headingId": "of an empty line"}
    *elements, last = paragraph.elements
    if isinstance(last, Run):
        elements.append(replace(last, text=last.text.removesuffix("\n")))
    return replace(paragraph, elements=joined(elements), style=style)


def directory_of(document: Document) -> Directory:
    """Google knows the people and files of the document's chips by name."""
    people: dict[str, str] = {}
    files: dict[str, str] = {}
    for _, paragraph in lines_of(document):
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


def quoting(terms: Terms, quotes: Sequence[str]) -> Terms:
    """The terms once comments were asked for."""
    return replace(terms, quotes=tuple(quotes))
