"""Known weaknesses out of a copy of the PyPA advisory database: for where no service can be asked.

Get it with git (github.com/pypa/advisory-database); each weakness is a file in the OSV format.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]
from packaging.version import InvalidVersion, Version

_MODIFIED = re.compile(r'^modified: "?(\d{4}-\d\d-\d\d)', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Known:
    """A weakness of a part, and the versions that mend it."""

    part: str
    version: str
    name: str
    mended: tuple[str, ...]


def newest(folder: Path) -> date | None:
    """The day of the newest entry; None where the folder is no such database."""
    days = [
        found[1]
        for path in (folder / "vulns").glob("*/*.yaml")
        if (found := _MODIFIED.search(path.read_text(encoding="utf-8")))
    ]
    return date.fromisoformat(max(days)) if days else None


def known(folder: Path, parts: Mapping[str, str]) -> tuple[Known, ...]:
    """What the database knows of these parts, which are names with their versions."""
    return tuple(
        each for part, version in sorted(parts.items()) for each in _of(folder, part, version)
    )


def _of(folder: Path, part: str, version: str) -> Iterator[Known]:
    for path in sorted((folder / "vulns" / part).glob("*.yaml")):
        entry = yaml.safe_load(path.read_text(encoding="utf-8"))
        if entry.get("withdrawn"):
            continue
        ranges = [
            each
            for affected in entry.get("affected", [])
            for each in affected.get("ranges", [])
            if each["type"] == "ECOSYSTEM"
        ]
        listed = {
            str(each) for affected in entry.get("affected", []) for each in affected["versions"]
        }
        if version in listed or any(_within(each["events"], version) for each in ranges):
            mended = [
                str(event["fixed"])
                for each in ranges
                for event in each["events"]
                if "fixed" in event
            ]
            yield Known(part, version, entry["id"], tuple(mended))


def _within(events: list[dict[str, Any]], version: str) -> bool:
    """Whether a version lies within a range, whose events are in the order of versions."""
    at, inside = Version(version), False
    for event in events:
        ((kind, given),) = event.items()
        try:
            limit = Version(str(given))
        except InvalidVersion:
            continue
        if kind == "introduced" and at >= limit:
            inside = True
        elif (kind == "fixed" and at >= limit) or (kind == "last_affected" and at > limit):
            inside = False
    return inside
