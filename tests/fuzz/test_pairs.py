"""Whatever comes of one pair's document, file, export and comments, the other pair is as it was."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from sync.commands import explain as cli_explain
from sync.commands import report, status_page, status_words
from sync.commands.outcome import Outcome
from sync.config.settings import Settings
from sync.job.checkup import papers
from sync.job.explaining import explain
from sync.job.reading_along import read_along
from sync.job.run import run
from sync.job.status import statuses
from sync.job.window import read_window
from tests.agenda.calendar_wire import KIM
from tests.fuzz.holding import assert_readable, assert_safe_page
from tests.fuzz.material import DOCUMENT_KEYS, FILE_KEYS
from tests.fuzz.mutating import Mangled, Recorded, mangled
from tests.fuzz.papers import LINES, documents, reindexed
from tests.fuzz.running import Fuzzer
from tests.fuzz.texts import mangled_texts
from tests.job.canned import Canned
from tests.job.parts import found
from tests.job.two_pairs import GOOD, LEE, NOW, file, of_kim_and

SETTINGS = Settings()
SINCE = NOW - timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Case:
    """What Google answers of Lee's document, and of a search for marked files."""

    document: Mangled
    counted: bool
    file: Mangled
    search: Mangled
    export: str
    comments: Mangled

    def google(self) -> Canned:
        """Kim's document beside it."""
        document = self.document.value
        if isinstance(document, dict) and document.get("documentId") == "1recorded":
            document = {**document, "documentId": "1lees"}
        google = of_kim_and(reindexed(document) if self.counted else document)
        good = of_kim_and(None)
        return of_kim_and(
            reindexed(document) if self.counted else document,
            files={"1kims": good.files["1kims"], "1lees": self.file.value},
            found=[one for one in self.search.value["files"] if isinstance(one, dict)],
            exports={**google.exports, "1lees": self.export},
            commented=self.comments.value,
        )


def cases() -> st.SearchStrategy[Case]:
    """Everything of Lee's made wrong, as far as the clients let it through."""
    ours = GOOD.show()
    lees = Recorded.of("lees", {**ours, "documentId": "1lees"}, read=DOCUMENT_KEYS.split())
    short = [one for one in documents() if len(one.paths) < 300]
    wrong = mangled([*[lees] * 20, *short], texts=LINES)
    files = mangled([Recorded.of("file", file("1lees", LEE), read=FILE_KEYS.split())], most=2)
    listed = [found("1lees", of="x"), found("1other", of="y", note="")]
    searches = mangled([Recorded.of("search", {"files": listed}, read=FILE_KEYS.split())], most=2)
    comments = mangled([Recorded.of("comments", [{"quotedFileContent": {"value": "a"}}])], most=1)
    export = mangled_texts(["- [ ] to send\n- [x] ~~done~~\n"])

    @st.composite
    def made(draw: st.DrawFn) -> Case:
        search = draw(searches)
        if not isinstance(search.value, dict) or not isinstance(search.value.get("files"), list):
            search = Mangled("nothing found", (), {"files": []})
        return Case(
            draw(wrong), draw(st.booleans()), draw(files), search, draw(export), draw(comments)
        )

    return made()


Shown = tuple[Any, Any]


def of_status(google: Canned) -> Shown:
    pairs = statuses(SETTINGS, google, since=SINCE, now=NOW, zones=ZoneInfo)
    all_found = status_words.Found(pairs=pairs, last=None, since=SINCE, now=NOW)
    outcome = status_words.outcome_of(all_found)
    assert_readable(outcome)
    assert_safe_page(status_page.page_of(all_found))
    return _of_kim(outcome.data["pairs"]), len(pairs)


def of_explain(google: Canned) -> Shown:
    explained = explain(
        SETTINGS, google.calendar, google.drive, now=NOW, zones=ZoneInfo, docs=google.docs
    )
    read = read_along(SETTINGS, google, explained, now=NOW)
    outcome = cli_explain.outcome_of(explained, read)
    assert_readable(outcome)
    return _of_kim(outcome.data["events"]), _of_kim(outcome.data["documents"])


def of_doctor(google: Canned) -> Shown:
    pairs = read_window(SETTINGS, google.calendar, now=NOW, zones=ZoneInfo).pairs
    kim, _lee = papers(pairs, SETTINGS, google, now=NOW)
    return (kim.problem, kim.sections, kim.size, kim.actions), len(pairs)


def of_run(google: Canned) -> Shown:
    found = run(SETTINGS, google, now=NOW, zones=ZoneInfo, wait=lambda _: None, preview=True)
    outcome: Outcome = report.outcome_of(found)
    assert_readable(outcome)
    return _of_kim(outcome.data["pairs"]), len(found.pairs)


def _of_kim(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if row["with"] == KIM]


COMMANDS: tuple[Callable[[Canned], Shown], ...] = (of_status, of_explain, of_doctor, of_run)


@cache
def as_it_was() -> list[Shown]:
    """What is said of Kim where Lee's is in order as well."""
    lees = {**GOOD.show(), "documentId": "1lees"}
    return [command(of_kim_and(lees)) for command in COMMANDS]


def holds(case: Case) -> None:
    google = case.google()
    assert [command(google) for command in COMMANDS] == as_it_was()


FUZZER = Fuzzer("pairs", cases, holds, usual=10, round=100)


def test_what_is_wrong_with_one_pair_changes_nothing_for_the_other() -> None:
    FUZZER.run()
