"""What `oneonone doctor` looks at for a company: the lists, the signature, the first manager.

Asks Google as a run would: through the service account, for one manager of the list. Reads only.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from sync.commands.checks import Check, failed, ok
from sync.commands.company import delegation_of
from sync.commands.outcome import counted
from sync.company.lists import read_addresses
from sync.config.settings import Settings
from sync.errors import OneononeError
from sync.google.session import open_as
from sync.job.marked import search_marked


def of_company(settings: Settings, *, now: datetime) -> Iterator[Check]:
    """The checks, as far as each lets the next be made."""
    said = settings.company
    try:
        managers = read_addresses(Path(said.managers), key="managers", needed=True)
        out = read_addresses(Path(said.opt_out), key="opt_out") if said.opt_out else ()
    except OneononeError as exc:
        yield failed("lists", exc)
        return
    yield ok("lists", f"{counted(len(managers), 'manager')}, {len(out)} on the opt-out list")
    yield _first(settings, managers[0], now=now)


def _first(settings: Settings, manager: str, *, now: datetime) -> Check:
    """Whether a run could work for this manager."""
    try:
        with open_as(
            manager,
            delegation_of(settings),
            access=settings.google.access,
            attach=settings.docs.attach,
        ) as google:
            google.calendar.events(
                settings.calendar.id, time_min=now, time_max=now + timedelta(days=1)
            )
            search_marked(google.drive)
    except OneononeError as exc:
        return failed("delegation", exc)
    return ok("delegation", f"calendar and Drive can be read as {manager}")
