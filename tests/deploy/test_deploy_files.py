"""What other programs say of the files in deploy/: linters, parsers, systemd itself."""

import json
import plistlib
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import hcl2
import pytest
import yaml  # type: ignore[import-untyped]

from tests.support import ROOT

DEPLOY = ROOT / "deploy"
CLOUD = DEPLOY / "cloud-run"


def program(name: str) -> str:
    """A linter of the environment, or of the machine."""
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        pytest.skip(f"there is no {name}")
    return found


def said(*command: str, cwd: Path | None = None) -> tuple[int, str]:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("path", sorted(DEPLOY.rglob("*.sh")), ids=lambda path: path.name)
def test_shellcheck_finds_nothing_in_scripts(path: Path) -> None:
    assert said(program("shellcheck"), str(path)) == (0, "")


def test_shellcheck_finds_nothing_in_the_steps_of_github_actions(tmp_path: Path) -> None:
    (job,) = workflow()["jobs"].values()
    for number, step in enumerate(step for step in job["steps"] if "run" in step):
        path = tmp_path / f"{number}.sh"
        path.write_text(step["run"], encoding="utf-8")

        assert said(program("shellcheck"), "--shell=bash", str(path)) == (0, "")


def test_hadolint_finds_nothing_in_the_dockerfile() -> None:
    assert said(program("hadolint"), str(DEPLOY / "container" / "Dockerfile")) == (0, "")


def test_systemd_takes_the_units_and_calls_the_service_well_shut(tmp_path: Path) -> None:
    analyze = program("systemd-analyze")
    for path in (DEPLOY / "systemd").iterdir():
        text = path.read_text(encoding="utf-8").replace("/opt/oneonone/bin/oneonone", "/bin/true")
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    units = [str(path) for path in sorted(tmp_path.iterdir())]
    verified = said(analyze, "verify", "--man=no", *units)
    code, report = said(analyze, "security", "--offline=yes", "--threshold=15", units[0])

    assert verified == (0, "")
    assert code == 0, report


def test_the_property_list_and_the_task_are_those_that_the_command_installs() -> None:
    from sync.schedule import launchd, windows
    from sync.schedule.times import Times

    plist = plistlib.loads((DEPLOY / "launchd" / "oneonone.sync.plist").read_bytes())
    task = (DEPLOY / "windows" / "oneonone.xml").read_text(encoding="utf-8")
    space = {"t": "http://schemas.microsoft.com/windows/2004/02/mit/task"}
    root = ET.fromstring(task.encode("utf-16"))  # noqa: S314 - our own
    command = root.findtext(".//t:Command", namespaces=space) or ""
    rest = (root.findtext(".//t:Arguments", namespaces=space) or "").split()
    log = Path(plist["StandardOutPath"])

    assert (
        launchd.agent(plist["ProgramArguments"], Times(), log=log)
        == plistlib.dumps(plist, sort_keys=False).decode()
    )
    assert windows.task([command, *rest], Times()) == task


def workflow() -> dict[Any, Any]:
    text = (DEPLOY / "github-actions" / "oneonone.yml").read_text(encoding="utf-8")
    loaded: dict[Any, Any] = yaml.safe_load(text)
    return loaded


def test_github_actions_run_with_the_least_rights_one_at_a_time() -> None:
    found = workflow()

    assert found["permissions"] == {"contents": "read"}
    assert found["concurrency"] == {"group": "oneonone", "cancel-in-progress": False}
    # YAML reads the word `on` as a truth value.
    assert found[True]["schedule"] == [{"cron": "7 6-17 * * 1-5"}]


def terraform() -> dict[str, Any]:
    """All files of the folder as one."""
    merged: dict[str, list[Any]] = {}
    for path in sorted(CLOUD.glob("*.tf")):
        with path.open(encoding="utf-8") as file:
            for kind, blocks in hcl2.load(file).items():
                if isinstance(blocks, list):
                    merged.setdefault(kind, []).extend(blocks)
    return merged


def named(blocks: list[Any]) -> dict[str, Any]:
    return {key.strip('"'): value for block in blocks for key, value in block.items()}


def test_terraform_is_parsed_and_formatted() -> None:
    assert set(terraform()) >= {"resource", "variable", "output", "locals", "provider"}
    if shutil.which("terraform") is not None:
        code, diff = said("terraform", "fmt", "-check", "-diff", str(CLOUD))
        assert code == 0, diff


def test_every_variable_is_used_and_every_used_one_declared() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in CLOUD.glob("*.tf"))

    assert set(named(terraform()["variable"])) == set(re.findall(r"\bvar\.(\w+)", text))


def test_every_resource_that_is_named_is_there() -> None:
    resources = {
        (kind.strip('"'), name.strip('"'))
        for block in terraform()["resource"]
        for kind, inner in block.items()
        for name in inner
    }
    text = "".join(path.read_text(encoding="utf-8") for path in CLOUD.glob("*.tf"))
    used = set(re.findall(r"\b(google_\w+)\.(\w+)", text))

    assert used <= resources


def test_the_script_makes_the_calls_that_terraform_makes() -> None:
    done = subprocess.run(
        [str(CLOUD / "deploy.sh"), "config.toml", "managers.txt", "opt_out.txt"],
        env={
            "PATH": "/usr/bin:/bin",
            "DRY_RUN": "1",
            "PROJECT": "acme-1on1",
            "IMAGE": "europe-docker.pkg.dev/acme/x/oneonone@sha256:0",
            "NOTIFY": "it@acme.test",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    calls = [line.split()[3:] for line in done.stdout.splitlines() if line.startswith("gcloud")]

    assert [" ".join(call[:3]) for call in calls] == [
        "services enable calendar-json.googleapis.com",
        "iam service-accounts create",
        "iam service-accounts create",
        "iam service-accounts add-iam-policy-binding",
        *["secrets create oneonone-config", "secrets versions add"],
        "secrets add-iam-policy-binding oneonone-config",
        *["secrets create oneonone-managers", "secrets versions add"],
        "secrets add-iam-policy-binding oneonone-managers",
        *["secrets create oneonone-opt-out", "secrets versions add"],
        "secrets add-iam-policy-binding oneonone-opt-out",
        "run jobs deploy",
        "run jobs add-iam-policy-binding",
        "scheduler jobs create",
        *["logging metrics create"] * 2,
        "beta monitoring channels",
        *["monitoring policies create"] * 3,
    ]
    deploy = next(call for call in calls if call[:3] == ["run", "jobs", "deploy"])
    assert {"--max-retries=0", "--tasks=1", "--task-timeout=3600s"} <= set(deploy)


def test_the_script_writes_alerts_that_are_whole_json(tmp_path: Path) -> None:
    fake = tmp_path / "gcloud"
    # Keeps each policy that it is given; finds nothing that is there already.
    fake.write_text(
        "#!/bin/sh\n"
        'for arg in "$@"; do case $arg in --policy-from-file=*) '
        f'cat "${{arg#*=}}" >> "{tmp_path}/policies"; printf "\\036" >> "{tmp_path}/policies";; '
        "esac; done\n"
        'case "$*" in *uniqueId*) echo 1;; *describe*) exit 1;; esac\n',
        encoding="utf-8",
    )
    fake.chmod(0o755)
    subprocess.run(
        [str(CLOUD / "deploy.sh"), "a", "b", "c"],
        env={"PATH": f"{tmp_path}:/usr/bin:/bin", "PROJECT": "p", "IMAGE": "i", "NOTIFY": "n@x.y"},
        capture_output=True,
        check=True,
    )
    text = (tmp_path / "policies").read_text(encoding="utf-8")
    policies = [json.loads(part) for part in text.split("\036")[:-1]]
    conditions = [policy["conditions"][0]["conditionThreshold"] for policy in policies]

    run, user = 'resource.type="cloud_run_job"', 'metric.type="logging.googleapis.com/user/oneonone'
    completed = 'metric.type="run.googleapis.com/job/completed_execution_count"'
    of_job = 'resource.labels.job_name="oneonone" AND metric.labels.result="failed"'
    assert [each["filter"] for each in conditions] == [
        f'{user}/managers_failed" AND {run}',
        f"{completed} AND {run} AND {of_job}",
        f'{user}/finished" AND {run}',
    ]
    assert (conditions[2]["duration"], conditions[2]["evaluationMissingData"]) == (
        "3600s",
        "EVALUATION_MISSING_DATA_ACTIVE",
    )
