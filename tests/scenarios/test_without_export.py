"""Documents that Google gives no export of: prepared all the same, with every box in doubt."""

import json
from datetime import timedelta
from io import StringIO

import pytest

from sync import log
from sync.emulator.faults import Fails, Fault
from sync.emulator.refusals import reasoned
from sync.job.prepare import Done, written
from sync.job.run import Failed, Report
from tests.scenarios.company import Company, lived_through
from tests.scenarios.conftest import Opened

FAILS = {
    "too large": reasoned(403, "exportSizeLimitExceeded", "This file is too large."),
    "not allowed": reasoned(403, "cannotDownloadFile", "This file cannot be downloaded."),
    "on this document each time": reasoned(500, "internalError", "Internal Error"),
}
"""The last: glotlabs/gdrive#133, googleapis/google-api-go-client#2961."""


def carried(at: Company) -> list[str]:
    """The boxes of the new section, without their labels and marks."""
    _, _, section = at.text().rpartition("\n## ")
    boxes = (line.strip() for line in section.splitlines() if line.strip().startswith("- ["))
    return [line.partition(" [(")[0] for line in boxes]


def unknown(report: Report) -> int:
    (pair,) = report.pairs
    assert isinstance(pair.result, Done), pair.result
    return sum(one.carry.unknown for one in written(pair.result))


OPEN = [
    "- [ ] Ask finance for the contract",
    "- [ ] and for the old one",
    "- [ ] Send the readout 📈 to marketing",
    "- [ ] Send the readout 📈 to marketing",
    "- [ ]",
]


@pytest.mark.parametrize("why", FAILS)
def test_every_box_is_carried_and_taken_back_once_its_tick_can_be_read(
    opened: Opened, why: str
) -> None:
    at = opened(story=lived_through)
    told = StringIO()
    log.configure(stream=told, json_lines=True)
    fault = Fault(match="drive.files.export", kind=Fails(error=FAILS[why]), times=100)
    at.workspace.faults.add(fault)
    first = at.run()
    in_doubt = carried(at)
    at.workspace.faults.clear()
    again = at.run()
    lines = [json.loads(each) for each in told.getvalue().splitlines()]
    (said,) = (each for each in lines if each["message"] == "document.not_exported")

    assert (first.exit_code, unknown(first)) == (0, 5)
    assert in_doubt == [*OPEN[:2], "- [ ] Book the room", *OPEN[2:]]
    assert (again.exit_code, unknown(again)) == (0, 0)
    assert carried(at) == OPEN
    assert (said["severity"], said["what"] != "") == ("WARNING", True)


def test_a_meeting_that_can_wait_waits_for_an_export_that_google_has_trouble_with(
    opened: Opened,
) -> None:
    at = opened(story=lived_through)
    at.workspace.pass_time(timedelta(days=1, hours=3))  # the next meeting is a week ahead
    before = at.text()
    fails = Fails(error=FAILS["on this document each time"])
    at.workspace.faults.add(Fault(match="drive.files.export", kind=fails, times=100))
    (pair,) = at.run().pairs
    kept = at.text()
    at.workspace.faults.clear()
    again = at.run()

    assert isinstance(pair.result, Failed)
    assert kept == before
    assert (again.exit_code, unknown(again)) == (0, 0)
    assert carried(at) == OPEN
