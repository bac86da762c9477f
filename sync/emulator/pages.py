"""Pages of a list: tokens that say where the next one begins.

A token holds its place and which question it belongs to; with another question it is refused. By
a setting an empty page comes before each full one, as Google sometimes sends them.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from sync.emulator.refusals import reasoned
from sync.emulator.wire import Call
from sync.emulator.world import Settings

T = TypeVar("T")


def page(
    settings: Settings, call: Call, items: Sequence[T], *, size: int
) -> tuple[list[T], str | None]:
    """The items of the page that the call asks for, and the token of the next one."""
    question = _question(call.query)
    at, given_empty = 0, False
    token = call.query.get("pageToken")
    if token:
        at, given_empty = _read(token, question)
    if settings.page_limit is not None:
        size = min(size, settings.page_limit)
    if settings.empty_pages and not given_empty and items:
        return [], _token(at, question, empty=True)
    shown = list(items[at : at + size])
    at += len(shown)
    return shown, _token(at, question, empty=False) if at < len(items) else None


def _token(at: int, question: str, *, empty: bool) -> str:
    body = json.dumps([at, empty, question]).encode()
    return "~!!~" + urlsafe_b64encode(body).decode()


def _read(token: str, question: str) -> tuple[int, bool]:
    try:
        at, empty, asked = json.loads(urlsafe_b64decode(token.removeprefix("~!!~")))
    except (ValueError, TypeError) as exc:
        raise _refused() from exc
    if asked != question or not isinstance(at, int):
        raise _refused()
    return at, bool(empty)


def _refused() -> Exception:
    return reasoned(400, "invalid", "Invalid Value", location=("parameter", "pageToken"))


def _question(query: Mapping[str, Any]) -> str:
    leave = {"pageToken", "fields", "prettyPrint", "alt", "maxResults", "pageSize"}
    return json.dumps({key: query[key] for key in sorted(query) if key not in leave})
