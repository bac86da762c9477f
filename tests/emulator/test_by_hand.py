"""What people do by hand in the calendar and in Drive, as the APIs then show it."""

from datetime import UTC, datetime, timedelta

import pytest

from sync.emulator.workspace import Workspace
from tests.emulator.conftest import NOW, Client, Clients, Json

EVENTS = "/calendar/v3/calendars/primary/events"
FILES = "/drive/v3/files"
ADA, BEN = "ada@example.com", "ben@example.com"
SECOND = "20250310T160000Z"


@pytest.fixture
def series(workspace: Workspace) -> str:
    return workspace.calendar.add_event(
        ADA,
        "Weekly",
        datetime(2025, 3, 3, 9),  # noqa: DTZ001 - local to Ada
        guests=[BEN],
        recurrence=["RRULE:FREQ=WEEKLY"],
    )


def window(client: Client, **more: str) -> list[Json]:
    query = {
        "singleEvents": "true",
        "orderBy": "startTime",
        "timeMin": "2025-03-01T00:00:00Z",
        "timeMax": "2025-03-22T00:00:00Z",
        **more,
    }
    items: list[Json] = client.json("GET", EVENTS, params=query)["items"]
    return items


def test_a_series_ends_before_an_occurrence(
    series: str, workspace: Workspace, client: Clients
) -> None:
    workspace.calendar.end(series, SECOND)
    ada = client()

    assert [item["id"] for item in window(ada)] == [f"{series}_20250303T170000Z"]
    assert ada.json("GET", f"{EVENTS}/{series}")["recurrence"] == [
        "RRULE:FREQ=WEEKLY;UNTIL=20250310T065959Z"
    ]


def test_a_split_series_goes_on_under_a_new_id_and_can_be_split_again(
    series: str, workspace: Workspace, client: Clients
) -> None:
    second = workspace.calendar.split(series, SECOND, {"summary": "New"})
    third = workspace.calendar.split(second, "20250317T160000Z")
    shown = window(client(BEN))

    assert (second, third) == (f"{series}_R20250310T160000", f"{series}_R20250317T160000")
    assert [(item["recurringEventId"], item["summary"]) for item in shown] == [
        (series, "Weekly"),
        (second, "New"),
        (third, "New"),
    ]
    assert [item["id"].rpartition("_")[2] for item in shown] == [
        "20250303T170000Z",
        "20250310T160000Z",
        "20250317T160000Z",
    ]


def test_what_was_cancelled_can_be_restored(
    series: str, workspace: Workspace, client: Clients
) -> None:
    ada = client()
    workspace.calendar.cancel(series, key=SECOND)
    without = len(window(ada))
    workspace.calendar.restore(series, key=SECOND)
    back = len(window(ada))
    workspace.calendar.cancel(series)
    nothing = len(window(ada))
    workspace.calendar.restore(series)

    assert (without, back, nothing, len(window(ada))) == (2, 3, 0, 3)


def test_each_change_gives_a_new_etag_while_the_clock_stands_still(
    series: str, workspace: Workspace
) -> None:
    seen = [workspace.calendar.show(series, ADA)["etag"]]
    for change in (
        lambda: workspace.calendar.change(series, {"summary": "x"}),
        lambda: workspace.calendar.move(series, NOW, key=SECOND),
        lambda: workspace.calendar.respond(series, BEN, "declined"),
        lambda: workspace.calendar.respond(series, BEN, "accepted", key=SECOND),
        lambda: workspace.calendar.cancel(series, key=SECOND),
        lambda: workspace.calendar.restore(series, key=SECOND),
        lambda: workspace.calendar.hand_over(series, BEN),
        lambda: workspace.calendar.split(series, "20250317T160000Z"),
    ):
        change()
        seen.append(workspace.calendar.show(series, ADA)["etag"])

    assert len(set(seen)) == len(seen)


def test_occurrences_are_named_by_key_and_only_those_that_there_are(
    series: str, workspace: Workspace
) -> None:
    until = datetime(2025, 3, 18, tzinfo=UTC)

    assert workspace.calendar.occurrences(series, high=until) == [
        "20250303T170000Z",
        "20250310T160000Z",
        "20250317T160000Z",
    ]
    assert len(workspace.calendar.occurrences(series)) in {53, 54}
    with pytest.raises(KeyError, match="20250311T160000Z"):
        workspace.calendar.cancel(series, key="20250311T160000Z")


def test_a_second_calendar_has_its_own_events(workspace: Workspace, client: Clients) -> None:
    other = "c_1@group.calendar.google.com"
    workspace.calendar.add_calendar(other, ADA, "Team", zone="UTC")
    event = workspace.calendar.add_event(other, "Team day", NOW, length=timedelta(hours=1))
    ada = client()
    listed = ada.json("GET", f"/calendar/v3/calendars/{other}/events")

    assert (listed["summary"], listed["timeZone"]) == ("Team", "UTC")
    assert [item["id"] for item in listed["items"]] == [event]
    assert listed["items"][0]["organizer"] == {"email": other, "displayName": "Team", "self": True}
    assert ada.json("GET", EVENTS)["items"] == []


def test_a_share_is_taken_back(workspace: Workspace, client: Clients) -> None:
    document = workspace.drive.add_document(ADA, "N", ["x"])
    ben = client(BEN)
    statuses = []
    for change in (workspace.drive.share, workspace.drive.unshare):
        change(document, BEN)
        statuses.append(ben.call("GET", f"{FILES}/{document}").status_code)

    assert statuses == [200, 404]


def test_a_share_by_hand_sets_the_role(workspace: Workspace) -> None:
    document = workspace.drive.add_document(ADA, "N")
    workspace.drive.share(document, BEN, "writer")
    workspace.drive.share(document, BEN, "reader")

    assert workspace.drive.roles(document) == {ADA: "owner", BEN: "reader"}


def test_what_is_deleted_for_good_is_gone_with_all_below(
    workspace: Workspace, client: Clients
) -> None:
    folder = workspace.drive.add_folder(ADA, "F")
    document = workspace.drive.add_document(ADA, "N", ["x"], folder=folder)
    workspace.drive.delete(folder)

    assert client().call("GET", f"/v1/documents/{document}").status_code == 404
    assert workspace.documents == {}


def test_an_edit_in_the_browser_is_seen_in_drive_and_in_docs(
    workspace: Workspace, client: Clients
) -> None:
    document = workspace.drive.add_document(ADA, "N", ["Hello"])
    workspace.drive.share(document, BEN)
    insert = {"insertText": {"text": "Oh! ", "location": {"index": 1}}}
    workspace.documents[document].batch_update({"requests": [insert]})
    workspace.drive.edited(document, BEN)
    ada = client()
    fields = {"fields": "modifiedByMe,lastModifyingUser(displayName)"}

    assert ada.json("GET", f"{FILES}/{document}", params=fields) == {
        "modifiedByMe": False,
        "lastModifyingUser": {"displayName": "Ben"},
    }
    assert "Oh! Hello" in ada.call("GET", f"/v1/documents/{document}").text


def test_a_document_is_made_from_an_answer_of_docs(workspace: Workspace, client: Clients) -> None:
    ada = client()
    first = workspace.drive.add_document(ADA, "First", ["One", "Two"])
    answer = ada.json("GET", f"/v1/documents/{first}", params={"includeTabsContent": "true"})
    second = workspace.drive.add_document(ADA, "Second", answer)
    shown = ada.json("GET", f"/v1/documents/{second}", params={"includeTabsContent": "true"})

    assert (shown["documentId"], shown["title"]) == (second, "Second")
    assert shown["tabs"] == answer["tabs"]
