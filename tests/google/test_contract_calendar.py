"""The calendar client and the embedded Workspace hold each other to their contract."""

from typing import Any

import pytest

from sync.emulator.world import Settings
from sync.google import errors as ours
from tests.google.workplace import BOB, LOST, MARK, WEEK, Place


class TestCalendar:
    def test_a_window_holds_the_occurrences_in_order(self, place: Place) -> None:
        answer = place.open().calendar.events("primary", **WEEK)

        assert answer["timeZone"] == "Europe/Berlin"
        assert [item["id"] for item in answer["items"]] == [
            f"{place.series}_2025{day}T080000Z" for day in ("0310", "0317")
        ]

    @pytest.mark.parametrize("empty_pages", [False, True])
    def test_pages_make_no_difference(
        self, empty_pages: bool, place: Place, behaviour: Settings
    ) -> None:
        whole = place.open().calendar.events("primary", **WEEK)
        behaviour.page_limit, behaviour.empty_pages = 1, empty_pages

        assert place.open().calendar.events("primary", **WEEK) == whole
        assert place.asked("calendar.events.list") == 1 + (4 if empty_pages else 2)

    def test_a_change_by_others_is_noticed(self, place: Place) -> None:
        calendar = place.open().calendar
        before = calendar.event("primary", place.series)
        place.workspace.calendar.change(place.series, {"summary": "Moved"})
        with pytest.raises(ours.PreconditionFailed):
            calendar.patch_event("primary", place.series, {"summary": "x"}, etag=before["etag"])

        assert calendar.event("primary", place.series)["summary"] == "Moved"

    @pytest.mark.parametrize("kind", LOST.values(), ids=list(LOST))
    def test_a_lost_answer_to_a_change_leaves_one_change(self, kind: Any, place: Place) -> None:
        calendar = place.open().calendar
        etag = calendar.event("primary", place.series)["etag"]
        place.fault("calendar.events.patch", kind)
        body = {"extendedProperties": {"private": {"a": "b"}}}
        done = getattr(kind, "after", False)
        if done:
            with pytest.raises(ours.PreconditionFailed):
                calendar.patch_event("primary", place.series, body, etag=etag)
        else:
            calendar.patch_event("primary", place.series, body, etag=etag)

        assert calendar.event("primary", place.series)["extendedProperties"] == {
            "private": {"a": "b"}
        }
        assert place.asked("calendar.events.patch") == 2

    def test_a_guest_may_not_attach(self, place: Place) -> None:
        google = place.open(BOB)
        etag = google.calendar.event("primary", place.series)["etag"]
        attachment = {"fileUrl": "https://docs.google.com/document/d/x/edit"}
        with pytest.raises(ours.CalendarForbidden):
            google.calendar.patch_event(
                "primary", place.series, {"attachments": [attachment]}, etag=etag
            )

        assert place.workspace.mails == []

    def test_nobody_gets_a_mail_about_a_change(self, place: Place) -> None:
        google = place.open()
        event = google.calendar.event("primary", place.series)
        made = google.drive.create_document(name="N", properties=MARK, parent=None)
        body = {"attachments": [{"fileUrl": made["webViewLink"], "title": "N"}]}
        answer = google.calendar.patch_event("primary", place.series, body, etag=event["etag"])

        assert [each["fileId"] for each in answer["attachments"]] == [made["id"]]
        assert place.workspace.mails == []

    @pytest.mark.parametrize("calendar_id", ["nobody@acme.test", "", "a/b?c=d#e"])
    def test_a_calendar_that_is_not_there(self, calendar_id: str, place: Place) -> None:
        with pytest.raises(ours.NotFound):
            place.open().calendar.events(calendar_id, **WEEK)
