"""`oneonone init`: a configuration by a few questions, the way to a sign-in, the 1:1s to choose.

What is there already is kept: a second `init` changes nothing but who is left out, and only what
was answered so. Without a terminal nothing is asked; flags say what differs from the defaults.
"""

import os
from collections.abc import Generator, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from sync.commands import auth as cli_auth
from sync.commands import init_choice as cli_init_choice
from sync.commands.browser import Means
from sync.commands.files import write_private
from sync.commands.init_file import Value, config_text
from sync.commands.init_questions import Ask, answer, client_file, locale, locale_of
from sync.commands.init_words import guide
from sync.commands.outcome import Block, Line, Outcome, Passage
from sync.config.settings import Settings, parse
from sync.errors import OneononeError, SignInNeeded, UsageProblem, reason_of
from sync.google.client_file import read_client
from sync.google.tokens import read_token

CLIENT_NAME: Final = "client_secret.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the flags say; None where they say nothing."""

    target: Path
    client_secret: Path | None = None
    access: str | None = None
    new: str | None = None
    placement: str | None = None
    locale: str | None = None
    api_root: str | None = None
    leave_out: tuple[str, ...] = ()
    take_in: tuple[str, ...] = ()
    overwrite: bool = False

    @property
    def people(self) -> dict[str, bool]:
        """By address, whether the person is left out."""
        return {**dict.fromkeys(self.take_in, False), **dict.fromkeys(self.leave_out, True)}


def run(
    wishes: Wishes,
    *,
    now: datetime,
    ask: Ask | None,
    means: Means,
    environment: Mapping[str, str] = os.environ,
) -> Iterator[Outcome]:
    """The whole conversation; without `ask` nobody is asked, and the flags decide."""
    target, told = wishes.target, False
    if target.exists() and not wishes.overwrite:
        settings = yield from _kept(wishes, ask)
    else:
        told = ask is not None and not (target.parent / CLIENT_NAME).exists()
        wishes = yield from _asked(wishes, ask, environment)
        settings = yield from _written(wishes)
    if _signed_in(settings):
        yield from cli_init_choice.choose(settings, target, now=now, ask=ask)
        return
    if not _has_client(settings):
        yield Outcome(blocks=_later(settings, told=told))
        return
    if ask is not None and _yes(ask("Sign in at Google now?", "y")):
        yield from cli_auth.login(settings, now=now, means=means, alone=False)
        yield from cli_init_choice.choose(settings, target, now=now, ask=ask)
        return
    yield Outcome(
        blocks=[
            Line("Next: `oneonone auth login` signs you in at Google.", "strong"),
            Line("After that, `oneonone init` again shows your 1:1s and lets you choose."),
        ]
    )


def _kept(wishes: Wishes, ask: Ask | None) -> Generator[Outcome, None, Settings]:
    """The configuration that is there stays; only people may be added to it."""
    target = wishes.target
    if ask is None and not wishes.people:
        raise UsageProblem(
            "There is a configuration already, and it was left as it is",
            where=str(target),
            mend="`oneonone init --overwrite` writes a new one and keeps the old one beside it; "
            "`oneonone doctor` checks it.",
        )
    settings = parse(target)
    yield Outcome(blocks=[Line(f"There is a configuration already, and it stays: {target}")])
    if wishes.people:
        yield cli_init_choice.note(target, settings, wishes.people)
        settings = parse(target)
    return settings


def _asked(
    wishes: Wishes, ask: Ask | None, environment: Mapping[str, str]
) -> Generator[Outcome, None, Wishes]:
    """The wishes with what was answered."""
    folder = wishes.target.parent
    if ask is None:
        return wishes
    yield Outcome(
        blocks=[
            Line("A few questions; Enter takes what stands in brackets.", "strong"),
            Line(f"The answers go to {wishes.target}."),
            Line(""),
        ]
    )
    wishes = replace(
        wishes,
        access=wishes.access or answer(ask, "access"),
        new=wishes.new or answer(ask, "new"),
        placement=wishes.placement or answer(ask, "placement"),
        locale=wishes.locale or locale(ask, locale_of(environment)),
    )
    if wishes.client_secret is None and not (folder / CLIENT_NAME).exists():
        yield Outcome(
            blocks=[
                Line(""),
                Line("The job signs in at Google with an OAuth client of your own.", "strong"),
                Line("It is made once, in about five minutes:"),
                Line(""),
                Passage(guide(folder), 2),
                Line(""),
            ]
        )
        wishes = replace(wishes, client_secret=(yield from client_file(ask)))
    return wishes


def _written(wishes: Wishes) -> Generator[Outcome, None, Settings]:
    """The file, and the OAuth client's beside it."""
    target = wishes.target
    text = config_text(_chosen(wishes), wishes.people)
    if wishes.client_secret is not None:
        read_client(wishes.client_secret)
    blocks: list[Block] = []
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            old = _free_name(target)
            target.replace(old)
            blocks.append(Line(f"The configuration that was there is kept as {old}."))
    except OSError as exc:
        raise UsageProblem(
            "The configuration can't be written there",
            where=f"{target.parent}: {reason_of(exc)}",
            mend="Name another place with --config.",
        ) from exc
    write_private(target, text, option="--config")
    settings = parse(target)
    blocks.append(Line(f"Written: {target}", "good"))
    own = target.parent / CLIENT_NAME
    if wishes.client_secret is not None and wishes.client_secret.resolve() != own.resolve():
        content = wishes.client_secret.read_text(encoding="utf-8-sig")
        write_private(own, content, option="--client-secret")
        blocks.append(Line(f"The OAuth client is copied to {own}, readable for you alone."))
    yield Outcome(blocks=blocks, data={"config": str(target)})
    return settings


def _chosen(wishes: Wishes) -> dict[str, dict[str, Value]]:
    """What differs from the defaults."""
    usual = Settings()
    said = {
        ("google", "access"): (wishes.access, usual.google.access),
        ("google", "api_root"): (wishes.api_root, usual.google.api_root),
        ("meetings", "new"): (wishes.new, usual.meetings.new),
        ("agenda", "placement"): (wishes.placement, usual.agenda.placement),
        ("agenda", "locale"): (wishes.locale, usual.agenda.locale),
    }
    chosen: dict[str, dict[str, Value]] = {}
    for (table, key), (given, default) in said.items():
        if given is not None and given != default:
            chosen.setdefault(table, {})[key] = given
    return chosen


def _free_name(path: Path) -> Path:
    """Where the old file goes: nothing that was kept earlier is written over."""
    names = (path.with_name(f"{path.name}.old{number or ''}") for number in range(1000))
    return next(name for name in names if not name.exists())


def _signed_in(settings: Settings) -> bool:
    with suppress(SignInNeeded):
        read_token(settings.google.token_file, settings.google.client_secret_file)
        return True
    return False


def _has_client(settings: Settings) -> bool:
    with suppress(OneononeError):
        read_client(settings.google.client_secret_file)
        return True
    return False


def _later(settings: Settings, *, told: bool) -> list[Block]:
    """What to do without an OAuth client; `told`: how one is made stands above."""
    folder = settings.google.client_secret_file.parent
    how: list[Block] = [
        Line("What is missing is an OAuth client, made once, in about five minutes:", "strong"),
        Line(""),
        Passage(guide(folder), 2),
        Line(""),
    ]
    if told:
        words = f"What is missing is the OAuth client, made as said above: {folder / CLIENT_NAME}"
        how = [Line(words, "strong")]
    return [
        *how,
        Line("Then: `oneonone auth login` signs you in, and `oneonone init` shows your 1:1s."),
    ]


def _yes(answer: str) -> bool:
    return answer.strip().lower() in {"y", "yes"}
