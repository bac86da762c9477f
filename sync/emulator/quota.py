"""The limits of each API, a minute at a time, on the Workspace's own clock.

Docs counts requests, Calendar too, Drive units. Writes that fail count like others.
"""

from collections import deque
from dataclasses import dataclass

from sync.emulator.discovery import Method
from sync.emulator.refusals import docs_quota, reasoned
from sync.emulator.wire import Caller

_MINUTE = 60_000_000
_LIMITS = {
    "docs read": (3000, 300),
    "docs write": (600, 60),
    "calendar": (10_000, 600),
    "drive": (1_000_000, 325_000),
}
_UNITS = {"list": 100, "export": 200, "get": 5}


@dataclass(frozen=True, slots=True)
class _Spent:
    at: int
    units: int


class Quota:
    """What was spent in the last minute, by project and by user."""

    def __init__(self) -> None:
        self.limits = dict(_LIMITS)
        """May be set lower: (project, user) a minute."""
        self._spent: dict[str, deque[_Spent]] = {}
        self._sums: dict[str, int] = {}

    def spend(self, method: Method, caller: Caller, now: int, *, status: int = 403) -> None:
        """Counts a request, or raises what Google answers when there is none left; `status` is
        that of Calendar and Drive.
        """
        kind, units = _cost(method)
        project, user = self.limits[kind]
        places = (
            (f"{kind} {caller.app}", project, False),
            (f"{kind} {caller.app} {caller.user}", user, True),
        )
        for place, limit, per_user in places:
            if self._used(place, now) + units > limit:
                if method.api == "docs":
                    raise docs_quota(
                        write=kind.endswith("write"),
                        project=caller.app,
                        per_user=per_user,
                        limit=limit,
                    )
                reason = "userRateLimitExceeded" if per_user else "rateLimitExceeded"
                message = "User Rate Limit Exceeded" if per_user else "Rate Limit Exceeded"
                raise reasoned(status, reason, message, domain="usageLimits")
        for place, _, _ in places:
            self._spent[place].append(_Spent(now, units))
            self._sums[place] += units

    def _used(self, place: str, now: int) -> int:
        spent = self._spent.setdefault(place, deque())
        self._sums.setdefault(place, 0)
        while spent and spent[0].at <= now - _MINUTE:
            self._sums[place] -= spent.popleft().units
        return self._sums[place]


def _cost(method: Method) -> tuple[str, int]:
    if method.api == "docs":
        return ("docs read" if method.verb == "GET" else "docs write"), 1
    if method.api == "calendar":
        return "calendar", 1
    return "drive", _UNITS.get(method.id.rpartition(".")[2], 50)
