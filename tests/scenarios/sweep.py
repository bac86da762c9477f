"""`make sweep`: the whole sweep, with a table of what was made good. Takes minutes.

python -m tests.scenarios.sweep [WORDS OF A SCENARIO]
"""
# ruff: noqa: T201 - it is there to print

import os
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

from sync import log
from tests.scenarios.sweeping import SCENARIOS, TROUBLES, all_cases, judge, undisturbed


def main(words: str = "") -> int:
    """Sweeps the scenarios whose names hold the words; 1 where something was not made good."""
    log.configure(silent=True)
    started = time.monotonic()
    cases = all_cases(lambda name: words in name)
    good: Counter[tuple[str, str]] = Counter()
    swept: Counter[tuple[str, str]] = Counter()
    wrong: list[str] = []
    with ProcessPoolExecutor(os.cpu_count(), initializer=_quiet) as pool:
        for case, found in zip(cases, pool.map(judge, cases, chunksize=8), strict=True):
            name, place, trouble = case
            swept[name, trouble] += 1
            good[name, trouble] += not found
            wrong += [f"{name} / {place} / {trouble}: {each}" for each in found]
    _table(good, swept)
    print(f"{good.total()} of {len(cases)} made good, in {time.monotonic() - started:.0f} s")
    print("\n".join(wrong))
    return 1 if wrong or not cases else 0


def _quiet() -> None:
    log.configure(silent=True)


def _table(good: Counter[tuple[str, str]], swept: Counter[tuple[str, str]]) -> None:
    """A row for each trouble, a column for each scenario."""
    names = [name for name in SCENARIOS if any(each == name for each, _ in swept)]
    for number, name in enumerate(names, 1):
        print(f"({number}) {name}: {len(undisturbed(name).places)} requests")
    width = max(map(len, TROUBLES))
    print("\n" + " " * width + "".join(f"{f'({n})':>9}" for n in range(1, len(names) + 1)))
    for trouble in TROUBLES:
        cells = (f"{good[name, trouble]}/{swept[name, trouble]}" for name in names)
        print(f"{trouble:<{width}}" + "".join(f"{cell:>9}" for cell in cells))
    print()


if __name__ == "__main__":
    sys.exit(main(" ".join(sys.argv[1:])))
