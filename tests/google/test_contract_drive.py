"""The Drive client and the embedded Workspace hold each other to their contract."""

from datetime import timedelta
from typing import Any

import pytest

from sync.emulator.faults import Fails
from sync.emulator.refusals import reasoned
from sync.emulator.world import Settings
from sync.google import errors as ours
from sync.google.drive import has_property
from tests.google.workplace import ADA, BOB, LOST, MAIL_ONLY, MARK, OURS, Place


class TestDrive:
    def test_what_was_made_is_found_by_its_mark(self, place: Place) -> None:
        drive = place.open().drive
        made = drive.create_document(name="it's", properties=MARK, parent=None)
        drive.update_properties(made["id"], {"oneonone-pair": "o'b\\c", "oneonone": "agenda"})
        theirs = has_property("oneonone-pair", "o'b\\c")
        (found,) = drive.find(f"{OURS} and {theirs}")

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

    def test_who_can_open_it_is_left_out_where_only_others_may_share(self, place: Place) -> None:
        drive_id = place.workspace.drive.add_drive("Team", {ADA: "writer", BOB: "organizer"})
        in_drive = place.workspace.drive.add_document(BOB, "D", folder=drive_id)
        of_bob = place.workspace.drive.add_document(BOB, "E")
        place.workspace.drive.share(of_bob, ADA)
        for each in (in_drive, of_bob):
            place.workspace.drive.file(each).writers_can_share = False
        files = [place.open().drive.file(each) for each in (in_drive, of_bob)]

        assert [file["capabilities"]["canEdit"] for file in files] == [True, True]
        assert [file["capabilities"]["canShare"] for file in files] == [False, False]
        assert ["permissions" in file for file in files] == [False, False]

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
