"""The manager's job and the report's, with one OAuth client, at the same time."""

from datetime import UTC, datetime, timedelta

import pytest

from sync.emulator.editor import Editor
from sync.emulator.notation import render
from sync.job.run import Report
from tests.scenarios.company import ME, OTHER, SETTLED, Company, lived_through
from tests.scenarios.conftest import Opened
from tests.scenarios.racing import at_once, internal
from tests.scenarios.tap import Place, Tap

WRITE = "docs.documents.batchUpdate"


@pytest.mark.parametrize("method", ["", "docs.documents.get", WRITE])
@pytest.mark.parametrize("guest", [False, True], ids=["manager organizes", "report organizes"])
def test_in_a_document_that_is_there_one_section_is_made(
    opened: Opened, method: str, guest: bool
) -> None:
    at = opened(story=lived_through, guest=guest)
    report = at.as_person(OTHER)
    results = at_once([at, report], method=method)
    picture = at.picture()
    again = at_once([report, at])
    (document,) = picture.documents

    assert internal([*results, *again]) == []
    assert [str(each) for each in results if not isinstance(each, Report)] == []
    assert sum(line.startswith("## ") for line in document["text"]) == 2
    assert document["roles"] == {ME: "owner", OTHER: "writer"}
    assert at.picture() == picture
    assert picture.mails == 0


CREATE, PATCH, SHARE = "drive.files.create", "calendar.events.patch", "drive.permissions.create"
ROLES = [[(ME, "owner"), (OTHER, "writer")], [(ME, "writer"), (OTHER, "owner")]]


def one_document(at: Company, report: Company) -> None:
    """Both jobs run until they are at one, and nobody is asked to do anything."""
    for _ in range(2):
        at.workspace.pass_time(SETTLED)
        results = [each.run() for each in (report, at)]
    picture = at.picture()
    since = len(at.workspace.requests)
    last = at_once([report, at])
    (document,) = picture.documents
    (event,) = picture.events
    attached = [each["fileId"] for each in event["fields"].get("attachments", [])]

    assert [pair.failed for each in results for pair in each.pairs] == [False, False]
    assert internal([*results, *last]) == []
    assert sum(line.startswith("## ") for line in document["text"]) == 1
    assert sorted(document["roles"].items()) in ROLES
    assert attached in (["document 0"], [])
    assert (picture.mails, picture.kept) == (0, 0)
    assert at.writes(since) == []
    assert at.picture() == picture


@pytest.mark.parametrize("method", [CREATE, PATCH, SHARE, "docs.documents.get", WRITE])
@pytest.mark.parametrize("guest", [False, True], ids=["manager organizes", "report organizes"])
def test_where_there_is_no_document_one_is_made(opened: Opened, method: str, guest: bool) -> None:
    at = opened(guest=guest)
    report = at.as_person(OTHER)
    results = at_once([at, report], method=method)

    assert internal(results) == []
    one_document(at, report)


PLACES = [
    *map(Place, ("calendar.events.list", "calendar.events.get", CREATE, PATCH, SHARE, WRITE)),
    *(Place("drive.files.list", nth) for nth in (1, 2, 3)),
    *(Place("drive.files.get", nth) for nth in (1, 2)),
    *(Place("drive.files.update", nth) for nth in (1, 2)),
]


@pytest.mark.parametrize("place", PLACES, ids=str)
@pytest.mark.parametrize("guest", [False, True], ids=["organizer stalls", "guest stalls"])
def test_one_job_does_all_while_the_other_one_stalls(
    opened: Opened, place: Place, guest: bool
) -> None:
    at = opened(guest=guest)
    report = at.as_person(OTHER)
    met: list[Place] = []

    def before(here: Place) -> None:
        if here == place and not met:
            met.append(here)
            report.run()

    at.run(tap=Tap(before=before))

    assert met == [place]
    one_document(at, report)


def by_an_assistant(at: Company) -> None:
    """Somebody else has set the meeting up: neither of the two may change it."""
    assistant = "carol@acme.test"
    at.workspace.add_user(assistant, "Carol Desk")
    at.workspace.calendar.cancel(at.series)
    series = at.workspace.calendar.add_event(
        assistant, "Weekly 1:1", datetime(2025, 2, 11, 10, tzinfo=UTC), recurrence=WEEKLY
    )
    at.workspace.calendar.change(series, {"attendees": [{"email": ME}, {"email": OTHER}]})


WEEKLY = ["RRULE:FREQ=WEEKLY"]
MADE = [Place("drive.files.list", 2), *map(Place, (CREATE, PATCH, SHARE, WRITE))]


@pytest.mark.parametrize("place", MADE, ids=str)
def test_where_neither_may_attach_what_was_there_first_counts(opened: Opened, place: Place) -> None:
    at = opened(story=by_an_assistant)
    report = at.as_person(OTHER)

    def before(here: Place) -> None:
        if here == place:
            at.workspace.pass_time(timedelta(seconds=5))
            report.run()

    at.run(tap=Tap(before=before))
    at.workspace.pass_time(SETTLED)
    results = [each.run() for each in (report, at, report)]
    picture = at.picture()
    (document,) = picture.documents

    assert [pair.failed for each in results for pair in each.pairs] == [False] * 3
    assert sum(line.startswith("## ") for line in document["text"]) == 1
    assert sorted(document["roles"].items()) in ROLES
    assert (picture.mails, picture.kept) == (0, 0)


def test_a_document_in_which_somebody_wrote_is_not_given_up(opened: Opened) -> None:
    """The organizer's job attaches its own late, once words stand in the guest's."""
    at = opened(guest=True)
    report = at.as_person(OTHER)

    def meanwhile(place: Place) -> None:
        if place == Place("docs.documents.get"):
            (own,) = at.live()
            Editor.of(at.workspace, own.id, by=ME).type(0, "First words")
            at.attach(at.workspace.drive.add_document(OTHER, "Theirs"))

    at.run(tap=Tap(after=meanwhile))
    words = [render(each) for each in at.workspace.documents.values()]
    at_once([at, report])

    assert sum("First words" in each for each in words) == 1
    assert [each.trashed for each in at.workspace.world.state.files.values()] == [False, False]
