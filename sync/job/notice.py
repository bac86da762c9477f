"""What somebody is told of a run: how it ended, counts, codes and addresses, and nothing else.

Made of a report (`noticing`) or of the error that ended a run. Pure. No title, name, line or error
text goes in: a notice leaves the machine for places that nobody chose for 1:1 notes.
"""

from dataclasses import asdict, dataclass
from typing import Any, Literal

from sync.errors import ExitCode, OneononeError

_MOST = 20
"""Addresses named in a line; more are counted."""
_MENDS = {
    ExitCode.FAILED: "`oneonone sync` says what to do.",
    ExitCode.USAGE: "`oneonone doctor` says what to do.",
    ExitCode.SIGN_IN: "Run `oneonone auth login`.",
}
_MENDS_OF = {"SigningRefused": "docs/company.md says what the service account needs."}


@dataclass(frozen=True, slots=True)
class Trouble:
    """An address and the code of what stands in its way."""

    email: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """How a run ended. `done` counts pairs or managers that need nobody, of `total`; `wrote` the
    documents that were written, or of a preview would be.
    """

    exit_code: int
    of: Literal["pairs", "managers"] = "pairs"
    total: int = 0
    done: int = 0
    wrote: int = 0
    error: str = ""
    """The kind of error that ended the whole run."""
    troubles: tuple[Trouble, ...] = ()

    @property
    def failed(self) -> bool:
        """Somebody has to do something."""
        return bool(self.exit_code or self.error or self.troubles)

    @property
    def line(self) -> str:
        """All of it in one line."""
        if self.error:
            mend = _MENDS_OF.get(self.error) or _mend(self.exit_code)
            return f"oneonone could not run: {self.error}. {mend}"
        if not self.failed:
            return (
                f"oneonone ran: {self.done} of {self.total} {self.of} done, {self.wrote} written."
            )
        named = ", ".join(f"{each.email} ({each.code})" for each in self.troubles[:_MOST])
        more = f" and {len(self.troubles) - _MOST} more" if len(self.troubles) > _MOST else ""
        count = len(self.troubles)
        return (
            f"oneonone ran: {count} of {self.total} {self.of} in need of you: {named}{more}. "
            f"{_mend(ExitCode.FAILED)}"
        )

    def as_json(self) -> dict[str, Any]:
        """All of it for a program."""
        return {**asdict(self), "failed": self.failed, "line": self.line}


def _mend(code: int) -> str:
    return _MENDS.get(ExitCode(code), "") if code in set(ExitCode) else ""


def of_error(error: Exception) -> Notice:
    """The notice of a run that an error ended: its kind, never its text."""
    code = error.exit_code if isinstance(error, OneononeError) else ExitCode.FAILED
    return Notice(exit_code=int(code), error=type(error).__name__)
