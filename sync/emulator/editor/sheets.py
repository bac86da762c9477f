"""Tabs and tables added by hand.

Decides what a duplicated tab keeps: all but its ids, and its named ranges as the unknowns say.
"""

from collections.abc import Sequence
from dataclasses import replace

from sync.emulator.docs.inserting import put
from sync.emulator.docs.model import Run, Tab, Table, cells
from sync.emulator.docs.places import Work
from sync.emulator.docs.tables import insert_table
from sync.emulator.docs.tabs import (
    add_document_tab,
    delete_tab,
    place_tab,
    update_document_tab_properties,
)
from sync.emulator.editor.base import Hand
from sync.emulator.editor.clips import Clip, renewed
from sync.emulator.editor.finding import CannotEdit, Where, find, path_of


class Sheets(Hand):
    """Tabs and tables."""

    def add_tab(self, title: str, *, parent: str | None = None) -> str:
        """A new tab behind the others, or below a parent; its id."""

        def change(work: Work, _tab: Tab) -> str:
            asked = {"title": title}
            if parent is not None:
                asked["parentTabId"] = self.tab_named(parent).id
            reply = add_document_tab(work, {"tabProperties": asked})
            return str(reply["addDocumentTab"]["tabProperties"]["tabId"])

        return self.change(change)

    def duplicate_tab(self, title: str) -> str:
        """Duplicate the tab at hand, without those below it; the new tab's id."""

        def change(work: Work, tab: Tab) -> str:
            parent = next((p for p in work.all_tabs() if tab in p.children), None)
            siblings = work.tabs if parent is None else parent.children
            new = replace(tab, children=(), ranges=())
            new.properties = {**tab.properties, "tabId": f"t.{work.new_id()}", "title": title}
            clip = renewed(work, Clip(tab.body, tab.lists))
            new.body = clip.blocks
            if work.unknowns.duplicated_tab_keeps_marks:
                new.ranges = tuple(replace(r, id=work.object_id()) for r in tab.ranges)
            place_tab(work, parent, siblings.index(tab) + 1, new)
            return new.id

        return self.change(change)

    def rename_tab(self, title: str) -> None:
        """Give the tab at hand another title."""

        def change(work: Work, tab: Tab) -> None:
            asked = {"tabProperties": {"tabId": tab.id, "title": title}, "fields": "title"}
            update_document_tab_properties(work, asked)

        self.change(change)

    def delete_tab(self, tab: str) -> None:
        """Delete a tab, not the one at hand, with those below it."""
        found = self.tab_named(tab)
        if any(below.id == self.tab_id for below in found.with_children()):
            raise CannotEdit("the tab at hand is not deleted")
        self.change(lambda work, _tab: delete_tab(work, {"tabId": found.id}))

    def insert_table(self, below: Where, rows: Sequence[Sequence[str]]) -> None:
        """A table below a line, with these texts in its cells."""

        def change(work: Work, tab: Tab) -> None:
            line = find(tab, below)
            if len(path_of(tab, line)) > 1:
                raise CannotEdit("the emulator puts no table into a table")
            place = {"index": line.end - 1, "tabId": tab.id}
            insert_table(work, {"rows": len(rows), "columns": len(rows[0]), "location": place})
            index = line.end
            table = tab.body[path_of(tab, line)[0] + 1]
            if not isinstance(table, Table):
                raise TypeError("a table stands below the line")
            starts = [at for at, _ in cells(table, index)]
            texts = [text for row in rows for text in row]
            for at, text in reversed(list(zip(starts, texts, strict=True))):
                if text:
                    put(work, tab, at + 1, [Run(text, {})])

        self.change(change)
