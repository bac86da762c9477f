"""The page of `oneonone try` in a real browser: mouse, keyboard, light, dark, no script."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sync.commands.try_world import AIKO, TOM
from sync.emulator.notation import render
from sync.emulator.workspace import Workspace
from tests.browser.accessible import violations
from tests.served_try import served_in

ITEM = "Mira: talk to Sam about headcount"


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The page's address."""
    with served_in(tmp_path / "try") as said:
        yield said["page"]


@pytest.fixture
def shown(page: Page, console: list[str], address: str) -> Iterator[Page]:
    """Tom's document on the page; in the end the console is empty."""
    page.goto(f"{address}?with={TOM}")
    yield page

    assert console == []


def text_of(tmp_path: Path, title: str = "Tom & Mira") -> str:
    documents = Workspace(tmp_path / "try" / "workspace.json").documents.values()
    return next(render(each) for each in documents if each.title == title)


def says(page: Page, words: str) -> None:
    expect(page.get_by_role("status")).to_contain_text(words)


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words).click()


def test_tick_type_run_a_week_later(shown: Page, tmp_path: Path) -> None:
    shown.get_by_role("checkbox", name=ITEM).click()
    says(shown, f"Done: {ITEM}")
    expect(shown.get_by_role("checkbox", name=ITEM)).to_be_checked()
    shown.get_by_text("On-call load is too high").click()
    field = shown.get_by_role("textbox", name="Text of the line")
    expect(field).to_be_focused()
    field.press_sequentially(" & <nobody> likes it")
    field.press("Enter")
    says(shown, "Saved.")
    press(shown, "Run the job")
    says(shown, "The job ran and wrote into 4 documents.")
    press(shown, "A week later")
    says(shown, "A week has gone by.")
    press(shown, "Run the job")
    says(shown, "The job ran and wrote into")

    expect(shown.get_by_role("banner")).to_contain_text("Monday, March 17, 2025")
    text = text_of(tmp_path)
    assert "* On-call load is too high in our time zone & <nobody> likes it\n" in text
    assert [line.split(" {")[0] for line in text.splitlines() if ITEM in line] == [f"- [x] {ITEM}"]
    sections = [line.split(" {")[0] for line in text.splitlines() if line.startswith("## ")]
    assert sections == [
        "## February 12, 2025",
        "## February 26, 2025",
        "## March 12, 2025 · Tom & Mira",
        "## March 26, 2025 · Tom & Mira",
    ]


def test_a_cancelled_meetings_section_goes_to_the_next(shown: Page, tmp_path: Path) -> None:
    shown.get_by_role("navigation").get_by_role("link", name="Aiko").click()
    expect(shown.get_by_role("heading", name="Aiko 1:1")).to_be_visible()
    press(shown, "Run the job")
    says(shown, "wrote into 4")
    press(shown, "Cancel next meeting")
    says(shown, "is cancelled")
    press(shown, "Run the job")
    says(shown, "wrote into 1 document")

    expect(shown.get_by_role("complementary")).to_contain_text("gave a section to the next meeting")
    assert "## Thu, Mar 20, 2025 · Aiko / Mira weekly 1:1" in text_of(tmp_path, "Aiko 1:1")


def test_a_moved_meetings_section_is_dated_anew(shown: Page, tmp_path: Path) -> None:
    press(shown, "Run the job")
    says(shown, "wrote into 4")
    press(shown, "Move it a day later")
    says(shown, "is on Thursday now")
    press(shown, "Run the job")
    says(shown, "wrote into 1 document")

    assert "## March 13, 2025 · Tom & Mira" in text_of(tmp_path)


def test_everything_can_be_done_with_the_keyboard(shown: Page, tmp_path: Path) -> None:
    box = shown.get_by_role("checkbox", name=ITEM)
    box.focus()
    shown.keyboard.press("Space")
    says(shown, "Done:")
    expect(shown.get_by_role("checkbox", name=ITEM)).to_be_focused()
    shown.keyboard.press("Tab")
    expect(shown.get_by_role("link", name=f"Edit: {ITEM}")).to_be_focused()
    shown.keyboard.press("Enter")
    expect(shown.get_by_role("textbox")).to_be_focused()
    shown.keyboard.type(", today")
    shown.keyboard.press("Tab")
    shown.keyboard.press("Tab")
    expect(shown.get_by_role("button", name="Save, and a line below")).to_be_focused()
    shown.keyboard.press("Enter")
    expect(shown.get_by_role("textbox")).to_have_value("")
    shown.keyboard.type("Mira: rest")
    shown.keyboard.press("Enter")
    expect(shown.get_by_role("link", name="Edit: Mira: rest")).to_be_focused()

    assert f"- [x] {ITEM}, today\n- [ ] Mira: rest\n" in text_of(tmp_path)


def test_escape_leaves_a_line_as_it_was(shown: Page, tmp_path: Path) -> None:
    before = text_of(tmp_path)
    shown.get_by_text(ITEM).click()
    shown.get_by_role("textbox").press_sequentially("no")
    shown.keyboard.press("Escape")
    expect(shown.get_by_role("textbox")).to_have_count(0)

    assert text_of(tmp_path) == before


def test_clicks_in_quick_succession_all_count(shown: Page, tmp_path: Path) -> None:
    names = [ITEM, "Tom: propose a fairer on-call rotation", "ask the Lisbon team who would join"]
    shown.evaluate(
        """names => { for (const name of names)
           document.querySelector(`[role=checkbox][aria-label="${name}"]`).click(); }""",
        names,
    )
    says(shown, f"Done: {names[-1]}")

    assert all(f"- [x] {name}\n" in text_of(tmp_path) for name in names)


def test_the_page_works_without_a_script(
    new_page: Callable[..., Page], address: str, tmp_path: Path
) -> None:
    plain = new_page(java_script_enabled=False)
    plain.goto(f"{address}?with={TOM}")
    plain.get_by_role("checkbox", name=ITEM).click()
    says(plain, f"Done: {ITEM}")
    plain.get_by_role("link", name="Edit: On-call load").click()
    plain.get_by_role("textbox").fill("Load is fine")
    plain.get_by_role("button", name="Save", exact=True).click()
    says(plain, "Saved.")
    press(plain, "Run the job")
    says(plain, "The job ran")

    text = text_of(tmp_path)
    assert f"- [x] {ITEM}\n" in text
    assert "* Load is fine\n" in text


def test_where_the_workspace_is_gone_the_page_says_so(page: Page, address: str) -> None:
    page.goto(address)
    page.context.set_offline(True)
    press(page, "Run the job")

    says(page, "The Workspace does not answer")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 390])
def test_those_who_see_badly_or_use_no_mouse_can_use_it(
    new_page: Callable[..., Page], address: str, scheme: str, width: int
) -> None:
    shown = new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
    shown.goto(f"{address}?with={AIKO}")
    press(shown, "Run the job")
    says(shown, "The job ran")
    before = violations(shown)
    shown.get_by_text("The search rewrite is a week ahead").click()
    expect(shown.get_by_role("textbox")).to_be_visible()

    assert before == []
    assert violations(shown) == []
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
