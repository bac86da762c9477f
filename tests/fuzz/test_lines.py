"""Single lines of any text and length: each reader of a line answers, and in time."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st

from sync.agenda.calendar.events import file_of
from sync.agenda.calendar.people import (
    domain_of,
    is_calendar_address,
    is_group_address,
    is_room_address,
    normal_address,
    pair_key,
)
from sync.agenda.calendar.rules import DEFAULT_EXCLUDE, DEFAULT_GROUPS
from sync.agenda.calendar.series import ended_before, instance_of, series_of, split_at
from sync.agenda.calendar.titles import TitlePatterns
from sync.agenda.document.export import comparable, comparables, read_export
from sync.agenda.document.labels import without_label
from sync.agenda.document.marks import digest, meaning_of
from sync.agenda.document.notebook import Run, units
from sync.agenda.language.dates import date_like, read_date
from sync.agenda.language.handmarks import hand_mark, hand_state
from sync.agenda.language.headingwords import (
    is_action_heading,
    is_attendees_line,
    is_notes_heading,
)
from sync.agenda.language.topicwords import topic_of
from sync.commands.review import line_markdown
from sync.commands.show import clean
from sync.job.attached import is_machine_title
from sync.pages.html import safe_address
from tests.agenda.calendar_wire import NOW
from tests.fuzz.holding import assert_clean
from tests.fuzz.mutating import ODD_TEXTS, one_of_many
from tests.fuzz.papers import LINES
from tests.fuzz.running import Fuzzer
from tests.fuzz.texts import SIGNS

LOCALES = ("en", "de", "ja", "ar", "fr", "zh-Hant", "th", "pt-BR")
WORDS = (
    *LINES, *SIGNS, "Mar", "March", "März", "3月10日", "10 مارس 2025", "2025", "03", "3", "/",
    ".", "-", ",", " ", "th", "Mon", "Monday", "Q1", "week 10", "until", "–", "(", ")", "@",
    "a", "A b", "DONE", "done:", "[DONE]", "✅", "☑", "~~", "1:1", "x@y.z", "https://",
    "javascript:", "docs.google.com/d/", "_R20250310T160000", "RRULE:UNTIL=", "oneonone:1:",
    "notes by gemini", "transcript", "(1)", "*",
)  # fmt: skip
TITLES = TitlePatterns([*DEFAULT_EXCLUDE, "*a*b*a*b*", "re*", "[[]", "日*"])
GROUPS = TitlePatterns(DEFAULT_GROUPS)
SLOW = 2.0
"""Seconds of work that reading one line may take at the very most."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line, made of a few pieces, one of them many times over perhaps."""

    before: str
    piece: str
    times: int
    behind: str
    locale: str

    @property
    def text(self) -> str:
        """The whole line."""
        return f"{self.before}{self.piece * self.times}{self.behind}"


def cases() -> st.SearchStrategy[Line]:
    """Lines of words that mean something to one of the readers."""
    word = one_of_many(WORDS) | one_of_many(ODD_TEXTS) | st.text(max_size=4)
    some = st.lists(word, max_size=4).map("".join)

    @st.composite
    def made(draw: st.DrawFn) -> Line:
        times = draw(st.sampled_from([1, 1, 1, 2, 3, 30, 500, 5000]))
        piece = draw(some)[:12] if times > 30 else draw(some)
        return Line(draw(some), piece, times, draw(some), draw(st.sampled_from(LOCALES)))

    return made()


def _date(line: Line) -> None:
    reading = read_date(line.text, locale=line.locale)
    if reading is None:
        return
    for year, month, day in reading.candidates:
        known = date(year or 2025, month, day) if (month, day) != (2, 29) else date(2024, 2, 29)
        assert isinstance(
            date_like(line.text, reading, known, date(2025, 3, 17), locale=line.locale), str
        )


def _address(line: Line) -> None:
    found = safe_address(line.text)
    assert found is None or found.lower().startswith(("http://", "https://", "mailto:"))


READERS: tuple[Callable[[Line], object], ...] = (
    _date,
    _address,
    lambda line: is_action_heading(line.text, ["Talking points"]),
    lambda line: is_notes_heading(line.text),
    lambda line: is_attendees_line(line.text),
    lambda line: topic_of(line.text),
    lambda line: hand_mark(line.text),
    lambda line: hand_state(line.text),
    lambda line: without_label((Run(line.text),), since=date(2025, 3, 3), locale=line.locale),
    lambda line: comparable(line.text),
    lambda line: comparables([line.text, "a"]),
    lambda line: read_export(line.text),
    lambda line: meaning_of(line.text, document_id="1"),
    lambda line: digest(line.text),
    lambda line: units(line.text),
    lambda line: TITLES.match(line.text),
    lambda line: GROUPS.match(line.text),
    lambda line: is_machine_title(line.text),
    lambda line: file_of(line.text),
    lambda line: normal_address(line.text),
    lambda line: domain_of(line.text),
    lambda line: is_room_address(line.text),
    lambda line: is_group_address(line.text),
    lambda line: is_calendar_address(line.text),
    lambda line: pair_key(line.text, "kim@example.com"),
    lambda line: (series_of(line.text), split_at(line.text), instance_of(line.text)),
    lambda line: ended_before({"recurrence": [line.text]}, NOW, zone=NOW.tzinfo),  # type: ignore[arg-type]
    lambda line: line_markdown([Run(line.text)]),
    lambda line: assert_clean([clean(line.text)]),
)


def holds(line: Line) -> None:
    for number, reader in enumerate(READERS):
        began = time.process_time()
        reader(line)
        assert time.process_time() - began < SLOW, f"reader {number} takes long"


FUZZER = Fuzzer("lines", cases, holds, usual=60, round=1000)


def test_every_reader_of_a_line_answers_in_time() -> None:
    FUZZER.run()
