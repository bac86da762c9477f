"""What the buttons of the page of `try` do: run the job, pass a week, change the calendar, type.

Each act says what it did in one line. What people do in a document goes through the editor of the
embedded Workspace, as by hand; the job is the same as everywhere.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Lock

from sync import log
from sync.commands import sync as cli_sync
from sync.commands.report import outcome_of
from sync.commands.status_page import without_see
from sync.commands.try_view import SOFT_BREAK, Desk, View, text_of
from sync.commands.try_world import MANAGER
from sync.emulator.docs.inserting import put
from sync.emulator.docs.model import Run, Tab
from sync.emulator.docs.places import Work
from sync.emulator.docs.text import units
from sync.emulator.editor import CannotEdit, Editor, Line, NoSuchLine
from sync.emulator.editor.keys import overwrite
from sync.errors import OneononeError
from sync.pages.document import Place

_GONE = "That line has changed meanwhile, so nothing was done."


@dataclass(kw_only=True)
class Acts:
    """The acts, and what the last run did. One act at a time."""

    desk: Desk
    ran: str = ""
    did: tuple[tuple[str, ...], ...] = ()
    log: tuple[str, ...] = ()
    error: str = ""
    lock: Lock = field(default_factory=Lock)

    def run(self, view: View) -> str:
        """Run the job, as `oneonone sync` does."""
        desk = self.desk
        lines = io.StringIO()
        log.configure(stream=lines, json_lines=False)
        try:
            report = cli_sync.report_of(desk.settings, cli_sync.Asked(now=desk.workspace.now))
        except OneononeError as exc:
            self.did, self.error = (), str(exc)
            said = "The job failed."
        else:
            told = outcome_of(report).data["pairs"]
            self.did = tuple((one["with"], without_see(one["what"]), *one["notes"]) for one in told)
            wrote = sum(bool(one["wrote"]) for one in told)
            self.error = ""
            said = (
                f"The job ran and wrote into {wrote} document{'s' * (wrote != 1)}."
                if wrote
                else "The job ran and found nothing to do."
            )
        finally:
            log.configure(silent=True)
        self.ran = f"Last run: {view.when}."
        self.log = tuple(line[9:] for line in lines.getvalue().splitlines())
        return said

    def week(self, _view: View) -> str:
        """Let a week go by."""
        self.desk.workspace.pass_time(timedelta(days=7))
        return "A week has gone by. Run the job to see what it does."

    def cancel(self, view: View, email: str) -> str:
        """Cancel the next meeting with somebody."""
        meeting = view.next.get(email)
        if meeting is None:
            return "There is no meeting to cancel."
        key = meeting.event_id.removeprefix(f"{meeting.series_id}_") if meeting.recurring else None
        self.desk.workspace.calendar.cancel(meeting.series_id, key=key)
        return f"The meeting of {meeting.start:%A} is cancelled. Run the job to see what it does."

    def move(self, view: View, email: str) -> str:
        """Move the next meeting with somebody to the next day."""
        meeting = view.next.get(email)
        if meeting is None:
            return "There is no meeting to move."
        key = meeting.event_id.removeprefix(f"{meeting.series_id}_") if meeting.recurring else None
        later = meeting.start + timedelta(days=1)
        self.desk.workspace.calendar.move(meeting.series_id, later, key=key)
        return f"The meeting is on {later:%A} now. Run the job to see what it does."

    def tick(self, document_id: str, place: Place) -> str:
        """Click on a box."""
        try:
            editor, line = self._line(document_id, place)
            editor.tick(line.number, ticked=not line.ticked)
        except (NoSuchLine, CannotEdit):
            return _GONE
        return f"{'Open again' if line.ticked else 'Done'}: {line.text}"

    def write(self, document_id: str, place: Place, *, was: str, text: str) -> str:
        """Make a line read otherwise; what stays of it keeps its looks."""
        try:
            editor, line = self._line(document_id, place, was=was)
            if text != was:
                editor.change(_changed(line, text.replace(SOFT_BREAK, "\v")))
        except (NoSuchLine, CannotEdit):
            return _GONE
        return "" if text == was else "Saved."

    def below(self, document_id: str, place: Place) -> Place | None:
        """Make an empty line below one; where it stands, if it could be made."""
        try:
            editor, line = self._line(document_id, place)
            editor.add_item(line.number, "", kind=line.kind or "plain")
            new = editor.line(line.number + 1)
            if new.kind == "check":
                editor.untick(new.number)
            return Place(place.tab_id, new.start)
        except (NoSuchLine, CannotEdit):
            return None

    def delete(self, document_id: str, place: Place, *, was: str) -> str:
        """Delete a line."""
        try:
            editor, line = self._line(document_id, place, was=was)
            editor.delete_line(line.number)
        except (NoSuchLine, CannotEdit):
            return _GONE
        return "The line is deleted."

    def _line(
        self, document_id: str, place: Place, *, was: str | None = None
    ) -> tuple[Editor, Line]:
        """The editor in the line's tab, and the line, if it is still what was shown."""
        if document_id not in self.desk.workspace.documents:
            raise NoSuchLine("there is no such document")
        editor = Editor.of(self.desk.workspace, document_id, by=MANAGER, tab=place.tab_id)
        for line in editor.lines():
            if line.start == place.start and (was is None or text_of(line) == was):
                return editor, line
        raise NoSuchLine("no such line stands there")


def _changed(line: Line, text: str) -> Callable[[Work, Tab], None]:
    """The change that makes a line read so: only what differs is typed."""
    old = text_of(line).replace(SOFT_BREAK, "\v")
    head = _alike(old, text)
    tail = _alike(old[head:][::-1], text[head:][::-1])
    start = line.start + units(old[:head])
    end = start + units(old[head : len(old) - tail])
    new = text[head : len(text) - tail]

    def change(work: Work, tab: Tab) -> None:
        if start < end:
            overwrite(work, tab, line, (start, end), new)
        else:
            put(work, tab, start, [Run(new, {})])

    return change


def _alike(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
