"""Answers over the wire of any kind: what the clients and the job's readers make of them.

The real clients, over the real transport, with `responses` in the place of the network: statuses,
headers and bodies are made wrong, those of the token endpoint too.
"""

import json
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import responses
from hypothesis import strategies as st

from sync.google.client_file import OAuthClient
from sync.google.consent import Allowed, Question
from sync.google.exchange import exchange, revoke
from sync.google.roots import endpoints
from sync.google.session import Google, open_google
from sync.job.marked import Marked, read_marks
from sync.job.sharing import check_folder, check_sharing, was_shared
from sync.job.terms import quotes_of
from tests.fuzz.holding import value_or_own_error
from tests.fuzz.material import calendars, drive_answers, error_bodies
from tests.fuzz.mutating import ODD_TEXTS, PLANTED, Mangled, Recorded, mangled, one_of_many
from tests.fuzz.papers import documents
from tests.fuzz.running import Fuzzer
from tests.google.conftest import FRESH, stored_token
from tests.job.parts import NOBODY_TWICE, found, pair, settings
from tests.job.parts import file as file_of

NOW = datetime(2025, 3, 10, 8, tzinfo=UTC)
MARKED = {"files": [found("doc-1"), found("doc-2", note=""), found("doc-3", owned=False)]}
SHARED = file_of("doc-1", marks=found("doc-1"), driveId="0AD")
COMMENTS = {
    "comments": [
        {"id": "c", "resolved": False, "quotedFileContent": {"value": "a &amp; b"}},
        {"id": "d", "deleted": True},
    ]
}
TOKENS = (
    {**FRESH, "scope": "openid email", "refresh_token": "r", "refresh_token_expires_in": 604799},
    FRESH,
    {"error": "invalid_grant", "error_description": PLANTED},
    {"error": {"code": 503, "message": PLANTED}},
)
STATUSES = (
    200,
    200,
    200,
    200,
    200,
    204,
    206,
    301,
    400,
    401,
    403,
    404,
    409,
    412,
    429,
    500,
    503,
    599,
)
HEADERS: tuple[tuple[str, str], ...] = (
    ("Retry-After", "3"),
    ("Retry-After", "-1"),
    ("Retry-After", "nan"),
    ("Retry-After", "1e999"),
    ("Retry-After", "9" * 5000),
    ("Retry-After", "Wed, 99 Foo 9999 25:61:61 GMT"),
    ("Retry-After", "Wed, 21 Oct 2015 07:28:00 -9999"),
    ("Date", "x"),
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Type", f"application/json; charset={PLANTED}"),
    ("Content-Type", ""),
    ("Location", f"https://{PLANTED}.test/"),
    ("Content-Encoding", "gzip"),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered: a body as bytes, and where it comes from."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    of: str

    def __repr__(self) -> str:
        """Short: a body may be long."""
        return f"{self.status} {self.of} {dict(self.headers)} {self.body[:200]!r}"

    def _repr_pretty_(self, printer: Any, _cycle: object) -> None:
        """The same for hypothesis."""
        printer.text(repr(self))


@dataclass(frozen=True, slots=True)
class Case:
    """The answers to all requests, one after the other in a circle, and those for tokens."""

    answers: tuple[Answer, ...]
    token: Answer


def answers(
    recorded: st.SearchStrategy[Mangled], statuses: tuple[int, ...] = STATUSES
) -> st.SearchStrategy[Answer]:
    """Recordings made wrong as JSON, some of them in their bytes as well."""

    @st.composite
    def made(draw: st.DrawFn) -> Answer:
        one = draw(recorded)
        body = json.dumps(one.value).encode()
        how = draw(st.sampled_from(["", "", "", "", "cut", "bytes", "odd", "deep"]))
        if how == "cut":
            body = body[: draw(st.integers(0, len(body)))]
        elif how == "bytes":
            body = body[:5] + draw(st.binary(max_size=4)) + body[5:]
        elif how == "odd":
            body = draw(one_of_many(ODD_TEXTS)).encode("utf-8", "surrogatepass")
        elif how == "deep":
            body = b"[" * 100_000
        return Answer(
            draw(st.sampled_from(statuses)),
            tuple(draw(st.lists(one_of_many(HEADERS), max_size=2))),
            body,
            f"{one!r} {how}".strip(),
        )

    return made()


def cases() -> st.SearchStrategy[Case]:
    """A few answers of any of the three, and one for tokens."""
    ours = [
        Recorded.of(name, value, read=tuple(_keys(value)))
        for name, value in (("marked", MARKED), ("shared", SHARED), ("comments", COMMENTS))
    ]
    short = [one for one in documents() if len(one.paths) < 200]
    good = mangled([*ours, *drive_answers(), *calendars(), *short])
    bad = mangled(error_bodies())
    tokens = mangled([Recorded.of(f"token {n}", value) for n, value in enumerate(TOKENS)])
    any_answer = st.one_of(
        answers(good), answers(good, (200,)), answers(bad), answers(bad, STATUSES[8:])
    )

    @st.composite
    def made(draw: st.DrawFn) -> Case:
        given = draw(st.lists(any_answer, min_size=1, max_size=3))
        return Case(tuple(given), draw(answers(tokens, (200, 200, 200, 400, 401, 500))))

    return made()


def _keys(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [*value, *(key for one in value.values() for key in _keys(one))]
    return [key for one in value for key in _keys(one)] if isinstance(value, list) else []


class _Wire:
    """Answers the requests of a run: those for tokens apart."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._asked = 0

    def __call__(self, request: Any) -> tuple[int, dict[str, str], bytes]:
        if "oauth2" in request.url:
            answer = self._case.token
        else:
            answer = self._case.answers[self._asked % len(self._case.answers)]
            self._asked += 1
        assert self._asked < 200, "requests without an end"
        return answer.status, dict(answer.headers), answer.body


def holds(case: Case) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        responses.RequestsMock(assert_all_requests_are_fired=False) as mock,
    ):
        wire = _Wire(case)
        for method in (responses.GET, responses.POST, responses.PATCH):
            mock.add_callback(method, _ANYWHERE, callback=wire)
        path = Path(folder) / "token.json"
        path.write_text(json.dumps(stored_token()), encoding="utf-8")
        waited: list[float] = []
        with open_google(
            token_file=path, access="all-docs", sleep=waited.append, jitter=lambda: 0.5
        ) as google:
            for ask in ASKED:
                value_or_own_error(lambda ask=ask: ask(google))  # type: ignore[misc]
        assert all(0 <= seconds < 3600 for seconds in waited), waited
        assert_sign_in_had_or_refused()


def _files_read(google: Google) -> None:
    """What the job makes of the files that a search finds."""
    files = google.drive.find("trashed = false")
    marked = Marked.of_answers(files)
    for one in marked.documents:
        assert marked.get(one.document_id) is not None
    for file in files:
        marked.with_file(file)


def _file_read(google: Google) -> None:
    """What the job makes of one file and of who can open it."""
    file = google.drive.file("doc-1")
    read_marks(file)
    for given in (settings(), settings(person={"also": ["hr@acme.test"]})):
        check_sharing(file, pair(), settings=given, identities=NOBODY_TWICE)
        check_folder(file, pair(), settings=given, identities=NOBODY_TWICE)
    was_shared(file, pair(), NOBODY_TWICE)


ASKED: tuple[Callable[[Google], object], ...] = (
    lambda google: google.drive.me().lower(),
    _files_read,
    _file_read,
    lambda google: quotes_of(google.drive.comments("doc-1")),
    lambda google: google.drive.export_markdown("doc-1").split("\n"),
    lambda google: google.calendar.events(
        "primary", time_min=NOW, time_max=NOW + timedelta(days=7)
    )["items"][:1],
    lambda google: google.calendar.event("primary", "e").get("etag"),
    lambda google: google.calendar.patch_event("primary", "e", {}, etag='"1"').get("id"),
    lambda google: google.docs.get("doc-1").get("tabs"),
    lambda google: google.docs.batch_update("doc-1", [], revision="r").get("replies"),
    lambda google: google.drive.share("doc-1", email="bob@acme.test").get("id"),
    lambda google: google.drive.trash("doc-1"),
    lambda google: google.drive.create_document(name="x", properties={}, parent=None).get("id"),
)
_ANYWHERE = re.compile(r"https://.*")


def assert_sign_in_had_or_refused() -> None:
    """A code is worth a sign-in, or it is said why it is not."""
    at = endpoints("")
    client = OAuthClient(client_id="1-x", client_secret="s")
    question = Question(
        address="https://x.test", state="s", redirect_uri="http://127.0.0.1:1", scopes=("openid",),
        verifier="v",
    )  # fmt: skip
    allowed = Allowed(code="c")
    signed_in = value_or_own_error(lambda: exchange(client, at, question, allowed, now=NOW))
    if signed_in is not None:
        assert signed_in.refresh_token
        assert all(isinstance(scope, str) for scope in signed_in.scopes)
    value_or_own_error(lambda: revoke(at, "t"))


FUZZER = Fuzzer("answers", cases, holds, usual=8, round=60)


def test_any_answer_is_read_or_becomes_an_error_of_ours() -> None:
    FUZZER.run()
