"""docs/architecture.md names every module with what it is for."""

from tests.project.modules import PAGE, with_listing


def test_the_page_lists_the_modules_of_today() -> None:
    page = PAGE.read_text()

    assert page == with_listing(page), "run `make fix`"
