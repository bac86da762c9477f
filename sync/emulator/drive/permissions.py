"""permissions: list, get, create, update, delete."""

import re

from sync.emulator.drive.access import (
    RANK,
    Held,
    check_writable,
    find,
    held,
    insufficient,
    may_share,
    role_of,
)
from sync.emulator.drive.resource import permission_id, show_permission
from sync.emulator.pages import page
from sync.emulator.refusals import reasoned
from sync.emulator.state import File, Permission
from sync.emulator.wire import Call, Json, WireError
from sync.emulator.world import World

_ROLES = {"reader", "commenter", "writer", "fileOrganizer", "organizer", "owner"}
_TYPES = {"user", "group", "domain", "anyone"}


def list_permissions(world: World, call: Call) -> Json:
    """drive.permissions.list; whoever may not share the file may not ask."""
    file = find(world, call)
    if not may_share(file, role_of(world, file, call.caller.user)):
        raise insufficient(file.id)
    everyone = list(held(world, file).values())
    shown, token = page(world.settings, call, everyone, size=call.query.get("pageSize", 100))
    answer: Json = {"kind": "drive#permissionList"}
    if token is not None:
        answer["nextPageToken"] = token
    answer["permissions"] = [show_permission(world, file, each) for each in shown]
    return answer


def get(world: World, call: Call) -> Json:
    """drive.permissions.get."""
    file = find(world, call)
    return show_permission(world, file, _held(world, file, call.path["permissionId"]))


def create(world: World, call: Call) -> Json:
    """drive.permissions.create: who has one already keeps the higher of the two."""
    file = find(world, call)
    _check_sharing(world, call, file)
    body = call.body
    kind, role = body.get("type"), body.get("role")
    if kind not in _TYPES:
        raise reasoned(400, "invalid", "The permission type field is required.")
    if role not in _ROLES:
        raise reasoned(400, "invalid", "The permission role field is required.")
    if role == "owner" and not call.query.get("transferOwnership"):
        raise reasoned(
            403,
            "forbidden",
            "The transferOwnership parameter must be enabled when the permission role is 'owner'.",
        )
    if role in {"organizer", "fileOrganizer"} and not file.drive:
        raise reasoned(
            403, "invalidSharingRequest", 'Bad Request. User message: "ACL change not allowed."'
        )
    needed = {"user": "emailAddress", "group": "emailAddress", "domain": "domain"}.get(kind)
    for name in ("emailAddress", "domain"):
        if name != needed and body.get(name):
            raise reasoned(400, "invalid", f"The {name} field does not fit this permission type.")
    if needed == "emailAddress" and body.get("allowFileDiscovery"):
        raise reasoned(
            400, "invalid", "The allowFileDiscovery field does not fit this permission type."
        )
    who = _who(world, call, kind)
    if kind == "user" and world.unknowns.group_shared_as_user_is_group and _is_group(world, who):
        kind = "group"
    discoverable = bool(body.get("allowFileDiscovery"))
    new = Permission(
        id=permission_id(world, kind, who, discoverable=discoverable),
        type=kind,
        role=role,
        who=who,
        discoverable=discoverable,
    )
    _put(world, file, new)
    _notify(world, call, file, new)
    return show_permission(world, file, held(world, file)[new.id])


def update(world: World, call: Call) -> Json:
    """drive.permissions.update: the role alone can be changed."""
    file = find(world, call)
    _check_sharing(world, call, file)
    each = _held(world, file, call.path["permissionId"])
    _check_direct(file, each)
    role = call.body.get("role")
    if role is not None:
        if role not in _ROLES:
            raise reasoned(400, "invalid", "The specified role is invalid.")
        if role == "owner":
            _transfer(world, call, file, each.permission)
        else:
            each.permission.role = role
    if call.body.get("allowFileDiscovery") is not None:
        each.permission.discoverable = call.body["allowFileDiscovery"]
    return show_permission(world, file, _held(world, file, each.permission.id))


def delete(world: World, call: Call) -> None:
    """drive.permissions.delete; anyone may take away the own one."""
    file = find(world, call)
    each = _held(world, file, call.path["permissionId"])
    own = each.permission.type == "user" and each.permission.who == call.caller.user
    if not own:
        _check_sharing(world, call, file)
    _check_direct(file, each)
    if each.role == "owner":
        raise insufficient(file.id)
    file.permissions.remove(each.permission)


def owner_permission(world: World, user: str) -> Permission:
    """What the owner of a file has."""
    return Permission(id=permission_id(world, "user", user), type="user", role="owner", who=user)


def _held(world: World, file: File, wanted: str) -> Held:
    found = held(world, file).get(wanted)
    if found is None:
        raise reasoned(
            404,
            "notFound",
            f"Permission not found: {wanted}.",
            location=("parameter", "permissionId"),
        )
    return found


def _check_sharing(world: World, call: Call, file: File) -> None:
    check_writable(world, call, file)
    if not may_share(file, role_of(world, file, call.caller.user)):
        raise reasoned(
            400,
            "invalidSharingRequest",
            'Bad Request. User message: "ACL change not allowed."',
            summary="Bad Request",
        )


def _check_direct(file: File, each: Held) -> None:
    if not each.source:
        return
    if file.drive:
        raise reasoned(
            403,
            "cannotModifyInheritedTeamDrivePermission",
            "Cannot update or delete an inherited permission on a shared drive item.",
        )
    raise reasoned(
        403,
        "cannotModifyInheritedPermission",
        "Cannot update or delete an inherited permission.",
    )


def _who(world: World, call: Call, kind: str) -> str:
    body = call.body
    if kind == "anyone":
        return ""
    if kind == "domain":
        if not body.get("domain"):
            raise reasoned(400, "invalid", "The domain field is required for this permission type.")
        return str(body["domain"]).lower()
    address = body.get("emailAddress") or ""
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", address):
        raise reasoned(
            400, "invalidSharingRequest", 'Bad Request. User message: "Invalid address."'
        )
    user = world.user(address)
    if (user is None or not user.account) and not call.query.get("sendNotificationEmail", True):
        message = (
            f'Bad Request. User message: "You are trying to invite {address}. Since there is no '
            'Google account associated with this email address, you must check the "Notify '
            'people" box to invite this recipient."'
        )
        raise reasoned(400, "invalidSharingRequest", message)
    return world.primary(address)


def _is_group(world: World, address: str) -> bool:
    user = world.user(address)
    return user is not None and user.group


def _put(world: World, file: File, new: Permission) -> None:
    if new.role == "owner":
        for known in file.permissions:
            if known.role == "owner":
                known.role = "writer"
        file.owner = new.who
    known_one = next((each for each in file.permissions if each.id == new.id), None)
    if known_one is None:
        file.permissions.append(new)
    elif RANK[new.role] > RANK[known_one.role]:
        known_one.role = new.role
    if new.who:
        file.seen.setdefault(new.who, world.stamp())


def _transfer(world: World, call: Call, file: File, permission: Permission) -> None:
    if not call.query.get("transferOwnership") or file.owner != call.caller.user:
        raise insufficient(file.id)
    _put(
        world,
        file,
        Permission(id=permission.id, type="user", role="owner", who=permission.who),
    )


def _notify(world: World, call: Call, file: File, new: Permission) -> None:
    if new.type not in {"user", "group"} or not call.query.get("sendNotificationEmail", True):
        return
    if new.who in world.settings.mail_fails_for:
        raise mail_failed(new.who)
    world.mails.append({"kind": "shared", "to": new.who, "about": file.id})


def mail_failed(address: str) -> WireError:
    """The 400 that hides a success: it is shared, only the mail was not sent."""
    return reasoned(
        400,
        "invalidSharingRequest",
        'Bad Request. User message: "Sorry, the items were successfully shared but emails could '
        f'not be sent to {address}."',
        summary="Bad Request",
    )
