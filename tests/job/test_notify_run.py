"""A run of the command tells whom the configuration names."""

import json
import sys
from pathlib import Path

import pytest

from sync.cli import main
from tests.scenarios.company import company, lay_out

RECORDS = "import pathlib, sys; pathlib.Path(sys.argv[1]).write_text(sys.stdin.read())"


def test_a_run_tells_how_it_ended(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = tmp_path / "told.json"
    command = json.dumps([sys.executable, "-c", RECORDS, str(told)])
    config = f'[notify]\ncommand = {command}\non = "always"\n'
    (tmp_path / "laid").mkdir()
    with company(tmp_path, lay_out(tmp_path / "laid", config=config)) as at:
        now = at.workspace.now.isoformat()
        ran = main(["--config", str(at.config), "--now", now, "sync"])
        good = json.loads(told.read_text())
        (at.folder / "token.json").unlink()
        ended = main(["--config", str(at.config), "--now", now, "sync"])
        bad = json.loads(told.read_text())
        told.unlink()
        main(["--config", str(at.config), "--now", now, "sync", "--dry-run"])

    assert (ran, ended) == (0, 3)
    assert (good["failed"], good["total"], good["done"], good["wrote"]) == (False, 1, 1, 1)
    assert (bad["failed"], bad["error"], bad["exit_code"]) == (True, "SignInNeeded", 3)
    assert not told.exists()
    assert "Ada" not in capsys.readouterr().err
