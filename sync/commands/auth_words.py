"""What is said about a sign-in: what each scope is for, what an administrator is asked, its end.

Words only. Nothing here reads a file or asks Google.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sync.google.scopes import short_name

AUDIENCE_PAGE: Final = "https://console.cloud.google.com/auth/audience"
CONNECTIONS_PAGE: Final = "https://myaccount.google.com/connections"

_PURPOSE: Final = {
    "calendar.events": "finds the 1:1s in the calendar, and attaches their document to them",
    "calendar.events.readonly": "finds the 1:1s in the calendar",
    "drive.file": "makes the documents of 1:1s and shares each with the other person; sees only "
    "documents that it made or that were picked for it",
    "documents": "writes the agenda into documents that exist already",
    "drive.readonly": "reads which action items are ticked, and which documents there are",
}
_WITHOUT: Final = {
    "calendar.events": "no 1:1 can be found, and no document attached",
    "calendar.events.readonly": "no 1:1 can be found",
    "drive.file": "no document can be made, found or shared",
    "documents": "documents that exist already can't be read or written",
    "drive.readonly": "nothing tells which items are done: all would be carried on",
}


def what_fails_without(scope: str) -> str:
    """`drive.file: no document can be made, found or shared`."""
    name = short_name(scope)
    return f"{name}: {_WITHOUT.get(name, 'it is needed')}"


def for_administrator(client_id: str, scopes: Iterable[str]) -> str:
    """A text to send to an administrator of the domain as it is."""
    lines = [
        "Please allow this app for my account, in the Admin console under Security > Access and",
        "data control > API controls > Manage app access (https://admin.google.com/ac/owl/list):",
        "",
        f"App: oneonone. OAuth client ID: {client_id}",
        "Access (OAuth scopes), and what for:",
        *(f"- {scope}\n  {_PURPOSE.get(short_name(scope), 'needed')}" for scope in sorted(scopes)),
        "",
        "It prepares the shared agenda document of my 1:1 meetings. It acts as me alone, runs",
        "where I start it, keeps its sign-in there, and sends no content to anybody but Google.",
    ]
    return "\n".join(lines)


def page_of_its_own(client_id: str, scopes: Iterable[str]) -> tuple[str, ...]:
    """What to do where Google shows an error and never calls back; the last is a text to send."""
    by_admin = (
        "If Google's page says `Error 400: admin_policy_enforced` or that the app is blocked: your "
        "administrators have to allow it; a text for them is below."
    )
    internal = (
        "If it says `Error 403: org_internal`: sign in with an address of the organization that "
        "the OAuth client belongs to, or make the client External."
    )
    in_testing = (
        "If it says `Error 403: access_denied`: the OAuth client is in testing; add your address "
        f"to its test users at {AUDIENCE_PAGE}."
    )
    return by_admin, internal, in_testing, for_administrator(client_id, scopes)


def end_words(ends: datetime, now: datetime) -> str:
    """On which day the sign-in ends, why, and how to prevent it."""
    local = ends.astimezone()
    day = f"{local:%a %Y-%m-%d %H:%M}"
    head = f"The sign-in ends on {day}" if ends > now else f"The sign-in ended on {day}"
    return (
        f"{head}{_distance(ends, now)}: its OAuth client is in testing. To keep it, publish the "
        f"app or make it internal at {AUDIENCE_PAGE}, then run `oneonone auth login` once more: "
        "a sign-in from before keeps its end."
    )


def _distance(ends: datetime, now: datetime) -> str:
    """`, in 6 days`; nothing where it is over."""
    left = ends - now
    if left.total_seconds() <= 0:
        return ""
    if left.days >= 1:
        return f", in {left.days} day{'' if left.days == 1 else 's'}"
    hours = left.seconds // 3600
    return f", in {hours} hour{'' if hours == 1 else 's'}" if hours else ", within the hour"
