"""A chosen part of the sweep; `make sweep` goes through all of it.

Of each scenario every request, with those troubles that a request of its kind can turn into harm:
for one that changes something an answer lost after the work, for one that only looks the end of
the process; and each trouble once, at the request that it is worst at.
"""

import contextlib
from pathlib import Path

import pytest

from tests.scenarios.company import SETTLED, company
from tests.scenarios.sweeping import SCENARIOS, TROUBLES, Case, judge, laid, undisturbed
from tests.scenarios.tap import Died, Place, dies_at

FIRST, CARRY, GUEST = "first run", "carry run", "first run of a guest, slow search"
WHOLE = {
    FIRST: (
        "calendar.events.get",
        "calendar.events.list",
        "calendar.events.patch",
        "docs.documents.batchUpdate",
        "docs.documents.get",
        "drive.files.create",
        "drive.files.get",
        "drive.files.get (2)",
        "drive.files.list",
        "drive.files.list (2)",
        "drive.files.list (3)",
        "drive.files.update",
        "drive.files.update (2)",
        "drive.permissions.create",
        "token",
    ),
    CARRY: (
        "calendar.events.list",
        "docs.documents.batchUpdate",
        "docs.documents.get",
        "drive.files.export",
        "drive.files.get",
        "drive.files.list",
        "token",
    ),
}
CHANGES = [
    Place("drive.files.create"),
    Place("calendar.events.patch"),
    Place("drive.files.update"),
    Place("drive.permissions.create"),
    Place("drive.files.update", 2),
    Place("docs.documents.batchUpdate"),
]
WRITE = Place("docs.documents.batchUpdate")
LOOKS = [
    Place("calendar.events.list"),
    Place("docs.documents.get"),
    Place("drive.files.export"),
    Place("drive.files.get"),
    Place("drive.files.list"),
    Place("token"),
]
CASES: list[Case] = [
    *((FIRST, place, "process ends after") for place in CHANGES),
    *((FIRST, place, "done, 500") for place in CHANGES),
    *((FIRST, place, "done, dropped, for good") for place in CHANGES[:4]),
    *((GUEST, place, "done, dropped, for good") for place in CHANGES[:3]),
    *((CARRY, place, "dropped before, for good") for place in LOOKS),
    *((CARRY, place, "garbage") for place in LOOKS),
    *((CARRY, WRITE, trouble) for trouble in TROUBLES if "slow" not in trouble),
    (FIRST, Place("drive.files.create"), "done, slow"),
    (CARRY, WRITE, "slow, then done"),
    ("first run of a guest, refused", Place("drive.files.create"), "process ends after"),
    ("first run, not attaching", Place("drive.files.create"), "done, dropped"),
    ("carry run, placed on top", WRITE, "done, 500"),
    ("carry run, by hand", WRITE, "process ends after"),
    ("carry run, a leftover beside", Place("drive.files.update"), "process ends after"),
    ("second run of a guest, refused", Place("drive.permissions.create"), "process ends after"),
    ("second run, not attaching", Place("drive.files.update", 2), "dropped before, for good"),
    ("first run, in a folder", Place("drive.files.create"), "done, 500"),
    ("late run", WRITE, "done, dropped, for good"),
    ("late run", Place("drive.comments.list"), "500, for good"),
    ("run after a move", WRITE, "process ends after"),
    ("run after a cancellation", WRITE, "done, garbage"),
    ("run after a cancellation", Place("drive.files.export"), "garbage, for good"),
    ("late run", Place("drive.files.export"), "garbage"),
]


def named(case: Case) -> str:
    return " / ".join(map(str, case))


@pytest.mark.parametrize("name", WHOLE)
def test_the_requests_that_are_swept_are_all_that_a_run_makes(name: str) -> None:
    assert tuple(map(str, undisturbed(name).places)) == WHOLE[name]


@pytest.mark.parametrize("name", SCENARIOS)
def test_undisturbed_there_is_one_document_with_one_section(name: str) -> None:
    stands = undisturbed(name).picture
    (document,) = stands.documents
    (event,) = stands.events
    sections = [line for line in document["text"] if line.startswith("## ")]
    attached = event["fields"].get("attachments", [])

    assert len(sections) == SCENARIOS[name].sections
    assert len(attached) == SCENARIOS[name].attached
    assert sorted(document["roles"].values()) == ["owner", "writer"]
    assert (stands.mails, stands.kept) == (0, 0)


@pytest.mark.parametrize("case", CASES, ids=named)
def test_whatever_went_wrong_one_clean_run_makes_it_good(case: Case) -> None:
    assert judge(case) == []


@pytest.mark.parametrize("place", CHANGES[1:], ids=str)
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("name", ["first run, slow search", GUEST])
def test_a_run_at_once_goes_on_although_the_search_shows_nothing_yet(
    tmp_path: Path, name: str, place: Place, after: bool
) -> None:
    with company(tmp_path, laid(name)) as at:
        with contextlib.suppress(Died):
            at.run(tap=dies_at(place, after=after))
        at.run()
        soon = len(at.live())
        at.workspace.pass_time(SETTLED)
        at.run()

        assert soon == (1 if place != CHANGES[1] or after else 2)
        assert at.picture() == undisturbed(name).picture
