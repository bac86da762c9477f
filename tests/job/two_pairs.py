"""Two pairs with a document each, on a Google whose answers are at hand: Kim's is in order."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sync.emulator.docs.markdown import markdown
from sync.emulator.notation import parse
from sync.job.clients import Json
from tests.agenda.calendar_wire import KIM, ME, MONDAY, answer, guest, me, weekly
from tests.job.canned import Canned

LEE = "lee@example.com"
NOW = datetime(2025, 3, 14, 8, tzinfo=UTC)
PLANTED = "Quittenbrot"
GOOD = parse(f"## Mon, Mar 10, 2025\n- [ ] {PLANTED} to send\n- [x] done\n¶\n", document_id="1kims")


def attached(*file_ids: str) -> list[Json]:
    kind = "application/vnd.google-apps.document"
    return [{"fileId": each, "mimeType": kind, "title": "Notes"} for each in file_ids]


def file(file_id: str, other: str) -> Json:
    people = [(ME, "owner"), (other, "writer")]
    return {
        "id": file_id,
        "mimeType": "application/vnd.google-apps.document",
        "capabilities": {"canEdit": True},
        "permissions": [{"type": "user", "role": r, "emailAddress": e} for e, r in people],
    }


def of_kim_and(document: Any, *, also: str = "", **changed: Any) -> Canned:
    """Kim's document is as it should be; Lee's is another, with one more attached perhaps."""
    files: Mapping[str, Any] = {"1kims": file("1kims", KIM), "1lees": file("1lees", LEE)}
    whole = Canned(
        calendar_answer=answer(
            [
                *weekly(3, attachments=attached("1kims")),
                *weekly(
                    3,
                    first=MONDAY + timedelta(hours=2),
                    series="lees",
                    attendees=[me(), guest(LEE)],
                    attachments=attached("1lees", *([also] if also else [])),
                ),
            ]
        ),
        files=files,
        exports={"1kims": markdown(GOOD)},
        documents={"1kims": GOOD.show(), "1lees": document, also: document},
    )
    return replace(whole, **changed)
