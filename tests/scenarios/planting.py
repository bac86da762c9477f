"""A company in which every text that people wrote bears a word of its own, to be searched for."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sync.emulator.editor import Editor
from tests.scenarios.company import ME, OTHER, WEEK, Company, lived_through

ZONE = ZoneInfo("Europe/Berlin")
GUEST = "carol@elsewhere.test"
PLACES = (
    "title",
    "name",
    "description",
    "location",
    "attachment",
    "file",
    "heading",
    "item",
    "subitem",
    "done",
    "bullet",
    "prose",
    "suggestion",
    "comment",
    "chip",
    "address",
    "event",
    "tab",
    "answer",
    "reason",
    "header",
)
WORDS = {place: f"zq{place}xv" for place in PLACES}
"""No text of the job's or of a library's holds one of them."""


def planted(at: Company) -> None:
    """A first run, and a week in which people wrote such words wherever one can write."""
    lived_through(at)
    w = WORDS
    for user in at.workspace.world.state.users.values():
        user.name = f"{w['name']} {user.name}"
    (file,) = at.live()
    file.name = w["file"]
    at.workspace.calendar.change(
        at.series,
        {
            "summary": f"{w['title']} 1:1",
            "description": w["description"],
            "location": w["location"],
        },
    )
    sheet = at.workspace.drive.add_file(ME, w["attachment"], mime_type="text/plain")
    at.attach(sheet, w["attachment"])
    _written(at, file.id)
    _others(at)
    at.workspace.pass_time(WEEK - timedelta(days=6, hours=23))


def _written(at: Company, document_id: str) -> None:
    w = WORDS
    editor = Editor.of(at.workspace, document_id, by=OTHER)
    editor.write(
        f"### {w['heading']}\n{w['prose']}\n* {w['bullet']}\n- [ ] {w['item']}\n"
        f"  - [ ] {w['subitem']}\n- [x] {w['done']}\n"
        f"- [ ] With @[{w['chip']}](dan@acme.test) [there](https://acme.test/{w['address']})"
    )
    editor.suggest(w["bullet"], w["suggestion"])
    editor.comment(w["item"], w["comment"])
    editor.add_tab(w["tab"])


def _others(at: Company) -> None:
    """What is no 1:1 of anybody's, and a meeting with somebody outside."""
    at.workspace.add_user(GUEST, f"{WORDS['name']} Carol")
    weekly, start = ["RRULE:FREQ=WEEKLY"], datetime(2025, 2, 12, 9, tzinfo=ZONE)
    add = at.workspace.calendar.add_event
    add(ME, WORDS["event"], start, recurrence=weekly)
    add(ME, f"Interview {WORDS['event']}", start, guests=[ME, OTHER, GUEST])
    add(ME, WORDS["title"], start, guests=[ME, GUEST], recurrence=weekly)


def secrets(at: Company) -> list[str]:
    """Every token there ever was, and the client's secret."""
    state = at.workspace.world.state
    clients = {grant.secret for grant in state.grants.values()}
    return [*state.grants, *state.access, *clients]


def seen(text: str, words: Iterable[str]) -> list[str]:
    """Which of the words a text holds, escaped ones too."""
    plain = text + json.dumps(text)
    return [word for word in words if word in plain]


def in_files(at: Company, words: Iterable[str]) -> list[str]:
    """The files beside the configuration in which one of the words stands."""
    own = {"workspace.json", "token.json", "laid.json"}
    files = (each for each in at.folder.rglob("*") if each.is_file() and each.name not in own)
    return [str(each) for each in files if seen(_text(each), words)]


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
