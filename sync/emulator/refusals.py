"""The error bodies that Google gives, each made in one place.

Calendar and Drive carry `errors[]` with a reason; Docs carries a status instead, and both of them
together come from the front end that stands before all APIs. Texts are Google's own words.
"""

from sync.emulator.wire import Json, WireError

_SIGN_IN_HELP = "https://developers.google.com/identity/sign-in/web/devconsole-project"
_STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ABORTED",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
}
SERVICES = {
    "calendar": ("calendar-json.googleapis.com", "Google Calendar API"),
    "docs": ("docs.googleapis.com", "Google Docs API"),
    "drive": ("drive.googleapis.com", "Google Drive API"),
}


def reasoned(
    status: int,
    reason: str,
    message: str,
    *,
    domain: str = "global",
    location: tuple[str, str] | None = None,
    summary: str | None = None,
) -> WireError:
    """Calendar's and Drive's shape; `location` is (type, name); `summary` where it differs."""
    entry: Json = {"domain": domain, "reason": reason, "message": message}
    if location is not None:
        entry["locationType"], entry["location"] = location
    return WireError(
        status, {"error": {"errors": [entry], "code": status, "message": summary or message}}
    )


def status_only(status: int, message: str, *, name: str | None = None) -> WireError:
    """Docs' shape."""
    return WireError(
        status,
        {"error": {"code": status, "message": message, "status": name or _STATUS[status]}},
    )


def violation(field: str, description: str, *, message: str | None = None) -> WireError:
    """A 400 of the newer front end that names the field."""
    return WireError(
        400,
        {
            "error": {
                "code": 400,
                "message": message or "Request contains an invalid argument.",
                "status": "INVALID_ARGUMENT",
                "details": [
                    {
                        "@type": "type.googleapis.com/google.rpc.BadRequest",
                        "fieldViolations": [{"field": field, "description": description}],
                    }
                ],
            }
        },
    )


def credentials_missing() -> WireError:
    """The 401 of a call without a token."""
    message = (
        "Request is missing required authentication credential. Expected OAuth 2 access token, "
        f"login cookie or other valid authentication credential. See {_SIGN_IN_HELP}."
    )
    entry = {
        "message": "Login Required.",
        "domain": "global",
        "reason": "required",
        "location": "Authorization",
        "locationType": "header",
    }
    return WireError(
        401,
        {
            "error": {
                "code": 401,
                "message": message,
                "errors": [entry],
                "status": "UNAUTHENTICATED",
                "details": [_error_info("CREDENTIALS_MISSING")],
            }
        },
    )


def bad_token(api: str) -> WireError:
    """The 401 of a token that is unknown, expired or revoked."""
    if api == "docs":
        return status_only(
            401,
            "Request had invalid authentication credentials. Expected OAuth 2 access token, login "
            f"cookie or other valid authentication credential. See {_SIGN_IN_HELP}.",
        )
    return reasoned(401, "authError", "Invalid Credentials", location=("header", "Authorization"))


def scope_insufficient(api: str, method: str, scopes: list[str]) -> WireError:
    """The 403 of a token whose scopes do not reach a method; `scopes` are those that would."""
    service, _ = SERVICES[api]
    name = ".".join(part[:1].upper() + part[1:] for part in method.split(".")[1:])
    error: Json = {
        "code": 403,
        "message": "Request had insufficient authentication scopes.",
        "errors": [
            {
                "message": "Insufficient Permission",
                "domain": "global",
                "reason": "insufficientPermissions",
            }
        ],
        "status": "PERMISSION_DENIED",
        "details": [
            _error_info(
                "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
                {"service": service, "method": f"{_method_package(api)}.{name}"},
            )
        ],
    }
    if api == "docs":
        del error["errors"]
    challenge = (
        'Bearer realm="https://accounts.google.com/", error="insufficient_scope", '
        f'scope="{" ".join(scopes)}"'
    )
    return WireError(403, {"error": error}, headers={"WWW-Authenticate": challenge})


def service_disabled(api: str, project: str) -> WireError:
    """The 403 of an API that is not switched on in the client's project."""
    service, title = SERVICES[api]
    url = f"https://console.developers.google.com/apis/api/{service}/overview?project={project}"
    message = (
        f"{title} has not been used in project {project} before or it is disabled. Enable it by "
        f"visiting {url} then retry. If you enabled this API recently, wait a few minutes for the "
        "action to propagate to our systems and retry."
    )
    console = "https://console.developers.google.com"
    error: Json = {
        "code": 403,
        "message": message,
        "errors": [
            {
                "message": message,
                "domain": "usageLimits",
                "reason": "accessNotConfigured",
                "extendedHelp": console,
            }
        ],
        "status": "PERMISSION_DENIED",
        "details": [
            _error_info(
                "SERVICE_DISABLED",
                {
                    "activationUrl": url,
                    "containerInfo": project,
                    "consumer": f"projects/{project}",
                    "service": service,
                    "serviceTitle": title,
                },
            ),
            {
                "@type": "type.googleapis.com/google.rpc.LocalizedMessage",
                "locale": "en-US",
                "message": message,
            },
            {
                "@type": "type.googleapis.com/google.rpc.Help",
                "links": [{"description": "Google developers console API activation", "url": url}],
            },
        ],
    }
    if api == "docs":
        del error["errors"]
    return WireError(403, {"error": error})


def access_not_configured(project: str) -> WireError:
    """Drive's older body for an API that is not switched on."""
    url = (
        "https://console.developers.google.com/apis/api/drive.googleapis.com/overview"
        f"?project={project}"
    )
    message = (
        f"Access Not Configured. Drive API has not been used in project {project} before or it is "
        f"disabled. Enable it by visiting {url} then retry. If you enabled this API recently, wait "
        "a few minutes for the action to propagate to our systems and retry."
    )
    error = reasoned(403, "accessNotConfigured", message, domain="usageLimits")
    error.body["error"]["errors"][0]["extendedHelp"] = url
    return error


def docs_quota(*, write: bool, project: str, per_user: bool, limit: int) -> WireError:
    """The 429 of Docs."""
    kind = "Write" if write else "Read"
    scope = " per user" if per_user else ""
    message = (
        f"Quota exceeded for quota metric '{kind} requests' and limit '{kind} requests per minute"
        f"{scope}' of service 'docs.googleapis.com' for consumer 'project_number:{project}'."
    )
    metadata = {
        "consumer": f"projects/{project}",
        "quota_limit": f"{kind}RequestsPerMinute{'PerUser' if per_user else 'PerProject'}",
        "quota_metric": f"docs.googleapis.com/{kind.lower()}_requests",
        "service": "docs.googleapis.com",
        "quota_limit_value": str(limit),
    }
    return WireError(
        429,
        {
            "error": {
                "code": 429,
                "message": message,
                "status": "RESOURCE_EXHAUSTED",
                "details": [_error_info("RATE_LIMIT_EXCEEDED", metadata)],
            }
        },
    )


def oauth(status: int, error: str, description: str) -> WireError:
    """The token endpoint's shape."""
    return WireError(status, {"error": error, "error_description": description})


def _error_info(reason: str, metadata: Json | None = None) -> Json:
    info: Json = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": reason,
        "domain": "googleapis.com",
    }
    if metadata is not None:
        info["metadata"] = metadata
    return info


def _method_package(api: str) -> str:
    return {
        "calendar": "calendar.v3",
        "docs": "google.apps.docs.v1.DocumentsService",
        "drive": "google.apps.drive.v3",
    }[api]
