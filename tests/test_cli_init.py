"""`oneonone init` off a terminal, and the file that it writes; the talk is in tests/newcomer."""

import json
import re
import stat
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sync import log
from sync.cli import main
from sync.commands import init as cli_init
from sync.commands import init_choice as cli_init_choice
from sync.commands import init_questions
from sync.commands.browser import Means
from sync.commands.init_file import config_text, example
from sync.commands.init_words import guide
from sync.commands.outcome import Outcome
from sync.commands.show import plain_lines
from sync.config.settings import Settings, parse
from sync.errors import UsageProblem
from tests.scenarios.company import NOW, OTHER, Company, company, lay_out
from tests.support import ROOT

CLIENT = {"installed": {"client_id": "1-app.apps.googleusercontent.com", "client_secret": "x"}}
NOBODY = Means(open_browser=lambda _: False, read_line=lambda: None)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home without a configuration, as current folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONEONONE_CONFIG", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / ".config"))
    (tmp_path / "client.json").write_text(json.dumps(CLIENT), encoding="utf-8")
    return tmp_path


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Company]:
    log.configure(silent=True)
    (tmp_path / "laid").mkdir()
    with company(tmp_path, lay_out(tmp_path / "laid")) as opened:
        yield opened


def init(*arguments: str) -> int:
    return main(["init", "--yes", *arguments])


def test_a_file_without_choices_says_nothing_but_the_defaults(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(config_text({}, {}), encoding="utf-8")
    (tmp_path / "empty.toml").touch()

    assert parse(path) == parse(tmp_path / "empty.toml")
    assert not any(tomllib.loads(path.read_text(encoding="utf-8")).values())


def test_every_key_stands_in_the_file_as_a_comment_with_its_default() -> None:
    text = config_text({}, {})
    uncommented = re.sub(r"^#(?=\w| {4}\"|\]$)", "", text, flags=re.MULTILINE)

    assert tomllib.loads(uncommented) == tomllib.loads(example())


def test_the_example_comes_with_the_package() -> None:
    assert example() == (ROOT / "config.example.toml").read_text(encoding="utf-8")


def test_flags_decide_what_differs(home: Path) -> None:
    code = init(
        "--client-secret", "client.json", "--access", "all-docs", "--new", "ask",
        "--placement", "auto", "--locale", "pt-BR",
        "--with", "Kim@Example.com", "--skip", "bo@example.com",
    )  # fmt: skip
    path = home / ".config" / "oneonone" / "config.toml"
    written = tomllib.loads(path.read_text(encoding="utf-8"))
    own = path.with_name("client_secret.json")

    assert code == 0
    assert {name: values for name, values in written.items() if values} == {
        "google": {"access": "all-docs"},
        "meetings": {"new": "ask"},
        "agenda": {"placement": "auto", "locale": "pt-BR"},
        "person": [
            {"email": "kim@example.com", "skip": False},
            {"email": "bo@example.com", "skip": True},
        ],
    }
    assert json.loads(own.read_text(encoding="utf-8")) == CLIENT
    assert {stat.S_IMODE(each.stat().st_mode) for each in (path, own)} == {0o600}


def test_the_next_command_is_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    init()
    without = capsys.readouterr().out
    init("--overwrite", "--client-secret", "client.json")
    with_client = capsys.readouterr().out

    assert "https://console.cloud.google.com/auth/clients/create" in without
    assert "Then: `oneonone auth login` signs you in" in without
    assert "Next: `oneonone auth login` signs you in at Google." in with_client
    assert (home / ".config" / "oneonone" / "config.toml.old").exists()


def test_what_is_kept_is_never_written_over(home: Path) -> None:
    folder = home / ".config" / "oneonone"
    for locale in ("de", "fr", "es"):
        init("--overwrite", "--locale", locale)
    found = {
        each.name: tomllib.loads(each.read_text(encoding="utf-8"))["agenda"]
        for each in folder.glob("config.toml*")
    }

    assert found == {
        "config.toml": {"locale": "es"},
        "config.toml.old": {"locale": "de"},
        "config.toml.old1": {"locale": "fr"},
    }


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--locale", "klingon"], "This is no language that is known (klingon)"),
        (["--with", "kim"], "This is no mail address (kim)"),
        (
            ["--with", "kim@example.com", "--skip", "kim@example.com"],
            "--skip and --with can't name the same person (kim@example.com). Give one of the two.",
        ),
        (["--api-root", "http://example.com"], "api_root would send the token"),
        (["--client-secret", "no.json"], "The file of the OAuth client is missing (no.json)"),
    ],
)
def test_wrong_flags_write_nothing(
    arguments: list[str], words: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = init(*arguments)

    assert (code, words in capsys.readouterr().err) == (2, True)
    assert not (home / ".config").exists()


@pytest.mark.parametrize(
    ("environment", "locale"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "de_AT.UTF-8"}, "de-AT"),
        ({"LC_ALL": "pt_BR.UTF-8", "LANG": "de_DE.UTF-8"}, "pt-BR"),
        ({"LANG": "fi_FI.UTF-8"}, "en"),
        ({"LANG": "ja"}, "ja"),
    ],
)
def test_the_language_offered_is_that_of_the_machine(
    environment: dict[str, str], locale: str
) -> None:
    assert init_questions.locale_of(environment) == locale
    assert init_questions.locale_given(locale) == locale


class Answers:
    """Somebody who gives these answers, one after the other."""

    def __init__(self, *answers: str) -> None:
        self.questions: list[str] = []
        self._answers = list(answers)

    def __call__(self, question: str, default: str) -> str:
        self.questions.append(question)
        return self._answers.pop(0) if self._answers else default


def choose(at: Company, answers: Answers) -> str:
    outcomes = cli_init_choice.choose(at.settings, at.config, now=NOW, ask=answers)
    return "\n".join(line for each in outcomes for line in _lines(each))


def _lines(outcome: Outcome) -> Iterator[str]:
    for block in outcome.blocks:
        yield from plain_lines(block)


def people(at: Company) -> Any:
    return tomllib.loads(at.config.read_text(encoding="utf-8")).get("person", [])


def test_who_is_chosen_is_noted_and_nothing_else(at: Company) -> None:
    before = at.config.read_text(encoding="utf-8")
    said = choose(at, Answers("1"))

    assert f"Left out: {OTHER}" in said
    assert people(at) == [{"email": OTHER, "skip": True}]
    assert at.config.read_text(encoding="utf-8").startswith(before)
    assert at.writes() == []


def test_what_is_no_answer_is_said_to_be_none() -> None:
    answers = Answers("1", "all-docs")
    tongue = Answers("klingon", "de")

    assert init_questions.answer(answers, "access") == "all-docs"
    assert answers.questions[1] == (
        "This is none of the answers. Say app-docs or all-docs.\nAccess"
    )
    assert init_questions.locale(tongue, "en") == "de"
    assert tongue.questions[1] == (
        "This is no language that is known. Write it as en, de or pt-BR.\nLanguage"
    )


def test_how_a_client_is_made_is_told_once(tmp_path: Path) -> None:
    wishes = cli_init.Wishes(target=tmp_path / "config.toml")
    outcomes = cli_init.run(wishes, now=NOW, ask=Answers(), means=NOBODY, environment={})
    said = "\n".join(line for each in outcomes for line in _lines(each))

    assert said.count("https://console.cloud.google.com/auth/clients/create") == 1
    assert f"made as said above: {tmp_path / 'client_secret.json'}\nThen: `oneonone auth" in said


def test_whoever_answers_nothing_changes_nothing(at: Company) -> None:
    before = at.config.read_text(encoding="utf-8")
    choose(at, Answers())

    assert at.config.read_text(encoding="utf-8") == before


LEAVE_OUT = "Leave out (numbers, such as 2 4; Enter: nobody)"


def test_numbers_that_are_not_there_are_asked_again_and_then_refused(at: Company) -> None:
    before = at.config.read_text(encoding="utf-8")
    answers = Answers("2", "one", "0")
    with pytest.raises(UsageProblem) as raised:
        choose(at, answers)

    assert raised.value.mend == "Run `oneonone init` again."
    assert answers.questions == [
        LEAVE_OUT,
        f"Give one or more of 1.\n{LEAVE_OUT}",
        f"Give one or more of 1.\n{LEAVE_OUT}",
    ]
    assert at.config.read_text(encoding="utf-8") == before


def test_a_second_init_with_a_sign_in_shows_the_meetings(at: Company) -> None:
    wishes = cli_init.Wishes(target=at.config)
    outcomes = cli_init.run(wishes, now=NOW, ask=Answers("1"), means=NOBODY, environment={})
    said = "\n".join(line for each in outcomes for line in _lines(each))

    assert "One 1:1 was found:" in said
    assert people(at) == [{"email": OTHER, "skip": True}]


def test_the_guide_and_the_quick_start_name_the_same_pages() -> None:
    told = set(re.findall(r"https://\S+?(?=[\s)>]|$)", guide(Path())))
    quick_start = (ROOT / "docs" / "quick-start.md").read_text(encoding="utf-8")

    assert {address for address in told if address not in quick_start} == set()


def test_the_quick_start_names_no_command_that_is_not_there() -> None:
    from sync.cli import app

    text = (ROOT / "docs" / "quick-start.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^    oneonone ([a-z]+)", text, re.MULTILINE))
    commands = {str(each.name or each.callback.__name__) for each in app.registered_commands}  # type: ignore[union-attr]
    groups = {str(each.name) for each in app.registered_groups}

    assert named - commands - groups == set()
    assert named >= {"init", "auth", "doctor", "link", "sync", "schedule", "status"}


def test_settings_have_the_defaults_that_init_offers() -> None:
    usual = Settings()

    assert {
        "access": usual.google.access,
        "new": usual.meetings.new,
        "placement": usual.agenda.placement,
    } == init_questions.DEFAULTS
