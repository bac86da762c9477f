"""Who can open a document, judged from what Drive shows."""

from dataclasses import replace
from typing import Any

import pytest

from sync.agenda.calendar.people import Identities
from sync.job.attached import DOCUMENT_TYPE
from sync.job.sharing import FOLDER_TYPE, check_folder, check_sharing
from sync.job.skips import Code, Skip
from tests.job.parts import ME, NOBODY_TWICE, OTHER, file, found, pair, settings, user

OWNER = user(ME.email, "owner")
WRITER = user(OTHER.email)
WIDER: list[tuple[dict[str, Any], str]] = [
    ({"type": "anyone", "role": "reader"}, "anyone with the link"),
    ({"type": "anyone", "role": "reader", "allowFileDiscovery": True}, "anyone on the internet"),
    ({"type": "domain", "role": "reader", "domain": "acme.test"}, "everyone at acme.test"),
    (
        {"type": "group", "role": "writer", "emailAddress": "Leads@acme.test"},
        "the group leads@acme.test",
    ),
    (user("carol@acme.test", "commenter"), "carol@acme.test"),
    ({"type": "user", "role": "reader"}, "a person whose address is not shown"),
    (user("bot@fireflies.ai", "reader"), "bot@fireflies.ai"),
    ({"type": "wizard", "role": "reader"}, "somebody of a kind that is not known"),
]


def check(shown: dict[str, Any], **said: Any) -> Skip | None:
    identities = said.pop("identities", NOBODY_TWICE)
    return check_sharing(shown, pair(), settings=settings(**said), identities=identities)


def code(answer: Skip | None) -> Code | None:
    return answer.code if answer else None


def test_a_document_of_the_two_may_be_written_to() -> None:
    assert check(file()) is None
    assert check(file("doc-1", user(ME.email), user(OTHER.email, "owner"), ownedByMe=False)) is None


@pytest.mark.parametrize(("wider", "words"), WIDER)
def test_whoever_else_can_open_it_stops_the_write_and_is_named(
    wider: dict[str, Any], words: str
) -> None:
    answer = check(file("doc-1", OWNER, WRITER, wider))

    assert answer is not None
    assert (answer.code, answer.failed) == (Code.SHARED_WIDER, True)
    assert answer.what == f"The document can be opened by others than the two: {words}"
    assert "https://docs.google.com/document/d/doc-1/edit" in answer.where
    assert ("also = " in answer.mend) is (words in {"carol@acme.test", "bot@fireflies.ai"})


def test_all_who_can_open_it_are_named_at_once() -> None:
    answer = check(file("doc-1", OWNER, WRITER, *(each for each, _ in WIDER)))

    assert answer is not None
    assert answer.what.endswith(": " + ", ".join(words for _, words in WIDER))


@pytest.mark.parametrize("wider", [each for each, _ in WIDER])
def test_wider_sharing_can_be_allowed_for_all_or_for_one(wider: dict[str, Any]) -> None:
    shown = file("doc-1", OWNER, WRITER, wider)

    assert check(shown, docs={"allow_wider_sharing": True}) is None
    assert check(shown, person={"allow_wider_sharing": True}) is None


def test_people_named_for_the_pair_may_open_it() -> None:
    shown = file("doc-1", OWNER, WRITER, user("HRBP@acme.test"))

    assert check(shown, person={"also": ["hrbp@acme.test"]}) is None
    assert code(check(shown, person={"also": ["other@acme.test"]})) is Code.SHARED_WIDER


def test_aliases_are_the_same_person() -> None:
    same = Identities([(OTHER.email, "robert@acme.test"), (ME.email, "ada.l@acme.test")])
    shown = file("doc-1", user("ada.l@acme.test", "owner"), user("Robert@acme.test"))

    assert check(shown, identities=same) is None


def test_what_drive_calls_the_signed_in_user_is_no_third_person() -> None:
    owners = [{"emailAddress": "ada@old-name.test", "me": True}]
    shown = file("doc-1", user("ada@old-name.test", "owner"), WRITER, owners=owners)

    assert check(shown) is None


@pytest.mark.parametrize("shown", ["bob.short@gmail.com", "bobshort@googlemail.com"])
def test_a_gmail_address_is_the_same_person_with_other_dots(shown: str) -> None:
    other = replace(pair(), other=replace(OTHER, email="bobshort+work@gmail.com"))
    answers = [
        check_sharing(
            file("doc-1", OWNER, user(each)),
            other,
            settings=settings(),
            identities=NOBODY_TWICE,
        )
        for each in (shown, "bob.long@gmail.com")
    ]

    assert [code(each) for each in answers] == [None, Code.SHARED_WIDER]


def test_dots_tell_people_apart_where_they_do() -> None:
    shown = file("doc-1", OWNER, user("b.ob@acme.test"))

    assert code(check(shown)) is Code.SHARED_WIDER


def test_deleted_accounts_open_nothing() -> None:
    assert check(file("doc-1", OWNER, WRITER, user("gone@acme.test", deleted=True))) is None


@pytest.mark.parametrize("role", ["reader", "commenter", None])
def test_a_found_document_must_let_the_other_write_already(role: str | None) -> None:
    given = [user(OTHER.email, role)] if role else []

    answer = check(file("doc-1", OWNER, *given))

    assert code(answer) is Code.OTHER_CANT_WRITE
    assert answer is not None
    assert answer.mend.startswith(f"Share it with {OTHER.email} as editor")


@pytest.mark.parametrize(
    ("wide", "expected"),
    [
        ({"type": "anyone", "role": "writer"}, None),
        ({"type": "domain", "role": "writer", "domain": "Acme.test"}, None),
        ({"type": "domain", "role": "writer", "domain": "else.test"}, Code.OTHER_CANT_WRITE),
        ({"type": "domain", "role": "reader", "domain": "acme.test"}, Code.OTHER_CANT_WRITE),
        ({"type": "group", "role": "writer", "emailAddress": "all@acme.test"}, None),
    ],
)
def test_where_wider_sharing_is_allowed_the_other_may_write_as_one_of_many(
    wide: dict[str, Any], expected: Code | None
) -> None:
    shown = file("doc-1", OWNER, wide)

    assert code(check(shown, docs={"allow_wider_sharing": True})) is expected


def test_a_document_of_the_jobs_stays_as_people_share_it() -> None:
    unshared = file("doc-1", OWNER, marks=found("doc-1"))

    assert check(unshared) is None


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (file(trashed=True), Code.TRASHED),
        (file(marks=found("doc-1", of="0123456789")), Code.OTHER_PAIR),
        (file(mimeType="application/pdf"), Code.NO_DOCUMENT_FILE),
        (file(capabilities={"canEdit": False}), Code.READ_ONLY),
        (file(capabilities={}), Code.READ_ONLY),
        (file(permissions=None), Code.SHARING_HIDDEN),
    ],
)
def test_what_else_stops_a_write(shown: dict[str, Any], expected: Code) -> None:
    assert code(check(shown)) is expected


def folder(*permissions: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {**file("folder-1", *(permissions or (OWNER,)), mimeType=FOLDER_TYPE), **more}


def check_in(shown: dict[str, Any], **said: Any) -> Code | None:
    return code(check_folder(shown, pair(), settings=settings(**said), identities=NOBODY_TWICE))


def test_a_folder_of_ones_own_or_of_the_two_will_do() -> None:
    assert check_in(folder()) is None
    assert check_in(folder(OWNER, WRITER)) is None


@pytest.mark.parametrize(("wider", "words"), WIDER)
def test_a_folder_that_hands_down_wider_sharing_will_not(wider: dict[str, Any], words: str) -> None:
    shown = folder(OWNER, wider)

    answer = check_folder(shown, pair(), settings=settings(), identities=NOBODY_TWICE)

    assert answer is not None
    assert (answer.code, answer.what.endswith(words)) == (Code.FOLDER_SHARED_WIDER, True)
    assert check_in(shown, docs={"allow_wider_sharing": True}) is None


@pytest.mark.parametrize(
    "shown",
    [
        folder(mimeType=DOCUMENT_TYPE),
        folder(trashed=True),
        folder(capabilities={"canEdit": False}),
        folder(permissions=None),
    ],
)
def test_what_is_no_folder_to_make_something_in_is_said(shown: dict[str, Any]) -> None:
    assert check_in(shown) is Code.FOLDER_UNUSABLE
