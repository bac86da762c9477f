from datetime import timedelta
from pathlib import Path

import pytest

from sync.agenda.calendar.rules import NewPairs, PersonRule, Rules
from sync.config.file import ConfigProblem, Problem, find
from sync.config.problems import key_lines
from sync.config.settings import Settings, load, parse
from sync.errors import ExitCode, UsageProblem


def settings_of(folder: Path, text: str) -> Settings:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return parse(path)


def problems_of(folder: Path, text: str) -> list[str]:
    with pytest.raises(ConfigProblem) as raised:
        settings_of(folder, text)
    assert raised.value.exit_code is ExitCode.USAGE
    return [str(problem) for problem in raised.value.problems]


def test_an_empty_file_gives_the_defaults_with_paths_beside_the_file(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, "")

    assert settings.google.client_secret_file == tmp_path / "client_secret.json"
    assert settings.google.token_file == tmp_path / "token.json"
    assert settings.model_dump(exclude={"google"}) == Settings().model_dump(exclude={"google"})


def test_settings_cannot_be_changed(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, "")

    with pytest.raises(ValueError, match="frozen"):
        settings.calendar.lookahead_days = 3


def test_all_mistakes_are_told_at_once_by_key_and_line(tmp_path: Path) -> None:
    found = problems_of(
        tmp_path,
        """\
[google]
acces = "all"
[calendar]
lookahead_days = "14"
lookback_days = 0
[meetings]
new = "none"
exclude = "interview"
[docs]
share = "yes"
[agenda]
carry_limit = true
[[person]]
email = "ann@example.com"
[[person]]
emial = "bo@example.com"
[mail]
""",
    )

    assert found == [
        "google.acces (line 2) is no key that oneonone knows; did you mean access?",
        "calendar.lookahead_days (line 4) must be a whole number",
        "calendar.lookback_days (line 5) must be 1 or more",
        "meetings.new (line 7) must be 'own-domain', 'ask' or 'all'",
        "meetings.exclude (line 8) must be a list: [..., ...]",
        "docs.share (line 10) must be true or false, without quotes",
        "agenda.carry_limit (line 12) must be a whole number",
        "person[2].email (line 15) is missing",
        "person[2].emial (line 16) is no key that oneonone knows; did you mean email?",
        "mail (line 17) is no key that oneonone knows",
    ]


def test_the_message_names_the_file_and_every_key_on_one_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigProblem) as raised:
        settings_of(tmp_path, "[run]\nworkers = 0\nspeed = 1\n")

    assert str(raised.value) == (
        "The configuration can't be used, 2 keys are wrong: "
        "run.workers (line 2) must be 1 or more; "
        f"run.speed (line 3) is no key that oneonone knows ({tmp_path / 'config.toml'}). "
        "Correct the file; config.example.toml says what each key does."
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("google = 3", "google (line 1) must be a table"),
        ("person = 3", "person (line 1) must be written with two brackets: [[person]]"),
        (
            '[person]\nemail = "a@b.de"',
            "person (line 1) must be written with two brackets: [[person]]",
        ),
        (
            '[[template]]\nname = "x"\n[template.section]\nheading = "y"',
            "template[1].section (line 1) must be written with two brackets: [[template.section]]",
        ),
        ("[google]\ntoken_file = 3", "google.token_file (line 2) must be a path in quotes"),
        (
            'access = "all-docs"',
            "access (line 1) is no key that oneonone knows; it belongs in [google]",
        ),
        (
            '[docs]\nlocale = "de"',
            "docs.locale (line 2) is no key that oneonone knows; it belongs in [agenda]",
        ),
        ('[[person]]\nemail = "ann"', "person[1].email (line 2) must be a mail address"),
        (
            '[[person]]\nemail = "a@b.de"\n[[person]]\nemail = "c@b.de"\naliases = ["A@B.de"]',
            "the file names a@b.de in two [[person]] entries",
        ),
        (
            '[[person]]\nemail = "a@b.de"\ndoc = "https://example.com/d/1234567"',
            "person[1].doc (line 3) must be the address of a Google Doc, or its id",
        ),
        (
            '[docs]\nfolder = "My folder"',
            "docs.folder (line 2) must be the address of a Drive folder, or its id",
        ),
        (
            '[docs]\ntitle = "{them}"',
            "docs.title (line 2) must be a text in which only {me} and {other} stand in braces",
        ),
        (
            '[docs]\ntitle = "{me.__class__}"',
            "docs.title (line 2) must be a text in which only {me} and {other} stand in braces",
        ),
        (
            '[agenda]\nlocale = "klingon"',
            "agenda.locale (line 2) must be a language, such as en, de or pt-BR",
        ),
        (
            '[agenda]\ndate_format = "EEE, MMM"',
            (
                "agenda.date_format (line 2) must hold the day (d) and the month (M), "
                "such as EEE, MMM d, y"
            ),
        ),
        (
            '[meetings]\ndomains = ["example.com", "@example.com"]',
            "meetings.domains[2] (line 2) must be a domain, such as example.com or *.example.com",
        ),
        ('[calendar]\nid = ""', "calendar.id (line 2) must not be empty"),
    ],
)
def test_a_mistake_is_told_in_words(tmp_path: Path, text: str, problem: str) -> None:
    assert problems_of(tmp_path, text) == [problem]


@pytest.mark.parametrize(
    ("root", "kept"),
    [
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("http://localhost:1", "http://localhost:1"),
        ("https://example.com/google", "https://example.com/google"),
        ("", ""),
    ],
)
def test_plain_http_is_taken_for_a_server_on_this_machine(
    tmp_path: Path, root: str, kept: str
) -> None:
    assert settings_of(tmp_path, f'[google]\napi_root = "{root}"\n').google.api_root == kept


@pytest.mark.parametrize(
    ("root", "words"),
    [
        ("http://example.com", "must begin with https:// unless the server is on this machine"),
        ("http://127.0.0.1.example.com", "must begin with https:// unless the server is on"),
        ("http://0.0.0.0:80", "must begin with https:// unless the server is on this machine"),
        ("ftp://127.0.0.1", "must be an address, such as http://127.0.0.1:8080"),
        ("http://127.0.0.1:port", "must be an address, such as http://127.0.0.1:8080"),
        ("127.0.0.1:8080", "must be an address, such as http://127.0.0.1:8080"),
        ("https://me:secret@example.com", "must not hold a user or a password"),
    ],
)
def test_any_other_root_is_a_mistake(tmp_path: Path, root: str, words: str) -> None:
    (problem,) = problems_of(tmp_path, f'[google]\napi_root = "{root}"\n')

    assert problem.startswith(f"google.api_root (line 2) {words}")


def test_a_document_may_be_given_by_address_or_id(tmp_path: Path) -> None:
    ident = "1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms"
    settings = settings_of(
        tmp_path,
        f"""\
[docs]
folder = "https://drive.google.com/drive/u/0/folders/{ident}"
[[person]]
email = "Ann@Example.com"
doc = "https://docs.google.com/document/d/{ident}/edit?tab=t.0#heading=h.1"
[[person]]
email = "bo@example.com"
doc = "{ident}"
""",
    )

    assert settings.docs.folder == ident
    assert [person.doc for person in settings.person] == [ident, ident]


def test_a_person_is_found_by_any_of_their_addresses(tmp_path: Path) -> None:
    settings = settings_of(
        tmp_path,
        """\
[meetings]
aliases = [["ann@example.com", "ann.lee@example.com"]]
[[person]]
email = "ann@example.com"
aliases = ["al@example.org"]
tab = "1:1"
""",
    )
    tabs = {
        address: settings.person_for(address).tab
        for address in (
            "ann@example.com",
            "Ann.Lee@example.com",
            "al@example.org",
            "bo@example.com",
        )
    }

    assert tabs == {
        "ann@example.com": "1:1",
        "Ann.Lee@example.com": "1:1",
        "al@example.org": "1:1",
        "bo@example.com": "",
    }
    assert settings.person_for("Bo@example.com").email == "bo@example.com"


def test_the_rules_say_what_the_file_says_of_meetings(tmp_path: Path) -> None:
    settings = settings_of(
        tmp_path,
        """\
[calendar]
lookahead_days = 7
lookback_days = 60
[meetings]
new = "ask"
exclude = ["interview*"]
include = ["interview club"]
ignore = ["@bots.example"]
groups = ["team@*"]
domains = ["*.Example.com"]
aliases = [["ann@example.com", "ann.lee@example.com"]]
[[person]]
email = "ann@example.com"
[[person]]
email = "bo@example.com"
aliases = ["bob@example.com"]
skip = true
[[person]]
email = "cy@example.com"
skip = false
""",
    )

    assert settings.rules() == Rules(
        new=NewPairs.ASK,
        exclude=("interview*",),
        include=("interview club",),
        ignore=("@bots.example",),
        groups=("team@*",),
        domains=("*.example.com",),
        aliases=(("ann@example.com", "ann.lee@example.com"),),
        persons=(
            PersonRule(email="ann@example.com"),
            PersonRule(email="bo@example.com", aliases=("bob@example.com",), counts=False),
            PersonRule(email="cy@example.com", counts=True),
        ),
        lookahead=timedelta(days=7),
        lookback=timedelta(days=60),
    )


def test_the_defaults_of_the_rules_are_those_of_the_pure_core() -> None:
    assert Settings().rules() == Rules()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('[google\naccess = "app-docs"', "(at line 1, column 8)"),
        ('[google]\naccess = "app-docs', "(at end of document)"),
        ("[run]\nworkers = 1\nworkers = 2\n[calendar]", "(at line 3, column 12)"),
    ],
)
def test_broken_toml_is_told_with_its_place(tmp_path: Path, text: str, place: str) -> None:
    with pytest.raises(UsageProblem, match="not valid TOML") as raised:
        settings_of(tmp_path, text)

    assert place in raised.value.what
    assert raised.value.where == str(tmp_path / "config.toml")


def test_a_file_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes('title = "Büro"'.encode("latin-1"))

    with pytest.raises(UsageProblem, match="is not UTF-8 text, from byte 10 on"):
        parse(path)


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xef\xbb\xbf[run]\r\nworkers = 2\r\n")

    assert parse(path).run.workers == 2


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match="can't be read"):
        parse(tmp_path)


def test_the_file_is_looked_for_in_order(tmp_path: Path) -> None:
    given, named = tmp_path / "given.toml", tmp_path / "named.toml"
    here, home = tmp_path / "here", tmp_path / "home"
    here.mkdir()
    home.mkdir()
    left = [given, named, here / "config.toml", home / "config.toml"]
    for path in left:
        path.touch()
    environment = {"ONEONONE_CONFIG": str(named)}

    def found(config: Path | None, environ: dict[str, str]) -> Path:
        return find(config, environment=environ, folder=here, user_folder=home)

    assert found(given, environment) == given
    assert found(None, environment) == named
    assert found(None, {}) == here / "config.toml"
    (here / "config.toml").unlink()
    assert found(None, {"ONEONONE_CONFIG": ""}) == home / "config.toml"


def test_a_named_file_that_is_not_there_is_a_mistake_even_if_others_are(tmp_path: Path) -> None:
    (tmp_path / "config.toml").touch()

    with pytest.raises(UsageProblem) as by_option:
        find(tmp_path / "no.toml", environment={}, folder=tmp_path, user_folder=tmp_path)
    with pytest.raises(UsageProblem) as by_variable:
        load(environment={"ONEONONE_CONFIG": str(tmp_path / "no.toml")})

    assert "--config" in by_option.value.what
    assert "$ONEONONE_CONFIG" in by_variable.value.what
    assert by_option.value.where == by_variable.value.where == str(tmp_path / "no.toml")


def test_no_file_anywhere_says_where_was_looked_and_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem) as raised:
        find(None, environment={}, folder=tmp_path, user_folder=tmp_path / "home")

    assert str(tmp_path / "config.toml") in raised.value.where
    assert str(tmp_path / "home" / "config.toml") in raised.value.where
    assert raised.value.mend.startswith("`oneonone init`")


def test_lines_of_keys_are_found_in_tables_and_lists_of_tables() -> None:
    lines = key_lines('a = 1\n[b.c] # x\n"d e" = 2\n[[p]]\nq=1\n[[p]]\n # no = 1\nq = 2\n')

    assert lines == {
        ("a",): 1,
        ("b", "c"): 2,
        ("b", "c", "d e"): 3,
        ("p", 0): 4,
        ("p", 0, "q"): 5,
        ("p", 1): 6,
        ("p", 1, "q"): 8,
    }


def test_a_problem_without_a_line_is_told_without() -> None:
    assert str(Problem("run.speed", None, "is odd")) == "run.speed is odd"
