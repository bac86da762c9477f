"""Acting for people of a domain: google-auth's own library between the job and the emulator."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from google.oauth2.credentials import Credentials

from sync import log
from sync.emulator.faults import Fails, Fault, Garbage
from sync.emulator.oauth import grant_to, token_for
from sync.emulator.refusals import status_only
from sync.emulator.workspace import Workspace
from sync.errors import SignInNeeded
from sync.google.delegated import Delegation
from sync.google.errors import SigningRefused
from sync.google.session import Google, open_as

NOW = datetime(2025, 3, 10, 8, tzinfo=UTC)
ROBOT = "oneonone@acme-1.iam.gserviceaccount.com"
JOB = "runner@acme-1.iam.gserviceaccount.com"
PEOPLE = ("ada@acme.test", "bob@acme.test", "cleo@acme.test")
NARROW = {"calendar.events", "drive.file"}


@pytest.fixture(autouse=True)
def _quiet() -> None:
    """Whatever stream another test logged to is closed by now."""
    log.configure(silent=True)


@dataclass
class Domain:
    workspace: Workspace
    delegation: Delegation

    def opened(self, who: str) -> Google:
        return open_as(
            who, self.delegation, access="app-docs", sleep=lambda _: None, jitter=lambda: 0.0
        )

    def methods(self) -> list[str]:
        return [each.method for each in self.workspace.requests]


@contextmanager
def domain() -> Iterator[Domain]:
    workspace = Workspace(now=NOW)
    for email in PEOPLE:
        workspace.add_user(email, email.partition("@")[0].capitalize())
    workspace.settings.delegations[ROBOT] = set(NARROW)
    workspace.settings.token_creators[ROBOT] = {JOB}
    token = token_for(
        workspace.world, grant_to(workspace.world, JOB, "job", ["cloud-platform"]), []
    )
    with workspace.serve() as served:
        yield Domain(
            workspace,
            Delegation(
                service_account=ROBOT,
                api_root=served.root,
                source=Credentials(token["access_token"]),  # type: ignore[no-untyped-call]
            ),
        )


def look(google: Google) -> None:
    google.calendar.events("primary", time_min=NOW, time_max=NOW + timedelta(days=1))


def test_each_person_is_asserted_with_the_narrow_scopes_for_googles_token_endpoint() -> None:
    with domain() as at:
        for who in PEOPLE:
            with at.opened(who) as google:
                look(google)
                look(google)
        claims = [
            {key: each[key] for key in ("iss", "sub", "aud", "scope")}
            for each in at.workspace.world.assertions
        ]
        callers = [each.user for each in at.workspace.requests if each.user]

    prefix = "https://www.googleapis.com/auth/"
    assert claims == [
        {
            "iss": ROBOT,
            "sub": who,
            "aud": "https://oauth2.googleapis.com/token",
            "scope": f"{prefix}calendar.events {prefix}drive.file",
        }
        for who in PEOPLE
    ]
    assert callers == [who for who in PEOPLE for _ in range(2)]
    assert at.methods()[:4] == ["sign", "token", "calendar.events.list", "calendar.events.list"]


def test_a_person_keeps_being_the_subject_when_the_token_is_renewed() -> None:
    with domain() as at:
        at.workspace.settings.access_lifetime = timedelta(minutes=10)
        with at.opened(PEOPLE[0]) as google:
            look(google)
            at.workspace.pass_time(timedelta(minutes=11))
            look(google)
        subjects = [each["sub"] for each in at.workspace.world.assertions]
        callers = {each.user for each in at.workspace.requests if each.status == 200} - {""}

    assert subjects == [PEOPLE[0], PEOPLE[0]]
    assert callers == {PEOPLE[0]}


@pytest.mark.parametrize("who", ["nobody@acme.test", "bob@acme.test"])
def test_an_unknown_or_suspended_person_is_that_persons_trouble(who: str) -> None:
    with domain() as at:
        at.workspace.settings.suspended = {"bob@acme.test"}
        with at.opened(who) as google, pytest.raises(SignInNeeded) as raised:
            look(google)
        with at.opened(PEOPLE[0]) as google:
            look(google)

    assert type(raised.value) is SignInNeeded
    assert str(raised.value) == (
        "Google knows no such person in the domain, or their account is suspended "
        f"({who}). docs/company.md says what an administrator allows, and where."
    )


def test_a_scope_that_the_administrators_did_not_allow_is_named() -> None:
    with domain() as at:
        at.workspace.settings.delegations[ROBOT] = {"drive.file"}
        with at.opened(PEOPLE[0]) as google, pytest.raises(SignInNeeded) as raised:
            look(google)

    assert raised.value.what == (
        "The administrators have not allowed the service account these scopes"
    )


def test_a_token_that_google_takes_no_more_is_that_persons_trouble_too() -> None:
    with domain() as at:
        taken_back = Fails(error=status_only(401, "Invalid Credentials", name="UNAUTHENTICATED"))
        at.workspace.faults.add(Fault(match="calendar.*.*", kind=taken_back, times=10))
        with at.opened(PEOPLE[0]) as google, pytest.raises(SignInNeeded) as raised:
            look(google)

    assert str(raised.value) == (
        "Google Calendar does not accept the sign-in any more "
        f"({PEOPLE[0]}). docs/company.md says what an administrator allows, and where."
    )


def test_a_job_that_may_not_sign_may_act_for_nobody() -> None:
    with domain() as at:
        at.workspace.settings.token_creators.clear()
        with at.opened(PEOPLE[0]) as google, pytest.raises(SigningRefused) as raised:
            look(google)

    assert raised.value.what == "Google does not sign for the service account: it answered 403"
    assert "iam.serviceAccountTokenCreator" in raised.value.mend


def test_trouble_of_the_signing_service_is_waited_for() -> None:
    with domain() as at:
        trouble = Fails(error=status_only(503, "down", name="UNAVAILABLE"))
        at.workspace.faults.add(Fault(match="sign", kind=trouble))
        with at.opened(PEOPLE[0]) as google:
            look(google)

    assert at.methods() == ["sign", "sign", "token", "calendar.events.list"]


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        ("text/html", b"<html><title>Sign in to the network</title></html>"),
        ("application/json", b"{}"),
        ("application/json", b"[]"),
        ("application/json", b'{"signedBlob": 7}'),
        ("application/json", b'{"signedBlob": "no base 64"}'),
        ("application/json", b"\xff"),
    ],
)
def test_a_signature_that_is_none_is_asked_for_again(media_type: str, body: bytes) -> None:
    with domain() as at:
        strange = Garbage(media_type=media_type, body=body)
        at.workspace.faults.add(Fault(match="sign", kind=strange))
        with at.opened(PEOPLE[0]) as google:
            look(google)

    assert at.methods() == ["sign", "sign", "token", "calendar.events.list"]


def test_a_refusal_is_asked_for_once_however_many_calls_there_are() -> None:
    with domain() as at:
        at.workspace.settings.suspended = {PEOPLE[0]}
        with at.opened(PEOPLE[0]) as google:
            for _ in range(3):
                with pytest.raises(SignInNeeded):
                    look(google)

    assert at.methods() == ["sign", "token"]


def test_a_forged_or_misdirected_assertion_is_refused() -> None:
    import requests

    with domain() as at:
        with at.opened(PEOPLE[0]) as google:
            look(google)
        root = at.delegation.api_root
        made = at.delegation.credentials(PEOPLE[0], NARROW)._inner
        assertion = made._make_authorization_grant_assertion().decode()  # type: ignore[no-untyped-call]
        head, claims, _ = assertion.split(".")
        grant = "urn:ietf:params:oauth:grant-type:jwt-bearer"
        forged = requests.post(
            f"{root}/token",
            data={"grant_type": grant, "assertion": f"{head}.{claims}.AAAA"},
            timeout=5,
        )

    assert (forged.status_code, forged.json()["error"]) == (400, "invalid_grant")
