"""What is wrong with one pair's document or answer ends nothing for the other pairs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sync.commands import explain as cli_explain
from sync.commands.show import plain_lines
from sync.config.settings import Settings
from sync.errors import OneononeError, SignInNeeded
from sync.job.checkup import papers
from sync.job.clients import Json
from sync.job.documents import Located
from sync.job.explaining import explain
from sync.job.prepare import Done
from sync.job.reading_along import read_along
from sync.job.run import Failed, run
from sync.job.status import Paper, paper_of, statuses
from sync.job.window import only, read_window
from tests.agenda.calendar_wire import KIM
from tests.job.canned import Canned
from tests.job.two_pairs import GOOD, LEE, NOW, PLANTED, of_kim_and

SETTINGS = Settings()


@dataclass(frozen=True, slots=True)
class Broken:
    """Documents of which one meets a mistake of our own, or what else an answer is not."""

    documents: dict[str, Any]
    error: Exception

    def get(self, document_id: str, /) -> Json:
        if document_id == "1lees":
            raise self.error
        found: Json = self.documents[document_id]
        return found

    def batch_update(self, _document: str, _requests: object, /, *, revision: str) -> Json:
        raise AssertionError(f"nothing is written at {revision}")


class Stumbling(Canned):
    """Google whose answer for Lee's document is met by an exception of any kind."""

    error: Exception = RuntimeError(PLANTED)

    @property
    def docs(self) -> Any:
        return Broken(dict(self.documents), self.error)


def stumbling(error: Exception) -> Canned:
    class Kind(Stumbling):
        pass

    Kind.error = error
    whole = of_kim_and({})
    return Kind(
        calendar_answer=whole.calendar_answer,
        files=whole.files,
        exports=whole.exports,
        documents=whole.documents,
    )


WRONG: dict[str, Callable[[], Canned]] = {
    "another document": lambda: of_kim_and(GOOD.show()),
    "a document without its tabs": lambda: of_kim_and({"documentId": "1lees", "title": PLANTED}),
    "a document that is a text": lambda: of_kim_and(PLANTED),
    "a mistake of our own": lambda: stumbling(RuntimeError(PLANTED)),
    "a field that is missing": lambda: stumbling(KeyError(PLANTED)),
}
wrong = pytest.mark.parametrize("what", WRONG)


def of(error: object) -> str:
    """What is told of an error: never what it met."""
    assert isinstance(error, OneononeError)
    assert PLANTED not in str(error)
    return str(error)


@wrong
def test_status_says_how_the_others_stand(what: str) -> None:
    since = NOW - timedelta(days=30)
    kim, lee = statuses(SETTINGS, WRONG[what](), since=since, now=NOW, zones=ZoneInfo)

    assert (kim.pair.other.email, [one.text for one in kim.open]) == (KIM, [f"{PLANTED} to send"])
    assert (kim.problem, lee.pair.other.email, lee.open, lee.held) == (None, LEE, (), 1)
    assert of(lee.problem)


@wrong
def test_explain_says_what_is_made_of_the_others(what: str) -> None:
    google = WRONG[what]()
    found = explain(
        SETTINGS, google.calendar, google.drive, now=NOW, zones=ZoneInfo, docs=google.docs
    )
    kim, lee = read_along(SETTINGS, google, found, now=NOW)

    assert (kim.pair.other.email, lee.pair.other.email) == (KIM, LEE)
    assert not isinstance(kim.found, OneononeError)
    assert of(lee.found)


def test_explain_shows_the_error_where_even_whose_document_it_is_can_not_be_told() -> None:
    google = of_kim_and({"title": PLANTED}, also="1more")
    found = explain(
        SETTINGS, google.calendar, google.drive, now=NOW, zones=ZoneInfo, docs=google.docs
    )
    leads = {each.pair.other.email: each.lead for each in found.events if each.pair}
    shown = cli_explain.outcome_of(found)

    assert isinstance(leads[KIM], Located)
    said = of(leads[LEE])
    assert any(said in line for block in shown.blocks for line in plain_lines(block))
    assert {"id": None, "how": "failed", "why": said} in [
        each["document"] for each in shown.data["events"]
    ]


@wrong
def test_doctor_looks_at_the_others(what: str) -> None:
    google = WRONG[what]()
    pairs = read_window(SETTINGS, google.calendar, now=NOW, zones=ZoneInfo).pairs
    kim, lee = papers(pairs, SETTINGS, google, now=NOW)

    assert (kim.problem, kim.sections) == (None, 1)
    assert of(lee.problem)


@wrong
def test_a_run_prepares_the_others(what: str) -> None:
    report = run(
        SETTINGS, WRONG[what](), now=NOW, zones=ZoneInfo, wait=lambda _: None, preview=True
    )
    kim, lee = report.pairs

    assert isinstance(kim.result, Done)
    assert kim.result.plan.steps
    assert isinstance(lee.result, Failed)
    assert of(lee.result.error)


@wrong
def test_a_review_of_another_is_none_the_worse(what: str) -> None:
    pair, paper = paper_of(
        SETTINGS,
        WRONG[what](),
        lambda found: only(found, SETTINGS, KIM)[0],
        since=NOW - timedelta(days=30),
        now=NOW,
        zones=ZoneInfo,
    )

    assert (pair.other.email, isinstance(paper, Paper)) == (KIM, True)


def test_a_sign_in_that_ended_ends_it_for_all() -> None:
    google = stumbling(SignInNeeded("It ended"))
    since = NOW - timedelta(days=30)
    found = explain(SETTINGS, google.calendar, google.drive, now=NOW, zones=ZoneInfo)
    with pytest.raises(SignInNeeded):
        statuses(SETTINGS, google, since=since, now=NOW, zones=ZoneInfo)
    with pytest.raises(SignInNeeded):
        read_along(SETTINGS, google, found, now=NOW)
    with pytest.raises(SignInNeeded):
        run(SETTINGS, google, now=NOW, zones=ZoneInfo, wait=lambda _: None, preview=True)
