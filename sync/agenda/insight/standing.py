"""What is open between two people, since when, and how much was left open in the past.

Looks at a notebook as carrying does, for a meeting that is never held: what would go there is what
is open. Decides nothing and writes nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sync.agenda.document.notebook import Notebook
from sync.agenda.document.origins import Origins
from sync.agenda.document.sections import Outline, Section, outline
from sync.agenda.planning.carrying import carry
from sync.agenda.planning.finding import counting, thread_of
from sync.agenda.planning.terms import Terms

_NEVER = datetime(9000, 1, 1, tzinfo=UTC)
_ALL = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenItem:
    """An item that is open: since which day, how deep, and the section that it stands in.

    `unknown`: its tick can't be told. `tab_id` and `heading_id` name the section.
    """

    text: str
    since: date
    depth: int
    unknown: bool
    tab_id: str
    heading_id: str | None


@dataclass(frozen=True, slots=True)
class Left:
    """How many items were left open in a section of a thread, and when its meeting was."""

    instant: datetime
    thread: str
    open: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What is open now, the oldest first, and what each past section left open, in order."""

    open: tuple[OpenItem, ...]
    history: tuple[Left, ...]


def standing_of(notebook: Notebook, terms: Terms, *, since: datetime, now: datetime) -> Standing:
    """What stands in a document whose sections from `since` on are looked at."""
    found = outline(notebook, starts=terms.starts, zone=terms.zone)
    origins = Origins(found, terms.reading)
    threads = _threads(found, terms, since=since)
    items = [item for past in threads.values() for item in _open(origins, past)]
    history = [
        Left(section.instant, thread, _left_open(origins, section))
        for thread, past in threads.items()
        for section in past
        if section.instant is not None and section.instant <= now
    ]
    return Standing(
        open=tuple(sorted(items, key=lambda one: one.since)),
        history=tuple(sorted(history, key=lambda one: one.instant)),
    )


def _threads(found: Outline, terms: Terms, *, since: datetime) -> dict[str, list[Section]]:
    """The sections of each thread, the latest first; the latest one of all counts always."""
    threads: dict[str, list[Section]] = {}
    dated = [(s.instant, number, s) for number, s in enumerate(counting(found, terms)) if s.instant]
    for instant, _, section in sorted(dated, key=lambda one: one[:2], reverse=True):
        past = threads.setdefault(thread_of(section.mark, terms), [])
        if not past or instant >= since:
            past.append(section)
    return threads


def _open(origins: Origins, past: Sequence[Section]) -> Iterator[OpenItem]:
    """What would be carried to a meeting after all others."""
    found = carry(origins, past, instant=_NEVER, target=None, limit=_ALL)
    for one in found.carried:
        heading = one.section.heading.paragraph
        yield OpenItem(
            text=one.item.text,
            since=one.since,
            depth=one.depth,
            unknown=one.item.state == "unknown",
            tab_id=one.section.tab_id,
            heading_id=heading.heading_id,
        )


def _left_open(origins: Origins, section: Section) -> int:
    """Boxes stay as they were when the next meeting took what was open."""
    return sum(item.state != "done" for item in origins.items(section))
