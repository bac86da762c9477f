"""Patterns of titles, and the titles that the built-in ones keep out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.agenda.calendar.rules import DEFAULT_EXCLUDE
from sync.agenda.calendar.titles import TitlePatterns


@pytest.mark.parametrize(
    ("pattern", "title", "fits"),
    [
        ("interview*", "2nd Interviews: Bo", True),
        ("interview", "Interview", True),
        ("interview", "INTERVIEW (on site)", True),
        ("interview", "Interviews", False),
        ("interview*", "reinterview", False),
        ("*interview*", "reinterviewed", True),
        ("on-call handover", "Weekly  on-call\thandover", True),
        ("pair*mia", "Pairing with Mia", True),
        ("pair*mia", "Pairing with Miatta", False),
        ("1:1", "Kim 1:1 Mia", True),
        ("1:1", "11:1", False),
        ("c++", "C++ pairing", True),
        ("(old)", "Weekly (old)", True),
        ("STRASSE", "Straße", True),
        ("Café", "Cafe\u0301 with Kim", True),
        ("面接", "一次面接（木村様）", True),
        ("*", "anything", False),
        ("", "anything", False),
        ("  ", "anything", False),
    ],
)
def test_a_pattern_is_whole_words_with_stars_for_anything(
    pattern: str, title: str, fits: bool
) -> None:
    assert (TitlePatterns([pattern]).match(title) == pattern) is fits


def test_the_first_pattern_that_fits_is_told() -> None:
    assert TitlePatterns(["b", "weekly", "a"]).match("a weekly b") == "b"


@pytest.mark.parametrize(
    "title",
    [
        "Interview: Bo (backend)",
        "Phone screen with Bo",
        "Interviewing Bo",
        "Vorstellungsgespräch Bo",
        "Entretien d’embauche - Bo",
        "Entrevista técnica",
        "採用面接",
        "Pair programming",
        "On-call handover",
        "مقابلة عمل مع بو",
    ],
)
def test_interviews_and_the_like_are_kept_out_by_default(title: str) -> None:
    assert TitlePatterns(DEFAULT_EXCLUDE).match(title) is not None


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Kim / Mia",
        "Weekly 1:1",
        "Entretien individuel",
        "Point hebdo Kim",
        "Mitarbeitergespräch",
        "Colloquio individuale",
        "1on1 面談",
        "Reunião 1:1",
        "Reunión semanal",
        "اجتماع أسبوعي",
        "Career talk",
        "Screen reader sync",
    ],
)
def test_what_people_call_a_1to1_is_not_kept_out(title: str) -> None:
    assert TitlePatterns(DEFAULT_EXCLUDE).match(title) is None


@given(st.lists(st.text(), max_size=4), st.text(max_size=800))
def test_no_pattern_and_no_title_is_too_odd(patterns: list[str], title: str) -> None:
    found = TitlePatterns(patterns).match(title)

    assert found is None or found in patterns
