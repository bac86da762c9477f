"""Which events are 1:1s: a case for each rule, and the look-alikes beside it."""

from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest

from sync.agenda.calendar.meetings import Counts, LeftOut, Reason, Single, Verdict
from sync.agenda.calendar.people import Person
from sync.agenda.calendar.rules import Rules
from tests.agenda.calendar_wire import (
    KIM,
    ME,
    MONDAY,
    WEEK,
    Json,
    away,
    guest,
    judged,
    me,
    occurrence,
    room,
    single,
    stub,
    told,
)

BO = "bo@example.com"


def one(rules: Rules | None = None, /, **fields: Any) -> Verdict:
    (verdict,) = judged([occurrence(**fields)], rules)
    return verdict


ORGANIZED_BY_KIM = {"organizer": {"email": KIM}}

CASES: list[tuple[str, Json, str]] = [
    ("a plain 1:1", {}, "counts"),
    ("a tentative one", {"status": "tentative"}, "counts"),
    ("organized by the other", ORGANIZED_BY_KIM, "counts"),
    ("not answered yet", {"attendees": [me(response="needsAction"), guest()]}, "counts"),
    ("other said maybe", {"attendees": [me(), guest(response="tentative")]}, "counts"),
    ("without a title", {"summary": None}, "counts"),
    ("without an event type, as of old", {"eventType": None}, "counts"),
    ("without an organizer", {"organizer": None}, "counts"),
    # What it is.
    ("without an id", {"id": None}, "unreadable"),
    ("without a start", {"start": None}, "unreadable"),
    ("cancelled", {"status": "cancelled"}, "cancelled"),
    ("out of office", {"eventType": "outOfOffice"}, "other-kind"),
    ("focus time", {"eventType": "focusTime"}, "other-kind"),
    ("all day", {"start": {"date": "2025-03-10"}, "end": {"date": "2025-03-11"}}, "all-day"),
    # Who is in it.
    ("guests left out of the answer", {"attendeesOmitted": True}, "guests-hidden"),
    (
        "guests hidden from a guest",
        {**ORGANIZED_BY_KIM, "guestsCanSeeOtherGuests": False, "attendees": [me()]},
        "guests-hidden",
    ),
    ("guests hidden from all but me", {"guestsCanSeeOtherGuests": False}, "counts"),
    ("no guest list", {"attendees": None}, "no-guests"),
    ("only me", {"attendees": [me()]}, "no-guests"),
    ("me and a room", {"attendees": [me(), room()]}, "no-guests"),
    ("with a room", {"attendees": [me(), guest(), room()]}, "counts"),
    (
        "with a room that is not flagged",
        {"attendees": [me(), guest(), guest("c_1@resource.calendar.google.com")]},
        "counts",
    ),
    ("three people", {"attendees": [me(), guest(), guest(BO)]}, "too-many"),
    ("one who brings others", {"attendees": [me(), guest(additionalGuests=2)]}, "too-many"),
    (
        "a third who declined is still in it",
        {"attendees": [me(), guest(), guest(BO, response="declined")]},
        "too-many",
    ),
    (
        "a third who is optional is still in it",
        {"attendees": [me(), guest(), guest(BO, optional=True)]},
        "too-many",
    ),
    ("with a bot", {"attendees": [me(), guest(), guest("fred@fireflies.ai")]}, "counts"),
    ("with our bot", {"attendees": [me(), guest(), guest("notetaker@example.com")]}, "counts"),
    ("me and a bot", {"attendees": [me(), guest("fred@fireflies.ai")]}, "no-guests"),
    ("two others", {"attendees": [guest(), guest(BO)], **ORGANIZED_BY_KIM}, "not-in-it"),
    ("me as organizer, no guest", {"attendees": [guest()]}, "counts"),
    ("me as organizer of two others", {"attendees": [guest(), guest(BO)]}, "too-many"),
    (
        "on a secondary calendar without me",
        {
            "attendees": [guest()],
            "organizer": {"email": "c_1@group.calendar.google.com", "self": True},
        },
        "not-in-it",
    ),
    ("a guest without an address", {"attendees": [me(), {"displayName": "Kim"}]}, "no-address"),
    ("a guest list of odd things", {"attendees": [me(), 7]}, "no-address"),
    ("with a mailing list", {"attendees": [me(), guest("platform-team@example.com")]}, "group"),
    ("with a Google group", {"attendees": [me(), guest("hikers@googlegroups.com")]}, "group"),
    (
        "with a calendar",
        {"attendees": [me(), guest("c_1@group.calendar.google.com")]},
        "group",
    ),
    ("of a stranger", {"attendees": [me(), guest("ann@elsewhere.org")]}, "counts"),
    # What it is about.
    ("an interview", {"summary": "Interview: Bo"}, "title-excluded"),
    # Whether it is held.
    ("declined by me", {"attendees": [me(response="declined"), guest()]}, "i-declined"),
    ("declined by Kim", {"attendees": [me(), guest(response="declined")]}, "they-declined"),
    (
        "declined by both",
        {"attendees": [me(response="declined"), guest(response="declined")]},
        "i-declined",
    ),
]


@pytest.mark.parametrize(
    ("fields", "word"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_an_event_counts_or_is_left_out(fields: Json, word: str) -> None:
    item = {key: value for key, value in {**occurrence(), **fields}.items() if value is not None}
    (verdict,) = judged([item])

    assert told(verdict) == word


def test_a_meeting_holds_what_the_job_needs() -> None:
    (verdict,) = judged(
        [
            occurrence(
                series="abc_R20250303T160000",
                moved_to=MONDAY + timedelta(days=1),
                attendees=[me(), guest("KIM@example.com", displayName="Kim Lee")],
                organizer={"email": KIM},
            )
        ]
    )

    assert isinstance(verdict, Counts)
    meeting = verdict.meeting
    assert (meeting.event_id, meeting.series_id, meeting.series, meeting.key) == (
        "abc_20250310T160000Z",
        "abc_R20250303T160000",
        "abc",
        MONDAY,
    )
    assert (meeting.starts, meeting.ends) == (
        MONDAY + timedelta(days=1),
        MONDAY + timedelta(days=1, minutes=30),
    )
    assert (meeting.date.isoformat(), meeting.zone) == ("2025-03-11", "Europe/Berlin")
    assert (meeting.me, meeting.other) == (Person(ME), Person(KIM, "Kim Lee"))
    assert (meeting.recurring, meeting.i_organize, meeting.may_modify) == (True, False, False)


def test_one_series_listed_as_itself_is_no_meeting() -> None:
    (verdict,) = judged([single(recurrence=["RRULE:FREQ=WEEKLY"])])

    assert told(verdict) == "series"


HOUR = timedelta(hours=1)

AWAY: list[tuple[str, list[Json], str]] = [
    ("inside", [away(MONDAY - HOUR, MONDAY + HOUR)], "out-of-office"),
    ("to the minute", [away(MONDAY, MONDAY + HOUR / 2)], "out-of-office"),
    ("only partly", [away(MONDAY + HOUR / 4, MONDAY + HOUR)], "counts"),
    ("before", [away(MONDAY - HOUR, MONDAY)], "counts"),
    ("deleted", [away(MONDAY - HOUR, MONDAY + HOUR, status="cancelled")], "counts"),
    (
        "two absences that touch",
        [
            away(MONDAY - HOUR, MONDAY + HOUR / 4),
            {**away(MONDAY + HOUR / 4, MONDAY + HOUR), "id": "later"},
        ],
        "out-of-office",
    ),
    (
        "two absences with a gap",
        [
            away(MONDAY - HOUR, MONDAY + HOUR / 6),
            {**away(MONDAY + HOUR / 4, MONDAY + HOUR), "id": "later"},
        ],
        "counts",
    ),
    (
        "a short absence in a long one",
        [
            away(MONDAY - 3 * HOUR, MONDAY + HOUR),
            {**away(MONDAY - 2 * HOUR, MONDAY - HOUR), "id": "short"},
        ],
        "out-of-office",
    ),
    (
        "days on end",
        [
            {
                "id": "trip",
                "eventType": "outOfOffice",
                "start": {"date": "2025-03-10"},
                "end": {"date": "2025-03-12"},
            }
        ],
        "out-of-office",
    ),
    ("focus time", [{**away(MONDAY - HOUR, MONDAY + HOUR), "eventType": "focusTime"}], "counts"),
]


@pytest.mark.parametrize(
    ("absences", "word"), [case[1:] for case in AWAY], ids=[case[0] for case in AWAY]
)
def test_a_meeting_inside_ones_own_out_of_office_is_not_held(
    absences: list[Json], word: str
) -> None:
    (verdict,) = [one for one in judged([*absences, occurrence()]) if one.event.recurring]

    assert told(verdict) == word


def test_a_single_meeting_counts_beside_a_series_of_the_pair() -> None:
    extra = single(MONDAY + timedelta(days=2))
    with_bo = single(MONDAY, event_id="bo", attendees=[me(), guest(BO)])

    assert [(type(one), one.event.event_id) for one in judged([extra, occurrence(), with_bo])] == [
        (Single, "bo"),
        (Counts, "weekly_20250310T160000Z"),
        (Counts, "one"),
    ]


def test_a_declined_series_is_a_series_of_the_pair() -> None:
    declined = occurrence(attendees=[me(), guest(response="declined")])

    assert [told(one) for one in judged([declined, single(MONDAY + WEEK)])] == [
        "they-declined",
        "counts",
    ]


def test_what_is_declined_keeps_its_meeting_and_what_is_no_1to1_has_none() -> None:
    verdicts = judged(
        [
            occurrence(attendees=[me(response="declined"), guest()]),
            occurrence(MONDAY + WEEK, summary="Interview"),
            stub(MONDAY + 2 * WEEK),
        ]
    )

    assert [
        (told(one), isinstance(one, LeftOut) and one.meeting is not None) for one in verdicts
    ] == [("i-declined", True), ("title-excluded", False), ("cancelled", False)]


OLD: Json = {"updated": "2025-03-01T00:00:00.000Z"}
NEW: Json = {"updated": "2025-03-02T00:00:00.000Z"}

COPIES: list[tuple[str, list[Json], list[str]]] = [
    ("the very same on two pages", [occurrence(), occurrence()], ["counts", "duplicate"]),
    (
        "the later change wins",
        [occurrence(**OLD), occurrence(**NEW, summary="Interview")],
        ["duplicate", "title-excluded"],
    ),
    (
        "moved between two pages",
        [occurrence(**OLD), occurrence(moved_to=MONDAY + HOUR, **NEW)],
        ["duplicate", "counts"],
    ),
    ("held wins over cancelled", [stub(), occurrence()], ["counts", "duplicate"]),
    (
        "cancelled in the old part of a series, held in the new one",
        [stub(), occurrence(series="weekly_R20250310T160000", id="other")],
        ["counts", "duplicate"],
    ),
    (
        "an imported copy",
        [occurrence(), single(event_id="copy", iCalUID="weekly@google.com")],
        ["counts", "duplicate"],
    ),
    (
        "a single one moved between two pages",
        [single(**OLD), single(MONDAY + HOUR, **NEW)],
        ["duplicate", "single"],
    ),
    ("two series at once are two", [occurrence(), occurrence(series="other")], ["counts"] * 2),
    ("nothing is a copy of nothing", [{}, {}], ["unreadable"] * 2),
]


@pytest.mark.parametrize(
    ("items", "words"), [case[1:] for case in COPIES], ids=[case[0] for case in COPIES]
)
def test_of_copies_of_an_occurrence_one_is_kept(items: list[Json], words: list[str]) -> None:
    found = [[told(one) for one in judged(order)] for order in permutations(items)]

    assert sorted(found[0]) == sorted(words)
    assert all(one == found[0] for one in found)


def test_verdicts_come_in_the_order_of_starts() -> None:
    verdicts = judged([occurrence(MONDAY + WEEK), stub(MONDAY), {}, single(MONDAY - WEEK)])

    assert [one.event.event_id for one in verdicts] == [
        "",
        "one",
        "weekly_20250310T160000Z",
        "weekly_20250317T160000Z",
    ]


def test_facts_say_what_was_seen() -> None:
    cases = {
        Reason.TOO_MANY: one(attendees=[me(), guest(), guest(BO), room()]),
        Reason.TITLE_EXCLUDED: one(summary="Interview"),
        Reason.OTHER_KIND: one(eventType="focusTime"),
        Reason.THEY_DECLINED: one(attendees=[me(), guest(response="declined")]),
    }

    assert {
        reason: dict(verdict.facts) if isinstance(verdict, LeftOut) else {}
        for reason, verdict in cases.items()
    } == {
        Reason.TOO_MANY: {"people": "3"},
        Reason.TITLE_EXCLUDED: {"person": KIM, "pattern": "interview*"},
        Reason.OTHER_KIND: {"kind": "focusTime"},
        Reason.THEY_DECLINED: {"person": KIM},
    }
