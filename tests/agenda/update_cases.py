"""Writes what the planner makes of cases into their files: python -m tests.agenda.update_cases NAME

Read what it wrote against design before you believe it. Without names it only says which cases
would change.
"""

import sys
from collections.abc import Sequence

from tests.agenda.casefile import FOLDER, case_names, read_case, with_after
from tests.agenda.caserun import document_of, run, shown


def main(names: Sequence[str]) -> None:
    """Update the named cases; name those that differ where none is named."""
    for name in names or case_names():
        case = read_case(name)
        after = run(case).shown()
        if case.after is None or after == shown(case, document_of(case, case.after)):
            continue
        if names:
            (FOLDER / f"{name}.txt").write_text(with_after(name, after), encoding="utf-8")
        sys.stdout.write(f"{name}: {'updated' if names else 'differs'}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
