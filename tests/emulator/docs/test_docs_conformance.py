"""The emulator answers every recorded edit as Google did."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sync.emulator.docs import Document, Refusal
from tests.emulator.docs.recorded import (
    CASES,
    EDITS,
    NOT_COVERED,
    PAIRS,
    Edit,
    Json,
    Names,
    comparable,
    directory_of,
    edit_of,
)

NewId = Callable[[], str]

UNKNOWN_FIELDS = {"C24c"}
"""Cases that Google refuses before the work, as does what stands before the engine."""


def replay(edit: Edit, new_id: NewId) -> tuple[Json, Json]:
    document = Document.load(edit.before, new_id=new_id)
    document.directory = directory_of(edit)
    answer = document.batch_update(edit.body)
    return answer, document.show()


@pytest.mark.parametrize("path", EDITS, ids=[path.stem for path in EDITS])
def test_a_recorded_edit_gives_what_google_gave(path: Path, new_id: NewId) -> None:
    edit = edit_of(path)
    if edit.name in NOT_COVERED or edit.name in UNKNOWN_FIELDS:
        with pytest.raises(Refusal) as refused:
            replay(edit, new_id)

        what = NOT_COVERED.get(edit.name, "updateSectionStyle")
        assert refused.value.message == f"not covered by the emulator: {what}"
        return
    if edit.after is None:
        with pytest.raises(Refusal) as refused:
            replay(edit, new_id)

        assert (refused.value.http_status, refused.value.status, refused.value.message) == (
            400,
            "INVALID_ARGUMENT",
            edit.error,
        )
        return
    answer, shown = replay(edit, new_id)
    theirs, ours = Names(edit.before), Names(edit.before)

    expected = comparable(edit.after, theirs)
    given = comparable(shown, ours)
    assert {key: given[key] for key in expected} == expected
    if edit.replies is not None:
        assert comparable(answer["replies"], ours) == comparable(edit.replies, theirs)


def test_the_recordings_are_all_there(recordings: Path) -> None:
    assert recordings.is_dir()
    assert (len(CASES), len(PAIRS)) == (63, 9)
