"""A template that is configured later: the thread of the meetings that it fits goes on under it."""

from sync.config.settings import parse
from tests.scenarios.company import WEEK, Company, lived_through
from tests.scenarios.conftest import Opened

TEMPLATE = """
[[template]]
name = "own"
match = ["weekly"]
[[template.section]]
heading = "What is left to do"
list = "checklist"
"""
OPEN = [
    "- [ ] Ask finance for the contract",
    "- [ ] and for the old one",
    "- [ ] Send the readout 📈 to marketing",
    "- [ ] Send the readout 📈 to marketing",
]


def configured(at: Company, more: str) -> None:
    """The configuration with something added at its end."""
    at.config.write_text(at.config.read_text(encoding="utf-8") + more, encoding="utf-8")
    at.settings = parse(at.config)


def boxes(section: str) -> list[str]:
    """The boxes of a section, without their labels and marks."""
    lines = (line.strip() for line in section.splitlines())
    return [line.partition(" [(")[0] for line in lines if line.startswith("- [ ] ")]


def test_what_is_open_in_the_sections_before_it_is_carried(opened: Opened) -> None:
    at = opened(story=lived_through)
    configured(at, TEMPLATE)
    report = at.run()
    _, _, section = at.text().rpartition("\n## ")

    assert report.exit_code == 0
    assert "### What is left to do" in section
    assert boxes(section) == OPEN


def test_and_again_once_it_is_gone(opened: Opened) -> None:
    at = opened(story=lived_through)
    usual = at.config.read_text(encoding="utf-8")
    configured(at, TEMPLATE)
    at.run()
    at.rest()
    at.config.write_text(usual, encoding="utf-8")
    at.settings = parse(at.config)
    at.workspace.pass_time(WEEK)
    report = at.run()
    _, _, section = at.text().rpartition("\n## ")

    assert report.exit_code == 0
    assert "### What is left to do" not in section
    assert boxes(section) == OPEN
