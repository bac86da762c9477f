"""`oneonone link`: lets the job use documents that exist already, through Google's own picker.

One page in the browser shows just the documents that are attached to one's 1:1s and that the job
may not open yet. What was picked is looked at afterwards, with the sign-in that there is; where
that does not see it, the sign-in that the picker gave is kept beside it.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sync.commands.browser import Means, Wish, consent
from sync.commands.outcome import Block, Json, Line, Outcome, Table
from sync.commands.sync import open_for
from sync.config.settings import Settings
from sync.errors import ExitCode, OneononeError
from sync.google import keeping
from sync.google.client_file import OAuthClient
from sync.google.consent import Allowed, Question
from sync.google.exchange import exchange
from sync.google.roots import endpoints
from sync.google.scopes import DOCUMENTS_ALONE
from sync.google.session import Google
from sync.google.tokens import StoredToken, read_token
from sync.job.linking import Needed, closed, closed_for_good, needed
from sync.job.skips import link as address_of
from sync.log import get_log

AT_ONCE = 50
"""So many files are picked on one page: their ids are part of its address."""

_NEXT = "Next: `oneonone sync --dry-run` shows what would be written into them."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """The files that the 1:1s lead to: those open already, those to pick now, and later ones."""

    account: str
    ready: tuple[Needed, ...]
    now: tuple[Needed, ...]
    later: tuple[Needed, ...]


def run(
    settings: Settings,
    *,
    now: datetime,
    means: Means,
    browser: bool = True,
    port: int = 0,
    wait: Callable[[float], None] = time.sleep,
) -> Iterator[Outcome]:
    """Find what is closed, let a person pick it, and say what is open now."""
    if settings.google.access == "all-docs":
        words = 'Nothing to link: with access = "all-docs" the job may open all your documents.'
        yield Outcome(blocks=[Line(words, "good")], data={"linked": [], "closed": []})
        return
    with open_for(settings) as google:
        found = _look(settings, google, now)
    if not found.now:
        yield _nothing_to_do(found)
        return
    path = settings.google.token_file
    stored = read_token(path, settings.google.client_secret_file)
    client = OAuthClient(client_id=stored.client_id, client_secret=stored.client_secret)
    keeping.check_place(path)
    yield Outcome(blocks=_to_pick(found))
    question, allowed = yield from consent(_wish(settings, client, found, browser, port), means)
    picked = tuple(each for each in found.now if each.file_id in allowed.picked)
    trouble: OneononeError | None = None
    with open_for(settings) as google:
        left = closed_for_good(picked, google.drive, wait=wait)
    if left:
        # The sign-in from before does not see them: the one that the picker gave may.
        settle = _Settling(settings, client, stored, found.account, now, wait)
        left, trouble = settle(question, allowed, picked)
    yield _result(found, picked, left, trouble)


@dataclass(frozen=True, slots=True)
class _Settling:
    """Tries the sign-in that the picker gave, and keeps it if it opens more."""

    settings: Settings
    client: OAuthClient
    stored: StoredToken
    account: str
    now: datetime
    wait: Callable[[float], None]

    def __call__(
        self, question: Question, allowed: Allowed, picked: Sequence[Needed]
    ) -> tuple[tuple[Needed, ...], OneononeError | None]:
        path = self.settings.google.token_file
        at = endpoints(self.settings.google.api_root)
        sign_in = exchange(self.client, at, question, allowed, now=self.now)
        before = path.read_text(encoding="utf-8")
        keeping.keep_picked(path, self.stored, sign_in)
        with open_for(self.settings) as google:
            account = google.drive.me()
            left = closed_for_good(picked, google.drive, wait=self.wait)
        if account == self.account and len(left) < len(picked):
            return left, None
        keeping.put_back(path, before)
        if account == self.account:
            return tuple(picked), None
        return tuple(picked), OneononeError(
            "The documents were picked with another account than the one that is signed in",
            where=f"{account}, not {self.account}",
            mend="Run `oneonone link` again, and choose the other account on Google's page.",
        )


def _look(settings: Settings, google: Google, now: datetime) -> _Found:
    files = needed(settings, google.calendar, now=now, zones=ZoneInfo)
    left = closed(files, google.drive)
    return _Found(
        account=google.drive.me() if left else "",
        ready=tuple(each for each in files if each not in left),
        now=left[:AT_ONCE],
        later=left[AT_ONCE:],
    )


def _wish(settings: Settings, client: OAuthClient, found: _Found, browser: bool, port: int) -> Wish:
    return Wish(
        client=client,
        at=endpoints(settings.google.api_root),
        scopes=tuple(DOCUMENTS_ALONE),
        what="to pick them",
        command="oneonone link",
        hint=found.account,
        pick=tuple(each.file_id for each in found.now),
        pick_folders=any(each.is_folder for each in found.now),
        browser=browser,
        port=port,
    )


def _nothing_to_do(found: _Found) -> Outcome:
    if not found.ready:
        words = "No document is attached to your 1:1s: there is nothing to link."
    else:
        words = f"Nothing to link: all {len(found.ready)} can be opened already."
    return Outcome(
        blocks=[Line(words, "good")],
        data={"linked": [each.file_id for each in found.ready], "closed": []},
    )


def _to_pick(found: _Found) -> list[Block]:
    count = len(found.now)
    head = "This one can't" if count == 1 else f"These {count} can't"
    blocks: list[Block] = [
        Line(f"{head} be opened by the job yet:", "strong"),
        _table((each, "") for each in found.now),
    ]
    if found.later:
        blocks.append(Line(f"{len(found.later)} more follow when you run this once more."))
    blocks.append(Line("Select all of them on Google's page."))
    return blocks


def _result(
    found: _Found,
    picked: Sequence[Needed],
    left: Sequence[Needed],
    trouble: OneononeError | None,
) -> Outcome:
    opened = [each for each in picked if each not in left]
    unpicked = [each for each in found.now if each not in picked]
    get_log().info("link.done", count=len(opened), left=len(left) + len(unpicked))
    missing = [*left, *unpicked, *found.later]
    blocks: list[Block] = [
        _table(
            (
                *((each, "linked") for each in opened),
                *((each, "picked, but can't be opened") for each in left),
                *((each, "not picked") for each in unpicked),
            )
        )
    ]
    if trouble is not None:
        blocks.append(Line(str(trouble), "bad"))
    elif left:
        words = "Run `oneonone link` again; if it stays, ask the owner to make you an editor."
        blocks.append(Line(words, "bad"))
    if unpicked:
        words = (
            "What was not picked, or not shown on Google's page, stays closed: run `oneonone link` "
            "again; what you can't open yourself, ask its owner to share with you."
        )
        blocks.append(Line(words, "warning"))
    if found.later:
        words = f"{len(found.later)} more are to be picked: run `oneonone link` again."
        blocks.append(Line(words, "warning"))
    if opened:
        blocks.append(Line(_NEXT))
    data: Json = {
        "linked": [each.file_id for each in (*found.ready, *opened)],
        "closed": [each.file_id for each in missing],
    }
    return Outcome(blocks=blocks, data=data, exit_code=ExitCode.FAILED if missing else ExitCode.OK)


def _table(rows: Iterator[tuple[Needed, str]] | Sequence[tuple[Needed, str]]) -> Table:
    told = [(_whose(each), address_of(each.file_id), what) for each, what in rows]
    if any(what for *_, what in told):
        return Table(("with", "document", "now"), tuple(told))
    return Table(("with", "document"), tuple(each[:2] for each in told))


def _whose(each: Needed) -> str:
    return ", ".join(each.people) or "(folder for new documents)"
