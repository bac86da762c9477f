"""The 1:1s that were found, which are in and out and why, and the choice among them.

What is chosen goes into `[[person]]` entries of the configuration, and nowhere else.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import assert_never
from zoneinfo import ZoneInfo

from sync.agenda.calendar.meetings import LeftOut
from sync.agenda.calendar.pairs import Pair
from sync.agenda.calendar.reasons import why, why_new
from sync.commands.outcome import Block, Line, Outcome, Table
from sync.commands.sync import open_for
from sync.config.edit import set_for_person
from sync.config.settings import Settings
from sync.errors import OneononeError, UsageProblem
from sync.job.documents import How, Located, Wanted
from sync.job.explaining import Explained, Explanation, Lead, explain
from sync.job.skips import NotNew, Skip

_BY = "oneonone init"
_TRIES = 3
Ask = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class _Row:
    """One person or, without an address, one series that is no 1:1."""

    email: str
    title: str
    when: str
    lead: Lead | None
    why: str

    @property
    def taken_in(self) -> bool:
        """Whether a run would care for it as things are."""
        return self.lead is not None and not isinstance(self.lead, NotNew)


def choose(settings: Settings, path: Path, *, now: datetime, ask: Ask | None) -> Iterator[Outcome]:
    """Show what is found, ask whom to leave out and to take in, and note that."""
    with open_for(settings) as google:
        found = explain(settings, google.calendar, google.drive, now=now, zones=ZoneInfo)
    rows = _rows(found, now)
    people = [row for row in rows if row.email]
    closed = settings.google.access == "app-docs" and any(
        isinstance(row.lead, Located) and row.lead.how is How.ATTACHED for row in people
    )
    yield Outcome(blocks=_shown(rows, people))
    if ask is not None and people:
        chosen = _chosen(people, ask)
        if chosen:
            yield note(path, settings, chosen)
    yield Outcome(blocks=_next(link=closed))


def note(path: Path, settings: Settings, people: Mapping[str, bool]) -> Outcome:
    """Write for each address whether the person is left out."""
    for email, skip in people.items():
        set_for_person(path, email, "skip", skip, identities=settings.identities, by=_BY)
    return Outcome(
        blocks=[
            Line(f"{'Left out' if skip else 'Taken in'}: {email}", "good")
            for email, skip in people.items()
        ]
    )


def _rows(found: Explanation, now: datetime) -> list[_Row]:
    """One for each pair, then one for each series that is none; of each its next meeting."""
    ordered = sorted(found.events, key=lambda each: _is_over(each, now))
    pairs: dict[str, Explained] = {}
    others: dict[str, Explained] = {}
    for each in ordered:
        if each.pair is not None and each.lead is not None:
            pairs.setdefault(each.pair.key, each)
    known = {each.verdict.event.series for each in ordered if each.pair is not None}
    for each in ordered:
        event = each.verdict.event
        if isinstance(each.verdict, LeftOut) and event.title and event.series not in known:
            others.setdefault(event.series, each)
    return [
        *(_row(each, found, each.pair) for each in pairs.values()),
        *(_row(each, found, None) for each in others.values()),
    ]


def _is_over(each: Explained, now: datetime) -> bool:
    end = each.verdict.event.end
    return end is None or end <= now


def _row(each: Explained, found: Explanation, pair: Pair | None) -> _Row:
    event = each.verdict.event
    start = event.start
    when = "-" if start is None else f"{start.astimezone(found.zone):%a %Y-%m-%d %H:%M}"
    return _Row(
        email=pair.other.email if pair else "",
        title=event.title,
        when=when,
        lead=each.lead if pair else None,
        why=_words(each.lead, pair) if pair else why(each.verdict),
    )


def _words(lead: Lead | None, pair: Pair) -> str:
    match lead:
        case None:
            return ""
        case Located():
            return "has a document"
        case Wanted():
            return "gets a new document"
        case NotNew():
            return why_new(pair)
        case Skip() | OneononeError():
            return lead.what
        case _:
            assert_never(lead)


def _shown(rows: Sequence[_Row], people: Sequence[_Row]) -> list[Block]:
    if not people:
        return [
            Line("No 1:1 was found in your calendar.", "warning"),
            Line("`oneonone explain` says for each event why it is none."),
        ]
    numbers = {row.email: str(number) for number, row in enumerate(people, 1)}
    return [
        Line(""),
        Line(
            "One 1:1 was found:" if len(people) == 1 else f"{len(people)} 1:1s were found:",
            "strong",
        ),
        Table(
            ("", "with", "meeting", "next", "in", "why"),
            tuple(
                (
                    numbers.get(row.email, ""),
                    row.email or "-",
                    row.title or "(no title)",
                    row.when,
                    "yes" if row.taken_in else "no",
                    row.why,
                )
                for row in rows
            ),
        ),
        Line(""),
    ]


def _chosen(people: Sequence[_Row], ask: Ask) -> dict[str, bool]:
    """By address, whether the person is left out: only what was answered."""
    inside = {number: row for number, row in enumerate(people, 1) if row.taken_in}
    outside = {number: row for number, row in enumerate(people, 1) if not row.taken_in}
    chosen: dict[str, bool] = {}
    if inside:
        for number in _numbers("Leave out (numbers, such as 2 4; Enter: nobody)", inside, ask):
            chosen[inside[number].email] = True
    if outside:
        for number in _numbers("Take in as well (numbers; Enter: nobody)", outside, ask):
            chosen[outside[number].email] = False
    return chosen


def _numbers(question: str, among: Mapping[int, _Row], ask: Ask) -> list[int]:
    words = question
    for _ in range(_TRIES):
        given = re.findall(r"[^\s,;]+", ask(words, ""))
        if all(each.isascii() and each.isdigit() and int(each) in among for each in given):
            return [int(each) for each in dict.fromkeys(given)]
        words = f"Give one or more of {', '.join(map(str, among))}.\n{question}"
    raise UsageProblem(
        "This is none of the numbers, so nothing was changed",
        where=question.partition(" (")[0],
        mend="Run `oneonone init` again.",
    )


def _next(*, link: bool) -> list[Block]:
    """What to type now; `link`: some documents exist, which the job may have to be let open."""
    first = [Line("First: `oneonone link` lets the job use the documents that exist already.")]
    return [
        *(first if link else ()),
        Line("Next: `oneonone sync --preview first.html` shows what would be written,", "strong"),
        Line("and writes nothing; `oneonone doctor` checks everything."),
    ]
