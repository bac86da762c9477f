"""Any edits of people, anywhere in any document, leave a document that holds together."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.emulator.docs import Document
from sync.emulator.docs.markdown import markdown
from sync.emulator.docs.model import Break, Paragraph, Run, Table
from sync.emulator.editor import CannotEdit, Editor, NoSuchLine
from sync.emulator.notation import parse, render
from sync.emulator.unknowns import Unknowns
from tests.emulator.editor.acts import ACTS, RICH, STARTS, STEPS, Step
from tests.emulator.notation.hostile import new_ids, plain_form

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
        before = (document.dump(), document.revision)
        shown = markdown(document)
        try:
            step.take(editor)
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
