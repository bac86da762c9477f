"""What is built holds all that the commands read."""

import subprocess
import sys
import zipfile
from pathlib import Path

from tests.support import ROOT

_BUILD = "import sys; from flit_core import buildapi; print(buildapi.build_wheel(sys.argv[1]))"


def test_the_wheel_holds_the_example_that_init_writes_from(tmp_path: Path) -> None:
    built = subprocess.run(
        [sys.executable, "-c", _BUILD, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    with zipfile.ZipFile(tmp_path / built.stdout.split()[-1]) as wheel:
        example = wheel.read("sync/config.example.toml")
        marker = "sync/py.typed" in wheel.namelist()

    assert example == (ROOT / "config.example.toml").read_bytes()
    assert marker


def test_a_built_package_writes_a_configuration(tmp_path: Path) -> None:
    built = subprocess.run(
        [sys.executable, "-c", _BUILD, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    wheel = tmp_path / built.stdout.split()[-1]
    config = tmp_path / "made" / "config.toml"
    code = (
        f"import sys; sys.path.insert(0, {str(wheel)!r}); import sync; "
        "from sync.cli import main; "
        f"sys.exit(main(['init', '--yes', '--config', {str(config)!r}]) "
        f"or not sync.__file__.startswith({str(wheel)!r}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert "[google]" in config.read_text(encoding="utf-8")
