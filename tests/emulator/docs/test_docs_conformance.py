"""The emulator answers every recorded edit as Google did."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sync.emulator.docs import Document, Refusal
from tests.support import recording_files

Json = dict[str, Any]
NewId = Callable[[], str]

NOT_COVERED = {
    "C24c": "updateSectionStyle",
    "C24d": "updateSectionStyle",
    "C25d": "insertInlineImage",
    "C27c": "updateDocumentTabProperties that moves a tab",
    "C28": "updateDocumentStyle",
    "K1": "updateSectionStyle",
    "K2": "updateSectionStyle",
}
"""Cases that the emulator refuses by name, and what it calls them."""

CASES = recording_files("docs/conformance/*.json")
PAIRS = sorted({path.parent for path in recording_files("docs/pairs/*/request.json")})


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


class Names:
    """Ids as they are compared: those that were there before by themselves, fresh ones by turn."""

    def __init__(self, before: Json) -> None:
        self.known = set(_ids(before))
        self.fresh: dict[str, str] = {}

    def of(self, value: str) -> str:
        if value in self.known:
            return value
        return self.fresh.setdefault(value, f"fresh {len(self.fresh)}")


ID_FIELDS = (
    "headingId",
    "listId",
    "namedRangeId",
    "personId",
    "dateId",
    "richLinkId",
    "tabId",
    "parentTabId",
)
NOT_COMPARED = ("revisionId", "documentId", "documentStyle", "namedStyles")
"""Google's own, or the account's default styles, which "$blank" stands for."""


def _ids(value: Any) -> list[str]:
    if isinstance(value, list):
        return [found for inner in value for found in _ids(inner)]
    if not isinstance(value, dict):
        return []
    own = [value[key] for key in ID_FIELDS if isinstance(value.get(key), str)]
    lists = list(value["lists"]) if isinstance(value.get("lists"), dict) else []
    return own + lists + [found for inner in value.values() for found in _ids(inner)]


def comparable(value: Any, names: Names) -> Any:
    """An answer with ids by their role, split runs joined and what can't be compared left out."""
    if isinstance(value, list):
        return [comparable(inner, names) for inner in value]
    if not isinstance(value, dict):
        return value
    out = {key: comparable(inner, names) for key, inner in value.items() if key not in NOT_COMPARED}
    for key in ID_FIELDS:
        if isinstance(out.get(key), str):
            out[key] = names.of(out[key])
    if "elements" in out:
        out["elements"] = joined(out["elements"])
    if "lists" in out:
        out["lists"] = {names.of(key): listing for key, listing in out["lists"].items()}
    return out


def joined(elements: list[Json]) -> list[Json]:
    out: list[Json] = []
    for element in elements:
        last = out[-1] if out else {}
        if "textRun" in element and "textRun" in last:
            run, before = element["textRun"], last["textRun"]
            if {**run, "content": ""} == {**before, "content": ""}:
                text = before["content"] + run["content"]
                out[-1] = {
                    **last,
                    "endIndex": element["endIndex"],
                    "textRun": {**run, "content": text},
                }
                continue
        out.append(element)
    return out


def title_of_chips(expected: Json, shown: Json) -> None:
    """A file chip's title is its file's, which a document can't know."""
    for theirs, ours in zip(_rich_links(expected), _rich_links(shown), strict=True):
        ours["title"] = theirs["title"]


def _rich_links(value: Any) -> list[Json]:
    if isinstance(value, list):
        return [found for inner in value for found in _rich_links(inner)]
    if not isinstance(value, dict):
        return []
    own = [value["richLinkProperties"]] if "richLinkProperties" in value else []
    return own + [found for inner in value.values() for found in _rich_links(inner)]


def replay(before: Json, requests: list[Json], new_id: NewId) -> tuple[Json, Json]:
    document = Document.load(before, new_id=new_id)
    answer = document.batch_update({"requests": requests})
    return answer, document.show()


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_a_recorded_edit_gives_what_google_gave(path: Path, new_id: NewId) -> None:
    case = read(path)
    if path.stem in NOT_COVERED:
        with pytest.raises(Refusal) as refused:
            replay(case["before"], case["requests"], new_id)

        assert refused.value.message == f"not covered by the emulator: {NOT_COVERED[path.stem]}"
        return
    if case["after"] is None:
        with pytest.raises(Refusal) as refused:
            replay(case["before"], case["requests"], new_id)

        assert (refused.value.http_status, refused.value.status, refused.value.message) == (
            400,
            "INVALID_ARGUMENT",
            case["error"],
        )
        return
    answer, shown = replay(case["before"], case["requests"], new_id)
    title_of_chips(case["after"], shown)
    theirs, ours = Names(case["before"]), Names(case["before"])

    expected = comparable(case["after"], theirs)
    assert comparable(shown["tabs"], ours) == expected["tabs"]
    assert comparable(answer["replies"], ours) == comparable(case["replies"], theirs)


@pytest.mark.parametrize("folder", PAIRS, ids=[folder.name for folder in PAIRS])
def test_a_recorded_pair_gives_what_google_gave(folder: Path, new_id: NewId) -> None:
    before, after = read(folder / "before.json"), read(folder / "after.json")

    _, shown = replay(before, read(folder / "request.json"), new_id)

    expected = comparable(after, Names(before))
    assert comparable(shown, Names(before)) == expected


def test_the_recordings_are_all_there(recordings: Path) -> None:
    assert recordings.is_dir()
    assert (len(CASES), len(PAIRS)) == (63, 9)
