"""What must hold after each run of a year, kept apart from what the job believes.

The ledger remembers what the job wrote, and what people dropped, touched or moved since; all it
knows it has seen in the document. `run_did` looks at one write, `rules_hold` at the state that a
run leaves.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sync.emulator.docs import Document
from tests.scenarios.year_sheet import Sheet, SheetLine, SheetSection, compared

LOOKBACK = timedelta(days=35)
MARKS = 6
"""So many marks for each section and item of the window at most, however long the year."""
USUAL = hashlib.sha256(b"default").hexdigest()[:10]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepares:
    """A meeting that a run looked after: when it is, of which thread, which are configured."""

    key: datetime
    start: datetime
    thread: str
    threads: frozenset[str]
    may_follow: bool


@dataclass(slots=True)
class Ledger:
    """`dropped`, `touched`: the items that people took out of, or changed in, a meeting's section.

    `parted`: those of the dropped that the job had never written, in whatever section.
    `moved`: items one of whose lines lost its marks; of them the document does not know any more
    where they were carried to. `doubled`: items that people copied, or moved to where they stand
    already. `aged`: items whose marks were tidied away; should people date their section anew, into
    the window, they count as moved.
    """

    written: set[object] = field(default_factory=set)
    carried: set[str] = field(default_factory=set)
    dropped: set[tuple[datetime, str]] = field(default_factory=set)
    parted: set[tuple[datetime, str]] = field(default_factory=set)
    touched: set[tuple[datetime, str]] = field(default_factory=set)
    moved: set[str] = field(default_factory=set)
    doubled: set[str] = field(default_factory=set)
    aged: set[str] = field(default_factory=set)
    quotes: list[str] = field(default_factory=list)

    def person_did(self, before: Sheet, after: Sheet) -> None:
        """Note what an edit of people did to the sections and marks of the job."""
        for old in before.sections:
            if old.key is None:
                continue
            for new in after.of_key(old.key)[:1]:
                for token in old.tokens | new.tokens:
                    self._compare(old, new, token)
        more = Counter(token for line in after.lines for token in line.tokens)
        more.subtract(token for line in before.lines for token in line.tokens)
        known = {token for line in before.lines for token in line.tokens}
        self.doubled |= {token for token, count in more.items() if count > 0 and token in known}
        self.doubled |= _crowded(before, after) & known
        self.moved |= _fewer_marks(before.lines, after.lines)
        if _dates(before) != _dates(after):
            self.moved |= self.aged

    def forget(self, sheet: Sheet) -> None:
        """The document knows nothing any more of where its items were carried to."""
        self.moved |= {token for line in sheet.lines for token in line.tokens}
        self.carried.clear()
        self.dropped.clear()
        self.parted.clear()
        self.touched.clear()

    def _compare(self, old: SheetSection, new: SheetSection, token: str) -> None:
        if old.key is None:
            return
        was, now = old.with_token(token), new.with_token(token)
        if [_state(line) for line in was] != [_state(line) for line in now]:
            self.touched.add((old.key, token))
        if len(now) > len(was):
            self.doubled.add(token)
        if was and not now:
            self.dropped.add((old.key, token))
            # What the job never wrote anywhere was nobody's copy: a heading typed into the section
            # may have parted it off, and then it is an open item of that earlier section.
            if token in self.carried:
                self.parted.discard((old.key, token))
            else:
                self.parted.add((old.key, token))
        elif now and not was:
            self.dropped.discard((old.key, token))

    # one write of the job

    def run_did(self, before: Document, after: Document, was: Sheet, now: Sheet) -> None:
        """Look at a write: what people wrote stands as it did, in order; what went was the job's,
        as it had written it.
        """
        own = set(self._own(was.lines))
        kept = _aligned(_compared(before), _compared(after), own)
        gone = [line.text for n, line in enumerate(was.lines) if n not in kept and n not in own]

        assert gone == [], gone
        came = set(range(len(now.lines))) - set(kept.values())
        for number in came:
            self.written.add(now.lines[number].value)
            self.carried |= now.lines[number].tokens
        self._came_from_open(was, now, came)
        self._forget_made_anew({s.key for s in now.sections} - {s.key for s in was.sections})
        self._follow_keys(was, now)
        for section in was.sections:
            for same in (s for s in now.sections if _heading_id(s) == _heading_id(section)):
                self.aged |= _fewer_marks(section.lines, same.lines)

    def _forget_made_anew(self, keys: set[datetime | None]) -> None:
        """What people took out of a section says nothing of one that is made where it is gone."""
        for noted in (self.dropped, self.parted, self.touched):
            noted -= {(key, token) for key, token in noted if key in keys}

    def _follow_keys(self, was: Sheet, now: Sheet) -> None:
        """A section that was given to another meeting takes along what people did in it."""
        keys = {_heading_id(section): section.key for section in now.sections}
        for section in was.sections:
            new = keys.get(_heading_id(section))
            if section.key is not None and new not in (None, section.key):
                for noted in (self.dropped, self.parted, self.touched):
                    noted |= {(new, token) for key, token in noted if key == section.key}

    def _own(self, lines: Sequence[SheetLine]) -> Iterable[int]:
        """The lines that the job may take back or write anew: marked and as it wrote them."""
        above: int | None = None
        for number, line in enumerate(lines):
            if above is not None and (line.depth <= above or line.boxed):
                above = None
            written = line.value in self.written and not line.paragraph.ticked
            if line.mark("c") or line.mark("s"):
                above = line.depth if written and line.mark("c") else None
                if written:
                    yield number
            elif written and above is not None:
                yield number

    def _came_from_open(self, was: Sheet, now: Sheet, came: Iterable[int]) -> None:
        """Nothing that is done everywhere was written as open."""
        open_before = {
            token
            for line in was.lines
            if not line.done or line.pending or line.in_table
            for token in line.tokens
        }
        boxed = (now.lines[number] for number in came if now.lines[number].boxed)
        new = {token for line in boxed for token in line.tokens}

        assert new <= open_before, new - open_before

    def marks_are_few(self, sheet: Sheet, now: datetime) -> None:
        """Marks stand in the window and, for what it holds, on one earlier line; a year of runs
        does not add to them.
        """
        dated = sorted((s.instant for s in sheet.sections if s.instant), reverse=True)
        horizon = min([now - LOOKBACK, *dated[3:4]])
        recent = [s for s in sheet.sections if s.instant and s.instant >= horizon]
        items = sum(len(line.tokens) for section in recent for line in section.lines)

        assert sheet.marks <= MARKS * (items + len(recent) + 1), sheet.marks

    # what a run leaves

    def rules_hold(self, sheet: Sheet, meetings: Sequence[Prepares]) -> None:
        """Look at the state behind a run that was not disturbed."""
        keys = Counter((s.key, s.series) for s in sheet.sections if s.key is not None)

        assert [key for key, count in keys.items() if count > 1] == []
        for meeting in meetings:
            for target in sheet.of_key(meeting.key)[:1]:
                past = past_of(sheet, meeting, target)
                if meeting.may_follow and past:
                    self._nothing_lost(sheet, meeting, target, past)
                    self._follows(meeting, target, past)
                self._once(target)
                self._stays_out(meeting, target)

    def _nothing_lost(
        self,
        sheet: Sheet,
        meeting: Prepares,
        target: SheetSection,
        past: Sequence[SheetSection],
    ) -> None:
        """Each open item stands in the meeting's section, unless people took it out there."""
        there = target.tokens
        lost = []
        for token in past[0].tokens - there:
            lines = [line for line in past[0].with_token(token) if line.boxed and not line.done]
            excused = (meeting.key, token) in self.dropped or all(
                self._copy_of_done(line, token, past) for line in lines
            )
            if lines and not excused:
                lost.append((token, "of the latest section"))
        for section in self._window(sheet, meeting, past):
            later = (s.tokens for s in past[: past.index(section)])
            for token in section.tokens - there - self.carried - frozenset().union(*later):
                lines = [line for line in section.with_token(token) if line.boxed]
                open_there = [line for line in lines if not line.done]
                if open_there and (meeting.key, token) not in self.dropped:
                    lost.append((token, "left behind"))

        assert lost == [], lost

    def _copy_of_done(self, line: SheetLine, token: str, past: Sequence[SheetSection]) -> bool:
        """An untouched copy of a line that is done."""
        earlier = [other for section in past[1:] for other in section.with_token(token)]
        return bool(line.mark("c")) and line.value in self.written and any(o.done for o in earlier)

    def _window(
        self, sheet: Sheet, meeting: Prepares, past: Sequence[SheetSection]
    ) -> list[SheetSection]:
        """The other sections that are looked through, none older than the oldest mark."""
        marked = [s.instant for s in sheet.sections if s.instant and _bears_mark(s)]
        oldest = min(marked, default=None)
        return [
            section
            for number, section in enumerate(past)
            if number > 0
            and section.instant
            and oldest
            and section.instant >= oldest
            and self._is_near(meeting, section, number)
        ]

    def _is_near(self, meeting: Prepares, section: SheetSection, number: int) -> bool:
        """It is one of the last, which are looked at."""
        since = meeting.start - LOOKBACK
        return number < 3 or (section.instant is not None and section.instant >= since)

    def _once(self, target: SheetSection) -> None:
        """No item was written into the section twice; what people doubled is theirs."""
        doubled = self.moved | self.doubled
        twice = [
            token
            for token in (target.tokens & self.carried) - doubled
            if len(target.with_token(token)) > 1
        ]

        assert twice == [], twice

    def _follows(
        self, meeting: Prepares, target: SheetSection, past: Sequence[SheetSection]
    ) -> None:
        """An untouched copy stands only while its original is open, and in its words; these are
        looked at as long as its section is one of the last.
        """
        stale = []
        near = [s for number, s in enumerate(past) if self._is_near(meeting, s, number)]
        for token in target.tokens - self.moved - self.doubled:
            lines = target.with_token(token)
            last = next((s for s in past if token in s.tokens), None)
            latest = last.with_token(token) if last else []
            if (meeting.key, token) in self.touched or len(lines) != 1 or not latest:
                continue
            if not self._is_plain_copy(lines[0], target):
                continue
            if all(_surely(line) and line.done for line in latest):
                stale.append((token, "done"))
            elif last not in near or len(latest) > 1 or not _surely(latest[0]):
                continue
            elif latest[0].says != lines[0].says:
                stale.append((token, "reworded"))

        assert stale == [], stale

    def _is_plain_copy(self, line: SheetLine, section: SheetSection) -> bool:
        """As the job wrote it, with nothing below it, and no comment on it."""
        quoted = any(q in line.text or line.text in q for q in self.quotes)
        own = bool(line.mark("c")) and line.value in self.written and not line.pending
        return own and not quoted and not line.in_table and not _has_below(line, section)

    def _stays_out(self, meeting: Prepares, target: SheetSection) -> None:
        """What people took out of the section does not come again."""
        back = [
            token
            for token in target.tokens - self.moved - self.doubled
            if (meeting.key, token) in self.dropped - self.parted
        ]

        assert back == [], back


def past_of(sheet: Sheet, meeting: Prepares, target: SheetSection) -> list[SheetSection]:
    """The sections of the meeting's thread before it, the latest first."""

    def thread(section: SheetSection) -> str:
        return section.thread if section.thread in meeting.threads else USUAL

    found = [
        (section.instant, number, section)
        for number, section in enumerate(sheet.sections)
        if section is not target
        and section.instant is not None
        and section.instant < meeting.start
        and thread(section) == meeting.thread
        and not (section.key is None and section.day == meeting.start.date())
    ]
    return [section for _, _, section in sorted(found, key=lambda one: one[:2], reverse=True)]


def _surely(line: SheetLine) -> bool:
    """Whether it is done can be told."""
    return line.boxed and not line.pending and not line.in_table


def _has_below(line: SheetLine, section: SheetSection) -> bool:
    number = section.lines.index(line) + 1
    return number < len(section.lines) and section.lines[number].depth > line.depth


def _bears_mark(section: SheetSection) -> bool:
    return bool(section.heading.marks) or any(line.marks for line in section.lines)


def _heading_id(section: SheetSection) -> str:
    return str(section.heading.paragraph.style.get("headingId", section.heading.number))


def _crowded(before: Sheet, after: Sheet) -> set[str]:
    """The items with more lines in one section than in any before: people made one of two."""
    most: Counter[str] = Counter()
    for section in before.sections:
        most |= Counter({token: len(section.with_token(token)) for token in section.tokens})
    return {
        token
        for section in after.sections
        for token in section.tokens
        if len(section.with_token(token)) > most[token]
    }


def _fewer_marks(before: Sequence[SheetLine], after: Sequence[SheetLine]) -> set[str]:
    """The items that bear fewer marks than before."""
    fewer = Counter(token for line in before for _ in line.marks for token in line.tokens)
    fewer.subtract(token for line in after for _ in line.marks for token in line.tokens)
    return {token for token, count in fewer.items() if count > 0}


def _dates(sheet: Sheet) -> list[tuple[str, str]]:
    return sorted((_heading_id(section), str(section.instant)) for section in sheet.sections)


def _state(line: SheetLine) -> object:
    return line.value, line.paragraph.ticked, line.depth, line.pending


def _compared(document: Document) -> list[str]:
    return [
        f"{tab.id} {compared(paragraph)!r}"
        for root in document.tabs
        for tab in root.with_children()
        for _, paragraph in tab.paragraphs()
    ]


def _aligned(before: Sequence[str], after: Sequence[str], own: set[int]) -> Mapping[int, int]:
    """Which line before is which after: as many as can be in order, people's first of all."""
    first = 0
    while first < min(len(before), len(after)) and before[first] == after[first]:
        first += 1
    last = 0
    room = min(len(before), len(after)) - first
    while last < room and before[-1 - last] == after[-1 - last]:
        last += 1
    kept = {number: number for number in range(first)}
    shift = len(after) - len(before)
    kept |= {n: n + shift for n in range(len(before) - last, len(before))}
    old, new = range(first, len(before) - last), range(first, len(after) - last)
    best = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        worth = 1 if old[i] in own else 1000
        for j in reversed(range(len(new))):
            match = best[i + 1][j + 1] + worth if before[old[i]] == after[new[j]] else 0
            best[i][j] = max(match, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(old) and j < len(new):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            kept[old[i]] = new[j]
            i, j = i + 1, j + 1
    return kept
