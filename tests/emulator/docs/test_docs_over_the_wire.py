"""Every recorded edit, asked and shown over HTTP as Google's clients do, is answered as Google did.

What stands before the engine (schemas, masks, rights) has its say here too.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sync.emulator.docs import Document
from sync.emulator.workspace import Workspace
from sync.google.docs import DOCUMENT_FIELDS
from tests.emulator.conftest import ALL, CLIENT, Client
from tests.emulator.docs.recorded import (
    EDITS,
    NOT_COVERED,
    Edit,
    Json,
    Names,
    comparable,
    directory_of,
    edit_of,
)

ADA = "ada@example.com"


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    made = Workspace(now=datetime(2025, 3, 10, 8, tzinfo=UTC))
    made.add_user(ADA, "Ada")
    return made


@pytest.fixture(scope="module")
def client(workspace: Workspace) -> Iterator[Client]:
    token = workspace.sign_in(ADA, CLIENT, ALL)
    with workspace.serve() as served:
        ada = Client(served.root)
        ada.sign_in(token)
        yield ada
        ada.session.close()


def put(workspace: Workspace, edit: Edit) -> str:
    """The document before the edit, as Ada's; its address."""
    document = Document.load(
        edit.before,
        new_id=workspace.world.part_id,
        document_id=f"1{edit.name}",
        title=edit.before.get("title", "T"),
    )
    workspace.drive.add_document(ADA, document.title, file_id=document.document_id)
    document.directory = directory_of(edit)
    workspace.documents[document.document_id] = document
    return f"/v1/documents/{document.document_id}"


def of_the_document(shown: Json) -> Json:
    """Without what the recording was renamed in, to stand beside the others here."""
    return {key: value for key, value in shown.items() if key != "documentId"}


@pytest.mark.parametrize("path", EDITS, ids=[path.stem for path in EDITS])
def test_a_recorded_edit_is_answered_as_google_answered(
    path: Path, workspace: Workspace, client: Client
) -> None:
    edit = edit_of(path)
    address = put(workspace, edit)
    status, answer = client.refused("POST", f"{address}:batchUpdate", json=edit.body)
    shown = client.json("GET", address, params={"includeTabsContent": "true"})
    masked = client.json("GET", address, params={"fields": DOCUMENT_FIELDS})

    theirs, ours = Names(edit.before), Names(edit.before)
    if edit.name in NOT_COVERED:
        assert (status, answer["error"]["status"]) == (501, "UNIMPLEMENTED")
        return
    if edit.after is None:
        assert (status, answer["error"]["status"]) == (400, "INVALID_ARGUMENT")
        assert answer["error"]["message"] == edit.error
        expected = edit.before
    else:
        assert (status, sorted(answer)) == (200, ["documentId", "replies", "writeControl"])
        assert answer["writeControl"] == {"requiredRevisionId": shown["revisionId"]}
        assert answer["documentId"] == shown["documentId"] == address.rpartition("/")[2]
        expected = edit.after
    compared = of_the_document(comparable(expected, theirs))
    given = comparable(shown, ours)
    assert {key: given[key] for key in compared} == compared
    if edit.replies is not None:
        assert comparable(answer["replies"], ours) == comparable(edit.replies, theirs)
    assert contained(masked, shown)
    assert masked["revisionId"] == shown["revisionId"]


def contained(part: object, whole: object) -> bool:
    """Whether a partial answer holds nothing that the whole one does not say."""
    if isinstance(part, dict) and isinstance(whole, dict):
        return all(key in whole and contained(value, whole[key]) for key, value in part.items())
    if isinstance(part, list) and isinstance(whole, list):
        return len(part) == len(whole) and all(map(contained, part, whole))
    return part == whole
