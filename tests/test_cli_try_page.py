"""The server of the page of `try`: whom it answers, and what its forms do without any script."""

import http.client
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from sync.commands.try_world import AIKO, MANAGER, OUTSIDER, PRIYA, TOM
from sync.emulator.notation import render
from sync.emulator.workspace import Workspace
from tests.pages.reading_pages import Element, read
from tests.served_try import press, served_in


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "try"


@pytest.fixture
def page(folder: Path) -> Iterator[str]:
    """The page's address."""
    with served_in(folder) as said:
        yield said["page"]


def ask(
    page: str, path: str = "/", *, method: str = "GET", headers: dict[str, str] | None = None
) -> tuple[int, dict[str, str], str]:
    """One request, its headers as they are given."""
    place = urlsplit(page)
    connection = http.client.HTTPConnection(str(place.hostname), place.port or 80, timeout=10)
    connection.request(method, path, headers=headers or {})
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, {k.lower(): v for k, v in answer.getheaders()}, body


def look(page: str, path: str = "/") -> Element:
    status, _, body = ask(page, path)
    assert status == 200
    return read(body)


def text_of(folder: Path, title: str) -> str:
    """A document as it is in the Workspace's file."""
    documents = Workspace(folder / "workspace.json").documents.values()
    return next(render(each) for each in documents if each.title == title)


def place_of(page: str, text: str, *, who: str = TOM) -> str:
    """Where a line stands, as its edit link says."""
    found = look(page, f"/?with={who}")
    links = [a for a in found.of_class("edit") if text in a.attributes["aria-label"]]
    return links[-1].attributes["href"].split("edit=")[1]


@pytest.mark.parametrize(
    "host", ["evil.test", "127.0.0.1", "localhost:1", "127.0.0.1.evil.test:PORT", ""]
)
def test_another_host_is_not_answered(page: str, host: str) -> None:
    port = str(urlsplit(page).port)
    status, _, body = ask(page, headers={"Host": host.replace("PORT", port)})

    assert status in {400, 403}
    assert "Mira" not in body


@pytest.mark.parametrize(
    "origin", ["http://evil.test", "null", "", "http://127.0.0.1", "https://127.0.0.1:PORT"]
)
def test_another_origin_can_do_nothing(page: str, folder: Path, origin: str) -> None:
    before = (folder / "workspace.json").read_bytes()
    given = {"Origin": origin.replace("PORT", str(urlsplit(page).port))}
    status = press(page, "act", {"do": "week", "with": TOM}, headers=given)

    assert status == 403
    assert (folder / "workspace.json").read_bytes() == before


def test_a_post_without_an_origin_can_do_nothing(page: str) -> None:
    status, _, _ = ask(page, "/act?do=week", method="POST")

    assert status == 403


def test_looking_changes_nothing(page: str, folder: Path) -> None:
    before = text_of(folder, "Tom & Mira")
    for path in ("/?do=run", "/?with=nobody", "/?edit=t.0:1", "/?edit=x:9999999", "/?edit=:::"):
        look(page, path)

    assert text_of(folder, "Tom & Mira") == before


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [("/other", "GET", 404), ("/act", "GET", 404), ("/", "DELETE", 405), ("/", "OPTIONS", 405)],
)
def test_there_is_one_page(page: str, path: str, method: str, status: int) -> None:
    assert ask(page, path, method=method)[0] == status


def test_the_page_is_neither_kept_nor_framed_nor_shared(page: str) -> None:
    _, headers, _ = ask(page)

    assert headers["cache-control"] == "no-store"
    assert headers["content-security-policy"] == "frame-ancestors 'none'"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"


def test_the_page_names_no_address_but_its_own(page: str) -> None:
    found = look(page, f"/?with={TOM}")
    loaded = [
        value
        for each in found.all()
        for key, value in each.attributes.items()
        if key in {"src", "href", "action", "formaction", "poster", "data"}
    ]

    assert [each for each in loaded if not each.startswith(("/", "#", "data:,"))] == []


def test_a_click_on_a_box_ticks_it_and_unticks_it(page: str, folder: Path) -> None:
    at = place_of(page, "Mira: talk to Sam")
    assert press(page, "tick", {"at": at, "with": TOM}) == 200
    ticked = "- [x] Mira: talk to Sam about headcount" in text_of(folder, "Tom & Mira")
    press(page, "tick", {"at": at, "with": TOM})

    assert ticked
    assert "- [ ] Mira: talk to Sam about headcount" in text_of(folder, "Tom & Mira")


def test_what_is_typed_keeps_the_rest_of_the_line_as_it_is(page: str, folder: Path) -> None:
    press(page, "act", {"do": "run", "with": TOM})
    at = place_of(page, "Tom: propose a fairer on-call rotation (since")
    was = "Tom: propose a fairer on-call rotation (since Feb 26)"
    now = "Tom: propose a much fairer rotation (since Feb 26)"
    press(page, "edit", {"at": at, "was": was, "text": now, "then": "save", "with": TOM})

    line = next(each for each in text_of(folder, "Tom & Mira").splitlines() if "much" in each)
    assert "Tom: propose a much fairer rotation [(since Feb 26)](#February 26, 2025)" in line


def test_a_line_below_an_item_is_an_item_that_is_typed_in_next(page: str, folder: Path) -> None:
    at = place_of(page, "Mira: talk to Sam")
    was = "Mira: talk to Sam about headcount"
    form = {"at": at, "was": was, "text": was, "then": "below", "with": TOM}
    place = urlsplit(page)
    connection = http.client.HTTPConnection(str(place.hostname), place.port or 80, timeout=10)
    body = "&".join(f"{key}={value}" for key, value in form.items()).replace(" ", "+")
    connection.request(
        "POST",
        "/edit",
        body,
        {"Origin": page.rstrip("/"), "Content-Type": "application/x-www-form-urlencoded"},
    )
    answer = connection.getresponse()
    answer.read()
    connection.close()
    location = answer.headers["Location"]
    (field,) = [i for i in look(page, location).all("input") if i.attributes["name"] == "text"]
    new = location.split("edit=")[1]
    press(page, "edit", {"at": new, "was": "", "text": "Mira: <b>", "then": "save", "with": TOM})

    assert answer.status == 303
    assert field.attributes["value"] == ""
    assert "headcount\n- [ ] Mira: <b>\n" in text_of(folder, "Tom & Mira")


def test_a_line_can_be_deleted(page: str, folder: Path) -> None:
    at = place_of(page, "DONE - Tom")
    was = "DONE - Tom: renew the certificates"
    press(page, "edit", {"at": at, "was": was, "then": "delete", "with": TOM})

    assert "certificates" not in text_of(folder, "Tom & Mira")


@pytest.mark.parametrize("at", ["t.0:1", "t.0:99999", "t.9:1", "x", "", "t.0:-1"])
def test_a_line_that_reads_otherwise_by_now_is_left_alone(page: str, folder: Path, at: str) -> None:
    before = text_of(folder, "Tom & Mira")
    for then in ("save", "delete"):
        form = {"at": at, "was": "never there", "text": "mine", "then": then, "with": TOM}
        assert press(page, "edit", form) == 200

    assert text_of(folder, "Tom & Mira") == before


@pytest.mark.parametrize("do", ["", "nothing", "run "])
def test_an_act_that_is_none_is_not_found(page: str, do: str) -> None:
    assert press(page, "act", {"do": do, "with": TOM}) == 404


def test_a_run_shows_what_it_did_and_what_it_logged(page: str, folder: Path) -> None:
    press(page, "act", {"do": "run", "with": AIKO})
    (aside,) = look(page).all("aside")

    assert "- [ ] Aiko: write the rollout plan" in text_of(folder, "Aiko 1:1")
    assert "wrote a section, 2 items carried, 1 item done" in aside.text
    assert "[[person]]" in aside.text
    (log,) = aside.all("code")
    assert sum("pair.done" in line for line in log.text.splitlines()) == 4
    assert "rollout" not in log.text


def test_who_is_left_out_is_told_why_where_the_document_would_be(page: str) -> None:
    found = look(page, f"/?with={OUTSIDER}")
    (words,) = [each.text for each in found.of_class("none")]
    people = [each.text for each in found.of_class("people")[0].all("a")]

    assert "gets none by itself: the address is outside your own domain" in words
    assert f"`oneonone init --with {OUTSIDER}`" in words
    assert [each for each in people if each.endswith("left out")] == [
        "Kai HoltWed, Mar 12, 09:00left out"
    ]


def test_a_week_passes_and_meetings_are_cancelled_and_moved(page: str, folder: Path) -> None:
    press(page, "act", {"do": "week", "with": PRIYA})
    press(page, "act", {"do": "cancel", "with": PRIYA})
    press(page, "act", {"do": "move", "with": AIKO})
    found = look(page)
    people = {
        each.text.split("Nair")[-1].split("Tanaka")[-1]
        for each in found.of_class("people")[0].all("a")
    }

    workspace = Workspace(folder / "workspace.json")
    assert workspace.now.isoformat() == "2025-03-17T13:00:00+00:00"
    cancelled = [slot.text for slot in found.of_class("off")]
    assert cancelled == ["10:00 Priya / Mira (not held)"]
    assert "Tue, Mar 25, 10:00no document yet" in people
    assert "Fri, Mar 21, 11:00has a document" in people


def test_the_page_goes_by_the_configuration_as_it_is_now(page: str, folder: Path) -> None:
    config = folder / "config.toml"
    right = config.read_text(encoding="utf-8")
    config.write_text(f'{right}\n[[person]]\nemail = "{TOM}"\nskip = true\n', encoding="utf-8")
    people = [each.text for each in look(page).of_class("people")[0].all("b")]
    config.write_text(f"{right}\nwrong =\n", encoding="utf-8")
    status, _, body = ask(page)

    assert people == ["Aiko Tanaka", "Kai Holt", "Priya Nair", "Sam Ortiz"]
    assert status == 500
    assert str(config) in body


def test_what_the_job_says_when_it_fails_is_shown(page: str, folder: Path) -> None:
    workspace_token = folder / "token.json"
    workspace_token.write_text("{}", encoding="utf-8")
    press(page, "act", {"do": "run", "with": TOM})
    (aside,) = look(page).all("aside")

    assert [error.text[:4] for error in aside.of_class("error")] == ["The "]


def test_a_person_who_types_is_the_manager(page: str, folder: Path) -> None:
    at = place_of(page, "Mira: talk to Sam")
    press(page, "tick", {"at": at, "with": TOM})
    files = Workspace(folder / "workspace.json").world.state.files.values()

    assert {f.modified_by for f in files if f.name == "Tom & Mira"} == {MANAGER}
