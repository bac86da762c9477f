"""Finds a pair and its documents by the other person's address, whatever leaves the pair out.

For commands that are about one person: the pair may be skipped or paused, its meetings may be gone.
Nothing is written, and no document is opened.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from sync.agenda.calendar.events import Zones
from sync.agenda.calendar.pairs import NewReason, Pair
from sync.agenda.calendar.people import Person, pair_key
from sync.agenda.calendar.rules import PersonRule, Rules
from sync.config.settings import Settings
from sync.job.clients import Google
from sync.job.documents import Located, Wanted, locate
from sync.job.marked import Marked
from sync.job.skips import NotNew, Skip
from sync.job.window import read_window


def pair_with(
    settings: Settings, google: Google, email: str, *, now: datetime, zones: Zones
) -> Pair:
    """The pair as the calendar shows it, whatever leaves it out, or as good as is known."""
    rules = _rules(settings, email)
    window = read_window(settings, google.calendar, now=now, zones=zones, rules=rules)
    other = settings.identities.primary(email)
    for pair in window.pairs:
        if pair.other.email == other:
            return pair
    me = next((pair.me for pair in window.pairs), None) or Person(
        settings.identities.primary(google.drive.me().lower()), ""
    )
    return Pair(
        key=pair_key(me.email, other),
        me=me,
        other=Person(other, ""),
        meetings=(),
        off=(),
        threads=(),
        cancelled=(),
        splits=(),
        only_single=False,
        new_reason=NewReason.NAMED,
        paused_until=None,
    )


def _rules(settings: Settings, email: str) -> Rules:
    """The settings' rules with this person in, whatever they say."""
    rules = settings.rules()
    primary = settings.identities.primary(email)
    others = [one for one in rules.persons if settings.identities.primary(one.email) != primary]
    own = next((one for one in rules.persons if one not in others), PersonRule(email=primary))
    return replace(rules, persons=(*others, replace(own, counts=True, paused_until=None)))


def documents_of(pair: Pair, settings: Settings, marked: Marked) -> Iterable[str]:
    """All documents that are, or may be, the pair's, each once."""

    def found() -> Iterator[str]:
        located = locate(pair, settings=settings, marked=marked, bears_mark=lambda _: False)
        match located:
            case Located():
                yield located.document_id
            case Wanted():
                yield from located.begun
            case Skip():
                yield from located.documents
            case NotNew():
                pass
        yield from (each.document_id for each in marked.of(pair.key))

    return dict.fromkeys(found())
