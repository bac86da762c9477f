"""The page of the status: charts that say what the numbers say, and words that stay words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.pages.charts import Age, Week, ages_html, weeks_chart, weeks_table
from sync.pages.status import ShownItem, ShownPair, ShownStatus, status_page
from tests.pages.reading_pages import read

DAY = date(2025, 3, 10)


def weeks(*numbers: int) -> list[Week]:
    last = len(numbers) - 1
    return [Week(DAY - timedelta(days=7 * (last - n)), each) for n, each in enumerate(numbers)]


def columns(*numbers: int) -> list[tuple[float, float]]:
    """Where each column ends at the bottom, and how tall it is."""
    bars = read(weeks_chart(weeks(*numbers)).markup).all("rect")
    return [
        (
            round(float(b.attributes["y"]) + float(b.attributes["height"]), 1),
            float(b.attributes["height"]),
        )
        for b in bars
    ]


def test_columns_stand_on_one_line_and_are_as_tall_as_their_numbers() -> None:
    found = columns(0, 1, 2, 4)
    tallest = found[-1][1]

    assert {bottom for bottom, _ in found} == {194.0}
    assert [tall / tallest for _, tall in found] == [0, 0.25, 0.5, 1]


@pytest.mark.parametrize("numbers", [(), (0,), (3,), (0, 0), (10_000, 1), (1,) * 60])
def test_a_chart_of_any_numbers_stays_within_its_frame(numbers: tuple[int, ...]) -> None:
    chart = read(weeks_chart(weeks(*numbers)).markup)

    for bar in chart.all("rect"):
        x, width = float(bar.attributes["x"]), float(bar.attributes["width"])
        assert 0 <= x <= x + width <= 720
        assert 0 <= float(bar.attributes["y"]) <= 220


def test_a_chart_names_its_numbers() -> None:
    chart = read(weeks_chart(weeks(2, 0, 3)).markup)

    assert next(iter(chart.all("svg"))).attributes["aria-label"] == (
        "Open items at the end of each of 3 weeks, between 0 and 3, now 3"
    )
    assert [bar.text for bar in chart.all("rect")] == [
        "Week to Feb 24: 2 open",
        "Week to Mar 3: 0 open",
        "Week to Mar 10: 3 open",
    ]


def test_the_tables_say_the_same() -> None:
    ages = read(ages_html([Age("under a week", 1), Age("1 week", 4)]).markup)
    table = read(weeks_table(weeks(2, 3)).markup)

    assert [[cell.text for cell in row.all("th", "td")] for row in table.all("tr")] == [
        ["Week to", "Open"],
        ["Mar 3", "2"],
        ["Mar 10", "3"],
    ]
    assert [[cell.text for cell in row.all("th", "td")] for row in ages.all("tr")] == [
        ["Age", "Items", ""],
        ["under a week", "1", ""],
        ["1 week", "4", ""],
    ]
    assert [bar.attributes["width"] for bar in ages.all("rect")] == ["50", "200"]


def test_an_item_stands_indented_under_the_one_it_belongs_to() -> None:
    items = tuple(
        ShownItem(text=text, age="3 days", old=False, address="", depth=depth)
        for depth, text in enumerate(("a rota", "ask Lisbon", "and Porto", "and Faro"))
    )
    pair = ShownPair(
        name="Kim",
        email="kim@x.test",
        cadence="weekly",
        last="yesterday",
        next="tomorrow",
        off="-",
        address="",
        document="no document",
        items=items,
        notes=(),
    )
    status = ShownStatus(
        summary="", when="", run="", run_failed=False, pairs=(pair,), weeks=(), ages=()
    )
    cells = [each for each in read(status_page(status)).all("td") if "dir" in each.attributes]

    assert [(each.text, each.attributes.get("class")) for each in cells] == [
        ("a rota", None),
        ("ask Lisbon", "in1"),
        ("and Porto", "in2"),
        ("and Faro", "in2"),
    ]


@given(st.text(max_size=30), st.text(max_size=30))
def test_whatever_people_write_the_page_is_whole_and_harmless(text: str, address: str) -> None:
    item = ShownItem(text=text, age=text, old=True, address=address)
    pair = ShownPair(
        name=text,
        email=text,
        cadence=text,
        last=text,
        next=text,
        off=text,
        address=address,
        document=text,
        items=(item,),
        notes=(text,),
        ran=text,
    )
    status = ShownStatus(
        summary=text,
        when=text,
        run=text,
        run_failed=True,
        pairs=(pair, pair),
        weeks=tuple(weeks(1)),
        ages=(Age(text, 1),),
    )
    markup = status_page(status)
    markup.encode()
    found = read(markup)
    hrefs = [a.attributes["href"] for a in found.all("a")]
    ids = [each.attributes["id"] for each in found.all() if "id" in each.attributes]

    assert list(found.all("script", "iframe", "form")) == []
    assert all(h.lower().startswith(("http://", "https://", "mailto:")) for h in hrefs)
    assert len(ids) == len(set(ids))
