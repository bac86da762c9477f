"""What can go wrong at Google, one class for each thing that a caller does differently.

The classes and their fields are fixed here; which answer of Google's leads to which class is
decided in `mapping`. No text of a foreign error ever gets into one of these: `reason` is one of
the words that the table knows, or empty.
"""

from sync.errors import OneononeError, SignInNeeded


class GoogleError(OneononeError):
    """A call to Google that did not do what it was for.

    `call` names it ("drive.files.create"), `status` is the HTTP status (None where no answer
    came), `reason` Google's own word where it is a known one, `retry_after` the seconds that
    Google asked to wait, `maybe_done` whether the call may have been carried out all the same.
    """

    def __init__(
        self,
        what: str,
        *,
        where: str = "",
        mend: str = "",
        call: str = "",
        status: int | None = None,
        reason: str = "",
        retry_after: float | None = None,
        maybe_done: bool = False,
    ) -> None:
        super().__init__(what, where=where, mend=mend)
        self.call = call
        self.status = status
        self.reason = reason
        self.retry_after = retry_after
        self.maybe_done = maybe_done


class NotFound(GoogleError):
    """404: it does not exist, or not for this user."""


class NotAuthorizedForApp(NotFound):
    """The file was never picked for this app, which may only open files that it made or that were.

    With the scope drive.file Google answers 404 for such a file as for one that does not exist.
    """


class NotAllowed(GoogleError):
    """403: the user may not do this with this file, document or calendar."""


class CalendarForbidden(NotAllowed):
    """Only the organizer may change what guests share of an event (forbiddenForNonOrganizer)."""


class ReadOnlySuggestions(NotAllowed):
    """The document can't be read with its suggestions: the user has no right to edit it."""


class ScopeMissing(GoogleError, SignInNeeded):
    """The sign-in does not cover what the call needs: somebody has to sign in again."""


class SigningRefused(SignInNeeded):
    """The job may not act for anybody: Google does not sign for the service account."""


class ApiDisabled(GoogleError):
    """The API is not switched on in the Google Cloud project of the OAuth client."""


class BadRequest(GoogleError):
    """400 and its like: Google refuses the request as it stands.

    `detail` says why where the words are known ones. `possible_conflict` is set on a locked write:
    somebody may have changed the document in between, so it is worth one more reading.
    """

    detail: str = ""
    possible_conflict: bool = False


class RevisionMismatch(GoogleError):
    """The document has changed since it was read; nothing was written."""


class PreconditionFailed(GoogleError):
    """412: the event has changed since it was read; nothing was written."""


class Conflict(GoogleError):
    """409: it exists already, or two changes met."""


class Gone(GoogleError):
    """410: it was deleted, or the sync token is no longer valid."""


class RateLimited(GoogleError):
    """Too many requests, and the waiting that was allowed is over; nothing was done."""


class QuotaExhausted(GoogleError):
    """A quota that waiting a minute does not bring back; nothing was done."""


class Unavailable(GoogleError):
    """Google can't answer just now, after all the retries."""


class LostAnswer(GoogleError):
    """The call may have been carried out, the answer never came, and it can't be repeated blindly.

    Look whether it was done before doing it again.
    """


class Unreachable(GoogleError):
    """No connection came about: certainly nothing was done."""


class BadAnswer(GoogleError):
    """Something answered, but not as Google does."""


class ExportTooLarge(GoogleError):
    """The document is over the limit of an export: 10 MB."""


class NoGoogleAccount(GoogleError):
    """The address has no Google account: it can be given access only with a mail."""


class ShareMailFailed(GoogleError):
    """The access was probably given and only the mail about it failed: look before repeating."""
