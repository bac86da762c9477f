"""The page of a preview: what is new, what goes, and what stays as it is."""

from sync.agenda.document.notebook import Notebook, Run
from sync.agenda.planning.steps import Delete, Insert, NewLine, Retitle, Step, apply_all
from sync.pages.changes import changed_tabs
from sync.pages.preview import Previewed, preview_page
from tests.pages.reading_pages import Element, notebook_of, read

BEFORE = notebook_of("## Mon, Mar 3, 2025 {#h.1}\n- [ ] gone\n- [x] stays\nlast")


def after(notebook: Notebook = BEFORE) -> Notebook:
    """A heading written anew, a line taken out, two lines put in at the end."""
    (tab,) = notebook.tabs
    steps: list[Step] = [
        Retitle(tab_id="t.0", at=1, text="Tue, Mar 4, 2025", marks=(), locale="en"),
        Delete(tab_id="t.0", first=2, last=3),
        Insert(
            tab_id="t.0",
            at=len(tab.blocks) - 1,
            lines=(
                NewLine(pieces=(Run("<b>new</b>"),), style="HEADING_2"),
                NewLine(pieces=(Run("item"),), kind="check"),
            ),
            rtl=False,
            locale="en",
        ),
    ]
    return apply_all(notebook, steps)


def sides(found: Element) -> list[list[tuple[str, str]]]:
    """What is marked on either side."""
    both = found.of_class("sides")[0]
    return [
        [(mark.name, mark.text) for mark in side.all("ins", "del")] for side in both.all("section")
    ]


def test_both_sides_show_what_changes() -> None:
    page = preview_page(
        "1 written", "today", [Previewed(who="Kim", what="w", before=BEFORE, after=after())]
    )

    assert sides(read(page)) == [
        [("del", "Mon, Mar 3, 2025"), ("del", "gone")],
        [("ins", "Tue, Mar 4, 2025"), ("ins", "<b>new</b>"), ("ins", "item")],
    ]


def test_what_stays_is_never_marked_however_alike_it_is() -> None:
    before = notebook_of("## Mar 3, 2025\nsame\nsame\nsame")
    step = Insert(
        tab_id="t.0",
        at=3,
        lines=(NewLine(pieces=(Run("same"),)),),
        rtl=False,
        locale="en",
    )
    ((_, found),) = changed_tabs(before, apply_all(before, [step]))

    assert (found.new, found.gone) == (1, 0)
    assert [row.change for row in found.after] == ["same"] * 3 + ["new"] + ["same"] * 2


def test_long_stretches_are_folded_and_complete() -> None:
    text = "\n".join(f"line {number}" for number in range(100))
    before = notebook_of(text)
    page = preview_page(
        "s", "t", [Previewed(who="Kim", what="w", before=before, after=after_end(before))]
    )
    found = read(page)

    assert all(f"line {number}" in found.text for number in range(100))
    assert [fold.text[:9] for fold in found.all("summary")] == ["96 lines ", "97 lines "]


def after_end(notebook: Notebook) -> Notebook:
    (tab,) = notebook.tabs
    lines = (NewLine(pieces=(Run("new"),)),)
    step = Insert(tab_id="t.0", at=len(tab.blocks), lines=lines, rtl=False, locale="en")
    return apply_all(notebook, [step])


def test_only_the_tabs_that_change_are_shown() -> None:
    before = notebook_of("%tab Notes\none\n%tab Goals\nsecret")
    (tab, _) = before.tabs
    lines = (NewLine(pieces=(Run("new"),)),)
    step = Insert(tab_id=tab.tab_id, at=1, lines=lines, rtl=False, locale="en")
    page = preview_page(
        "s", "t", [Previewed(who="Kim", what="w", before=before, after=apply_all(before, [step]))]
    )

    assert "secret" not in page
    assert "Now in Notes" in page


def test_pairs_without_a_change_are_named_with_their_notes() -> None:
    page = preview_page(
        "s", "t", [Previewed(who="Kim <kim@x.test>", what="left out", notes=("Do <this>.",))]
    )
    found = read(page)

    assert "Kim <kim@x.test>: left out" in found.text
    assert [note.text for note in found.of_class("note")] == ["Do <this>."]


def test_no_two_elements_share_an_id_though_a_document_is_shown_twice() -> None:
    one = Previewed(who="Kim", what="w", before=BEFORE, after=after())
    found = read(preview_page("s", "t", [one, one]))
    names = [each.attributes["id"] for each in found.all() if "id" in each.attributes]

    assert len(names) == len(set(names)) >= 4
