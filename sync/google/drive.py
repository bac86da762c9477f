"""Google Drive, as far as the job needs it: find, read, make, mark, share, export, trash files."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Final

from sync.google.caller import Caller
from sync.google.calls import Api, Call, Json, Kind
from sync.google.errors import NotAllowed
from sync.google.shapes import described_comments, described_file, new_file

DOCUMENT: Final = "application/vnd.google-apps.document"
MARKDOWN: Final = "text/markdown"

FOUND_FIELDS: Final = (
    "id,name,mimeType,createdTime,trashed,properties,owners(emailAddress,me),parents,ownedByMe,"
    "shared,driveId,webViewLink"
)
PERMISSION_FIELDS: Final = (
    "id,type,role,emailAddress,domain,deleted,allowFileDiscovery,"
    "permissionDetails(permissionType,role,inherited,inheritedFrom)"
)
FILE_FIELDS: Final = (
    f"{FOUND_FIELDS},capabilities(canEdit,canShare,canTrash,canAddChildren),"
    f"permissions({PERMISSION_FIELDS})"
)
COMMENT_FIELDS: Final = "id,anchor,resolved,deleted,quotedFileContent(value)"


def has_property(key: str, value: str) -> str:
    """The query for files with this property, set by any app; both values are quoted."""
    return f"properties has {{ key={_quoted(key)} and value={_quoted(value)} }}"


def _quoted(value: str) -> str:
    r"""A value in a query: `it's` becomes `'it\'s'`."""
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


class Drive:
    """The user's files; safe to share between threads."""

    def __init__(self, service: Any, caller: Caller, *, app_docs: bool) -> None:
        self._service = service
        self._files = service.files()
        self._permissions = service.permissions()
        self._caller = caller
        self._app_docs = app_docs

    def me(self) -> str:
        """The address of the user that is signed in."""
        answer = self._caller.object(
            lambda: self._service.about().get(fields="user(emailAddress)", prettyPrint=False),
            self._call("about.get", Kind.SAFE, "the account that is signed in"),
        )
        user = answer.get("user")
        address = user.get("emailAddress") if isinstance(user, dict) else None
        return address if isinstance(address, str) else ""

    def find(self, query: str) -> list[Json]:
        """All files that a query fits (`has_property`), the oldest first, with `FOUND_FIELDS`.

        A new file may be missing for minutes.
        """
        found = self._caller.listed(
            lambda token: self._files.list(
                q=query,
                orderBy="createdTime",
                pageSize=1000,
                pageToken=token,
                spaces="drive",
                supportsAllDrives=True,
                includeItemsFromAllDrives=True,
                fields=f"nextPageToken,files({FOUND_FIELDS})",
                prettyPrint=False,
            ),
            self._call("files.list", Kind.SAFE, "search in Drive"),
            "files",
        )
        return sorted(found, key=lambda each: (str(each.get("createdTime")), str(each.get("id"))))

    def file(self, file_id: str) -> Json:
        """One file with `FILE_FIELDS`; on a shared drive its permissions are listed and put in.

        `permissions` is absent where the user may not see them.
        """
        call = self._call("files.get", Kind.SAFE, _file(file_id))
        answer = self._caller.object(
            lambda: self._files.get(
                fileId=file_id, supportsAllDrives=True, fields=FILE_FIELDS, prettyPrint=False
            ),
            call,
        )
        if "driveId" in answer and "permissions" not in answer:
            with suppress(NotAllowed):  # whoever may not share it is not told who can open it
                answer["permissions"] = self._listed_permissions(file_id)
        return described_file(answer, call)

    def _listed_permissions(self, file_id: str) -> list[Json]:
        return self._caller.listed(
            lambda token: self._permissions.list(
                fileId=file_id,
                pageSize=100,
                pageToken=token,
                supportsAllDrives=True,
                fields=f"nextPageToken,permissions({PERMISSION_FIELDS})",
                prettyPrint=False,
            ),
            self._call("permissions.list", Kind.SAFE, _file(file_id)),
            "permissions",
        )

    def create_document(
        self,
        *,
        name: str,
        properties: Mapping[str, str],
        parent: str | None,
        stands: Callable[[], bool] = lambda: False,
    ) -> Json:
        """A new, empty document of the user's, marked and placed, unshared but for its folder.

        Never repeated blindly: LostAnswer says that there may be one that nobody knows of. After a
        refusal, `stands` looks whether it was made all the same, which is a LostAnswer as well.
        """
        body: Json = {"name": name, "mimeType": DOCUMENT, "properties": dict(properties)}
        if parent:
            body["parents"] = [parent]
        call = self._call("files.create", Kind.ONCE, f"folder {parent}" if parent else "My Drive")
        answer = self._caller.made(
            lambda: self._files.create(
                body=body,
                ignoreDefaultVisibility=True,
                supportsAllDrives=True,
                fields=FILE_FIELDS,
                prettyPrint=False,
            ),
            call,
            stands=stands,
        )
        return new_file(answer, call)

    def update_properties(self, file_id: str, properties: Mapping[str, str | None]) -> Json:
        """Sets public properties, leaves the others, and takes away those that are None."""
        return self._update(file_id, {"properties": dict(properties)})

    def trash(self, file_id: str) -> None:
        """Moves the file to the trash, where it stays for 30 days."""
        self._update(file_id, {"trashed": True})

    def _update(self, file_id: str, body: Json) -> Json:
        return self._caller.object(
            lambda: self._files.update(
                fileId=file_id,
                body=body,
                supportsAllDrives=True,
                fields=FOUND_FIELDS,
                prettyPrint=False,
            ),
            self._call("files.update", Kind.IDEMPOTENT, _file(file_id)),
        )

    def share(self, file_id: str, *, email: str, notify: bool = False) -> Json:
        """Makes the address a writer, with a mail or without.

        Raises NoGoogleAccount where it goes only with a mail, ShareMailFailed where it was
        probably done without the mail. Not two at a time on one file: the last one wins.
        """
        return self._caller.object(
            lambda: self._permissions.create(
                fileId=file_id,
                body={"type": "user", "role": "writer", "emailAddress": email},
                sendNotificationEmail=notify,
                supportsAllDrives=True,
                fields=PERMISSION_FIELDS,
                prettyPrint=False,
            ),
            self._call("permissions.create", Kind.ONCE, f"{_file(file_id)} for {email}"),
        )

    def export_markdown(self, file_id: str) -> str:
        """The document as Markdown, which alone shows the ticks of checklists.

        Always read as UTF-8, whatever the answer's header says; what is none becomes U+FFFD.
        """
        content = self._caller.data(
            lambda: self._files.export(fileId=file_id, mimeType=MARKDOWN),
            self._call("files.export", Kind.SAFE, _file(file_id)),
        )
        return content.decode("utf-8-sig", errors="replace")

    def comments(self, file_id: str) -> list[Json]:
        """The comments of a file that stand, with what they quote but not what they say."""
        call = self._call("comments.list", Kind.SAFE, _file(file_id))
        found = self._caller.listed(
            lambda token: self._service.comments().list(
                fileId=file_id,
                pageSize=100,
                pageToken=token,
                fields=f"nextPageToken,comments({COMMENT_FIELDS})",
                prettyPrint=False,
            ),
            call,
            "comments",
        )
        return described_comments(found, call)

    def _call(self, method: str, kind: Kind, where: str) -> Call:
        return Call(api=Api.DRIVE, method=method, kind=kind, where=where, app_docs=self._app_docs)


def _file(file_id: str) -> str:
    return f"file {file_id}"
