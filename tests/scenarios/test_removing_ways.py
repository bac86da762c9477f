"""What `oneonone remove` undoes beside the text, when it asks, and what it leaves alone."""

from io import StringIO

import pytest

from sync.config.settings import parse as read_settings
from sync.emulator.editor import Editor
from sync.emulator.faults import Fails, Fault, Meanwhile
from sync.emulator.notation import parse, render
from sync.emulator.refusals import status_only
from tests.scenarios.company import ME, OTHER, WEEK
from tests.scenarios.removing import (
    OLD,
    Opened,
    Said,
    attached,
    command,
    file_of,
    given,
    marks,
    pen,
    removed,
)


def test_of_a_document_of_the_jobs_nothing_is_left_but_the_document(
    opened: Opened, capsys: Said
) -> None:
    at = opened()
    at.run()
    document_id = at.live()[0].id
    had = attached(at)
    done = removed(at, capsys)
    again = removed(at, capsys)
    since = len(at.workspace.requests)
    code = command(at, "sync")

    (one,) = done["documents"]
    assert had == [document_id]
    assert (one["id"], one["detached"], one["unmarked"]) == (document_id, [at.series], True)
    assert done["skip_set"] is True
    assert render(at.workspace.documents[document_id]) == "¶\n"
    assert (attached(at), file_of(at, document_id)) == ([], {})
    assert at.workspace.drive.roles(document_id) == {ME: "owner", OTHER: "writer"}
    assert again["documents"] == []
    assert (code, at.writes(since)) == (0, [])
    assert read_settings(at.config).person_for(OTHER).skip is True


def test_on_ones_own_copy_of_the_event_the_note_of_the_document_goes(
    opened: Opened, capsys: Said
) -> None:
    at = opened(guest=True)
    at.run()
    document_id = at.live()[0].id
    had = at.workspace.calendar.show(at.series, ME)["extendedProperties"]["private"]
    removed(at, capsys)
    shown = at.workspace.calendar.show(at.series, ME)

    assert list(had.values()) == [document_id]
    assert shown.get("extendedProperties", {}).get("private", {}) == {}


def test_what_people_attached_themselves_stays_attached(opened: Opened, capsys: Said) -> None:
    at = opened()
    document_id = given(at, OLD)
    at.run()
    theirs = {"fileUrl": f"https://docs.google.com/document/d/{document_id}/edit", "title": "1:1"}
    with at.signed_in() as google:
        event = google.calendar.event("primary", at.series)
        body = {"attachments": [theirs]}
        google.calendar.patch_event("primary", at.series, body, etag=event["etag"])
    removed(at, capsys)

    assert attached(at) == [document_id]


def test_an_occurrence_with_attachments_of_its_own_is_detached_too(
    opened: Opened, capsys: Said
) -> None:
    at = opened()
    at.run()
    document_id = at.live()[0].id
    with at.signed_in() as google:
        events = google.calendar.events(
            "primary", time_min=at.workspace.now, time_max=at.workspace.now + WEEK
        )
        one = events["items"][0]["id"]
        event = google.calendar.event("primary", one)
        body = {"attachments": event["attachments"], "summary": "Weekly 1:1, longer"}
        google.calendar.patch_event("primary", one, body, etag=event["etag"])
    (done,) = removed(at, capsys)["documents"]

    assert done["detached"] == [at.series, one]
    with at.signed_in() as google:
        assert google.calendar.event("primary", one).get("attachments", []) == []
    assert file_of(at, document_id) == {}


def test_a_document_that_somebody_edits_meanwhile_is_read_and_planned_again(
    opened: Opened, capsys: Said
) -> None:
    at = opened()
    document_id = given(at, OLD)
    at.run()

    def typed() -> None:
        pen(at, document_id).type("Two incidents", " at the last moment")

    at.workspace.faults.add(
        Fault(match="docs.documents.batchUpdate", nth=1, kind=Meanwhile(act=typed))
    )
    removed(at, capsys)

    twin = parse(OLD)
    Editor(twin).type("Two incidents", " at the last moment")
    assert render(at.workspace.documents[document_id]) == render(twin)


@pytest.mark.parametrize(
    "method", ["docs.documents.batchUpdate", "calendar.events.patch", "drive.files.update"]
)
def test_where_it_was_interrupted_the_next_one_ends_it(
    opened: Opened, method: str, capsys: Said
) -> None:
    at = opened()
    at.run()
    document_id = at.live()[0].id
    at.workspace.faults.add(
        Fault(match=method, kind=Fails(error=status_only(500, "Internal")), times=20)
    )
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("time.sleep", lambda _: None)
        failed = command(at, "remove", OTHER, "--yes")
    at.workspace.faults.clear()
    capsys.readouterr()
    removed(at, capsys)

    assert failed == 1
    assert render(at.workspace.documents[document_id]) == "¶\n"
    assert (attached(at), file_of(at, document_id)) == ([], {})


def test_a_dry_run_and_an_answer_of_no_change_nothing(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    at = opened()
    at.run()
    before = (at.text(), at.config.read_text(encoding="utf-8"), len(at.writes()))
    dry = command(at, "remove", OTHER, "--dry-run")
    shown = capsys.readouterr().out
    monkeypatch.setattr("sys.stdin", Terminal("n\n"))
    no = command(at, "remove", OTHER)
    told = capsys.readouterr()

    assert (dry, no) == (0, 1)
    assert told.out == shown + "Nothing was changed.\n"
    assert "Go on?" in told.err
    assert "    - ## Tue, Mar 11, 2025 · Weekly 1:1\n" in shown
    assert "it is detached from the series in the calendar" in shown
    assert (at.text(), at.config.read_text(encoding="utf-8"), len(at.writes())) == before


class Terminal(StringIO):
    """A terminal at which somebody types an answer."""

    def isatty(self) -> bool:
        return True


def test_an_answer_of_yes_goes_on(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    at = opened()
    at.run()
    monkeypatch.setattr("sys.stdin", Terminal("y\n"))
    code = command(at, "remove", OTHER)

    assert code == 0
    assert "took back" in capsys.readouterr().out
    assert at.text() == "¶\n"


@pytest.mark.parametrize("arguments", [[], ["--json"]])
def test_without_anybody_to_ask_it_wants_to_be_told(
    opened: Opened, arguments: list[str], capsys: Said
) -> None:
    at = opened()
    code = command(at, "remove", OTHER, *arguments)

    assert code == 2
    assert "Add --yes to go on without asking" in capsys.readouterr().err
    assert at.asked() == []


def test_where_the_configuration_is_not_to_be_changed_nothing_is_taken_back(
    opened: Opened, capsys: Said
) -> None:
    at = opened()
    at.run()
    before = at.text()
    at.config.chmod(0o400)
    code = command(at, "remove", OTHER, "--yes")

    assert code == 1
    assert capsys.readouterr().out.endswith(
        "Nothing was taken back: the next sync would write it again, since the configuration "
        f"can't be changed ({at.config}: permission denied).\n"
        f"Put this into it by hand, and run `oneonone --config {at.config} remove` again:\n"
        f'    [[person]]\n    email = "{OTHER}"\n    skip = true\n'
    )
    assert at.text() == before


def test_the_brake_holds_it_too(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    at = opened()
    at.run()
    before = at.text(), at.config.read_text(encoding="utf-8")
    monkeypatch.setenv("ONEONONE_PAUSE", "1")
    code = command(at, "remove", OTHER, "--yes")

    assert code == 1
    assert "ONEONONE_PAUSE" in capsys.readouterr().err
    assert (at.text(), at.config.read_text(encoding="utf-8")) == before


def test_a_document_in_the_trash_is_left_and_named(opened: Opened, capsys: Said) -> None:
    at = opened()
    at.run()
    file = at.live()[0]
    at.workspace.drive.trash(file.id)
    (done,) = removed(at, capsys)["documents"]

    assert (done["id"], done["left"]) == (file.id, "trashed")
    assert marks(at.workspace.documents[file.id])
    assert read_settings(at.config).person_for(OTHER).skip is True


def test_a_pair_whose_meetings_are_gone_is_found_by_its_mark(opened: Opened, capsys: Said) -> None:
    at = opened()
    at.run()
    document_id = at.live()[0].id
    at.workspace.pass_time(3 * WEEK)
    at.workspace.calendar.cancel(at.series)
    removed(at, capsys)

    assert file_of(at, document_id) == {}
    assert marks(at.workspace.documents[document_id]) == []


def test_the_document_of_another_pair_is_left_alone(opened: Opened, capsys: Said) -> None:
    at = opened()
    at.run()
    document_id = at.live()[0].id
    before = at.text()
    entry = f'[[person]]\nemail = "kim@acme.test"\ndoc = "{document_id}"\n'
    at.config.write_text(at.config.read_text(encoding="utf-8") + entry, encoding="utf-8")
    code = command(at, "remove", "kim@acme.test", "--yes")

    assert code == 1
    assert "belongs to another pair" in capsys.readouterr().out
    assert (at.text(), attached(at)) == (before, [document_id])
