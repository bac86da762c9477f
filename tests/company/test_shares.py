"""What is whose: the same on every machine, every pair in one task, a canary that only grows."""

from pathlib import Path

import pytest

from sync.company.lists import read_addresses
from sync.company.shares import Task, in_canary, task_of
from sync.config.settings import parse
from sync.errors import UsageProblem

KEYS = [f"{n:010x}" for n in range(6000)]
PEOPLE = [f"p{n}@acme.test" for n in range(2000)]


def test_every_pair_belongs_to_one_task_and_tasks_are_about_equal() -> None:
    counts = [sum(Task(index, 8).has(key) for key in KEYS) for index in range(8)]

    assert all(sum(Task(index, 8).has(key) for index in range(8)) == 1 for key in KEYS[:500])
    assert sum(counts) == 6000
    assert max(counts) < 1.1 * 750


def test_whose_a_pair_is_never_changes() -> None:
    assert [Task(0, 8).has("0123456789"), Task(5, 8).has("0123456789")] == [False, False]
    assert [index for index in range(8) if Task(index, 8).has("0123456789")] == [6]


def test_a_larger_canary_keeps_the_smaller_one() -> None:
    shares = {percent: {who for who in PEOPLE if in_canary(who, percent)} for percent in (0, 5, 50)}

    assert shares[0] == set()
    assert 60 < len(shares[5]) < 140
    assert shares[5] < shares[50]
    assert all(in_canary(who, 100) for who in PEOPLE)


def test_cloud_run_says_which_task_this_is() -> None:
    assert task_of({}) == Task(0, 1)
    assert task_of({"CLOUD_RUN_TASK_INDEX": "3", "CLOUD_RUN_TASK_COUNT": "8"}) == Task(3, 8)


@pytest.mark.parametrize(("index", "count"), [("8", "8"), ("-1", "8"), ("0", "0"), ("a", "b")])
def test_a_task_that_cannot_be_is_wrong_use(index: str, count: str) -> None:
    with pytest.raises(UsageProblem):
        task_of({"CLOUD_RUN_TASK_INDEX": index, "CLOUD_RUN_TASK_COUNT": count})


def test_a_list_is_read_as_people_and_directories_write_it(tmp_path: Path) -> None:
    path = tmp_path / "managers.csv"
    path.write_text(
        '\ufeffEmail,Role\n"Ada@acme.test",MEMBER\n\n# the second team\nbob@acme.test # new\n'
        "ada@acme.test\n",
        encoding="utf-8",
    )

    assert read_addresses(path, key="managers") == ("ada@acme.test", "bob@acme.test")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a@b.test\nnobody\n\nx y\n", "lines that are no mail address: 2, 4"),
        (b"Ada <ada@acme.test>\n", "lines that are no mail address: 1"),
        (b"\xff\xfe\xff", "it is not UTF-8 text"),
        (None, "can't be read: No such file"),
    ],
)
def test_a_list_that_cannot_be_used_says_why(
    tmp_path: Path, content: bytes | None, words: str
) -> None:
    path = tmp_path / "opt_out.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageProblem) as raised:
        read_addresses(path, key="opt_out")

    assert words in str(raised.value)


@pytest.mark.parametrize(
    "half", ['managers = "managers.txt"', 'service_account = "a@b.iam.gserviceaccount.com"']
)
def test_a_company_needs_both_its_managers_and_its_service_account(
    tmp_path: Path, half: str
) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f"[company]\n{half}\n", encoding="utf-8")
    with pytest.raises(UsageProblem) as raised:
        parse(path)

    assert "company (line 1) needs both managers and service_account" in str(raised.value)
