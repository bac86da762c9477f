"""The authorization endpoint: who signs in, what they allow an app, and which files they pick.

A browser comes here with an app's question and goes through up to three pages: the account, the
scopes, and with `trigger_onepick` the picker. In the end it is sent back to the app on loopback
with a code or an error, or stays on a page that never calls back, as Google's do. Nothing is kept
between the pages: each form repeats what was chosen before.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit, urlunsplit

from sync.emulator import consent_pages as pages
from sync.emulator.discovery import APIS, api, long_scope, short_scope
from sync.emulator.drive.access import role_of
from sync.emulator.state import Code, File, User
from sync.emulator.world import World

PATH: Final = "/o/oauth2/v2/auth"
CODE_LIFETIME: Final = 600 * 1_000_000
_ALWAYS: Final = frozenset({"openid", "email", "profile", "userinfo.email", "userinfo.profile"})
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the browser gets: a page, or the address that it is sent to."""

    status: int = 200
    page: str = ""
    location: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """An app's question, checked."""

    client: str
    redirect_uri: str
    scopes: tuple[str, ...]
    state: str
    challenge: str
    method: str
    hint: str
    picker: bool
    multiple: bool
    mime_types: frozenset[str]
    file_ids: tuple[str, ...]


class _BlockedError(Exception):
    """The question is answered with a page that never calls back."""

    def __init__(self, status: int, code: str, words: str) -> None:
        super().__init__(code)
        self.seen = Seen(status=status, page=pages.blocked(status, code, words))


def authorize(world: World, verb: str, query: str, body: str) -> Seen:
    """The next page of a sign-in, or the way back to the app."""
    try:
        asked = _read(world, query)
        form = parse_qs(body, keep_blank_values=True) if verb == "POST" else {}
        return _next(world, asked, form)
    except _BlockedError as blocked:
        return blocked.seen


def _next(world: World, asked: _Asked, form: Mapping[str, list[str]]) -> Seen:
    user = world.user(form.get("account", [asked.hint])[0])
    if user is None or not user.account or user.group:
        accounts = [each for each in world.state.users.values() if each.account and not each.group]
        return Seen(page=pages.chooser(asked.client, accounts))
    if refused := _refused(world, user):
        if world.settings.refuses_on_page:
            raise _BlockedError(*refused)
        return _back(asked, error=refused[1])
    answer = form.get("answer", [""])[0]
    if not answer:
        return Seen(page=pages.consent(asked.client, user, asked.scopes))
    scopes = _allowed(asked, form)
    if answer != "allow" or not scopes:
        return _back(asked, error="access_denied")
    if not asked.picker:
        return _back(asked, **_granted(world, asked, user, scopes))
    return _picking(world, asked, user, form)


def _picking(world: World, asked: _Asked, user: User, form: Mapping[str, list[str]]) -> Seen:
    if "picker" in world.settings.disabled_apis:
        raise _BlockedError(403, "picker_disabled", "The Google Picker API is not switched on.")
    offered = {file.id: file for file in _offered(world, asked, user)}
    answer = form.get("pick", [""])[0]
    if not answer:
        return Seen(page=pages.picker(user, list(offered.values()), multiple=asked.multiple))
    picked = [each for each in form.get("file", ()) if each in offered]
    if not asked.multiple:
        picked = picked[:1]
    if answer != "select" or not picked:
        if world.settings.picker_cancels_with_error:
            return _back(asked, error="access_denied")
        return _back(asked, **_granted(world, asked, user, asked.scopes))
    for file_id in picked:
        place = f"{asked.client.partition('-')[0]} {user.email}"
        world.files.give(offered[file_id], place, world.stamp())
    granted = _granted(world, asked, user, asked.scopes)
    return _back(asked, picked_file_ids=",".join(picked), **granted)


def _offered(world: World, asked: _Asked, user: User) -> list[File]:
    """The files that the picker shows: the user's, of the kinds and ids that were asked for."""
    return [
        file
        for file in world.state.files.values()
        if not file.trashed
        and (not asked.mime_types or file.mime_type in asked.mime_types)
        and (not asked.file_ids or file.id in asked.file_ids)
        and role_of(world, file, user.email)
    ]


def _refused(world: World, user: User) -> tuple[int, str, str] | None:
    """Why this user may not sign in to the app: status, Google's word, and what the page says."""
    settings = world.settings
    if settings.blocked_by_admin:
        words = (
            "Please contact your Google Workspace administrator. Access to your account data is "
            "restricted by policies within your organization."
        )
        return 400, "admin_policy_enforced", words
    if settings.internal_to and user.domain != settings.internal_to:
        return 403, "org_internal", "This client is restricted to users within its organization."
    if settings.test_users is not None and user.email not in settings.test_users:
        words = (
            "The app has not completed the Google verification process. It is being tested, and "
            "can only be accessed by testers that the developer has approved."
        )
        return 403, "access_denied", words
    return None


def _allowed(asked: _Asked, form: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The scopes whose boxes are ticked; a single one has no box."""
    asks = [each for each in asked.scopes if each not in _ALWAYS]
    ticked = set(form.get("scope", ())) if len(asks) > 1 else set(asks)
    return tuple(each for each in asked.scopes if each in ticked or each in _ALWAYS)


def _granted(world: World, asked: _Asked, user: User, scopes: tuple[str, ...]) -> dict[str, str]:
    """A code for what was allowed, and what comes along with it."""
    code = world.token("4/0A")
    world.state.codes[code] = Code(
        user=user.email,
        client=asked.client,
        scopes=list(scopes),
        redirect_uri=asked.redirect_uri,
        challenge=asked.challenge,
        method=asked.method,
        expires=world.now + CODE_LIFETIME,
    )
    return {
        "code": code,
        "scope": " ".join(long_scope(each) for each in scopes),
        "authuser": "0",
        "prompt": "consent",
    }


def _back(asked: _Asked, **given: str) -> Seen:
    """The way back to the app."""
    parts = urlsplit(asked.redirect_uri)
    state = {"state": asked.state} if asked.state else {}
    answer = {**state, "iss": "https://accounts.google.com", **given}
    query = "&".join(part for part in (parts.query, urlencode(answer)) if part)
    return Seen(status=302, location=urlunsplit((*parts[:2], parts.path or "/", query, "")))


def _read(world: World, query: str) -> _Asked:
    """The question, or the page that says what is wrong with it."""
    given = dict(parse_qsl(query, keep_blank_values=True))
    if not given.get("client_id"):
        raise _BlockedError(401, "invalid_client", "The OAuth client was not found.")
    if given.get("response_type") != "code":
        raise _BlockedError(400, "invalid_request", "response_type must be code.")
    if not _is_loopback(given.get("redirect_uri", "")):
        words = "The redirect URI is none of an installed app: it is not on loopback."
        raise _BlockedError(400, "redirect_uri_mismatch", words)
    scopes = tuple(dict.fromkeys(short_scope(each) for each in given.get("scope", "").split()))
    if not scopes:
        raise _BlockedError(400, "invalid_request", "Missing required parameter: scope")
    if unknown := sorted(set(scopes) - _known_scopes()):
        words = f"Some requested scopes were invalid: {', '.join(unknown)}"
        raise _BlockedError(400, "invalid_scope", words)
    method = given.get("code_challenge_method", "plain")
    if method not in {"plain", "S256"}:
        raise _BlockedError(400, "invalid_request", "Invalid code_challenge_method")
    picker = given.get("trigger_onepick") == "true"
    if picker and (scopes != ("drive.file",) or given.get("prompt") != "consent"):
        words = "trigger_onepick goes with the scope drive.file alone and with prompt=consent."
        raise _BlockedError(400, "invalid_request", words)
    return _Asked(
        client=given["client_id"],
        redirect_uri=given["redirect_uri"],
        scopes=scopes,
        state=given.get("state", ""),
        challenge=given.get("code_challenge", ""),
        method=method,
        hint=world.primary(given.get("login_hint", "")),
        picker=picker,
        multiple=given.get("allow_multiple") == "true",
        mime_types=frozenset(filter(None, given.get("mimetypes", "").split(","))),
        file_ids=tuple(filter(None, given.get("file_ids", "").split(","))),
    )


def _known_scopes() -> frozenset[str]:
    found = {scope for name in APIS for method in api(name).methods for scope in method.scopes}
    return frozenset(found) | _ALWAYS


def _is_loopback(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme == "http" and parts.hostname in _LOOPBACK and parts.port != 0
    except ValueError:
        return False
