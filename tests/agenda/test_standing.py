"""What is open between two people, since when, and what the past left open."""

from datetime import UTC, date, datetime, timedelta

from sync.agenda.insight.standing import Standing, standing_of
from sync.emulator.editor import Editor
from sync.emulator.notation import parse
from tests.agenda.pages import Page, on_day, terms_for

NOW = datetime(2025, 3, 20, 12, tzinfo=UTC)
FIRST, SECOND = on_day(date(2025, 3, 11)), on_day(date(2025, 3, 18))
THIRD = on_day(date(2025, 3, 25))
TERMS = terms_for((FIRST, SECOND, THIRD))


def standing(page: Page, *, since: datetime = NOW - timedelta(days=182)) -> Standing:
    return standing_of(page.read(TERMS), TERMS, since=since, now=NOW)


def open_in(page: Page) -> list[tuple[str, date]]:
    return [(one.text, one.since) for one in standing(page).open]


def history(page: Page) -> list[tuple[date, int]]:
    return [(one.instant.date(), one.open) for one in standing(page).history]


def test_in_a_document_by_hand_the_latest_section_says_what_is_open() -> None:
    page = Page(
        parse("## Mar 4, 2025\n- [ ] old\n## Mar 11, 2025\n- [ ] a\n- [x] b\n  - [ ] under b\n¶")
    )

    assert open_in(page) == [("a", date(2025, 3, 11)), ("under b", date(2025, 3, 11))]


def test_a_carried_item_is_open_once_and_since_it_began() -> None:
    page = Page(parse("## Mar 4, 2025\n- [ ] a\n- [ ] b\n¶"))
    page.run((FIRST,), TERMS)
    page.run((SECOND,), TERMS)
    Editor(page.document).add_item(("☑️ Action items", 2), "new", kind="check")

    assert open_in(page) == [
        ("a", date(2025, 3, 4)),
        ("b", date(2025, 3, 4)),
        ("new", date(2025, 3, 18)),
    ]


def test_what_was_ticked_is_open_no_more_wherever_the_tick_is() -> None:
    page = Page(parse("## Mar 4, 2025\n- [ ] a\n- [ ] b\n- [ ] c\n¶"))
    page.run((FIRST,), TERMS)
    page.run((SECOND,), TERMS)
    editor = Editor(page.document)
    editor.tick("a")  # the first of the chain; its copies are untouched
    editor.tick(("b (since Mar 4)", 2))

    assert [text for text, _ in open_in(page)] == ["c"]


def test_an_item_typed_into_last_weeks_section_is_open() -> None:
    page = Page(parse("## Mar 4, 2025\n- [ ] a\n¶"))
    page.run((FIRST,), TERMS)
    page.run((SECOND,), TERMS)
    Editor(page.document).add_item(("☑️ Action items", 1), "late", kind="check")

    assert open_in(page) == [("a", date(2025, 3, 4)), ("late", date(2025, 3, 11))]


def test_where_ticks_are_not_known_everything_is_open_and_says_so() -> None:
    page = Page(parse("## Mar 11, 2025\n- [x] a\n- [ ] b\n¶"), export=False)

    assert [(one.text, one.unknown) for one in standing(page).open] == [("a", True), ("b", True)]


def test_every_past_section_says_what_it_left_open() -> None:
    page = Page(parse("## Mar 4, 2025\n- [ ] a\n- [x] b\n- [ ] c\n¶"))
    page.run((FIRST,), TERMS)
    Editor(page.document).tick("a (since Mar 4)")
    page.run((SECOND,), TERMS)
    page.run((THIRD,), TERMS)

    assert history(page) == [
        (date(2025, 3, 4), 2),
        (date(2025, 3, 11), 1),
        (date(2025, 3, 18), 1),
    ]


def test_sections_before_the_time_looked_back_over_are_left_out() -> None:
    page = Page(parse("## Jan 6, 2025\n- [ ] old\n## Mar 11, 2025\n- [ ] a\n¶"))
    found = standing(page, since=NOW - timedelta(days=30))

    assert [one.instant.date() for one in found.history] == [date(2025, 3, 11)]


def test_the_latest_section_counts_however_old_it_is() -> None:
    page = Page(parse("## Jan 7, 2025\n- [ ] old\n¶"))
    found = standing(page, since=NOW - timedelta(days=30))

    assert [one.text for one in found.open] == ["old"]


def test_nothing_is_open_in_an_empty_document() -> None:
    assert standing(Page(parse("¶"))) == Standing((), ())
