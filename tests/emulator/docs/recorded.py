"""Recorded edits: the document before, the requests, and what Google then showed or said."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sync.emulator.docs import Document
from sync.emulator.docs.places import Directory
from tests.support import recording_files

Json = dict[str, Any]

NOT_COVERED = {
    "C24d": "updateSectionStyle",
    "C25d": "insertInlineImage",
    "C28": "updateDocumentStyle",
    "K1": "updateSectionStyle",
    "K2": "updateSectionStyle",
}
"""Cases that the emulator refuses by name, and what it calls them."""

CASES = recording_files("docs/conformance/*.json")
PAIRS = sorted({path.parent for path in recording_files("docs/pairs/*/request.json")})
EDITS = [*CASES, *PAIRS]

_STYLES = Document.blank("", "", new_id=str).show()["tabs"][0]["documentTab"]
_BLANK: Json = {
    "documentStyle": {
        **_STYLES["documentStyle"],
        "documentFormat": {"documentMode": "PAGELESS"},  # as C28 shows the account
    },
    "namedStyles": _STYLES["namedStyles"],
}
"""What takes the place of "$blank", the account's default styles, which are not at hand."""

_ID_FIELDS = (
    "headingId",
    "listId",
    "namedRangeId",
    "personId",
    "dateId",
    "richLinkId",
    "tabId",
    "parentTabId",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One recorded edit. Without `after`, Google refused with the message `error`."""

    name: str
    before: Json
    body: Json
    after: Json | None
    replies: list[Json] | None
    error: str


def edit_of(path: Path) -> Edit:
    """A case, which is one file, or a pair, which is a folder."""
    if path.is_dir():
        requests = read(path / "request.json")
        return Edit(
            name=path.name,
            before=read(path / "before.json"),
            body={"requests": requests} if isinstance(requests, list) else requests,
            after=read(path / "after.json"),
            replies=None,
            error="",
        )
    case = read(path)
    return Edit(
        name=path.stem,
        before=_filled(case["before"]),
        body={"requests": case["requests"]},
        after=_filled(case["after"]),
        replies=case.get("replies"),
        error=case.get("error", ""),
    )


def _filled(value: Any) -> Any:
    if isinstance(value, list):
        return [_filled(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _BLANK[key] if inner == "$blank" else _filled(inner) for key, inner in value.items()
    }


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def directory_of(edit: Edit) -> Directory:
    """What the chips of an edit show of the world outside, which no request says."""
    titles = [str(link["title"]) for link in _rich_links(edit.after)]
    return Directory(file_title=lambda _id: titles[0] if titles else "")


def _rich_links(value: Any) -> list[Json]:
    if isinstance(value, list):
        return [found for inner in value for found in _rich_links(inner)]
    if not isinstance(value, dict):
        return []
    own = [value["richLinkProperties"]] if "richLinkProperties" in value else []
    return own + [found for inner in value.values() for found in _rich_links(inner)]


class Names:
    """Ids as they are compared: those that were there before by themselves, fresh ones by turn."""

    def __init__(self, before: Json) -> None:
        self.known = set(_ids(before))
        self.fresh: dict[str, str] = {}

    def of(self, value: str) -> str:
        if value in self.known:
            return value
        return self.fresh.setdefault(value, f"fresh {len(self.fresh)}")


def _ids(value: Any) -> list[str]:
    if isinstance(value, list):
        return [found for inner in value for found in _ids(inner)]
    if not isinstance(value, dict):
        return []
    own = [value[key] for key in _ID_FIELDS if isinstance(value.get(key), str)]
    lists = list(value["lists"]) if isinstance(value.get("lists"), dict) else []
    return own + lists + [found for inner in value.values() for found in _ids(inner)]


def comparable(value: Any, names: Names) -> Any:
    """All of an answer, with ids by their role and without its revision, which is chance."""
    if isinstance(value, list):
        return [comparable(inner, names) for inner in value]
    if not isinstance(value, dict):
        return value
    out = {key: comparable(inner, names) for key, inner in value.items() if key != "revisionId"}
    for key in _ID_FIELDS:
        if isinstance(out.get(key), str):
            out[key] = names.of(out[key])
    if "lists" in out:
        out["lists"] = {names.of(key): listing for key, listing in out["lists"].items()}
    return out
