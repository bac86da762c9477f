"""Documents in plain text and back."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from sync.emulator.docs import Document
from sync.emulator.docs.model import Paragraph
from sync.emulator.docs.presets import levels_of, new_list
from sync.emulator.docs.textstyles import LINK_LOOK
from sync.emulator.notation import NotationError, parse, render
from tests.emulator.notation.hostile import documents, new_ids, plain_form
from tests.support import recording_files

Json = dict[str, Any]
DOCUMENT = r"""= Ann / Bob
This document is prepared before each 1:1.
## Mon, Mar 3, 2025 · Weekly 1:1 {oneonone:1:ab:s}
### ☑️ Action items
- [ ] Send the **churn __readout__** to marketing {oneonone:1:ab:c}
  - [x] Ask @[Ann Long](ann@x.test) by @[Mar 10, 2025](date:2025-03-10)
    - [ ] deeper
* a disc
1. a number
- a dash
+ looks like a checklist
- [ ] after others [(since Mar 3)](#Mon, Mar 3, 2025 · Weekly 1:1)
- [ ]
¶
- [ ] [P0] one\vtwo {!list 1}
---
\- [ ] typed, 2 * 3, snake_case, \_\_init\_\_, C++, a | b
{++added++} {--gone--} {++#1:with it\n++}
| name | what |
| a ¶ - [ ] b ¶   - [x] c | |
|-|
| next |
12345678 {!rtl} {any mark @0-3,5-9}
"""


def paragraphs(document: Document) -> list[Paragraph]:
    return [paragraph for _, paragraph in document.tabs[0].paragraphs()]


@given(documents())
@settings(max_examples=150)
def test_a_document_written_exactly_is_read_as_the_same_document(document: Document) -> None:
    read = parse(render(document, exact=True))

    assert plain_form(read) == plain_form(document)


@given(documents())
@settings(max_examples=150)
def test_what_is_written_reads_as_something_that_is_written_alike(document: Document) -> None:
    written = render(document)

    assert render(parse(written)) == written


@pytest.mark.parametrize("written", ['[ {"]("}', '[a {"](b)" @0-1}'])
def test_a_bracket_before_braces_with_brackets_is_no_link(written: str) -> None:
    read = parse(written)

    assert not any("link" in each.style for line in paragraphs(read) for each in line.elements)
    assert render(parse(render(read))) == render(read)


@pytest.mark.parametrize("path", recording_files("docs/documents/*.json"), ids=lambda p: p.stem)
def test_a_recorded_document_is_written_and_read_alike(path: Path) -> None:
    answer = json.loads(path.read_text(encoding="utf-8"))
    written = render(Document.load(answer, new_id=new_ids()))

    assert render(parse(written)) == written


def test_each_line_is_a_paragraph_and_nothing_is_added() -> None:
    document = parse("One\n\n¶\nlast")

    assert document.tabs[0].body[1:] == (
        *parse("One").tabs[0].body[1:],
        *parse("").tabs[0].body[1:],
        *parse("last").tabs[0].body[1:],
    )
    assert [p.text for p in paragraphs(document)] == ["One\n", "\n", "last\n"]


def test_no_text_is_a_new_document() -> None:
    blank = Document.blank("doc", "Notes", new_id=new_ids())

    assert parse("").tabs == blank.tabs
    assert render(blank) == "¶\n"


def test_items_of_one_kind_in_neighbouring_lines_are_one_list() -> None:
    document = parse("- [ ] a\n* note\n- [ ] b\n¶\n- [ ] c")
    tab = document.tabs[0]

    assert [p.bullet and p.bullet["listId"] for p in paragraphs(document)] == [
        "kix.l1",
        "kix.l2",
        "kix.l1",
        None,
        "kix.l3",
    ]
    assert tab.lists == {
        "kix.l1": new_list("BULLET_CHECKBOX", 0),
        "kix.l2": new_list("BULLET_DISC_CIRCLE_SQUARE", 0),
        "kix.l3": new_list("BULLET_CHECKBOX", 0),
    }


def test_a_list_that_looks_like_a_checklist_has_no_format_of_its_glyph() -> None:
    document = parse("+ pasted")

    assert levels_of(document.tabs[0].lists["kix.l1"])[0] == {
        "bulletAlignment": "START",
        "glyphType": "GLYPH_TYPE_UNSPECIFIED",
        "indentFirstLine": {"magnitude": 18, "unit": "PT"},
        "indentStart": {"magnitude": 36, "unit": "PT"},
        "textStyle": {"underline": False},
        "startNumber": 1,
    }


def test_ticks_levels_and_indents_are_those_of_items_that_google_made() -> None:
    made = Document.blank("document", "Document", new_id=new_ids())
    insert = {"insertText": {"location": {"index": 1}, "text": "a\n\tb"}}
    span = {"startIndex": 1, "endIndex": 5}
    bullets = {"createParagraphBullets": {"range": span, "bulletPreset": "BULLET_CHECKBOX"}}
    made.batch_update({"requests": [insert, bullets]})
    made.tick("t.0", 3, ticked=True)

    assert plain_form(parse("- [ ] a\n  - [x] b")) == plain_form(made)


def test_a_link_names_a_heading_by_its_text() -> None:
    document = parse("[to it](#Plan \\) 2) and [the other](#Plan \\) 2#2)\n# Plan ) 2\n# Plan ) 2")
    elements = paragraphs(document)[0].elements

    assert [element.style for element in elements] == [
        {**LINK_LOOK, "link": {"heading": {"id": "h.1", "tabId": "t.0"}}},
        {},
        {**LINK_LOOK, "link": {"heading": {"id": "h.2", "tabId": "t.0"}}},
        {},
    ]


def test_a_mark_covers_the_text_without_its_last_character() -> None:
    document = parse("abc {a}\nx {b}\n¶ {c}\nab🗒 {d}\n🗒 {e}\n@[bob@x.test] {f}\nhello {g @1-3}")
    starts = [start for start, _ in document.tabs[0].paragraphs()]
    spans = [
        (named.name, *(index - start for index in named.spans[0]))
        for named, start in zip(document.tabs[0].ranges, starts, strict=True)
    ]

    assert spans == [
        ("a", 0, 2),
        ("b", 0, 1),
        ("c", 0, 1),
        ("d", 0, 2),
        ("e", 0, 2),
        ("f", 0, 1),
        ("g", 1, 3),
    ]


def test_tabs_stand_below_each_other() -> None:
    document = parse("%tab 2025\nfirst\n  %tab Notes =t.x\nbelow\n%tab 2024\nthird")
    first, second = document.tabs

    assert first.properties == {"tabId": "t.0", "title": "2025", "index": 0}
    assert second.properties == {"tabId": "t.2", "title": "2024", "index": 1}
    assert [child.properties for child in first.children] == [
        {"tabId": "t.x", "title": "Notes", "index": 0, "parentTabId": "t.0", "nestingLevel": 1}
    ]


def test_all_signs_together_are_written_as_they_were_read() -> None:
    written = render(parse(DOCUMENT))

    assert written == DOCUMENT


def test_a_bracket_behind_a_nameless_person_is_text() -> None:
    text = "@[bob@x.test]\\(on leave) [(see)](https://x.test)\n"

    assert render(parse(text)) == text


def test_text_may_be_of_several_suggestions() -> None:
    text = "{++new++} {--old--} {--#2,3:twice--} {++#3:more++}\n"

    assert render(parse(text)) == text


def test_a_document_may_start_with_a_table() -> None:
    document = parse("| a |\n¶")

    assert [type(block).__name__ for block in document.tabs[0].body] == [
        "Break",
        "Table",
        "Paragraph",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("| a |", "a tab ends with a paragraph, be it ¶"),
        ("a\n   * b", "line 2: a level is two blanks, and there are nine: * b"),
        ("* a {!list 3}", "line 1: there is no list 3 yet: * a {!list 3}"),
        ("[x](#nowhere)", "no heading reads: nowhere"),
        ("a {!big}", "line 1: nothing is called {!big}: a {!big}"),
        ("| a |\n| a | b |\nx", "line 3: the rows of the table above have not the same number"),
        ("| a", "line 1: a row ends with |"),
        ("a\tb", "line 1: a control character stands there"),
        ("%rule", "line 1: nothing is called %rule"),
        ("  %tab Child", "the tab Child has no parent"),
        ("a {name", "line 1: } is missing"),
        ("a\\", "line 1: a backslash stands at the end"),
        ("a {m} b", "line 1: only braces may follow braces or \\n"),
        ("{++#3:a++}", "line 1: there is no suggestion 3 before this one"),
        ("a {m @2}", "line 1: no span: @2"),
    ],
)
def test_what_is_no_document_is_refused_with_its_line(text: str, message: str) -> None:
    with pytest.raises(NotationError) as refused:
        parse(text)

    assert str(refused.value).startswith(message)
