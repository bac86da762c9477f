"""What people do to a document in a browser, in code.

    editor = Editor(document)                                a bare document
    editor = Editor.of(workspace, document_id, by="ann@x.test")     one in a Workspace, saved
    editor = editor.in_tab("Notes")

A line is named by its text (all of it, or a part that only it has), by its number from 0, or by
`("text", 2)`, the second line of that text. What can't be done raises NoSuchLine or CannotEdit and
changes nothing. Each change gives the document a new revision, as a person's does; a tick only as
the unknowns say.

    keyboard    type, press_enter, join, replace, rewrite, erase, delete_line, delete_lines,
                delete_section, delete_everything, insert_person, insert_date, insert_link_chip
    mouse       tick, untick, add_item, make_list, unmake_list, indent, outdent, bold, italic,
                strike, clear_looks, link, link_to_heading, set_style
    lines       cut_lines, copy_lines, copy_section, paste, move_lines, drag, write
    tabs        add_tab, duplicate_tab, rename_tab, delete_tab, insert_table
    reviewing   suggest, suggest_deletion, suggestions, accept, reject, comment
    to look at  lines, line, text, tabs
"""

from sync.emulator.editor.editor import Editor
from sync.emulator.editor.finding import CannotEdit, Line, NoSuchLine, Where

__all__ = ["CannotEdit", "Editor", "Line", "NoSuchLine", "Where"]
