"""What a skip says: what, where, what next; never a title or a name."""

import inspect
from collections.abc import Callable

import pytest

from sync.agenda.pairs import NewReason
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
MAKERS = {
    name: maker
    for name, maker in inspect.getmembers(skips, inspect.isfunction)
    if maker.__module__ == skips.__name__ and maker.__annotations__.get("return") in {Skip, NotNew}
}


def made(maker: Callable[..., Skip | NotNew]) -> Skip | NotNew:
    takes = inspect.signature(maker).parameters
    return maker(pair(), **{name: value for name, value in WORDS.items() if name in takes})


@pytest.mark.parametrize("maker", MAKERS.values(), ids=MAKERS)
def test_every_skip_says_what_where_and_what_next(maker: Callable[..., Skip | NotNew]) -> None:
    skip = made(maker)

    assert skip.what
    assert not skip.what.endswith(".")
    assert skip.where.startswith("bob@acme.test")
    assert skip.mend.endswith(".")
    assert str(skip) == f"{skip.what} ({skip.where}). {skip.mend}"


@pytest.mark.parametrize("maker", MAKERS.values(), ids=MAKERS)
def test_no_skip_holds_a_title_or_a_name(maker: Callable[..., Skip | NotNew]) -> None:
    assert "Planted" not in str(made(maker))


@pytest.mark.parametrize("maker", MAKERS.values(), ids=MAKERS)
def test_the_documents_a_skip_is_about_are_linked(maker: Callable[..., Skip | NotNew]) -> None:
    skip = made(maker)
    documents = skip.documents if isinstance(skip, Skip) else ()

    assert all(skips.link(each) in skip.where for each in documents)


def test_every_code_has_words() -> None:
    found = {skip.code for skip in map(made, MAKERS.values()) if isinstance(skip, Skip)}

    assert found == set(Code)


def test_only_what_nobody_has_to_settle_is_no_failure() -> None:
    mild = {
        skip.code
        for skip in map(made, MAKERS.values())
        if isinstance(skip, Skip) and not skip.failed
    }

    assert mild == {Code.WAITING, Code.LEFTOVER_KEPT}


def test_a_lone_meeting_is_told_apart_from_a_pair_left_out_by_the_configuration() -> None:
    lone = skips.not_new(pair(new_reason=NewReason.ONLY_SINGLE))
    asked = skips.not_new(pair(new_reason=NewReason.ASK))

    assert "single meeting" in lone.what
    assert asked.mend == 'To have one made, add a [[person]] entry with email = "bob@acme.test".'
