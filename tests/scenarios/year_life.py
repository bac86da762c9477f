"""A year of two people, their calendar and the job, in one process: the state machine.

Runs happen at any moment, race, lose answers and die; after each, what `year_ledger` says must
hold, and another run has nothing to do.
"""

import tempfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from sync import log
from sync.agenda.document.marks import digest
from sync.agenda.planning.plan import Kept, Nothing, Prepared
from sync.emulator.docs import Document
from sync.emulator.docs.places import Work
from sync.emulator.faults import Drop, Fault
from sync.emulator.unknowns import Unknowns
from sync.job.prepare import Done
from sync.job.run import PairReport, Report
from tests.scenarios.company import ME, OTHER, Company, Laid, company, lay_out
from tests.scenarios.tap import Died, Place, Tap, dies_at
from tests.scenarios.year_ledger import Ledger, Prepares
from tests.scenarios.year_people import SECOND, ZONE, People
from tests.scenarios.year_sheet import Sheet, read_sheet
from tests.scenarios.year_wire import Line

WRITE = Place("docs.documents.batchUpdate")
LIKELY = Unknowns()
UNLIKELY = Unknowns(
    mark_grows_at_end=True,
    tick_changes_revision=False,
    paste_keeps_marks=True,
    split_inherits_tick=False,
    duplicated_tab_keeps_marks=False,
    reskin_reaches_parents=False,
    unequal_tabs_join_flat=False,
    deleting_suggested_text_fails=False,
)
_OPEN = "[docs]\nallow_wider_sharing = true\n"
CONFIGS = (
    _OPEN,
    f'{_OPEN}[agenda]\nplacement = "top"\n',
    f'{_OPEN}[agenda]\nplacement = "auto"\nlabel = "none"\n',
    f"{_OPEN}[agenda]\ncarry_bullets = true\n",
)


@cache
def laid_out(config: str, unknowns: Unknowns) -> Laid:
    """A world without a document, laid out once."""
    folder = Path(tempfile.mkdtemp())
    return lay_out(folder, config=config, unknowns=unknowns)


class Year(People):
    """The calendar lives, time passes and the job runs, at any moment."""

    steps = 0
    """How many were executed, of all years together."""

    def __init__(self) -> None:
        super().__init__()
        log.configure(silent=True)
        self.stack = ExitStack()
        self.ledger = Ledger()
        self.starts: Mapping[datetime, datetime] = {}
        self.series: list[str] = []
        self.career: str | None = None
        self.copied = False
        self.wrong: list[AssertionError] = []

    @initialize(
        config=st.sampled_from(CONFIGS),
        unknowns=st.sampled_from([LIKELY, UNLIKELY]),
        items=st.integers(0, 3),
    )
    def begin(self, config: str, unknowns: Unknowns, items: int) -> None:
        folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        self.at: Company = self.stack.enter_context(company(folder, laid_out(config, unknowns)))
        self.at.workspace._path = None  # all in memory from here on
        dispatch = self.at.workspace._dispatch
        self.lines = [Line(self.stack.enter_context(self.at.signed_in()), dispatch) for _ in "12"]
        self.series = [self.at.series]
        self.at.workspace.add_user(SECOND, "Carol King", zone="Europe/Berlin")
        self.run()
        self.at.workspace.drive.share(self.document().document_id, SECOND)
        self.at.workspace.pass_time(timedelta(hours=30))
        for words in ("Send it", "Ask Dee 🚀", "Über den Plan")[:items]:
            self.add_an_item_near_the_end(1, words, OTHER)

    def teardown(self) -> None:
        self.stack.close()

    def sheet(self) -> Sheet:
        (file,) = self.at.live()
        document = self.at.workspace.documents[file.id]
        return read_sheet(document, starts=self.starts, zone=ZONE)

    @invariant()
    def one_more_step(self) -> None:
        Year.steps += 1

    # the job

    @rule()
    def run(self) -> None:
        self.look_after(self.run_with)

    def run_with(self, tap: Tap) -> Report:
        """A run whose requests pass the tap, over a line that no other run uses."""
        line = self.lines.pop()
        line.listen(tap)
        try:
            return self.at.run_with(line.google)
        finally:
            self.lines.append(line)

    @rule()
    def run_into_another_run(self) -> None:
        inner: list[Report] = []

        def race(tap: Tap) -> Report:
            quick = self.watching()

            def before(place: Place) -> None:
                if place == WRITE and not inner:
                    inner.append(self.run_with(quick))
                tap.before(place)

            return self.run_with(Tap(before=before, after=tap.after))

        self.look_after(race)

    @rule()
    def run_and_lose_the_answer(self) -> None:
        self.at.workspace.faults.add(Fault(match=WRITE.method, kind=Drop(after=True)))
        self.look_after(self.run_with)
        self.at.workspace.faults.clear()

    @rule(after=st.booleans(), method=st.sampled_from([WRITE.method, "drive.files.export"]))
    def run_and_die(self, after: bool, method: str) -> None:
        watch = self.watching()
        deadly = dies_at(Place(method), after=after)

        def before(place: Place) -> None:
            deadly.before(place)
            watch.before(place)

        def behind(place: Place) -> None:
            watch.after(place)
            deadly.after(place)

        with suppress(Died):
            self.run_with(Tap(before=before, after=behind))
        self.at.rest()
        self.look_after(self.run_with)

    def watching(self) -> Tap:
        """A tap that looks at every write, whatever becomes of its run."""
        stood: list[tuple[Document, Sheet]] = []

        def look() -> None:
            while stood:
                document, sheet = stood.pop()
                if document.tabs != self.document().tabs:
                    self.wrote(document, sheet)

        def before(place: Place) -> None:
            if place.method == WRITE.method and self.at.live():
                look()  # at the write before, whose answer was lost
                document = self.document()
                stood.append((document.copied(document.document_id, ""), self.sheet()))

        def after(place: Place) -> None:
            if place.method == WRITE.method:
                look()

        return Tap(before=before, after=after)

    def wrote(self, before: Document, sheet: Sheet) -> None:
        """Look at a write; what is wrong is raised later: the job must not take it for its own."""
        try:
            self.ledger.run_did(before, self.document(), sheet, self.sheet())
        except AssertionError as wrong:
            self.wrong.append(wrong)

    def document(self) -> Document:
        (file,) = self.at.live()
        return self.at.workspace.documents[file.id]

    def look_after(self, runs: Callable[[Tap], Report]) -> None:
        """A run, and what must hold behind it."""
        report = runs(self.watching())
        since = len(self.at.workspace.requests)
        again = self.run_with(self.watching())
        for wrong in self.wrong:
            raise wrong

        assert self.at.writes(since) == []
        for pair in (*report.pairs, *again.pairs):
            assert not pair.failed or _over(pair), pair.result
        for pair in again.pairs:
            self.starts = {meeting.key: meeting.start for meeting in pair.pair.meetings}
            if isinstance(pair.result, Done):
                note(f"{self.at.workspace.now:%a %Y-%m-%d %H:%M}\n{self.at.text()}")
                self.ledger.rules_hold(self.sheet(), prepared(pair))
        if any(
            isinstance(one, Prepared)
            for pair in report.pairs
            if isinstance(pair.result, Done)
            for one in pair.result.plan.outcomes
        ):
            self.ledger.marks_are_few(self.sheet(), self.at.workspace.now)

    # the calendar

    @rule(hours=st.sampled_from([1, 5, 24, 24, 72, 168]))
    def time_passes(self, hours: int) -> None:
        self.at.workspace.pass_time(timedelta(hours=hours))

    @rule(weeks=st.integers(2, 6))
    def somebody_is_on_leave(self, weeks: int) -> None:
        self.at.workspace.pass_time(timedelta(weeks=weeks))

    def next_keys(self, series: str) -> list[str]:
        """The keys of a series around now."""
        now = self.at.workspace.now
        return self.at.workspace.calendar.occurrences(
            series, now - timedelta(days=8), now + timedelta(days=22)
        )

    def on_meeting(self, number: int, act: Callable[[str, str], object]) -> None:
        keys = [(each, key) for each in self.series for key in self.next_keys(each)]
        if keys:
            act(*keys[number % len(keys)])

    @rule(number=st.integers(0, 8), hours=st.sampled_from([-48, -24, -3, 2, 24, 24 * 8]))
    def a_meeting_is_moved(self, number: int, hours: int) -> None:
        def move(series: str, key: str) -> None:
            start = datetime.strptime(key, "%Y%m%dT%H%M%SZ").astimezone(ZONE)
            self.at.workspace.calendar.move(series, start + timedelta(hours=hours), key=key)

        self.on_meeting(number, move)

    @rule(number=st.integers(0, 8), off=st.booleans())
    def a_meeting_is_cancelled_or_restored(self, number: int, off: bool) -> None:
        calendar = self.at.workspace.calendar
        self.on_meeting(
            number,
            lambda series, key: (calendar.cancel if off else calendar.restore)(series, key=key),
        )

    @rule(number=st.integers(0, 8), status=st.sampled_from(["declined", "accepted"]))
    def somebody_answers(self, number: int, status: str) -> None:
        calendar = self.at.workspace.calendar
        self.on_meeting(
            number, lambda series, key: calendar.respond(series, OTHER, status, key=key)
        )

    @rule(number=st.integers(0, 3), hours=st.sampled_from([0, 1, 24]))
    def the_series_is_split(self, number: int, hours: int) -> None:
        calendar = self.at.workspace.calendar
        keys = self.next_keys(self.series[-1])
        if keys:
            key = keys[number % len(keys)]
            new = calendar.split(self.series[-1], key)
            if hours:
                start = datetime.strptime(key, "%Y%m%dT%H%M%SZ").astimezone(ZONE)
                calendar.move(new, start + timedelta(hours=hours))
            self.series.append(new)

    @rule()
    def the_series_is_handed_over(self) -> None:
        calendar = self.at.workspace.calendar
        keys = self.next_keys(self.series[-1])
        if keys:
            calendar.end(self.series[-1], keys[-1])
            start = datetime.strptime(keys[-1], "%Y%m%dT%H%M%SZ").astimezone(ZONE)
            new = calendar.add_event(
                OTHER if len(self.series) % 2 else ME,
                "Weekly 1:1",
                start,
                guests=[ME, OTHER],
                recurrence=["RRULE:FREQ=WEEKLY"],
            )
            self.series.append(new)

    @precondition(lambda self: self.career is None)
    @rule()
    def a_monthly_talk_begins(self) -> None:
        start = self.at.workspace.now.astimezone(ZONE) + timedelta(days=3)
        self.career = self.at.workspace.calendar.add_event(
            ME,
            "Career talk",
            start.replace(hour=15, minute=0, second=0, microsecond=0),
            guests=[ME, OTHER],
            recurrence=["RRULE:FREQ=WEEKLY;INTERVAL=4"],
        )

    @precondition(lambda self: not self.copied)
    @rule()
    def they_work_in_a_copy(self) -> None:
        """Once a year the document is a copy of itself: its marks are those of another one."""
        self.copied = True
        document = self.document()
        own = f":{digest(document.document_id)}:"

        def void(work: Work) -> None:
            for tab in work.all_tabs():
                tab.ranges = tuple(
                    replace(one, name=one.name.replace(own, ":0123456789:")) for one in tab.ranges
                )

        document.edit(void)
        self.ledger.forget(self.sheet())

    @rule(days=st.integers(0, 9), hour=st.integers(8, 18))
    def they_meet_once_more(self, days: int, hour: int) -> None:
        day = self.at.workspace.now.astimezone(ZONE) + timedelta(days=days)
        start = day.replace(hour=hour, minute=30, second=0, microsecond=0)
        self.at.workspace.calendar.add_event(ME, "Catch-up", start, guests=[ME, OTHER])


def _over(pair: PairReport) -> bool:
    """More items than may be carried: a failure that people settle."""
    return isinstance(pair.result, Done) and any(
        isinstance(one, Nothing) and one.why is Kept.LIMIT for one in pair.result.plan.outcomes
    )


def prepared(pair: PairReport) -> list[Prepares]:
    """The meetings that a run looked after."""
    if not isinstance(pair.result, Done):
        return []
    threads = frozenset({digest("default"), *(digest(t.template) for t in pair.pair.threads)})
    return [
        Prepares(
            key=one.occasion.instant,
            start=one.occasion.start,
            thread=one.occasion.thread,
            threads=threads,
            may_follow=one.occasion.late
            and not (isinstance(one, Nothing) and one.why is Kept.LIMIT),
        )
        for one in pair.result.plan.outcomes
    ]
