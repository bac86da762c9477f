"""Service accounts: the metadata server of a machine that runs as one, the signing of blobs, and
the token endpoint's answer to an assertion for a person of the domain.

What the domain's administrators allowed stands in `Settings.delegations`. A signature is a hash
with a secret of the emulator's: whoever can't have it made here can't make one.
"""

import hashlib
import hmac
import json
import re
from base64 import b64decode, b64encode, urlsafe_b64decode
from collections.abc import Mapping
from urllib.parse import parse_qsl, unquote

from sync.emulator import oauth
from sync.emulator.discovery import short_scope
from sync.emulator.oauth import grant_to, token_for
from sync.emulator.refusals import oauth as refusal
from sync.emulator.refusals import status_only
from sync.emulator.wire import Json, WireError
from sync.emulator.world import World

GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
AUDIENCE = "https://oauth2.googleapis.com/token"
_SIGN = re.compile(r"/v1/projects/-/serviceAccounts/([^/:]+):signBlob")
_METADATA = "/computeMetadata/v1/"
_ACCOUNTS = "instance/service-accounts/"
_SECRET = b"of the emulator alone"


def serves(path: str) -> str:
    """What this path is called here, "sign" or "metadata"; "" where it is none of these."""
    if _SIGN.fullmatch(unquote(path)):
        return "sign"
    return "metadata" if path == "/" or path.startswith(_METADATA) else ""


def answer(
    world: World, verb: str, path: str, headers: Mapping[str, str], body: bytes
) -> Json | str:
    """What the metadata server or the signing service says; a text is one as it is."""
    signing = _SIGN.fullmatch(unquote(path))
    if signing is not None and verb == "POST":
        return _sign(world, signing[1], headers.get("authorization", ""), body)
    if verb != "GET" or headers.get("metadata-flavor") != "Google" or not world.settings.runs_as:
        raise status_only(404, f"no such path: {path}")
    return _metadata(world, path.removeprefix(_METADATA))


def _metadata(world: World, path: str) -> Json | str:
    """What a machine of Google's tells whoever runs on it."""
    email = world.settings.runs_as
    place = path.removeprefix(_ACCOUNTS).partition("/")
    if path == "universe/universe-domain":
        return "googleapis.com"
    if path == "/":
        return ""
    if path.startswith(_ACCOUNTS) and place[0] in {"default", email}:
        if place[2] == "token":
            refresh = grant_to(world, email, "metadata", ["cloud-platform"])
            return token_for(world, refresh, ["cloud-platform"])
        if not place[2]:
            return {"aliases": ["default"], "email": email, "scopes": ["cloud-platform"]}
    raise status_only(404, f"no such path: {path}")


def _sign(world: World, account: str, authorization: str, body: bytes) -> Json:
    access = world.state.access.get(authorization.removeprefix("Bearer "))
    if access is None or access.expires <= world.now:
        raise status_only(401, "Request had invalid authentication credentials.")
    signer = world.state.grants[access.refresh].user
    if signer not in world.settings.token_creators.get(account, set()):
        raise status_only(
            403, "Permission 'iam.serviceAccounts.signBlob' denied.", name="PERMISSION_DENIED"
        )
    try:
        payload = b64decode(json.loads(body)["payload"], validate=True)
    except (ValueError, KeyError, TypeError) as exc:
        raise status_only(400, "Invalid JSON payload received.") from exc
    return {"keyId": "0" * 40, "signedBlob": b64encode(_signature(account, payload)).decode()}


def _signature(account: str, payload: bytes) -> bytes:
    return hmac.new(_SECRET, account.encode() + b"\0" + payload, hashlib.sha256).digest()


def token_endpoint(world: World, body: str) -> Json:
    """POST /token: for an assertion, or for whatever else `oauth` takes."""
    form = dict(parse_qsl(body))
    if form.get("grant_type") == GRANT:
        return _asserted(world, form.get("assertion", ""))
    return oauth.token_endpoint(world, body)


def _asserted(world: World, assertion: str) -> Json:
    """A token for the assertion's subject, or Google's words for why not."""
    claims = _claims(assertion)
    account = str(claims.get("iss", ""))
    scopes = [short_scope(scope) for scope in str(claims.get("scope", "")).split()]
    allowed = world.settings.delegations.get(account)
    signed = assertion.rpartition(".")
    if not hmac.compare_digest(_signature(account, signed[0].encode()), _decoded(signed[2])):
        raise refusal(400, "invalid_grant", "Invalid JWT Signature.")
    if claims.get("aud") != AUDIENCE:
        raise refusal(400, "invalid_grant", "Invalid JWT: Failed audience check.")
    lasts = int(claims.get("exp", 0)) - int(claims.get("iat", 0))
    if not 0 < lasts <= 3600:
        raise refusal(400, "invalid_grant", "Invalid JWT: Token must be a short-lived token.")
    world.assertions.append(claims)
    person = world.user(str(claims.get("sub", "")))
    if person is None or not person.account or person.email in world.settings.suspended:
        raise refusal(400, "invalid_grant", "Invalid email or User ID")
    if allowed is None or not scopes or not set(scopes) <= allowed:
        raise refusal(
            401,
            "unauthorized_client",
            "Client is unauthorized to retrieve access tokens using this method, or client not "
            "authorized for any of the scopes requested.",
        )
    client = f"{world.number_id(account)}-robot"
    return token_for(world, grant_to(world, person.email, client, scopes), scopes)


def _claims(assertion: str) -> Json:
    try:
        found = json.loads(_decoded(assertion.split(".")[1]))
    except (ValueError, IndexError) as exc:
        raise _invalid() from exc
    if not isinstance(found, dict):
        raise _invalid()
    return found


def _decoded(part: str) -> bytes:
    try:
        return urlsafe_b64decode(part + "=" * (-len(part) % 4))
    except ValueError as exc:
        raise _invalid() from exc


def _invalid() -> WireError:
    return refusal(400, "invalid_grant", "Invalid JWT.")
