"""The file of the OAuth client, and what else people name in its place."""

import json
from pathlib import Path
from typing import Any

import pytest

from sync.errors import ExitCode, UsageProblem
from sync.google.client_file import OAuthClient, read_client

GOOD = {"client_id": "1-a.apps.googleusercontent.com", "client_secret": "GOCSPX-very-secret"}
MEND = (
    "Make a client of the type Desktop app at https://console.cloud.google.com/auth/clients, "
    "download its file, and name it as client_secret_file in [google]."
)


def test_the_file_of_a_desktop_app_is_read(tmp_path: Path) -> None:
    path = tmp_path / "client.json"
    more = {"project_id": "p", "auth_uri": "https://elsewhere.example", "redirect_uris": ["x"]}
    path.write_text(json.dumps({"installed": {**GOOD, **more}}), encoding="utf-8-sig")
    client = read_client(path)

    assert client == OAuthClient(**GOOD)
    assert "very-secret" not in repr(client)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"web": GOOD}, "The OAuth client is one for web servers, whose sign-in can't end on a "),
        (
            {"type": "service_account", "private_key": "very-secret"},
            "This is the key of a service account, not the file of an OAuth client",
        ),
        (
            {"type": "authorized_user", "refresh_token": "very-secret"},
            "This is the file of a sign-in, not of an OAuth client",
        ),
        (
            {"refresh_token": "very-secret"},
            "This is the file of a sign-in, not of an OAuth client",
        ),
        (
            {"type": "external_account"},
            "This is for workload identities, not the file of an OAuth client",
        ),
        (
            {"installed": {"client_id": "x"}},
            "The file of the OAuth client lacks its client_id or client_secret",
        ),
        (
            {"installed": {**GOOD, "client_secret": ["very-secret"]}},
            "The file of the OAuth client lacks its client_id or client_secret",
        ),
        ({"installed": "very-secret"}, "The file of the OAuth client lacks its client_id"),
        ([], "The file of the OAuth client is not as Google gives it ("),
        ("very-secret", "The file of the OAuth client is not as Google gives it ("),
        ({"type": 7}, "The file of the OAuth client is not as Google gives it ("),
    ],
)
def test_another_file_is_called_what_it_is(content: Any, words: str, tmp_path: Path) -> None:
    path = tmp_path / "client.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(UsageProblem) as caught:
        read_client(path)
    said = str(caught.value)

    assert said.startswith(words)
    assert said.endswith(f"({path}). {MEND}")
    assert "very-secret" not in said
    assert caught.value.exit_code is ExitCode.USAGE


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"very-secret", b"[" * 100_000])
def test_what_is_no_json_is_called_so(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "client.json"
    path.write_bytes(content)
    with pytest.raises(UsageProblem) as caught:
        read_client(path)

    assert str(caught.value) == (
        f"The file of the OAuth client is not as Google gives it: it is no JSON ({path}). {MEND}"
    )


def test_a_file_that_is_missing_or_can_not_be_read_is_named(tmp_path: Path) -> None:
    said = []
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(UsageProblem) as caught:
            read_client(path)
        said.append(caught.value.what)

    assert said == [
        "The file of the OAuth client is missing",
        "The file of the OAuth client can't be read: is a directory",
    ]
