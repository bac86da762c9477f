"""The recorded material that the fuzzers begin with, each kind read once."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from tests.fuzz.mutating import Recorded
from tests.support import recordings_root

DOCUMENT_KEYS = """
    tabs childTabs tabProperties documentTab tabId title documentId revisionId body content
    lists namedRanges listProperties nestingLevels glyphType glyphSymbol glyphFormat
    startIndex endIndex paragraph elements textRun textStyle bold italic strikethrough link
    url heading headingId bookmark id paragraphStyle namedStyleType direction indentStart
    magnitude bullet listId nestingLevel table tableRows tableCells sectionBreak
    tableOfContents person richLink dateElement personProperties name email richLinkProperties
    uri dateElementProperties displayText timestamp inlineObjectElement footnoteReference
    pageBreak horizontalRule ranges namedRangeId suggestedInsertionIds suggestedDeletionIds
"""
EVENT_KEYS = """
    items id status summary start end originalStartTime dateTime date timeZone
    recurringEventId recurrence attendees email self resource responseStatus organizer
    attachments fileUrl fileId title mimeType extendedProperties private eventType iCalUID
    updated sequence displayName guestsCanSeeOtherGuests guestsCanModify locked
    attendeesOmitted etag
"""
FILE_KEYS = """
    files id name mimeType createdTime trashed properties owners me ownedByMe emailAddress
    permissions type role domain deleted capabilities canEdit driveId nextPageToken user
    comments quotedFileContent value resolved allowFileDiscovery oneonone oneonone-pair
    oneonone-shared
"""


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _name(path: Path) -> str:
    return str(path.relative_to(recordings_root()).with_suffix(""))


def answers_of(path: Path) -> list[Any]:
    """The answers of a recording that holds calls."""
    found = _json(path)
    calls = found.get("calls", []) if isinstance(found, dict) else []
    return [call["response"] for call in calls if isinstance(call.get("response"), dict)]


def whole_documents() -> Iterator[tuple[str, Any]]:
    """All recorded answers of documents.get that show tabs, by name."""
    root = recordings_root() / "docs"
    for path in sorted([*root.glob("documents/*.json"), *root.glob("pairs/*/*.json")]):
        found = _json(path)
        if isinstance(found, dict) and "tabs" in found:
            yield _name(path), found
    for path in sorted(root.glob("conformance/*.json")):
        for side in ("before", "after"):
            found = _json(path).get(side)
            if isinstance(found, dict) and "tabs" in found:
                yield f"{_name(path)} {side}", found


@cache
def exports() -> tuple[tuple[str, str], ...]:
    """All recorded exports, by name."""
    paths = sorted((recordings_root() / "drive" / "exports").glob("*.md"))
    return tuple((_name(path), path.read_text(encoding="utf-8")) for path in paths)


@cache
def calendars() -> tuple[Recorded, ...]:
    """All recorded lists of events, and single events as lists of their own."""
    found: list[Recorded] = []
    for path in sorted((recordings_root() / "calendar").glob("*.json")):
        whole = _json(path)
        for number, answer in enumerate(answers_of(path) or [whole]):
            name = f"{_name(path)} {number}"
            found += [
                Recorded.of(name, listed, read=EVENT_KEYS.split()) for listed in _lists(answer)
            ]
    return tuple(found)


def _lists(answer: Any) -> list[Any]:
    """The lists of events in a recording; one event alone is a list as well."""
    if not isinstance(answer, dict):
        return [{"items": answer}]
    inner = [one for one in answer.values() if isinstance(one, dict) and "items" in one]
    return [answer] if "items" in answer else inner or [{"items": [answer]}]


@cache
def drive_answers() -> tuple[Recorded, ...]:
    """All recorded answers of Drive."""
    return tuple(
        Recorded.of(f"{_name(path)} {number}", answer, read=FILE_KEYS.split())
        for path in sorted((recordings_root() / "drive").glob("*.json"))
        for number, answer in enumerate(answers_of(path))
    )


@cache
def error_bodies() -> tuple[Recorded, ...]:
    """All recorded error bodies."""
    return tuple(
        Recorded.of(_name(path), found.get("body", found) if isinstance(found, dict) else found)
        for path in sorted((recordings_root() / "errors").glob("*.json"))
        for found in [_json(path)]
    )
