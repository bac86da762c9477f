"""How `config.toml` is changed: one key, everything else to the letter."""

import stat
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.agenda.calendar.people import Identities
from sync.config.edit import (
    CantEdit,
    set_for_person,
    set_in_table,
    unset_for_person,
    unset_in_table,
)
from sync.config.settings import parse

DAY = date(2025, 3, 24)
ANN, CY = "ann@example.com", "cy@example.com"
NOBODY = Identities([])
FULL = """\
# top
[run]
workers = 4  # four

# people
[[person]]
# ann
email = "Ann@example.com" # hi

# about bo
[[person]]
email = "bo@example.com"

# the docs
[docs]
title = "x"
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "config.toml"
    path.write_bytes(text.encode())
    return path


def pause(path: Path, email: str) -> None:
    set_for_person(path, email, "paused_until", DAY, identities=NOBODY, by="a test")


def resume(path: Path, email: str) -> None:
    unset_for_person(path, email, "paused_until", identities=NOBODY, by="a test")


def text_of(path: Path) -> str:
    return path.read_bytes().decode()


def test_a_new_key_comes_behind_the_entrys_last_and_all_comments_stay(tmp_path: Path) -> None:
    path = written(tmp_path, FULL)
    pause(path, ANN)
    set_in_table(path, "run", "paused_until", DAY)

    day = "paused_until = 2025-03-24\n"
    assert text_of(path) == FULL.replace("# four\n", f"# four\n{day}").replace(
        "# hi\n", f"# hi\n{day}"
    )


def test_a_new_entry_comes_behind_the_last_and_before_what_follows(tmp_path: Path) -> None:
    path = written(tmp_path, FULL)
    pause(path, CY)

    entry = f'[[person]] # added by a test\nemail = "{CY}"\npaused_until = 2025-03-24\n'
    assert text_of(path) == FULL.replace("# the docs", f"{entry}\n# the docs")


@pytest.mark.parametrize("text", [FULL, "", "# nothing\n", "[run]\nworkers = 4\n", FULL[:150]])
@pytest.mark.parametrize("email", [ANN, CY])
def test_taking_it_back_leaves_the_file_as_it_was(tmp_path: Path, text: str, email: str) -> None:
    path = written(tmp_path, text)
    pause(path, email)
    paused = parse(path)
    resume(path, email)

    assert paused.person_for(email).paused_until == DAY
    assert text_of(path) == text


def test_an_entry_that_people_wrote_stays_though_it_says_nothing_else(tmp_path: Path) -> None:
    path = written(tmp_path, f'[[person]]\nemail = "{ANN}"\n')
    pause(path, ANN)
    resume(path, ANN)

    assert text_of(path) == f'[[person]]\nemail = "{ANN}"\n'


def test_a_key_with_its_comment_is_emptied_and_stays(tmp_path: Path) -> None:
    text = '[run]\n# Leave everybody alone until then.\npaused_until = ""\nworkers = 4\n'
    path = written(tmp_path, text)
    set_in_table(path, "run", "paused_until", DAY)
    there = text_of(path)
    unset_in_table(path, "run", "paused_until")

    assert there == text.replace('""', "2025-03-24")
    assert text_of(path) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f'person = [{{email = "{ANN}"}}]\n',
            f'person = [{{email = "{ANN}", paused_until = 2025-03-24}}]\n',
        ),
        ("[run]\r\nworkers = 4\r\n", "\r\n\r\n[[person]] # added by a test\r\nemail = "),
        ("\ufeff[run]\nworkers = 4\n", "\ufeff[run]\n"),
        (
            f'[[person]]\nemail = "bo@example.com"\naliases = ["{ANN}"]\n',
            f'aliases = ["{ANN}"]\npaused_until = 2025-03-24\n',
        ),
    ],
    ids=["inline", "crlf", "bom", "alias"],
)
def test_other_forms_are_kept(tmp_path: Path, text: str, expected: str) -> None:
    path = written(tmp_path, text)
    identities = parse(path).identities
    set_for_person(path, ANN, "paused_until", DAY, identities=identities, by="a test")

    found = text_of(path)
    assert expected.replace(" ", "") in found.replace(" ", "")
    assert ("\r\n" in found) == ("\r\n" in text)
    assert "\n" not in found.replace("\r\n", "") or "\r\n" not in text
    assert parse(path).person_for(ANN).paused_until == DAY


def test_what_is_so_already_is_not_written(tmp_path: Path) -> None:
    path = written(tmp_path, FULL)
    pause(path, ANN)
    before = path.stat()
    edit = set_for_person(path, ANN, "paused_until", DAY, identities=NOBODY, by="a test")

    assert not edit.changed
    assert path.stat() == before


def test_the_files_rights_and_a_link_to_it_stay(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real = written(tmp_path / "real", FULL)
    real.chmod(0o640)
    path = tmp_path / "config.toml"
    path.symlink_to(real)
    pause(path, ANN)

    assert path.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert parse(path).person_for(ANN).paused_until == DAY
    assert [each.name for each in (tmp_path / "real").iterdir()] == ["config.toml"]


def test_a_read_only_file_is_left_alone_and_the_lines_are_told(tmp_path: Path) -> None:
    path = written(tmp_path, FULL)
    path.chmod(0o440)
    with pytest.raises(CantEdit) as found:
        pause(path, CY)

    assert found.value.lines == f'[[person]]\nemail = "{CY}"\npaused_until = 2025-03-24\n'
    assert found.value.why == "permission denied"
    assert text_of(path) == FULL
    assert [each.name for each in tmp_path.iterdir()] == ["config.toml"]


@given(
    lines=st.lists(
        st.sampled_from(
            [
                "# words",
                "",
                "[run]",
                "[docs]",
                "[[person]]",
                'email = "a@example.com"',
                'email = "b@example.com"',
                "workers = 3",
                'title = """a',
                'b"""',
                "skip = true  # why",
                "also = [",
                '  "c@example.com",  # HR',
                "]",
            ]
        ),
        max_size=14,
    )
)
def test_whatever_the_file_looks_like_one_thing_changes_or_nothing(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    text = "\n".join([*lines, ""])
    path = written(tmp_path_factory.mktemp("edit"), text)
    try:
        before = parse(path)
    except Exception:  # noqa: BLE001 - a file that can't be used is never changed
        return
    try:
        pause(path, "b@example.com")
    except CantEdit:
        assert text_of(path) == text
        return

    after = parse(path)
    stays = {"paused_until"}
    assert after.person_for("b@example.com").paused_until == DAY
    assert after.model_dump(exclude={"person"}) == before.model_dump(exclude={"person"})
    assert [each.model_dump(exclude=stays) for each in after.person][: len(before.person)] == [
        each.model_dump(exclude=stays) for each in before.person
    ]
    rest = iter(text_of(path).split("\n"))
    assert all(any(line == other for other in rest) for line in lines if line)
