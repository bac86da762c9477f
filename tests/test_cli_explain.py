from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sync.agenda.calendar.judge import verdicts
from sync.agenda.calendar.rules import Rules
from sync.commands.explain import outcome_of
from sync.commands.show import plain_lines
from sync.config.settings import Settings
from sync.job.explaining import Explanation, explain
from sync.job.skips import link
from tests.agenda.calendar_wire import KIM, ME, MONDAY, NOW, WEEK, guest, me, occurrence, zones

Json = dict[str, Any]
LEE = "lee@elsewhere.test"


class OneCalendar:
    """A calendar whose answer is at hand; it keeps the bounds that it was asked for."""

    def __init__(self, *items: Json) -> None:
        self.items = items
        self.asked: list[Any] = []

    def events(self, calendar_id: str, /, *, time_min: Any, time_max: Any) -> Json:
        self.asked.append((calendar_id, time_min, time_max))
        return {"timeZone": "Europe/Berlin", "items": list(self.items)}


class OneDrive:
    """A Drive whose one search finds these files; anything else would be an error."""

    def __init__(self, *files: Json) -> None:
        self.files = files

    def find(self, query: str, /) -> list[Json]:
        assert "oneonone" in query
        return list(self.files)

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"explain asks Drive for {name}")


def explained(*items: Json, files: tuple[Json, ...] = ()) -> Explanation:
    drive: Any = OneDrive(*files)
    return explain(Settings(), OneCalendar(*items), drive, now=NOW, zones=zones)


def attached(file_id: str) -> Json:
    return {
        "fileId": file_id,
        "title": "Kim / Mia notes",
        "mimeType": "application/vnd.google-apps.document",
        "fileUrl": f"https://docs.google.com/document/d/{file_id}/edit",
    }


def text_of(explanation: Explanation) -> list[str]:
    return [line for block in outcome_of(explanation).blocks for line in plain_lines(block)]


def test_one_window_is_asked_for() -> None:
    calendar, drive = OneCalendar(), OneDrive()
    stub: Any = drive
    explain(Settings(), calendar, stub, now=NOW, zones=zones)

    rules = Settings().rules()
    assert calendar.asked == [("primary", NOW - rules.lookback, NOW + rules.lookahead)]


def test_each_event_has_its_verdict_and_each_pair_its_document() -> None:
    explanation = explained(
        occurrence(MONDAY, attachments=[attached("doc-kim-1")]),
        occurrence(MONDAY + WEEK, attachments=[attached("doc-kim-1")]),
        occurrence(
            MONDAY + timedelta(days=2),
            series="outside",
            summary="Sync\x1b[2J with Lee",
            attendees=[me(), guest(LEE)],
        ),
        occurrence(
            MONDAY + timedelta(days=3),
            series="big",
            summary="Team",
            attendees=[me(), guest(), guest(LEE)],
        ),
    )

    assert text_of(explanation) == [
        "4 events in the window",
        "when                  event             1:1  why",
        f"Mon 2025-03-10 17:00  Kim / Mia         yes  a 1:1 with {KIM}",
        f"Wed 2025-03-12 17:00  Sync[2J with Lee  yes  a 1:1 with {LEE}",
        "Thu 2025-03-13 17:00  Team              no   3 people are in it; a 1:1 has two",
        f"Mon 2025-03-17 17:00  Kim / Mia         yes  a 1:1 with {KIM}",
        "",
        "Where the 1:1s lead",
        "with                next                  document",
        f"{KIM}     Mon 2025-03-17 17:00  {link('doc-kim-1')} (attached)",
        f"{LEE}  Wed 2025-03-12 17:00  " + str(explanation.events[1].lead),
    ]


def test_the_json_says_the_same_of_each_event() -> None:
    (only,) = outcome_of(explained(occurrence(MONDAY + WEEK))).data["events"]

    assert only == {
        "event_id": "weekly_20250317T160000Z",
        "start": "2025-03-17T17:00:00+01:00",
        "title": "Kim / Mia",
        "counts": "yes",
        "reason": None,
        "why": f"a 1:1 with {KIM}",
        "with": KIM,
        "prepared": True,
        "document": {"id": None, "how": "to-be-made"},
    }


def test_a_document_found_by_its_mark_is_named() -> None:
    meeting = explained(occurrence(MONDAY)).events[0].verdict.meeting
    assert meeting is not None
    marked = {
        "id": "doc-made",
        "properties": {
            "oneonone": "agenda",
            "oneonone-pair": meeting.pair,
            "oneonone-shared": "writer doc-made",
        },
        "createdTime": "2025-01-01T00:00:00Z",
        "trashed": False,
        "ownedByMe": True,
    }
    (only,) = outcome_of(explained(occurrence(MONDAY), files=(marked,))).data["events"]

    assert only["document"] == {
        "id": "doc-made",
        "url": "https://docs.google.com/document/d/doc-made/edit",
        "how": "mark",
    }


def test_an_empty_window_is_said() -> None:
    outcome = outcome_of(explained())

    assert [line for block in outcome.blocks for line in plain_lines(block)] == [
        "0 events in the window",
        (
            "The calendar is the one that [calendar] id names; the window, its lookback_days and "
            "lookahead_days."
        ),
    ]
    assert outcome.data == {
        "events": [],
        "documents": [],
        "how_it_decides": "docs/how-it-decides.md",
    }


def test_an_event_without_a_start_is_shown_too() -> None:
    stub = {"id": "gone", "status": "cancelled"}
    answer = {"timeZone": "Europe/Berlin", "items": [stub]}
    found = verdicts(answer, rules=Rules(), zones=zones)
    explanation = explained(stub)

    assert [each.verdict for each in explanation.events] == list(found)
    assert text_of(explanation)[2] == "-     (no title)  no   cancelled"


def test_times_are_shown_in_the_calendars_own_zone() -> None:
    explanation = explained(occurrence(MONDAY, zone="America/New_York"))

    assert explanation.zone == ZoneInfo("Europe/Berlin")
    assert text_of(explanation)[2].startswith("Mon 2025-03-10 17:00")


def test_what_is_declined_is_of_a_pair_but_leads_nowhere() -> None:
    declined = occurrence(MONDAY, attendees=[me(ME, "declined"), guest()])
    (only,) = outcome_of(explained(declined)).data["events"]

    assert (only["counts"], only["reason"], only["with"]) == ("no", "i-declined", KIM)
    assert only["document"] is None
