"""Where the meeting may not be changed: one's own copy of it decides, else the search."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from sync.emulator.unknowns import Unknowns
from sync.emulator.world import Settings as Behaviour
from sync.job.documents import Did, How, Located
from sync.job.skips import Code, Skip
from tests.job.office import ADA, APP, BOB, KEY, NOW, office
from tests.job.test_making import MADE, attach

REFUSED = Unknowns(guest_may_write_private_properties=False)
SHARED = replace(MADE, attached=0)
UNSHARED = replace(SHARED, roles=((ADA, "owner"),), finished=0)


def test_a_guests_own_copy_holds_the_document(tmp_path: Path) -> None:
    with office(tmp_path, guest=True) as at:
        made, again = at.run(), at.run()
        (file,) = at.files()

        assert made == Located(document_id=file.id, how=How.PRIVATE, did=(Did.MADE, Did.SHARED))
        assert again == Located(document_id=file.id, how=How.PRIVATE)
        assert at.private() == {f"oneonone-{KEY}": file.id}
        assert file.properties["oneonone-attached"] == "private"
        assert at.standing() == SHARED
        assert "attachments" not in at.workspace.calendar.show(at.series, BOB)


def test_a_guest_does_not_even_ask_to_change_the_meeting_for_all(tmp_path: Path) -> None:
    with office(tmp_path, guest=True) as at:
        at.run()

        assert at.asked().count("calendar.events.patch") == 1


def test_a_guest_who_may_modify_attaches_for_all(tmp_path: Path) -> None:
    with office(tmp_path, guest=True) as at:
        at.workspace.calendar.change(at.series, {"guestsCanModify": True})
        made = at.run()

        assert isinstance(made, Located)
        assert made.how is How.ATTACHED
        assert at.standing() == MADE


@pytest.mark.parametrize("changes", ["refused", "ignored"])
@pytest.mark.parametrize("private", [True, False], ids=["private allowed", "private refused"])
def test_whatever_google_says_to_a_guest_it_comes_to_one_document(
    tmp_path: Path, changes: str, private: bool
) -> None:
    """`ignored`: a 200 that changed nothing, for a right that was taken away meanwhile."""
    behaviour = Behaviour(guest_changes=changes)  # type: ignore[arg-type]
    unknowns = Unknowns(guest_may_write_private_properties=private)
    with office(tmp_path, guest=True, behaviour=behaviour, unknowns=unknowns) as at:
        at.workspace.calendar.change(at.series, {"guestsCanModify": True})
        pair = at.pair()
        at.workspace.calendar.change(at.series, {"guestsCanModify": False})
        first = at.make(pair)
        at.workspace.pass_time(timedelta(minutes=10))
        last = at.run()

        assert isinstance(first, Located if private else Skip)
        assert isinstance(last, Located)
        assert last.how is (How.PRIVATE if private else How.MARK)
        assert at.standing() == SHARED
        assert len(at.files()) == 1


def test_without_the_calendar_a_document_waits_for_ten_minutes(tmp_path: Path) -> None:
    with office(tmp_path, guest=True, unknowns=REFUSED) as at:
        first = at.run()
        at.workspace.pass_time(timedelta(minutes=9))
        second = at.run()
        before = at.standing()
        at.workspace.pass_time(timedelta(minutes=1))
        made, again = at.run(), at.run()
        (file,) = at.files()

        assert [(each.code, each.failed) for each in (first, second) if isinstance(each, Skip)] == [
            (Code.WAITING, False)
        ] * 2
        assert before == UNSHARED
        assert made == Located(document_id=file.id, how=How.MARK, did=(Did.SHARED,))
        assert again == Located(document_id=file.id, how=How.MARK)
        assert file.properties["oneonone-attached"] == "search"
        assert at.standing() == SHARED


def test_what_the_search_does_not_show_waits_on(tmp_path: Path) -> None:
    with office(tmp_path, guest=True, unknowns=REFUSED) as at:
        at.run()
        (file,) = at.files()
        file.findable = at.workspace.world.now + 10**12
        at.workspace.pass_time(timedelta(minutes=20))
        waiting = at.run()

        assert isinstance(waiting, Skip)
        assert waiting.code is Code.WAITING
        assert at.standing() == replace(UNSHARED, documents=2, roles=((ADA, "owner"),) * 2)


def test_the_oldest_wins_and_the_others_are_trashed(tmp_path: Path) -> None:
    with office(tmp_path, guest=True, unknowns=REFUSED) as at:
        at.workspace.settings.search_lag = timedelta(minutes=2)
        for _ in range(3):
            at.run()
            at.workspace.pass_time(timedelta(minutes=1))
        at.workspace.pass_time(timedelta(minutes=10))
        made = at.run()
        first, *others = at.files()

        assert isinstance(made, Located)
        assert made.document_id == first.id
        assert at.standing() == SHARED
        assert [each.trashed for each in others] == [True]


def test_where_nothing_may_be_attached_the_calendar_is_only_read(tmp_path: Path) -> None:
    with office(tmp_path, attach=False) as at:
        waiting = at.run()
        at.workspace.pass_time(timedelta(minutes=10))
        made = at.run()

        assert isinstance(waiting, Skip)
        assert waiting.code is Code.WAITING
        assert isinstance(made, Located)
        assert at.standing() == SHARED
        assert {each for each in at.asked() if each.startswith("calendar.")} == {
            "calendar.events.list",
            "calendar.events.get",
        }


def test_a_guest_of_one_occurrence_has_no_series_to_tie_to(tmp_path: Path) -> None:
    with office(tmp_path, guest=True) as at:
        at.workspace.calendar.cancel(at.series)
        series = at.workspace.calendar.add_event(
            BOB, "Planted title", NOW - timedelta(days=13), recurrence=["RRULE:FREQ=WEEKLY"]
        )
        second = at.workspace.calendar.occurrences(series, NOW, NOW + timedelta(days=7))[0]
        at.workspace.calendar.change(
            series, {"attendees": [{"email": BOB}, {"email": ADA}]}, key=second
        )
        waiting = at.run()
        at.workspace.pass_time(timedelta(minutes=10))
        made = at.run()

        assert isinstance(waiting, Skip)
        assert waiting.code is Code.WAITING
        assert isinstance(made, Located)
        assert made.how is How.MARK


def test_a_private_note_of_a_document_that_is_gone_for_good_is_written_over(tmp_path: Path) -> None:
    with office(tmp_path, guest=True) as at:
        at.run()
        at.workspace.drive.delete(at.files()[0].id)
        made = at.run()

        assert isinstance(made, Located)
        assert at.private() == {f"oneonone-{KEY}": made.document_id}
        assert at.standing() == SHARED


def test_a_private_note_is_followed_where_the_search_lags(tmp_path: Path) -> None:
    with office(tmp_path, guest=True) as at:
        at.workspace.settings.search_lag = timedelta(minutes=5)
        made, again = at.run(), at.run()

        assert isinstance(made, Located)
        assert again == Located(document_id=made.document_id, how=How.PRIVATE)
        assert len(at.files()) == 1


def test_once_somebody_attached_the_document_it_is_found_there(tmp_path: Path) -> None:
    with office(tmp_path, guest=True, unknowns=REFUSED) as at:
        at.run()
        at.workspace.pass_time(timedelta(minutes=10))
        made = at.run()
        assert isinstance(made, Located)
        attach(at, made.document_id)

        assert at.run() == Located(document_id=made.document_id, how=How.ATTACHED)


def test_a_pre_read_beside_the_guests_document_changes_nothing(tmp_path: Path) -> None:
    with office(tmp_path, guest=True) as at:
        made = at.run()
        assert isinstance(made, Located)
        pre_read = at.workspace.drive.add_document(BOB, "Planted title", ["Words"])
        at.workspace.drive.share(pre_read, ADA)
        at.workspace.pick(ADA, APP, pre_read)
        attach(at, pre_read)

        assert at.run() == Located(document_id=made.document_id, how=How.PRIVATE)
