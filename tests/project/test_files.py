"""What holds of the files of the project: links, hosts, the lock, the ways to run things."""

import os
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from sync import __version__
from tests.support import ROOT

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)(?: ;[^\\]*)? \\$", re.MULTILINE)
# In pieces, so that this file names none of them either.
_REGISTRIES = re.compile(
    "|".join(
        re.escape(".".join(parts))
        for parts in (
            ("pypi", "org"),
            ("pythonhosted", "org"),
            ("npmjs", "org"),
            ("npmjs", "com"),
            ("debian", "org"),
            ("crates", "io"),
        )
    )
)


def tracked() -> list[Path]:
    """The files that git tracks, those only added too; all files where there is no git."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    names = [name for name in os.fsdecode(listed.stdout).split("\0") if name]
    paths = [ROOT / name for name in names] or [
        path
        for path in ROOT.rglob("*")
        if not set(path.relative_to(ROOT).parts) & {".venv", ".git", ".mypy_cache", ".ruff_cache"}
    ]
    return [path for path in paths if path.is_file()]


def project() -> dict[str, Any]:
    loaded: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return loaded


def asked_for() -> list[Requirement]:
    """What pyproject.toml asks for, to run and to develop."""
    declared = project()
    names = [*declared["project"]["dependencies"], *declared["dependency-groups"]["dev"]]
    return [Requirement(name) for name in names]


def pins(lock: str = "requirements.lock") -> dict[str, str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    return {canonicalize_name(name): version for name, version in _PIN.findall(text)}


def test_relative_links_lead_to_files() -> None:
    dead = [
        f"{path.relative_to(ROOT)}: {link}"
        for path in tracked()
        if path.suffix == ".md"
        for link in _LINK.findall(path.read_text(encoding="utf-8"))
        if not re.match(r"[a-z]+:|#", link) and not (path.parent / link.partition("#")[0]).exists()
    ]

    assert dead == []


def test_no_file_names_the_host_of_a_package_registry() -> None:
    found = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if _REGISTRIES.search(path.read_bytes().decode("utf-8", "replace"))
    ]

    assert found == []


def test_the_lock_agrees_with_what_the_project_asks_for() -> None:
    locked = pins()
    wrong = [
        str(each)
        for each in asked_for()
        if not each.specifier.contains(locked.get(canonicalize_name(each.name), "0"))
    ]

    assert wrong == []


def test_the_lock_holds_no_package_that_nothing_asks_for() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[A-Za-z0-9])", text.strip())
    without = [entry.split("==")[0] for entry in entries if "# via" not in entry]
    direct = {entry.split("==")[0] for entry in entries if "oneonone (pyproject" in entry}

    assert without == []
    assert direct == {canonicalize_name(each.name) for each in asked_for()}


LOCKS = ("requirements.lock", "requirements-run.lock", "requirements-audit.lock")


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_of_a_lock_has_hashes(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[A-Za-z0-9])", text.strip())
    without = [entry.split("\n")[0] for entry in entries if "--hash=sha256:" not in entry]

    assert without == []
    assert len(entries) == len(pins(lock))


def test_what_runs_is_what_was_tested_and_all_that_is_asked_for() -> None:
    run, whole = pins("requirements-run.lock"), pins()
    asked = {
        canonicalize_name(Requirement(name).name) for name in project()["project"]["dependencies"]
    }

    assert run.items() <= whole.items()
    assert asked <= set(run)


def test_the_package_and_its_metadata_bear_one_version() -> None:
    assert project()["project"]["version"] == __version__


def test_ci_runs_the_check_and_the_test_command_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    commands = re.findall(r"^make \w+", script, re.MULTILINE)

    assert commands == ["make check", "make test"]
    assert "make test" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


@pytest.mark.parametrize(
    ("python", "words"),
    [
        ("no-such-python", "there is no no-such-python"),
        ("./old", "./old is Python 3.9.1. oneonone needs Python 3.11"),
        ("./bare", "its venv module is missing"),
    ],
)
def test_make_says_what_is_missing(tmp_path: Path, python: str, words: str) -> None:
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    for name, script in {
        "old": 'case "$*" in --version) echo Python 3.9.1;; *) exit 1;; esac',
        "bare": 'case "$*" in *ensurepip*) exit 1;; esac',
    }.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    done = subprocess.run(
        ["make", f"PYTHON={python}", "try"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode != 0
    assert words in done.stderr
    assert not (tmp_path / ".venv").exists()
