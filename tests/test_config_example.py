"""config.example.toml holds every key with its default, and says what each does."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from sync.config.settings import PersonSettings, Settings, parse
from sync.config.templates import TemplateSectionSettings, TemplateSettings
from tests.support import ROOT

EXAMPLE = ROOT / "config.example.toml"


def uncommented(head: str) -> str:
    """The example with one of its commented blocks, `[[person]]` or `[[template]]`, switched on."""
    lines = EXAMPLE.read_text(encoding="utf-8").split("\n")
    start = lines.index(f"# {head}")
    end = next(at for at in range(start, len(lines)) if not lines[at].startswith("#"))
    return "\n".join(
        [*lines[:start], *(line.removeprefix("# ") for line in lines[start:end]), *lines[end:]],
    )


def as_toml(model: BaseModel) -> dict[str, Any]:
    """What a file with the model's values holds."""
    dumped: dict[str, Any] = model.model_dump(mode="json")
    return dumped


def test_the_example_loads_to_the_defaults(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(EXAMPLE.read_bytes())
    (tmp_path / "empty.toml").touch()

    assert parse(path) == parse(tmp_path / "empty.toml")


def test_the_example_holds_every_key_with_its_default() -> None:
    written = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))

    assert written == {
        name: values
        for name, values in as_toml(Settings()).items()
        if name not in ("person", "template")
    }


def test_the_example_of_a_person_holds_every_key(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(uncommented("[[person]]"), encoding="utf-8")
    (written,) = tomllib.loads(path.read_text(encoding="utf-8"))["person"]

    assert written == as_toml(PersonSettings(email="ann@example.com")) | {"skip": False}
    assert parse(path).person == (PersonSettings(email="ann@example.com", skip=False),)


def test_the_example_of_a_template_holds_every_key(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(uncommented("[[template]]"), encoding="utf-8")
    (written,) = tomllib.loads(path.read_text(encoding="utf-8"))["template"]
    section = TemplateSectionSettings(heading="Talking points")
    template = TemplateSettings(name="skip-level", section=(section,))

    assert written == as_toml(template)
    assert parse(path).template == (template,)


def test_every_key_of_the_example_has_a_comment_above_it() -> None:
    without = [
        line
        for head in ("[[person]]", "[[template]]")
        for before, line in pairwise(uncommented(head).split("\n"))
        if re.match(r"[a-z_]+ =", line) and not before.startswith("#")
    ]

    assert without == []
