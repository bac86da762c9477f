"""What people do in a browser does to a document what they expect."""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count

import pytest

from sync.emulator.docs import Document
from sync.emulator.editor import CannotEdit, Editor, NoSuchLine
from sync.emulator.notation import parse, render
from sync.emulator.unknowns import Unknowns
from sync.emulator.workspace import Workspace

Do = Callable[[Editor], object]


def written(text: str, unknowns: Unknowns | None = None) -> Document:
    numbers = count(1)
    return parse(text, new_id=lambda: f"new{next(numbers)}", unknowns=unknowns)


def after(text: str, do: Do, unknowns: Unknowns | None = None) -> list[str]:
    """The lines of a document that somebody edited; the edit gave it a new revision."""
    document = written(text, unknowns)
    revision = document.revision
    do(Editor(document))

    assert document.revision != revision
    return render(document).splitlines()


@pytest.mark.parametrize(
    ("before", "do", "expected"),
    [
        pytest.param("one", lambda e: e.type("one", "!"), ["one!"], id="type at the end"),
        pytest.param("one", lambda e: e.type(0, "x", at_start=True), ["xone"], id="at the start"),
        pytest.param("a🗒c", lambda e: e.type(0, "b", after="🗒"), ["a🗒bc"], id="in the middle"),
        pytest.param("a🗒c", lambda e: e.type(0, "b", before="🗒"), ["ab🗒c"], id="before a part"),
        pytest.param(
            "a", lambda e: e.type("a", "\vb\nc"), ["a\\vb", "c"], id="soft and hard break"
        ),
        pytest.param(
            "@[Ann](ann@x.test) end",
            lambda e: e.type("Ann end", "er "),
            ["@[Ann](ann@x.test) ender\\ "],
            id="a line is found by what its chips show",
        ),
        pytest.param(
            "- [x] **done**",
            lambda e: e.type("done", "\nnext"),
            ["- [x] **done**", "- [x] **next**"],
            id="Enter in an item makes an item",
        ),
        pytest.param(
            "- [ ] ab", lambda e: e.press_enter(0, after="a"), ["- [ ] a", "- [ ] b"], id="split"
        ),
        pytest.param(
            "  - [x] ab {m}",
            lambda e: e.press_enter(0, at_start=True),
            ["  - [x]", "  - [x] ab {m}"],
            id="Enter at an item's start",
        ),
        pytest.param(
            "* a\n*", lambda e: e.press_enter(1), ["* a", "¶"], id="Enter in an empty item ends it"
        ),
        pytest.param(
            "## Mon", lambda e: e.type("Mon", "\ntext"), ["## Mon", "text"], id="Enter at a heading"
        ),
        pytest.param(
            "## Monday {s}",
            lambda e: e.press_enter(0, after="Mon"),
            ["## Mon {s @0-6}", "## day"],
            id="Enter in a heading",
        ),
        pytest.param("# a\n* b", lambda e: e.join("a"), ["# ab"], id="join"),
        pytest.param(
            "say **old word** {m}",
            lambda e: e.replace(0, "old", "new"),
            ["say **new word** {m}"],
            id="replace keeps the looks",
        ),
        pytest.param(
            "## Mon, Mar 3 {s}", lambda e: e.rewrite(0, "Tue"), ["## Tue"], id="rewrite loses marks"
        ),
        pytest.param("abc", lambda e: e.erase("abc", "b"), ["ac"], id="erase"),
        pytest.param(
            "a\n{++b++} {m}\nc", lambda e: e.delete_line("b"), ["a", "c"], id="delete a line"
        ),
        pytest.param("a\n## b {m}", lambda e: e.delete_line("b"), ["a"], id="delete the last line"),
        pytest.param("- [x] a", lambda e: e.delete_line(0), ["- [ ]"], id="delete the only line"),
        pytest.param(
            "a\n| x |\nb", lambda e: e.delete_lines("a", "x"), ["b"], id="delete over a table"
        ),
        pytest.param(
            "| x |\nb", lambda e: e.delete_line("b"), ["| x |", "¶"], id="a table stays inside"
        ),
        pytest.param(
            "| x ¶ y |\nb", lambda e: e.delete_line("x"), ["| y |", "b"], id="delete in a cell"
        ),
        pytest.param(
            "## a\nb\n### c\n## d\ne",
            lambda e: e.delete_section("a"),
            ["## d", "e"],
            id="delete a section",
        ),
        pytest.param("# a\n| b |\nc", lambda e: e.delete_everything(), ["¶"], id="delete all"),
        pytest.param(
            "by ",
            lambda e: (
                e.insert_person("by", "ann@x.test", "Ann"),
                e.insert_date(0, "2025-03-10"),
                e.insert_link_chip(0, "Plan", "https://x.test/1", after="by"),
            ),
            ["by@[Plan](https://x.test/1)@[Ann](ann@x.test)@[Mar 10, 2025](date:2025-03-10)"],
            id="chips",
        ),
    ],
)
def test_the_keyboard_writes_and_erases(before: str, do: Do, expected: list[str]) -> None:
    assert after(before, do) == expected


@pytest.mark.parametrize(
    ("before", "do", "expected"),
    [
        pytest.param("- [ ] a", lambda e: e.tick("a"), ["- [x] a"], id="tick"),
        pytest.param(
            "- [x] a\n- [x] a", lambda e: e.untick(("a", 2)), ["- [x] a", "- [ ] a"], id="untick"
        ),
        pytest.param(
            "- [ ] a\n¶", lambda e: e.add_item("a", "b"), ["- [ ] a", "- [ ] b", "¶"], id="add"
        ),
        pytest.param(
            "## a",
            lambda e: e.add_item("a", "b", kind="check"),
            ["## a", "- [ ] b"],
            id="add below a heading",
        ),
        pytest.param(
            "- [x] a",
            lambda e: e.add_item("a", "b", kind="typed"),
            ["- [x] a", "[ ] b"],
            id="add a typed box",
        ),
        pytest.param(
            "* a", lambda e: e.add_item("a", "b", kind="ballot"), ["* a", "☐ b"], id="a ballot box"
        ),
        pytest.param(
            "*",
            lambda e: e.add_item(0, "b", kind="number"),
            ["*", "1. b"],
            id="add below an empty item",
        ),
        pytest.param(
            "a\nb", lambda e: e.make_list(0, 1, kind="disc"), ["* a", "* b"], id="make a list"
        ),
        pytest.param(
            "* a", lambda e: (e.unmake_list(0), e.set_style(0, "HEADING_2")), None, id="x"
        ),
        pytest.param(
            "- [x] a\n- [x] b",
            lambda e: e.indent("b"),
            ["- [x] a", "  - [x] b"],
            id="indent keeps the tick",
        ),
        pytest.param("  * a", lambda e: e.outdent("a"), ["* a"], id="outdent"),
        pytest.param(
            "one two",
            lambda e: (e.bold(0, "one"), e.italic(0), e.strike(0, "two")),
            ["**__one** ~~two~~__"],
            id="looks",
        ),
        pytest.param("**~~a~~**", lambda e: e.clear_looks("a"), ["a"], id="clear looks"),
        pytest.param(
            "one two\n## H",
            lambda e: (e.link(0, "one", "https://x.test"), e.link_to_heading(0, "two", "H")),
            ["[one](https://x.test) [two](#H)", "## H"],
            id="links",
        ),
    ],
)
def test_the_mouse_ticks_and_formats(before: str, do: Do, expected: list[str] | None) -> None:
    if expected is None:
        expected = ['## a {!style {"indentStart": {"unit": "PT"}}}']
    assert after(before, do) == expected


@pytest.mark.parametrize(
    ("before", "do", "expected"),
    [
        pytest.param(
            "- [x] a {m}\nb\n¶",
            lambda e: (e.cut_lines("a"), e.paste(below="b")),
            ["b", "- [x] a", "¶"],
            id="cut and paste keeps the tick and loses the mark",
        ),
        pytest.param(
            "## a\n- [x] b\n## c",
            lambda e: (e.copy_section("a"), e.paste()),
            ["## a", "- [x] b", "## c", "## a", "- [x] b {!list 1}"],
            id="copy a section",
        ),
        pytest.param(
            "a {m}\nb {n}\nc", lambda e: e.drag("a", 1), ["b {n}", "a", "c"], id="drag down"
        ),
        pytest.param("a\nb\nc {n}", lambda e: e.drag("c", -2), ["c", "a", "b"], id="drag up"),
        pytest.param(
            "a\nb\n| x |\nc",
            lambda e: e.move_lines("b", "x", above="a"),
            ["b", "| x |", "a", "c"],
            id="move a table along",
        ),
        pytest.param(
            "- [ ] a\n¶",
            lambda e: e.write("- [x] b\n  * note\n## Mon, Mar 3\ntext"),
            ["- [ ] a", "- [x] b", "  * note", "## Mon, Mar 3", "text"],
            id="write over the empty last line",
        ),
        pytest.param(
            "a\nb", lambda e: e.write("# x", above="b"), ["a", "# x", "b"], id="write above"
        ),
        pytest.param(
            "* a\nb", lambda e: e.write("* x", below="a"), ["* a", "* x", "b"], id="write below"
        ),
        pytest.param(
            "a\nb",
            lambda e: e.insert_table("a", [["x", ""], ["y", "z"]]),
            ["a", "| x | |", "| y | z |", "¶", "b"],
            id="insert a table",
        ),
    ],
)
def test_lines_move_about(before: str, do: Do, expected: list[str]) -> None:
    assert after(before, do) == expected


def copy_first_line(editor: Editor) -> None:
    editor.copy_lines(0)
    editor.paste()


def test_marks_come_along_where_paste_keeps_them() -> None:
    keeps = Unknowns(paste_keeps_marks=True)

    assert after("abc {m}\nb", lambda e: e.drag("abc", 1), keeps) == ["b", "abc {m}"]
    assert after("abc {m}\nb", copy_first_line, keeps) == ["abc {m}", "b", "abc"]


def test_a_line_split_off_is_ticked_as_the_unknowns_say() -> None:
    split = after("- [x] ab", lambda e: e.press_enter(0, after="a"), Unknowns())
    apart = after(
        "- [x] ab", lambda e: e.press_enter(0, after="a"), Unknowns(split_inherits_tick=False)
    )

    assert split == ["- [x] a", "- [x] b"]
    assert apart == ["- [x] a", "- [ ] b"]


def test_a_tick_alone_changes_the_revision_as_the_unknowns_say() -> None:
    document = written("- [ ] a", Unknowns(tick_changes_revision=False))
    revision = document.revision
    Editor(document).tick("a")

    assert document.revision == revision
    assert render(document) == "- [x] a\n"


def test_suggestions_are_made_and_settled() -> None:
    document = written("- [ ] keep it {m}")
    editor = Editor(document)
    one = editor.suggest("keep it", " now", after="keep")
    two = editor.suggest_deletion("keep now it", "it")
    three = editor.suggest("keep now it", "\nnew line")

    assert render(document) == (
        "- [ ] keep{++ now++} {--it--}{++\\n++} {m}\n- [ ] {++#3:new line++}\n"
    )
    assert editor.suggestions() == (one, two, three)
    editor.accept(one)
    editor.reject(two)
    editor.reject(three)
    assert render(document) == "- [ ] keep now it {m}\n"


def test_an_accepted_deletion_is_gone_and_an_accepted_line_stays() -> None:
    document = written("a b")
    editor = Editor(document)
    editor.accept(editor.suggest_deletion(0, " b"))
    editor.accept(editor.suggest(0, "\nc"))

    assert render(document) == "a\nc\n"


def test_tabs_are_added_duplicated_renamed_and_deleted() -> None:
    document = written("a {m}\n## h")
    editor = Editor(document)
    below = editor.add_tab("Below", parent="Tab 1")
    editor.in_tab("Below").write("x")
    copy = editor.duplicate_tab("Copy")
    editor.rename_tab("First")

    assert render(document) == (
        f"%tab First\na {{m}}\n## h\n  %tab Below ={below}\nx\n%tab Copy ={copy}\na {{m}}\n## h\n"
    )
    editor.delete_tab("Below")
    editor.delete_tab("Copy")
    assert render(document) == "%tab First\na {m}\n## h\n"


def test_a_clipboard_serves_another_tab() -> None:
    document = written("%tab One\n- [x] a\n¶\n%tab Two\nb")
    editor = Editor(document)
    editor.cut_lines("a")
    editor.in_tab("Two").paste(above="b")

    assert render(document) == "%tab One\n¶\n%tab Two\n- [x] a\nb\n"


@pytest.mark.parametrize(
    ("do", "error", "message"),
    [
        (lambda e: e.type("nowhere", "x"), NoSuchLine, "no line reads 'nowhere'"),
        (lambda e: e.type("same", "x"), NoSuchLine, "2 lines read 'same': say which"),
        (lambda e: e.type(("same", 3), "x"), NoSuchLine, "only 2 lines read 'same'"),
        (lambda e: e.type(9, "x"), NoSuchLine, "there is no line 9, there are 5"),
        (lambda e: e.erase("# head", "zzz"), NoSuchLine, "no line reads '# head'"),
        (lambda e: e.erase("head", "zzz"), NoSuchLine, "the line 'head' has no 'zzz'"),
        (lambda e: e.tick("head"), CannotEdit, "'head' has no box"),
        (lambda e: e.outdent("item"), CannotEdit, "'item' can't be nested further"),
        (lambda e: e.indent("head"), CannotEdit, "'head' is no item"),
        (lambda e: e.delete_section("item"), CannotEdit, "'item' is no heading"),
        (lambda e: e.paste(), CannotEdit, "nothing was cut or copied"),
        (lambda e: e.drag("head", -1), CannotEdit, "'head' can't be dragged by -1"),
        (lambda e: e.delete_lines("item", "head"), CannotEdit, "'head' stands above 'item'"),
        (lambda e: e.add_item("head", "x"), CannotEdit, "'head' is no item: say which kind to add"),
        (lambda e: e.join("last"), CannotEdit, "nothing stands below the last line"),
        (lambda e: e.reject("suggest.x"), NoSuchLine, "there is no suggestion suggest.x"),
        (lambda e: e.comment("head", "why", quote="z"), NoSuchLine, "the line 'head' has no 'z'"),
        (lambda e: e.in_tab("Tab 9"), NoSuchLine, "there is no tab 'Tab 9'"),
    ],
)
def test_what_cannot_be_done_says_why_and_changes_nothing(
    do: Do, error: type[Exception], message: str
) -> None:
    document = written("# head\n* item\nsame\nsame\nlast")
    before = document.dump()
    with pytest.raises(error) as refused:
        do(Editor(document))

    assert str(refused.value) == message
    assert document.dump() == before


def test_in_a_workspace_edits_are_saved_and_comments_kept() -> None:
    workspace = Workspace(now=datetime(2025, 3, 10, 8, tzinfo=UTC))
    workspace.add_user("ann@x.test", "Ann")
    document_id = workspace.drive.add_document("ann@x.test", "Notes", ["first", "second"])
    modified = workspace.drive.file(document_id).modified
    editor = Editor.of(workspace, document_id, by="ann@x.test")
    editor.type("first", "!")
    comment = editor.comment("second", "why?", quote="sec")
    kept = workspace.drive.file(document_id).comments

    assert [line.text for line in editor.lines()] == ["first!", "second"]
    assert workspace.drive.file(document_id).modified > modified
    assert [(c.id, c.author, c.content, c.quoted) for c in kept] == [
        (comment, "ann@x.test", "why?", "sec")
    ]
