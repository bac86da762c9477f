"""The token endpoint, and what a bearer token is worth.

Decides who calls and with which scopes. What a scope covers is asked of discovery; what a user may
see is not decided here.
"""

from base64 import urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256
from urllib.parse import parse_qsl

from sync.emulator.discovery import Method, long_scope, short_scope
from sync.emulator.refusals import (
    bad_token,
    credentials_missing,
    oauth,
    scope_insufficient,
    service_disabled,
)
from sync.emulator.state import Access, Grant
from sync.emulator.wire import Caller, Json
from sync.emulator.world import World

SECRET = "GOCSPX-emulated"  # noqa: S105 - what every client of the emulator has


def sign_in(world: World, user: str, client: str, scopes: list[str]) -> Json:
    """A new grant as the authorized-user JSON that google-auth writes and reads."""
    found = world.user(user)
    if found is None or not found.account:
        raise ValueError(f"{user} has no account in this Workspace")
    refresh = grant_to(world, found.email, client, [short_scope(scope) for scope in scopes])
    return {
        "type": "authorized_user",
        "client_id": client,
        "client_secret": SECRET,
        "refresh_token": refresh,
        "token_uri": "https://oauth2.googleapis.com/token",
        "scopes": [long_scope(scope) for scope in scopes],
        "universe_domain": "googleapis.com",
        "account": found.email,
    }


def grant_to(world: World, user: str, client: str, scopes: list[str]) -> str:
    """The refresh token of a new grant."""
    refresh = world.token("1//0")
    lifetime = world.settings.refresh_lifetime
    world.state.grants[refresh] = Grant(
        user=user,
        client=client,
        secret=SECRET,
        scopes=scopes,
        issued=world.stamp(),
        expires=None if lifetime is None else world.now + lifetime // timedelta(microseconds=1),
    )
    return refresh


def token_endpoint(world: World, body: str) -> Json:
    """POST /token: a code or a refresh token for an access token."""
    form = dict(parse_qsl(body, keep_blank_values=True))
    match form.get("grant_type", ""):
        case "refresh_token":
            return _renewed(world, form)
        case "authorization_code":
            return _exchanged(world, form)
        case given:
            raise oauth(400, "unsupported_grant_type", f"Invalid grant_type: {given}")


def _renewed(world: World, form: dict[str, str]) -> Json:
    grant = world.state.grants.get(form.get("refresh_token", ""))
    if grant is None:
        raise oauth(400, "invalid_grant", "Bad Request")
    _check_client(form, grant.client, grant.secret)
    if grant.revoked or (grant.expires is not None and grant.expires <= world.now):
        raise oauth(400, "invalid_grant", "Token has been expired or revoked.")
    scopes = grant.scopes
    if "scope" in form:
        scopes = [short_scope(scope) for scope in form["scope"].split()]
        if not set(scopes) <= set(grant.scopes):
            raise oauth(400, "invalid_scope", "Some requested scopes were not granted.")
    return token_for(world, form["refresh_token"], scopes)


def _exchanged(world: World, form: dict[str, str]) -> Json:
    """A code is good once, for ten minutes, and only for who asked: same client, address, secret
    of PKCE.
    """
    code = world.state.codes.pop(form.get("code", ""), None)
    if code is None or code.expires <= world.now:
        raise oauth(400, "invalid_grant", "Malformed auth code.")
    _check_client(form, code.client, SECRET)
    if form.get("redirect_uri") != code.redirect_uri:
        raise oauth(400, "redirect_uri_mismatch", "Bad Request")
    verifier = form.get("code_verifier", "")
    if code.challenge and not verifier:
        raise oauth(400, "invalid_grant", "Missing code verifier.")
    if code.challenge and _challenge(verifier, code.method) != code.challenge:
        raise oauth(400, "invalid_grant", "Invalid code verifier.")
    refresh = grant_to(world, code.user, code.client, list(code.scopes))
    return {**token_for(world, refresh, code.scopes), "refresh_token": refresh}


def _challenge(verifier: str, method: str) -> str:
    if method == "plain":
        return verifier
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")


def _check_client(form: dict[str, str], client: str, secret: str) -> None:
    if form.get("client_id") != client:
        raise oauth(401, "invalid_client", "The OAuth client was not found.")
    if form.get("client_secret") != secret:
        raise oauth(401, "invalid_client", "Unauthorized")


def token_for(world: World, refresh: str, scopes: list[str]) -> Json:
    """A new access token for a grant, with what the endpoint says about it."""
    lifetime = world.settings.access_lifetime
    token = world.token("ya29.a0")
    world.state.access[token] = Access(
        refresh=refresh,
        scopes=list(scopes),
        expires=world.now + lifetime // timedelta(microseconds=1),
    )
    answer: Json = {
        "access_token": token,
        "expires_in": max(0, int(lifetime.total_seconds()) - 1),
        "scope": " ".join(long_scope(scope) for scope in scopes),
        "token_type": "Bearer",
    }
    expires = world.state.grants[refresh].expires
    if expires is not None:
        answer["refresh_token_expires_in"] = (expires - world.now) // 1_000_000
    return answer


def revoke_endpoint(world: World, body: str, query: str) -> Json:
    """POST /revoke: an access token takes its refresh token along."""
    form = dict(parse_qsl(query)) | dict(parse_qsl(body))
    token = form.get("token", "")
    access = world.state.access.get(token)
    grant = world.state.grants.get(access.refresh if access is not None else token)
    if grant is None:
        raise oauth(400, "invalid_token", "Token expired or revoked")
    grant.revoked = True
    return {}


def authenticate(world: World, method: Method, authorization: str | None) -> Caller:
    """Who calls, or the 401 or 403 that says why nobody does."""
    if not authorization:
        raise credentials_missing()
    kind, _, token = authorization.partition(" ")
    access = world.state.access.get(token)
    if kind.lower() != "bearer" or access is None or access.expires <= world.now:
        raise bad_token(method.api)
    grant = world.state.grants[access.refresh]
    if grant.revoked or (grant.expires is not None and grant.expires <= world.now):
        raise bad_token(method.api)
    caller = Caller(
        user=grant.user,
        client=grant.client,
        scopes=frozenset(access.scopes),
        issued=grant.issued,
    )
    if method.api in world.settings.disabled_apis:
        raise service_disabled(method.api, caller.app)
    if not caller.scopes & method.scopes:
        needed = sorted(long_scope(scope) for scope in method.scopes)
        raise scope_insufficient(method.api, method.id, needed)
    return caller
