"""Files for the eyes of one person: written whole or not at all, readable by their owner alone."""

import os
import tempfile
from pathlib import Path

from sync.config.file import expanded
from sync.errors import UsageProblem, reason_of


def write_private(path: Path, text: str, *, option: str, lasting: bool = True) -> None:
    """Write a file, mode 0600, in place of what was there; `option` is what named it. One that is
    not `lasting` is not waited for until it is on the disk.
    """
    target = expanded(path).resolve()
    problem = f"The file of {option} can't be written"
    if target.is_dir():
        raise UsageProblem(problem, where=f"{path} is a folder", mend="Name a file in it.")
    if target.exists() and not target.is_file():
        # It would take the place of a device, for whoever may do that.
        raise UsageProblem(problem, where=f"{path} is no regular file", mend="Name another.")
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as exc:
        mend = "Name a file in a folder that exists and that you may write to."
        raise UsageProblem(problem, where=f"{path}: {reason_of(exc)}", mend=mend) from exc
    beside = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            if lasting:
                os.fsync(file.fileno())
        beside.replace(target)
    except OSError as exc:
        beside.unlink(missing_ok=True)
        mend = "Make room or name another file."
        raise UsageProblem(problem, where=f"{path}: {reason_of(exc)}", mend=mend) from exc
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
