"""From one HTTP request to one answer: routing, signing-in, quotas, checks, work, faults, the log.

The order is Google's: who calls, may the token do this, is there quota, is the request well formed,
and only then the work. All work of one Workspace is done one request at a time.
"""

import json
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from email.utils import formatdate
from threading import RLock
from typing import TypeAlias
from urllib.parse import parse_qs, unquote

from sync.emulator import consent, consent_pages, delegation, documents, oauth
from sync.emulator.calendar import changes, listing, settings
from sync.emulator.coverage import check_covered, not_covered
from sync.emulator.discovery import Method, api
from sync.emulator.drive import extras, files, permissions, resource
from sync.emulator.faults import Drop, Fails, Faults, Garbage, Kind, Meanwhile, Slow
from sync.emulator.masks import apply_mask, read_mask
from sync.emulator.quota import Quota
from sync.emulator.refusals import reasoned, status_only
from sync.emulator.schema import check_answer, check_request, read_query, without_nulls
from sync.emulator.wire import Answer, Call, Caller, InternalBug, Json, Text, WireError
from sync.emulator.world import World

Handler: TypeAlias = Callable[[World, Call], Answer]
HANDLERS: dict[str, Handler] = {
    "calendar.events.delete": changes.delete,
    "calendar.events.get": changes.get,
    "calendar.events.insert": changes.insert,
    "calendar.events.instances": listing.list_instances,
    "calendar.events.list": listing.list_events,
    "calendar.events.patch": changes.patch,
    "calendar.events.update": changes.update,
    "calendar.calendars.get": settings.calendar,
    "calendar.settings.get": settings.setting,
    "docs.documents.batchUpdate": documents.batch_update,
    "docs.documents.create": documents.create,
    "docs.documents.get": documents.get,
    "drive.about.get": extras.about,
    "drive.comments.list": extras.comments,
    "drive.files.copy": files.copy,
    "drive.files.create": files.create,
    "drive.files.delete": files.delete,
    "drive.files.export": extras.export,
    "drive.files.get": files.get,
    "drive.files.list": files.list_files,
    "drive.files.update": files.update,
    "drive.permissions.create": permissions.create,
    "drive.permissions.delete": permissions.delete,
    "drive.permissions.get": permissions.get,
    "drive.permissions.list": permissions.list_permissions,
    "drive.permissions.update": permissions.update,
}
_DEFAULT_FIELDS = {
    "drive.files.copy": resource.FILE_DEFAULT,
    "drive.files.create": resource.FILE_DEFAULT,
    "drive.files.get": resource.FILE_DEFAULT,
    "drive.files.list": resource.LIST_DEFAULT,
    "drive.files.update": resource.FILE_DEFAULT,
    "drive.permissions.create": resource.PERMISSION_DEFAULT,
    "drive.permissions.get": resource.PERMISSION_DEFAULT,
    "drive.permissions.list": resource.PERMISSIONS_DEFAULT,
    "drive.permissions.update": resource.PERMISSION_DEFAULT,
}
_SIGN_IN = {"/token": "token", "/revoke": "revoke", consent.PATH: "auth"}
_PREFIXES = {
    "/calendar/v3/": ("calendar", "/calendar/v3/"),
    "/drive/v3/": ("drive", "/drive/v3/"),
    "/v1/documents": ("docs", "/"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An HTTP request as it came; `path` is still quoted, header names are in lower case."""

    verb: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An HTTP answer."""

    status: int
    body: bytes = b""
    media_type: str = "application/json; charset=UTF-8"
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """One line of the log of requests, for counting. `method` is discovery's name, or that of an
    endpoint of the sign-in: "auth", "token", "revoke".
    """

    verb: str
    path: str
    method: str
    keys: tuple[str, ...]
    user: str
    status: int
    """0 where the connection was dropped."""
    sent: int
    fault: str
    came: float = field(default=0.0, compare=False)
    """When, by a clock that tells only how much later something else is."""
    went: float = field(default=0.0, compare=False)


class Dispatch:
    """Answers the requests of one Workspace."""

    def __init__(
        self, world: World, faults: Faults, quota: Quota, saved: Callable[[], None]
    ) -> None:
        self._world = world
        self._faults = faults
        self._quota = quota
        self._saved = saved
        self.lock = RLock()
        self.log: list[Logged] = []
        self.bugs: list[str] = []

    @property
    def date(self) -> str:
        """The Workspace's own time, as answers bear it."""
        return formatdate(self._world.now / 1_000_000, usegmt=True)

    def answer(self, asked: Asked) -> Told | None:
        """The answer, or None where the connection is to be dropped."""
        came = time.monotonic()
        asked = _overridden(asked)
        name = self._name(asked)
        fault = self._faults.meet(asked.verb, unquote(asked.path), name)
        user = ""
        told: Told | None
        told = self._before(fault)
        if told is None and fault != Drop(after=False):
            self._meanwhile(fault, came, after=False)
            with self.lock:
                told, user = self._work(asked)
            self._meanwhile(fault, came, after=True)
            told = self._after(fault, told)
        self.log.append(
            Logged(
                verb=asked.verb,
                path=unquote(asked.path),
                method=name,
                keys=tuple(sorted(parse_qs(asked.query, keep_blank_values=True))),
                user=user,
                status=told.status if told is not None else 0,
                sent=len(told.body) if told is not None else 0,
                fault=type(fault).__name__ if fault is not None else "",
                came=came,
                went=time.monotonic(),
            )
        )
        return told

    def _name(self, asked: Asked) -> str:
        if asked.path in _SIGN_IN:
            return _SIGN_IN[asked.path]
        if robot := delegation.serves(asked.path):
            return robot
        found = _find(asked)
        return found[0].id if found is not None else ""

    def _before(self, fault: Kind | None) -> Told | None:
        match fault:
            case Fails(after=False):
                return _refused(fault.error)
            case Garbage(after=False):
                return Told(status=200, body=fault.body, media_type=fault.media_type)
            case _:
                return None

    def _meanwhile(self, fault: Kind | None, came: float, *, after: bool) -> None:
        """What takes its time, or happens, beside the work on a request that came then."""
        match fault:
            case Slow() if fault.after == after:
                self._faults.wait(came + fault.seconds - time.monotonic())
            case Meanwhile() if fault.after == after:
                try:
                    fault.act()
                except Exception:  # noqa: BLE001 - the test that ordered it is to hear of it
                    self.bugs.append(traceback.format_exc())
            case _:
                pass

    def _after(self, fault: Kind | None, told: Told) -> Told | None:
        match fault:
            case Fails(after=True):
                return _refused(fault.error)
            case Garbage(after=True):
                return Told(status=200, body=fault.body, media_type=fault.media_type)
            case Drop(after=True):
                return None
            case _:
                return told

    def _work(self, asked: Asked) -> tuple[Told, str]:
        user = ""
        try:
            if asked.path == "/token" and asked.verb == "POST":
                token = delegation.token_endpoint(self._world, asked.body.decode())
                self._saved()
                return _told(token, compact=False), user
            if asked.path == "/revoke" and asked.verb == "POST":
                revoked = oauth.revoke_endpoint(self._world, asked.body.decode(), asked.query)
                self._saved()
                return _told(revoked, compact=False), user
            if asked.path == consent.PATH and asked.verb in {"GET", "POST"}:
                return self._consent(asked), user
            if delegation.serves(asked.path):
                return self._robot(asked), user
            found = _find(asked)
            if found is None:
                return _refused(status_only(404, f"no such path: {asked.path}")), user
            method, path = found
            caller = oauth.authenticate(self._world, method, asked.headers.get("authorization"))
            user = caller.user
            return self._call(asked, method, path, caller), user
        except WireError as refusal:
            return _refused(refusal), user
        except Exception:  # noqa: BLE001 - whatever it is, it is a bug that must not pass unseen
            self.bugs.append(traceback.format_exc())
            return _refused(status_only(500, "a bug of the emulator: see its log")), user

    def _robot(self, asked: Asked) -> Told:
        said = delegation.answer(self._world, asked.verb, asked.path, asked.headers, asked.body)
        flavor = {"Metadata-Flavor": "Google"}
        if isinstance(said, str):
            return Told(status=200, body=said.encode(), media_type="text/plain", headers=flavor)
        return replace(_told(said, compact=False), media_type="application/json", headers=flavor)

    def _consent(self, asked: Asked) -> Told:
        form = asked.body.decode(errors="replace")
        seen = consent.authorize(self._world, asked.verb, asked.query, form)
        self._saved()
        goes = {"Location": seen.location} if seen.location else {}
        return Told(
            status=seen.status,
            body=seen.page.encode(),
            media_type="text/html; charset=utf-8",
            headers={**consent_pages.HEADERS, **goes},
        )

    def _call(self, asked: Asked, method: Method, path: Mapping[str, str], caller: Caller) -> Told:
        if self._world.settings.quotas:
            status = self._world.settings.over_quota_status
            self._quota.spend(method, caller, self._world.now, status=status)
        query = read_query(method, parse_qs(asked.query, keep_blank_values=True))
        body = _body(method, asked)
        check_request(method, body)
        if method.api == "docs":
            body = without_nulls(body)
        fields = query.get("fields", _DEFAULT_FIELDS.get(method.id))
        mask = read_mask(method, fields) if fields else None
        handler = HANDLERS.get(method.id)
        if handler is None:
            raise not_covered(method.id)
        check_covered(method, query, body)
        answer = handler(
            self._world,
            Call(
                method=method.id,
                caller=caller,
                path=path,
                query=query,
                body=body,
                headers=asked.headers,
            ),
        )
        if method.verb != "GET":
            self._saved()
        if answer is None:
            return Told(status=204)
        if isinstance(answer, Text):
            return Told(status=200, body=answer.content, media_type=answer.media_type)
        if mask is not None:
            answer = apply_mask(mask, answer)
        check_answer(method, answer)
        return _told(answer, compact=not query.get("prettyPrint", True))


def _find(asked: Asked) -> tuple[Method, dict[str, str]] | None:
    for prefix, (name, service) in _PREFIXES.items():
        if asked.path.startswith(prefix):
            return api(name).find(asked.verb, asked.path[len(service) :])
    return None


def _overridden(asked: Asked) -> Asked:
    """A GET too long for a URI comes as a POST with a form."""
    if asked.verb == "POST" and asked.headers.get("x-http-method-override") == "GET":
        form = asked.body.decode()
        query = "&".join(part for part in (asked.query, form) if part)
        return Asked(verb="GET", path=asked.path, query=query, headers=asked.headers, body=b"")
    return asked


def _body(method: Method, asked: Asked) -> Json:
    if not method.request or not asked.body:
        return {}
    try:
        body = json.loads(asked.body)
    except ValueError:
        body = None
    if not isinstance(body, dict):
        if method.api == "docs":
            raise status_only(400, "Invalid JSON payload received. Unexpected token.")
        raise reasoned(400, "parseError", "Parse Error")
    return body


def _told(answer: Json, *, compact: bool) -> Told:
    text = (
        json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
        if compact
        else json.dumps(answer, ensure_ascii=False, indent=2) + "\n"
    )
    return Told(status=200, body=text.encode())


def _refused(refusal: WireError) -> Told:
    text = json.dumps(refusal.body, ensure_ascii=False, indent=2) + "\n"
    return Told(status=refusal.status, body=text.encode(), headers=refusal.headers)


def bug(text: str) -> InternalBug:
    """A mistake of the emulator, as the test that met it is told."""
    return InternalBug(text)
