"""What is proof that nothing is in a document."""

from typing import Any

import pytest

from sync.job.leftovers import is_empty


def paragraph(*contents: str, **more: Any) -> dict[str, Any]:
    elements = [{"textRun": {"content": each}} for each in contents]
    return {"startIndex": 1, "endIndex": 2, "paragraph": {"elements": elements, **more}}


BREAK = {"endIndex": 1, "sectionBreak": {}}


def document(*content: dict[str, Any], **more: Any) -> dict[str, Any]:
    tab = {"tabProperties": {"tabId": "t.0"}, "documentTab": {"body": {"content": list(content)}}}
    return {"documentId": "doc", "tabs": [{**tab, **more}]}


def test_a_new_document_is_empty() -> None:
    assert is_empty(document(BREAK, paragraph("\n")))


@pytest.mark.parametrize(
    "shown",
    [
        document(BREAK, paragraph(" \n")),
        document(BREAK, paragraph("\n"), paragraph("\n")),
        document(BREAK, paragraph("\n", bullet={"listId": "kix.1"})),
        document(
            BREAK, {"paragraph": {"elements": [{"person": {}}, {"textRun": {"content": "\n"}}]}}
        ),
        document(BREAK, {"table": {}}, paragraph("\n")),
        document(BREAK, paragraph("\n"), childTabs=[{}]),
        {"tabs": [*document(BREAK, paragraph("\n"))["tabs"]] * 2},
        document(),
        document(BREAK, {"paragraph": {}}),
        document(BREAK, {"paragraph": {"elements": []}}),
        document(BREAK, {"paragraph": {"elements": [None]}}),
        document(BREAK, {"paragraph": None}),
        document(None),  # type: ignore[arg-type]
        {"tabs": [None]},
        {"tabs": [{"documentTab": []}]},
        {"tabs": None},
        {"tabs": []},
        {},
    ],
)
def test_anything_else_is_no_proof(shown: dict[str, Any]) -> None:
    assert not is_empty(shown)
