"""The rules that hold the code together: sizes, arrows, purity."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import ROOT

LONGEST = 400
MODULES = sorted((ROOT / "sync").rglob("*.py"))

# What each part of the package may import of the package; `cli`, `commands`, `config`, `log` and
# `errors` are its top level. The emulator stands alone, so that one mistake can't hide another.
ARROWS = {
    "agenda": {"agenda"},
    "google": {"google", "errors", "log"},
    "job": {"job", "agenda", "google", "config", "errors", "log"},
    "emulator": {"emulator"},
    "errors": set[str](),
    "log": {"errors"},
    "config": {"config", "agenda", "errors"},
    "pages": {"pages", "agenda"},
    "schedule": {"schedule", "errors"},
    "company": {"company", "job", "google", "agenda", "config", "errors", "log"},
    "cli": {"commands", "config", "errors", "log", ""},
    "commands": {
        "commands", "config", "job", "google", "agenda", "emulator", "pages", "schedule", "company",
        "errors", "log", "",
    },
    "": set[str](),
    "__main__": {"cli"},
}  # fmt: skip

CORE = ("calendar", "language", "document", "planning", "insight")

# The pure core may use these and itself. None of them does I/O, asks for the time or opens a zone
# by being imported; what of them could is forbidden below.
PURE = {
    "__future__", "abc", "bisect", "collections", "copy", "dataclasses", "datetime", "difflib",
    "enum", "fnmatch", "functools", "hashlib", "heapq", "itertools", "json", "math", "operator",
    "re", "statistics", "string", "types", "typing", "unicodedata", "urllib.parse", "babel",
}  # fmt: skip
IMPURE_NAMES = {
    "open", "print", "input", "exec", "eval", "compile", "__import__", "breakpoint",
}  # fmt: skip
CLOCKS = {"now", "today", "utcnow", "fromtimestamp"}


def imports_of(path: Path) -> Iterator[str]:
    """Every module that a file imports, in whole, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            assert node.module is not None
            if node.module == "sync":
                yield from (f"sync.{each.name}" for each in node.names)
            else:
                yield node.module


def part_of(module: str) -> str:
    """The part of the package that a module belongs to: `sync.config.file` to `config`."""
    parts = module.split(".")
    if len(parts) == 1:
        return ""
    if parts[1] in ARROWS:
        return parts[1]
    return parts[1].split("_")[0] if parts[1].split("_")[0] in ARROWS else ""


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_there_is_code_to_look_at() -> None:
    parts = {part_of(module_name(path)) for path in MODULES}

    assert parts == set(ARROWS)


@pytest.mark.parametrize("path", sorted([*MODULES, *(ROOT / "tests").rglob("*.py")]), ids=short)
def test_no_module_is_longer_than_the_limit(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())

    assert lines <= LONGEST


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_imports_follow_the_arrows(path: Path) -> None:
    part = part_of(module_name(path))
    ours = {part_of(name) for name in imports_of(path) if name.split(".")[0] == "sync"}

    assert ours <= ARROWS[part]


@pytest.mark.parametrize("path", sorted((ROOT / "sync" / "agenda").glob("*/*.py")), ids=short)
def test_each_package_of_the_core_looks_only_to_those_before_it(path: Path) -> None:
    place = CORE.index(path.parent.name)
    named = [name.split(".") for name in imports_of(path)]
    seen = {parts[2] for parts in named if parts[:2] == ["sync", "agenda"] and len(parts) > 2}

    assert seen <= set(CORE[: place + 1])


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_no_module_imports_the_tests(path: Path) -> None:
    assert not {name for name in imports_of(path) if name.split(".")[0] == "tests"}


@pytest.mark.parametrize("path", sorted((ROOT / "sync" / "agenda").rglob("*.py")), ids=short)
def test_the_pure_core_imports_nothing_that_does_io(path: Path) -> None:
    found = [
        name
        for name in imports_of(path)
        if name.split(".")[0] not in PURE | {"sync"} and name not in PURE
    ]

    assert found == []


@pytest.mark.parametrize("path", sorted((ROOT / "sync" / "agenda").rglob("*.py")), ids=short)
def test_the_pure_core_opens_nothing_and_asks_no_clock(path: Path) -> None:
    found = []
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Name) and called.id in IMPURE_NAMES:
                found.append(called.id)
            if isinstance(called, ast.Attribute) and called.attr in CLOCKS:
                found.append(called.attr)

    assert found == []


def test_importing_the_pure_core_brings_no_networking_along() -> None:
    import subprocess

    names = [module_name(path) for path in MODULES if "agenda" in path.parts]
    heavy = ("googleapiclient", "requests", "httplib2", "google.auth", "urllib3", "werkzeug")
    code = (
        f"import importlib, sys; [importlib.import_module(name) for name in {names!r}]; "
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert (done.stdout, done.stderr) == ("[]\n", "")


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_bytes()))
