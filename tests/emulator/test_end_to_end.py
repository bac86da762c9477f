"""One round through all three APIs and the token endpoint."""

from datetime import datetime

from sync.emulator.workspace import Workspace
from tests.emulator.conftest import Clients

EVENTS = "/calendar/v3/calendars/primary/events"


def test_a_meeting_leads_to_a_document_that_is_written_and_attached(
    workspace: Workspace, client: Clients
) -> None:
    series = workspace.calendar.add_event(
        "ada@example.com",
        "Weekly 1:1",
        datetime(2025, 3, 3, 9),  # noqa: DTZ001 - local to the organizer
        guests=["ben@example.com"],
        recurrence=["RRULE:FREQ=WEEKLY"],
    )
    ada, ben = client("ada@example.com"), client("ben@example.com")
    window = {
        "singleEvents": "true",
        "orderBy": "startTime",
        "timeMin": "2025-03-10T00:00:00Z",
        "timeMax": "2025-03-18T00:00:00Z",
    }
    listed = ada.json("GET", EVENTS, params=window)["items"]
    made = ada.json(
        "POST",
        "/drive/v3/files",
        json={"name": "Ada / Ben", "mimeType": "application/vnd.google-apps.document"},
        params={"fields": "id,webViewLink"},
    )
    ada.json(
        "PATCH",
        f"{EVENTS}/{series}",
        params={"supportsAttachments": "true"},
        json={"attachments": [{"fileUrl": made["webViewLink"]}]},
    )
    ada.json(
        "POST",
        f"/drive/v3/files/{made['id']}/permissions",
        json={"type": "user", "role": "writer", "emailAddress": "ben@example.com"},
    )
    document = f"/v1/documents/{made['id']}"
    insert = {"insertText": {"text": "Hello", "location": {"index": 1}}}
    ada.json("POST", f"{document}:batchUpdate", json={"requests": [insert]})
    attached = ben.json("GET", EVENTS, params=window)["items"]
    text = ben.json(
        "GET",
        document,
        params={
            "fields": "tabs(documentTab(body(content(paragraph(elements(textRun(content)))))))"
        },
    )

    assert [item["id"] for item in listed] == [
        f"{series}_20250310T160000Z",
        f"{series}_20250317T160000Z",
    ]
    assert [item["attachments"][0]["fileId"] for item in attached] == [made["id"]] * 2
    assert text == {
        "tabs": [
            {
                "documentTab": {
                    "body": {
                        "content": [
                            {},
                            {"paragraph": {"elements": [{"textRun": {"content": "Hello\n"}}]}},
                        ]
                    }
                }
            }
        ]
    }
