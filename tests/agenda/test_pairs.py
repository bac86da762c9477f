"""Pairs and their threads: whose meetings, what is next, what is called off."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sync.agenda.calendar.gone import Cancelled
from sync.agenda.calendar.meetings import Reason
from sync.agenda.calendar.pairs import NewReason
from sync.agenda.calendar.people import Person, pair_key
from sync.agenda.calendar.rules import NewPairs, PersonRule, Rules
from tests.agenda.calendar_wire import (
    KIM,
    ME,
    MONDAY,
    WEEK,
    Json,
    away,
    coming,
    guest,
    me,
    occurrence,
    only,
    pairs_of,
    single,
    stub,
    weekly,
)

DAY = timedelta(days=1)
BO = "bo@example.com"


def test_no_events_make_no_pairs() -> None:
    assert pairs_of([]) == ()


def test_pairs_come_by_the_address_of_the_other() -> None:
    found = pairs_of([*weekly(2), *weekly(1, series="bo", attendees=[me(), guest(BO)])])

    assert [(one.key, one.other.email, len(one.meetings)) for one in found] == [
        (pair_key(ME, BO), BO, 1),
        (pair_key(ME, KIM), KIM, 2),
    ]


MINE = "mia.long@example.com"
BY_KIM = {"email": KIM}


@pytest.mark.parametrize("turned", [False, True])
def test_the_owner_is_one_person_towards_each_other_one_by_whichever_address_invited(
    turned: bool,
) -> None:
    items = [
        *weekly(1),
        *weekly(3, series="hers", attendees=[me(MINE), guest()], organizer=BY_KIM),
        *weekly(1, series="bo", attendees=[me(MINE), guest(BO)], organizer={"email": BO}),
    ]
    found = pairs_of(items[::-1] if turned else items)

    assert [(one.key, one.me.email, len(one.meetings)) for one in found] == [
        (pair_key(MINE, BO), MINE, 1),
        (pair_key(ME, KIM), ME, 4),
    ]


def test_where_the_owner_organizes_nothing_the_usual_address_counts() -> None:
    pair = only(
        [
            *weekly(1, attendees=[me("a@example.com"), guest()], organizer=BY_KIM),
            *weekly(2, series="hers", attendees=[me(MINE), guest()], organizer=BY_KIM),
        ]
    )

    assert (pair.key, pair.me.email) == (pair_key(MINE, KIM), MINE)


def test_series_aliases_and_organizers_of_two_people_are_one_pair() -> None:
    rules = Rules(aliases=((KIM, "lee@example.com"),))
    pair = only(
        [
            *weekly(2),
            *weekly(2, first=MONDAY + DAY, series="hers", organizer={"email": "lee@example.com"},
                    attendees=[me(), guest("lee@example.com", displayName="Kim Lee")]),
            single(MONDAY + 2 * DAY),
        ],
        rules,
    )  # fmt: skip

    assert [(one.starts, one.series) for one in pair.meetings] == [
        (MONDAY, "weekly"),
        (MONDAY + DAY, "hers"),
        (MONDAY + 2 * DAY, "one"),
        (MONDAY + WEEK, "weekly"),
        (MONDAY + WEEK + DAY, "hers"),
    ]
    assert (pair.me, pair.other) == (Person(ME), Person(KIM, "Kim Lee"))


def test_a_person_is_called_as_the_latest_meeting_calls_them() -> None:
    names = ["Kim Lee", "Kim Ray", ""]
    items = [
        occurrence(MONDAY + week * WEEK, attendees=[me(), guest(displayName=name)])
        for week, name in enumerate(names)
    ]

    assert only(items).other == Person(KIM, "Kim Ray")


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (MONDAY - timedelta(days=30), None),
        (MONDAY - 14 * DAY - timedelta(seconds=1), None),
        (MONDAY - 14 * DAY, MONDAY),
        (MONDAY - timedelta(seconds=1), MONDAY),
        (MONDAY + timedelta(minutes=29), MONDAY),
        (MONDAY + timedelta(minutes=30), MONDAY + WEEK),
        (MONDAY + 2 * WEEK + DAY, None),
    ],
)
def test_next_is_the_earliest_that_has_not_ended_and_is_near(
    now: datetime, expected: datetime | None
) -> None:
    assert coming(only(weekly(3), now=now)) == {"default": expected}


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ({"attendees": [me(response="declined"), guest()]}, Reason.I_DECLINED),
        ({"attendees": [me(), guest(response="declined")]}, Reason.THEY_DECLINED),
        ({"status": "cancelled"}, Reason.CANCELLED),
    ],
)
def test_what_is_called_off_is_not_next_and_is_remembered(first: Json, expected: Reason) -> None:
    pair = only([occurrence(**first), occurrence(MONDAY + WEEK)], now=MONDAY - DAY)

    assert coming(pair) == {"default": MONDAY + WEEK}
    assert pair.cancelled == (Cancelled("weekly", MONDAY, expected),)
    assert pair.why_gone("weekly", MONDAY) is expected


def test_a_meeting_in_ones_own_absence_is_called_off() -> None:
    pair = only([*weekly(2), away(MONDAY - DAY, MONDAY + DAY)], now=MONDAY - DAY)

    assert coming(pair) == {"default": MONDAY + WEEK}
    assert pair.cancelled == (Cancelled("weekly", MONDAY, Reason.OUT_OF_OFFICE),)
    assert [one.key for one in pair.off] == [MONDAY]


def test_a_pair_all_of_whose_meetings_are_called_off_is_still_a_pair() -> None:
    """A report on leave for six weeks."""
    pair = only(weekly(6, attendees=[me(), guest(response="declined")]))

    assert (pair.meetings, pair.threads, len(pair.off), len(pair.cancelled)) == ((), (), 6, 6)
    assert pair.new_reason is NewReason.OWN_DOMAIN


def test_a_cancelled_occurrence_belongs_to_the_pair_of_its_series() -> None:
    """Of a series that nobody is known to be in, it may be anybody's: its name is unique."""
    kim, bo = "weekly", "bo"
    found = pairs_of(
        [
            *weekly(1),
            *weekly(1, series=bo, attendees=[me(), guest(BO)]),
            *weekly(1, series="team", attendees=[me(), guest(), guest(BO)]),
            stub(MONDAY + WEEK, series=f"{kim}_R20250317T160000"),
            stub(MONDAY + WEEK, series=bo),
            stub(MONDAY + WEEK, series="team"),
            stub(MONDAY + WEEK, series="old"),
        ]
    )

    assert {one.other.email: [stub.series for stub in one.cancelled] for one in found} == {
        BO: [bo, "old"],
        KIM: ["old", kim],
    }


def test_a_restored_occurrence_is_not_gone() -> None:
    pair = only(weekly(2))

    assert (pair.cancelled, pair.why_gone("weekly", MONDAY)) == ((), None)


def test_mere_absence_proves_nothing() -> None:
    assert only(weekly(2)).why_gone("weekly", MONDAY - WEEK) is None


def test_a_moved_occurrence_keeps_its_name_and_is_prepared_in_its_new_place() -> None:
    """The first is moved past the second."""
    pair = only(
        [occurrence(moved_to=MONDAY + WEEK + DAY), occurrence(MONDAY + WEEK)], now=MONDAY - DAY
    )

    assert [(one.key, one.starts) for one in pair.meetings] == [
        (MONDAY + WEEK, MONDAY + WEEK),
        (MONDAY, MONDAY + WEEK + DAY),
    ]
    assert coming(pair) == {"default": MONDAY + WEEK}
    assert pair.why_gone("weekly", MONDAY) is None


def test_a_single_meeting_on_the_same_day_is_next_when_it_is_earlier() -> None:
    items = [occurrence(), single(MONDAY - timedelta(hours=3))]

    assert coming(only(items, now=MONDAY - DAY)) == {"default": MONDAY - timedelta(hours=3)}


def test_of_two_meetings_at_once_that_of_the_series_is_next() -> None:
    pair = only([single(event_id="a"), occurrence()], now=MONDAY - DAY)

    assert [one.next and one.next.series for one in pair.threads] == ["weekly"]


def test_single_meetings_alone_allow_no_document() -> None:
    pair = only([single()], Rules(new=NewPairs.ALL, persons=(PersonRule(email=KIM),)))

    assert (pair.only_single, pair.new_allowed, pair.new_reason) == (
        True,
        False,
        NewReason.ONLY_SINGLE,
    )
    assert len(pair.meetings) == 1


NAMED = (PersonRule(email="ann@elsewhere.org"),)


@pytest.mark.parametrize(
    ("mine", "theirs", "rules", "reason"),
    [
        (ME, KIM, Rules(), NewReason.OWN_DOMAIN),
        (ME, "ann@elsewhere.org", Rules(), NewReason.OTHER_DOMAIN),
        (ME, "ann@sub.example.com", Rules(), NewReason.OTHER_DOMAIN),
        (ME, "ann@elsewhere.org", Rules(persons=NAMED), NewReason.NAMED),
        ("mia@gmail.com", "ann@gmail.com", Rules(), NewReason.PUBLIC_MAIL),
        (ME, KIM, Rules(new=NewPairs.ASK), NewReason.ASK),
        (ME, "ann@elsewhere.org", Rules(new=NewPairs.ASK, persons=NAMED), NewReason.NAMED),
        (ME, "ann@elsewhere.org", Rules(new=NewPairs.ALL), NewReason.ALL),
        ("mia@gmail.com", "ann@gmail.com", Rules(new=NewPairs.ALL), NewReason.ALL),
        ("mia", "ann", Rules(), NewReason.OTHER_DOMAIN),
        (
            ME,
            "kim@old.org",
            Rules(aliases=((KIM, "kim@old.org"),)),
            NewReason.OWN_DOMAIN,
        ),
        (
            ME,
            KIM,
            Rules(aliases=(("kim@elsewhere.org", KIM),)),
            NewReason.OTHER_DOMAIN,
        ),
    ],
)
def test_who_may_get_a_document(mine: str, theirs: str, rules: Rules, reason: NewReason) -> None:
    pair = only([occurrence(attendees=[me(mine), guest(theirs)])], rules)

    assert (pair.new_reason, pair.new_allowed) == (
        reason,
        reason in {NewReason.OWN_DOMAIN, NewReason.NAMED, NewReason.ALL},
    )


@pytest.mark.parametrize(
    ("now", "paused"),
    [
        (datetime(2025, 3, 11, 22, 59, tzinfo=UTC), date(2025, 3, 12)),
        (datetime(2025, 3, 11, 23, 0, tzinfo=UTC), None),
    ],
)
def test_a_pause_ends_with_the_day_where_the_meeting_is(now: datetime, paused: date | None) -> None:
    rules = Rules(persons=(PersonRule(email=KIM, paused_until=date(2025, 3, 12)),))

    assert only(weekly(2), rules, now).paused_until == paused


@pytest.mark.parametrize(
    ("own", "everybodys"),
    [(None, date(2025, 3, 12)), (date(2025, 3, 12), date(2025, 3, 11)), (date(2025, 3, 12), None)],
)
def test_of_two_pauses_the_longer_one_counts(own: date | None, everybodys: date | None) -> None:
    persons = (PersonRule(email=KIM, paused_until=own),)
    rules = Rules(persons=persons, paused_until=everybodys)

    assert only(weekly(2), rules).paused_until == date(2025, 3, 12)


def test_a_new_manager_on_an_old_series_is_another_pair() -> None:
    """Mia took the series over from Bo: what Bo and Kim had is not on her calendar as a 1:1."""
    found = pairs_of(
        [
            occurrence(MONDAY - WEEK, attendees=[me(), guest(BO)]),
            occurrence(MONDAY + WEEK),
            stub(MONDAY + 2 * WEEK),
        ]
    )

    assert [
        (one.other.email, [each.key for each in one.meetings], len(one.cancelled)) for one in found
    ] == [(BO, [MONDAY - WEEK], 1), (KIM, [MONDAY + WEEK], 1)]
