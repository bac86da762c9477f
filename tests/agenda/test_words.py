"""The job's own words in seven languages."""

from datetime import date

import pytest

from sync.agenda.calendar.cadence import Cadence
from sync.agenda.language.headingwords import is_action_heading
from sync.agenda.language.ornaments import plain
from sync.agenda.language.words import Words

LANGUAGES = ("en", "de", "fr", "es", "pt", "ja", "ar")


def test_english_headings_are_those_of_the_default_template() -> None:
    words = Words.for_locale("en")

    assert (
        words.accomplishments(Cadence.WEEKLY),
        words.projects,
        words.topics,
        words.actions,
    ) == (
        "✅ Last week's accomplishments",
        "🗒 Ongoing projects",
        "🔍 Other topics",
        "☑️ Action items",
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_a_weekly_meeting_speaks_of_last_week(language: str) -> None:
    words = Words.for_locale(language)
    said = {cadence: words.accomplishments(cadence) for cadence in Cadence}
    weekly, biweekly, other = words.every_accomplishments()

    assert said == {
        Cadence.MORE_OFTEN: other,
        Cadence.WEEKLY: weekly,
        Cadence.BIWEEKLY: biweekly,
        Cadence.THREE_WEEKLY: other,
        Cadence.MONTHLY: other,
    }
    assert len({weekly, biweekly, other}) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_heading_has_its_emoji_and_reads_on_without(language: str) -> None:
    words = Words.for_locale(language)
    headings = (*words.every_accomplishments(), words.projects, words.topics, words.actions)
    headings += words.career()

    assert [heading.split(" ")[0] for heading in headings] == [
        *("✅", "✅", "✅", "🗒", "🔍", "☑️"),
        *("🌱", "🧰", "💬", "🎯"),
    ]
    assert [plain(heading) for heading in headings] == [
        heading.split(" ", 1)[1] for heading in headings
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_jobs_own_action_heading_is_known_as_one_and_no_other(language: str) -> None:
    words = Words.for_locale(language)
    others = (*words.every_accomplishments(), words.projects, words.topics, *words.career())

    assert is_action_heading(words.actions)
    assert is_action_heading(plain(words.actions))
    assert not [heading for heading in others if is_action_heading(heading)]


@pytest.mark.parametrize(
    ("locale", "near", "far"),
    [
        ("en", "(since Mar 3)", "(since Mar 3, 2024)"),
        ("en-GB", "(since 3 Mar)", "(since 3 Mar 2024)"),
        ("de_DE", "(seit 3. März)", "(seit 3. März 2024)"),
        ("fr", "(depuis le 3 mars)", "(depuis le 3 mars 2024)"),
        ("es", "(desde el 3 de marzo)", "(desde el 3 de marzo de 2024)"),
        ("pt-BR", "(desde 3 de março)", "(desde 3 de março de 2024)"),
        ("ja", "(3月3日から)", "(2024年3月3日から)"),
        ("ar", "(منذ 3 مارس)", "(منذ 3 مارس 2024)"),
    ],
)
def test_since_says_the_day_and_the_year_only_of_long_ago(locale: str, near: str, far: str) -> None:
    words = Words.for_locale(locale)
    meeting = date(2025, 3, 10)

    assert words.since(date(2025, 3, 3), seen_from=meeting) == near
    assert words.since(date(2024, 3, 3), seen_from=meeting) == far


def test_a_label_from_before_new_year_needs_no_year() -> None:
    label = Words.for_locale("en").since(date(2024, 12, 30), seen_from=date(2025, 1, 6))

    assert label == "(since Dec 30)"


def test_no_meeting_and_what_stands_for_an_image_are_in_brackets() -> None:
    said = [(words.no_meeting, words.image) for words in map(Words.for_locale, ("en", "de", "ja"))]

    assert said == [
        ("(no meeting)", "[image]"),
        ("(entfallen)", "[Bild]"),
        ("(開催なし)", "[画像]"),
    ]


@pytest.mark.parametrize(
    ("locale", "language"),
    [("de-DE", "de"), ("de_AT.UTF-8", "de"), ("pt-PT", "pt"), ("xx-YY", "en"), ("", "en")],
)
def test_a_locale_leads_to_its_language_and_an_unknown_one_to_english(
    locale: str, language: str
) -> None:
    assert Words.for_locale(locale).language == language


def test_a_language_without_words_has_english_ones_with_its_own_dates() -> None:
    words = Words.for_locale("nl")

    assert words.actions == "☑️ Action items"
    assert words.since(date(2025, 3, 3), seen_from=date(2025, 3, 10)) == "(since 3 mrt)"
