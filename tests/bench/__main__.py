"""`make bench`: the job beside the plain way and the floor, in one run, with a table.

    python -m tests.bench [FILE.json]      (build/bench.json by default)

Absolute figures are those of the machine at hand; the ratios are what is promised. Ends with 1
where one of them is higher than that. docs/performance.md explains all of it.
"""
# ruff: noqa: T201 - it is there to print

import compileall
import json
import platform
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from sync import log
from tests.bench import planning, running
from tests.bench.running import Found, Took
from tests.bench.worlds import LATENCY
from tests.support import ROOT

_SWITCH = 0.0005
"""Seconds: the server's threads share an interpreter, and an answer that is due is not to wait."""


@dataclass(frozen=True, slots=True)
class Row:
    """One promise: what was measured, in terms of what, and the most that it may be."""

    what: str
    measured: str
    beside: str
    ratio: float
    most: float

    def __str__(self) -> str:
        """A line of the table."""
        kept = "ok" if self.ratio <= self.most else "TOO MUCH"
        return (
            f"{self.what:<44}{self.measured:>12}  {self.beside:<24}"
            f"{self.ratio:>6.2f}{self.most:>6.1f}  {kept}"
        )


def main(path: Path) -> int:
    """Measures, prints, writes; 1 where a ratio is higher than promised."""
    log.configure(silent=True)
    sys.setswitchinterval(_SWITCH)
    compileall.compile_dir(ROOT / "sync", quiet=1)  # as it is where it is installed
    runs = running.measure()
    sizes = (planning.SHORT, planning.LONG, planning.TWICE, planning.LONGEST)
    costs = planning.measure(*sizes, few_lists=False)
    tight = planning.measure(planning.LONG, planning.TWICE, few_lists=True)
    rows = [*_promises(runs), *_planned(costs), *_planned(tight)]
    print("\n".join(_run_table(runs)))
    print(f"\n{'promised':<44}{'measured':>12}  {'beside':<24}{'ratio':>6}{'most':>6}")
    print("\n".join(map(str, rows)))
    path.parent.mkdir(parents=True, exist_ok=True)
    found = {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "latency": LATENCY,
        "runs": [{**asdict(each), "floor": each.floor} for each in runs],
        "planning": [{**asdict(each), "ratio": each.ratio} for each in (*costs, *tight)],
        "promised": [asdict(each) for each in rows],
    }
    path.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    print(f"\nWritten to {path}.")
    return int(any(each.ratio > each.most for each in rows))


def _run_table(runs: list[Found]) -> Iterator[str]:
    """Each case: the job, the plain way, and how many times the floor and the chain they take."""
    heads = ("requests", "kB", "wall s", "/ floor", "span s", "/ chain", "CPU s", "MB")
    yield f"{f'{LATENCY * 1000:.0f} ms a request':<26}{'':<6}" + "".join(
        f"{head:>9}" for head in heads
    )
    for run in runs:
        yield _run_line(run.name, "job", run.job, run)
        if run.plain is not None:
            yield _run_line("", "plain", run.plain, run)
        chain = f"{run.start:.2f} s + {run.chain} x {LATENCY:.2f} s"
        yield f"{'':<26}{'floor':<6}{'':>18}{run.floor:>9.2f}  = {chain}"


def _run_line(name: str, way: str, took: Took, run: Found) -> str:
    figures = (
        f"{took.requests}",
        f"{took.bytes / 1000:,.0f}",
        f"{took.used.wall:.2f}",
        f"{took.used.wall / run.floor:.2f}",
        f"{took.span:.2f}",
        f"{took.span / run.waiting:.2f}",
        f"{took.used.cpu:.2f}",
        f"{took.used.memory:.0f}",
    )
    return f"{name:<26}{way:<6}" + "".join(f"{each:>9}" for each in figures)


def _promises(runs: list[Found]) -> Iterator[Row]:
    by_name = {each.name: each for each in runs}
    ten, later = by_name[running.TEN], by_name[running.TEN_LATER]
    yield _wall_row(ten, 1.5)
    yield _wall_row(by_name[running.TEN_IDLE], 3.0)
    yield _wall_row(by_name[running.TEN_NEW], 3.0)
    if ten.plain is not None:
        wall, plain = ten.job.used.wall, ten.plain.used.wall
        yield Row(f"wall, {ten.name}", f"{wall:.2f} s", f"{plain:.2f} s plain", wall / plain, 0.2)
    if later.plain is not None:
        sent, plainly = later.job.bytes, later.plain.bytes
        yield Row(
            f"bytes, {later.name}",
            f"{sent / 1000:,.0f} kB",
            f"{plainly / 1000:,.0f} kB plain",
            sent / plainly,
            0.5,
        )
    for run in (by_name[running.HUNDRED], by_name[running.LONG]):
        memory = run.job.used.memory
        yield Row(f"memory, {run.name}", f"{memory:.0f} MB", "150 MB", memory / 150, 1.0)


def _wall_row(run: Found, most: float) -> Row:
    wall = run.job.used.wall
    return Row(
        f"wall, {run.name}", f"{wall:.2f} s", f"{run.floor:.2f} s floor", wall / run.floor, most
    )


def _planned(costs: list[planning.Cost]) -> Iterator[Row]:
    for cost in costs:
        if cost.sections < planning.LONG:
            continue  # most of it is the same for every document
        yield Row(
            f"planned, {cost.sections} sections in {cost.lists} lists",
            f"{cost.planning * 1000:.1f} ms",
            f"{cost.json_loads * 1000:.1f} ms json, {cost.size // 1000} kB",
            cost.ratio,
            5.0,
        )
    by_size = {each.sections: each.planning for each in costs}
    long, twice = by_size[planning.LONG], by_size[planning.TWICE]
    yield Row(
        "planned, twice the sections",
        f"{twice * 1000:.1f} ms",
        f"{long * 1000:.1f} ms once",
        twice / long,
        2.2,
    )


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/bench.json")))
