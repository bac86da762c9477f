"""Says what became of each pair: a `Report` as blocks for people and as JSON.

Lines of documents are shown by a preview alone (`--dry-run`), which exists to show them.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any, assert_never

from sync.agenda.planning.carrying import Carry, Why
from sync.agenda.planning.outcomes import Change, Kept, Nothing, Outcome, Prepared, Refreshed
from sync.commands.diff import diff_blocks, diff_json
from sync.commands.outcome import Block, Line, Table, Tone, counted
from sync.commands.outcome import Outcome as Shown
from sync.job.documents import Did, Wanted
from sync.job.pausing import VARIABLE
from sync.job.prepare import Done, Idle
from sync.job.run import Failed, PairReport, Report
from sync.job.skips import NotNew, Skip, link

_CHANGED = {
    Change.MOVED: "re-dated a section",
    Change.CALLED_OFF: "marked a section as not held",
    Change.RESTORED: "marked a section as held again",
    Change.GIVEN: "gave a section to the next meeting",
    Change.REKEYED: "tied a section to its new series",
}
TO_CHANGE = {
    Change.MOVED: "re-date a section",
    Change.CALLED_OFF: "mark a section as not held",
    Change.RESTORED: "mark a section as held again",
    Change.GIVEN: "give a section to the next meeting",
    Change.REKEYED: "tie a section to its new series",
}
"""The same, before it is done."""
_WOULD = {
    Did.MADE: "made, empty and open to nobody",
    Did.ATTACHED: "attached to the series in the calendar",
    Did.SHARED: "shared with {}, without a mail",
    Did.TRASHED_LEFTOVER: "trashed",
}


def outcome_of(report: Report) -> Shown:
    """A table with a line for each pair, what stands in the way of some, and what a preview saw."""
    blocks: list[Block] = [Line(_summary(report), "strong")]
    if report.pairs:
        rows = [(_who(one), _meetings(one), *_what(one, report)) for one in report.pairs]
        blocks.append(Table(("with", "meeting", "what", "document"), tuple(rows)))
    for one in report.pairs:
        blocks += _notes(one)
    if report.preview:
        for one in report.pairs:
            blocks += _preview(one)
    data = {
        "preview": report.preview,
        "braked": report.braked,
        "exit_code": int(report.exit_code),
        "pairs": [_as_json(one, report) for one in report.pairs],
    }
    return Shown(blocks=blocks, data=data, exit_code=report.exit_code)


def _summary(report: Report) -> str:
    if report.braked:
        return f"Nothing was read or written: {VARIABLE} is set. Unset it, and the job goes on."
    if not report.pairs:
        return "No 1:1 is in the window; `oneonone explain` says why each event counts or not."
    counts = Counter(_kind(one) for one in report.pairs)
    words = {
        "written": "would be written" if report.preview else "written",
        "nothing": "nothing to do",
        "left out": "left out",
        "failed": "in need of you",
    }
    return ", ".join(f"{counts[kind]} {words[kind]}" for kind in words if counts[kind])


def _kind(one: PairReport) -> str:
    if one.failed:
        return "failed"
    match one.result:
        case Done(plan=plan):
            return "written" if plan.steps else "nothing"
        case Idle():
            return "nothing"
        case _:
            return "left out"


def _who(one: PairReport) -> str:
    return one.pair.other.email


def _outcomes(one: PairReport) -> tuple[Outcome, ...]:
    return one.result.plan.outcomes if isinstance(one.result, Done) else ()


def _meetings(one: PairReport) -> str:
    starts = [each.occasion.start for each in _outcomes(one)] or [
        thread.next.start for thread in one.pair.threads if thread.next is not None
    ]
    return ", ".join(f"{start:%a %Y-%m-%d}" for start in starts) or "-"


def _what(one: PairReport, report: Report) -> tuple[str, str]:
    """What became of a pair, in words, and its document."""
    match one.result:
        case Done(located=Wanted(), plan=plan):
            words = _outcome_words(plan.outcomes, preview=True)
            return f"a new document, {words}", "(to be made)"
        case Done() as done:
            acts = [*_did(done), *_changes(done, preview=report.preview)]
            said = [each for each in done.plan.outcomes if not (acts and _stands(each))]
            if said or not acts:
                acts.append(_outcome_words(tuple(said), preview=report.preview))
            return ", ".join(acts), link(done.document_id)
        case Idle(paused=paused):
            why = f"paused until {paused:%Y-%m-%d}" if paused else "no meeting near enough"
            return f"nothing to do: {why}", "-"
        case NotNew():
            return "nothing to do: left out, see below", "-"
        case Skip(documents=documents):
            return "nothing written, see below", " ".join(map(link, documents)) or "-"
        case Failed():
            return "failed, see below", "-"
        case _:
            assert_never(one.result)


def _did(done: Done) -> Iterator[str]:
    """What was done outside of the document's text."""
    words = {
        Did.MADE: "made the document",
        Did.ATTACHED: "attached it",
        Did.SHARED: "shared it",
        Did.TRASHED_LEFTOVER: "trashed an empty double",
    }
    for each in () if isinstance(done.located, Wanted) else done.located.did:
        yield words[each]


def _changes(done: Done, *, preview: bool) -> Iterator[str]:
    """How sections follow the calendar."""
    for tended in done.plan.changes:
        yield f"would {TO_CHANGE[tended.change]}" if preview else _CHANGED[tended.change]


def _stands(outcome: Outcome) -> bool:
    return isinstance(outcome, Nothing) and outcome.why is Kept.STANDS


def _outcome_words(outcomes: tuple[Outcome, ...], *, preview: bool) -> str:
    """Of each meeting, what is written or why nothing is; once where it is the same of all."""
    words = [_words(each, preview=preview) for each in outcomes]
    if all(isinstance(each, Nothing) for each in outcomes):
        words = list(dict.fromkeys(words))
    return "; ".join(words) or "nothing to do"


def _words(outcome: Outcome, *, preview: bool) -> str:
    match outcome:
        case Prepared(carry=carry, by_hand=by_hand):
            verb = "would write" if preview else "wrote"
            into = "into your own section" if by_hand else "a section"
            return f"{verb} {into}, {carry_words(carry)}"
        case Refreshed(carry=carry, taken_back=back, reworded=reworded):
            verb = "would follow" if preview else "followed"
            return f"{verb} late changes, {late_words(carry, back, reworded)}"
        case Nothing(why=Kept.STANDS):
            return "nothing to do: its section stands"
        case Nothing(why=Kept.REMOVED):
            return "nothing to do: people removed its section"
        case Nothing(why=Kept.LIMIT):
            return "nothing written: too many open items, see below"
        case Nothing(why=Kept.UNCLEAR):
            return "nothing written: a heading's date can be read either way, see below"
        case _:
            raise AssertionError("all reasons are named above")


def carry_words(carry: Carry) -> str:
    """How many items go, are unknown, are done."""
    done = sum(left.why is Why.DONE for left in carry.left)
    words = [f"{counted(len(carry.carried), 'item')} carried"]
    if carry.unknown:
        words.append(f"{carry.unknown} of them with an unknown tick")
    if done:
        words.append(f"{counted(done, 'item')} done")
    return ", ".join(words)


def late_words(carry: Carry, taken_back: int, reworded: int) -> str:
    """How many items a section that stands follows."""
    counts = (len(carry.carried), "carried"), (taken_back, "taken back"), (reworded, "reworded")
    return ", ".join(f"{counted(number, 'item')} {what}" for number, what in counts if number)


def _notes(one: PairReport) -> list[Block]:
    """What a person has to know or to do, with the command that mends it."""
    found: list[tuple[str, Tone]] = []
    match one.result:
        case Failed(error=error):
            found.append((str(error), "bad"))
        case Skip() as skip:
            found.append((str(skip), "bad" if skip.failed else "warning"))
        case NotNew() as new:
            found.append((str(new), "faint"))
        case Done(notes=notes):
            found += [(str(note), "warning") for note in notes]
            found += [(words, "bad") for each in _outcomes(one) if (words := _to_settle(one, each))]
        case Idle():
            pass
        case _:
            assert_never(one.result)
    return [Line(text, tone) for text, tone in found]


def _to_settle(one: PairReport, outcome: Outcome) -> str:
    """What a person has to settle first: too many open items, or a date that is not clear."""
    if not isinstance(outcome, Nothing):
        return ""
    where = link(one.result.document_id) if isinstance(one.result, Done) else ""
    if outcome.why is Kept.UNCLEAR:
        return (
            f"{_who(one)}: a heading may bear the day of this meeting, and day and month can be "
            f"read either way, so nothing was written ({where}). Write the month's name or the "
            "year into that heading, and run `oneonone sync` again."
        )
    if outcome.why is not Kept.LIMIT:
        return ""
    number = outcome.carry.over if outcome.carry else 0
    return (
        f"{_who(one)}: {number} open items are more than [agenda] carry_limit, so nothing was "
        f"written ({where}). Tick or delete what is settled, or raise carry_limit to {number}, and "
        "run `oneonone sync` again."
    )


def _preview(one: PairReport) -> list[Block]:
    """What a run would do for a pair, and the lines that it would write."""
    if not isinstance(one.result, Done) or not one.result.plan.steps:
        return []
    head = f"{_who(one)}: {_what(one, Report(pairs=(one,), preview=True))[1]}"
    would = [Line(f"  it would be {_WOULD[each].format(_who(one))}") for each in one.result.would]
    return [Line(""), Line(head, "strong"), *would, *diff_blocks(one.result.plan)]


def _as_json(one: PairReport, report: Report) -> dict[str, Any]:
    """A pair's result for programs: addresses, ids, counts and codes, and words of our own."""
    what, _ = _what(one, report)
    result = one.result
    document = result.document_id or None if isinstance(result, Done) else None
    return {
        "pair": one.pair.key,
        "with": _who(one),
        "result": _kind(one).replace(" ", "_"),
        "failed": one.failed,
        "what": what,
        "document": {"id": document, "url": link(document)} if document else None,
        "wrote": isinstance(result, Done) and result.wrote,
        "meetings": [_meeting_json(each) for each in _outcomes(one)],
        "notes": [block.text for block in _notes(one) if isinstance(block, Line)],
        **(_preview_json(result) if report.preview and isinstance(result, Done) else {}),
    }


def _preview_json(done: Done) -> dict[str, Any]:
    """What a run would do, whole: it exists to show lines of documents."""
    return {"would": [each.value for each in done.would], **diff_json(done.plan)}


def _meeting_json(outcome: Outcome) -> dict[str, Any]:
    carry = outcome.carry
    return {
        "start": outcome.occasion.start.isoformat(),
        "result": _code(outcome),
        "carried": len(carry.carried) if carry else 0,
        "unknown": carry.unknown if carry else 0,
        "left": dict(Counter(left.why.name.lower() for left in carry.left)) if carry else {},
    }


def _code(outcome: Outcome) -> str:
    match outcome:
        case Prepared():
            return "section"
        case Refreshed():
            return "refreshed"
        case Nothing(why=why):
            return why.name.lower()
        case _:
            assert_never(outcome)
