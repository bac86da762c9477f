"""What chips, breaks, tables and tabs read back as."""

from collections.abc import Callable
from typing import Any

import pytest

from sync.emulator.docs import Document, Refusal
from sync.emulator.docs.model import Chip
from sync.emulator.docs.places import Directory
from tests.emulator.docs.writing import (
    insert,
    made,
    mark,
    marks,
    paragraphs,
    send,
    table,
    texts,
)

NewId = Callable[[], str]
Json = dict[str, Any]

FILE = "https://docs.google.com/document/d/1xxxxxxxxxxxxxxxxxxx/edit"


def at(index: int, **properties: Json) -> Json:
    return {"location": {"index": index}, **properties}


def chips(document: Document, kind: str) -> list[Json]:
    return [
        e.data
        for p in paragraphs(document)
        for e in p.elements
        if isinstance(e, Chip) and e.kind == kind
    ]


def test_a_person_has_the_name_that_the_directory_knows(new_id: NewId) -> None:
    document = made(new_id, "a")
    document.directory = Directory(person_name=lambda email: "Ann" if "ann" in email else "")
    for email in ("ann@x.example", "nobody@y.example"):
        send(document, {"insertPerson": at(2, personProperties={"email": email})})

    assert [chip["personProperties"] for chip in chips(document, "person")] == [
        {"email": "nobody@y.example"},
        {"name": "Ann", "email": "ann@x.example"},
    ]


@pytest.mark.parametrize("properties", [{}, {"email": "a@x.example", "name": "Ann"}])
def test_a_person_is_inserted_by_address_alone(properties: Json, new_id: NewId) -> None:
    document = made(new_id, "a")
    with pytest.raises(Refusal) as refused:
        send(document, {"insertPerson": at(2, personProperties=properties)})

    assert refused.value.message.startswith("Invalid requests[0].insertPerson: ")


@pytest.mark.parametrize(
    ("properties", "text"),
    [
        ({}, "Jan 15, 2026"),
        ({"dateFormat": "DATE_FORMAT_ISO8601"}, "2026-01-15"),
        ({"dateFormat": "DATE_FORMAT_MONTH_DAY_ABBREVIATED"}, "Jan 15"),
        ({"dateFormat": "DATE_FORMAT_MONTH_DAY_FULL"}, "January 15"),
        ({"timeFormat": "TIME_FORMAT_HOUR_MINUTE"}, "Jan 15, 2026 12:00 PM"),
        ({"timeFormat": "TIME_FORMAT_HOUR_MINUTE_TIMEZONE"}, "Jan 15, 2026 12:00 PM UTC"),
    ],
)
def test_a_date_reads_back_with_its_text(properties: Json, text: str, new_id: NewId) -> None:
    document = made(new_id, "a")
    asked = {"timestamp": "2026-01-15T12:00:00Z", **properties}
    send(document, {"insertDate": at(2, dateElementProperties=asked)})

    assert chips(document, "dateElement")[0]["dateElementProperties"] == {
        "timestamp": "2026-01-15T12:00:00Z",
        "locale": "en",
        "dateFormat": "DATE_FORMAT_MONTH_DAY_YEAR_ABBREVIATED",
        "timeFormat": "TIME_FORMAT_DISABLED",
        **properties,
        "displayText": text,
    }


@pytest.mark.parametrize("timestamp", ["", "tomorrow"])
def test_a_date_needs_a_timestamp(timestamp: str, new_id: NewId) -> None:
    document = made(new_id, "a")
    with pytest.raises(Refusal) as refused:
        send(document, {"insertDate": at(2, dateElementProperties={"timestamp": timestamp})})

    assert refused.value.message.startswith("Invalid requests[0].insertDate: ")


def test_a_file_chip_has_the_files_title(new_id: NewId) -> None:
    document = made(new_id, "a")
    document.directory = Directory(file_title=lambda file_id: f"Title of {file_id}")
    send(document, {"insertRichLink": at(2, richLinkProperties={"uri": FILE})})

    assert chips(document, "richLink")[0]["richLinkProperties"] == {
        "title": "Title of 1xxxxxxxxxxxxxxxxxxx",
        "uri": FILE,
        "mimeType": "application/vnd.google-apps.kix",
    }


@pytest.mark.parametrize(
    "uri",
    ["", "https://example.com/doc", "https://www.google.com/calendar/event?eid=abcdefghijklmno"],
)
def test_a_chip_of_anything_but_a_file_is_refused(uri: str, new_id: NewId) -> None:
    document = made(new_id, "a")
    with pytest.raises(Refusal) as refused:
        send(document, insert(1, "x"), {"insertRichLink": at(2, richLinkProperties={"uri": uri})})

    assert refused.value.message == "Invalid requests[1].insertRichLink: The URL is invalid."
    assert texts(document) == ["a\n"]


def test_a_chip_is_one_index_and_text_beside_it_has_its_style(new_id: NewId) -> None:
    document = made(new_id, "ab")
    person = {"email": "ann@x.example"}
    send(
        document, mark("m", 2, 3), {"insertPerson": at(2, personProperties=person)}, insert(3, "c")
    )

    assert texts(document) == ["acb\n"]
    assert marks(document) == {"m": [(4, 5)]}


def test_a_page_break_in_a_table_is_refused(new_id: NewId) -> None:
    document = made(new_id, "a")
    send(document, table(2))
    with pytest.raises(Refusal) as refused:
        send(document, {"insertPageBreak": at(6)})

    assert refused.value.http_status == 400


@pytest.mark.parametrize(("rows", "columns"), [(0, 1), (1, 0)])
def test_a_table_has_rows_and_columns(rows: int, columns: int, new_id: NewId) -> None:
    document = made(new_id, "a")
    with pytest.raises(Refusal) as refused:
        send(document, table(2, rows, columns))

    assert refused.value.http_status == 400


def test_edits_of_a_table_are_not_covered_by_name(new_id: NewId) -> None:
    document = made(new_id, "a")
    send(document, table(2))
    where = {"tableStartLocation": {"index": 3}, "rowIndex": 0}
    with pytest.raises(Refusal) as refused:
        send(document, {"insertTableRow": {"tableCellLocation": where}})

    assert refused.value.message == "not covered by the emulator: insertTableRow"


def test_a_tab_goes_with_those_below_it_and_the_others_are_numbered_anew(new_id: NewId) -> None:
    document = made(new_id, "a")
    add = [{"addDocumentTab": {"tabProperties": {"title": title}}} for title in ("B", "C")]
    replies = send(document, *add)["replies"]
    ids = [reply["addDocumentTab"]["tabProperties"]["tabId"] for reply in replies]
    child = {"tabProperties": {"title": "Child", "parentTabId": ids[0]}}
    send(document, {"addDocumentTab": child})
    assert [t.properties["title"] for t in document.tabs[1].with_children()] == ["B", "Child"]
    send(document, {"deleteTab": {"tabId": ids[0]}})

    assert [(t.properties["title"], t.properties["index"]) for t in document.tabs] == [
        ("Tab 1", 0),
        ("C", 1),
    ]


def test_the_last_tab_stays(new_id: NewId) -> None:
    document = made(new_id, "a")
    with pytest.raises(Refusal) as refused:
        send(document, {"deleteTab": {"tabId": "t.0"}})

    assert refused.value.http_status == 400


def test_text_is_replaced_everywhere_in_the_style_it_had(new_id: NewId) -> None:
    document = made(new_id, "One one", "none")
    wanted = {"containsText": {"text": "one"}, "replaceText": "two"}
    reply = send(document, {"replaceAllText": wanted})["replies"][0]

    assert texts(document) == ["two two\n", "ntwo\n"]
    assert reply == {"replaceAllText": {"occurrencesChanged": 3}}


def test_nothing_found_to_replace_leaves_the_count_out(new_id: NewId) -> None:
    document = made(new_id, "One")
    wanted = {"containsText": {"text": "one", "matchCase": True}, "replaceText": "two"}

    assert send(document, {"replaceAllText": wanted})["replies"] == [{"replaceAllText": {}}]


def test_a_named_range_stays_around_its_new_content(new_id: NewId) -> None:
    document = made(new_id, "abcdef")
    send(document, mark("m", 2, 4), mark("n", 5, 6))
    wanted = {"namedRangeName": "m", "text": "😀 long"}
    send(document, {"replaceNamedRangeContent": wanted})

    assert texts(document) == ["a😀 longdef\n"]
    assert marks(document) == {"n": [(10, 11)], "m": [(2, 9)]}


def test_a_tab_is_moved_among_its_siblings(new_id: NewId) -> None:
    document = made(new_id, "a")
    send(document, *({"addDocumentTab": {"tabProperties": {"title": name}}} for name in "BC"))
    first, second, third = (tab.id for tab in document.tabs)

    def move(tab_id: str, index: int) -> None:
        properties = {"tabId": tab_id, "index": index}
        send(
            document,
            {"updateDocumentTabProperties": {"tabProperties": properties, "fields": "index"}},
        )

    move(first, 1)
    move(third, 0)

    assert [tab.id for tab in document.tabs] == [third, second, first]
    assert [tab.properties["index"] for tab in document.tabs] == [0, 1, 2]
    with pytest.raises(Refusal, match="index of a tab"):
        move(first, 3)
