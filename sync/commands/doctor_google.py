"""The checks of `oneonone doctor` that ask Google: APIs, calendar, folder, documents.

What of it stands ready is found out in `job/checkup`; here it gets its words.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final, assert_never
from zoneinfo import ZoneInfo

from sync.commands.checks import Check, State, failed, ok, warning
from sync.commands.outcome import counted
from sync.commands.sync import open_for
from sync.config.settings import Settings
from sync.errors import OneononeError
from sync.google.errors import ApiDisabled, GoogleError, NotAllowed, NotFound
from sync.google.session import Google
from sync.job import checkup
from sync.job.checkup import Actions, Paper
from sync.job.counting import Progress
from sync.job.skips import NotNew, Skip, link
from sync.job.window import Window, read_window

_APIS: Final = "https://console.cloud.google.com/apis/library"
_PAGES: Final = {
    "Calendar API": f"{_APIS}/calendar-json.googleapis.com",
    "Drive API": f"{_APIS}/drive.googleapis.com",
    "Docs API": f"{_APIS}/docs.googleapis.com",
}
_NO_SUCH_DOCUMENT: Final = "oneonone-doctor-asks-for-no-document-at-all"
_LARGE: Final = 800_000
"""Units; at about a million Google takes no more text."""
_MAY_WRITE: Final = frozenset({"owner", "writer"})


def at_google(settings: Settings, *, now: datetime, progress: Progress) -> Iterator[Check]:
    """The checks in order; what can't be asked ends them with the reason."""
    with open_for(settings) as google:
        try:
            account = google.drive.me()
        except OneononeError as exc:
            yield _api("Drive API", exc) if isinstance(exc, ApiDisabled) else failed("sign-in", exc)
            return
        yield ok("sign-in", account)
        yield ok("Drive API", "switched on")
        yield _docs_api(google)
        try:
            window = read_window(settings, google.calendar, now=now, zones=ZoneInfo)
        except ApiDisabled as exc:
            yield _api("Calendar API", exc)
            return
        except OneononeError as exc:
            yield failed("calendar", exc)
            return
        yield ok("Calendar API", "switched on")
        yield from _calendar(settings, google, window, now)
        try:
            looked = checkup.papers(window.pairs, settings, google, now=now, progress=progress)
            yield from _folder(settings, google, looked)
        except OneononeError as exc:
            yield failed("documents", exc)
            return
        for paper in looked:
            yield _paper(paper)


def _api(name: str, error: OneononeError) -> Check:
    mend = f"Switch it on at {_PAGES[name]}, and wait five minutes."
    return failed(name, OneononeError(error.what, mend=mend))


def _docs_api(google: Google) -> Check:
    """Asked for a document that does not exist: what is switched on says so."""
    try:
        google.docs.get(_NO_SUCH_DOCUMENT)
    except ApiDisabled as exc:
        return _api("Docs API", exc)
    except (NotFound, NotAllowed):
        return ok("Docs API", "switched on")
    except GoogleError as exc:
        if exc.status in {400, 404}:
            return ok("Docs API", "switched on")
        return failed("Docs API", exc)
    except OneononeError as exc:
        return failed("Docs API", exc)
    return ok("Docs API", "switched on")


def _calendar(settings: Settings, google: Google, window: Window, now: datetime) -> Iterator[Check]:
    name = settings.calendar.id
    soon = now + timedelta(minutes=1)
    role = google.calendar.events(name, time_min=now, time_max=soon).get("accessRole")
    if settings.docs.attach and role is not None and role not in _MAY_WRITE:
        yield warning(
            "calendar",
            f"{name} can be read and not changed, so no document can be attached",
            "Ask its owner for the right to make changes, or set attach = false in [docs].",
        )
    else:
        yield ok("calendar", f"{name}, time zone {window.zone}")
    events, people = len(window.verdicts), len(window.pairs)
    with_ = counted(people, "person", "people")
    what = f"{counted(events, 'event')} in the window, 1:1s with {with_}"
    if window.pairs:
        yield ok("events", what)
    else:
        yield warning("events", what, "`oneonone explain` says why each event is no 1:1.")


def _folder(settings: Settings, google: Google, looked: tuple[Paper, ...]) -> Iterator[Check]:
    name = settings.docs.folder
    if not name:
        yield ok("folder", "new documents are made on top of My Drive")
        return
    if not looked:
        yield warning("folder", f"{name} is looked at once there is a 1:1")
        return
    problem = checkup.folder(looked, settings, google)
    yield ok("folder", name) if problem is None else _skipped("folder", problem)


def _paper(paper: Paper) -> Check:
    of = f"document with {paper.pair.other.email}"
    match paper.problem:
        case None:
            return _found(of, paper)
        case NotNew() as new:
            return Check(of=of, state=State.OK, what=new.what, mend=new.mend)
        case Skip() as skip:
            return _skipped(of, skip)
        case OneononeError() as error:
            return failed(of, error)
        case _:
            assert_never(paper.problem)


def _found(of: str, paper: Paper) -> Check:
    if not paper.document_id:
        return ok(of, "none yet; the next sync makes one")
    at = link(paper.document_id)
    if paper.unticked:
        return warning(
            of,
            f"{at}: Google gives no export of it, which shows its ticks, so every item is carried",
            "Move old sections into another document, and ask its owner to allow downloads.",
        )
    if paper.size > _LARGE:
        return warning(
            of,
            f"{at}: {paper.size:,} characters, and Google takes about a million",
            "Move old sections into another document.",
        )
    match paper.actions:
        case Actions.NO_SECTION:
            return ok(of, f"{at}: no dated section so far")
        case Actions.NONE:
            return warning(
                of,
                f"{at}: {_sections(paper)}; its latest has no check boxes and no heading that is "
                "known for action items, so nothing is carried from it",
                "Use a check list, or name its heading as action_headings in [agenda].",
            )
        case Actions.LIST | Actions.BOXES:
            return ok(of, f"{at}: {_sections(paper)}, {paper.actions.value}")
        case _:
            assert_never(paper.actions)


def _sections(paper: Paper) -> str:
    return (
        f"{paper.sections} section{'' if paper.sections == 1 else 's'}, {paper.size:,} characters"
    )


def _skipped(of: str, skip: Skip) -> Check:
    what = f"{skip.what} ({skip.where})"
    if skip.failed:
        return failed(of, OneononeError(what, mend=skip.mend))
    return Check(of=of, state=State.OK, what=what, mend=skip.mend)
