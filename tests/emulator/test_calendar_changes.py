"""Changes of events: attachments, etags, exceptions, guests, what is deleted, what can not be."""

from datetime import datetime
from typing import Any

import pytest

from sync.emulator.unknowns import Unknowns
from sync.emulator.workspace import Workspace
from tests.emulator.conftest import NOW, Client, Clients, Json

EVENTS = "/calendar/v3/calendars/primary/events"
ADA, BEN, CY = "ada@example.com", "ben@example.com", "cy@example.com"


def weekly(workspace: Workspace, **fields: Any) -> str:
    return workspace.calendar.add_event(
        ADA,
        "Weekly",
        datetime(2025, 3, 3, 9),  # noqa: DTZ001 - local to Ada
        guests=[BEN],
        recurrence=["RRULE:FREQ=WEEKLY;COUNT=3"],
        **fields,
    )


def instances(client: Client, series: str) -> list[Json]:
    items: list[Json] = client.json("GET", f"{EVENTS}/{series}/instances")["items"]
    return items


def attach(*names: str) -> Json:
    return {"attachments": [{"fileUrl": f"https://x.example/{name}"} for name in names]}


def names(event: Json) -> list[str]:
    return [each["title"].rpartition("/")[2] for each in event.get("attachments", [])]


@pytest.mark.parametrize("allowed", [True, False])
def test_whether_a_guest_may_write_private_properties_is_a_switch(
    allowed: bool, client: Clients, workspace: Workspace
) -> None:
    workspace.world.unknowns = Unknowns(guest_may_write_private_properties=allowed)
    series = weekly(workspace)
    answer = client(BEN).call(
        "PATCH", f"{EVENTS}/{series}", json={"extendedProperties": {"private": {"a": "1"}}}
    )

    assert (answer.status_code, answer.json().get("extendedProperties")) == (
        (200, {"private": {"a": "1"}}) if allowed else (403, None)
    )


def test_long_keys_are_dropped_and_long_values_cut(workspace: Workspace, client: Clients) -> None:
    series = weekly(workspace)
    given = {"k" * 44: "v" * 1025, "k" * 45: "v"}
    answer = client(ADA).json(
        "PATCH", f"{EVENTS}/{series}", json={"extendedProperties": {"private": given}}
    )

    assert answer["extendedProperties"] == {"private": {"k" * 44: "v" * 1024}}


def test_attachments_are_replaced_as_a_whole_and_need_the_client_to_know_them(
    workspace: Workspace, client: Clients
) -> None:
    series = weekly(workspace)
    ada, ben = client(ADA), client(BEN)
    path, knows = f"{EVENTS}/{series}", {"supportsAttachments": "true"}
    ada.json("PATCH", path, params=knows, json=attach("a", "b"))
    ada.json("PATCH", path, params=knows, json=attach("c"))
    ada.json("PATCH", path, json=attach("d"))
    listed = ben.json("GET", EVENTS, params={"singleEvents": "true"})["items"]
    many = ada.refused("PATCH", path, params=knows, json=attach(*map(str, range(26))))

    assert [names(item) for item in listed] == [["c"]] * 3
    assert many[0] == 400
    assert ada.json("PATCH", path, params=knows, json=attach(*map(str, range(25))))


def test_update_without_attachments_wipes_them(workspace: Workspace, client: Clients) -> None:
    series = weekly(workspace)
    ada = client(ADA)
    path, knows = f"{EVENTS}/{series}", {"supportsAttachments": "true"}
    ada.json("PATCH", path, params=knows, json=attach("a"))
    event = ada.json("GET", path)
    body = {key: event[key] for key in ("start", "end", "recurrence", "attendees")}
    updated = ada.json("PUT", path, params=knows, json=body)

    assert "attachments" not in updated
    assert "summary" not in updated
    assert updated["recurrence"] == event["recurrence"]


@pytest.mark.parametrize("inherited", [True, False])
def test_whether_an_earlier_exception_gets_a_series_new_attachment_is_a_switch(
    inherited: bool, workspace: Workspace, client: Clients
) -> None:
    workspace.world.unknowns = Unknowns(exceptions_get_series_attachments=inherited)
    series = weekly(workspace)
    workspace.calendar.change(series, {"summary": "Special"}, key="20250310T160000Z")
    ada = client(ADA)
    query = {"supportsAttachments": "true"}
    ada.json("PATCH", f"{EVENTS}/{series}", params=query, json=attach("a"))

    assert [names(item) for item in instances(ada, series)] == [
        ["a"],
        ["a"] if inherited else [],
        ["a"],
    ]


def test_patching_an_occurrence_makes_an_exception_of_it_alone(
    workspace: Workspace, client: Clients
) -> None:
    series = weekly(workspace)
    ada = client(ADA)
    one = f"{EVENTS}/{series}_20250310T160000Z"
    ada.json("PATCH", one, params={"supportsAttachments": "true"}, json=attach("a"))
    ada.json("PATCH", one, json={"summary": "Special"})

    assert [(item["summary"], names(item)) for item in instances(ada, series)] == [
        ("Weekly", []),
        ("Special", ["a"]),
        ("Weekly", []),
    ]


def test_a_stale_etag_is_refused_for_each_kind_of_change(
    workspace: Workspace, client: Clients
) -> None:
    series = weekly(workspace)
    ada, ben = client(ADA), client(BEN)
    path = f"{EVENTS}/{series}"
    event = ada.json("GET", path)
    ada.json("PATCH", path, json={"summary": "x"}, headers={"If-Match": event["etag"]})
    body = {"start": event["start"], "end": event["end"]}

    for verb in ("PATCH", "PUT", "DELETE"):
        status, answer = ada.refused(verb, path, json=body, headers={"If-Match": event["etag"]})
        assert (status, answer["error"]["errors"][0]["reason"]) == (412, "conditionNotMet")
    own = ben.json("GET", path)["etag"]
    ada.json("PATCH", path, json={"extendedProperties": {"private": {"a": "1"}}})
    assert ben.json("GET", path)["etag"] == own  # what is private to Ada's copy is no change here
    assert ada.json("GET", path)["etag"] != own


def test_guests_who_may_not_see_each_other_see_themselves(
    workspace: Workspace, client: Clients
) -> None:
    workspace.add_user(CY, "Cy")
    event = workspace.calendar.add_event(
        ADA, "S", NOW, guests=[BEN, CY], guestsCanSeeOtherGuests=False
    )
    seen = client(CY).json("GET", f"{EVENTS}/{event}")

    assert [guest["email"] for guest in seen["attendees"]] == [CY]
    assert seen["guestsCanSeeOtherGuests"] is False
    assert len(client(ADA).json("GET", f"{EVENTS}/{event}")["attendees"]) == 3


def test_large_meetings_show_oneself_and_say_so(workspace: Workspace, client: Clients) -> None:
    event = workspace.calendar.add_event(ADA, "S", NOW, guests=[BEN, CY, "d@example.com"])
    ben = client(BEN)
    asked = ben.json("GET", f"{EVENTS}/{event}", params={"maxAttendees": "2"})
    workspace.settings.omit_attendees_above = 3
    unasked = ben.json("GET", f"{EVENTS}/{event}")

    for shown in (asked, unasked):
        assert shown["attendeesOmitted"] is True
        assert [guest["email"] for guest in shown["attendees"]] == [BEN]


def test_a_guest_takes_a_meeting_off_the_own_calendar_only(
    workspace: Workspace, client: Clients
) -> None:
    series = weekly(workspace)
    ada, ben = client(ADA), client(BEN)
    ben.call("DELETE", f"{EVENTS}/{series}_20250310T160000Z")
    ada_sees = instances(ada, series)
    ben_sees = ben.json("GET", f"{EVENTS}/{series}/instances", params={"showDeleted": "true"})

    assert [item["attendees"][1]["responseStatus"] for item in ada_sees] == [
        "accepted",
        "declined",
        "accepted",
    ]
    assert [item["status"] for item in ben_sees["items"]] == ["confirmed", "cancelled", "confirmed"]


def test_the_organizer_deletes_for_all_and_once(workspace: Workspace, client: Clients) -> None:
    series = weekly(workspace)
    ada, ben = client(ADA), client(BEN)
    gone = ada.call("DELETE", f"{EVENTS}/{series}")
    again = ada.refused("DELETE", f"{EVENTS}/{series}")

    assert (gone.status_code, gone.content) == (204, b"")
    assert (again[0], again[1]["error"]["errors"][0]["reason"]) == (410, "deleted")
    assert ben.json("GET", f"{EVENTS}/{series}")["status"] == "cancelled"


def test_a_meeting_is_on_the_calendars_of_its_guests_alone(
    workspace: Workspace, client: Clients
) -> None:
    workspace.add_user(CY, "Cy")
    series = weekly(workspace)
    cy = client(CY)
    before = cy.refused("GET", f"{EVENTS}/{series}")
    workspace.calendar.change(
        series, {"attendees": [{"email": ADA}, {"email": CY}]}, key="20250310T160000Z"
    )
    (only,) = cy.json("GET", EVENTS, params={"singleEvents": "true"})["items"]
    ben = client(BEN).json("GET", EVENTS, params={"singleEvents": "true"})["items"]

    assert before[0] == 404
    assert only["id"] == f"{series}_20250310T160000Z"
    assert cy.refused("GET", f"{EVENTS}/{series}")[0] == 404
    assert [item["id"][-16:] for item in ben] == ["20250303T170000Z", "20250317T160000Z"]


def test_mails_go_out_only_where_send_updates_asks_for_them(
    workspace: Workspace, client: Clients
) -> None:
    series = weekly(workspace)
    ada = client(ADA)
    path = f"{EVENTS}/{series}"
    ada.json("PATCH", path, params={"sendUpdates": "none"}, json={"summary": "a"})
    ada.json("PATCH", path, json={"summary": "b"})
    quiet = list(workspace.mails)
    ada.json("PATCH", path, params={"sendUpdates": "all"}, json={"summary": "c"})

    assert quiet == []
    assert workspace.mails == [{"kind": "changed", "to": BEN, "about": series}]


@pytest.mark.parametrize("covered", [True, False])
def test_whether_the_owned_scope_covers_meetings_of_others_is_a_switch(
    covered: bool, workspace: Workspace, client: Clients
) -> None:
    workspace.world.unknowns = Unknowns(owned_scope_covers_guest_events=covered)
    series = weekly(workspace)
    ben = client(BEN, "calendar.events.owned")
    listed = ben.json("GET", EVENTS)["items"]

    assert [item["id"] for item in listed] == ([series] if covered else [])
    assert ben.call("GET", f"{EVENTS}/{series}").status_code == (200 if covered else 404)
    assert client(ADA, "calendar.events.owned").json("GET", EVENTS)["items"]


@pytest.mark.parametrize(
    ("body", "status", "reason"),
    [
        ({"start": {"dateTime": "2025-03-11T09:00:00Z"}}, 400, "required"),
        ({"end": {"dateTime": "2025-03-11T09:00:00Z"}}, 400, "required"),
        (
            {
                "start": {"dateTime": "2025-03-11T09:00:00"},
                "end": {"dateTime": "2025-03-11T09:00:00"},
            },
            400,
            "required",
        ),
        ({"start": {"date": "2025-02-30"}, "end": {"date": "2025-03-01"}}, 400, "invalid"),
        ({"start": {"date": "2025-03-02"}, "end": {"date": "2025-03-01"}}, 400, "timeRangeEmpty"),
        (
            {"id": "taken0", "start": {"date": "2025-03-02"}, "end": {"date": "2025-03-03"}},
            409,
            "duplicate",
        ),
        (
            {
                "attendees": [{"email": "x"}],
                "start": {"date": "2025-03-02"},
                "end": {"date": "2025-03-03"},
            },
            400,
            "invalid",
        ),
        ({"nonsense": 1}, 400, "badRequest"),
    ],
)
def test_events_that_can_not_be_are_refused(
    body: Json, status: int, reason: str, workspace: Workspace, client: Clients
) -> None:
    workspace.calendar.add_event(ADA, "S", NOW, event_id="taken0")
    answered, answer = client(ADA).refused("POST", EVENTS, json=body)

    assert (answered, answer["error"]["errors"][0]["reason"]) == (status, reason)
    assert list(workspace.world.state.series) == ["taken0"]


def test_moving_the_whole_series_forgets_its_exceptions(
    workspace: Workspace, client: Clients
) -> None:
    series = weekly(workspace)
    ada = client(ADA)
    ada.call("DELETE", f"{EVENTS}/{series}_20250310T160000Z")
    zone = "America/Los_Angeles"
    moved = {
        "start": {"dateTime": "2025-03-03T10:00:00", "timeZone": zone},
        "end": {"dateTime": "2025-03-03T10:30:00", "timeZone": zone},
    }
    answer = ada.json("PATCH", f"{EVENTS}/{series}", json=moved)

    assert answer["sequence"] == 1
    assert [item["start"]["dateTime"] for item in instances(ada, series)] == [
        "2025-03-03T10:00:00-08:00",
        "2025-03-10T10:00:00-07:00",
        "2025-03-17T10:00:00-07:00",
    ]


def test_an_attachment_of_a_drive_file_is_described_from_drive(
    workspace: Workspace, client: Clients
) -> None:
    series = weekly(workspace)
    document = workspace.drive.add_document(ADA, "Notes")
    url = f"https://docs.google.com/document/d/{document}/edit"
    ada = client(ADA)
    answer = ada.json(
        "PATCH",
        f"{EVENTS}/{series}",
        params={"supportsAttachments": "true"},
        json={"attachments": [{"fileUrl": url}]},
    )

    mime = "application/vnd.google-apps.document"
    assert answer["attachments"] == [
        {
            "fileUrl": url,
            "title": "Notes",
            "mimeType": mime,
            "iconLink": f"https://drive-thirdparty.googleusercontent.com/16/type/{mime}",
            "fileId": document,
        }
    ]
    assert client(BEN).call("GET", f"/drive/v3/files/{document}").status_code == 404
