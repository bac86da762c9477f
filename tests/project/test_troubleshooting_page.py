"""docs/troubleshooting.md has every message of the code, and what each kind means."""

from sync.google import errors as google_errors
from sync.job.skips import Code
from tests.project.errors import error_classes, messages
from tests.project.troubleshooting import CODES, KINDS, PAGE, meaning_of, with_tables

SHOWN_BY_THEIR_OWN_TABLE = {
    "ConfigProblem",
    "GoogleError",
    "OneononeError",
    "Stopped",
    "UsageProblem",
}


def test_the_page_has_the_messages_of_today() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert page == with_tables(page), "python -m tests.project.troubleshooting writes it"


def test_every_reason_for_which_a_pair_is_left_out_has_a_meaning() -> None:
    assert {each.name for each in Code} | {"NotNew"} == set(CODES)


def test_every_kind_of_error_has_a_meaning() -> None:
    found = {name for name, _ in error_classes()} - SHOWN_BY_THEIR_OWN_TABLE

    assert found == set(KINDS)


def test_every_class_of_google_errors_is_seen_in_the_code() -> None:
    classes = {name for name in vars(google_errors) if name in KINDS}
    said = {each.kind for each in messages()}

    assert classes - said == set()


def test_every_message_says_something_that_can_be_done() -> None:
    # These two are told by `auth logout`, which says itself what to do then.
    without = {each.what for each in messages() if not each.mend and each.what.strip("(). ")}

    assert without == {
        "Google does not renew the sign-in",
        "Google's sign-in service did not take the sign-in back",
        "There is no connection to Google's sign-in service",
    }
    assert all(meaning_of(each) for each in messages() if each.kind in KINDS)
