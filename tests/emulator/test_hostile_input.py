"""Whatever a client sends, the answer is Google's refusal or an answer, never a bug."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.emulator.discovery import Api, api
from sync.emulator.drive.query import matcher
from sync.emulator.masks import apply_mask, read_mask
from sync.emulator.schema import check_answer, check_request
from sync.emulator.wire import Caller, Json, WireError
from sync.emulator.workspace import Workspace
from tests.emulator.conftest import NOW, Client

CALLER = Caller(user="ada@example.com", client="1-x", scopes=frozenset({"drive"}), issued=0)
DOCUMENT = "application/vnd.google-apps.document"
WORDS = st.sampled_from(
    ["name", "trashed", "=", "!=", "contains", "'x'", "'", "and", "or", "not", "(", ")", "in",
     "parents", "owners", "has", "{", "}", "key", "value", "true", "properties", "'me'", "<", "\\"]
)  # fmt: skip


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    made = Workspace(now=NOW)
    made.add_user("ada@example.com", "Ada")
    made.drive.add_document("ada@example.com", "x", ["Hello"], file_id="1x")
    made.calendar.add_event("ada@example.com", "S", NOW, event_id="taken0")
    return made


@pytest.fixture(scope="module")
def client(workspace: Workspace) -> Iterator[Client]:
    """Ends with a failure if the emulator met a bug of its own."""
    token = workspace.sign_in("ada@example.com", "1-x", ["drive", "calendar", "documents"])
    with workspace.serve() as served:
        ada = Client(served.root)
        ada.sign_in(token)
        yield ada
        ada.session.close()


def status_of(work: Callable[..., object], *arguments: object) -> int:
    """200, or the status of Google's refusal."""
    try:
        work(*arguments)
    except WireError as refusal:
        return refusal.status
    return 200


@given(query=st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=30))
def test_any_query_is_read_or_refused(workspace: Workspace, query: str) -> None:
    file = workspace.drive.file("1x")

    def find() -> bool:
        return matcher(workspace.world, CALLER, query)(file)

    assert status_of(find) in {200, 400}


@given(
    text=st.lists(
        st.sampled_from(
            ["tabs", "body", "title", "(", ")", ",", "/", "*", ".", "lists", "documentTab"]
        ),
        max_size=10,
    ).map("".join)
    | st.text(max_size=20)
)
def test_any_mask_is_read_or_refused(text: str) -> None:
    for name, path in (("docs", "v1/documents/x"), ("drive", "files/x")):
        found = api(name).find("GET", path)
        assert found is not None

        assert status_of(read_mask, found[0], text) in {200, 400}


def masks(source: Api, schema: Json, depth: int = 3) -> st.SearchStrategy[str]:
    """Masks that name what a schema has."""
    while "$ref" in schema or schema.get("type") == "array":
        schema = source.schemas[schema["$ref"]] if "$ref" in schema else schema["items"]
    properties = schema.get("properties", {})

    def one(name: str) -> st.SearchStrategy[str]:
        inner = properties[name]
        if depth == 0 or not ("$ref" in inner or inner.get("type") == "array"):
            return st.just(name)
        below = masks(source, inner, depth - 1)
        return st.just(name) | below.map(lambda text: f"{name}({text})" if text else name)

    if not properties:
        return st.just("")
    chosen = st.sampled_from(sorted(properties)).flatmap(one)
    return st.lists(chosen, min_size=1, max_size=4).map(",".join)


@given(data=st.data())
def test_a_partial_answer_is_a_part_of_the_whole(workspace: Workspace, data: Any) -> None:
    source = api("docs")
    found = source.find("GET", "v1/documents/x")
    assert found is not None
    text = data.draw(masks(source, source.schemas["Document"]))
    whole = workspace.documents["1x"].show(include_tabs_content="tabs" in text)
    try:
        mask = read_mask(found[0], text)
    except WireError:
        return
    part = apply_mask(mask, whole)

    check_answer(found[0], part)
    assert contained(part, whole)


def contained(part: Any, whole: Any) -> bool:
    if isinstance(part, dict):
        return all(key in whole and contained(value, whole[key]) for key, value in part.items())
    if isinstance(part, list):
        return len(part) == len(whole) and all(map(contained, part, whole))
    return bool(part == whole)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=5)
    | st.sampled_from(["2025-03-10T09:00:00Z", "2025-03-10", "RRULE:FREQ=DAILY", "x@example.com"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["email", "dateTime", "date", "timeZone", "private", "shared", "fileUrl"]),
        inner,
        max_size=3,
    ),
    max_leaves=6,
)  # fmt: skip
NAMES = st.sampled_from(
    ["summary", "start", "end", "recurrence", "attendees", "attachments", "extendedProperties",
     "status", "name", "parents", "properties", "trashed", "requests", "writeControl", "role",
     "type", "emailAddress", "reminders", "guestsCanModify"]
)  # fmt: skip
BODIES = st.dictionaries(NAMES, VALUES, max_size=4)


@given(body=BODIES)
def test_any_body_is_held_to_the_schema_without_failing(body: Json) -> None:
    for name, verb, path in (
        ("calendar", "PATCH", "calendars/x/events/x"),
        ("drive", "PATCH", "files/x"),
        ("docs", "POST", "v1/documents/x:batchUpdate"),
    ):
        found = api(name).find(verb, path)
        assert found is not None

        assert status_of(check_request, found[0], body) in {200, 400}


CALLS = st.sampled_from(
    [
        ("PATCH", "/calendar/v3/calendars/primary/events/taken0?supportsAttachments=true"),
        ("PUT", "/calendar/v3/calendars/primary/events/taken0?supportsAttachments=true"),
        ("POST", "/calendar/v3/calendars/primary/events?supportsAttachments=true"),
        ("PATCH", "/drive/v3/files/1x"),
        ("POST", "/drive/v3/files"),
        ("POST", "/drive/v3/files/1x/permissions?sendNotificationEmail=false"),
        ("POST", "/v1/documents/1x:batchUpdate"),
    ]
)


@given(call=CALLS, body=BODIES)
def test_any_call_is_answered_and_meets_no_bug(
    workspace: Workspace, client: Client, call: tuple[str, str], body: Json
) -> None:
    answer = client.call(*call, json=body)

    assert answer.status_code in {200, 400, 403, 404, 409, 410, 501}, answer.text
    assert workspace.bugs == []


@given(
    start=st.sampled_from(["2025-03-10T09:00:00Z", "2025-02-30T09:00:00Z", "x", "2025-03-10"]),
    zone=st.sampled_from(["UTC", "Europe/Berlin", "Nowhere", "", "../x"]),
    rule=st.lists(
        st.sampled_from(
            [
                "RRULE:FREQ=WEEKLY",
                "RRULE:FREQ=WEEKLY;UNTIL=x",
                "RRULE:FREQ=WEEKLY;UNTIL=20250401T000000Z",
                "EXDATE:2025",
                "EXDATE;TZID=Nowhere:20250310T090000",
                "RDATE:",
                "RRULE:",
                "x",
            ]
        ),
        max_size=3,
    ),
)  # fmt: skip
def test_any_time_and_rule_is_read_or_refused(
    workspace: Workspace, client: Client, start: str, zone: str, rule: list[str]
) -> None:
    times = {"dateTime": start, "timeZone": zone}
    body = {"start": times, "end": times, "recurrence": rule}
    answer = client.call("POST", "/calendar/v3/calendars/primary/events", json=body)
    listed = client.call(
        "GET",
        "/calendar/v3/calendars/primary/events?singleEvents=true&timeMax=2025-04-01T00:00:00Z",
    )

    assert (answer.status_code in {200, 400}, listed.status_code) == (True, 200), answer.text
    assert workspace.bugs == []
