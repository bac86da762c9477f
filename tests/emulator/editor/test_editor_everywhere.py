"""Any edits of people, anywhere in any document, leave a document that holds together."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.emulator.docs import Document
from sync.emulator.docs.markdown import markdown
from sync.emulator.docs.model import Break, Paragraph, Run, Table
from sync.emulator.editor import CannotEdit, Editor, NoSuchLine
from sync.emulator.notation import parse, render
from sync.emulator.unknowns import Unknowns
from tests.emulator.notation.hostile import TEXT, documents, new_ids, plain_form

Json = dict[str, Any]
Act = Callable[[Editor, int, int, str], object]

ACTS: dict[str, Act] = {
    "type": lambda e, a, _b, text: e.type(a, text + "\n" + text, after=_part(e, a)),
    "enter": lambda e, a, _b, _text: e.press_enter(a, after=_part(e, a)),
    "join": lambda e, a, _b, _text: e.join(a),
    "rewrite": lambda e, a, _b, text: e.rewrite(a, text),
    "replace": lambda e, a, _b, text: e.replace(a, _part(e, a), text),
    "delete": lambda e, a, b, _text: e.delete_lines(min(a, b), max(a, b)),
    "delete section": lambda e, a, _b, _text: e.delete_section(a),
    "delete everything": lambda e, _a, _b, _text: e.delete_everything(),
    "person": lambda e, a, _b, _text: e.insert_person(a, "bob@x.test", after=_part(e, a)),
    "tick": lambda e, a, b, _text: e.tick(a, ticked=b % 2 == 0),
    "add": lambda e, a, b, text: e.add_item(a, text, kind=["check", "typed", "disc", None][b % 4]),
    "list": lambda e, a, b, _text: e.make_list(min(a, b), max(a, b), kind="check"),
    "no list": lambda e, a, b, _text: e.unmake_list(min(a, b), max(a, b)),
    "indent": lambda e, a, _b, _text: e.indent(a),
    "outdent": lambda e, a, _b, _text: e.outdent(a),
    "bold": lambda e, a, _b, _text: e.bold(a, _part(e, a)),
    "link": lambda e, a, b, _text: e.link_to_heading(a, "", b),
    "style": lambda e, a, _b, _text: e.set_style(a, "HEADING_2"),
    "cut": lambda e, a, b, _text: _cut_and_paste(e, a, b),
    "copy": lambda e, a, b, _text: _copy(e, a, b),
    "drag": lambda e, a, b, _text: e.drag(a, b - a),
    "move": lambda e, a, b, _text: e.move_lines(a, below=b),
    "write": lambda e, a, _b, _text: e.write("## 3/10\n- [x] a\n  * b\n| c |\nd", below=a),
    "write at the end": lambda e, _a, _b, _text: e.write("- [ ] z"),
    "table": lambda e, a, _b, text: e.insert_table(a, [["x", text.replace("\n", "")]]),
    "tab": lambda e, _a, _b, _text: e.add_tab("More"),
    "duplicate": lambda e, _a, _b, _text: e.duplicate_tab("Twin"),
    "suggest": lambda e, a, _b, text: e.suggest(a, text + "\n", after=_part(e, a)),
    "suggest to delete": lambda e, a, _b, _text: e.suggest_deletion(a, _part(e, a)),
    "accept": lambda e, a, _b, _text: _settle(e, a, accept=True),
    "reject": lambda e, a, _b, _text: _settle(e, a, accept=False),
    "comment": lambda e, a, _b, _text: e.comment(a, "why?"),
}


def _part(editor: Editor, where: int) -> str:
    """Some part of a line's text."""
    return editor.line(where).text.strip()[:2]


def _cut_and_paste(editor: Editor, first: int, last: int) -> None:
    editor.cut_lines(min(first, last), max(first, last))
    editor.paste(above=first % len(editor.lines()))


def _copy(editor: Editor, first: int, last: int) -> None:
    editor.copy_lines(min(first, last), max(first, last))
    editor.paste(below=first)


def _settle(editor: Editor, number: int, *, accept: bool) -> None:
    found = editor.suggestions()
    if found:
        chosen = found[number % len(found)]
        (editor.accept if accept else editor.reject)(chosen)


@dataclass(frozen=True)
class Step:
    """An act with two lines, as fractions of the tab's."""

    act: str
    first: float
    second: float
    text: str


RICH = "# a\n- [ ] b c {m}\n  * d\n¶\n{++new++} x\n| e |\n## f\n- [x] h\n1. i\n{--old--} g"
STARTS = st.one_of(documents(), st.builds(parse, st.just(RICH)))
STEPS = st.builds(Step, st.sampled_from(sorted(ACTS)), st.floats(0, 1), st.floats(0, 1), TEXT)
UNKNOWNS = st.builds(
    Unknowns,
    mark_grows_at_end=st.booleans(),
    paste_keeps_marks=st.booleans(),
    split_inherits_tick=st.booleans(),
    duplicated_tab_keeps_marks=st.booleans(),
)


def check(document: Document) -> None:
    """What holds of every document."""
    for root in document.tabs:
        for tab in root.with_children():
            assert isinstance(tab.body[0], Break)
            assert isinstance(tab.body[-1], Paragraph)
            for above, below in zip(tab.body, tab.body[1:], strict=False):
                assert not (isinstance(above, Table) and isinstance(below, Table))
            for _, paragraph in tab.paragraphs():
                assert paragraph.text.count("\n") == 1
                assert paragraph.text.endswith("\n")
                assert all(e.length for e in paragraph.elements)
                assert isinstance(paragraph.elements[-1], Run)
                assert paragraph.bullet is None or paragraph.bullet["listId"] in tab.lists
                assert paragraph.bullet is not None or not paragraph.ticked
            for named in tab.ranges:
                assert all(0 <= start < end <= tab.end for start, end in named.spans)
            headings = [p.style["headingId"] for _, p in tab.paragraphs() if "headingId" in p.style]
            assert len(headings) == len(set(headings))
    again = Document.restore(document.dump(), new_id=new_ids())
    assert plain_form(again) == plain_form(document)


@given(STARTS, st.lists(STEPS, max_size=12), UNKNOWNS)
@settings(max_examples=150)
def test_edits_anywhere_leave_a_sound_document_and_a_new_revision(
    document: Document, steps: list[Step], unknowns: Unknowns
) -> None:
    document.unknowns = unknowns
    editor = Editor(document)
    for step in steps:
        last = len(editor.lines()) - 1
        before = (document.dump(), document.revision)
        shown = markdown(document)
        try:
            ACTS[step.act](editor, round(step.first * last), round(step.second * last), step.text)
        except (CannotEdit, NoSuchLine):
            if step.act not in ("cut", "copy"):
                assert (document.dump(), document.revision) == before
        if document.dump() != before[0] or markdown(document) != shown:
            assert document.revision != before[1]
        check(document)
    assert render(parse(render(document))) == render(document)


def test_each_act_does_something_somewhere() -> None:
    for name, act in ACTS.items():
        done = 0
        for first in range(10):
            document = parse(RICH)
            revision = document.revision
            try:
                act(Editor(document), first, (first + 1) % 10, "new")
            except (CannotEdit, NoSuchLine):
                continue
            done += document.revision != revision
        if not done:
            pytest.fail(f"{name} never did anything")
