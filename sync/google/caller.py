"""Doing a call: once, again where that is safe, and its failures in our own errors.

Every error is raised where no foreign one is being handled, so that neither a cause nor a context
with foreign text hangs on it.
"""

from collections.abc import Callable, Iterator
from typing import Any

from sync.errors import SignInNeeded
from sync.google.calls import Call, Json
from sync.google.errors import GoogleError, Unavailable, Unreachable
from sync.google.failures import Lost, NotSent, Refused, TokenRefused, TokenUnavailable
from sync.google.mapping import NAMES, lost_answer, not_google, translate
from sync.google.retry import Patience
from sync.google.table import AGAIN, SIGN_IN

Build = Callable[[], Any]
"""Makes a fresh HttpRequest: executing one changes it, so a repetition needs a new one."""


class Caller:
    """Does calls for the clients; safe to share between threads."""

    def __init__(self, patience: Patience, *, token_file: str) -> None:
        self._patience = patience
        self._token_file = token_file

    def object(self, build: Build, call: Call) -> Json:
        """The JSON object that the call answers with."""
        answer: Json = self._patience.run(lambda: self._once(build, call, dict), call)
        return answer

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
            if token in seen:
                raise not_google(call, status=200)
            seen.add(token)

    def _once(self, build: Build, call: Call, shape: type[dict[str, Any]] | type[bytes]) -> Any:
        request = build()
        failure: GoogleError | SignInNeeded
        try:
            answer = request.execute(num_retries=0)
        except Refused as refused:
            failure = translate(refused, call)
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
                _REFUSED_TOKEN.get(refused_token.code, "Google does not renew the sign-in"),
                where=self._token_file,
                mend=SIGN_IN,
            )
        except (ValueError, RecursionError):  # no JSON, or none that is meant to be read
            failure = not_google(call, status=200)
        else:
            if isinstance(answer, shape):
                return answer
            failure = not_google(call, status=200)
        raise failure


_REFUSED_TOKEN = {
    "invalid_grant": "The sign-in has expired or was taken back",
    "invalid_client": "Google does not know the OAuth client of the sign-in any more",
    "unauthorized_client": "The OAuth client may not use this sign-in",
    "deleted_client": "The OAuth client of the sign-in was deleted",
    "admin_policy_enforced": "The domain's administrators do not allow this app",
    "org_internal": "The OAuth client serves only people of its own organization",
    "access_denied": "The access was denied",
}
