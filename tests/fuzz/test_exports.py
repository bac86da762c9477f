"""Exports of any text beside documents as recorded: every box has a state, and no other line."""

from dataclasses import dataclass
from functools import cache

from hypothesis import strategies as st

from sync.agenda.document.export import read_export
from sync.agenda.document.notebook import Notebook
from sync.agenda.document.reading import read_notebook, with_ticks
from sync.agenda.document.ticks import Tick
from tests.fuzz.material import exports
from tests.fuzz.mutating import one_of_many
from tests.fuzz.papers import documents, lived, written_documents
from tests.fuzz.running import Fuzzer
from tests.fuzz.texts import mangled_texts

_WITH_BOXES = ("written", "notes", "since", "lists", "T6_", "S5_")


@dataclass(frozen=True, slots=True)
class Case:
    """A recorded document by name and what is said to be its export."""

    name: str
    export: str


@cache
def answers() -> dict[str, object]:
    """The recorded documents that have lists, and those that the job wrote in."""
    return {
        one.name: one.value
        for one in [*written_documents(), *documents()]
        if any(part in one.name for part in _WITH_BOXES)
    }


def cases() -> st.SearchStrategy[Case]:
    """Any of the documents with an export of one of them, or with a recorded one, made wrong."""
    names = sorted(answers())
    texts = [*(text for _, _, text in lived()), *(text for _, text in exports())]
    wrong = mangled_texts(texts)

    @st.composite
    def made(draw: st.DrawFn) -> Case:
        return Case(draw(one_of_many(names)), draw(wrong))

    return made()


def holds(case: Case) -> None:
    found = read_export(case.export)
    assert len(found.keys) == len(found.shapes)
    notebook: Notebook = read_notebook(answers()[case.name], locale="en")  # type: ignore[arg-type]
    lines = [
        line.paragraph for tab in with_ticks(notebook, case.export).tabs for line in tab.lines()
    ]
    for paragraph in lines:
        assert isinstance(paragraph.tick, Tick) == (paragraph.kind == "check")


FUZZER = Fuzzer("exports", cases, holds, usual=40, round=1000)


def test_any_export_is_read_and_says_something_of_every_box() -> None:
    FUZZER.run()
