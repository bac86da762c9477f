"""How often people meet, from the gaps between neighbouring occurrences.

The original starts are asked, cancelled ones among them: a moved or a missed meeting does not make
a weekly talk a monthly one.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from enum import Enum
from itertools import pairwise
from statistics import median_low


class Cadence(Enum):
    """The usual gap. MONTHLY means monthly or rarer."""

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


def cadence_of(instants: Iterable[datetime]) -> Cadence:
    """The cadence of occurrences with these original starts; of a lone one, MONTHLY."""
    gap = gap_of(instants)
    if gap is None:
        return Cadence.MONTHLY
    return next((cadence for limit, cadence in _UP_TO if gap < limit), Cadence.MONTHLY)
