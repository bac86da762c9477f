"""The editor as a whole: everything that a person does in a document's tab."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any, Protocol

from sync.emulator.docs import Document
from sync.emulator.editor.arranging import Arranging
from sync.emulator.editor.finding import NoSuchLine, Where, flat
from sync.emulator.editor.keys import Keys
from sync.emulator.editor.looks import Looks
from sync.emulator.editor.reviewing import Reviewing
from sync.emulator.editor.sheets import Sheets


class Files(Protocol):
    """Of a Workspace's Drive, what the editor needs."""

    def edited(self, file_id: str, by: str) -> None:
        """Notes that somebody changed a document, and saves."""
        ...

    def comment(self, file_id: str, author: str, content: str, *, quoted: str = "") -> str:
        """Adds a comment; its id."""
        ...


class Office(Protocol):
    """Of a Workspace, what the editor needs."""

    @property
    def lock(self) -> AbstractContextManager[Any]:
        """Held during each change."""
        ...

    @property
    def drive(self) -> Files:
        """Files, as people use them."""
        ...

    @property
    def documents(self) -> Mapping[str, Document]:
        """The live documents by id."""
        ...


class Editor(Keys, Looks, Arranging, Sheets, Reviewing):
    """A person in one tab of a document, the first one unless told otherwise."""

    files: Files | None = None
    by: str = ""

    @classmethod
    def of(
        cls, workspace: Office, document_id: str, *, by: str, tab: str | None = None
    ) -> "Editor":
        """Somebody in a document of a Workspace, where each change is saved."""
        document, files = workspace.documents[document_id], workspace.drive
        made = cls(
            document,
            tab=tab,
            lock=workspace.lock,
            saved=lambda: files.edited(document_id, by),
        )
        made.files, made.by = files, by
        return made

    def in_tab(self, tab: str) -> "Editor":
        """The same person in another tab, by its title or id, with the same clipboard."""
        other = type(self)(self.document, tab=tab, lock=self.lock, saved=self.saved)
        other.files, other.by, other.clip = self.files, self.by, self.clip
        return other

    def comment(self, where: Where, content: str, *, quote: str = "") -> str:
        """Comment on a part of a line, or on all its text; the comment's id.

        Outside of a Workspace nobody keeps comments: the document gets its new revision, and the id
        is empty.
        """
        with self.lock:
            line = self.line(where)
            quoted = quote or flat(line.paragraph)
            if not quoted or quoted not in flat(line.paragraph):
                raise NoSuchLine(f"the line {line.text!r} has no {quoted!r}")
            if self.files is not None:
                document_id = self.document.document_id
                return self.files.comment(document_id, self.by, content, quoted=quoted)
            self.document.touch()
            return ""
