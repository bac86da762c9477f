"""The errors that a person may see, and the exit code that each leads to.

An error says what happened, where, and what to do next. Its fields are set where it is raised and
its text is made here, once. It never holds the content of a document, a title, a name of a person
or a token; addresses and ids it may hold.
"""

import os
from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """What the process tells its caller."""

    OK = 0
    """Done, or nothing to do."""
    FAILED = 1
    """Something failed for some pair."""
    USAGE = 2
    """Wrong use or configuration."""
    SIGN_IN = 3
    """Somebody has to sign in again."""


class OneononeError(Exception):
    """What went wrong (`what`), with what (`where`), and the next command or action (`mend`)."""

    exit_code: ClassVar[ExitCode] = ExitCode.FAILED

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        super().__init__(what, where, mend)
        self.what = what
        self.where = where
        self.mend = mend

    def __str__(self) -> str:
        """All three on one line: `what (where). mend`."""
        head = self.what.rstrip(".")
        place = f" ({self.where})" if self.where else ""
        rest = f" {self.mend}" if self.mend else ""
        return " ".join(f"{head}{place}.{rest}".split())


def reason_of(error: OSError) -> str:
    """Why the system did not do it, in its own words: "permission denied"."""
    return os.strerror(error.errno).lower() if error.errno else "input/output error"


class UsageProblem(OneononeError):
    """The command line or the configuration asks for something that can't be."""

    exit_code: ClassVar[ExitCode] = ExitCode.USAGE


class SignInNeeded(OneononeError):
    """The sign-in is missing, unusable, expired or was taken back."""

    exit_code: ClassVar[ExitCode] = ExitCode.SIGN_IN
