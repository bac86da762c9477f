"""The Docs client, sign-ins and questions, held to the embedded Workspace and it to them."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from sync.emulator.faults import Drop
from sync.emulator.world import Settings
from sync.errors import SignInNeeded
from sync.google import errors as ours
from tests.google.workplace import ADA, APP, BOB, ERROR_AFTER, LOST, MARK, OURS, WEEK, Place


def text_of(document: Any) -> str:
    return "".join(
        element.get("textRun", {}).get("content", "")
        for tab in document["tabs"]
        for block in tab["documentTab"]["body"]["content"]
        for element in block.get("paragraph", {}).get("elements", ())
    )


def insert(text: str) -> list[dict[str, Any]]:
    return [{"insertText": {"text": text, "location": {"index": 1, "tabId": "t.0"}}}]


class TestDocs:
    def test_a_document_is_read_and_written(self, place: Place) -> None:
        google = place.open()
        document_id = place.workspace.drive.add_document(ADA, "D", ["one", "two"])
        before = google.docs.get(document_id)
        answer = google.docs.batch_update(
            document_id, insert("zero 📘\n"), revision=before["revisionId"]
        )
        after = google.docs.get(document_id)

        assert text_of(before) == "one\ntwo\n"
        assert text_of(after) == "zero 📘\none\ntwo\n"
        assert answer["writeControl"]["requiredRevisionId"] == after["revisionId"]

    def test_a_change_by_others_is_noticed(self, place: Place) -> None:
        google = place.open()
        document_id = place.workspace.drive.add_document(ADA, "D", ["one"])
        revision = google.docs.get(document_id)["revisionId"]
        google.docs.batch_update(document_id, insert("a "), revision=revision)
        with pytest.raises(ours.RevisionMismatch):
            google.docs.batch_update(document_id, insert("b "), revision=revision)

        assert text_of(google.docs.get(document_id)) == "a one\n"

    @pytest.mark.parametrize("kind", LOST.values(), ids=list(LOST))
    def test_a_lost_answer_to_a_write_leaves_it_once(self, kind: Any, place: Place) -> None:
        google = place.open()
        document_id = place.workspace.drive.add_document(ADA, "D", ["one"])
        revision = google.docs.get(document_id)["revisionId"]
        place.fault("docs.documents.batchUpdate", kind)
        if getattr(kind, "after", False):
            with pytest.raises(ours.RevisionMismatch):
                google.docs.batch_update(document_id, insert("a "), revision=revision)
        else:
            google.docs.batch_update(document_id, insert("a "), revision=revision)

        assert text_of(google.docs.get(document_id)) == "a one\n"
        assert place.waited == [1.0]

    def test_a_request_that_can_not_be_is_refused_whole(self, place: Place) -> None:
        google = place.open()
        document_id = place.workspace.drive.add_document(ADA, "D", ["one"])
        revision = google.docs.get(document_id)["revisionId"]
        far = [{"insertText": {"text": "x", "location": {"index": 999, "tabId": "t.0"}}}]
        with pytest.raises(ours.BadRequest) as caught:
            google.docs.batch_update(document_id, [*insert("a "), *far], revision=revision)

        assert caught.value.possible_conflict
        assert "index 999 is not before the segment's end" in caught.value.detail
        assert text_of(google.docs.get(document_id)) == "one\n"

    def test_who_may_only_read_is_told_so(self, place: Place) -> None:
        document_id = place.workspace.drive.add_document(ADA, "D", ["one"])
        place.workspace.drive.share(document_id, BOB, "reader")
        with pytest.raises(ours.ReadOnlySuggestions):
            place.open(BOB).docs.get(document_id)

    def test_a_document_of_nobody_known_is_not_shown(self, place: Place) -> None:
        document_id = place.workspace.drive.add_document(ADA, "D", ["one"])
        with pytest.raises((ours.NotFound, ours.NotAllowed)):
            place.open(BOB).docs.get(document_id)

    def test_child_tabs_are_read_to_the_third_level(self, place: Place, recordings: Path) -> None:
        path = recordings / "docs" / "documents" / "arezzo_09_tabs.json"
        recorded = json.loads(path.read_text(encoding="utf-8"))
        deep = recorded["tabs"][0]
        for number in range(2):
            properties = {**deep["tabProperties"], "tabId": f"t.deep{number}"}
            deep = {**deep, "tabProperties": properties, "childTabs": [deep]}
        recorded["tabs"] = [deep]
        document_id = place.workspace.drive.add_document(ADA, "D", recorded)
        tab = place.open().docs.get(document_id)["tabs"][0]
        inner = [tab, tab["childTabs"][0], tab["childTabs"][0]["childTabs"][0]]

        assert len({text_of({"tabs": [each]}) for each in inner}) == 1
        assert text_of({"tabs": inner[:1]}).strip()


class TestPickedDocuments:
    @pytest.mark.parametrize("refusal", ["not found", "forbidden"])
    def test_what_was_not_picked_is_named_so_until_it_is(
        self, refusal: Any, place: Place, behaviour: Settings
    ) -> None:
        behaviour.unpicked_document = refusal
        document_id = place.workspace.drive.add_document(ADA, "D", ["one"])
        google = place.open(access="app-docs")
        with pytest.raises(ours.NotAuthorizedForApp):
            google.drive.file(document_id)
        with pytest.raises((ours.NotAuthorizedForApp, ours.NotAllowed)) as caught:
            google.docs.get(document_id)
        place.workspace.pick(ADA, APP, document_id)

        assert "`oneonone link`" in caught.value.mend
        assert text_of(google.docs.get(document_id)) == "one\n"


class TestSignIn:
    def test_a_token_that_ran_out_is_renewed(self, place: Place) -> None:
        google = place.open()
        google.drive.me()
        place.workspace.pass_time(timedelta(hours=2))

        assert google.drive.me() == ADA
        assert place.tokens == 2

    def test_a_sign_in_that_was_taken_back(self, place: Place) -> None:
        google = place.open()
        (path,) = place.folder.glob("*.json")
        place.workspace.revoke(json.loads(path.read_text(encoding="utf-8")))
        with pytest.raises(SignInNeeded, match="has expired or was taken back"):
            google.drive.me()

    @pytest.mark.parametrize("kind", LOST.values(), ids=list(LOST))
    def test_trouble_of_the_token_endpoint_passes(self, kind: Any, place: Place) -> None:
        place.fault("POST /token", kind)
        drive = place.open().drive
        made = drive.create_document(name="N", properties=MARK, parent=None)

        assert [file["id"] for file in drive.find(OURS)] == [made["id"]]
        assert place.waited == [1.0]

    def test_ten_threads_begin_with_one_token(self, place: Place) -> None:
        google = place.open()
        document_id = place.workspace.drive.add_document(ADA, "D", ["one"])
        calls: list[Callable[[], Any]] = [
            lambda: google.docs.get(document_id)["documentId"],
            lambda: google.drive.file(document_id)["id"],
        ] * 20
        with ThreadPoolExecutor(10) as pool:
            found = set(pool.map(lambda call: call(), calls))

        assert found == {document_id}
        assert place.tokens == 1


class TestReading:
    READS = (
        "calendar.events.list",
        "calendar.events.get",
        "drive.files.list",
        "drive.files.get",
        "drive.files.export",
        "drive.comments.list",
        "docs.documents.get",
    )

    @pytest.mark.parametrize(
        "kind", [Drop(), Drop(after=True), ERROR_AFTER], ids=("before", "after", "error")
    )
    def test_every_question_is_asked_again_after_a_lost_answer(
        self, kind: Any, place: Place
    ) -> None:
        google = place.open()
        document_id = place.workspace.drive.add_document(ADA, "D", ["one"])
        for method in self.READS:
            place.fault(method, kind)
        google.calendar.events("primary", **WEEK)
        google.calendar.event("primary", place.series)
        google.drive.find(OURS)
        google.drive.file(document_id)
        google.drive.export_markdown(document_id)
        google.drive.comments(document_id)
        google.docs.get(document_id)

        assert {method: place.asked(method) for method in self.READS} == dict.fromkeys(
            self.READS, 2
        )
        assert place.waited == [1.0] * len(self.READS)

    def test_an_api_that_is_switched_off(self, place: Place, behaviour: Settings) -> None:
        behaviour.disabled_apis.add("docs")
        with pytest.raises(ours.ApiDisabled, match="Google Docs"):
            place.open().docs.get("x")

    def test_too_many_writes_are_waited_for(self, place: Place, behaviour: Settings) -> None:
        google = place.open()
        document_id = place.workspace.drive.add_document(ADA, "D", ["one"])
        behaviour.quotas = True
        revision = google.docs.get(document_id)["revisionId"]
        for _ in range(60):
            answer = google.docs.batch_update(document_id, insert("a"), revision=revision)
            revision = answer["writeControl"]["requiredRevisionId"]
        with pytest.raises(ours.RateLimited):
            google.docs.batch_update(document_id, insert("a"), revision=revision)

        assert place.waited == [1.0, 2.0, 4.0, 8.0, 16.0, 32.0]
