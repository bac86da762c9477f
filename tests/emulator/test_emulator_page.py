"""docs/emulator.md names what there is, and its numbers are those of the recordings."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from sync.emulator.dispatch import HANDLERS
from sync.emulator.docs.requests import HANDLERS as REQUESTS
from sync.emulator.docs.requests import TABLE_EDITS
from sync.emulator.unknowns import Unknowns
from sync.emulator.world import Settings
from tests.support import ROOT

PAGE = " ".join((ROOT / "docs" / "emulator.md").read_text().split())
REFUSED_AFTER_A_CHECK = {"insertComment", "insertSectionBreak", *TABLE_EDITS}


@pytest.mark.parametrize(
    "name",
    [field.name for kind in (Settings, Unknowns) for field in fields(kind)]
    + sorted(set(REQUESTS) - REFUSED_AFTER_A_CHECK),
)
def test_settings_unknowns_and_request_kinds_are_named(name: str) -> None:
    assert re.search(rf"\b{name}\b", PAGE)


@pytest.mark.parametrize("method", sorted(HANDLERS))
def test_methods_are_named(method: str) -> None:
    resource, _, verb = method.rpartition(".")

    assert re.search(rf"{re.escape(resource)}\.(?:\w+, )*\s*(?:[\w.]+[,;]? )*?{verb}\b", PAGE)


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("docs/conformance/*.json", "63 cases"),
        ("docs/pairs/*/request.json", "9 of 9"),
        ("docs/documents/*.json", "10 of 10"),
        ("docs/*.json", "8 of 8"),
        ("calendar/*.json", "22 of 22"),
        ("drive/*.json", "7 of 7"),
        ("drive/exports/*.md", "4 of 4"),
        ("errors/*.json", "75 of 75"),
    ],
)
def test_numbers_are_those_of_the_recordings(pattern: str, said: str, recordings: Path) -> None:
    found = len(list(recordings.glob(pattern)))
    apart = int(pattern.startswith("errors"))  # Sheets' answers are one file of their own

    assert said in PAGE
    assert re.findall(r"\d+", said)[-1] == f"{found - apart}"
