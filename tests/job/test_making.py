"""Making a pair's document, step by step, on the embedded Workspace."""

from dataclasses import replace
from pathlib import Path

import pytest

from sync.emulator.catalogue import error
from sync.emulator.faults import Fails, Fault
from sync.google.errors import GoogleError
from sync.job.documents import Did, How, Located, Wanted
from sync.job.making import make
from sync.job.sharing import Ready
from sync.job.skips import Code, Skip
from tests.job.office import ADA, APP, BOB, CAROL, KEY, Office, Standing, office

MADE = Standing(documents=1, roles=((ADA, "owner"), (BOB, "writer")), attached=1, finished=1)
FORBIDDEN = Fails(error=error("calendar_403_forbiddenForNonOrganizer"))
NO_SHARING = Fault(
    match="drive.permissions.create", kind=Fails(error=error("drive_403_sharingRateLimitExceeded"))
)


def test_a_new_document_is_made_marked_tied_and_then_shared(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        wanted = at.locate()
        before = len(at.workspace.requests)
        located = at.make()
        asked = at.asked(before)
        (file,) = at.files()

        assert wanted == Wanted()
        assert located == Located(
            document_id=file.id,
            how=How.ATTACHED,
            did=(Did.MADE, Did.ATTACHED, Did.SHARED),
        )
        assert at.standing() == MADE
        assert file.name == "Ada Planted / Bob Planted 1:1"
        assert file.properties == {
            "oneonone": "agenda",
            "oneonone-pair": KEY,
            "oneonone-attached": "series",
            "oneonone-shared": f"writer {file.id}",
        }
        assert at.workspace.mails == []
        assert asked == [
            "calendar.events.list",
            "calendar.events.get",
            "drive.files.list",
            "drive.files.create",
            "calendar.events.patch",
            "drive.files.list",
            "drive.files.get",
            "drive.files.update",
            "drive.permissions.create",
            "drive.files.update",
        ]


def test_made_again_nothing_is_done(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        first = at.make()
        state = at.standing()
        before = len(at.workspace.requests)
        again = at.make()
        writes = [each for each in at.asked(before) if each.split(".")[-1] not in {"get", "list"}]

        assert isinstance(first, Located)
        assert again == Located(document_id=first.document_id, how=How.ATTACHED)
        assert (at.standing(), writes) == (state, [])


def test_the_made_document_is_found_by_the_next_run_without_a_request(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        made = at.make()
        assert isinstance(made, Located)

        assert at.locate() == Located(document_id=made.document_id, how=How.ATTACHED)


def test_what_people_take_back_stays_taken_back(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        made = at.run()
        assert isinstance(made, Located)
        at.workspace.drive.unshare(made.document_id, BOB)
        at.workspace.calendar.change(at.series, {"attachments": []})
        again, later = at.run(), at.make()

        assert again == Located(document_id=made.document_id, how=How.MARK)
        assert later == again
        assert at.standing() == Standing(
            documents=1, roles=((ADA, "owner"),), attached=0, finished=1
        )


def test_what_people_detached_before_it_was_shared_is_not_attached_again(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        at.workspace.faults.add(NO_SHARING)
        with pytest.raises(GoogleError):
            at.make()
        at.workspace.calendar.change(at.series, {"attachments": []})
        made = at.run()

        assert isinstance(made, Located)
        assert at.standing() == replace(MADE, attached=0)


def test_the_limit_is_asked_once_and_only_where_one_would_be_made(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        asked: list[bool] = []

        def refuse() -> bool:
            asked.append(False)
            return False

        refused = make(at.pair(), at.desk(), at.leave(refuse))
        at.make()
        make(at.pair(), at.desk(), at.leave(refuse))

        assert isinstance(refused, Skip)
        assert (refused.code, asked) == (Code.LIMIT, [False])
        assert at.standing() == MADE


def test_what_was_begun_is_finished_whatever_the_limit(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        at.workspace.faults.add(Fault(match="calendar.events.patch", kind=FORBIDDEN, times=2))
        waiting = at.make()
        made = make(at.pair(), at.desk(), at.leave(lambda: False))

        assert isinstance(waiting, Skip)
        assert waiting.code is Code.WAITING
        assert isinstance(made, Located)
        assert at.standing() == MADE


def test_where_sharing_is_switched_off_it_is_made_and_attached_only(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        unshared = at.with_settings(docs={"share": False})
        made, again = unshared.run(), unshared.run()
        switched_on = at.run()

        assert isinstance(made, Located)
        assert made.did == (Did.MADE, Did.ATTACHED)
        assert again == switched_on == Located(document_id=made.document_id, how=How.ATTACHED)
        assert at.standing() == replace(MADE, roles=((ADA, "owner"),))


def test_one_in_the_trash_is_named_and_none_is_made(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        made = at.run()
        assert isinstance(made, Located)
        at.workspace.drive.trash(made.document_id)
        found, again, ready = at.run(), at.make(), at.ready(made)

        assert [each.code for each in (found, again, ready) if isinstance(each, Skip)] == [
            Code.TRASHED
        ] * 3
        assert len(at.files()) == 1


def test_an_attached_document_of_people_is_taken_before_one_is_made(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        pair = at.pair()
        by_hand = at.workspace.drive.add_document(ADA, "Planted title", ["Old words"])
        at.workspace.drive.share(by_hand, BOB)
        attach(at, by_hand)
        made = make(pair, at.desk(), at.leave())

        assert made == Located(document_id=by_hand, how=How.ATTACHED)
        assert at.files() == []


def test_an_old_document_reaches_nobody_new(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        by_hand = at.workspace.drive.add_document(ADA, "Planted title", ["Old words"])
        attach(at, by_hand)
        answer = at.run()

        assert isinstance(answer, Skip)
        assert answer.code is Code.OTHER_CANT_WRITE
        assert at.workspace.drive.roles(by_hand) == {ADA: "owner"}


def test_a_document_marked_for_another_pair_stays_theirs(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        theirs = at.workspace.drive.add_document(
            CAROL,
            "Planted title",
            properties={
                "oneonone": "agenda",
                "oneonone-pair": "0123456789",
            },
        )
        at.workspace.drive.share(theirs, ADA)
        attach(at, theirs)
        made = at.run()

        assert isinstance(made, Located)
        assert made.document_id != theirs
        assert at.attached() == [theirs, made.document_id]
        assert at.standing() == MADE


def test_sharing_is_read_right_before_a_write(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        made = at.run()
        assert isinstance(made, Located)
        at.workspace.drive.share(made.document_id, "acme.test", "reader", kind="domain")
        stopped = at.ready(made)
        at.workspace.drive.unshare(made.document_id, "acme.test", kind="domain")
        free = at.ready(made)

        assert isinstance(stopped, Skip)
        assert stopped.code is Code.SHARED_WIDER
        assert "everyone at acme.test" in stopped.what
        assert isinstance(free, Ready)


def test_a_domains_open_default_does_not_reach_new_documents(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        at.workspace.set_open_domain("acme.test", "domain")
        made = at.run()

        assert isinstance(made, Located)
        assert at.standing() == MADE


def test_a_document_that_cant_be_opened_is_named_with_the_ways_out(tmp_path: Path) -> None:
    with office(tmp_path, access="app-docs") as at:
        by_hand = at.workspace.drive.add_document(BOB, "Planted title", ["Old words"])
        at.workspace.drive.share(by_hand, ADA)
        attach(at, by_hand)
        answer = at.run()

        assert isinstance(answer, Skip)
        assert (answer.code, answer.documents) == (Code.NOT_OPENABLE, (by_hand,))
        assert "`oneonone link`" in answer.mend
        assert at.files() == []


def test_a_document_picked_for_the_app_is_taken(tmp_path: Path) -> None:
    with office(tmp_path, access="app-docs") as at:
        by_hand = at.workspace.drive.add_document(BOB, "Planted title", ["Old words"])
        at.workspace.drive.share(by_hand, ADA)
        at.workspace.pick(ADA, APP, by_hand)
        attach(at, by_hand)

        assert at.run() == Located(document_id=by_hand, how=How.ATTACHED)


def test_with_access_to_its_own_documents_alone_all_is_made_alike(tmp_path: Path) -> None:
    with office(tmp_path, access="app-docs") as at:
        made, again = at.run(), at.run()

        assert isinstance(made, Located)
        assert again == Located(document_id=made.document_id, how=How.ATTACHED)
        assert at.standing() == MADE


def test_an_address_without_an_account_is_given_access_with_a_mail(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        at.workspace.world.state.users[BOB].account = False
        made = at.run()

        assert isinstance(made, Located)
        assert at.workspace.mails == [{"kind": "shared", "to": BOB, "about": made.document_id}]
        assert at.standing() == MADE


def test_a_mail_that_fails_is_no_failure_where_access_was_given(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        at.workspace.world.state.users[BOB].account = False
        at.workspace.settings.mail_fails_for.add(BOB)
        made = at.run()

        assert isinstance(made, Located)
        assert at.standing() == MADE


def test_where_google_refuses_to_share_the_pair_is_named(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        refusal = Fails(error=error("drive_400_invalidSharingRequest_acl_not_allowed"))
        at.workspace.faults.add(Fault(match="drive.permissions.create", kind=refusal))
        refused, made = at.run(), at.run()

        assert isinstance(refused, Skip)
        assert refused.code is Code.SHARING_REFUSED
        assert isinstance(made, Located)
        assert at.standing() == MADE


def test_a_series_full_of_attachments_is_left_as_it_is(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        sheets = [at.workspace.drive.add_file(ADA, f"Planted {each}") for each in range(25)]
        attach(at, *sheets)
        made = at.run()

        assert isinstance(made, Located)
        assert made.how is How.PRIVATE
        assert at.attached() == sheets
        assert at.private() == {f"oneonone-{KEY}": made.document_id}


def attach(at: Office, *document_ids: str) -> None:
    """As people do: on the series, beside nothing."""
    urls = [f"https://drive.google.com/open?id={each}" for each in document_ids]
    at.workspace.calendar.change(at.series, {"attachments": [{"fileUrl": url} for url in urls]})
