"""The pages that commands write, opened from the disk in a real browser."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sync.cli import main
from tests.browser.accessible import violations
from tests.served_try import NOW, served_in

COMMANDS = {"preview": ("sync", "--preview"), "status": ("status", "--html")}


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], str]]:
    """`written("status")`: the address of the page that the command wrote."""
    monkeypatch.setenv("ONEONONE_STATE_DIR", str(tmp_path / "state"))
    with served_in(tmp_path / "try") as said:
        monkeypatch.setenv("ONEONONE_CONFIG", said["config"])

        def write(name: str) -> str:
            path = tmp_path / f"{name}.html"
            assert main(["--now", NOW, *COMMANDS[name], str(path)]) == 0
            return path.as_uri()

        yield write


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", list(COMMANDS))
def test_a_page_is_whole_and_can_be_used_by_all(
    new_page: Callable[..., Page], written: Callable[[str], str], name: str, scheme: str
) -> None:
    if name == "status":
        main(["--now", NOW, "sync"])
    said: list[str] = []
    page = new_page(color_scheme=scheme, viewport={"width": 1200, "height": 800})
    page.on("console", lambda each: said.append(each.text))
    page.goto(written(name))

    # What is folded away may hold the heading above one that is shown.
    assert [one for one in violations(page) if not one.startswith("heading-order (moderate)")] == []
    assert said == []
    for width in (1200, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_link_of_a_preview_leads_to_its_heading(
    page: Page, written: Callable[[str], str]
) -> None:
    page.goto(written("preview"))
    page.get_by_role("link", name="(since Feb 26)").first.click()

    expect(page.locator(":target")).to_have_text("February 26, 2025")


def test_what_is_folded_opens(page: Page, written: Callable[[str], str]) -> None:
    page.goto(written("preview"))
    hidden = page.get_by_text("Migration plan agreed").last
    expect(hidden).not_to_be_visible()
    page.get_by_text("lines that stay as they are").last.click()

    expect(hidden).to_be_visible()


def test_the_chart_says_in_words_what_it_shows(page: Page, written: Callable[[str], str]) -> None:
    main(["--now", NOW, "sync"])
    page.goto(written("status"))
    chart = page.get_by_role("img", name="Open items at the end of each of 26 weeks")

    expect(chart).to_be_visible()
    expect(chart).to_have_accessible_name(
        "Open items at the end of each of 26 weeks, between 0 and 5, now 5"
    )
