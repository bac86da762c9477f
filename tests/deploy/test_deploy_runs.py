"""The command lines of deploy/ and of `oneonone schedule`, really run, against the embedded
Workspace.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest

from sync.schedule import cron, systemd
from sync.schedule.times import Times
from tests.scenarios.company import Company, company, lay_out
from tests.support import ROOT

DEPLOY = ROOT / "deploy"
PROGRAM = Path(sys.executable).with_name("oneonone")
PACKED = "/opt/oneonone/bin/oneonone"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Company]:
    (tmp_path / "laid").mkdir()
    with company(tmp_path, lay_out(tmp_path / "laid")) as at:
        yield at


def environment(at: Company, **more: str) -> dict[str, str]:
    """What a scheduler gives: hardly anything."""
    return {"PATH": "/usr/bin:/bin", "HOME": str(at.folder), "TZ": "UTC", **more}


def sections(at: Company) -> int:
    return at.text().count("\n## ") if at.live() else 0


# A schedule asks the real clock, and the Workspace's meetings are weekly without an end.
@pytest.fixture
def today(workspace: Company) -> Company:
    from datetime import UTC, datetime

    workspace.workspace.now = datetime.now(UTC)
    return workspace


def test_the_crontab_line_runs_through_a_shell(today: Company) -> None:
    at = today
    folder = at.folder / ".config" / "oneonone"
    folder.mkdir(parents=True)
    for name in ("config.toml", "token.json"):
        shutil.copy(at.folder / name, folder / name)
    text = (DEPLOY / "cron" / "oneonone.crontab").read_text(encoding="utf-8")
    (line,) = [line for line in text.splitlines() if not line.startswith("#")]
    command = line.split(maxsplit=5)[5].replace(PACKED, shlex.quote(str(PROGRAM)))
    done = subprocess.run(["sh", "-c", command], env=environment(at), check=False)
    log = (at.folder / ".oneonone-last-run.log").read_text(encoding="utf-8")

    assert done.returncode == 0, log
    assert "1 written" in log
    assert sections(at) == 1


def test_the_line_that_schedule_installs_runs_through_a_shell(today: Company) -> None:
    at = today
    folder = at.folder / "100% mine, it's"
    folder.mkdir()
    for name in ("config.toml", "token.json"):
        shutil.copy(at.folder / name, folder / name)
    log = folder / "last run.log"
    command = (str(PROGRAM), "--config", str(folder / "config.toml"), "sync")
    line = cron.line(command, Times(), log=log).split(maxsplit=5)[5]
    # What cron does with a line before the shell sees it.
    assert re.search(r"(?<!\\)%", line) is None
    done = subprocess.run(["sh", "-c", line.replace(r"\%", "%")], env=environment(at), check=False)

    assert done.returncode == 0
    assert "1 written" in log.read_text(encoding="utf-8")
    assert sections(at) == 1


def words_of(unit: str) -> list[str]:
    """ExecStart as systemd splits it, for the quoting that is used."""
    (line,) = [each for each in unit.splitlines() if each.startswith("ExecStart=")]
    plain = line.removeprefix("ExecStart=").replace("%%", "%").replace("$$", "$")
    return [
        word.encode().decode("unicode_escape") if "\\" in word else word
        for word in shlex.split(plain)
    ]


def test_the_service_that_schedule_installs_runs(today: Company) -> None:
    at = today
    folder = at.folder / "100% $HOME"
    folder.mkdir()
    for name in ("config.toml", "token.json"):
        shutil.copy(at.folder / name, folder / name)
    unit = systemd.service((str(PROGRAM), "--config", str(folder / "config.toml"), "sync"))
    done = subprocess.run(
        words_of(unit), env=environment(at), capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert sections(at) == 1


def test_the_service_of_a_server_runs_with_read_only_credentials(today: Company) -> None:
    at = today
    unit = (DEPLOY / "systemd" / "oneonone.service").read_text(encoding="utf-8")
    credentials, state = at.folder / "credentials", at.folder / "state"
    for folder in (credentials, state / "oneonone"):
        folder.mkdir(parents=True)
    sources = re.findall(r"^LoadCredential=([\w.]+):/etc/oneonone/([\w.]+)$", unit, re.MULTILINE)
    assert sources == [("config.toml", "config.toml"), ("token.json", "token.json")]
    for name, source in sources:
        shutil.copy(at.folder / source, credentials / name)
        (credentials / name).chmod(0o400)
    before = (credentials / "token.json").read_bytes()
    credentials.chmod(0o500)
    given = dict(re.findall(r"^Environment=(\w+)=(.*)$", unit, re.MULTILINE))
    for name, value in given.items():
        given[name] = value.replace("%d", str(credentials)).replace("%S", str(state))
    command = [word.replace(PACKED, str(PROGRAM)) for word in words_of(unit)]
    done = subprocess.run(
        command, env=environment(at) | given, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert sections(at) == 1
    assert os.geteuid() == 0 or (credentials / "token.json").read_bytes() == before


def steps() -> list[str]:
    """The instructions of the Dockerfile, one a line."""
    text = (DEPLOY / "container" / "Dockerfile").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    return [line for line in joined.splitlines() if line.strip()]


def packages() -> list[str]:
    """What requirements-run.lock names for this machine."""
    from packaging.requirements import Requirement

    lock = (ROOT / "requirements-run.lock").read_text(encoding="utf-8")
    found = re.findall(r"^([A-Za-z0-9][^\\\n]*?) \\$", lock, re.MULTILINE)
    asked = [Requirement(line) for line in found]
    return [each.name for each in asked if each.marker is None or each.marker.evaluate()]


def lay_in(name: str, target: Path) -> None:
    """A package as pip lays it into a folder, of the files that this environment has of it."""
    for file in metadata.files(name) or []:
        source = Path(str(file.locate()))
        if ".." in file.parts or file.suffix == ".pyc" or not source.is_file():
            continue
        if "discovery_cache" in file.parts and "documents" in file.parts:
            wanted = {"calendar.v3.json", "docs.v1.json", "drive.v3.json", "gmail.v1.json"}
            if file.name not in wanted:  # a hundred megabytes that the next step removes
                continue
        goal = target / file
        goal.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, goal)


# What a root file system that is read-only answers, to all that Python itself does to files.
READ_ONLY = """
import errno, os, sys
WRITES = os.O_WRONLY | os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_TRUNC
CHANGES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.chmod"}
def look(event, args):
    opened = event == "open" and isinstance(args[2], int) and args[2] & WRITES
    if event in CHANGES or opened and args[0] not in ("/dev/null", os.devnull):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(args[0]))
sys.addaudithook(look)
"""


def test_the_container_runs_with_its_own_files_alone_and_writes_none(
    today: Company, tmp_path: Path
) -> None:
    at = today
    image = tmp_path / "image"
    target = image / "opt" / "oneonone"
    target.mkdir(parents=True)
    for name in packages():
        lay_in(name, target)
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    let_in = {line[1:] for line in ignored if line.startswith("!")}
    for step in steps():
        parts = step.split()
        if parts[0] == "COPY" and not parts[1].startswith("--from"):
            assert parts[1] in let_in, f"{parts[1]} is kept out by .dockerignore"
            goal = image / parts[2].removeprefix("./").removeprefix("/")
            if (ROOT / parts[1]).is_dir():
                shutil.copytree(ROOT / parts[1], goal, ignore=shutil.ignore_patterns("__pycache__"))
            elif parts[2] != "./":
                shutil.copyfile(ROOT / parts[1], goal)
    (prune,) = [step.split("&& ", 1)[1] for step in steps() if "find /opt" in step]
    subprocess.run(["sh", "-c", prune.replace("/opt", str(image / "opt"))], check=True)
    documents = target / "googleapiclient" / "discovery_cache" / "documents"
    kept = sorted(path.name for path in documents.iterdir())
    # The image's Python: nothing but its standard library.
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(image / "py")], check=True)
    given = dict(re.findall(r"(\w+)=(\S+)", next(s for s in steps() if s.startswith("ENV "))))
    (image / "root").mkdir()
    (image / "root" / "sitecustomize.py").write_text(READ_ONLY, encoding="utf-8")
    given["PYTHONPATH"] = f"{image / 'root'}:{target}"
    given["ONEONONE_CONFIG"] = str(at.config)
    for name in ("token.json", "config.toml"):
        (at.folder / name).chmod(0o444)
    (entry,) = [step for step in steps() if step.startswith("ENTRYPOINT")]
    (usual,) = [step for step in steps() if step.startswith("CMD")]
    command = [*re.findall(r'"([^"]+)"', entry), *re.findall(r'"([^"]+)"', usual)]
    assert command == ["python", "-m", "sync", "sync"]
    python = str(image / "py" / "bin" / "python")
    refused, done = (
        subprocess.run(
            [python, *arguments],
            env={"PATH": "/usr/bin:/bin", **given},
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
        )
        for arguments in (["-c", f"open({str(tmp_path / 'x')!r}, 'w')"], command[1:])
    )

    assert "Read-only file system" in refused.stderr
    assert done.returncode == 0, done.stderr
    assert kept == ["calendar.v3.json", "docs.v1.json", "drive.v3.json"]
    assert sections(at) == 1


def test_the_container_is_slim_and_of_packages_whose_hashes_are_checked() -> None:
    found = steps()
    (install,) = [step for step in found if re.search(r"\b(pip|apt-get|curl|wget)\b", step)]

    assert [step.split()[1] for step in found if step.startswith("FROM ")] == [
        "python:3.13-slim-bookworm"
    ] * 2
    assert "--require-hashes" in install.split()
    assert "--requirement requirements-run.lock" in install
    # Of the stage that installs, the packages come along and nothing else.
    last = found[max(at for at, step in enumerate(found) if step.startswith("FROM ")) :]
    assert [step for step in last if step.startswith(("COPY", "RUN"))] == [
        "COPY --from=parts /opt/oneonone /opt/oneonone"
    ]


def test_the_container_is_nobody_and_has_no_registry_in_it() -> None:
    found = steps()

    assert [step for step in found if step.startswith("USER ")] == ["USER 65532:65532"]
    assert found.index("USER 65532:65532") < next(
        at for at, step in enumerate(found) if step.startswith("ENTRYPOINT")
    )
    assert [step for step in found if step.startswith("ADD ")] == []
    assert all("http" not in step for step in found)
