"""Shows what the job makes of each pair's document: its sections, their open items, and why.

For `explain`, which exists to show lines of documents: nothing of it is logged.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, tzinfo
from typing import Any, assert_never

from sync.agenda.insight.insight import Insight, ItemInsight, Role, SectionInsight
from sync.agenda.insight.insightwords import fate_words, maker_words, role_words, state_word
from sync.agenda.planning.outcomes import Kept, Nothing, Outcome, Prepared, Refreshed
from sync.agenda.planning.terms import Refusal
from sync.commands.outcome import Block, Line, Table
from sync.commands.report import TO_CHANGE, carry_words, late_words
from sync.errors import OneononeError
from sync.job import skips
from sync.job.reading_along import ReadAlong
from sync.job.skips import Skip, link

_LONGEST = 72
_MANY_UNSETTLED = 12


def document_blocks(read: ReadAlong, *, zone: tzinfo) -> Iterator[Block]:
    """A document: what a run would do, then its sections with their items."""
    yield Line("")
    yield Line(f"{read.pair.other.email}: {link(read.document_id)}", "strong")
    match read.found:
        case Insight() as found:
            yield from (Line(f"  {words}") for words in _would(read, found, zone))
            rows = list(_rows(found.sections))
            if rows:
                yield Table(("section, and its items", "", "what the job makes of it"), tuple(rows))
            else:
                yield Line("  No heading of the document bears a date, so it has no sections yet.")
            if old := _old(found.sections):
                yield Line(f"  {old}", "faint")
        case Skip() | OneononeError():
            yield Line(f"  {read.found}", "warning")
        case _:
            assert_never(read.found)


def _would(read: ReadAlong, found: Insight, zone: tzinfo) -> Iterator[str]:
    """What the next run does with the document, in words."""
    if read.pair.paused_until:
        yield f"left alone until {read.pair.paused_until}"
    if isinstance(found.planned, Refusal):
        yield str(skips.refused(read.pair, read.document_id, found.planned))
        return
    for tended in found.planned.changes:
        yield f"the next sync follows the calendar, to {TO_CHANGE[tended.change]}"
    for outcome in found.planned.outcomes:
        yield f"{_when(outcome.occasion.start, zone)}: {_outcome_words(outcome, read)}"
    if not found.planned.outcomes and not read.pair.paused_until:
        yield "no meeting is near enough to be prepared"


def _outcome_words(outcome: Outcome, read: ReadAlong) -> str:
    match outcome:
        case Prepared(carry=carry, by_hand=True):
            return f"people wrote its section; the next sync adds to it, {carry_words(carry)}"
        case Prepared(carry=carry):
            return f"it has no section; the next sync writes one, {carry_words(carry)}"
        case Refreshed(carry=carry, taken_back=back, reworded=reworded):
            words = late_words(carry, back, reworded)
            return f"its section stands; the next sync follows late changes, {words}"
        case Nothing():
            return _nothing_words(outcome, read)
        case _:
            assert_never(outcome)


def _nothing_words(outcome: Nothing, read: ReadAlong) -> str:
    match outcome.why:
        case Kept.STANDS:
            late = outcome.occasion.late
            return f"its section stands{'' if late else ', and is no more changed so near to it'}"
        case Kept.REMOVED:
            email = read.pair.other.email
            again = f"`oneonone sync --person {email} --again` makes it again"
            return f"people removed its section, so it is not made; {again}"
        case Kept.LIMIT:
            over = outcome.carry.over if outcome.carry else 0
            return f"{over} open items are more than [agenda] carry_limit: nothing is written"
        case Kept.UNCLEAR:
            return "a heading may bear its day, and can be read either way: nothing is written"


def _rows(sections: Iterable[SectionInsight]) -> Iterator[tuple[str, str, str]]:
    unsettled = 0
    for section in sections:
        unsettled += section.role is Role.UNSETTLED
        if section.role is Role.OLD or unsettled > _MANY_UNSETTLED:
            continue
        day = f" ({section.day.isoformat()})" if section.day else ""
        where = f"{section.tab}: " if section.tab else ""
        by = f"by {maker_words(section)}"
        yield f"{where}{_short(section.heading)}{day}", by, role_words(section)
        for item in section.items:
            indent = "  " * (item.depth + 1)
            yield f"{indent}- {_short(item.text)}", state_word(item), fate_words(item)


def _old(sections: Sequence[SectionInsight]) -> str:
    old = [section for section in sections if section.role is Role.OLD]
    days = sorted(section.day for section in old if section.day)
    if not old:
        return ""
    span = f", from {days[0]} to {days[-1]}" if len(days) > 1 else f", of {days[0]}" if days else ""
    number = "1 older section is" if len(old) == 1 else f"{len(old)} older sections are"
    return f"{number} not looked at{span}"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def _when(start: datetime, zone: tzinfo) -> str:
    return f"{start.astimezone(zone):%a %Y-%m-%d %H:%M}"


def document_json(read: ReadAlong) -> dict[str, Any]:
    """The same as data."""
    head = {
        "with": read.pair.other.email,
        "id": read.document_id,
        "url": link(read.document_id),
    }
    match read.found:
        case Insight() as found:
            return {**head, **_insight_json(read, found)}
        case Skip() as skip:
            return {**head, "problem": str(skip), "code": skip.code.value}
        case OneononeError() as error:
            return {**head, "problem": str(error), "code": None}
        case _:
            assert_never(read.found)


def _insight_json(read: ReadAlong, found: Insight) -> dict[str, Any]:
    planned = found.planned
    until = read.pair.paused_until
    return {
        "paused_until": until.isoformat() if until else None,
        "refused": planned.name.lower() if isinstance(planned, Refusal) else None,
        "ticks_known": found.ticks_known,
        "meetings": []
        if isinstance(planned, Refusal)
        else [
            {
                "start": one.occasion.start.isoformat(),
                "title": one.occasion.title,
                "what": _outcome_words(one, read),
            }
            for one in planned.outcomes
        ],
        "sections": [
            {
                "heading": section.heading,
                "tab": section.tab or None,
                "date": section.day.isoformat() if section.day else None,
                "written_by": section.maker.name.lower(),
                "role": section.role.value,
                "meeting_gone": section.gone,
                "why": role_words(section),
                "items": [_item_json(item) for item in section.items],
            }
            for section in found.sections
        ],
    }


def _item_json(item: ItemInsight) -> dict[str, Any]:
    return {
        "text": item.text,
        "depth": item.depth,
        "state": state_word(item),
        "fate": item.fate.value,
        "since": item.since.isoformat() if item.since else None,
        "doubt": item.doubt.value if item.doubt else None,
        "why": fate_words(item),
    }
