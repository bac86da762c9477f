"""What all parts of the editor share: a document, the tab at hand, a lock, one change at a time."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any, TypeVar

from sync.emulator.docs import Document
from sync.emulator.docs.model import Tab
from sync.emulator.docs.places import Work
from sync.emulator.docs.refusal import Internal, Invalid
from sync.emulator.editor.finding import CannotEdit, Line, NoSuchLine, Where, find, lines_of

T = TypeVar("T")


class Hand:
    """A person in a document's tab. `saved` is called after each change, under the lock."""

    def __init__(
        self,
        document: Document,
        *,
        tab: str | None = None,
        lock: AbstractContextManager[Any] | None = None,
        saved: Callable[[], None] | None = None,
    ) -> None:
        self.document = document
        self.lock = lock if lock is not None else nullcontext()
        self.saved = saved if saved is not None else _nothing
        self.tab_id = self.tab_named(tab).id if tab is not None else document.tabs[0].id

    def tabs(self) -> list[Tab]:
        """All tabs in the order that people see; to be read only."""
        return [tab for root in self.document.tabs for tab in root.with_children()]

    def tab_named(self, tab: str) -> Tab:
        """The tab of a title or an id."""
        found = [each for each in self.tabs() if tab in (each.id, each.properties.get("title"))]
        if not found:
            raise NoSuchLine(f"there is no tab {tab!r}")
        return found[0]

    def lines(self) -> tuple[Line, ...]:
        """The lines of the tab at hand."""
        return tuple(lines_of(self._tab()))

    def line(self, where: Where) -> Line:
        """One line of the tab at hand."""
        return find(self._tab(), where)

    def text(self) -> str:
        """The tab at hand as it reads."""
        return "\n".join(line.text for line in self.lines())

    def _tab(self) -> Tab:
        return self.tab_named(self.tab_id)

    def change(self, change: Callable[[Work, Tab], T]) -> T:
        """Do something to copies of the tabs, all of it or nothing, and keep it."""
        done: list[T] = []
        with self.lock:
            try:
                self.document.edit(lambda work: done.append(change(work, work.tab(self.tab_id))))
            except (Invalid, Internal) as exc:
                raise CannotEdit(str(exc) or "the document does not allow it") from exc
            self.saved()
        return done[0]


def _nothing() -> None:
    """Nobody needs to know of the change."""
