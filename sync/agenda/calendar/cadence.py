"""How often people meet, from the gaps between neighbouring occurrences.

The original starts are asked, cancelled ones among them: a moved or a missed meeting does not make
a weekly talk a monthly one.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from enum import Enum
from itertools import chain, pairwise
from statistics import median_low


class Cadence(Enum):
    """The usual gap, from the smallest to the largest. MONTHLY means monthly or rarer."""

    MORE_OFTEN = "more-often"
    WEEKLY = "weekly"
    BIWEEKLY = "biweekly"
    THREE_WEEKLY = "three-weekly"
    MONTHLY = "monthly"


_UP_TO = (
    (timedelta(days=4, hours=12), Cadence.MORE_OFTEN),
    (timedelta(days=10), Cadence.WEEKLY),
    (timedelta(days=17), Cadence.BIWEEKLY),
    (timedelta(days=24), Cadence.THREE_WEEKLY),
)
_ORDER = tuple(Cadence)
_SAME_TALK = timedelta(hours=12)


def gap_of(instants: Iterable[datetime]) -> timedelta | None:
    """The usual gap between neighbours, or None for fewer than two.

    It is the median, the lower one of two: an occurrence that was taken out makes one gap longer,
    never most of them. Two within half a day are one.
    """
    found: list[datetime] = []
    for instant in sorted(one.astimezone(UTC) for one in instants):
        if not found or instant - found[-1] > _SAME_TALK:
            found.append(instant)
    gaps = [later - earlier for earlier, later in pairwise(found)]
    return median_low(gaps) if gaps else None


def cadence_of(series: Iterable[Sequence[datetime]]) -> Cadence:
    """The cadence of a thread, given the original starts of each of its series.

    Its most frequent series say it, together: two that alternate every two weeks are a weekly talk,
    while a monthly one beside a weekly one changes nothing. A lone meeting is MONTHLY.
    """
    all_starts = [starts for starts in series if starts]
    known = [(cadence, starts) for starts in all_starts if (cadence := _cadence(starts))]
    if not known:
        return _cadence(list(chain.from_iterable(all_starts))) or Cadence.MONTHLY
    finest = min((cadence for cadence, _ in known), key=_ORDER.index)
    together = [starts for cadence, starts in known if cadence is finest]
    return _cadence(list(chain.from_iterable(together))) or finest


def _cadence(starts: Sequence[datetime]) -> Cadence | None:
    gap = gap_of(starts)
    if gap is None:
        return None
    return next((cadence for limit, cadence in _UP_TO if gap < limit), Cadence.MONTHLY)
