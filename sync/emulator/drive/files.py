"""files: create, get, list, update, copy, delete."""

import re
from collections.abc import Callable
from typing import Any

from sync.emulator.coverage import not_covered
from sync.emulator.drive.access import (
    DOCUMENT,
    FOLDER,
    RANK,
    check_writable,
    find,
    insufficient,
    is_listed,
    not_found,
    real_id,
    role_of,
    root_id,
    sees,
    within_reach,
)
from sync.emulator.drive.permissions import owner_permission
from sync.emulator.drive.query import matcher, ranks
from sync.emulator.drive.resource import permission_id, show_file
from sync.emulator.pages import page
from sync.emulator.refusals import reasoned
from sync.emulator.state import File, Permission
from sync.emulator.wire import Call, Json, WireError
from sync.emulator.world import World

MAX_PROPERTIES = 30
MAX_PROPERTY = 124


def get(world: World, call: Call) -> Json:
    """drive.files.get; the content of a Google document can't be had here."""
    file = find(world, call)
    if call.query.get("alt") == "media":
        raise reasoned(
            403,
            "fileNotDownloadable",
            "Only files with binary content can be downloaded. Use Export with Docs Editors files.",
        )
    return show_file(world, call.caller, file)


def create(world: World, call: Call) -> Json:
    """drive.files.create, without content: a Google document comes empty."""
    body = call.body
    parent = _parent(world, call, body.get("parents"))
    stamp = world.stamp()
    mime = body.get("mimeType") or "application/octet-stream"
    user = call.caller.user
    drive = parent.drive if parent is not None else ""
    file = File(
        id=world.file_id(document=mime != FOLDER),
        name=body.get("name") or "Untitled",
        mime_type=mime,
        owner="" if drive else user,
        parents=[parent.id] if parent is not None else [root_id(world, user)],
        created=stamp,
        modified=stamp,
        modified_by=user,
        findable=world.findable(),
        drive=drive,
        description=body.get("description") or "",
        starred=[user] if body.get("starred") else [],
        writers_can_share=body.get("writersCanShare") is not False,
        copy_needs_writer=bool(body.get("copyRequiresWriterPermission")),
        apps={f"{call.caller.app} {user}": stamp},
    )
    if not drive:
        file.permissions.append(owner_permission(world, user))
        _default_visibility(world, call, file)
    _write_properties(call, file)
    world.files.put(file)
    if mime == DOCUMENT:
        world.make_document(file.id, file.name)
    return show_file(world, call.caller, file)


def list_files(world: World, call: Call) -> Json:
    """drive.files.list: what user and app may see, as far as the search knows it yet."""
    query = call.query
    test: Callable[[File], bool] = (
        matcher(world, call.caller, query["q"]) if query.get("q") else (lambda _file: True)
    )
    drives = query.get("includeItemsFromAllDrives") or query.get("includeTeamDriveItems")
    if drives and not (query.get("supportsAllDrives") or query.get("supportsTeamDrives")):
        raise reasoned(
            403,
            "teamDrivesParentLimit",
            "The supportsAllDrives parameter must be true when includeItemsFromAllDrives is.",
        )
    found = [
        file
        for file in within_reach(world, call.caller)
        if file.findable <= world.now
        and (drives or not file.drive)
        and file.id != file.drive
        and ("driveId" not in query or file.drive == query["driveId"])
        and is_listed(world, file, call.caller.user)
        and sees(world, call.caller, file)
        and test(file)
    ]
    if "orderBy" in query and ranks(query.get("q", "")):
        raise reasoned(
            400,
            "badRequest",
            "Sorting is not supported for queries with fullText terms. Results are always in "
            "descending relevance order.",
            location=("parameter", "orderBy"),
        )
    _sort(found, query.get("orderBy", "modifiedTime desc"))
    size = query.get("pageSize", 100)
    if not 1 <= size <= 1000:
        raise reasoned(
            400,
            "invalidParameter",
            f"Invalid value '{size}'. Values must be within the range: [1, 1000]",
            location=("parameter", "pageSize"),
        )
    shown, token = page(world.settings, call, found, size=size)
    answer: Json = {"kind": "drive#fileList", "incompleteSearch": False}
    if token is not None:
        answer["nextPageToken"] = token
    answer["files"] = [show_file(world, call.caller, file) for file in shown]
    return answer


def update(world: World, call: Call) -> Json:
    """drive.files.update, of metadata."""
    file = find(world, call)
    check_writable(world, call, file)
    body = call.body
    if body.get("mimeType") not in {None, file.mime_type}:
        raise not_covered("drive.files.update with another mimeType")
    if "trashed" in body and body["trashed"] is not None:
        needed = "fileOrganizer" if file.drive else "owner"
        if RANK[role_of(world, file, call.caller.user)] < RANK[needed]:
            raise insufficient(file.id)
        file.trashed = body["trashed"]
    _write_properties(call, file)
    if body.get("name"):
        file.name = body["name"]
        if file.mime_type == DOCUMENT:
            world.documents[file.id].title = file.name
    if "description" in body:
        file.description = body["description"] or ""
    if body.get("starred") is not None:
        file.starred = [user for user in file.starred if user != call.caller.user]
        if body["starred"]:
            file.starred.append(call.caller.user)
    for name, attribute in (
        ("writersCanShare", "writers_can_share"),
        ("copyRequiresWriterPermission", "copy_needs_writer"),
    ):
        if body.get(name) is not None:
            setattr(file, attribute, body[name])
    _move(world, call, file)
    touch(world, file, call.caller.user)
    return show_file(world, call.caller, file)


def copy(world: World, call: Call) -> Json:
    """drive.files.copy: content with its marks and the public properties; not the sharing."""
    source = find(world, call)
    caller = call.caller
    if source.copy_needs_writer and RANK[role_of(world, source, caller.user)] < RANK["writer"]:
        raise reasoned(403, "cannotCopyFile", "This file cannot be copied by the user.")
    if source.mime_type == FOLDER:
        raise reasoned(403, "cannotCopyFile", "This file cannot be copied by the user.")
    parents = call.body.get("parents") or [
        each for each in source.parents if _may_add(world, call, each)
    ]
    named = {"name": f"Copy of {source.name}", **call.body, "mimeType": source.mime_type}
    made = create(
        world,
        Call(
            method=call.method,
            caller=caller,
            query=call.query,
            body={**named, "parents": parents},
        ),
    )
    file = world.state.files[made["id"]]
    file.text = source.text
    file.properties = {**source.properties, **file.properties}
    if source.mime_type == DOCUMENT:
        world.copy_document(source.id, file.id, file.name)
    return show_file(world, caller, file)


def delete(world: World, call: Call) -> None:
    """drive.files.delete: for good, past the trash."""
    file = find(world, call)
    check_writable(world, call, file, needed="organizer" if file.drive else "owner")
    for each in [file, *below(world, file)]:
        world.files.drop(each.id)
        world.documents.pop(each.id, None)


def below(world: World, folder: File) -> list[File]:
    """All that lies in a folder, at any depth."""
    found: list[File] = []
    for file in world.state.files.values():
        if folder.id in file.parents:
            found += [file, *below(world, file)]
    return found


def touch(world: World, file: File, user: str) -> None:
    """A change: time, by whom, version."""
    file.modified = world.stamp()
    file.modified_by = user
    file.version += 1


def _parent(world: World, call: Call, parents: Any) -> File | None:
    """The folder that a new file goes into; None is the caller's top folder."""
    if not parents:
        return None
    if len(parents) > 1:
        raise reasoned(
            403, "multipleParentsNotSupported", "A file cannot have more than one parent."
        )
    wanted = real_id(world, parents[0], call.caller.user)
    if wanted == root_id(world, call.caller.user):
        return None
    parent = world.state.files.get(wanted)
    if parent is None or not sees(world, call.caller, parent):
        raise not_found(wanted)
    if parent.drive and not call.query.get("supportsAllDrives"):
        raise not_found(wanted)
    if parent.mime_type != FOLDER:
        raise reasoned(403, "parentNotAFolder", "The specified parent is not a folder.")
    if RANK[role_of(world, parent, call.caller.user)] < RANK["writer"]:
        raise reasoned(
            403,
            "insufficientParentPermissions",
            "Insufficient permissions for the specified parent.",
        )
    return parent


def _may_add(world: World, call: Call, parent_id: str) -> bool:
    try:
        _parent(world, call, [parent_id])
    except WireError:
        return False
    return True


def _default_visibility(world: World, call: Call, file: File) -> None:
    user = world.user(call.caller.user)
    kind = world.state.open_domains.get(user.domain) if user is not None else None
    if kind is None or user is None or call.query.get("ignoreDefaultVisibility"):
        return
    who = user.domain if kind == "domain" else ""
    discoverable = kind == "domain"
    file.permissions.append(
        Permission(
            id=permission_id(world, kind, who, discoverable=discoverable),
            type=kind,
            role="reader",
            who=who,
            discoverable=discoverable,
        )
    )


def _write_properties(call: Call, file: File) -> None:
    own = file.app_properties.setdefault(call.caller.app, {})
    for name, known in (("properties", file.properties), ("appProperties", own)):
        for key, value in (call.body.get(name) or {}).items():
            if value is None:
                known.pop(key, None)
                continue
            if len(key.encode()) + len(value.encode()) > MAX_PROPERTY:
                raise reasoned(
                    403,
                    "propertyTooLarge" if name == "properties" else "appPropertyTooLarge",
                    "The property is too large: key and value may take 124 bytes.",
                )
            known[key] = value
        if len(known) > MAX_PROPERTIES:
            raise reasoned(403, "tooManyProperties", "The file has too many properties.")
    if not own:
        del file.app_properties[call.caller.app]


def _move(world: World, call: Call, file: File) -> None:
    added = [each for each in call.query.get("addParents", "").split(",") if each]
    removed = [each for each in call.query.get("removeParents", "").split(",") if each]
    if not added and not removed:
        return
    if added:
        parent = _parent(world, call, added)
        file.parents = [parent.id if parent else root_id(world, call.caller.user)]
        file.drive = parent.drive if parent else ""
    else:
        gone = {real_id(world, each, call.caller.user) for each in removed}
        file.parents = [each for each in file.parents if each not in gone]


def _sort(found: list[File], order: str) -> None:
    keys: dict[str, Callable[[File], Any]] = {
        "createdTime": lambda file: file.created,
        "modifiedTime": lambda file: file.modified,
        "modifiedByMeTime": lambda file: file.modified,
        "recency": lambda file: file.modified,
        "viewedByMeTime": lambda file: file.modified,
        "sharedWithMeTime": lambda file: file.modified,
        "name": lambda file: file.name.lower(),
        "name_natural": lambda file: [
            (part.isdigit(), int(part) if part.isdigit() else 0, part)
            for part in re.split(r"(\d+)", file.name.lower())
        ],
        "folder": lambda file: file.mime_type != FOLDER,
        "quotaBytesUsed": lambda file: len(file.text),
        "starred": lambda file: not file.starred,
    }
    for part in reversed(order.split(",")):
        name, _, direction = part.strip().partition(" ")
        if name not in keys or direction not in {"", "desc"}:
            raise reasoned(400, "invalid", "Invalid Value", location=("parameter", "orderBy"))
        found.sort(key=keys[name], reverse=bool(direction))
