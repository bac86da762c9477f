"""A document that people have, a month of runs on it, and `oneonone remove`."""

import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from sync.cli import main
from sync.config.settings import parse as read_settings
from sync.emulator.docs import Document
from sync.emulator.editor import Editor
from sync.emulator.notation import parse
from tests.scenarios.company import ME, OTHER, WEEK, Company

Opened = Callable[..., Company]
Said = pytest.CaptureFixture[str]
Edit = Callable[[Editor], object]

OLD = """\
%tab Notes
= Bob and Ada
Add topics before we meet, please.
## Tue, Feb 25, 2025
* Migration plan agreed
- [x] Bob: draft the **migration plan**
- [ ] Ada: ask [finance](https://finance.test) about the contract
## Tue, Mar 4, 2025
* Two incidents 🙂
- [ ] Bob: propose a fairer rotation
  - [ ] ask Lisbon @[Carol](carol@acme.test)
  * they have three people
- [ ] Ada: talk about headcount
¶
%tab Goals
# Goals
- [ ] Lead a project
¶
"""


def given(at: Company, text: str) -> str:
    """A document that people have already, named in the configuration."""
    wanted = parse(text)
    answer = wanted.show(include_tabs_content=True, suggestions_view_mode="SUGGESTIONS_INLINE")
    document_id = at.workspace.drive.add_document(OTHER, "Bob and Ada", answer)
    at.workspace.drive.share(document_id, ME)
    for tab in wanted.tabs:
        for number, (_, paragraph) in enumerate(tab.paragraphs()):
            if paragraph.ticked:  # no answer shows it
                pen(at, document_id).in_tab(tab.id).tick(number)
    entry = f'[[person]]\nemail = "{OTHER}"\ndoc = "{document_id}"\n'
    at.config.write_text(at.config.read_text(encoding="utf-8") + entry, encoding="utf-8")
    at.settings = read_settings(at.config)
    return document_id


def pen(at: Company, document_id: str, tab: str | None = None) -> Editor:
    return Editor.of(at.workspace, document_id, by=OTHER, tab=tab)


def live(
    at: Company, document_id: str, weeks: Sequence[Sequence[Edit]], tab: str | None = None
) -> None:
    """A month: a run before each meeting, another a day before it, and what people do after."""
    for edits in weeks:
        at.run()
        at.workspace.pass_time(WEEK / 14)
        at.run()
        at.workspace.pass_time(WEEK / 7)
        for edit in edits:
            edit(pen(at, document_id, tab))
        at.workspace.pass_time(WEEK * 11 / 14)
    at.run()


def command(at: Company, *arguments: str) -> int:
    now = at.workspace.now.isoformat()
    return main([*arguments, "--config", str(at.config), "--now", now])


def removed(at: Company, capsys: Said) -> dict[str, Any]:
    """Remove without asking; the JSON of what was done."""
    code = command(at, "remove", OTHER, "--yes", "--json")
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert code == 0
    return found


def marks(document: Document) -> list[str]:
    """The names of all named ranges."""
    shown = document.show(include_tabs_content=True, suggestions_view_mode="SUGGESTIONS_INLINE")
    return [name for tab in shown["tabs"] for name in tab["documentTab"].get("namedRanges", {})]


def file_of(at: Company, document_id: str) -> dict[str, str]:
    return at.workspace.world.state.files[document_id].properties


def attached(at: Company, email: str = ME) -> list[str]:
    shown = at.workspace.calendar.show(at.series, email)
    return [each["fileId"] for each in shown.get("attachments", [])]
