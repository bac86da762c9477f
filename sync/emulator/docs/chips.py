"""Chips and page breaks: insertPerson, insertDate, insertRichLink, insertPageBreak.

Decides what a chip reads back as; names of people and titles of files come from the directory that
the document was given.
"""

import re
from datetime import UTC, datetime, timedelta

from sync.emulator.docs.inserting import put
from sync.emulator.docs.model import Chip, Json, Run
from sync.emulator.docs.places import Work, location_of, paragraph_at
from sync.emulator.docs.refusal import Invalid

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
DRIVE_URL = re.compile(
    r"https://(docs|drive)\.google\.com/(?P<kind>[a-z]+)/(.*/)?d/(?P<id>[\w-]{10,})"
)
DRIVE_KINDS = {
    "document": "application/vnd.google-apps.kix",
    "spreadsheets": "application/vnd.google-apps.ritz",
    "presentation": "application/vnd.google-apps.punch",
    "forms": "application/vnd.google-apps.freebird",
}


def insert_person(work: Work, request: Json) -> Json:
    """The request insertPerson. An address that nobody has is fine."""
    properties = request.get("personProperties", {})
    if properties.get("name"):
        raise Invalid("Insert person requests should not specify a name.")
    if not properties.get("email"):
        raise Invalid("Insert person requests must specify an email.")
    if not ADDRESS.fullmatch(properties["email"]):
        raise Invalid("The email is invalid.")
    tab, index = location_of(work, request)
    email = str(properties["email"])
    name = work.directory.person_name(email)
    shown = {"name": name, "email": email} if name else {"email": email}
    data = {"personId": work.object_id(), "textStyle": {}, "personProperties": shown}
    put(work, tab, index, [Chip("person", data)])
    return {}


def insert_rich_link(work: Work, request: Json) -> Json:
    """The request insertRichLink, for files in Drive only."""
    uri = str(request.get("richLinkProperties", {}).get("uri", ""))
    match = DRIVE_URL.match(uri)
    if match is None:
        raise Invalid("The URL is invalid.")
    tab, index = location_of(work, request)
    title = work.directory.file_title(match["id"]) or "Untitled"
    properties = {"title": title, "uri": uri}
    kind = DRIVE_KINDS.get(match["kind"])
    if kind:
        properties["mimeType"] = kind
    data = {"richLinkId": work.object_id(), "textStyle": {}, "richLinkProperties": properties}
    put(work, tab, index, [Chip("richLink", data)])
    return {}


def insert_date(work: Work, request: Json) -> Json:
    """The request insertDate; what is left out gets Google's defaults."""
    asked = request.get("dateElementProperties", {})
    if not asked.get("timestamp"):
        raise Invalid("Insert date requests must specify a timestamp.")
    properties = {
        "locale": "en",
        "dateFormat": "DATE_FORMAT_MONTH_DAY_YEAR_ABBREVIATED",
        "timeFormat": "TIME_FORMAT_DISABLED",
        **asked,
    }
    properties["displayText"] = display_text(properties)
    tab, index = location_of(work, request)
    data = {"dateId": work.object_id(), "textStyle": {}, "dateElementProperties": properties}
    put(work, tab, index, [Chip("dateElement", data)])
    return {}


def display_text(properties: Json) -> str:
    """How a date chip reads, in English and UTC whatever its locale and zone."""
    raw = str(properties["timestamp"])
    try:
        if raw.isdigit():
            moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(raw))
        else:
            moment = datetime.fromisoformat(raw).astimezone(UTC)
    except (ValueError, OverflowError) as exc:
        raise Invalid("The timestamp is invalid.") from exc
    month = MONTHS[moment.month - 1]
    match properties["dateFormat"]:
        case "DATE_FORMAT_ISO8601":
            day = moment.date().isoformat()
        case "DATE_FORMAT_MONTH_DAY_ABBREVIATED":
            day = f"{month[:3]} {moment.day}"
        case "DATE_FORMAT_MONTH_DAY_FULL":
            day = f"{month} {moment.day:02}"
        case _:
            day = f"{month[:3]} {moment.day}, {moment.year}"
    if properties["timeFormat"] == "TIME_FORMAT_DISABLED":
        return day
    time = f"{moment.hour % 12 or 12}:{moment.minute:02} {'AM' if moment.hour < 12 else 'PM'}"
    zone = " UTC" if properties["timeFormat"].endswith("TIMEZONE") else ""
    return f"{day} {time}{zone}"


def insert_page_break(work: Work, request: Json) -> Json:
    """The request insertPageBreak: the break and a newline behind it."""
    tab, index = location_of(work, request)
    if len(paragraph_at(tab, index).path) > 1:
        raise Invalid("Page breaks cannot be inserted inside a table.")
    put(work, tab, index, [Chip("pageBreak", {"textStyle": {}}), Run("\n", {})])
    return {}
