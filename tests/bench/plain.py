"""The same work as Google's quick starts show it: what `make bench` puts beside the job.

    python tests/bench/plain.py API_ROOT TOKEN_FILE NOW

One client an API, made by `build`; one request after another; documents as they come. For each
1:1 ahead it looks for the document by its name, reads it, has it exported for its ticks, looks who
can open it, and writes a new section below, with the items of the last one that are still open.
"""

import json
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from google.auth.transport.requests import Request
from google.oauth2.credentials import Credentials
from googleapiclient.discovery import build

_HEADINGS = ("Last week's accomplishments", "Ongoing projects", "Other topics", "Action items")


def main(root: str, token_file: Path, now: datetime) -> None:
    """Prepares the next meeting of each pair."""
    credentials = _signed_in(root, token_file)
    calendar = build(
        "calendar", "v3", credentials=credentials, client_options=_at(root, "calendar/v3/")
    )
    drive = build("drive", "v3", credentials=credentials, client_options=_at(root, "drive/v3/"))
    docs = build("docs", "v1", credentials=credentials, client_options=_at(root))
    events: list[Any] = []
    request = calendar.events().list(
        calendarId="primary",
        timeMin=(now - timedelta(days=35)).isoformat(),
        timeMax=(now + timedelta(days=14)).isoformat(),
        singleEvents=True,
        orderBy="startTime",
    )
    while request is not None:
        page = request.execute()
        events += page["items"]
        request = calendar.events().list_next(request, page)
    for event, title in _next_meetings(events, now):
        found = (
            drive.files()
            .list(q=f"name = '{title}' and trashed = false", fields="files(id, name)")
            .execute()
        )
        document_id = found["files"][0]["id"]
        document = docs.documents().get(documentId=document_id).execute()
        export = drive.files().export(fileId=document_id, mimeType="text/markdown").execute()
        sharing = (
            drive.files()
            .get(fileId=document_id, fields="permissions(type,role,emailAddress)")
            .execute()
        )
        if any(each["type"] != "user" for each in sharing["permissions"]):
            continue
        requests = _section(document, event, list(_open_items(export.decode())))
        docs.documents().batchUpdate(documentId=document_id, body={"requests": requests}).execute()


def _signed_in(root: str, token_file: Path) -> Any:
    stored = json.loads(token_file.read_text(encoding="utf-8"))
    made: Any = Credentials  # which says nothing of its types
    credentials = made(
        stored.get("token"),
        refresh_token=stored["refresh_token"],
        token_uri=f"{root}/token",
        client_id=stored["client_id"],
        client_secret=stored["client_secret"],
        scopes=stored["scopes"],
    )
    if not credentials.valid:
        credentials.refresh(Request())
        token_file.write_text(credentials.to_json(), encoding="utf-8")
    return credentials


def _at(root: str, path: str = "") -> dict[str, str]:
    return {"api_endpoint": f"{root}/{path}"}


def _next_meetings(events: list[Any], now: datetime) -> Iterator[tuple[Any, str]]:
    """The next event with each person whom one has met before, and the name of their document."""
    met: set[str] = set()
    prepared: set[str] = set()
    for event in events:
        guests = event.get("attendees", [])
        others = [each for each in guests if not each.get("self")]
        if len(guests) != 2 or len(others) != 1:
            continue
        other = others[0]["email"]
        if datetime.fromisoformat(event["start"]["dateTime"]) < now:
            met.add(other)
        elif other in met and other not in prepared:
            prepared.add(other)
            (me,) = (each for each in guests if each.get("self"))
            yield event, f"{_name(me)} / {_name(others[0])} 1:1"


def _name(guest: Any) -> str:
    return str(guest.get("displayName") or guest["email"].partition("@")[0])


def _open_items(export: str) -> Iterator[str]:
    """What is not ticked in the last section."""
    last = export.rpartition("\n## ")[2]
    for line in last.splitlines():
        text = line.strip()
        if text.startswith(("- [ ] ", "* [ ] ")):
            yield text[6:]


def _section(document: Any, event: Any, items: list[str]) -> list[Any]:
    """The requests for a section at the end: headings, and the open items as a checklist."""
    end = document["body"]["content"][-1]["endIndex"] - 1
    day = datetime.fromisoformat(event["start"]["dateTime"])
    title = f"{day:%a, %b} {day.day}, {day.year} · {event['summary']}"
    above = "".join(f"\n{heading}" for heading in _HEADINGS)
    text = f"\n{title}{above}" + "".join(f"\n{item}" for item in items)
    requests: list[Any] = [
        {"insertText": {"location": {"index": end}, "text": text}},
        {"deleteParagraphBullets": {"range": _range(end + 1, end + _size(text))}},
        _styled(end + 1, end + 1 + _size(title), "HEADING_2"),
        _styled(end + 2 + _size(title), end + 1 + _size(title) + _size(above), "HEADING_3"),
    ]
    if items:
        first = end + 2 + _size(title) + _size(above)
        requests += [
            _styled(first, end + _size(text), "NORMAL_TEXT"),
            {
                "createParagraphBullets": {
                    "range": _range(first, end + _size(text)),
                    "bulletPreset": "BULLET_CHECKBOX",
                }
            },
        ]
    return requests


def _styled(start: int, end: int, style: str) -> Any:
    return {
        "updateParagraphStyle": {
            "range": _range(start, end),
            "paragraphStyle": {"namedStyleType": style},
            "fields": "namedStyleType",
        }
    }


def _range(start: int, end: int) -> Any:
    return {"startIndex": start, "endIndex": end}


def _size(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), datetime.fromisoformat(sys.argv[3]))
