"""The file: all of it survives a restart, and it is never seen half written."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sync.emulator import store
from sync.emulator.state import State
from sync.emulator.workspace import Workspace
from tests.emulator.conftest import ALL, CLIENT, NOW, Client

ADA, BEN = "ada@example.com", "ben@example.com"


def filled(path: Path) -> tuple[Workspace, str, str]:
    workspace = Workspace(path, now=NOW)
    workspace.add_user(ADA, "Ada", zone="America/Los_Angeles", aliases=("a@example.com",))
    workspace.add_user(BEN, "Ben")
    workspace.add_group("team@example.com", "Team", (BEN,))
    series = workspace.calendar.add_event(
        ADA,
        "Weekly",
        datetime(2025, 3, 3, 9),  # noqa: DTZ001 - local to Ada
        guests=[BEN],
        recurrence=["RRULE:FREQ=WEEKLY"],
    )
    workspace.calendar.cancel(series, key="20250310T160000Z")
    workspace.calendar.respond(series, BEN, "declined", key="20250317T160000Z")
    document = workspace.drive.add_document(ADA, "Notes", ["Grüße ✅", "b"], properties={"a": "1"})
    workspace.drive.share(document, BEN)
    workspace.drive.comment(document, BEN, "?", quoted="b")
    drive = workspace.drive.add_drive("Team", {ADA: "organizer"})
    workspace.drive.add_file(ADA, "f", folder=drive, text="x", app=CLIENT)
    bullets = {
        "createParagraphBullets": {
            "range": {"startIndex": 1, "endIndex": 5},
            "bulletPreset": "BULLET_CHECKBOX",
        }
    }
    workspace.documents[document].batch_update({"requests": [bullets]})
    workspace.documents[document].tick("t.0", 1, ticked=True)
    workspace.save()
    return workspace, series, document


def test_all_of_it_survives_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "workspace.json"
    before, series, document = filled(path)
    after = Workspace(path)

    assert after.world.state == before.world.state
    assert after.now == before.now
    assert after.documents[document].dump() == before.documents[document].dump()
    assert after.calendar.show(series, BEN) == before.calendar.show(series, BEN)


def test_a_change_is_in_the_file_before_it_is_answered(tmp_path: Path) -> None:
    path = tmp_path / "workspace.json"
    workspace, _, document = filled(path)
    token = workspace.sign_in(ADA, CLIENT, ALL)
    form = {"grant_type": "refresh_token", **token}
    with workspace.serve() as served:
        ada = Client(served.root)
        access = ada.json("POST", "/token", data=form)["access_token"]
        ada.session.headers["Authorization"] = f"Bearer {access}"
        insert = {"insertText": {"text": "new ", "location": {"index": 1}}}
        written = ada.json(
            "POST", f"/v1/documents/{document}:batchUpdate", json={"requests": [insert]}
        )
        known = Workspace(path)
        ada.session.close()
    with known.serve() as served:
        again = Client(served.root)
        again.session.headers["Authorization"] = f"Bearer {access}"
        read = again.json("GET", f"/v1/documents/{document}")
        again.session.close()

    assert read["revisionId"] == written["writeControl"]["requiredRevisionId"]
    assert "new Grüße" in json.dumps(read, ensure_ascii=False)


def test_ids_go_on_where_they_stopped(tmp_path: Path) -> None:
    path = tmp_path / "workspace.json"
    before, _, _ = filled(path)
    after = Workspace(path)

    assert after.drive.add_file(ADA, "x") == before.drive.add_file(ADA, "x")
    assert len(after.world.state.files) == len(before.world.state.files)


def test_a_later_time_may_be_named_and_an_earlier_one_is_not_gone_back_to(tmp_path: Path) -> None:
    path = tmp_path / "workspace.json"
    filled(path)
    later = Workspace(path, now=NOW + timedelta(days=1))
    later.save()

    assert later.now == NOW + timedelta(days=1)
    assert Workspace(path, now=NOW).now == NOW + timedelta(days=1)


def test_nothing_is_left_beside_the_file(tmp_path: Path) -> None:
    filled(tmp_path / "workspace.json")

    assert [file.name for file in tmp_path.iterdir()] == ["workspace.json"]


@pytest.mark.parametrize("text", ["{}", "[]", '{"format": 0}'])
def test_a_file_of_something_else_is_not_taken(text: str, tmp_path: Path) -> None:
    path = tmp_path / "workspace.json"
    path.write_text(text)

    with pytest.raises(ValueError, match="remove it"):
        Workspace(path)


def test_a_new_workspace_needs_to_know_what_time_it_is(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="what time"):
        Workspace(tmp_path / "none.json")


def test_records_go_to_json_and_back(tmp_path: Path) -> None:
    workspace, _, _ = filled(tmp_path / "workspace.json")
    state = workspace.world.state

    assert store.typed(State, json.loads(json.dumps(store.plain(state)))) == state


def test_a_workspace_without_a_path_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Workspace(now=datetime(2025, 3, 10, tzinfo=UTC)).add_user(ADA, "Ada")

    assert list(tmp_path.iterdir()) == []
