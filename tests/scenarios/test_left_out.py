"""People whom the configuration leaves out: a command for one of them names the entry."""

import pytest

from sync.cli import main
from tests.scenarios.conftest import Opened

SKIP = '\n[[person]]\nemail = "bob@acme.test"\nskip = true\n'


def test_a_run_for_one_of_them_names_the_entry(
    opened: Opened, capsys: pytest.CaptureFixture[str]
) -> None:
    at = opened()
    at.config.write_text(at.config.read_text(encoding="utf-8") + SKIP, encoding="utf-8")
    now = at.workspace.now.isoformat()
    code = main(["--config", str(at.config), "--now", now, "sync", "--person", "bob@acme.test"])

    assert code == 2
    assert capsys.readouterr().err == (
        "oneonone: This person is left out by the configuration (skip = true of bob@acme.test). "
        "Take it out of their [[person]] entry, then run the command again.\n"
    )
