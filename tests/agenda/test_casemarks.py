"""The marks that cases write in words stand for the names that design says, hash by hash."""

import hashlib

import pytest

from sync.emulator.docs.model import NamedRange
from tests.agenda.casefile import Case, case_names, read_case
from tests.agenda.caserun import document_of, shown

STORY = "carried-goes-on"


def case_with(before: str) -> Case:
    """A case with a document of its own."""
    case = read_case(STORY)
    return Case(
        name=case.name,
        story=case.story,
        meetings=case.meetings,
        settings=case.settings,
        before=before,
        after=None,
        left=None,
    )


def ranges(before: str) -> list[NamedRange]:
    """The named ranges that a document's marks stand for."""
    return list(document_of(case_with(before), before).tabs[0].ranges)


def ten(*parts: str) -> str:
    """Ten digits of a SHA-256."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:10]


def test_a_record_names_its_meeting_and_the_origin_of_its_line() -> None:
    found = ranges("## Mon, Mar 3, 2025\n- [ ] Send  the deck {to 2025-03-17 since 2025-03-03}\n")

    document = ten("document-1")
    origin = ten("document-1", "2025-03-03", "Send the deck", "0")
    assert [one.name for one in found] == [f"oneonone:1:{document}:t:20250317T1600Z:{origin}"]


def test_an_origin_in_a_section_of_the_job_is_named_by_its_key() -> None:
    found = ranges(
        "## Mon, Mar 3, 2025 {section 2025-03-03}\n- [ ] Send {to 2025-03-17 since 2025-03-03}\n"
    )

    origin = ten("document-1", "2025-03-03T17:00:00+00:00", "Send", "0")
    assert found[1].name.endswith(f":t:20250317T1600Z:{origin}")


def test_a_copy_names_its_origin_day_text_and_level() -> None:
    found = ranges("- [ ] Other\n  - [ ] **Send** it {copy since 2025-03-03 of (Send) 2}\n")

    origin = ten("document-1", "2025-03-03", "Send", "1")
    written = ten("100\x1d\x1dSend\x1e000\x1d\x1d it")
    name = f"oneonone:1:{ten('document-1')}:c:{origin}:20250303:{written}:1"
    assert [one.name for one in found] == [name]


def test_a_mark_covers_its_line_but_for_the_last_character() -> None:
    found = ranges("## Mon, Mar 10, 2025 {next 2025-03-17}\n- [ ] 🎂 {copy since 2025-03-03}\n")

    assert [one.spans for one in found] == [((1, 17),), ((19, 21),)]


@pytest.mark.parametrize(
    "mark",
    [
        "section 2025-03-10",
        "section 2025-03-10 by hand",
        "section 2025-03-10 closed",
        "section 2025-03-10 series old thread career pair carol",
        "section 2025-03-11T09:30Z",
        "copy since 2025-03-03",
        "copy since 2025-03-03 of (Another) 2 dated 2025-03-04 as (Another) level 2 label deleted",
        "to 2025-03-17 since 2025-03-03 of (Another)",
        "next 2025-03-17",
        "void section 2025-03-10 by hand",
    ],
)
def test_marks_are_shown_as_they_are_written(mark: str) -> None:
    before = f"- [ ] Another\nA line {{{mark}}}\n"
    case = case_with(before)

    assert shown(case, document_of(case, before)) == before


def test_a_line_that_people_touched_is_not_shown_as_written() -> None:
    before = "A line {copy since 2025-03-03}\n"
    case = case_with(before)
    document = document_of(case, before)
    typed = {"location": {"index": 7}, "text": "s"}
    document.batch_update({"requests": [{"insertText": typed}]})

    assert "as hash:" in shown(case, document)


def test_every_case_has_a_name_of_its_own_in_small_letters() -> None:
    odd = [name for name in case_names() if name != name.lower() or " " in name or "_" in name]

    assert odd == []
