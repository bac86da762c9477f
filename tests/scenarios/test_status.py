"""How a pair stands, as `status` sees it: links to be sent, pauses, unreadable documents."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sync.emulator.faults import Fails, Fault
from sync.emulator.refusals import reasoned, status_only
from sync.errors import OneononeError
from sync.job.skips import Code, Skip
from sync.job.status import Status, statuses
from tests.scenarios.company import ME, OTHER, SETTLED, WEEK, Company, lived_through
from tests.scenarios.conftest import Opened

BERLIN = ZoneInfo("Europe/Berlin")


def status(at: Company, *, back: timedelta = timedelta(days=182)) -> Status:
    now = at.workspace.now
    with at.signed_in() as google:
        (found,) = statuses(at.settings, google, since=now - back, now=now, zones=ZoneInfo)
    return found


def test_a_document_that_the_series_leads_to_needs_no_sending(opened: Opened) -> None:
    at = opened()
    at.run()
    found = status(at)

    assert (found.document_id, found.send, found.problem) == (at.live()[0].id, False, None)


def test_where_no_event_leads_to_the_document_its_link_is_still_to_be_sent(opened: Opened) -> None:
    at = opened(guest=True)
    at.run()
    at.workspace.pass_time(SETTLED)
    at.run()
    before = status(at)
    (file,) = at.live()
    link = {"fileUrl": f"https://docs.google.com/document/d/{file.id}/edit", "fileId": file.id}
    shown = {"title": "Notes", "mimeType": "application/vnd.google-apps.document"}
    at.workspace.calendar.change(at.series, {"attachments": [link | shown]})

    assert (before.document_id, before.send) == (file.id, True)
    assert status(at).send is False


def test_a_pair_without_a_document_has_no_problem_yet(opened: Opened) -> None:
    found = status(opened())

    assert (found.document_id, found.problem, found.open) == ("", None, ())


def test_when_they_met_and_meet_next(opened: Opened) -> None:
    at = opened()
    first, second, *_ = at.workspace.calendar.occurrences(at.series)
    at.workspace.calendar.cancel(at.series, key=second)
    at.workspace.calendar.respond(at.series, OTHER, "declined", key="20250304T090000Z")
    found = status(at)

    assert first == "20250211T090000Z"
    assert found.last is not None
    assert found.next is not None
    assert (found.last.start, found.next.start) == (
        datetime(2025, 2, 25, 10, tzinfo=BERLIN),
        datetime(2025, 3, 11, 10, tzinfo=BERLIN),
    )
    assert (found.held, found.off) == (2, 2)


def test_a_year_of_meetings_is_looked_back_over_as_told(opened: Opened) -> None:
    at = opened()
    at.workspace.pass_time(timedelta(days=300))

    assert (status(at).held, status(at, back=timedelta(days=30)).held) == (26, 4)


def test_a_pause_is_said(opened: Opened) -> None:
    found = status(opened(config=f'[[person]]\nemail = "{OTHER}"\npaused_until = 2025-04-01\n'))

    assert found.paused_until == date(2025, 4, 1)


def test_items_are_open_since_they_began_over_weeks(opened: Opened) -> None:
    at = opened(story=lived_through)
    at.run()
    at.workspace.pass_time(WEEK)
    at.run()
    found = status(at)

    assert [(one.text, one.since, one.depth) for one in found.open] == [
        ("Ask finance for the contract", date(2025, 3, 11), 0),
        ("and for the old one", date(2025, 3, 11), 1),
        ("Send the readout 📈 to marketing", date(2025, 3, 11), 0),
        ("Send the readout 📈 to marketing", date(2025, 3, 11), 0),
    ]
    assert [one.open for one in found.standing.history] == [4, 4]


def test_looking_writes_nothing(opened: Opened) -> None:
    at = opened(story=lived_through)
    picture, asked = at.picture(), len(at.workspace.requests)
    status(at)

    assert at.picture() == picture
    assert at.writes(asked) == []


def test_a_document_of_another_pair_is_named_and_not_read(opened: Opened) -> None:
    at = opened(story=lived_through)
    (file,) = at.live()
    new = "cy@acme.test"
    at.workspace.add_user(new, "Cy New", zone="Europe/Berlin")
    at.workspace.drive.share(file.id, new)
    guests = [{"email": ME, "responseStatus": "accepted"}, {"email": new}]
    at.workspace.calendar.change(at.series, {"attendees": guests})
    found = status(at)

    assert found.pair.other.email == new
    assert (found.document_id, found.problem, found.open) == ("", None, ())


def test_an_unmarked_copy_of_another_pairs_document_is_as_if_it_were_not_there(
    opened: Opened,
) -> None:
    at = opened(story=lived_through)
    (file,) = at.live()
    file.properties.clear()
    new = "cy@acme.test"
    at.workspace.add_user(new, "Cy New", zone="Europe/Berlin")
    at.workspace.drive.share(file.id, new)
    guests = [{"email": ME, "responseStatus": "accepted"}, {"email": new}]
    at.workspace.calendar.change(at.series, {"attendees": guests})
    found = status(at)

    assert (found.document_id, found.problem, found.open) == ("", None, ())


def test_a_document_in_the_trash_is_a_problem_with_its_mend(opened: Opened) -> None:
    at = opened(story=lived_through)
    (file,) = at.live()
    at.workspace.calendar.change(at.series, {"attachments": []})
    at.workspace.drive.trash(file.id)
    found = status(at)

    assert isinstance(found.problem, Skip)
    assert found.problem.code is Code.TRASHED


def test_an_error_of_one_document_is_that_pairs_alone(opened: Opened) -> None:
    at = opened(story=lived_through)
    broken = status_only(400, "This can't be read.", name="INVALID_ARGUMENT")
    at.workspace.faults.add(Fault(kind=Fails(error=broken), match="docs.documents.get"))
    found = status(at)

    assert isinstance(found.problem, OneononeError)
    assert found.last is not None


def test_without_an_export_everything_is_open_and_says_so(opened: Opened) -> None:
    at = opened(story=lived_through)
    refused = reasoned(403, "exportSizeLimitExceeded", "This file is too large to be exported.")
    at.workspace.faults.add(Fault(kind=Fails(error=refused), times=9, match="drive.files.export"))

    assert all(one.unknown for one in status(at).open)
    assert len(status(at).open) > 4
