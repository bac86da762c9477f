"""A run for a company: every pair once, each manager apart, tasks that share nothing."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path

import pytest

from sync import log
from sync.company.run import CompanyReport, notice_of
from sync.company.shares import Task
from sync.emulator.faults import Drop, Fault
from sync.errors import ExitCode, SignInNeeded
from sync.google.errors import SigningRefused
from sync.job.notice import Trouble
from tests.company.firm import DOMAIN, JOB, Firm, environment, firm, manager, meet, report_of
from tests.support import ROOT


@pytest.fixture(autouse=True)
def _quiet() -> None:
    log.configure(silent=True)


def ended(report: CompanyReport) -> list[tuple[str, str, int, int]]:
    return [(one.email, one.state, one.notice.total, one.notice.wrote) for one in report.managers]


def expected_documents(managers: int, pairs: int) -> list[list[str]]:
    return sorted(
        sorted([manager(m), report_of(m, p)]) for m in range(managers) for p in range(pairs)
    )


def test_every_pair_gets_its_document_and_a_second_run_writes_nothing(tmp_path: Path) -> None:
    with firm(tmp_path) as at:
        first = at.run()
        before = len(at.writes())
        second = at.run()
        documents = at.documents()

        assert ended(first) == [(manager(n), "done", 2, 2) for n in range(3)]
        assert ended(second) == [(manager(n), "done", 2, 0) for n in range(3)]
        assert (first.exit_code, second.exit_code) == (ExitCode.OK, ExitCode.OK)
        assert sorted(documents.values()) == expected_documents(3, 2)
        assert len(at.writes()) == before


def test_one_unknown_and_one_suspended_manager_stop_nobody_else(tmp_path: Path) -> None:
    with firm(tmp_path) as at:
        at.workspace.settings.suspended = {manager(1)}
        at.managers = (*at.managers, f"ghost@{DOMAIN}")
        report = at.run()

    assert ended(report) == [
        (manager(0), "done", 2, 2),
        (manager(1), "failed", 0, 0),
        (manager(2), "done", 2, 2),
        (f"ghost@{DOMAIN}", "failed", 0, 0),
    ]
    # Running again mends none of it: Cloud Run must not.
    assert report.exit_code is ExitCode.OK
    assert [type(one.error) for one in report.of("failed")] == [SignInNeeded, SignInNeeded]
    assert notice_of(report).troubles == (
        Trouble(manager(1), "SignInNeeded"),
        Trouble(f"ghost@{DOMAIN}", "SignInNeeded"),
    )


def test_a_manager_whose_calendar_never_answers_is_for_the_next_run(tmp_path: Path) -> None:
    with firm(tmp_path, managers=1) as at:
        at.workspace.faults.add(
            Fault(match="calendar.events.list", kind=Drop(after=False), times=3)
        )
        report = at.run()
        again = at.run()

    assert (report.exit_code, again.exit_code) == (ExitCode.FAILED, ExitCode.OK)
    assert ended(again) == [(manager(0), "done", 2, 2)]


def test_tasks_share_the_pairs_out_and_together_do_each_once(tmp_path: Path) -> None:
    with firm(tmp_path, managers=6, pairs=3) as at:
        # Two managers who have a 1:1 with each other, each on the list.
        meet(at.workspace, manager(0), manager(1), hour=20)
        reports = [at.run(task=Task(index, 3)) for index in range(3)]
        everything = at.run()
        documents = at.documents()

    assert all(report.pairs for report in reports)
    # The pair of two managers is done for one of them.
    assert sum(report.pairs for report in reports) == 6 * 3 + 1
    assert sum(report.wrote for report in reports) == 6 * 3 + 1
    assert everything.wrote == 0
    assert len(documents) == 6 * 3 + 1


def test_two_executions_at_once_double_nothing(tmp_path: Path) -> None:
    with firm(tmp_path, managers=4, pairs=2) as at:
        with ThreadPoolExecutor(max_workers=2) as pool:
            list(pool.map(lambda _: at.run(), range(2)))
        at.run()
        documents = at.documents()

    assert sorted(documents.values()) == expected_documents(4, 2)


def test_who_opted_out_is_left_alone(tmp_path: Path) -> None:
    with firm(tmp_path, managers=2) as at:
        report = at.run(out=[report_of(0, 1)])
        documents = at.documents()

    assert report.pairs == 3
    assert sorted(documents.values()) == sorted(
        sorted([manager(m), report_of(m, p)]) for m, p in ((0, 0), (1, 0), (1, 1))
    )


def test_a_run_that_is_stopped_leaves_the_rest_to_the_next(tmp_path: Path) -> None:
    with firm(tmp_path, config="at_once = 1\n") as at:
        at.run(progress=lambda done, _total: at.stop.set() if done == 1 else None)
        stopped = at.run()
        at.stop.clear()
        at.run()
        documents = at.documents()

    assert [one.state for one in stopped.managers] == ["left", "left", "left"]
    assert stopped.exit_code is ExitCode.FAILED
    assert sorted(documents.values()) == expected_documents(3, 2)


def test_without_a_signature_nobody_has_a_turn_and_somebody_must_sign_in(tmp_path: Path) -> None:
    with firm(tmp_path) as at:
        at.workspace.settings.token_creators.clear()
        with pytest.raises(SigningRefused) as raised:
            at.run()

    assert raised.value.exit_code is ExitCode.SIGN_IN


def test_the_last_line_is_one_that_an_alert_can_be_built_on(tmp_path: Path) -> None:
    stream = StringIO()
    with firm(tmp_path) as at:
        at.workspace.settings.suspended = {manager(1)}
        log.configure(stream=stream, json_lines=True)
        at.run(task=Task(0, 1))
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    last = lines[-1]
    failed = next(line for line in lines if line["message"] == "company.manager_failed")

    assert (failed["severity"], failed["account"]) == ("ERROR", manager(1))
    assert last.pop("time")
    assert last == {
        "severity": "ERROR",
        "message": "company.finished",
        "task": 0,
        "tasks": 1,
        "managers": 3,
        "managers_failed": 1,
        "left": 0,
        "pairs": 4,
        "pairs_failed": 0,
        "wrote": 4,
        "dry_run": False,
        "code": 0,
    }


def test_the_command_runs_as_on_cloud_run_with_nothing_but_the_metadata_server(
    tmp_path: Path,
) -> None:
    with firm(tmp_path) as at:
        done = subprocess.run(
            [sys.executable, "-m", "sync", "--now", at.workspace.now.isoformat(), "sync", "--json"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            env=environment(at),
        )
        methods = {each.method for each in at.workspace.requests}
        documents = at.documents()

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["wrote"] == 6
    assert {"metadata", "sign", "token"} <= methods
    assert sorted(documents.values()) == expected_documents(3, 2)
    assert JOB not in {each.user for each in at.workspace.requests}
    assert json.loads(done.stderr.splitlines()[-1])["message"] == "company.finished"


def command(at: Firm, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sync", "--now", at.workspace.now.isoformat(), *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env=environment(at),
    )


def test_a_dry_run_says_what_would_be_written_and_writes_nothing(tmp_path: Path) -> None:
    with firm(tmp_path, managers=1) as at:
        done = command(at, "sync", "--dry-run")
        writes = at.writes()

    assert done.stdout.splitlines()[0] == (
        "1 manager had their turn, 0 could not; 2 pairs, 2 documents would be written, 0 pairs in "
        "need of somebody."
    )
    assert writes == []


def test_one_manager_of_the_list_may_be_named_and_no_one_else(tmp_path: Path) -> None:
    with firm(tmp_path) as at:
        one = command(at, "sync", "--person", manager(1))
        other = command(at, "sync", "--person", report_of(0, 0))
        documents = at.documents()

    assert (one.returncode, other.returncode) == (0, 2)
    assert sorted(documents.values()) == sorted(
        sorted([manager(1), report_of(1, pair)]) for pair in range(2)
    )


@pytest.mark.parametrize("text", ["", "# nobody yet\n", "email,name\n"])
def test_a_list_without_managers_is_a_mistake_and_no_day_without_work(
    text: str, tmp_path: Path
) -> None:
    with firm(tmp_path) as at:
        (tmp_path / "managers.txt").write_text(text, encoding="utf-8")
        ran = command(at, "sync")
        looked = command(at, "doctor")

    assert (ran.returncode, looked.returncode) == (2, 2)
    assert "The list of [company] managers names nobody" in ran.stderr
    assert "The list of [company] managers names nobody" in looked.stdout


def test_doctor_looks_at_lists_and_delegation_and_other_commands_say_why_not(
    tmp_path: Path,
) -> None:
    with firm(tmp_path) as at:
        well = command(at, "doctor")
        at.workspace.settings.delegations.clear()
        ill = command(at, "doctor")
        others = [
            command(at, *each) for each in (["explain"], ["auth", "login"], ["auth", "status"])
        ]

    assert f"delegation: calendar and Drive can be read as {manager(0)}" in well.stdout
    assert "lists: 3 managers, 0 on the opt-out list" in well.stdout
    assert (well.returncode, ill.returncode) == (0, 3)
    assert "have not allowed the service account these scopes" in ill.stdout
    assert [each.returncode for each in others] == [2, 2, 2]
    assert all("this command is for one's own sign-in" in each.stderr for each in others)
