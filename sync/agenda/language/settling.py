"""Settles which days a document's dated headings mean.

It decides what is either way round or lacks a year from what the document and the calendar say
together: one document writes its dates one way round, its sections follow each other in time, and
the newest stand near the calendar's meetings. A weekday tells where the year is last year's by
mistake. What these do not settle stays open, as None; it never guesses by language.

    settle(readings, *, anchors) -> tuple[date | None, ...]
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from sync.agenda.language.datereading import Candidate, DateReading, Order

_CLEARLY = 3
"""How many times shorter the way through the dates must be than with the days the other way."""

_ORDERS: tuple[Order, Order] = ("md", "dm")
_DENSE, _SPARSE = 3, 45

_SLIP = 60
"""Days by which sections may stand out of order without another year being meant."""

_NEW_YEAR = 2
"""The last month in which people still write the number of the year before."""

_AHEAD = 30
"""Days after the calendar's last meeting up to which a section may have been written."""

_Choice = Candidate | None
_Option = tuple[Order, Candidate]


def settle(
    readings: Sequence[DateReading | None], *, anchors: Sequence[date]
) -> tuple[date | None, ...]:
    """The day of each heading, in the document's order, None where there is none or none is sure.

    `anchors` are the days on which the calendar knows meetings of the pair, in any order.
    """
    options = [[] if reading is None else _options(reading) for reading in readings]
    slips = [None if reading is None else _slip(reading) for reading in readings]
    _set_right(options, slips, anchors)
    if all(len(option) < 2 for option in options):
        return _with_years([option[0][1] if option else None for option in options], anchors)
    orders = {option[0][0] for option in options if len(option) == 1} - {"fixed"}
    if len(orders) == 1:
        return _with_years(_chosen(options, orders.pop()), anchors)
    if orders:
        return _between_neighbours(options, anchors)
    ways = {order: _with_years(_chosen(options, order), anchors) for order in _ORDERS}
    short, long = sorted(_ORDERS, key=lambda order: _way(ways[order], anchors))
    if _way(ways[short], anchors) * _CLEARLY < _way(ways[long], anchors):
        return ways[short]
    hit = _hits(options, anchors)
    if len(hit) == 1:
        return ways[hit.pop()]
    return _with_years([o[0][1] if len(o) == 1 else None for o in options], anchors)


def _options(reading: DateReading) -> list[_Option]:
    """What a reading may mean; where the weekday fits some of it, only that."""
    options = list(zip(reading.orders, reading.candidates, strict=True))
    if len(options) > 1 and reading.weekday is not None:
        fitting = [
            option
            for option in options
            if (day := _day(option[1])) is not None and day.weekday() == reading.weekday
        ]
        return fitting or options
    return options


def _slip(reading: DateReading) -> _Option | None:
    """What is meant if last year's number slipped in, as it does in the first months of a year: the
    day of the next year, whose weekday the heading bears, while that of the written year is other.
    """
    days = [day for candidate in reading.candidates if (day := _day(candidate)) is not None]
    if reading.weekday is None or any(day.weekday() == reading.weekday for day in days):
        return None
    for order, (year, month, number) in zip(reading.orders, reading.candidates, strict=True):
        if year is not None and month <= _NEW_YEAR:
            meant = (year + 1, month, number)
            day = _day(meant)
            if day is not None and day.weekday() == reading.weekday:
                return order, meant
    return None


def _set_right(
    options: list[list[_Option]], slips: Sequence[_Option | None], anchors: Sequence[date]
) -> None:
    """Gives dates that may have last year's number the year in which their neighbours are: the
    nearest sure day on either side, or, where there is none, the calendar's. Where both years are
    near to one of these, the date stays open; where neither is, it is as it is written.
    """
    if not any(slips):
        return
    sure = [
        _day(option[0][1]) if len(option) == 1 and slip is None else None
        for option, slip in zip(options, slips, strict=True)
    ]
    for place, slip in enumerate(slips):
        meant = None if slip is None else _day(slip[1])
        if slip is None or meant is None:
            continue
        before = next((day for day in reversed(sure[:place]) if day), None)
        behind = next((day for day in sure[place:] if day), None)
        around = [day for day in (before, behind) if day] or anchors
        written = [day for _, candidate in options[place] if (day := _day(candidate)) is not None]
        if _is_near([meant], around):
            options[place] = [] if _is_near(written, around) else [slip]


def _is_near(days: Sequence[date], others: Sequence[date]) -> bool:
    return any(abs((day - other).days) <= _SLIP for day in days for other in others)


def _hits(options: Sequence[list[_Option]], anchors: Sequence[date]) -> set[Order]:
    """The ways round in which a date is one of the calendar's days, and in the other way is not."""
    found: set[Order] = set()
    known = set(anchors)
    without_year = {(anchor.month, anchor.day) for anchor in anchors}
    for option in options:
        if len(option) == 2:
            hits = [
                order
                for order, (year, month, day) in option
                if (
                    (month, day) in without_year
                    if year is None
                    else date(year, month, day) in known
                )
            ]
            if len(hits) == 1:
                found.add(hits[0])
    return found


def _chosen(options: Sequence[list[_Option]], order: Order) -> list[_Choice]:
    return [
        next((candidate for way, candidate in option if way in (order, "fixed")), option[0][1])
        if option
        else None
        for option in options
    ]


def _between_neighbours(
    options: Sequence[list[_Option]], anchors: Sequence[date]
) -> tuple[date | None, ...]:
    """For a document that writes both ways round: a date is what lies between its neighbours."""
    sure = [option[0][1] if len(option) == 1 else None for option in options]
    days = list(_with_years(sure, anchors))
    before: list[date | None] = []
    last = None
    for day in days:
        before.append(last)
        last = day or last
    following: date | None = None
    for place in range(len(days) - 1, -1, -1):
        day, earlier = days[place], before[place]
        if day is None and options[place] and earlier and following:
            low, high = sorted((earlier, following))
            inside = {
                found for _, candidate in options[place] for found in _within(candidate, low, high)
            }
            days[place] = inside.pop() if len(inside) == 1 else None
        following = day or following
    return tuple(days)


def _within(candidate: Candidate, low: date, high: date) -> Iterator[date]:
    year, month, day = candidate
    for possible in range(low.year, high.year + 1) if year is None else (year,):
        found = _day((possible, month, day))
        if found is not None and low <= found <= high:
            yield found


def _day(candidate: Candidate) -> date | None:
    year, month, day = candidate
    try:
        return None if year is None else date(year, month, day)
    except ValueError:
        return None


def _way(days: Sequence[date | None], anchors: Sequence[date]) -> int:
    """How many days one walks from heading to heading, and from the newest to the calendar. A step
    of a day or two counts as a long one: nobody meets so often, but on the second of each month.
    """
    known = [day for day in days if day is not None]
    steps = [abs((b - a).days) for a, b in pairwise(known)]
    ends = {known[0], known[-1]} if known else set()
    reach = [abs((end - anchor).days) for end in ends for anchor in anchors]
    return sum(step if step > _DENSE else _SPARSE for step in steps) + min(reach, default=0)


def _with_years(choices: Sequence[_Choice], anchors: Sequence[date]) -> tuple[date | None, ...]:
    """Gives years to those that lack one: from the dated neighbours outward, or, where none has a
    year, from the end that is nearest to the calendar.
    """
    days = [None if choice is None else _day(choice) for choice in choices]
    open_places = [place for place, choice in enumerate(choices) if choice and days[place] is None]
    if not open_places:
        return tuple(days)
    rising = _rises(choices)
    start = [day for day in days if day is not None]
    if not start:
        newest = max(open_places) if rising else min(open_places)
        days[newest] = _near(choices[newest], anchors)
        if days[newest] is None:
            return tuple(days)
    forward = _carried(choices, days, rising=rising)
    backward = _carried(choices[::-1], days[::-1], rising=not rising)[::-1]
    return tuple(
        a if b is None or a == b else b if a is None else None
        for a, b in zip(forward, backward, strict=True)
    )


def _rises(choices: Sequence[_Choice]) -> bool:
    """Whether the dates go up from heading to heading: the way through them is shorter so."""
    places = [(choice[0], _of_year(choice)) for choice in choices if choice is not None]
    up = down = 0
    for (year, a), (next_year, b) in pairwise(places):
        if year is not None and next_year is not None:
            step = (next_year - year) * 366 + b - a
            up, down = up + max(-step, 0), down + max(step, 0)
        else:
            up, down = up + (b - a) % 366, down + (a - b) % 366
    return up <= down


def _of_year(choice: Candidate) -> int:
    return choice[1] * 31 + choice[2] - 32  # near enough: only compared


def _carried(
    choices: Sequence[_Choice], days: Sequence[date | None], *, rising: bool
) -> list[date | None]:
    """The days, each missing year taken from the day before in the sequence."""
    found: list[date | None] = []
    last: date | None = None
    for choice, known in zip(choices, days, strict=True):
        day = known
        if day is None and choice is not None and last is not None:
            day = _next(choice, last, rising=rising)
        found.append(day)
        last = day or last
    return found


def _next(choice: Candidate, last: date, *, rising: bool) -> date | None:
    """The day nearest to the last one, if that is near; else the first in the direction."""
    days = _around(choice, last)
    if not days:
        return None
    nearest = min(days, key=lambda day: abs((day - last).days))
    if abs((nearest - last).days) <= _SLIP:
        return nearest
    ahead = [day for day in days if (day > last if rising else day < last)]
    return (min(ahead) if rising else max(ahead)) if ahead else None


def _near(choice: _Choice, anchors: Sequence[date]) -> date | None:
    """The latest such day that is not long after the calendar's last meeting."""
    if choice is None or not anchors:
        return None
    bound = max(anchors) + timedelta(days=_AHEAD)
    return max((day for day in _around(choice, bound) if day <= bound), default=None)


def _around(choice: Candidate, last: date) -> list[date]:
    """The days of that name in the years around; the 29th of February may be far."""
    reach = 4 if choice[1:] == (2, 29) else 1
    return [
        day
        for year in range(last.year - reach, last.year + reach + 1)
        if (day := _day((year, *choice[1:]))) is not None
    ]
