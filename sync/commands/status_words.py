"""Says what `status` found: in words, as a table, as JSON."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sync.agenda.calendar.cadence import Cadence
from sync.agenda.insight.standing import OpenItem
from sync.commands.last_run import LastRun
from sync.commands.outcome import Block, Line, Outcome, Table, counted
from sync.job.skips import link
from sync.job.status import Status
from sync.pages.spans import age_words, ago

CADENCES = {
    Cadence.MORE_OFTEN: "several a week",
    Cadence.WEEKLY: "weekly",
    Cadence.BIWEEKLY: "every two weeks",
    Cadence.THREE_WEEKLY: "every three weeks",
    Cadence.MONTHLY: "monthly or rarer",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All pairs and the last run, as of `now`, in the calendar's zone; what is looked back over
    begins at `since`.
    """

    pairs: tuple[Status, ...]
    last: LastRun | None
    since: datetime
    now: datetime

    @property
    def today(self) -> date:
        """The day as of which it is said."""
        return self.now.date()


def outcome_of(found: Found) -> Outcome:
    """A table of the pairs, what is open with each, and the last run."""
    count = sum(len(one.open) for one in found.pairs)
    words = (
        f"{counted(len(found.pairs), 'pair')}, {counted(count, 'open item')}"
        if found.pairs
        else "No 1:1 was found; `oneonone explain` says why each event counts or not."
    )
    blocks: list[Block] = [Line(words, "strong")]
    if found.pairs:
        columns = ("with", "cadence", "last met", "next", "not held", "open")
        blocks.append(Table(columns, tuple(_row(one, found) for one in found.pairs)))
    for one in found.pairs:
        blocks += _open_with(one, found)
    if found.pairs:
        rows = [(one.pair.other.email, document_words(one)) for one in found.pairs]
        blocks += [Line(""), Table(("with", "document"), tuple(rows))]
    blocks += [Line(note, "warning") for one in found.pairs for note in notes_of(one)]
    blocks += [Line(""), *_last_run(found)]
    return Outcome(blocks=blocks, data=_as_json(found))


def _row(one: Status, found: Found) -> tuple[str, ...]:
    oldest = f", the oldest {age_words(found.today - one.open[0].since)}" if one.open else ""
    return (
        one.pair.other.email,
        CADENCES[one.cadence],
        last_words(one, found.today),
        next_words(one, found.today),
        f"{one.off} of {one.held + one.off}" if one.held + one.off else "-",
        f"{len(one.open)}{oldest}",
    )


def last_words(one: Status, today: date) -> str:
    """When they met last, as people say it."""
    return ago(today - one.last.date) if one.last else "not in this time"


def next_words(one: Status, today: date) -> str:
    """When they meet next; a pause is said instead."""
    if one.paused_until is not None:
        return f"paused until {one.paused_until:%Y-%m-%d}"
    if one.next is None:
        return "none in sight"
    ahead = one.next.date - today
    when = ("today", "tomorrow")[max(ahead.days, 0)] if ahead.days < 2 else f"in {age_words(ahead)}"
    return f"{one.next.start:%a %Y-%m-%d}, {when}"


def document_words(one: Status) -> str:
    """Its address, or that there is none."""
    if one.document_id:
        return link(one.document_id)
    return "none, see below" if one.problem else "none yet"


def _open_with(one: Status, found: Found) -> list[Block]:
    """The items that are open with somebody."""
    if not one.open:
        return []
    head = Line(f"Open with {one.pair.other.email}", "strong")
    return [Line(""), head, *(_item_line(item, found.today) for item in one.open)]


def _item_line(item: OpenItem, today: date) -> Line:
    perhaps = " (its tick can't be read)" if item.unknown else ""
    return Line(f"  {age_words(today - item.since):>9}  {'  ' * item.depth}{item.text}{perhaps}")


def notes_of(one: Status) -> list[str]:
    """What a person has to know or to do about a pair."""
    notes = [str(one.problem)] if one.problem is not None else []
    if one.send:
        notes.append(
            f"{one.pair.other.email}: no event leads to the document yet. Send them this link, or "
            f"attach it to the meeting: {link(one.document_id)}"
        )
    return notes


def _last_run(found: Found) -> list[Block]:
    last = found.last
    if last is None:
        return [Line("No run is known yet: `oneonone sync` does one.", "faint")]
    failed = sorted(who for who, one in last.pairs.items() if one.failed)
    words = f"The last run, {run_ago(found.now - last.at)}"
    if last.error:
        return [Line(f"{words}, failed: {last.error}", "bad")]
    if failed:
        blocks: list[Block] = [Line(f"{words}, needs you for {len(failed)}:", "bad")]
        return [*blocks, *(Line(f"  {note}", "bad") for note in _failures(found, last, failed))]
    if not last.pairs:
        return [Line(f"{words}, found no 1:1.", "warning")]
    return [Line(f"{words}, went well for {len(last.pairs)}.", "good")]


def _failures(found: Found, last: LastRun, failed: Iterable[str]) -> Iterator[str]:
    """What was in the way of each, but for what is said above of how things are now."""
    above = {note for one in found.pairs for note in notes_of(one)}
    for who in failed:
        notes = last.pairs[who].notes
        yield from (note for note in notes if note not in above)
        if above.issuperset(notes):
            yield f"{who}: see above"


def run_ago(span: timedelta) -> str:
    """How long ago a run was: by the hour, then by the day."""
    minutes = max(0, int(span.total_seconds() // 60))
    if minutes < 2:
        return "just now"
    if minutes < 120:
        return f"{minutes} minutes ago"
    return f"{minutes // 60} hours ago" if minutes < 2880 else ago(span)


def _as_json(found: Found) -> dict[str, Any]:
    last = found.last
    return {
        "since": found.since.isoformat(),
        "now": found.now.isoformat(),
        "pairs": [_pair_json(one, found) for one in found.pairs],
        "last_run": None
        if last is None
        else {
            "at": last.at.isoformat(),
            "exit_code": last.exit_code,
            "error": last.error or None,
            "pairs": {
                who: {
                    "result": one.result,
                    "failed": one.failed,
                    "what": one.what,
                    "notes": list(one.notes),
                }
                for who, one in last.pairs.items()
            },
        },
    }


def _pair_json(one: Status, found: Found) -> dict[str, Any]:
    return {
        "with": one.pair.other.email,
        "pair": one.pair.key,
        "cadence": one.cadence.value,
        "last": one.last.start.isoformat() if one.last else None,
        "next": one.next.start.isoformat() if one.next else None,
        "paused_until": one.paused_until.isoformat() if one.paused_until else None,
        "held": one.held,
        "not_held": one.off,
        "document": {"id": one.document_id, "url": link(one.document_id)}
        if one.document_id
        else None,
        "send_link": one.send,
        "notes": notes_of(one),
        "open": _items_json(one.open, found.today),
    }


def _items_json(items: Sequence[OpenItem], today: date) -> list[dict[str, Any]]:
    return [
        {
            "text": item.text,
            "since": item.since.isoformat(),
            "days": (today - item.since).days,
            "unknown": item.unknown,
        }
        for item in items
    ]
