"""about.get, comments.list and files.export."""

from sync.emulator.coverage import not_covered
from sync.emulator.docs.markdown import markdown
from sync.emulator.drive.access import DOCUMENT, RANK, find, role_of
from sync.emulator.drive.plain import plain_text
from sync.emulator.drive.resource import show_comment, show_user
from sync.emulator.pages import page
from sync.emulator.refusals import reasoned
from sync.emulator.wire import Call, Json, Text
from sync.emulator.world import World

_EXPORTS = ("text/markdown", "text/x-markdown", "text/plain")
_OTHER_EXPORTS = (
    "application/epub+zip",
    "application/pdf",
    "application/rtf",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/zip",
    "text/html",
)
"""What Google gives besides, and the emulator does not."""


def about(world: World, call: Call) -> Json:
    """drive.about.get; it has no default fields."""
    _need_fields(call)
    return {
        "kind": "drive#about",
        "user": show_user(world, call.caller.user, call.caller.user),
        "storageQuota": {
            "limit": "16106127360",
            "usage": "0",
            "usageInDrive": "0",
            "usageInDriveTrash": "0",
        },
        "maxUploadSize": "5242880000000",
        "appInstalled": True,
        "canCreateDrives": True,
        "canCreateTeamDrives": True,
        "exportFormats": {DOCUMENT: [*_EXPORTS, *_OTHER_EXPORTS]},
        "importFormats": {"text/markdown": [DOCUMENT], "text/plain": [DOCUMENT]},
    }


def comments(world: World, call: Call) -> Json:
    """drive.comments.list; it has no default fields."""
    _need_fields(call)
    file = find(world, call, drives=False)
    if RANK[role_of(world, file, call.caller.user)] < RANK["commenter"]:
        raise reasoned(
            403,
            "insufficientFilePermissions",
            f"The user does not have sufficient permissions for file {file.id}.",
        )
    deleted = call.query.get("includeDeleted", False)
    found = [each for each in file.comments if deleted or not each.deleted]
    found.sort(key=lambda each: each.created, reverse=True)
    shown, token = page(world.settings, call, found, size=call.query.get("pageSize", 20))
    answer: Json = {"kind": "drive#commentList"}
    if token is not None:
        answer["nextPageToken"] = token
    answer["comments"] = [show_comment(world, each, call.caller.user) for each in shown]
    return answer


def export(world: World, call: Call) -> Text:
    """drive.files.export, as Markdown or plain text. Its type names no charset; it is UTF-8."""
    if "mimeType" not in call.query:
        raise reasoned(
            400, "required", "Required parameter: mimeType", location=("parameter", "mimeType")
        )
    file = find(world, call, drives=False)
    kind = call.query["mimeType"]
    if file.mime_type != DOCUMENT:
        raise reasoned(403, "fileNotExportable", "Export only supports Docs Editors files.")
    if file.copy_needs_writer and RANK[role_of(world, file, call.caller.user)] < RANK["writer"]:
        raise reasoned(403, "cannotExportFile", "This file cannot be exported by the user.")
    if kind in _OTHER_EXPORTS:
        raise not_covered(f"drive.files.export as {kind}")
    if kind not in _EXPORTS:
        raise reasoned(
            400,
            "badRequest",
            "The requested conversion is not supported.",
            location=("parameter", "convertTo"),
        )
    content = _exported(world, file.id, kind).encode()
    if len(content) > world.settings.export_limit:
        raise reasoned(403, "exportSizeLimitExceeded", "This file is too large to be exported.")
    return Text(content=content, media_type=kind)


def _exported(world: World, document_id: str, kind: str) -> str:
    document = world.documents[document_id]
    if kind == "text/plain":
        return plain_text(document)
    return markdown(document, shape=world.settings.export_shape)


def _need_fields(call: Call) -> None:
    if "fields" not in call.query:
        raise reasoned(
            400,
            "required",
            "The 'fields' parameter is required for this method.",
            location=("parameter", "fields"),
        )
