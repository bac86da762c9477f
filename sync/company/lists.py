"""Lists of addresses in files: one a line, `#` begins a remark. Knows what is wrong with each line.

A file may come straight from a directory's export: of a line with commas the first part counts, and
a first line without anything like an address is a heading.
"""

from pathlib import Path

from sync.config.address import is_email
from sync.errors import UsageProblem

_SHOWN = 5


def read_addresses(path: Path, *, key: str, needed: bool = False) -> tuple[str, ...]:
    """The addresses in lower case, each once, in their order. `key` names who asked for the file.

    Raises UsageProblem for a file that can't be read, has lines that are no address, or (`needed`)
    names nobody: an export that failed is no company without managers.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as exc:
        why = exc.strerror if isinstance(exc, OSError) else "it is not UTF-8 text"
        raise UsageProblem(
            f"The list of [company] {key} can't be read: {why}",
            where=str(path),
            mend="Check the path and who may read it.",
        ) from exc
    found: dict[str, None] = {}
    wrong: list[int] = []
    for number, line in enumerate(text.splitlines(), start=1):
        given = line.partition("#")[0].partition(",")[0].strip().strip('"').lower()
        if is_email(given):
            found[given] = None
        elif given and (number > 1 or "@" in given):
            wrong.append(number)
    if wrong:
        lines = ", ".join(map(str, wrong[:_SHOWN])) + (" and more" if len(wrong) > _SHOWN else "")
        raise UsageProblem(
            f"The list of [company] {key} has lines that are no mail address: {lines}",
            where=str(path),
            mend="Write one address a line; # begins a remark.",
        )
    if needed and not found:
        raise UsageProblem(
            f"The list of [company] {key} names nobody",
            where=str(path),
            mend="Write one address a line.",
        )
    return tuple(found)
