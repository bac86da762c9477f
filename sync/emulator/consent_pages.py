"""The pages of a sign-in as HTML: the account, the scopes, the picker, and the closed door.

They need nothing from anywhere: no picture, no font, no script of another place. What they say is
what Google's say, in short.
"""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

from sync.emulator.state import File, User

HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; "
    "script-src 'unsafe-inline'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}
_STYLE: Final = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 3rem auto; max-width: 34rem; padding: 0 1rem; }
h1 { font-size: 1.4rem; } button { font: inherit; padding: .5rem 1rem; margin: .25rem 0; }
fieldset { border: 1px solid #8888; border-radius: .5rem; }
label { display: block; padding: .3rem; }
small { opacity: .8; }
"""
_SELECT_ALL: Final = """
document.getElementById("all").addEventListener("change", (event) => {
  const boxes = document.querySelectorAll("input[name=scope]");
  for (const box of boxes) box.checked = event.target.checked;
});
"""
_ASKED: Final = {
    "calendar": "See, edit, share and permanently delete all the calendars you can access",
    "calendar.events": "View and edit events on all your calendars",
    "calendar.events.readonly": "View events on all your calendars",
    "calendar.readonly": "See and download any calendar you can access",
    "documents": "See, edit, create and delete all your Google Docs documents",
    "documents.readonly": "See all your Google Docs documents",
    "drive": "See, edit, create and delete all of your Google Drive files",
    "drive.file": "See, edit, create and delete only the specific Google Drive files that you use "
    "with this app",
    "drive.readonly": "See and download all your Google Drive files",
}


def chooser(client: str, accounts: Iterable[User]) -> str:
    """The page that asks with which account."""
    buttons = "".join(
        f'<p><button name="account" value="{escape(each.email)}">{escape(each.name)} '
        f"<small>{escape(each.email)}</small></button></p>"
        for each in accounts
    )
    return _page(
        "Choose an account",
        f"<p>to go on to {escape(client)}</p><form method=post>{buttons}</form>",
    )


def consent(client: str, user: User, scopes: Sequence[str]) -> str:
    """The page that asks what the app may do; several scopes have a box each, none is ticked."""
    if len(scopes) == 1:
        listed = f"<p>{_words(scopes[0])}</p>"
    else:
        boxes = "".join(
            f'<label><input type=checkbox name=scope value="{escape(each)}"> {_words(each)}</label>'
            for each in scopes
        )
        listed = (
            "<fieldset><legend>Select what the app can access</legend>"
            f"<label><input type=checkbox id=all> Select all</label>{boxes}</fieldset>"
            f"<script>{_SELECT_ALL}</script>"
        )
    return _page(
        "An app wants access to your Google Account",
        f"<p>{escape(client)} wants access as {escape(user.email)}</p><form method=post>"
        f"{_hidden('account', user.email)}{listed}"
        "<p><button name=answer value=deny>Deny</button> "
        "<button name=answer value=allow>Allow</button></p></form>",
    )


def picker(user: User, files: Sequence[File], *, multiple: bool) -> str:
    """The page that asks for files."""
    kind = "checkbox" if multiple else "radio"
    rows = "".join(
        f'<label><input type={kind} name=file value="{escape(each.id)}"> '
        f"{escape(each.name)}</label>"
        for each in files
    )
    none = "<p>There is nothing that you can open here.</p>"
    return _page(
        "Select files",
        f"<p>The app will be able to open what {escape(user.email)} selects.</p><form method=post>"
        f"{_hidden('account', user.email)}{_hidden('answer', 'allow')}"
        f"<fieldset><legend>Files</legend>{rows or none}</fieldset>"
        "<p><button name=pick value=cancel>Cancel</button> "
        "<button name=pick value=select>Select</button></p></form>",
    )


def blocked(status: int, code: str, words: str) -> str:
    """The page on which a sign-in ends, without a way back to the app."""
    return _page(
        "Access blocked: authorization error",
        f"<p>{escape(words)}</p><p>Error {status}: {escape(code)}</p>",
    )


def _words(scope: str) -> str:
    return f"{escape(_ASKED.get(scope, scope))} <small>({escape(scope)})</small>"


def _hidden(name: str, value: str) -> str:
    return f'<input type=hidden name="{name}" value="{escape(value)}">'


def _page(title: str, body: str) -> str:
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{escape(title)}</title>"
        f'<meta name=viewport content="width=device-width"><style>{_STYLE}</style>'
        f"<main><h1>{escape(title)}</h1>{body}</main></html>"
    )
