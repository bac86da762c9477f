"""The job reads nothing out of the export that is not so, whatever people did to the document."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sync.agenda.document.reading import read_notebook, with_ticks
from sync.agenda.document.ticks import Tick
from sync.emulator.docs import Document
from sync.emulator.docs.markdown import Shape, markdown
from sync.emulator.editor import CannotEdit, Editor, NoSuchLine
from sync.emulator.notation import parse
from sync.emulator.unknowns import Unknowns
from tests.emulator.editor.acts import STARTS, STEPS, Step

SHAPES = st.builds(
    Shape, box=st.sampled_from("-*"), loose=st.booleans(), images_defined=st.booleans()
)
UNKNOWNS = st.builds(
    Unknowns, export_shows_all_tabs=st.booleans(), child_tab_heading_deeper=st.booleans()
)


def said(document: Document, export: str) -> list[tuple[Tick, bool]]:
    """What the job knows of each line that may be a box, and whether it is ticked."""
    notebook = with_ticks(read_notebook(document.show(), locale="en"), export)
    tabs = [tab for root in document.tabs for tab in root.with_children()]
    return [
        (line.paragraph.tick, paragraph.ticked)
        for read, tab in zip(notebook.tabs, tabs, strict=True)
        for line, (_, paragraph) in zip(read.lines(), tab.paragraphs(), strict=True)
        if line.paragraph.tick is not None
    ]


@given(STARTS, st.lists(STEPS, max_size=8), UNKNOWNS, SHAPES)
@settings(max_examples=100)
def test_no_open_box_is_read_as_ticked_and_no_ticked_one_as_open(
    document: Document, steps: list[Step], unknowns: Unknowns, shape: Shape
) -> None:
    editor = Editor(document)
    for step in steps:
        try:
            step.take(editor)
        except (CannotEdit, NoSuchLine):
            continue
    found = said(document, markdown(document, unknowns=unknowns, shape=shape))

    assert {(Tick.DONE, False), (Tick.OPEN, True)}.isdisjoint(found)
    assert (Tick.NOT_A_BOX, True) not in found


def test_each_box_of_a_usual_document_is_known() -> None:
    document = parse(
        "## Mon, Mar 10\n- [x] **Send** [it](https://x.test)\n  - [ ] to @[Ann](ann@x.test)\n"
        "  * note\n- [ ] same\n- [x] same\n- [ ] one\\vmore\n- [ ]\n+ pasted\n[ ] typed"
    )

    assert said(document, markdown(document)) == [
        (Tick.DONE, True),
        (Tick.OPEN, False),
        (Tick.OPEN, False),
        (Tick.DONE, True),
        (Tick.OPEN, False),
        (Tick.OPEN, False),
        (Tick.NOT_A_BOX, False),
    ]
