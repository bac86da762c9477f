"""A command in a pseudo-terminal: what it shows is waited for, and answers are typed."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

_PATIENCE = 60.0
_STEERING = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[=>]")
_WIDE = (60, 400)
"""So that no line of a table wraps."""


class Terminal:
    """One run of `oneonone` in a terminal of its own."""

    def __init__(self, *arguments: str, folder: Path, environment: Mapping[str, str]) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", *_WIDE, 0, 0))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "sync", *arguments],
            cwd=folder,
            env={**environment, "TERM": "xterm"},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        self._raw = b""
        self._read = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        os.close(self._ours)

    @property
    def text(self) -> str:
        """All that was shown so far, without what steers the terminal."""
        shown = self._raw.decode("utf-8", errors="replace")
        return _STEERING.sub("", shown).replace("\r\n", "\n").replace("\r", "\n")

    def until(self, words: str) -> str:
        """Wait until these words are shown behind what was waited for before; all text so far."""
        ends = time.monotonic() + _PATIENCE
        while (at := self.text.find(words, self._read)) < 0:
            if not self._more(ends):
                raise AssertionError(f"{words!r} never came, but: {self.text}")
        self._read = at + len(words)
        return self.text

    def answer(self, question: str, line: str = "") -> None:
        """Wait for a question, and type a line."""
        self.until(question)
        os.write(self._ours, f"{line}\n".encode())

    def end(self) -> tuple[int, str]:
        """Wait for the end: the exit code, and all that was shown."""
        ends = time.monotonic() + _PATIENCE
        while self._more(ends):
            pass
        return self._process.wait(timeout=_PATIENCE), self.text

    def _more(self, ends: float) -> bool:
        """Whether more was shown before the end, which may not be later than `ends`."""
        left = ends - time.monotonic()
        if left <= 0 or not select.select([self._ours], [], [], left)[0]:
            raise AssertionError(f"nothing more came, after: {self.text}")
        try:
            found = os.read(self._ours, 65536)
        except OSError:  # on Linux a terminal whose other end is closed
            return False
        self._raw += found
        return bool(found)
