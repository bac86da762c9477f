"""`oneonone remove` after a month of runs: what people wrote stays to the letter, and no mark."""

import pytest

from sync.emulator.editor import Editor
from sync.emulator.notation import parse, render
from tests.scenarios.removing import OLD, Edit, Opened, Said, given, live, marks, removed

NEWEST_FIRST = """\
%tab Notes
= Bob and Ada
## Tue, Mar 4, 2025
- [ ] Bob: propose a fairer rotation
- [ ] Ada: talk about headcount
## Tue, Feb 25, 2025
- [x] Bob: draft the migration plan
- [ ] Ada: ask finance about the contract
¶
"""


APART: list[list[Edit]] = [
    [
        lambda pen: pen.tick("Ada: talk about headcount"),
        lambda pen: pen.write("## Thu, Mar 13, 2025\n- [ ] Bob: book the room\n¶"),
    ],
    [
        lambda pen: pen.replace("Bob: book the room", "room", "large room"),
        lambda pen: pen.write("## Tue, Mar 25, 2025\nOnly the plan today\n- [ ] Ada: the plan\n¶"),
    ],
    [
        lambda pen: pen.write("A closing word\n- [ ] Ada: write to the team\n¶"),
        lambda pen: pen.in_tab("Goals").tick("Lead a project"),
    ],
    [lambda pen: pen.in_tab("Goals").delete_line("Goals")],
]
"""What people do in lines of their own, and never in the job's."""
ON_TOP: list[list[Edit]] = [
    [lambda pen: pen.tick("Ada: ask finance about the contract")],
    [lambda pen: pen.write("## Tue, Mar 18, 2025 · ours\n- [ ] A\n", above="Tue, Mar 4, 2025")],
    [lambda pen: pen.type("Ada: talk about headcount", " 🙂")],
    [],
]


SECOND = "".join(f"%tab{part}" for part in reversed(OLD.split("%tab")[1:]))
"""The notes stand in the second tab."""


@pytest.mark.parametrize(
    ("text", "config", "weeks", "tab"),
    [
        (OLD, 'placement = "bottom"', APART, None),
        (OLD, 'placement = "auto"', APART, None),
        (NEWEST_FIRST, 'placement = "top"', ON_TOP, None),
        (SECOND, 'tab = "Notes"', APART, "Notes"),
    ],
    ids=["bottom", "auto", "top", "second tab"],
)
def test_where_people_wrote_beside_it_the_document_is_as_if_the_job_had_never_been(
    opened: Opened,
    capsys: Said,
    *,
    text: str,
    config: str,
    weeks: list[list[Edit]],
    tab: str | None,
) -> None:
    at = opened(config=f"[agenda]\n{config}\n")
    document_id = given(at, text)
    live(at, document_id, weeks, tab)
    document = at.workspace.documents[document_id]
    had = marks(document)
    removed(at, capsys)

    twin = parse(text)
    for edits in weeks:
        for edit in edits:
            edit(Editor(twin, tab=tab))
    assert had
    assert marks(document) == []
    assert render(document) == render(twin)


INTO_THE_JOBS: list[list[Edit]] = [
    [
        lambda pen: pen.type(
            next(line.number for line in pen.lines() if (line.kind, line.text) == ("disc", "")),
            "Shipped the export",
        ),
        lambda pen: pen.write(
            "Promised:\n- [ ] Ask finance\n- [ ] Book the room\n- [ ] Send the deck\n"
            "- [ ] Call Lisbon\n- [ ] Write to Kim\n¶"
        ),
    ],
    [
        lambda pen: pen.tick("Ask finance (since Mar 11)"),
        lambda pen: pen.type("Book the room (since Mar 11)", " by Friday", before=" (since"),
        lambda pen: pen.delete_line("Send the deck (since Mar 11)"),
        lambda pen: pen.comment("Call Lisbon (since Mar 11)", "who?"),
    ],
    [lambda pen: pen.rewrite("Tue, Mar 25, 2025 · Weekly 1:1", "Tue, Mar 25, 2025 · the plan")],
    [],
]
"""What people do in the job's sections: type, tick, reword, delete, comment, rename."""
LEFT = """\
## Tue, Mar 11, 2025 · Weekly 1:1
### ✅ Last week's accomplishments
* Shipped the export
### ☑️ Action items
Promised:
- [ ] Ask finance
- [ ] Book the room
- [ ] Send the deck
- [ ] Call Lisbon
- [ ] Write to Kim
## Tue, Mar 18, 2025 · Weekly 1:1
### ☑️ Action items
- [x] Ask finance [(since Mar 11)](#Tue, Mar 11, 2025 · Weekly 1:1)
- [ ] Book the room by Friday [(since Mar 11)](#Tue, Mar 11, 2025 · Weekly 1:1)
- [ ] Call Lisbon [(since Mar 11)](#Tue, Mar 11, 2025 · Weekly 1:1)
## Tue, Mar 25, 2025 · the plan
### ✅ Last week's accomplishments
*
### 🗒 Ongoing projects
*
### 🔍 Other topics
*
### ☑️ Action items
- [ ] Call Lisbon [(since Mar 11)](#Tue, Mar 11, 2025 · Weekly 1:1)
- [ ]
## Tue, Apr 1, 2025 · Weekly 1:1
### ☑️ Action items
- [ ] Call Lisbon [(since Mar 11)](#Tue, Mar 11, 2025 · Weekly 1:1)
## Tue, Apr 8, 2025 · Weekly 1:1
### ☑️ Action items
- [ ] Call Lisbon [(since Mar 11)](#Tue, Mar 11, 2025 · Weekly 1:1)
¶
"""
"""What a comment quotes stays wherever it stands: it quotes words, not a place."""


def test_what_people_touched_stays_with_its_headings(opened: Opened, capsys: Said) -> None:
    at = opened()
    at.run()
    document_id = at.live()[0].id
    live(at, document_id, INTO_THE_JOBS)
    removed(at, capsys)

    document = at.workspace.documents[document_id]
    assert render(document) == LEFT
    assert marks(document) == []
