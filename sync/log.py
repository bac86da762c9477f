"""What is logged, and how: one line for each event, on standard error.

An event is a constant name with facts as fields: `log.info("pair.done", pair=..., items=3)`.
Which fields there are is decided here, and everything else is dropped before it is written: a log
holds addresses, ids, counts, codes and durations, never the content of a document, a title, a name,
a token, a header or a body. Of an error that is not ours only its type and its place in the code
are logged, never its text, which may quote anything. This module asks for the time, but decides
nothing by it.
"""

import json
import logging
import os
import re
import sys
import threading
import traceback
import warnings
from collections.abc import Callable, Mapping, MutableMapping
from contextlib import suppress
from datetime import UTC, date, datetime
from enum import Enum
from hashlib import sha256
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, TextIO

from sync.errors import OneononeError

if TYPE_CHECKING:
    from structlog.typing import FilteringBoundLogger

FIELDS = frozenset(
    {
        "account",
        "attempt",
        "call",
        "code",
        "count",
        "documents",
        "dry_run",
        "due",
        "error",
        "file_id",
        "how",
        "items",
        "left",
        "managers",
        "managers_failed",
        "mend",
        "other",
        "pair",
        "pairs",
        "pairs_failed",
        "place",
        "reason",
        "scopes",
        "sections",
        "series",
        "status",
        "task",
        "tasks",
        "unknown",
        "wait",
        "what",
        "where",
        "wrote",
    },
)
"""The names of facts that may be logged. A new one is added here after a thought about privacy."""

_NAME = re.compile(r"[a-z][a-z_]*(\.[a-z][a-z_]*)*")
_WORD = re.compile(r"[!-~]{1,300}")
_DROPPED = "(dropped)"
_LEVELS = frozenset({"debug", "info", "warning", "error", "critical"})

Event = MutableMapping[str, Any]


_set_up: list[Callable[[], None]] = []
"""What `configure` was told and nothing has been logged by yet: structlog takes its time to load,
and what logs nothing need not wait for it.
"""
_setting_up = threading.Lock()
_writing = threading.Lock()


def get_log() -> "FilteringBoundLogger":
    """The log. Nothing is bound to it: each event states its own facts."""
    import structlog  # noqa: PLC0415 - see above

    with _setting_up:
        while _set_up:
            _set_up.pop()()
    log: FilteringBoundLogger = structlog.get_logger()
    return log


def place(error: BaseException) -> str:
    """Where in our code an error came up, as `sync/job/run.py:12`, with nothing of its text."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "sync" in PurePath(frame.filename).parts]
    if not ours:
        return "unknown"
    parts = PurePath(ours[-1].filename).parts
    start = len(parts) - 1 - parts[::-1].index("sync")
    return f"{'/'.join(parts[start:])}:{ours[-1].lineno}"


def only_facts(_logger: object, _method: str, event: Event) -> Event:
    """Keep the allowed fields with plain values, and drop the rest: privacy by construction."""
    kept: dict[str, Any] = {"event": _event_name(event.get("event"))}
    if event.get("level") in _LEVELS:
        kept["level"] = event["level"]
    failure = _failure(event)
    for name, value in event.items():
        if name in FIELDS and not isinstance(value, BaseException):
            kept[name] = _fact(value)
    if failure is not None:
        kept |= _about(failure)
    return kept


def _failure(event: Event) -> BaseException | None:
    """The exception that an event is about, given as `error=` or as `exc_info=`."""
    for name in ("error", "exc_info"):
        given = event.get(name)
        if given is True:
            given = sys.exc_info()[1]
        elif isinstance(given, tuple) and len(given) == 3:
            given = given[1]
        if isinstance(given, BaseException):
            return given
    return None


def _about(error: BaseException) -> dict[str, Any]:
    """The facts of an error: all of ours, whose words are made to be read; type and place else."""
    facts: dict[str, Any] = {"error": type(error).__name__}
    if isinstance(error, OneononeError):
        facts["what"] = error.what
        if error.where:
            facts["where"] = error.where
        if error.mend:
            facts["mend"] = error.mend
    else:
        facts["place"] = place(error)
    return facts


def _event_name(given: object) -> str:
    """The event's name, unless it is a sentence, which may hold anything."""
    return given if isinstance(given, str) and _NAME.fullmatch(given) else "event.unnamed"


def _fact(value: object) -> object:
    """A value that is plainly a fact; anything that could be prose is dropped."""
    match value:
        case None | bool() | int() | float():
            return value
        case Enum():
            return _fact(value.value)
        case str():
            return value if _WORD.fullmatch(value) or not value else _DROPPED
        case datetime() | date():
            return value.isoformat()
        case list() | tuple() | set() | frozenset():
            facts = [_fact(part) for part in value]
            return sorted(facts, key=str) if isinstance(value, set | frozenset) else facts
        case Mapping():
            return {str(_fact(str(key))): _fact(part) for key, part in value.items()}
        case _:
            return _DROPPED


def configure(
    *,
    stream: TextIO | None = None,
    json_lines: bool | None = None,
    verbose: bool = False,
    silent: bool = False,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    environment: Mapping[str, str] = os.environ,
) -> None:
    """Say where events go. `json_lines=None`: JSON, but on a terminal nothing, since there the
    result says it all; readable lines if `verbose`.

    `verbose` adds the events of level debug, and no field; `silent` leaves all events out. On Cloud
    Run, as `environment` tells, all lines of an execution bear one trace.
    """
    out = sys.stderr if stream is None else stream
    looked_at = json_lines is None and out.isatty()
    as_json = not looked_at if json_lines is None else json_lines
    level = logging.DEBUG if verbose else logging.CRITICAL if looked_at or silent else logging.INFO

    def stamp(_logger: object, _method: str, event: Event) -> Event:
        return {"time": clock().isoformat(timespec="milliseconds"), **event}

    renderer = _json_line(_trace(environment)) if as_json else _readable_line

    def set_up() -> None:
        import structlog  # noqa: PLC0415 - see `_set_up`

        structlog.configure(
            processors=[structlog.processors.add_log_level, only_facts, stamp, renderer],
            wrapper_class=structlog.make_filtering_bound_logger(level),
            logger_factory=lambda: _Lines(out),
            cache_logger_on_first_use=False,
        )

    with _setting_up:
        _set_up[:] = [set_up]


class _Lines:
    """Writes each line at once. A stream that can't be written to (a full disk, a reader that has
    gone) ends no run: what is left in it fails again when the process flushes it, and says so then.
    """

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def msg(self, line: str) -> None:
        """Write a line whole, whichever thread it comes from."""
        with _writing, suppress(OSError):
            self._out.write(f"{line}\n")
            self._out.flush()

    debug = info = warning = error = critical = msg


def _trace(environment: Mapping[str, str]) -> str:
    """What Cloud Logging puts the lines of one execution together by; "" elsewhere."""
    execution = environment.get("CLOUD_RUN_EXECUTION", "")
    if not execution:
        return ""
    number = sha256(execution.encode()).hexdigest()[:32]
    project = environment.get("GOOGLE_CLOUD_PROJECT", "")
    return f"projects/{project}/traces/{number}" if project else number


def _json_line(trace: str) -> Callable[..., str]:
    """One JSON object a line; `severity`, `message` and `trace` are what Cloud Logging reads."""

    def line(_logger: object, method: str, event: Event) -> str:
        renamed = {
            "severity": str(event.pop("level", method)).upper(),
            "time": event.pop("time"),
            "message": event.pop("event"),
            **({"logging.googleapis.com/trace": trace} if trace else {}),
        }
        return json.dumps({**renamed, **event})

    return line


def _readable_line(_logger: object, method: str, event: Event) -> str:
    """`12:30:01 warning pair.skipped  pair=…  reason=…` for a person who looks on."""
    time, level = str(event.pop("time"))[11:19], str(event.pop("level", method))
    name = event.pop("event")
    facts = "  ".join(f"{key}={value}" for key, value in event.items() if value not in (None, ""))
    return f"{time} {level:<7} {name}  {facts}".rstrip()


def quiet_libraries() -> None:
    """Keep what libraries would say by themselves out of the output: their logs, warnings and
    tracebacks may hold addresses with parameters, headers or bodies.
    """
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    threading.excepthook = _thread_failed


def _thread_failed(failed: threading.ExceptHookArgs) -> None:
    get_log().error("internal.error", error=failed.exc_value)
