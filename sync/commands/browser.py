"""A person's consent by way of their browser: it is opened or its address is shown, and its answer
is received on this machine, or pasted.

Says what to do when nothing comes back, and gives up after a while. Serves `auth login` and `link`.
"""

import os
import sys
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from secrets import randbelow
from urllib.parse import urlsplit

from sync.commands.auth_words import for_administrator, page_of_its_own
from sync.commands.outcome import Block, Line, Outcome, Passage
from sync.errors import SignInNeeded
from sync.google.client_file import OAuthClient
from sync.google.consent import Allowed, Denied, Question, Stray, ask, read_answer
from sync.google.loopback import HOST, Receiver
from sync.google.roots import Endpoints

_PASTES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """How a person is reached. `open_browser` tells whether one was opened; `read_line` gives a
    line that was pasted, or None; times are in seconds.
    """

    open_browser: Callable[[str], bool]
    read_line: Callable[[], str | None]
    hint_after: float = 60
    give_up_after: float = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a person is asked for. `command` is the one to type again; `port` 0 is any."""

    client: OAuthClient
    at: Endpoints
    scopes: tuple[str, ...]
    what: str
    command: str
    hint: str = ""
    pick: Sequence[str] | None = None
    pick_folders: bool = False
    browser: bool = True
    port: int = 0


Asked = Generator[Outcome, None, tuple[Question, Allowed]]


def usual_means(environment: Mapping[str, str] = os.environ) -> Means:
    """The machine's browser and this process's standard input."""

    def open_browser(address: str) -> bool:
        if not _has_browser(environment):
            return False
        import webbrowser

        with suppress(webbrowser.Error, OSError):
            return webbrowser.open(address)
        return False

    def read_line() -> str | None:
        if not sys.stdin.isatty():
            return sys.stdin.readline() or None
        with suppress(ImportError):
            # A terminal alone takes no line over 1,024 characters on some systems; this does.
            import readline as _  # noqa: F401 - only loaded: input() edits with it
        with suppress(EOFError):
            return input()
        return None

    return Means(open_browser=open_browser, read_line=read_line)


def _has_browser(environment: Mapping[str, str]) -> bool:
    """Whether a window may come up. Without a display only browsers in text would, and those take
    over the terminal.
    """
    if sys.platform in {"win32", "darwin"}:
        return "SSH_CONNECTION" not in environment
    return any(environment.get(name) for name in ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY"))


def consent(wish: Wish, means: Means) -> Asked:
    """Ask, and return the question with its answer. Raises SignInNeeded where it is no yes."""
    question, answer = yield from (_received(wish, means) if wish.browser else _pasted(wish, means))
    if isinstance(answer, Allowed):
        return question, answer
    if answer.code == "admin_policy_enforced":
        text = for_administrator(wish.client.client_id, wish.scopes)
        yield Outcome(blocks=[Line("A text for your administrators:", "strong"), Passage(text)])
    raise _denied(answer, wish)


def _received(
    wish: Wish, means: Means
) -> Generator[Outcome, None, tuple[Question, Allowed | Denied]]:
    with Receiver(port=wish.port) as receiver:
        question = _question(wish, receiver.redirect_uri)
        receiver.expect(question)
        yield Outcome(
            blocks=[
                Line(f"Open this address in your browser {wish.what}:"),
                Passage(question.address, 0),
            ]
        )
        if not means.open_browser(question.address):
            words = (
                "No browser could be opened from here. Is it on another machine? Then stop this "
                f"with Ctrl-C, and run `{wish.command} --no-browser`."
            )
            yield Outcome(blocks=[Line(words, "warning")])
        answer = receiver.wait(means.hint_after)
        if answer is None:
            yield Outcome(blocks=_nothing_came(wish))
            answer = receiver.wait(max(means.give_up_after - means.hint_after, 0))
        if answer is not None:
            return question, answer
    raise SignInNeeded(
        f"Nothing came back from the browser within {_minutes(means.give_up_after)}, so this ended",
        mend=f"Run `{wish.command}` again, and leave its page open until it says that you may "
        "close it.",
    )


def _nothing_came(wish: Wish) -> list[Block]:
    *words, text = page_of_its_own(wish.client.client_id, wish.scopes)
    return [
        Line("Nothing came back from the browser so far; the address above is still good.", "bad"),
        *(Line(each) for each in words),
        Line(
            "If the browser is on another machine: stop this with Ctrl-C, and run "
            f"`{wish.command} --no-browser`."
        ),
        Passage(text),
    ]


def _pasted(
    wish: Wish, means: Means
) -> Generator[Outcome, None, tuple[Question, Allowed | Denied]]:
    # Nobody listens there: a high port at random, so that no program of the person's does either.
    question = _question(wish, f"http://{HOST}:{49152 + randbelow(16000)}/")
    yield Outcome(
        blocks=[
            Line(f"Open this address in any browser {wish.what}:"),
            Passage(question.address, 0),
            Line(
                "In the end the browser can't open a page whose address begins with "
                f"{question.redirect_uri}. That is right: copy that whole address, paste it here, "
                "and press Enter."
            ),
        ]
    )
    for attempt in range(_PASTES):
        line = means.read_line()
        if line is None:
            break
        match _read(line, question):
            case Stray() as stray:
                words = (
                    "This is the answer to another sign-in. Open the address above, and paste "
                    "the one that the browser ends on then."
                    if stray.other
                    else "This is not the address that the browser ended on: it holds no code."
                )
                more = _nothing_pasted(wish) if attempt == 0 and not stray.other else []
                yield Outcome(blocks=[Line(words, "bad"), *more])
            case answer:
                return question, answer
    raise SignInNeeded(
        "The address that the browser ended on was not pasted",
        mend=f"Run `{wish.command} --no-browser` again.",
    )


def _nothing_pasted(wish: Wish) -> list[Block]:
    *words, text = page_of_its_own(wish.client.client_id, wish.scopes)
    return [*(Line(each) for each in words), Passage(text), Line("Else paste that address now:")]


def _read(line: str, question: Question) -> Allowed | Denied | Stray:
    """The answer in a pasted line: an address, or what stands behind its question mark."""
    given = line.strip().strip("<>\"'")
    with suppress(ValueError):
        return read_answer(urlsplit(given).query or given, question)
    return Stray(other=False)


def _question(wish: Wish, redirect_uri: str) -> Question:
    return ask(
        wish.client,
        wish.at,
        scopes=wish.scopes,
        redirect_uri=redirect_uri,
        hint=wish.hint,
        pick=wish.pick,
        pick_folders=wish.pick_folders,
    )


def _denied(answer: Denied, wish: Wish) -> SignInNeeded:
    match answer.code:
        case "admin_policy_enforced":
            return SignInNeeded(
                "The administrators of your domain do not allow this app (admin_policy_enforced)",
                mend=f"Send them the text above; then run `{wish.command}` again.",
            )
        case "org_internal":
            return SignInNeeded(
                "The OAuth client serves only people of its own organization (org_internal)",
                mend="Sign in with an address of that organization, or make the client External; "
                f"then run `{wish.command}` again.",
            )
        case "access_denied":
            return SignInNeeded(
                "The access was denied on Google's page, so nothing was changed",
                mend=f"Run `{wish.command}` again, and allow it there.",
            )
        case _:
            return SignInNeeded(
                "Google refused it for a reason of its own, so nothing was changed",
                mend=f"Run `{wish.command}` again; if it stays, check the OAuth client at "
                "https://console.cloud.google.com/auth/overview.",
            )


def _minutes(seconds: float) -> str:
    minutes = max(round(seconds / 60), 1)
    return "one minute" if minutes == 1 else f"{minutes} minutes"
