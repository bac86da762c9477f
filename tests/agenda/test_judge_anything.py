"""Whatever Google sends: every event gets one verdict, in any order, and nothing raises."""

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sync.agenda.calendar.events import parse_events
from sync.agenda.calendar.judge import verdicts
from sync.agenda.calendar.meetings import Counts, Single
from sync.agenda.calendar.pairs import pairs
from sync.agenda.calendar.reasons import why, why_new
from sync.agenda.calendar.rules import PersonRule, Rules
from tests.agenda.calendar_wire import (
    KIM,
    MONDAY,
    NOW,
    WEEK,
    Json,
    answer,
    away,
    guest,
    me,
    occurrence,
    room,
    single,
    stub,
    weekly,
    zones,
)

DAY = timedelta(days=1)
SAMPLES: list[Json] = [
    *weekly(3),
    occurrence(moved_to=MONDAY + DAY, updated="2025-03-01T00:00:00Z", sequence=1),
    *weekly(2, first=MONDAY + WEEK, series="weekly_R20250317T160000"),
    stub(MONDAY + WEEK),
    stub(MONDAY + 2 * WEEK, series="weekly_R20250317T160000"),
    {"id": "weekly_20250324T160000Z", "status": "cancelled"},
    occurrence(series="hers", organizer={"email": KIM}, guestsCanSeeOtherGuests=False),
    occurrence(series="ours", attendees=[me(), guest(), room(), guest("fred@fireflies.ai")]),
    occurrence(series="many", attendees=[me(), guest(), guest("bo@example.com")]),
    occurrence(series="ann", attendees=[me(), guest("ann@elsewhere.org", response="declined")]),
    single(MONDAY + 2 * DAY),
    single(
        attachments=[{"fileUrl": "https://docs.google.com/document/d/1AbCdEf/edit"}],
        extendedProperties={"private": {"a": "b"}},
        event_id="doc",
    ),
    single(recurrence=["RRULE:FREQ=WEEKLY"], event_id="weekly"),
    away(MONDAY - DAY, MONDAY + DAY),
    {"id": "day", "start": {"date": "2025-03-10"}, "end": {"date": "2025-03-11"}},
]
RULES = Rules(persons=(PersonRule(email=KIM, aliases=("hers@example.com",)),))

ODD: list[object] = [
    None,
    True,
    -1,
    1e300,
    "",
    "\x00",
    "x" * 2000,
    "@",
    "9999-12-31T23:59:59-14:00",
    "2025-03-10",
    "../../etc/passwd",
    "UTC",
    [],
    [None, 1, "a", {}],
    {},
    {"email": 1, "self": True},
    {"dateTime": 5, "timeZone": ["x"]},
    {"date": "2025-13-45"},
]


@st.composite
def mangled(draw: st.DrawFn) -> object:
    """A sample with a few of its fields, at any depth, dropped or replaced by something odd."""
    item: Any = draw(st.sampled_from([*SAMPLES, 7, None, "event"]))
    for _ in range(draw(st.integers(0, 4))):
        item = _mangle(item, draw)
    return item


def _mangle(value: Any, draw: st.DrawFn) -> Any:
    if isinstance(value, dict) and value:
        key = draw(st.sampled_from(sorted(value)))
        how = draw(st.sampled_from(["drop", "odd", "deeper", "deeper"]))
        if how == "drop":
            return {name: one for name, one in value.items() if name != key}
        odd = draw(st.sampled_from(ODD)) if how == "odd" else _mangle(value[key], draw)
        return {**value, key: odd}
    if isinstance(value, list) and value:
        index = draw(st.integers(0, len(value) - 1))
        return [*value[:index], _mangle(value[index], draw), *value[index + 1 :]]
    return draw(st.sampled_from(ODD))


@settings(max_examples=300)
@given(st.lists(mangled(), max_size=12), st.randoms(use_true_random=False))
def test_every_event_gets_one_verdict_in_any_order(items: list[object], random: Any) -> None:
    events = parse_events(answer(items), zones)
    shuffled = list(items)
    random.shuffle(shuffled)

    found = verdicts(answer(items), rules=RULES, zones=zones)
    again = verdicts(answer(shuffled), rules=RULES, zones=zones)

    assert sorted(map(repr, events)) == sorted(repr(one.event) for one in found)
    assert found == again
    assert pairs(found, rules=RULES, now=NOW) == pairs(again, rules=RULES, now=NOW)
    assert all(why(one) for one in found)


@settings(max_examples=150)
@given(st.lists(mangled(), max_size=12))
def test_pairs_hold_each_meeting_once_and_prepare_only_what_is_held(items: list[object]) -> None:
    found = verdicts(answer(items), rules=RULES, zones=zones)
    meetings = [one.meeting for one in found if isinstance(one, Counts | Single)]
    made = pairs(found, rules=RULES, now=NOW)

    assert sorted(map(repr, meetings)) == sorted(
        repr(one) for pair in made for one in pair.meetings
    )
    for pair in made:
        assert why_new(pair)
        assert sorted(map(repr, pair.meetings)) == sorted(
            repr(one) for thread in pair.threads for one in thread.meetings
        )
        names = {(one.series, one.key) for one in pair.meetings}
        assert not names & {(one.series, one.key) for one in pair.cancelled}
        assert len(names) == len(pair.meetings)
        for thread in pair.threads:
            ahead = [one for one in thread.meetings if one.ends > NOW]
            near = [one for one in ahead if one.starts <= NOW + RULES.lookahead]
            assert thread.next == (near[0] if near else None)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=8,
    )
)
def test_an_answer_that_is_none_has_no_verdicts(value: object) -> None:
    assert verdicts(value, rules=RULES, zones=zones) == ()
    assert len(verdicts({"items": [value]}, rules=RULES, zones=zones)) == 1
