"""`make audit`: known weaknesses of what oneonone runs with, and a list of its parts.

Runs pip-audit and cyclonedx-py over requirements-run.lock, from an environment of their own, so
that what looks is not among what is looked at. Writes sbom.json. pip-audit asks a database over the
network: where it knows a weakness the exit code is 1, where it can't be asked 3. With
`--database FOLDER` a copy of the PyPA advisory database is looked into instead; where its newest
entry is older than a month, the exit code is 3 too.
"""

import argparse
import json
import re
import subprocess
import sys
import venv
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

from tests import advisories
from tests.support import ROOT

FOLDER = ROOT / ".venv-audit"
LOCK = ROOT / "requirements-audit.lock"
RUN = ROOT / "requirements-run.lock"
SBOM = ROOT / "sbom.json"
NOT_ASKED = 3
FRESH = timedelta(days=31)
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make audit")
    parser.add_argument("--database", type=Path, help="a copy of the PyPA advisory database")
    database: Path | None = parser.parse_args(arguments).database
    made = FOLDER / "made-from-the-lock"
    if not made.exists() or made.stat().st_mtime < LOCK.stat().st_mtime:
        sys.stdout.write("Making the environment in .venv-audit ...\n")
        venv.create(FOLDER, clear=True, with_pip=True)
        subprocess.run(
            [
                str(FOLDER / "bin" / "pip"),
                *("--quiet", "--disable-pip-version-check", "install", "--require-hashes"),
                *("--requirement", str(LOCK)),
            ],
            check=True,
            stderr=subprocess.DEVNULL,
        )
        made.touch()
    if database is None:
        return max(parts(), weaknesses())
    today = datetime.now(UTC).date()
    return max(parts(), looked_up(database, locked(RUN.read_text(encoding="utf-8")), today))


def locked(text: str) -> dict[str, str]:
    """The parts that a lock names, with their versions."""
    return {canonicalize_name(name): version for name, version in _PIN.findall(text)}


def listed(sbom: Mapping[str, Any]) -> dict[str, str]:
    """The parts that a list of parts names, with their versions."""
    return {canonicalize_name(each["name"]): each["version"] for each in sbom.get("components", [])}


def looked_up(database: Path, parts: Mapping[str, str], today: date) -> int:
    """What a copy of the database knows of the parts; an old one rules nothing out."""
    newest = advisories.newest(database)
    if newest is None:
        sys.stderr.write(f"{database} is no copy of the PyPA advisory database.\n")
        return NOT_ASKED
    found = advisories.known(database, parts)
    for each in found:
        fixed = ", ".join(each.mended) or "no version"
        sys.stdout.write(f"{each.part} {each.version}: {each.name}, mended in {fixed}\n")
    sys.stdout.write(f"{len(parts)} parts were looked up in what was known on {newest}\n")
    if found:
        return 1
    if today - newest > FRESH:
        sys.stderr.write("What became known since is not ruled out: take a newer copy.\n")
        return NOT_ASKED
    return 0


def parts() -> int:
    """The list of parts, with versions, hashes and licences as far as the lock tells."""
    done = subprocess.run(
        [
            str(FOLDER / "bin" / "cyclonedx-py"),
            *("requirements", str(RUN), "--pyproject", str(ROOT / "pyproject.toml")),
            *("--output-reproducible", "--of", "JSON", "-o", str(SBOM)),
        ],
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.stderr.write(done.stderr)
        return done.returncode
    there = listed(json.loads(SBOM.read_text(encoding="utf-8")))
    sys.stdout.write(f"{SBOM.name}: {len(there)} parts\n")
    if there != locked(RUN.read_text(encoding="utf-8")):
        sys.stderr.write(f"{SBOM.name} does not name what {RUN.name} names.\n")
        return 1
    return 0


def weaknesses() -> int:
    """What is known of them; a part that the database was not asked about is no clean one."""
    done = subprocess.run(
        [
            str(FOLDER / "bin" / "pip-audit"),
            *("--requirement", str(RUN), "--require-hashes", "--disable-pip"),
            *("--progress-spinner", "off", "--format", "json"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        found = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        found = []
    asked = [each for each in found if "vulns" in each]
    for each in asked:
        for known in each["vulns"]:
            fixed = ", ".join(known["fix_versions"]) or "no version"
            sys.stdout.write(
                f"{each['name']} {each['version']}: {known['id']}, mended in {fixed}\n"
            )
    sys.stdout.write(f"{len(asked)} of {len(found)} parts were looked up\n")
    if any(each["vulns"] for each in asked):
        return 1
    if not found or len(asked) < len(found):
        sys.stderr.write(
            "The database of known weaknesses could not be asked about the others, so nothing is "
            "ruled out. Run `make audit` where it can be reached.\n"
        )
        return NOT_ASKED
    return 0


if __name__ == "__main__":
    sys.exit(main())
