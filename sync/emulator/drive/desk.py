"""What people do in Drive by hand: files and folders made, shared, trashed, commented on.

Nobody's rights are asked, and nothing lags.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any

from sync.emulator.drive.access import DOCUMENT, FOLDER, held, root_id
from sync.emulator.drive.files import below, touch
from sync.emulator.drive.permissions import owner_permission
from sync.emulator.drive.resource import permission_id
from sync.emulator.state import Comment, File, Permission, SharedDrive
from sync.emulator.wire import Json
from sync.emulator.world import World


class Desk:
    """A Workspace's files, as people use them."""

    def __init__(
        self, world: World, lock: AbstractContextManager[Any], save: Callable[[], None]
    ) -> None:
        self._world = world
        self._lock = lock
        self._save = save

    def add_file(
        self,
        owner: str,
        name: str,
        *,
        mime_type: str = "text/plain",
        folder: str | None = None,
        file_id: str | None = None,
        text: str = "",
        properties: dict[str, str] | None = None,
        app: str = "",
    ) -> str:
        """A file, its id. `app`: the OAuth client that made it, which drive.file covers then."""
        world = self._world
        with self._lock:
            user = world.primary(owner)
            stamp = world.stamp()
            drive = world.state.files[folder].drive if folder is not None else ""
            file = File(
                id=file_id or world.file_id(document=mime_type == DOCUMENT),
                name=name,
                mime_type=mime_type,
                owner="" if drive else user,
                parents=[folder or root_id(world, user)],
                created=stamp,
                modified=stamp,
                modified_by=user,
                findable=world.now,
                drive=drive,
                properties=dict(properties or {}),
                permissions=[] if drive else [owner_permission(world, user)],
                apps={f"{app.partition('-')[0]} {user}": stamp} if app else {},
                text=text,
            )
            world.files.put(file)
            self._save()
        return file.id

    def add_folder(self, owner: str, name: str, *, folder: str | None = None) -> str:
        """A folder, its id."""
        return self.add_file(owner, name, mime_type=FOLDER, folder=folder)

    def add_document(
        self,
        owner: str,
        title: str,
        content: Json | Sequence[str] = (),
        *,
        folder: str | None = None,
        file_id: str | None = None,
        properties: dict[str, str] | None = None,
        app: str = "",
    ) -> str:
        """A Google document, its id: from an answer of documents.get, or from plain lines."""
        with self._lock:
            document_id = self.add_file(
                owner,
                title,
                mime_type=DOCUMENT,
                folder=folder,
                file_id=file_id,
                properties=properties,
                app=app,
            )
            answer = content if isinstance(content, dict) else None
            document = self._world.make_document(document_id, title, answer)
            if answer is None and content:
                text = "\n".join(content)
                request = {"insertText": {"text": text, "location": {"index": 1}}}
                document.batch_update({"requests": [request]})
            self._save()
        return document_id

    def add_drive(self, name: str, members: dict[str, str]) -> str:
        """A shared drive, its id (which is also its top folder's); addresses to roles."""
        world = self._world
        with self._lock:
            drive_id = f"0A{world.file_id(document=False)[1:16]}PVA"
            roles = [self._permission("user", role, who) for who, role in members.items()]
            world.state.drives[drive_id] = SharedDrive(id=drive_id, name=name, members=roles)
            stamp = world.stamp()
            top = File(
                id=drive_id,
                name=name,
                mime_type=FOLDER,
                owner="",
                parents=[],
                created=stamp,
                modified=stamp,
                modified_by=world.primary(next(iter(members))),
                findable=world.now,
                drive=drive_id,
            )
            world.files.put(top)
            self._save()
        return drive_id

    def share(self, file_id: str, who: str, role: str = "writer", *, kind: str = "user") -> None:
        """Gives access: to an address, a "group", a "domain", or "anyone" (then who is "")."""
        with self._lock:
            file = self.file(file_id)
            new = self._permission(kind, role, who)
            file.permissions = [each for each in file.permissions if each.id != new.id]
            file.permissions.append(new)
            if new.who:
                file.seen.setdefault(new.who, self._world.stamp())
            self._save()

    def unshare(self, file_id: str, who: str, *, kind: str = "user") -> None:
        """Takes access away."""
        with self._lock:
            file = self.file(file_id)
            gone = self._permission(kind, "reader", who).id
            file.permissions = [each for each in file.permissions if each.id != gone]
            self._save()

    def trash(self, file_id: str, *, trashed: bool = True) -> None:
        """Into the trash, or out of it."""
        with self._lock:
            self.file(file_id).trashed = trashed
            self._save()

    def delete(self, file_id: str) -> None:
        """For good, with all that lies in it."""
        with self._lock:
            for each in [self.file(file_id), *below(self._world, self.file(file_id))]:
                self._world.files.drop(each.id)
                self._world.documents.pop(each.id, None)
            self._save()

    def comment(self, file_id: str, author: str, content: str, *, quoted: str = "") -> str:
        """A comment, its id. It gives a document a new revision."""
        world = self._world
        with self._lock:
            comment = Comment(
                id=world.token("AAAA")[:11],
                author=world.primary(author),
                content=content,
                created=world.stamp(),
                quoted=quoted,
            )
            self.file(file_id).comments.append(comment)
            if file_id in world.documents:
                world.documents[file_id].touch()
            self._save()
        return comment.id

    def edited(self, file_id: str, by: str) -> None:
        """Notes that somebody changed the document in `Workspace.documents`, and saves."""
        with self._lock:
            touch(self._world, self.file(file_id), self._world.primary(by))
            self._save()

    def file(self, file_id: str) -> File:
        """The record of a file, to look at or to set what has no method here."""
        return self._world.state.files[file_id]

    def roles(self, file_id: str) -> dict[str, str]:
        """Who can open a file: addresses and domains to roles, "anyone" for everyone."""
        return {
            each.permission.who or "anyone": each.role
            for each in held(self._world, self.file(file_id)).values()
        }

    def _permission(self, kind: str, role: str, who: str) -> Permission:
        named = self._world.primary(who) if kind in {"user", "group"} else who.lower()
        return Permission(
            id=permission_id(self._world, kind, named), type=kind, role=role, who=named
        )
