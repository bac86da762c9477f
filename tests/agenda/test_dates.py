"""Dates as headings bear them: read in all forms, written in people's language."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.agenda.language.dates import (
    Candidate,
    date_like,
    format_date,
    read_date,
    settle,
    short_date,
)

MARCH_10: tuple[Candidate, ...] = ((2025, 3, 10),)
LANGUAGES = ("en", "de", "fr", "es", "pt", "ja", "ar")


def candidates(text: str, locale: str = "en") -> tuple[Candidate, ...] | None:
    reading = read_date(text, locale=locale)
    return None if reading is None else reading.candidates


@pytest.mark.parametrize(
    "text",
    [
        *("2025-03-10", "2025/03/10", "2025.03.10", "2025. 3. 10.", "20250310"),
        *("March 10, 2025", "Mar 10, 2025", "Mar. 10 2025", "MARCH 10TH, 2025", "march 10 2025"),
        *(
            "10 March 2025",
            "10th of March, 2025",
            "10-Mar-2025",
            "10-Mar-25",
            "Mar-10-2025",
            "10 Mar '25",
            "2025 March 10",
        ),
        *("Mon, Mar 10, 2025", "Monday, March 10th, 2025", "Mon 10 Mar 2025", "Mar 10, 2025 (Mon)"),
        *("10. März 2025", "Mo., 10. März 2025", "Montag, den 10. März 2025"),
        *("10 mars 2025", "lun. 10 mars 2025", "lundi 10 mars 2025"),
        *("10 de marzo de 2025", "lun, 10 mar 2025", "lunes, 10 de marzo de 2025"),
        *("10 de março de 2025", "seg., 10 de mar. de 2025", "segunda-feira, 10 de março de 2025"),
        *(
            "2025年3月10日",
            "2025年3月10日(月)",
            "２０２５年３月１０日（月）",
            "2025年 3月 10日 月曜日",
        ),
        *("10 مارس 2025", "الاثنين، 10 مارس 2025", "١٠ مارس ٢٠٢٥"),
    ],
)
def test_a_date_alone_is_read_whatever_the_locale(text: str) -> None:
    assert candidates(text, "en") == MARCH_10
    assert candidates(text, "de") == MARCH_10


@pytest.mark.parametrize(
    "text",
    [
        *("Mon, Mar 10, 2025 · Weekly 1:1", "Weekly 1:1 – 10 March 2025", "2025-03-10 Weekly 1:1"),
        *("Weekly 1:1 2025-03-10", "Jour fixe (10. März 2025)", "[2025-03-10] Weekly"),
        *(
            "2025-03-10: Weekly",
            "2025-03-10 - Weekly",
            "2025-03-10 | Ann, Bob",
            "2025-03-10, Weekly",
        ),
        *("📅 Mar 10, 2025 → 1:1", "Mar 10, 2025\v1:1", "**Mar 10, 2025 | Project discussion**"),
        *("2025-03-10 10:00 · Weekly", "Mar 10, 2025, 10:00 AM – 10:30 AM | Weekly"),
        *(
            "Mar 10, 2025 at 3pm",
            "Mo., 10. März 2025, 14:30 Uhr – Jour fixe",
            "2025-03-10 (no meeting)",
        ),
        *(
            "定例 2025年3月10日",
            "2025年3月10日週次",
            "定例2025年3月10日",
            "2025年3月10日(月)・定例",
        ),
        *("الاثنين، 10 مارس 2025 · أسبوعي", "lun. 10 mars 2025 : point hebdo"),
        "Mar 10, 2025 | Ann / Bob: planning of the next half year, hiring and all that is left",
        *("Sprint 14 planning – March 10, 2025", "Weekly, March 10, 2025", "1:1 @ Mar 10, 2025"),
    ],
)
def test_a_title_stands_before_or_behind_with_a_separator(text: str) -> None:
    assert candidates(text) == MARCH_10


@pytest.mark.parametrize(
    ("text", "day"),
    [
        *[
            (text, (None, 3, 10))
            for text in ("March 10", "March 10th", "10 March", "mar 10", "10 Mar")
        ],
        *[
            (text, (None, 3, 10))
            for text in ("March 10th: 1:1", "1:1 · March 10", "Mon, Mar 10 – 1:1")
        ],
        *[
            (text, (None, 3, 10))
            for text in ("10. März", "lundi 10 mars", "10 de março", "3月10日(月)")
        ],
        *[
            (text, (None, 9, 5))
            for text in ("Sept 5", "Sept. 5th", "5. Sept.", "5 set.", "5 سبتمبر")
        ],
        ("1er mars", (None, 3, 1)),
        ("Feb 29", (None, 2, 29)),
    ],
)
def test_the_year_may_be_missing(text: str, day: Candidate) -> None:
    assert candidates(text) == (day,)


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("3/10", "en", ((None, 3, 10), (None, 10, 3))),
        ("3/10", "en-GB", ((None, 10, 3), (None, 3, 10))),
        ("3/10/25", "en", ((2025, 3, 10), (2025, 10, 3))),
        ("03/10/2025 – Weekly", "fr", ((2025, 10, 3), (2025, 3, 10))),
        ("10-03-2025", "en", ((2025, 10, 3), (2025, 3, 10))),
        ("١٠/٠٣/٢٠٢٥", "ar", ((2025, 3, 10), (2025, 10, 3))),
        ("10.03.2025", "de", ((2025, 3, 10),)),
        ("10.3.", "de", ((None, 3, 10),)),
        ("10.03. – Jour fixe", "de", ((None, 3, 10),)),
        ("10.03.25", "en", ((2025, 3, 10), (2025, 10, 3))),
        ("3/25", "en", ((None, 3, 25),)),
        ("25/3", "en", ((None, 3, 25),)),
        ("3/3", "en", ((None, 3, 3),)),
        ("25-03-10", "en", ((2010, 3, 25),)),
        ("1:1 3/25", "en", ((None, 3, 25),)),
        ("3/25 Weekly 1:1", "en", ((None, 3, 25),)),
        ("3/25/25 1on1", "en", ((2025, 3, 25),)),
    ],
)
def test_day_and_month_may_be_either_way_round(
    text: str, locale: str, expected: tuple[Candidate, ...]
) -> None:
    assert candidates(text, locale) == expected


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "Weekly 1:1",
            "✅ Last week's accomplishments",
            "Q3 goals",
            "Top 10",
            "2025",
            "10:30",
        ),
        *(
            "We ship on March 10",
            "March 10 is when we ship",
            "Ship by 2025-03-10",
            "Week of March 10",
        ),
        *("We met on Monday, March 10, 2025 and talked", "Deadline: 2025-03-10", "ETA 2025-03-10"),
        *("2025-03-10 is when we ship", "Seit 10.03.2025", "Review of 2025-03-10"),
        *("March 10, we ship it", "Weekly March 10", "On 3/10 we met"),
        *(
            "Phase 2 – rollout",
            "1.1 Goals",
            "1.1. Goals",
            "2.3 – Budget",
            "Set 3 – goals",
            "24/7 support",
            "2/3 Done",
            "Top 3/10",
        ),
        *("Out 10 - lunch", "May I ask 5 things", "I have 3 items", "Monday 10", "March 2025"),
        *(
            "Mar 10 – 14",
            "Mar 10 – Mar 14",
            "3/10-3/14",
            "10 Mar-14 Mar",
            "Mar 10-14",
            "Mar 10–14, 2025",
            "March 10 - 14, 2025",
        ),
        *("192.168.1.1", "v2.10.2025", "+1 (555) 123-4567", "31/02/2025", "13/13", "2025-13-01"),
        *("Feb 29, 2025", "Feb 30", "10/10/10/10", "2025-03-10-17", "00/00", "99.99.9999"),
        "2025-03-10 – " + "a very long title that goes on and on " * 4,
        "March 10 – a very long title of a talk that goes on and on",
        "March 10 – we decided that the release goes out when the last test is green again.",
    ],
)
def test_lines_that_only_mention_a_date_or_look_like_one_are_no_dated_headings(text: str) -> None:
    assert candidates(text) is None


def test_the_span_is_the_date_with_its_weekday_and_nothing_else() -> None:
    texts = [
        "📅 Mon, Mar 10, 2025, 10:00 · Weekly 1:1",
        "Weekly 🗒 1:1 – 10 March 2025",
        "２０２５年３月１０日（月） 定例",
    ]
    readings = [read_date(text, locale="en") for text in texts]

    assert [
        text[slice(*reading.span)]
        for text, reading in zip(texts, readings, strict=True)
        if reading is not None
    ] == ["Mon, Mar 10, 2025", "10 March 2025", "２０２５年３月１０日（月）"]


@pytest.mark.parametrize("locale", [*LANGUAGES, "en-GB", "pt-PT", "de-AT", "nl", "ko", "xx"])
def test_what_is_written_is_read_again(locale: str) -> None:
    for number in range(0, 366, 3):
        day = date(2024, 1, 1) + timedelta(days=number)
        written = format_date(day, None, locale)
        reading = read_date(f"{written} · 1:1", locale=locale)

        assert reading is not None, written
        assert (day.year, day.month, day.day) in reading.candidates, written
        assert settle([reading], anchors=[day]) == (day,), written


@pytest.mark.parametrize("locale", [language for language in LANGUAGES if language != "ja"])
def test_english_order_in_another_language_is_read_again_too(locale: str) -> None:
    for number in range(0, 366, 7):
        day = date(2024, 1, 1) + timedelta(days=number)
        written = format_date(day, "EEE, MMM d, y", locale)

        assert candidates(written, locale) == ((day.year, day.month, day.day),), written


@pytest.mark.parametrize(
    ("locale", "written"),
    [
        ("en", "Mon, Mar 10, 2025"),
        ("en-GB", "Mon, 10 Mar 2025"),
        ("de", "Mo., 10. März 2025"),
        ("fr", "lun. 10 mars 2025"),
        ("es", "lun, 10 mar 2025"),
        ("pt", "seg., 10 de mar. de 2025"),
        ("ja", "2025年3月10日(月)"),
        ("ar", "الاثنين، 10 مارس 2025"),
        ("xx", "Mon, Mar 10, 2025"),
    ],
)
def test_a_day_is_written_as_the_language_writes_it(locale: str, written: str) -> None:
    assert format_date(date(2025, 3, 10), None, locale) == written


def test_a_pattern_of_the_configuration_is_followed() -> None:
    day = date(2025, 3, 10)

    assert format_date(day, "y-MM-dd", "de") == "2025-03-10"
    assert format_date(day, "EEEE, d. MMMM", "de") == "Montag, 10. März"


def test_a_day_is_mentioned_with_its_year_only_when_it_is_far() -> None:
    day = date(2025, 3, 3)

    assert short_date(day, seen_from=date(2025, 3, 10), locale="en") == "Mar 3"
    assert short_date(day, seen_from=date(2026, 3, 2), locale="en") == "Mar 3, 2025"
    assert short_date(day, seen_from=date(2026, 3, 2), locale="es", wide=True) == (
        "3 de marzo de 2025"
    )


@pytest.mark.parametrize(
    ("text", "locale", "like"),
    [
        ("Mon, Mar 10, 2025 · Weekly", "en", "Fri, May 2, 2025"),
        ("Monday, March 10th, 2025", "en", "Friday, May 2nd, 2025"),
        ("MARCH 10TH", "en", "MAY 2ND"),
        ("2025-03-10 Weekly", "en", "2025-05-02"),
        ("3/10", "en", "5/2"),
        ("03/10/25", "en", "05/02/25"),
        ("10/3/2025", "de", "2/5/2025"),
        ("10.03.2025", "de", "02.05.2025"),
        ("10.3.", "de", "2.5."),
        ("1:1 – Mo., 10. März 2025", "en", "Fr., 2. Mai 2025"),
        ("lundi 10 mars", "en", "vendredi 2 mai"),
        ("Lundi 10 Mars", "fr", "Vendredi 2 Mai"),
        ("lun, 10 mar 2025", "es", "vie, 2 may 2025"),
        ("seg., 10 de mar. de 2025", "en", "sex., 2 de mai. de 2025"),
        ("segunda, 10/03/2025", "pt-PT", "sexta, 02/05/2025"),
        ("2025年3月10日(月) 定例", "en", "2025年5月2日(金)"),
        ("３月１０日（月）", "ja", "５月２日（金）"),
        ("١٠/٠٣/٢٠٢٥", "ar", "٠٢/٠٥/٢٠٢٥"),
        ("الاثنين، ١٠ مارس ٢٠٢٥", "ar", "الجمعة، ٢ مايو ٢٠٢٥"),
        ("10-Mar-2025 | Weekly", "en", "2-May-2025"),
        ("Mar 10 '25", "en", "May 2 '25"),
    ],
)
def test_another_day_is_written_in_the_form_that_is_there(
    text: str, locale: str, like: str
) -> None:
    reading = read_date(text, locale=locale)

    assert reading is not None
    assert date_like(text, reading, date(2025, 3, 10), date(2025, 5, 2), locale=locale) == like


def test_short_names_keep_their_dots_where_the_new_name_has_one() -> None:
    reading = read_date("Di., 8. Apr. 2025", locale="de")

    assert reading is not None
    assert [
        date_like("Di., 8. Apr. 2025", reading, date(2025, 4, 8), day, locale="de")
        for day in (date(2025, 5, 2), date(2025, 9, 1))
    ] == ["Fr., 2. Mai 2025", "Mo., 1. Sept. 2025"]


def test_the_first_of_the_month_keeps_and_loses_its_french_ending() -> None:
    reading = read_date("1er mars 2025", locale="fr")

    assert reading is not None
    assert [
        date_like("1er mars 2025", reading, date(2025, 3, 1), day, locale="fr")
        for day in (date(2025, 5, 2), date(2025, 9, 1))
    ] == ["2 mai 2025", "1er septembre 2025"]


@pytest.mark.parametrize("locale", LANGUAGES)
def test_the_form_comes_round_to_itself(locale: str) -> None:
    text = format_date(date(2025, 3, 10), None, locale)
    reading = read_date(text, locale=locale)
    day = date(2025, 3, 10)

    assert reading is not None
    for other in (date(2026, 1, 1), date(2024, 12, 31)):
        there = date_like(text, reading, day, other, locale=locale)
        back = read_date(there, locale=locale)

        assert back is not None
        assert back.candidates == ((other.year, other.month, other.day),)


@given(
    st.text(
        alphabet=st.sampled_from("0123456789٣３/.-– ,:'()年月日MarchMonJun第de\u200f\v·|"),
        max_size=40,
    )
)
def test_any_text_is_taken_and_the_span_lies_inside(text: str) -> None:
    reading = read_date(text, locale="en")

    if reading is not None:
        start, end = reading.span
        assert 0 <= start < end <= len(text)
        for year, month, day in reading.candidates:
            assert date(year or 2024, month, day).month == month
        assert date_like(text, reading, date(2025, 3, 10), date(2025, 5, 2), locale="en")


@given(st.text(max_size=60))
def test_arbitrary_text_is_taken(text: str) -> None:
    reading = read_date(text, locale="ja")

    assert reading is None or reading.candidates
