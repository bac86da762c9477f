"""Paths in the configuration, and the one of the configuration itself."""

from pathlib import Path

import pytest

from sync.config.file import find
from sync.config.settings import Settings, parse
from sync.errors import UsageProblem


def settings_of(folder: Path, text: str) -> Settings:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return parse(path)


def test_paths_are_relative_to_the_file_and_absolute_ones_stay(tmp_path: Path) -> None:
    settings = settings_of(
        tmp_path,
        '[google]\nclient_secret_file = "secrets/client.json"\ntoken_file = "/run/token.json"\n',
    )

    assert settings.google.client_secret_file == tmp_path / "secrets" / "client.json"
    assert settings.google.token_file == Path("/run/token.json")


def test_the_folder_of_somebody_who_is_not_known_here_is_a_name_like_any_other(
    tmp_path: Path,
) -> None:
    settings = settings_of(
        tmp_path,
        '[google]\ntoken_file = "~nobody-here/token.json"\n[company]\nopt_out = "~no-body/x"\n',
    )
    with pytest.raises(UsageProblem) as raised:
        find(None, environment={"ONEONONE_CONFIG": "~nobody-here/config.toml"})

    assert settings.google.token_file == tmp_path / "~nobody-here" / "token.json"
    assert settings.company.opt_out == str(tmp_path / "~no-body" / "x")
    assert raised.value.where == str(Path("~nobody-here") / "config.toml")
