"""Templates of one's own: what they say of carrying has to leave open items a place to go."""

from pathlib import Path

import pytest

from sync.config import settings
from sync.config.file import ConfigProblem
from sync.config.settings import Settings

TOPICS = ("Topics", "open")


def settings_of(folder: Path, *sections: tuple[str, str], more: str = "") -> Settings:
    """The settings of a file with one template, its sections by heading and what is carried."""
    text = more + '\n[[template]]\nname = "coffee"\n'
    for heading, carry in sections:
        text += f'[[template.section]]\nheading = "{heading}"\ncarry = "{carry}"\n'
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return settings.load(path, environment={})


def test_a_part_from_which_nothing_is_carried_takes_no_items(tmp_path: Path) -> None:
    found = settings_of(tmp_path, TOPICS, ("Warm-up", "none")).templates["coffee"]

    assert found.parts[found.receiving].heading == "Topics"


@pytest.mark.parametrize(
    ("sections", "more", "problem"),
    [
        (
            [("Warm-up", "none")],
            "",
            'template[1] (line 2) must have a section without carry = "none": open items go there',
        ),
        (
            [TOPICS, ("💬 topics:", "none")],
            "",
            "the file carries nothing from '💬 topics:' in one place, but not in another",
        ),
        (
            [TOPICS, ("To-dos", "none")],
            "",
            "the file carries nothing from 'To-dos', where open items belong",
        ),
        (
            [TOPICS, ("Zu klären", "none")],
            'agenda.action_headings = ["Zu klären"]',
            "the file carries nothing from 'Zu klären', where open items belong",
        ),
    ],
)
def test_items_without_a_place_are_told_in_words(
    tmp_path: Path, sections: list[tuple[str, str]], more: str, problem: str
) -> None:
    with pytest.raises(ConfigProblem) as raised:
        settings_of(tmp_path, *sections, more=more)

    assert problem in str(raised.value)
