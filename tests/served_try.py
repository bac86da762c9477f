"""The Workspace of `oneonone try`, kept up for other commands and for its page."""

import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sync.commands.trying import serve

NOW = "2025-03-10T13:00:00Z"
TODAY = datetime(2025, 3, 10, 13, tzinfo=UTC)


@contextmanager
def served_in(folder: Path) -> Iterator[dict[str, Any]]:
    """What `try --serve` says: `api_root`, `config`, `page`; it ends with the block."""
    until = threading.Event()
    outcomes = serve(folder, today=TODAY, reset=False, command="oneonone", until=until)
    said = next(outcomes)
    try:
        yield said.data
    finally:
        until.set()
        assert list(outcomes) == []


def press(
    page: str, path: str, form: dict[str, str], *, headers: dict[str, str] | None = None
) -> int:
    """Post one of the page's forms as the page itself does, or with other headers; the status."""
    request = urllib.request.Request(  # noqa: S310 - the page's own address
        page + path,
        data=urllib.parse.urlencode(form).encode(),
        headers={"Origin": page.rstrip("/"), **(headers or {})},
    )
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            status: int = answer.status
            return status
    except urllib.error.HTTPError as exc:
        with exc:
            return exc.code
