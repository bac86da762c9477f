"""Files and permissions as Drive shows them, and what it shows when no fields are asked for."""

from sync.emulator.drive.access import (
    DOCUMENT,
    FOLDER,
    RANK,
    Held,
    held,
    is_authorized,
    may_share,
    role_of,
    root_id,
)
from sync.emulator.state import Comment, File
from sync.emulator.wire import Caller, Json
from sync.emulator.world import World, timestamp

FILE_DEFAULT = "kind,id,name,mimeType"
LIST_DEFAULT = "nextPageToken,kind,incompleteSearch,files(kind,id,name,mimeType)"
PERMISSION_DEFAULT = "kind,id,type,role,allowFileDiscovery"
PERMISSIONS_DEFAULT = "nextPageToken,kind,permissions(kind,id,type,role,allowFileDiscovery)"
_EDITOR = "/edit?usp=drivesdk"
_LINKS = {
    DOCUMENT: ("document", _EDITOR),
    "application/vnd.google-apps.presentation": ("presentation", _EDITOR),
    "application/vnd.google-apps.spreadsheet": ("spreadsheets", _EDITOR),
    FOLDER: ("folders", ""),
}


def show_file(world: World, caller: Caller, file: File) -> Json:
    """The whole resource; the caller's `fields` are chosen from it later."""
    role = role_of(world, file, caller.user)
    rank = RANK[role]
    shared_drive = bool(file.drive)
    shown: Json = {
        "kind": "drive#file",
        "id": file.id,
        "name": file.name,
        "mimeType": file.mime_type,
        "starred": caller.user in file.starred,
        "trashed": is_trashed(world, file),
        "explicitlyTrashed": file.trashed,
        "spaces": ["drive"],
        "version": str(file.version),
        "webViewLink": _link(file),
        "iconLink": f"https://drive-thirdparty.googleusercontent.com/16/type/{file.mime_type}",
        "hasThumbnail": False,
        "thumbnailVersion": "0",
        "viewedByMe": file.modified_by == caller.user,
        "createdTime": timestamp(file.created),
        "modifiedTime": timestamp(file.modified),
        "modifiedByMe": file.modified_by == caller.user,
        "lastModifyingUser": show_user(world, file.modified_by, caller.user),
        "isAppAuthorized": is_authorized(world, caller, file),
        "capabilities": _capabilities(file, role),
        "viewersCanCopyContent": not file.copy_needs_writer,
        "copyRequiresWriterPermission": file.copy_needs_writer,
        "writersCanShare": file.writers_can_share,
        "quotaBytesUsed": "1024" if _opens_in_an_editor(file) else str(len(file.text)),
    }
    parents = [each for each in file.parents if _sees_parent(world, each, caller.user)]
    if parents:
        shown["parents"] = parents
    if file.description:
        shown["description"] = file.description
    if file.mime_type != FOLDER:
        shown["size"] = shown["quotaBytesUsed"]
    if file.properties:
        shown["properties"] = dict(file.properties)
    if file.app_properties.get(caller.app):
        shown["appProperties"] = dict(file.app_properties[caller.app])
    if file.modified_by == caller.user:
        shown["modifiedByMeTime"] = timestamp(file.modified)
    if shared_drive:
        shown["driveId"] = shown["teamDriveId"] = file.drive
        shown["hasAugmentedPermissions"] = bool(file.permissions)
        return shown
    everyone = held(world, file)
    shown["owners"] = [show_user(world, file.owner, caller.user)]
    shown["ownedByMe"] = file.owner == caller.user
    shown["shared"] = len(everyone) > 1
    if file.owner != caller.user and caller.user in file.seen:
        shown["sharedWithMeTime"] = timestamp(file.seen[caller.user])
    if rank >= RANK["writer"]:
        shown["permissionIds"] = sorted(everyone)
    if may_share(file, role):  # the discovery document: only if the user can share the file
        shown["permissions"] = [show_permission(world, file, each) for each in everyone.values()]
    return shown


def show_permission(world: World, file: File, each: Held) -> Json:
    """One permission on one file."""
    permission = each.permission
    shown: Json = {
        "kind": "drive#permission",
        "id": permission.id,
        "type": permission.type,
        "role": each.role,
    }
    if permission.type in {"user", "group"}:
        user = world.user(permission.who)
        shown["emailAddress"] = permission.who
        shown["displayName"] = user.name if user is not None else permission.who
        shown["deleted"] = False
        if permission.type == "user":
            shown["pendingOwner"] = False
    else:
        shown["allowFileDiscovery"] = permission.discoverable
    if permission.type == "domain":
        shown["domain"] = shown["displayName"] = permission.who
    if file.drive:
        member = each.source == file.drive
        shown["permissionDetails"] = [
            {
                "permissionType": "member" if member else "file",
                "role": each.role,
                "inherited": bool(each.source),
                **({"inheritedFrom": each.source} if each.source else {}),
            }
        ]
    return shown


def show_user(world: World, address: str, viewer: str) -> Json:
    """A person as Drive shows one."""
    user = world.user(address)
    return {
        "kind": "drive#user",
        "displayName": user.name if user is not None else address,
        "me": address == viewer,
        "permissionId": permission_id(world, "user", address),
        "emailAddress": address,
    }


def show_comment(world: World, comment: Comment, viewer: str) -> Json:
    """A comment with what it quotes."""
    author = show_user(world, comment.author, viewer)
    shown: Json = {
        "kind": "drive#comment",
        "id": comment.id,
        "createdTime": timestamp(comment.created),
        "modifiedTime": timestamp(comment.created),
        "deleted": comment.deleted,
        "resolved": comment.resolved,
        "replies": [],
        # comments do not tell people's addresses
        "author": {key: author[key] for key in ("kind", "displayName", "me")},
    }
    if not comment.deleted:
        shown["content"] = shown["htmlContent"] = comment.content
    if comment.quoted:
        shown["quotedFileContent"] = {"mimeType": "text/html", "value": comment.quoted}
    return shown


def permission_id(world: World, kind: str, who: str, *, discoverable: bool = False) -> str:
    """Ids depend on whom they name, so one person has one on all files."""
    if kind == "anyone":
        return "anyone" if discoverable else "anyoneWithLink"
    number = world.number_id(f"{kind} {who}")
    return f"{number}k" if kind == "domain" else number


def is_trashed(world: World, file: File) -> bool:
    """Itself, or with a folder above it."""
    if file.trashed:
        return True
    parents = (world.state.files.get(parent) for parent in file.parents)
    return any(parent is not None and is_trashed(world, parent) for parent in parents)


def _sees_parent(world: World, parent_id: str, user: str) -> bool:
    if parent_id == root_id(world, user):
        return True
    parent = world.state.files.get(parent_id)
    if parent is None:
        return parent_id in world.state.drives
    return bool(role_of(world, parent, user))


def _opens_in_an_editor(file: File) -> bool:
    return _LINKS.get(file.mime_type, ("", ""))[1] == _EDITOR


def _link(file: File) -> str:
    kind, tail = _LINKS.get(file.mime_type, ("file", "/view?usp=drivesdk"))
    if _opens_in_an_editor(file):
        return f"https://docs.google.com/{kind}/d/{file.id}{tail}"
    middle = "drive/folders" if kind == "folders" else "file/d"
    return f"https://drive.google.com/{middle}/{file.id}{tail}"


def _capabilities(file: File, role: str) -> Json:
    rank = RANK[role]
    edits, owns = rank >= RANK["writer"], rank >= RANK["owner"]
    organizes = rank >= RANK["fileOrganizer"]
    folder = file.mime_type == FOLDER
    copies = not file.copy_needs_writer or edits
    return {
        "canAddChildren": edits and folder,
        "canChangeCopyRequiresWriterPermission": edits,
        "canComment": rank >= RANK["commenter"],
        "canCopy": copies and not folder,
        "canDelete": owns or rank >= RANK["organizer"],
        "canDownload": copies,
        "canEdit": edits,
        "canListChildren": folder,
        "canModifyContent": edits,
        "canReadRevisions": edits and not folder,
        "canRemoveChildren": edits and folder,
        "canRename": edits,
        "canShare": may_share(file, role),
        "canTrash": owns or organizes,
        "canUntrash": owns or organizes,
    }
