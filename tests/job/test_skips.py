"""What a skip says: what, where, what next; never a title or a name."""

import inspect
from collections.abc import Iterator

import pytest

from sync.agenda.calendar.pairs import NewReason
from sync.agenda.planning.plan import Refusal
from sync.job import skips
from sync.job.skips import Code, NotNew, Skip
from tests.job.parts import pair

WORDS = {
    "document_id": "doc-1",
    "document_ids": ["doc-1", "doc-2"],
    "others": ["carol@acme.test"],
    "folder_id": "folder-1",
    "series_id": "weekly",
    "limit": 10,
    "picked_only": True,
}


def every() -> Iterator[Skip | NotNew]:
    """What each function of the module makes, given every refusal where it takes one."""
    for _, maker in inspect.getmembers(skips, inspect.isfunction):
        takes = inspect.signature(maker).parameters
        if inspect.signature(maker).return_annotation not in {Skip, NotNew}:
            continue
        words = {name: value for name, value in WORDS.items() if name in takes}
        if "refusal" in takes:
            yield from (maker(pair(), **words, refusal=each) for each in Refusal)
        else:
            yield maker(pair(), **words)


SKIPS = list(every())


@pytest.mark.parametrize("skip", SKIPS, ids=str)
def test_every_skip_says_what_where_and_what_next(skip: Skip | NotNew) -> None:
    assert skip.what
    assert not skip.what.endswith(".")
    assert skip.where.startswith("bob@acme.test")
    assert skip.mend.endswith(".")
    assert str(skip) == f"{skip.what} ({skip.where}). {skip.mend}"


@pytest.mark.parametrize("skip", SKIPS, ids=str)
def test_no_skip_holds_a_title_or_a_name(skip: Skip | NotNew) -> None:
    assert "Planted" not in str(skip)


@pytest.mark.parametrize("skip", [each for each in SKIPS if isinstance(each, Skip)], ids=str)
def test_the_documents_a_skip_is_about_are_linked(skip: Skip) -> None:
    assert all(skips.link(each) in skip.where for each in skip.documents)


def test_every_code_has_words() -> None:
    assert {skip.code for skip in SKIPS if isinstance(skip, Skip)} == set(Code)


def test_only_what_nobody_has_to_settle_is_no_failure() -> None:
    mild = {skip.code for skip in SKIPS if isinstance(skip, Skip) and not skip.failed}

    assert mild == {Code.WAITING, Code.LEFTOVER_KEPT}


def test_a_lone_meeting_is_told_apart_from_a_pair_left_out_by_the_configuration() -> None:
    lone = skips.not_new(pair(new_reason=NewReason.ONLY_SINGLE))
    asked = skips.not_new(pair(new_reason=NewReason.ASK))

    assert "single meeting" in lone.what
    assert asked.mend == (
        "To have one made, run `oneonone init --with bob@acme.test`, or add a [[person]] entry "
        'with email = "bob@acme.test".'
    )


@pytest.mark.parametrize(
    ("reason", "why"),
    [
        (NewReason.ASK, '[meetings] new is "ask"'),
        (NewReason.OTHER_DOMAIN, "the address is outside your own domain"),
        (NewReason.PUBLIC_MAIL, "the address is one of a public mail service"),
    ],
)
def test_a_pair_left_out_by_the_configuration_is_told_why(reason: NewReason, why: str) -> None:
    left_out = skips.not_new(pair(new_reason=reason))

    assert left_out.what == f"This pair has no document yet, and gets none by itself: {why}"


@pytest.mark.parametrize(
    ("others", "named"),
    [
        (["anyone with the link"], False),
        (["the group all@acme.test"], False),
        (["anyone with the link", "hr@acme.test"], True),
    ],
)
def test_only_people_can_be_named_as_ones_who_may_open_it_too(
    others: list[str], *, named: bool
) -> None:
    skip = skips.shared_wider(pair(), "1-document", others)

    assert ("also = " in skip.mend, "allow_wider_sharing = true" in skip.mend) == (named, True)
