"""What it costs to read and plan a long document, beside `json.loads` of the same answer.

The answer is the one that the job gets: asked for with its mask, over the wire. What is timed is
everything that a run does with it, in CPU time: reading it, joining the export's ticks, planning,
checking the plan's invariants, and making the requests.
"""

import gc
import json
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sync.agenda.calendar.judge import verdicts
from sync.agenda.calendar.pairs import Pair, pairs
from sync.agenda.document.reading import read_notebook, with_ticks
from sync.agenda.planning.edits import requests_for
from sync.agenda.planning.invariants import check
from sync.agenda.planning.outcomes import Plan
from sync.agenda.planning.plan import plan
from sync.agenda.planning.terms import Occasion, Terms
from sync.config.settings import Settings
from sync.emulator.docs import Document
from sync.emulator.notation import parse
from sync.google.session import Google
from sync.job.terms import occasions_of, terms_of
from tests.bench.pages import notes
from tests.scenarios.company import ME, NAMES, NOW, OTHER, Company, company, lay_out

SHORT, LONG, TWICE, LONGEST = 26, 260, 520, 1040
_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Given:
    """What a run has in hand when it plans."""

    answer: str
    export: str
    occasions: tuple[Occasion, ...]
    terms: Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Seconds of CPU, the best of some rounds."""

    sections: int
    lists: int
    size: int
    json_loads: float
    planning: float

    @property
    def ratio(self) -> float:
        """Planning in terms of `json.loads`."""
        return self.planning / self.json_loads


def measure(*numbers: int, few_lists: bool) -> list[Cost]:
    """The cost for documents of so many sections; rounds of all take turns."""
    given = [_given(number, few_lists=few_lists) for number in numbers]
    loads = [float("inf")] * len(given)
    plans = [float("inf")] * len(given)
    for _ in range(_ROUNDS):
        for at, one in enumerate(given):
            seconds, document = _timed(lambda one=one: json.loads(one.answer))  # type: ignore[misc]
            loads[at] = min(loads[at], seconds)
            seconds, _made = _timed(lambda one=one, it=document: planned(one, it))  # type: ignore[misc]
            plans[at] = min(plans[at], seconds)
    return [
        Cost(
            sections=number,
            lists=_lists(one),
            size=len(one.answer.encode()),
            json_loads=load,
            planning=cost,
        )
        for number, one, load, cost in zip(numbers, given, loads, plans, strict=True)
    ]


def planned(given: Given, document: Any) -> list[Any]:
    """All that a run does between the answer and the write."""
    notebook = with_ticks(read_notebook(document, locale=given.terms.wording.locale), given.export)
    made = plan(notebook, given.occasions, given.terms)
    if not isinstance(made, Plan) or not made.steps:
        raise AssertionError("there is something to write")
    check(made, given.terms)
    return requests_for(made.before, made.steps)


def _lists(given: Given) -> int:
    return len(json.loads(given.answer)["tabs"][0]["documentTab"]["lists"])


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    gc.collect()
    gc.freeze()  # what else is in memory is not to be gone through in the middle of it
    start = time.process_time()
    found = work()
    return time.process_time() - start, found


def _tight(document: Any, *, few_lists: bool) -> str:
    """The answer as it travels; `few_lists`: one list of each kind for the whole document, as
    where people go on with the lists they have.
    """
    if few_lists:
        tab = document["tabs"][0]["documentTab"]
        kinds: dict[str, str] = {}
        same = {
            each: kinds.setdefault(json.dumps(one["listProperties"]), each)
            for each, one in tab["lists"].items()
        }
        for block in tab["body"]["content"]:
            bullet = block.get("paragraph", {}).get("bullet")
            if bullet is not None:
                bullet["listId"] = same[bullet["listId"]]
        tab["lists"] = {each: tab["lists"][each] for each in kinds.values()}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _given(sections: int, *, few_lists: bool) -> Given:
    with (
        tempfile.TemporaryDirectory() as folder,
        company(Path(folder), lay_out(Path(folder))) as at,
        at.signed_in() as google,
    ):
        document_id = attach_notes(at, sections)
        pair = _pair(google, at.settings)
        return Given(
            answer=_tight(google.docs.get(document_id), few_lists=few_lists),
            export=google.drive.export_markdown(document_id),
            occasions=occasions_of(pair, at.settings, now=NOW, again=False),
            terms=terms_of(pair, at.settings, now=NOW, made=False),
        )


def attach_notes(at: Company, sections: int) -> str:
    """A document of people's with so many sections, attached to the series; its id."""
    document_id = at.workspace.drive.add_document(OTHER, f"{NAMES[ME]} / {NAMES[OTHER]} 1:1")
    at.workspace.drive.share(document_id, ME)
    written = parse(notes(sections, until=(NOW + timedelta(days=1)).date()))
    at.workspace.documents[document_id] = _as_file(written, document_id)
    at.attach(document_id)
    return document_id


def _as_file(written: Document, document_id: str) -> Document:
    written.document_id = document_id
    return written


def _pair(google: Google, settings: Settings) -> Pair:
    rules = settings.rules()
    window = {"time_min": NOW - rules.lookback, "time_max": NOW + rules.lookahead}
    answer = google.calendar.events("primary", **window)
    (found,) = pairs(verdicts(answer, rules=rules, zones=ZoneInfo), rules=rules, now=NOW)
    return found
