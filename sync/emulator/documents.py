"""Docs v1: documents.get, batchUpdate and create over the documents' own engine.

Decides who may read and write, and what a reader is not shown. What requests do to a document is
the engine's.
"""

from datetime import timedelta

from sync.emulator.docs.document import Document
from sync.emulator.docs.refusal import Refusal
from sync.emulator.drive.access import (
    DOCUMENT,
    RANK,
    READS_ALL,
    is_authorized,
    role_of,
    root_id,
)
from sync.emulator.drive.files import touch
from sync.emulator.drive.permissions import owner_permission
from sync.emulator.masks import wants_tabs
from sync.emulator.refusals import status_only
from sync.emulator.state import File
from sync.emulator.wire import Call, Caller, Json, WireError
from sync.emulator.world import World

_ALL_DOCUMENTS = frozenset({"documents", "documents.readonly"}) | READS_ALL
_WRITES_DOCUMENTS = frozenset({"documents", "drive"})
_REVISION_LIFE = timedelta(hours=24) // timedelta(microseconds=1)
_WITH_SUGGESTIONS = {"SUGGESTIONS_INLINE", "PREVIEW_SUGGESTIONS_ACCEPTED"}


def get(world: World, call: Call) -> Json:
    """docs.documents.get."""
    file = _find(world, call, call.path["documentId"], reads=_ALL_DOCUMENTS)
    edits = RANK[role_of(world, file, call.caller.user)] >= RANK["writer"]
    view = call.query.get("suggestionsViewMode", "DEFAULT_FOR_CURRENT_ACCESS")
    if view == "DEFAULT_FOR_CURRENT_ACCESS":
        view = "SUGGESTIONS_INLINE" if edits else "PREVIEW_WITHOUT_SUGGESTIONS"
    elif view in _WITH_SUGGESTIONS and not edits:
        raise status_only(403, "You do not have permission to access the document suggestions")
    if call.query.get("commentsViewMode", "").endswith(("INCLUDED", "ACCESS")):
        if view != "SUGGESTIONS_INLINE":
            raise status_only(400, "Comments may not be requested when previewing suggestions.")
        raise status_only(
            501, "not covered by the emulator: comments in documents.get", name="UNIMPLEMENTED"
        )
    tabs = call.query.get("includeTabsContent", False)
    if "fields" in call.query:
        tabs = tabs or wants_tabs(call.query["fields"])
    document = world.documents[file.id]
    shown = document.show(include_tabs_content=tabs, suggestions_view_mode=view)
    if edits:
        shown["revisionId"] = _revision(world, call, document)
    else:
        del shown["revisionId"]
    return shown


def batch_update(world: World, call: Call) -> Json:
    """docs.documents.batchUpdate."""
    file = _find(world, call, call.path["documentId"], reads=_WRITES_DOCUMENTS)
    if RANK[role_of(world, file, call.caller.user)] < RANK["writer"]:
        raise forbidden()
    document = world.documents[file.id]
    body = {**call.body, "writeControl": _control(world, call, document)}
    try:
        answer = document.batch_update(body)
    except Refusal as refusal:
        raise status_only(refusal.http_status, refusal.message, name=refusal.status) from refusal
    answer["writeControl"] = {"requiredRevisionId": _revision(world, call, document)}
    if call.body.get("requests"):
        touch(world, file, call.caller.user)
    return answer


def create(world: World, call: Call) -> Json:
    """docs.documents.create: the title alone counts. Its answer shows the tab twice."""
    title = call.body.get("title") or "Untitled document"
    stamp = world.stamp()
    user = call.caller.user
    file = File(
        id=world.file_id(),
        name=title,
        mime_type=DOCUMENT,
        owner=user,
        parents=[root_id(world, user)],
        created=stamp,
        modified=stamp,
        modified_by=user,
        findable=world.findable(),
        permissions=[owner_permission(world, user)],
        apps={f"{call.caller.app} {user}": stamp},
    )
    world.files.put(file)
    document = world.make_document(file.id, title)
    answer = document.show(include_tabs_content=False) | document.show()
    answer["revisionId"] = _revision(world, call, document)
    return answer


def _revision(world: World, call: Call, document: Document) -> str:
    """The revision as this user is told it now: nobody else may require it, nor a day later."""
    world.told[document.document_id, call.caller.user] = (document.revision, world.now)
    return _told_to(world, call, document)


def _told_to(world: World, call: Call, document: Document) -> str:
    return f"{document.revision}.{world.number_id('revision ' + call.caller.user)[-8:]}"


def _control(world: World, call: Call, document: Document) -> Json:
    """The write control that came, the document's revision in place of what this user was told."""
    current = _told_to(world, call, document)
    revision, when = world.told.get((document.document_id, call.caller.user), ("", world.now))
    fresh = revision != document.revision or world.now - when <= _REVISION_LIFE
    return {
        name: document.revision if value == current and fresh else value
        for name, value in call.body.get("writeControl", {}).items()
    }


def forbidden() -> WireError:
    """Docs' 403 for a user who may not."""
    return status_only(403, "The caller does not have permission")


def missing() -> WireError:
    """Docs' 404."""
    return status_only(404, "Requested entity was not found.")


def _find(world: World, call: Call, document_id: str, *, reads: frozenset[str]) -> File:
    file = world.state.files.get(document_id)
    if file is None or file.mime_type != DOCUMENT:
        raise missing()
    caller: Caller = call.caller
    if not caller.scopes & reads and not is_authorized(world, caller, file):
        raise missing() if world.settings.unpicked_document == "not found" else forbidden()
    if not role_of(world, file, caller.user):
        raise forbidden()
    return file
