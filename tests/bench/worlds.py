"""What is measured: managers with so many reports, and one report with so long a document.

Each world is laid out once. Every run begins with a copy of it that is kept in memory alone: no
answer waits for a disk.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from sync.commands.try_pen import Pen
from sync.emulator.faults import Fault, Slow
from tests.bench.planning import attach_notes
from tests.scenarios.company import OTHER, WEEK, Company, Laid, Story, company, lay_out
from tests.scenarios.team import hired

LATENCY = 0.05
_SETTINGS = "[docs]\nmax_new = 1000\n"
_TYPED = {
    "accomplishments": "The migration is at half",
    "projects": "Retries are live, the error rate is down",
    "topics": "What could be better between the two teams?",
}
_PROMISED = ["Promised:", "- [ ] Ask finance", "\t- [ ] twice", "- [x] Book the room"]


def new_team(people: int) -> Laid:
    """A manager with so many reports and no document yet."""
    return _lived(_beginning(), lambda at: hired(at, people))


def team(people: int, *, weeks: int = 1) -> Laid:
    """The same some weeks later: a section for each, with what people typed into it."""

    def lived(at: Company) -> None:
        for _ in range(weeks):
            at.run()
            for file in at.live():
                _hold_meeting(Pen(at.workspace, file.id, OTHER))
            at.workspace.pass_time(WEEK)

    return _lived(new_team(people), lived)


def team_after_its_run(people: int) -> Laid:
    """The same with all sections made: there is nothing to do."""
    return _lived(team(people), lambda at: at.run())


def long_document(sections: int) -> Laid:
    """One report, whose document people wrote, with so many sections."""
    return _lived(_beginning(), lambda at: attach_notes(at, sections))


@contextmanager
def opened(laid: Laid) -> Iterator[Company]:
    """A copy of a world, served from memory."""
    with TemporaryDirectory() as folder, company(Path(folder), laid, kept=False) as at:
        yield at


def answer_late(at: Company) -> None:
    """From now on each answer comes `LATENCY` after its request, the work on it included."""
    at.workspace.faults.add(Fault(kind=Slow(seconds=LATENCY), times=sys.maxsize))


def _hold_meeting(pen: Pen) -> None:
    """What was carried is ticked, a line is typed under each heading, and something is promised."""
    for item in pen.open_under("Action items"):
        pen.tick(item)
    for heading, line in _TYPED.items():
        pen.type_under(heading, line)
    pen.write(_PROMISED)


def _beginning() -> Laid:
    with TemporaryDirectory() as folder:
        return lay_out(Path(folder), config=_SETTINGS)


def _lived(laid: Laid, story: Story) -> Laid:
    """The world after the story."""
    with opened(laid) as at:
        story(at)
        path = at.folder / "lived.json"
        at.workspace.save_to(path)
        return replace(laid, file=path.read_bytes())
