"""How a notebook is shown: what is a heading, an item, a link, a table, a tab."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.agenda.document.notebook import (
    Chip,
    Gap,
    Look,
    Notebook,
    Paragraph,
    Piece,
    Run,
    Tab,
    Table,
)
from sync.agenda.document.ticks import Tick
from sync.pages.document import Style, document_html
from tests.pages.reading_pages import Element, notebook_of, read


def shown(text: str) -> Element:
    return read(document_html(notebook_of(text), Style("doc-")).markup)


def outline(element: Element) -> str:
    """Names and texts, for comparing structure at a glance."""
    parts = []
    for each in element.inside:
        if isinstance(each, str):
            parts.append(each)
        else:
            inner = outline(each)
            parts.append(inner if each.name in {"div", "span"} else f"{each.name}({inner})")
    return "".join(parts)


def test_headings_stand_below_the_pages_own_without_a_gap() -> None:
    assert outline(shown("= Title\n## Two\n##### Five\n## Two\ntext")) == (
        "h3(Title)h4(Two)h5(Five)h4(Two)p(text)"
    )
    assert outline(shown("# 1\n## 2\n### 3\n#### 4\n##### 5\n###### 6")) == (
        "h3(1)h4(2)h5(3)h6(4)h6(5)h6(6)"
    )


def test_lists_are_nested_as_they_are_in_the_document() -> None:
    found = shown("- [ ] a\n  - [x] b\n  - [ ] c\n- [x] d\n* e\n  * f\n1. g")

    assert outline(found) == ("ul(li(aul(li(b)li(c)))li(d))ul(li(eul(li(f))))ol(li(g))")


def test_boxes_say_whether_they_are_ticked() -> None:
    boxes = shown("- [ ] open\n- [x] done").of_class("box")

    assert [(b.attributes["role"], b.attributes["aria-label"]) for b in boxes] == [
        ("img", "open"),
        ("img", "done"),
    ]


def test_a_box_whose_tick_is_not_known_says_so() -> None:
    item = Paragraph((Run("who knows"),), 10, "who knows", kind="check", tick=Tick.UNKNOWN)
    empty = Paragraph((), 1, "", kind="check", tick=Tick.UNKNOWN)
    notebook = Notebook("d", "r", (Tab("t.0", "", (Gap(1), item, empty)),))
    boxes = read(document_html(notebook, Style("")).markup).of_class("box")

    assert [box.attributes["aria-label"] for box in boxes] == ["may be open or done", "open"]


def test_what_only_looks_like_a_checklist_has_no_boxes() -> None:
    assert shown("+ pasted").of_class("box") == []


def test_looks_and_links_are_shown() -> None:
    found = shown("a **b** __c__ ~~d~~ [e](https://x.test/?a=1&b=2)")
    (link,) = found.all("a")

    assert outline(found) == "p(a strong(b) em(c) s(d) a(e))"
    assert link.attributes == {
        "href": "https://x.test/?a=1&b=2",
        "rel": "noopener noreferrer",
        "target": "_blank",
    }


def test_a_link_to_a_heading_leads_to_it_on_the_page() -> None:
    found = shown("## Mon, Mar 3, 2025 {#h.7}\n[since](#Mon, Mar 3, 2025)")
    (heading,), (link,) = found.all("h3"), found.all("a")

    assert link.attributes["href"] == f"#{heading.attributes['id']}"


@pytest.mark.parametrize(
    "link",
    [
        ("url", "javascript:alert(1)"),
        ("heading", "h.gone", "t.0"),
        ("tab", "t.9"),
        ("bookmark", "b"),
    ],
)
def test_a_link_that_leads_nowhere_good_is_no_link(link: tuple[str, ...]) -> None:
    line = Paragraph((Run("text", Look(link=link)),), 5, "text")
    notebook = Notebook("d", "r", (Tab("t.0", "", (Gap(1), line)),))
    found = read(document_html(notebook, Style("")).markup)

    assert list(found.all("a")) == []
    assert found.text == "text"


def test_chips_show_their_text_and_people_their_address() -> None:
    found = shown("@[Ann Long](ann@x.test) on @[Mar 10, 2025](date:2025-03-10)")

    assert [(c.text, c.attributes.get("title")) for c in found.of_class("chip")] == [
        ("Ann Long", "ann@x.test"),
        ("Mar 10, 2025", None),
    ]


def test_a_file_chip_with_an_address_of_another_scheme_is_no_link() -> None:
    chip = Chip("file", "Plan", "javascript:alert(1)")
    line = Paragraph((chip,), 2, "Plan")
    notebook = Notebook("d", "r", (Tab("t.0", "", (Gap(1), line)),))

    assert list(read(document_html(notebook, Style("")).markup).all("a")) == []


def test_tables_keep_their_rows_and_cells() -> None:
    found = shown("| a | b ¶ c |\n| d | - [x] e |\nafter")

    assert outline(found) == (
        "table(tbody(tr(td(p(a))td(p(b)p(c)))tr(td(p(d))td(ul(li(e))))))p(after)"
    )


def test_every_tab_is_shown_under_its_title() -> None:
    found = shown("%tab Notes\none\n%tab Goals\ntwo")

    assert [s.attributes["aria-label"] for s in found.all("section")] == ["Tab Notes", "Tab Goals"]
    assert outline(found) == ("section(p(Tab: b(Notes))p(one))section(p(Tab: b(Goals))p(two))")


def test_right_to_left_lines_run_right_to_left() -> None:
    directions = [p.attributes["dir"] for p in shown("مرحبا {!rtl}\nhello").all("p")]

    assert directions == ["rtl", "auto"]


def test_right_to_left_items_have_a_list_that_runs_so() -> None:
    lists = shown("* أول {!rtl}\n* ثان {!rtl}\n* third").all("ul")

    assert [(each.attributes.get("dir"), len(each.inside)) for each in lists] == [
        ("rtl", 2),
        (None, 1),
    ]


def test_soft_breaks_and_placeholders_are_shown() -> None:
    assert outline(shown(r"one\vtwo \ue907")) == "p(onebr()two \u2304)"


def test_what_is_suggested_is_marked() -> None:
    (mark,) = shown("kept {++new++}").of_class("suggested")

    assert mark.text == "new"


PIECES = st.lists(
    st.one_of(
        st.builds(
            Run,
            st.text(max_size=12),
            st.builds(
                Look,
                bold=st.booleans(),
                italic=st.booleans(),
                strike=st.booleans(),
                link=st.one_of(
                    st.none(),
                    st.tuples(st.sampled_from(["url", "heading", "tab", "bookmark"]), st.text()),
                ),
            ),
            suggested=st.booleans(),
        ),
        st.builds(
            Chip,
            st.sampled_from(["person", "date", "file", "thing", "gap"]),
            st.text(max_size=8),
            st.text(max_size=8),
        ),
    ),
    max_size=3,
).map(tuple)


@st.composite
def paragraphs(draw: st.DrawFn) -> Paragraph:
    pieces: tuple[Piece, ...] = draw(PIECES)
    return Paragraph(
        pieces,
        sum(piece.size for piece in pieces) + 1,
        "".join(piece.text for piece in pieces),
        style=draw(st.sampled_from(["NORMAL_TEXT", "TITLE", "SUBTITLE", "HEADING_1", "HEADING_6"])),
        kind=draw(st.sampled_from(["none", "check", "disc", "number"])),
        depth=draw(st.integers(0, 500)),
        heading_id=draw(st.one_of(st.none(), st.text(max_size=5))),
        rtl=draw(st.booleans()),
        tick=draw(st.sampled_from([None, *Tick])),
    )


TABLES = st.lists(st.tuples(st.integers(0, 90), paragraphs()), max_size=4).map(
    lambda cells: Table(100, tuple(sorted(cells, key=lambda one: one[0])))
)


@given(st.lists(st.one_of(paragraphs(), TABLES, st.just(Gap(1))), max_size=8), st.text(max_size=5))
def test_whatever_a_document_holds_the_page_is_whole_and_harmless(
    blocks: list[Paragraph | Table | Gap], title: str
) -> None:
    tabs = (Tab("t.0", title, tuple(blocks)), Tab("t.1", title, ()))
    markup = document_html(Notebook("d", "r", tabs), Style("p-")).markup
    markup.encode()
    found = read(markup)

    names = {each.name for each in found.all()}
    assert not names & {"script", "style", "iframe", "object", "form", "meta", "link", "base"}
    assert all(not key.startswith("on") for each in found.all() for key in each.attributes)
    hrefs = [each.attributes["href"] for each in found.all("a")]
    assert all(href.startswith("#") or ":" in href for href in hrefs)
    assert not any(href.lower().startswith(("javascript", "data", "vbscript")) for href in hrefs)


def test_lines_indented_ever_deeper_are_shown() -> None:
    lines = [Paragraph((), 1, "", kind="disc", depth=depth) for depth in range(3000)]
    found = document_html(Notebook("d", "r", (Tab("t", "", tuple(lines)),)), Style("")).markup

    assert found.count("<li") == 3000
