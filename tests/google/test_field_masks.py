"""The masks name what exists, and Docs' holds nothing that Google refuses."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import googleapiclient
import pytest

from sync.google.calendar import LIST_FIELDS
from sync.google.docs import DOCUMENT_FIELDS
from sync.google.drive import COMMENT_FIELDS, FILE_FIELDS, FOUND_FIELDS, PERMISSION_FIELDS
from tests.google.conftest import Wire
from tests.support import recording_files

DISCOVERY = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
Mask = dict[str, Any]


def read_mask(text: str) -> Mask:
    """A mask as nested mappings, {} for a leaf."""
    tokens = re.findall(r"[A-Za-z]+|[(),]", text)
    assert "".join(tokens) == text

    def fields(at: int) -> tuple[Mask, int]:
        found: Mask = {}
        while True:
            name, at = tokens[at], at + 1
            assert name.isalpha()
            assert name not in found, f"{name} is named twice"
            found[name] = {}
            if at < len(tokens) and tokens[at] == "(":
                found[name], at = fields(at + 1)
                assert tokens[at] == ")"
                at += 1
            if at == len(tokens) or tokens[at] != ",":
                return found, at
            at += 1

    mask, end = fields(0)
    assert end == len(tokens)
    return mask


def schemas(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DISCOVERY / f"{name}.json").read_bytes())["schemas"]
    return found


def fields_of(field: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    """The fields that a mask may choose among inside a field: none in a map or a plain value."""
    inner = field.get("items", field)
    found: dict[str, Any] = known.get(inner.get("$ref"), inner).get("properties", {})
    return found


def problems(
    mask: Mask, fields: dict[str, Any], known: dict[str, Any], path: str = ""
) -> list[str]:
    """Names that do not exist, and choices inside of what has no fields to choose."""
    found = []
    for name, inner in mask.items():
        here = f"{path}/{name}"
        below = fields_of(fields.get(name, {}), known)
        if name not in fields:
            found.append(f"{here}: unknown")
        elif inner and not below:
            found.append(f"{here}: nothing can be chosen inside")
        elif inner:
            found += problems(inner, below, known, here)
    return found


def holds_comments(
    fields: dict[str, Any], known: dict[str, Any], seen: frozenset[str] = frozenset()
) -> bool:
    """Whether the whole of it brings along what Google calls comment-specific fields."""
    for name, field in fields.items():
        if "omment" in name:
            return True
        ref = field.get("items", field).get("$ref")
        if ref not in seen and holds_comments(fields_of(field, known), known, seen | {str(ref)}):
            return True
    return False


def bare_with_comments(mask: Mask, fields: dict[str, Any], known: dict[str, Any]) -> list[str]:
    found = []
    for name, inner in mask.items():
        below = fields_of(fields[name], known)
        if not inner and holds_comments(below, known):
            found.append(name)
        found += bare_with_comments(inner, below, known)
    return found


@pytest.mark.parametrize(
    ("api", "schema", "text"),
    [
        ("docs.v1", "Document", DOCUMENT_FIELDS),
        ("calendar.v3", "Events", LIST_FIELDS),
        ("drive.v3", "File", FOUND_FIELDS),
        ("drive.v3", "File", FILE_FIELDS),
        ("drive.v3", "FileList", f"nextPageToken,files({FOUND_FIELDS})"),
        ("drive.v3", "Permission", PERMISSION_FIELDS),
        ("drive.v3", "Comment", COMMENT_FIELDS),
    ],
)
def test_a_mask_names_only_what_exists(api: str, schema: str, text: str) -> None:
    known = schemas(api)

    assert problems(read_mask(text), known[schema]["properties"], known) == []


def test_the_check_sees_what_is_wrong() -> None:
    known = schemas("docs.v1")
    document = known["Document"]["properties"]
    mask = read_mask("nothing,tabs(documentTab(lists(listProperties),body(content(endIndex(x)))))")

    assert problems(mask, document, known) == [
        "/nothing: unknown",
        "/tabs/documentTab/lists: nothing can be chosen inside",
        "/tabs/documentTab/body/content/endIndex: nothing can be chosen inside",
    ]
    for bare, name in (("tabs(tabProperties,childTabs)", "childTabs"), ("tabs", "tabs")):
        assert bare_with_comments(read_mask(bare), document, known) == [name]


def test_the_document_mask_would_fetch_no_comments() -> None:
    known = schemas("docs.v1")
    document = known["Document"]["properties"]

    assert bare_with_comments(read_mask(DOCUMENT_FIELDS), document, known) == []


def test_the_document_mask_never_mixes_tabs_with_what_stands_for_the_first_tab() -> None:
    assert set(read_mask(DOCUMENT_FIELDS)) == {
        "documentId",
        "title",
        "revisionId",
        "suggestionsViewMode",
        "tabs",
    }


def test_reading_a_document_stays_a_get(wire: Wire) -> None:
    longest_id = "1" + "x" * 59
    url = f"https://docs.googleapis.com/v1/documents/{longest_id}"
    wire.answer("GET", url, json={"documentId": longest_id})
    wire.google.docs.get(longest_id)

    assert len(wire.rsps.calls[0].request.url or "") <= 2048


def masked(value: Any, mask: Mask) -> Any:
    if isinstance(value, list):
        return [masked(item, mask) for item in value]
    if not mask or not isinstance(value, dict):
        return value
    return {name: masked(value[name], inner) for name, inner in mask.items() if name in value}


def in_tabs(document: Any) -> Any:
    """A document as it is asked for: all in tabs."""
    if "tabs" in document:
        return document
    inner = {name: document[name] for name in ("body", "lists", "namedRanges") if name in document}
    head = {name: document[name] for name in ("documentId", "title", "revisionId")}
    return {**head, "tabs": [{"tabProperties": {"tabId": "t.0"}, "documentTab": inner}]}


def read_of(document: Any) -> Iterator[Any]:
    """Everything of a document that anybody reads here, piece by piece."""
    yield {name: document.get(name) for name in ("documentId", "title", "revisionId")}
    for tab in document["tabs"]:
        inner = tab["documentTab"]
        yield tab["tabProperties"], inner.get("lists"), inner.get("namedRanges")
        yield from read_of_content(inner["body"]["content"])
        yield from read_of({"tabs": tab.get("childTabs", ())})


def read_of_content(content: Any) -> Iterator[Any]:
    for element in content:
        kinds = {"sectionBreak", "tableOfContents", "table", "paragraph"} & set(element)
        yield element.get("startIndex"), element["endIndex"], kinds
        for row in element.get("table", {}).get("tableRows", ()):
            for cell in row["tableCells"]:
                yield from read_of_content(cell["content"])
        if "paragraph" in element:
            paragraph = element["paragraph"]
            bullet, style = paragraph.get("bullet"), paragraph["paragraphStyle"]
            yield bullet and (bullet["listId"], bullet.get("nestingLevel"))
            yield [style.get(name) for name in STYLE]
            yield from map(read_of_piece, paragraph["elements"])


def read_of_piece(piece: Any) -> Any:
    found = {name: inner for name, inner in piece.items() if name != "textRun"}
    run = piece.get("textRun", {})
    style = [run.get("textStyle", {}).get(name) for name in RUN_STYLE]
    return found, run.get("content"), style, [run.get(name) for name in SUGGESTED]


STYLE = ("namedStyleType", "headingId", "direction", "indentStart", "indentFirstLine")
RUN_STYLE = ("bold", "italic", "strikethrough", "underline", "link")
SUGGESTED = ("suggestedInsertionIds", "suggestedDeletionIds")


@pytest.mark.parametrize(
    "path", recording_files("docs/documents/*.json"), ids=lambda path: path.stem
)
def test_the_mask_leaves_all_that_is_read_of_a_document(path: Path) -> None:
    document = in_tabs(json.loads(path.read_text(encoding="utf-8")))
    kept = masked(document, read_mask(DOCUMENT_FIELDS))

    assert list(read_of(kept)) == list(read_of(document))


def test_the_mask_leaves_less_than_two_thirds_of_a_document(recordings: Path) -> None:
    path = recordings / "docs" / "documents" / "extrasuite_hist_1tlHG.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    kept = masked(document, read_mask(DOCUMENT_FIELDS))

    assert len(json.dumps(kept)) < len(json.dumps(document)) * 2 / 3
