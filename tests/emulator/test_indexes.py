"""The indexes: they find what going through everything would find, and cost the same in a crowd."""

import json
import random
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import FrameType
from typing import Any
from urllib.parse import urlencode

import pytest

from sync.emulator.dispatch import Asked
from sync.emulator.oauth import grant_to, token_for
from sync.emulator.state import File, Series, User
from sync.emulator.wire import Json
from sync.emulator.workspace import Workspace

NOW = datetime(2025, 3, 10, 8, tzinfo=UTC)
APPS = ("11-one.apps.googleusercontent.com", "22-two.apps.googleusercontent.com")
PEOPLE = tuple(f"p{number}@example.com" for number in range(6))
TEAM, ALL = "team@example.com", "all@example.com"
GUESTS = (*PEOPLE, TEAM, ALL, "P1@Example.com", "Other2@example.com", "x@elsewhere.test")
EVENTS, FILES = "/calendar/v3/calendars/primary/events", "/drive/v3/files"
WEEKS = {
    "timeMin": "2025-03-03T00:00:00Z",
    "timeMax": "2025-04-21T00:00:00Z",
    "singleEvents": "true",
}
QUERIES: tuple[dict[str, str], ...] = (
    {},
    {"showDeleted": "true"},
    WEEKS,
    {**WEEKS, "orderBy": "startTime"},
)


class Life:
    """What people and their apps do with calendars and files, drawn by chance."""

    def __init__(self, seed: int, path: Path) -> None:
        self.draw = random.Random(seed)  # noqa: S311 - no secret
        self.workspace = Workspace(path, now=NOW)
        for number, each in enumerate(PEOPLE):
            self.workspace.add_user(each, each, aliases=(f"other{number}@example.com",))
        self.workspace.add_group(TEAM, "Team", PEOPLE[:3])
        self.workspace.add_group(ALL, "All", (TEAM, PEOPLE[5]))
        self.events = [self._event() for _ in range(3)]
        self.files: list[str] = []
        self.files += [self._file() for _ in range(3)]

    def step(self) -> None:
        acts: tuple[Callable[[], None], ...] = (
            lambda: self.events.append(self._event()),
            lambda: self.files.append(self._file()),
            self._invites,
            self._hands_over,
            self._splits,
            self._cancels,
            self._asks_for_changes,
            self._picks,
            self._shares,
            self._deletes,
            self._comes,
            lambda: self.workspace.pass_time(timedelta(hours=self.draw.randint(1, 30))),
        )
        self.draw.choice(acts)()

    def _event(self) -> str:
        return self.workspace.calendar.add_event(
            self.draw.choice((*PEOPLE, "boss@elsewhere.test")),
            f"Event {self.draw.random()}",
            NOW + timedelta(days=self.draw.randint(-5, 5)),
            guests=self._guests(),
            recurrence=["RRULE:FREQ=WEEKLY"] if self.draw.random() < 0.7 else (),
        )

    def _file(self) -> str:
        return self.workspace.drive.add_document(
            self.draw.choice(PEOPLE),
            f"File {self.draw.randint(0, 3)}",
            app=self.draw.choice((*APPS, "")),
            # now and then in the place of one that is there
            file_id=self.draw.choice([*self.files, None]),
        )

    def _guests(self) -> list[str | Json]:
        return [{"email": each} for each in self.draw.sample(GUESTS, self.draw.randint(0, 4))]

    def _place(self) -> tuple[str, str | None]:
        """An event, with one of its occurrences or none."""
        event = self.draw.choice(self.events)
        keys = self.workspace.calendar.occurrences(event, NOW, NOW + timedelta(days=40))
        return event, self.draw.choice([None, *keys])

    def _invites(self) -> None:
        event, key = self._place()
        self.workspace.calendar.change(event, {"attendees": self._guests()}, key=key)

    def _hands_over(self) -> None:
        self.workspace.calendar.hand_over(self.draw.choice(self.events), self.draw.choice(PEOPLE))

    def _splits(self) -> None:
        event, key = self._place()
        if key is not None and self.workspace.world.state.series[event].fields.get("recurrence"):
            fields = {"attendees": self._guests()} if self.draw.random() < 0.5 else {}
            self.events.append(self.workspace.calendar.split(event, key, fields))

    def _cancels(self) -> None:
        event, key = self._place()
        self.workspace.calendar.cancel(event, key=key, by=self.draw.choice((None, *PEOPLE)))

    def _asks_for_changes(self) -> None:
        """As an app: an event of somebody's gets other guests, or a new one is made."""
        user = self.draw.choice(PEOPLE)
        guests = {"attendees": self._guests()}
        event, key = self._place()
        name = event if key is None else f"{event}_{key}"
        ask(self.workspace, user, f"{EVENTS}/{name}", verb="PATCH", body=guests)
        when = {name: {"dateTime": "2025-03-12T09:00:00Z"} for name in ("start", "end")}
        made = ask(self.workspace, user, EVENTS, verb="POST", body={**when, **guests})
        self.events.append(made["id"])

    def _picks(self) -> None:
        owned = {each.id: each.owner for each in self.workspace.world.state.files.values()}
        file = self.draw.choice(sorted(owned))
        self.workspace.pick(owned[file], self.draw.choice(APPS), file)

    def _shares(self) -> None:
        self.workspace.drive.share(self.draw.choice(self.files), self.draw.choice(PEOPLE))

    def _deletes(self) -> None:
        if len(set(self.files)) > 1:
            gone = self.draw.choice(self.files)
            self.files = [each for each in self.files if each != gone]
            self.workspace.drive.delete(gone)

    def _comes(self) -> None:
        """Somebody who was invited before under an address that is now an alias, or a group."""
        new = f"new{len(self.workspace.world.state.users)}@example.com"
        if self.draw.random() < 0.5:
            self.workspace.add_user(new, new, aliases=(GUESTS[-1],))
        else:
            self.workspace.add_group(new, new, (TEAM, self.draw.choice(PEOPLE)))
            self.workspace.calendar.change(
                self.draw.choice(self.events), {"attendees": [{"email": new}]}
            )


def ask(
    workspace: Workspace,
    user: str,
    path: str,
    query: Mapping[str, str] | None = None,
    *,
    verb: str = "GET",
    body: Json | None = None,
    app: str = APPS[0],
    scopes: tuple[str, ...] = ("calendar", "drive.file"),
) -> Json:
    """The answer to one request of an app's, without a socket."""
    world = workspace.world
    grant = grant_to(world, user, app, list(scopes))
    token = token_for(world, grant, list(scopes))["access_token"]
    told = workspace._dispatch.answer(
        Asked(
            verb=verb,
            path=path,
            query=urlencode(query or {}),
            headers={"authorization": f"Bearer {token}"},
            body=json.dumps(body).encode() if body is not None else b"",
        )
    )

    assert told is not None
    assert not workspace.bugs
    answer: Json = json.loads(told.body)
    return answer


def seen(workspace: Workspace) -> list[Json]:
    """What everybody sees of calendars and files, in order, and what the addresses mean."""
    world = workspace.world
    answers: list[Json] = [
        {
            "user": getattr(world.user(each), "email", ""),
            "groups": sorted(world.groups_of(each.lower())),
        }
        for each in GUESTS
    ]
    for user in world.state.calendars:
        answers += [ask(workspace, user, EVENTS, query) for query in QUERIES]
        for app in APPS:
            whole = {"fields": "*", "orderBy": "name"}
            answers.append(ask(workspace, user, FILES, whole, app=app))
            answers.append(ask(workspace, user, FILES, whole, app=app, scopes=("drive",)))
    for answer in answers:
        answer.pop("nextSyncToken", None)  # says when it was given
    return answers


class AllUsers:
    """In the place of the index: goes through all."""

    def __init__(self, users: dict[str, User]) -> None:
        self._users = users

    def find(self, address: str) -> User | None:
        known = self._users.get(address)
        aliased = (each for each in self._users.values() if address in each.aliases)
        return known if known is not None else next(aliased, None)

    def groups_of(self, email: str) -> set[str]:
        groups = [each for each in self._users.values() if each.group]
        found = {each.email for each in groups if email in each.members}
        return found.union(*(self.groups_of(each) for each in found))

    def addresses_of(self, email: str) -> set[str]:
        return {email}


class AllEvents:
    """In the place of the index: goes through all."""

    def __init__(self, series: dict[str, Series]) -> None:
        self._series = series

    def naming(self, _addresses: Iterable[str]) -> list[Series]:
        return list(self._series.values())


class AllFiles:
    """In the place of the index: goes through all."""

    def __init__(self, files: dict[str, File]) -> None:
        self._files = files

    def given(self, _place: str) -> list[File]:
        return list(self._files.values())


@pytest.mark.parametrize("seed", range(10))
def test_what_is_found_is_what_going_through_everything_finds(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    life = Life(seed, tmp_path / "workspace.json")
    for _ in range(40):
        life.step()
    workspace, again = life.workspace, Workspace(tmp_path / "workspace.json")
    found, found_again = seen(workspace), seen(again)
    world, state = workspace.world, workspace.world.state
    with monkeypatch.context() as patch:
        patch.setattr(world, "users", AllUsers(state.users))
        patch.setattr(world, "events", AllEvents(state.series))
        patch.setattr(world, "files", AllFiles(state.files))
        expected = seen(workspace)

    assert any(answer.get("items") for answer in expected)
    assert any(answer.get("files") for answer in expected)
    assert found == expected
    assert found_again == expected


def work_of(workspace: Workspace) -> int:
    """How many calls of functions it takes to list somebody's events and an app's files."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        events = ask(workspace, PEOPLE[0], EVENTS, WEEKS)
        files = ask(workspace, PEOPLE[0], FILES, {"q": "'me' in owners"})
    finally:
        sys.setprofile(None)

    assert len(events["items"]) == 12
    assert len(files["files"]) == 2
    return calls


def crowd(strangers: int) -> Workspace:
    """Somebody with two series and two files, among so many others who have the same."""
    workspace = Workspace(now=NOW)
    others = [f"other{number}@example.com" for number in range(strangers)]
    for user in (PEOPLE[0], *others):
        workspace.add_user(user, user)
        for hour in (0, 1):
            starts = NOW + timedelta(hours=hour)
            rule = ["RRULE:FREQ=WEEKLY"]
            workspace.calendar.add_event(
                user, "1:1", starts, guests=[f"with-{user}"], recurrence=rule
            )
            workspace.drive.add_file(user, "File", app=APPS[0])
    return workspace


def test_an_answer_takes_no_more_work_in_a_crowd() -> None:
    few, many = crowd(3), crowd(300)
    work_of(few)  # what is read once is read

    # Less than one call for each of the others: texts differ a little.
    assert abs(work_of(many) - work_of(few)) < 100
