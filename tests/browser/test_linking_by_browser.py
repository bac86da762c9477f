"""`oneonone link` with a person at a real browser, in both readings of what is not known."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page

from sync.cli import main
from sync.emulator.unknowns import Unknowns
from sync.google.errors import NotAuthorizedForApp
from sync.google.session import Google, open_google
from tests.browser.office import ADA, BOB, CLIENT, CY, NOW, Office, Person


@pytest.fixture
def papers(office: Office) -> dict[str, str]:
    """Ada is signed in, and has two 1:1s with documents from before, and one without."""
    workspace = office.workspace
    made = {}
    for other, name in ((BOB, "Bob and Ada"), (CY, "Cy and Ada")):
        made[name] = workspace.drive.add_document(other, name, ["Notes"])
        workspace.drive.share(made[name], ADA)
        meet(office, other, made[name])
    made["Other"] = workspace.drive.add_document(ADA, "Other", ["x"])
    office.sign_in()
    return made


def meet(office: Office, other: str, document_id: str) -> None:
    attachment = {
        "fileUrl": f"https://docs.google.com/document/d/{document_id}/edit",
        "title": "Notes",
    }
    office.workspace.calendar.add_event(
        ADA,
        "1:1",
        NOW - timedelta(days=13),
        guests=[ADA, other],
        recurrence=["RRULE:FREQ=WEEKLY"],
        attachments=[attachment],
    )


def opened(office: Office) -> Google:
    return open_google(token_file=office.token_file, access="app-docs", api_root=office.root)


def can_open(office: Office, *ids: str) -> list[bool]:
    found = []
    with opened(office) as google:
        for each in ids:
            try:
                google.drive.file(each)
                google.docs.get(each)
                found.append(True)
            except NotAuthorizedForApp:
                found.append(False)
    return found


@pytest.mark.parametrize("sees", [True, False])
def test_what_is_picked_can_be_used_by_the_job(
    sees: bool, office: Office, papers: dict[str, str], page: Page, console: list[str]
) -> None:
    office.workspace.world.unknowns = Unknowns(old_token_sees_picked_files=sees)
    bobs, cys = papers["Bob and Ada"], papers["Cy and Ada"]
    before = can_open(office, bobs, cys)
    ada = Person(page=page, picks=("Bob and Ada", "Cy and Ada"))
    said = office.link(ada)

    assert before == [False, False]
    assert said.exit_code == 0
    assert said.text.splitlines()[:4] == [
        "These 2 can't be opened by the job yet:",
        "with               document",
        f"bob@acme.test      https://docs.google.com/document/d/{bobs}/edit",
        f"cy@elsewhere.test  https://docs.google.com/document/d/{cys}/edit",
    ]
    assert [line.split()[-1] for line in said.text.splitlines()[8:10]] == ["linked", "linked"]
    assert said.text.splitlines()[-1] == (
        "Next: `oneonone sync --dry-run` shows what would be written into them."
    )
    assert said.data == {"linked": [bobs, cys], "closed": []}
    assert "Bob and Ada" not in said.all
    assert can_open(office, bobs, cys, papers["Other"]) == [True, True, False]
    assert ("picked" in office.token) is not sees
    assert office.mode == 0o600
    assert console == []


@pytest.mark.parametrize("sees", [True, False])
def test_the_job_writes_into_what_was_linked(
    sees: bool, office: Office, papers: dict[str, str], page: Page
) -> None:
    office.workspace.world.unknowns = Unknowns(old_token_sees_picked_files=sees)
    office.link(Person(page=page, picks=("Bob and Ada", "Cy and Ada")))
    code = main(["sync", "--config", str(office.config), "--now", NOW.isoformat()])
    again = main(["sync", "--config", str(office.config), "--now", NOW.isoformat()])
    texts = [office.workspace.documents[papers[name]].dump() for name in ("Bob and Ada", "Other")]

    assert (code, again) == (0, 0)
    assert ["Action items" in str(each) for each in texts] == [True, False]


@pytest.mark.usefixtures("papers")
def test_one_page_shows_just_these(office: Office, page: Page) -> None:
    shown: list[str] = []

    def looks(address: str) -> bool:
        page.goto(address)
        page.get_by_role("button", name="Allow").click()
        shown.append(page.inner_text("fieldset"))
        page.get_by_role("button", name="Cancel").click()
        return True

    office.link(looks)

    assert [each.split() for each in shown] == [
        ["Files", "Bob", "and", "Ada", "Cy", "and", "Ada"],
    ]


@pytest.mark.usefixtures("papers")
def test_a_grant_that_takes_a_moment_is_waited_for(office: Office, page: Page) -> None:
    office.workspace.settings.grant_lag = timedelta(seconds=3)

    def wait(seconds: float) -> None:
        office.waited.append(seconds)
        office.workspace.pass_time(timedelta(seconds=seconds))

    from sync.commands import link as cli_link
    from tests.browser.office import means_of

    means, _ = means_of(Person(page=page, picks=("Bob and Ada", "Cy and Ada")), {})
    said = office.said(cli_link.run(office.settings, now=NOW, means=means, wait=wait))

    assert said.exit_code == 0
    assert office.waited == [1.0, 1.0, 2.0]
    assert "picked" not in office.token


def test_what_was_not_picked_is_named_with_the_next_command(
    office: Office, papers: dict[str, str], page: Page
) -> None:
    said = office.link(Person(page=page, picks=("Cy and Ada",)))

    assert said.exit_code == 1
    assert said.data == {
        "linked": [papers["Cy and Ada"]],
        "closed": [papers["Bob and Ada"]],
    }
    assert "What was not picked, or not shown on Google's page, stays closed" in said.text
    assert "run `oneonone link` again" in said.text


@pytest.mark.parametrize("with_error", [True, False])
def test_cancelling_changes_nothing(
    with_error: bool, office: Office, papers: dict[str, str], page: Page
) -> None:
    office.workspace.settings.picker_cancels_with_error = with_error
    before = office.token
    said = office.link(Person(page=page, select="Cancel"))

    assert said.exit_code == (3 if with_error else 1)
    assert ("`oneonone link` again" in said.all, can_open(office, papers["Bob and Ada"])) == (
        True,
        [False],
    )
    assert office.token["refresh_token"] == before["refresh_token"]
    assert "picked" not in office.token


@pytest.mark.usefixtures("papers")
def test_documents_picked_with_another_account_are_not_taken(office: Office, page: Page) -> None:
    def as_bob(address: str) -> bool:
        other = address.replace("login_hint=ada%40acme.test", "login_hint=")
        return Person(page=page, account=BOB, picks=("Bob and Ada",))(other)

    said = office.link(as_bob)

    assert said.exit_code == 1
    assert (
        "The documents were picked with another account than the one that is signed in "
        "(bob@acme.test, not ada@acme.test)."
    ) in said.text
    assert "picked" not in office.token


def test_a_second_link_goes_on_where_the_first_ended(
    office: Office, papers: dict[str, str], page: Page
) -> None:
    office.workspace.world.unknowns = Unknowns(old_token_sees_picked_files=False)
    office.link(Person(page=page, picks=("Bob and Ada",)))
    said = office.link(Person(page=page, picks=("Cy and Ada",)))
    nothing = office.link(Person(page=page))

    assert "This one can't be opened by the job yet:" in said.text
    assert can_open(office, papers["Bob and Ada"], papers["Cy and Ada"]) == [True, True]
    assert nothing.text == "Nothing to link: all 2 can be opened already.\n"


def test_a_new_sign_in_needs_the_one_of_the_picker_no_more(
    office: Office, papers: dict[str, str], page: Page
) -> None:
    office.workspace.world.unknowns = Unknowns(old_token_sees_picked_files=False)
    office.link(Person(page=page, picks=("Bob and Ada", "Cy and Ada")))
    kept = "picked" in office.token
    office.login(Person(page=page))

    assert (kept, "picked" in office.token) == (True, False)
    assert can_open(office, papers["Bob and Ada"]) == [True]


@pytest.mark.usefixtures("papers")
def test_the_folder_for_new_documents_is_picked_too(office: Office, page: Page) -> None:
    folder = office.workspace.drive.add_folder(ADA, "One on ones")
    office.configure(more=f'[docs]\nfolder = "{folder}"\n')
    said = office.link(Person(page=page, picks=("Bob and Ada", "Cy and Ada", "One on ones")))

    assert said.exit_code == 0
    assert "(folder for new documents)" in said.text
    assert folder in said.data["linked"]


def test_without_a_browser_here_the_address_is_pasted(
    office: Office, papers: dict[str, str], page: Page
) -> None:
    ada = Person(page=page, picks=("Bob and Ada", "Cy and Ada"))

    def paste() -> str:
        ada(office.addresses[0])
        return ada.failed[-1]

    def unwanted(_: str) -> bool:
        raise AssertionError("a browser was opened")

    said = office.link(unwanted, browser=False, read_line=paste)

    assert said.exit_code == 0
    assert can_open(office, *papers.values()) == [True, True, False]


class TestNotNeeded:
    """No browser is opened where there is nothing to pick."""

    def link(self, office: Office) -> Any:
        def unwanted(_: str) -> bool:
            raise AssertionError("a browser was opened")

        return office.link(unwanted)

    @pytest.mark.usefixtures("papers")
    def test_with_access_to_all_documents(self, office: Office) -> None:
        office.configure("all-docs")

        assert self.link(office).text == (
            'Nothing to link: with access = "all-docs" the job may open all your documents.\n'
        )

    def test_without_any_document(self, office: Office) -> None:
        office.sign_in()

        assert self.link(office).text == (
            "No document is attached to your 1:1s: there is nothing to link.\n"
        )

    def test_where_all_were_picked_before(self, office: Office, papers: dict[str, str]) -> None:
        office.workspace.pick(ADA, CLIENT, *papers.values())

        assert self.link(office).exit_code == 0

    def test_without_a_sign_in(self, office: Office) -> None:
        said = self.link(office)

        assert (said.exit_code, "Run `oneonone auth login`" in said.all) == (3, True)
