"""Who people are at Drive: aliases, groups, and what is not shown to whom may not share."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from sync.emulator.unknowns import Unknowns
from sync.job.prepare import Done
from sync.job.run import PairReport
from sync.job.skips import Code, Skip
from tests.scenarios.company import ME, OTHER, SETTLED, Company
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
