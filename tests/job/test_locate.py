"""Which document is a pair's, decided from values alone."""

import pytest

from sync.agenda.calendar.pairs import NewReason, Pair
from sync.config.settings import Settings
from sync.google.errors import NotFound
from sync.job.documents import How, Located, Wanted, locate, private_key
from sync.job.marked import Marked
from sync.job.skips import Code, NotNew, Skip
from tests.job.parts import KEY, attachment, found, marked, meeting, pair, settings

NOTHING = Marked()


def never(document_id: str) -> bool:
    raise AssertionError(f"{document_id} was asked for")


def cant_be_opened(_document_id: str) -> bool:
    raise NotFound("not found")


def where(
    of: Pair,
    known: Marked = NOTHING,
    *,
    having: frozenset[str] | None = None,
    strangers: frozenset[str] = frozenset(),
    config: Settings | None = None,
) -> Located | Wanted | NotNew | Skip:
    """`having`: documents with the job's sections; None where nothing may be asked."""
    return locate(
        of,
        settings=config or settings(),
        marked=known,
        bears_mark=never if having is None else having.__contains__,
        strangers=strangers,
    )


def code(answer: object) -> tuple[Code, tuple[str, ...]]:
    assert isinstance(answer, Skip)
    return answer.code, answer.documents


def test_the_one_attached_document_is_taken_without_a_question() -> None:
    answer = where(pair(meeting(attachment("by-hand"))))

    assert answer == Located(document_id="by-hand", how=How.ATTACHED)


def test_an_attachment_of_any_meeting_in_the_window_counts() -> None:
    later = meeting(attachment("by-hand"), series="monthly", days=20)
    declined = meeting(attachment("by-hand"), series="weekly", days=-7)

    assert where(pair(meeting(), later)) == Located(document_id="by-hand", how=How.ATTACHED)
    assert where(pair(meeting(), off=[declined])) == Located(
        document_id="by-hand", how=How.ATTACHED
    )


def test_the_configuration_goes_before_everything() -> None:
    config = settings(person={"doc": "named-document"})
    known = marked(found("made"), found("also-made"))

    answer = where(pair(meeting(attachment("by-hand"))), known, config=config)

    assert answer == Located(document_id="named-document", how=How.NAMED)


def test_an_attached_document_with_the_mark_goes_before_others() -> None:
    both = meeting(attachment("by-hand"), attachment("made"))

    answer = where(pair(both), marked(found("made")))

    assert answer == Located(document_id="made", how=How.ATTACHED)


def test_the_mark_is_looked_for_inside_where_several_are_attached() -> None:
    both = meeting(attachment("pre-read"), attachment("ours"))

    answer = where(pair(both), having=frozenset({"ours"}))

    assert answer == Located(document_id="ours", how=How.ATTACHED)


def test_several_attached_without_a_mark_are_all_named() -> None:
    both = meeting(attachment("one"), attachment("two"))

    answer = where(pair(both), having=frozenset())

    assert code(answer) == (Code.SEVERAL_ATTACHED, ("one", "two"))


def test_two_with_sections_of_the_pair_are_both_named() -> None:
    both = meeting(attachment("one"), attachment("two"), attachment("three"))

    answer = where(pair(both), having=frozenset({"one", "three"}))

    assert code(answer) == (Code.TWO_DOCUMENTS, ("one", "three"))


def test_two_that_bear_the_mark_are_both_named() -> None:
    answer = where(
        pair(meeting(attachment("newer"))), marked(found("older"), found("newer", minutes=1))
    )

    assert code(answer) == (Code.TWO_DOCUMENTS, ("older", "newer"))


def test_a_marked_one_beside_one_that_people_attached_instead_are_both_named() -> None:
    answer = where(pair(meeting(attachment("by-hand"))), marked(found("made")))

    assert code(answer) == (Code.TWO_DOCUMENTS, ("made", "by-hand"))


def test_the_persons_entry_settles_two_documents() -> None:
    known = marked(found("older-document"), found("newer-document"))
    config = settings(person={"doc": "newer-document"})

    answer = where(pair(), known, config=config)

    assert answer == Located(document_id="newer-document", how=How.NAMED)


def test_notes_and_recordings_of_the_assistant_are_no_candidates() -> None:
    machines = (
        attachment("notes", "Ada / Bob - 2025/03/03 10:00 CET - Notes by Gemini"),
        attachment("words", "Ada / Bob (2025-03-03 at 10:00 GMT+1) - Transcript"),
        attachment("film", "Ada / Bob - Recording", mime_type="video/mp4"),
    )

    assert where(pair(meeting(*machines, attachment("ours", "Ada / Bob")))) == Located(
        document_id="ours", how=How.ATTACHED
    )
    assert where(pair(meeting(*machines))) == Wanted()


def test_the_mark_holds_whatever_the_title() -> None:
    titled = meeting(attachment("made", "Notes by Gemini"))

    assert where(pair(titled), marked(found("made"))) == Located(
        document_id="made", how=How.ATTACHED
    )


def test_the_search_finds_what_people_detached() -> None:
    assert where(pair(), marked(found("made"))) == Located(document_id="made", how=How.MARK)


@pytest.mark.parametrize("seen", ["search", "inside"])
def test_a_document_of_another_pair_is_never_taken(seen: str) -> None:
    old = pair(meeting(attachment("theirs")))
    known = marked(found("theirs", of="0123456789")) if seen == "search" else NOTHING
    strangers = frozenset({"theirs"}) if seen == "inside" else frozenset[str]()

    assert where(old, known, strangers=strangers) == Wanted()
    assert code(
        where(
            old,
            marked(found("theirs-by-mark", of="0123456789")),
            strangers=frozenset({"theirs-inside"}),
            config=settings(
                person={"doc": f"theirs-{'by-mark' if seen == 'search' else 'inside'}"}
            ),
        )
    ) == (Code.OTHER_PAIR, (f"theirs-{'by-mark' if seen == 'search' else 'inside'}",))


def test_one_in_the_trash_is_named_and_none_is_made_beside_it() -> None:
    known = marked(found("made", trashed=True))

    assert code(where(pair(), known)) == (Code.TRASHED, ("made",))
    assert code(where(pair(meeting(attachment("made"))), known)) == (Code.TRASHED, ("made",))
    assert code(where(pair(), marked(found("made", note="", trashed=True)))) == (
        Code.TRASHED,
        ("made",),
    )
    assert code(
        where(
            pair(),
            marked(found("named-document", trashed=True)),
            config=settings(person={"doc": "named-document"}),
        )
    ) == (Code.TRASHED, ("named-document",))


def test_one_in_the_trash_stands_not_in_the_way_of_one_that_people_attached() -> None:
    known = marked(found("made", trashed=True))

    answer = where(pair(meeting(attachment("made"), attachment("by-hand"))), known)

    assert answer == Located(document_id="by-hand", how=How.ATTACHED)


def test_leftovers_in_the_trash_are_no_documents() -> None:
    assert where(pair(), marked(found("left", note="leftover", trashed=True))) == Wanted()


def test_what_an_earlier_run_began_is_gone_on_with() -> None:
    known = marked(found("second", note="", minutes=2), found("first", note="", minutes=1))

    assert where(pair(), known) == Wanted(begun=("first", "second"))


def test_what_is_tied_to_the_series_already_has_won() -> None:
    known = marked(found("first", note="", minutes=1), found("second", note="", minutes=2))
    attached = pair(meeting(attachment("second")))
    private = pair(meeting(private={f"oneonone-{KEY}": "second"}))

    assert where(attached, known) == Located(document_id="second", how=How.ATTACHED)
    assert where(private, known) == Located(document_id="second", how=How.PRIVATE)


def test_what_was_begun_for_a_pair_that_may_not_get_one_is_not_gone_on_with() -> None:
    known = marked(found("begun", note=""))
    tied = pair(meeting(attachment("begun")), new_reason=NewReason.ASK)

    assert isinstance(where(tied, known), NotNew)
    assert isinstance(where(pair(new_reason=NewReason.ASK), known), NotNew)


def test_never_shared_ones_beside_the_pairs_document_are_leftovers() -> None:
    known = marked(found("left", note="", minutes=-1), found("made"))

    assert where(pair(), known) == Located(document_id="made", how=How.MARK, leftovers=("left",))
    assert where(pair(meeting(attachment("by-hand"))), marked(found("left", note=""))) == Located(
        document_id="by-hand", how=How.ATTACHED, leftovers=("left",)
    )
    assert where(pair(), known, config=settings(person={"doc": "named-document"})) == Located(
        document_id="named-document", how=How.NAMED, leftovers=("left",)
    )


def test_the_guests_private_note_holds_against_what_people_attach() -> None:
    noted = meeting(attachment("pre-read"), private={f"oneonone-{KEY}": "made"})

    answer = where(pair(noted), marked(found("made")), having=frozenset())

    assert answer == Located(document_id="made", how=How.PRIVATE)


def test_one_noted_privately_and_one_that_the_others_job_attached_are_both_named() -> None:
    noted = meeting(attachment("theirs"), private={f"oneonone-{KEY}": "made"})
    known = marked(found("made"))

    assert code(where(pair(noted), known, having=frozenset({"theirs"}))) == (
        Code.TWO_DOCUMENTS,
        ("made", "theirs"),
    )
    assert code(
        locate(pair(noted), settings=settings(), marked=known, bears_mark=cant_be_opened)
    ) == (Code.TWO_DOCUMENTS, ("made", "theirs"))


def test_what_cant_be_opened_is_not_the_one_with_the_mark() -> None:
    both = pair(meeting(attachment("one"), attachment("two")))

    answer = locate(both, settings=settings(), marked=NOTHING, bears_mark=cant_be_opened)

    assert code(answer) == (Code.SEVERAL_ATTACHED, ("one", "two"))


def test_a_private_note_of_another_pair_says_nothing() -> None:
    noted = meeting(private={"oneonone-0123456789": "theirs"})

    assert where(pair(noted)) == Wanted()


def test_a_copy_that_people_made_bears_no_mark() -> None:
    copy = found("copy", note="writer original")

    assert where(pair(), marked(found("original"), copy)) == Located(
        document_id="original", how=How.MARK
    )


@pytest.mark.parametrize("reason", [NewReason.ASK, NewReason.OTHER_DOMAIN, NewReason.PUBLIC_MAIL])
def test_a_new_pair_that_may_not_get_one_is_named(reason: NewReason) -> None:
    answer = where(pair(new_reason=reason))

    assert isinstance(answer, NotNew)
    assert answer.reason is reason
    assert "bob@acme.test" in str(answer)


def test_a_pair_that_may_not_get_a_new_one_keeps_its_document() -> None:
    asked = pair(meeting(attachment("by-hand")), new_reason=NewReason.ASK)

    assert where(asked) == Located(document_id="by-hand", how=How.ATTACHED)


def test_a_file_attached_to_a_lone_meeting_is_no_document() -> None:
    lone = pair(meeting(attachment("by-hand"), recurring=False), new_reason=NewReason.ONLY_SINGLE)

    assert isinstance(where(lone), NotNew)
    assert where(lone, marked(found("made"))) == Located(document_id="made", how=How.MARK)


def test_the_private_property_names_the_pair_and_keeps_to_googles_limit() -> None:
    assert private_key(pair()) == f"oneonone-{KEY}"
    assert len(private_key(pair())) <= 44
