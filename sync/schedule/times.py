"""When the job runs: which days, which hours, how often. Decides nothing about any scheduler."""

from dataclasses import dataclass

from sync.errors import UsageProblem

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EVERY = (15, 20, 30, 60)
MINUTE = 7
"""Past the hour, when not everybody else's jobs begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """On `days` (0 is Monday) in local time, from the hour `first` through the hour `last`."""

    days: tuple[int, ...] = (0, 1, 2, 3, 4)
    first: int = 7
    last: int = 18
    every: int = 60

    @property
    def hours(self) -> tuple[int, ...]:
        """Each hour in which the job runs."""
        return tuple(range(self.first, self.last + 1))

    @property
    def minutes(self) -> tuple[int, ...]:
        """The minutes of each hour."""
        return tuple(range(MINUTE, 60, self.every))

    def __str__(self) -> str:
        """`Mon-Fri, 7:07 to 18:07, every 60 minutes`."""
        span = f"{self.first}:{self.minutes[0]:02d} to {self.last}:{self.minutes[-1]:02d}"
        return f"{_days(self.days)}, {span}, every {self.every} minutes"


def _days(days: tuple[int, ...]) -> str:
    names = [DAYS[day].capitalize() for day in days]
    together = len(days) > 1 and days[-1] - days[0] == len(days) - 1
    return f"{names[0]}-{names[-1]}" if together else ", ".join(names)


def read_times(*, days: str, hours: str, every: int) -> Times:
    """The times that `--days mon-fri --hours 7-18 --every 60` ask for."""
    if every not in EVERY:
        raise UsageProblem(
            "--every is not a number of minutes that can be used",
            where=str(every),
            mend=f"Use one of {', '.join(map(str, EVERY))}.",
        )
    first, last = _span(hours)
    return Times(days=_read_days(days), first=first, last=last, every=every)


def _span(given: str) -> tuple[int, int]:
    first, _, last = given.partition("-")
    if first.isdecimal() and last.isdecimal() and 0 <= int(first) <= int(last) <= 23:
        return int(first), int(last)
    raise UsageProblem(
        "--hours is not a span of hours", where=given[:40], mend="Write it as 7-18, within 0-23."
    )


def _read_days(given: str) -> tuple[int, ...]:
    found: set[int] = set()
    for part in given.lower().split(","):
        first, dash, last = part.strip().partition("-")
        last = last if dash else first
        if first not in DAYS or last not in DAYS or DAYS.index(first) > DAYS.index(last):
            raise UsageProblem(
                "--days are not days of the week",
                where=given[:40],
                mend="Write them as mon-fri, or as mon,wed,fri.",
            )
        found |= set(range(DAYS.index(first), DAYS.index(last) + 1))
    return tuple(sorted(found))
