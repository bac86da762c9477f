"""Who people are at Drive: aliases, groups, and what is not shown to whom may not share."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from sync.cli import main
from sync.emulator.faults import Drop, Fault
from sync.emulator.unknowns import Unknowns
from sync.job.prepare import Done
from sync.job.removing import remove
from sync.job.run import PairReport
from sync.job.skips import Code, Skip
from tests.scenarios.company import ME, OTHER, SETTLED, WEEK, Company
from tests.scenarios.conftest import Opened

CY, ALIAS, MINE = "cy@acme.test", "c.young@acme.test", "a.long@acme.test"
TEAM = "platform@acme.test"


def weekly(at: Company, *guests: str, organizer: str = ME) -> str:
    """One more weekly meeting."""
    return at.workspace.calendar.add_event(
        organizer,
        "Weekly 1:1",
        datetime(2025, 2, 11, 15, tzinfo=ZoneInfo("Europe/Berlin")),
        guests=[{"email": each} for each in guests],
        recurrence=["RRULE:FREQ=WEEKLY"],
    )


def also_called(at: Company, email: str, alias: str) -> None:
    """From now on the account has another address, too."""
    user = at.workspace.world.user(email)
    assert user is not None
    user.aliases.append(alias)
    at.workspace.world.users.put(user)


def attached(at: Company, series: str, document_id: str) -> None:
    """Somebody attached a document to a meeting."""
    link = f"https://docs.google.com/document/d/{document_id}/edit"
    kind = "application/vnd.google-apps.document"
    at.workspace.calendar.change(
        series, {"attachments": [{"fileUrl": link, "title": "Notes", "mimeType": kind}]}
    )


def of(at: Company, email: str) -> PairReport:
    """What a run makes of the pair with this person; the search has settled after it."""
    (found,) = (each for each in at.run().pairs if each.pair.other.email == email)
    at.workspace.pass_time(SETTLED)
    return found


def wrote(report: PairReport) -> bool:
    assert isinstance(report.result, Done), report.result
    return report.result.wrote


def test_a_document_whose_sharing_is_not_shown_is_named_as_such(opened: Opened) -> None:
    """On a shared drive where only its managers may share."""
    at = opened()
    drive_id = at.workspace.drive.add_drive("Team", {ME: "writer", OTHER: "organizer"})
    document_id = at.workspace.drive.add_document(OTHER, "Notes", folder=drive_id)
    at.workspace.drive.file(document_id).writers_can_share = False
    at.attach(document_id)
    result = of(at, OTHER).result

    assert isinstance(result, Skip)
    assert result.code is Code.SHARING_HIDDEN
    assert at.writes() == []


@pytest.mark.parametrize("access", ["app-docs", "all-docs"])
def test_whoever_is_invited_by_an_alias_gets_a_document_that_is_written_run_after_run(
    opened: Opened, access: str
) -> None:
    at = opened(access=access)
    at.workspace.add_user(CY, "Cy Young", aliases=(ALIAS,))
    weekly(at, ME, ALIAS)
    first, again = of(at, ALIAS), of(at, ALIAS)
    (shared,) = (each for each in at.live() if CY in at.workspace.drive.roles(each.id))
    at.workspace.pass_time(WEEK)

    assert [wrote(first), wrote(again), wrote(of(at, ALIAS))] == [True, False, True]
    assert at.workspace.drive.roles(shared.id) == {ME: "owner", CY: "writer"}


@pytest.mark.parametrize("method", ["drive.permissions.create", "drive.files.update"])
@pytest.mark.parametrize("after", [False, True], ids=["not done", "done"])
def test_a_run_that_dies_while_an_alias_is_given_access_is_made_good_by_the_next(
    opened: Opened, method: str, after: bool
) -> None:
    at = opened()
    of(at, OTHER)
    at.workspace.add_user(CY, "Cy Young", aliases=(ALIAS,))
    weekly(at, ME, ALIAS)
    nth = 2 if method == "drive.files.update" else 1
    fault = Fault(match=method, nth=nth, kind=Drop(after=after), times=100)
    at.workspace.faults.add(fault)
    died = of(at, ALIAS)
    at.workspace.faults.clear()

    assert died.failed
    assert [wrote(of(at, ALIAS)), wrote(of(at, ALIAS))] == [True, False]
    assert len(at.live()) == 2


def test_a_document_that_people_opened_to_others_before_it_was_shared_is_named(
    opened: Opened,
) -> None:
    at = opened()
    fault = Fault(match="drive.permissions.create", kind=Drop(), times=100)
    at.workspace.faults.add(fault)
    of(at, OTHER)
    at.workspace.faults.clear()
    (file,) = at.live()
    at.workspace.add_user(CY, "Cy Young")
    at.workspace.drive.share(file.id, CY)
    result = of(at, OTHER).result

    assert isinstance(result, Skip)
    assert (result.code, result.what.endswith(f": {CY}")) == (Code.SHARED_WIDER, True)


def test_an_alias_lets_nobody_else_open_the_document(opened: Opened) -> None:
    at = opened()
    at.workspace.add_user(CY, "Cy Young", aliases=(ALIAS,))
    weekly(at, ME, ALIAS)
    of(at, ALIAS)
    (shared,) = (each for each in at.live() if CY in at.workspace.drive.roles(each.id))
    at.workspace.drive.share(shared.id, OTHER)
    at.workspace.pass_time(WEEK)
    result = of(at, ALIAS).result

    assert isinstance(result, Skip)
    assert (result.code, result.what.endswith(f": {OTHER}")) == (Code.SHARED_WIDER, True)


def test_what_was_noted_of_an_alias_goes_with_the_rest(opened: Opened) -> None:
    at = opened()
    at.workspace.add_user(CY, "Cy Young", aliases=(ALIAS,))
    weekly(at, ME, ALIAS)
    of(at, ALIAS)
    (shared,) = (each for each in at.live() if CY in at.workspace.drive.roles(each.id))
    noted = set(shared.properties)
    with at.signed_in() as google:
        remove(
            at.settings,
            google,
            email=ALIAS,
            now=at.workspace.now,
            zones=ZoneInfo,
            wait=lambda _: None,
            preview=False,
            environment={},
        )

    assert "oneonone-other" in noted
    assert at.workspace.drive.file(shared.id).properties == {}


def test_whoever_is_invited_by_an_alias_may_write_in_what_others_made(opened: Opened) -> None:
    """Drive lists the main address of the one who is signed in; the invitation bears the alias."""
    at = opened()
    also_called(at, ME, MINE)
    at.workspace.add_user(CY, "Cy Young")
    series = weekly(at, MINE, CY, organizer=CY)
    document_id = at.workspace.drive.add_document(CY, "Notes")
    at.workspace.drive.share(document_id, ME)
    attached(at, series, document_id)

    assert wrote(of(at, CY))


def test_whoever_is_invited_by_two_addresses_has_one_document_with_the_other(
    opened: Opened,
) -> None:
    at = opened()
    also_called(at, ME, MINE)
    weekly(at, MINE, OTHER, organizer=OTHER)
    results = [wrote(of(at, OTHER)) for _ in range(2)]

    assert results == [True, False]
    assert len(at.live()) == 1


def test_a_document_that_an_assistant_makes_is_open_to_both_whose_meeting_it_is(
    opened: Opened,
) -> None:
    at = opened(config=f'[calendar]\nid = "{ME}"\n')
    at.workspace.add_user(CY, "Cy Young")
    at.workspace.calendar.share(ME, CY, "writer")
    assistant = at.as_person(CY)
    results = [wrote(of(assistant, OTHER)) for _ in range(2)]
    (file,) = at.live()

    assert results == [True, False]
    assert at.workspace.drive.roles(file.id) == {CY: "owner", ME: "writer", OTHER: "writer"}
    assert at.asked().count("drive.permissions.create") == 2


@pytest.mark.parametrize("told", [True, False])
def test_a_group_that_nothing_told_from_a_person_is_named_before_anything_is_written(
    opened: Opened, told: bool
) -> None:
    at = opened(unknowns=Unknowns(group_shared_as_user_is_group=told))
    at.workspace.add_user(CY, "Cy Young")
    at.workspace.add_group(TEAM, "Platform", (CY,))
    weekly(at, ME, TEAM)
    first, again = of(at, TEAM).result, of(at, TEAM).result

    if told:
        assert isinstance(first, Skip)
        assert (first.code, first.what.endswith(f": the group {TEAM}")) == (Code.SHARED_WIDER, True)
        assert again == first
    else:  # it reaches nobody, and Drive shows nothing that would tell
        assert (isinstance(first, Done), isinstance(again, Done)) == (True, True)


@pytest.mark.parametrize("command", ["sync", "explain", "status"])
def test_a_calendar_that_shows_no_people_is_named_instead_of_finding_nobody(
    opened: Opened, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    at = opened(config=f'[calendar]\nid = "{OTHER}"\n')
    at.workspace.calendar.share(OTHER, ME, "freeBusyReader")
    now = at.workspace.now.isoformat()
    code = main([command, "--config", str(at.config), "--now", now])
    said = capsys.readouterr().err

    assert code == 2
    assert "Of this calendar only free and busy times are shown" in said
    assert f"[calendar] id = {OTHER}" in said
