"""Doing a call: once, again where that is safe, and its failures in our own errors.

Every error is raised where no foreign one is being handled, so that neither a cause nor a context
with foreign text hangs on it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sync.errors import SignInNeeded
from sync.google.calls import Call, Json
from sync.google.errors import (
    GoogleError,
    RateLimited,
    SigningRefused,
    Unavailable,
    Unreachable,
)
from sync.google.failures import (
    Lost,
    NotGoogle,
    NotSent,
    Refused,
    SigningFailed,
    TokenRefused,
    TokenUnavailable,
)
from sync.google.mapping import NAMES, lost_answer, not_google, translate
from sync.google.pace import Paced, unpaced
from sync.google.retry import Patience
from sync.google.table import AGAIN, SIGN_IN

Build = Callable[[], Any]
"""Makes a fresh HttpRequest: executing one changes it, so a repetition needs a new one."""


_REFUSED_TOKEN: Final[Mapping[str, str]] = {
    "invalid_grant": "The sign-in has expired or was taken back",
    "invalid_client": "Google does not know the OAuth client of the sign-in any more",
    "unauthorized_client": "The OAuth client may not use this sign-in",
    "deleted_client": "The OAuth client of the sign-in was deleted",
    "admin_policy_enforced": "The domain's administrators do not allow this app",
    "org_internal": "The OAuth client serves only people of its own organization",
    "access_denied": "The access was denied",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """Whose sign-in it is: where it is kept, what a refusal of it means, and what mends that."""

    where: str
    mend: str = SIGN_IN
    words: Mapping[str, str] = field(default_factory=lambda: _REFUSED_TOKEN)


class Caller:
    """Does calls for the clients; safe to share between threads."""

    def __init__(self, patience: Patience, *, signed_in: SignedIn, paced: Paced = unpaced) -> None:
        self._patience = patience
        self._signed_in = signed_in
        self._paced = paced

    def object(self, build: Build, call: Call) -> Json:
        """The JSON object that the call answers with."""
        answer: Json = self._patience.run(lambda: self._once(build, call, dict), call)
        return answer

    def made(self, build: Build, call: Call, *, stands: Callable[[], bool]) -> Json:
        """The object that a call makes, and answers with. Before it is made again after a refusal
        `stands` is asked whether it was made all the same: then the answer was a lost one.
        """
        refused = False

        def once() -> Json:
            nonlocal refused
            if refused and stands():
                raise lost_answer(call)
            try:
                answer: Json = self._once(build, call, dict)
            except (RateLimited, Unavailable):
                refused = True
                raise
            return answer

        return self._patience.run(once, call)

    def data(self, build: Build, call: Call) -> bytes:
        """The bytes that the call answers with."""
        answer: bytes = self._patience.run(lambda: self._once(build, call, bytes), call)
        return answer

    def pages(self, build: Callable[[str | None], Any], call: Call) -> Iterator[Json]:
        """Each page of a list, empty ones too; `build` takes the token of the page to ask for."""
        token: str | None = None
        seen: set[str] = set()
        while True:
            page = self.object(lambda token=token: build(token), call)  # type: ignore[misc]
            yield page
            token = page.get("nextPageToken")
            if not token:
                return
            if not isinstance(token, str) or token in seen:
                raise not_google(call, status=200)
            seen.add(token)

    def listed(self, build: Callable[[str | None], Any], call: Call, name: str) -> list[Json]:
        """The objects of a list over all its pages; `name` is the list's in each of them.

        What is no object among them is nobody's, and left out.
        """
        found: list[Json] = []
        for page in self.pages(build, call):
            found.extend(one for one in entries_of(page, name, call) if isinstance(one, dict))
        return found

    def _once(self, build: Build, call: Call, shape: type[dict[str, Any]] | type[bytes]) -> Any:
        self._paced(call)
        request = build()
        failure: GoogleError | SignInNeeded
        try:
            answer = request.execute(num_retries=0)
        except Refused as refused:
            failure = translate(refused, call)
            if type(failure) is SignInNeeded:  # it is about the sign-in, not about what was asked
                failure = SignInNeeded(
                    failure.what, where=self._signed_in.where, mend=self._signed_in.mend
                )
        except Lost:
            failure = lost_answer(call)
        except NotSent:
            failure = Unreachable(
                f"There is no connection to {NAMES[call.api]}",
                where=call.where,
                mend="Check the network and api_root, then run `oneonone sync`.",
                call=call.name,
            )
        except TokenUnavailable as trouble:
            failure = Unavailable(
                "Google's sign-in service has trouble of its own",
                where=call.where,
                mend=AGAIN,
                call=call.name,
                status=trouble.status,
                retry_after=trouble.retry_after,
            )
        except TokenRefused as refused_token:
            failure = SignInNeeded(
                self._signed_in.words.get(refused_token.code, "Google does not renew the sign-in"),
                where=self._signed_in.where,
                mend=self._signed_in.mend,
            )
        except SigningFailed as unsigned:
            failure = _unsigned(unsigned)
        except (NotGoogle, ValueError, RecursionError):  # no JSON, or none that is meant to be read
            failure = not_google(call, status=200)
        else:
            if isinstance(answer, shape):
                return answer
            failure = not_google(call, status=200)
        raise failure


def entries_of(page: Json, name: str, call: Call) -> list[Any]:
    """A page's entries, whatever they are; none where the page does not name the list."""
    entries = page.get(name, [])
    if not isinstance(entries, list):
        raise not_google(call, status=200)
    return entries


def _unsigned(failed: SigningFailed) -> SigningRefused:
    status = f": it answered {failed.status}" if failed.status else ""
    return SigningRefused(
        f"Google does not sign for the service account{status}",
        where="[company] service_account",
        mend="Check its address, switch on the IAM Service Account Credentials API, and give the "
        "job's own account roles/iam.serviceAccountTokenCreator on it.",
    )
