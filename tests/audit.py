"""`make audit`: known weaknesses of what oneonone runs with, and a list of its parts.

Runs pip-audit and cyclonedx-py over requirements-run.lock, from an environment of their own, so
that what looks is not among what is looked at. Writes sbom.json. pip-audit asks a database over the
network: where it knows a weakness the exit code is 1, where it can't be asked 3.
"""

import json
import subprocess
import sys
import venv

from tests.support import ROOT

FOLDER = ROOT / ".venv-audit"
LOCK = ROOT / "requirements-audit.lock"
RUN = ROOT / "requirements-run.lock"
SBOM = ROOT / "sbom.json"
NOT_ASKED = 3


def main() -> int:
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
    return max(parts(), weaknesses())


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
    if done.returncode == 0:
        count = len(json.loads(SBOM.read_text(encoding="utf-8")).get("components", []))
        sys.stdout.write(f"{SBOM.name}: {count} parts\n")
    else:
        sys.stderr.write(done.stderr)
    return done.returncode


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
