"""One document: what documents.get shows of it and what documents.batchUpdate does to it.

    document = Document.blank("1abc", "Title", new_id=ids, unknowns=Unknowns())
    document = Document.load(answer, new_id=ids)          an answer of documents.get
    document.show()                                       all tabs, suggestions inline
    document.batch_update({"requests": [...], "writeControl": {...}})   or raises Refusal
    document.dump(); Document.restore(data, new_id=ids)   all of it, ticks too, as JSON
    document.tabs                                         the model, to be read only
    document.edit(change)                                 what a person does beyond requests
    document.copied("1def", "Copy of Title", new_id=ids)  as files.copy makes it
    document.directory = Directory(person_name=..., file_title=...)     what chips show
    document.tick(tab_id, index, ticked=True)             a click on a checklist item's box

`document.tabs` is a tuple of `Tab` (model.py): `tab.properties`, `tab.body` (blocks: Paragraph,
Table, Break, Contents), `tab.lists`, `tab.ranges`, `tab.children`; `tab.paragraphs()` yields each
(start index, Paragraph), tables included; `paragraph.elements` are Run(text, style, extra) and
Chip(kind, data), `paragraph.bullet`, `.ticked`, `.style`. All are immutable but Tab, and a Tab of
`document.tabs` must not be set: `edit` hands out copies (`Work`), on which the functions of
inserting, deleting, bullets, ranges... work as the requests do.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sync.emulator.docs.defaults import blank_tab
from sync.emulator.docs.load import FIRST_TAB, load_tab, load_tabs
from sync.emulator.docs.model import Json, Paragraph, Tab
from sync.emulator.docs.places import Directory, Work, paragraph_at, replaced
from sync.emulator.docs.ranges import renamed_ids
from sync.emulator.docs.refusal import invalid_argument, not_covered
from sync.emulator.docs.requests import apply_request
from sync.emulator.docs.show import show_content, show_tab
from sync.emulator.docs.views import INLINE, VIEWS, previewed
from sync.emulator.unknowns import Unknowns

DEFAULT_VIEWS = ("", "DEFAULT_FOR_CURRENT_ACCESS")


class Document:
    """A document's state. `new_id` makes the random part of ids, different at each call."""

    def __init__(
        self,
        document_id: str,
        title: str,
        tabs: tuple[Tab, ...],
        *,
        new_id: Callable[[], str],
        unknowns: Unknowns | None = None,
        revision: str = "",
    ) -> None:
        self.directory = Directory()
        self.document_id = document_id
        self.title = title
        self.tabs = tabs
        self.unknowns = unknowns or Unknowns()
        self._new_id = new_id
        self.revision = revision or new_id()

    @classmethod
    def blank(
        cls,
        document_id: str,
        title: str,
        *,
        new_id: Callable[[], str],
        unknowns: Unknowns | None = None,
    ) -> "Document":
        """A new document: one tab with an empty paragraph."""
        tabs = (load_tab(blank_tab(dict(FIRST_TAB))),)
        return cls(document_id, title, tabs, new_id=new_id, unknowns=unknowns)

    @classmethod
    def load(
        cls,
        answer: Json,
        *,
        new_id: Callable[[], str],
        unknowns: Unknowns | None = None,
        document_id: str = "",
        title: str = "",
    ) -> "Document":
        """A document as an answer of documents.get shows it; its id and title may be others."""
        return cls(
            document_id or answer.get("documentId", "document"),
            title or answer.get("title", ""),
            load_tabs(answer),
            new_id=new_id,
            unknowns=unknowns,
            revision=answer.get("revisionId", ""),
        )

    def show(
        self,
        *,
        include_tabs_content: bool = True,
        suggestions_view_mode: str = INLINE,
    ) -> Json:
        """The answer of documents.get; without tabs' content the first tab's stands at the top."""
        view = INLINE if suggestions_view_mode in DEFAULT_VIEWS else suggestions_view_mode
        if view not in VIEWS:
            raise invalid_argument(f"Invalid value at 'suggestions_view_mode': {view}")
        tabs = self.tabs if view == INLINE else tuple(previewed(tab, view) for tab in self.tabs)
        answer: Json = {
            "title": self.title,
            "revisionId": self.revision,
            "suggestionsViewMode": view,
            "documentId": self.document_id,
        }
        if include_tabs_content:
            return {**answer, "tabs": [show_tab(tab) for tab in tabs]}
        alone = len(tabs) == 1 and not tabs[0].children
        return {**answer, **show_content(tabs[0], legacy=alone)}

    def batch_update(self, body: Json) -> Json:
        """All requests in order, or none of them and a Refusal; the answer holds the replies."""
        self._check_revision(body.get("writeControl", {}))
        work = self._work()
        requests = body.get("requests", [])
        replies = [apply_request(work, number, one) for number, one in enumerate(requests)]
        if requests:
            self._keep(work)
        return {
            "replies": replies,
            "writeControl": {"requiredRevisionId": self.revision},
            "documentId": self.document_id,
        }

    def _check_revision(self, control: Json) -> None:
        required = control.get("requiredRevisionId")
        if required and required != self.revision:
            raise invalid_argument(
                f"The required revision ID '{required}' does not match the latest revision."
            )
        target = control.get("targetRevisionId")
        if target and target != self.revision:
            raise not_covered("writeControl.targetRevisionId of an earlier revision")

    def edit(self, change: Callable[[Work], Any]) -> None:
        """Something that a person does in the editor, on copies of the tabs; a new revision."""
        work = self._work()
        change(work)
        self._keep(work)

    def tick(self, tab_id: str, index: int, *, ticked: bool) -> None:
        """A click on the box of the checklist item at the index."""
        work = self._work()
        tab = work.tab(tab_id)
        found = paragraph_at(tab, index)
        if found.paragraph.bullet is None:
            raise ValueError("no checklist item stands there")
        changed = replace(found.paragraph, ticked=ticked)
        tab.body = replaced(tab.body, found.path, [changed])
        self.tabs = work.tabs
        if self.unknowns.tick_changes_revision:
            self.revision = self._new_id()

    def copied(
        self, document_id: str, title: str, *, new_id: Callable[[], str] | None = None
    ) -> "Document":
        """The copy that files.copy makes: content, ticks and named ranges, these with new ids."""
        ids = new_id or self._new_id
        copy = Document(document_id, title, (), new_id=ids, unknowns=self.unknowns)
        copy.directory = self.directory
        copy.tabs = tuple(tab.copy() for tab in self.tabs)
        for root in copy.tabs:
            for tab in root.with_children():
                tab.ranges = renamed_ids(tab.ranges, ids)
        return copy

    def touch(self) -> None:
        """A new revision without an edit, as a comment brings it."""
        self.revision = self._new_id()

    def _work(self) -> Work:
        tabs = tuple(tab.copy() for tab in self.tabs)
        return Work(tabs, self._new_id, self.unknowns, self.directory)

    def _keep(self, work: Work) -> None:
        self.tabs = work.tabs
        self.revision = self._new_id()

    def dump(self) -> Json:
        """Everything as JSON: the answer of documents.get and, for each tab, what is ticked."""
        ticks = {
            tab.id: [start for start, paragraph in tab.paragraphs() if paragraph.ticked]
            for root in self.tabs
            for tab in root.with_children()
        }
        return {"answer": self.show(), "ticks": {k: v for k, v in ticks.items() if v}}

    @classmethod
    def restore(
        cls,
        data: Json,
        *,
        new_id: Callable[[], str],
        unknowns: Unknowns | None = None,
    ) -> "Document":
        """The document that was dumped."""
        document = cls.load(data["answer"], new_id=new_id, unknowns=unknowns)
        work = document._work()  # noqa: SLF001 - it is one of these
        for tab_id, indexes in data["ticks"].items():
            tab = work.tab(tab_id)
            for index in indexes:
                found = paragraph_at(tab, index)
                done: Paragraph = replace(found.paragraph, ticked=True)
                tab.body = replaced(tab.body, found.path, [done])
        document.tabs = work.tabs
        return document
