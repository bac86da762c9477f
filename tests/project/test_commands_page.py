"""docs/commands.md shows every command, with what it says today."""

from sync.cli import app
from tests.project.commands import PAGE, TEXT, commands_of, page


def test_the_page_shows_what_the_commands_say_today() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m tests.project.commands writes it"


def test_every_command_is_on_the_page() -> None:
    named = {line.split()[1] for line in commands_of(TEXT.read_text(encoding="utf-8"))}
    commands = {
        str(each.name or each.callback.__name__)
        for each in app.registered_commands
        if each.callback is not None
    }
    groups = {str(each.name) for each in app.registered_groups}

    assert commands | groups == named - {"--help"}
