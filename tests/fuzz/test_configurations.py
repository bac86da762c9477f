"""Configurations of any text and of any values: settings that work, or every mistake in words."""

import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import tomlkit
from hypothesis import strategies as st

from sync.agenda.calendar.judge import verdicts
from sync.agenda.calendar.pairs import pairs
from sync.agenda.document.reading import read_notebook
from sync.agenda.planning.invariants import check
from sync.agenda.planning.plan import Plan, plan
from sync.config import edit
from sync.config.settings import Settings, parse
from sync.emulator.docs import Document
from sync.job.terms import occasions_of, terms_of
from tests.agenda.calendar_wire import KIM, NOW, answer, single, weekly, zones
from tests.fuzz.holding import value_or_own_error
from tests.fuzz.mutating import Mangled, Recorded, mangled
from tests.fuzz.running import Fuzzer
from tests.fuzz.texts import mangled_texts
from tests.support import ROOT

PEOPLE = """
[[template]]
name = "skip-level"
match = ["skip", "*level*"]
[[template.section]]
heading = "Talking points"
prompts = ["What went well?"]
list = "checklist"
carry = "open"

[[person]]
email = "kim@example.com"
aliases = ["k@example.com"]
paused_until = 2025-03-24
doc = "https://docs.google.com/document/d/1AbCdEfGh/edit"
template = "skip-level"
"""
TEXTS = (
    "kim@example.com",
    "k@example.com",
    "*",
    "[a-",
    "{me} / {other}",
    "{me!r:>99999999}",
    "{me.__class__}",
    "{0}",
    "{",
    "EEE, MMM d, y",
    "'d' d M",
    "dM" * 300,
    "de_DE",
    "zh-Hant-TW",
    "x" * 300,
    "https://docs.google.com/document/d/1AbCdEfGh/edit",
    "http://[::1",
    "http://[::1]:99999",
    "http://127.0.0.1:1",
    "https://a:b@x.test",
    "https://x.test/#",
    "all-docs",
    "bottom",
    "2025-03-24",
    "career",
    "default",
    "skip-level",
)


@cache
def example() -> str:
    """config.example.toml, with what stands there as an example of a template and a person."""
    return (ROOT / "config.example.toml").read_text(encoding="utf-8") + PEOPLE


@cache
def blank() -> dict[str, Any]:
    """A new document."""
    shown: dict[str, Any] = Document.blank("1new", "New", new_id=lambda: "n").show()
    return shown


@dataclass(frozen=True, slots=True)
class Values:
    """A file that holds these values; `mangled` says how they came about."""

    mangled: Mangled
    text: str

    def _repr_pretty_(self, printer: Any, _cycle: object) -> None:
        """Without the text, which is long."""
        printer.text(repr(self.mangled))


def cases() -> st.SearchStrategy[str | Values]:
    """The example made wrong in its text, or in its values and then written as TOML."""
    values = mangled([Recorded.of("config.example.toml", tomllib.loads(example()))], texts=TEXTS)

    @st.composite
    def made(draw: st.DrawFn) -> Values:
        found = draw(values)
        text = ""
        with suppress(Exception):  # what TOML can't say at all
            text = tomlkit.dumps(found.value)
        return Values(found, text)

    return mangled_texts([example()]) | made()


@contextmanager
def file_with(text: str) -> Iterator[Path]:
    """A file of this text, as bytes, whatever it holds."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "config.toml"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        yield path


def holds(case: str | Values) -> None:
    text = case if isinstance(case, str) else case.text
    with file_with(text) as path:
        settings = value_or_own_error(lambda: parse(path), ones_own=True)
        if settings is not None:
            assert_usable(settings)
            assert_edited(path, settings)


def assert_usable(settings: Settings) -> None:
    """Settings that were taken never fail where they are used."""
    rules = settings.rules()
    found = verdicts(answer([*weekly(3), single()]), rules=rules, zones=zones)
    for pair in pairs(found, rules=rules, now=NOW):
        for now in (NOW, datetime(2025, 3, 10, 15, 59, tzinfo=UTC)):
            occasions = occasions_of(pair, settings, now=now)
            terms = terms_of(pair, settings, now=now, made=True)
            notebook = read_notebook(blank(), locale=terms.wording.locale)
            planned = plan(notebook, occasions, terms)
            if isinstance(planned, Plan):
                check(planned, terms)


def assert_edited(path: Path, settings: Settings) -> None:
    """A change leaves a file that can be read, or none at all is made."""
    before = path.read_bytes()
    changes: list[Any] = [
        lambda: edit.set_for_person(
            path,
            KIM,
            "skip",
            True,
            identities=settings.identities,
            by="a test",
        ),
        lambda: edit.set_in_table(path, "run", "paused_until", date(2025, 3, 24)),
        lambda: edit.unset_in_table(path, "run", "paused_until"),
        lambda: edit.unset_for_person(
            path, KIM, "skip", identities=settings.identities, by="a test"
        ),
    ]
    for change in changes:
        try:
            value_or_own_error(change, ones_own=True)
        except edit.CantEdit:
            assert path.read_bytes() == before
        before = path.read_bytes()
        parse(path)


FUZZER = Fuzzer("configurations", cases, holds, usual=30, round=150)


def test_a_configuration_is_taken_and_works_or_its_mistakes_are_told() -> None:
    FUZZER.run()
