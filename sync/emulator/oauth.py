"""Signing in: the token endpoint, and what a bearer token is worth.

Decides who calls and with which scopes. What a scope covers is asked of discovery; what a user may
see is not decided here.
"""

from datetime import timedelta
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
    refresh = world.token("1//0")
    lifetime = world.settings.refresh_lifetime
    world.state.grants[refresh] = Grant(
        user=found.email,
        client=client,
        secret=SECRET,
        scopes=[short_scope(scope) for scope in scopes],
        issued=world.stamp(),
        expires=None if lifetime is None else world.now + lifetime // timedelta(microseconds=1),
    )
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


def token_endpoint(world: World, body: str) -> Json:
    """POST /token with grant_type=refresh_token."""
    form = dict(parse_qsl(body, keep_blank_values=True))
    if form.get("grant_type") != "refresh_token":
        given = form.get("grant_type", "")
        raise oauth(400, "unsupported_grant_type", f"Invalid grant_type: {given}")
    grant = world.state.grants.get(form.get("refresh_token", ""))
    if grant is None:
        raise oauth(400, "invalid_grant", "Bad Request")
    if form.get("client_id") != grant.client:
        raise oauth(401, "invalid_client", "The OAuth client was not found.")
    if form.get("client_secret") != grant.secret:
        raise oauth(401, "invalid_client", "Unauthorized")
    if grant.revoked or (grant.expires is not None and grant.expires <= world.now):
        raise oauth(400, "invalid_grant", "Token has been expired or revoked.")
    scopes = grant.scopes
    if "scope" in form:
        scopes = [short_scope(scope) for scope in form["scope"].split()]
        if not set(scopes) <= set(grant.scopes):
            raise oauth(400, "invalid_scope", "Some requested scopes were not granted.")
    lifetime = world.settings.access_lifetime
    token = world.token("ya29.a0")
    world.state.access[token] = Access(
        refresh=form["refresh_token"],
        scopes=list(scopes),
        expires=world.now + lifetime // timedelta(microseconds=1),
    )
    answer: Json = {
        "access_token": token,
        "expires_in": max(0, int(lifetime.total_seconds()) - 1),
        "scope": " ".join(long_scope(scope) for scope in scopes),
        "token_type": "Bearer",
    }
    if grant.expires is not None:
        answer["refresh_token_expires_in"] = (grant.expires - world.now) // 1_000_000
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
