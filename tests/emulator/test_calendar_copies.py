"""One event on several calendars: what each sees, what each may change, what is told to whom."""

from datetime import datetime
from typing import Any

import pytest

from sync.emulator.workspace import Workspace
from tests.emulator.conftest import NOW, Client, Clients, Json

EVENTS = "/calendar/v3/calendars/primary/events"
ADA, BEN, CY = "ada@example.com", "ben@example.com", "cy@example.com"
FORBIDDEN = {
    "error": {
        "errors": [
            {
                "domain": "calendar",
                "reason": "forbiddenForNonOrganizer",
                "message": "Shared properties can only be changed by the organizer of the event.",
            }
        ],
        "code": 403,
        "message": "Shared properties can only be changed by the organizer of the event.",
    }
}


def weekly(workspace: Workspace, **fields: Any) -> str:
    return workspace.calendar.add_event(
        ADA,
        "Weekly",
        datetime(2025, 3, 3, 9),  # noqa: DTZ001 - local to Ada
        guests=[BEN],
        recurrence=["RRULE:FREQ=WEEKLY;COUNT=3"],
        **fields,
    )


def test_each_sees_oneself_as_self_and_the_organizer_as_organizer(
    workspace: Workspace, client: Clients
) -> None:
    series = weekly(workspace)
    ada = client(ADA).json("GET", f"{EVENTS}/{series}")
    ben = client(BEN).json("GET", f"{EVENTS}/{series}")

    assert ada["attendees"] == [
        {"email": ADA, "organizer": True, "self": True, "responseStatus": "accepted"},
        {"email": BEN, "responseStatus": "accepted"},
    ]
    assert ben["attendees"] == [
        {"email": ADA, "organizer": True, "responseStatus": "accepted"},
        {"email": BEN, "self": True, "responseStatus": "accepted"},
    ]
    assert (ada["organizer"], ben["organizer"]) == ({"email": ADA, "self": True}, {"email": ADA})
    assert ben["start"]["dateTime"] == "2025-03-03T18:00:00+01:00"


def test_an_alias_is_self_too(workspace: Workspace, client: Clients) -> None:
    workspace.add_user(CY, "Cy", aliases=("c.y@example.com",))
    event = workspace.calendar.add_event(ADA, "S", NOW, guests=["c.y@example.com"])
    (found,) = client(CY).json("GET", EVENTS)["items"]

    assert found["id"] == event
    assert found["attendees"][1] == {
        "email": "c.y@example.com",
        "self": True,
        "responseStatus": "accepted",
    }


@pytest.mark.parametrize(
    "body",
    [
        {"summary": "mine now"},
        {"attachments": [{"fileUrl": "https://x.example/a"}]},
        {"recurrence": ["RRULE:FREQ=DAILY"]},
        {"extendedProperties": {"shared": {"a": "1"}}},
        {"status": "cancelled"},
    ],
)
def test_a_guest_may_not_change_what_all_share(
    body: Json, workspace: Workspace, client: Clients
) -> None:
    series = weekly(workspace)
    before = workspace.calendar.show(series, ADA)
    ben = client(BEN)
    query = {"supportsAttachments": "true"}
    refused = ben.refused("PATCH", f"{EVENTS}/{series}", params=query, json=body)
    workspace.settings.guest_changes = "ignored"
    ignored = ben.json("PATCH", f"{EVENTS}/{series}", params=query, json=body)

    assert refused == (403, FORBIDDEN)
    assert ignored["summary"] == "Weekly"
    assert workspace.calendar.show(series, ADA) == before


def test_a_guest_may_change_all_where_guests_can_modify(
    workspace: Workspace, client: Clients
) -> None:
    series = weekly(workspace, guestsCanModify=True)
    client(BEN).json("PATCH", f"{EVENTS}/{series}", json={"summary": "Ours"})

    assert client(ADA).json("GET", f"{EVENTS}/{series}")["summary"] == "Ours"


def test_a_guest_answers_for_all_occurrences_or_for_one(
    workspace: Workspace, client: Clients
) -> None:
    series = weekly(workspace)
    ada, ben = client(ADA), client(BEN)

    def answer(event_id: str, status: str) -> None:
        event = ben.json("GET", f"{EVENTS}/{event_id}")
        for guest in event["attendees"]:
            if guest.get("self"):
                guest["responseStatus"] = status
        ben.json("PATCH", f"{EVENTS}/{event_id}", json={"attendees": event["attendees"]})

    answer(f"{series}_20250310T160000Z", "declined")
    one = [item["attendees"][1]["responseStatus"] for item in instances(ada, series)]
    answer(series, "tentative")
    then = [item["attendees"][1]["responseStatus"] for item in instances(ada, series)]

    assert one == ["accepted", "declined", "accepted"]
    assert then == ["tentative", "declined", "tentative"]


def instances(client: Client, series: str) -> list[Json]:
    items: list[Json] = client.json("GET", f"{EVENTS}/{series}/instances")["items"]
    return items


def test_private_properties_belong_to_one_calendars_copy(
    workspace: Workspace, client: Clients
) -> None:
    series = weekly(workspace)
    ada, ben = client(ADA), client(BEN)
    path = f"{EVENTS}/{series}"
    ada.json("PATCH", path, json={"extendedProperties": {"private": {"a": "ada", "b": "1"}}})
    ben.json("PATCH", path, json={"extendedProperties": {"private": {"a": "ben"}}})
    ada.json("PATCH", path, json={"extendedProperties": {"private": {"b": None}}})

    assert ada.json("GET", path)["extendedProperties"] == {"private": {"a": "ada"}}
    assert ben.json("GET", path)["extendedProperties"] == {"private": {"a": "ben"}}


def test_members_of_an_invited_group_have_the_meeting_and_the_group_is_one_attendee(
    workspace: Workspace, client: Clients
) -> None:
    workspace.add_group("team@example.com", "Team", (BEN,))
    event = workspace.calendar.add_event(ADA, "S", NOW, guests=["team@example.com"])
    (seen,) = client(BEN).json("GET", EVENTS)["items"]

    assert seen["id"] == event
    assert [guest["email"] for guest in seen["attendees"]] == [ADA, "team@example.com"]
    assert not any(guest.get("self") for guest in seen["attendees"])


def test_a_new_organizer_may_change_what_the_old_one_may_not_any_more(
    workspace: Workspace, client: Clients
) -> None:
    series = weekly(workspace)
    workspace.calendar.hand_over(series, BEN)
    changed = client(BEN).json("PATCH", f"{EVENTS}/{series}", json={"summary": "Ben's"})

    assert changed["organizer"] == {"email": BEN, "self": True}
    assert client(ADA).refused("PATCH", f"{EVENTS}/{series}", json={"summary": "x"}) == (
        403,
        FORBIDDEN,
    )


def test_a_meeting_of_somebody_without_an_account_here_is_on_the_guests_calendar(
    workspace: Workspace, client: Clients
) -> None:
    event = workspace.calendar.add_event("out@example.org", "S", NOW, guests=[BEN])
    seen = client(BEN).json("GET", f"{EVENTS}/{event}")

    assert seen["organizer"] == {"email": "out@example.org"}
    assert seen["attendees"][0] == {
        "email": "out@example.org",
        "organizer": True,
        "responseStatus": "accepted",
    }
