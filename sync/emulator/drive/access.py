"""Who may do what with a file: sharing handed down by folders and drives, and the app's scopes.

A file that a user may not see, or that the app may not see, is not there: 404. What is seen but may
not be done is 403.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sync.emulator.refusals import reasoned
from sync.emulator.state import File, Permission
from sync.emulator.wire import Call, Caller, WireError
from sync.emulator.world import World

RANK = {
    "": 0,
    "reader": 1,
    "commenter": 2,
    "writer": 3,
    "fileOrganizer": 4,
    "organizer": 5,
    "owner": 6,
}
FOLDER = "application/vnd.google-apps.folder"
DOCUMENT = "application/vnd.google-apps.document"
READS_ALL = frozenset(
    {"drive", "drive.readonly", "drive.metadata", "drive.metadata.readonly", "drive.meet.readonly"}
)
WRITES_ALL = frozenset({"drive"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One permission as it holds for a file: directly, or from `source`, a folder or a drive."""

    permission: Permission
    role: str
    source: str = ""


def held(world: World, file: File) -> dict[str, Held]:
    """All permissions that hold for a file, by id; the highest role where there are several."""
    found: dict[str, Held] = {}
    for permission in file.permissions:
        found[permission.id] = Held(permission=permission, role=permission.role)
    if file.drive:
        for member in world.state.drives[file.drive].members:
            _keep(found, Held(permission=member, role=member.role, source=file.drive))
    for parent_id in file.parents:
        parent = world.state.files.get(parent_id)
        if parent is None:
            continue
        for inherited in held(world, parent).values():
            role = inherited.role
            if role == "owner":
                if inherited.permission.who == file.owner:
                    continue
                role = "writer"  # a folder's owner edits what others put there, but owns it not
            source = inherited.source or parent_id
            _keep(found, Held(permission=inherited.permission, role=role, source=source))
    return found


def role_of(world: World, file: File, user: str) -> str:
    """The highest role that a user has on a file, through groups and domains too."""
    groups = world.groups_of(user)
    account = world.user(user)
    best = ""
    for each in held(world, file).values():
        permission = each.permission
        match permission.type:
            case "user":
                applies = world.primary(permission.who) == user
            case "group":
                applies = permission.who in groups
            case "domain":
                applies = account is not None and account.domain == permission.who
            case _:
                applies = True
        if applies and RANK[each.role] > RANK[best]:
            best = each.role
    return best


def is_listed(world: World, file: File, user: str) -> bool:
    """Whether a search of the user's shows a file: an unlisted link is no place to look."""
    groups = world.groups_of(user)
    account = world.user(user)
    for each in held(world, file).values():
        permission = each.permission
        if permission.type == "user" and world.primary(permission.who) == user:
            return True
        if permission.type == "group" and permission.who in groups:
            return True
        if permission.discoverable and (
            permission.type == "anyone"
            or (account is not None and account.domain == permission.who)
        ):
            return True
    return False


def find(world: World, call: Call, *, file_id: str | None = None, drives: bool = True) -> File:
    """The file in the path, if the caller may see it. `drives`: the method knows shared drives,
    and the call has to say that the client does too.
    """
    wanted = file_id if file_id is not None else call.path["fileId"]
    file = world.state.files.get(real_id(world, wanted, call.caller.user))
    if file is None or not sees(world, call.caller, file):
        raise not_found(wanted)
    supports = call.query.get("supportsAllDrives") or call.query.get("supportsTeamDrives")
    if file.drive and drives and not supports:
        raise not_found(wanted)
    return file


def real_id(world: World, file_id: str, user: str) -> str:
    """`root` stands for the caller's own top folder."""
    return root_id(world, user) if file_id == "root" else file_id


def root_id(world: World, user: str) -> str:
    """The id of a user's top folder."""
    return f"0A{world.number_id('root ' + user)[:15]}PVA"


def sees(world: World, caller: Caller, file: File) -> bool:
    """Whether user and app may know that the file is there."""
    if not role_of(world, file, caller.user):
        return False
    return bool(caller.scopes & READS_ALL) or is_authorized(world, caller, file)


def within_reach(world: World, caller: Caller) -> Iterable[File]:
    """All files that the app's scopes may let it see, oldest first; `sees` decides of each."""
    if caller.scopes & READS_ALL:
        return world.state.files.values()
    return world.files.given(f"{caller.app} {caller.user}")


def is_authorized(world: World, caller: Caller, file: File) -> bool:
    """Whether drive.file covers the file: this app made it, or this user picked it for the app."""
    if "drive.file" not in caller.scopes:
        return False
    given = file.apps.get(f"{caller.app} {caller.user}")
    if given is None:
        return False
    if given == file.created:
        return True
    lag = world.settings.grant_lag // timedelta(seconds=1)
    if lag and given // 1_000_000 + lag > world.now // 1_000_000:
        return False
    return given <= caller.issued or world.unknowns.old_token_sees_picked_files


def check_writable(world: World, call: Call, file: File, *, needed: str = "writer") -> None:
    """403 unless user and app may change the file."""
    if not call.caller.scopes & WRITES_ALL and not is_authorized(world, call.caller, file):
        raise reasoned(
            403,
            "appNotAuthorizedToFile",
            f"The user has not granted the app {call.caller.app} write access to the file "
            f"{file.id}.",
        )
    if RANK[role_of(world, file, call.caller.user)] < RANK[needed]:
        raise insufficient(file.id)


def may_share(file: File, role: str) -> bool:
    """Whether a role lets one share a file, and with that see who it is shared with."""
    edits = RANK[role] >= RANK["writer"]
    return RANK[role] >= RANK["fileOrganizer"] or (edits and file.writers_can_share)


def insufficient(file_id: str) -> WireError:
    """The 403 of a user whose role is too low."""
    return reasoned(
        403,
        "insufficientFilePermissions",
        f"The user does not have sufficient permissions for file {file_id}.",
    )


def not_found(file_id: str) -> WireError:
    """Drive's 404."""
    return reasoned(
        404, "notFound", f"File not found: {file_id}.", location=("parameter", "fileId")
    )


def _keep(found: dict[str, Held], new: Held) -> None:
    known = found.get(new.permission.id)
    if known is None or RANK[new.role] > RANK[known.role]:
        found[new.permission.id] = new
