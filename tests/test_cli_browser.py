"""How a person is reached: a browser where one can come up, and lines that are pasted."""

import io
import subprocess
import sys
from pathlib import Path

import pytest

from sync.commands.browser import usual_means
from tests.support import ROOT

linux = pytest.mark.skipif(sys.platform != "linux", reason="other systems have other displays")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that the system was told to open."""
    found: list[str] = []

    def note(address: str) -> bool:
        found.append(address)
        return True

    monkeypatch.setattr("webbrowser.open", note)
    return found


@linux
@pytest.mark.parametrize(
    ("environment", "opens"),
    [
        ({}, False),
        ({"DISPLAY": ""}, False),
        ({"SSH_CONNECTION": "1 2 3 4"}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"BROWSER": "firefox"}, True),
    ],
)
def test_without_a_display_no_browser_takes_over_the_terminal(
    environment: dict[str, str], opens: bool, opened: list[str]
) -> None:
    done = usual_means(environment).open_browser("http://127.0.0.1/")

    assert (done, opened) == (opens, ["http://127.0.0.1/"] if opens else [])


def test_a_browser_that_fails_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    import webbrowser

    def fail(_: str) -> bool:
        raise webbrowser.Error("could not locate runnable browser")

    monkeypatch.setattr("webbrowser.open", fail)
    monkeypatch.setattr("sys.platform", "linux")

    assert usual_means({"DISPLAY": ":0"}).open_browser("http://127.0.0.1/") is False


@pytest.mark.parametrize(
    ("given", "line"), [("http://x/?code=4\n", "http://x/?code=4\n"), ("", None)]
)
def test_lines_come_from_a_pipe_too(
    given: str, line: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(given))

    assert usual_means({}).read_line() == line


@linux
def test_a_long_address_can_be_pasted_into_a_terminal(tmp_path: Path) -> None:
    """Terminals cut lines at 4,096 characters (others at 1,024) unless a program edits itself."""
    import os
    import pty
    import termios

    long = "http://127.0.0.1:50000/?code=" + "x" * 6000
    code = (
        "from sync.commands.browser import usual_means\n"
        f"line = usual_means({{}}).read_line()\nopen({str(tmp_path / 'line')!r}, 'w').write(line)"
    )
    terminal, inside = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdin=inside, stdout=inside, stderr=inside
    )
    while child.poll() is None and termios.tcgetattr(inside)[3] & termios.ICANON:
        pass  # it does not read yet
    for at in range(0, len(long), 500):
        os.write(terminal, long[at : at + 500].encode())
        os.read(terminal, 65536)
    os.write(terminal, b"\n")
    child.wait(timeout=30)
    os.close(terminal)
    os.close(inside)

    assert (tmp_path / "line").read_text(encoding="utf-8") == long
