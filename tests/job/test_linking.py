"""Which existing files the job needs and may not open, and whether it may once they were picked."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sync.config.settings import Settings
from sync.google.errors import NotFound
from sync.job.clients import Json
from sync.job.linking import WAITS, Needed, closed, closed_for_good, needed

NOW = datetime(2025, 3, 10, 8, tzinfo=UTC)
ME, BOB, CY = "ada@acme.test", "bob@acme.test", "cy@acme.test"
DOCUMENT = "application/vnd.google-apps.document"


class Calendar:
    """Lists what it was given."""

    def __init__(self, *events: Json) -> None:
        self.events_given = events

    def events(self, calendar_id: str, *, time_min: datetime, time_max: datetime) -> Json:
        assert (calendar_id, time_min < NOW < time_max) == ("primary", True)
        return {"timeZone": "UTC", "items": list(self.events_given)}


class Files:
    """Opens a file from its n-th look on."""

    def __init__(self, **looks: int) -> None:
        self.looks = looks

    def file(self, file_id: str) -> Json:
        self.looks[file_id] -= 1
        if self.looks[file_id] > 0:
            raise NotFound("The file does not exist")
        return {"id": file_id}


def event(other: str, *documents: str, title: str = "Notes", series: bool = True) -> Json:
    start = NOW + timedelta(days=1)
    number = f"{other.partition('@')[0]}{len(documents)}"
    recurring = {
        "recurringEventId": number,
        "originalStartTime": {"dateTime": start.isoformat()},
    }
    return {
        "id": f"{number}_20250311T080000Z" if series else number,
        "status": "confirmed",
        "summary": "1:1",
        "eventType": "default",
        "start": {"dateTime": start.isoformat()},
        "end": {"dateTime": (start + timedelta(minutes=30)).isoformat()},
        "organizer": {"email": ME, "self": True},
        "attendees": [
            {"email": ME, "self": True, "responseStatus": "accepted"},
            {"email": other, "responseStatus": "accepted"},
        ],
        "attachments": [
            {
                "fileUrl": f"https://docs.google.com/document/d/{each}/edit",
                "fileId": each,
                "title": title,
                "mimeType": DOCUMENT,
            }
            for each in documents
        ],
        **(recurring if series else {}),
    }


Asks = Callable[..., tuple[Needed, ...]]


@pytest.fixture
def asks() -> Asks:
    def ask(*events: Json, settings: Settings | None = None) -> tuple[Needed, ...]:
        given = settings or Settings()
        return needed(given, Calendar(*events), now=NOW, zones=ZoneInfo)

    return ask


def test_documents_are_those_that_the_one_on_ones_lead_to(asks: Asks) -> None:
    found = asks(event(CY, "cys-first", "cys-second"), event(BOB, "bobs"))

    assert found == (
        Needed(file_id="bobs", people=(BOB,)),
        Needed(file_id="cys-first", people=(CY,)),
        Needed(file_id="cys-second", people=(CY,)),
    )


def test_one_document_of_two_people_is_there_once(asks: Asks) -> None:
    assert asks(event(BOB, "shared"), event(CY, "shared")) == (
        Needed(file_id="shared", people=(BOB, CY)),
    )


def test_what_machines_write_and_what_single_meetings_hold_is_not_wanted(asks: Asks) -> None:
    found = asks(
        event(BOB, "minutes", title="Bob / Ada - 2025/03/03 - Notes by Gemini"),
        event(CY, "plan", series=False),
    )

    assert found == ()


def test_the_document_that_the_settings_name_goes_before_the_attached_one(
    asks: Asks, tmp_path: Path
) -> None:
    from sync.config.settings import parse

    path = tmp_path / "config.toml"
    path.write_text(
        '[docs]\nfolder = "the-folder"\n[[person]]\nemail = "bob@acme.test"\ndoc = "named"\n',
        encoding="utf-8",
    )
    found = asks(event(BOB, "attached"), settings=parse(path))

    assert found == (Needed(file_id="named", people=(BOB,)), Needed(file_id="the-folder"))
    assert [each.is_folder for each in found] == [False, True]


def test_those_are_closed_that_can_not_be_opened() -> None:
    one, two = Needed(file_id="one", people=(BOB,)), Needed(file_id="two", people=(CY,))

    assert closed((one, two), Files(one=0, two=2)) == (two,)


@pytest.mark.parametrize(
    ("looks", "slept", "left"),
    [(1, [], False), (2, [1.0], False), (4, [1.0, 1.0, 2.0], False), (99, list(WAITS[1:]), True)],
)
def test_a_grant_is_waited_for_a_while(looks: int, slept: list[float], left: bool) -> None:
    one = Needed(file_id="one", people=(BOB,))
    waited: list[float] = []
    found = closed_for_good((one,), Files(one=looks), wait=waited.append)

    assert (found, waited) == ((one,) if left else (), slept)


def test_nothing_picked_is_nothing_to_wait_for() -> None:
    waited: list[float] = []

    assert closed_for_good((), Files(), wait=waited.append) == ()
    assert waited == []
