"""Shows what a plan writes: as a diff of the document for people, as its steps for programs.

The plan is the one that is written, or was; nothing is planned here.
"""

from collections.abc import Iterable, Iterator
from typing import Any, assert_never

from sync.agenda.document.comparing import Hunk, as_markdown, hunks
from sync.agenda.document.notebook import Block, Paragraph, Table
from sync.agenda.planning.outcomes import Plan
from sync.agenda.planning.steps import (
    Delete,
    DropMarks,
    Insert,
    NewLine,
    Retitle,
    SetMark,
    Step,
    apply,
    line_at,
)
from sync.commands.outcome import Block as Shown
from sync.commands.outcome import Diff, Line

Json = dict[str, Any]

_NAMES: dict[type[Step], str] = {
    Insert: "insert",
    Delete: "delete",
    Retitle: "retitle",
    SetMark: "set_mark",
    DropMarks: "drop_marks",
}


def diff_blocks(plan: Plan) -> Iterator[Shown]:
    """The changes of a plan, each with where it stands."""
    found = hunks(plan.before, plan.after)
    if not found and plan.steps:
        yield Line("    no line changes; only marks that nobody sees", "faint")
    for hunk in found:
        yield Line(f"  {where(hunk)}", "faint")
        yield Diff(tuple((line.sign, line.text) for line in hunk.lines))


def where(hunk: Hunk) -> str:
    """The place of a hunk in words."""
    place = f'in the section "{hunk.under}"' if hunk.under else "at the top"
    return f'{place} of the tab "{hunk.tab}"' if hunk.tab else place


def diff_json(plan: Plan) -> Json:
    """The same as data: the changed lines, and the steps one by one."""
    changes = [
        {
            "tab": hunk.tab,
            "under": hunk.under,
            "lines": [{"sign": line.sign, "text": line.text} for line in hunk.lines],
        }
        for hunk in hunks(plan.before, plan.after)
    ]
    return {"changes": changes, "steps": list(_steps(plan))}


def _steps(plan: Plan) -> Iterator[Json]:
    """Each step with the texts that it is about, which depend on the steps before it."""
    notebook = plan.before
    for step in plan.steps:
        tab = notebook.tab(step.tab_id)
        match step:
            case Insert():
                body: Json = {"at": step.at, "lines": [_line(line) for line in step.lines]}
            case Delete():
                gone = tab.blocks[step.first : step.last]
                body = {"first": step.first, "last": step.last, "lines": list(_texts(gone))}
            case Retitle():
                body = {
                    "at": step.at,
                    "from": "".join(_texts([tab.blocks[step.at]])),
                    "to": step.text,
                    "marks": list(step.marks),
                }
            case SetMark():
                line = as_markdown(line_at(tab, step.start))
                body = {"line": line, "mark": step.name}
            case DropMarks():
                names = {mark.range_id: mark.name for mark in tab.marks}
                body = {"marks": [names.get(each, "") for each in step.range_ids]}
            case _:
                assert_never(step)
        yield {"step": _NAMES[type(step)], "tab": step.tab_id, **body}
        notebook = apply(notebook, step)


def _line(line: NewLine) -> Json:
    return {
        "text": line.text,
        "style": line.style,
        "list": line.kind,
        "depth": line.depth,
        "marks": list(line.marks),
    }


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph | Table):
            yield as_markdown(block)
