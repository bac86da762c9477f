"""events.list: the window, what is deleted, types, order, pages, zones, sync tokens."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from sync.emulator.workspace import Workspace
from tests.emulator.conftest import Clients, Json

EVENTS = "/calendar/v3/calendars/primary/events"
ADA = "ada@example.com"


def local(day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2025, 3, day, hour, minute)  # noqa: DTZ001 - local to the organizer


def titles(answer: Json) -> list[str]:
    return [item.get("summary", item["status"]) for item in answer["items"]]


def single(**more: str) -> dict[str, Any]:
    return {"singleEvents": "true", "orderBy": "startTime", **more}


def test_time_min_bounds_the_end_and_time_max_the_start_and_both_are_exclusive(
    workspace: Workspace, client: Clients
) -> None:
    for day, title in ((10, "before"), (11, "in"), (12, "after")):
        workspace.calendar.add_event(ADA, title, local(day), length=timedelta(hours=1))
    ada = client()
    # "before" ends on the 10th at 10:00 -07:00, "after" starts on the 12th at 09:00
    exact = single(timeMin="2025-03-10T10:00:00-07:00", timeMax="2025-03-12T09:00:00-07:00")
    wider = single(timeMin="2025-03-10T16:59:59Z", timeMax="2025-03-12T16:00:01Z")

    assert titles(ada.json("GET", EVENTS, params=exact)) == ["in"]
    assert titles(ada.json("GET", EVENTS, params=wider)) == ["before", "in", "after"]


def test_an_occurrence_counts_where_it_was_moved_to(workspace: Workspace, client: Clients) -> None:
    series = workspace.calendar.add_event(
        ADA, "W", local(3), recurrence=["RRULE:FREQ=WEEKLY;COUNT=4"]
    )
    workspace.calendar.move(series, local(28), key="20250310T160000Z")
    ada = client()
    week = single(timeMin="2025-03-09T00:00:00Z", timeMax="2025-03-16T00:00:00Z")
    later = single(timeMin="2025-03-27T00:00:00Z", timeMax="2025-04-01T00:00:00Z")

    assert ada.json("GET", EVENTS, params=week)["items"] == []
    (moved,) = ada.json("GET", EVENTS, params=later)["items"]
    assert moved["id"] == f"{series}_20250310T160000Z"
    assert moved["originalStartTime"]["dateTime"] == "2025-03-10T09:00:00-07:00"
    assert moved["start"]["dateTime"] == "2025-03-28T09:00:00-07:00"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"singleEvents": "true"}, ["confirmed"] * 3),
        (
            {"singleEvents": "true", "showDeleted": "true"},
            ["confirmed", "cancelled"] * 2 + ["confirmed"],
        ),
        ({}, ["confirmed", "cancelled"]),
        ({"showDeleted": "true"}, ["confirmed", "cancelled", "cancelled"]),
    ],
)
def test_deleted_ones_are_shown_as_the_documentation_says(
    query: Json, expected: list[str], workspace: Workspace, client: Clients
) -> None:
    series = workspace.calendar.add_event(
        ADA, "W", local(3), recurrence=["RRULE:FREQ=WEEKLY;COUNT=4"]
    )
    alone = workspace.calendar.add_event(ADA, "S", local(18))
    workspace.calendar.cancel(series, key="20250310T160000Z")
    workspace.calendar.cancel(alone)
    found = client().json("GET", EVENTS, params={**query, "timeMin": "2025-03-01T00:00:00Z"})

    assert sorted(item["status"] for item in found["items"]) == sorted(expected)


def test_a_deleted_series_is_shown_by_its_cancelled_occurrences(
    workspace: Workspace, client: Clients
) -> None:
    series = workspace.calendar.add_event(
        ADA, "W", local(3), recurrence=["RRULE:FREQ=WEEKLY;COUNT=2"]
    )
    workspace.calendar.cancel(series)
    found = client().json("GET", EVENTS, params=single(showDeleted="true"))

    assert [(item["id"], item["status"]) for item in found["items"]] == [
        (f"{series}_20250303T170000Z", "cancelled"),
        (f"{series}_20250310T160000Z", "cancelled"),
    ]


def test_cancelled_ones_show_everything_where_the_setting_says_so(
    workspace: Workspace, client: Clients
) -> None:
    alone = workspace.calendar.add_event(ADA, "S", local(18))
    workspace.calendar.cancel(alone)
    ada = client()
    bare = ada.json("GET", f"{EVENTS}/{alone}")
    workspace.settings.deleted_events = "full"
    full = ada.json("GET", f"{EVENTS}/{alone}")

    assert bare.keys() == {"kind", "etag", "id", "status"}
    assert (full["summary"], full["status"]) == ("S", "cancelled")


def test_event_types_may_be_named_several_times(workspace: Workspace, client: Clients) -> None:
    workspace.calendar.add_event(ADA, "meeting", local(11))
    workspace.calendar.add_event(ADA, "away", local(12), eventType="outOfOffice")
    workspace.calendar.add_event(ADA, "home", local(13), eventType="workingLocation")
    ada = client()
    both = ada.json(
        "GET",
        EVENTS,
        params=single(eventTypes=["default", "outOfOffice"]),  # type: ignore[arg-type]
    )

    assert titles(both) == ["meeting", "away"]
    assert titles(ada.json("GET", EVENTS, params=single())) == ["meeting", "away", "home"]


def test_pages_follow_each_other_and_may_be_empty(workspace: Workspace, client: Clients) -> None:
    for day in range(11, 18):
        workspace.calendar.add_event(ADA, f"{day}", local(day))
    workspace.settings.empty_pages = True
    ada = client()
    pages: list[list[str]] = []
    query = single(maxResults="3")
    while True:
        answer = ada.json("GET", EVENTS, params=query)
        pages.append(titles(answer))
        if "nextPageToken" not in answer:
            break
        query["pageToken"] = answer["nextPageToken"]

    assert pages == [[], ["11", "12", "13"], [], ["14", "15", "16"], [], ["17"]]


def test_a_page_token_of_another_question_is_refused(workspace: Workspace, client: Clients) -> None:
    for day in (11, 12):
        workspace.calendar.add_event(ADA, f"{day}", local(day))
    ada = client()
    token = ada.json("GET", EVENTS, params=single(maxResults="1"))["nextPageToken"]

    for query in ({"pageToken": token}, single(pageToken="garbage")):
        status, body = ada.refused("GET", EVENTS, params=query)
        assert (status, body["error"]["errors"][0]["location"]) == (400, "pageToken")


def test_a_setting_makes_pages_small_whatever_was_asked_for(
    workspace: Workspace, client: Clients
) -> None:
    for day in (11, 12, 13):
        workspace.calendar.add_event(ADA, f"{day}", local(day))
    workspace.settings.page_limit = 2

    answer = client().json("GET", EVENTS, params=single(maxResults="2500"))

    assert (titles(answer), "nextPageToken" in answer) == (["11", "12"], True)


def test_times_are_shown_in_the_calendars_zone_or_in_the_one_asked_for(
    workspace: Workspace, client: Clients
) -> None:
    workspace.calendar.add_event(ADA, "S", local(11), zone="Asia/Kolkata")
    ada = client()
    own = ada.json("GET", EVENTS)
    asked = ada.json("GET", EVENTS, params={"timeZone": "Pacific/Auckland"})

    assert (own["timeZone"], own["items"][0]["start"]) == (
        "America/Los_Angeles",
        {"dateTime": "2025-03-10T20:30:00-07:00", "timeZone": "Asia/Kolkata"},
    )
    assert (asked["timeZone"], asked["items"][0]["start"]) == (
        "Pacific/Auckland",
        {"dateTime": "2025-03-11T16:30:00+13:00", "timeZone": "Asia/Kolkata"},
    )


def test_an_all_day_event_lies_in_the_day_of_the_calendars_zone(
    workspace: Workspace, client: Clients
) -> None:
    workspace.calendar.add_event(ADA, "day", date(2025, 3, 12))
    ada = client()
    inside = single(timeMin="2025-03-13T06:59:59Z")
    past = single(timeMin="2025-03-13T07:00:00Z")

    assert titles(ada.json("GET", EVENTS, params=inside)) == ["day"]
    assert titles(ada.json("GET", EVENTS, params=past)) == []


@pytest.mark.parametrize(
    ("query", "reason", "location"),
    [
        ({"orderBy": "startTime"}, "badRequest", None),
        ({"timeMin": "2025-03-13T00:00:00"}, "badRequest", "timeMin"),
        ({"timeMin": "yesterday"}, "badRequest", "timeMin"),
        (
            {"timeMin": "2025-03-13T00:00:00Z", "timeMax": "2025-03-13T00:00:00Z"},
            "timeRangeEmpty",
            "timeMax",
        ),
        ({"maxResults": "0"}, "invalidParameter", "maxResults"),
        ({"orderBy": "title"}, "invalidParameter", "orderBy"),
        ({"singleEvents": "perhaps"}, "invalidParameter", "singleEvents"),
        ({"syncToken": "x"}, "invalid", None),
        ({"fields": "items(nonsense)"}, "invalidParameter", "fields"),
    ],
)
def test_questions_that_make_no_sense_are_refused(
    query: Json, reason: str, location: str | None, client: Clients
) -> None:
    status, body = client().refused("GET", EVENTS, params=query)
    first = body["error"]["errors"][0]

    assert (status, first["reason"]) == (400, reason)
    assert location is None or first["location"] == location


def test_a_sync_token_finds_what_changed_since_and_ends_after_a_while(
    workspace: Workspace, client: Clients
) -> None:
    kept = workspace.calendar.add_event(ADA, "kept", local(11))
    gone = workspace.calendar.add_event(ADA, "gone", local(12))
    ada = client()
    token = ada.json("GET", EVENTS)["nextSyncToken"]
    workspace.calendar.cancel(gone)
    changed = ada.json("GET", EVENTS, params={"syncToken": token})
    restricted = ada.refused(
        "GET", EVENTS, params={"syncToken": token, "timeMin": "2025-03-13T00:00:00Z"}
    )
    workspace.pass_time(timedelta(days=8))
    ended = client().refused("GET", EVENTS, params={"syncToken": token})

    assert [(item["id"], item["status"]) for item in changed["items"]] == [(gone, "cancelled")]
    assert restricted[0] == 400
    assert (ended[0], ended[1]["error"]["errors"][0]["reason"]) == (410, "fullSyncRequired")
    assert kept not in str(changed)


def test_events_are_found_by_words_by_ical_id_and_by_properties(
    workspace: Workspace, client: Clients
) -> None:
    found = workspace.calendar.add_event(ADA, "Weekly Sync", local(11), guests=["ben@example.com"])
    workspace.calendar.add_event(ADA, "other", local(12))
    ada = client()
    ada.json(
        "PATCH",
        f"{EVENTS}/{found}",
        json={"extendedProperties": {"private": {"a": "1"}, "shared": {"b": "2"}}},
    )

    for query in (
        {"q": "weekly"},
        {"q": "ben@example.com"},
        {"iCalUID": f"{found}@google.com"},
        {"privateExtendedProperty": "a=1"},
        {"sharedExtendedProperty": "b=2"},
    ):
        items = ada.json("GET", EVENTS, params=query)["items"]
        assert [item["id"] for item in items] == [found]
    assert ada.json("GET", EVENTS, params={"privateExtendedProperty": "a=2"})["items"] == []


def test_an_endless_series_is_listed_without_an_end_of_the_window(
    workspace: Workspace, client: Clients
) -> None:
    workspace.calendar.add_event(ADA, "W", local(3), recurrence=["RRULE:FREQ=WEEKLY"])
    found = client().json("GET", EVENTS, params=single(timeMin="2025-03-10T00:00:00Z"))

    assert len(found["items"]) in range(52, 54)


def test_calendars_of_others_are_not_there_unless_they_are_shared(
    workspace: Workspace, client: Clients
) -> None:
    workspace.calendar.add_event("ben@example.com", "Ben's", datetime(2025, 3, 11, 9))  # noqa: DTZ001
    ada = client()
    path = "/calendar/v3/calendars/ben%40example.com/events"
    before = ada.refused("GET", path)
    workspace.calendar.share("ben@example.com", ADA, "reader")
    after = ada.json("GET", path)
    written = ada.refused(
        "POST",
        path,
        json={
            "start": {"dateTime": "2025-03-11T09:00:00Z"},
            "end": {"dateTime": "2025-03-11T10:00:00Z"},
        },
    )

    assert (before[0], before[1]["error"]["errors"][0]["reason"]) == (404, "notFound")
    assert (titles(after), after["accessRole"]) == (["Ben's"], "reader")
    assert written[0] == 403


def test_whoever_may_see_free_and_busy_alone_sees_no_people_and_no_titles(
    workspace: Workspace, client: Clients
) -> None:
    """The keys that a live answer had: googleworkspace/go-samples#33."""
    workspace.calendar.add_event("ben@example.com", "Ben's", datetime(2025, 3, 11, 9))  # noqa: DTZ001
    workspace.calendar.share("ben@example.com", ADA, "freeBusyReader")
    path = "/calendar/v3/calendars/ben%40example.com/events"
    listed = client().json("GET", path)
    (event,) = listed["items"]
    shown = client().json("GET", f"{path}/{event['id']}")
    live = {"end", "etag", "htmlLink", "iCalUID", "id", "kind", "start", "status", "updated"}

    assert listed["accessRole"] == "freeBusyReader"
    assert (event.keys(), event["visibility"]) == (live | {"visibility"}, "private")
    assert shown == event
