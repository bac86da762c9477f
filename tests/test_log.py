import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from enum import Enum
from typing import Any

import pytest
import structlog

from sync import log
from sync.errors import OneononeError

NOON = datetime(2025, 3, 10, 12, 0, tzinfo=UTC)
SECRET = "Discuss the layoffs"


class Kind(Enum):
    FOUND = "found"


@pytest.fixture(autouse=True)
def _restore() -> Iterator[None]:
    yield
    structlog.reset_defaults()


def logged(act: Callable[[], Any], *, json_lines: bool = True, verbose: bool = False) -> str:
    out = io.StringIO()
    log.configure(stream=out, json_lines=json_lines, verbose=verbose, clock=lambda: NOON)
    act()
    return out.getvalue()


def test_an_event_is_one_json_line_with_its_facts() -> None:
    line = logged(
        lambda: log.get_log().info(
            "pair.written", account="ann@example.com", items=3, how=Kind.FOUND
        )
    )

    assert line.endswith("\n")
    assert json.loads(line) == {
        "severity": "INFO",
        "time": "2025-03-10T12:00:00.000+00:00",
        "message": "pair.written",
        "account": "ann@example.com",
        "items": 3,
        "how": "found",
    }


def test_on_a_terminal_an_event_is_a_readable_line() -> None:
    line = logged(
        lambda: log.get_log().warning("pair.skipped", account="ann@example.com", reason="trashed"),
        json_lines=False,
    )

    assert line == "12:00:00 warning pair.skipped  account=ann@example.com  reason=trashed\n"


def test_fields_that_are_not_on_the_list_are_dropped() -> None:
    line = logged(lambda: log.get_log().info("pair.written", title=SECRET, text=SECRET, token="t"))

    assert list(json.loads(line)) == ["severity", "time", "message"]


def test_prose_in_an_allowed_field_is_dropped() -> None:
    line = logged(
        lambda: log.get_log().info(
            "pair.written",
            reason=SECRET,
            documents=[SECRET, "id-1"],
            what=SECRET,
            fields={SECRET: 1},
            pair=object(),
        )
    )

    assert SECRET not in line
    assert json.loads(line)["documents"] == ["(dropped)", "id-1"]


def test_a_sentence_is_no_name_of_an_event() -> None:
    line = logged(lambda: log.get_log().info(f"wrote {SECRET}"))

    assert json.loads(line)["message"] == "event.unnamed"


def test_the_words_of_our_own_errors_are_logged() -> None:
    error = OneononeError("The document is in the trash", where="doc-1", mend="Restore it.")
    line = logged(lambda: log.get_log().error("pair.failed", error=error))

    assert json.loads(line) == {
        "severity": "ERROR",
        "time": "2025-03-10T12:00:00.000+00:00",
        "message": "pair.failed",
        "error": "OneononeError",
        "what": "The document is in the trash",
        "where": "doc-1",
        "mend": "Restore it.",
    }


@pytest.mark.parametrize("field", ["error", "exc_info"])
def test_of_other_errors_only_type_and_place_are_logged(field: str) -> None:
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        caught = error
    line = logged(lambda: log.get_log().error("internal.error", **{field: caught}))

    assert SECRET not in line
    assert json.loads(line)["error"] == "ValueError"
    assert json.loads(line)["place"] == "unknown"


def test_the_current_exception_is_logged_without_its_text() -> None:
    def act() -> None:
        try:
            raise ValueError(SECRET)
        except ValueError:
            log.get_log().exception("internal.error")

    line = logged(act)

    assert SECRET not in line
    assert json.loads(line)["error"] == "ValueError"


def test_the_place_of_an_error_is_the_last_line_of_our_code() -> None:
    try:
        log.configure(stream=None, clock=lambda: NOON)
        log.only_facts(None, "info", None)  # type: ignore[arg-type]
    except AttributeError as error:
        place = log.place(error)

    assert place.startswith("sync/log.py:")


@pytest.mark.parametrize(("verbose", "lines"), [(False, 0), (True, 1)])
def test_verbose_adds_events_of_level_debug(verbose: bool, lines: int) -> None:
    out = logged(lambda: log.get_log().debug("call.done", title=SECRET), verbose=verbose)

    assert len(out.splitlines()) == lines
    assert SECRET not in out


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("verbose", "lines"), [(False, 0), (True, 1)])
def test_on_a_terminal_events_are_shown_only_if_asked_for(verbose: bool, lines: int) -> None:
    out = Terminal()
    log.configure(stream=out, verbose=verbose, clock=lambda: NOON)
    log.get_log().error("pair.failed", account="ann@example.com")

    assert len(out.getvalue().splitlines()) == lines


def test_silence_leaves_all_events_out() -> None:
    out = io.StringIO()
    log.configure(stream=out, silent=True, clock=lambda: NOON)
    log.get_log().error("pair.failed")

    assert out.getvalue() == ""


def test_on_cloud_run_the_lines_of_an_execution_bear_one_trace() -> None:
    def traces(environment: dict[str, str]) -> list[object]:
        stream = io.StringIO()
        log.configure(stream=stream, json_lines=True, environment=environment)
        log.get_log().info("run.begun")
        log.get_log().info("run.done")
        log.configure(silent=True)
        lines = [json.loads(line) for line in stream.getvalue().splitlines()]
        return [line.get("logging.googleapis.com/trace") for line in lines]

    running = {"CLOUD_RUN_EXECUTION": "oneonone-x7k2p"}
    (number, again) = traces(running)

    assert traces({}) == [None, None]
    assert number == again
    assert re.fullmatch(r"[0-9a-f]{32}", str(number))
    assert (
        traces({**running, "GOOGLE_CLOUD_PROJECT": "acme-1"})
        == [f"projects/acme-1/traces/{number}"] * 2
    )
