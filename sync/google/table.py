"""The one table from Google's errors to ours: what has to fit, the class, the words.

Rows are tried from the top and the first that fits counts, so what is special stands above what is
general. `mapping` reads it.
"""

import re
from dataclasses import dataclass
from typing import Final

from sync.errors import SignInNeeded
from sync.google.answers import Body
from sync.google.calls import Api, Call
from sync.google.errors import (
    ApiDisabled,
    CalendarForbidden,
    Conflict,
    ExportTooLarge,
    Gone,
    GoogleError,
    NoGoogleAccount,
    NotAllowed,
    NotAuthorizedForApp,
    NotFound,
    PreconditionFailed,
    QuotaExhausted,
    RateLimited,
    ReadOnlySuggestions,
    RevisionMismatch,
    ScopeMissing,
    ShareMailFailed,
)

SIGN_IN: Final = "Run `oneonone auth login`."
AGAIN: Final = "Run `oneonone sync` again later."
_DOCUMENTS: Final = frozenset({Api.DRIVE, Api.DOCS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """When all that is given fits, the answer means `error`, said with `what` and `mend`.

    `{api}` in the texts is the API's name. `reasons` are Google's own words, of which one has to
    be there; `words` must be found in the message; `app_docs` asks for a sign-in of that kind;
    `method` is the only one that the row is about, as calls name it.
    """

    error: type[GoogleError] | type[SignInNeeded]
    what: str
    mend: str
    statuses: frozenset[int] = frozenset()
    apis: frozenset[Api] = frozenset(Api)
    reasons: frozenset[str] = frozenset()
    words: re.Pattern[str] | None = None
    app_docs: bool = False
    method: str = ""

    def fits(self, status: int, body: Body, call: Call) -> bool:
        """Whether all that the row asks for is there."""
        return (
            call.api in self.apis
            and self.method in {"", call.method}
            and (not self.statuses or status in self.statuses)
            and (not self.reasons or not self.reasons.isdisjoint(body.reasons))
            and (self.words is None or self.words.search(body.message) is not None)
            and (call.app_docs or not self.app_docs)
        )


def _of(*values: int) -> frozenset[int]:
    return frozenset(values)


TABLE: Final[tuple[Row, ...]] = (
    Row(
        error=SignInNeeded,
        what="{api} does not accept the sign-in any more",
        mend=SIGN_IN,
        statuses=_of(401),
    ),
    Row(
        error=ScopeMissing,
        what="The sign-in does not cover what {api} is asked for",
        mend="Run `oneonone auth login` and tick every box on Google's page.",
        statuses=_of(403),
        reasons=frozenset(
            {"ACCESS_TOKEN_SCOPE_INSUFFICIENT", "insufficientPermissions", "insufficientScopes"}
        ),
    ),
    Row(
        error=ApiDisabled,
        what="The API of {api} is not switched on in the Google Cloud project of the OAuth client",
        mend="Switch it on at https://console.cloud.google.com/apis/library, wait five minutes, "
        "then run `oneonone sync`.",
        statuses=_of(403),
        reasons=frozenset({"SERVICE_DISABLED", "accessNotConfigured"}),
    ),
    Row(
        error=QuotaExhausted,
        what="{api} has reached a limit that it does not lift at once",
        mend="Run `oneonone sync` again tomorrow; free space in Drive if its storage is full.",
        statuses=_of(403, 429),
        reasons=frozenset(
            {
                "activeItemCreationLimitExceeded",
                "dailyLimitExceeded",
                "dailyLimitExceededUnreg",
                "numChildrenInNonRootLimitExceeded",
                "quotaExceeded",
                "sharingRateLimitExceeded",
                "storageQuotaExceeded",
                "teamDriveFileLimitExceeded",
            }
        ),
    ),
    Row(
        error=RateLimited,
        what="{api} asks to slow down, and waiting for it took too long",
        mend=AGAIN,
        statuses=_of(403, 429),
        reasons=frozenset({"RATE_LIMIT_EXCEEDED", "rateLimitExceeded", "userRateLimitExceeded"}),
    ),
    Row(
        error=RateLimited,
        what="{api} asks to slow down, and waiting for it took too long",
        mend=AGAIN,
        statuses=_of(429),
    ),
    Row(
        error=CalendarForbidden,
        what="Only the organizer may change this in the event",
        mend="Ask the organizer to attach the document, or set attach = false in [docs].",
        statuses=_of(403),
        apis=frozenset({Api.CALENDAR}),
        reasons=frozenset({"forbiddenForNonOrganizer"}),
    ),
    Row(
        error=ReadOnlySuggestions,
        what="The document may be read but not edited",
        mend="Ask its owner to make you an editor, then run `oneonone sync`.",
        statuses=_of(403),
        apis=frozenset({Api.DOCS}),
        words=re.compile(r"permission to access the document suggestions"),
    ),
    Row(
        error=ExportTooLarge,
        what="The document is too large for an export",
        mend="Move old sections into another document.",
        statuses=_of(403),
        reasons=frozenset({"exportSizeLimitExceeded"}),
    ),
    Row(
        error=NotAuthorizedForApp,
        what="This app was not given access to the file",
        mend="Run `oneonone link` and pick it.",
        statuses=_of(403, 404),
        reasons=frozenset({"appNotAuthorizedToFile"}),
    ),
    Row(
        error=NoGoogleAccount,
        what="The address has no Google account and can be given access only with a mail",
        mend="Share the document with it by hand, then run `oneonone sync`.",
        statuses=_of(400),
        reasons=frozenset({"invalidSharingRequest"}),
        words=re.compile(r"\bNotify people\b|\bno Google accounts? associated\b"),
    ),
    Row(
        error=NotAllowed,
        what="The sharing of this file can't be changed by you, or not outside of your domain",
        mend="Share it by hand or ask your administrator, then run `oneonone sync`.",
        statuses=_of(400),
        reasons=frozenset({"invalidSharingRequest"}),
        words=re.compile(r"ACL change not allowed"),
    ),
    Row(
        error=ShareMailFailed,
        what="The access may have been given, but the mail about it was not sent",
        mend="Run `oneonone sync`: it looks who has access.",
        statuses=_of(400),
        reasons=frozenset({"invalidSharingRequest"}),
    ),
    Row(
        error=NotAllowed,
        what="The domain's administrators do not allow apps in {api}",
        mend="Ask them to allow the OAuth client's id, then run `oneonone sync`.",
        statuses=_of(403),
        reasons=frozenset({"domainPolicy"}),
    ),
    Row(
        error=NotAllowed,
        what="The file may not be exported or copied",
        mend="Ask its owner to allow editors to download it.",
        statuses=_of(403),
        reasons=frozenset({"cannotExportFile", "cannotDownloadFile", "fileNotDownloadable"}),
    ),
    Row(
        error=NotAllowed,
        what="You do not have the right to do this in {api}",
        mend="Ask the owner for the right to edit, then run `oneonone sync`.",
        statuses=_of(403),
        reasons=frozenset(
            {
                "cannotModifyInheritedPermission",
                "cannotModifyInheritedTeamDrivePermission",
                "forbidden",
                "insufficientFilePermissions",
                "insufficientParentPermissions",
                "requiredAccessLevel",
                "teamDriveMembershipRequired",
            }
        ),
    ),
    Row(
        error=NotAllowed,
        what="{api} does not allow this",
        mend="Ask the owner for the right to edit; for a file that this app did not make, "
        "run `oneonone link`.",
        statuses=_of(403),
        apis=_DOCUMENTS,
        app_docs=True,
    ),
    Row(
        error=NotAllowed,
        what="{api} does not allow this",
        mend="Ask the owner for the right to edit, then run `oneonone sync`.",
        statuses=_of(403),
    ),
    Row(
        error=NotAuthorizedForApp,
        what="The file does not exist, or this app was not given access to it",
        mend="If it exists, run `oneonone link` and pick it.",
        statuses=_of(404),
        apis=_DOCUMENTS,
        app_docs=True,
    ),
    Row(
        error=NotFound,
        what="There is no such calendar, or not for you",
        mend='Correct id in [calendar]; "primary" is your own calendar.',
        statuses=_of(404),
        apis=frozenset({Api.CALENDAR}),
        method="events.list",
    ),
    Row(
        error=NotFound,
        what="{api} does not find it, or not for you",
        mend="Check that it exists and that you can open it, then run `oneonone explain`.",
        statuses=_of(404),
    ),
    Row(
        error=Conflict,
        what="It exists already in {api}, or two changes met",
        mend="Run `oneonone sync` again.",
        statuses=_of(409),
    ),
    Row(
        error=Gone,
        what="It was deleted in {api}",
        mend="Run `oneonone explain` to see what is there now.",
        statuses=_of(410),
    ),
    Row(
        error=PreconditionFailed,
        what="It was changed in {api} at the same moment",
        mend="Run `oneonone sync` again.",
        statuses=_of(412),
    ),
    Row(
        error=RevisionMismatch,
        what="The document was changed at the same moment",
        mend="Run `oneonone sync` again.",
        statuses=_of(400),
        apis=frozenset({Api.DOCS}),
        words=re.compile(
            r"\brequired revision ID\b.*\bdoes not match the latest revision\b", re.DOTALL
        ),
    ),
)

KNOWN_REASONS: Final = frozenset(reason for row in TABLE for reason in row.reasons)
