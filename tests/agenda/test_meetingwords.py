"""Titles that a heading's date follows without a separator: what calls a meeting, and what not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.agenda.language.dates import Candidate, date_like, read_date
from sync.agenda.language.meetingwords import is_meeting_title
from tests.agenda.test_dates import LANGUAGES

MARCH_3: tuple[Candidate, ...] = ((2025, 3, 3), (None, 3, 3))


@pytest.mark.parametrize("locale", ["en", "de", "ja", "nl"])
@pytest.mark.parametrize(
    "text",
    [
        *("1:1 on March 3, 2025", "Agenda for March 3, 2025", "Notes from March 3", "1:1 - 3/3"),
        *("Week of March 3", "March 3 Agenda", "Mar 3 Check-in", "Weekly sync 3/3", "Weekly Mar 3"),
        *("Mar 3 CANCELLED", "Weekly sync 3/3 (cancelled)", "Mar 3 no meeting", "📅 Sync 3/3"),
        *("Our check-in on Mon, Mar 3 at 10:00", "Notes for the meeting of 3 March", "On March 3"),
        *("Ada/Bob 3/3", "Ada / Bob Mar 3", "Ada <> Bob 1:1 3/3", "Mar 3 Ada x Bob", "Ana/Zoë 3/3"),
        *(
            "1:1 with Ada on March 3",
            "1:1 with Ada Lovelace 3/3",
            "1-1 notes of Mar 3",
            "Mon 3 Mar 25",
        ),
        *("1:1 vom 3. März 2025", "1:1 am 3. März", "Jour fixe vom 03.03.2025", "Besprechung 3.3."),
        *("Protokoll vom 3.3.2025", "Termin am 03.03.2025", "Woche vom 3. März", "Am 3. März"),
        *(
            "Protokoll der Besprechung vom 3. März",
            "1:1-Gespräch vom 3.3.",
            "3. März Jour fixe",
            "03.03. Jour fixe",
        ),
        *("Notizen zum Gespräch am Montag, den 3. März", "3. März entfällt"),
        *("Point du 3 mars 2025", "1:1 du 3 mars", "Réunion du 03/03/2025", "CR du 03/03"),
        *("Le 3 mars 2025", "Semaine du 3 mars", "Point hebdo 3 mars", "Point lundi 3 mars"),
        *(
            "Compte rendu de la réunion du 3 mars",
            "Tête-à-tête du 3 mars",
            "Point du 3 mars (annulé)",
        ),
        *(
            "Reunión del 3 de marzo",
            "1:1 del 3 de marzo de 2025",
            "Acta de la reunión del 3 de marzo",
        ),
        *("Reunião de 3 de março", "1:1 de 03/03/2025", "Reunião do dia 3 de março"),
        *(
            "第10週 3月3日",
            "定例 3月3日",
            "定例ミーティング 3月3日",
            "週次1on1 3月3日",
            "3月3日 定例",
        ),
        *("اجتماع يوم 3 مارس", "اجتماع يوم الاثنين 3 مارس", "الاجتماع الأسبوعي 3 مارس"),
    ],
)
def test_words_that_call_a_meeting_need_no_separator_in_a_heading(text: str, locale: str) -> None:
    reading = read_date(text, locale=locale, heading=True)

    assert reading is not None
    assert set(reading.candidates) <= set(MARCH_3)


@pytest.mark.parametrize("locale", ["en", "de", "fr"])
@pytest.mark.parametrize(
    "text",
    [
        *("Launch on April 1", "Report due by March 14", "Vacation until 3/14", "Open since Mar 3"),
        *("Deadline 3/14", "Version 3/3", "Ratio 3/3", "Part 3/3", "Phase 3/3", "24/7 call"),
        *("Week 3/3", "Week 3 March", "Point 3/3", "Session 3/3", "Agenda point 3/3", "2/3 Done"),
        *(
            "Weekly from March 3",
            "Meeting moved to March 10",
            "Meeting by March 3",
            "1:1s until Mar 3",
        ),
        *("Sync before March 3", "Cancelled Mar 3", "Meeting cancelled Mar 3", "No 1:1 on March 3"),
        *(
            "No deadline on 3/3",
            "1:1 Deadline by Mar 3",
            "1:1 Move on April 1",
            "We met on March 3",
        ),
        *(
            "On 3/10 we met",
            "Meeting on March 3 with Acme",
            "Meeting 1 on 1 April",
            "Mar 3 with Ada",
        ),
        *(
            "Sync with Legal on April 1",
            "Team meeting on April 1",
            "Prep for March 10",
            "Meeting with 3/3",
        ),
        *(
            "Goals for March 10",
            "Priorities for the week of March 3",
            "Week of March 3 – 7",
            "The 10/10",
        ),
        *("Risks/Issues 3/3", "Wins/Losses 3/3", "UI/UX 3/3", "Ada/Bob/Cy 3/3", "ada/bob 3/3"),
        *("1.1. Notes", "2.3. Agenda", "Sales & Marketing 3/3", "1:1 with Legal on April 1"),
        *("Next steps/Goals 3/3", "Launch Ada/Bob 3/3", "Weekly meeting agenda notes minutes 3/3"),
        *(
            "Urlaub bis 14. März",
            "Plan für den 1. April",
            "Termin bis 10.03.",
            "Termin zum 3. März",
        ),
        *("Fällig am 3. März", "Treffen ab 3. März", "Seit 3. März", "Tue 3 Mar 25"),
        *("Lancement le 1er avril", "Réunion avant le 3 mars", "Réunion jusqu'au 3 mars"),
        *("À partir du 3 mars", "Depuis le 3 mars", "Reunión hasta el 3 de marzo"),
        *("Entrega el 3 de marzo", "Reunião até 3 de março", "Prazo: até 3 de março"),
        *("締切 3月3日", "リリース 3月3日", "定例締切 3月3日"),
        *("الموعد النهائي 3 مارس", "الإطلاق يوم 3 مارس", "منذ 3 مارس"),
    ],
)
def test_a_topic_or_a_deadline_that_mentions_a_date_is_no_dated_heading(
    text: str, locale: str
) -> None:
    assert read_date(text, locale=locale, heading=True) is None


@pytest.mark.parametrize(
    "text",
    ["Point du 3 mars", "Week of March 3", "Weekly sync 3/3", "Ada/Bob 3/3", "1:1 am 3. März"],
)
def test_a_line_that_is_only_bold_needs_a_separator_still(text: str) -> None:
    assert read_date(text, locale="en") is None


@pytest.mark.parametrize("heading", [False, True])
@pytest.mark.parametrize("locale", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    [
        *("Next meeting: Mar 10", "Next 1:1: Mar 17", "Next: Mar 10", "Next 1:1 – Mar 10, 2025"),
        *("Our next meeting: Mar 10", "Date of next meeting: Mar 10", "Next up: Mar 10, 2025"),
        *("Upcoming: Mar 10", "Ada/Bob next meeting: Mar 10", "Next meeting on March 10"),
        *("Nächstes Treffen: 10. März", "Nächster Termin: 10.03.2025", "Nächstes Mal (10. März)"),
        *("Datum des nächsten Treffens: 10. März", "Unser nächstes 1:1: Mo., 10. März 2025"),
        *(
            "Prochaine réunion : 10 mars",
            "Prochain point le 10 mars 2025",
            "Prochaine fois : 10 mars",
        ),
        *("Date de la prochaine réunion : 10 mars", "Réunion suivante : 10 mars"),
        *("Próxima reunión: 10 de marzo", "La próxima: 10 de marzo", "Siguiente 1:1: 10/3/2025"),
        *("Próxima reunião: 10 de março", "Próxima vez – 10 de março"),
        *("次回: 3月10日", "次回ミーティング：3月10日", "次回3月10日", "次回の定例：3月10日"),
        *("次回は3月10日", "次のミーティング: 2025年3月10日"),
        *("الاجتماع القادم: 10 مارس", "موعد اللقاء المقبل: 10 مارس 2025"),
    ],
)
def test_a_line_that_says_when_the_next_meeting_is_heads_nothing(
    text: str, locale: str, heading: bool
) -> None:
    assert read_date(text, locale=locale, heading=heading) is None


@pytest.mark.parametrize(
    "text",
    [
        *("Next steps – Mar 10, 2025", "Mar 10, 2025 · Next steps", "Mar 10, 2025 – Next 1:1"),
        *("Next quarter planning – Mar 10, 2025", "What's next – Mar 10, 2025"),
        "次のステップ：2025年3月10日",
    ],
)
def test_a_title_that_speaks_of_what_is_next_is_one_still(text: str) -> None:
    reading = read_date(text, locale="en")

    assert reading is not None
    assert reading.candidates == ((2025, 3, 10),)


def test_two_digits_are_the_year_whose_weekday_is_written() -> None:
    text = "Mon 3 Mar 25 – Weekly"
    reading = read_date(text, locale="en")

    assert reading is not None
    assert reading.candidates == ((2025, 3, 3),)
    assert reading.span == (0, len("Mon 3 Mar 25"))
    assert date_like(text, reading, date(2025, 3, 3), date(2026, 5, 4), locale="en") == (
        "Mon 4 May 26"
    )


@given(
    st.lists(
        st.sampled_from(
            [*("1:1", "Ada", "/", "Point", "du", "weekly", "3/3", "Mar 3", "mars", "with", "次回")]
        ),
        max_size=8,
    ).map(" ".join)
    | st.text(max_size=40)
)
def test_what_a_bold_line_says_a_heading_says_as_well(text: str) -> None:
    strict = read_date(text, locale="en")

    assert strict is None or read_date(text, locale="en", heading=True) == strict


@given(st.text(max_size=60), st.booleans())
def test_digits_beside_the_date_are_no_words_of_a_meeting(words: str, counted: bool) -> None:
    assert not is_meeting_title(f"Meeting 7 {words} ", "", counted=counted)
