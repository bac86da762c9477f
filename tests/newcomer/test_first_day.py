"""The whole way of a new user, in a terminal, against the embedded Workspace."""

import re
import stat
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from sync.commands.try_pen import Pen
from sync.emulator.workspace import Workspace
from tests.newcomer.browsing import consent
from tests.newcomer.office import (
    ADA,
    INSIDE,
    NOW,
    OUTSIDE,
    FirstDay,
    added,
    at_acme,
    lay_out,
    numbers_of,
)


@pytest.fixture
def day(tmp_path: Path) -> Iterator[FirstDay]:
    workspace = Workspace(now=NOW)
    with workspace.serve() as served:
        yield lay_out(workspace, served.root, tmp_path)


class _Added(HTMLParser):
    """What a preview's page marks as new, by the address of the person."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._person = ""
        self._within = {"h2": 0, "ins": 0}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        if tag in self._within:
            self._within[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in self._within:
            self._within[tag] -= 1

    def handle_data(self, data: str) -> None:
        if self._within["h2"] and (who := re.search(r"\((\S+@\S+)\)$|^(\S+@\S+)$", data)):
            self._person = who[1] or who[2]
            self.found[self._person] = ""
        if self._within["ins"]:
            self.found[self._person] += "".join(data.split())


def write_configuration(day: FirstDay) -> None:
    with day.run("init", "--api-root", day.root) as init:
        init.answer("Access [app-docs]")
        init.answer("New documents for [own-domain]")
        init.answer("Place [bottom]")
        init.answer("Language [en]")
        init.until("https://console.cloud.google.com/auth/clients/create")
        init.answer("The downloaded file", "~/nothing.json")
        init.until("The file of the OAuth client is missing")
        init.answer("The downloaded file", str(day.downloaded))
        init.answer("Sign in at Google now? [y]", "n")
        code, said = init.end()

    assert code == 0
    assert "Next: `oneonone auth login`" in said


def sign_in(day: FirstDay) -> None:
    with day.run("auth", "login") as login:
        said = login.until("&state=") + login.until("\n")
        address = re.findall(rf"{day.root}/o/oauth2/v2/auth\S+", said)[-1]
        page = consent(address, account=ADA)
        code, said = login.end()

    assert "close" in page
    assert (code, f"Signed in as {ADA}." in said) == (0, True)


def choose(day: FirstDay, *, leave_out: str, take_in: str) -> str:
    with day.run("init") as init:
        shown = init.until("Leave out (numbers")
        numbers = numbers_of(shown)
        init.answer("Enter: nobody)", numbers[leave_out])
        init.answer("Take in as well", numbers[take_in])
        code, said = init.end()

    assert code == 0
    return said


def link_documents(day: FirstDay) -> None:
    names = [day.workspace.drive.file(each).name for each in day.documents.values()]
    with day.run("link") as link:
        said = link.until("trigger_onepick") + link.until("\n")
        address = re.findall(rf"{day.root}/o/oauth2/v2/auth\S+", said)[-1]
        consent(address, account=ADA, picks=names)
        code, said = link.end()

    assert (code, said.count(" linked")) == (0, 5)


def run(day: FirstDay, *arguments: str) -> tuple[int, str]:
    with day.run(*arguments) as command:
        return command.end()


def test_a_new_user_gets_from_nothing_to_prepared_documents(day: FirstDay) -> None:
    untouched = day.everything()
    old = {name: day.lines(each) for name, each in day.documents.items()}
    ivy, jon = OUTSIDE

    write_configuration(day)
    mode = stat.S_IMODE(day.config.stat().st_mode)
    sign_in(day)
    chosen = choose(day, leave_out=at_acme("hal"), take_in=ivy)
    link_documents(day)
    doctor = run(day, "doctor")
    previewed = run(day, "sync", "--preview", "first.html")
    page = _Added((day.folder / "home" / "first.html").read_text(encoding="utf-8")).found

    assert mode == 0o600
    assert "3 people are in it" in chosen
    assert f"Left out: {at_acme('hal')}" in chosen
    assert doctor[0] == 1
    assert "The document can be opened by others than the two: anyone with the link" in doctor[1]
    assert previewed[0] == 1
    # Up to here nothing was written anywhere at Google, but for what was picked.
    assert day.writes() == []
    assert day.everything() == untouched

    day.workspace.drive.unshare(day.documents["open"], "", kind="anyone")
    previewed = run(day, "sync", "--preview", "first.html")
    page = _Added((day.folder / "home" / "first.html").read_text(encoding="utf-8")).found
    synced = run(day, "sync")
    people = day.people()
    written = {
        people[each]: added(old.get(people[each].partition("@")[0], []), day.lines(each))
        for each in day.workspace.documents
    }

    assert (previewed[0], synced[0]) == (0, 0)
    assert set(page) == {*map(at_acme, INSIDE), ivy} - {at_acme("hal"), at_acme("assistant")}
    assert written == page
    for name, lines in old.items():
        assert set(lines) <= set(day.lines(day.documents[name]))

    asked = len(day.writes())
    again = run(day, "sync")
    status = run(day, "status")

    assert again[0] == 0
    assert day.writes()[asked:] == []
    assert status[0] == 0
    assert all(who in status[1] for who in page)
    assert jon in status[1]


def test_remove_leaves_what_people_wrote(day: FirstDay) -> None:
    write_configuration(day)
    sign_in(day)
    link_documents(day)
    day.workspace.drive.unshare(day.documents["open"], "", kind="anyone")
    before = {name: day.lines(each) for name, each in day.documents.items()}
    first = run(day, "sync")
    pen = Pen(day.workspace, day.documents["rolling"], at_acme("rolling"))
    typed = pen.type_under("projects", "The move is done")
    removed = [run(day, "remove", at_acme(name), "--yes")[0] for name in ("theirs", "rolling")]
    rolling = day.lines(day.documents["rolling"])

    assert (first[0], typed, removed) == (0, True, [0, 0])
    assert day.lines(day.documents["theirs"]) == before["theirs"]
    assert [line for line in rolling if line in before["rolling"]] == before["rolling"]
    assert "The move is done" in rolling
    assert day.lines(day.documents["german"]) != before["german"]


def test_init_alone_leads_from_nothing_to_the_choice(day: FirstDay) -> None:
    untouched = day.everything()
    with day.run("init", "--api-root", day.root, "--client-secret", str(day.downloaded)) as init:
        for question in ("Access [", "New documents for [", "Place [", "Language ["):
            init.answer(question)
        init.answer("Sign in at Google now? [y]")
        said = init.until("&state=") + init.until("\n")
        consent(re.findall(rf"{day.root}/o/oauth2/v2/auth\S+", said)[-1], account=ADA)
        init.until(f"Signed in as {ADA}.")
        init.answer("Leave out (numbers", "99")
        init.answer("Leave out (numbers")
        init.answer("Take in as well")
        code, said = init.end()

    assert code == 0
    assert "First: `oneonone link` lets the job use the documents that exist already." in said
    assert "[[person]]\nemail" not in day.config.read_text(encoding="utf-8")
    assert (day.writes(), day.everything()) == ([], untouched)


def test_init_never_writes_over_a_configuration_silently(day: FirstDay) -> None:
    write_configuration(day)
    text = day.config.read_text(encoding="utf-8")
    kept = run(day, "init", "--yes")
    same = day.config.read_text(encoding="utf-8")
    replaced = run(day, "init", "--yes", "--overwrite", "--locale", "de")
    old = day.config.with_name("config.toml.old").read_text(encoding="utf-8")

    assert kept[0] == 2
    assert "There is a configuration already, and it was left as it is" in kept[1]
    assert same == text
    assert replaced[0] == 0
    assert old == text
    assert '\nlocale = "de"\n' in day.config.read_text(encoding="utf-8")
