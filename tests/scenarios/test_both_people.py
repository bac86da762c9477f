"""The manager's job and the report's, with one OAuth client, at the same time."""

import pytest

from sync.job.run import Report
from tests.scenarios.company import ME, OTHER, lived_through
from tests.scenarios.conftest import Opened
from tests.scenarios.racing import at_once, internal

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
