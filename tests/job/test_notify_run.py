"""A run of the command tells whom the configuration names."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from sync.cli import main
from tests.scenarios.company import ME, OTHER, WEEK, Company, company, lay_out
from tests.scenarios.team import hired

RECORDS = "import pathlib, sys; pathlib.Path(sys.argv[1]).write_text(sys.stdin.read())"


def test_a_run_tells_how_it_ended(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = tmp_path / "told.json"
    command = json.dumps([sys.executable, "-c", RECORDS, str(told)])
    config = f'[notify]\ncommand = {command}\non = "always"\n'
    (tmp_path / "laid").mkdir()
    with company(tmp_path, lay_out(tmp_path / "laid", config=config)) as at:
        now = at.workspace.now.isoformat()
        ran = main(["--config", str(at.config), "--now", now, "sync"])
        good = json.loads(told.read_text())
        (at.folder / "token.json").unlink()
        ended = main(["--config", str(at.config), "--now", now, "sync"])
        bad = json.loads(told.read_text())
        told.unlink()
        main(["--config", str(at.config), "--now", now, "sync", "--dry-run"])

    assert (ran, ended) == (0, 3)
    assert (good["failed"], good["total"], good["done"], good["wrote"]) == (False, 1, 1, 1)
    assert (bad["failed"], bad["error"], bad["exit_code"]) == (True, "SignInNeeded", 3)
    assert not told.exists()
    assert "Ada" not in capsys.readouterr().err


@contextmanager
def telling(
    folder: Path, *, config: str = "", **world: Any
) -> Iterator[tuple[Company, Callable[..., int | None]]]:
    """Runs that tell of changes: each gives the number of troubles told of, or None for nothing."""
    told = folder / "told.json"
    command = json.dumps([sys.executable, "-c", RECORDS, str(told)])
    (folder / "laid").mkdir()
    laid = lay_out(folder / "laid", config=f"{config}[notify]\ncommand = {command}\n", **world)
    with company(folder, laid) as at:

        def sync(now: str, *more: str) -> int | None:
            told.unlink(missing_ok=True)
            main(["--config", str(at.config), "--now", now, "sync", *more])
            return len(json.loads(told.read_text())["troubles"]) if told.exists() else None

        yield at, sync


@contextmanager
def in_trouble(folder: Path) -> Iterator[tuple[Company, Callable[..., int | None]]]:
    """The same with two pairs, of which one's document can be opened by somebody else."""
    with telling(folder, story=lambda at: hired(at, people=2)) as (at, sync):
        sync(at.workspace.now.isoformat())
        theirs = next(each for each in at.live() if OTHER in at.workspace.drive.roles(each.id))
        at.workspace.drive.share(theirs.id, "eve@acme.test")
        at.workspace.pass_time(WEEK)
        yield at, sync


def test_a_run_for_one_person_does_not_tell_that_the_trouble_with_another_is_over(
    tmp_path: Path,
) -> None:
    with in_trouble(tmp_path) as (at, sync):
        now = at.workspace.now.isoformat()
        first = sync(now)
        of_one = sync(now, "--person", "report0@acme.test")
        of_the_other = sync(now, "--person", OTHER)
        again = sync(now)

    assert (first, of_one, of_the_other, again) == (1, None, None, None)


def test_a_run_that_is_braked_does_not_tell_that_the_trouble_is_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with in_trouble(tmp_path) as (at, sync):
        now = at.workspace.now.isoformat()
        told = [sync(now)]
        with monkeypatch.context() as patch:
            patch.setenv("ONEONONE_PAUSE", "1")
            told.append(sync(now))
        told.append(sync(now))

    assert told == [1, None, None]


def test_the_same_trouble_is_told_once_a_day_of_the_machines_own_zone(tmp_path: Path) -> None:
    with in_trouble(tmp_path) as (at, sync):
        day, next_day = (
            (at.workspace.now + timedelta(days=more)).date().isoformat() for more in (0, 1)
        )
        told = [
            sync(f"{day}T09:00:00-08:00"),
            sync(f"{day}T15:30:00-08:00"),
            sync(f"{day}T16:30:00-08:00"),  # the next day in UTC
            sync(f"{next_day}T09:00:00-08:00"),
        ]

    assert told == [1, None, None, 1]


def test_a_calendar_that_can_not_be_used_is_told_once_a_day(tmp_path: Path) -> None:
    with telling(tmp_path, config=f'[calendar]\nid = "{OTHER}"\n') as (at, sync):
        at.workspace.calendar.share(OTHER, ME, "freeBusyReader")
        told = [sync(f"2025-03-10T{hour:02d}:07:00+01:00") for hour in (9, 10, 11)]

    assert told == [0, None, None]
