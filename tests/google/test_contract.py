"""The clients and the embedded Workspace hold each other to their contract, over HTTP."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sync.emulator.faults import Drop, Fails, Fault, Garbage
from sync.emulator.refusals import reasoned
from sync.emulator.workspace import Workspace
from sync.emulator.world import Settings
from sync.errors import SignInNeeded
from sync.google import errors as ours
from sync.google.queries import equals, every, has_property
from sync.google.scopes import Access, needed_scopes
from sync.google.session import Google, open_google

NOW = datetime(2025, 3, 10, 8, tzinfo=UTC)
ADA, BOB, MAIL_ONLY = "ada@acme.test", "bob@acme.test", "carol@elsewhere.test"
APP = "1234567890-app.apps.googleusercontent.com"
WEEK = {"time_min": NOW - timedelta(days=7), "time_max": NOW + timedelta(days=14)}
MARK = {"oneonone": "agenda"}
OURS = every(has_property("oneonone", "agenda"), equals("trashed", value=False))

ERROR_AFTER = Fails(error=reasoned(500, "backendError", "Backend Error"), after=True)
LOST = {
    "dropped before": Drop(),
    "dropped after": Drop(after=True),
    "garbage before": Garbage(),
    "garbage after": Garbage(after=True),
    "error after": ERROR_AFTER,
}


@dataclass
class Place:
    """A Workspace with a weekly meeting, served, and somebody signed in there."""

    workspace: Workspace
    root: str
    folder: Path
    series: str
    opened: list[Google] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)

    def open(self, user: str = ADA, *, access: Access = "all-docs", app: str = APP) -> Google:
        token = self.workspace.sign_in(user, app, sorted(needed_scopes(access)))
        path = self.folder / f"{user}-{len(self.opened)}.json"
        path.write_text(json.dumps(token), encoding="utf-8")
        google = open_google(
            token_file=path,
            access=access,
            api_root=self.root,
            sleep=self.waited.append,
            jitter=lambda: 0.0,
        )
        self.opened.append(google)
        return google

    def fault(self, match: str, kind: Any, *, nth: int = 1, times: int = 1) -> None:
        self.workspace.faults.add(Fault(match=match, kind=kind, nth=nth, times=times))

    def asked(self, method: str) -> int:
        """How often a method was asked for."""
        return sum(each.method == method for each in self.workspace.requests)

    @property
    def tokens(self) -> int:
        """How often a token was asked for."""
        return sum(each.path == "/token" for each in self.workspace.requests)


@pytest.fixture
def behaviour() -> Settings:
    return Settings()


@pytest.fixture
def place(tmp_path: Path, behaviour: Settings) -> Iterator[Place]:
    workspace = Workspace(now=NOW, settings=behaviour)
    workspace.add_user(ADA, "Ada", zone="Europe/Berlin")
    workspace.add_user(BOB, "Bob", zone="Europe/Berlin")
    workspace.add_user(MAIL_ONLY, "Carol", account=False)
    series = workspace.calendar.add_event(
        ADA, "Weekly 1:1", NOW, guests=[BOB], recurrence=["RRULE:FREQ=WEEKLY"]
    )
    with workspace.serve() as served:
        found = Place(workspace, served.root, tmp_path, series)
        yield found
        for google in found.opened:
            google.close()


def text_of(document: Any) -> str:
    return "".join(
        element.get("textRun", {}).get("content", "")
        for tab in document["tabs"]
        for block in tab["documentTab"]["body"]["content"]
        for element in block.get("paragraph", {}).get("elements", ())
    )


def insert(text: str) -> list[dict[str, Any]]:
    return [{"insertText": {"text": text, "location": {"index": 1, "tabId": "t.0"}}}]


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


class TestDrive:
    def test_what_was_made_is_found_by_its_mark(self, place: Place) -> None:
        drive = place.open().drive
        made = drive.create_document(name="it's", properties=MARK, parent=None)
        drive.update_properties(made["id"], {"oneonone-pair": "o'b\\c", "oneonone": "agenda"})
        (found,) = drive.find(every(OURS, has_property("oneonone-pair", "o'b\\c")))

        assert found["id"] == made["id"]
        assert found["properties"] == {"oneonone": "agenda", "oneonone-pair": "o'b\\c"}
        assert drive.find(has_property("oneonone-pair", "o")) == []

    def test_the_oldest_comes_first_whatever_the_pages(
        self, place: Place, behaviour: Settings
    ) -> None:
        drive, made = place.open().drive, []
        for name in "cab":
            made.append(drive.create_document(name=name, properties=MARK, parent=None)["id"])
            place.workspace.pass_time(timedelta(minutes=1))
        behaviour.page_limit, behaviour.empty_pages = 1, True

        assert [file["id"] for file in drive.find(OURS)] == made

    def test_what_was_trashed_says_so(self, place: Place) -> None:
        drive = place.open().drive
        made = drive.create_document(name="N", properties=MARK, parent=None)
        drive.trash(made["id"])

        assert drive.find(OURS) == []
        assert drive.file(made["id"])["trashed"]

    @pytest.mark.parametrize("kind", LOST.values(), ids=list(LOST))
    def test_a_document_is_never_made_twice(self, kind: Any, place: Place) -> None:
        drive = place.open().drive
        place.fault("drive.files.create", kind)
        with pytest.raises(ours.LostAnswer):
            drive.create_document(name="N", properties=MARK, parent=None)

        assert len(drive.find(OURS)) == (1 if getattr(kind, "after", False) else 0)
        assert place.waited == []

    @pytest.mark.parametrize("status", [429, 503])
    def test_a_document_that_was_certainly_not_made_is_made(
        self, status: int, place: Place
    ) -> None:
        drive = place.open().drive
        place.fault("drive.files.create", Fails(error=reasoned(status, "backendError", "Busy")))
        drive.create_document(name="N", properties=MARK, parent=None)

        assert len(drive.find(OURS)) == 1

    @pytest.mark.parametrize("kind", LOST.values(), ids=list(LOST))
    def test_marking_and_trashing_survive_a_lost_answer(self, kind: Any, place: Place) -> None:
        drive = place.open().drive
        made = drive.create_document(name="N", properties=MARK, parent=None)
        place.fault("drive.files.update", kind)
        place.fault("drive.files.update", kind, nth=3)
        drive.update_properties(made["id"], {"oneonone-shared": "yes"})
        drive.trash(made["id"])
        file = drive.file(made["id"])

        assert (file["trashed"], file["properties"]) == (True, {**MARK, "oneonone-shared": "yes"})

    def test_a_domains_default_does_not_open_a_new_document(self, place: Place) -> None:
        place.workspace.set_open_domain("acme.test", "anyone")
        drive = place.open().drive
        made = drive.create_document(name="N", properties=MARK, parent=None)

        assert [each["type"] for each in drive.file(made["id"])["permissions"]] == ["user"]

    def test_sharing_mails_nobody_unless_told_to(self, place: Place) -> None:
        drive = place.open().drive
        made = drive.create_document(name="N", properties=MARK, parent=None)
        drive.share(made["id"], email=BOB)
        before = len(place.workspace.mails)
        drive.share(made["id"], email=MAIL_ONLY, notify=True)
        roles = {
            each["emailAddress"]: each["role"] for each in drive.file(made["id"])["permissions"]
        }

        assert (before, len(place.workspace.mails)) == (0, 1)
        assert roles == {ADA: "owner", BOB: "writer", MAIL_ONLY: "writer"}

    def test_an_address_without_an_account_needs_a_mail(self, place: Place) -> None:
        drive = place.open().drive
        made = drive.create_document(name="N", properties=MARK, parent=None)
        with pytest.raises(ours.NoGoogleAccount):
            drive.share(made["id"], email=MAIL_ONLY)

        assert len(drive.file(made["id"])["permissions"]) == 1

    def test_a_share_whose_mail_fails_was_made(self, place: Place, behaviour: Settings) -> None:
        behaviour.mail_fails_for.add(BOB)
        drive = place.open().drive
        made = drive.create_document(name="N", properties=MARK, parent=None)
        with pytest.raises(ours.ShareMailFailed):
            drive.share(made["id"], email=BOB, notify=True)

        assert len(drive.file(made["id"])["permissions"]) == 2

    @pytest.mark.parametrize("kind", LOST.values(), ids=list(LOST))
    def test_a_share_is_never_repeated_blindly(self, kind: Any, place: Place) -> None:
        drive = place.open().drive
        made = drive.create_document(name="N", properties=MARK, parent=None)
        place.fault("drive.permissions.create", kind)
        with pytest.raises(ours.LostAnswer):
            drive.share(made["id"], email=BOB)

        assert place.asked("drive.permissions.create") == 1

    def test_on_a_shared_drive_all_members_are_seen(self, place: Place) -> None:
        drive_id = place.workspace.drive.add_drive("Team", {ADA: "organizer", BOB: "writer"})
        document = place.workspace.drive.add_document(ADA, "D", folder=drive_id)
        file = place.open().drive.file(document)

        assert file["driveId"] == drive_id
        assert {each["emailAddress"] for each in file["permissions"]} == {ADA, BOB}

    def test_a_document_is_exported_as_markdown(self, place: Place) -> None:
        google = place.open()
        document = place.workspace.drive.add_document(ADA, "D", ["Grüße 🗒", "second"])

        assert google.drive.export_markdown(document).split() == ["Grüße", "🗒", "second"]

    def test_an_export_over_the_limit(self, place: Place, behaviour: Settings) -> None:
        behaviour.export_limit = 4
        document = place.workspace.drive.add_document(ADA, "D", ["too long"])
        with pytest.raises(ours.ExportTooLarge):
            place.open().drive.export_markdown(document)

    def test_comments_show_what_they_quote(self, place: Place) -> None:
        document = place.workspace.drive.add_document(ADA, "D", ["a line"])
        place.workspace.drive.comment(document, BOB, "Really?", quoted="a line")
        (comment,) = place.open().drive.comments(document)

        assert comment["quotedFileContent"] == {"value": "a line"}
        assert "content" not in comment

    def test_the_account_is_known(self, place: Place) -> None:
        assert place.open(BOB).drive.me() == BOB

    @pytest.mark.parametrize("file_id", ["missing", "a/b?c=d"])
    def test_a_file_that_is_not_there(self, file_id: str, place: Place) -> None:
        with pytest.raises(ours.NotFound):
            place.open().drive.file(file_id)


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
