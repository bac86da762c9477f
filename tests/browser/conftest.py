"""A real browser, one for each run of the tests, and an embedded Workspace to use it on.

Chromium comes from the system (on Debian: the package `chromium`), and Playwright drives it. Where
there is none, all tests of this folder are skipped and say so; in CI they fail instead.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, Route, sync_playwright

from sync import log
from sync.emulator.workspace import Workspace
from tests.browser.office import ADA, BOB, CLIENT, CY, NOW, SECRET, Office

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LOOPBACK = {"127.0.0.1", "localhost"}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        words = "no Chromium on this machine: the sign-in and the pages are not tested in a browser"
        if os.environ.get("CI") == "true":
            pytest.fail(words)
        pytest.skip(words)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, headless=True, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """`new_page(color_scheme="dark")`: a window of a fresh profile. It reaches this machine alone,
    and the test fails where a page asks for anything else, or throws.
    """
    wrong: list[str] = []
    contexts = []

    def only_here(route: Route, request: Request) -> None:
        asked = urlsplit(request.url)
        if asked.hostname in LOOPBACK or asked.scheme == "file":
            route.continue_()
        else:
            wrong.append(f"asked for {request.url}")
            route.abort()

    def open_one(**given: object) -> Page:
        context = browser.new_context(**given)  # type: ignore[arg-type]
        context.set_default_timeout(30_000)  # a busy machine is no failure
        context.route("**/*", only_here)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(f"threw {error}"))
        return page

    yield open_one
    for each in contexts:
        each.close()

    assert wrong == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """One such window."""
    return new_page()


@pytest.fixture
def console(page: Page) -> list[str]:
    """The errors and warnings that the window's console shows, as they come."""
    found: list[str] = []
    page.on(
        "console",
        lambda said: found.append(said.text) if said.type in {"error", "warning"} else None,
    )
    return found


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A Workspace, served, with a configuration and an OAuth client, and nobody signed in."""
    log.configure(silent=True)
    workspace = Workspace(now=NOW)
    for email, name in ((ADA, "Ada Long"), (BOB, "Bob Short"), (CY, "Cy Outside")):
        workspace.add_user(email, name, zone="Europe/Berlin")
    client = {"client_id": CLIENT, "client_secret": SECRET, "redirect_uris": ["http://localhost"]}
    secret = tmp_path / "client_secret.json"
    secret.write_text(json.dumps({"installed": client}), encoding="utf-8")
    with workspace.serve() as served:
        made = Office(workspace=workspace, root=served.root, folder=tmp_path)
        made.configure()
        yield made
