"""`oneonone explain`: says for every event of the window why it is or isn't a 1:1, and for every
document what the job makes of it.

Puts an `Explanation` into blocks and JSON. It exists to show titles: nothing of it is logged.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, assert_never
from zoneinfo import ZoneInfo

from sync.agenda.calendar.meetings import Counts, LeftOut, Single, Verdict
from sync.agenda.calendar.reasons import why
from sync.commands.explain_documents import document_blocks, document_json
from sync.commands.outcome import Block, Line, Outcome, Table, counted
from sync.commands.sync import open_for
from sync.config.settings import Settings
from sync.errors import OneononeError
from sync.job.counting import Progress, nobody
from sync.job.documents import How, Located, Wanted
from sync.job.explaining import Explained, Explanation, Lead, explain, only_with
from sync.job.reading_along import ReadAlong, read_along
from sync.job.skips import NotNew, Skip, link

HOW_IT_DECIDES = "docs/how-it-decides.md"
"""The page that says it all, in the project's folder."""
_NO_EVENT = (
    "The calendar is the one that [calendar] id names; the window, its lookback_days and "
    "lookahead_days."
)
_HOW = {
    How.NAMED: "named in [[person]]",
    How.ATTACHED: "attached",
    How.PRIVATE: "noted on the series",
    How.MARK: "found by its mark",
}


def run(
    settings: Settings,
    *,
    now: datetime,
    brief: bool = False,
    person: str | None = None,
    progress: Progress = nobody,
) -> Outcome:
    """Read the calendar, search Drive, read the documents, and say what was found. Writes nothing.

    `brief`: of each series only the next event is shown, and no document is read.
    """
    with open_for(settings) as google:
        explanation = explain(
            settings,
            google.calendar,
            google.drive,
            now=now,
            zones=ZoneInfo,
            docs=None if brief else google.docs,
        )
        if person is not None:
            explanation = only_with(explanation, settings, person)
        if brief:
            return outcome_of(_next_ones(explanation, now))
        read = read_along(settings, google, explanation, now=now, progress=progress)
    return outcome_of(explanation, read)


def _next_ones(explanation: Explanation, now: datetime) -> Explanation:
    """The first event of each series that has not ended."""
    series: dict[str, Explained] = {}
    for each in explanation.events:
        event = each.verdict.event
        if event.end is not None and event.end > now:
            series.setdefault(event.series, each)
    return replace(explanation, events=tuple(series.values()))


def outcome_of(explanation: Explanation, read: Sequence[ReadAlong] = ()) -> Outcome:
    """The events as one table, the pairs with their documents as another, then each document."""
    events = explanation.events
    blocks: list[Block] = [Line(f"{counted(len(events), 'event')} in the window", "strong")]
    if not events:
        blocks.append(Line(_NO_EVENT))
    if events:
        blocks.append(
            Table(
                ("when", "event", "1:1", "why"),
                tuple(_event_row(each, explanation) for each in events),
            ),
        )
    leads = _leads(events)
    if leads:
        blocks += [
            Line(""),
            Line("Where the 1:1s lead", "strong"),
            Table(
                ("with", "next", "document"),
                tuple(_pair_row(each, events, explanation) for each in leads),
            ),
        ]
    for each in read:
        blocks += document_blocks(each, zone=explanation.zone)
    if read:
        blocks += [Line(""), Line(f"How it decides: {HOW_IT_DECIDES}", "faint")]
    data = {
        "events": [_as_json(each) for each in events],
        "documents": [document_json(each) for each in read],
        "how_it_decides": HOW_IT_DECIDES,
    }
    return Outcome(blocks=blocks, data=data)


def _event_row(each: Explained, explanation: Explanation) -> tuple[str, str, str, str]:
    event = each.verdict.event
    when = _when(event.start or event.key, explanation, all_day=event.all_day)
    return when, event.title or "(no title)", _mark(each.verdict), why(each.verdict)


def _mark(verdict: Verdict) -> str:
    match verdict:
        case Counts():
            return "yes"
        case Single():
            return "perhaps"
        case LeftOut():
            return "no"
        case _:
            assert_never(verdict)


def _leads(events: tuple[Explained, ...]) -> list[Explained]:
    """One explained event for each pair that has a meeting which counts, or may."""
    by_pair: dict[str, Explained] = {}
    for each in events:
        if each.pair is not None and each.lead is not None:
            by_pair.setdefault(each.pair.key, each)
    return sorted(by_pair.values(), key=lambda each: each.pair.other.email if each.pair else "")


def _pair_row(
    each: Explained, events: tuple[Explained, ...], explanation: Explanation
) -> tuple[str, str, str]:
    pair = each.pair
    following = [
        _when(one.verdict.meeting.start, explanation)
        for one in events
        if one.next and one.pair == pair and one.verdict.meeting is not None
    ]
    person = pair.other.email if pair else ""
    return person, ", ".join(following) or "-", _lead_words(each.lead)


def _lead_words(lead: Lead | None) -> str:
    match lead:
        case None:
            return "-"
        case Located(document_id=document_id, how=how):
            return f"{link(document_id)} ({_HOW[how]})"
        case Wanted(begun=()):
            return "none yet; the next sync makes one"
        case Wanted():
            return "one is being made; the next sync goes on with it"
        case NotNew() | Skip() | OneononeError():
            return str(lead)
        case _:
            assert_never(lead)


def _when(start: datetime | None, explanation: Explanation, *, all_day: bool = False) -> str:
    if start is None:
        return "-"
    local = start if all_day else start.astimezone(explanation.zone)
    return f"{local:%a %Y-%m-%d}" if all_day else f"{local:%a %Y-%m-%d %H:%M}"


def _as_json(each: Explained) -> dict[str, Any]:
    verdict, event = each.verdict, each.verdict.event
    start = event.start or event.key
    return {
        "event_id": event.event_id,
        "start": start.isoformat() if start else None,
        "title": event.title,
        "counts": _mark(verdict),
        "reason": verdict.reason.value if isinstance(verdict, LeftOut) else None,
        "why": why(verdict),
        "with": each.pair.other.email if each.pair else None,
        "prepared": each.next,
        "document": _lead_json(each.lead),
    }


def _lead_json(lead: Lead | None) -> dict[str, Any] | None:
    match lead:
        case None:
            return None
        case Located():
            return {"id": lead.document_id, "url": link(lead.document_id), "how": lead.how.value}
        case Wanted():
            return {"id": None, "how": "begun" if lead.begun else "to-be-made"}
        case NotNew():
            return {"id": None, "how": "not-new", "why": str(lead)}
        case Skip():
            return {"id": None, "how": lead.code.value, "why": str(lead)}
        case OneononeError():
            return {"id": None, "how": "failed", "why": str(lead)}
        case _:
            assert_never(lead)
