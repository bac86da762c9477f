"""Makes HTML of which no text can break out: markup is a type of its own, and all else is escaped.

Decides what a page consists of (policy, styles, script) and which addresses a link may have; knows
nothing of what is shown.
"""

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

_SCHEMES = {"http", "https", "mailto"}
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Characters that HTML must not hold, and halves of characters, which no file can hold."""
_BLANKS = re.compile(r"[\x00-\x20]")
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_VOID = {"br", "hr", "input", "link", "meta", "wbr"}


@dataclass(frozen=True, slots=True)
class Html:
    """Markup that is ready to be shown."""

    markup: str


Child = Html | str | None
Attribute = str | int | bool | None
NOTHING = Html("")


def escaped(text: str) -> str:
    """The text with nothing in it that HTML would take for markup, in and out of quotes."""
    return (
        _UNFIT.sub("\ufffd", text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace('"', "&quot;")
        .replace("'", "&#39;")
    )


def el(name: str, /, *children: Child, **attributes: Attribute) -> Html:
    """An element. Texts are escaped; `class_` is class, `aria_label` aria-label.

    An attribute of None or False is left out, one of True has no value.
    """
    if not _NAME.fullmatch(name):
        raise ValueError("an element has a plain name")
    opening = f"<{name}{''.join(_attributes(attributes))}>"
    if name in _VOID:
        return Html(opening)
    return Html(f"{opening}{joined(children).markup}</{name}>")


def _attributes(attributes: dict[str, Attribute]) -> Iterable[str]:
    for key, value in attributes.items():
        name = key.rstrip("_").replace("_", "-")
        if not _NAME.fullmatch(name.lower()) or name.startswith("on") or name == "style":
            raise ValueError("an attribute has a plain name, and neither acts nor styles")
        if value is True:
            yield f" {name}"
        elif value is not None and value is not False:
            yield f' {name}="{escaped(str(value))}"'


def joined(children: Iterable[Child]) -> Html:
    """Markup and texts one after the other."""
    return Html(
        "".join(
            child.markup if isinstance(child, Html) else escaped(child)
            for child in children
            if child is not None
        )
    )


def safe_address(address: str) -> str | None:
    """An address that a link may lead to: of the web, or of mail; None for any other.

    Browsers drop blanks and control characters before they read a scheme: so it is done here.
    """
    stripped = _BLANKS.sub("", address)
    try:
        parts = urlsplit(stripped)
    except ValueError:
        return None
    if parts.scheme.lower() not in _SCHEMES:
        return None
    if parts.scheme.lower() != "mailto" and not parts.netloc:
        return None
    return stripped


def hidden(text: str) -> Html:
    """Words for those who listen to the page."""
    return el("span", text, class_="hidden")


def page(title: str, *body: Child, styles: str, script: str = "", lang: str = "en") -> str:
    """A whole page that loads nothing: its styles and script are named in its policy by their hash.

    `script` gives it one, and lets it talk to its own server.
    """
    policy = [
        "default-src 'none'",
        "img-src data:",
        f"style-src '{_hash(styles)}'",
        "base-uri 'none'",
    ]
    if script:
        policy += [f"script-src '{_hash(script)}'", "connect-src 'self'", "form-action 'self'"]
    else:
        policy.append("form-action 'none'")
    head = (
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content="; ".join(policy)),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="referrer", content="same-origin"),
        el("meta", name="color-scheme", content="light dark"),
        el("meta", name="robots", content="noindex"),
        el("link", rel="icon", href="data:,"),
        el("title", title),
        Html(f"<style>{styles}</style>"),
    )
    # Put in as they are: a hash is of the very characters. They are the program's own.
    end = Html(f"<script>{script}</script>" if script else "")
    whole = el("html", el("head", *head), el("body", *body, end), lang=lang)
    return f"<!DOCTYPE html>\n{whole.markup}\n"


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
