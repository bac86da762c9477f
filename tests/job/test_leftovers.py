"""Second documents that bear a pair's mark: trashed only when they are provably nobody's."""

from pathlib import Path

import pytest

from sync.job.documents import Located
from sync.job.skips import Code, Skip
from tests.job.office import ADA, APP, BOB, KEY, Office, office

MARKS = {"oneonone": "agenda", "oneonone-pair": KEY}


def second(at: Office, *lines: str, app: str = APP) -> str:
    at.run()
    return at.workspace.drive.add_document(ADA, "Planted title", lines, properties=MARKS, app=app)


def trashed(at: Office, document_id: str) -> bool:
    return at.workspace.drive.file(document_id).trashed


def test_an_empty_one_is_trashed_and_says_so(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        left = second(at)
        at.run()

        assert trashed(at, left)
        assert at.workspace.drive.file(left).properties["oneonone-shared"] == f"leftover {left}"


def test_no_request_goes_to_what_was_trashed(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        second(at)
        at.run()
        before = len(at.workspace.requests)
        at.run()

        assert at.asked(before) == ["calendar.events.list", "drive.files.list", "drive.files.get"]


@pytest.mark.parametrize("why", ["words", "shared", "another client"])
def test_one_that_may_be_in_use_is_left_alone_and_named(tmp_path: Path, why: str) -> None:
    with office(tmp_path) as at:
        left = second(
            at,
            *(["Words of somebody's"] if why == "words" else []),
            app="999-other.apps.googleusercontent.com" if why == "another client" else APP,
        )
        if why == "shared":
            at.workspace.drive.share(left, BOB)
        answer = at.run()

        assert isinstance(answer, Skip)
        assert (answer.code, answer.documents, answer.failed) == (
            Code.LEFTOVER_KEPT,
            (left,),
            False,
        )
        assert not trashed(at, left)


def test_one_that_people_took_out_of_the_trash_and_wrote_in_stays(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        left = second(at)
        at.run()
        at.workspace.drive.trash(left, trashed=False)
        at.workspace.documents[left].batch_update(
            {"requests": [{"insertText": {"text": "Words", "location": {"index": 1}}}]}
        )
        answer = at.run()

        assert isinstance(answer, Skip)
        assert answer.code is Code.LEFTOVER_KEPT
        assert not trashed(at, left)


def test_it_goes_when_the_persons_entry_names_another(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        by_hand = at.workspace.drive.add_document(ADA, "Planted title", ["Words"])
        at.workspace.drive.share(by_hand, BOB)
        left = at.workspace.drive.add_document(ADA, "Planted title", properties=MARKS, app=APP)
        named = at.with_settings(person=[{"email": BOB, "doc": by_hand}])
        answer = named.run()

        assert isinstance(answer, Located)
        assert answer.document_id == by_hand
        assert trashed(at, left)
