"""The calendar shows what Google's showed: each recorded state is made by hand and compared."""

import json
import re
from base64 import urlsafe_b64decode
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from sync.emulator.workspace import Workspace
from tests.emulator.conftest import NOW, Client, Clients, Json
from tests.support import recording_files

ME = "test.user@gmail.com"
EVENTS = "/calendar/v3/calendars/primary/events"
# what depends on when it was recorded
VOLATILE = {"etag", "created", "updated", "nextSyncToken", "defaultReminders"}


@pytest.fixture
def workspace() -> Workspace:
    made = Workspace(now=NOW)
    made.add_user(ME, "Test", zone="America/Chicago")
    made.add_user("foo@gmail.com", "Foo", zone="America/Denver")
    made.add_user("test-user@compass.com", "Compass", zone="Africa/Lagos")
    made.add_user("api@nango.dev", "Nango", zone="America/Sao_Paulo")
    made.add_user("some.person@gmail.com", "Some Person", zone="America/Los_Angeles")
    return made


def read(recordings: Path, name: str) -> Any:
    found = json.loads((recordings / "calendar" / f"{name}.json").read_text())
    return next(iter(found.values())) if len(found) == 1 else found


def steady(event: Json) -> Json:
    """All of an event but its times of writing, which have to agree with each other."""
    if "updated" in event:
        assert abs(int(event["etag"].strip('"')) // 2_000 - millis(event["updated"])) <= 1
        assert event["created"] <= event["updated"]
    kept = {key: value for key, value in event.items() if key not in VOLATILE}
    if "htmlLink" in event:
        kept["htmlLink"] = linked(event["htmlLink"])
    return kept


def millis(when: str) -> int:
    return round(datetime.fromisoformat(when).timestamp() * 1000)


def linked(link: str) -> tuple[str, str]:
    """What a link to an event says: its page and the event. The calendars were renamed."""
    page, _, coded = link.partition("?eid=")
    return page, urlsafe_b64decode(coded + "=" * (-len(coded) % 4)).decode().partition(" ")[0]


def add(
    workspace: Workspace, event: Json, *, organizer: str = ME, recurrence: list[str] | None = None
) -> str:
    """The recorded event as somebody made it."""
    when: dict[str, Any] = {}
    for side in ("start", "end"):
        text = event[side].get("dateTime")
        when[side] = (
            datetime.fromisoformat(text) if text else date.fromisoformat(event[side]["date"])
        )
    return workspace.calendar.add_event(
        organizer,
        event["summary"],
        when["start"],
        length=when["end"] - when["start"],
        zone=event["start"].get("timeZone"),
        recurrence=recurrence if recurrence is not None else event.get("recurrence", ()),
        event_id=event["id"].partition("_R")[0],
    )


def listed(client: Client, **query: str) -> Json:
    return client.json("GET", EVENTS, params={"showDeleted": "true", **query})


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_this_and_following_ends_a_series_and_begins_another(
    number: int, recordings: Path, workspace: Workspace, client: Clients
) -> None:
    shown = read(recordings, f"edit_this-and-following_this-and-following-{number}")
    old, *exceptions, new = shown["items"]
    series = add(workspace, old, recurrence=new["recurrence"])
    for _ in range(old["sequence"]):
        workspace.world.state.series[series].sequence += 1
    for item in exceptions:
        key = item["id"].rpartition("_")[2]
        if item["start"] != item["originalStartTime"]:
            start = datetime.fromisoformat(item["start"]["dateTime"])
            workspace.calendar.move(series, start, key=key)
        workspace.calendar.change(series, described(item), key=key)
    key = new["id"].rpartition("_R")[2] + "Z"
    made = workspace.calendar.split(series, key, described(new))
    answer = listed(client(ME))

    assert made == new["id"]
    by_id = {item["id"]: steady(item) for item in answer["items"]}
    assert by_id == {item["id"]: steady(item) for item in shown["items"]}
    assert len({item["etag"] for item in answer["items"]}) == 1


def described(item: Json) -> Json:
    return {name: item[name] for name in ("summary", "description") if name in item}


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_changed_occurrence_stands_beside_its_series(
    number: int, recordings: Path, workspace: Workspace, client: Clients
) -> None:
    shown = read(recordings, f"edit_single_single.instance-{number}")
    series = add(workspace, shown["items"][0])
    for item in shown["items"][1:]:
        key = item["id"].rpartition("_")[2]
        if item["start"] != item["originalStartTime"]:
            start = datetime.fromisoformat(item["start"]["dateTime"])
            workspace.calendar.move(series, start, key=key)
        workspace.calendar.change(series, described(item), key=key)
    answer = listed(client(ME))

    assert [steady(item) for item in answer["items"]] == [steady(item) for item in shown["items"]]
    assert {key: type(value) for key, value in answer.items()} == {
        key: type(value) for key, value in shown.items()
    }


@pytest.mark.parametrize("name", ["delete_single_delete.single", "delete_single_delete.single-2"])
def test_a_cancelled_occurrence_shows_what_google_guarantees(
    name: str, recordings: Path, workspace: Workspace, client: Clients
) -> None:
    shown = read(recordings, name)
    series = add(workspace, shown["items"][0])
    workspace.calendar.cancel(series, key=shown["items"][1]["id"].rpartition("_")[2])
    answer = listed(client(ME))

    assert [steady(item) for item in answer["items"]] == [steady(item) for item in shown["items"]]


def test_a_series_is_expanded_into_its_occurrences(
    recordings: Path, workspace: Workspace, client: Clients
) -> None:
    master, *instances = read(recordings, "core_gcal.recurring")
    series = add(workspace, master, organizer="test-user@compass.com")
    owner = client("test-user@compass.com")
    answer = owner.json("GET", f"{EVENTS}/{series}/instances")

    assert steady(owner.json("GET", f"{EVENTS}/{series}")) == steady(master)
    assert [steady(item) for item in answer["items"]] == [steady(item) for item in instances]


def test_an_all_day_event_has_dates(
    recordings: Path, workspace: Workspace, client: Clients
) -> None:
    (event,) = read(recordings, "core_gcal.allday")
    made = add(workspace, event, organizer="foo@gmail.com")
    owner = client("foo@gmail.com")
    owner.json(
        "PATCH",
        f"{EVENTS}/{made}",
        json={"transparency": "transparent", "reminders": {"useDefault": False}},
    )
    shown = owner.json("GET", f"{EVENTS}/{made}")
    del event["private"]  # the recorder's own

    assert steady(shown) == steady(event)


def test_cancelled_stubs_have_the_recorded_shapes(
    recordings: Path, workspace: Workspace, client: Clients
) -> None:
    occurrence, single = read(recordings, "core_gcal.cancelled")
    split = read(recordings, "northworld_cancelled_events")
    weekly = workspace.calendar.add_event(
        ME,
        "W",
        datetime(2025, 3, 3, 9),  # noqa: DTZ001
        recurrence=["RRULE:FREQ=WEEKLY"],
    )
    alone = workspace.calendar.add_event(ME, "S", datetime(2025, 3, 12, 9))  # noqa: DTZ001
    following = workspace.calendar.split(weekly, "20250317T140000Z")
    workspace.calendar.cancel(following, key="20250324T140000Z")
    workspace.calendar.cancel(weekly, key="20250310T140000Z")
    workspace.calendar.cancel(alone)
    items = {item["id"]: item for item in listed(client(ME))["items"]}

    for stub, recorded in (
        (items[f"{weekly}_20250310T140000Z"], occurrence),
        (items[f"{weekly}_20250324T140000Z"], split),
    ):
        assert stub.keys() == recorded.keys()
        assert named_after(stub) == named_after(recorded)
    assert items[f"{weekly}_20250324T140000Z"]["recurringEventId"] == following
    assert items[alone].keys() == single.keys()
    assert items[alone]["status"] == "cancelled"
    workspace.settings.deleted_events = "id"
    items = {item["id"]: item for item in listed(client(ME))["items"]}
    assert items[f"{weekly}_20250310T140000Z"].keys() == single.keys()


def named_after(stub: Json) -> tuple[str, str]:
    """What of an occurrence's id comes from the id of its series, and what it says besides."""
    series = stub["recurringEventId"]
    base, _, key = stub["id"].rpartition("_")
    said = datetime.fromisoformat(stub["originalStartTime"]["dateTime"]).astimezone(UTC)

    assert series.startswith(base)
    assert key == said.strftime("%Y%m%dT%H%M%SZ")
    return re.sub(r"\d", "0", series[len(base) :]), re.sub(r"\d", "0", key)


def test_an_occurrence_behind_a_split_is_found_by_its_id(
    workspace: Workspace, client: Clients
) -> None:
    rule = ["RRULE:FREQ=WEEKLY"]
    weekly = workspace.calendar.add_event(ME, "W", datetime(2025, 3, 3, 9), recurrence=rule)  # noqa: DTZ001
    following = workspace.calendar.split(weekly, "20250317T140000Z")
    again = workspace.calendar.split(following, "20250331T140000Z")
    owner = client(ME)

    def series_of(key: str) -> object:
        return owner.json("GET", f"{EVENTS}/{weekly}_{key}")["recurringEventId"]

    assert series_of("20250310T140000Z") == weekly
    assert series_of("20250324T140000Z") == following
    assert series_of("20250407T140000Z") == again
    assert owner.refused("GET", f"{EVENTS}/{following}_20250324T140000Z")[0] == 404
    assert owner.refused("GET", f"{EVENTS}/{weekly}_20250408T140000Z")[0] == 404


@pytest.mark.parametrize(
    "name", ["northworld_events", "northworld_repeating_events", "northworld_find_event_by_id"]
)
def test_older_recordings_show_nothing_that_is_unknown_here(
    name: str, recordings: Path, client: Clients
) -> None:
    shown = read(recordings, name)
    owner = client("some.person@gmail.com")
    for event in shown.get("items", [shown]):
        body = {
            key: event[key]
            for key in (
                "summary",
                "start",
                "end",
                "recurrence",
                "extendedProperties",
                "description",
            )
            if key in event
        }
        made = owner.json("POST", EVENTS, json=body)

        assert event.keys() <= made.keys()
        of_then = {*VOLATILE, "htmlLink", "iCalUID", "id", "sequence", "creator", "organizer"}
        for key in event.keys() - of_then - {"start", "end"}:
            assert made[key] == event[key]
        for side in ("start", "end"):
            assert made[side].items() >= event[side].items()


def test_an_empty_list_has_the_recorded_shape(recordings: Path, client: Clients) -> None:
    shown = read(recordings, "northworld_empty_events")
    answer = client("some.person@gmail.com").json("GET", EVENTS)

    assert answer.keys() == shown.keys()
    assert answer["items"] == shown["items"]


CALLS = [file for file in recording_files("calendar/*.json") if '"calls"' in file.read_text()]


@pytest.mark.parametrize("file", CALLS, ids=lambda file: file.stem)
def test_a_recorded_call_is_answered_alike(
    file: Path, workspace: Workspace, client: Clients
) -> None:
    owner = client("api@nango.dev")
    for call in json.loads(file.read_text())["calls"]:
        prepare(workspace, call)
        answer = owner.json(
            call["method"].upper(),
            call["path"],
            params=call["request"].get("params"),
            json=call["request"].get("data"),
        )
        expected = call["response"]

        assert shape(answer) == shape(expected)


def prepare(workspace: Workspace, call: Json) -> None:
    """Makes what the call is about, as it was before."""
    answer = call["response"]
    if call["path"].endswith("/instances"):
        first = answer["items"][0]
        add(
            workspace,
            {**first, "id": first["recurringEventId"]},
            organizer="api@nango.dev",
            recurrence=["RRULE:FREQ=WEEKLY;COUNT=" + str(len(answer["items"]))],
        )
    elif call["method"] == "patch":
        add(workspace, answer, organizer="api@nango.dev")
        workspace.calendar.change(answer["id"], {"description": answer["description"]})
    elif "nextPageToken" in answer:
        workspace.settings.empty_pages = True
        workspace.calendar.add_event("api@nango.dev", "E", datetime(2025, 3, 3, 9))  # noqa: DTZ001


def shape(answer: Json) -> Json:
    """All of it but what depends on when it was recorded and on chance."""
    chance = {
        "id",
        "etag",
        "created",
        "updated",
        "htmlLink",
        "iCalUID",
        "nextSyncToken",
        "nextPageToken",
        "defaultReminders",
    }
    if answer["kind"] == "calendar#events":
        chance |= {"summary"}  # the calendar's name
    if answer["kind"] == "calendar#event":
        assert answer["iCalUID"].partition("@")[0] == answer["id"].partition("_")[0]
        steady(answer)
    kept: Json = {}
    for key, value in answer.items():
        if key in chance and not (key == "id" and value == "timezone"):
            kept[key] = type(value).__name__
        elif isinstance(value, list):
            kept[key] = [shape(item) if isinstance(item, dict) else item for item in value]
        else:
            kept[key] = value
    return kept
