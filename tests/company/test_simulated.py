"""The simulated company in small; `make company` runs the large one."""

from dataclasses import replace

import pytest

from tests.company.simulated import Table, Told, simulation

LOW = "writes = 60\nuser_writes = 30\n"


def test_an_execution_keeps_to_the_quota_and_does_every_pair_once() -> None:
    with simulation(managers=12, pairs=3, config=LOW) as company:
        told = company.execute(tasks=2)
        again = company.execute(tasks=2)

    assert (told.pairs, told.wrote, told.writes, told.done) == (36, 36, 36, 36)
    assert (told.quota_errors, told.doubled) == (0, 0)
    assert told.minutes > 0.3
    assert (again.wrote, again.writes, again.done) == (0, 0, 36)


def test_a_revoked_manager_and_a_killed_task_are_made_good_by_the_next_execution() -> None:
    with simulation(managers=8, pairs=2) as company:
        company.at.workspace.settings.suspended = {company.at.managers[1]}
        torn = company.execute(tasks=2, killed=1, after=21)
        company.at.workspace.settings.suspended = set()
        company.execute(tasks=2)
        settled = company.execute(tasks=2)

    assert torn.managers_failed == 1
    assert torn.done < 14
    assert (settled.wrote, settled.done, settled.doubled) == (0, 16, 0)


def test_two_executions_at_once_double_nothing_and_leave_nothing_undone() -> None:
    with simulation(managers=8, pairs=2, config=LOW) as company:
        company.execute(tasks=2, times=2)
        settled = company.execute(tasks=2)

    assert (settled.wrote, settled.done, settled.doubled) == (0, 16, 0)


def test_the_table_says_where_something_is_not_as_it_should_be(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = Told(
        minutes=0.5,
        pairs=16,
        wrote=16,
        managers_failed=0,
        requests=200,
        writes=16,
        quota_errors=0,
        write_quota_used=0.93,
        done=16,
        doubled=0,
        real_seconds=1.0,
    )
    table = Table()
    table.add("well", told)
    well = table.holds
    table.add("undone", told, holds=False)
    twice = Table()
    twice.add("doubled", replace(told, doubled=1))
    lines = capsys.readouterr().out.splitlines()

    assert (well, table.holds, twice.holds) == (True, False, False)
    assert [line.split()[0] for line in lines] == [
        *("execution", "well", "undone", "NOT"),
        *("execution", "doubled", "NOT"),
    ]
