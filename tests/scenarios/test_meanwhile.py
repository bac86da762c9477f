"""Somebody works in the document while a run is under way: their words stay, one section is made,
and it is the one that a run after the edit would have made.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from sync.emulator.editor import Editor
from sync.emulator.unknowns import Unknowns
from sync.google.errors import RevisionMismatch
from sync.job.run import Failed
from tests.scenarios.company import OTHER, Company, Picture, company, laid_once, lived_through
from tests.scenarios.conftest import Opened
from tests.scenarios.tap import Place, Tap

READ, EXPORT, WRITE = (
    Place("docs.documents.get"),
    Place("drive.files.export"),
    Place("docs.documents.batchUpdate"),
)
LAST = "Send the readout 📈 to marketing"
Edit = Callable[[Editor], object]
EDITS: dict[str, Edit] = {
    "goes on with a line": lambda editor: editor.type("Ask finance", " by Friday 🙂"),
    "adds an item": lambda editor: editor.add_item((LAST, 2), "Call the bank"),
    "ticks an item": lambda editor: editor.tick("Ask finance for the contract"),
    "unticks an item": lambda editor: editor.untick("Book the room"),
    "deletes an item": lambda editor: editor.delete_line("and for the old one"),
    "writes a section": lambda editor: editor.write("## Mar 18, 2025\n- [ ] Mine\nsome words"),
    "types into an empty line": lambda editor: editor.type(13, "Words at the end"),
    "deletes the section before": lambda editor: editor.delete_section("Tue, Mar 11"),
    "bolds a part": lambda editor: editor.bold("Ask finance", "finance"),
    "rewrites the heading": lambda editor: editor.rewrite("Tue, Mar 11", "Last time"),
}


def no_edit(_: Editor) -> None:
    """Nobody does anything."""


def editor(at: Company) -> Editor:
    (file,) = at.live()
    return Editor.of(at.workspace, file.id, by=OTHER)


def at_moment(at: Company, where: Place, edit: Edit, *, after: bool) -> Tap:
    """A tap that lets the edit happen right before or right after one request."""

    def happens(place: Place) -> None:
        if place == where:
            edit(editor(at))

    return Tap(after=happens) if after else Tap(before=happens)


@cache
def after_the_edit(edit: Edit, unknowns: Unknowns | None = None) -> Picture:
    """What stands when the edit was made before the run began."""
    world = laid_once(story=lived_through, unknowns=unknowns)
    with TemporaryDirectory() as folder, company(Path(folder), world) as at:
        edit(editor(at))
        at.run()
        return at.picture()


def lines(picture: Picture) -> list[str]:
    """The only document's lines, without marks and lists."""
    (document,) = picture.documents
    return [line.partition(" {")[0] for line in document["text"]]


@pytest.mark.parametrize("name", EDITS)
@pytest.mark.parametrize(
    ("where", "after"),
    [(READ, True), (WRITE, False)],
    ids=["between the readings", "between reading and writing"],
)
def test_what_a_person_does_meanwhile_counts_as_done_before(
    opened: Opened, name: str, where: Place, after: bool
) -> None:
    edit = EDITS[name]
    at = opened(story=lived_through)
    report = at.run(tap=at_moment(at, where, edit, after=after))
    picture = at.picture()
    since = len(at.workspace.requests)
    at.run()

    assert [each for each in report.pairs if each.failed] == []
    assert picture == after_the_edit(edit)
    assert at.writes(since) == []


@pytest.mark.parametrize("name", ["ticks an item", "unticks an item"])
@pytest.mark.parametrize("where", [READ, EXPORT])
def test_a_tick_that_nobody_can_see_yet_counts_from_the_next_run_on(
    opened: Opened, name: str, where: Place
) -> None:
    unknowns = Unknowns(tick_changes_revision=False)
    at = opened(story=lived_through, unknowns=unknowns)
    at.run(tap=at_moment(at, where, EDITS[name], after=True))
    at.run()

    # What comes late stands behind what came before.
    assert sorted(lines(at.picture())) == sorted(lines(after_the_edit(EDITS[name], unknowns)))


@pytest.mark.parametrize("conflicts", [1, 5])
def test_an_open_editor_that_saves_over_and_over_is_waited_for(
    opened: Opened, conflicts: int
) -> None:
    at = opened(story=lived_through)
    report = at.run(tap=saving(at, conflicts))

    assert [each for each in report.pairs if each.failed] == []
    assert at.picture() == after_the_edit(no_edit)
    assert at.asked().count(WRITE.method) == conflicts + 1


def test_an_editor_that_never_rests_is_left_for_the_next_run(opened: Opened) -> None:
    at = opened(story=lived_through)
    before = at.text()
    (pair,) = at.run(tap=saving(at, 100)).pairs
    untouched = at.text() == before
    at.run()

    assert isinstance(pair.result, Failed)
    assert isinstance(pair.result.error, RevisionMismatch)
    assert untouched
    assert at.picture() == after_the_edit(no_edit)


def saving(at: Company, times: int) -> Tap:
    """Saves without a change right before each of so many writes."""

    def before(place: Place) -> None:
        if place.method == WRITE.method and place.nth <= times:
            (file,) = at.live()
            at.workspace.documents[file.id].touch()

    return Tap(before=before)


def test_a_person_who_is_quicker_in_a_new_document_keeps_their_words(opened: Opened) -> None:
    at = opened()

    def words(place: Place) -> None:
        if place == WRITE:
            editor(at).type(0, "My own first words")

    at.run(tap=Tap(before=words))
    lines = at.text().splitlines()

    assert sum(line.startswith("My own first words") for line in lines) == 1
    assert sum(line.startswith("## ") for line in lines) == 1
