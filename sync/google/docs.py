"""Google Docs, as far as the job needs it: read a document, write to it if nobody else has."""

from collections.abc import Sequence
from typing import Any, Final

from sync.google.caller import Caller
from sync.google.calls import Api, Call, Json, Kind
from sync.google.mapping import not_google

_SUGGESTED: Final = "suggestedInsertionIds,suggestedDeletionIds"
_ELEMENTS: Final = (
    "elements(startIndex,endIndex,"
    f"textRun(content,textStyle(bold,italic,strikethrough,underline,link),{_SUGGESTED}),"
    "person,richLink,dateElement,inlineObjectElement,footnoteReference,pageBreak,horizontalRule,"
    "columnBreak,equation,autoText)"
)
_PARAGRAPH: Final = (
    "paragraph(bullet(listId,nestingLevel),"
    "paragraphStyle(namedStyleType,headingId,direction,indentStart,indentFirstLine),"
    f"{_ELEMENTS})"
)
_CONTENT: Final = (
    "content(startIndex,endIndex,sectionBreak,tableOfContents(content(endIndex)),"
    f"{_PARAGRAPH},table(tableRows(tableCells(content))))"
)
# Maps can't be selected into: lists(listProperties) is a 400 (seen live).
_TIGHT: Final = f"documentTab(body({_CONTENT}),lists,namedRanges)"
_WHOLE: Final = "documentTab(body(content),lists,namedRanges)"

DOCUMENT_FIELDS: Final = (
    "documentId,title,revisionId,suggestionsViewMode,"
    f"tabs(tabProperties,{_TIGHT},"
    f"childTabs(tabProperties,{_TIGHT},"
    f"childTabs(tabProperties,{_WHOLE})))"
)
"""What is read of a document, tabs three levels deep.

A bare `tabs`, `documentTab` or `childTabs` would be refused, since it includes comments. Tables'
cells and the tabs of the third level come whole: spelt out like the rest they would make the
address longer than the 2,048 characters up to which googleapiclient sends a GET as a GET.
"""


class Docs:
    """The documents that the user can open; safe to share between threads."""

    def __init__(self, service: Any, caller: Caller, *, app_docs: bool) -> None:
        self._documents = service.documents()
        self._caller = caller
        self._app_docs = app_docs

    def get(self, document_id: str) -> Json:
        """The document with all its tabs and its suggestions inline, cut to `DOCUMENT_FIELDS`.

        `revisionId` is absent where the user can't edit; ReadOnlySuggestions says the same. Another
        document than was asked for is no answer: what is decided by it is done to this one.
        """
        call = self._call("documents.get", Kind.SAFE, document_id)
        answer = self._caller.object(
            lambda: self._documents.get(
                documentId=document_id,
                includeTabsContent=True,
                suggestionsViewMode="SUGGESTIONS_INLINE",
                fields=DOCUMENT_FIELDS,
                prettyPrint=False,
            ),
            call,
        )
        if answer.get("documentId", document_id) != document_id:
            raise not_google(call, status=200)
        return answer

    def batch_update(self, document_id: str, requests: Sequence[Json], *, revision: str) -> Json:
        """Applies all the requests, or none, if the document is still at `revision`.

        Raises RevisionMismatch after a change by others, and also where this very write was done
        and its answer lost: read again and plan again. BadRequest.possible_conflict asks for the
        same, once.
        """
        if not revision:
            raise ValueError("a document without a revision may not be written")
        body = {
            "requests": list(requests),
            "writeControl": {"requiredRevisionId": revision},
        }
        return self._caller.object(
            lambda: self._documents.batchUpdate(
                documentId=document_id, body=body, prettyPrint=False
            ),
            self._call("documents.batchUpdate", Kind.LOCKED_WRITE, document_id),
        )

    def _call(self, method: str, kind: Kind, document_id: str) -> Call:
        return Call(
            api=Api.DOCS,
            method=method,
            kind=kind,
            where=f"document {document_id}",
            app_docs=self._app_docs,
        )
