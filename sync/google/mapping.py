"""What an answer, or the lack of one, means for a call: one of our errors with its words.

The rows of `table` go first; what no row knows is told by its status. Google's own text is only
ever compared with known words, never handed on.
"""

from typing import Final

from sync.errors import SignInNeeded
from sync.google.answers import Body, read_body, retry_after
from sync.google.calls import Api, Call, Kind
from sync.google.details import known_detail
from sync.google.errors import BadAnswer, BadRequest, GoogleError, LostAnswer, Unavailable
from sync.google.failures import Refused
from sync.google.table import AGAIN, KNOWN_REASONS, TABLE

NAMES: Final = {
    Api.CALENDAR: "Google Calendar",
    Api.DRIVE: "Google Drive",
    Api.DOCS: "Google Docs",
}


def translate(refused: Refused, call: Call) -> GoogleError | SignInNeeded:
    """What an answer of 300 or above means for this call."""
    body = read_body(refused.body)
    for row in TABLE:
        if row.fits(refused.status, body, call):
            what = row.what.format(api=NAMES[call.api])
            if issubclass(row.error, GoogleError):
                return row.error(
                    what,
                    where=call.where,
                    mend=row.mend,
                    call=call.name,
                    status=refused.status,
                    reason=next(iter(sorted(body.reasons & KNOWN_REASONS)), ""),
                    retry_after=retry_after(refused.headers),
                )
            return row.error(what, where=call.where, mend=row.mend)
    return _by_status(refused, body, call)


def _by_status(refused: Refused, body: Body, call: Call) -> GoogleError:
    """What no row knows: trouble of the server's, a refusal of the request, or no Google at all."""
    name, status = NAMES[call.api], refused.status
    if status >= 500 or status == 408:
        return server_trouble(call, status=status, wait=retry_after(refused.headers))
    if status < 400:
        return not_google(call, status=status)
    detail = known_detail(body.message)
    error = BadRequest(
        f"{name} refuses the request" + (f": {detail}" if detail else ""),
        where=call.where,
        mend="Run `oneonone sync` again; if it stays, please report it.",
        call=call.name,
        status=status,
    )
    error.detail = detail
    error.possible_conflict = call.kind is Kind.LOCKED_WRITE and status == 400
    return error


def server_trouble(call: Call, *, status: int, wait: float | None) -> GoogleError:
    """A 5xx. Only 503 says that nothing was done; after another one a ONCE call is not repeated."""
    if call.kind is Kind.ONCE and status != 503:
        return lost_answer(call, status=status)
    return Unavailable(
        f"{NAMES[call.api]} has trouble of its own",
        where=call.where,
        mend=AGAIN,
        call=call.name,
        status=status,
        retry_after=wait,
        maybe_done=call.kind is not Kind.SAFE,
    )


def lost_answer(call: Call, *, status: int | None = None) -> GoogleError:
    """The connection broke, or the time was over, after the request had been sent."""
    if call.kind is Kind.SAFE:
        return Unavailable(
            f"The answer of {NAMES[call.api]} did not arrive",
            where=call.where,
            mend=AGAIN,
            call=call.name,
        )
    return LostAnswer(
        f"It is not known whether {NAMES[call.api]} did it: no answer arrived",
        where=call.where,
        mend="Run `oneonone sync` again: it looks first.",
        call=call.name,
        status=status,
        maybe_done=True,
    )


def not_google(call: Call, *, status: int) -> GoogleError:
    """An answer that Google does not give: a login page of a network, a proxy, half an answer."""
    if call.kind is Kind.ONCE and status < 300:
        return lost_answer(call, status=status)
    return BadAnswer(
        f"What answered does not speak like {NAMES[call.api]}",
        where=call.where,
        mend="Check the network (a login page, a proxy) and api_root, then run `oneonone sync`.",
        call=call.name,
        status=status,
        maybe_done=call.kind is not Kind.SAFE,
    )
