"""Telling how a run ended: a command, a webhook, a heartbeat. It never changes how the run ended.

What can't be told is logged by its kind alone: the addresses are secrets, and so are answers. The
command runs without a shell and without our environment's secrets being added to it. Nothing is
repeated: the next run tells again.
"""

import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar, assert_never

from sync.config.settings import NotifySettings
from sync.job.notice import Notice, of_error
from sync.log import get_log

TIMEOUTS: Final = (5.0, 10.0)
"""Seconds to connect, and to wait for an answer."""
COMMAND_TIMEOUT: Final = 30.0

Ended = TypeVar("Ended")


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """How the run before ended: whom it was in trouble with, whether at all, and if today."""

    troubles: frozenset[str]
    stopped: bool
    today: bool

    def same(self, notice: Notice) -> bool:
        """Whether this run is in the same trouble, or both in none."""
        troubles = frozenset(each.email for each in notice.troubles)
        return (self.troubles, self.stopped) == (troubles, bool(notice.error))


def told(
    settings: NotifySettings,
    work: Callable[[], Ended],
    notice: Callable[[Ended], Notice],
    *,
    before: Before | None = None,
) -> Ended:
    """What the work gives, or its error, after whoever is set was told of it."""
    try:
        ended = work()
    except Exception as exc:
        tell(settings, of_error(exc), before=before)
        raise
    tell(settings, notice(ended), before=before)
    return ended


def is_due(settings: NotifySettings, notice: Notice, before: Before | None) -> bool:
    """Whether command and webhook are to tell it. On changes: of new trouble, of the same once a
    day, and that it is over.
    """
    match settings.on:
        case "always":
            return True
        case "failure":
            return notice.failed
        case "change":
            if before is None:
                return notice.failed
            return not before.same(notice) or (notice.failed and not before.today)
        case _:
            assert_never(settings.on)


def tell(settings: NotifySettings, notice: Notice, *, before: Before | None = None) -> None:
    """Tell it in every way that is set. Never raises."""
    if is_due(settings, notice, before):
        if settings.command:
            _attempt("command", lambda: _run(settings.command, notice))
        if settings.webhook:
            _attempt("webhook", lambda: _post(settings.webhook, notice))
    if settings.heartbeat_url and not notice.failed:
        _attempt("heartbeat", lambda: _fetch(settings.heartbeat_url))


class _NotTaken(Exception):
    """It was refused; the argument is a status or an exit code, never text."""


def _attempt(how: str, act: Callable[[], None]) -> None:
    try:
        act()
    except _NotTaken as exc:
        get_log().warning("notice.refused", how=how, status=exc.args[0])
    except Exception as exc:  # noqa: BLE001 - a notice never breaks a run
        get_log().warning("notice.failed", how=how, reason=type(exc).__name__)
    else:
        get_log().info("notice.given", how=how)


def _run(command: tuple[str, ...], notice: Notice) -> None:
    done = subprocess.run(  # noqa: S603 - it is the user's own
        [*command, notice.line],
        input=json.dumps(notice.as_json()),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
        check=False,
        timeout=COMMAND_TIMEOUT,
    )
    if done.returncode:
        raise _NotTaken(done.returncode)


def _post(address: str, notice: Notice) -> None:
    # Chat services refuse fields that they don't know: the line alone serves them all.
    _ask("POST", address, {"text": notice.line})


def _fetch(address: str) -> None:
    _ask("GET", address, None)


def _ask(method: str, address: str, body: dict[str, str] | None) -> None:
    import requests  # noqa: PLC0415 - only runs that tell something need it

    with requests.request(
        method, address, json=body, timeout=TIMEOUTS, allow_redirects=False, stream=True
    ) as answer:
        if answer.status_code >= 300:
            raise _NotTaken(answer.status_code)
