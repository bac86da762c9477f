"""What other programs say of the files in deploy/: linters, parsers, systemd itself."""

import json
import plistlib
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import hcl2
import pytest
import yaml  # type: ignore[import-untyped]

from tests.deploy.provider import ARGUMENTS
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
    # A tag of somebody else's can be moved; a commit can't.
    used = [step["uses"] for step in found["jobs"]["sync"]["steps"] if "uses" in step]
    assert [re.sub(r"@[0-9a-f]{40}$", "", each) for each in used] == [
        "actions/checkout",
        "actions/setup-python",
    ]


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


def test_terraform_is_parsed() -> None:
    assert set(terraform()) >= {"resource", "variable", "output", "locals", "provider"}


def test_terraform_is_formatted() -> None:
    code, diff = said(program("terraform"), "fmt", "-check", "-diff", str(CLOUD))

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
        *["logging metrics create"] * 3,
        "beta monitoring channels",
        *["alpha monitoring policies"] * 3,
    ]
    deploy = next(call for call in calls if call[:3] == ["run", "jobs", "deploy"])
    assert {"--max-retries=0", "--tasks=1", "--task-timeout=3600s"} <= set(deploy)


def given_to_gcloud(tmp_path: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The metrics and the alerts that the script hands to a gcloud that has nothing yet."""
    fake = tmp_path / "gcloud"
    fake.write_text(
        "#!/bin/sh\n"
        'for arg in "$@"; do case $arg in --policy-from-file=* | --config-from-file=*) '
        f'cat "${{arg#*=}}" >> "{tmp_path}/given"; printf "\\036" >> "{tmp_path}/given";; '
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
    text = (tmp_path / "given").read_text(encoding="utf-8")
    files = [json.loads(part) for part in text.split("\036")[:-1]]
    return [each for each in files if "filter" in each], [
        each for each in files if "conditions" in each
    ]


def resources(kind: str) -> dict[str, Any]:
    """The bodies of a kind of resource, by the names they have in Terraform."""
    return named([block[f'"{kind}"'] for block in terraform()["resource"] if f'"{kind}"' in block])


def spelled(text: str) -> str:
    """A text of alerts.tf with what it refers to put in."""
    values = {key: value for block in terraform()["locals"] for key, value in block.items()}
    series = {f"local.series.{name}": value for name, value in values["series"].items()}
    others = [("local.lines", values["lines"]), ("local.name", values["name"])]
    for name, value in [*series.items(), *others]:
        text = text.replace(f"${{{name}}}", value[1:-1])
    text = re.sub(r"\$\{google_logging_metric\.(\w+)\.name\}", r"oneonone_\1", text)
    assert "${" not in text
    return text.removeprefix('"').removesuffix('"').replace('\\"', '"')


def test_the_script_and_terraform_make_the_same_metrics(tmp_path: Path) -> None:
    metrics, _ = given_to_gcloud(tmp_path)
    theirs = resources("google_logging_metric")

    assert [metric["filter"] for metric in metrics] == [
        spelled(body["filter"]) for body in theirs.values()
    ]
    assert [metric["description"] for metric in metrics] == [
        spelled(body["description"]) for body in theirs.values()
    ]
    assert metrics[2]["valueExtractor"] == spelled(theirs["wrote"]["value_extractor"])


def test_the_script_and_terraform_make_the_same_alerts(tmp_path: Path) -> None:
    _, policies = given_to_gcloud(tmp_path)
    theirs = resources("google_monitoring_alert_policy").values()
    ours = [policy["conditions"][0]["conditionPrometheusQueryLanguage"] for policy in policies]
    conditions = [
        body["conditions"][0]["condition_prometheus_query_language"][0] for body in theirs
    ]

    assert [policy["displayName"] for policy in policies] == [
        spelled(body["display_name"]) for body in theirs
    ]
    assert [each["query"] for each in ours] == [spelled(each["query"]) for each in conditions]
    assert [each["duration"] for each in ours] == [spelled(each["duration"]) for each in conditions]
    # Else an alert is refused whose metric was made a minute ago.
    assert [each["disableMetricValidation"] for each in ours] == [True] * 3
    assert [each["disable_metric_validation"] for each in conditions] == [True] * 3


def test_a_run_that_stays_away_is_told_after_26_hours(tmp_path: Path) -> None:
    _, policies = given_to_gcloud(tmp_path)
    missing = policies[2]["conditions"][0]["conditionPrometheusQueryLanguage"]
    (window,) = re.findall(r"\[(\d+)h\]", missing["query"])

    # An alert about a log may look back 25 hours; the rest is how long it must hold.
    assert int(window) <= 25
    assert int(window) * 3600 + int(missing["duration"].removesuffix("s")) == 26 * 3600
    assert missing["query"] == (
        "(sum(increase(logging_googleapis_com:user_oneonone_finished"
        '{monitored_resource="cloud_run_job"}[25h])) or vector(0)) < 1'
    )


META = {"count", "depends_on", "for_each", "lifecycle", "provider"}
"""What Terraform itself takes in every resource."""


def undocumented(path: str, body: dict[str, Any]) -> Iterator[str]:
    """What the provider does not document for a resource or block, and what it asks for in vain."""
    required, optional = (set(names.split()) for names in ARGUMENTS[path])
    given = {key: value for key, value in body.items() if not key.startswith("__")}
    for each in given.pop("dynamic", []):
        for name, inner in named([each]).items():
            given[name] = inner["content"]
    yield from (f"{path} lacks {name}" for name in required - set(given))
    for name, value in given.items():
        if name not in META | required | optional:
            yield f"{path} knows no {name}"
        elif f"{path}.{name}" in ARGUMENTS:
            for inner in value:
                yield from undocumented(f"{path}.{name}", inner)


def test_the_provider_documents_every_argument_that_is_used() -> None:
    wrong: list[str] = []
    for block in terraform()["resource"]:
        for kind, inner in named([block]).items():
            for body in named([inner]).values():
                if isinstance(body, dict):
                    wrong += undocumented(kind, body)

    assert wrong == []
    assert list(undocumented("google_project_service", {"sevice": "x"})) == [
        "google_project_service lacks service",
        "google_project_service knows no sevice",
    ]
