"""What exactly each client asks of Google, and what it makes of the answer."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
import responses

from sync.google import errors as ours
from tests.google.calls_table import CALLS
from tests.google.conftest import DOC, EVENTS, Wire

MARCH = {
    "time_min": datetime(2025, 3, 1, tzinfo=UTC),
    "time_max": datetime(2025, 3, 15, tzinfo=UTC),
}


@pytest.mark.parametrize("name", sorted(CALLS))
def test_every_request_bears_the_token_and_goes_to_its_api(name: str, wire: Wire) -> None:
    case = CALLS[name]
    wire.answer(case.method, case.url, json=case.answer)
    case.do(wire.google)

    assert wire.header("Authorization") == "Bearer stored-token"
    assert len(wire.asked) == 1


@pytest.mark.parametrize("name", sorted(set(CALLS) - {"drive.files.export"}))
def test_no_answer_is_asked_for_in_pretty_print(name: str, wire: Wire) -> None:
    case = CALLS[name]
    wire.answer(case.method, case.url, json=case.answer)
    case.do(wire.google)

    assert wire.query()["prettyPrint"] == "false"


DRIVE_WIDE = ["files.list", "files.get", "files.create", "files.update", "permissions.create"]


@pytest.mark.parametrize("method", DRIVE_WIDE)
def test_shared_drives_are_supported_wherever_drive_can(method: str, wire: Wire) -> None:
    case = CALLS[f"drive.{method}"]
    wire.answer(case.method, case.url, json=case.answer)
    case.do(wire.google)

    assert wire.query()["supportsAllDrives"] == "true"


class TestCalendar:
    def test_a_window_of_events_is_asked_for_as_the_job_needs_it(self, wire: Wire) -> None:
        wire.answer("GET", EVENTS, json={"items": []})
        zone = timezone(timedelta(hours=1))
        wire.google.calendar.events(
            "primary",
            time_min=datetime(2025, 3, 1, 8, tzinfo=zone),
            time_max=datetime(2025, 3, 15, tzinfo=UTC),
        )
        query = wire.query()
        fields = query.pop("fields")

        assert query == {
            "alt": "json",
            "eventTypes": ["default", "outOfOffice"],
            "maxResults": "2500",
            "orderBy": "startTime",
            "prettyPrint": "false",
            "showDeleted": "true",
            "singleEvents": "true",
            "timeMax": "2025-03-15T00:00:00+00:00",
            "timeMin": "2025-03-01T08:00:00+01:00",
        }
        assert "description" not in fields

    def test_pages_are_followed_to_the_end_through_empty_ones(self, wire: Wire) -> None:
        pages: list[dict[str, Any]] = [
            {"timeZone": "Europe/Berlin", "items": [{"id": "a"}], "nextPageToken": "2"},
            {"timeZone": "Europe/Berlin", "items": [], "nextPageToken": "3"},
            {"timeZone": "Europe/Berlin", "nextPageToken": "4"},
            {"timeZone": "Europe/Berlin", "items": [{"id": "b"}], "accessRole": "owner"},
        ]
        for page in pages:
            wire.answer("GET", EVENTS, json=page)
        answer = wire.google.calendar.events("primary", **MARCH)

        assert answer == {
            "timeZone": "Europe/Berlin",
            "accessRole": "owner",
            "items": [{"id": "a"}, {"id": "b"}],
        }
        assert [wire.query(i).get("pageToken") for i in range(4)] == [None, "2", "3", "4"]

    def test_pages_that_go_round_in_a_circle_are_no_answer(self, wire: Wire) -> None:
        wire.answer("GET", EVENTS, json={"items": [], "nextPageToken": "again"})
        with pytest.raises(ours.BadAnswer):
            wire.google.calendar.events("primary", **MARCH)

        assert len(wire.asked) == 2

    def test_a_moment_without_a_zone_is_a_mistake_of_the_caller(self, wire: Wire) -> None:
        naive = MARCH["time_min"].replace(tzinfo=None)
        with pytest.raises(ValueError, match="without a zone"):
            wire.google.calendar.events("primary", time_min=naive, time_max=MARCH["time_max"])

        assert wire.asked == []

    def test_ids_are_put_into_the_path_whatever_they_hold(self, wire: Wire) -> None:
        wire.answer(
            "GET",
            "https://www.googleapis.com/calendar/v3/calendars/ann%2Bx%40example.com/events/a%2Fb%3F",
            json={"id": "a/b?"},
        )

        assert wire.google.calendar.event("ann+x@example.com", "a/b?") == {"id": "a/b?"}

    def test_a_change_mails_nobody_and_is_refused_after_one_by_others(self, wire: Wire) -> None:
        wire.answer("PATCH", f"{EVENTS}/e1", json={"id": "e1"})
        body = {"attachments": [{"fileUrl": "https://docs.google.com/document/d/DOC/edit"}]}
        wire.google.calendar.patch_event("primary", "e1", body, etag='"7"')

        assert wire.header("If-Match") == '"7"'
        assert wire.query() == {
            "alt": "json",
            "prettyPrint": "false",
            "sendUpdates": "none",
            "supportsAttachments": "true",
        }
        assert wire.body() == body


class TestDocs:
    def test_a_document_is_read_with_its_tabs_and_suggestions(self, wire: Wire) -> None:
        wire.answer("GET", DOC, json={"documentId": "DOC", "revisionId": "r1"})

        assert wire.google.docs.get("DOC") == {"documentId": "DOC", "revisionId": "r1"}
        query = wire.query()
        assert query.pop("fields").startswith("documentId,title,revisionId,")
        assert query == {
            "alt": "json",
            "includeTabsContent": "true",
            "prettyPrint": "false",
            "suggestionsViewMode": "SUGGESTIONS_INLINE",
        }

    def test_a_write_is_locked_with_the_revision_that_was_read(self, wire: Wire) -> None:
        answer = {"documentId": "DOC", "writeControl": {"requiredRevisionId": "r2"}}
        wire.answer("POST", f"{DOC}:batchUpdate", json=answer)
        requests = [{"insertText": {"text": "🗒 ü", "location": {"index": 1, "tabId": "t.0"}}}]

        assert wire.google.docs.batch_update("DOC", requests, revision="r1") == answer
        assert wire.body() == {
            "requests": requests,
            "writeControl": {"requiredRevisionId": "r1"},
        }

    def test_without_a_revision_nothing_is_written(self, wire: Wire) -> None:
        with pytest.raises(ValueError, match="without a revision"):
            wire.google.docs.batch_update("DOC", [], revision="")

        assert wire.asked == []

    @pytest.mark.parametrize(
        ("message", "error", "possible"),
        [
            (
                "The required revision ID 'ALm37BX' does not match the latest revision.",
                ours.RevisionMismatch,
                False,
            ),
            ("Invalid requests[0].insertText: Something new.", ours.BadRequest, True),
        ],
    )
    def test_a_400_on_a_locked_write_is_a_conflict_or_may_be_one(
        self, message: str, error: type[ours.GoogleError], possible: bool, wire: Wire
    ) -> None:
        body = {"error": {"code": 400, "message": message, "status": "INVALID_ARGUMENT"}}
        wire.answer("POST", f"{DOC}:batchUpdate", 400, json=body)
        with pytest.raises(error) as caught:
            wire.google.docs.batch_update("DOC", [], revision="r1")

        assert getattr(caught.value, "possible_conflict", False) is possible

    def test_a_400_on_reading_is_no_conflict(self, wire: Wire) -> None:
        wire.answer("GET", DOC, 400, json={"error": {"code": 400, "message": "Bad mask."}})
        with pytest.raises(ours.BadRequest) as caught:
            wire.google.docs.get("DOC")

        assert not caught.value.possible_conflict

    def test_a_lost_answer_to_a_write_that_was_done_ends_as_a_mismatch(
        self, wire: Wire, rsps: responses.RequestsMock
    ) -> None:
        rsps.add("POST", f"{DOC}:batchUpdate", status=500, json={})
        message = "The required revision ID 'r1' does not match the latest revision."
        wire.answer("POST", f"{DOC}:batchUpdate", 400, json={"error": {"message": message}})
        with pytest.raises(ours.RevisionMismatch):
            wire.google.docs.batch_update("DOC", [], revision="r1")

        assert len(wire.asked) == 2


class TestWithPickedDocumentsAlone:
    @pytest.mark.parametrize(
        "name", ["drive.files.get", "drive.files.export", "docs.documents.get"]
    )
    def test_what_is_not_found_may_not_have_been_picked(
        self, name: str, app_docs_wire: Wire
    ) -> None:
        app_docs_wire.answer("GET", CALLS[name].url, 404, json={})
        with pytest.raises(ours.NotAuthorizedForApp) as caught:
            CALLS[name].do(app_docs_wire.google)

        assert isinstance(caught.value, ours.NotFound)
        assert "`oneonone link`" in caught.value.mend

    def test_what_is_forbidden_can_be_linked(self, app_docs_wire: Wire) -> None:
        app_docs_wire.answer("GET", DOC, 403, json={})
        with pytest.raises(ours.NotAllowed) as caught:
            app_docs_wire.google.docs.get("DOC")

        assert "`oneonone link`" in caught.value.mend

    def test_an_event_is_not_picked(self, app_docs_wire: Wire) -> None:
        app_docs_wire.answer("GET", f"{EVENTS}/e1", 404, json={})
        with pytest.raises(ours.NotFound) as caught:
            app_docs_wire.google.calendar.event("primary", "e1")

        assert type(caught.value) is ours.NotFound


def test_a_body_is_sent_as_json(wire: Wire) -> None:
    wire.answer("POST", f"{DOC}:batchUpdate", json={})
    wire.google.docs.batch_update("DOC", [{"a": "\ud83d lone"}], revision="r")
    sent = wire.rsps.calls[-1].request.body or ""

    assert json.loads(sent)["requests"] == [{"a": "\ud83d lone"}]
    assert wire.header("Content-Type") == "application/json"
