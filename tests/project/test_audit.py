"""What `make audit` says of known weaknesses, out of a database made here."""

from datetime import date
from pathlib import Path

import pytest

from tests import advisories, audit
from tests.advisories import Known

ENTRY = """\
id: PYSEC-2026-1
affected:
- package: {{name: {part}, ecosystem: PyPI}}
  ranges:
  - type: GIT
    repo: https://example.com/x
    events:
    - introduced: "0"
    - fixed: 74ea7cf7
  - type: ECOSYSTEM
    events:
{events}
  versions:
{versions}
modified: "2026-03-01T01:13:00Z"
{more}
"""
FIXED = """\
    - introduced: "2.3.0"
    - fixed: 2.31.0
"""


def database(
    folder: Path,
    *,
    part: str = "requests",
    events: str = FIXED,
    versions: str = "  - 2.9.1",
    more: str = "",
) -> Path:
    path = folder / "vulns" / part / "PYSEC-2026-1.yaml"
    path.parent.mkdir(parents=True)
    text = ENTRY.format(part=part, events=events.rstrip(), versions=versions, more=more)
    path.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("version", "weak"),
    [("2.2.9", False), ("2.3.0", True), ("2.30.5", True), ("2.31.0", False), ("2.40", False)],
)
def test_a_version_is_weak_from_where_it_began_to_where_it_was_mended(
    tmp_path: Path, version: str, weak: bool
) -> None:
    found = advisories.known(database(tmp_path), {"requests": version, "idna": "3.10"})

    expected = (Known("requests", version, "PYSEC-2026-1", ("2.31.0",)),)
    assert found == (expected if weak else ())


def test_a_listed_version_and_one_that_was_never_mended_are_weak(tmp_path: Path) -> None:
    events = '    - introduced: "0"\n    - last_affected: 1.5\n'
    folder = database(tmp_path, events=events, versions="  - 1.9")
    weak = [
        version
        for version in ("1.5", "1.6", "1.9", "2.0")
        if advisories.known(folder, {"requests": version})
    ]

    assert weak == ["1.5", "1.9"]


def test_what_was_withdrawn_is_no_weakness(tmp_path: Path) -> None:
    folder = database(tmp_path, more='withdrawn: "2026-04-01T00:00:00Z"')

    assert advisories.known(folder, {"requests": "2.9.1"}) == ()


@pytest.mark.parametrize(
    ("version", "today", "says"),
    [
        ("2.9.1", date(2026, 3, 2), (1, "requests 2.9.1: PYSEC-2026-1, mended in 2.31.0")),
        ("2.31.0", date(2026, 3, 2), (0, "1 parts were looked up in what was known on 2026-03-01")),
        ("2.31.0", date(2026, 5, 2), (3, "What became known since is not ruled out")),
    ],
)
def test_a_copy_says_what_was_known_and_an_old_one_rules_nothing_out(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    version: str,
    today: date,
    says: tuple[int, str],
) -> None:
    done = audit.looked_up(database(tmp_path), {"requests": version}, today)
    said = capsys.readouterr()

    assert done == says[0]
    assert says[1] in said.out + said.err


def test_a_folder_that_is_no_database_is_not_taken_for_a_clean_one(tmp_path: Path) -> None:
    assert audit.looked_up(tmp_path, {"requests": "2.31.0"}, date(2026, 3, 2)) == audit.NOT_ASKED


def test_the_list_of_parts_is_compared_with_the_lock_by_name_and_version() -> None:
    lock = "annotated-doc==0.0.7 \\\n    --hash=sha256:0a\ncffi==2.1.1 ; python_version > '3' \\\n"
    components = [
        {"name": "annotated_doc", "version": "0.0.7"},
        {"name": "cffi", "version": "2.1.1"},
    ]

    assert audit.listed({"components": components}) == audit.locked(lock)
    assert audit.listed({"components": components[:1]}) != audit.locked(lock)
