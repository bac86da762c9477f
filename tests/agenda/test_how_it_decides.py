"""The examples of docs/how-it-decides.md are what happens."""

from pathlib import Path

import pytest

from tests.agenda import casefile
from tests.agenda.casefile import read_case
from tests.agenda.caserun import run
from tests.support import ROOT

PAGE = ROOT / "docs" / "how-it-decides.md"
SIGNS = {"☐": "- [ ]", "☑": "- [x]", "•": "*"}


def rows() -> list[tuple[str, str]]:
    """What the page says of last time's lines: the line, and what it becomes, or nothing."""
    text = PAGE.read_text(encoding="utf-8")
    table = text.split("| Last time (Mar 3) |")[1].split("\n\n")[0].splitlines()[2:]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in table]
    return [(last, following) for last, following, _ in cells]


def in_notation(line: str) -> str:
    """`… ☐ find a date` as the notation writes it."""
    indent = "  " if line.startswith("… ") else ""
    sign, _, text = line.removeprefix("… ").partition(" ")
    return f"{indent}{SIGNS[sign]} {text}".rstrip()


def test_the_table_of_what_is_carried_is_what_is_carried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = "\n".join(in_notation(last) for last, _ in rows())
    (tmp_path / "page.txt").write_text(
        "The page.\n\nmeeting: 2025-03-10 09:00 Europe/Berlin · Weekly 1:1\n\n"
        f"-- before --\n## Mon, Mar 3, 2025\n{lines}\n¶\n\n-- after --\n¶\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(casefile, "FOLDER", tmp_path)
    after = run(read_case("page")).shown()
    carried = [
        line.split(" {")[0].replace("[(", "(").replace(")](#Mon, Mar 3, 2025)", ")")
        for line in after.split("## Mon, Mar 10, 2025")[1].splitlines()
        if line.startswith("- [")
    ]

    assert [line for line in carried if line != "- [ ]"] == [
        in_notation(following) for _, following in rows() if following
    ]


def test_what_names_the_page_leads_to_it() -> None:
    from sync.commands.explain import HOW_IT_DECIDES

    assert (ROOT / HOW_IT_DECIDES) == PAGE
    assert f"]({HOW_IT_DECIDES})" in (ROOT / "README.md").read_text(encoding="utf-8")
