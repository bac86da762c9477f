"""The questions of `oneonone init`, each with its answers and its default.

Asks; what is done with the answers is decided in `init`.
"""

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sync.commands.outcome import Line, Outcome
from sync.config.file import expanded
from sync.errors import UsageProblem
from sync.google.client_file import read_client

Ask = Callable[[str, str], str]
"""Asks a question with its default answer."""

_TRIES = 3
_BUILT_IN: Final = frozenset({"en", "de", "fr", "es", "pt", "ja", "ar"})


@dataclass(frozen=True, slots=True)
class _Question:
    """A key of the configuration that a person is asked for."""

    table: str
    key: str
    words: str
    answers: tuple[str, ...]


_QUESTIONS: Final = {
    "access": _Question(
        "google",
        "access",
        "How much of your documents may the job see?\n"
        "  app-docs  only those that it makes, and those that you pick for it (recommended)\n"
        "  all-docs  all of them; Google asks your organization for more\n"
        "Access",
        ("app-docs", "all-docs"),
    ),
    "new": _Question(
        "meetings",
        "new",
        "Who gets a document without having one so far?\n"
        "  own-domain  people of your own domain, and those whom you name\n"
        "  ask         only those whom you name\n"
        "  all         everybody you have a 1:1 with\n"
        "New documents for",
        ("own-domain", "ask", "all"),
    ),
    "placement": _Question(
        "agenda",
        "placement",
        "Where does the section of a new meeting go: bottom, top, or auto (as each document "
        "already does)?\nPlace",
        ("bottom", "top", "auto"),
    ),
    "locale": _Question(
        "agenda",
        "locale",
        "The language of headings and dates (en, de, fr, es, pt, ja or ar; also en-GB)?\nLanguage",
        (),
    ),
}
DEFAULTS: Final = {"access": "app-docs", "new": "own-domain", "placement": "bottom"}


def locale_of(environment: Mapping[str, str]) -> str:
    """The language that the machine speaks, where the job has words for it; else English."""
    for name in ("LC_ALL", "LC_TIME", "LANG"):
        said = environment.get(name, "").partition(".")[0]
        language, _, region = said.partition("_")
        if language in _BUILT_IN:
            return f"{language}-{region}" if len(region) == 2 else language
    return "en"


def answer(ask: Ask, name: str) -> str:
    """One of the answers to the question of this name."""
    question = _QUESTIONS[name]
    words, last = question.words, question.words.rpartition("\n")[2]
    *most, final = question.answers
    either = f"{', '.join(most)} or {final}"
    for _ in range(_TRIES):
        given = ask(words, DEFAULTS[name]).strip().lower()
        if given in question.answers:
            return given
        words = f"This is none of the answers. Say {either}.\n{last}"
    raise UsageProblem("This is none of the answers", where=last, mend=f"Say {either}.")


def locale(ask: Ask, default: str) -> str:
    """The language of headings and dates."""
    words = _QUESTIONS["locale"].words
    for _ in range(_TRIES):
        given = ask(words, default).strip()
        try:
            return locale_given(given)
        except UsageProblem as exc:
            words = f"{exc.what}. {exc.mend}\nLanguage"
    return locale_given(given)


def locale_given(given: str) -> str:
    """A language that the configuration takes."""
    from pydantic import TypeAdapter, ValidationError

    from sync.config.values import LocaleName

    try:
        found: str = TypeAdapter(LocaleName).validate_python(given)
    except ValidationError as exc:
        raise UsageProblem(
            "This is no language that is known", where=given, mend="Write it as en, de or pt-BR."
        ) from exc
    return found


def client_file(ask: Ask) -> Generator[Outcome, None, Path | None]:
    """The file of the OAuth client; None for later."""
    for _ in range(_TRIES):
        given = ask("The downloaded file (its path; Enter: later)", "").strip().strip("'\"")
        if not given:
            return None
        path = expanded(Path(given))
        try:
            read_client(path)
        except UsageProblem as exc:
            yield Outcome(blocks=[Line(f"{exc.what} ({exc.where}).", "bad")])
            continue
        return path
    return None
