"""Verdicts in words that a manager understands."""

from dataclasses import replace

import pytest

from sync.agenda.calendar.meetings import LeftOut, Reason
from sync.agenda.calendar.pairs import NewReason
from sync.agenda.calendar.reasons import why, why_new
from sync.agenda.calendar.rules import PersonRule, Rules
from tests.agenda.calendar_wire import (
    KIM,
    MONDAY,
    WEEK,
    Json,
    away,
    guest,
    judged,
    me,
    occurrence,
    pairs_of,
    single,
)

OTHERS = [me(), guest(), guest("bo@example.com")]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "a 1:1 with kim@example.com"),
        ({"id": ""}, "Google's answer lacks its start or its id"),
        ({"status": "cancelled"}, "cancelled"),
        ({"eventType": "focusTime"}, "focus time, not a meeting"),
        ({"eventType": "somethingNew"}, "another kind of entry, not a meeting"),
        ({"start": {"date": "2025-03-10"}}, "all day long; a meeting needs a time"),
        (
            {"attendeesOmitted": True},
            "the guest list is hidden, so nobody can tell who else is in it",
        ),
        ({"attendees": [me()]}, "nobody else is invited"),
        ({"attendees": OTHERS}, "3 people are in it; a 1:1 has two"),
        (
            {"attendees": [me(), guest("team@example.com")]},
            "team@example.com looks like a group; a person is made known by a [[person]] entry",
        ),
        (
            {"summary": "Interview with a secret name"},
            (
                'its title fits "interview*" in [meetings] exclude; [meetings] include, '
                "or skip = false in the [[person]] entry of kim@example.com, makes it count"
            ),
        ),
        ({"attendees": [me(response="declined"), guest()]}, "you declined it"),
        (
            {"attendees": [me(), guest(response="declined")]},
            "kim@example.com declined it",
        ),
    ],
)
def test_a_verdict_is_told_in_one_sentence(fields: Json, words: str) -> None:
    (verdict,) = judged([occurrence(**fields)])

    assert why(verdict) == words


def test_single_meetings_and_absences_are_told() -> None:
    alone = judged([single()])
    beside = judged([single(), occurrence(MONDAY + WEEK)])
    absent = judged([occurrence(), away(MONDAY - WEEK, MONDAY + WEEK)])

    assert [why(one) for one in (*alone, *beside, *absent)] == [
        (
            "a single meeting with kim@example.com; "
            "it counts only if the two of you have a document already"
        ),
        "a single meeting beside your 1:1s with kim@example.com",
        "a 1:1 with kim@example.com",
        "an out-of-office entry, not a meeting",
        "you are out of office then",
    ]


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_words(reason: Reason) -> None:
    """With all facts that any of them asks for."""
    facts = {"kind": "focusTime", "people": "3", "person": KIM, "pattern": "interview*"}
    (verdict,) = judged([occurrence()])

    words = why(LeftOut(verdict.event, reason, facts))

    assert words == words.strip(" .")
    assert "{" not in words


def test_who_may_get_a_document_is_told_with_the_way_out() -> None:
    rules = Rules(persons=(PersonRule(email=KIM),))
    (pair,) = pairs_of([occurrence()], rules)

    assert why_new(pair) == "kim@example.com is named in [[person]]"
    assert why_new(replace(pair, new_reason=NewReason.ASK)) == (
        '[meetings] new = "ask"; add a [[person]] entry for kim@example.com to get one'
    )
    assert all("{" not in why_new(replace(pair, new_reason=one)) for one in NewReason)
