"""Every recorded error of Google's leads to the class of ours that is meant for it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import responses

from sync.errors import ExitCode, OneononeError, SignInNeeded
from sync.google import errors as ours
from tests.google.calls_table import CALLS
from tests.google.conftest import TOKEN_URI, Wire

LIST, GET, PATCH = "calendar.events.list", "calendar.events.get", "calendar.events.patch"
READ, WRITE = "docs.documents.get", "docs.documents.batchUpdate"
FILE, CREATE, SHARE = "drive.files.get", "drive.files.create", "drive.permissions.create"
FIND, EXPORT = "drive.files.list", "drive.files.export"


@dataclass(frozen=True)
class Meant:
    """What a recorded error is meant to become, answered to a call; how often it is asked."""

    call: str
    error: type[OneononeError]
    reason: str = ""
    asked: int = 1
    detail: str = ""


MEANT: dict[str, Meant] = {
    "any_401_CREDENTIALS_MISSING.json": Meant(FILE, SignInNeeded, asked=2),
    "any_403_ACCESS_TOKEN_SCOPE_INSUFFICIENT.json": Meant(
        LIST, ours.ScopeMissing, "ACCESS_TOKEN_SCOPE_INSUFFICIENT"
    ),
    "any_403_SERVICE_DISABLED.json": Meant(READ, ours.ApiDisabled, "SERVICE_DISABLED"),
    "calendar_400_invalid_sync_token_value.json": Meant(
        LIST, ours.BadRequest, detail="a value is malformed"
    ),
    "calendar_400_timeRangeEmpty.json": Meant(
        LIST, ours.BadRequest, detail="the time range is empty"
    ),
    "calendar_401_authError.json": Meant(LIST, SignInNeeded, asked=2),
    "calendar_403_forbiddenForNonOrganizer.json": Meant(
        PATCH, ours.CalendarForbidden, "forbiddenForNonOrganizer"
    ),
    "calendar_403_quotaExceeded.json": Meant(PATCH, ours.QuotaExhausted, "quotaExceeded"),
    "calendar_403_rateLimitExceeded.json": Meant(
        LIST, ours.RateLimited, "rateLimitExceeded", asked=7
    ),
    "calendar_403_userRateLimitExceeded.json": Meant(
        LIST, ours.RateLimited, "userRateLimitExceeded", asked=7
    ),
    "calendar_404_notFound.json": Meant(GET, ours.NotFound),
    "calendar_409_conflict.json": Meant(PATCH, ours.Conflict),
    "calendar_409_duplicate.json": Meant(PATCH, ours.Conflict),
    "calendar_410_deleted.json": Meant(GET, ours.Gone),
    "calendar_410_fullSyncRequired.json": Meant(LIST, ours.Gone),
    "calendar_410_updatedMinTooLongAgo.json": Meant(LIST, ours.Gone),
    "calendar_412_conditionNotMet.json": Meant(PATCH, ours.PreconditionFailed),
    "calendar_429_rateLimitExceeded.json": Meant(
        PATCH, ours.RateLimited, "rateLimitExceeded", asked=7
    ),
    "calendar_500_backendError.json": Meant(PATCH, ours.Unavailable, asked=7),
    "docs_400_add_tab_with_id.json": Meant(
        WRITE, ours.BadRequest, detail="request 0 (addDocumentTab): a new tab can't have an id"
    ),
    "docs_400_comments_view.json": Meant(
        READ, ours.BadRequest, detail="comments can't be asked for in a preview of suggestions"
    ),
    "docs_400_delete_final_newline.json": Meant(
        WRITE,
        ours.BadRequest,
        detail="request 0 (deleteContentRange): the range includes the segment's last newline",
    ),
    "docs_400_empty_range.json": Meant(
        WRITE, ours.BadRequest, detail="request 0 (deleteContentRange): the range is empty"
    ),
    "docs_400_empty_text.json": Meant(
        WRITE, ours.BadRequest, detail="request 0 (insertText): there is no text to insert"
    ),
    "docs_400_index_past_end.json": Meant(
        WRITE,
        ours.BadRequest,
        detail="request 0 (insertComment): index 90000 is not before the segment's end at 352",
    ),
    "docs_400_insertTable_at_segment_end.json": Meant(
        WRITE,
        ours.BadRequest,
        detail="request 0 (insertTable): index 5 is not before the segment's end at 5",
    ),
    "docs_400_insertion_index_bounds.json": Meant(
        WRITE,
        ours.BadRequest,
        detail="request 200 (insertText): the insertion index is in no paragraph",
    ),
    "docs_400_invalid_deletion_range.json": Meant(
        WRITE, ours.BadRequest, detail="request 0 (deleteContentRange): the range can't be deleted"
    ),
    "docs_400_named_range_no_id.json": Meant(
        WRITE,
        ours.BadRequest,
        detail="request 20 (deleteNamedRange): neither id nor name of a named range",
    ),
    "docs_400_required_revision_mismatch.json": Meant(WRITE, ours.RevisionMismatch),
    "docs_400_segment_not_found.json": Meant(
        WRITE, ours.BadRequest, detail="there is no segment kix.xxx"
    ),
    "docs_400_table_start_invalid.json": Meant(
        WRITE,
        ours.BadRequest,
        detail="request 0 (updateTableColumnProperties): no table starts there",
    ),
    "docs_400_updateParagraphStyle_past_end.json": Meant(
        WRITE,
        ours.BadRequest,
        detail="request 1 (updateParagraphStyle): index 42 is not before the segment's end at 42",
    ),
    "docs_401_UNAUTHENTICATED.json": Meant(READ, SignInNeeded, asked=2),
    "docs_403_PERMISSION_DENIED.json": Meant(WRITE, ours.NotAllowed),
    "docs_403_suggestions_view.json": Meant(READ, ours.ReadOnlySuggestions),
    "docs_404_NOT_FOUND.json": Meant(READ, ours.NotFound),
    "docs_429_RESOURCE_EXHAUSTED.json": Meant(
        WRITE, ours.RateLimited, "RATE_LIMIT_EXCEEDED", asked=7
    ),
    "docs_500_internal.json": Meant(WRITE, ours.Unavailable, asked=7),
    "drive_400_badRequest.json": Meant(FIND, ours.BadRequest),
    "drive_400_invalidSharingRequest_acl_not_allowed.json": Meant(
        SHARE, ours.NotAllowed, "invalidSharingRequest"
    ),
    "drive_400_invalidSharingRequest_email_not_sent.json": Meant(
        SHARE, ours.ShareMailFailed, "invalidSharingRequest"
    ),
    "drive_400_invalidSharingRequest_no_google_account.json": Meant(
        SHARE, ours.NoGoogleAccount, "invalidSharingRequest"
    ),
    "drive_401_authError.json": Meant(CREATE, SignInNeeded, asked=2),
    "drive_403_accessNotConfigured_old.json": Meant(FIND, ours.ApiDisabled, "accessNotConfigured"),
    "drive_403_appNotAuthorizedToFile.json": Meant(
        FILE, ours.NotAuthorizedForApp, "appNotAuthorizedToFile"
    ),
    "drive_403_cannotExportFile.json": Meant(EXPORT, ours.NotAllowed, "cannotExportFile"),
    "drive_403_cannotModifyInheritedTeamDrivePermission.json": Meant(
        SHARE, ours.NotAllowed, "cannotModifyInheritedTeamDrivePermission"
    ),
    "drive_403_dailyLimitExceeded.json": Meant(FILE, ours.QuotaExhausted, "dailyLimitExceeded"),
    "drive_403_domainPolicy.json": Meant(FIND, ours.NotAllowed, "domainPolicy"),
    "drive_403_exportSizeLimitExceeded.json": Meant(
        EXPORT, ours.ExportTooLarge, "exportSizeLimitExceeded"
    ),
    "drive_403_fileNotDownloadable.json": Meant(EXPORT, ours.NotAllowed, "fileNotDownloadable"),
    "drive_403_insufficientFilePermissions.json": Meant(
        SHARE, ours.NotAllowed, "insufficientFilePermissions"
    ),
    "drive_403_rateLimitExceeded.json": Meant(
        CREATE, ours.RateLimited, "rateLimitExceeded", asked=7
    ),
    "drive_403_sharingRateLimitExceeded.json": Meant(
        SHARE, ours.QuotaExhausted, "sharingRateLimitExceeded"
    ),
    "drive_403_storageQuotaExceeded.json": Meant(
        CREATE, ours.QuotaExhausted, "storageQuotaExceeded"
    ),
    "drive_403_teamDriveMembershipRequired.json": Meant(
        CREATE, ours.NotAllowed, "teamDriveMembershipRequired"
    ),
    "drive_403_userRateLimitExceeded.json": Meant(
        FILE, ours.RateLimited, "userRateLimitExceeded", asked=7
    ),
    "drive_404_notFound.json": Meant(FILE, ours.NotFound),
    "drive_404_notFound_doc.json": Meant(EXPORT, ours.NotFound),
    "drive_429_rateLimitExceeded.json": Meant(
        SHARE, ours.RateLimited, "rateLimitExceeded", asked=7
    ),
    "northworld_400.json": Meant(LIST, ours.BadRequest, detail="the time range is empty"),
    "northworld_401.json": Meant(LIST, SignInNeeded, asked=2),
    "northworld_403_calendar_rate_limit.json": Meant(LIST, ours.QuotaExhausted, "quotaExceeded"),
    "northworld_403_daily_limit.json": Meant(LIST, ours.QuotaExhausted, "dailyLimitExceeded"),
    "northworld_403_forbidden.json": Meant(LIST, ours.NotAllowed),
    "northworld_403_rate_limit.json": Meant(LIST, ours.RateLimited, "rateLimitExceeded", asked=7),
    "northworld_403_unknown.json": Meant(LIST, ours.NotAllowed),
    "northworld_403_user_rate_limit.json": Meant(
        LIST, ours.RateLimited, "userRateLimitExceeded", asked=7
    ),
    "northworld_404.json": Meant(GET, ours.NotFound),
    "northworld_409.json": Meant(PATCH, ours.Conflict),
    "northworld_410.json": Meant(GET, ours.Gone),
    "northworld_412.json": Meant(PATCH, ours.PreconditionFailed),
}

OF_SIGN_IN = {
    "oauth_400_invalid_grant_bad_request.json",
    "oauth_400_invalid_grant_expired_or_revoked.json",
}

OF_SHEETS = "gspread_recorded_errors.json"
"""Recorded from Sheets, which speaks as Docs does: several errors in one file, by status."""

MEANT_BY_SHEETS = {404: ours.NotFound, 403: ours.NotAllowed, 400: ours.BadRequest}


def error_body(path: Path) -> tuple[int, Any]:
    """The recorded status and body; a file that is a bare body names the status in it."""
    found = json.loads(path.read_text(encoding="utf-8"))
    if "http_status" in found:
        return found["http_status"], found["body"]
    return found["error"]["code"], found


def refuse(wire: Wire, name: str, status: int, body: Any) -> OneononeError:
    """What comes of it when every request of the call is answered like this."""
    case = CALLS[name]
    wire.answer(case.method, case.url, status, json=body)
    wire.answer("POST", TOKEN_URI, json={"access_token": "fresh-token", "expires_in": 3599})
    with pytest.raises(OneononeError) as caught:
        case.do(wire.google)
    return caught.value


def test_every_recorded_error_is_listed_here(recordings: Path) -> None:
    listed = {*MEANT, *OF_SIGN_IN, OF_SHEETS}
    found = {path.name for path in (recordings / "errors").iterdir()}

    assert found - listed == set()
    assert listed - found == set()


@pytest.mark.parametrize("name", sorted(MEANT))
def test_a_recorded_error_becomes_the_one_that_is_meant(
    name: str, recordings: Path, wire: Wire
) -> None:
    meant = MEANT[name]
    status, body = error_body(recordings / "errors" / name)
    error = refuse(wire, meant.call, status, body)

    assert type(error) is meant.error
    assert getattr(error, "reason", "") == meant.reason
    assert getattr(error, "detail", "") == meant.detail
    assert len(wire.asked) == meant.asked
    assert error.what
    assert error.where
    assert error.mend
    if isinstance(error, ours.GoogleError):
        assert (error.status, error.call) == (status, meant.call)


@pytest.mark.parametrize("name", sorted(MEANT))
def test_no_recorded_message_is_told_in_its_own_words(
    name: str, recordings: Path, wire: Wire
) -> None:
    status, body = error_body(recordings / "errors" / name)
    error = refuse(wire, MEANT[name].call, status, body)
    messages = [body["error"]["message"], *(e["message"] for e in body["error"].get("errors", ()))]

    assert [said for said in messages if said in f"{error} {error.args}"] == []


@pytest.mark.parametrize("name", sorted(OF_SIGN_IN))
def test_a_recorded_refusal_of_the_token_endpoint_asks_to_sign_in(
    name: str, recordings: Path, wire: Wire
) -> None:
    status, body = error_body(recordings / "errors" / name)
    wire.answer("POST", TOKEN_URI, status, json=body)
    wire.answer("GET", CALLS[READ].url, 401, json={})
    with pytest.raises(SignInNeeded) as caught:
        CALLS[READ].do(wire.google)

    assert str(caught.value) == (
        f"The sign-in has expired or was taken back ({wire.token_file}). Run `oneonone auth login`."
    )
    assert caught.value.exit_code is ExitCode.SIGN_IN
    assert wire.waited == []


def test_the_recorded_errors_of_sheets_are_read_as_those_of_docs(
    recordings: Path, wire: Wire, rsps: responses.RequestsMock
) -> None:
    records = json.loads((recordings / "errors" / OF_SHEETS).read_text(encoding="utf-8"))
    for record in records:
        rsps.reset()
        error = refuse(wire, READ, record["status"], record["body"])

        assert type(error) is MEANT_BY_SHEETS[record["status"]]
    assert len(records) == 10
