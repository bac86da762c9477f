"""A person at a browser without a window: follows the forms of Google's pages to their end."""

from collections.abc import Sequence
from html.parser import HTMLParser

import requests

_STEPS = 6


class _Form(HTMLParser):
    """The fields of a page's form: hidden ones, boxes and buttons, each with its label."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.hidden: list[tuple[str, str]] = []
        self.boxes: dict[str, tuple[str, str]] = {}
        self.buttons: dict[str, tuple[str, str]] = {}
        self._open: tuple[dict[str, tuple[str, str]], tuple[str, str]] | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        field = (given.get("name", ""), given.get("value", ""))
        if not field[0]:
            return
        if tag == "button":
            self._open = (self.buttons, field)
        elif given.get("type") == "hidden":
            self.hidden.append(field)
        else:
            self._open = (self.boxes, field)

    def handle_data(self, data: str) -> None:
        if self._open is not None and data.strip():
            found, field = self._open
            found[data.strip()] = field
            self._open = None


def allow(address: str, *, account: str, picks: Sequence[str] | None = None) -> str:
    """Allows everything, picks these files, or all: the address that Google sends the browser to,
    which is not opened.
    """
    with requests.Session() as session:
        session.trust_env = False
        answer = session.get(address, timeout=20)
        for _ in range(_STEPS):
            if "<form" not in answer.text:
                break
            form = _Form(answer.text)
            ticked = [
                box
                for name, box in form.boxes.items()
                if box[0] == "scope" or (box[0] == "file" and (picks is None or name in picks))
            ]
            (pressed,) = [
                button
                for name, button in form.buttons.items()
                if name in {"Allow", "Select"} or button == ("account", account)
            ]
            answer = session.post(
                answer.url,
                data=[*form.hidden, *ticked, pressed],
                timeout=20,
                allow_redirects=False,
            )
        return answer.headers["Location"]


def consent(address: str, *, account: str, picks: Sequence[str] = ()) -> str:
    """The same, and what the page says to which the browser is sent."""
    with requests.Session() as session:
        session.trust_env = False
        return session.get(allow(address, account=account, picks=picks), timeout=20).text
