"""Bad input through the real command line: one clear message with what, where and what to do next,
the exit code that belongs to it, never a traceback, and nothing written anywhere.
"""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from sync.cli import main
from tests.scenarios.company import APP, ME, OTHER, Company, lived_through
from tests.scenarios.conftest import Opened
from tests.support import ROOT

Spoil = Callable[[Company], object]
LINK = "https://docs.google.com/document/d/ID/edit"
SIGN_IN = "Run `oneonone auth login`."


@dataclass(frozen=True, slots=True, kw_only=True)
class Bad:
    """What is spoiled, and the one message that it leads to, with FOLDER and ID in it."""

    spoil: Spoil
    code: int
    says: str
    world: dict[str, Any] = field(default_factory=dict)


@pytest.fixture(autouse=True)
def _no_sleep(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)


def append(text: str) -> Spoil:
    def spoil(at: Company) -> None:
        at.config.write_text(at.config.read_text("utf-8") + text, encoding="utf-8")

    return spoil


def token(text: str | bytes) -> Spoil:
    raw = text if isinstance(text, bytes) else text.encode()
    return lambda at: (at.folder / "token.json").write_bytes(raw)


def changed_token(**changes: Any) -> Spoil:
    def spoil(at: Company) -> None:
        path = at.folder / "token.json"
        path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **changes}))

    return spoil


def revoke(at: Company) -> None:
    at.workspace.revoke(json.loads((at.folder / "token.json").read_text("utf-8")))


def sign_in_narrowly(at: Company) -> None:
    token(json.dumps(at.workspace.sign_in(ME, APP, ["calendar.events"])))(at)


def unplug(at: Company) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    root = f"http://127.0.0.1:{port}"
    at.config.write_text(at.config.read_text("utf-8").replace(at.served.root, root), "utf-8")


def switch_off(api: str) -> Spoil:
    return lambda at: at.workspace.settings.disabled_apis.add(api)


def damaged(what: str = "damaged") -> str:
    return f"The file of the sign-in is {what} (FOLDER/token.json). {SIGN_IN}"


FOR_ALL: dict[str, Bad] = {
    "broken TOML": Bad(
        spoil=append("[docs\n"),
        code=2,
        says="The configuration file is not valid TOML: Expected ']' at the end of a table "
        "declaration (at line 4, column 6) (FOLDER/config.toml). Correct that place; texts stand "
        "in quotes, lists in square brackets.",
    ),
    "several wrong keys": Bad(
        spoil=append('[docs]\nfolde = "x"\nmax_new = "ten"\n[agenda]\nplacement = "middle"\n'),
        code=2,
        says="The configuration can't be used (FOLDER/config.toml):\n"
        "  docs.folde (line 5) is no key that oneonone knows; did you mean folder?\n"
        "  docs.max_new (line 6) must be a whole number\n"
        "  agenda.placement (line 8) must be 'bottom', 'top' or 'auto'\n"
        "Correct the file; config.example.toml says what each key does.",
    ),
    "no token": Bad(
        spoil=lambda at: (at.folder / "token.json").unlink(),
        code=3,
        says=f"There is no sign-in yet (FOLDER/token.json). {SIGN_IN}",
    ),
    "garbage token": Bad(spoil=token("garbage"), code=3, says=damaged()),
    "binary token": Bad(spoil=token(b"\x00\xff\xfe"), code=3, says=damaged()),
    "token of another kind": Bad(
        spoil=token('{"type": "service_account"}'), code=3, says=damaged()
    ),
    "empty token": Bad(spoil=token("{}"), code=3, says=damaged()),
    "token without a client": Bad(
        spoil=changed_token(client_secret=None),
        code=3,
        says=f"The file of the OAuth client is missing (FOLDER/client_secret.json). {SIGN_IN}",
    ),
    "unknown token": Bad(
        spoil=changed_token(refresh_token="1//0never"),
        code=3,
        says=f"The sign-in has expired or was taken back (FOLDER/token.json). {SIGN_IN}",
    ),
    "revoked token": Bad(
        spoil=revoke,
        code=3,
        says=f"The sign-in has expired or was taken back (FOLDER/token.json). {SIGN_IN}",
    ),
    "deleted client": Bad(
        spoil=changed_token(client_secret="GOCSPX-other"),
        code=3,
        says="Google does not know the OAuth client of the sign-in any more (FOLDER/token.json). "
        + SIGN_IN,
    ),
    "unticked boxes": Bad(
        spoil=sign_in_narrowly,
        code=3,
        says="The sign-in does not include documents, drive.file, drive.readonly "
        "(FOLDER/token.json). Run `oneonone auth login` and tick every box on Google's page.",
    ),
    "no network": Bad(
        spoil=unplug,
        code=1,
        says="There is no connection to Google Calendar (calendar primary). Check the network and "
        "api_root, then run `oneonone sync`.",
    ),
    "no such calendar": Bad(
        spoil=append('[calendar]\nid = "gone@acme.test"\n'),
        code=1,
        says="There is no such calendar, or not for you (calendar gone@acme.test). Correct id in "
        '[calendar]; "primary" is your own calendar.',
    ),
    "calendar switched off": Bad(
        spoil=switch_off("calendar"),
        code=1,
        says="The API of Google Calendar is not switched on in the Google Cloud project of the "
        "OAuth client (calendar primary). Switch it on at "
        "https://console.cloud.google.com/apis/library, wait five minutes, then run "
        "`oneonone sync`.",
    ),
    "drive switched off": Bad(
        spoil=switch_off("drive"),
        code=1,
        says="The API of Google Drive is not switched on in the Google Cloud project of the OAuth "
        "client (search in Drive). Switch it on at "
        "https://console.cloud.google.com/apis/library, wait five minutes, then run "
        "`oneonone sync`.",
    ),
}


def named(document_id: str) -> str:
    return f'[[person]]\nemail = "{OTHER}"\ndoc = "{document_id}"\n'


def of_ours(do: Callable[[Company, str], object]) -> Spoil:
    """Done to the document that an earlier run made."""
    return lambda at: do(at, at.live()[0].id)


def by_hand(*, owner: str = ME, role: str = "writer", does: Spoil = lambda _: None) -> Spoil:
    """A document of people's, attached; `role`: the other one's, "" for none."""

    def spoil(at: Company) -> None:
        guest = OTHER if owner == ME else ME
        made = at.workspace.drive.add_document(owner, "Old notes", ["Words of long ago"])
        if role:
            at.workspace.drive.share(made, guest, role)
        at.attach(made)
        does(at)

    return spoil


def of_another_pair(at: Company, document_id: str) -> None:
    at.workspace.drive.file(document_id).properties["oneonone-pair"] = "0123456789"
    append(named(document_id))(at)


STORY = {"story": lived_through}
WAYS_OUT = f"or name another one as doc in the [[person]] entry of {OTHER}."
FOR_A_PAIR: dict[str, Bad] = {
    "deleted": Bad(
        spoil=of_ours(lambda at, document_id: at.workspace.drive.delete(document_id)),
        code=1,
        says="The document can't be opened with this sign-in, and no other one is made beside it "
        f"({OTHER}, {LINK}). Ask its owner for access. If it is gone, detach it from the event, "
        + WAYS_OUT,
        world=STORY,
    ),
    "trashed": Bad(
        spoil=of_ours(lambda at, document_id: at.workspace.drive.trash(document_id)),
        code=1,
        says="The pair's document is in the trash, and no other one is made beside it "
        f"({OTHER}, {LINK}). Restore it at https://drive.google.com/drive/trash, {WAYS_OUT}",
        world=STORY,
    ),
    "by hand, trashed": Bad(
        spoil=by_hand(does=lambda at: at.workspace.drive.trash(at.live()[0].id)),
        code=1,
        says="The pair's document is in the trash, and no other one is made beside it "
        f"({OTHER}, {LINK}). Restore it at https://drive.google.com/drive/trash, {WAYS_OUT}",
    ),
    "of another pair": Bad(
        spoil=of_ours(of_another_pair),
        code=1,
        says="The document belongs to another pair, so nothing is written into it "
        f"({OTHER}, {LINK}). Name another one as doc in the [[person]] entry of {OTHER}.",
        world=STORY,
    ),
    "by hand, not shared": Bad(
        spoil=by_hand(role=""),
        code=1,
        says=f"{OTHER} can't write in the document, and access to documents that people made is "
        f"theirs to give ({OTHER}, {LINK}). Share it with {OTHER} as editor, {WAYS_OUT}",
    ),
    "by hand, they may only read": Bad(
        spoil=by_hand(role="reader"),
        code=1,
        says=f"{OTHER} can't write in the document, and access to documents that people made is "
        f"theirs to give ({OTHER}, {LINK}). Share it with {OTHER} as editor, {WAYS_OUT}",
    ),
    "by hand, we may only read": Bad(
        spoil=by_hand(owner=OTHER, role="reader"),
        code=1,
        says="The document can be read with this sign-in, but not written in "
        f"({OTHER}, {LINK}). Ask its owner to make {ME} an editor, {WAYS_OUT}",
    ),
    "never picked": Bad(
        spoil=by_hand(),
        code=1,
        says="The document can't be opened with this sign-in, and no other one is made beside it "
        f"({OTHER}, {LINK}). Run `oneonone link` to give access to it. If it is gone, detach it "
        f"from the event, {WAYS_OUT}",
        world={"access": "app-docs"},
    ),
    "open to all": Bad(
        spoil=of_ours(
            lambda at, document_id: at.workspace.drive.share(document_id, "", kind="anyone")
        ),
        code=1,
        says=f"The document can be opened by others than the two: anyone with the link ({OTHER}, "
        f"{LINK}). Take that off its sharing, or set in the [[person]] entry of {OTHER} "
        "allow_wider_sharing = true.",
        world=STORY,
    ),
    "no such tab": Bad(
        spoil=append('[agenda]\ntab = "Minutes"\n'),
        code=1,
        says="Nothing is written into the document: it has no tab of the configured name "
        f"({OTHER}, {LINK}). Correct tab in [agenda] or in the [[person]] entry of {OTHER}.",
        world=STORY,
    ),
    "no such tab in a new one": Bad(
        spoil=append('[agenda]\ntab = "Minutes"\n'),
        code=1,
        says="Nothing is written into the document: it has no tab of the configured name "
        f"({OTHER}). Correct tab in [agenda] or in the [[person]] entry of {OTHER}.",
    ),
    "docs switched off": Bad(
        spoil=switch_off("docs"),
        code=1,
        says="The API of Google Docs is not switched on in the Google Cloud project of the OAuth "
        "client (document ID). Switch it on at https://console.cloud.google.com/apis/library, "
        "wait five minutes, then run `oneonone sync`.",
        world=STORY,
    ),
}
GLOBAL = [
    ["sync"],
    ["sync", "--json"],
    ["sync", "--dry-run"],
    ["explain"],
]


def called(at: Company, *arguments: str) -> list[str]:
    return ["--config", str(at.config), "--now", at.workspace.now.isoformat(), *arguments]


def files(at: Company) -> list[str]:
    return sorted(each.name for each in at.folder.iterdir())


def told(text: str, at: Company) -> str:
    """What was said, without the log, and without what differs from run to run."""
    lines = [line for line in text.splitlines() if not line.startswith("{")]
    said = "\n".join(lines).replace(str(at.folder), "FOLDER").removeprefix("oneonone: ")
    said = said.replace("`oneonone --config FOLDER/config.toml ", "`oneonone ")
    for each in [*at.workspace.documents, *at.workspace.world.state.files]:
        said = said.replace(each, "ID")
    return said


@pytest.mark.parametrize("arguments", GLOBAL, ids=" ".join)
@pytest.mark.parametrize("name", FOR_ALL)
def test_what_concerns_all_is_one_message(
    opened: Opened, name: str, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    bad, at = FOR_ALL[name], opened(**FOR_ALL[name].world)
    bad.spoil(at)
    before, listed = at.everything(), files(at)
    code = main(called(at, *arguments))

    out, err = capsys.readouterr()
    assert (code, out, told(err, at)) == (bad.code, "", bad.says)
    assert (at.everything(), files(at)) == (before, listed)


@pytest.mark.parametrize("arguments", [["sync"], ["sync", "--dry-run"]], ids=" ".join)
@pytest.mark.parametrize("name", FOR_A_PAIR)
def test_what_concerns_a_pair_is_said_below_the_table(
    opened: Opened, name: str, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    bad, at = FOR_A_PAIR[name], opened(**FOR_A_PAIR[name].world)
    deleted = [each.id for each in at.live()]
    bad.spoil(at)
    before = at.everything()
    code = main(called(at, *arguments))

    out, err = capsys.readouterr()
    for each in deleted:
        out = out.replace(each, "ID")
    note = told(out, at).splitlines()[3:]
    assert (code, note) == (bad.code, [bad.says])
    assert told(err, at) == ""
    assert at.everything() == before


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            ["--now", "yesterday", "sync"],
            (
                "--now is not a time that can be used (yesterday). Write it with its offset, as "
                "2025-03-10T09:00:00+01:00 or 2025-03-10T08:00:00Z."
            ),
        ),
        (
            ["sync", "--person", "nobody@acme.test"],
            (
                "No 1:1 with this person is in the window (nobody@acme.test). `oneonone explain` "
                "says for each event why it counts or not."
            ),
        ),
    ],
)
def test_wrong_use_is_one_message(
    opened: Opened, arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    at = opened()
    before = at.everything()
    code = main(called(at, *arguments))

    out, err = capsys.readouterr()
    assert (code, out, told(err, at)) == (2, "", says)
    assert at.everything() == before


@pytest.mark.parametrize("name", ["broken TOML", "no token", "revoked token", "no such calendar"])
def test_a_process_of_its_own_says_the_same(opened: Opened, tmp_path: Path, name: str) -> None:
    bad, at = FOR_ALL[name], opened(**FOR_ALL[name].world)
    bad.spoil(at)
    before = at.everything()
    ran = subprocess.run(
        [sys.executable, "-m", "sync", *called(at, "sync")],
        cwd=ROOT,
        env={**os.environ, "HOME": str(tmp_path), "PYTHONWARNINGS": "error"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (ran.returncode, ran.stdout, told(ran.stderr, at)) == (bad.code, "", bad.says)
    assert at.everything() == before
