"""Dates in languages that are not built in: what babel writes there is read back.

Only languages with names of their own are listed: others, once loaded, leave babel's root names in
its shared data, and later ones of the process get those.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.agenda.language.datepatterns import own_patterns
from sync.agenda.language.dates import date_like, format_date, read_date

NEWLY_READ = (
    *("he", "yi", "hi", "mr", "ne", "bn", "as", "gu", "pa", "ta", "te", "kn", "ml", "si"),
    *("vi", "th", "km", "lo", "my", "am", "hy", "lv", "mt", "az", "kk", "ky", "tt", "mn", "ug"),
    *("eu", "hu", "ckb", "ku"),
)
LANGUAGES = (
    *NEWLY_READ,
    *("de", "fr", "es", "pt", "ja", "ar", "nl", "sv", "da", "no", "pl", "ru", "uk", "it", "ro"),
    *("cs", "sk", "fi", "tr", "el", "id", "ko", "zh", "zh-Hant", "fa", "ka", "bs", "hr", "sr-Latn"),
)
DAYS = (
    *(date(2025, month, 1) - timedelta(days=1) for month in range(2, 13)),
    *(date(2025, month, 2 * month + 1) for month in range(1, 13)),
    *(date(2024, 2, 29), date(2024, 12, 31), date(2026, 1, 1)),
)
OTHER_DAYS = (date(2025, 9, 12), date(2026, 1, 31), date(2024, 5, 6))

SENTENCES = {
    "he": ("{} הוא היום שבו נשיק את המוצר", "נשיק את המוצר עד {}", "נפגשנו ביום {} ודיברנו"),
    "hi": ("{} को हम उत्पाद जारी करेंगे", "अंतिम तारीख {}", "हम {} को मिले और बात की"),
    "bn": ("{} তারিখে আমরা প্রকাশ করব", "শেষ তারিখ {}", "আমরা {} তারিখে কথা বলেছি"),
    "mr": ("{} रोजी आम्ही प्रकाशित करू", "शेवटची तारीख {}", "आम्ही {} रोजी बोललो"),
    "vi": ("{} là ngày chúng ta ra mắt", "Hạn chót là {}", "Chúng ta gặp {} và nói chuyện"),
    "th": ("{} เราจะเปิดตัวสินค้า", "กำหนดส่งวันที่ {}", "เราพบกัน {} และคุยกัน"),
    "te": ("{} న విడుదల చేస్తాము", "చివరి తేదీ {}", "మేము {} న మాట్లాడాము"),
    "hy": ("{} մենք կթողարկենք", "Վերջնաժամկետը {}", "Մենք {} հանդիպեցինք և խոսեցինք"),
    "lv": ("{} mēs izlaidīsim produktu", "Termiņš ir {}", "Mēs {} tikāmies un runājām"),
    "kk": ("{} күні біз шығарамыз", "Соңғы мерзім {}", "Біз {} күні кездестік"),
}
"""In each language: "{} is when we ship", "the deadline is {}", "we met on {} and talked"."""


def lettered(locale: str) -> Iterator[str]:
    """The locale's patterns that name month or weekday: numbers alone may be either way round."""
    for pattern in own_patterns(locale)[1]:
        if "MMM" in pattern.pattern or "E" in pattern.pattern:
            yield pattern.pattern


def with_date_like(text: str, locale: str, settled: date, day: date) -> str:
    """A heading after its date was written anew for another day."""
    reading = read_date(text, locale=locale)
    assert reading is not None, text
    start, end = reading.span
    return text[:start] + date_like(text, reading, settled, day, locale=locale) + text[end:]


@pytest.mark.parametrize("locale", LANGUAGES)
@pytest.mark.parametrize("title", ["", " · Weekly 1:1"])
def test_a_heading_of_the_jobs_own_is_read_as_its_day_and_no_other(locale: str, title: str) -> None:
    for day in DAYS:
        reading = read_date(format_date(day, None, locale) + title, locale=locale)

        assert reading is not None, day
        assert reading.candidates == ((day.year, day.month, day.day),), day
        assert reading.weekday == day.weekday(), day


@pytest.mark.parametrize("locale", LANGUAGES)
def test_a_heading_of_the_jobs_own_gets_another_day_as_the_language_writes_it(locale: str) -> None:
    for day in DAYS:
        for other in OTHER_DAYS:
            text = f"{format_date(day, None, locale)} · Weekly 1:1"

            assert with_date_like(text, locale, day, other) == (
                f"{format_date(other, None, locale)} · Weekly 1:1"
            ), text


@pytest.mark.parametrize("locale", LANGUAGES)
def test_medium_long_and_full_dates_are_read_as_their_day(locale: str) -> None:
    for pattern in lettered(locale):
        for day in DAYS:
            written = format_date(day, pattern, locale)
            for text in (written, f"{written} · Weekly 1:1", f"1:1 – {written}"):
                reading = read_date(text, locale=locale)

                assert reading is not None, text
                assert reading.candidates == ((day.year, day.month, day.day),), text


@pytest.mark.parametrize("locale", LANGUAGES)
def test_medium_long_and_full_dates_get_another_day_in_a_form_that_they_are_in(locale: str) -> None:
    patterns = list(lettered(locale))
    for day in DAYS:
        for pattern in patterns:
            text = format_date(day, pattern, locale)
            forms = {
                format_date(OTHER_DAYS[0], one, locale)
                for one in patterns
                if format_date(day, one, locale) == text
            }

            assert with_date_like(text, locale, day, OTHER_DAYS[0]) in forms, text


@pytest.mark.parametrize(
    ("text", "locale", "like"),
    [
        ("बुध, १२ मार्च २०२५ · 1:1", "hi", "शुक्र, २ मई २०२५ · 1:1"),
        ("বুধ, ১২ মার্চ, ২০২৫", "bn", "শুক্র, ২ মে, ২০২৫"),
        ("יום ד', 12 במרץ 2025", "he", "יום ו׳, 2 במאי 2025"),
        ("TH 4, 12 THG 3, 2025", "vi", "TH 6, 2 THG 5, 2025"),
        ("2025. gada 12.marts", "lv", "2025. gada 2.maijs"),
        ("2025 ж. 12 нау., ср", "kk", "2025 ж. 2 мам., жм"),
    ],
)
def test_what_is_typed_a_little_otherwise_keeps_its_digits_and_blanks(
    text: str, locale: str, like: str
) -> None:
    assert with_date_like(text, locale, date(2025, 3, 12), date(2025, 5, 2)) == like


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("12 במרץ 2025 1:1", "he"),
        ("1:1 12 במרץ 2025", "he"),
        ("12 במרץ 2025 (שיחה שבועית)", "he"),
        ("שיחה שבועית – 12 במרץ 2025", "he"),
        ("12 tháng 3, 2025 Weekly", "vi"),
        ("12 มี.ค. 2025: คุยงาน", "th"),
        ("साप्ताहिक बैठक | 12 मार्च 2025", "hi"),
        ("Cruinniú Céad 12 Márta 2025", "ga"),
        ("2025年3月12日周三 例会", "zh"),
    ],
)
def test_a_title_stands_beside_such_a_date_with_a_separator(text: str, locale: str) -> None:
    reading = read_date(text, locale=locale)

    assert reading is not None
    assert reading.candidates == ((2025, 3, 12),)


@pytest.mark.parametrize("heading", [False, True])
@pytest.mark.parametrize("locale", SENTENCES)
def test_a_sentence_that_mentions_such_a_date_is_no_heading(locale: str, heading: bool) -> None:
    for pattern in lettered(locale):
        for day in (date(2025, 3, 10), date(2025, 11, 28)):
            for sentence in SENTENCES[locale]:
                text = sentence.format(format_date(day, pattern, locale))

                assert read_date(text, locale=locale, heading=heading) is None, text


@given(
    st.sampled_from(NEWLY_READ),
    st.sampled_from(DAYS),
    st.integers(0, 3),
    st.lists(st.integers(0, 11), min_size=2, max_size=8),
    st.data(),
)
def test_words_on_both_sides_of_a_date_make_it_part_of_a_sentence(
    locale: str, day: date, form: int, words: list[int], data: st.DataObject
) -> None:
    parsed, patterns = own_patterns(locale)
    written = patterns[form].apply(day, parsed)
    names = list(parsed.months["format"]["wide"].values())
    cut = data.draw(st.integers(1, len(words) - 1))
    before, behind = (" ".join(names[word] for word in half) for half in (words[:cut], words[cut:]))

    assert read_date(f"{before} {written} {behind}", locale=locale, heading=True) is None


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("30 בפברואר 2025", "he"),
        ("12 tháng 13, 2025", "vi"),
        ("12 במרץ 2025ה", "he"),
        ("12 tháng 3, 2025/4", "vi"),
        ("2025. gada 29. febr.", "lv"),
    ],
)
def test_what_is_no_day_or_goes_on_is_no_date(text: str, locale: str) -> None:
    assert read_date(text, locale=locale) is None


def test_a_word_that_begins_all_months_names_none_of_them() -> None:
    reading = read_date("5 tháng 2, 2025", locale="vi")

    assert reading is not None
    assert reading.candidates == ((2025, 2, 5),)
    assert read_date("5 tháng", locale="vi") is None
