"""New documents in a folder: its own sharing is looked at first."""

from pathlib import Path

import pytest

from sync.job.documents import Located
from sync.job.skips import Code, Skip
from tests.job.office import ADA, APP, BOB, CAROL, KEY, Office, office
from tests.job.test_making import MADE


def in_folder(at: Office, folder_id: str, **more: object) -> Office:
    at.workspace.pick(ADA, APP, folder_id)
    person = [{"email": BOB, **more}] if more else []
    return at.with_settings(docs={"folder": folder_id}, person=person)


def test_a_document_is_made_in_the_folder(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        folder_id = at.workspace.drive.add_folder(ADA, "Planted folder")
        made = in_folder(at, folder_id).run()

        assert isinstance(made, Located)
        assert at.files()[0].parents == [folder_id]
        assert at.standing() == MADE


def test_a_folder_of_the_two_gives_access_by_itself(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        folder_id = at.workspace.drive.add_folder(ADA, "Planted folder")
        at.workspace.drive.share(folder_id, BOB)
        made = in_folder(at, folder_id).run()

        assert isinstance(made, Located)
        assert at.standing() == MADE
        assert at.asked().count("drive.permissions.create") == 0


@pytest.mark.parametrize(
    ("who", "kind", "words"),
    [
        (CAROL, "user", CAROL),
        ("acme.test", "domain", "everyone at acme.test"),
        ("", "anyone", "anyone with the link"),
    ],
)
def test_nothing_is_made_in_a_folder_that_others_can_open(
    tmp_path: Path, who: str, kind: str, words: str
) -> None:
    with office(tmp_path) as at:
        folder_id = at.workspace.drive.add_folder(ADA, "Planted folder")
        at.workspace.drive.share(folder_id, who, "reader", kind=kind)
        stopped = in_folder(at, folder_id).run()
        allowed = in_folder(at, folder_id, allow_wider_sharing=True).run()

        assert isinstance(stopped, Skip)
        assert (stopped.code, stopped.what.endswith(f": {words}")) == (
            Code.FOLDER_SHARED_WIDER,
            True,
        )
        assert isinstance(allowed, Located)
        assert len(at.files()) == 1


def test_people_named_for_the_pair_may_open_the_folder(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        folder_id = at.workspace.drive.add_folder(ADA, "Planted folder")
        at.workspace.drive.share(folder_id, CAROL, "reader")
        made = in_folder(at, folder_id, also=[CAROL]).run()

        assert isinstance(made, Located)


def test_a_folder_that_is_gone_or_closed_to_us_is_said(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        gone = at.workspace.drive.add_folder(ADA, "Planted folder")
        at.workspace.drive.trash(gone)
        foreign = at.workspace.drive.add_folder(CAROL, "Planted folder")
        document = at.workspace.drive.add_document(ADA, "Planted title")
        answers = [in_folder(at, each).run() for each in (gone, foreign, document)]

        assert [each.code for each in answers if isinstance(each, Skip)] == [
            Code.FOLDER_UNUSABLE
        ] * 3
        assert at.files() == []


def test_leftovers_in_a_shared_folder_are_trashed_too(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        folder_id = at.workspace.drive.add_folder(ADA, "Planted folder")
        at.workspace.drive.share(folder_id, BOB)
        placed = in_folder(at, folder_id)
        placed.run()
        marks = {"oneonone": "agenda", "oneonone-pair": KEY}
        at.workspace.drive.add_document(
            ADA, "Planted title", folder=folder_id, properties=marks, app=APP
        )
        placed.run()

        assert at.standing() == MADE


def test_a_shared_drive_of_the_two_works_like_a_folder(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        drive_id = at.workspace.drive.add_drive("Planted", {ADA: "organizer", BOB: "writer"})
        placed = in_folder(at, drive_id)
        made, again = placed.run(), placed.run()

        assert isinstance(made, Located)
        assert isinstance(again, Located)
        assert again.document_id == made.document_id
        assert len(at.files()) == 1


def test_nothing_is_made_on_a_shared_drive_with_other_members(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        members = {ADA: "organizer", CAROL: "reader"}
        drive_id = at.workspace.drive.add_drive("Planted", members)
        stopped = in_folder(at, drive_id).run()

        assert isinstance(stopped, Skip)
        assert stopped.code is Code.FOLDER_SHARED_WIDER
