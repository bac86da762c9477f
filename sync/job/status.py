"""How each pair stands: when they met and meet next, what is open, where its document is.

Reads the calendar, searches Drive and reads the documents, as a run does; writes nothing. The
document is the one that a run would take: it is looked for in a run's own window, whatever the time
that is looked back over.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo

from sync.agenda.calendar.cadence import Cadence, cadence_of
from sync.agenda.calendar.events import Zones
from sync.agenda.calendar.meetings import Meeting
from sync.agenda.calendar.pairs import Pair
from sync.agenda.document.notebook import Notebook
from sync.agenda.document.sections import outline
from sync.agenda.insight.standing import OpenItem, Standing, standing_of
from sync.agenda.planning.terms import Terms
from sync.config.settings import Settings
from sync.errors import OneononeError
from sync.job import attached, opening, skips
from sync.job.apart import apart
from sync.job.clients import Desk, Google
from sync.job.counting import Counting, Progress, nobody
from sync.job.documents import Located, Wanted, locate
from sync.job.marked import Marked, search_marked
from sync.job.skips import Code, NotNew, Skip
from sync.job.terms import terms_of
from sync.job.together import together
from sync.job.window import Window, read_window

_NOTHING = Standing((), ())
_AHEAD = timedelta(days=45)
"""The next meeting of a monthly talk is to be seen as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A pair's document as it was read: the notebook with its ticks, and the pair's terms."""

    document_id: str
    notebook: Notebook
    terms: Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How a pair stands.

    `last` and `next` are meetings that were and are held, `held` and `off` how many were held and
    were not since `since`. `send`: the document's link is still to be sent, since no event leads
    to it. `problem` says why there is no document to look at. `zone` is the calendar's: a day
    begins there for its owner.
    """

    pair: Pair
    cadence: Cadence
    last: Meeting | None
    next: Meeting | None
    held: int
    off: int
    document_id: str = ""
    send: bool = False
    standing: Standing = _NOTHING
    problem: NotNew | Skip | OneononeError | None = None
    paused_until: date | None = None
    zone: tzinfo = UTC

    @property
    def open(self) -> tuple[OpenItem, ...]:
        """What is open, the oldest first."""
        return self.standing.open


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """What all pairs are looked at with. `near` are the pairs of a run's own window."""

    desk: Desk
    marked: Marked
    near: dict[str, Pair]
    since: datetime
    now: datetime


def statuses(
    settings: Settings,
    google: Google,
    *,
    since: datetime,
    now: datetime,
    zones: Zones,
    progress: Progress = nobody,
) -> tuple[Status, ...]:
    """The status of every pair that met since `since` or will meet soon."""
    look, far = _open(settings, google, since=since, now=now, zones=zones)
    count = Counting(progress, len(far.pairs))

    def status(pair: Pair) -> Status:
        return replace(_status(look, pair), zone=far.zone)

    return together(count.each(status), far.pairs, workers=max(settings.run.workers, 2))


def paper_of(
    settings: Settings,
    google: Google,
    choose: Callable[[tuple[Pair, ...]], Pair],
    *,
    since: datetime,
    now: datetime,
    zones: Zones,
) -> tuple[Pair, Paper | NotNew | Skip | None]:
    """The document of one of the pairs that met since `since`, or why there is none to read."""
    look, far = _open(settings, google, since=since, now=now, zones=zones)
    pair = choose(far.pairs)
    found, paper = _find(look, pair)
    return pair, _why(found) if paper is None else paper


def _open(
    settings: Settings, google: Google, *, since: datetime, now: datetime, zones: Zones
) -> tuple[_Look, Window]:
    near = read_window(settings, google.calendar, now=now, zones=zones)
    rules = settings.rules()
    wide = replace(
        rules,
        lookback=max(rules.lookback, now - since),
        lookahead=max(rules.lookahead, _AHEAD),
    )
    far = read_window(settings, google.calendar, now=now, zones=zones, rules=wide)
    look = _Look(
        desk=Desk.of(google, settings),
        marked=search_marked(google.drive),
        near={pair.key: pair for pair in near.pairs},
        since=since,
        now=now,
    )
    return look, far


def _status(look: _Look, pair: Pair) -> Status:
    past = [one for one in pair.meetings if one.ends <= look.now and one.starts >= look.since]
    ahead = [one for one in pair.meetings if one.ends > look.now]
    near = look.near.get(pair.key)
    blank = Status(
        pair=pair,
        cadence=_cadence(pair),
        last=past[-1] if past else None,
        next=ahead[0] if ahead else None,
        held=len(past),
        off=_called_off(look, pair),
        paused_until=(near or pair).paused_until,
    )
    whole = apart(pair, lambda: _with_document(look, pair, blank))
    return replace(blank, problem=whole) if isinstance(whole, OneononeError) else whole


def _with_document(look: _Look, pair: Pair, blank: Status) -> Status:
    found, paper = _find(look, pair)
    if not isinstance(found, Located) or paper is None:
        return replace(blank, problem=_why(found))
    known = replace(blank, document_id=found.document_id, send=_unsent(look, pair, found))
    if isinstance(paper, Skip):
        return replace(known, problem=paper)
    standing = standing_of(paper.notebook, paper.terms, since=look.since, now=look.now)
    return replace(known, standing=standing)


def _cadence(pair: Pair) -> Cadence:
    """That of the pair's usual thread: the one that meets most often."""
    order = tuple(Cadence)
    found = [thread.cadence for thread in pair.threads]
    return min(found, key=order.index) if found else cadence_of([[one.key for one in pair.off]])


def _called_off(look: _Look, pair: Pair) -> int:
    """How many meetings of the pair's own series were not held."""
    own = {one.series for one in (*pair.meetings, *pair.off)}
    gone = {
        (one.series, one.key)
        for one in pair.cancelled
        if one.series in own and look.since <= one.key <= look.now
    }
    return len(gone)


Lead = Located | Wanted | NotNew | Skip


def _find(look: _Look, pair: Pair) -> tuple[Lead, Paper | Skip | None]:
    """The pair's document and what it says; one of another pair is as if it were not there."""
    found = _lead(look, pair, frozenset())
    if not isinstance(found, Located):
        return found, None
    paper = _read(look, pair, found)
    if isinstance(paper, Skip) and paper.code is Code.OTHER_PAIR:
        found = _lead(look, pair, frozenset({found.document_id}))
        return found, _read(look, pair, found) if isinstance(found, Located) else None
    return found, paper


def _lead(look: _Look, pair: Pair, strangers: frozenset[str]) -> Lead:
    near = look.near.get(pair.key, pair)
    terms = terms_of(near, look.desk.settings, now=look.now, made=False)
    return locate(
        near,
        settings=look.desk.settings,
        marked=look.marked,
        bears_mark=lambda each: opening.bears_sections(near, each, look.desk.docs, terms),
        strangers=strangers,
    )


def _why(found: Lead) -> NotNew | Skip | None:
    return found if isinstance(found, NotNew | Skip) else None


def _read(look: _Look, pair: Pair, found: Located) -> Paper | Skip:
    settings = look.desk.settings
    notebook = opening.read(pair, found.document_id, look.desk, locale=settings.agenda.locale)
    if isinstance(notebook, Skip):
        return notebook
    notebook = opening.with_export_if_any(notebook, look.desk.drive)
    terms = terms_of(pair, settings, now=look.now, made=False)
    sections = outline(notebook, starts=terms.starts, zone=terms.zone).sections
    if any(one.mark is not None and one.mark.pair != pair.key for one in sections):
        return skips.other_pair(pair, found.document_id)
    return Paper(document_id=found.document_id, notebook=notebook, terms=terms)


def _unsent(look: _Look, pair: Pair, found: Located) -> bool:
    """The job made it, and no event of the pair leads the other person to it."""
    meetings = (*look.near.get(pair.key, pair).meetings, *pair.meetings)
    attachments = [each for meeting in meetings for each in meeting.attachments]
    made = look.marked.get(found.document_id) is not None
    return made and found.document_id not in attached.documents(attachments)
