"""Every command that a page shows is one, with these options."""

import re
import shlex
from collections.abc import Iterator

from typer.testing import CliRunner

from sync.cli import app
from tests.support import ROOT

_BLOCK = re.compile(r"^ {4,}(?:\$ )?oneonone ([^#\n]+)", re.MULTILINE)
_INLINE = re.compile(r"`oneonone\s([^`]+)`")


def shown() -> Iterator[str]:
    """What stands behind `oneonone`, in blocks and in lines of all pages."""
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("deploy/**/*.md")]:
        text = page.read_text(encoding="utf-8")
        for found in (*_BLOCK.findall(text), *_INLINE.findall(text)):
            # What explains a command on its line stands apart from it.
            command, _, _ = " ".join(found.splitlines()).partition("   ")
            if "|" not in command:
                yield command.strip()


def test_every_command_on_a_page_is_one_with_these_options() -> None:
    commands = sorted(set(shown()))
    wrong = [
        command
        for command in commands
        if CliRunner().invoke(app, [*shlex.split(command), "--help"]).exit_code
    ]

    assert CliRunner().invoke(app, ["sync", "--no-such", "--help"]).exit_code
    assert wrong == []
    assert len(commands) > 40
