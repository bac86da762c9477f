"""Every error that Google was seen to give, by name, for faults: what a test can order.

    Fails(error=error("drive_403_rateLimitExceeded"))

A name is the API, the status, and what tells the error from others of that status. Where an error
speaks of a file, a project or an address, it speaks of a made-up one.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from sync.emulator import refusals
from sync.emulator.refusals import oauth, reasoned, status_only
from sync.emulator.wire import WireError

Maker = Callable[[], WireError]
_DAILY = "Daily Limit Exceeded"
_RATE = "Rate Limit Exceeded"
_USER_RATE = "User Rate Limit Exceeded"
_NON_ORGANIZER = "Shared properties can only be changed by the organizer of the event."
_SYNC = "Sync token is no longer valid, a full sync is required."
_SYNC_LONG = "The requested minimum modification time lies too far in the past."
_SHARED_NO_MAIL = (
    'Bad Request. User message: "Sorry, the items were successfully shared but emails could not be '
    'sent to email@domain.com."'
)
_NO_ACCOUNT = (
    'Bad Request. User message: "You are trying to invite someone@example.com. Since there is no '
    'Google account associated with this email address, you must check the "Notify people" box to '
    'invite this recipient."'
)
_SHARING_RATE = (
    'Rate limit exceeded. User message: "These item(s) could not be shared because a rate limit '
    "was exceeded: filename"
)
_SORTING = (
    "Sorting is not supported for queries with fullText terms. Results are always in descending "
    "relevance order."
)
_INHERITED = "Cannot update or delete an inherited permission on a shared drive item."


def error(name: str) -> WireError:
    """The error of a name; KeyError for one that is not known."""
    return ERRORS[name]()


def _limit(reason: str, message: str, *, status: int = 403) -> Maker:
    return lambda: reasoned(status, reason, message, domain="usageLimits")


def _global(status: int, reason: str, message: str) -> Maker:
    return lambda: reasoned(status, reason, message)


def _sharing(message: str, *, summary: str | None = "Bad Request") -> Maker:
    return lambda: reasoned(400, "invalidSharingRequest", message, summary=summary)


def _docs(status: int, message: str) -> Maker:
    return lambda: status_only(status, message)


def _docs_request(number: int, kind: str, message: str) -> Maker:
    return _docs(400, f"Invalid requests[{number}].{kind}: {message}")


def _calendar(
    status: int, reason: str, message: str, location: tuple[str, str] | None = None
) -> Maker:
    return lambda: reasoned(status, reason, message, domain="calendar", location=location)


_SEGMENT = "must be less than the end index of the referenced segment,"

ERRORS: Mapping[str, Maker] = MappingProxyType(
    {
        "any_401_CREDENTIALS_MISSING": refusals.credentials_missing,
        "any_403_ACCESS_TOKEN_SCOPE_INSUFFICIENT": lambda: refusals.scope_insufficient(
            "calendar", "calendar.events.insert", []
        ),
        "any_403_SERVICE_DISABLED": lambda: refusals.service_disabled("calendar", "1234567890"),
        "calendar_400_invalid_sync_token_value": _global(400, "invalid", "Invalid Value"),
        "calendar_400_timeRangeEmpty": _calendar(
            400,
            "timeRangeEmpty",
            "The specified time range is empty.",
            ("parameter", "timeMax"),
        ),
        "calendar_401_authError": lambda: refusals.bad_token("calendar"),
        "calendar_403_forbidden": _limit("ForbiddenError", "Forbidden"),
        "calendar_403_forbiddenForNonOrganizer": _calendar(
            403, "forbiddenForNonOrganizer", _NON_ORGANIZER
        ),
        "calendar_403_dailyLimitExceeded": _limit("dailyLimitExceeded", _DAILY),
        "calendar_403_quotaExceeded": _limit("quotaExceeded", "Calendar usage limits exceeded."),
        "calendar_403_rateLimitExceeded": _limit("rateLimitExceeded", _RATE),
        "calendar_403_unknown": _limit("SomeRandomError", "RandomError"),
        "calendar_403_userRateLimitExceeded": _limit("userRateLimitExceeded", _USER_RATE),
        "calendar_404_notFound": _global(404, "notFound", "Not Found"),
        "calendar_409_conflict": _global(409, "conflict", "Conflict"),
        "calendar_409_duplicate": _global(
            409, "duplicate", "The requested identifier already exists."
        ),
        "calendar_410_deleted": _global(410, "deleted", "Resource has been deleted"),
        "calendar_410_fullSyncRequired": _calendar(
            410, "fullSyncRequired", _SYNC, ("parameter", "syncToken")
        ),
        "calendar_410_updatedMinTooLongAgo": _calendar(
            410, "updatedMinTooLongAgo", _SYNC_LONG, ("parameter", "updatedMin")
        ),
        "calendar_412_conditionNotMet": lambda: reasoned(
            412, "conditionNotMet", "Precondition Failed", location=("header", "If-Match")
        ),
        "calendar_429_rateLimitExceeded": _limit("rateLimitExceeded", _RATE, status=429),
        "calendar_500_backendError": _global(500, "backendError", "Backend Error"),
        "calendar_503_backendError": _global(503, "backendError", "Backend Error"),
        "docs_400_add_tab_with_id": _docs_request(
            0,
            "addDocumentTab",
            "Tab ID should not be specified in the properties when adding a tab",
        ),
        "docs_400_comments_view": _docs(
            400, "Comments may not be requested when previewing suggestions."
        ),
        "docs_400_delete_final_newline": _docs_request(
            0,
            "deleteContentRange",
            "The range cannot include the newline character at the end of the segment.",
        ),
        "docs_400_empty_range": _docs_request(
            0, "deleteContentRange", "The range should not be empty"
        ),
        "docs_400_empty_text": _docs_request(
            0, "insertText", "Insert text requests must specify text to insert."
        ),
        "docs_400_index_past_end": _docs_request(
            0, "insertComment", f"Index 90000 {_SEGMENT} 352."
        ),
        "docs_400_insertTable_at_segment_end": _docs_request(
            0, "insertTable", f"Index 5 {_SEGMENT} 5."
        ),
        "docs_400_insertion_index_bounds": _docs_request(
            200,
            "insertText",
            "The insertion index must be inside the bounds of an existing paragraph.",
        ),
        "docs_400_invalid_deletion_range": _docs_request(
            0,
            "deleteContentRange",
            "Invalid deletion range. Cannot delete the requested range.",
        ),
        "docs_400_named_range_no_id": _docs_request(
            20, "deleteNamedRange", "ID or name for named range must be set"
        ),
        "docs_400_required_revision_mismatch": _docs(
            400,
            "The required revision ID 'OBVIOUSLY-STALE-REVISION-ID' does not match the latest "
            "revision.",
        ),
        "docs_400_segment_not_found": _docs(400, "Segment with ID kix.xxx was not found"),
        "docs_400_table_start_invalid": _docs_request(
            0, "updateTableColumnProperties", "The provided table start location is invalid"
        ),
        "docs_400_updateParagraphStyle_past_end": _docs_request(
            1, "updateParagraphStyle", f"Index 42 {_SEGMENT} 42."
        ),
        "docs_401_UNAUTHENTICATED": lambda: refusals.bad_token("docs"),
        "docs_403_PERMISSION_DENIED": _docs(403, "The caller does not have permission"),
        "docs_403_suggestions_view": _docs(
            403, "You do not have permission to access the document suggestions"
        ),
        "docs_404_NOT_FOUND": _docs(404, "Requested entity was not found."),
        "docs_429_RESOURCE_EXHAUSTED": lambda: refusals.docs_quota(
            write=True, project="111222333", per_user=True, limit=60
        ),
        "docs_500_internal": _docs(500, "Internal error encountered."),
        "docs_503_unavailable": _docs(503, "The service is currently unavailable."),
        "drive_400_badRequest": lambda: reasoned(
            400, "badRequest", _SORTING, location=("parameter", "orderBy")
        ),
        "drive_400_invalidSharingRequest_acl_not_allowed": _sharing(
            'Bad Request. User message: "ACL change not allowed."'
        ),
        "drive_400_invalidSharingRequest_email_not_sent": _sharing(_SHARED_NO_MAIL),
        "drive_400_invalidSharingRequest_no_google_account": _sharing(_NO_ACCOUNT, summary=None),
        "drive_401_authError": lambda: refusals.bad_token("drive"),
        "drive_403_accessNotConfigured_old": lambda: refusals.access_not_configured("1234567890"),
        "drive_403_appNotAuthorizedToFile": _global(
            403,
            "appNotAuthorizedToFile",
            "The user has not granted the app {appId} {verb} access to the file {fileId}.",
        ),
        "drive_403_cannotExportFile": _global(
            403, "cannotExportFile", "This file cannot be exported by the user."
        ),
        "drive_403_cannotModifyInheritedTeamDrivePermission": _global(
            403, "cannotModifyInheritedTeamDrivePermission", _INHERITED
        ),
        "drive_403_dailyLimitExceeded": _limit("dailyLimitExceeded", _DAILY),
        "drive_403_domainPolicy": _global(
            403, "domainPolicy", "The domain administrators have disabled Drive apps."
        ),
        "drive_403_exportSizeLimitExceeded": _global(
            403, "exportSizeLimitExceeded", "This file is too large to be exported."
        ),
        "drive_403_fileNotDownloadable": _global(
            403,
            "fileNotDownloadable",
            "Only files with binary content can be downloaded. Use Export with Docs Editors files.",
        ),
        "drive_403_insufficientFilePermissions": _global(
            403,
            "insufficientFilePermissions",
            "The user does not have sufficient permissions for file {fileId}.",
        ),
        "drive_403_rateLimitExceeded": _limit("rateLimitExceeded", _RATE),
        "drive_403_sharingRateLimitExceeded": lambda: reasoned(
            403, "sharingRateLimitExceeded", _SHARING_RATE, summary=_RATE
        ),
        "drive_403_storageQuotaExceeded": _global(
            403, "storageQuotaExceeded", "The user's Drive storage quota has been exceeded."
        ),
        "drive_403_teamDriveMembershipRequired": _global(
            403,
            "teamDriveMembershipRequired",
            "The attempted action requires shared drive membership.",
        ),
        "drive_403_userRateLimitExceeded": _limit("userRateLimitExceeded", _USER_RATE),
        "drive_404_notFound": lambda: reasoned(
            404, "notFound", "File not found: FILE_ID.", location=("parameter", "fileId")
        ),
        "drive_404_notFound_doc": lambda: reasoned(
            404,
            "notFound",
            "File not found {fileId}",
            summary="File not found: {fileId}",
        ),
        "drive_429_rateLimitExceeded": _limit("rateLimitExceeded", _RATE, status=429),
        "drive_500_backendError": _global(500, "backendError", "Backend Error"),
        "drive_503_backendError": _global(503, "backendError", "Backend Error"),
        "oauth_400_invalid_grant_bad_request": lambda: oauth(400, "invalid_grant", "Bad Request"),
        "oauth_400_invalid_grant_expired_or_revoked": lambda: oauth(
            400, "invalid_grant", "Token has been expired or revoked."
        ),
        "oauth_503_unavailable": lambda: oauth(503, "backend_error", "Service Unavailable"),
    }
)
