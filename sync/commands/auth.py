"""`oneonone auth login|status|logout`: signing in once, how it stands, and taking it back.

Yields what a person reads as it comes. No token and no code is ever part of it.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from sync.commands.auth_words import CONNECTIONS_PAGE, what_fails_without
from sync.commands.browser import Means, Wish, consent
from sync.commands.outcome import Block, Json, Line, Outcome
from sync.commands.sync import check_own, open_for
from sync.commands.watch import ending, readable_line
from sync.config.settings import Settings
from sync.errors import ExitCode, OneononeError, SignInNeeded, UsageProblem
from sync.google import keeping
from sync.google.client_file import read_client
from sync.google.errors import GoogleError, ScopeMissing
from sync.google.exchange import exchange, revoke
from sync.google.roots import endpoints
from sync.google.scopes import missing_scopes, needed_scopes, short_name
from sync.google.tokens import StoredToken, ends_of, read_token, readable_by_others
from sync.log import get_log


def login(
    settings: Settings,
    *,
    now: datetime,
    means: Means,
    browser: bool = True,
    port: int = 0,
    alone: bool = True,
) -> Iterator[Outcome]:
    """Ask a person to sign in, and keep the sign-in in the place of the one before; `alone`: say
    what to do next.
    """
    check_own(settings)
    google = settings.google
    client = read_client(google.client_secret_file)
    keeping.check_place(google.token_file)
    needed = needed_scopes(google.access, attach=settings.docs.attach)
    at = endpoints(google.api_root)
    before = _stored(settings)
    question, allowed = yield from consent(
        Wish(
            client=client,
            at=at,
            scopes=tuple(sorted(needed)),
            what="to sign in",
            command="oneonone auth login",
            browser=browser,
            port=port,
        ),
        means,
    )
    sign_in = exchange(client, at, question, allowed, now=now)
    if missing := missing_scopes(sign_in.scopes, needed):
        # It is not taken back at Google: that would end a sign-in from before as well.
        yield Outcome(blocks=[Line("Without what was left unticked:"), *_failing(missing)])
        raise ScopeMissing(
            "The sign-in was not kept: not everything that is needed was allowed",
            where=", ".join(map(short_name, missing)),
            mend="Run `oneonone auth login` again, and tick every box on Google's page.",
        )
    keeping.keep(google.token_file, client, sign_in)
    account, trouble = _account(settings)
    get_log().info("auth.signed_in", account=account, scopes=sorted(map(short_name, needed)))
    yield Outcome(
        blocks=[
            Line(f"Signed in{f' as {account}' if account else ''}.", "good"),
            Line(f"The sign-in is kept in {google.token_file}, readable for you alone."),
            *_other_account(before, account),
            *(Line(str(each), "warning") for each in trouble),
            *ending(sign_in.ends, now),
            *(_next(settings, first=before is None) if alone else ()),
        ],
        data={
            "account": account,
            "token_file": str(google.token_file),
            "ends": sign_in.ends.isoformat() if sign_in.ends else None,
        },
    )


def status(
    settings: Settings, *, now: datetime, expires_within: timedelta | None = None
) -> Outcome:
    """How the sign-in stands, asked of Google. Exit code SIGN_IN where it is worth nothing, lacks
    something or ends within the given time; FAILED where Google can't be asked.
    """
    check_own(settings)
    path = settings.google.token_file
    readable = readable_by_others(path)
    stored = read_token(path, settings.google.client_secret_file)
    needed = needed_scopes(settings.google.access, attach=settings.docs.attach)
    account, trouble = _account(settings)
    stored = _stored(settings) or stored  # a renewal may have told more
    missing = missing_scopes(stored.scopes, needed) if stored.scopes is not None else ()
    ends = ends_of(path)
    soon = ends is not None and expires_within is not None and ends - now <= expires_within
    code = max((each.exit_code for each in trouble), default=ExitCode.OK)
    good = f"{account} is signed in." if account else ""
    blocks: list[Block] = [
        *([Line(good, "good")] if good else []),
        *(Line(str(each), "bad") for each in trouble),
        Line(f"File: {path}"),
        Line(f"Access: {settings.google.access} ({_scopes(stored)})"),
        *_failing(missing),
        *(ending(ends, now) or [Line("It does not end by itself.")]),
        *([readable_line(path)] if readable else []),
    ]
    data: Json = {
        "account": account or stored.account or None,
        "token_file": str(path),
        "accepted": _accepted(account, trouble),
        "access": settings.google.access,
        "scopes": sorted(map(short_name, stored.scopes or ())),
        "missing": [short_name(each) for each in missing],
        "ends": ends.isoformat() if ends else None,
        "ends_soon": soon,
        "readable_by_others": readable,
    }
    return Outcome(
        blocks=blocks, data=data, exit_code=max(code, ExitCode.SIGN_IN) if soon else code
    )


def logout(settings: Settings) -> Outcome:
    """Tell Google to take the sign-in back, and delete its file."""
    path = settings.google.token_file
    if not path.exists():
        return Outcome(blocks=[Line(f"Nobody is signed in: there is no {path}.")])
    tokens = keeping.refresh_tokens(path)
    if not tokens:
        raise UsageProblem(
            "The file of the sign-in is damaged, and was left alone",
            where=str(path),
            mend=f"Delete it, and take the access back at {CONNECTIONS_PAGE}.",
        )
    at = endpoints(settings.google.api_root)
    try:
        known = [revoke(at, each) for each in tokens]
    except GoogleError as exc:
        mend = (
            "Nothing was done: run `oneonone auth logout` again later, or delete the file and "
            f"take the access back at {CONNECTIONS_PAGE}."
        )
        raise OneononeError(exc.what, where=str(path), mend=mend) from exc
    keeping.forget(path)
    get_log().info("auth.signed_out", count=sum(known))
    told = "Google took the sign-in back" if any(known) else "Google did not know it any more"
    return Outcome(
        blocks=[
            Line(f"Signed out. {told}, and {path} was deleted.", "good"),
            Line("Sign-ins with the same OAuth client on other machines may have ended, too."),
        ]
        if any(known)
        else [Line(f"Signed out. {told}, and {path} was deleted.", "good")]
    )


def _stored(settings: Settings) -> StoredToken | None:
    with suppress(SignInNeeded):
        return read_token(settings.google.token_file, settings.google.client_secret_file)
    return None


def _account(settings: Settings) -> tuple[str, tuple[OneononeError, ...]]:
    """Whose sign-in it is, as Google says, noted in the file; or what is in the way."""
    try:
        with open_for(settings) as google:
            account = google.drive.me()
    except OneononeError as exc:
        return "", (exc,)
    stored = _stored(settings)
    if stored is not None and stored.account != account:
        keeping.keep_account(settings.google.token_file, stored, account)
    return account, ()


def _accepted(account: str, trouble: tuple[OneononeError, ...]) -> bool | None:
    """None where Google could not be asked."""
    if account:
        return True
    return False if any(isinstance(each, SignInNeeded) for each in trouble) else None


def _scopes(stored: StoredToken) -> str:
    return ", ".join(sorted(map(short_name, stored.scopes or ()))) or "scopes not known"


def _failing(missing: tuple[str, ...]) -> list[Line]:
    return [Line(f"  {what_fails_without(each)}", "bad") for each in missing]


def _other_account(before: StoredToken | None, account: str) -> list[Line]:
    if before is None or not before.account or before.account == account:
        return []
    return [Line(f"Before, it was the sign-in of {before.account}.", "warning")]


def _next(settings: Settings, *, first: bool) -> list[Line]:
    """What to type now; `first`: nobody had signed in before, so nothing was chosen yet."""
    if first:
        return [Line("Next: `oneonone init` shows your 1:1s and lets you choose.", "strong")]
    lines = [
        Line("Next: `oneonone sync --dry-run` shows what would be written, and writes nothing.")
    ]
    if settings.google.access == "app-docs":
        lines.append(Line("`oneonone link` lets it use documents that exist already."))
    return lines
