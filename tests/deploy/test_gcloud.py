"""What the real gcloud says of each call that is shown or made: it knows every word of it.

Nobody is signed in, so each call ends there, before anything is asked of Google.
"""

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sync.cli import app
from tests.support import ROOT

CLOUD = ROOT / "deploy" / "cloud-run"
PAGES = (ROOT / "docs" / "company.md", ROOT / "deploy" / "README.md", CLOUD / "README.md")
GIVEN = {
    "PROJECT": "acme-1on1",
    "REGION": "europe-west1",
    "IMAGE": "europe-west1-docker.pkg.dev/acme-1on1/tools/oneonone@sha256:0",
    "NOTIFY": "it@acme.test",
}


def of_the_script(folder: Path, *, there: bool) -> list[list[str]]:
    """What the script hands to gcloud, where all of it is there already or nothing is."""
    stand_in, log = folder / "gcloud", folder / "log"
    # What is handed, with signs between that no argument has.
    stand_in.write_text(
        f"#!/bin/sh\nprintf '%s\\037' \"$@\" >> '{log}'; printf '\\036' >> '{log}'\n"
        f'case "$*" in *uniqueId*) ;; *describe*) exit {0 if there else 1};; esac\n',
        encoding="utf-8",
    )
    stand_in.chmod(0o755)
    files = [folder / name for name in ("config.toml", "managers.txt", "opt_out.txt")]
    for path in files:
        path.write_text("x", encoding="utf-8")
    subprocess.run(
        [str(CLOUD / "deploy.sh"), *map(str, files)],
        env={"PATH": f"{folder}:/usr/bin:/bin", **GIVEN},
        capture_output=True,
        check=True,
    )
    text = log.read_text(encoding="utf-8")
    log.unlink()
    stand_in.unlink()
    calls = [call.split("\037")[:-1] for call in text.split("\036")[:-1]]
    # A file that the script made for the call is gone by now.
    return [[re.sub(r"(-from-file)=.*", r"\1=/dev/null", word) for word in call] for call in calls]


def of_the_pages() -> list[list[str]]:
    """What is handed to gcloud in the blocks and in the tables of the pages."""
    found: list[str] = []
    for page in PAGES:
        text = re.sub(r"\\\n\s*", "", page.read_text(encoding="utf-8"))
        found += re.findall(r"^ +gcloud ([^>\n]+)", text, re.MULTILINE)
        found += re.findall(r"`gcloud ([^`\n]+)`", text)
    filled = [re.sub(r"\$(\w+)", lambda name: GIVEN[name[1]], call) for call in found]
    return [shlex.split(re.sub(r"\bREGION\b", GIVEN["REGION"], call)) for call in filled]


def kind_of(call: list[str]) -> tuple[str, ...]:
    """What tells one call from another: its words and flags, without what is given to them."""
    names = {word.partition("=")[0] for word in call if re.match("[a-z-]+(=|$)", word)}
    return tuple(sorted(name for name in names if not name.startswith(("oneonone", "--quiet"))))


def refused(call: list[str], folder: Path) -> str | None:
    """What gcloud has against it; None where only the sign-in is missing."""
    done = subprocess.run(
        ["gcloud", *call],
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "CLOUDSDK_CONFIG": str(folder / "gcloud"),
            "CLOUDSDK_CORE_CHECK_GCE_METADATA": "false",
            "CLOUDSDK_CORE_DISABLE_PROMPTS": "true",
            "CLOUDSDK_CORE_DISABLE_USAGE_REPORTING": "true",
            "CLOUDSDK_COMPONENT_MANAGER_DISABLE_UPDATE_CHECK": "true",
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
    )
    if done.returncode == 0 or "You do not currently have an active account" in done.stderr:
        return None
    return f"{' '.join(call)}\n{done.stderr}"


def test_gcloud_knows_every_word_of_the_script_and_of_the_pages(tmp_path: Path) -> None:
    if shutil.which("gcloud") is None:
        pytest.skip("there is no gcloud")
    made = [*of_the_script(tmp_path, there=False), *of_the_script(tmp_path, there=True)]
    calls = {kind_of(call): call for call in [*made, *of_the_pages()]}
    wrong = [found for call in calls.values() if (found := refused(call, tmp_path))]

    assert refused(["run", "jobs", "deploy", "x", "--no-such-flag"], tmp_path) is not None
    assert wrong == []
    assert len(calls) > 20


def test_what_the_pages_hand_to_the_container_are_commands_of_ours() -> None:
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    given = [arguments.split(",") for arguments in re.findall(r"--args=(\S+)", text)]
    answers = [CliRunner().invoke(app, [*arguments, "--help"]) for arguments in given]

    assert [answer.exit_code for answer in answers] == [0] * len(given)
    assert ["doctor"] in given
