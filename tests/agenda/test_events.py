"""One event of the wire, in every shape, becomes one value."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from sync.agenda.calendar.events import (
    Attachment,
    Attendee,
    Event,
    file_of,
    parse_event,
    parse_events,
)
from tests.agenda.calendar_wire import (
    MONDAY,
    Json,
    guest,
    me,
    occurrence,
    room,
    single,
    stub,
    zones,
)

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = "America/New_York"


def parse(item: object, zone: str = NEW_YORK) -> Event:
    return parse_event(item, zone, zones)


def test_a_whole_event_is_read_field_by_field() -> None:
    event = parse(
        {
            "id": "abc_20250310T160000Z",
            "status": "tentative",
            "eventType": "default",
            "summary": "  Kim / Mia ",
            "iCalUID": "abc_R20250303T160000@google.com",
            "updated": "2025-03-01T10:00:00.000Z",
            "sequence": 3,
            "recurringEventId": "abc_R20250303T160000",
            "originalStartTime": {"dateTime": "2025-03-10T12:00:00-04:00", "timeZone": NEW_YORK},
            "start": {"dateTime": "2025-03-11T05:00:00-04:00", "timeZone": "Europe/Berlin"},
            "end": {"dateTime": "2025-03-11T05:30:00-04:00", "timeZone": "Europe/Berlin"},
            "organizer": {"email": "Kim@Example.com", "displayName": "Kim"},
            "guestsCanModify": True,
            "attendees": [me(), guest(displayName="Kim Lee"), room()],
            "attachments": [
                {
                    "fileUrl": "https://docs.google.com/document/d/1AbCdEf/edit?tab=t.0",
                    "title": "Notes",
                    "mimeType": "application/vnd.google-apps.document",
                }
            ],
            "extendedProperties": {"private": {"oneonone": "x", "n": 3}, "shared": {"a": "b"}},
        }
    )

    assert event == Event(
        event_id="abc_20250310T160000Z",
        series_id="abc_R20250303T160000",
        recurring=True,
        key=datetime(2025, 3, 10, 16, tzinfo=UTC),
        status="tentative",
        title="Kim / Mia",
        start=datetime(2025, 3, 11, 10, tzinfo=BERLIN),
        end=datetime(2025, 3, 11, 10, 30, tzinfo=BERLIN),
        zone="Europe/Berlin",
        attendees=(
            Attendee(email="mia@example.com", is_self=True, response="accepted"),
            Attendee(email="kim@example.com", name="Kim Lee", response="accepted"),
            Attendee(email="c_18@resource.calendar.google.com", is_room=True, response="accepted"),
        ),
        organizer="kim@example.com",
        may_modify=True,
        attachments=(
            Attachment(
                file_id="1AbCdEf",
                title="Notes",
                url="https://docs.google.com/document/d/1AbCdEf/edit?tab=t.0",
                mime_type="application/vnd.google-apps.document",
            ),
        ),
        private=(("oneonone", "x"),),
        ical_uid="abc_R20250303T160000@google.com",
        updated="2025-03-01T10:00:00.000Z",
        sequence=3,
    )


def test_a_cancelled_stub_names_its_occurrence() -> None:
    event = parse(stub(series="abc_R20250303T160000"))

    assert (event.cancelled, event.series, event.key, event.start) == (True, "abc", MONDAY, None)


def test_a_cancelled_stub_with_nothing_but_its_id_names_its_occurrence() -> None:
    event = parse({"id": "abc_20250310T160000Z", "status": "cancelled"})

    assert (event.recurring, event.series_id, event.key) == (True, "abc", MONDAY)


@pytest.mark.parametrize(
    "original",
    [
        {"dateTime": "2025-03-10T16:00:00Z"},
        {"dateTime": "2025-03-10T10:00:00-06:00"},
        {"dateTime": "2025-03-10T17:00:00+01:00", "timeZone": "Europe/Berlin"},
        {"dateTime": "2025-03-10T17:00:00", "timeZone": "Europe/Berlin"},
        {"dateTime": "2025-03-10T12:00:00"},
        {"dateTime": "2025-03-10T12:00:00", "timeZone": "Nowhere/Atall"},
        {"dateTime": "half past"},
        {},
        None,
    ],
)
def test_the_key_is_the_instant_of_the_original_start_however_it_is_written(
    original: object,
) -> None:
    item = {**occurrence(moved_to=MONDAY + timedelta(days=2)), "originalStartTime": original}

    assert parse(item).key == MONDAY


def test_the_key_of_a_single_event_is_its_start() -> None:
    event = parse(single())

    assert (event.series_id, event.recurring, event.key) == ("one", False, MONDAY)


@pytest.mark.parametrize(
    ("start", "zone", "local"),
    [
        ({"dateTime": "2025-03-10T16:00:00Z"}, NEW_YORK, "2025-03-10T12:00:00-04:00"),
        ({"dateTime": "2025-03-10T12:00:00"}, NEW_YORK, "2025-03-10T12:00:00-04:00"),
        (
            {"dateTime": "2026-03-20T13:00:00-03:00", "timeZone": "America/Los_Angeles"},
            "America/Los_Angeles",
            "2026-03-20T09:00:00-07:00",
        ),
        (
            {"dateTime": "2025-03-10T16:00:00Z", "timeZone": "Customized Time Zone"},
            NEW_YORK,
            "2025-03-10T12:00:00-04:00",
        ),
    ],
)
def test_a_start_is_in_the_zone_of_the_event_else_in_that_of_the_calendar(
    start: Json, zone: str, local: str
) -> None:
    event = parse({**single(), "start": start})

    assert event.start is not None
    assert (event.zone, event.start.isoformat()) == (zone, local)


def test_a_calendar_whose_zone_nobody_knows_is_read_in_utc() -> None:
    event = parse({**single(), "start": {"dateTime": "2025-03-10T16:00:00"}}, "GMT-03:00")

    assert (event.zone, event.start) == ("UTC", MONDAY)


def test_an_answer_gives_its_zone_to_its_events() -> None:
    events = parse_events(
        {"timeZone": "Asia/Kolkata", "items": [{"id": "a", "start": {"date": "2025-03-10"}}, 7]},
        zones,
    )

    assert [(one.event_id, one.all_day, one.zone, one.key) for one in events] == [
        ("a", True, "Asia/Kolkata", datetime(2025, 3, 9, 18, 30, tzinfo=UTC)),
        ("", False, "Asia/Kolkata", None),
    ]


@pytest.mark.parametrize("answer", [None, [], {}, {"items": None}, {"items": "x"}])
def test_an_answer_without_events_has_none(answer: object) -> None:
    assert parse_events(answer, zones) == ()


def test_an_end_before_the_start_or_without_a_time_is_the_start() -> None:
    early = parse({**single(), "end": {"dateTime": "2025-03-10T09:00:00Z"}})
    none = parse({**single(), "end": {}})

    assert (early.end, none.end) == (early.start, none.start)


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_time_beyond_the_calendar_of_python_is_none(at: str) -> None:
    assert parse({**single(), "start": {"dateTime": at}}).start is None


@pytest.mark.parametrize(
    ("fields", "hidden", "may_modify"),
    [
        ({}, False, True),
        ({"attendeesOmitted": True}, True, True),
        ({"guestsCanSeeOtherGuests": False}, False, True),
        ({"locked": True}, False, False),
        ({"organizer": {"email": "kim@example.com"}}, False, False),
        ({"organizer": {"email": "kim@example.com"}, "guestsCanModify": True}, False, True),
        (
            {"organizer": {"email": "kim@example.com"}, "guestsCanSeeOtherGuests": False},
            True,
            False,
        ),
    ],
)
def test_what_a_guest_may_see_and_change(fields: Json, hidden: bool, may_modify: bool) -> None:
    event = parse({**single(), **fields})

    assert (event.guests_hidden, event.may_modify) == (hidden, may_modify)


@pytest.mark.parametrize(
    ("url", "file_id"),
    [
        ("https://docs.google.com/document/d/1AbCdEf_-9/edit?tab=t.0#heading=h.1", "1AbCdEf_-9"),
        ("https://docs.google.com/document/u/1/d/1AbCdEf/edit", "1AbCdEf"),
        ("https://drive.google.com/open?id=1AbCdEf&authuser=0", "1AbCdEf"),
        ("https://drive.google.com/file/d/1AbCdEf/view?usp=drive_web", "1AbCdEf"),
        ("https://example.com/document/d/1AbCdEf/edit", ""),
        ("https://docs.google.com/document", ""),
        ("https://[broken", ""),
        ("", ""),
    ],
)
def test_the_address_of_a_file_says_its_id(url: str, file_id: str) -> None:
    assert file_of(url) == file_id


def test_an_attachment_that_leads_to_no_drive_file_is_left_out() -> None:
    event = parse({**single(), "attachments": [{"fileUrl": "https://example.com/x.pdf"}, {}, 3]})

    assert event.attachments == ()


@pytest.mark.parametrize(
    ("url", "mime_type", "document"),
    [
        ("https://docs.google.com/document/d/1AbCdEf/edit", "", True),
        ("https://drive.google.com/open?id=1AbCdEf", "", False),
        ("https://drive.google.com/open?id=1AbCdEf", "application/vnd.google-apps.document", True),
        ("https://docs.google.com/document/d/1AbCdEf/edit", "video/mp4", False),
    ],
)
def test_a_google_doc_is_told_by_its_type_else_by_its_address(
    url: str, mime_type: str, document: bool
) -> None:
    assert Attachment(file_id="1AbCdEf", url=url, mime_type=mime_type).is_document is document
