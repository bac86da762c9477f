"""Acts of people in the editor, to be strewn over any document."""

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import strategies as st

from sync.emulator.editor import Editor
from sync.emulator.notation import parse
from tests.emulator.notation.hostile import TEXT, documents

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

    def take(self, editor: Editor) -> None:
        """Do it."""
        last = len(editor.lines()) - 1
        ACTS[self.act](editor, round(self.first * last), round(self.second * last), self.text)


RICH = "# a\n- [ ] b c {m}\n  * d\n¶\n{++new++} x\n| e |\n## f\n- [x] h\n1. i\n{--old--} g"
STARTS = st.one_of(documents(), st.builds(parse, st.just(RICH)))
STEPS = st.builds(Step, st.sampled_from(sorted(ACTS)), st.floats(0, 1), st.floats(0, 1), TEXT)
