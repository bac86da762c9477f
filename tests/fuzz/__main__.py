"""`make fuzz`: all fuzzers in turn for as long as is said, each time with other examples.

    python -m tests.fuzz [--minutes 5] [--only NAME] [--seed NUMBER] [--examples COUNT]

A round is a fuzzer, a number and so many examples: the same three give the same examples again, on
the same version of the code. `--seed` repeats one round of the fuzzer that `--only` names. A
finding is told with its smallest example, and the run goes on; it ends with 1 where there is any.
"""
# ruff: noqa: T201 - it is there to print

import argparse
import random
import sys
import time
import traceback
import warnings
from dataclasses import dataclass, field

from hypothesis.errors import HypothesisWarning

from sync import log
from tests.fuzz.running import Fuzzer
from tests.fuzz.test_answers import FUZZER as ANSWERS
from tests.fuzz.test_calendars import FUZZER as CALENDARS
from tests.fuzz.test_configurations import FUZZER as CONFIGURATIONS
from tests.fuzz.test_documents import FUZZER as DOCUMENTS
from tests.fuzz.test_exports import FUZZER as EXPORTS
from tests.fuzz.test_lines import FUZZER as LINES
from tests.fuzz.test_pairs import FUZZER as PAIRS
from tests.fuzz.test_signins import FUZZER as SIGN_INS
from tests.support import recording_files

FUZZERS = (DOCUMENTS, EXPORTS, LINES, CALENDARS, CONFIGURATIONS, SIGN_INS, ANSWERS, PAIRS)
_LONGEST_TOLD = 4000


@dataclass(slots=True)
class Tally:
    """What a fuzzer came to: its examples, its time, and its findings by where they were met."""

    examples: int = 0
    seconds: float = 0.0
    work: float = 0.0
    """Seconds of this process's own, on a machine that does other things as well."""
    findings: dict[str, int] = field(default_factory=dict)


def main(given: list[str]) -> int:
    """Runs, prints a table; 1 where something was found."""
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--only", choices=[fuzzer.name for fuzzer in FUZZERS])
    parser.add_argument("--seed", type=int)
    parser.add_argument("--examples", type=int)
    asked = parser.parse_args(given)
    if not recording_files("docs/documents/*.json"):
        print("make: fuzz needs the recordings beside the checkout, in shared/recordings")
        return 2
    log.configure(silent=True)
    warnings.simplefilter("error")
    warnings.simplefilter("ignore", HypothesisWarning)
    chosen = [each for each in FUZZERS if asked.only in (None, each.name)]
    tallies = {fuzzer.name: Tally() for fuzzer in chosen}
    end = time.monotonic() + asked.minutes * 60
    numbers = iter([asked.seed]) if asked.seed is not None else iter(_any_number, None)
    for number in numbers:
        for fuzzer in chosen:
            examples = asked.examples or fuzzer.round
            one_round(fuzzer, tallies[fuzzer.name], number=number, examples=examples)
            if time.monotonic() > end:
                break
        if time.monotonic() > end:
            break
    return told(tallies)


def _any_number() -> int:
    return random.SystemRandom().randrange(10**6)


def one_round(fuzzer: Fuzzer, tally: Tally, *, number: int, examples: int) -> None:
    """One round; what it finds is printed, the same finding of later rounds in one line."""
    began, worked, before = time.monotonic(), time.process_time(), fuzzer.tried
    try:
        fuzzer.run(examples=examples, number=number)
    except Exception as exc:  # noqa: BLE001 - a finding of any kind
        place = _place(exc)
        again = f"make fuzz ARGS='--only {fuzzer.name} --seed {number} --examples {examples}'"
        if place not in tally.findings:
            print(f"\n{fuzzer.name}: {place}\n  again: {again}")
            print("".join(traceback.format_exception(exc, limit=-6))[-_LONGEST_TOLD:], flush=True)
        tally.findings[place] = tally.findings.get(place, 0) + 1
    tally.seconds += time.monotonic() - began
    tally.work += time.process_time() - worked
    tally.examples += fuzzer.tried - before


def _place(exc: Exception) -> str:
    """What tells findings apart: the kind, our words for it, and the line."""
    frame = traceback.extract_tb(exc.__traceback__)[-1]
    said = f" ({exc})" if type(exc).__module__.startswith("sync.") else ""
    return f"{type(exc).__name__}{said} at {frame.filename.rpartition('/')[2]}:{frame.lineno}"


def told(tallies: dict[str, Tally]) -> int:
    """Prints the table."""
    print(f"\n{'':<16}{'examples':>10}{'minutes':>9}{'of work':>9}{'findings':>10}")
    for name, tally in tallies.items():
        print(_row(name, [tally]))
    print(_row("all", list(tallies.values())))
    return 1 if any(tally.findings for tally in tallies.values()) else 0


def _row(name: str, of: list[Tally]) -> str:
    minutes = sum(tally.seconds for tally in of) / 60
    work = sum(tally.work for tally in of) / 60
    found = sum(len(tally.findings) for tally in of)
    examples = sum(tally.examples for tally in of)
    return f"{name:<16}{examples:>10}{minutes:>9.1f}{work:>9.1f}{found:>10}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
