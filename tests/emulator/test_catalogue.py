"""Every recorded error can be ordered as a fault, in the shape and the words it was recorded in."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from sync.emulator import refusals
from sync.emulator.catalogue import ERRORS, error
from sync.emulator.faults import Fails, Fault
from sync.emulator.workspace import Workspace
from tests.emulator.conftest import Clients
from tests.support import recording_files

FILES = [
    file for file in recording_files("errors/*.json") if file.stem != "gspread_recorded_errors"
]
NORTHWORLD = {
    "400": "calendar_400_timeRangeEmpty",
    "401": "calendar_401_authError",
    "403_calendar_rate_limit": "calendar_403_quotaExceeded",
    "403_daily_limit": "calendar_403_dailyLimitExceeded",
    "403_forbidden": "calendar_403_forbidden",
    "403_rate_limit": "calendar_403_rateLimitExceeded",
    "403_unknown": "calendar_403_unknown",
    "403_user_rate_limit": "calendar_403_userRateLimitExceeded",
    "404": "calendar_404_notFound",
    "409": "calendar_409_duplicate",
    "410": "calendar_410_deleted",
    "412": "calendar_412_conditionNotMet",
}
# what a recording says of another API or project than the emulator's
OURS = {
    "cloudaicompanion.googleapis.com": "calendar-json.googleapis.com",
    "Gemini for Google Cloud API": "Google Calendar API",
    "xxxx": "1234567890",
    "admin.googleapis.com": "calendar-json.googleapis.com",
    "ccc.hosted.frontend.directory.v1.DirectoryUsers.List": "calendar.v3.Events.Insert",
}


def recorded(file: Path) -> tuple[int, Any]:
    text = file.read_text()
    for theirs, ours in OURS.items():
        text = text.replace(theirs, ours)
    if file.stem == "drive_403_accessNotConfigured_old":
        text = re.sub(r"(project[ =])\d+", r"\g<1>1234567890", text)
    found = json.loads(text)
    return found.get("http_status", found.get("error", {}).get("code")), found.get("body", found)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_error_is_as_it_was_recorded(file: Path) -> None:
    name = file.stem
    if name.startswith("northworld_"):
        name = NORTHWORLD[name.removeprefix("northworld_")]
    made = error(name)

    assert (made.status, made.body) == recorded(file)


def test_errors_of_the_front_end_that_docs_shares_with_sheets_are_alike(recordings: Path) -> None:
    calls = json.loads((recordings / "errors/gspread_recorded_errors.json").read_text())
    shapes = {
        404: refusals.status_only(404, "Requested entity was not found.").body,
        403: refusals.status_only(403, "The caller does not have permission").body,
    }

    for call in calls:
        if call["status"] in shapes:
            assert call["body"] == shapes[call["status"]]
        elif "details" in call["body"]["error"]:
            fault = call["body"]["error"]["details"][0]["fieldViolations"][0]
            message = fault["description"]
            made = refusals.violation(fault["field"], message, message=message)
            assert call["body"] == made.body
        else:
            message = call["body"]["error"]["message"]
            assert call["body"] == refusals.status_only(400, message).body


@pytest.mark.parametrize("name", sorted(ERRORS))
def test_an_ordered_error_is_answered_and_the_work_is_not_done(
    name: str, workspace: Workspace, client: Clients
) -> None:
    ada = client()
    before = len(workspace.world.state.files)
    workspace.faults.add(Fault(match="drive.files.create", kind=Fails(error=error(name))))
    answer = ada.call("POST", "/drive/v3/files", json={"name": "N"})

    assert (answer.status_code, answer.json()) == (error(name).status, error(name).body)
    assert len(workspace.world.state.files) == before
    assert ada.call("POST", "/drive/v3/files", json={"name": "N"}).status_code == 200
