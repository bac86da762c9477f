"""`oneonone auth login` with a person at a real browser."""

import socket
from datetime import timedelta

import pytest
import requests
from playwright.sync_api import Page

from sync.cli import main
from sync.google.session import open_google
from tests.browser.office import ADA, ALL, BOB, CLIENT, CY, SECRET, Office, Person

SCOPE = "https://www.googleapis.com/auth/"


def unwanted(_: str) -> bool:
    """A browser that is not to be opened."""
    raise AssertionError("a browser was opened")


def test_a_person_signs_in(office: Office, page: Page, console: list[str]) -> None:
    ada = Person(page=page)
    said = office.login(ada)
    token = office.token

    assert said.exit_code == 0
    assert said.text.splitlines()[2:] == [
        "Signed in as ada@acme.test.",
        f"The sign-in is kept in {office.token_file}, readable for you alone.",
        "Next: `oneonone init` shows your 1:1s and lets you choose.",
    ]
    assert [each.split(": ")[0] for each in ada.seen] == [
        "oneonone\n\nThank you. Go back to the terminal"
    ]
    assert {
        key: value for key, value in token.items() if key not in {"token", "refresh_token"}
    } == {
        "type": "authorized_user",
        "client_id": CLIENT,
        "client_secret": SECRET,
        "token_uri": "https://oauth2.googleapis.com/token",
        "universe_domain": "googleapis.com",
        "account": ADA,
        "scopes": [f"{SCOPE}calendar.events", f"{SCOPE}drive.file"],
        "expiry": token["expiry"],
    }
    assert office.mode == 0o600
    assert console == []


def test_nothing_that_is_secret_is_shown(office: Office, page: Page) -> None:
    said = office.login(Person(page=page))
    form = [each for each in office.workspace.requests if each.method == "token"]

    assert form
    assert not [
        secret
        for secret in (office.token["refresh_token"], office.token["token"], SECRET)
        if secret in said.all
    ]


@pytest.mark.parametrize(
    ("access", "ticks", "words"),
    [
        (
            "app-docs",
            ["calendar.events"],
            ["drive.file: no document can be made, found or shared"],
        ),
        (
            "all-docs",
            ["calendar.events", "drive.file"],
            [
                "documents: documents that exist already can't be read or written",
                "drive.readonly: nothing tells which items are done: all would be carried on",
            ],
        ),
    ],
)
def test_a_consent_in_part_is_named_scope_by_scope_and_not_kept(
    access: str, ticks: list[str], words: list[str], office: Office, page: Page
) -> None:
    office.configure(access)
    office.sign_in(BOB)
    before = office.token
    said = office.login(Person(page=page, ticks=[f"({each})" for each in ticks]))
    lines = [line.strip() for line in said.text.splitlines()]

    assert lines[-len(words) :] == words
    assert said.exit_code == 3
    assert str(said.error) == (
        "The sign-in was not kept: not everything that is needed was allowed "
        f"({', '.join(each.split(':')[0] for each in words)}). "
        "Run `oneonone auth login` again, and tick every box on Google's page."
    )
    assert office.token == before


def test_a_no_of_the_person_changes_nothing(office: Office, page: Page) -> None:
    ada = Person(page=page, answer="Deny")
    said = office.login(ada)

    assert str(said.error) == (
        "The access was denied on Google's page, so nothing was changed. "
        "Run `oneonone auth login` again, and allow it there."
    )
    assert said.exit_code == 3
    assert "The sign-in was refused" in ada.seen[0]
    assert not office.token_file.exists()


class TestRefused:
    """Refusals of others than the person."""

    def test_an_administrators_no_comes_with_a_text_to_send(
        self, office: Office, page: Page
    ) -> None:
        office.workspace.settings.blocked_by_admin = True
        office.workspace.settings.refuses_on_page = False
        said = office.login(Person(page=page))

        assert str(said.error) == (
            "The administrators of your domain do not allow this app (admin_policy_enforced). "
            "Send them the text above; then run `oneonone auth login` again."
        )
        assert said.exit_code == 3
        assert f"OAuth client ID: {CLIENT}" in said.text
        assert [line.strip() for line in said.text.splitlines() if SCOPE in line] == [
            f"- {SCOPE}calendar.events",
            f"- {SCOPE}drive.file",
        ]

    def test_a_client_of_another_organization_says_so(self, office: Office, page: Page) -> None:
        office.workspace.settings.internal_to = "acme.test"
        office.workspace.settings.refuses_on_page = False
        said = office.login(Person(page=page, account=CY))

        assert said.error is not None
        assert said.error.what == (
            "The OAuth client serves only people of its own organization (org_internal)"
        )

    @pytest.mark.parametrize(
        ("setting", "value", "shown"),
        [
            ("blocked_by_admin", True, "Error 400: admin_policy_enforced"),
            ("internal_to", "elsewhere.test", "Error 403: org_internal"),
            ("test_users", {BOB}, "Error 403: access_denied"),
        ],
    )
    def test_a_page_that_never_calls_back_is_explained_after_a_while(
        self, setting: str, value: object, shown: str, office: Office, page: Page
    ) -> None:
        setattr(office.workspace.settings, setting, value)
        ada = Person(page=page)
        said = office.login(ada, hint_after=0.1, give_up_after=0.2)

        assert shown in ada.seen[0]
        assert f"`{shown}`" in said.text
        assert f"OAuth client ID: {CLIENT}" in said.text
        assert str(said.error) == (
            "Nothing came back from the browser within one minute, so this ended. Run `oneonone "
            "auth login` again, and leave its page open until it says that you may close it."
        )
        assert said.exit_code == 3


def test_a_closed_window_ends_with_words(office: Office, page: Page) -> None:
    def closes(address: str) -> bool:
        page.goto(address)
        page.close()
        return True

    said = office.login(closes, hint_after=0.05, give_up_after=0.1)

    assert "the address above is still good" in said.text
    assert str(said.error).startswith("Nothing came back from the browser within one minute")


def test_an_answer_after_the_hint_still_counts(office: Office, page: Page) -> None:
    """The person comes back to the window when the terminal has already explained itself."""
    from concurrent.futures import ThreadPoolExecutor

    address: list[str] = []

    def later(given: str) -> bool:
        address.append(given)
        return True

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(office.login, later, hint_after=0.05, give_up_after=10.0)
        while not address:
            page.wait_for_timeout(20)
        page.wait_for_timeout(100)
        Person(page=page)(address[0])
        said = running.result()

    assert "Nothing came back from the browser so far" in said.text
    assert "Signed in as ada@acme.test." in said.text


def test_strays_do_not_disturb_it(office: Office, page: Page) -> None:
    """Icons, other paths, other verbs, silence, answers to nothing and with a wrong state."""
    from urllib.parse import parse_qs, urlsplit

    seen: list[tuple[int, bool]] = []
    ada = Person(page=page)

    def strays_first(address: str) -> bool:
        back = parse_qs(urlsplit(address).query)["redirect_uri"][0]
        silent = socket.create_connection((urlsplit(back).hostname, urlsplit(back).port))
        for path in ("favicon.ico", "other?code=1", "", "?state=wrong&code=stolen", "?error=x"):
            answer = requests.get(back + path, timeout=5)
            seen.append((answer.status_code, "another sign-in" in answer.text))
        seen.append((requests.post(back, timeout=5).status_code, False))
        page.goto(f"{back}?state=wrong&code=stolen")
        ada.seen.append(page.inner_text("main"))
        ada(address)
        silent.close()
        return True

    said = office.login(strays_first)

    assert seen == [
        (404, False),
        (404, False),
        (400, False),
        (400, True),
        (400, True),
        (501, False),
    ]
    assert "answer to another sign-in" in ada.seen[0]
    assert "Signed in as ada@acme.test." in said.text


def test_the_answer_to_an_earlier_address_is_not_taken_for_this_one(
    office: Office, page: Page
) -> None:
    """Somebody began twice, and went on in the window of the first time."""
    office.login(lambda _: True, hint_after=0, give_up_after=0)
    ada, bob = Person(page=page), Person(page=page, account=BOB)

    def both(address: str) -> bool:
        ada(office.addresses[0])
        return bob(address)

    said = office.login(both)

    assert len(ada.failed) == 1
    assert "Signed in as bob@acme.test." in said.text


class TestPorts:
    """The way back to the program."""

    def test_a_port_that_is_taken_is_named(self, office: Office, page: Page) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            said = office.login(Person(page=page), port=port)

        assert str(said.error) == (
            "The browser has no way back to this program: the port is taken or not allowed (port "
            f"{port} of 127.0.0.1). Leave --port out, or use --no-browser, which needs no port."
        )
        assert said.exit_code == 2

    def test_a_port_may_be_chosen(self, office: Office, page: Page) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        said = office.login(Person(page=page), port=port)

        assert f"127.0.0.1%3A{port}%2F" in said.text
        assert said.exit_code == 0


class TestAgain:
    """A second login."""

    def test_another_account_takes_the_place_and_is_named(self, office: Office, page: Page) -> None:
        office.login(Person(page=page, account=BOB))
        first = office.token
        said = office.login(Person(page=page))

        assert "Before, it was the sign-in of bob@acme.test." in said.text
        assert "Next: `oneonone sync --dry-run` shows what would be written" in said.text
        assert office.token["account"] == ADA
        assert office.token["refresh_token"] != first["refresh_token"]

    def test_one_that_fails_leaves_the_first_as_it_is(self, office: Office, page: Page) -> None:
        office.login(Person(page=page))
        before = office.token
        office.login(Person(page=page, answer="Deny"))

        assert office.token == before
        assert office.status().exit_code == 0


def test_an_answer_that_is_too_old_is_said_to_be(office: Office, page: Page) -> None:
    ada = Person(page=page)

    def slowly(address: str) -> bool:
        ada(address)
        office.workspace.pass_time(timedelta(minutes=11))
        return True

    said = office.login(slowly)

    assert str(said.error) == (
        "Google does not take the answer any more: it is good once, and for ten minutes. "
        "Run `oneonone auth login`."
    )


def test_an_api_that_is_not_switched_on_is_said_at_once(office: Office, page: Page) -> None:
    office.workspace.settings.disabled_apis = {"drive"}
    said = office.login(Person(page=page))

    assert "The API of Google Drive is not switched on" in said.text
    assert "Signed in." in said.text


def test_the_files_are_looked_at_before_anybody_is_asked(office: Office, page: Page) -> None:
    (office.folder / "client_secret.json").write_text('{"web": {}}', encoding="utf-8")
    ada = Person(page=page)
    wrong_client = office.login(ada)
    office.configure(more='client_secret_file = "secret2.json"\n')
    missing_client = office.login(ada)

    assert (wrong_client.exit_code, missing_client.exit_code) == (2, 2)
    assert str(wrong_client.error).startswith("The OAuth client is one for web servers")
    assert str(missing_client.error).startswith("The file of the OAuth client is missing")
    assert ada.seen == []


class TestWithoutABrowserHere:
    """`--no-browser`: the address goes to any browser, and what it ended on comes back by hand."""

    def test_the_address_that_it_ended_on_is_pasted(self, office: Office, page: Page) -> None:
        ada = Person(page=page)

        def paste() -> str:
            ada(office.addresses[0])
            return f"  {ada.failed[-1]}\n"

        said = office.login(unwanted, browser=False, read_line=paste)

        assert page.url.startswith("chrome-error:")
        assert "copy that whole address, paste it here" in said.text
        assert "Signed in as ada@acme.test." in said.text

    @pytest.mark.parametrize(
        ("pasted", "words"),
        [
            ("https://accounts.google.com/signin/oauth/error", "it holds no code"),
            ("http://127.0.0.1:50000/?state=old&code=old", "the answer to another sign-in"),
            ("http://[", "it holds no code"),
            ("", "it holds no code"),
        ],
    )
    def test_a_wrong_address_is_said_and_asked_for_again(
        self, pasted: str, words: str, office: Office, page: Page
    ) -> None:
        lines = [pasted, pasted, pasted, "never asked"]
        said = office.login(Person(page=page), browser=False, read_line=lambda: lines.pop(0))

        assert said.text.count(words) == 3
        assert lines == ["never asked"]
        assert str(said.error) == (
            "The address that the browser ended on was not pasted. "
            "Run `oneonone auth login --no-browser` again."
        )

    def test_nothing_pasted_is_an_end(self, office: Office, page: Page) -> None:
        said = office.login(Person(page=page), browser=False)

        assert said.exit_code == 3


def test_what_was_signed_in_to_is_what_the_job_uses(office: Office, page: Page) -> None:
    office.configure("all-docs")
    office.login(Person(page=page, ticks=(ALL,)))
    with open_google(
        token_file=office.token_file, access="all-docs", api_root=office.root
    ) as google:
        found = google.drive.me()

    assert found == ADA
    assert (
        main(["sync", "--config", str(office.config), "--now", office.workspace.now.isoformat()])
        == 0
    )
