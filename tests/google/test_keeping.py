"""A new sign-in in the token file, and none any more."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sync.errors import UsageProblem
from sync.google import keeping
from sync.google.client_file import OAuthClient
from sync.google.exchange import SignIn
from sync.google.tokens import (
    StoredToken,
    ends_of,
    read_picked,
    read_token,
    readable_by_others,
    save_token,
)
from tests.google.conftest import read, stored_token, write

CLIENT = OAuthClient(client_id="client-1", client_secret="client-secret-1")
WHEN = datetime(2025, 3, 10, 9, tzinfo=UTC)
LATER = datetime(2025, 3, 17, 8, tzinfo=UTC)


def sign_in(refresh: str = "refresh-2", ends: datetime | None = LATER) -> SignIn:
    return SignIn(
        token="token-2",
        refresh_token=refresh,
        expiry=WHEN,
        scopes=frozenset({"b", "a"}),
        ends=ends,
    )


def test_what_is_kept_is_what_is_read(tmp_path: Path) -> None:
    path = tmp_path / "token.json"
    keeping.keep(path, CLIENT, sign_in(), account="ada@acme.test")
    found = read_token(path)

    assert (found.client_id, found.client_secret, found.refresh_token, found.token) == (
        "client-1",
        "client-secret-1",
        "refresh-2",
        "token-2",
    )
    assert (found.expiry, found.scopes, found.ends, found.account) == (
        WHEN,
        frozenset({"a", "b"}),
        LATER,
        "ada@acme.test",
    )
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_it_takes_the_place_of_the_one_before_at_once(tmp_path: Path) -> None:
    path = write(tmp_path / "token.json", stored_token(picked={"refresh_token": "x"}))
    path.chmod(0o644)
    link = tmp_path / "link.json"
    link.symlink_to(path)
    keeping.keep(link, CLIENT, sign_in(ends=None))

    assert link.is_symlink()
    assert sorted(read(path)) == [
        "account", "client_id", "client_secret", "expiry", "refresh_token", "scopes", "token",
        "token_uri", "type", "universe_domain",
    ]  # fmt: skip
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(each.name for each in tmp_path.iterdir()) == ["link.json", "token.json"]


def test_google_auth_reads_it_too(tmp_path: Path) -> None:
    from google.oauth2.credentials import Credentials

    path = tmp_path / "token.json"
    keeping.keep(path, CLIENT, sign_in())
    found: Any = Credentials.from_authorized_user_file(str(path))  # type: ignore[no-untyped-call]

    assert (found.refresh_token, found.token, found.client_id) == (
        "refresh-2",
        "token-2",
        "client-1",
    )


def test_a_sign_in_for_picked_documents_stands_beside_the_main_one(tmp_path: Path) -> None:
    path = write(tmp_path / "token.json", stored_token())
    main = read_token(path)
    before = read_picked(path, main)
    keeping.keep_picked(path, main, sign_in())
    picked = read_picked(path, main)

    assert before is None
    assert picked is not None
    assert (picked.refresh_token, picked.client_id, picked.slot) == (
        "refresh-2",
        "client-1",
        "picked",
    )
    assert read_token(path) == main
    assert (ends_of(path), keeping.refresh_tokens(path)) == (LATER, ("refresh-1", "refresh-2"))


def test_after_a_new_sign_in_nothing_is_put_beside_it_for_the_old_one(tmp_path: Path) -> None:
    path = write(tmp_path / "token.json", stored_token())
    old = read_token(path)
    write(path, stored_token(refresh_token="of-a-new-sign-in"))
    keeping.keep_picked(path, old, sign_in())

    assert "picked" not in read(path)


class TestPlace:
    """Where it is kept."""

    def test_a_folder_that_is_not_there_is_made_for_its_owner_alone(self, tmp_path: Path) -> None:
        path = tmp_path / "new" / "token.json"
        keeping.check_place(path)

        assert stat.S_IMODE(path.parent.stat().st_mode) & 0o077 == 0
        assert list(path.parent.iterdir()) == []

    @pytest.mark.parametrize(
        ("place", "reason"),
        [("file/token.json", "file exists"), ("folder", "is a directory")],
    )
    def test_a_place_that_can_not_be_written_is_named_before_anybody_is_asked(
        self, place: str, reason: str, tmp_path: Path
    ) -> None:
        (tmp_path / "file").write_text("", encoding="utf-8")
        (tmp_path / "folder").mkdir()
        with pytest.raises(UsageProblem) as caught:
            keeping.check_place(tmp_path / place)

        assert str(caught.value) == (
            f"The sign-in can't be kept: {reason} ({tmp_path / place}). "
            "Name a file that can be written as token_file in [google]."
        )

    def test_a_write_that_fails_leaves_nothing_behind(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(_: object) -> None:
            raise OSError(28, "No space left on device")

        path = write(tmp_path / "token.json", stored_token())
        before = path.read_bytes()
        monkeypatch.setattr("os.fsync", full)
        with pytest.raises(UsageProblem, match="no space left on device"):
            keeping.keep(path, CLIENT, sign_in())

        assert path.read_bytes() == before
        assert [each.name for each in tmp_path.iterdir()] == ["token.json"]


def test_two_sign_ins_of_one_file_may_be_renewed_at_once(tmp_path: Path) -> None:
    path = write(tmp_path / "token.json", stored_token(picked={"refresh_token": "refresh-2"}))
    main = read_token(path)
    picked = read_picked(path, main)
    assert picked is not None
    lost: list[str] = []

    def renews(known: StoredToken) -> None:
        for number in range(100):
            save_token(path, known, token=f"token-{number}")
            found = read(path)
            part = found[known.slot] if known.slot else found
            if part["token"] != f"token-{number}":
                lost.append(known.slot)

    with ThreadPoolExecutor(max_workers=2) as pool:
        list(pool.map(renews, (main, picked)))

    assert lost == []


@pytest.mark.parametrize("content", ["[]", "7", "{", '{"picked": []}', "[" * 100_000])
def test_a_file_that_somebody_damaged_meanwhile_is_left_alone(content: str, tmp_path: Path) -> None:
    path = write(tmp_path / "token.json", stored_token(picked={"refresh_token": "refresh-2"}))
    main = read_token(path)
    picked = read_picked(path, main)
    write(path, content)
    for known in (main, picked):
        assert known is not None
        save_token(path, known, token="token-2")

    assert path.read_text(encoding="utf-8") == content


def test_what_is_forgotten_is_gone_behind_a_link_too(tmp_path: Path) -> None:
    path = write(tmp_path / "token.json", stored_token())
    link = tmp_path / "link.json"
    link.symlink_to(path)
    keeping.forget(link)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", ["", "[]", "{", '{"refresh_token": 7, "picked": 7}'])
def test_a_damaged_file_has_nothing_to_take_back_and_no_end(content: str, tmp_path: Path) -> None:
    path = write(tmp_path / "token.json", content)

    assert (keeping.refresh_tokens(path), ends_of(path)) == ((), None)


@pytest.mark.parametrize(
    ("mode", "said"),
    [(0o600, False), (0o400, False), (0o640, True), (0o604, True), (0o444, True), (0o622, False)],
)
def test_who_else_may_read_it(mode: int, said: bool, tmp_path: Path) -> None:
    path = write(tmp_path / "token.json", stored_token())
    path.chmod(mode)

    assert readable_by_others(path) is said


def test_a_file_on_a_read_only_mount_is_meant_to_be_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "token.json", stored_token())
    path.chmod(0o444)
    real = os.statvfs(path)

    class Mounted:
        f_flag = real.f_flag | os.ST_RDONLY

    monkeypatch.setattr("os.statvfs", lambda _: Mounted)

    assert readable_by_others(path) is False


def test_a_file_that_is_not_there_is_read_by_nobody(tmp_path: Path) -> None:
    assert readable_by_others(tmp_path / "none.json") is False
