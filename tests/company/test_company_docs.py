"""docs/company.md says what is so: its configuration loads, its numbers are the job's."""

import re
from pathlib import Path

from sync.commands.company import limits_of
from sync.config.settings import parse
from tests.support import ROOT

TEXT = (ROOT / "docs" / "company.md").read_text(encoding="utf-8")


def test_the_configuration_of_the_page_loads(tmp_path: Path) -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    path = tmp_path / "config.toml"
    path.write_text(block, encoding="utf-8")
    settings = parse(path)

    assert settings.company.managers == "/lists/managers.txt"
    assert settings.google.access == "app-docs"


def test_the_quota_of_the_page_is_the_one_that_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.touch()
    limits = limits_of(parse(path))
    allowed = limits.part(limits.writes, 1)

    assert f"{allowed:.0f} writes a minute" in TEXT
    assert f"| {-(-6000 // allowed):.0f} minutes |" in TEXT
    assert f"| {-(-10_000 // allowed):.0f} minutes; {-(-10_000 // 600):.0f} with" in TEXT


def test_every_test_that_the_security_page_names_is_there() -> None:
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    named = set(re.findall(r"tests/[\w/.*]+\w\*?(?:\.py)?", page))
    gone = [each for each in sorted(named) if not list(ROOT.glob(each))]

    assert len(named) > 15
    assert gone == []
