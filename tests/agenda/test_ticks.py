"""Which boxes are ticked, from a document's paragraphs and its export."""

import pytest

from sync.agenda.document.ticks import CHIP, Para, Tick, tick_states

OPEN, DONE, UNKNOWN, NOT_A_BOX = Tick.OPEN, Tick.DONE, Tick.UNKNOWN, Tick.NOT_A_BOX


def box(text: str, *, tab: int = 0, pending: bool = False) -> Para:
    return Para(text, tab=tab, checklist_glyph=True, listed=True, pending=pending)


def bullet(text: str) -> Para:
    return Para(text, listed=True)


def cell(text: str) -> Para:
    return Para(text, checklist_glyph=True, listed=True, in_table=True)


def test_boxes_are_open_or_done_and_pasted_bullets_no_boxes() -> None:
    paras = [Para("☑️ Action items"), box("a"), box("b"), box("c"), bullet("d"), Para("- [x] e")]
    export = "### ☑️ Action items\n\n- [ ] a  \n- [x] ~~b~~\n\n* c\n\n* d\n\n\\- \\[x\\] e"

    assert tick_states(export, paras) == (NOT_A_BOX, OPEN, DONE, NOT_A_BOX, NOT_A_BOX, NOT_A_BOX)


def test_without_an_export_every_box_is_unknown() -> None:
    assert tick_states(None, [box("a"), bullet("b")]) == (UNKNOWN, NOT_A_BOX)


def test_a_box_that_the_export_does_not_show_is_unknown() -> None:
    assert tick_states("- [x] other", [box("a")]) == (UNKNOWN,)


def test_a_box_printed_as_a_plain_line_is_unknown() -> None:
    assert tick_states("a", [box("a")]) == (UNKNOWN,)


def test_alike_lines_are_told_apart_by_order_when_the_counts_agree() -> None:
    assert tick_states("- [ ] a\n- [x] a\n- [ ] a", [box("a")] * 3) == (OPEN, DONE, OPEN)


def test_alike_lines_are_unknown_when_the_counts_differ() -> None:
    assert tick_states("- [ ] a\n- [x] a", [box("a")] * 3) == (UNKNOWN,) * 3


def test_alike_lines_that_agree_are_known_when_there_are_enough() -> None:
    assert tick_states("- [x] a\n- [x] a\n- [x] a", [box("a")] * 2) == (DONE, DONE)


def test_a_line_missing_in_the_export_may_be_the_open_one() -> None:
    assert tick_states("- [x] a", [box("a")] * 2) == (UNKNOWN, UNKNOWN)


def test_a_heading_with_the_text_of_an_item_is_told_apart() -> None:
    assert tick_states("# a\n\n- [x] a", [Para("a"), box("a")]) == (NOT_A_BOX, DONE)


def test_a_line_only_the_export_has_does_not_count_among_items() -> None:
    assert tick_states("[a](#a)\n\n- [x] a", [box("a")]) == (DONE,)


def test_a_pasted_bullet_beside_an_alike_box_keeps_the_order() -> None:
    paras = [box("a"), bullet("a"), box("a")]

    assert tick_states("* a\n* a\n- [x] a", paras) == (NOT_A_BOX, NOT_A_BOX, DONE)


def test_a_box_on_a_line_without_the_glyph_makes_its_likes_unknown() -> None:
    paras = [bullet("a"), box("a")]

    assert tick_states("- [x] a\n- [ ] a", paras) == (NOT_A_BOX, UNKNOWN)


def test_items_in_tables_are_unknown_and_do_not_disturb() -> None:
    export = "| \\- a b |\n| :---- |\n\n- [x] a"

    assert tick_states(export, [cell("a"), cell("b"), box("a")]) == (UNKNOWN, UNKNOWN, DONE)


def test_items_with_suggestions_are_unknown() -> None:
    paras = [box("old new", pending=True), box("b")]

    assert tick_states("- [x] ~~old new~~\n- [x] ~~b~~", paras) == (UNKNOWN, DONE)


def test_soft_breaks_and_odd_blanks_compare() -> None:
    paras = [box("one\vtwo\v\vthree"), box("non\u00a0breaking  and wide\u3000blanks ")]
    export = (
        "- [x] one  \n      two  \n        \n      three  \n"
        "- [ ] non\u00a0breaking  and wide\u3000blanks"
    )

    assert tick_states(export, paras) == (DONE, OPEN)


def test_an_empty_soft_line_printed_as_an_empty_line_is_joined_by_place() -> None:
    export = "- [ ] a\n- [x] ~~one~~  \n\n      ~~two~~\n- [ ] b"

    assert tick_states(export, [box("a"), box("one\v\vtwo"), box("b")]) == (OPEN, DONE, OPEN)


@pytest.mark.parametrize(
    "printed",
    [
        "[Ann Long](mailto:ann@x.test)",
        "[ann@x.test](mailto:ann@x.test)",
        "ann@x.test",
        "Jun 11, 2025",
        "[Ann, Bob](https://www.google.com/calendar/event?eid=EID)",
        "Select a person",
        "",
    ],
)
def test_a_chip_may_be_printed_in_any_way(printed: str) -> None:
    paras = [box("first"), box(f"ask {CHIP} about it"), box("last")]
    export = f"- [ ] first\n- [x] ~~ask {printed} about it~~\n- [ ] last"

    assert tick_states(export, paras) == (OPEN, DONE, OPEN)


def test_a_line_that_lacks_a_piece_beside_a_chip_does_not_fit() -> None:
    paras = [box("first"), box(f"ask {CHIP} about it"), box("last")]

    assert tick_states("- [ ] first\n- [x] ask Ann\n- [ ] last", paras) == (OPEN, UNKNOWN, OPEN)


def test_items_that_are_nothing_but_chips_go_by_place() -> None:
    paras = [box(CHIP), box("a"), box(CHIP), box(f"{CHIP}{CHIP}")]
    export = "- [x] [A](mailto:a)\n- [ ] a\n- [ ] B\n- [x] CD"

    assert tick_states(export, paras) == (DONE, OPEN, OPEN, DONE)


def test_alike_items_with_different_chips_go_by_order() -> None:
    paras = [box(f"ask {CHIP}"), box(f"ask {CHIP}")]

    assert tick_states("- [ ] ask Ann\n- [x] ask Bob", paras) == (OPEN, DONE)


def test_a_typed_name_and_a_chip_that_prints_alike_go_by_order() -> None:
    paras = [box(f"ask {CHIP}"), box("ask Ann")]

    assert tick_states("- [x] ask [Ann](mailto:a)\n- [ ] ask Ann", paras) == (DONE, OPEN)


def test_a_placeholder_in_the_text_prints_as_its_label() -> None:
    paras = [box("due \ue907 by then"), box("b")]

    assert tick_states("- [x] ~~due Pick a date by then~~\n- [ ] b", paras) == (DONE, OPEN)


def test_chips_between_the_same_neighbours_are_unknown_when_a_line_is_missing() -> None:
    paras = [box("a"), box(CHIP), box(CHIP), box("b")]

    assert tick_states("- [ ] a\n- [x] X\n- [ ] b", paras) == (OPEN, UNKNOWN, UNKNOWN, OPEN)


def test_an_image_in_an_item_is_nothing() -> None:
    export = "- [x] ~~see~~ ![][image1]\n\n[image1]: <data:image/png;base64,xyz>"

    assert tick_states(export, [box("see ")]) == (DONE,)


def test_joins_that_run_backwards_are_unknown() -> None:
    paras = [box("a"), box("b"), box("c")]

    assert tick_states("- [x] b\n- [x] a\n- [x] c", paras) == (UNKNOWN, UNKNOWN, DONE)


def test_a_plain_line_out_of_place_does_not_unsettle_the_items() -> None:
    paras = [Para("z"), box("a"), box("b")]

    assert tick_states("- [x] a\n- [ ] b\n\nz", paras) == (NOT_A_BOX, DONE, OPEN)


TABS = ("Tab 1", "Archive")
TWO_TABS = [Para("Notes"), box("a"), box("x"), Para("Old", tab=1), box("a", tab=1), box("y", tab=1)]


def test_an_export_of_all_tabs_tells_of_all() -> None:
    export = (
        "# Tab 1\n\n## Notes\n\n- [ ] a  \n- [x] ~~x~~\n\n"
        "# Archive\n\n## Old\n\n- [x] ~~a~~  \n- [ ] y"
    )

    assert tick_states(export, TWO_TABS, TABS) == (NOT_A_BOX, OPEN, DONE, NOT_A_BOX, DONE, OPEN)


@pytest.mark.parametrize("title", ["", "# Tab 1\n\n"])
def test_an_export_of_the_first_tab_leaves_the_others_unknown(title: str) -> None:
    export = title + "## Notes\n\n- [x] ~~a~~  \n- [x] ~~x~~"

    assert tick_states(export, TWO_TABS, TABS) == (
        *(NOT_A_BOX, DONE, DONE),
        *(NOT_A_BOX, UNKNOWN, UNKNOWN),
    )


def test_tab_titles_may_be_escaped_have_an_emoji_before_them_or_stand_deeper() -> None:
    paras = [box("a"), box("a", tab=1), box("a", tab=2)]
    export = "# 📝 1\\. Notes\n\n- [ ] a\n\n## 📖 Child\n\n- [x] a\n\n# *Last*\n\n- [ ] a"

    assert tick_states(export, paras, ("1. Notes", "Child", "*Last*")) == (OPEN, DONE, OPEN)


def test_an_item_named_like_a_tab_is_told_apart() -> None:
    paras = [box("Tab 1"), box("Archive"), box("Archive", tab=1)]
    export = "# Tab 1\n\n- [x] Tab 1\n- [ ] Archive\n\n# Archive\n\n- [x] Archive"

    assert tick_states(export, paras, TABS) == (DONE, OPEN, DONE)


def test_a_heading_named_like_a_later_tab_does_not_tick_that_tabs_items() -> None:
    paras = [Para("Archive"), box("a"), box("b"), box("b", tab=1), box("c", tab=1)]
    export = "# Tab 1\n\n# Archive\n\n- [x] a\n- [x] b"

    assert tick_states(export, paras, TABS) == (NOT_A_BOX, DONE, UNKNOWN, UNKNOWN, UNKNOWN)
