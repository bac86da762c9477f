"""What happened before a scenario begins; each goes on from a company as it was laid out."""

from sync.commands.try_pen import Pen
from sync.emulator.drive.access import FOLDER
from sync.emulator.editor import Editor
from tests.scenarios.company import APP, ME, OTHER, SETTLED, WEEK, Company, lived_through

FOLDER_ID = "1folderFOLDERfolderFOLDERfolder01"
IN_A_FOLDER = f'[docs]\nfolder = "{FOLDER_ID}"\n'


def folder_made(at: Company) -> None:
    """The folder for new documents."""
    at.workspace.drive.add_file(ME, "Our 1:1s", mime_type=FOLDER, file_id=FOLDER_ID)


def waited(at: Company) -> None:
    """A run that could only make a document, and the ten minutes after it."""
    at.run()
    at.workspace.pass_time(SETTLED)


def by_hand(at: Company) -> None:
    """A document of people's own, with a section that they wrote."""
    document_id = at.workspace.drive.add_document(OTHER, "Ada and Bob")
    Pen(at.workspace, document_id, OTHER).write(
        ["# Ada and Bob", "## March 4th", "- [ ] Ask finance", "\t- [ ] twice", "- [x] Book", ""]
    )
    at.workspace.drive.share(document_id, ME)
    at.attach(document_id)


def left_over(at: Company) -> None:
    """A second document of the job's, made by a run whose answer was lost."""
    lived_through(at)
    (own,) = at.live()
    marks = {name: own.properties[name] for name in ("oneonone", "oneonone-pair")}
    at.workspace.drive.add_document(ME, own.name, properties=marks, app=APP)


def late(at: Company) -> None:
    """The section is made; then an item is ticked, one typed and one reworded in the last one."""
    lived_through(at)
    at.run()
    (file,) = at.live()
    editor = Editor.of(at.workspace, file.id, by=OTHER)
    editor.tick(("Ask finance for the contract", 1))
    editor.add_item(("Send the readout 📈 to marketing", 2), "Call the bank")
    editor.type(("Send the readout 📈 to marketing", 1), " and sales")
    at.workspace.pass_time(SETTLED)


def moved(at: Company) -> None:
    """The section is made; then the meeting is moved to the next day."""
    lived_through(at)
    at.run()
    _, key, *_ = at.workspace.calendar.occurrences(
        at.series, at.workspace.now - WEEK, at.workspace.now + WEEK
    )
    start = at.workspace.now.replace(day=19, hour=9, minute=0)
    at.workspace.calendar.move(at.series, start, key=key)


def cancelled(at: Company) -> None:
    """The section is made; then its meeting is called off."""
    lived_through(at)
    at.run()
    _, key, *_ = at.workspace.calendar.occurrences(
        at.series, at.workspace.now - WEEK, at.workspace.now + WEEK
    )
    at.workspace.calendar.cancel(at.series, key=key)
