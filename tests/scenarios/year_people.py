"""What two people do in their document over a year: the rules of the state machine for them.

Lines are named by a number that is counted round, so that every number means some line.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from sync.emulator.editor import CannotEdit, Editor, Line, NoSuchLine
from tests.scenarios.company import ME, OTHER, Company
from tests.scenarios.year_ledger import Ledger
from tests.scenarios.year_sheet import FORMS, TITLES, TOKEN, Sheet

ZONE = ZoneInfo("Europe/Berlin")
LINES = st.integers(0, 400)
SECOND = "carol@acme.test"
"""A second manager, who was let into the document."""
WHO = st.sampled_from([ME, OTHER, SECOND])
WORDS = st.sampled_from(
    ["Send it", "Ask Dee 🚀", "Über den Plan", "get it DONE by Friday", "✅ done?", "[x](y) *z*"]
)
KINDS = st.sampled_from(["check", "check", "check", "disc", "number", "typed", "ballot", "plain"])


class People(RuleBasedStateMachine):
    """Rules of editing; nothing is done while there is no document yet."""

    at: Company
    ledger: Ledger

    def __init__(self) -> None:
        super().__init__()
        self.tokens = 0
        self.clip: Editor | None = None

    def sheet(self) -> Sheet:
        """The document as it stands."""
        raise NotImplementedError

    def editor(self, who: str) -> Editor | None:
        """Somebody in the first tab of the document."""
        live = self.at.live()
        return Editor.of(self.at.workspace, live[0].id, by=who) if live else None

    @contextmanager
    def edits(self, who: str = OTHER) -> Iterator[Editor | None]:
        """An edit, noted in the ledger; what can't be done is not done."""
        editor = self.editor(who)
        if editor is None:
            yield None
            return
        before = self.sheet()
        try:
            yield editor
        except (CannotEdit, NoSuchLine, ValueError):
            return
        self.ledger.person_did(before, self.sheet())

    def on_line(self, number: int, who: str, act: Callable[[Editor, Line], object]) -> None:
        """Act on a line, counted round."""
        with self.edits(who) as editor:
            if editor is not None:
                lines = editor.lines()
                act(editor, lines[number % len(lines)])

    def on_item(self, number: int, who: str, act: Callable[[Editor, Line], object]) -> None:
        """Act on a line that bears an item's word, if there is one."""
        with self.edits(who) as editor:
            found = [e for e in editor.lines() if TOKEN.search(e.text)] if editor else []
            if editor is not None and found:
                act(editor, found[number % len(found)])

    def new_words(self, words: str) -> str:
        """A text with a word of its own."""
        self.tokens += 1
        return f"{words} t{self.tokens}."

    @rule(number=LINES, words=WORDS, kind=KINDS, who=WHO)
    def add_an_item(self, number: int, words: str, kind: str, who: str) -> None:
        text = self.new_words(words)
        self.on_line(number, who, lambda e, line: e.add_item(line.number, text, kind=kind))

    @rule(back=st.integers(0, 6), words=WORDS, who=WHO)
    def add_an_item_near_the_end(self, back: int, words: str, who: str) -> None:
        text = self.new_words(words)

        self.on_line(-1 - back, who, lambda e, line: e.add_item(line.number, text, kind="check"))

    @rule(number=LINES, words=WORDS)
    def type_into_an_empty_line(self, number: int, words: str) -> None:
        text = self.new_words(words)
        with self.edits() as editor:
            empty = [line for line in editor.lines() if not line.text] if editor else []
            if editor is not None and empty:
                editor.type(empty[number % len(empty)].number, text)

    @rule(number=LINES, at_start=st.booleans(), who=WHO)
    def type_more(self, number: int, at_start: bool, who: str) -> None:
        more = "Please: " if at_start else " and more"
        self.on_item(number, who, lambda e, line: e.type(line.number, more, at_start=at_start))

    @rule(number=LINES)
    def press_enter(self, number: int) -> None:
        self.on_line(number, OTHER, lambda e, line: e.press_enter(line.number))

    @rule(number=LINES, words=WORDS)
    def reword(self, number: int, words: str) -> None:
        self.on_item(
            number, ME, lambda e, line: e.replace(line.number, line.text.split(" t")[0], words)
        )

    @rule(number=LINES, who=WHO)
    def tick(self, number: int, who: str) -> None:
        self.on_item(number, who, lambda e, line: e.tick(line.number))

    @rule(number=LINES)
    def untick(self, number: int) -> None:
        self.on_item(number, OTHER, lambda e, line: e.untick(line.number))

    @rule(number=LINES, how=st.sampled_from(["DONE: ", "[x] "]))
    def mark_by_hand(self, number: int, how: str) -> None:
        self.on_item(number, ME, lambda e, line: e.type(line.number, how, at_start=True))

    @rule(number=LINES, what=st.sampled_from(["strike", "bold", "italic", "clear_looks"]))
    def change_looks(self, number: int, what: str) -> None:
        self.on_item(number, ME, lambda e, line: getattr(e, what)(line.number))

    @rule(number=LINES)
    def delete_a_line(self, number: int) -> None:
        self.on_line(number, OTHER, lambda e, line: e.delete_line(line.number))

    @rule(number=LINES, count=st.integers(0, 3))
    def delete_lines(self, number: int, count: int) -> None:
        def delete(editor: Editor, line: Line) -> None:
            last = min(line.number + count, len(editor.lines()) - 1)
            editor.delete_lines(line.number, last)

        self.on_item(number, OTHER, delete)

    @rule(number=LINES, deeper=st.booleans())
    def nest(self, number: int, deeper: bool) -> None:
        self.on_item(number, ME, lambda e, line: (e.indent if deeper else e.outdent)(line.number))

    @rule(number=LINES, by=st.sampled_from([-3, -1, 1, 2, 9]))
    def drag(self, number: int, by: int) -> None:
        self.on_item(number, OTHER, lambda e, line: e.drag(line.number, by))

    @rule(number=LINES, to=LINES, cut=st.booleans())
    def cut_or_copy_and_paste(self, number: int, to: int, cut: bool) -> None:
        def move(editor: Editor, line: Line) -> None:
            (editor.cut_lines if cut else editor.copy_lines)(line.number)
            lines = editor.lines()
            editor.paste(below=lines[to % len(lines)].number)

        self.on_item(number, OTHER, move)

    @rule(number=LINES)
    def unmake_or_make_a_box(self, number: int) -> None:
        self.on_item(
            number,
            ME,
            lambda e, line: (e.unmake_list if line.kind else e.make_list)(line.number),
        )

    @rule(number=LINES, what=st.sampled_from(["text", "deletion", "settle"]))
    def suggest(self, number: int, what: str) -> None:
        def change(editor: Editor, line: Line) -> None:
            if what == "text":
                editor.suggest(line.number, " perhaps")
            elif what == "deletion":
                editor.suggest_deletion(line.number)
            else:
                found = editor.suggestions()
                settle = editor.accept if number % 2 else editor.reject
                settle(found[number % len(found)]) if found else None

        self.on_item(number, OTHER, change)

    @rule(number=LINES)
    def comment(self, number: int) -> None:
        def quote(editor: Editor, line: Line) -> None:
            editor.comment(line.number, "What about it?")
            self.ledger.quotes.append(line.text)

        self.on_item(number, OTHER, quote)

    # sections

    def on_heading(self, number: int, act: Callable[[Editor, Line], object]) -> None:
        """Act on a heading of the second rank, the latest ones first."""
        with self.edits() as editor:
            found = [
                line
                for line in (editor.lines() if editor else ())
                if line.paragraph.named_style == "HEADING_2"
            ]
            if editor is not None and found:
                act(editor, found[-1 - number % len(found)])

    @rule(number=st.integers(0, 5), to=st.integers(-3, 2), form=st.sampled_from(sorted(FORMS)))
    def rename_a_heading(self, number: int, to: int, form: str) -> None:
        day = self.at.workspace.now.astimezone(ZONE).date() + timedelta(days=7 * to)
        text = FORMS[form](day) if to else "Last time we met"
        self.on_heading(number, lambda e, line: e.rewrite(line.number, text))

    @rule(number=st.integers(0, 3))
    def type_behind_a_heading(self, number: int) -> None:
        self.on_heading(number, lambda e, line: e.type(line.number, " (short)"))

    @rule(number=st.integers(0, 5))
    def remove_a_section(self, number: int) -> None:
        self.on_heading(number, lambda e, line: e.delete_section(line.number))

    @rule(
        days=st.integers(-10, 10),
        form=st.sampled_from(sorted(FORMS)),
        title=st.sampled_from(TITLES),
        where=LINES,
        at_end=st.booleans(),
    )
    def write_a_section(
        self,
        *,
        days: int,
        form: str,
        title: str,
        where: int,
        at_end: bool,
    ) -> None:
        day = self.at.workspace.now.astimezone(ZONE).date() + timedelta(days=days)
        heading = "".join(
            f"\\{c}" if not c.isalnum() and c.isascii() else c for c in FORMS[form](day)
        )
        item = self.new_words("Promised").replace(".", "\\.")
        text = f"## {heading}{title}\n* talked\n- [ ] {item}\n"

        def write(editor: Editor, line: Line) -> None:
            if at_end:
                editor.write(text)
            else:
                editor.write(text, below=line.number)

        self.on_line(where, ME, write)

    @rule(number=LINES)
    def make_a_line_a_heading(self, number: int) -> None:
        def style(editor: Editor, line: Line) -> None:
            rank = line.paragraph.named_style
            name = "NORMAL_TEXT" if rank == "HEADING_3" else "HEADING_3"
            editor.set_style(line.number, name)

        self.on_line(number, ME, style)

    @rule(number=LINES)
    def insert_a_table(self, number: int) -> None:
        text = self.new_words("In a cell")
        self.on_line(number, ME, lambda e, line: e.insert_table(line.number, [["cell", text]]))
